//! The highest memory a process tree holds while something happens.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::Tree;

/// How often the tree is looked at. A picture takes longer than that.
const INTERVAL: Duration = Duration::from_millis(20);

/// Looks at a tree until it is asked for the peak.
pub(crate) struct Watch {
    peak: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Begins to look.
    pub(crate) fn over(tree: Tree) -> Self {
        let (peak, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let thread = std::thread::spawn({
            let (peak, stop) = (Arc::clone(&peak), Arc::clone(&stop));
            move || {
                while !stop.load(Ordering::Relaxed) {
                    if let Ok(held) = tree.memory() {
                        peak.fetch_max(held, Ordering::Relaxed);
                    }
                    std::thread::sleep(INTERVAL);
                }
            }
        });
        Self { peak, stop, thread: Some(thread) }
    }

    /// Ends looking; the highest sum seen, bytes.
    pub(crate) fn peak(mut self) -> u64 {
        self.end();
        self.peak.load(Ordering::Relaxed)
    }

    fn end(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A panic in the watching thread has been printed; what was seen until then stands.
            let _ = thread.join();
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.end();
    }
}
