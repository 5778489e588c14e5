//! Removing what killed processes and vanished clients left behind.

use std::collections::HashSet;
use std::time::Duration;

use calotype_store::{assets, repositories as repository_store, tenants, uploads};

use crate::app::App;
use crate::error::Result;
use crate::repositories;
use crate::uploads::folder_id;

/// A session this long without a piece is over: the documented idle time.
pub const SESSION_IDLE: Duration = Duration::from_secs(30 * 60);

/// A staged file this old that no row refers to was left by a process that died.
pub const STAGED_AGE: Duration = Duration::from_secs(3600);

/// Sweeps; answers how many files and folders went.
///
/// # Errors
/// Any database failure. A repository that is not there is left for the next time.
pub async fn sweep(app: &App) -> Result<u64> {
    let idle = i64::try_from(SESSION_IDLE.as_micros()).unwrap_or(i64::MAX);
    let mut conn = app.db.write().await?;
    let forgotten = uploads::forget_idle(&mut conn, app.clock.now() - idle).await?;
    conn.commit().await?;
    let mut removed = 0;
    let all = repository_store::list(&mut app.db.read().await?, tenants::HOME).await?;
    for repository in all {
        let folder = match repositories::open(&repository).await {
            Ok(folder) => folder,
            Err(error) => {
                tracing::warn!(repository = %repository.id, %error, "not swept: the folder is not there");
                continue;
            }
        };
        let sessions: Vec<_> = forgotten
            .iter()
            .filter(|(id, _)| *id == repository.id)
            .map(|(_, name)| folder.chunk_session(folder_id(name)))
            .collect();
        let staged: HashSet<String> =
            assets::staged_paths(&mut app.db.read().await?, repository.id).await?.into_iter().collect();
        // The set was read before the directory is: a file that is staged meanwhile is younger than the age.
        removed += calotype_files::blocking(move || {
            let mut removed = 0;
            for session in sessions {
                session.remove()?;
                removed += 1;
            }
            removed += folder.sweep_staging(STAGED_AGE, |path| Ok(staged.contains(path.as_str())))?;
            removed += folder.sweep_chunks(STAGED_AGE)?;
            Ok(removed)
        })
        .await?;
    }
    Ok(removed)
}
