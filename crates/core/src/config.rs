//! Every setting of the process, with its default beside it. Only the `calotype` crate reads files and environment;
//! it fills this and passes it down. `docs/configuration.md` is checked against [`Config::default`].

use std::net::SocketAddr;
use std::path::PathBuf;

use secrecy::SecretString;
use serde::Deserialize;

mod faces;
mod models;
mod programs;

pub use faces::{Faces, Rate};
pub use models::Models;
pub use programs::{Commands, Deposits, Hosting, Orders};

/// The whole configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Directory of everything calotype keeps: database, objects, secrets and, unless moved, the photos.
    pub data_dir: PathBuf,
    /// `production`, or `development`, where models are switched off until an administrator switches them on.
    pub environment: String,
    /// HTTP.
    pub http: Http,
    /// Database.
    pub database: Database,
    /// Object store.
    pub objects: Objects,
    /// Files that programs bring through signed forms.
    pub deposits: Deposits,
    /// Pictures that applications host here.
    pub hosting: Hosting,
    /// The command API.
    pub commands: Commands,
    /// The face API.
    pub faces: Faces,
    /// Work that programs order.
    pub orders: Orders,
    /// The library's folders.
    pub library: Library,
    /// Logins and tokens.
    pub auth: Auth,
    /// Logins to the hosting portal.
    pub portal: Portal,
    /// Messages to applications.
    pub webhooks: Webhooks,
    /// Addresses of others.
    pub fetch: Fetch,
    /// How often programs may ask.
    pub rates: Rates,
    /// The record of events.
    pub events: Events,
    /// Pictures, films and sounds: limits and tools.
    pub media: Media,
    /// Models.
    pub models: Models,
    /// Background work.
    pub jobs: Jobs,
    /// Logging.
    pub log: Log,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("./data"),
            environment: "production".into(),
            http: Http::default(),
            database: Database::default(),
            objects: Objects::default(),
            deposits: Deposits::default(),
            hosting: Hosting::default(),
            commands: Commands::default(),
            faces: Faces::default(),
            orders: Orders::default(),
            library: Library::default(),
            auth: Auth::default(),
            portal: Portal::default(),
            webhooks: Webhooks::default(),
            fetch: Fetch::default(),
            rates: Rates::default(),
            events: Events::default(),
            media: Media::default(),
            models: Models::default(),
            jobs: Jobs::default(),
            log: Log::default(),
        }
    }
}

impl Config {
    /// Where new repositories are created.
    #[must_use]
    pub fn library_root(&self) -> PathBuf {
        self.library.root.clone().unwrap_or_else(|| self.data_dir.join("library"))
    }
}

/// HTTP.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Http {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Address users see, for links the server generates; empty: taken from the request.
    pub public_url: String,
    /// Origins that may call the library API from a browser, with credentials.
    pub cors_origins: Vec<String>,
    /// Proxies (addresses or networks) whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<String>,
    /// Requests that carry files, at the same time; further ones wait.
    pub concurrent_uploads: usize,
    /// Largest file accepted, in bytes.
    pub max_upload_bytes: u64,
    /// Registrations, failed logins and failed refreshes per minute and address.
    pub auth_attempts_per_minute: u32,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: String::new(),
            cors_origins: vec!["http://localhost:6657".into(), "https://localhost:6657".into()],
            trusted_proxies: Vec::new(),
            concurrent_uploads: 32,
            max_upload_bytes: 20 * 1024 * 1024 * 1024,
            auth_attempts_per_minute: 60,
        }
    }
}

/// Database.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `postgres://…`; empty: an SQLite file in the data directory.
    pub url: Option<SecretString>,
    /// File that holds `url`, in its place.
    pub url_file: Option<PathBuf>,
}

