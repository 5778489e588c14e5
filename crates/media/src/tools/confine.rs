//! What a started program may use, enforced by the kernel.

use std::{io, os::fd::RawFd, path::Path, process::Stdio, time::Duration};

use rustix::{
    fd::BorrowedFd,
    process::{Pid, Resource, Rlimit, Signal},
};
use tokio::process::Command;

use super::offline;

/// Ceilings for one run of a program. The kernel enforces all but the last two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Address space, bytes. Threads reserve more than they touch, so this is well above the expected memory.
    pub address_space: u64,
    /// Processor time of the process, all threads together.
    pub cpu: Duration,
    /// Largest file it may write, bytes. Pipes are not files.
    pub file_size: u64,
    /// Open descriptors.
    pub open_files: u64,
    /// Time on the wall, after which the process group is killed.
    pub wall: Duration,
    /// Bytes of standard output kept; a program that says more is killed.
    pub stdout: usize,
}

impl Limits {
    /// For a question answered in a moment: a version, the streams of a file. Writes nothing.
    pub fn quick() -> Self {
        Limits {
            address_space: 2 << 30,
            cpu: Duration::from_secs(30),
            file_size: 0,
            open_files: 64,
            wall: Duration::from_secs(30),
            stdout: 4 << 20,
        }
    }
}

/// The environment every program gets, whatever ours is.
///
/// `TZ` because a program must not read our zone into a file's times, `MALLOC_ARENA_MAX` because the allocator's
/// per-thread reservations would otherwise eat the address space.
const ENVIRONMENT: [(&str, &str); 5] = [
    ("PATH", "/usr/local/bin:/usr/bin:/bin"),
    ("LC_ALL", "C.UTF-8"),
    ("HOME", "/nonexistent"),
    ("TZ", "UTC"),
    ("MALLOC_ARENA_MAX", "2"),
];

/// How far below the server a program's processor priority is.
const NICE: i32 = 10;

/// A command that starts `program` confined: see the module. Its streams are pipes, standard input is empty.
///
/// `inherited` are descriptors of ours that the program shall find open under the same number; every other one is
/// closed by exec. The caller keeps them open until the program has been spawned.
pub(super) fn command(program: &Path, limits: &Limits, inherited: Vec<RawFd>) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .envs(ENVIRONMENT)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true);
    let resources = [
        (Resource::As, limits.address_space),
        (Resource::Cpu, limits.cpu.as_secs().max(1)),
        (Resource::Fsize, limits.file_size),
        (Resource::Nofile, limits.open_files),
        (Resource::Core, 0),
    ];
    let filter = offline::filter();
    let prepare = move || {
        for (resource, ceiling) in resources {
            limit(resource, ceiling)?;
        }
        for &fd in &inherited {
            keep_open(fd)?;
        }
        // A kernel that refuses has only refused a courtesy.
        let _ = rustix::process::nice(NICE);
        rustix::thread::set_no_new_privs(true)?;
        filter.map_or(Ok(()), offline::Filter::put_on)
    };
    // SAFETY: the closure runs in the child between fork and exec, where only async-signal-safe work is sound. It
    // makes plain system calls on values moved into it; it neither allocates, locks nor touches the parent's state.
    #[allow(unsafe_code)]
    unsafe {
        command.pre_exec(prepare);
    }
    command
}

/// Lowers one resource limit, soft and hard, to `ceiling` or to what we have ourselves if that is less.
fn limit(resource: Resource, ceiling: u64) -> io::Result<()> {
    let ours = rustix::process::getrlimit(resource).maximum.unwrap_or(u64::MAX);
    let ceiling = Some(ceiling.min(ours));
    Ok(rustix::process::setrlimit(resource, Rlimit { current: ceiling, maximum: ceiling })?)
}

/// Lets a descriptor survive exec.
fn keep_open(fd: RawFd) -> io::Result<()> {
    // SAFETY: the caller of `command` keeps the descriptor open until after the fork, and this is its copy in the child.
    #[allow(unsafe_code)]
    let fd = unsafe { BorrowedFd::borrow_raw(fd) };
    Ok(rustix::io::fcntl_setfd(fd, rustix::io::FdFlags::empty())?)
}

/// Kills every process of the group that a child leads; one that is already gone is what we wanted.
///
/// Only for a child that has not been reaped, since its number may be somebody else's afterwards.
pub(super) fn kill_group(leader: u32) {
    let leader = i32::try_from(leader).ok().and_then(Pid::from_raw);
    if let Some(leader) = leader {
        let _ = rustix::process::kill_process_group(leader, Signal::KILL);
    }
}
