//! A web site with a script.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What a site does with a request.
#[derive(Clone)]
pub(super) enum Act {
    /// Sends this, and closes.
    Say(String),
    /// Sends this, then zeros without end.
    Flood(String),
    /// Sends this, then nothing more.
    Stall(String),
}

/// A complete answer.
pub(super) fn page(head: &str, body: &str) -> Act {
    Act::Say(format!("HTTP/1.1 200 OK\r\n{head}content-length: {}\r\n\r\n{body}", body.len()))
}

/// A redirect.
pub(super) fn moved(to: &str) -> Act {
    Act::Say(format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n"))
}

/// A listening site that remembers what it was sent.
pub(super) struct Site {
    pub(super) address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// A site at an address of this machine; each path has its act, others 404.
    pub(super) async fn start(at: &str, paths: Vec<(&'static str, Act)>) -> Self {
        let listener = TcpListener::bind(at).await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let log = heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, paths.clone(), log.clone()));
            }
        });
        Self { address, heard }
    }

    /// The requests that came, head and all. A connection without a request counts as an empty one.
    pub(super) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

async fn serve(mut stream: TcpStream, paths: Vec<(&'static str, Act)>, log: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    log.lock().unwrap().push(head.clone());
    let path = head.split(' ').nth(1).unwrap_or_default();
    let nothing = Act::Say("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_owned());
    let act = paths.into_iter().find(|(known, _)| *known == path).map_or(nothing, |(_, act)| act);
    // The other side may hang up whenever it has enough.
    match act {
        Act::Say(text) => drop(stream.write_all(text.as_bytes()).await),
        Act::Flood(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
            while stream.write_all(&[0; 4096]).await.is_ok() {}
        }
        Act::Stall(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
            drop(stream.read_u8().await);
        }
    }
}
