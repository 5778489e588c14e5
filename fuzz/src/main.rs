//! `calotype-fuzz`: lists the targets, writes out their seeds, and, built with `libfuzzer`, feeds one of them.
//!
//! Usage without the feature: `calotype-fuzz list`, `calotype-fuzz seeds DIRECTORY`, `calotype-fuzz run TARGET [ROUNDS]`.
//! With it: what libFuzzer takes; the target is named in `CALOTYPE_FUZZ_TARGET`.
#![cfg_attr(feature = "libfuzzer", no_main)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for a terminal")]

#[cfg(feature = "libfuzzer")]
mod guided;

#[cfg(not(feature = "libfuzzer"))]
fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["list"] => {
            for target in calotype_fuzz::TARGETS {
                println!("{}", target.name);
            }
            Ok(())
        }
        ["seeds", directory] => write_seeds(std::path::Path::new(directory)),
        ["run", name, rest @ ..] => run(name, rest.first().copied().unwrap_or("10000")),
        _ => {
            eprintln!("usage: calotype-fuzz list | seeds DIRECTORY | run TARGET [ROUNDS]");
            for target in calotype_fuzz::TARGETS {
                eprintln!("  {:10} {}", target.name, target.about);
            }
            std::process::exit(2);
        }
    }
}

#[cfg(not(feature = "libfuzzer"))]
fn run(name: &str, rounds: &str) -> std::io::Result<()> {
    let unknown = |what: &str| std::io::Error::other(format!("{what} is not known; see calotype-fuzz list"));
    let target = calotype_fuzz::find(name).ok_or_else(|| unknown(name))?;
    let rounds = rounds.parse().map_err(|_| unknown(rounds))?;
    calotype_fuzz::short::run(target, 1, rounds);
    println!("{name}: {rounds} rounds");
    Ok(())
}

#[cfg(not(feature = "libfuzzer"))]
fn write_seeds(directory: &std::path::Path) -> std::io::Result<()> {
    for target in calotype_fuzz::TARGETS {
        let folder = directory.join(target.name);
        std::fs::create_dir_all(&folder)?;
        for (number, bytes) in (target.seeds)().iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{number:03}")), bytes)?;
        }
    }
    Ok(())
}