/// Object store: where thumbnails and everything else calotype makes are kept.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Objects {
    /// Bucket of an S3-compatible store; empty: a folder in the data directory.
    pub s3_bucket: Option<String>,
    /// Address of the store, for anything but AWS.
    pub s3_endpoint: Option<String>,
    /// Address of the store as browsers reach it, when it differs.
    pub s3_public_endpoint: Option<String>,
    /// Whether the bucket is a path below that address, or a host of its own; empty: a path, but at AWS.
    pub s3_path_style: Option<bool>,
    /// Region.
    pub s3_region: Option<String>,
    /// Access key.
    pub s3_access_key: Option<String>,
    /// Secret key.
    pub s3_secret_key: Option<SecretString>,
    /// File that holds `s3_secret_key`, in its place.
    pub s3_secret_key_file: Option<PathBuf>,
    /// Prefix of every key, to share a bucket.
    pub s3_prefix: String,
}

/// The library's folders.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Library {
    /// Folder under which repositories are created; default `library` in the data directory.
    pub root: Option<PathBuf>,
    /// Further folders in which an administrator may register repositories.
    pub allowed_roots: Vec<PathBuf>,
    /// Scan repositories by the clock.
    pub scan_enabled: bool,
    /// Seconds between scans.
    pub scan_interval_seconds: u64,
    /// A file changed within so many seconds is left to the next periodic scan.
    pub scan_settle_seconds: u64,
    /// Scan when the file system reports a change.
    pub watch: bool,
    /// Days a deleted asset stays in the trash before its file is removed; an administrator may change it at run time.
    pub trash_retention_days: u32,
}

impl Default for Library {
    fn default() -> Self {
        Self {
            root: None,
            allowed_roots: Vec::new(),
            scan_enabled: true,
            scan_interval_seconds: 300,
            scan_settle_seconds: 5,
            watch: true,
            trash_retention_days: 30,
        }
    }
}

/// Logins and tokens.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Auth {
    /// Life of an access token, seconds.
    pub access_token_seconds: u64,
    /// Life of a refresh token, seconds.
    pub refresh_token_seconds: u64,
    /// Life of a media token, seconds.
    pub media_token_seconds: u64,
    /// How long a rotated refresh token may be presented once more, so that two tabs refreshing at the same moment do
    /// not log each other out, seconds.
    pub refresh_grace_seconds: u64,
    /// Failed logins per minute and account, from wherever they come.
    pub failed_logins_per_minute: u32,
    /// Whether strangers may register once there is an administrator.
    pub open_registration: bool,
    /// The root secret, 64 hexadecimal digits; empty: a file in the data directory, made on first start.
    pub root_secret: Option<SecretString>,
    /// File that holds `root_secret`, in its place.
    pub root_secret_file: Option<PathBuf>,
    /// Reset the oldest administrator's access on start and log a temporary password once.
    pub break_glass: bool,
    /// Which account `break_glass` resets instead.
    pub break_glass_username: Option<String>,
}

impl Default for Auth {
    fn default() -> Self {
        Self {
            access_token_seconds: 15 * 60,
            refresh_token_seconds: 168 * 3600,
            media_token_seconds: 10 * 60,
            refresh_grace_seconds: 10,
            failed_logins_per_minute: 20,
            open_registration: true,
            root_secret: None,
            root_secret_file: None,
            break_glass: false,
            break_glass_username: None,
        }
    }
}

/// Logins to the hosting portal.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Portal {
    /// Life of an access token, seconds.
    pub access_token_seconds: u64,
    /// Life of a refresh token, seconds.
    pub refresh_token_seconds: u64,
    /// How long a rotated refresh token is answered with its successor once more, for parallel tabs, seconds.
    pub refresh_grace_seconds: u64,
    /// Logins per minute and address, good or bad.
    pub logins_per_minute: u32,
    /// E-mail address of the first administrator, who is made on start while there is none.
    pub default_email: Option<String>,
    /// Password of the first administrator.
    pub default_password: Option<SecretString>,
    /// File that holds `default_password`, in its place.
    pub default_password_file: Option<PathBuf>,
}

impl Default for Portal {
    fn default() -> Self {
        Self {
            access_token_seconds: 8 * 3600,
            refresh_token_seconds: 7 * 24 * 3600,
            refresh_grace_seconds: 10,
            logins_per_minute: 10,
            default_email: None,
            default_password: None,
            default_password_file: None,
        }
    }
}

