//! Whatever happens in a sandboxed child stays there: the pool reports it and serves the next task.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use calotype_media::MediaError;
use calotype_media::sandbox::{Allowance, Pool, SandboxSettings, Urgency};

const CHILD: &str = env!("CARGO_BIN_EXE_calotype-sandbox-test");
const MINUTE: Duration = Duration::from_secs(60);
const AT_LEISURE: Allowance = Allowance { wall: MINUTE, cpu: MINUTE, urgency: Urgency::Background };

fn settings() -> SandboxSettings {
    SandboxSettings {
        program: PathBuf::from(CHILD),
        arguments: vec!["sandbox".into()],
        children: 1,
        ..SandboxSettings::default()
    }
}

fn file(content: &[u8]) -> Arc<File> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(content).unwrap();
    Arc::new(file)
}

async fn ask(pool: &Pool, task: &str) -> Result<String, MediaError> {
    let answer = pool.run(task.as_bytes().to_vec(), file(b"the content"), AT_LEISURE).await?;
    Ok(String::from_utf8(answer.0).unwrap())
}

/// The pool still answers, and has not lost count.
async fn assert_alive(pool: &Pool) {
    assert_eq!(ask(pool, "echo").await.as_deref(), Ok("the content"));
    let stats = pool.stats();
    assert_eq!((stats.working, stats.waiting, stats.reserved), (0, 0, 0), "{stats:?}");
    assert!(stats.children <= 1, "{stats:?}");
}

async fn assert_crashes(task: &str, signal: &str) {
    let pool = Pool::new(settings());
    match ask(&pool, task).await {
        Err(MediaError::Crashed { reason, unprocessable }) => {
            assert!(reason.contains(signal), "{task}: {reason}");
            assert!(unprocessable, "{task}");
        }
        other => panic!("{task}: {other:?}"),
    }
    assert_eq!(pool.stats().crashed, 2, "{task}: one retry on a fresh child, and no more");
    assert_alive(&pool).await;
}

#[tokio::test]
async fn an_answer_comes_back_with_its_attachments_in_order() {
    let pool = Pool::new(settings());
    let (answer, attachments) =
        pool.run(b"attach 1500000".to_vec(), file(b"the content"), AT_LEISURE).await.unwrap();
    assert_eq!(answer, b"two");
    assert_eq!(attachments, vec![b"the content".to_vec(), vec![7; 1_500_000]]);
}

#[tokio::test]
async fn nothing_is_started_before_the_first_task_and_a_child_is_used_again() {
    let pool = Pool::new(settings());
    assert_eq!(pool.stats().started, 0);
    let first = ask(&pool, "pid").await.unwrap();
    assert_eq!(ask(&pool, "pid").await.unwrap(), first);
    assert_eq!(pool.stats().started, 1);
}

#[tokio::test]
async fn an_error_of_the_handler_is_the_callers_error() {
    let pool = Pool::new(settings());
    assert_eq!(ask(&pool, "corrupt").await, Err(MediaError::corrupt("so it is")));
    assert_eq!(pool.stats().started, 1);
    assert_alive(&pool).await;
}

#[tokio::test]
async fn a_panic_is_a_failed_item_and_its_child_is_replaced() {
    let pool = Pool::new(settings());
    let Err(MediaError::Crashed { reason, unprocessable: true }) = ask(&pool, "panic").await else {
        panic!("a panic is final");
    };
    assert!(reason.contains("a decoder lost its nerve"), "{reason}");
    assert_eq!((pool.stats().crashed, pool.stats().started), (0, 1), "the child answered for itself");
    assert_alive(&pool).await;
    assert_eq!(pool.stats().started, 2);
}

#[tokio::test]
async fn an_abort_is_contained() {
    assert_crashes("abort", "SIGABRT").await;
}

#[tokio::test]
async fn a_wild_pointer_is_contained() {
    assert_crashes("segfault", "SIGSEGV").await;
}

#[tokio::test]
async fn endless_recursion_is_contained() {
    assert_crashes("overflow", "SIGABRT").await;
}

