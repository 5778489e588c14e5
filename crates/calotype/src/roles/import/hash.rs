//! BLAKE3 of files, read piece by piece off the async threads.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const PIECE: usize = 1024 * 1024;

/// Hash and length of a file. Ends early, with an error, once `stop` is set: a file may take minutes.
pub(super) async fn hash(path: PathBuf, stop: Arc<AtomicBool>) -> io::Result<(String, u64)> {
    let work = move || {
        let mut file = File::open(path)?;
        let (mut hasher, mut size) = (blake3::Hasher::new(), 0);
        let mut piece = vec![0; PIECE];
        loop {
            if stop.load(Ordering::Relaxed) {
                return Err(io::Error::other("stopped"));
            }
            match file.read(&mut piece) {
                Ok(0) => return Ok((hasher.finalize().to_hex().to_string(), size)),
                Ok(read) => {
                    hasher.update(&piece[..read]);
                    size += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    };
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}
