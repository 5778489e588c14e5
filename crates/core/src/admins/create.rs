//! New administrators.

use calotype_store::{Conn, Micros, admins as rows, tenants};
use serde_json::json;
use uuid::Uuid;

use super::{Admin, check_clients, check_password, email, parse_name, read, taken};
use crate::access::portal;
use crate::actor::{Actor, AdminRole};
use crate::app::App;
use crate::auth::password;
use crate::error::Result;
use crate::events::{self, Subject};

/// An administrator to be.
#[derive(Clone)]
pub struct NewAdmin {
    /// What they log in with.
    pub email: String,
    /// Password.
    pub password: String,
    /// Name shown.
    pub name: Option<String>,
    /// Role.
    pub role: AdminRole,
    /// Whether they may log in.
    pub active: bool,
    /// Whether the set is all clients.
    pub all_clients: bool,
    /// The clients given one by one.
    pub clients: Vec<Uuid>,
}

impl std::fmt::Debug for NewAdmin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewAdmin({}, {})", self.email, self.role.as_str())
    }
}

/// Makes an administrator.
///
/// # Errors
/// `unauthenticated`, `super_admin_required`, the errors of each value, `email_taken`, `tenant_not_found`.
pub async fn create(app: &App, actor: &Actor, new: NewAdmin) -> Result<Admin> {
    portal::super_admin(actor)?;
    let checked = Checked::new(&new).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    tenants::lock(&mut tx, tenants::HOME).await?;
    let admin = create_in(&mut tx, actor, &new, &checked, now).await?;
    tx.commit().await?;
    Ok(admin)
}

/// What was made of the input before the transaction began.
pub(super) struct Checked {
    email: String,
    name: String,
    password_hash: String,
}

impl Checked {
    pub(super) async fn new(new: &NewAdmin) -> Result<Self> {
        let email = email::parse(&new.email)?;
        let name = parse_name(new.name.as_deref().unwrap_or_default())?;
        check_password(&new.password)?;
        Ok(Self { email, name, password_hash: password::hash(new.password.clone()).await? })
    }
}

/// Inserts an administrator. The caller holds the tenant.
pub(super) async fn create_in(
    tx: &mut Conn,
    actor: &Actor,
    new: &NewAdmin,
    checked: &Checked,
    now: Micros,
) -> Result<Admin> {
    let clients = check_clients(tx, &new.clients).await?;
    let row = rows::NewAdmin {
        email: &checked.email,
        name: &checked.name,
        password_hash: &checked.password_hash,
        is_active: new.active,
        created_by: actor.person(),
    };
    let id = rows::insert(tx, row, now).await.map_err(taken)?;
    rows::set_role(tx, id, new.role.as_str(), new.all_clients, now).await?;
    rows::set_tenants(tx, id, &clients, now).await?;
    let data = json!({"email": checked.email, "role": new.role.as_str(), "clients": clients});
    events::record(tx, actor, now, "admin.created", Subject::user(&id), data).await?;
    read(tx, id).await
}
