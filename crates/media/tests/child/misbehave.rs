//! A sandboxed child that does what the real one does or misbehaves on request, and a server that can be killed.
//!
//! `sandbox` is a child with the handler below, which takes real tasks (they are JSON) and bad ones (a word); `host` runs a pool with one child in an endless loop, for the test that kills
//! the server.
#![allow(clippy::unwrap_used, clippy::print_stdout, unsafe_code)]

use std::fs::File;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use calotype_media::MediaError;
use calotype_media::sandbox::{Allowance, Context, Input, Pool, SandboxSettings, Urgency, child_main_with};

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("sandbox") => child_main_with(handle),
        Some("host") => host(),
        _ => ExitCode::FAILURE,
    }
}

fn handle(task: &[u8], input: &Input, context: &mut Context<'_>) -> Result<Vec<u8>, MediaError> {
    if task.starts_with(b"{") {
        return calotype_media::sandbox::perform(task, input, context);
    }
    let task = std::str::from_utf8(task).unwrap();
    let (verb, number) = task.split_once(' ').unwrap_or((task, "0"));
    let number: u64 = number.parse().unwrap();
    match verb {
        "echo" => input.read_all(1 << 30),
        "attach" => {
            context.attach(&input.read_all(1 << 30)?)?;
            context.attach(&vec![7; number as usize])?;
            Ok(b"two".to_vec())
        }
        "corrupt" => Err(MediaError::corrupt("so it is")),
        "sleep" => {
            std::thread::sleep(Duration::from_millis(number));
            Ok(Vec::new())
        }
        "reserve" => {
            context.reserve(number)?;
            std::thread::sleep(Duration::from_millis(300));
            Ok(Vec::new())
        }
        "pid" => Ok(std::process::id().to_string().into_bytes()),
        "environment" => Ok(format!("{:?}", std::env::vars_os().collect::<Vec<_>>()).into_bytes()),
        "leak" => {
            std::mem::forget(vec![1_u8; number as usize]);
            Ok(std::process::id().to_string().into_bytes())
        }
        "panic" => panic!("a decoder lost its nerve"),
        "abort" => std::process::abort(),
        "segfault" => {
            // SAFETY: none; this is the crash the test wants.
            unsafe { std::ptr::null_mut::<u8>().wrapping_add(8).write_volatile(1) };
            Ok(Vec::new())
        }
        "overflow" => Ok(vec![recurse(number)]),
        "spin" => loop {
            std::hint::spin_loop();
        },
        "allocate" => {
            let mut hoard = Vec::new();
            loop {
                hoard.push(vec![1_u8; 16 << 20]);
            }
        }
        "exit" => std::process::exit(3),
        "flood" => {
            let chunk = vec![0; 1 << 20];
            loop {
                context.attach(&chunk)?;
            }
        }
        "garble" => {
            send_raw(b"\xff garbage garbage garbage");
            std::thread::sleep(Duration::from_secs(60));
            Ok(Vec::new())
        }
        other => Ok(outcome(attempt(other))),
    }
}

/// Things that a decoder has no business doing; those that the sandbox answers politely return here.
fn attempt(what: &str) -> i64 {
    let path = c"/etc/passwd".as_ptr();
    let none = std::ptr::null::<libc::c_void>();
    // SAFETY: every pointer is null or a string constant, and most of these calls never return.
    unsafe {
        match what {
            "socket" => i64::from(libc::socket(libc::AF_INET, libc::SOCK_STREAM, 0)),
            "read-file" => i64::from(libc::open(path, libc::O_RDONLY)),
            "write-file" => {
                i64::from(libc::open(c"/tmp/calotype-escape".as_ptr(), libc::O_WRONLY | libc::O_CREAT, 0o600))
            }
            "delete-file" => i64::from(libc::unlink(c"/tmp/calotype-escape".as_ptr())),
            "write-input" => (3..8).map(|fd| libc::write(fd, c"x".as_ptr().cast(), 1) as i64).max().unwrap(),
            "execute" => {
                let shell = c"/bin/sh".as_ptr();
                i64::from(libc::execve(
                    shell,
                    [shell, std::ptr::null()].as_ptr(),
                    [std::ptr::null()].as_ptr(),
                ))
            }
            "fork" => i64::from(libc::fork()),
            "thread" => std::thread::Builder::new().spawn(|| ()).map_or(-1, |_| 0),
            "kill-parent" => i64::from(libc::kill(libc::getppid(), libc::SIGTERM)),
            "trace" => libc::ptrace(libc::PTRACE_ATTACH, libc::getppid(), none, none),
            "raise-limit" => {
                let endless = libc::rlimit { rlim_cur: libc::RLIM_INFINITY, rlim_max: libc::RLIM_INFINITY };
                i64::from(libc::setrlimit(libc::RLIMIT_AS, &raw const endless))
            }
            "run-memory" => {
                let access = libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC;
                let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
                let memory = libc::mmap(std::ptr::null_mut(), 4096, access, flags, -1, 0);
                if memory == libc::MAP_FAILED { -1 } else { 0 }
            }
            other => panic!("no such misbehaviour: {other}"),
        }
    }
}

fn outcome(result: i64) -> Vec<u8> {
    if result < 0 { b"refused".to_vec() } else { b"allowed".to_vec() }
}

fn send_raw(bytes: &[u8]) {
    // SAFETY: the slice is valid, and descriptor 0 is the socket.
    unsafe { libc::send(0, bytes.as_ptr().cast(), bytes.len(), 0) };
}

#[allow(unconditional_recursion)]
fn recurse(depth: u64) -> u8 {
    let frame = std::hint::black_box([depth as u8; 1024]);
    recurse(depth + 1).wrapping_add(frame[(depth % 1024) as usize])
}

fn host() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async {
        let settings = SandboxSettings {
            program: std::env::current_exe().unwrap(),
            arguments: vec!["sandbox".into()],
            ..SandboxSettings::default()
        };
        let pool = Pool::new(settings);
        let input = Arc::new(File::open("/proc/self/exe").unwrap());
        let minute = Duration::from_secs(60);
        let allowance = Allowance { wall: minute, cpu: minute, urgency: Urgency::Now };
        let pid = pool.run(b"pid".to_vec(), Arc::clone(&input), allowance).await.unwrap().0;
        println!("{}", String::from_utf8(pid).unwrap());
        // Deaf to its socket: only the kernel can end it now.
        drop(pool.run(b"spin".to_vec(), input, allowance).await);
    });
    ExitCode::SUCCESS
}
