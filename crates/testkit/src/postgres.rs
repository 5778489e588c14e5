//! A real PostgreSQL for tests: one throw-away cluster, a migrated template, a private copy per test.
//!
//! The server binaries come from Debian's `postgresql` package. `CALOTYPE_TEST_POSTGRES_URL` (a superuser's URL)
//! uses a running server instead. The cluster has every durability setting off and listens on a Unix socket
//! in a directory that only its owner can enter.

use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use sqlx::{Connection, Executor, PgConnection};
use tokio::sync::OnceCell;

use crate::require::or_skip;
use crate::shared::{self, Shared, Started};

/// How long a start may take on a busy machine; an idle one needs two seconds.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// A database of its own for one test, dropped with this value.
#[derive(Debug)]
pub struct TestDatabase {
    server: String,
    name: String,
}

impl TestDatabase {
    /// The `postgres://` URL of this database, with all rights.
    #[must_use]
    pub fn url(&self) -> String {
        with_database(&self.server, &self.name)
    }

    /// The database's name, for statements run from elsewhere.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // Drop cannot wait, and the runtime of the test may be single-threaded and on its way out.
        let dropping = std::thread::spawn(move || -> Result<()> {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(execute(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")))
        });
        match dropping.join() {
            Ok(Ok(())) => {}
            Ok(Err(error)) => eprintln!("test database {} stays: {error:#}", self.name),
            Err(_) => eprintln!("test database {} stays: the dropping thread panicked", self.name),
        }
    }
}

/// An empty database, or `None` (with a printed reason) where there is no PostgreSQL.
pub async fn empty_database() -> Option<TestDatabase> {
    let server = or_skip(server().await)?;
    Some(must(copy_of(server, "template0").await))
}

/// A copy of the template called `name`, which `migrate` fills when nobody has before.
///
/// `name` (at most 40 of `a-z0-9_`) must change with what `migrate` does, so that two checkouts never share a
/// template: put a fingerprint of the migrations in it. `migrate` gets the URL of an empty database and must have
/// closed its connections when it returns. Test processes that come at the same time migrate once.
///
/// `None`, with a printed reason, where there is no PostgreSQL.
///
/// # Panics
///
/// When there is a PostgreSQL but the migration or the copying fails: that is a failure of the test, not of the
/// machine.
pub async fn database_from_template(
    name: &str,
    migrate: impl AsyncFnOnce(String) -> Result<()>,
) -> Option<TestDatabase> {
    let server = or_skip(server().await)?;
    let template = must(template(server, name, migrate).await);
    Some(must(copy_of(server, &template).await))
}

/// Turns an error of a present server into a failed test.
#[allow(clippy::panic)]
fn must<T>(done: Result<T>) -> T {
    done.unwrap_or_else(|error| panic!("test database: {error:#}"))
}

async fn template(
    server: &str,
    name: &str,
    migrate: impl AsyncFnOnce(String) -> Result<()>,
) -> Result<String> {
    ensure!(
        !name.is_empty()
            && name.len() <= 40
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
        "a template name is 1 to 40 of a-z, 0-9 and _, not {name:?}"
    );
    let template = format!("calotype_template_{name}");
    let mut connection = PgConnection::connect(server).await?;
    // Released with the connection, however this ends.
    sqlx::query("SELECT pg_advisory_lock(hashtext($1))").bind(&template).execute(&mut connection).await?;
    let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(&template)
        .fetch_one(&mut connection)
        .await?;
    if !exists {
        let unfinished = format!("{template}_new");
        for statement in
            [format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"), create(&unfinished, "template0")]
        {
            connection.execute(sqlx::AssertSqlSafe(statement)).await?;
        }
        migrate(with_database(server, &unfinished)).await.context("the migration of the template failed")?;
        // The name is the mark of a finished template.
        let rename = format!("ALTER DATABASE {unfinished} RENAME TO {template}");
        connection
            .execute(sqlx::AssertSqlSafe(rename))
            .await
            .context("are all connections of the migration closed?")?;
    }
    connection.close().await?;
    Ok(template)
}

async fn copy_of(server: &str, template: &str) -> Result<TestDatabase> {
    let name = format!("calotype_test_{}", uuid::Uuid::new_v4().simple());
    execute(server, &create(&name, template)).await?;
    Ok(TestDatabase { server: server.to_owned(), name })
}

fn create(name: &str, template: &str) -> String {
    format!("CREATE DATABASE {name} TEMPLATE {template}")
}

async fn execute(server: &str, statement: &str) -> Result<()> {
    let mut connection = PgConnection::connect(server).await?;
    connection.execute(sqlx::AssertSqlSafe(statement.to_owned())).await?;
    connection.close().await?;
    Ok(())
}

/// Replaces the database in a `postgres://` URL.
fn with_database(server: &str, name: &str) -> String {
    let (url, query) =
        server.split_once('?').map_or((server, String::new()), |(url, query)| (url, format!("?{query}")));
    let authority_start = url.find("://").map_or(0, |at| at + 3);
    let authority_end = url[authority_start..].find('/').map_or(url.len(), |at| authority_start + at);
    format!("{}/{name}{query}", &url[..authority_end])
}

/// The URL of the maintenance database, of the given server or of our own cluster.
async fn server() -> Result<&'static str> {
    static SERVER: OnceCell<std::result::Result<Server, String>> = OnceCell::const_new();
    let server = SERVER
        .get_or_init(|| async {
            if let Ok(url) = std::env::var("CALOTYPE_TEST_POSTGRES_URL") {
                return Ok(Server { url, _ours: None });
            }
            let joined = tokio::task::spawn_blocking(|| {
                let binaries = find_binaries()?;
                shared::join("postgres", alive, |directory| start(&binaries, directory))
            });
            match joined.await {
                Ok(Ok(shared)) => Ok(Server { url: shared.facts.url(), _ours: Some(shared) }),
                Ok(Err(error)) => Err(format!("{error:#}")),
                Err(error) => Err(error.to_string()),
            }
        })
        .await;
    match server {
        Ok(server) => Ok(&server.url),
        Err(why) => bail!("no PostgreSQL: {why}"),
    }
}

#[derive(Debug)]
struct Server {
    url: String,
    /// Keeps our own cluster in use until the process ends.
    _ours: Option<Shared<Facts>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Facts {
    data: PathBuf,
    socket_directory: PathBuf,
}

impl Facts {
    fn url(&self) -> String {
        format!("postgres://postgres@localhost:5432/postgres?host={}", self.socket_directory.display())
    }
}

/// The socket answers before the server takes work; the last line of its pid file tells when it does.
fn alive(facts: &Facts) -> bool {
    let status = std::fs::read_to_string(facts.data.join("postmaster.pid")).unwrap_or_default();
    status.lines().last().is_some_and(|line| line.trim() == "ready")
        && UnixStream::connect(facts.socket_directory.join(".s.PGSQL.5432")).is_ok()
}

/// Debian keeps the server's programs of each version in a directory of its own; the newest wins.
fn find_binaries() -> Result<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    let installed = versions.into_iter().rev().map(|(_, path)| path);
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    installed
        .chain(std::env::split_paths(&on_path))
        .find(|path| path.join("initdb").is_file() && path.join("postgres").is_file())
        .context("its server programs are not installed (Debian: apt-get install postgresql)")
}

/// The user and group the server runs as: PostgreSQL refuses to be root, so root uses the package's user.
fn server_user() -> Result<Option<(u32, u32)>> {
    if !rustix::process::getuid().is_root() {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd")?;
    let user = users.lines().find(|line| line.starts_with("postgres:"));
    let mut fields = user.context("no user `postgres` to run it as")?.split(':').skip(2);
    let mut number = || fields.next().and_then(|field| field.parse().ok()).context("/etc/passwd is damaged");
    Ok(Some((number()?, number()?)))
}

fn start(binaries: &Path, directory: &Path) -> Result<Started<Facts>> {
    let user = server_user()?;
    let as_user = |command: &mut Command| {
        if let Some((uid, gid)) = user {
            command.uid(uid).gid(gid);
        }
    };
    let (data, socket_directory) = (directory.join("data"), directory.join("socket"));
    for path in [&data, &socket_directory] {
        std::fs::create_dir(path)?;
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
        if let Some((uid, gid)) = user {
            std::os::unix::fs::chown(path, Some(uid), Some(gid))?;
        }
    }

    let log = directory.join("log");
    let mut initdb = shared::daemon(&binaries.join("initdb"), &log)?;
    initdb.args(["--no-sync", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]);
    initdb.arg("-D").arg(&data);
    as_user(&mut initdb);
    ensure!(initdb.status()?.success(), "initdb failed: {}", tail(&log));

    let mut postgres = shared::daemon(&binaries.join("postgres"), &log)?;
    postgres.arg("-D").arg(&data).arg("-k").arg(&socket_directory);
    for setting in [
        "listen_addresses=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=400",
        "shared_buffers=64MB",
        "autovacuum_naptime=1h",
    ] {
        postgres.arg("-c").arg(setting);
    }
    as_user(&mut postgres);
    let mut server = postgres.spawn()?;

    let facts = Facts { data, socket_directory };
    let begun = Instant::now();
    while !alive(&facts) {
        if let Some(status) = server.try_wait()? {
            bail!("postgres ended at once ({status}): {}", tail(&log));
        }
        if begun.elapsed() > START_TIMEOUT {
            server.kill()?;
            bail!("postgres does not answer after {START_TIMEOUT:?}: {}", tail(&log));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(Started { facts, pid: server.id() })
}

/// The last lines of a log, for the reason of a failure.
fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().rev().take(5).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join(" / ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    async fn migrate(url: String) -> Result<()> {
        execute(&url, "CREATE TABLE pictures (id BIGINT PRIMARY KEY)").await
    }

    async fn count(url: &str) -> i64 {
        let mut connection = PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar("SELECT count(*) FROM pictures").fetch_one(&mut connection).await.unwrap()
    }

    #[tokio::test]
    async fn two_tests_share_a_template_and_no_rows() {
        let fingerprint = uuid::Uuid::new_v4().simple().to_string();
        let Some(first) = database_from_template(&fingerprint, migrate).await else { return };
        let second = database_from_template(&fingerprint, async |_| panic!("migrated twice")).await.unwrap();
        execute(&first.url(), "INSERT INTO pictures VALUES (1)").await.unwrap();
        assert_eq!((count(&first.url()).await, count(&second.url()).await), (1, 0));
        drop((first, second));
        let template = format!("DROP DATABASE calotype_template_{fingerprint}");
        execute(server().await.unwrap(), &template).await.unwrap();
    }

    #[tokio::test]
    async fn a_database_is_gone_after_its_test_even_with_open_connections() {
        let Some(database) = empty_database().await else { return };
        let url = database.url();
        let open = PgConnection::connect(&url).await.unwrap();
        drop(database);
        assert!(PgConnection::connect(&url).await.is_err());
        drop(open);
    }

    #[tokio::test]
    async fn a_failed_migration_leaves_no_template_behind() {
        let fingerprint = uuid::Uuid::new_v4().simple().to_string();
        let Ok(server) = server().await else { return crate::require::skipped("no PostgreSQL") };
        let failed = template(server, &fingerprint, async |_| bail!("half-way")).await;
        assert!(format!("{:#}", failed.unwrap_err()).contains("half-way"));
        let template = template(server, &fingerprint, migrate).await.unwrap();
        execute(server, &format!("DROP DATABASE {template}")).await.unwrap();
    }

    #[test]
    fn the_database_in_a_url_is_replaced_whatever_surrounds_it() {
        for (server, expected) in [
            ("postgres://u@h:5432/postgres?host=/tmp/x", "postgres://u@h:5432/db?host=/tmp/x"),
            ("postgres://u:p@h", "postgres://u:p@h/db"),
            ("postgres://h/old", "postgres://h/db"),
        ] {
            assert_eq!(with_database(server, "db"), expected);
        }
    }
}
