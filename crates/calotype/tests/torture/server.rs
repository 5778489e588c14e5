//! The real program, killed and started again over the same data.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use calotype_store::{Db, Location};
use calotype_testkit::postgres::TestDatabase;
use calotype_testkit::program;
use calotype_testkit::tmp::{self, DataDir};

const PROGRAM: &str = env!("CARGO_BIN_EXE_calotype");

pub(crate) struct Server {
    // Dropped first: what works on the place, and then the place.
    program: program::Server,
    workers: Vec<Child>,
    place: Place,
    _folder: DataDir,
}

/// What the processes work on.
struct Place {
    data: PathBuf,
    library: PathBuf,
    database: Option<TestDatabase>,
}

impl Deref for Server {
    type Target = program::Server;

    fn deref(&self) -> &program::Server {
        &self.program
    }
}

/// A process of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Process {
    Server,
    Worker(usize),
}

impl Server {
    pub(crate) async fn start(database: Option<TestDatabase>) -> Self {
        let folder = tmp::data_dir();
        let (data, library) = (folder.path().to_owned(), folder.path().join("library"));
        Self::begin(folder, data, library, database).await
    }

    /// A server that leaves the work to so many worker processes over the same database and folders.
    pub(crate) async fn start_with_workers(database: TestDatabase, workers: usize) -> Self {
        let mut server = Self::start(Some(database)).await;
        server.workers = (0..workers).map(|_| server.place.work()).collect();
        // Starts again without the jobs it did while it was alone.
        server.kill(Process::Server);
        server.restart(Process::Server);
        server
    }

    /// Everything on a disk of the caller's.
    pub(crate) async fn start_in(disk: &Path) -> Self {
        Self::begin(tmp::data_dir(), disk.join("data"), disk.join("library"), None).await
    }

    /// The library on a disk of the caller's, the database elsewhere.
    pub(crate) async fn start_with_library(disk: &Path, database: Option<TestDatabase>) -> Self {
        let folder = tmp::data_dir();
        let data = folder.path().to_owned();
        Self::begin(folder, data, disk.join("library"), database).await
    }

    /// The database on a disk of the caller's, the library elsewhere.
    pub(crate) async fn start_with_data(disk: &Path) -> Self {
        let folder = tmp::data_dir();
        let library = folder.path().join("library");
        Self::begin(folder, disk.join("data"), library, None).await
    }

    async fn begin(folder: DataDir, data: PathBuf, library: PathBuf, database: Option<TestDatabase>) -> Self {
        let place = Place { data, library, database };
        let program = program::Server::start(place.serve(true)).await;
        Self { program, workers: Vec::new(), place, _folder: folder }
    }

    /// SIGKILL.
    pub(crate) fn kill(&mut self, process: Process) {
        match process {
            Process::Server => self.program.kill(),
            Process::Worker(index) => {
                self.workers[index].kill().unwrap();
                self.workers[index].wait().unwrap();
            }
        }
    }

    pub(crate) fn restart(&mut self, process: Process) {
        match process {
            Process::Server => self.program.restart(self.place.serve(self.workers.is_empty())),
            Process::Worker(index) => self.workers[index] = self.place.work(),
        }
    }

    /// All of them, one after the other.
    pub(crate) fn processes(&self) -> Vec<Process> {
        (0..self.workers.len()).map(Process::Worker).chain([Process::Server]).collect()
    }

    /// How many workers there are beside the server.
    pub(crate) fn workers(&self) -> usize {
        self.workers.len()
    }

    /// The folder of the primary repository.
    pub(crate) fn repository(&self) -> PathBuf {
        self.place.library.join("primary")
    }

    /// The folder of what calotype made.
    pub(crate) fn objects(&self) -> PathBuf {
        self.place.data.join("objects")
    }

    /// A look behind the server.
    pub(crate) async fn db(&self) -> Db {
        let location = match &self.place.database {
            Some(database) => Location::Postgres(database.url()),
            None => Location::Sqlite(self.place.data.join("calotype.db")),
        };
        Db::open(&location).await.unwrap()
    }
}

impl Place {
    /// A server; without jobs when workers do them.
    fn serve(&self, jobs: bool) -> Command {
        let mut command = program::serve(PROGRAM, &self.data);
        command
            .env("CALOTYPE_JOBS__IN_SERVER", jobs.to_string())
            .env("CALOTYPE_LOG__FILTER", "calotype=warn,calotype_server=warn,calotype::roles::serve=info");
        self.settle(command)
    }

    fn work(&self) -> Child {
        let mut command = Command::new(PROGRAM);
        command.arg("worker").arg("--data-dir").arg(&self.data);
        command.env("CALOTYPE_LOG__FORMAT", "text").env("CALOTYPE_LOG__FILTER", "calotype=warn");
        self.settle(command).stdout(Stdio::null()).spawn().unwrap()
    }

    fn settle(&self, mut command: Command) -> Command {
        command
            .env("CALOTYPE_LIBRARY__ROOT", &self.library)
            // The tokens outlive the test, and the jobs of a dead process do not wait for a minute.
            .env("CALOTYPE_AUTH__ACCESS_TOKEN_SECONDS", "86400")
            .env("CALOTYPE_JOBS__LEASE_SECONDS", "5");
        if let Some(database) = &self.database {
            command.env("CALOTYPE_DATABASE__URL", database.url());
        }
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for child in &mut self.workers {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
