//! How often programs and strangers may ask: so many requests in so much time, per party and class of route.
//!
//! The generic cell rate algorithm, as in `store::rate_limits`, kept in memory: a request must not cost a write to the
//! database. Over PostgreSQL, where other nodes answer the same keys, a party's allowance lies in the database and a node
//! takes it in tenths, so that all nodes together never grant more than the allowance; what a node took and did not use
//! is lost with the period. The memory is bounded: parties whose allowance is whole are forgotten.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use calotype_store::rate_limits::{self, Allowance};
use calotype_store::{Db, Engine, Micros};
use uuid::Uuid;

use crate::actor::Actor;
use crate::auth::attempts::network;
use crate::error::{Error, Kind, Result};

/// Most parties that are remembered.
const MOST: usize = 100_000;

/// So many requests in so much time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Requests; 0: no limit.
    pub requests: u32,
    /// The time they are for.
    pub period: Duration,
}

impl Limit {
    /// So many requests a minute.
    #[must_use]
    pub fn per_minute(requests: u32) -> Self {
        Self { requests, period: Duration::from_secs(60) }
    }

    fn period(self) -> Micros {
        i64::try_from(self.period.as_micros()).unwrap_or(i64::MAX).max(1)
    }

    fn cost(self) -> Micros {
        (self.period() / Micros::from(self.requests.max(1))).max(1)
    }
}

/// Who asks, as far as limits go: a key, or the network of somebody without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// A key.
    Key(Uuid),
    /// The part of an address one household has to itself.
    Network(IpAddr),
    /// Everybody whose address is not known.
    Unknown,
}

impl Party {
    /// The party behind a call.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        match (actor.key_id(), actor.address) {
            (Some(key), _) => Self::Key(key),
            (None, Some(address)) => Self::Network(network(address)),
            (None, None) => Self::Unknown,
        }
    }

    /// The address behind a call, whatever key it shows.
    #[must_use]
    pub fn of_address(actor: &Actor) -> Self {
        actor.address.map_or(Self::Unknown, |address| Self::Network(network(address)))
    }

    fn text(self) -> String {
        match self {
            Self::Key(key) => format!("key:{key}"),
            Self::Network(address) => format!("address:{address}"),
            Self::Unknown => "unknown".to_owned(),
        }
    }
}

/// Where a party stands after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Requests of a whole allowance.
    pub limit: u32,
    /// Requests that are left now.
    pub remaining: u32,
    /// When the allowance is whole again.
    pub reset: Micros,
    /// How long to wait; `None`: the request passes.
    pub wait: Option<Duration>,
    /// Whether this is the first refusal since a request passed: the one worth a record.
    pub first_refusal: bool,
}

impl Standing {
    /// The refusal, where there is one.
    ///
    /// # Errors
    /// `rate_limited` with the time to wait.
    pub fn passed(&self) -> Result<()> {
        let Some(wait) = self.wait else { return Ok(()) };
        let seconds = wait.as_micros().div_ceil(1_000_000);
        Err(Error::new(
            Kind::RateLimited,
            "rate_limited",
            format!("Too many requests. Try again in {seconds} seconds."),
        )
        .field("limit", self.limit.to_string())
        .retry_after(Duration::from_secs(u64::try_from(seconds).unwrap_or(1))))
    }
}

/// What is known of a party in a class.
#[derive(Debug, Clone, Copy, Default)]
struct Bucket {
    /// The moment at which the allowance is whole again.
    spent_until: Micros,
    /// Requests this node may grant out of what it took from the database, and until when.
    leased: u32,
    lease_ends: Micros,
    /// Until when the database has refused: others can only take more meanwhile, so it need not be asked.
    closed_until: Micros,
    refused: bool,
}

