//! Permissions as they are for everybody: CI often runs as root, for whom none are checked.

use rustix::process::{Gid, Uid};
use rustix::thread::{set_thread_groups, set_thread_res_gid, set_thread_res_uid};

/// The user and group that own nothing.
const NOBODY: u32 = 65534;

/// Runs `work` on a thread of its own that has no privileges, and answers what it answers.
///
/// In Linux, credentials belong to threads (`setresuid(2)`, under "C library/kernel differences"), so the rest of the process
/// keeps its own. Threads that `work` starts have none either. Make temporary directories inside `work`: one made outside
/// belongs to root. Where the process is not root anyway, `work` just runs.
///
/// # Panics
///
/// When `work` does, or when root may not give up its privileges.
#[allow(clippy::expect_used)]
pub fn as_ordinary_user<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let unprivileged = || {
        if rustix::process::geteuid().is_root() {
            let (user, group) = (Uid::from_raw(NOBODY), Gid::from_raw(NOBODY));
            set_thread_groups(&[]).expect("root may leave its groups");
            set_thread_res_gid(group, group, group).expect("root may change its group");
            set_thread_res_uid(user, user, user).expect("root may become somebody else");
        }
        work()
    };
    std::thread::scope(|scope| match scope.spawn(unprivileged).join() {
        Ok(answer) => answer,
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_closed_directory_is_closed_inside_and_the_caller_stays_who_it_was() {
        let before = rustix::process::geteuid();
        as_ordinary_user(|| {
            let directory = crate::tmp::data_dir();
            std::fs::set_permissions(&directory, std::fs::Permissions::from_mode(0o500)).unwrap();
            let refused = std::fs::write(directory.join("file"), "").unwrap_err();
            assert_eq!(refused.kind(), std::io::ErrorKind::PermissionDenied);
        });
        assert_eq!(rustix::process::geteuid(), before);
    }
}
