//! `calotype worker`: background work without HTTP, for further machines over one PostgreSQL database.

use std::process::ExitCode;
use std::time::Duration;

use calotype_core::scans;

use crate::cli::Common;
use crate::roles::serve::stop_signal;
use crate::{logging, settings, wiring};

/// Works until SIGTERM or SIGINT; then lets running jobs finish, within limits, and gives the rest back.
pub(crate) async fn run(common: &Common) -> anyhow::Result<ExitCode> {
    let config = settings::load(common, None)?;
    logging::start(&config.log)?;
    let app = wiring::app(config).await?;
    let workers = wiring::workers(&app)?;
    let watch = scans::watch::start(&app);
    tracing::info!("calotype is working");
    stop_signal()?.await;
    drop(watch);
    workers.shutdown(Duration::from_secs(app.config.jobs.shutdown_seconds)).await;
    app.db.close().await;
    tracing::info!("calotype has stopped");
    Ok(ExitCode::SUCCESS)
}
