//! `calotype serve`: HTTP until asked to stop.

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::Context as _;
use calotype_core::users;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::Common;
use crate::{logging, settings, wiring};

/// Serves until SIGTERM or SIGINT; then finishes running requests and stops.
pub(crate) async fn run(common: &Common, listen: Option<SocketAddr>) -> anyhow::Result<ExitCode> {
    let config = settings::load(common, listen)?;
    logging::start(&config.log)?;
    let address = config.http.listen;
    let app = wiring::app(config).await?;
    if app.config.auth.break_glass {
        // Once, and only here: the operator who asked for it reads this log.
        match users::break_glass(&app).await {
            Ok((user, password)) => {
                tracing::warn!(
                    username = user.username,
                    temporary_password = password,
                    "access was reset; switch break_glass off"
                );
            }
            Err(error) => tracing::error!(%error, "break_glass could not reset anything"),
        }
    }
    let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    tracing::info!("calotype is ready on http://{}", listener.local_addr()?);
    let service = calotype_server::router(&app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop_signal()?).await?;
    app.db.close().await;
    tracing::info!("calotype has stopped");
    Ok(ExitCode::SUCCESS)
}

/// Resolves at the first SIGTERM or SIGINT.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()> + Send> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        tracing::info!("asked to stop");
    })
}
