//! `--data-dir`: the server of this import, for its duration, on a port of this machine that nobody else knows.
//!
//! Everything goes the one way that is tested, and a running server over the same data is not disturbed. What is brought is
//! processed by it, or by the next `calotype serve`.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Context as _;
use calotype_core::auth::tokens::Subject;
use calotype_core::{Actor, App, users};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::login::Credential;
use crate::cli::Common;
use crate::{settings, wiring};

/// A server that ends with its guard.
pub(super) struct Local {
    pub(super) app: App,
    pub(super) url: String,
    pub(super) credential: Credential,
    serving: JoinHandle<()>,
}

impl Drop for Local {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Opens the data directory and serves it to this process, on behalf of a user.
pub(super) async fn open(common: &Common, username: &str) -> anyhow::Result<Local> {
    let app = wiring::app(settings::load(common, None)?).await?;
    let user = users::find(&app, &Actor::system(), username)
        .await
        .with_context(|| format!("there is no user {username} in this data directory"))?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let service = calotype_server::router(&app).into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, service).await {
            tracing::error!(%error, "the local server ended");
        }
    });
    let subject =
        Subject { id: user.id, number: user.number, username: user.username.clone(), role: user.role };
    let credential = Credential::Local(Box::new(app.clone()), subject);
    Ok(Local { app, url, credential, serving })
}
