//! `calotype admin`: accounts, for whoever may log in to the machine.
#![allow(clippy::print_stdout)]

use std::io::Read as _;
use std::process::ExitCode;

use calotype_core::actor::AdminRole;
use calotype_core::{Actor, App, Role, admins, users};
use serde_json::{Value, json};

use crate::cli::{AdminAction, Common};
use crate::{settings, wiring};

/// Accounts read at once.
const PAGE: i64 = 500;

/// Does one thing and prints the result.
pub(crate) async fn run(common: &Common, action: AdminAction) -> anyhow::Result<ExitCode> {
    let app = wiring::app(settings::load(common, None)?).await?;
    let done = act(&app, action).await;
    app.db.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn act(app: &App, action: AdminAction) -> anyhow::Result<()> {
    let actor = Actor::system();
    match action {
        AdminAction::CreateUser { username, admin, password_stdin, json } => {
            let role = if admin { Role::Admin } else { Role::User };
            let chosen = if password_stdin { Some(password_from_stdin()?) } else { None };
            let password = match &chosen {
                Some(password) => password.clone(),
                None => users::generate_password()?,
            };
            let user = users::create(app, &actor, &username, password.clone(), role).await?;
            // A password somebody chose is not repeated.
            let shown = chosen.is_none().then_some(password);
            if json {
                let mut value = value_of(&user);
                value["password"] = json!(shown);
                println!("{value:#}");
            } else {
                println!("created {} ({})", user.username, user.role.as_str());
                if let Some(password) = shown {
                    println!("password: {password}");
                }
            }
        }
        AdminAction::ResetPassword { username, json } => {
            let user = users::find(app, &actor, &username).await?;
            let password = users::reset_access(app, &actor, user.number).await?;
            if json {
                println!("{:#}", json!({"username": user.username, "temporary_password": password}));
            } else {
                println!("temporary password of {}: {password}", user.username);
            }
        }
        AdminAction::CreatePortalAdmin { email, role, password_stdin, json } => {
            let Some(role) = AdminRole::parse(&role) else {
                anyhow::bail!("--role must be SUPER_ADMIN, ADMIN or VIEWER, not {role:?}");
            };
            let chosen = if password_stdin { Some(password_from_stdin()?) } else { None };
            let password = match &chosen {
                Some(password) => password.clone(),
                None => users::generate_password()?,
            };
            let new = admins::NewAdmin {
                email,
                password: password.clone(),
                name: None,
                role,
                active: true,
                all_clients: false,
                clients: Vec::new(),
            };
            let admin = admins::create(app, &actor, new).await?;
            let shown = chosen.is_none().then_some(password);
            if json {
                let value =
                    json!({"id": admin.id, "email": admin.email, "role": role.as_str(), "password": shown});
                println!("{value:#}");
            } else {
                println!("created {} ({})", admin.email, role.as_str());
                if let Some(password) = shown {
                    println!("password: {password}");
                }
            }
        }
        AdminAction::ResetPortalAdmin { email, json } => {
            let admin = admins::find(app, &actor, &email).await?;
            let password = users::generate_password()?;
            let patch = admins::Patch {
                password: Some(password.clone()),
                active: Some(true),
                ..admins::Patch::default()
            };
            admins::update(app, &actor, admin.id, patch).await?;
            if json {
                println!("{:#}", json!({"email": admin.email, "temporary_password": password}));
            } else {
                println!("temporary password of {}: {password}", admin.email);
            }
        }
        AdminAction::ListUsers { json } => {
            let mut all = Vec::new();
            loop {
                let page = users::list(app, &actor, PAGE, i64::try_from(all.len())?).await?;
                if page.users.is_empty() {
                    break;
                }
                all.extend(page.users.into_iter().map(|(user, _, _)| user));
            }
            if json {
                println!("{:#}", Value::from_iter(all.iter().map(value_of)));
            } else {
                for user in &all {
                    let state = if user.is_active { "active" } else { "inactive" };
                    println!("{:>6}  {:<32}  {:<5}  {state}", user.number, user.username, user.role.as_str());
                }
            }
        }
    }
    Ok(())
}

fn password_from_stdin() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn value_of(user: &users::User) -> Value {
    json!({
        "user_id": user.number,
        "username": user.username,
        "role": user.role.as_str(),
        "is_active": user.is_active,
    })
}
