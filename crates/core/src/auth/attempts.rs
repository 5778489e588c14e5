//! Limits on guessing, kept in the database so that all nodes count together.
//!
//! An attempt is taken from the allowance of the caller's address and, for a login, of the account; one that succeeds
//! is given back. So people who know their password never meet the limit, whatever shares their address. Per account
//! only the attempts of a minute count: an attacker can delay the owner, not lock them out.

use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use calotype_store::rate_limits::{self, Allowance};
use calotype_store::{Conn, Micros};

use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Kind, Result};

const MINUTE: Micros = 60_000_000;

/// An attempt under way.
#[derive(Debug)]
#[must_use]
pub(crate) struct Attempt(Vec<(String, Allowance)>);

/// Takes an attempt from every allowance that applies.
///
/// # Errors
/// `too_many_attempts` with the time to wait.
pub(crate) async fn begin(app: &App, actor: &Actor, account: Option<&str>) -> Result<Attempt> {
    let mut names = Vec::new();
    if let Some(address) = actor.address {
        let allowance = Allowance { attempts: app.config.http.auth_attempts_per_minute, period: MINUTE };
        names.push((format!("auth:address:{}", network(address)), allowance));
    }
    if let Some(account) = account {
        let allowance = Allowance { attempts: app.config.auth.failed_logins_per_minute, period: MINUTE };
        names.push((format!("auth:account:{account}"), allowance));
    }
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let mut wait = None;
    for (name, allowance) in &names {
        wait = rate_limits::take(&mut tx, name, *allowance, now).await?;
        if wait.is_some() {
            break;
        }
    }
    // Committed in either case: what was taken before the refusal stays taken.
    tx.commit().await?;
    match wait {
        None => Ok(Attempt(names)),
        Some(wait) => Err(too_many(wait)),
    }
}

/// The refusal of somebody who has to wait.
pub(crate) fn too_many(wait: Micros) -> Error {
    let seconds = u64::try_from(wait).unwrap_or(0).div_ceil(1_000_000);
    Error::new(
        Kind::RateLimited,
        "too_many_attempts",
        format!("Too many attempts. Try again in {seconds} seconds."),
    )
    .retry_after(Duration::from_secs(seconds))
}

impl Attempt {
    /// Gives the attempt back: it succeeded.
    ///
    /// # Errors
    /// Any database failure.
    pub(crate) async fn succeeded(self, tx: &mut Conn) -> Result<()> {
        for (name, allowance) in &self.0 {
            rate_limits::give_back(tx, name, *allowance).await?;
        }
        Ok(())
    }
}

/// The part of an address that one household or host has to itself: IPv6 hands out whole /64 networks.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => IpAddr::V4(v4),
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn addresses_of_one_network_share_an_allowance() {
        let network = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
        assert_ne!(network("192.0.2.7"), network("192.0.2.8"));
    }
}
