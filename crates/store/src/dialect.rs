//! The short list of what the engines say differently. Everything else is one text.

use uuid::Uuid;

use crate::db::Engine;

/// `column = ANY(list)` for a list of ids bound as one value.
///
/// SQLite unpacks a JSON array of hexadecimal ids; PostgreSQL casts a text array literal. Both keep the statement
/// text the same whatever the number of ids, so it is prepared once.
#[must_use]
pub fn id_in(engine: Engine, column: &str, placeholder: &str) -> String {
    match engine {
        Engine::Sqlite => format!("{column} IN (SELECT unhex(value) FROM json_each({placeholder}))"),
        Engine::Postgres => format!("{column} = ANY ({placeholder}::text::uuid[])"),
    }
}

/// The value to bind for [`id_in`].
#[must_use]
pub fn id_list(engine: Engine, ids: &[Uuid]) -> sea_query::Value {
    let list = ids.iter().map(|id| id.simple().to_string());
    match engine {
        Engine::Sqlite => serde_json::to_string(&list.collect::<Vec<_>>()).unwrap_or_default().into(),
        Engine::Postgres => format!("{{{}}}", list.collect::<Vec<_>>().join(",")).into(),
    }
}

/// Takes rows for update, skipping those another node holds. SQLite has one writer, so there is nothing to skip.
#[must_use]
pub fn skip_locked(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE SKIP LOCKED",
    }
}
