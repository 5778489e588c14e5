//! How far it is: a bar on a terminal, a line now and then elsewhere. Both go to standard error.
#![allow(clippy::print_stderr)]

use std::io::IsTerminal as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Between two lines where there is no terminal.
const PAUSE: Duration = Duration::from_secs(5);

/// The display.
pub(super) struct Progress {
    bar: ProgressBar,
    lines: Option<Mutex<Instant>>,
}

impl Progress {
    /// A display of so many bytes.
    pub(super) fn new(bytes: u64) -> anyhow::Result<Self> {
        let terminal = std::io::stderr().is_terminal();
        let target = if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(bytes), target);
        let template = "{bar:30} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left  {wide_msg}";
        bar.set_style(ProgressStyle::with_template(template)?);
        if terminal {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Ok(Self { bar, lines: (!terminal).then(|| Mutex::new(Instant::now())) })
    }

    /// So many bytes more are done.
    pub(super) fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
        let Some(last) = &self.lines else { return };
        let Ok(mut last) = last.lock() else { return };
        if last.elapsed() >= PAUSE {
            *last = Instant::now();
            self.line();
        }
    }

    /// Says what goes on, where there is room for it.
    pub(super) fn say(&self, text: String) {
        if self.lines.is_some() {
            eprintln!("{text}");
        } else {
            self.bar.set_message(text);
        }
    }

    fn line(&self) {
        let (done, total) = (self.bar.position(), self.bar.length().unwrap_or_default());
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a rate for people
        let rate = self.bar.per_sec().max(0.0) as u64;
        eprintln!(
            "{} of {}, {}/s, {} left",
            HumanBytes(done),
            HumanBytes(total),
            HumanBytes(rate),
            HumanDuration(self.bar.eta())
        );
    }

    /// Takes the display away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
        if self.lines.is_some() {
            self.line();
        }
    }
}
