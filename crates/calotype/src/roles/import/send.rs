//! One file on its way: small ones in one request, large ones in pieces that survive an interruption.
//!
//! Both are safe to repeat. Before anything is sent again the server is asked whether it arrived after all.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::Duration;

use bytes::{BufMut as _, Bytes, BytesMut};
use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Client, Payload, Trouble};
use super::find::Item;
use super::show::Progress;

/// Size of a piece, and the largest file that goes in one request. Fixed, because a session goes on only with pieces of the
/// size it began with; and so many bytes per file on its way are all that is held in memory.
const PIECE: u64 = 8 * 1024 * 1024;

/// How often a file that is complete on the server is asked for before it is given up, and the pause between.
const PATIENCE: (u32, Duration) = (60, Duration::from_secs(5));

/// A file whose content is known.
#[derive(Debug, Clone)]
pub(super) struct Hashed {
    pub(super) item: Item,
    pub(super) hash: String,
    pub(super) size: u64,
}

/// What became of it.
#[derive(Debug)]
pub(super) enum Sent {
    /// The server took it.
    New(String),
    /// It was there already.
    There(String),
}

/// Which of these contents the server has, with the asset of each.
pub(super) async fn known(
    client: &Client,
    repository: Option<&str>,
    hashes: &[&str],
) -> Result<Vec<(String, String)>, Trouble> {
    let body = json!({"repository_id": repository, "hashes": hashes});
    let answer =
        client.ask(Method::POST, "/assets/exist", Payload::Json(body)).await.map_err(Trouble::fatal)?;
    let answer = answer.json()?;
    let known = answer["known"].as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    Ok(known.iter().filter_map(|k| Some((text(&k["hash"])?, text(&k["asset_id"])?))).collect())
}

/// Sends a file, whatever it takes.
pub(super) async fn send(
    client: &Client,
    repository: Option<&str>,
    file: &Hashed,
    progress: &Progress,
) -> Result<(Sent, u64), Trouble> {
    let mut way = Way { client, repository, file, progress, shown: 0, bytes: 0, round: 0 };
    let (mut attempt, mut unclear) = (0, 0);
    loop {
        let done = if file.size <= PIECE { way.whole().await } else { way.pieces().await };
        match done {
            Err(passing @ Trouble::Passing { .. }) => {
                progress.say(format!("{}; trying again", passing.text()));
                // A restart may take all attempts, but what went well in between begins the count again.
                if std::mem::take(&mut way.round) > 0 {
                    attempt = 0;
                }
                client.wait(&mut attempt, passing).await?;
            }
            Err(other) => return Err(other),
            Ok(Some(sent)) => {
                way.show(file.size);
                return Ok((sent, way.bytes));
            }
            Ok(None) => unclear += 1,
        }
        if let Some(asset) = way.arrived().await? {
            way.show(file.size);
            return Ok((Sent::There(asset), way.bytes));
        }
        if unclear > 3 {
            return Err(Trouble::refused("the server says it has the file, and does not show it"));
        }
    }
}

/// A file on its way.
struct Way<'a> {
    client: &'a Client,
    repository: Option<&'a str>,
    file: &'a Hashed,
    progress: &'a Progress,
    /// Bytes the display has counted.
    shown: u64,
    /// Bytes that went over the wire.
    bytes: u64,
    /// Pieces that arrived since the last trouble.
    round: u32,
}

