//! Stacks: assets that are one thing in different forms.

use sqlx::FromRow;
use uuid::Uuid;

use crate::assets::Shelf;
use crate::{Conn, Micros, Result, args, dialect};

/// A member of a stack.
#[derive(Debug, Clone, FromRow)]
pub struct Member {
    /// Stack.
    pub stack_id: Uuid,
    /// The stack's kind.
    pub kind: String,
    /// Asset.
    pub asset_id: Uuid,
    /// Place in the stack.
    pub position: i64,
}

/// The members of stacks that stand on a shelf, by stack and position.
///
/// # Errors
/// Any database failure.
pub async fn members_on_shelf(conn: &mut Conn, stacks: &[Uuid], shelf: Shelf) -> Result<Vec<Member>> {
    let engine = conn.engine();
    let wanted = dialect::id_in(engine, "a.stack_id", "$1");
    conn.all(
        &format!(
            "SELECT a.stack_id, s.kind, a.id AS asset_id, COALESCE(a.stack_position, 0) AS position
             FROM assets a JOIN stacks s ON s.id = a.stack_id WHERE {wanted} AND a.shelf = $2
             ORDER BY a.stack_id, a.stack_position, a.id"
        ),
        args![dialect::id_list(engine, stacks), shelf.number()],
    )
    .await
}

/// The listed, unstacked photos and films of an owner that carry an identifier, locked: for each the first and how many.
///
/// # Errors
/// Any database failure.
pub async fn live_photo_halves(
    conn: &mut Conn,
    tenant: Uuid,
    owner: Uuid,
    identifier: &str,
) -> Result<[(Option<Uuid>, i64); 2]> {
    // Locking the rows makes two jobs of one pair take turns; the second then finds them stacked.
    let lock = dialect::for_update(conn.engine());
    let rows: Vec<(Uuid, String)> = conn
        .all(
            &format!(
                "SELECT id, kind FROM assets WHERE owner_id = $1 AND content_identifier = $2 AND tenant_id = $3
                 AND shelf = 0 AND stack_id IS NULL AND kind IN ('PHOTO', 'VIDEO') ORDER BY id{lock}"
            ),
            args![owner, identifier, tenant],
        )
        .await?;
    let of = |word: &str| {
        let mut matching = rows.iter().filter(|(_, kind)| kind == word).map(|(id, _)| *id);
        let first = matching.next();
        (first, i64::from(first.is_some()) + i64::try_from(matching.count()).unwrap_or(0))
    };
    Ok([of("PHOTO"), of("VIDEO")])
}

/// A stack to be.
#[derive(Debug, Clone)]
pub struct NewStack<'a> {
    /// Tenant.
    pub tenant: Uuid,
    /// Owner.
    pub owner: Option<Uuid>,
    /// `raw_jpeg`, `live_photo` or `manual`.
    pub kind: &'a str,
    /// What the members have in common.
    pub group_key: Option<&'a str>,
}

/// Makes a stack of assets with their relations, in order. Call [`crate::assets::cover_stack`] afterwards.
///
/// # Errors
/// `Unique` (`stack_members_asset_key`; SQLite: `asset_id`) when one is in a stack already.
pub async fn insert(
    conn: &mut Conn,
    new: &NewStack<'_>,
    members: &[(Uuid, &str)],
    now: Micros,
) -> Result<Uuid> {
    let id = crate::new_id();
    conn.exec(
        "INSERT INTO stacks (id, tenant_id, owner_id, kind, group_key, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![id, new.tenant, new.owner, new.kind, new.group_key, now],
    )
    .await?;
    for (position, (asset, relation)) in (0_i64..).zip(members) {
        conn.exec(
            "INSERT INTO stack_members (stack_id, asset_id, relation, position) VALUES ($1, $2, $3, $4)",
            args![id, *asset, *relation, position],
        )
        .await?;
        conn.exec(
            "UPDATE assets SET stack_id = $2, stack_position = $3 WHERE id = $1",
            args![*asset, id, position],
        )
        .await?;
    }
    Ok(id)
}

/// A member as its stack lists it.
#[derive(Debug, Clone, FromRow)]
pub struct Relation {
    /// Asset.
    pub asset_id: Uuid,
    /// What it is to the others: `raw_original`, `jpeg_original`, `alternative`, `live_photo_still`, `live_photo_video`.
    pub relation: String,
    /// Place in the stack, from 0.
    pub position: i64,
}

/// Id and kind of the stack an asset is in.
///
/// # Errors
/// Any database failure.
pub async fn of_asset(conn: &mut Conn, tenant: Uuid, asset: Uuid) -> Result<Option<(Uuid, String)>> {
    conn.optional(
        "SELECT s.id, s.kind FROM assets a JOIN stacks s ON s.id = a.stack_id WHERE a.id = $1 AND a.tenant_id = $2",
        args![asset, tenant],
    )
    .await
}

/// All members of a stack in their order, those in the trash as well.
///
/// # Errors
/// Any database failure.
pub async fn members(conn: &mut Conn, stack: Uuid) -> Result<Vec<Relation>> {
    conn.all(
        "SELECT asset_id, relation, position FROM stack_members WHERE stack_id = $1 ORDER BY position, asset_id",
        args![stack],
    )
    .await
}

/// Takes an asset out of its stack; the others stay, even a single one. An empty stack goes.
///
/// # Errors
/// Any database failure.
pub async fn leave(conn: &mut Conn, stack: Uuid, asset: Uuid) -> Result<()> {
    conn.exec("DELETE FROM stack_members WHERE stack_id = $1 AND asset_id = $2", args![stack, asset]).await?;
    conn.exec(
        "UPDATE assets SET stack_id = NULL, stack_position = NULL, stack_cover = FALSE WHERE id = $1 AND stack_id = $2",
        args![asset, stack],
    )
    .await?;
    conn.exec(
        "DELETE FROM stacks WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM stack_members WHERE stack_id = $1)",
        args![stack],
    )
    .await?;
    crate::assets::cover_stack(conn, stack).await
}

/// A listed photo that is in no stack.
#[derive(Debug, Clone, FromRow)]
pub struct Candidate {
    /// Asset.
    pub id: Uuid,
    /// Owner.
    pub owner_id: Option<Uuid>,
    /// Its file's name.
    pub original_filename: String,
    /// When it was taken, else uploaded.
    pub sort_time: Micros,
}

/// Up to `limit` candidates of a repository after a place in the order of time, up to and including a time.
///
/// # Errors
/// Any database failure.
pub async fn candidates(
    conn: &mut Conn,
    repository: Uuid,
    after: (Micros, Uuid),
    until: Micros,
    limit: i64,
) -> Result<Vec<Candidate>> {
    conn.all(
        "SELECT id, owner_id, original_filename, sort_time FROM assets
         WHERE repository_id = $1 AND shelf = 0 AND (sort_time, id) > ($2, $3) AND sort_time <= $4
           AND kind = 'PHOTO' AND stack_id IS NULL
         ORDER BY sort_time, id LIMIT $5",
        args![repository, after.0, after.1, until, limit],
    )
    .await
}
