//! One run of a program, from start to the last byte it said.

use std::{
    ffi::OsString,
    fs::File,
    os::{
        fd::{AsRawFd, RawFd},
        unix::process::ExitStatusExt,
    },
    path::Path,
    process::ExitStatus,
    time::Instant,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt},
    process::Child,
};

use super::{Limits, Tool, ToolError, Tools, confine};

/// Bytes of standard error kept, from the end: what a program says last is why it failed.
const STDERR_KEPT: usize = 16 << 10;

/// What to run a program with.
#[derive(Debug)]
pub struct Invocation {
    args: Vec<OsString>,
    files: Vec<File>,
    limits: Limits,
}

impl Invocation {
    /// Nothing but limits yet.
    pub fn new(limits: Limits) -> Self {
        Invocation { args: Vec::new(), files: Vec::new(), limits }
    }

    /// Adds an argument, passed as it stands.
    pub fn arg(mut self, arg: impl Into<OsString>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Adds arguments, passed as they stand.
    pub fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// Adds an open file as an argument: the program gets the descriptor, and its name under `/proc/self/fd`, with
    /// `prefix` before it (`file:` for ffmpeg, so that no protocol is guessed).
    ///
    /// Opening that name makes a new open file in the program, so its position is its own and starts at 0.
    pub fn file(mut self, prefix: &str, file: File) -> Self {
        self.args.push(format!("{prefix}/proc/self/fd/{}", file.as_raw_fd()).into());
        self.files.push(file);
        self
    }
}

/// What a program that ended well has said.
#[derive(Debug)]
pub struct Output {
    /// Everything on standard output, within [`Limits::stdout`].
    pub stdout: Vec<u8>,
    /// The end of standard error.
    pub stderr: String,
}

impl Tools {
    /// Runs a program to its end. Dropping the future kills it, and everything it started.
    pub async fn run(&self, tool: Tool, invocation: Invocation) -> Result<Output, ToolError> {
        run_at(tool, self.path(tool)?, invocation, KEPT).await
    }

    /// As [`Tools::run`], but standard output goes to `heard` as it comes, in pieces of any length, and is not kept.
    pub async fn run_heard(
        &self,
        tool: Tool,
        invocation: Invocation,
        heard: impl FnMut(&[u8]) + Send,
    ) -> Result<Output, ToolError> {
        run_at(tool, self.path(tool)?, invocation, Some(heard)).await
    }
}

/// Nobody listens: standard output is kept for the answer.
pub(super) const KEPT: Option<fn(&[u8])> = None;

pub(super) async fn run_at(
    tool: Tool,
    path: &Path,
    invocation: Invocation,
    heard: Option<impl FnMut(&[u8]) + Send>,
) -> Result<Output, ToolError> {
    let Invocation { args, files, limits } = invocation;
    let inherited: Vec<RawFd> = files.iter().map(AsRawFd::as_raw_fd).collect();
    let started = Instant::now();
    let io = |source| ToolError::Io { tool, source };
    let mut running =
        Running::new(confine::command(path, &limits, inherited).args(args).spawn().map_err(io)?);
    drop(files);

    let conversation = async {
        let (stdout, stderr) = (running.child.stdout.take(), running.child.stderr.take());
        let (stdout, stderr) =
            tokio::try_join!(collect(tool, stdout, limits.stdout, heard), collect_end(tool, stderr))?;
        Ok((running.wait().await.map_err(io)?, stdout, stderr))
    };
    let (status, stdout, stderr) = tokio::time::timeout(limits.wall, conversation)
        .await
        .map_err(|_| ToolError::TimedOut { tool, after: started.elapsed() })??;
    if status.success() {
        return Ok(Output { stdout, stderr });
    }
    Err(failure(tool, status, stderr, started, limits.file_size))
}

/// A started program. Dropped before its end, it takes its process group with it.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) child: Child,
}

impl Running {
    pub(super) fn new(child: Child) -> Self {
        Running { child }
    }

    async fn wait(&mut self) -> std::io::Result<ExitStatus> {
        self.child.wait().await
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // `id` is `None` once the child has been reaped, and then its number may be somebody else's.
        if let Some(leader) = self.child.id() {
            confine::kill_group(leader);
        }
    }
}

async fn collect(
    tool: Tool,
    stream: Option<impl AsyncRead + Unpin>,
    limit: usize,
    mut heard: Option<impl FnMut(&[u8])>,
) -> Result<Vec<u8>, ToolError> {
    let Some(mut stream) = stream else { return Ok(Vec::new()) };
    let mut kept = Vec::new();
    let mut piece = [0; 8192];
    loop {
        let read = stream.read(&mut piece).await.map_err(|source| ToolError::Io { tool, source })?;
        if read == 0 {
            return Ok(kept);
        }
        match &mut heard {
            Some(heard) => heard(&piece[..read]),
            None if kept.len() + read > limit => {
                return Err(ToolError::TooMuchOutput { tool, limit: limit as u64 });
            }
            None => kept.extend_from_slice(&piece[..read]),
        }
    }
}

async fn collect_end(tool: Tool, stream: Option<impl AsyncRead + Unpin>) -> Result<String, ToolError> {
    let Some(mut stream) = stream else { return Ok(String::new()) };
    let mut kept = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let read = stream.read(&mut piece).await.map_err(|source| ToolError::Io { tool, source })?;
        if read == 0 {
            return Ok(String::from_utf8_lossy(&kept).into_owned());
        }
        kept.extend_from_slice(&piece[..read]);
        let excess = kept.len().saturating_sub(STDERR_KEPT);
        kept.drain(..excess);
    }
}

fn failure(tool: Tool, status: ExitStatus, stderr: String, started: Instant, file_size: u64) -> ToolError {
    match status.signal() {
        Some(libc::SIGXCPU) => ToolError::TimedOut { tool, after: started.elapsed() },
        Some(libc::SIGXFSZ) => ToolError::TooMuchOutput { tool, limit: file_size },
        Some(signal) => ToolError::Crashed { tool, reason: format!("signal {signal}") },
        // EFBIG and ENOMEM mean that a limit of ours was met, which says nothing about the file being damaged.
        None if stderr.contains("File too large") => ToolError::TooMuchOutput { tool, limit: file_size },
        None if stderr.contains("Cannot allocate memory") => {
            ToolError::Crashed { tool, reason: "out of memory".into() }
        }
        None => ToolError::Failed { tool, stderr },
    }
}

#[cfg(test)]
mod tests;
