//! What a benchmark says: figures, and claims held against their targets.

use std::time::Duration;

use serde::Serialize;

/// One claim and what was measured.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Claim {
    /// What is claimed, a noun phrase.
    pub(crate) what: String,
    /// What was measured.
    pub(crate) measured: f64,
    /// What it must not pass, or what it must reach.
    pub(crate) target: Target,
    /// Behind the figures: `×`, `MB`, `ms`.
    pub(crate) unit: &'static str,
}

/// Which side of a number is good.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Target {
    AtMost(f64),
    AtLeast(f64),
}

impl Claim {
    pub(crate) fn at_most(what: impl Into<String>, measured: f64, limit: f64, unit: &'static str) -> Self {
        Self { what: what.into(), measured, target: Target::AtMost(limit), unit }
    }

    pub(crate) fn at_least(what: impl Into<String>, measured: f64, limit: f64, unit: &'static str) -> Self {
        Self { what: what.into(), measured, target: Target::AtLeast(limit), unit }
    }

    pub(crate) fn holds(&self) -> bool {
        match self.target {
            Target::AtMost(limit) => self.measured <= limit,
            Target::AtLeast(limit) => self.measured >= limit,
        }
    }
}

/// A heading.
pub(crate) fn title(text: &str) {
    println!("\n{text}");
}

/// A figure that supports the claims: context, not a promise.
pub(crate) fn figure(what: &str, value: &str) {
    println!("  {what:<58} {value:>14}");
}

/// A claim with its verdict.
pub(crate) fn claim(claim: &Claim) {
    let (word, limit) = match claim.target {
        Target::AtMost(limit) => ("at most", limit),
        Target::AtLeast(limit) => ("at least", limit),
    };
    let verdict = if claim.holds() { "holds" } else { "MISSED" };
    let (measured, unit) = (number(claim.measured), claim.unit);
    println!("  {:<58} {measured:>9} {unit:<4}  {word} {} {unit}: {verdict}", claim.what, number(limit));
}

/// Enough digits to see a difference of a percent.
fn number(value: f64) -> String {
    match value.abs() {
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// Milliseconds for people.
pub(crate) fn milliseconds(duration: Duration) -> String {
    format!("{} ms", number(duration.as_secs_f64() * 1e3))
}

/// Megabytes (10^6) for people.
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{} MB", number(bytes as f64 / 1e6))
}
