//! Who may run a model now: as many calls as there are cores, a queue of known length, and a refusal beyond it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Result};

/// The turns of a process.
#[derive(Debug)]
pub(crate) struct Turns {
    most: usize,
    queue: usize,
    now: Mutex<Now>,
    free: Condvar,
}

#[derive(Debug, Default)]
struct Now {
    running: usize,
    waiting: usize,
}

/// A turn, until dropped.
pub(crate) struct Turn<'a>(&'a Turns);

impl Turns {
    pub(crate) fn new(most: usize, queue: usize) -> Self {
        Self { most: most.max(1), queue, now: Mutex::default(), free: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a turn, unless too many wait already.
    pub(crate) fn take(&self) -> Result<Turn<'_>> {
        let mut now = self.lock();
        if now.running >= self.most {
            if now.waiting >= self.queue {
                return Err(Error::Busy);
            }
            now.waiting += 1;
            while now.running >= self.most {
                now = self.free.wait(now).unwrap_or_else(PoisonError::into_inner);
            }
            now.waiting -= 1;
        }
        now.running += 1;
        Ok(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.lock().running -= 1;
        self.0.free.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn who_comes_when_the_queue_is_full_is_refused_at_once() {
        let turns = Arc::new(Turns::new(1, 1));
        let first = turns.take().unwrap();
        let second = std::thread::spawn({
            let turns = Arc::clone(&turns);
            move || turns.take().map(drop)
        });
        while turns.lock().waiting == 0 {
            std::thread::yield_now();
        }
        assert!(matches!(turns.take(), Err(Error::Busy)));
        drop(first);
        second.join().unwrap().unwrap();
        assert!(turns.take().is_ok());
    }
}
