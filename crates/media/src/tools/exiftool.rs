//! The complete dump of a file's tags, from `exiftool` kept running.
//!
//! Starting exiftool costs some 90 ms of processor time, asking one that runs costs 10 (`-stay_open`). A few processes
//! are therefore kept between questions, each replaced after [`QUESTIONS`] answers, and let go when nobody
//! has asked for [`IDLE`]. One that is silent for too long is killed; the next question starts another.

use std::{
    ffi::OsString,
    fs::File,
    os::fd::{AsRawFd, RawFd},
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::{Map, Value};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    process::{ChildStdin, ChildStdout},
    sync::Semaphore,
};

use super::{Limits, Tool, ToolError, Tools, confine, run::Running};
use crate::format::{Format, Kind};

/// Answers after which a process is replaced, so that no leak in it can grow for ever.
const QUESTIONS: u32 = 1000;
/// How long a process is kept when nobody asks.
const IDLE: Duration = Duration::from_secs(30);
/// The longest answer taken, bytes. A file with more tags than this is not worth keeping them for.
const ANSWER: u64 = 8 << 20;

/// Asks exiftool for the tags of files. Cheap to clone; the clones share the processes.
#[derive(Debug, Clone)]
pub struct Exiftool {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    tools: Tools,
    patience: Duration,
    places: Semaphore,
    idle: Mutex<Vec<Process>>,
}

impl Exiftool {
    /// At most `processes` at a time (the rest of the questions wait), each question answered within `patience`.
    ///
    /// Starts nothing yet. On a machine without exiftool every question fails with [`ToolError::NotInstalled`].
    pub fn new(tools: Tools, processes: usize, patience: Duration) -> Self {
        let places = Semaphore::new(processes.max(1));
        Exiftool { shared: Arc::new(Shared { tools, patience, places, idle: Mutex::default() }) }
    }

    /// Every tag of an open file, un-grouped and in words (`"ExposureTime": "1/125"`), as exiftool prints them.
    ///
    /// The file is named to exiftool by its descriptor, never by a name of its own. What exiftool says about the file
    /// system and itself is left out. Large binary tags stay out too; exiftool names their length.
    pub async fn dump(&self, file: &File, format: Format) -> Result<Map<String, Value>, ToolError> {
        // exiftool was started earlier and does not have our descriptors, so it opens ours through /proc.
        let path = format!("/proc/{}/fd/{}", std::process::id(), file.as_raw_fd());
        self.dump_path(Path::new(&path), format).await
    }

