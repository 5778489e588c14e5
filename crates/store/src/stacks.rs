//! Stacks: assets that are one thing in different forms.

use sqlx::FromRow;
use uuid::Uuid;

use crate::assets::Shelf;
use crate::{Conn, Result, args, dialect};

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
