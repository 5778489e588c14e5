//! The command line. Every flag is also a configuration key and an environment variable.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// One server for all your pictures: a photo library for people and an image API for applications.
#[derive(Debug, Parser)]
#[command(name = "calotype", version, about)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) role: Role,
}

/// What this process does.
#[derive(Debug, Subcommand)]
pub(crate) enum Role {
    /// Serve HTTP and, unless switched off, run background work.
    Serve {
        #[command(flatten)]
        common: Common,
        /// Address and port to listen on [default: 127.0.0.1:8080].
        #[arg(long)]
        listen: Option<SocketAddr>,
    },
    /// Run background work without HTTP.
    Worker {
        #[command(flatten)]
        common: Common,
    },
    /// Print the OpenAPI documents, or write them into a folder.
    Openapi {
        /// Folder to write `<surface>.json` into; without it, documents go to standard output.
        #[arg(long)]
        write: Option<PathBuf>,
    },
}

/// Where things are.
#[derive(Debug, Clone, Args)]
pub(crate) struct Common {
    /// Directory of everything calotype keeps [default: ./data].
    #[arg(long)]
    pub(crate) data_dir: Option<PathBuf>,
    /// Configuration file (TOML).
    #[arg(long, env = "CALOTYPE_CONFIG")]
    pub(crate) config: Option<PathBuf>,
}
