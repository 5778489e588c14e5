//! `calotype keys`: credentials of programs.
#![allow(clippy::print_stdout)]

use std::process::ExitCode;

use calotype_core::keys::{self, Key, NewKey};
use calotype_core::{Actor, App};
use serde_json::{Value, json};

use crate::cli::{Common, KeysAction};
use crate::{settings, wiring};

/// Does one thing and prints the result.
pub(crate) async fn run(common: &Common, action: KeysAction) -> anyhow::Result<ExitCode> {
    let app = wiring::app(settings::load(common, None)?).await?;
    let done = act(&app, action).await;
    app.db.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn act(app: &App, action: KeysAction) -> anyhow::Result<()> {
    let actor = Actor::system();
    match action {
        KeysAction::Create { scopes, name, tenant, user, days, origins, addresses, isolated, json } => {
            let new = NewKey { name, scopes, tenant, username: user, days, origins, addresses, isolated };
            let created = keys::create(app, &actor, new).await?;
            if json {
                let mut value = value_of(&created.key);
                value["key"] = json!(created.secret);
                println!("{value:#}");
            } else {
                println!("{}", created.secret);
            }
        }
        KeysAction::Rotate { key, hours, json } => {
            let created = keys::rotate(app, &actor, &key, hours).await?;
            if json {
                let mut value = value_of(&created.key);
                value["key"] = json!(created.secret);
                println!("{value:#}");
            } else {
                println!("{}", created.secret);
            }
        }
        KeysAction::List { json } => {
            let all = keys::list(app, &actor).await?;
            if json {
                println!("{:#}", Value::from_iter(all.iter().map(value_of)));
            } else {
                for key in &all {
                    let state = if key.is_active { "active" } else { "revoked" };
                    println!(
                        "{}…{}  {state:<7}  {}  {}",
                        key.prefix,
                        key.suffix,
                        key.scopes.join(","),
                        key.name
                    );
                }
            }
        }
        KeysAction::Revoke { key, json } => {
            let key = keys::revoke(app, &actor, &key).await?;
            if json {
                println!("{:#}", value_of(&key));
            } else {
                println!("revoked {}", key.prefix);
            }
        }
    }
    Ok(())
}

fn value_of(key: &Key) -> Value {
    json!({
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix,
        "suffix": key.suffix,
        "scopes": key.scopes,
        "origins": key.origins,
        "addresses": key.addresses,
        "isolated": key.isolated,
        "is_active": key.is_active,
        // Microseconds since 1970, as everywhere inside.
        "expires_at": key.expires_at,
        "created_at": key.created_at,
        "last_used_at": key.last_used_at,
        "revoked_at": key.revoked_at,
    })
}
