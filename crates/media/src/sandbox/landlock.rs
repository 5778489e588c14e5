//! Landlock: a child gives up every right on files, the network and other processes that the kernel lets it
//! give up.
//!
//! The system call filter already forbids opening files and sockets; this is a second wall of another make.
//! There is nothing to allow (all files come as open descriptors), so a rule set without rules is enough and
//! the three system calls are made here. <https://docs.kernel.org/userspace-api/landlock.html>

use std::io;

/// `struct landlock_ruleset_attr`; the kernel takes shorter, older versions of it too.
#[repr(C)]
struct Handled {
    files: u64,
    network: u64,
    scoped: u64,
}

/// `LANDLOCK_CREATE_RULESET_VERSION`
const ASK_VERSION: u32 = 1;

/// Gives the rights up and tells the version of Landlock that took them. Needs "no new privileges".
pub(super) fn give_up_everything() -> Result<i64, String> {
    let version = version().map_err(|error| match error.raw_os_error() {
        Some(libc::ENOSYS) => "the kernel is built without Landlock".to_owned(),
        Some(libc::EOPNOTSUPP) => "Landlock is not enabled at boot".to_owned(),
        _ => format!("Landlock is not available: {error}"),
    })?;
    let handled = Handled {
        // Every right on files the version knows: 13 in the first one, then refer, truncate and device
        // control.
        files: match version {
            1 => (1 << 13) - 1,
            2 => (1 << 14) - 1,
            3 | 4 => (1 << 15) - 1,
            _ => (1 << 16) - 1,
        },
        network: if version >= 4 { 0b11 } else { 0 },
        scoped: if version >= 6 { 0b11 } else { 0 },
    };
    let size = match version {
        1..4 => 8,
        4..6 => 16,
        _ => size_of::<Handled>(),
    };
    restrict(&handled, size).map_err(|error| format!("Landlock refused: {error}"))?;
    Ok(version)
}

fn version() -> io::Result<i64> {
    // SAFETY: with this flag the kernel takes no pointer and only returns a number.
    #[allow(unsafe_code)]
    let version = unsafe {
        libc::syscall(libc::SYS_landlock_create_ruleset, std::ptr::null::<Handled>(), 0_usize, ASK_VERSION)
    };
    if version < 1 { Err(io::Error::last_os_error()) } else { Ok(version) }
}

fn restrict(handled: &Handled, size: usize) -> io::Result<()> {
    // SAFETY: `handled` is valid for reads of `size` bytes (at most its own size) during the call.
    #[allow(unsafe_code)]
    let ruleset =
        unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, std::ptr::from_ref(handled), size, 0_u32) };
    if ruleset < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: takes two numbers. The rule set's descriptor belongs to nobody else and is closed right after.
    #[allow(unsafe_code)]
    let refused = unsafe {
        let refused = libc::syscall(libc::SYS_landlock_restrict_self, ruleset, 0_u32) != 0;
        let error = io::Error::last_os_error();
        libc::close(ruleset as libc::c_int);
        refused.then_some(error)
    };
    refused.map_or(Ok(()), Err)
}
