//! Any test program as its own sandboxed child.
//!
//! The pool starts a program that calls [`crate::sandbox::child_main`]. The tests of other rooms have none: their programs
//! belong to the test harness, and the binary may not be built. So a test program that links this module looks, before
//! its `main`, at how it was started, and becomes a child if it was started as one.

use std::ffi::OsString;
use std::os::raw::{c_char, c_int};
use std::path::PathBuf;

use crate::sandbox::{SandboxSettings, perform, serve};

/// What turns a test program into a child; nothing that a test harness takes as an argument.
const ARGUMENT: &str = "--be-a-sandboxed-child";

/// Settings whose children are this very test program.
pub fn settings() -> SandboxSettings {
    // Named here, so that the linker keeps it.
    std::hint::black_box(&BEFORE_MAIN);
    SandboxSettings {
        program: PathBuf::from("/proc/self/exe"),
        arguments: vec![OsString::from(ARGUMENT)],
        ..SandboxSettings::default()
    }
}

type Initialiser = extern "C" fn(c_int, *const *const c_char, *const *const c_char);

// SAFETY: the section is an array of functions of this type, which the C library calls one after the other before `main`,
// on the only thread there is.
#[allow(unsafe_code)]
#[used]
#[unsafe(link_section = ".init_array")]
static BEFORE_MAIN: Initialiser = before_main;

extern "C" fn before_main(
    _count: c_int,
    _arguments: *const *const c_char,
    _environment: *const *const c_char,
) {
    if std::env::args_os().nth(1).is_none_or(|argument| argument != ARGUMENT) {
        return;
    }
    let status = serve(perform);
    // SAFETY: ends the process without running what other code registered for its end; `main` has not run either.
    #[allow(unsafe_code)]
    unsafe {
        libc::_exit(c_int::from(status));
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_test_program_becomes_a_child_when_it_is_started_as_one() {
        let settings = settings();
        let program = std::env::current_exe().unwrap();
        let output = Command::new(program)
            .args(settings.arguments)
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "it finds no server at its standard input");
        assert!(String::from_utf8_lossy(&output.stderr).contains("the server starts this program itself"));
    }

    #[tokio::test]
    async fn a_pool_of_test_programs_does_real_work() {
        let config = crate::MediaConfig { sandbox: settings(), ..crate::MediaConfig::default() };
        let media = crate::Media::start(config).await;
        let source = crate::Source::from_bytes(super::super::tiny::file("tiny.jpg"), "tiny.jpg").unwrap();
        assert_eq!(media.probe(source).await.unwrap().width, 48);
    }
}
