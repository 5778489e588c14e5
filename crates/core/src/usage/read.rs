//! Reading usage.

use calotype_store::usage as rows;
use uuid::Uuid;

use super::{DAY, Day};
use crate::access;
use crate::access::portal;
use crate::actor::{Actor, Who};
use crate::app::App;
use crate::error::{Error, Result};

/// Most days of one question.
const LONGEST: i64 = 366;

/// Most rows of one answer.
const MOST: i64 = 10_000;

/// Which usage. Days are counted from 1970, UTC.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// One tenant; `None`: all that the caller may see.
    pub tenant: Option<Uuid>,
    /// One key.
    pub key: Option<Uuid>,
    /// First day; `None`: 29 days before the last.
    pub from: Option<i64>,
    /// Last day; `None`: today.
    pub to: Option<i64>,
}

/// Usage by day, key and surface, as it was last written down. An administrator of the library sees all tenants, one of
/// the portal the clients it is over, a key its own.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `tenant_not_found`, `client_not_allowed`; `invalid_days` for more than a year.
pub async fn days(app: &App, actor: &Actor, asked: &Asked) -> Result<Vec<Day>> {
    let mut filter = rows::Filter { tenant: asked.tenant, key: asked.key, from: 0, to: 0 };
    match &actor.who {
        Who::Administrator(_) => {
            let tenant = asked.tenant.ok_or_else(|| {
                Error::invalid("invalid_query", "Say which client.").field("clientId", "is missing")
            })?;
            // What does not exist is 404 for every administrator, what is not theirs 403.
            let known = calotype_store::clients::get(&mut app.db.read().await?, tenant).await?;
            known.ok_or_else(|| Error::not_found("tenant_not_found", "There is no such client."))?;
            portal::read(actor, tenant)?;
        }
        Who::Key { id, .. } => (filter.tenant, filter.key) = (Some(actor.tenant), Some(*id)),
        Who::Anonymous | Who::User { .. } | Who::System => access::admin(actor)?,
    }
    filter.to = asked.to.unwrap_or_else(|| app.clock.now().div_euclid(DAY));
    filter.from = asked.from.unwrap_or_else(|| filter.to.saturating_sub(29));
    if filter.from > filter.to || filter.to.saturating_sub(filter.from) >= LONGEST {
        return Err(Error::invalid("invalid_days", "Ask for one to 366 days."));
    }
    Ok(rows::list(&mut app.db.read().await?, &filter, MOST).await?)
}
