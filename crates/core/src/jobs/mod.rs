//! Background work: one file a kind, one list.

pub mod deliver_webhook;
pub mod detect_stacks;
pub mod discover_asset;
pub mod ingest_asset;
pub mod match_live_photo;
pub mod metadata_asset;
pub mod purge_trash;
pub mod run_order;
pub mod scan_repository;
pub mod schedule_repository_scans;
pub mod sweep_deposits;
pub mod sweep_leftovers;
pub mod sweep_objects;
pub mod sweep_orders;
pub mod sweep_records;
pub mod sweep_webhook_deliveries;
pub mod thumbnail_asset;
pub mod transcode_asset;

use calotype_queue::{Kind, Registry, RegistryError, Stop};

use crate::app::App;
use crate::error::{Error, Kind as ErrorKind};

/// Every kind this program can run.
///
/// # Errors
/// When two kinds have one name or a queue's kinds disagree; then the process does not start.
pub fn registry() -> Result<Registry<App>, RegistryError> {
    Registry::new([
        Kind::of::<ingest_asset::IngestAsset>(),
        Kind::of::<metadata_asset::MetadataAsset>(),
        Kind::of::<thumbnail_asset::ThumbnailAsset>(),
        Kind::of::<transcode_asset::TranscodeAsset>(),
        Kind::of::<match_live_photo::MatchLivePhoto>(),
        Kind::of::<detect_stacks::DetectStacks>(),
        Kind::of::<discover_asset::DiscoverAsset>(),
        Kind::of::<scan_repository::ScanRepository>(),
        Kind::of::<schedule_repository_scans::ScheduleRepositoryScans>(),
        Kind::of::<purge_trash::PurgeTrash>(),
        Kind::of::<sweep_deposits::SweepDeposits>(),
        Kind::of::<sweep_leftovers::SweepLeftovers>(),
        Kind::of::<sweep_objects::SweepObjects>(),
        Kind::of::<sweep_records::SweepRecords>(),
        Kind::of::<run_order::RunOrder>(),
        Kind::of::<sweep_orders::SweepOrders>(),
        Kind::of::<deliver_webhook::DeliverWebhook>(),
        Kind::of::<sweep_webhook_deliveries::SweepWebhookDeliveries>(),
    ])
}

/// How many files are read at the same time on this node: half the cores, 2 to 8, as documented for ingest.
pub(crate) fn ingest_workers() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    u32::try_from(cores.div_ceil(2)).unwrap_or(2).clamp(2, 8)
}

/// A domain failure inside a job: what another attempt may mend is tried again, the rest is final.
impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error.kind {
            ErrorKind::Unavailable
            | ErrorKind::RateLimited
            | ErrorKind::InsufficientStorage
            | ErrorKind::Internal
            | ErrorKind::BadGateway => Self::retry(error),
            _ => Self::fail(error),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_kind_is_listed_once() {
        assert!(super::registry().is_ok());
    }
}
