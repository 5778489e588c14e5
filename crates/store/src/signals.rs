//! Wake-ups from those who commit work to those who wait for it.
//!
//! A signal carries no data: the receiver looks into the database, so a signal too many costs one look and a lost
//! one is made up for by the receiver's own slow poll. It is raised when its transaction has committed and never
//! before. In this process it travels through a [`watch`]; between nodes through PostgreSQL's NOTIFY, which the
//! server itself holds back until the commit. [`relay`] feeds the latter into the former.

use sqlx::postgres::PgListener;
use tokio::sync::watch;

use crate::db::Db;
use crate::error::Result;

/// The PostgreSQL channel of all signals.
const CHANNEL: &str = "calotype";

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// There is a job that could be started.
    Work,
    /// Somebody asked for a running job to end.
    Cancel,
    /// An order of a program has moved on.
    Order,
}

impl Signal {
    const ALL: [Self; 3] = [Self::Work, Self::Cancel, Self::Order];

    fn name(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Cancel => "cancel",
            Self::Order => "order",
        }
    }
}

/// The signals of one database handle.
#[derive(Debug)]
pub struct Signals {
    work: watch::Sender<()>,
    cancel: watch::Sender<()>,
    order: watch::Sender<()>,
    /// Tells our own notifications, which have been heard already, from those of other nodes.
    node: String,
}

impl Signals {
    pub(crate) fn new() -> Self {
        let node = uuid::Uuid::new_v4().simple().to_string();
        Self {
            work: watch::Sender::new(()),
            cancel: watch::Sender::new(()),
            order: watch::Sender::new(()),
            node,
        }
    }

    /// Hears every `signal` raised from now on; several that come together may count as one.
    #[must_use]
    pub fn subscribe(&self, signal: Signal) -> watch::Receiver<()> {
        self.sender(signal).subscribe()
    }

    pub(crate) fn raise(&self, signal: Signal) {
        self.sender(signal).send_replace(());
    }

    /// Channel and payload of a notification to other nodes.
    pub(crate) fn notification(&self, signal: Signal) -> (&'static str, String) {
        (CHANNEL, format!("{} {}", signal.name(), self.node))
    }

    fn sender(&self, signal: Signal) -> &watch::Sender<()> {
        match signal {
            Signal::Work => &self.work,
            Signal::Cancel => &self.cancel,
            Signal::Order => &self.order,
        }
    }

    fn hear(&self, payload: &str) {
        let Some((name, node)) = payload.split_once(' ') else { return };
        if node == self.node {
            return;
        }
        if let Some(signal) = Signal::ALL.into_iter().find(|signal| signal.name() == name) {
            self.raise(signal);
        }
    }
}

/// Raises the signals of other nodes on this handle for as long as it is polled. On SQLite it waits forever,
/// because there are no other nodes.
///
/// # Errors
/// When PostgreSQL cannot be reached; call again after a pause. A connection that breaks and comes back is not an
/// error, but raises every signal, since some may have been missed.
pub async fn relay(db: &Db) -> Result<std::convert::Infallible> {
    let Some(pool) = db.postgres_pool() else { return std::future::pending().await };
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    let raise_all = || Signal::ALL.into_iter().for_each(|signal| db.signals().raise(signal));
    raise_all();
    loop {
        match listener.try_recv().await? {
            Some(notification) => db.signals().hear(notification.payload()),
            None => raise_all(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Duration;

    use super::*;
    use crate::testing::TestDb;

    crate::on_both_engines![
        a_signal_is_heard_when_its_transaction_commits_and_not_before,
        a_rolled_back_transaction_is_silent,
    ];

    async fn a_signal_is_heard_when_its_transaction_commits_and_not_before(db: TestDb) {
        let mut heard = db.signals().subscribe(Signal::Work);
        let mut tx = db.write().await.unwrap();
        tx.signal(Signal::Work).await.unwrap();
        assert!(!heard.has_changed().unwrap());
        tx.commit().await.unwrap();
        assert!(heard.has_changed().unwrap());
        heard.mark_unchanged();
        assert!(!db.signals().subscribe(Signal::Cancel).has_changed().unwrap());
    }

    async fn a_rolled_back_transaction_is_silent(db: TestDb) {
        let heard = db.signals().subscribe(Signal::Work);
        let mut tx = db.write().await.unwrap();
        tx.signal(Signal::Work).await.unwrap();
        drop(tx);
        assert!(!heard.has_changed().unwrap());
    }

    #[tokio::test]
    async fn another_node_on_postgres_hears_a_signal_and_the_sender_hears_it_once() {
        let Some(db) = TestDb::postgres().await else { return };
        let other = db.open_again().await;
        let mut near = db.signals().subscribe(Signal::Work);
        let mut far = other.signals().subscribe(Signal::Work);
        for handle in [(*db).clone(), other.clone()] {
            tokio::spawn(async move { relay(&handle).await });
        }
        // The first one says that the relay is up.
        heard(&mut near).await;
        heard(&mut far).await;

        let mut tx = db.write().await.unwrap();
        tx.signal(Signal::Work).await.unwrap();
        tx.commit().await.unwrap();
        assert!(near.has_changed().unwrap());
        near.mark_unchanged();
        heard(&mut far).await;
        assert!(!near.has_changed().unwrap());
    }

    async fn heard(signal: &mut watch::Receiver<()>) {
        tokio::time::timeout(Duration::from_secs(10), signal.changed()).await.unwrap().unwrap();
    }
}
