//! What clients keep, in numbers.

use std::collections::HashMap;

use calotype_store::clients::{self as rows, totals as counts};
use calotype_store::{Conn, Micros};
use uuid::Uuid;

use super::among;
use crate::access::portal;
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;

const DAY: Micros = 86_400_000_000;

/// Days of the chart, today included.
const DAYS: i64 = 7;

/// Numbers of things.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Images.
    pub images: i64,
    /// Avatars.
    pub avatars: i64,
    /// Albums.
    pub albums: i64,
    /// Users.
    pub users: i64,
    /// Bytes of images and avatars.
    pub storage: i64,
}

impl std::ops::AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.images += other.images;
        self.avatars += other.avatars;
        self.albums += other.albums;
        self.users += other.users;
        self.storage += other.storage;
    }
}

/// One day of the chart.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    /// Its beginning, UTC.
    pub start: Micros,
    /// Images uploaded.
    pub images: i64,
    /// Avatars uploaded.
    pub avatars: i64,
    /// Albums made.
    pub albums: i64,
}

/// Statistics over the clients of an administrator.
#[derive(Debug)]
pub struct Stats {
    /// Each client with what it keeps, newest first.
    pub clients: Vec<(Uuid, String, Totals)>,
    /// All of them together.
    pub all: Totals,
    /// What came in the last seven days.
    pub fresh: Totals,
    /// The last seven days, oldest first.
    pub days: Vec<Day>,
}

/// Statistics over the clients of the caller's set.
///
/// # Errors
/// `unauthenticated`.
pub async fn stats(app: &App, actor: &Actor) -> Result<Stats> {
    let clients = portal::clients(actor)?;
    let now = app.clock.now();
    let mut conn = app.db.read().await?;
    let found = rows::list(&mut conn, among(&clients)).await?;
    let mut each = totals(&mut conn, among(&clients), now).await?;
    let (mut all, mut fresh) = (Totals::default(), Totals::default());
    let clients_with_totals = found
        .into_iter()
        .map(|row| {
            let kept = each.remove(&row.id).unwrap_or_default();
            all += kept.all;
            fresh += kept.fresh;
            (row.id, row.name, kept.all)
        })
        .collect();
    let today = now.div_euclid(DAY);
    let first = today - DAYS + 1;
    let made = counts::days(&mut conn, among(&clients), first * DAY).await?;
    let days = (first..=today).map(|day| {
        let made = made.iter().find(|made| made.day == day);
        Day {
            start: day * DAY,
            images: made.map_or(0, |made| made.images),
            avatars: made.map_or(0, |made| made.avatars),
            albums: made.map_or(0, |made| made.albums),
        }
    });
    Ok(Stats { clients: clients_with_totals, all, fresh, days: days.collect() })
}

/// What a client keeps, and what of it came in the last seven days.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kept {
    pub(super) all: Totals,
    pub(super) fresh: Totals,
}

/// What each client keeps. Clients that keep nothing may be left out.
pub(super) async fn totals(
    conn: &mut Conn,
    among: rows::Among<'_>,
    now: Micros,
) -> Result<HashMap<Uuid, Kept>> {
    let since = now - DAYS * DAY;
    let mut kept: HashMap<Uuid, Kept> = HashMap::new();
    for row in counts::assets(conn, among, since).await? {
        let kept = kept.entry(row.tenant_id).or_default();
        let (all, fresh) = match row.is_avatar {
            true => (&mut kept.all.avatars, &mut kept.fresh.avatars),
            false => (&mut kept.all.images, &mut kept.fresh.images),
        };
        *all += row.total;
        *fresh += row.fresh;
        kept.all.storage += row.bytes;
        kept.fresh.storage += row.fresh_bytes;
    }
    for row in counts::albums(conn, among, since).await? {
        let kept = kept.entry(row.tenant_id).or_default();
        (kept.all.albums, kept.fresh.albums) = (row.total, row.fresh);
    }
    for row in counts::users(conn, among, since).await? {
        let kept = kept.entry(row.tenant_id).or_default();
        (kept.all.users, kept.fresh.users) = (row.total, row.fresh);
    }
    Ok(kept)
}
