//! Clients: the tenants of the hosting surface, which are all but home.

pub mod totals;

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Engine, Micros, Result, Values, args, dialect, tenants, value};

/// A row of `tenants`.
#[derive(Debug, Clone, FromRow)]
pub struct Client {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Where its users are, for people.
    pub domain: Option<String>,
    /// Keys of an inactive client do not work.
    pub is_active: bool,
    /// Whether messages are sent.
    pub webhook_enabled: bool,
    /// Where messages go.
    pub webhook_url: Option<String>,
    /// How its pictures are delivered.
    #[sqlx(flatten)]
    pub delivery: Delivery,
    /// Creation.
    pub created_at: Micros,
    /// Last change.
    pub updated_at: Micros,
}

/// How the pictures of a client are delivered. All is off unless the client wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, FromRow)]
pub struct Delivery {
    /// Pictures to order only for signed addresses.
    pub require_signed: bool,
    /// Orders that are no preset only for signed addresses.
    pub presets_only: bool,
    /// The request's `Accept` decides where no format is named.
    pub negotiate_format: bool,
}

const SELECT: &str = "SELECT t.id, t.name, t.domain, t.is_active, t.webhook_enabled, t.webhook_url,
    t.require_signed, t.presets_only, t.negotiate_format, t.created_at,
    CASE WHEN t.updated_at > t.created_at THEN t.updated_at ELSE t.created_at END AS updated_at FROM tenants t";

/// A set of clients, in a `WHERE`.
#[derive(Debug, Clone, Copy)]
pub enum Among<'a> {
    /// All of them.
    All,
    /// These.
    These(&'a [Uuid]),
}

impl Among<'_> {
    /// The condition on a column of tenant ids, with the value of its placeholder.
    #[must_use]
    pub fn condition(self, engine: Engine, column: &str, placeholder: &str) -> (String, sea_query::Value) {
        match self {
            // Both sides are there, so that the number of placeholders does not depend on the set.
            Self::All => (format!("{column} <> {placeholder}"), value(tenants::HOME)),
            Self::These(ids) => (dialect::id_in(engine, column, placeholder), dialect::id_list(engine, ids)),
        }
    }
}

/// Clients of a set, newest first.
///
/// # Errors
/// Any database failure.
pub async fn list(conn: &mut Conn, among: Among<'_>) -> Result<Vec<Client>> {
    let (condition, ids) = among.condition(conn.engine(), "t.id", "$1");
    let sql = format!("{SELECT} WHERE {condition} ORDER BY t.created_at DESC, t.id DESC");
    conn.all(&sql, Values(vec![ids])).await
}

/// A client by id; home is none.
///
/// # Errors
/// Any database failure.
pub async fn get(conn: &mut Conn, id: Uuid) -> Result<Option<Client>> {
    conn.optional(&format!("{SELECT} WHERE t.id = $1 AND t.id <> $2"), args![id, tenants::HOME]).await
}

/// A client by id, held until the transaction ends.
///
/// # Errors
/// Any database failure.
pub async fn get_locked(tx: &mut Conn, id: Uuid) -> Result<Option<Client>> {
    let lock = format!("SELECT name FROM tenants WHERE id = $1{}", dialect::lock_row(tx.engine()));
    match tx.optional::<(String,)>(&lock, args![id]).await? {
        Some(_) => get(tx, id).await,
        None => Ok(None),
    }
}

/// Inserts a client; answers its id.
///
/// # Errors
/// Any database failure.
pub async fn insert(tx: &mut Conn, name: &str, domain: Option<&str>, now: Micros) -> Result<Uuid> {
    let id = crate::new_id();
    tx.exec(
        "INSERT INTO tenants (id, slug, name, domain, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)",
        args![id, format!("client-{}", id.simple()), name, domain, now],
    )
    .await?;
    Ok(id)
}

/// The editable columns, all of them: the caller starts from the row it read in the same transaction.
#[derive(Debug, Clone)]
pub struct Changes<'a> {
    /// Name.
    pub name: &'a str,
    /// Where its users are.
    pub domain: Option<&'a str>,
    /// Whether its keys work.
    pub is_active: bool,
    /// Whether messages are sent.
    pub webhook_enabled: bool,
    /// Where messages go.
    pub webhook_url: Option<&'a str>,
    /// How its pictures are delivered.
    pub delivery: Delivery,
}

/// Writes the editable columns.
///
/// # Errors
/// Any database failure.
pub async fn update(tx: &mut Conn, id: Uuid, changes: Changes<'_>, now: Micros) -> Result<()> {
    tx.exec(
        "UPDATE tenants SET name = $2, domain = $3, is_active = $4, webhook_enabled = $5, webhook_url = $6,
         require_signed = $7, presets_only = $8, negotiate_format = $9, updated_at = $10 WHERE id = $1",
        args![
            id,
            changes.name,
            changes.domain,
            changes.is_active,
            changes.webhook_enabled,
            changes.webhook_url,
            changes.delivery.require_signed,
            changes.delivery.presets_only,
            changes.delivery.negotiate_format,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Prefix and suffix of the newest key of each client that works: client, prefix, suffix.
///
/// # Errors
/// Any database failure.
pub async fn newest_keys(
    conn: &mut Conn,
    among: Among<'_>,
    now: Micros,
) -> Result<Vec<(Uuid, String, String)>> {
    let (condition, ids) = among.condition(conn.engine(), "k.tenant_id", "$1");
    let sql = format!(
        "SELECT tenant_id, prefix, suffix FROM (
            SELECT k.tenant_id, k.prefix, k.suffix,
                row_number() OVER (PARTITION BY k.tenant_id ORDER BY k.created_at DESC, k.id DESC) AS place
            FROM api_keys k
            WHERE {condition} AND k.is_active AND (k.expires_at IS NULL OR k.expires_at > $2)
        ) newest WHERE place = 1"
    );
    conn.all(&sql, Values(vec![ids, value(now)])).await
}

/// Ends the keys of a client that are out: at `at`, or when they end by themselves before. Answers how many.
///
/// # Errors
/// Any database failure.
pub async fn end_keys(tx: &mut Conn, client: Uuid, at: Micros, now: Micros) -> Result<u64> {
    if at <= now {
        return tx
            .exec(
                "UPDATE api_keys SET is_active = FALSE, revoked_at = $2 WHERE tenant_id = $1 AND revoked_at IS NULL",
                args![client, now],
            )
            .await;
    }
    tx.exec(
        "UPDATE api_keys SET expires_at = $2 WHERE tenant_id = $1 AND revoked_at IS NULL AND is_active
         AND (expires_at IS NULL OR expires_at > $2)",
        args![client, at],
    )
    .await
}
