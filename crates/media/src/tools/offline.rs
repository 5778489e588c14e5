//! Started programs have no network, and nothing to do with other processes or the kernel's back doors.
//!
//! They read one file and write another. The calls below are answered with "not permitted"; a program that tries one
//! goes on without it. Which files they may touch is not filtered here: they get theirs as open descriptors, and run
//! with the rights of the server otherwise.

use std::{io, sync::OnceLock};

use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};

/// A compiled filter of system calls.
#[derive(Debug)]
pub(super) struct Filter(BpfProgram);

impl Filter {
    /// Puts the filter on the calling thread, for good. Makes two system calls and no allocation.
    pub(super) fn put_on(&self) -> io::Result<()> {
        match seccompiler::apply_filter(&self.0) {
            // A kernel built without filters starts programs all the same, as it does without Landlock.
            Err(seccompiler::Error::Seccomp(error)) if error.raw_os_error() == Some(libc::EINVAL) => Ok(()),
            Err(seccompiler::Error::Seccomp(error) | seccompiler::Error::Prctl(error)) => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

/// The filter, compiled once; `None` on an architecture that filters are not known for.
pub(super) fn filter() -> Option<&'static Filter> {
    static FILTER: OnceLock<Option<Filter>> = OnceLock::new();
    FILTER
        .get_or_init(|| match compile() {
            Ok(program) => Some(Filter(program)),
            Err(error) => {
                tracing::warn!(%error, "programs run without a filter of system calls");
                None
            }
        })
        .as_ref()
}

fn compile() -> Result<BpfProgram, seccompiler::BackendError> {
    let machine = TargetArch::try_from(std::env::consts::ARCH)?;
    let rules = REFUSED.iter().map(|call| (*call, Vec::new())).collect();
    let refuse = SeccompAction::Errno(libc::EPERM as u32);
    SeccompFilter::new(rules, SeccompAction::Allow, refuse, machine)?.try_into()
}

const REFUSED: &[i64] = &[
    libc::SYS_socket,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_io_uring_setup,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_setns,
    libc::SYS_unshare,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_personality,
];