#[tokio::test]
async fn allocating_without_end_ends_at_the_limit_and_says_so() {
    assert_crashes("allocate", "memory allocation of").await;
}

#[tokio::test]
async fn leaving_early_is_contained() {
    assert_crashes("exit", "exit status: 3").await;
}

#[tokio::test]
async fn talking_nonsense_is_contained() {
    assert_crashes("garble", "broke the protocol").await;
}

#[tokio::test]
async fn an_answer_without_end_is_contained() {
    let pool = Pool::new(SandboxSettings { answer: 10 << 20, ..settings() });
    let flooded = ask(&pool, "flood").await;
    assert!(
        matches!(&flooded, Err(MediaError::Crashed { reason, .. }) if reason.contains("exceeds")),
        "{flooded:?}"
    );
    assert_alive(&pool).await;
}

#[tokio::test]
async fn an_endless_loop_is_killed_by_the_clock() {
    let pool = Pool::new(settings());
    let allowance = Allowance { wall: Duration::from_millis(300), ..AT_LEISURE };
    let began = Instant::now();
    let ended = pool.run(b"spin".to_vec(), file(b""), allowance).await;
    assert_eq!(ended, Err(MediaError::TimedOut));
    assert!(began.elapsed() < Duration::from_secs(20));
    assert_eq!(pool.stats().timed_out, 1);
    assert_alive(&pool).await;
}

#[tokio::test]
async fn an_endless_loop_is_killed_by_its_cpu_time_too() {
    let pool = Pool::new(settings());
    // The limit counts from the task, not from the child's birth.
    for _ in 0..2 {
        let allowance = Allowance { cpu: Duration::ZERO, ..AT_LEISURE };
        assert_eq!(pool.run(b"spin".to_vec(), file(b""), allowance).await, Err(MediaError::TimedOut));
    }
    assert_alive(&pool).await;
}

#[tokio::test]
async fn talking_to_others_and_becoming_another_program_ends_the_child_at_once() {
    if !filter_works().await {
        return;
    }
    for task in ["socket", "write-file", "execute", "fork", "kill-parent", "trace"] {
        assert_crashes(task, "SIGSYS").await;
    }
    assert!(!Path::new("/tmp/calotype-escape").exists());
}

#[tokio::test]
async fn files_threads_and_limits_are_refused() {
    if !filter_works().await {
        return;
    }
    let pool = Pool::new(settings());
    for task in ["read-file", "delete-file", "thread", "raise-limit", "run-memory"] {
        assert_eq!(ask(&pool, task).await.as_deref(), Ok("refused"), "{task}");
    }
    assert_eq!(pool.stats().started, 1);
}

#[tokio::test]
async fn the_input_cannot_be_changed_even_through_a_writable_descriptor() {
    assert_crashes("write-input", "SIGXFSZ").await;
}

#[tokio::test]
async fn a_child_sees_no_environment() {
    let pool = Pool::new(settings());
    assert_eq!(ask(&pool, "environment").await.as_deref(), Ok("[]"));
}

#[tokio::test]
async fn the_report_names_every_protection_of_a_real_child() {
    let pool = Pool::new(settings());
    let report = pool.report().await.unwrap();
    let names: Vec<&str> = report.protections.iter().map(|protection| protection.name.as_str()).collect();
    for expected in [
        "address_space",
        "file_writes",
        "no_new_privileges",
        "dies_with_server",
        "landlock",
        "syscall_filter",
    ] {
        assert!(names.contains(&expected), "{expected} is not among {names:?}");
    }
    for missing in report.missing() {
        println!("skipped: this system offers no {}: {}", missing.name, missing.detail);
    }
    // What needs nothing but rlimits and prctl is there everywhere.
    assert!(report.missing().all(|missing| ["landlock", "syscall_filter"].contains(&missing.name.as_str())));
}

