//! The server under test: a whole [`App`] with its routing table, over a database and a data directory of its own.
//!
//! A test is an ordinary `async fn story(app: TestApp)`; [`on_both_engines!`] turns a list of stories into
//! `story::sqlite` and `story::postgres`. A story that is missing from the list is an unused function, which the
//! lints refuse.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use calotype_core::auth::Recent;
use calotype_core::auth::tokens::{self, Subject};
use calotype_core::config::Config;
use calotype_core::fetch::Fetcher;
use calotype_core::images::Views;
use calotype_core::rates::Rates;
use calotype_core::secrets::RootSecret;
use calotype_core::setup::Ready;
use calotype_core::usage::Usage;
use calotype_core::variants::Variants;
use calotype_core::{App, Clock, Role};
use calotype_files::objects::{Objects, S3Config};
use calotype_inference::{Availability, Inference, Task};
use calotype_media::sandbox::SandboxSettings;
use calotype_media::{Media, MediaConfig};
use calotype_store::events::{self, Event};
use calotype_store::testing::TestDb;
use calotype_store::{Db, tenants, users};
use calotype_testkit::require;
use calotype_testkit::s3::TestBucket;
use calotype_testkit::tmp::{self, DataDir};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::client::Client;

/// The password of every user the harness makes.
pub const PASSWORD: &str = "Correct1Horse";

/// One server: ask it through a [`Client`], look behind it through [`TestApp::core`].
pub struct TestApp {
    /// The handles the domain works with.
    pub core: App,
    /// The clock of the server; `advance` lets time pass at once.
    pub clock: Clock,
    service: Router,
    place: Arc<Place>,
}

/// What must stay until the last node of a test is gone.
struct Place {
    db: TestDb,
    data: DataDir,
}

impl TestApp {
    /// A fresh server over a fresh database: nobody has registered yet.
    pub async fn start(db: TestDb) -> Self {
        let place = Arc::new(Place { db, data: tmp::data_dir() });
        let core = wire(Db::clone(&place.db), config(place.data.path()), Clock::default()).await;
        Self::around(core, place)
    }

    fn around(core: App, place: Arc<Place>) -> Self {
        Self { clock: core.clock.clone(), service: calotype_server::router(&core), core, place }
    }

    /// The same server with another configuration; database, data directory and clock stay.
    pub async fn configured(self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::clone(&self.core.config);
        change(&mut config);
        let core = wire(self.core.db.clone(), config, self.clock.clone()).await;
        Self::around(core, self.place)
    }

    /// The same server with the models of this machine; `None`, having said so, where they are missing.
    pub fn seeing(self) -> Option<Self> {
        let mut core = self.core.clone();
        core.inference =
            Inference::open(calotype_inference::Settings::new(cached("CALOTYPE_MODELS__DIR", "models")));
        for task in [Task::FaceDetection, Task::FaceRecognition] {
            if let Availability::Missing(why) = core.inference.available(task) {
                require::skipped(why);
                return None;
            }
        }
        Some(Self::around(core, self.place))
    }

    /// Another node over the same database, data directory, secrets and clock, sharing no memory but the clock.
    pub async fn second_node(&self) -> Self {
        let db = self.place.db.open_again().await;
        let core = wire(db, Config::clone(&self.core.config), self.clock.clone()).await;
        Self::around(core, self.place.clone())
    }

    /// The same server over a bucket of a real S3 server, which lasts as long as the second value; `None` where there is no such
    /// server.
    pub async fn in_bucket(&self) -> Option<(Self, TestBucket)> {
        let bucket = calotype_testkit::s3::bucket().await?;
        let mut config = Config::clone(&self.core.config);
        config.objects.s3_bucket = Some(bucket.name.clone());
        config.objects.s3_endpoint = Some(bucket.endpoint());
        config.objects.s3_region = Some(bucket.region().to_owned());
        config.objects.s3_access_key = Some(bucket.access_key().to_owned());
        config.objects.s3_secret_key = Some(bucket.secret_key().to_owned().into());
        let core = wire(self.core.db.clone(), config, self.clock.clone()).await;
        Some((Self::around(core, self.place.clone()), bucket))
    }

    /// Another node over the same database, whose object store does not answer.
    pub async fn second_node_without_store(&self) -> Self {
        let mut config = Config::clone(&self.core.config);
        // The port of a service that nobody runs.
        config.objects.s3_endpoint = Some("http://127.0.0.1:9".to_owned());
        let core = wire(self.place.db.open_again().await, config, self.clock.clone()).await;
        Self::around(core, self.place.clone())
    }

    /// The directory of everything this server keeps.
    pub fn data_dir(&self) -> &Path {
        self.place.data.path()
    }

    /// The routing table, for requests made by hand.
    pub fn service(&self) -> Router {
        self.service.clone()
    }

