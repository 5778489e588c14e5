//! The stored pictures.

use sea_query::Values;
use sqlx::FromRow;
use uuid::Uuid;

use crate::assets::{self, Kind, NewAsset, Origin};
use crate::{Conn, Micros, Result, args, dialect};

/// A stored picture.
#[derive(Debug, Clone, FromRow)]
pub struct Image {
    /// Id.
    pub id: Uuid,
    /// Tenant.
    pub tenant_id: Uuid,
    /// Name it came with.
    pub filename: String,
    /// Media type, by content.
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    /// Pixels across, upright.
    pub width: i64,
    /// Pixels down, upright.
    pub height: i64,
    /// Creation.
    pub created_at: Micros,
    /// Looks at it.
    pub run_count: i64,
    /// The newest finished masked picture: its run and media type.
    pub processed_id: Option<Uuid>,
    /// Its media type.
    pub processed_type: Option<String>,
}

/// What a new picture starts with; its bytes are durable.
#[derive(Debug, Clone)]
pub struct NewImage {
    /// Id.
    pub id: Uuid,
    /// Tenant.
    pub tenant: Uuid,
    /// Name it came with.
    pub filename: String,
    /// Media type.
    pub content_type: &'static str,
    /// Bytes.
    pub size: i64,
    /// Width and height, pixels.
    pub dimensions: (i64, i64),
}

const LATEST: &str = "FROM face_runs r WHERE r.asset_id = a.id AND r.kind = 'mask' AND r.state = 'done'
    ORDER BY r.completed_at DESC, r.id DESC LIMIT 1";

fn select(rest: &str) -> String {
    format!(
        "SELECT a.id, a.tenant_id, a.original_filename AS filename, a.mime_type AS content_type, a.file_size AS size,
         COALESCE(a.width, 0) AS width, COALESCE(a.height, 0) AS height, a.created_at,
         (SELECT COUNT(*) FROM face_runs r WHERE r.asset_id = a.id) AS run_count,
         (SELECT r.id {LATEST}) AS processed_id, (SELECT r.result_type {LATEST}) AS processed_type
         FROM assets a WHERE a.origin = 'face' {rest}"
    )
}

/// Inserts a picture.
///
/// # Errors
/// `ForeignKey` when its tenant is gone.
pub async fn insert(tx: &mut Conn, image: &NewImage, now: Micros) -> Result<()> {
    let asset = NewAsset {
        id: image.id,
        tenant: image.tenant,
        origin: Origin::Face,
        owner: None,
        repository: None,
        kind: Kind::Photo,
        original_filename: image.filename.clone(),
        storage_path: String::new(),
        staged_path: None,
        mime_type: image.content_type.to_owned(),
        file_size: image.size,
        file_mtime: None,
        hash: None,
        refuse_duplicates: false,
        taken_time: None,
        status: serde_json::json!({}),
    };
    assets::insert(tx, &asset, now).await?;
    let (width, height) = image.dimensions;
    tx.exec(
        "UPDATE assets SET width = $2, height = $3, state = 'complete' WHERE id = $1",
        args![image.id, width, height],
    )
    .await?;
    Ok(())
}

/// A picture of a tenant.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, tenant: Uuid, id: Uuid) -> Result<Option<Image>> {
    conn.optional(&select("AND a.tenant_id = $1 AND a.id = $2"), args![tenant, id]).await
}

/// A picture whose row is locked until the transaction ends.
///
/// # Errors
/// Any database failure.
pub async fn get_locked(tx: &mut Conn, tenant: Uuid, id: Uuid) -> Result<Option<Image>> {
    let lock = dialect::lock_row(tx.engine());
    let sql = format!("SELECT id FROM assets WHERE origin = 'face' AND tenant_id = $1 AND id = $2{lock}");
    match tx.optional::<(Uuid,)>(&sql, args![tenant, id]).await? {
        Some(_) => get(tx, tenant, id).await,
        None => Ok(None),
    }
}

/// Pictures of a tenant, newest first.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, tenant: Uuid, limit: i64, offset: i64) -> Result<Vec<Image>> {
    let sql = select("AND a.tenant_id = $1 ORDER BY a.created_at DESC, a.id DESC LIMIT $2 OFFSET $3");
    conn.all(&sql, args![tenant, limit, offset]).await
}

/// How many there are.
///
/// # Errors
/// Any database failure.
pub async fn count(conn: &mut Conn, tenant: Uuid) -> Result<i64> {
    conn.scalar("SELECT COUNT(*) FROM assets WHERE origin = 'face' AND tenant_id = $1", args![tenant]).await
}

/// Removes a picture, and with it the looks at it; answers whether it was there.
///
/// # Errors
/// Any database failure.
pub async fn delete(tx: &mut Conn, id: Uuid) -> Result<bool> {
    Ok(tx.exec("DELETE FROM assets WHERE id = $1 AND origin = 'face'", args![id]).await? > 0)
}

/// Those of some ids that are pictures of the tenant.
///
/// # Errors
/// Any database failure.
pub async fn known(conn: &mut Conn, tenant: Uuid, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let wanted = dialect::id_in(conn.engine(), "id", "$2");
    let list = dialect::id_list(conn.engine(), ids);
    let sql = format!("SELECT id FROM assets WHERE origin = 'face' AND tenant_id = $1 AND {wanted}");
    let rows: Vec<(Uuid,)> = conn.all(&sql, Values(vec![crate::value(tenant), list])).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
