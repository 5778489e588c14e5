//! Settings an administrator changes while the server runs. What was never set has its default from the configuration
//! of the process.

mod llm;
mod update;
mod validate_llm;

use calotype_store::{Conn, Micros, settings, users};
use serde::{Deserialize, Serialize};

pub use llm::{Llm, Provider};
pub use update::{LlmPatch, MlPatch, Patch, update};
pub use validate_llm::validate_llm;

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::config::Config;
use crate::error::Result;

/// Name of the group in the table.
const GROUP: &str = "system";

/// All of them, defaults filled in.
#[derive(Debug, Clone)]
pub struct System {
    /// Language model of the agent.
    pub llm: Llm,
    /// Which models may look at photos.
    pub ml: Ml,
    /// Days a deleted asset stays in the trash.
    pub trash_retention_days: u32,
}

/// Which models may look at photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ml {
    /// Search by meaning.
    pub semantic: bool,
    /// Species.
    pub bioclip: bool,
    /// Text in pictures.
    pub ocr: bool,
    /// Faces.
    pub face: bool,
}

/// What is stored: only what somebody set.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    llm: llm::Stored,
    ml: StoredMl,
    library: StoredLibrary,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct StoredMl {
    semantic: Option<bool>,
    bioclip: Option<bool>,
    ocr: Option<bool>,
    face: Option<bool>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct StoredLibrary {
    trash_retention_days: Option<u32>,
}

impl System {
    fn resolve(stored: Stored, config: &Config) -> Self {
        let ml_default = config.environment != "development";
        Self {
            llm: Llm::from(stored.llm),
            ml: Ml {
                semantic: stored.ml.semantic.unwrap_or(ml_default),
                bioclip: stored.ml.bioclip.unwrap_or(ml_default),
                ocr: stored.ml.ocr.unwrap_or(ml_default),
                face: stored.ml.face.unwrap_or(ml_default),
            },
            trash_retention_days: stored
                .library
                .trash_retention_days
                .unwrap_or(config.library.trash_retention_days),
        }
    }
}

/// The settings as the server itself reads them; jobs call this each time, so a change works at once.
///
/// # Errors
/// Any database failure.
pub async fn read(conn: &mut Conn, config: &Config) -> Result<System> {
    let stored = settings::get::<Stored>(conn, GROUP).await?.map(|group| group.value);
    Ok(System::resolve(stored.unwrap_or_default(), config))
}

/// The settings with who changed them last.
#[derive(Debug)]
pub struct View {
    /// The settings.
    pub system: System,
    /// Last change.
    pub updated_at: Micros,
    /// The integer of the user who made it.
    pub updated_by: Option<i64>,
}

/// The settings as administrators see them.
///
/// # Errors
/// `unauthenticated`, `admin_required`.
pub async fn get(app: &App, actor: &Actor) -> Result<View> {
    access::admin(actor)?;
    let mut conn = app.db.read().await?;
    view(&mut conn, &app.config, actor).await
}

async fn view(conn: &mut Conn, config: &Config, actor: &Actor) -> Result<View> {
    match settings::get::<Stored>(conn, GROUP).await? {
        Some(group) => {
            let by = match group.updated_by {
                Some(id) => users::get(conn, id).await?.map(|user| user.number),
                None => None,
            };
            let system = System::resolve(group.value, config);
            Ok(View { system, updated_at: group.updated_at, updated_by: by })
        }
        // Defaults are as old as the library, that is, as its first account.
        None => {
            let first = users::list(conn, actor.tenant, 1, 0).await?;
            let updated_at = first.first().map_or(0, |row| row.user.created_at);
            Ok(View { system: System::resolve(Stored::default(), config), updated_at, updated_by: None })
        }
    }
}
