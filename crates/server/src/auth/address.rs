//! Where a request comes from, when proxies stand in between.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use ipnet::IpNet;

/// Address of the caller: that of the connection, or what a trusted proxy says about it.
///
/// `X-Forwarded-For` is read from its end, where the nearest proxy wrote: entries of trusted proxies are passed over,
/// the first other one is the caller. What stands further left, the caller may have made up.
pub(super) fn of(parts: &Parts, trusted: &[String]) -> Option<IpAddr> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip().to_canonical();
    let lines = parts.headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    Some(caller(peer, &hops, trusted))
}

fn caller(peer: IpAddr, hops: &[&str], trusted: &[String]) -> IpAddr {
    let mut nearest = peer;
    for hop in hops.iter().rev() {
        if !is_trusted(nearest, trusted) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(address) => nearest = address.to_canonical(),
            Err(_) => break,
        }
    }
    nearest
}

fn is_trusted(address: IpAddr, trusted: &[String]) -> bool {
    trusted.iter().any(|entry| match entry.parse::<IpNet>() {
        Ok(network) => network.contains(&address),
        Err(_) => entry.parse() == Ok(address),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ask(peer: &str, header: &str, trusted: &[&str]) -> String {
        let hops: Vec<&str> = header.split(',').filter(|hop| !hop.is_empty()).collect();
        let trusted: Vec<String> = trusted.iter().map(|t| (*t).to_owned()).collect();
        caller(peer.parse().unwrap(), &hops, &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_name_another_address() {
        assert_eq!(ask("203.0.113.9", "1.2.3.4", &[]), "203.0.113.9");
        assert_eq!(ask("203.0.113.9", "1.2.3.4", &["10.0.0.0/8"]), "203.0.113.9");
    }

    #[test]
    fn what_a_trusted_proxy_wrote_last_is_believed() {
        assert_eq!(ask("10.0.0.2", "6.6.6.6, 203.0.113.9", &["10.0.0.2"]), "203.0.113.9");
        assert_eq!(ask("10.0.0.2", "203.0.113.9, 10.0.0.7", &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(ask("10.0.0.2", "2001:db8::5", &["10.0.0.0/8"]), "2001:db8::5");
    }

    #[test]
    fn nonsense_leaves_the_nearest_known_address() {
        assert_eq!(ask("10.0.0.2", "203.0.113.9, unknown", &["10.0.0.0/8"]), "10.0.0.2");
        assert_eq!(ask("10.0.0.2", "", &["10.0.0.0/8"]), "10.0.0.2");
    }
}
