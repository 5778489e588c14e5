//! Builds the [`App`] from the configuration: the one place where the rooms meet.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use calotype_core::auth::Recent;
use calotype_core::config::Config;
use calotype_core::fetch::Fetcher;
use calotype_core::images::Views;
use calotype_core::rates::Rates;
use calotype_core::secrets::RootSecret;
use calotype_core::setup::Ready;
use calotype_core::usage::Usage;
use calotype_core::variants::Variants;
use calotype_core::{App, Clock, jobs};
use calotype_files::objects::{Objects, S3Config};
use calotype_inference::Inference;
use calotype_media::limits::Limits;
use calotype_media::sandbox::SandboxSettings;
use calotype_media::tools::ToolPaths;
use calotype_media::{Media, MediaConfig};
use calotype_queue::Workers;
use calotype_store::{Db, Location};
use secrecy::ExposeSecret as _;
use tokio::sync::Semaphore;

/// Where the database is.
pub(crate) fn location(config: &Config) -> Location {
    match &config.database.url {
        Some(url) => Location::Postgres(url.expose_secret().to_owned()),
        None => Location::Sqlite(config.data_dir.join("calotype.db")),
    }
}

/// Opens everything a running calotype holds.
///
/// # Errors
/// A data directory that cannot be made, an unreachable database or object store, a bad secret.
pub(crate) async fn app(config: Config) -> anyhow::Result<App> {
    // Boxed: the work of opening everything is a large future, and each role waits for it.
    Box::pin(open(config)).await
}

async fn open(config: Config) -> anyhow::Result<App> {
    let secrets_dir = config.data_dir.join("secrets");
    std::fs::create_dir_all(config.data_dir.join("tmp"))
        .with_context(|| format!("the data directory {} cannot be made", config.data_dir.display()))?;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&secrets_dir)?;
    let secret = match &config.auth.root_secret {
        Some(secret) => RootSecret::parse(secret.expose_secret())?,
        None => RootSecret::load_or_create(&secrets_dir.join("root.key"))?,
    };
    // Beside each other: other programs are asked who they are while the database is opened.
    let location = location(&config);
    let (db, media) = tokio::join!(Db::open(&location), Media::start(media(&config)));
    let db = db.context("the database cannot be opened")?;
    let objects = objects(&config)?;
    let turns = || Arc::new(Semaphore::new(config.http.concurrent_uploads.max(1)));
    let (upload_turns, work_turns) = (turns(), turns());
    let fetcher = Fetcher::new(&config.fetch)?;
    let inference = inference(&config);
    let variants = Variants::new(config.hosting.cache_bytes);
    Ok(App {
        db,
        objects,
        media,
        config: Arc::new(config),
        secret,
        inference,
        clock: Clock::default(),
        fetcher,
        rates: Rates::default(),
        usage: Usage::default(),
        views: Views::default(),
        variants,
        recent: Recent::default(),
        ready: Ready::default(),
        upload_turns,
        work_turns,
    })
}

fn objects(config: &Config) -> anyhow::Result<Objects> {
    let settings = &config.objects;
    let Some(bucket) = settings.s3_bucket.clone() else {
        return Objects::on_disk(config.data_dir.join("objects"))
            .map_err(|e| anyhow::anyhow!("{}", e.detail()));
    };
    let credentials = match (&settings.s3_access_key, &settings.s3_secret_key) {
        (Some(key), Some(secret)) => Some((key.clone(), secret.clone())),
        (None, None) => None,
        _ => anyhow::bail!("objects.s3_access_key and objects.s3_secret_key belong together"),
    };
    Objects::on_s3(&S3Config {
        endpoint: settings.s3_endpoint.clone(),
        public_endpoint: settings.s3_public_endpoint.clone(),
        path_style: settings.s3_path_style,
        region: settings.s3_region.clone().unwrap_or_else(|| "us-east-1".to_owned()),
        bucket,
        prefix: settings.s3_prefix.clone(),
        credentials,
    })
    .map_err(|e| anyhow::anyhow!("{}", e.detail()))
}

/// The door to the models. Nothing is opened or loaded before the first call.
pub(crate) fn inference(config: &Config) -> Inference {
    let settings = &config.models;
    if !settings.enabled {
        return Inference::without_models();
    }
    let mut wanted = calotype_inference::Settings::new(models_dir(config));
    wanted.library.clone_from(&settings.library);
    if settings.turns > 0 {
        wanted.turns = settings.turns;
    }
    wanted.queue = settings.queue;
    wanted.idle = Duration::from_secs(settings.idle_seconds);
    Inference::open(wanted)
}

/// Where models are.
pub(crate) fn models_dir(config: &Config) -> PathBuf {
    config.models.dir.clone().unwrap_or_else(|| config.data_dir.join("models"))
}

/// The media room's settings.
pub(crate) fn media(config: &Config) -> MediaConfig {
    let settings = &config.media;
    let mut sandbox =
        SandboxSettings { address_space: settings.memory_mib << 20, ..SandboxSettings::default() };
    if settings.workers > 0 {
        sandbox.children = settings.workers;
    }
    let mut tools = ToolPaths::standard();
    tools.ffmpeg.clone_from(&settings.ffmpeg);
    tools.ffprobe.clone_from(&settings.ffprobe);
    tools.exiftool.clone_from(&settings.exiftool);
    MediaConfig {
        sandbox,
        tools,
        limits: Limits { pixels: settings.max_pixels, ..Limits::default() },
        timeout: Duration::from_secs(settings.timeout_seconds),
    }
}

/// Starts the working half of a node.
///
/// # Errors
/// A registry that cannot be right.
pub(crate) fn workers(app: &App) -> anyhow::Result<Workers> {
    let registry = jobs::registry().context("the list of jobs is not right")?;
    let settings = calotype_queue::Settings {
        lease: Duration::from_secs(app.config.jobs.lease_seconds.max(5)),
        ..calotype_queue::Settings::default()
    };
    Ok(Workers::start(&app.db, registry, app.clone(), settings))
}
