//! Which contents the caller has already: the question before an upload, so that nothing is sent twice.

use calotype_files::ContentHash;
use calotype_store::assets as store;
use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::repositories;

/// Most hashes of one question.
pub const MOST: usize = 1000;

/// A content that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// BLAKE3.
    pub hash: String,
    /// The oldest asset with it.
    pub asset: Uuid,
}

/// The contents of the list that the caller has in the repository, in no particular order. What is in the trash is not there:
/// an upload would be accepted.
///
/// # Errors
/// `unauthenticated`; `too_many`; `invalid_hash`; `repository_not_found`, `no_primary_repository`.
pub async fn exist(
    app: &App,
    actor: &Actor,
    repository: Option<Uuid>,
    hashes: &[String],
) -> Result<Vec<Known>> {
    let owner = access::user(actor)?;
    if hashes.len() > MOST {
        return Err(Error::invalid("too_many", format!("Ask for at most {MOST} hashes at once.")));
    }
    let hashes = hashes.iter().map(|hash| parse(hash)).collect::<Result<Vec<_>>>()?;
    let repository = repositories::target(app, actor, repository).await?;
    let rows =
        store::known_hashes(&mut app.db.read().await?, actor.tenant, repository.id, owner, &hashes).await?;
    Ok(rows.into_iter().map(|(hash, asset)| Known { hash, asset }).collect())
}

/// A hash as it is stored.
fn parse(text: &str) -> Result<String> {
    text.trim()
        .parse::<ContentHash>()
        .map(|hash| hash.to_string())
        .map_err(|_| Error::invalid("invalid_hash", "A hash has 64 hexadecimal digits."))
}
