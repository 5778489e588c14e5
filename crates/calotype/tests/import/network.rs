//! A network between importer and server that can be counted, stopped and cut.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// The network.
#[derive(Clone)]
pub(crate) struct Network(Arc<State>);

struct State {
    url: String,
    upstream: Mutex<String>,
    /// Bytes that went to the server.
    sent: AtomicU64,
    /// Bytes after which nothing goes on.
    limit: AtomicU64,
    /// Connections still to be answered with 503.
    busy: AtomicU32,
    cut: Notify,
}

impl Network {
    pub(crate) async fn before(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let network = Self(Arc::new(State {
            url: format!("http://{}", listener.local_addr().unwrap()),
            upstream: Mutex::new(String::new()),
            sent: AtomicU64::new(0),
            limit: AtomicU64::new(u64::MAX),
            busy: AtomicU32::new(0),
            cut: Notify::new(),
        }));
        network.lead_to(server);
        let state = network.0.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let state = state.clone();
                tokio::spawn(async move {
                    tokio::select! { () = state.connect(client) => {}, () = state.cut.notified() => {} }
                });
            }
        });
        network
    }

    pub(crate) fn url(&self) -> String {
        self.0.url.clone()
    }

    pub(crate) fn lead_to(&self, server: &str) {
        *self.0.upstream.lock().unwrap() = server.trim_start_matches("http://").to_owned();
    }

    pub(crate) fn sent(&self) -> u64 {
        self.0.sent.load(Ordering::SeqCst)
    }

    /// Nothing goes on after so many more bytes.
    pub(crate) fn stop_after(&self, bytes: u64) {
        self.0.limit.store(self.sent() + bytes, Ordering::SeqCst);
    }

    pub(crate) fn go_on(&self) {
        self.0.limit.store(u64::MAX, Ordering::SeqCst);
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.sent() >= self.0.limit.load(Ordering::SeqCst)
    }

    /// Ends all connections.
    pub(crate) fn cut(&self) {
        self.0.cut.notify_waiters();
    }

    /// Answers the next connections with 503.
    pub(crate) fn be_busy(&self, connections: u32) {
        self.0.busy.store(connections, Ordering::SeqCst);
    }
}

impl State {
    async fn connect(&self, mut client: TcpStream) {
        let busy = |count: u32| count.checked_sub(1);
        if self.busy.fetch_update(Ordering::SeqCst, Ordering::SeqCst, busy).is_ok() {
            let _ = client.read(&mut [0; 65536]).await;
            let answer =
                b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = client.write_all(answer).await;
            return;
        }
        let upstream = self.upstream.lock().unwrap().clone();
        let Ok(server) = TcpStream::connect(upstream).await else { return };
        let (mut from_client, mut to_client) = client.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        let up = async {
            let mut piece = vec![0; 64 * 1024];
            while let Ok(read @ 1..) = from_client.read(&mut piece).await {
                while self.sent.load(Ordering::SeqCst) >= self.limit.load(Ordering::SeqCst) {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                if to_server.write_all(&piece[..read]).await.is_err() {
                    return;
                }
                self.sent.fetch_add(read as u64, Ordering::SeqCst);
            }
        };
        let down = async {
            let _ = tokio::io::copy(&mut from_server, &mut to_client).await;
        };
        tokio::select! { () = up => {}, () = down => {} }
    }
}