    /// Asks without credentials. Before [`TestApp::set_up`] the library is not initialised.
    pub fn anonymous(&self) -> Client {
        Client::new(self.service())
    }

    /// The administrator `ada` of a library that is set up.
    pub async fn admin(&self) -> Client {
        self.set_up().await;
        self.log_in("ada").await
    }

    /// A user of a library that is set up, made at the first call. `PASSWORD` is the password.
    pub async fn user(&self, username: &str) -> Client {
        self.set_up().await;
        self.ensure_user(username, Role::User).await;
        self.log_in(username).await
    }

    /// Brings the library to the phase `ready`: an administrator `ada` and a primary repository. Repeatable.
    pub async fn set_up(&self) {
        self.ensure_user("ada", Role::Admin).await;
        self.ensure_primary_repository().await;
    }

    /// A client with a fresh access token of an existing user, without a login attempt.
    pub async fn log_in(&self, username: &str) -> Client {
        let user = self.find_user(username).await.expect("the user exists");
        let role = if user.is_admin { Role::Admin } else { Role::User };
        let subject = Subject { id: user.id, number: user.number, username: username.to_owned(), role };
        let (token, _) = tokens::issue_access(&self.core, &subject).unwrap();
        self.anonymous().with_token(token).being(user.id, user.number)
    }

    async fn find_user(&self, username: &str) -> Option<users::User> {
        let mut conn = self.core.db.read().await.unwrap();
        users::get_by_username(&mut conn, tenants::HOME, username).await.unwrap()
    }

