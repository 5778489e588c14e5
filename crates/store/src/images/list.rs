//! Pages of images.

use uuid::Uuid;

use super::{FROM, Image, SELECT};
use crate::assets::{Clause, Page};
use crate::clients::Among;
use crate::{Conn, Result, Values, args, dialect, value};

/// What a list may be narrowed by.
#[derive(Debug, Clone)]
pub struct Filter<'a> {
    /// Clients.
    pub among: Among<'a>,
    /// Of this user: their id in the client's system, or ours.
    pub user: Option<&'a str>,
    /// In this album.
    pub album: Option<Uuid>,
    /// With any of these tags.
    pub tags: &'a [String],
    /// With this text in its name or description.
    pub search: Option<&'a str>,
    /// With this text in its name.
    pub name: Option<&'a str>,
    /// Avatars in place of images.
    pub avatars: bool,
    /// Private or not.
    pub private: Option<bool>,
    /// Private ones only of this user (nil: of nobody).
    pub seen_by: Option<Uuid>,
}

impl<'a> Filter<'a> {
    /// Every image of some clients.
    #[must_use]
    pub fn new(among: Among<'a>) -> Self {
        Self {
            among,
            user: None,
            album: None,
            tags: &[],
            search: None,
            name: None,
            avatars: false,
            private: None,
            seen_by: None,
        }
    }
}

/// What a list is ordered by; ties by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Creation.
    #[default]
    Created,
    /// Bytes.
    Size,
    /// Name, without regard to case.
    Name,
    /// Views.
    Views,
    /// Downloads.
    Downloads,
    /// Place in the album of the filter.
    Album,
}

impl Sort {
    const fn column(self) -> &'static str {
        match self {
            Self::Created => "a.created_at",
            Self::Size => "a.file_size",
            Self::Name => "a.filename_key",
            Self::Views => "i.views",
            Self::Downloads => "i.downloads",
            Self::Album => "m.position",
        }
    }
}

/// A pattern for `LIKE … ESCAPE '\'` that finds a text anywhere, without regard to case.
pub(crate) fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

fn condition(conn: &Conn, filter: &Filter<'_>) -> Clause {
    let engine = conn.engine();
    let mut c = Clause::default();
    let (among, ids) = filter.among.condition(engine, "a.tenant_id", "?");
    if let Some(album) = filter.album {
        c.push(" JOIN album_assets m ON m.asset_id = a.id AND m.album_id = ?", [value(album)]);
    }
    c.push(&format!(" WHERE a.origin = 'hosting' AND {among}"), [ids]);
    c.push(if filter.avatars { " AND i.is_avatar" } else { " AND NOT i.is_avatar" }, []);
    if let Some(user) = filter.user {
        match Uuid::try_parse(user) {
            Ok(id) => c.push(" AND (u.external_id = ? OR u.id = ?)", [value(user), value(id)]),
            Err(_) => c.push(" AND u.external_id = ?", [value(user)]),
        };
    }
    if !filter.tags.is_empty() {
        let wanted = dialect::text_in(engine, "g.name", "?");
        c.push(
            &format!(
                " AND a.id IN (SELECT l.asset_id FROM asset_tags l JOIN tags g ON g.number = l.tag_number
                 WHERE g.tenant_id = a.tenant_id AND {wanted})"
            ),
            [value(serde_json::json!(filter.tags))],
        );
    }
    if let Some(text) = filter.search {
        let pattern = containing(text);
        c.push(
            " AND (a.filename_key LIKE ? ESCAPE '\\' OR LOWER(i.description) LIKE ? ESCAPE '\\')",
            [value(pattern.clone()), value(pattern)],
        );
    }
    if let Some(name) = filter.name {
        c.push(" AND a.filename_key LIKE ? ESCAPE '\\'", [value(containing(name))]);
    }
    if let Some(private) = filter.private {
        c.push(" AND i.is_private = ?", [value(private)]);
    }
    if let Some(viewer) = filter.seen_by {
        c.push(" AND (NOT i.is_private OR a.owner_id = ?)", [value(viewer)]);
    }
    c
}

/// A page of images.
///
/// # Errors
/// Any database failure.
pub async fn list(
    conn: &mut Conn,
    filter: &Filter<'_>,
    (sort, ascending): (Sort, bool),
    page: Page,
) -> Result<Vec<Image>> {
    let mut c = condition(conn, filter);
    let (column, order) = (sort.column(), if ascending { "ASC" } else { "DESC" });
    c.push(
        &format!(" ORDER BY {column} {order}, a.id {order} LIMIT ? OFFSET ?"),
        [value(page.limit), value(page.offset)],
    );
    conn.all(&format!("{SELECT} {FROM}{}", c.sql), Values(c.values)).await
}

/// How many images a filter matches.
///
/// # Errors
/// Any database failure.
pub async fn count(conn: &mut Conn, filter: &Filter<'_>) -> Result<i64> {
    let c = condition(conn, filter);
    conn.scalar(&format!("SELECT COUNT(*) {FROM}{}", c.sql), Values(c.values)).await
}

/// Views and downloads of all images of a client.
///
/// # Errors
/// Any database failure.
pub async fn count_views(conn: &mut Conn, tenant: Uuid) -> Result<(i64, i64)> {
    conn.one(
        "SELECT CAST(COALESCE(SUM(views), 0) AS BIGINT), CAST(COALESCE(SUM(downloads), 0) AS BIGINT) FROM images
         WHERE tenant_id = $1 AND NOT is_avatar",
        args![tenant],
    )
    .await
}

/// The images of a client that were saved most often.
///
/// # Errors
/// Any database failure.
pub async fn top(conn: &mut Conn, tenant: Uuid, limit: i64) -> Result<Vec<Image>> {
    conn.all(
        &format!(
            "{SELECT} {FROM} WHERE i.tenant_id = $1 AND NOT i.is_avatar
             ORDER BY i.downloads DESC, i.asset_id DESC LIMIT $2"
        ),
        args![tenant, limit],
    )
    .await
}