    /// As [`Exiftool::dump`], for a file by name. A name with a line break cannot be asked for and is an error.
    pub async fn dump_path(&self, path: &Path, format: Format) -> Result<Map<String, Value>, ToolError> {
        let question = question(path, format)?;
        let _place = self.shared.places.acquire().await.map_err(|_| gone("closed"))?;
        // A kept process may have died meanwhile, which says nothing about this file: then ask a fresh one.
        let kept = self.shared.lock().pop();
        if let Some(process) = kept.filter(|process| process.answered < QUESTIONS) {
            match self.ask(process, &question).await {
                Ok(answer) => return answer,
                Err(ToolError::Io { .. } | ToolError::Crashed { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let process = Process::start(&self.shared.tools)?;
        self.ask(process, &question).await?
    }

    /// The outer error means the process is lost, the inner one that it answered and lives.
    async fn ask(
        &self,
        mut process: Process,
        question: &str,
    ) -> Result<Result<Map<String, Value>, ToolError>, ToolError> {
        let started = Instant::now();
        let answer = tokio::time::timeout(self.shared.patience, process.ask(question))
            .await
            .map_err(|_| ToolError::TimedOut { tool: Tool::Exiftool, after: started.elapsed() })??;
        process.last_used = Instant::now();
        self.shared.lock().push(process);
        self.let_go_later();
        Ok(parse(&answer))
    }

    /// Ends the processes nobody needed for [`IDLE`], once that time has passed.
    fn let_go_later(&self) {
        let shared = Arc::downgrade(&self.shared);
        tokio::spawn(async move {
            tokio::time::sleep(IDLE).await;
            if let Some(shared) = shared.upgrade() {
                shared.lock().retain(|process| process.last_used.elapsed() < IDLE);
            }
        });
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Process>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One exiftool that waits for questions on its standard input.
#[derive(Debug)]
struct Process {
    /// Kept for its drop, which ends the process.
    _running: Running,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    answered: u32,
    last_used: Instant,
}

impl Process {
    fn start(tools: &Tools) -> Result<Self, ToolError> {
        let limits = Limits {
            address_space: 2 << 30,
            cpu: Duration::from_secs(1800),
            file_size: 0,
            open_files: 64,
            wall: Duration::MAX,
            stdout: 0,
        };
        // -config "" first of all: no configuration file may name code to load.
        let args = ["-config", "", "-stay_open", "True", "-@", "-"].map(OsString::from);
        let no_files: Vec<RawFd> = Vec::new();
        let child = confine::command(tools.path(Tool::Exiftool)?, &limits, no_files)
            .args(args)
            .stdin(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .map_err(io)?;
        let mut running = Running::new(child);
        let (Some(stdin), Some(stdout)) = (running.child.stdin.take(), running.child.stdout.take()) else {
            return Err(gone("no pipes"));
        };
        let stdout = BufReader::new(stdout);
        Ok(Process { _running: running, stdin, stdout, answered: 0, last_used: Instant::now() })
    }

    async fn ask(&mut self, question: &str) -> Result<Vec<u8>, ToolError> {
        // A number of its own for each question, so that no text inside a file can end the answer early.
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let end = format!("{{ready{number}}}\n");
        let asked = format!("{question}-execute{number}\n");
        self.stdin.write_all(asked.as_bytes()).await.map_err(io)?;
        self.stdin.flush().await.map_err(io)?;

        let mut answer = Vec::new();
        while !answer.ends_with(end.as_bytes()) {
            let room = ANSWER.saturating_sub(answer.len() as u64);
            if room == 0 {
                return Err(ToolError::TooMuchOutput { tool: Tool::Exiftool, limit: ANSWER });
            }
            let read = (&mut self.stdout).take(room).read_until(b'\n', &mut answer).await.map_err(io)?;
            if read == 0 {
                return Err(gone("it ended"));
            }
        }
        answer.truncate(answer.len() - end.len());
        self.answered += 1;
        Ok(answer)
    }
}

/// The lines exiftool reads as its arguments.
fn question(path: &Path, format: Format) -> Result<String, ToolError> {
    let name = path.to_str().filter(|name| !name.contains(['\n', '\r', '\0']));
    let name = name.filter(|_| path.is_absolute());
    let Some(name) = name else {
        return Err(ToolError::Nonsense {
            tool: Tool::Exiftool,
            reason: "a file name it cannot be told".into(),
        });
    };
    // -m: minor errors are no reason to say nothing. -fast for films: their tags stand before the pictures or behind
    // an index, and reading through gigabytes of pictures finds no more.
    let fast = if format.kind() == Kind::Photo { "" } else { "-fast\n" };
    Ok(format!("-json\n-m\n-charset\nfilename=utf8\n-api\nlargefilesupport=1\n--System:all\n{fast}{name}\n"))
}

fn parse(answer: &[u8]) -> Result<Map<String, Value>, ToolError> {
    let nonsense = |reason: String| ToolError::Nonsense { tool: Tool::Exiftool, reason };
    // Tags may hold bytes that are no UTF-8 although exiftool was asked for it.
    let text = String::from_utf8_lossy(answer);
    if text.trim().is_empty() {
        return Err(nonsense("it could not open the file".into()));
    }
    let mut files: Vec<Map<String, Value>> =
        serde_json::from_str(&text).map_err(|error| nonsense(error.to_string()))?;
    let mut tags = files.pop().ok_or_else(|| nonsense("no file in the answer".into()))?;
    tags.shift_remove("SourceFile");
    tags.shift_remove("ExifToolVersion");
    Ok(tags)
}

fn io(source: std::io::Error) -> ToolError {
    ToolError::Io { tool: Tool::Exiftool, source }
}

fn gone(reason: &str) -> ToolError {
    ToolError::Crashed { tool: Tool::Exiftool, reason: reason.into() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use std::io::Write;

    use super::*;
    use crate::tools::ToolPaths;

    const PATIENCE: Duration = Duration::from_secs(10);

    async fn exiftool() -> Option<Exiftool> {
        let tools = Tools::discover(&ToolPaths::standard()).await;
        if !tools.has(Tool::Exiftool) {
            eprintln!("skipped: exiftool is not installed");
            return None;
        }
        Some(Exiftool::new(tools, 2, PATIENCE))
    }

    fn bitmap() -> File {
        let mut file = tempfile::tempfile().unwrap();
        image::RgbImage::new(7, 5).write_to(&mut file, image::ImageFormat::Bmp).unwrap();
        file.flush().unwrap();
        file
    }

    #[tokio::test]
    async fn a_file_without_a_name_is_dumped_and_nothing_of_this_machine_is_in_it() {
        let Some(exiftool) = exiftool().await else { return };
        let tags = exiftool.dump(&bitmap(), Format::Bmp).await.unwrap();
        assert_eq!(tags["ImageWidth"], 7);
        assert_eq!(tags["ImageSize"], "7x5");
        for secret in ["SourceFile", "FileName", "Directory", "FilePermissions", "ExifToolVersion"] {
            assert!(!tags.contains_key(secret), "{secret} in {tags:?}");
        }
    }

    #[tokio::test]
    async fn many_questions_share_few_processes() {
        let Some(exiftool) = exiftool().await else { return };
        let file = bitmap();
        let mut questions = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (exiftool, file) = (exiftool.clone(), file.try_clone().unwrap());
            questions.spawn(async move { exiftool.dump(&file, Format::Bmp).await });
        }
        for answer in questions.join_all().await {
            assert_eq!(answer.unwrap()["ImageHeight"], 5);
        }
        assert!(exiftool.shared.lock().len() <= 2);
    }

    #[tokio::test]
    async fn a_process_that_died_between_two_questions_is_replaced() {
        let Some(exiftool) = exiftool().await else { return };
        let file = bitmap();
        exiftool.dump(&file, Format::Bmp).await.unwrap();
        let pid = exiftool.shared.lock()[0]._running.child.id().unwrap();
        confine::kill_group(pid);
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(exiftool.dump(&file, Format::Bmp).await.unwrap()["ImageWidth"], 7);
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_opened_is_an_error_and_the_process_lives_on() {
        let Some(exiftool) = exiftool().await else { return };
        let error = exiftool.dump_path(Path::new("/nowhere/at/all.jpg"), Format::Jpeg).await.unwrap_err();
        assert!(matches!(error, ToolError::Nonsense { .. }), "{error}");
        assert_eq!(exiftool.shared.lock().len(), 1);
    }

    #[tokio::test]
    async fn silence_is_a_time_out_and_ends_the_process() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("exiftool");
        std::fs::write(&path, "#!/bin/sh\n[ \"$1\" = -ver ] && echo 1.0 && exit\nexec sleep 60\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let tools = Tools::discover(&ToolPaths { exiftool: Some(path), ..ToolPaths::default() }).await;
        let exiftool = Exiftool::new(tools, 1, Duration::from_millis(200));
        let error = exiftool.dump(&bitmap(), Format::Bmp).await.unwrap_err();
        assert!(matches!(error, ToolError::TimedOut { .. }), "{error}");
        assert!(exiftool.shared.lock().is_empty());
    }

    #[tokio::test]
    async fn a_machine_without_exiftool_says_so() {
        let exiftool = Exiftool::new(Tools::none(), 1, PATIENCE);
        let error = exiftool.dump(&bitmap(), Format::Bmp).await.unwrap_err();
        assert!(matches!(error, ToolError::NotInstalled(Tool::Exiftool)));
    }

    #[test]
    fn a_name_that_could_be_read_as_another_argument_is_refused() {
        for name in ["/tmp/a\n-execute", "/tmp/a\r", "-ver", "relative.jpg"] {
            assert!(question(Path::new(name), Format::Jpeg).is_err(), "{name:?}");
        }
        assert!(question(Path::new("/tmp/ -b; $(x).jpg"), Format::Jpeg).is_ok());
    }
}
