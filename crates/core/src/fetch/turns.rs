//! So many fetches at once, in all and for each key: nobody ties up this server with slow hosts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// Turns of this process. A key has an entry while one of its fetches runs or waits, so the map stays as small as that.
#[derive(Debug, Clone)]
pub(super) struct Turns {
    all: Arc<Semaphore>,
    keys: Arc<Mutex<HashMap<Uuid, Arc<Semaphore>>>>,
    per_key: usize,
}

/// A turn; given back when dropped.
#[derive(Debug)]
pub(super) struct Turn {
    permits: Vec<OwnedSemaphorePermit>,
    key: Option<(Uuid, Turns)>,
}

impl Turns {
    pub(super) fn new(all: usize, per_key: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(all.max(1))), keys: Arc::default(), per_key: per_key.max(1) }
    }

    /// Waits for a turn, first among the fetches of the key, then among all.
    pub(super) async fn take(&self, key: Option<Uuid>) -> Turn {
        let mut turn = Turn { permits: Vec::new(), key: key.map(|key| (key, self.clone())) };
        if let Some(key) = key {
            let own = {
                let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
                keys.entry(key).or_insert_with(|| Arc::new(Semaphore::new(self.per_key))).clone()
            };
            turn.permits.extend(own.acquire_owned().await);
        }
        turn.permits.extend(self.all.clone().acquire_owned().await);
        turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.permits.clear();
        let Some((key, turns)) = &self.key else { return };
        let mut keys = turns.keys.lock().unwrap_or_else(PoisonError::into_inner);
        // Only the map holds it: nobody of this key runs or waits any more.
        if keys.get(key).is_some_and(|own| Arc::strong_count(own) == 1) {
            keys.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn a_key_waits_for_itself_and_all_wait_for_all() {
        let (a, b) = (Some(Uuid::from_u128(1)), Some(Uuid::from_u128(2)));
        let turns = Turns::new(3, 2);
        let (first, second) = (turns.take(a).await, turns.take(a).await);
        assert!(turns.take(a).now_or_never().is_none(), "a third of the same key waits");
        let third = turns.take(b).await;
        drop(first);
        let fourth = turns.take(a).await;
        assert!(turns.take(b).now_or_never().is_none(), "a fourth of all waits");
        drop((second, third, fourth));
        assert!(turns.keys.lock().unwrap_or_else(PoisonError::into_inner).is_empty());
        assert!(turns.take(None).now_or_never().is_some());
    }
}
