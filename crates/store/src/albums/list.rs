//! Albums with what a viewer sees of them.

use uuid::Uuid;

use super::row::{COLUMNS, ORDER, Overview, SEEN};
use crate::assets::{Page, View};
use crate::{Conn, Result, args};

/// `SELECT` of [`Overview`] from `albums b`; `$2` and `$3` as in [`SEEN`].
fn select() -> String {
    format!(
        "SELECT {COLUMNS},
            (SELECT COUNT(*) FROM album_assets m JOIN assets a ON a.id = m.asset_id
             WHERE m.album_id = b.id AND {SEEN}) AS asset_count,
            COALESCE((SELECT a.id FROM assets a WHERE a.id = b.cover_asset_id AND {SEEN}),
                (SELECT a.id FROM album_assets m JOIN assets a ON a.id = m.asset_id
                 WHERE m.album_id = b.id AND {SEEN} ORDER BY {ORDER} LIMIT 1)) AS display_cover_id
         FROM albums b "
    )
}

/// Whether something of the one repository is seen in the album `b`, as an asset or as its cover; true without one.
fn holds() -> String {
    format!(
        "($3 IS NULL OR EXISTS (SELECT 1 FROM assets a WHERE a.id = b.cover_asset_id AND {SEEN})
         OR EXISTS (SELECT 1 FROM album_assets m JOIN assets a ON a.id = m.asset_id
                    WHERE m.album_id = b.id AND {SEEN}))"
    )
}

/// One page of the albums of an owner, newest first, with counts and covers as the view has them. A view of one
/// repository leaves out albums that show nothing of it.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, owner: Uuid, view: View, page: Page) -> Result<Vec<Overview>> {
    conn.all(
        &format!(
            "{} WHERE b.owner_id = $1 AND {} ORDER BY b.created_at DESC, b.number DESC LIMIT $4 OFFSET $5",
            select(),
            holds()
        ),
        args![owner, view.owner(), view.repository, page.limit, page.offset],
    )
    .await
}

/// How many albums [`list`] has in all.
///
/// # Errors
/// Any database failure.
pub async fn count(conn: &mut Conn, owner: Uuid, view: View) -> Result<i64> {
    conn.scalar(
        &format!("SELECT COUNT(*) FROM albums b WHERE b.owner_id = $1 AND {}", holds()),
        args![owner, view.owner(), view.repository],
    )
    .await
}

/// One album with count and cover as the view has them, whatever it shows.
///
/// # Errors
/// Any database failure.
pub async fn overview(conn: &mut Conn, id: Uuid, view: View) -> Result<Option<Overview>> {
    conn.optional(&format!("{} WHERE b.id = $1", select()), args![id, view.owner(), view.repository]).await
}
