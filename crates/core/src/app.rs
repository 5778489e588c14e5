//! The handles every domain function works with.

use std::sync::Arc;

use calotype_inference::Inference;
use calotype_store::Db;

use crate::auth::Recent;
use crate::clock::Clock;
use crate::config::Config;
use crate::secrets::RootSecret;
use crate::setup::Ready;

/// Everything a running calotype holds. Cheap to clone; there is one a process.
#[derive(Debug, Clone)]
pub struct App {
    /// Database.
    pub db: Db,
    /// Configuration of the process.
    pub config: Arc<Config>,
    /// The root of all signing and encryption keys.
    pub secret: RootSecret,
    /// Models.
    pub inference: Inference,
    /// Where "now" comes from.
    pub clock: Clock,
    /// Roles of users seen in the last seconds, for media requests.
    pub recent: Recent,
    /// Whether the first-run set-up is known to be over.
    pub ready: Ready,
}
