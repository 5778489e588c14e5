//! Two servers and two workers over one PostgreSQL database and one bucket, each with a data directory of its own, as on four
//! machines.

use std::process::{Child, Command, Stdio};

use calotype_testkit::postgres::{self, TestDatabase};
use calotype_testkit::program;
use calotype_testkit::s3::{self, TestBucket};
use calotype_testkit::tmp::{self, DataDir};
use serde_json::Value;

use crate::server::PROGRAM;

/// A process of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Process {
    Server(usize),
    Worker(usize),
}

pub(crate) struct Cluster {
    // Dropped first: what works on the place, and then the place.
    pub(crate) servers: [program::Server; 2],
    workers: [Child; 2],
    place: Place,
}

/// What the processes share, and what each has for itself.
struct Place {
    database: TestDatabase,
    bucket: TestBucket,
    library: DataDir,
    homes: [DataDir; 4],
}

impl Cluster {
    /// `None` where the machine has no PostgreSQL or no S3 server.
    pub(crate) async fn start() -> Option<Self> {
        let place = Place {
            database: postgres::empty_database().await?,
            bucket: s3::bucket().await?,
            library: tmp::data_dir(),
            homes: std::array::from_fn(|_| tmp::data_dir()),
        };
        let first = program::Server::start(place.serve(0)).await;
        let second = first.join(place.serve(1));
        let workers = [place.work(0), place.work(1)];
        Some(Self { servers: [first, second], workers, place })
    }

    /// SIGKILL.
    pub(crate) fn kill(&mut self, process: Process) {
        match process {
            Process::Server(index) => self.servers[index].kill(),
            Process::Worker(index) => {
                self.workers[index].kill().unwrap();
                self.workers[index].wait().unwrap();
            }
        }
    }

    pub(crate) fn restart(&mut self, process: Process) {
        match process {
            Process::Server(index) => self.servers[index].restart(self.place.serve(index)),
            Process::Worker(index) => self.workers[index] = self.place.work(index),
        }
    }

    /// A key of a program.
    pub(crate) fn key(&self) -> String {
        self.run(&["keys", "create", "--scopes", "upload:read,upload:write,job:read"]).trim().to_owned()
    }

    /// A super administrator of the portal: name and password.
    pub(crate) fn administrator(&self) -> (&'static str, String) {
        let email = "root@example.org";
        let made: Value =
            serde_json::from_str(&self.run(&["admin", "create-portal-admin", email, "--json"])).unwrap();
        (email, made["password"].as_str().unwrap().to_owned())
    }

    /// One command of an operator, on the machine of the first server.
    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).arg("--data-dir").arg(self.place.homes[0].path());
        let output = self.place.settle(command).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Place {
    fn serve(&self, index: usize) -> Command {
        let mut command = program::serve(PROGRAM, self.homes[index].path());
        command
            .env("CALOTYPE_JOBS__IN_SERVER", "false")
            .env("CALOTYPE_RATES__UPLOAD_PER_MINUTE", "0")
            .env("CALOTYPE_RATES__HOSTING_REQUESTS", "0");
        self.settle(command)
    }

    fn work(&self, index: usize) -> Child {
        let mut command = Command::new(PROGRAM);
        command.arg("worker").arg("--data-dir").arg(self.homes[2 + index].path());
        command.env("CALOTYPE_LOG__FORMAT", "text").env("CALOTYPE_LOG__FILTER", "calotype=warn");
        self.settle(command).stdout(Stdio::null()).spawn().unwrap()
    }

    /// The configuration that all machines have.
    fn settle(&self, mut command: Command) -> Command {
        command
            .env("CALOTYPE_DATABASE__URL", self.database.url())
            .env("CALOTYPE_LIBRARY__ROOT", self.library.path())
            .env("CALOTYPE_OBJECTS__S3_BUCKET", &self.bucket.name)
            .env("CALOTYPE_OBJECTS__S3_ENDPOINT", self.bucket.endpoint())
            .env("CALOTYPE_OBJECTS__S3_REGION", self.bucket.region())
            .env("CALOTYPE_OBJECTS__S3_ACCESS_KEY", self.bucket.access_key())
            .env("CALOTYPE_OBJECTS__S3_SECRET_KEY", self.bucket.secret_key())
            .env("CALOTYPE_AUTH__ROOT_SECRET", "5c".repeat(32))
            .env("CALOTYPE_AUTH__ACCESS_TOKEN_SECONDS", "86400")
            // The jobs of a dead process do not wait for a minute.
            .env("CALOTYPE_JOBS__LEASE_SECONDS", "5");
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for child in &mut self.workers {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
