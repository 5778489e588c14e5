//! Albums of applications: with an id in the application's own system, and public or not.

use sqlx::FromRow;
use uuid::Uuid;

use crate::assets::{Clause, Page};
use crate::clients::Among;
use crate::{Conn, Micros, Result, Values, args, dialect, value};

/// A row of `albums` with its user, its client and what is in it.
#[derive(Debug, Clone, FromRow)]
pub struct Hosted {
    /// Id.
    pub id: Uuid,
    /// Client.
    pub tenant_id: Uuid,
    /// User it belongs to.
    pub owner_id: Uuid,
    /// That user's id in the client's own system.
    pub owner_external_id: String,
    /// Name the client gave that user; empty: none.
    pub username: String,
    /// The client's name.
    pub client_name: String,
    /// The client's domain.
    pub client_domain: Option<String>,
    /// Whether the client's keys, tokens and public albums work.
    pub client_active: bool,
    /// Id in the client's own system.
    pub external_id: Option<String>,
    /// Name.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Whether everybody may look.
    pub is_public: bool,
    /// Chosen cover.
    pub cover_asset_id: Option<Uuid>,
    /// How many images are in it.
    pub total: i64,
    /// How many of them everybody may see.
    pub total_public: i64,
    /// The first image in it.
    pub first: Option<Uuid>,
    /// The first that everybody may see.
    pub first_public: Option<Uuid>,
    /// Whether the chosen cover is one that everybody may see.
    pub cover_public: bool,
    /// Creation.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
}

const MEMBERS: &str = "FROM album_assets m JOIN images i ON i.asset_id = m.asset_id WHERE m.album_id = b.id";
const ORDER: &str = "ORDER BY m.position NULLS LAST, m.asset_id LIMIT 1";

fn select() -> String {
    format!(
        "SELECT b.id, b.tenant_id, b.owner_id, u.external_id AS owner_external_id, u.display_name AS username,
         t.name AS client_name, t.domain AS client_domain, t.is_active AS client_active, b.external_id, b.name,
         b.description, b.is_public, b.cover_asset_id,
         (SELECT COUNT(*) {MEMBERS}) AS total, (SELECT COUNT(*) {MEMBERS} AND NOT i.is_private) AS total_public,
         (SELECT m.asset_id {MEMBERS} {ORDER}) AS first,
         (SELECT m.asset_id {MEMBERS} AND NOT i.is_private {ORDER}) AS first_public,
         EXISTS (SELECT 1 FROM images i WHERE i.asset_id = b.cover_asset_id AND NOT i.is_private) AS cover_public,
         b.created_at, b.updated_at {FROM}"
    )
}

const FROM: &str = "FROM albums b JOIN tenants t ON t.id = b.tenant_id JOIN users u ON u.id = b.owner_id";

/// What a new album starts with.
#[derive(Debug, Clone, Copy)]
pub struct NewHosted<'a> {
    /// Id.
    pub id: Uuid,
    /// Client.
    pub tenant: Uuid,
    /// User.
    pub owner: Uuid,
    /// Id in the client's own system.
    pub external_id: Option<&'a str>,
    /// Name.
    pub name: &'a str,
    /// Description.
    pub description: Option<&'a str>,
    /// Whether everybody may look.
    pub is_public: bool,
}

/// Inserts an album.
///
/// # Errors
/// `Unique` on `albums_external_id_key` (SQLite: `external_id`) when the client has one with this id.
pub async fn insert(conn: &mut Conn, album: &NewHosted<'_>, now: Micros) -> Result<()> {
    conn.exec(
        "INSERT INTO albums (id, tenant_id, owner_id, external_id, name, description, is_public, created_at,
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        args![
            album.id,
            album.tenant,
            album.owner,
            album.external_id,
            album.name,
            album.description,
            album.is_public,
            now
        ],
    )
    .await?;
    Ok(())
}

/// An album of any client by id.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid) -> Result<Option<Hosted>> {
    conn.optional(
        &format!("{} WHERE b.id = $1 AND b.tenant_id <> $2", select()),
        args![id, crate::tenants::HOME],
    )
    .await
}

/// An album of any client by id, held until the transaction ends.
///
/// # Errors
/// Any database failure.
pub async fn get_locked(tx: &mut Conn, id: Uuid) -> Result<Option<Hosted>> {
    let lock = format!("SELECT number FROM albums WHERE id = $1{}", dialect::lock_row(tx.engine()));
    match tx.optional::<(i64,)>(&lock, args![id]).await? {
        Some(_) => get(tx, id).await,
        None => Ok(None),
    }
}

/// An album of a client by the id it has there.
///
/// # Errors
/// Any database failure.
pub async fn by_external_id(conn: &mut Conn, tenant: Uuid, external_id: &str) -> Result<Option<Hosted>> {
    conn.optional(
        &format!("{} WHERE b.tenant_id = $1 AND b.external_id = $2", select()),
        args![tenant, external_id],
    )
    .await
}

