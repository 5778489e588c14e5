//! One server for many test processes: started by the first that needs it, ended when nobody uses it any more.
//!
//! Every process that uses a server holds a shared lock on `<service>.in-use` until it exits, however it exits.
//! Beside the server runs a small watcher (`watch.sh`) that tries the same lock exclusively; after a minute
//! of success it ends the server and removes its directory. So nothing has to be cleaned up by hand, also not
//! after SIGKILL, and a second run within the minute finds everything warm.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How long an unused server is kept, seconds. Longer than the compile pause between two test binaries.
const IDLE_SECONDS: u32 = 60;

/// A server as the processes that share it know it.
#[derive(Debug)]
pub(crate) struct Shared<T> {
    /// What the starter wrote down: addresses and credentials.
    pub(crate) facts: T,
    /// Held until the process ends; tells the watcher that the server is in use.
    _in_use: File,
}

/// What a start function hands back.
pub(crate) struct Started<T> {
    /// Written to disk for the processes that come later.
    pub(crate) facts: T,
    /// The server's main process. Its command line must contain its directory: that is how the watcher makes sure
    /// that it ends the right one.
    pub(crate) pid: u32,
}

/// Joins the running server called `service`, or starts it.
///
/// `alive` asks a server that another process wrote down whether it still answers; `start` gets an empty directory
/// (mode 0711) that belongs to the server and returns once the server answers. Both may block.
pub(crate) fn join<T: Serialize + DeserializeOwned>(
    service: &str,
    alive: impl Fn(&T) -> bool,
    start: impl FnOnce(&Path) -> Result<Started<T>>,
) -> Result<Shared<T>> {
    join_in(&home()?, service, alive, start)
}

fn join_in<T: Serialize + DeserializeOwned>(
    home: &Path,
    service: &str,
    alive: impl Fn(&T) -> bool,
    start: impl FnOnce(&Path) -> Result<Started<T>>,
) -> Result<Shared<T>> {
    let in_use_path = home.join(format!("{service}.in-use"));
    let in_use = open_lock(&in_use_path)?;
    in_use.lock_shared()?;
    let starting = open_lock(&home.join(format!("{service}.start")))?;
    starting.lock()?;

    let directory = home.join(service);
    let facts_path = directory.join("facts.json");
    if let Ok(text) = std::fs::read(&facts_path)
        && let Ok(facts) = serde_json::from_slice::<T>(&text)
        && alive(&facts)
    {
        return Ok(Shared { facts, _in_use: in_use });
    }

    // A server that does not answer: what a crash or a reboot left.
    end_stale(&directory)?;
    make_directory(&directory)?;
    let Started { facts, pid } = start(&directory)?;
    std::fs::write(directory.join("pid"), pid.to_string())?;
    watch(&in_use_path, &directory, pid)?;
    let written = directory.join("facts.json.new");
    std::fs::write(&written, serde_json::to_vec(&facts)?)?;
    std::fs::set_permissions(&written, std::fs::Permissions::from_mode(0o600))?;
    std::fs::rename(&written, &facts_path)?;
    Ok(Shared { facts, _in_use: in_use })
}

/// Prepares a program that outlives this process: its own process group (a test runner's signals pass it by), no
/// standard streams (a test runner waits for those to close), output to `log`.
pub(crate) fn daemon(program: &Path, log: &Path) -> Result<Command> {
    let log = OpenOptions::new().create(true).append(true).open(log)?;
    let mut command = Command::new(program);
    command.process_group(0).current_dir("/").stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    Ok(command)
}

/// A user's directory for shared servers below the system's temporary directory.
fn home() -> Result<PathBuf> {
    let uid = rustix::process::getuid().as_raw();
    let home = std::env::temp_dir().join(format!("calotype-tests-{uid}"));
    match make_directory(&home) {
        Err(error) if !home.is_dir() => return Err(error),
        _ => {}
    }
    // The name is predictable and the parent is everybody's: take it only if it is really ours.
    let found = std::fs::symlink_metadata(&home)?;
    ensure!(found.is_dir() && found.uid() == uid, "{} belongs to somebody else", home.display());
    Ok(home)
}

