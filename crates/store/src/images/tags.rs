//! Words on images, in the order they were given.

use std::collections::HashMap;

use sqlx::FromRow;
use uuid::Uuid;

use crate::clients::Among;
use crate::{Conn, Micros, Result, Values, args, dialect, tags, value};

/// Who puts tags on images.
const SOURCE: &str = "user";

/// Replaces the tags of an image. They differ from one another.
///
/// # Errors
/// Any database failure.
pub async fn set_tags(
    conn: &mut Conn,
    tenant: Uuid,
    image: Uuid,
    names: &[String],
    now: Micros,
) -> Result<()> {
    tags::replace(conn, tenant, image, SOURCE, names, now).await?;
    for (position, name) in (0_i64..).zip(names) {
        conn.exec(
            "UPDATE asset_tags SET position = $2 WHERE asset_id = $1
             AND tag_number = (SELECT number FROM tags WHERE tenant_id = $3 AND name = $4)",
            args![image, position, tenant, name.as_str()],
        )
        .await?;
    }
    Ok(())
}

/// The tags of each of some images.
///
/// # Errors
/// Any database failure.
pub async fn tags_of(conn: &mut Conn, images: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>> {
    let wanted = dialect::id_in(conn.engine(), "m.asset_id", "$1");
    let list = dialect::id_list(conn.engine(), images);
    let rows: Vec<(Uuid, String)> = conn
        .all(
            &format!(
                "SELECT m.asset_id, t.name FROM asset_tags m JOIN tags t ON t.number = m.tag_number
                 WHERE {wanted} ORDER BY m.position, t.name"
            ),
            Values(vec![list]),
        )
        .await?;
    let mut tags: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (image, name) in rows {
        tags.entry(image).or_default().push(name);
    }
    Ok(tags)
}

/// A tag and how many images bear it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct TagCount {
    /// The word.
    pub name: String,
    /// How many images.
    pub total: i64,
}

/// The tags of clients' images, the most frequent first, and how many there are.
///
/// # Errors
/// Any database failure.
pub async fn count_tags(
    conn: &mut Conn,
    among: Among<'_>,
    search: Option<&str>,
    limit: i64,
) -> Result<(Vec<TagCount>, i64)> {
    let (condition, ids) = among.condition(conn.engine(), "i.tenant_id", "$1");
    let sql = format!(
        "SELECT t.name, COUNT(*) AS total FROM images i JOIN asset_tags m ON m.asset_id = i.asset_id
         JOIN tags t ON t.number = m.tag_number
         WHERE {condition} AND NOT i.is_avatar AND ($2 IS NULL OR LOWER(t.name) LIKE $2 ESCAPE '\\')
         GROUP BY t.name"
    );
    let pattern = search.map(super::list::containing);
    let total = conn
        .scalar(
            &format!("SELECT COUNT(*) FROM ({sql}) found"),
            Values(vec![ids.clone(), value(pattern.clone())]),
        )
        .await?;
    let tags = conn
        .all(
            &format!("{sql} ORDER BY total DESC, t.name LIMIT $3"),
            Values(vec![ids, value(pattern), value(limit)]),
        )
        .await?;
    Ok((tags, total))
}
