//! The life of a sandboxed child: limits on, then one task after the other until the server hangs up.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::BorrowedFd;
use std::os::unix::fs::FileExt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::time::Duration;

use super::frames::{self, Frame, FrameError, Kind, Reserve, Setup, Usage};
use super::{Input, confine, memory};
use crate::MediaError;
use crate::limits::Limits;

/// Longest order the server sends, bytes.
const LONGEST_ORDER: u64 = 1 << 20;
/// A child without work for this long gives its free memory back.
const TRIM_AFTER: Duration = Duration::from_secs(1);
/// After a task that left more than this resident, memory is given back at once, bytes.
const TRIM_ABOVE: u64 = 128 << 20;
/// What a program returns that was started in the wrong way.
const WRONG_USE: u8 = 2;

/// Answers one task: the task's own encoding in, the answer's encoding out.
pub type Handler = fn(task: &[u8], input: &Input, context: &mut Context<'_>) -> Result<Vec<u8>, MediaError>;

/// What a handler can ask of the server while it works.
pub struct Context<'a> {
    socket: BorrowedFd<'a>,
    unreserved: u64,
    address_space: u64,
    /// What the task has reserved so far, bytes.
    reserved: u64,
}

/// Speaks the child's side of the protocol on standard input with this handler, until the server closes it; returns the
/// status to exit with.
pub(crate) fn serve(handler: Handler) -> u8 {
    let prepared = confine::die_with_the_parent().and_then(|()| confine::close_inherited());
    let ended = prepared.map_err(|error| error.to_string()).and_then(|()| {
        let socket = rustix::stdio::stdin();
        run(socket, handler).map_err(|error| error.to_string())
    });
    match ended {
        Ok(()) => 0,
        Err(reason) => {
            // Nobody may be listening, and there is nobody else to tell.
            drop(writeln!(
                io::stderr(),
                "calotype sandbox: {reason} (the server starts this program itself)"
            ));
            WRONG_USE
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Ended {
    #[error(transparent)]
    Frames(#[from] FrameError),
    #[error(transparent)]
    Orphaned(#[from] confine::Orphaned),
    #[error("unreadable order: {0}")]
    Order(#[from] serde_json::Error),
    #[error("its memory cannot be measured: {0}")]
    Statistics(io::Error),
}

fn run(socket: BorrowedFd<'_>, handler: Handler) -> Result<(), Ended> {
    let statistics = Statistics::open().map_err(Ended::Statistics)?;
    memory::tune();
    keep_panics();
    let frame = receive(socket)?;
    if frame.kind != Kind::Setup {
        return Err(FrameError::Garbled(format!("{:?} before setup", frame.kind)).into());
    }
    let setup: Setup = serde_json::from_slice(&frame.payload)?;
    let report = confine::confine(&setup)?;
    frames::send(socket, Kind::Ready, &serde_json::to_vec(&report)?, None)?;

    let mut context =
        Context { socket, unreserved: setup.unreserved, address_space: setup.address_space, reserved: 0 };
    loop {
        if !frames::readable(socket, Some(TRIM_AFTER)) {
            memory::trim();
        }
        let frame = match receive(socket) {
            Ok(frame) => frame,
            Err(FrameError::Closed) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let (Kind::Task, Some(descriptor)) = (frame.kind, frame.descriptor) else {
            return Err(FrameError::Garbled(format!("{:?} in place of a task", frame.kind)).into());
        };
        // What the task before had was given back with its answer.
        context.reserved = 0;
        let (outcome, spoiled) =
            attempt(handler, &frame.payload, Input::new(File::from(descriptor)), &mut context);
        let Held { resident, peak } = statistics.settle();
        let usage = Usage { cpu_micros: cpu_micros(), resident, peak, spoiled };
        frames::send(socket, Kind::Usage, &serde_json::to_vec(&usage)?, None)?;
        match outcome {
            Ok(answer) => frames::send(socket, Kind::Done, &answer, None)?,
            Err(error) => frames::send(socket, Kind::Failed, &serde_json::to_vec(&error)?, None)?,
        }
    }
}

fn receive(socket: BorrowedFd<'_>) -> Result<Frame, FrameError> {
    frames::receive(socket, LONGEST_ORDER, true, &mut || frames::readable(socket, None))
}

/// Runs the handler; a panic is this task's failure and the reason to replace the child, not its end.
fn attempt(
    handler: Handler,
    task: &[u8],
    input: io::Result<Input>,
    context: &mut Context<'_>,
) -> (Result<Vec<u8>, MediaError>, bool) {
    let input = match input {
        Ok(input) => input,
        Err(error) => return (Err(error.into()), false),
    };
    match panic::catch_unwind(AssertUnwindSafe(|| handler(task, &input, context))) {
        Ok(outcome) => (outcome, false),
        Err(_) => {
            let place = LAST_PANIC.lock().map(|mut last| std::mem::take(&mut *last)).unwrap_or_default();
            let reason = format!("the decoder panicked: {place}");
            // A panic repeats itself with the same bytes; there is no point in trying again.
            (Err(MediaError::Crashed { reason, unprocessable: true }), true)
        }
    }
}

static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// Keeps what a panic says for the answer, and says it in one line to whoever examines a dead child.
fn keep_panics() {
    panic::set_hook(Box::new(|info| {
        // Standard error may be full; then the line is lost, and nothing else.
        drop(writeln!(io::stderr(), "{}", info.to_string().replace('\n', " ")));
        if let Ok(mut last) = LAST_PANIC.lock() {
            *last = info.to_string();
        }
    }));
}

fn cpu_micros() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    u64::try_from(time.tv_sec).unwrap_or(0) * 1_000_000 + u64::try_from(time.tv_nsec).unwrap_or(0) / 1_000
}

/// Where a child reads how much memory it holds; opened before opening is forbidden.
struct Statistics(File);

/// Bytes held now, and at most so far.
struct Held {
    resident: u64,
    peak: u64,
}

impl Statistics {
    fn open() -> io::Result<Self> {
        File::open("/proc/self/status").map(Statistics)
    }

    /// What is held after a task, given back first if it was much.
    fn settle(&self) -> Held {
        let held = self.held();
        if held.resident <= TRIM_ABOVE {
            return held;
        }
        memory::trim();
        self.held()
    }

    /// What cannot be read counts as 0, which only means that the child is kept longer.
    fn held(&self) -> Held {
        let mut text = [0; 4096];
        let length = self.0.read_at(&mut text, 0).unwrap_or(0);
        let text = String::from_utf8_lossy(&text[..length]);
        let bytes = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.split_ascii_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) << 10
        };
        Held { resident: bytes("VmRSS:"), peak: bytes("VmHWM:") }
    }
}

impl Context<'_> {
    /// Waits until the server has room for a task that needs about `bytes` more of memory. Ask before
    /// allocating.
    ///
    /// # Errors
    /// [`MediaError::TooLarge`] when no child may ever have that much; [`MediaError::Io`] when the server
    /// hung up.
    pub fn reserve(&mut self, bytes: u64) -> Result<(), MediaError> {
        self.reserved = self.reserved.saturating_add(bytes);
        Limits::check("memory", self.reserved, self.address_space)?;
        if bytes <= self.unreserved {
            return Ok(());
        }
        let wish =
            serde_json::to_vec(&Reserve { bytes }).map_err(|error| MediaError::Io(error.to_string()))?;
        frames::send(self.socket, Kind::Reserve, &wish, None).map_err(|error| hung_up(&error))?;
        match receive(self.socket).map_err(|error| hung_up(&error))?.kind {
            Kind::Proceed => Ok(()),
            other => Err(MediaError::Io(format!("the server answered {other:?} to a reservation"))),
        }
    }

    /// Sends bytes that belong to the answer; the server hands them over in this order.
    ///
    /// # Errors
    /// [`MediaError::Io`] when the server hung up.
    pub fn attach(&mut self, bytes: &[u8]) -> Result<(), MediaError> {
        frames::send(self.socket, Kind::Attachment, bytes, None).map_err(|error| hung_up(&error))
    }
}

fn hung_up(error: &FrameError) -> MediaError {
    MediaError::Io(format!("the server hung up: {error}"))
}
