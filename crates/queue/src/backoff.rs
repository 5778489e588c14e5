//! How long a job rests after a failed attempt.

use std::time::Duration;

/// The longest rest. Without it the tenth failure would already cost three hours and the twentieth two days.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The rest after a failed attempt. Stored with the job as its next start, never slept, so that it survives a restart
/// and occupies nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Backoff {
    /// n⁴ seconds after the n-th failure, give or take a tenth so that jobs that failed together do not come back
    /// together, and at most a day: 1 s, 16 s, 81 s, 4 min, 10 min, 22 min, …
    #[default]
    Quartic,
    /// Always the same.
    Fixed(Duration),
}

impl Backoff {
    /// The rest after so many failures, the last one included.
    #[must_use]
    pub fn after(self, failures: usize) -> Duration {
        match self {
            Self::Fixed(rest) => rest,
            Self::Quartic => {
                let fourth_power = (failures.max(1) as f64).powi(4);
                let jitter = rand::random_range(0.9..=1.1);
                Duration::try_from_secs_f64(fourth_power * jitter).map_or(LONGEST, |rest| rest.min(LONGEST))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_grows_with_the_fourth_power_give_or_take_a_tenth() {
        for failures in [1_usize, 2, 3, 10, 17] {
            let exact = (failures as f64).powi(4);
            for _ in 0..50 {
                let rest = Backoff::Quartic.after(failures).as_secs_f64();
                assert!((exact * 0.9..=exact * 1.1).contains(&rest.min(exact * 1.1)), "{failures}: {rest}");
            }
        }
    }

    #[test]
    fn no_rest_is_longer_than_a_day() {
        assert_eq!(Backoff::Quartic.after(25), LONGEST);
        assert_eq!(Backoff::Quartic.after(usize::MAX), LONGEST);
    }

    #[test]
    fn jobs_that_failed_together_come_back_apart() {
        let first = Backoff::Quartic.after(3);
        assert!((0..50).any(|_| Backoff::Quartic.after(3) != first));
    }
}
