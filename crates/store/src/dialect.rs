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

/// The type of a column of [`records`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `i64`.
    Int,
    /// `f64`.
    Real,
    /// A string.
    Text,
    /// An id, in either notation.
    Id,
    /// A JSON value as it is stored. JSON's own `null` arrives as SQL's.
    Json,
}

/// A table made of one bound value: a JSON array of objects whose fields become columns. A parenthesised query that
/// still needs an alias.
///
/// Any number of rows goes into a statement whose text stays the same, so it is prepared once and stays far from
/// the limits on placeholders.
#[must_use]
pub fn records(engine: Engine, placeholder: &str, fields: &[(&str, Field)]) -> String {
    let columns = fields.iter().map(|(name, field)| match (engine, field) {
        (Engine::Sqlite, Field::Int | Field::Real | Field::Text) => format!("value ->> '$.{name}' AS {name}"),
        (Engine::Sqlite, Field::Id) => format!("unhex(value ->> '$.{name}', '-') AS {name}"),
        (Engine::Sqlite, Field::Json) => format!("nullif(value -> '$.{name}', 'null') AS {name}"),
        (Engine::Postgres, Field::Int) => format!("{name} bigint"),
        (Engine::Postgres, Field::Real) => format!("{name} double precision"),
        (Engine::Postgres, Field::Text) => format!("{name} text"),
        (Engine::Postgres, Field::Id) => format!("{name} uuid"),
        (Engine::Postgres, Field::Json) => format!("{name} jsonb"),
    });
    let columns = columns.collect::<Vec<_>>().join(", ");
    match engine {
        Engine::Sqlite => format!("(SELECT {columns} FROM json_each({placeholder}))"),
        Engine::Postgres => {
            format!("(SELECT * FROM jsonb_to_recordset({placeholder}) AS record ({columns}))")
        }
    }
}

/// The database's own present in microseconds, where the clocks of several nodes must not matter.
#[must_use]
pub fn clock(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "CAST(unixepoch('subsec') * 1000000 AS INTEGER)",
        Engine::Postgres => "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)",
    }
}

/// `column = ANY(list)` for strings bound as one JSON array.
#[must_use]
pub fn text_in(engine: Engine, column: &str, placeholder: &str) -> String {
    match engine {
        Engine::Sqlite => format!("{column} IN (SELECT value FROM json_each({placeholder}))"),
        Engine::Postgres => {
            format!("{column} = ANY (ARRAY(SELECT jsonb_array_elements_text({placeholder})))")
        }
    }
}

/// Takes a row until the end of the transaction. Rows that refer to it can still be written. On SQLite the transaction
/// has the whole file to itself.
#[must_use]
pub fn lock_row(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR NO KEY UPDATE",
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

/// Takes rows for update, waiting for whoever holds them. SQLite has one writer, so nobody does.
#[must_use]
pub fn for_update(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;
    use crate::testing::TestDb;
    use crate::{Json, args, new_id, now};

    crate::on_both_engines![records_become_rows_with_their_types, the_clock_of_the_database_agrees_with_ours];

    async fn records_become_rows_with_their_types(db: TestDb) {
        let id = new_id();
        let fields = [
            ("i", Field::Int),
            ("r", Field::Real),
            ("t", Field::Text),
            ("u", Field::Id),
            ("j", Field::Json),
            ("n", Field::Json),
        ];
        let sql = format!("SELECT r.* FROM {} r ORDER BY i", records(db.engine(), "$1", &fields));
        let value = json!([
            {"i": 1_700_000_000_000_000_i64, "r": 0.5, "t": "it's", "u": id, "j": {"a": ["x"]}, "n": null},
            {"i": 1_700_000_000_000_001_i64, "r": 1.5, "t": "", "u": id.simple().to_string(), "j": "null"},
        ]);
        type Row = (i64, f64, String, Uuid, Json<serde_json::Value>, Option<Json<serde_json::Value>>);
        let rows = db.read().await.unwrap().all::<Row>(&sql, args![value]).await.unwrap();
        let expected: Vec<Row> = vec![
            (1_700_000_000_000_000, 0.5, "it's".into(), id, Json(json!({"a": ["x"]})), None),
            (1_700_000_000_000_001, 1.5, String::new(), id, Json(json!("null")), None),
        ];
        assert_eq!(rows, expected);
    }

    async fn the_clock_of_the_database_agrees_with_ours(db: TestDb) {
        let before = now();
        let sql = format!("SELECT {}", clock(db.engine()));
        let its: i64 = db.read().await.unwrap().scalar(&sql, args![]).await.unwrap();
        // SQLite counts whole milliseconds.
        assert!((before - 1_000..=now()).contains(&its), "{its}");
    }
}
