//! Models that a package carries in pieces, each named by its own checksum and listed in a table.

use std::collections::HashMap;

use serde::Deserialize;

use super::{Broken, broken};

/// Largest model that is put together, bytes.
const LARGEST: usize = 512 << 20;

#[derive(Deserialize)]
struct Listed {
    size: usize,
    chunks: Vec<Chunk>,
}

#[derive(Deserialize)]
struct Chunk {
    hash: String,
    offsets: [usize; 2],
}

fn listed(table: &[u8], name: &str) -> Result<Listed, Broken> {
    let mut all: HashMap<String, Listed> =
        serde_json::from_slice(table).map_err(|e| broken(format!("the table of chunks: {e}")))?;
    let listed = all.remove(name).ok_or_else(|| broken(format!("{name} is not in the table of chunks")))?;
    if listed.size > LARGEST
        || listed.chunks.iter().any(|c| c.offsets[0] > c.offsets[1] || c.offsets[1] > listed.size)
    {
        return Err(broken("chunks that do not fit"));
    }
    Ok(listed)
}

/// Which pieces make up `name`.
pub(crate) fn chunk_names(table: &[u8], name: &str) -> Result<Vec<String>, Broken> {
    Ok(listed(table, name)?.chunks.into_iter().map(|chunk| chunk.hash).collect())
}

/// Puts `name` together. The result is checked as a whole, so the pieces are not.
pub(crate) fn join(table: &[u8], name: &str, pieces: &HashMap<String, Vec<u8>>) -> Result<Vec<u8>, Broken> {
    let listed = listed(table, name)?;
    let mut whole = vec![0; listed.size];
    for chunk in &listed.chunks {
        let [start, end] = chunk.offsets;
        let piece = pieces.get(&chunk.hash).and_then(|piece| piece.get(..end - start));
        whole[start..end].copy_from_slice(piece.ok_or_else(|| broken("a chunk is missing or short"))?);
    }
    Ok(whole)
}
