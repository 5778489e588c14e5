//! What the last seconds taught about users: a short memory, so that media requests do not each read a row.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use calotype_store::{Micros, users};
use uuid::Uuid;

use crate::actor::Role;
use crate::app::App;
use crate::error::Result;
use crate::users::role_of;

/// Roles of users, each believed for [`Recent::SECONDS`].
#[derive(Debug, Clone, Default)]
pub struct Recent(Arc<Mutex<Memory>>);

#[derive(Debug, Default)]
struct Memory {
    users: HashMap<Uuid, Seen>,
    /// Counts what was forgotten, so that a read that began before is not remembered after.
    forgotten: u64,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    at: Micros,
    /// `None`: not active, or gone.
    role: Option<Role>,
}

/// More users than this within one period, and the memory starts afresh.
const MOST: usize = 10_000;

impl Recent {
    /// How long a fact is believed. This bounds how late another node notices a deactivation.
    pub const SECONDS: i64 = 5;

    /// The role of an active user; `None` when there is none.
    ///
    /// # Errors
    /// Any database failure.
    pub async fn role(&self, app: &App, id: Uuid) -> Result<Option<Role>> {
        let now = app.clock.now();
        let forgotten = {
            let memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            match memory.users.get(&id) {
                Some(seen) if (0..Self::SECONDS * 1_000_000).contains(&(now - seen.at)) => {
                    return Ok(seen.role);
                }
                _ => memory.forgotten,
            }
        };
        let user = users::get(&mut app.db.read().await?, id).await?;
        let role = user.filter(|user| user.is_active).map(|user| role_of(&user));
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.forgotten == forgotten {
            if memory.users.len() >= MOST {
                memory.users.clear();
            }
            memory.users.insert(id, Seen { at: now, role });
        }
        Ok(role)
    }

    /// Forgets a user whose role or state has just changed. Call it after the commit.
    pub fn forget(&self, id: Uuid) {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        memory.users.remove(&id);
        memory.forgotten += 1;
    }
}