/// What a list may be narrowed by.
#[derive(Debug, Clone)]
pub struct Filter<'a> {
    /// Clients.
    pub among: Among<'a>,
    /// Of this user: their id in the client's system, or ours.
    pub user: Option<&'a str>,
    /// Public or not.
    pub public: Option<bool>,
    /// With this text in its name.
    pub search: Option<&'a str>,
    /// Only public ones, and those of this user.
    pub seen_by: Option<Uuid>,
}

fn condition(conn: &Conn, filter: &Filter<'_>) -> Clause {
    let mut c = Clause::default();
    let (among, ids) = filter.among.condition(conn.engine(), "b.tenant_id", "?");
    c.push(&format!(" WHERE {among}"), [ids]);
    if let Some(user) = filter.user {
        match Uuid::try_parse(user) {
            Ok(id) => c.push(" AND (u.external_id = ? OR u.id = ?)", [value(user), value(id)]),
            Err(_) => c.push(" AND u.external_id = ?", [value(user)]),
        };
    }
    if let Some(public) = filter.public {
        c.push(" AND b.is_public = ?", [value(public)]);
    }
    if let Some(text) = filter.search {
        c.push(" AND LOWER(b.name) LIKE ? ESCAPE '\\'", [value(crate::images::containing(text))]);
    }
    if let Some(viewer) = filter.seen_by {
        c.push(" AND (b.is_public OR b.owner_id = ?)", [value(viewer)]);
    }
    c
}

/// A page of albums, newest first.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, filter: &Filter<'_>, page: Page) -> Result<Vec<Hosted>> {
    let mut c = condition(conn, filter);
    c.push(
        " ORDER BY b.created_at DESC, b.id DESC LIMIT ? OFFSET ?",
        [value(page.limit), value(page.offset)],
    );
    conn.all(&format!("{}{}", select(), c.sql), Values(c.values)).await
}

/// How many albums a filter matches.
///
/// # Errors
/// Any database failure.
pub async fn count(conn: &mut Conn, filter: &Filter<'_>) -> Result<i64> {
    let c = condition(conn, filter);
    conn.scalar(&format!("SELECT COUNT(*) {FROM}{}", c.sql), Values(c.values)).await
}

/// What changes; absent: stays. An inner absence: none any more.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Name.
    pub name: Option<String>,
    /// Description.
    pub description: Option<Option<String>>,
    /// Whether everybody may look.
    pub is_public: Option<bool>,
    /// Id in the client's own system.
    pub external_id: Option<Option<String>>,
    /// Chosen cover.
    pub cover: Option<Option<Uuid>>,
}

/// Changes an album.
///
/// # Errors
/// `Unique` on `albums_external_id_key` (SQLite: `external_id`).
pub async fn update(conn: &mut Conn, id: Uuid, changes: &Changes, now: Micros) -> Result<()> {
    let inner = |text: &Option<Option<String>>| text.clone().flatten();
    conn.exec(
        "UPDATE albums SET name = COALESCE($2, name), description = CASE WHEN $3 THEN $4 ELSE description END,
         is_public = COALESCE($5, is_public), external_id = CASE WHEN $6 THEN $7 ELSE external_id END,
         cover_asset_id = CASE WHEN $8 THEN $9 ELSE cover_asset_id END, updated_at = $10 WHERE id = $1",
        args![
            id,
            changes.name.as_deref(),
            changes.description.is_some(),
            inner(&changes.description),
            changes.is_public,
            changes.external_id.is_some(),
            inner(&changes.external_id),
            changes.cover.is_some(),
            changes.cover.flatten(),
            now
        ],
    )
    .await?;
    Ok(())
}

/// Appends images to an album in the given order; answers how many were not in it before.
///
/// # Errors
/// `ForeignKey` when the album or an image is gone.
pub async fn append(conn: &mut Conn, album: Uuid, images: &[Uuid], now: Micros) -> Result<i64> {
    let mut last: i64 = conn
        .scalar("SELECT COALESCE(MAX(position), 0) FROM album_assets WHERE album_id = $1", args![album])
        .await?;
    let mut added = 0;
    for image in images {
        let new = conn
            .exec(
                "INSERT INTO album_assets (album_id, asset_id, position, added_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (album_id, asset_id) DO NOTHING",
                args![album, *image, last + 1, now],
            )
            .await?;
        if new == 1 {
            last += 1;
            added += 1;
        }
    }
    Ok(added)
}

/// Takes images out of an album, and clears a cover that is among them; answers how many were in it.
///
/// # Errors
/// Any database failure.
pub async fn take_out(conn: &mut Conn, album: Uuid, images: &[Uuid]) -> Result<u64> {
    let wanted = dialect::id_in(conn.engine(), "asset_id", "$2");
    let list = dialect::id_list(conn.engine(), images);
    let cover = dialect::id_in(conn.engine(), "cover_asset_id", "$2");
    conn.exec(
        &format!("UPDATE albums SET cover_asset_id = NULL WHERE id = $1 AND {cover}"),
        Values(vec![value(album), list.clone()]),
    )
    .await?;
    conn.exec(
        &format!("DELETE FROM album_assets WHERE album_id = $1 AND {wanted}"),
        Values(vec![value(album), list]),
    )
    .await
}
