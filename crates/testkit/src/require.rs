//! The one rule for tests that need a part the machine may lack.

/// Whether missing parts are failures: `CALOTYPE_TEST_REQUIRE=all`, which CI sets so that nothing is skipped there.
#[must_use]
pub fn everything() -> bool {
    std::env::var("CALOTYPE_TEST_REQUIRE").is_ok_and(|value| value == "all")
}

/// Says that a test cannot run here and why; the caller then returns from the test.
///
/// # Panics
///
/// When [`everything`] is required.
#[track_caller]
pub fn skipped(why: impl std::fmt::Display) {
    assert!(!everything(), "CALOTYPE_TEST_REQUIRE=all, but this test cannot run: {why}");
    eprintln!("skipped: {why}");
}

/// Unwraps a part, or reports with [`skipped`] why it is missing.
#[track_caller]
pub(crate) fn or_skip<T>(part: anyhow::Result<T>) -> Option<T> {
    match part {
        Ok(part) => Some(part),
        Err(why) => {
            skipped(format!("{why:#}"));
            None
        }
    }
}