impl Way<'_> {
    fn show(&mut self, done: u64) {
        self.progress.advance(done.saturating_sub(self.shown));
        self.shown = self.shown.max(done);
    }

    async fn arrived(&self) -> Result<Option<String>, Trouble> {
        let known = known(self.client, self.repository, &[&self.file.hash]).await?;
        Ok(known.into_iter().next().map(|(_, asset)| asset))
    }

    async fn whole(&mut self) -> Result<Option<Sent>, Trouble> {
        let bytes = self.read(0, self.file.size).await?;
        let result = self.post(&format!("single_{}", self.file.hash), bytes).await?;
        self.outcome(&result)
    }

    /// Sends the pieces that are missing, in their order, so that the number of those that arrived says which.
    async fn pieces(&mut self) -> Result<Option<Sent>, Trouble> {
        let total = self.file.size.div_ceil(PIECE);
        let mut name = 0;
        for _ in 0..PATIENCE.0 {
            let session = format!("{}-{}-{name}", self.file.hash, self.repository.unwrap_or("primary"));
            let arrived = match self.progress_of(&session).await? {
                (status, _) if status == "completed" => {
                    // Completed, and not there: what it became was thrown away. Under another name it can begin again.
                    name += 1;
                    if let Some(asset) = self.arrived().await? {
                        return Ok(Some(Sent::There(asset)));
                    }
                    continue;
                }
                (status, _) if status == "failed" => 0,
                // The last one again makes the server finish what it could not before it was stopped.
                (_, arrived) => arrived.min(total - 1),
            };
            self.show(arrived * PIECE);
            for index in arrived..total {
                let offset = index * PIECE;
                let bytes = self.read(offset, PIECE.min(self.file.size - offset)).await?;
                let result = self.post(&format!("chunk_{session}_{index}_{total}"), bytes).await?;
                if result["error"] == "session_completed" || result["error"] == "session_expired" {
                    return Ok(None);
                }
                if let Some(sent) = self.outcome(&result)? {
                    return Ok(Some(sent));
                }
                self.round += 1;
                self.show((index + 1) * PIECE);
            }
            // All are there, and somebody else puts them together, or did until the server was stopped.
            tokio::time::sleep(PATIENCE.1).await;
            if let Some(asset) = self.arrived().await? {
                return Ok(Some(Sent::New(asset)));
            }
        }
        Err(Trouble::refused("the server has all of it and does not put it together"))
    }

    async fn progress_of(&self, session: &str) -> Result<(String, u64), Trouble> {
        let path = format!("/assets/batch/progress?session_ids={session}");
        let answer = self.client.ask(Method::GET, &path, Payload::Nothing).await?.json()?;
        let session = &answer["sessions"][0];
        let status = session["status"].as_str().unwrap_or_default().to_owned();
        Ok((status, session["received_chunks"].as_u64().unwrap_or(0)))
    }

    /// Posts one part of a form and answers what became of it.
    async fn post(&mut self, part: &str, bytes: Bytes) -> Result<Value, Trouble> {
        let path = match self.repository {
            Some(id) => format!("/assets/batch?repository_id={id}"),
            None => "/assets/batch".to_owned(),
        };
        let boundary = format!("calotype-{:032x}", rand::random::<u128>());
        let length = bytes.len() as u64;
        let form = form(&boundary, part, &self.file.item.path, &bytes);
        drop(bytes);
        let kind = format!("multipart/form-data; boundary={boundary}");
        let body = Payload::Bytes(kind, Some(self.file.hash.clone()), form);
        self.bytes += length;
        let answer = self.client.ask_once(Method::POST, &path, body).await?;
        Ok(answer.json()?["results"][0].clone())
    }

    fn outcome(&self, result: &Value) -> Result<Option<Sent>, Trouble> {
        let text = |name: &str| result[name].as_str().unwrap_or_default().to_owned();
        if result["success"] == true {
            return Ok(result["asset_id"].as_str().map(|asset| Sent::New(asset.to_owned())));
        }
        match text("error").as_str() {
            // It arrived before; the question that follows finds it.
            "duplicate" => Ok(None),
            "hash_mismatch" => Err(changed()),
            "upload_interrupted" => Err(Trouble::Passing { pause: None, reason: text("message") }),
            code => Err(Trouble::Refused { code: code.to_owned(), message: text("message") }),
        }
    }

    async fn read(&self, offset: u64, length: u64) -> Result<Bytes, Trouble> {
        let path = self.file.item.path.clone();
        let work = move || {
            let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
            File::open(path)?.read_exact_at(&mut bytes, offset)?;
            Ok(bytes)
        };
        match tokio::task::spawn_blocking(work).await.map_err(std::io::Error::other).flatten() {
            Ok(bytes) => Ok(Bytes::from(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Err(changed()),
            Err(error) => Err(Trouble::refused(format!("unreadable: {error}"))),
        }
    }
}

fn changed() -> Trouble {
    Trouble::refused("the file was changed while it was read")
}

/// A form of one file. Names go as browsers send them, UTF-8 between quotes, without what would end the quotes or the line.
fn form(boundary: &str, part: &str, path: &Path, bytes: &[u8]) -> Bytes {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name: String =
        name.chars().map(|c| if c.is_control() || matches!(c, '"' | '\\') { '_' } else { c }).collect();
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let tail = format!("\r\n--{boundary}--\r\n");
    let mut form = BytesMut::with_capacity(head.len() + bytes.len() + tail.len());
    form.put_slice(head.as_bytes());
    form.put_slice(bytes);
    form.put_slice(tail.as_bytes());
    form.freeze()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_quotes() {
        let form = form("b", "single_x", Path::new("a\"\r\nX: y\\.jpg"), b"12");
        let head = "--b\r\nContent-Disposition: form-data; name=\"single_x\"; filename=\"a___X: y_.jpg\"\r\n";
        assert!(form.starts_with(head.as_bytes()), "{form:?}");
        assert!(form.ends_with(b"\r\n\r\n12\r\n--b--\r\n"));
    }
}
