//! Where "now" comes from, so that tests can let hours pass.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use calotype_store::Micros;

/// The system's clock, shifted in tests.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    shift: Arc<AtomicI64>,
}

impl Clock {
    /// Microseconds since 1970, UTC.
    #[must_use]
    pub fn now(&self) -> Micros {
        calotype_store::now() + self.shift.load(Ordering::Relaxed)
    }

    /// Lets time pass at once; for tests.
    pub fn advance(&self, by: Duration) {
        self.shift.fetch_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX), Ordering::Relaxed);
    }
}
