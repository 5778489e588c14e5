//! Changes of settings: what is left out stays.

use calotype_store::{settings, tenants};
use serde_json::json;

use super::{GROUP, Provider, Stored, View, view};
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::events::{self, Subject};
use crate::fetch::Target;
use crate::seal::seal;
use crate::secrets::Purpose;

/// Longest model name, address or key, bytes.
const LONGEST: usize = 2000;

/// What to change.
#[derive(Debug, Default)]
pub struct Patch {
    /// Language model.
    pub llm: LlmPatch,
    /// Models that look at photos.
    pub ml: MlPatch,
    /// Days in the trash, 1 to 3650.
    pub trash_retention_days: Option<u32>,
}

/// Changes of the language model.
#[derive(Debug, Default)]
pub struct LlmPatch {
    /// Whether people may use the agent.
    pub agent_enabled: Option<bool>,
    /// Provider, as a word.
    pub provider: Option<String>,
    /// Model; empty: none.
    pub model_name: Option<String>,
    /// Address; empty: the provider's own.
    pub base_url: Option<String>,
    /// Key; empty removes it.
    pub api_key: Option<String>,
}

/// Changes of the models that look at photos.
#[derive(Debug, Default)]
pub struct MlPatch {
    /// Search by meaning.
    pub semantic: Option<bool>,
    /// Species.
    pub bioclip: Option<bool>,
    /// Text in pictures.
    pub ocr: Option<bool>,
    /// Faces.
    pub face: Option<bool>,
}

/// Changes settings; answers all of them.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `invalid_setting` with the field.
pub async fn update(app: &App, actor: &Actor, patch: Patch) -> Result<View> {
    access::admin(actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    // The group is read, changed and written as a whole.
    tenants::lock(&mut tx, tenants::HOME).await?;
    let mut stored = settings::get::<Stored>(&mut tx, GROUP).await?.map(|g| g.value).unwrap_or_default();
    let changed = apply(app, &mut stored, patch)?;
    settings::put(&mut tx, GROUP, &stored, actor.user_id(), now).await?;
    let data = json!({"changed": changed});
    events::record(&mut tx, actor, now, "settings.updated", Subject::new("settings", &GROUP), data).await?;
    let view = view(&mut tx, &app.config, actor).await?;
    tx.commit().await?;
    Ok(view)
}

/// Writes the patch into the group; answers the names of what it set, for the record.
fn apply(app: &App, stored: &mut Stored, patch: Patch) -> Result<Vec<&'static str>> {
    let mut changed = Vec::new();
    let Patch { llm, ml, trash_retention_days } = patch;
    if let Some(on) = llm.agent_enabled {
        stored.llm.agent_enabled = on;
        changed.push("llm.agent_enabled");
    }
    if let Some(word) = llm.provider {
        stored.llm.provider = Provider::parse(&word)
            .ok_or_else(|| invalid("llm.provider", "must be ark, openai, deepseek or ollama"))?;
        changed.push("llm.provider");
    }
    if let Some(name) = llm.model_name {
        stored.llm.model_name = short("llm.model_name", &name)?;
        changed.push("llm.model_name");
    }
    if let Some(url) = llm.base_url {
        let url = short("llm.base_url", &url)?;
        if !url.is_empty() {
            Target::parse(&url).map_err(|_| invalid("llm.base_url", "must be an http or https address"))?;
        }
        stored.llm.base_url = (!url.is_empty()).then_some(url);
        changed.push("llm.base_url");
    }
    if let Some(key) = llm.api_key {
        let key = short("llm.api_key", &key)?;
        stored.llm.api_key = match key.is_empty() {
            true => None,
            false => Some(seal(&app.secret, Purpose::SettingsEncryption, &key)?),
        };
        changed.push("llm.api_key");
    }
    for (name, new, slot) in [
        ("ml.semantic_enabled", ml.semantic, &mut stored.ml.semantic),
        ("ml.bioclip_enabled", ml.bioclip, &mut stored.ml.bioclip),
        ("ml.ocr_enabled", ml.ocr, &mut stored.ml.ocr),
        ("ml.face_enabled", ml.face, &mut stored.ml.face),
    ] {
        if new.is_some() {
            *slot = new;
            changed.push(name);
        }
    }
    if let Some(days) = trash_retention_days {
        if !(1..=3650).contains(&days) {
            return Err(invalid("library.trash_retention_days", "must be 1 to 3650"));
        }
        stored.library.trash_retention_days = Some(days);
        changed.push("library.trash_retention_days");
    }
    Ok(changed)
}

fn short(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.len() > LONGEST || text.chars().any(char::is_control) {
        return Err(invalid(field, "is too long or has control characters"));
    }
    Ok(text.to_owned())
}

fn invalid(field: &'static str, problem: &'static str) -> Error {
    Error::invalid("invalid_setting", format!("The setting {field} {problem}.")).field(field, problem)
}
