//! A keeper: the thread that owns one child and feeds it tasks.
//!
//! One thread per child keeps everything simple: the kernel's rule that a child dies with the *thread* that
//! started it, the deadline of the task, and waiting for the child so that no zombie remains.

use std::sync::Arc;
use std::time::Instant;

use super::child::{Answer, Child, Ending, Supervisor};
use super::pool::{Next, Order, Shared};
use crate::MediaError;

/// A file gets a second child when it killed the first one, and never a third.
const CHILDREN_PER_FILE: u32 = 2;

/// Works until the pool closes or there was nothing to do for long.
pub(super) fn keep(shared: &Arc<Shared>) {
    let mut child = None;
    while let Next::Order(order) = shared.next_order() {
        let began = Instant::now();
        let mut desk = Desk { shared, order: &order, reserved: 0 };
        let outcome = process(shared, &order, &mut child, &mut desk);
        drop(desk);
        shared.finished(began.elapsed(), &outcome, child.as_ref().map_or(0, Child::peak));
        if child.as_ref().is_some_and(|child: &Child| child.is_used_up(&shared.settings)) {
            child = None;
            shared.child_ended();
        }
        // An error means that the caller went away meanwhile; the answer is nobody's then.
        drop(order.reply.send(outcome));
    }
    if child.take().is_some() {
        shared.child_ended();
    }
}

/// Runs one order, on a second child if it killed the first.
fn process(
    shared: &Shared,
    order: &Order,
    child: &mut Option<Child>,
    desk: &mut Desk<'_>,
) -> Result<Answer, MediaError> {
    let mut killed = 0;
    let mut gone = 0;
    loop {
        let running = match child {
            Some(running) => running,
            None => child.insert(shared.start_child()?),
        };
        let ended = running.work(&order.task, &order.input, order.allowance, shared.settings.answer, desk);
        desk.release();
        let ending = match ended {
            Ok(answer) => return Ok(answer),
            Err(Ending::Failed(error)) => return Err(error),
            Err(ending) => ending,
        };
        *child = None;
        shared.child_ended();
        match ending {
            Ending::Died { reason, from_outside } => {
                killed += 1;
                tracing::warn!(reason, killed, "a sandboxed child died of its task");
                shared.child_crashed();
                if killed == CHILDREN_PER_FILE {
                    return Err(MediaError::Crashed { reason, unprocessable: !from_outside });
                }
            }
            Ending::Gone => {
                gone += 1;
                if gone > CHILDREN_PER_FILE {
                    return Err(MediaError::Io("sandboxed children end before they get work".to_owned()));
                }
            }
            Ending::TimedOut => return Err(MediaError::TimedOut),
            // The reply goes nowhere; any error will do.
            Ending::Abandoned => return Err(MediaError::TimedOut),
            Ending::Failed(error) => return Err(error),
        }
    }
}

/// Speaks for the pool while a task runs, and gives back what the task reserved.
struct Desk<'a> {
    shared: &'a Shared,
    order: &'a Order,
    reserved: u64,
}

impl Desk<'_> {
    fn release(&mut self) {
        self.shared.release_memory(std::mem::take(&mut self.reserved));
    }
}

impl Supervisor for Desk<'_> {
    fn reserve(&mut self, bytes: u64) -> bool {
        // A second wish is granted together with the first one: two tasks that each hold a part and wait for
        // the rest would wait for ever.
        let total = self.reserved.saturating_add(bytes);
        self.release();
        let granted = self.shared.reserve_memory(total, || self.order.reply.is_closed());
        if granted {
            self.reserved = total;
        }
        granted
    }

    fn abandoned(&self) -> bool {
        self.order.reply.is_closed() || self.shared.is_closing()
    }
}

impl Drop for Desk<'_> {
    fn drop(&mut self) {
        self.release();
    }
}