/// The allowances of this process. Cheap to clone; there is one a process.
#[derive(Debug, Clone, Default)]
pub struct Rates(Arc<Mutex<HashMap<(&'static str, Party), Bucket>>>);

impl Rates {
    fn buckets(&self) -> MutexGuard<'_, HashMap<(&'static str, Party), Bucket>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one request from the allowance of a party in a class.
    ///
    /// # Errors
    /// Any database failure, over PostgreSQL.
    pub async fn take(
        &self,
        db: &Db,
        class: &'static str,
        party: Party,
        limit: Limit,
        now: Micros,
    ) -> Result<Standing> {
        if limit.requests == 0 {
            return Ok(Standing {
                limit: u32::MAX,
                remaining: u32::MAX,
                reset: now,
                wait: None,
                first_refusal: false,
            });
        }
        if db.engine() == Engine::Sqlite {
            return Ok(self.take_here(class, party, limit, now));
        }
        self.take_leased(db, class, party, limit, now).await
    }

    /// Gives back what [`Rates::take`] took, for a request that turned out not to count.
    pub fn give_back(&self, class: &'static str, party: Party, limit: Limit, db: &Db) {
        if let Some(bucket) = self.buckets().get_mut(&(class, party)) {
            match db.engine() {
                Engine::Sqlite => bucket.spent_until -= limit.cost(),
                Engine::Postgres => (bucket.leased, bucket.closed_until) = (bucket.leased + 1, 0),
            }
        }
    }

    fn take_here(&self, class: &'static str, party: Party, limit: Limit, now: Micros) -> Standing {
        let mut buckets = self.buckets();
        make_room(&mut buckets, now);
        let bucket = buckets.entry((class, party)).or_default();
        let next = bucket.spent_until.max(now) + limit.cost();
        let wait = (next - now - limit.period()).max(0);
        if wait == 0 {
            bucket.spent_until = next;
        }
        settle(bucket, limit, now, wait)
    }

    async fn take_leased(
        &self,
        db: &Db,
        class: &'static str,
        party: Party,
        limit: Limit,
        now: Micros,
    ) -> Result<Standing> {
        {
            let mut buckets = self.buckets();
            make_room(&mut buckets, now);
            let bucket = buckets.entry((class, party)).or_default();
            if bucket.leased > 0 && bucket.lease_ends > now {
                bucket.leased -= 1;
                return Ok(settle(bucket, limit, now, 0));
            }
            if bucket.closed_until > now {
                let wait = bucket.closed_until - now;
                return Ok(settle(bucket, limit, now, wait));
            }
        }
        let allowance = Allowance { attempts: limit.requests, period: limit.period() };
        let name = format!("rate:{class}:{}", party.text());
        let mut tx = db.write().await?;
        let mut share = (limit.requests / 10).max(1);
        let mut wait = rate_limits::take_several(&mut tx, &name, allowance, share, now).await?;
        if wait.is_some() && share > 1 {
            share = 1;
            wait = rate_limits::take_several(&mut tx, &name, allowance, share, now).await?;
        }
        tx.commit().await?;
        let mut buckets = self.buckets();
        let bucket = buckets.entry((class, party)).or_default();
        match wait {
            None => {
                bucket.leased = if bucket.lease_ends > now { bucket.leased } else { 0 } + share - 1;
                bucket.lease_ends = now + limit.period();
                bucket.spent_until = bucket.spent_until.max(now) + limit.cost() * Micros::from(share);
                Ok(settle(bucket, limit, now, 0))
            }
            Some(wait) => {
                bucket.spent_until = now + limit.period();
                bucket.closed_until = now + wait;
                Ok(settle(bucket, limit, now, wait))
            }
        }
    }
}

/// Forgets parties whose allowance is whole; where that is not enough, the half that is nearest to it.
fn make_room(buckets: &mut HashMap<(&'static str, Party), Bucket>, now: Micros) {
    if buckets.len() < MOST {
        return;
    }
    buckets.retain(|_, bucket| bucket.spent_until > now);
    if buckets.len() >= MOST {
        let mut times: Vec<Micros> = buckets.values().map(|bucket| bucket.spent_until).collect();
        let (_, middle, _) = times.select_nth_unstable(MOST / 2);
        let middle = *middle;
        buckets.retain(|_, bucket| bucket.spent_until > middle);
    }
}

fn settle(bucket: &mut Bucket, limit: Limit, now: Micros, wait: Micros) -> Standing {
    let refused = wait > 0;
    let first_refusal = refused && !bucket.refused;
    bucket.refused = refused;
    let spent = (bucket.spent_until - now).max(0);
    let left = (limit.period() - spent).max(0) / limit.cost();
    let left = u32::try_from(left).unwrap_or(0).min(limit.requests).saturating_add(bucket.leased);
    Standing {
        limit: limit.requests,
        remaining: if refused { 0 } else { left.min(limit.requests) },
        reset: bucket.spent_until.max(now),
        wait: refused.then(|| Duration::from_micros(u64::try_from(wait).unwrap_or(0))),
        first_refusal,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use calotype_store::testing::TestDb;

    use super::*;

    const THREE: Limit = Limit { requests: 3, period: Duration::from_secs(60) };
    const MINUTE: Micros = 60_000_000;
    const PARTY: Party = Party::Key(Uuid::from_u128(1));

    #[tokio::test]
    async fn an_allowance_is_used_up_and_comes_back_piece_by_piece() {
        let (db, rates) = (TestDb::sqlite().await, Rates::default());
        let take = async |now| rates.take(&db, "test", PARTY, THREE, now).await.unwrap();
        for left in [2, 1, 0] {
            let standing = take(MINUTE).await;
            assert_eq!((standing.remaining, standing.wait, standing.limit), (left, None, 3));
        }
        let refused = take(MINUTE).await;
        assert_eq!(refused.wait, Some(Duration::from_secs(20)));
        assert!(refused.first_refusal && !take(MINUTE).await.first_refusal);
        assert_eq!(refused.reset, 2 * MINUTE);
        let error = refused.passed().unwrap_err();
        assert_eq!((error.code, error.retry_after), ("rate_limited", Some(Duration::from_secs(20))));
        assert_eq!(take(MINUTE + MINUTE / 3).await.wait, None);
        assert!(take(MINUTE + MINUTE / 3).await.wait.is_some());
        rates.give_back("test", PARTY, THREE, &db);
        assert_eq!(take(MINUTE + MINUTE / 3).await.wait, None);
    }

    #[tokio::test]
    async fn parties_and_classes_do_not_share_and_no_limit_is_none() {
        let (db, rates) = (TestDb::sqlite().await, Rates::default());
        let one = Limit::per_minute(1);
        let other = Party::Network("2001:db8::".parse().unwrap());
        for (class, party) in [("a", PARTY), ("b", PARTY), ("a", other), ("a", Party::Unknown)] {
            assert_eq!(rates.take(&db, class, party, one, 1).await.unwrap().wait, None);
            assert!(rates.take(&db, class, party, one, 1).await.unwrap().wait.is_some());
        }
        for _ in 0..100 {
            let free = rates.take(&db, "c", PARTY, Limit::per_minute(0), 1).await.unwrap();
            assert_eq!(free.wait, None);
        }
    }

    #[tokio::test]
    async fn two_nodes_together_grant_no_more_than_the_allowance() {
        let Some(db) = TestDb::postgres().await else { return };
        let (one, two) = (Rates::default(), Rates::default());
        let limit = Limit::per_minute(50);
        let mut passed = 0;
        for _ in 0..60 {
            for node in [&one, &two] {
                let standing = node.take(&db, "test", PARTY, limit, MINUTE).await.unwrap();
                passed += u32::from(standing.wait.is_none());
            }
        }
        assert_eq!(passed, 50);
        let refused = one.take(&db, "test", PARTY, limit, MINUTE).await.unwrap();
        let wait = i64::try_from(refused.wait.unwrap().as_micros()).unwrap();
        let later = two.take(&db, "test", PARTY, limit, MINUTE + wait / 2).await.unwrap();
        assert!(later.wait.is_some() && later.remaining == 0);
        assert_eq!(one.take(&db, "test", PARTY, limit, MINUTE + wait).await.unwrap().wait, None);
        one.give_back("test", PARTY, limit, &db);
        assert_eq!(one.take(&db, "test", PARTY, limit, MINUTE + wait).await.unwrap().wait, None);
    }

    #[test]
    fn the_memory_is_bounded() {
        let rates = Rates::default();
        for n in 0..MOST + 10 {
            let party = Party::Key(Uuid::from_u128(n as u128));
            rates.take_here("test", party, THREE, 1 + n as i64);
        }
        assert!(rates.buckets().len() <= MOST);
        let late = 10 * MINUTE;
        for n in 0..MOST {
            rates.take_here("late", Party::Key(Uuid::from_u128(n as u128)), THREE, late);
        }
        assert!(rates.buckets().keys().all(|(class, _)| *class == "late"), "whole ones are forgotten first");
    }
}
