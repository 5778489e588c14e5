//! The handles every domain function works with.

use std::path::PathBuf;
use std::sync::Arc;

use calotype_files::objects::Objects;
use calotype_inference::Inference;
use calotype_media::Media;
use calotype_store::Db;
use tokio::sync::Semaphore;

use crate::auth::Recent;
use crate::clock::Clock;
use crate::config::Config;
use crate::fetch::Fetcher;
use crate::images::Views;
use crate::rates::Rates;
use crate::secrets::RootSecret;
use crate::setup::Ready;
use crate::usage::Usage;
use crate::variants::Variants;

/// Everything a running calotype holds. Cheap to clone; there is one a process.
#[derive(Debug, Clone)]
pub struct App {
    /// Database.
    pub db: Db,
    /// The bytes calotype made itself.
    pub objects: Objects,
    /// Pixels and sound.
    pub media: Media,
    /// Configuration of the process.
    pub config: Arc<Config>,
    /// The root of all signing and encryption keys.
    pub secret: RootSecret,
    /// Models.
    pub inference: Inference,
    /// Where "now" comes from.
    pub clock: Clock,
    /// Calls addresses of others.
    pub fetcher: Fetcher,
    /// How often programs and strangers have asked lately.
    pub rates: Rates,
    /// What keys did since it was last written down.
    pub usage: Usage,
    /// How often images were shown since it was last written down.
    pub views: Views,
    /// Pictures made to order.
    pub variants: Variants,
    /// Roles of users seen in the last seconds, for media requests.
    pub recent: Recent,
    /// Whether the first-run set-up is known to be over.
    pub ready: Ready,
    /// Turns of requests of the library and the upload API that carry files; further ones wait.
    pub upload_turns: Arc<Semaphore>,
    /// The same for pictures that are worked on at once: a flood of commands must not keep people from uploading.
    pub work_turns: Arc<Semaphore>,
}

impl App {
    /// Where files live for the length of one piece of work.
    #[must_use]
    pub fn scratch(&self) -> PathBuf {
        self.config.data_dir.join("tmp")
    }
}
