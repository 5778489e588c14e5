//! Does the language model answer? One tiny prompt with the stored settings.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Llm, Provider, read};
use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::fetch::{Post, Reach, Target};
use crate::seal::open;
use crate::secrets::Purpose;

/// How long the provider may think.
const PATIENCE: Duration = Duration::from_secs(15);

/// Asks the model for one word.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `llm_not_configured`, or `llm_failed` with the provider's reason.
pub async fn validate_llm(app: &App, actor: &Actor) -> Result<()> {
    access::admin(actor)?;
    let llm = read(&mut app.db.read().await?, &app.config).await?.llm;
    if !llm.is_configured() {
        return Err(Error::invalid(
            "llm_not_configured",
            "Choose a model first, and store a key, or for Ollama its address.",
        ));
    }
    let key = match &llm.sealed_key {
        Some(sealed) => Some(open(&app.secret, Purpose::SettingsEncryption, sealed)?),
        None => None,
    };
    // All four speak the same dialect. The limit leaves room for models that think before they speak.
    let body = json!({
        "model": llm.model_name,
        "messages": [{"role": "user", "content": "Answer with the word ok."}],
        "max_tokens": 16,
        "stream": false,
    });
    let target = Target::parse(&completions_url(&llm)).map_err(|e| failed(e.message))?;
    // An administrator may well run the model in their own network.
    let post = Post { target, reach: Reach::PrivateToo, bearer: key.as_deref(), body, timeout: PATIENCE };
    let answer = app.fetcher.post_json(post).await.map_err(|e| failed(e.message))?;
    if answer.status == 200 && answer.body.get("choices").is_some_and(Value::is_array) {
        return Ok(());
    }
    let said =
        answer.body.pointer("/error/message").or_else(|| answer.body.get("error")).and_then(Value::as_str);
    let said: String = said.unwrap_or("no reason given").chars().take(300).collect();
    // Some providers repeat the key in their complaint.
    let said = key.iter().fold(said, |said, key| said.replace(key.as_str(), "…"));
    Err(failed(format!("The provider answered {}: {said}", answer.status)))
}

/// Where chat completions are asked for.
fn completions_url(llm: &Llm) -> String {
    let base = llm.base_url.as_deref().or(llm.provider.default_url()).unwrap_or_default();
    let base = base.trim_end_matches('/');
    match llm.provider {
        // Ollama's own API stands at the root, the common dialect below /v1; people write either address.
        Provider::Ollama if !base.ends_with("/v1") => format!("{base}/v1/chat/completions"),
        Provider::Ollama | Provider::Ark | Provider::Openai | Provider::Deepseek => {
            format!("{base}/chat/completions")
        }
    }
}

fn failed(reason: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::invalid("llm_failed", reason)
}
