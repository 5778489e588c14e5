//! Image servers of others, each over a folder of photographs, and nginx, which serves files as they are.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use tempfile::TempDir;

use crate::cache;
use crate::process::Tree;

/// Whose server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// npm, sharp behind Node's own server.
    Ipx,
    /// Python, Pillow.
    Thumbor,
    /// Rust, jpegli.
    Oximg,
    /// No images, only files.
    Nginx,
}

impl Kind {
    pub(crate) const IMAGES: [Self; 3] = [Self::Ipx, Self::Thumbor, Self::Oximg];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ipx => "ipx",
            Self::Thumbor => "thumbor",
            Self::Oximg => "oximg",
            Self::Nginx => "nginx",
        }
    }

    /// Whether its program can be started.
    fn is_installed(self, folder: &Path) -> Result<bool> {
        let home = TempDir::new_in(cache::folder("run")?)?;
        let mut command = self.command(folder, 0, home.path())?;
        command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(match command.spawn() {
            Ok(mut child) => {
                child.kill()?;
                child.wait()?;
                true
            }
            Err(_) => false,
        })
    }

    /// The program over `folder`, for what it needs `home` is there.
    fn command(self, folder: &Path, port: u16, home: &Path) -> Result<Command> {
        let tools = tools()?;
        Ok(match self {
            Self::Ipx => {
                let mut node = Command::new("node");
                node.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/ipx.mjs"));
                node.arg(folder).arg(port.to_string());
                node
            }
            Self::Thumbor => {
                let config = home.join("thumbor.conf");
                let text = format!(
                    "LOADER = 'thumbor.loaders.file_loader'\nFILE_LOADER_ROOT_PATH = '{}'\n\
                     STORAGE = 'thumbor.storages.no_storage'\nALLOW_UNSAFE_URL = True\n",
                    folder.display()
                );
                std::fs::write(&config, text)?;
                let mut thumbor = Command::new(tools.join("thumbor/bin/thumbor"));
                thumbor.args(["-i", "127.0.0.1", "-p", &port.to_string(), "-l", "error", "-c"]).arg(config);
                thumbor
            }
            Self::Oximg => {
                let mut oximg = Command::new(tools.join("bin/oximg"));
                // It binds every interface unless told otherwise.
                oximg.arg("serve").env("OXIMG_BIND", "127.0.0.1").env("PORT", port.to_string());
                oximg.env("IMAGES_DIR", folder).env("QUALITY", "80").env("OXIMG_WEBP_QUALITY", "80");
                oximg
            }
            Self::Nginx => {
                let config = home.join("nginx.conf");
                // Workers of a root's nginx are nobody, who may not read our folder.
                let user = if is_root() { "user root;" } else { "" };
                let text = format!(
                    "daemon off; {user} worker_processes 2; error_log stderr crit; pid {home}/pid; events {{ worker_connections 8192; }}\n\
                     http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=100;\n\
                     client_body_temp_path {home}/a; proxy_temp_path {home}/b; fastcgi_temp_path {home}/c; uwsgi_temp_path {home}/d;\n\
                     scgi_temp_path {home}/e; types {{ image/webp webp; }}\n\
                     server {{ listen 127.0.0.1:{port} backlog=8192; root {folder}; }} }}\n",
                    home = home.display(),
                    folder = folder.display(),
                );
                std::fs::write(&config, text)?;
                let mut nginx = Command::new("nginx");
                nginx.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").arg("-p").arg(home).arg("-c").arg(config);
                nginx
            }
        })
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|process| std::os::unix::fs::MetadataExt::uid(&process) == 0)
}

/// Where `scripts/setup bench` puts what it installs.
pub(crate) fn tools() -> Result<PathBuf> {
    if let Some(tools) = std::env::var_os("CALOTYPE_TOOLS") {
        return Ok(tools.into());
    }
    Ok(cache::home()?.join("tools"))
}

/// A script of `benches/peers` in an environment of Python that `scripts/setup bench` made.
pub(crate) fn python(environment: &str, script: &str) -> Result<Command> {
    let python = tools()?.join(environment).join("bin/python");
    anyhow::ensure!(python.is_file(), "{environment} is not installed here; `make bench` installs it");
    let mut command = Command::new(python);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(script));
    Ok(command)
}

/// A running server; ended with this value.
pub(crate) struct Peer {
    pub(crate) kind: Kind,
    pub(crate) address: String,
    child: Child,
    _home: TempDir,
}

/// A start that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);

impl Peer {
    /// Starts those of some servers that are installed here, and says which are not.
    pub(crate) async fn start_all(kinds: &[Kind], folder: &Path) -> Result<Vec<Self>> {
        let mut peers = Vec::new();
        for kind in kinds {
            if kind.is_installed(folder)? {
                peers.push(Self::start(*kind, folder).await?);
            } else {
                println!("  {} is not installed here; `make bench` installs it", kind.name());
            }
        }
        Ok(peers)
    }

    /// Starts a server over a folder and waits until it takes connections.
    pub(crate) async fn start(kind: Kind, folder: &Path) -> Result<Self> {
        let home = TempDir::new_in(cache::folder("run")?)?;
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let log = home.path().join("log");
        let mut command = kind.command(folder, address.port(), home.path())?;
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&log)?);
        let child = command
            .spawn()
            .with_context(|| format!("{} cannot be started; `make bench` installs it", kind.name()))?;
        let mut peer = Self { kind, address: address.to_string(), child, _home: home };
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(address).await.is_err() {
            let ended = peer.child.try_wait()?.is_some();
            if ended || begun.elapsed() > PATIENCE {
                anyhow::bail!("{} did not start:\n{}", kind.name(), std::fs::read_to_string(&log)?);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(peer)
    }

    /// Its processes.
    pub(crate) fn tree(&self) -> Tree {
        Tree::of(self.child.id())
    }

    /// Where a file is, fitted into a square of `side` pixels, as WebP of quality 80; the file itself at nginx.
    pub(crate) fn url(&self, file: &str, side: u32) -> String {
        let path = match self.kind {
            Kind::Ipx => format!("s_{side}x{side},fit_inside,f_webp,q_80/{file}"),
            Kind::Thumbor => format!("unsafe/fit-in/{side}x{side}/filters:format(webp):quality(80)/{file}"),
            Kind::Oximg => format!("resize/{side}/{side}/{file}@webp"),
            Kind::Nginx => file.to_owned(),
        };
        format!("http://{}/{path}", self.address)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Asked to end, so that it ends its own children.
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        let begun = Instant::now();
        while asked.is_ok() && begun.elapsed() < Duration::from_secs(3) {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
