//! `calotype serve`: HTTP and, unless switched off, background work, until asked to stop.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use axum::serve::ListenerExt as _;
use calotype_core::{admins, scans, usage, users};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::Common;
use crate::{logging, settings, wiring};

/// Serves until SIGTERM or SIGINT; then finishes running requests and jobs, within limits, and stops.
pub(crate) async fn run(common: &Common, listen: Option<SocketAddr>) -> anyhow::Result<ExitCode> {
    let config = settings::load(common, listen)?;
    logging::start(&config.log)?;
    allow_many_connections();
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
    if let Some(admin) = admins::bootstrap(&app).await.context("the first administrator of the portal")? {
        tracing::info!(email = admin.email, "the first administrator of the hosting portal was made");
    }
    let workers = if app.config.jobs.in_server { Some(wiring::workers(&app)?) } else { None };
    // Only where the scans it asks for are run.
    let watch = workers.as_ref().and_then(|_| scans::watch::start(&app));
    let usage_writer = tokio::spawn(usage::keep_writing(app.clone()));
    let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    tracing::info!("calotype is ready on http://{}", listener.local_addr()?);
    // Small answers must not wait for the acknowledgement of the ones before (Nagle's algorithm).
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY could not be set");
        }
    });
    let service = calotype_server::router(&app).into_make_service_with_connect_info::<SocketAddr>();
    let patience = Duration::from_secs(app.config.jobs.shutdown_seconds);
    let stop = stop_signal()?;
    let (stopped, mut asked) = tokio::sync::watch::channel(());
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        drop(stopped);
    });
    tokio::select! {
        served = serving => served?,
        // A connection that never ends must not keep the process: after the patience it is cut.
        () = async { let _ = asked.changed().await; tokio::time::sleep(patience).await } => {
            tracing::warn!("some requests did not end in time");
        }
    }
    usage_writer.abort();
    if let Err(error) = usage::flush_all(&app).await {
        tracing::warn!(%error, "the usage of the last seconds is lost");
    }
    drop(watch);
    if let Some(workers) = workers {
        workers.shutdown(patience).await;
    }
    app.db.close().await;
    tracing::info!("calotype has stopped");
    Ok(ExitCode::SUCCESS)
}

/// Raises the number of open files to what the system allows: most systems start a process with 1,024, of which every
/// connection takes one.
fn allow_many_connections() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit of open files could not be raised");
    }
}

/// Resolves at the first SIGTERM or SIGINT.
pub(super) fn stop_signal() -> anyhow::Result<impl Future<Output = ()> + Send> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        tracing::info!("asked to stop");
    })
}
