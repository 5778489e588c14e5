//! The system calls a child may make.
//!
//! Two filters: the first ends the process at calls that no decoder ever makes and every intruder wants, so
//! that the attempt is seen; the second answers "not permitted" to everything that is not on a short list of
//! harmless calls. When both have an opinion the kernel takes the stricter one.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch,
};

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Puts both filters on the calling thread, for good. Needs "no new privileges".
pub(super) fn forbid_system_calls() -> Result<(), String> {
    install().map_err(|error| format!("the kernel refused the filter: {error}"))
}

fn install() -> Result<(), seccompiler::Error> {
    let deadly = compile(deadly()?, SeccompAction::Allow, SeccompAction::KillProcess)?;
    let harmless = compile(harmless()?, SeccompAction::Errno(libc::EPERM as u32), SeccompAction::Allow)?;
    seccompiler::apply_filter(&deadly)?;
    // From here on `prctl` still works, because only the second filter forbids it.
    seccompiler::apply_filter(&harmless)
}

fn compile(
    rules: Rules,
    otherwise: SeccompAction,
    matched: SeccompAction,
) -> Result<BpfProgram, seccompiler::Error> {
    let machine = TargetArch::try_from(std::env::consts::ARCH)?;
    let filter = SeccompFilter::new(rules, otherwise, matched, machine)?;
    Ok(BpfProgram::try_from(filter)?)
}

/// Talking to others, becoming another program, looking into or signalling other processes, changing the
/// system.
fn deadly() -> Result<Rules, seccompiler::Error> {
    let mut rules = any_arguments(&[
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept,
        libc::SYS_accept4,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_pidfd_open,
        libc::SYS_pidfd_getfd,
        libc::SYS_pidfd_send_signal,
        libc::SYS_kill,
        libc::SYS_tkill,
        libc::SYS_rt_sigqueueinfo,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_io_uring_setup,
        libc::SYS_io_uring_enter,
        libc::SYS_io_uring_register,
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
        libc::SYS_setuid,
        libc::SYS_setgid,
        libc::SYS_setresuid,
        libc::SYS_setresgid,
        libc::SYS_personality,
    ]);
    #[cfg(target_arch = "x86_64")]
    rules.extend(any_arguments(&[libc::SYS_fork, libc::SYS_vfork, libc::SYS_creat]));
    // Opening for reading is refused politely (libraries look for fonts and time zones); opening for writing
    // is not.
    rules.insert(
        libc::SYS_openat,
        vec![has_bits(2, libc::O_WRONLY as u64)?, has_bits(2, libc::O_RDWR as u64)?],
    );
    #[cfg(target_arch = "x86_64")]
    rules
        .insert(libc::SYS_open, vec![has_bits(1, libc::O_WRONLY as u64)?, has_bits(1, libc::O_RDWR as u64)?]);
    // A new process; a new thread is refused politely, since libraries fall back to the one they have.
    rules.insert(libc::SYS_clone, vec![lacks_bits(0, libc::CLONE_THREAD as u64)?]);
    Ok(rules)
}

/// Memory, time, random numbers, reading and writing what is already open, and ending.
fn harmless() -> Result<Rules, seccompiler::Error> {
    let mut rules = any_arguments(&[
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_pread64,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_sendmsg,
        libc::SYS_sendto,
        libc::SYS_recvmsg,
        libc::SYS_recvfrom,
        libc::SYS_ppoll,
        libc::SYS_lseek,
        libc::SYS_fstat,
        libc::SYS_close,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_restart_syscall,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ]);
    #[cfg(target_arch = "x86_64")]
    rules.extend(any_arguments(&[libc::SYS_poll, libc::SYS_time, libc::SYS_gettimeofday]));
    for memory in [libc::SYS_mmap, libc::SYS_mprotect] {
        rules.insert(memory, vec![lacks_bits(2, libc::PROT_EXEC as u64)?]);
    }
    // `abort` signals its own process, and nobody else may be.
    rules.insert(libc::SYS_tgkill, vec![equals(0, u64::from(std::process::id()))?]);
    // The standard library makes sure that a descriptor it closes is open.
    rules.insert(libc::SYS_fcntl, vec![equals(1, libc::F_GETFD as u64)?]);
    // Limits may be read, not changed: the new value (third argument) has to be null.
    rules.insert(libc::SYS_prlimit64, vec![equals_long(2, 0)?]);
    Ok(rules)
}

fn any_arguments(calls: &[i64]) -> Rules {
    calls.iter().map(|call| (*call, Vec::new())).collect()
}

fn has_bits(argument: u8, bits: u64) -> Result<SeccompRule, seccompiler::Error> {
    condition(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(bits), bits)
}

fn lacks_bits(argument: u8, bits: u64) -> Result<SeccompRule, seccompiler::Error> {
    condition(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(bits), 0)
}

fn equals(argument: u8, value: u64) -> Result<SeccompRule, seccompiler::Error> {
    condition(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value)
}

fn equals_long(argument: u8, value: u64) -> Result<SeccompRule, seccompiler::Error> {
    condition(argument, SeccompCmpArgLen::Qword, SeccompCmpOp::Eq, value)
}

fn condition(
    argument: u8,
    length: SeccompCmpArgLen,
    operator: SeccompCmpOp,
    value: u64,
) -> Result<SeccompRule, seccompiler::Error> {
    Ok(SeccompRule::new(vec![SeccompCondition::new(argument, length, operator, value)?])?)
}