/// Messages to applications.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Webhooks {
    /// Networks, addresses and host names that messages may go to although they are not public.
    pub allowed_targets: Vec<String>,
    /// Time for one attempt, seconds, at most 90.
    pub timeout_seconds: u64,
    /// Days a delivery stays in the log.
    pub retention_days: u32,
}

impl Default for Webhooks {
    fn default() -> Self {
        Self { allowed_targets: Vec::new(), timeout_seconds: 10, retention_days: 30 }
    }
}

/// Calling addresses of others.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fetch {
    /// Whether addresses that come in requests are fetched at all.
    pub enabled: bool,
    /// Networks, addresses and host names (`*.example.org`, too) that may be called although they are not public.
    pub allow: Vec<String>,
    /// Networks, addresses and host names that are never called.
    pub deny: Vec<String>,
    /// Ports on which addresses that come in requests are called.
    pub ports: Vec<u16>,
    /// Fetches at the same time, in all.
    pub concurrent: usize,
    /// Fetches at the same time for one key.
    pub concurrent_per_key: usize,
}

impl Default for Fetch {
    fn default() -> Self {
        Self {
            enabled: true,
            allow: Vec::new(),
            deny: Vec::new(),
            ports: vec![80, 443],
            concurrent: 32,
            concurrent_per_key: 4,
        }
    }
}

/// How often programs may ask; 0: as often as they like.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rates {
    /// Requests per minute and key on the upload surface.
    pub upload_per_minute: u32,
    /// Questions for the state of a job per minute and key.
    pub polling_per_minute: u32,
    /// Requests per window and key on the hosting surface; of a network, where no key is sent.
    pub hosting_requests: u32,
    /// That window, seconds.
    pub hosting_window_seconds: u64,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            upload_per_minute: 60,
            polling_per_minute: 300,
            hosting_requests: 600,
            hosting_window_seconds: 60,
        }
    }
}

/// The record of events.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Events {
    /// Days an event is kept.
    pub retention_days: u32,
}

impl Default for Events {
    fn default() -> Self {
        Self { retention_days: 90 }
    }
}

/// Pictures, films and sounds.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Media {
    /// Sandboxed decoders at the same time; 0: one a core.
    pub workers: usize,
    /// Largest picture, in pixels.
    pub max_pixels: u64,
    /// Wall-clock limit for one picture, seconds.
    pub timeout_seconds: u64,
    /// Address space of one decoder, MiB.
    pub memory_mib: u64,
    /// Path of ffmpeg; empty: searched.
    pub ffmpeg: Option<PathBuf>,
    /// Path of ffprobe; empty: searched.
    pub ffprobe: Option<PathBuf>,
    /// Path of exiftool; empty: searched.
    pub exiftool: Option<PathBuf>,
    /// Hardware used for web video: auto, vaapi, nvenc, qsv, none.
    pub hardware_accel: String,
}

impl Default for Media {
    fn default() -> Self {
        Self {
            workers: 0,
            max_pixels: 100_000_000,
            timeout_seconds: 60,
            memory_mib: 1536,
            ffmpeg: None,
            ffprobe: None,
            exiftool: None,
            hardware_accel: "auto".into(),
        }
    }
}

/// Background work.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Jobs {
    /// Run jobs in the serving process, too.
    pub in_server: bool,
    /// Seconds a job may go unreported before another worker takes it over.
    pub lease_seconds: u64,
    /// Seconds running jobs get to finish when the process is asked to stop.
    pub shutdown_seconds: u64,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { in_server: true, lease_seconds: 60, shutdown_seconds: 30 }
    }
}

/// Logging.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// Filter, as `tracing` reads it: `info`, `calotype=debug,warn` …
    pub filter: String,
    /// `text`, `json` or `auto` (text on a terminal, JSON elsewhere).
    pub format: String,
}

impl Default for Log {
    fn default() -> Self {
        Self { filter: "info".into(), format: "auto".into() }
    }
}
