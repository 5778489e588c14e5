//! A load of plain GET requests over connections that stay open. An HTTP library would cost more than the servers that are
//! measured.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// A connection on which one address is asked for, again and again.
pub(crate) struct Connection {
    stream: TcpStream,
    request: Vec<u8>,
    buffer: Vec<u8>,
}

impl Connection {
    /// Opens one. `url` is `http://address/path`.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let rest = url.strip_prefix("http://").context("not an address of plain HTTP")?;
        let (address, path) = rest.split_once('/').context("an address without a path")?;
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let request = format!("GET /{path} HTTP/1.1\r\nHost: {address}\r\nAccept: */*\r\n\r\n").into_bytes();
        Ok(Self { stream, request, buffer: vec![0; 64 * 1024] })
    }

    /// Asks once; the bytes of the body.
    pub(crate) async fn get(&mut self) -> Result<usize> {
        self.stream.write_all(&self.request).await?;
        let mut filled = 0;
        let head = loop {
            let read = self.stream.read(&mut self.buffer[filled..]).await?;
            anyhow::ensure!(read > 0, "the server closed the connection");
            filled += read;
            if let Some(end) = self.buffer[..filled].windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let text = std::str::from_utf8(&self.buffer[..head])?.to_ascii_lowercase();
        anyhow::ensure!(text.starts_with("http/1.1 200"), "{}", text.lines().next().unwrap_or_default());
        let length: usize = text
            .lines()
            .find_map(|line| line.strip_prefix("content-length:"))
            .context("an answer without a length")?
            .trim()
            .parse()?;
        let mut left = length.saturating_sub(filled - head);
        while left > 0 {
            let room = left.min(self.buffer.len());
            let read = self.stream.read(&mut self.buffer[..room]).await?;
            anyhow::ensure!(read > 0, "the server closed the connection in an answer");
            left -= read;
        }
        Ok(length)
    }
}

/// Asks for one address over `connections` at once for a while; how many answers came.
pub(crate) async fn steady(url: &str, connections: usize, time: Duration) -> Result<u64> {
    let mut tasks = JoinSet::new();
    let end = Instant::now() + time;
    for _ in 0..connections {
        let mut connection = Connection::open(url).await?;
        tasks.spawn(async move {
            let mut answers = 0_u64;
            while Instant::now() < end {
                connection.get().await?;
                answers += 1;
            }
            Ok::<_, anyhow::Error>(answers)
        });
    }
    let mut answers = 0;
    while let Some(done) = tasks.join_next().await {
        answers += done??;
    }
    Ok(answers)
}

/// Holds `connections` open at once and asks over each of them; how many failed.
pub(crate) async fn crowd(url: &str, connections: usize) -> Result<usize> {
    let mut held = Vec::with_capacity(connections);
    let mut failed = 0;
    for _ in 0..connections {
        match Connection::open(url).await {
            Ok(connection) => held.push(connection),
            Err(_) => failed += 1,
        }
    }
    // All are open; now all ask, twice, so that none was only waiting to be taken.
    for _ in 0..2 {
        let mut tasks = JoinSet::new();
        for mut connection in held.drain(..) {
            tasks.spawn(async move { connection.get().await.map(|_| connection) });
        }
        while let Some(done) = tasks.join_next().await {
            match done? {
                Ok(connection) => held.push(connection),
                Err(_) => failed += 1,
            }
        }
    }
    Ok(failed)
}