    pub async fn ensure_user(&self, username: &str, role: Role) {
        if self.find_user(username).await.is_some() {
            return;
        }
        let password_hash = calotype_core::auth::password::hash(PASSWORD.to_owned()).await.unwrap();
        let now = self.clock.now();
        let mut tx = self.core.db.write().await.unwrap();
        let new = users::NewUser {
            tenant: tenants::HOME,
            username,
            display_name: username,
            password_hash: &password_hash,
            webauthn_handle: username.as_bytes().to_vec(),
        };
        let id = users::insert(&mut tx, new, now).await.unwrap();
        if role == Role::Admin {
            users::grant_admin(&mut tx, id, tenants::HOME, now).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Registers a primary repository without an owner, unless there is one.
    pub async fn ensure_primary_repository(&self) {
        let actor = calotype_core::Actor::system();
        let input = calotype_core::repositories::create::NewRepository {
            name: "Primary".to_owned(),
            role: Some("primary".to_owned()),
            ..Default::default()
        };
        match calotype_core::repositories::create::create(&self.core, &actor, &input).await {
            Ok(_) => {}
            Err(error) if error.code == "primary_exists" => {}
            Err(error) => panic!("{error}"),
        }
    }

    /// What was recorded, newest first.
    pub async fn events(&self) -> Vec<Event> {
        events::latest(&mut self.core.db.read().await.unwrap(), tenants::HOME, 1000).await.unwrap()
    }

    /// Serves on a real socket until the answer is dropped.
    pub async fn listen(&self) -> Listening {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = self.service().into_make_service_with_connect_info::<SocketAddr>();
        let task = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        // reqwest refuses to be built without a TLS provider; another test of this process may have installed it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Listening { url: format!("http://{address}"), client: reqwest::Client::new(), task }
    }
}

/// A server that answers on a socket.
pub struct Listening {
    /// `http://127.0.0.1:<port>`.
    pub url: String,
    /// Asks it over the network.
    pub client: reqwest::Client,
    task: JoinHandle<()>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The defaults of the product in a private directory; limits that would slow tests down are wide.
fn config(data_dir: &Path) -> Config {
    let mut config = Config { data_dir: data_dir.to_owned(), ..Config::default() };
    config.http.auth_attempts_per_minute = 1_000_000;
    config.auth.failed_logins_per_minute = 1_000_000;
    config.portal.logins_per_minute = 1_000_000;
    config.rates.upload_per_minute = 0;
    config.rates.hosting_requests = 0;
    // A story that scans says so.
    config.library.scan_enabled = false;
    config
}

/// A photograph we made, 1600×1200, with camera, lens, place and time.
pub const MEADOW: &[u8] = include_bytes!("../../../../testdata/meadow.jpg");

impl TestApp {
    /// Runs every job that is due, and those that follow, to the end.
    pub async fn run_jobs(&self) {
        let registry = calotype_core::jobs::registry().unwrap();
        let settings = calotype_queue::Settings::default();
        let workers = calotype_queue::Workers::start(&self.core.db, registry, self.core.clone(), settings);
        workers.idle().await.unwrap();
        workers.shutdown(Duration::from_secs(10)).await;
    }

    /// Uploads [`MEADOW`] and answers what the server said.
    pub async fn upload_to(
        &self,
        client: &Client,
        repository: Option<&str>,
        name: &str,
    ) -> serde_json::Value {
        let mut form = crate::client::Form::new();
        if let Some(id) = repository {
            form = form.text("repository_id", id);
        }
        client.multipart("/api/v1/assets", form.file("file", name, "image/jpeg", MEADOW)).await.ok()
    }

    /// All files below a folder of the library, relative to it, sorted.
    pub fn files_in(&self, folder: &str) -> Vec<String> {
        fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(root, &path, found);
                } else {
                    found.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        let root = self.core.config.library_root().join(folder);
        let mut found = Vec::new();
        walk(&root, &root, &mut found);
        found.sort();
        found
    }
}

/// One of the public photographs that `scripts/setup test` fetches; `None`, having said so, where it is missing.
pub fn photograph(name: &str) -> Option<Vec<u8>> {
    let path = cached("CALOTYPE_TOOLS", "tools").join("photographs").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            require::skipped(format!("{}: {error}; `scripts/setup test` fetches it", path.display()));
            None
        }
    }
}

/// Where something that was fetched for the tests lies.
fn cached(variable: &str, name: &str) -> std::path::PathBuf {
    std::env::var_os(variable).map_or_else(
        || Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/calotype").join(name),
        std::path::PathBuf::from,
    )
}

/// The binary of this build: its sandbox role is the decoder of the server under test.
fn binary() -> std::path::PathBuf {
    let path = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("calotype");
    assert!(path.exists(), "{} is missing: build the whole workspace", path.display());
    path
}

/// Builds the handles: the test's counterpart of the binary's wiring.
async fn wire(db: Db, config: Config, clock: Clock) -> App {
    let secret = RootSecret::load_or_create(&config.data_dir.join("root.key")).unwrap();
    let objects = objects(&config);
    let sandbox = SandboxSettings { program: binary(), children: 1, ..SandboxSettings::default() };
    let timeout = Duration::from_secs(config.media.timeout_seconds);
    let media = Media::start(MediaConfig { sandbox, timeout, ..MediaConfig::default() }).await;
    std::fs::create_dir_all(config.data_dir.join("tmp")).unwrap();
    let fetcher = Fetcher::new(&config.fetch).unwrap();
    let variants = Variants::new(config.hosting.cache_bytes);
    App {
        db,
        objects,
        media,
        config: Arc::new(config),
        secret,
        inference: Inference::without_models(),
        clock,
        fetcher,
        rates: Rates::default(),
        usage: Usage::default(),
        views: Views::default(),
        variants,
        recent: Recent::default(),
        ready: Ready::default(),
        upload_turns: Arc::new(Semaphore::new(32)),
        work_turns: Arc::new(Semaphore::new(32)),
    }
}

fn objects(config: &Config) -> Objects {
    let settings = &config.objects;
    let Some(bucket) = settings.s3_bucket.clone() else {
        return Objects::on_disk(config.data_dir.join("objects")).unwrap();
    };
    let credentials = settings.s3_access_key.clone().zip(settings.s3_secret_key.clone());
    let s3 = S3Config {
        endpoint: settings.s3_endpoint.clone(),
        public_endpoint: settings.s3_public_endpoint.clone(),
        path_style: settings.s3_path_style,
        region: settings.s3_region.clone().unwrap(),
        bucket,
        prefix: settings.s3_prefix.clone(),
        credentials,
    };
    Objects::on_s3(&s3).unwrap()
}

/// Waits for something another task does, for at most ten seconds.
pub async fn eventually<F: Future<Output = bool>>(what: &str, check: impl Fn() -> F) {
    for _ in 0..1000 {
        if check().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never happened: {what}");
}

/// Makes two tests of each story `async fn(app: TestApp)`: `story::sqlite` and `story::postgres`.
macro_rules! on_both_engines {
    ($($story:ident),+ $(,)?) => {$(
        mod $story {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let db = calotype_store::testing::TestDb::sqlite().await;
                Box::pin(super::$story($crate::app::TestApp::start(db).await)).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(db) = calotype_store::testing::TestDb::postgres().await {
                    Box::pin(super::$story($crate::app::TestApp::start(db).await)).await;
                }
            }
        }
    )+};
}
pub(crate) use on_both_engines;

/// Makes one more test of each story, over a bucket of a real S3 server: `over_s3::story`.
macro_rules! over_s3 {
    ($($story:ident),+ $(,)?) => {
        mod over_s3 {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                let app = $crate::app::TestApp::start(calotype_store::testing::TestDb::sqlite().await).await;
                if let Some((app, _bucket)) = app.in_bucket().await {
                    Box::pin(super::$story(app)).await;
                }
            }
        )+}
    };
}
pub(crate) use over_s3;
