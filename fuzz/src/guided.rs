//! The long run: libFuzzer calls, and is told of what no target may do.
#![allow(unsafe_code, reason = "the entry that libFuzzer calls has a C name")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use calotype_fuzz::{TARGETS, Target, find};

static CHOSEN: LazyLock<&'static Target> = LazyLock::new(|| {
    // libFuzzer's own hook ends the process at the first panic, also one that is caught: the JPEG decoder reports every
    // damaged file by unwinding, and the sandbox answers for the panics of decoders.
    std::panic::set_hook(Box::new(|_| {}));
    let name = std::env::var("CALOTYPE_FUZZ_TARGET").unwrap_or_default();
    find(&name).unwrap_or_else(|| {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        eprintln!("CALOTYPE_FUZZ_TARGET has to be one of {}", names.join(", "));
        std::process::exit(2);
    })
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| (CHOSEN.feed)(bytes))) {
        let why = panic.downcast_ref::<String>().map(String::as_str);
        let why = why.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        eprintln!("{} panicked: {why}", CHOSEN.name);
        std::process::abort();
    }
});
