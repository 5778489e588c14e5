//! A child puts on its limits, before it reads the first foreign byte.

use std::ffi::CStr;
use std::fs;
use std::io::{self, Write};

use rustix::process::{DumpableBehavior, Resource, Rlimit, Signal};
use rustix::thread::{CapabilitySet, CapabilitySets};

use super::frames::Setup;
use super::{SandboxReport, forbid, landlock};

/// Descriptors a child needs: its socket, the null device, standard error, its memory statistics and one
/// input.
const OPEN_FILES: u64 = 8;
/// How eagerly the kernel picks a child when the machine runs out of memory; the server is at 0, the most is
/// 1000.
const OUT_OF_MEMORY_SCORE: &str = "500";
const NAME: &CStr = c"calotype-decode";

/// Whether the process that started this one is gone already; it cannot tell us any more.
#[derive(Debug, thiserror::Error)]
#[error("the server ended before the sandbox was ready")]
pub(super) struct Orphaned;

/// Asks to be killed when the thread of the server that started this process ends. The very first thing.
pub(super) fn die_with_the_parent() -> io::Result<()> {
    Ok(rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?)
}

/// Closes whatever was inherited beyond the three standard descriptors. Only for a process that has opened
/// nothing yet.
pub(super) fn close_inherited() -> io::Result<()> {
    // SAFETY: nothing in this process owns a descriptor above 2 yet.
    #[allow(unsafe_code)]
    let failed = unsafe { libc::syscall(libc::SYS_close_range, 3_u32, u32::MAX, 0_u32) } != 0;
    if failed { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Puts everything on that this system allows and tells what that was.
///
/// Nothing but a missing parent is an error: a protection that an old or strict system refuses is reported,
/// and the operator decides (`calotype doctor` shows it).
pub(super) fn confine(setup: &Setup) -> Result<SandboxReport, Orphaned> {
    let mut report = SandboxReport::default();
    // Giving up capabilities can reset the death signal, so it comes first and the signal is asked for again.
    report.note("no_capabilities", done(drop_capabilities(), "no privileges of the administrator"));
    report.note("dies_with_server", done(die_with_the_parent(), "killed when the server ends"));
    if rustix::process::getppid().map(|pid| pid.as_raw_nonzero().get()) != Some(setup.parent) {
        return Err(Orphaned);
    }
    // A name for `ps`; nothing depends on it.
    let _ = rustix::thread::set_name(NAME);
    report.note(
        "first_when_memory_ends",
        done(prefer_when_out_of_memory(), "the kernel ends it before the server"),
    );
    limit_resources(setup, &mut report);
    report.note(
        "not_traceable",
        done(
            rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(io::Error::from),
            "no core dumps, no debugger",
        ),
    );
    report.note(
        "no_new_privileges",
        done(rustix::thread::set_no_new_privs(true).map_err(io::Error::from), "no setuid programs"),
    );
    report.note(
        "landlock",
        landlock::give_up_everything()
            .map(|version| format!("no files, no network, no signals (Landlock version {version})")),
    );
    report.note(
        "syscall_filter",
        forbid::forbid_system_calls().map(|()| "a short list of system calls".to_owned()),
    );
    Ok(report)
}

fn limit_resources(setup: &Setup, report: &mut SandboxReport) {
    let limits = [
        ("address_space", Resource::As, setup.address_space, "bytes of memory"),
        ("open_files", Resource::Nofile, OPEN_FILES, "open files"),
        ("file_writes", Resource::Fsize, 0, "bytes written to files"),
        ("core_dumps", Resource::Core, 0, "bytes of core dump"),
        ("new_processes", Resource::Nproc, 0, "new processes"),
    ];
    for (name, resource, limit, unit) in limits {
        report.note(name, done(set_limit(resource, limit), &format!("at most {limit} {unit}")));
    }
}

/// Sets the limit, or leaves a stricter one that is already there.
fn set_limit(resource: Resource, limit: u64) -> io::Result<()> {
    let inherited = rustix::process::getrlimit(resource).maximum.unwrap_or(u64::MAX);
    let limit = Some(limit.min(inherited));
    Ok(rustix::process::setrlimit(resource, Rlimit { current: limit, maximum: limit })?)
}

fn drop_capabilities() -> io::Result<()> {
    let none = CapabilitySet::empty();
    let sets = CapabilitySets { effective: none, permitted: none, inheritable: none };
    Ok(rustix::thread::set_capabilities(None, sets)?)
}

fn prefer_when_out_of_memory() -> io::Result<()> {
    fs::OpenOptions::new()
        .write(true)
        .open("/proc/self/oom_score_adj")?
        .write_all(OUT_OF_MEMORY_SCORE.as_bytes())
}

fn done(outcome: io::Result<()>, what: &str) -> Result<String, String> {
    match outcome {
        Ok(()) => Ok(what.to_owned()),
        Err(error) => Err(format!("not {what}: {error}")),
    }
}
