//! What a started program may use, enforced by the kernel.
#![allow(unsafe_code)] // system calls between fork and exec; each block says why it is sound

use std::{io, os::fd::RawFd, path::Path, process::Stdio, time::Duration};

use tokio::process::Command;

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
const NICE: libc::c_int = 10;

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
        (libc::RLIMIT_AS, limits.address_space),
        (libc::RLIMIT_CPU, limits.cpu.as_secs().max(1)),
        (libc::RLIMIT_FSIZE, limits.file_size),
        (libc::RLIMIT_NOFILE, limits.open_files),
        (libc::RLIMIT_CORE, 0),
    ];
    // SAFETY: the closure runs in the child between fork and exec, where only async-signal-safe work is sound. It
    // makes plain system calls on values moved into it; it neither allocates, locks nor touches the parent's state.
    unsafe {
        command.pre_exec(move || {
            for (resource, ceiling) in resources {
                limit(resource, ceiling)?;
            }
            for &fd in &inherited {
                keep_open(fd)?;
            }
            no_new_privileges()?;
            be_nice();
            Ok(())
        });
    }
    command
}

/// Lowers one resource limit, soft and hard, to `ceiling` or to what we have ourselves if that is less.
fn limit(resource: libc::__rlimit_resource_t, ceiling: u64) -> io::Result<()> {
    let mut current = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `current` is a live, writable rlimit for the duration of the call.
    check(unsafe { libc::getrlimit(resource, &raw mut current) })?;
    let ceiling = ceiling.min(current.rlim_max);
    let wanted = libc::rlimit { rlim_cur: ceiling, rlim_max: ceiling };
    // SAFETY: `wanted` is a live rlimit that the call only reads.
    check(unsafe { libc::setrlimit(resource, &raw const wanted) })
}

/// Lets a descriptor survive exec.
fn keep_open(fd: RawFd) -> io::Result<()> {
    // SAFETY: F_SETFD takes an integer and changes a flag of this process's own descriptor table.
    check(unsafe { libc::fcntl(fd, libc::F_SETFD, 0) })
}

/// Makes set-user-id programs and file capabilities powerless for the child and everything it starts.
fn no_new_privileges() -> io::Result<()> {
    // SAFETY: PR_SET_NO_NEW_PRIVS takes integers only.
    check(unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) })
}

/// Yields the processor to the server. A kernel that refuses has only refused a courtesy.
fn be_nice() {
    // SAFETY: nice takes an integer and concerns the calling process only.
    let _ = unsafe { libc::nice(NICE) };
}

/// Kills every process of a group; one that is already gone is what we wanted.
pub(super) fn kill_group(leader: u32) {
    let Ok(group) = libc::pid_t::try_from(leader) else { return };
    // SAFETY: kill takes integers only. The group is a child's that has not been reaped, so the number is not reused.
    let _ = unsafe { libc::kill(-group, libc::SIGKILL) };
}

fn check(result: libc::c_int) -> io::Result<()> {
    if result == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
