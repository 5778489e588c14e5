//! The launcher against a shell that plays every kind of misbehaving program.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    io::{Seek, SeekFrom, Write},
    time::Duration,
};

use super::*;

async fn shell(script: &str, limits: Limits) -> Result<Output, ToolError> {
    let invocation = Invocation::new(limits).args(["-c", script]);
    run_at(Tool::Ffmpeg, Path::new("/bin/sh"), invocation, KEPT).await
}

fn alive(pid: &str) -> bool {
    // A zombie still has a directory; its command line is empty.
    std::fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|line| !line.is_empty())
}

async fn wait_until_dead(pid: &str) {
    for _ in 0..200 {
        if !alive(pid) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("process {pid} still lives");
}

#[tokio::test]
async fn a_program_sees_none_of_our_environment() {
    let output = shell("env; pwd", Limits::quick()).await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("TZ=UTC"));
    assert!(!said.contains("CARGO"), "{said}");
    assert!(said.ends_with("/\n"));
}

#[tokio::test]
async fn a_program_lives_within_the_limits() {
    let limits = Limits { open_files: 17, file_size: 4096, ..Limits::quick() };
    let output = shell("ulimit -n; ulimit -f; ulimit -c; grep NoNewPrivs /proc/self/status; nice", limits)
        .await
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "17");
    assert_eq!(lines[1], "8"); // blocks of 512 bytes
    assert_eq!(lines[2], "0");
    assert_eq!(lines[3].split_whitespace().last(), Some("1"));
    assert!(lines[4].parse::<i32>().unwrap() >= NICE_EXPECTED);
}

const NICE_EXPECTED: i32 = 10;

#[tokio::test]
async fn memory_beyond_the_limit_is_refused_to_the_program() {
    let limits = Limits { address_space: 64 << 20, ..Limits::quick() };
    let script = "x=$(head -c 300000000 /dev/zero | tr '\\0' a); echo ${#x}";
    assert!(shell(script, limits).await.is_err());
}

#[tokio::test]
async fn an_endless_loop_ends_with_its_processor_time() {
    let limits = Limits { cpu: Duration::from_secs(1), ..Limits::quick() };
    let error = shell("while :; do :; done", limits).await.unwrap_err();
    // The soft and the hard limit are the same, so the kernel may choose either signal.
    assert!(matches!(error, ToolError::TimedOut { .. } | ToolError::Crashed { .. }), "{error}");
}

#[tokio::test]
async fn a_program_that_takes_too_long_is_killed_with_its_children() {
    let record = tempfile::NamedTempFile::new().unwrap();
    let limits = Limits { wall: Duration::from_millis(300), file_size: 4096, ..Limits::quick() };
    let script = format!("sleep 60 & echo $! > {}; wait", record.path().display());
    let error = shell(&script, limits).await.unwrap_err();
    assert!(matches!(error, ToolError::TimedOut { .. }), "{error}");
    let pid = std::fs::read_to_string(record.path()).unwrap();
    wait_until_dead(pid.trim()).await;
}

#[tokio::test]
async fn a_caller_who_walks_away_leaves_no_process_behind() {
    let record = tempfile::NamedTempFile::new().unwrap();
    let path = record.path().to_owned();
    let script = format!("sleep 60 & echo $! > {}; wait", path.display());
    let limits = Limits { file_size: 4096, ..Limits::quick() };
    let task = tokio::spawn(async move { shell(&script, limits).await });
    let pid = loop {
        let pid = std::fs::read_to_string(&path).unwrap();
        if pid.ends_with('\n') {
            break pid;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    task.abort();
    wait_until_dead(pid.trim()).await;
}

#[tokio::test]
async fn a_program_that_never_stops_talking_is_stopped() {
    let limits = Limits { stdout: 1000, ..Limits::quick() };
    let error = shell("yes", limits).await.unwrap_err();
    assert!(matches!(error, ToolError::TooMuchOutput { limit: 1000, .. }), "{error}");
}

#[tokio::test]
async fn complaints_without_end_are_kept_from_the_end() {
    let script =
        "i=0; while [ $i -lt 3000 ]; do echo 0123456789 >&2; i=$((i+1)); done; echo last >&2; exit 7";
    let error = shell(script, Limits::quick()).await.unwrap_err();
    let ToolError::Failed { stderr, .. } = error else { panic!("{error}") };
    assert!(stderr.len() <= STDERR_KEPT);
    assert!(stderr.ends_with("last\n"));
}

#[tokio::test]
async fn a_crash_is_not_mistaken_for_a_complaint() {
    let error = shell("kill -SEGV $$", Limits::quick()).await.unwrap_err();
    assert!(matches!(error, ToolError::Crashed { .. }), "{error}");
}

#[tokio::test]
async fn a_file_is_handed_over_open_and_read_from_its_start() {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(b"hello").unwrap();
    file.seek(SeekFrom::End(0)).unwrap();
    let invocation = Invocation::new(Limits::quick()).file("", file);
    let output = run_at(Tool::Ffmpeg, Path::new("/bin/cat"), invocation, KEPT).await.unwrap();
    assert_eq!(output.stdout, b"hello");
}

#[tokio::test]
async fn what_a_program_says_is_heard_while_it_speaks() {
    let mut heard = Vec::new();
    let invocation = Invocation::new(Limits::quick()).args(["-c", "printf a; printf b"]);
    let listen = Some(|piece: &[u8]| heard.extend_from_slice(piece));
    let output = run_at(Tool::Ffmpeg, Path::new("/bin/sh"), invocation, listen).await.unwrap();
    assert_eq!(output.stdout, b"");
    assert_eq!(heard, b"ab");
}

#[tokio::test]
async fn a_program_has_no_network() {
    if !Path::new("/bin/bash").exists() {
        eprintln!("skipped: bash is not installed");
        return;
    }
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let script = format!("exec 3<>/dev/tcp/127.0.0.1/{}", server.local_addr().unwrap().port());
    let invocation = Invocation::new(Limits::quick()).args(["-c", &script]);
    let error = run_at(Tool::Ffmpeg, Path::new("/bin/bash"), invocation, KEPT).await.unwrap_err();
    let ToolError::Failed { stderr, .. } = error else { panic!("{error}") };
    assert!(stderr.contains("Operation not permitted"), "{stderr}");
}

#[tokio::test]
async fn a_file_longer_than_the_limit_is_too_large_and_not_a_crash() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let limits = Limits { file_size: 4096, ..Limits::quick() };
    let error = shell(&format!("exec cat /dev/zero > {}", file.path().display()), limits).await.unwrap_err();
    assert!(matches!(error, ToolError::TooMuchOutput { limit: 4096, .. }), "{error}");
}