#[tokio::test]
async fn a_child_is_replaced_after_its_number_of_tasks() {
    let pool = Pool::new(SandboxSettings { tasks_per_child: 3, ..settings() });
    let mut seen = Vec::new();
    for _ in 0..7 {
        seen.push(ask(&pool, "pid").await.unwrap());
    }
    seen.dedup();
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn a_child_that_keeps_too_much_memory_is_replaced() {
    let pool = Pool::new(SandboxSettings { resident: 200 << 20, ..settings() });
    let small = ask(&pool, "leak 1000000").await.unwrap();
    assert_eq!(ask(&pool, "leak 250000000").await.unwrap(), small);
    assert_ne!(ask(&pool, "pid").await.unwrap(), small);
}

#[tokio::test]
async fn an_idle_child_is_let_go_and_leaves_no_zombie() {
    let pool = Pool::new(SandboxSettings { idle: Duration::from_millis(100), ..settings() });
    let pid = ask(&pool, "pid").await.unwrap();
    assert!(Path::new("/proc").join(&pid).exists());
    wait_until("the idle child is gone", || !Path::new("/proc").join(&pid).exists()).await;
    assert_eq!(pool.stats().children, 0);
    assert_alive(&pool).await;
}

#[tokio::test]
async fn children_end_with_the_last_handle() {
    let pool = Pool::new(settings());
    let pid = ask(&pool, "pid").await.unwrap();
    drop(pool);
    wait_until("the child is gone", || !Path::new("/proc").join(&pid).exists()).await;
}

#[tokio::test]
async fn too_many_waiting_tasks_are_refused_with_a_time_to_come_back() {
    let pool = Pool::new(SandboxSettings { waiting: 2, ..settings() });
    let tasks: Vec<_> = (0..3)
        .map(|_| {
            let pool = pool.clone();
            tokio::spawn(async move { ask(&pool, "sleep 500").await })
        })
        .collect();
    wait_until("one works and two wait", || (pool.stats().working, pool.stats().waiting) == (1, 2)).await;
    let refused = ask(&pool, "echo").await;
    assert!(matches!(refused, Err(MediaError::Busy { retry_after: 1..=60 })), "{refused:?}");
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(pool.stats().refused, 1);
    assert_alive(&pool).await;
}

#[tokio::test]
async fn a_task_that_somebody_waits_for_overtakes_those_in_the_background() {
    let pool = Pool::new(settings());
    let mut running = Vec::new();
    let order = Arc::new(std::sync::Mutex::new(Vec::new()));
    for (name, task, urgency) in [
        ("first", "sleep 300", Urgency::Background),
        ("background", "sleep 1", Urgency::Background),
        ("now", "sleep 1", Urgency::Now),
    ] {
        let (their_pool, order) = (pool.clone(), Arc::clone(&order));
        let before = pool.stats();
        running.push(tokio::spawn(async move {
            let allowance = Allowance { urgency, ..AT_LEISURE };
            their_pool.run(task.as_bytes().to_vec(), file(b""), allowance).await.unwrap();
            order.lock().unwrap().push(name);
        }));
        wait_until("it is taken on", || {
            pool.stats().working + pool.stats().waiting > before.working + before.waiting
        })
        .await;
    }
    for task in running {
        task.await.unwrap();
    }
    assert_eq!(*order.lock().unwrap(), ["first", "now", "background"]);
}

#[tokio::test]
async fn a_task_whose_caller_went_away_is_given_up() {
    let pool = Pool::new(settings());
    let forsaken = tokio::time::timeout(Duration::from_millis(300), ask(&pool, "spin")).await;
    assert!(forsaken.is_err());
    let began = Instant::now();
    assert_alive(&pool).await;
    assert!(began.elapsed() < Duration::from_secs(20), "the loop was not waited for");
}

#[tokio::test]
async fn two_large_tasks_do_not_share_the_memory_that_holds_one() {
    let pool = Pool::new(SandboxSettings { children: 2, memory: 500 << 20, ..settings() });
    let began = Instant::now();
    let wish = format!("reserve {}", 400 << 20);
    let (first, second) = tokio::join!(ask(&pool, &wish), ask(&pool, &wish));
    first.unwrap();
    second.unwrap();
    // Each holds its memory for 300 ms.
    assert!(began.elapsed() >= Duration::from_millis(600));
    assert_eq!(pool.stats().reserved, 0);
}

#[tokio::test]
async fn a_task_larger_than_the_budget_runs_alone_and_one_larger_than_a_child_never() {
    let pool = Pool::new(SandboxSettings { memory: 100 << 20, ..settings() });
    ask(&pool, &format!("reserve {}", 400 << 20)).await.unwrap();
    let refused = ask(&pool, &format!("reserve {}", 400_u64 << 30)).await;
    assert!(matches!(refused, Err(MediaError::TooLarge { .. })), "{refused:?}");
    assert_alive(&pool).await;
}

#[tokio::test]
async fn what_one_task_reserved_is_not_held_against_the_next_one_of_its_child() {
    let pool = Pool::new(SandboxSettings { children: 1, ..settings() });
    let most = settings().address_space;
    let mut pids = std::collections::HashSet::new();
    for _ in 0..4 {
        // Two of these are more than a child may ever have.
        ask(&pool, &format!("reserve {}", most / 3 * 2)).await.unwrap();
        pids.insert(ask(&pool, "pid").await.unwrap());
    }
    assert_eq!(pids.len(), 1, "one child did them all");
}

#[tokio::test]
async fn many_tasks_at_once_each_get_their_own_answer() {
    let pool = Pool::new(SandboxSettings { children: 3, tasks_per_child: 7, ..settings() });
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let pool = pool.clone();
            tokio::spawn(async move {
                let content = format!("content {number}");
                let answer =
                    pool.run(b"echo".to_vec(), file(content.as_bytes()), AT_LEISURE).await.unwrap().0;
                assert_eq!(String::from_utf8(answer).unwrap(), content);
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(pool.stats().answered, 100);
}

#[tokio::test]
async fn a_missing_program_is_an_error_and_not_a_crash_of_the_file() {
    let pool = Pool::new(SandboxSettings { program: PathBuf::from("/nonexistent/calotype"), ..settings() });
    let failed = ask(&pool, "echo").await;
    assert!(
        matches!(&failed, Err(MediaError::Io(reason)) if reason.contains("cannot be started")),
        "{failed:?}"
    );
    assert!(!failed.unwrap_err().is_final());
}

#[tokio::test]
async fn a_program_that_is_no_sandbox_is_an_error_and_not_a_crash_of_the_file() {
    let pool = Pool::new(SandboxSettings { program: PathBuf::from("/bin/false"), ..settings() });
    let failed = ask(&pool, "echo").await;
    assert!(matches!(&failed, Err(MediaError::Io(reason)) if reason.contains("did not start")), "{failed:?}");
}

#[test]
fn a_person_who_starts_a_child_by_hand_is_told_what_it_is() {
    let output = Command::new(CHILD).arg("sandbox").stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the server starts this program itself"));
}

#[test]
fn a_child_dies_with_a_server_that_is_killed() {
    let mut host = Command::new(CHILD).arg("host").stdout(Stdio::piped()).spawn().unwrap();
    let mut child = String::new();
    BufReader::new(host.stdout.take().unwrap()).read_line(&mut child).unwrap();
    let child = Path::new("/proc").join(child.trim());
    assert!(child.exists());
    host.kill().unwrap();
    host.wait().unwrap();
    let began = Instant::now();
    // Where the dead server's children are nobody's, `init` may be slow to collect them: a zombie counts as
    // dead.
    while child.exists() && !std::fs::read_to_string(child.join("stat")).unwrap_or_default().contains(") Z ")
    {
        assert!(began.elapsed() < Duration::from_secs(10), "the child outlives its server");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Whether this system lets a process filter its system calls.
async fn filter_works() -> bool {
    let report = Pool::new(settings()).report().await.unwrap();
    let filter = report.protections.iter().find(|protection| protection.name == "syscall_filter").unwrap();
    if !filter.active {
        println!("skipped: {}", filter.detail);
    }
    filter.active
}

async fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let began = Instant::now();
    while !condition() {
        assert!(began.elapsed() < Duration::from_secs(10), "not within ten seconds: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
