//! The sandbox: foreign bytes are parsed and decoded in small child processes that can do nothing else.
//!
//! A child is this program again (`calotype sandbox`), started when there is work and let go when there is
//! none. Before it reads the first byte it gives up everything that decoding does not need: memory beyond a
//! limit, opening files, the network, other processes, privileges. It gets the file as an open descriptor and
//! answers with numbers and pictures. Whatever a file manages to do to a decoder becomes one failed item with
//! its reason:
//!
//! | what happens in the child | what the caller sees |
//! |---|---|
//! | the handler returns an error | that error |
//! | a panic | [`Crashed`](crate::MediaError::Crashed), final; the child is replaced |
//! | a crash, an abort, memory beyond the limit, a forbidden system call | once more on a fresh child, then `Crashed`, final |
//! | an endless loop | [`TimedOut`](crate::MediaError::TimedOut); the child is killed |
//! | more tasks than may wait | [`Busy`](crate::MediaError::Busy) with a time to come back |
//!
//! The map: [`frames`] is the conversation; [`serve`], [`confine`], [`forbid`], [`landlock`] and [`memory`]
//! run in the child; [`pool`], [`keep`] and [`child`] in the server.

mod child;
mod confine;
mod forbid;
mod frames;
mod input;
mod keep;
mod landlock;
mod memory;
mod perform;
mod pool;
mod report;
mod serve;
mod settings;
pub(crate) mod tasks;

use std::process::ExitCode;

use crate::MediaError;

pub use input::{Input, Reader};
pub use pool::{Pool, PoolStats};
pub use report::{Protection, SandboxReport};
pub(crate) use serve::serve;
pub use serve::{Context, Handler};
pub use settings::{Allowance, SandboxSettings, Urgency};

/// The whole life of a sandboxed child: what `calotype sandbox` does.
///
/// Call it first thing in `main`, before anything is opened and before a second thread exists.
pub fn child_main() -> ExitCode {
    child_main_with(perform)
}

/// Does what the real child does with one task.
///
/// # Errors
/// What is wrong with the file, or with the task.
pub fn perform(task: &[u8], input: &Input, context: &mut Context<'_>) -> Result<Vec<u8>, MediaError> {
    perform::perform(task, input, context)
}

/// The whole life of a sandboxed child with this handler, for programs of their own kind such as tests.
pub fn child_main_with(handler: Handler) -> ExitCode {
    ExitCode::from(serve(handler))
}