/// Mode 0711: a server that runs as another user must be able to pass, nobody needs to look around.
fn make_directory(path: &Path) -> Result<()> {
    std::fs::DirBuilder::new()
        .mode(0o711)
        .create(path)
        .with_context(|| format!("cannot create {}", path.display()))
}

fn open_lock(path: &Path) -> Result<File> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .with_context(|| format!("cannot open {}", path.display()))
}

/// Ends what is left of an earlier server in `directory`, and removes the directory.
fn end_stale(directory: &Path) -> Result<()> {
    if !directory.exists() {
        return Ok(());
    }
    if let Ok(pid) = std::fs::read_to_string(directory.join("pid")) {
        let command_line = std::fs::read(format!("/proc/{}/cmdline", pid.trim())).unwrap_or_default();
        if String::from_utf8_lossy(&command_line).contains(&*directory.to_string_lossy()) {
            Command::new("kill").args(["-KILL", pid.trim()]).status()?;
        }
    }
    std::fs::remove_dir_all(directory).with_context(|| format!("cannot remove {}", directory.display()))
}

fn watch(in_use: &Path, directory: &Path, pid: u32) -> Result<()> {
    let mut watcher = daemon(Path::new("/bin/sh"), Path::new("/dev/null"))?;
    watcher.arg("-c").arg(include_str!("watch.sh")).arg("calotype-test-watcher");
    watcher.arg(in_use).arg(directory).arg(pid.to_string()).arg(IDLE_SECONDS.to_string());
    watcher.spawn().context("cannot start the watcher of a test server")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn sleeper(directory: &Path) -> Result<Started<String>> {
        // The extra argument is `$0` of the shell: it puts the directory on the command line.
        let mut command = daemon(Path::new("/bin/sh"), &directory.join("log"))?;
        let child = command.arg("-c").arg("while :; do sleep 1; done").arg(directory).spawn()?;
        Ok(Started { facts: format!("pid {}", child.id()), pid: child.id() })
    }

    #[test]
    fn the_second_user_joins_the_server_of_the_first() {
        let home = crate::tmp::data_dir();
        let first = join_in(&home, "sleeper", |_| true, sleeper).unwrap();
        let second = join_in::<String>(&home, "sleeper", |_| true, |_| panic!("started twice")).unwrap();
        assert_eq!(first.facts, second.facts);
        end_stale(&home.join("sleeper")).unwrap();
    }

    #[test]
    fn a_server_that_does_not_answer_is_replaced() {
        let home = crate::tmp::data_dir();
        let first = join_in(&home, "sleeper", |_| true, sleeper).unwrap();
        let second = join_in(&home, "sleeper", |_| false, sleeper).unwrap();
        assert_ne!(first.facts, second.facts);
        end_stale(&home.join("sleeper")).unwrap();
    }

    #[test]
    fn many_that_come_at_once_start_one_server() {
        let home = crate::tmp::data_dir();
        let starts = std::sync::atomic::AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let start = |directory: &Path| {
                        starts.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                        sleeper(directory)
                    };
                    join_in(&home, "sleeper", |_| true, start).unwrap();
                });
            }
        });
        assert_eq!(starts.into_inner(), 1);
        end_stale(&home.join("sleeper")).unwrap();
    }

    #[test]
    fn the_watcher_ends_an_idle_server_and_removes_its_directory() {
        let place = crate::tmp::data_dir();
        let directory = place.join("server");
        make_directory(&directory).unwrap();
        let lock_path = place.join("in-use");
        let lock = open_lock(&lock_path).unwrap();
        lock.lock_shared().unwrap();
        let mut server = daemon(Path::new("/bin/sh"), Path::new("/dev/null")).unwrap();
        let mut server = server.arg("-c").arg("while :; do sleep 1; done").arg(&directory).spawn().unwrap();
        let mut watcher = Command::new("/bin/sh")
            .arg("-c")
            .arg(include_str!("watch.sh"))
            .arg("watcher")
            .args([&lock_path, &directory])
            .arg(server.id().to_string())
            .arg("2")
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_secs(4));
        assert!(server.try_wait().unwrap().is_none(), "ended while in use");
        drop(lock);
        // Reaped here, as init would: the watcher waits for the process to be gone.
        server.wait().unwrap();
        assert!(watcher.wait().unwrap().success());
        assert!(!directory.exists());
    }
}
