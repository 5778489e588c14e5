//! Pictures made to order, kept in memory for the next who asks.
//!
//! A variant is a pure function of its name (content and recipe), so nothing here can be wrong, only absent. Equal
//! requests at the same time wait for one making. The cache has a cap in bytes; what was not asked for longest goes first.
//! It belongs to the process: what a second node needs, it makes itself.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use moka::future::Cache;
use uuid::Uuid;

use crate::error::{Error, Kind, Result};

/// What names a variant: tenant, content, recipe. The tenant is in it because that a picture is known must not show in
/// how quickly another tenant gets it.
pub type Name = (Uuid, String, String);

/// The bytes of a variant.
pub type Variant = Bytes;

/// Longest time that a variant stays, however often it is asked for.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// What an entry costs beside its bytes.
const OVERHEAD: u32 = 256;

/// The variants of this process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Variants(Cache<Name, Variant>);

impl Variants {
    /// A cache of at most so many bytes; 0: nothing is kept, and equal requests are still made once.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        let weight = |_: &Name, variant: &Variant| {
            u32::try_from(variant.len()).unwrap_or(u32::MAX).saturating_add(OVERHEAD)
        };
        Self(
            Cache::builder()
                .max_capacity(bytes)
                .weigher(weight)
                .time_to_live(LONGEST)
                .support_invalidation_closures()
                .build(),
        )
    }

    /// A variant, made if it is not here. Of those who ask for the same at the same time one makes it; a failure is told to
    /// all of them and not kept.
    ///
    /// # Errors
    /// What the making answers.
    pub(crate) async fn get_or_make(
        &self,
        name: Name,
        make: impl Future<Output = Result<Bytes>>,
    ) -> Result<Variant> {
        self.0.try_get_with(name, make).await.map_err(|error| shared(&error))
    }

    /// Forgets everything made of a content.
    pub(crate) fn forget(&self, tenant: Uuid, content: &str) {
        let content = content.to_owned();
        // Fails only without the support that is switched on above.
        let _ = self.0.invalidate_entries_if(move |name, _| name.0 == tenant && name.1 == content);
    }
}

/// The same failure once more, for another who waited for it.
fn shared(error: &Arc<Error>) -> Error {
    let mut again = Error::new(error.kind, error.code, error.message.clone());
    again.retry_after = error.retry_after;
    if error.kind == Kind::Internal {
        again = again.because(error.to_string());
    }
    again
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn name(recipe: &str) -> Name {
        (Uuid::from_u128(1), "content".to_owned(), recipe.to_owned())
    }

    #[tokio::test]
    async fn equal_requests_at_one_time_are_made_once() {
        let variants = Variants::new(1 << 20);
        let made = AtomicUsize::new(0);
        let ask = || {
            variants.get_or_make(name("a"), async {
                made.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                Ok(Bytes::from_static(b"picture"))
            })
        };
        let answers = futures::future::join_all((0..50).map(|_| ask())).await;
        assert!(answers.into_iter().all(|answer| answer.unwrap() == "picture"));
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_failure_is_told_and_not_kept() {
        let variants = Variants::new(1 << 20);
        let busy = || Error::unavailable("media_busy", "Too much.").retry_after(Duration::from_secs(2));
        let refused = variants.get_or_make(name("a"), async { Err(busy()) }).await.unwrap_err();
        assert_eq!((refused.code, refused.retry_after), ("media_busy", Some(Duration::from_secs(2))));
        let made = variants.get_or_make(name("a"), async { Ok(Bytes::from_static(b"x")) }).await;
        assert_eq!(made.unwrap(), "x");
    }

    #[tokio::test]
    async fn what_is_forgotten_is_made_again_and_the_cap_holds() {
        let variants = Variants::new(100_000);
        for number in 0..200 {
            let picture = async { Ok(Bytes::from(vec![0; 1000])) };
            variants.get_or_make(name(&number.to_string()), picture).await.unwrap();
        }
        variants.0.run_pending_tasks().await;
        assert!(variants.0.weighted_size() <= 100_000, "{}", variants.0.weighted_size());
        variants.get_or_make(name("kept"), async { Ok(Bytes::from_static(b"old")) }).await.unwrap();
        variants.forget(Uuid::from_u128(1), "content");
        let again = variants.get_or_make(name("kept"), async { Ok(Bytes::from_static(b"new")) }).await;
        assert_eq!(again.unwrap(), "new");
    }
}
