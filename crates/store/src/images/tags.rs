//! Words on images, in the order they were given.

use std::collections::HashMap;

use uuid::Uuid;

use super::containing;
use crate::assets::Clause;
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

/// The words on the images of some clients.
fn used(conn: &Conn, among: Among<'_>, search: Option<&str>) -> Clause {
    let mut c = Clause::default();
    let (among, ids) = among.condition(conn.engine(), "i.tenant_id", "?");
    c.push(
        &format!(
            " FROM asset_tags m JOIN tags t ON t.number = m.tag_number JOIN images i ON i.asset_id = m.asset_id
             WHERE {among} AND NOT i.is_avatar"
        ),
        [ids],
    );
    if let Some(text) = search {
        c.push(" AND LOWER(t.name) LIKE ? ESCAPE '\\'", [value(containing(text))]);
    }
    c
}

/// The words on the images of some clients with how many images have each, the most used first; equal words of several
/// clients are one.
///
/// # Errors
/// Any database failure.
pub async fn used_tags(
    conn: &mut Conn,
    among: Among<'_>,
    search: Option<&str>,
    limit: i64,
) -> Result<Vec<(String, i64)>> {
    let mut c = used(conn, among, search);
    c.push(" GROUP BY t.name ORDER BY images DESC, t.name LIMIT ?", [value(limit)]);
    conn.all(&format!("SELECT t.name, COUNT(*) AS images{}", c.sql), Values(c.values)).await
}

/// How many different words are on the images of some clients.
///
/// # Errors
/// Any database failure.
pub async fn count_used_tags(conn: &mut Conn, among: Among<'_>, search: Option<&str>) -> Result<i64> {
    let c = used(conn, among, search);
    conn.scalar(&format!("SELECT COUNT(DISTINCT t.name){}", c.sql), Values(c.values)).await
}
