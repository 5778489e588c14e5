//! One child process, seen from the server.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::pipe::PipeFlags;
use rustix::process::{Pid, Resource, Rlimit};

use super::frames::{self, Frame, FrameError, Kind, Reserve, Setup, Usage};
use super::{Allowance, SandboxReport, SandboxSettings};
use crate::MediaError;

/// A fresh child has this long to put its limits on. Generous, for machines that are swapping.
const START_WITHIN: Duration = Duration::from_secs(20);
/// A child that hung up, or was hung up on, has this long to end by itself.
const END_WITHIN: Duration = Duration::from_secs(2);
/// An order that the child does not take off the socket for this long will not be taken at all.
const SEND_WITHIN: Duration = Duration::from_secs(5);
/// How often a running task looks whether anybody still wants it.
const LOOK_UP_EVERY: Duration = Duration::from_millis(250);
/// Tasks that want less memory than this need not ask: a 12-MP photo decoded for the ladder fits.
const UNRESERVED: u64 = 64 << 20;
/// Longest frame that is not an attachment or an answer, bytes.
const LONGEST_WORD: u64 = 64 << 10;

/// What a child answered.
#[derive(Debug)]
pub(super) struct Answer {
    /// The handler's own encoding.
    pub(super) value: Vec<u8>,
    /// What it attached, in its order.
    pub(super) attachments: Vec<Vec<u8>>,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Ending {
    /// The task failed; the child is well.
    Failed(MediaError),
    /// The child died of the task, or broke the protocol.
    Died {
        /// For people.
        reason: String,
        /// Whether somebody else may have killed it: the kernel, short of memory, or the administrator.
        from_outside: bool,
    },
    /// The child was dead before it got the task.
    Gone,
    /// The task used up its time.
    TimedOut,
    /// Nobody wants the answer any more.
    Abandoned,
}

/// What the pool is asked while a task runs.
pub(super) trait Supervisor {
    /// Blocks until the memory is granted; `false` when the task shall be given up instead.
    fn reserve(&mut self, bytes: u64) -> bool;
    /// Whether nobody waits for the answer any more.
    fn abandoned(&self) -> bool;
}

/// A running child. Dropping it kills it and waits for it: there are no zombies.
pub(super) struct Child {
    process: std::process::Child,
    socket: UnixStream,
    /// What it wrote to its standard error: the message of an abort, above all.
    complaints: OwnedFd,
    tasks: u32,
    usage: Usage,
}

impl Child {
    /// Starts a child and waits until its limits are on.
    ///
    /// The calling thread has to outlive the child: the kernel kills a child when the *thread* that started
    /// it ends.
    pub(super) fn start(settings: &SandboxSettings) -> Result<(Child, SandboxReport), MediaError> {
        let (socket, theirs) = UnixStream::pair()?;
        socket.set_write_timeout(Some(SEND_WITHIN))?;
        // Neither side may ever wait for the other one here, so a full pipe loses what comes next.
        let (complaints, their_complaints) =
            rustix::pipe::pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).map_err(io::Error::from)?;
        let process = Command::new(&settings.program)
            .arg0("calotype")
            .args(&settings.arguments)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::from(their_complaints))
            .spawn()
            .map_err(|error| MediaError::Io(format!("the sandbox cannot be started: {error}")))?;
        let mut child = Child { process, socket, complaints, tasks: 0, usage: Usage::default() };
        let report = child.set_up(settings).map_err(|error| {
            let complaint = child.last_complaint().unwrap_or_default();
            MediaError::Io(format!("the sandbox did not start: {error}. {complaint}"))
        })?;
        Ok((child, report))
    }

    fn set_up(&mut self, settings: &SandboxSettings) -> Result<SandboxReport, String> {
        let setup = Setup {
            parent: rustix::process::getpid().as_raw_nonzero().get(),
            address_space: settings.address_space,
            unreserved: UNRESERVED,
        };
        let setup = serde_json::to_vec(&setup).map_err(|error| error.to_string())?;
        frames::send(self.socket.as_fd(), Kind::Setup, &setup, None).map_err(|error| error.to_string())?;
        let deadline = Instant::now() + START_WITHIN;
        let frame = frames::receive(self.socket.as_fd(), LONGEST_WORD, false, &mut || {
            let left = deadline.saturating_duration_since(Instant::now());
            !left.is_zero() && frames::readable(self.socket.as_fd(), Some(left))
        })
        .map_err(|error| error.to_string())?;
        if frame.kind != Kind::Ready {
            return Err(format!("it said {:?}", frame.kind));
        }
        serde_json::from_slice(&frame.payload).map_err(|error| error.to_string())
    }

    /// Whether another task should rather go to a fresh child.
    pub(super) fn is_used_up(&self, settings: &SandboxSettings) -> bool {
        self.usage.spoiled
            || self.tasks >= settings.tasks_per_child
            || self.usage.resident > settings.resident
    }

    /// The most memory it has told of having resident, bytes.
    pub(super) fn peak(&self) -> u64 {
        self.usage.peak
    }

    /// Gives the child a task and waits for the answer. After any [`Ending`] but [`Ending::Failed`] the child
    /// is useless.
    pub(super) fn work(
        &mut self,
        task: &[u8],
        input: &File,
        allowance: Allowance,
        largest: u64,
        supervisor: &mut dyn Supervisor,
    ) -> Result<Answer, Ending> {
        self.tasks += 1;
        self.limit_cpu(allowance.cpu);
        if frames::send(self.socket.as_fd(), Kind::Task, task, Some(input.as_fd())).is_err() {
            return Err(Ending::Gone);
        }
        let mut deadline = Instant::now() + allowance.wall;
        let mut attachments = Vec::new();
        let mut room = largest;
        loop {
            let frame = self.next_frame(room, deadline, supervisor)?;
            room = room.saturating_sub(frame.payload.len() as u64);
            match frame.kind {
                Kind::Attachment => attachments.push(frame.payload),
                Kind::Usage => self.usage = parse(&frame)?,
                Kind::Done => return Ok(Answer { value: frame.payload, attachments }),
                Kind::Failed => return Err(Ending::Failed(parse(&frame)?)),
                Kind::Reserve => {
                    let wish: Reserve = parse(&frame)?;
                    let asked = Instant::now();
                    if !supervisor.reserve(wish.bytes) {
                        return Err(Ending::Abandoned);
                    }
                    deadline += asked.elapsed();
                    if frames::send(self.socket.as_fd(), Kind::Proceed, &[], None).is_err() {
                        return Err(self.post_mortem());
                    }
                }
                Kind::Setup | Kind::Ready | Kind::Task | Kind::Proceed => {
                    return Err(breach(&format!("it said {:?}", frame.kind)));
                }
            }
        }
    }

    fn next_frame(
        &mut self,
        room: u64,
        deadline: Instant,
        supervisor: &mut dyn Supervisor,
    ) -> Result<Frame, Ending> {
        let mut abandoned = false;
        let socket = self.socket.as_fd();
        let received = frames::receive(socket, room, false, &mut || {
            loop {
                let left = deadline.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    return false;
                }
                if frames::readable(socket, Some(left.min(LOOK_UP_EVERY))) {
                    return true;
                }
                abandoned = supervisor.abandoned();
                if abandoned {
                    return false;
                }
            }
        });
        match received {
            Ok(frame) => Ok(frame),
            Err(FrameError::GaveUp) if abandoned => Err(Ending::Abandoned),
            Err(FrameError::GaveUp) => Err(Ending::TimedOut),
            Err(FrameError::Closed) => Err(self.post_mortem()),
            Err(error) => Err(breach(&error.to_string())),
        }
    }

    /// Sets the limit for the next task, on top of what the child has used so far. The soft limit only: a
    /// process that is not the administrator's could never raise the hard one again.
    fn limit_cpu(&self, allowance: Duration) {
        let spent = Duration::from_micros(self.usage.cpu_micros).as_secs();
        let limit = Rlimit { current: Some(spent + allowance.as_secs() + 1), maximum: None };
        // The wall clock limit stands in for it where the kernel refuses (a hard limit inherited from the
        // server).
        if let Err(error) = rustix::process::prlimit(Some(self.pid()), Resource::Cpu, limit) {
            tracing::debug!(%error, "no CPU limit for a sandboxed child");
        }
    }

    /// Why the child is gone, once it has hung up.
    fn post_mortem(&mut self) -> Ending {
        let status = match self.wait(END_WITHIN) {
            Ok(status) => status,
            Err(error) => {
                return Ending::Died { reason: format!("the decoder hung up: {error}"), from_outside: false };
            }
        };
        if status.signal() == Some(libc::SIGXCPU) {
            return Ending::TimedOut;
        }
        let mut reason = describe(status);
        if let Some(complaint) = self.last_complaint() {
            reason = format!("{reason}: {complaint}");
        }
        Ending::Died { reason, from_outside: status.signal() == Some(libc::SIGKILL) }
    }

    /// Waits for the end, and brings it about when it does not come in time.
    fn wait(&mut self, patience: Duration) -> io::Result<ExitStatus> {
        let deadline = Instant::now() + patience;
        loop {
            if let Some(status) = self.process.try_wait()? {
                return Ok(status);
            }
            if Instant::now() >= deadline {
                self.process.kill()?;
                return self.process.wait();
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// The last line on standard error, shortened; a broken child chose its words, so only harmless
    /// characters stay.
    fn last_complaint(&self) -> Option<String> {
        let mut text = Vec::new();
        let mut chunk = [0; 4096];
        while let Ok(count @ 1..) = rustix::io::read(&self.complaints, &mut chunk) {
            text.extend_from_slice(&chunk[..count]);
        }
        let text = String::from_utf8_lossy(&text);
        let mut lines = text.lines().rev().map(str::trim);
        // The standard library adds advice to its own messages.
        let line = lines.find(|line| !line.is_empty() && !line.starts_with("note:"))?;
        Some(line.chars().filter(|c| !c.is_control()).take(200).collect())
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.process)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // The socket still being open, a child that only waits for work is killed here too. It holds nothing
        // worth saving.
        if let Err(error) = self.process.kill().and_then(|()| self.process.wait()) {
            tracing::warn!(%error, "a sandboxed child could not be ended");
        }
    }
}

fn parse<T: serde::de::DeserializeOwned>(frame: &Frame) -> Result<T, Ending> {
    serde_json::from_slice(&frame.payload).map_err(|error| breach(&format!("{:?}: {error}", frame.kind)))
}

/// It does not follow the protocol, so nothing it says counts any more.
fn breach(what: &str) -> Ending {
    Ending::Died { reason: format!("the decoder broke the protocol: {what}"), from_outside: false }
}

/// What ended the process, in words.
fn describe(status: ExitStatus) -> String {
    let Some(signal) = status.signal() else {
        return format!("the decoder ended by itself ({status})");
    };
    let (name, meaning) = match signal {
        libc::SIGABRT => ("SIGABRT", "it gave up, usually short of memory"),
        libc::SIGBUS => ("SIGBUS", "it read memory that is not there"),
        libc::SIGFPE => ("SIGFPE", "it divided by zero"),
        libc::SIGILL => ("SIGILL", "it ran into an impossible instruction"),
        libc::SIGKILL => {
            ("SIGKILL", "it was killed from outside, usually because the machine ran out of memory")
        }
        libc::SIGSEGV => ("SIGSEGV", "it touched memory that is not its own"),
        libc::SIGSYS => ("SIGSYS", "it attempted something forbidden"),
        libc::SIGXFSZ => ("SIGXFSZ", "it tried to write to a file"),
        _ => return format!("the decoder was ended by signal {signal}"),
    };
    format!("the decoder was ended by {name}: {meaning}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_by_signal_is_told_by_name() {
        assert!(describe(ExitStatus::from_raw(libc::SIGSYS)).contains("SIGSYS"));
        assert!(describe(ExitStatus::from_raw(libc::SIGSEGV | 0x80)).contains("SIGSEGV"));
        assert!(describe(ExitStatus::from_raw(3 << 8)).contains("exit status: 3"));
        assert!(describe(ExitStatus::from_raw(libc::SIGUSR1)).contains("signal 10"));
    }
}
