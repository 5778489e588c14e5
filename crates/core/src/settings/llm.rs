//! The language model the agent talks to.

use serde::{Deserialize, Serialize};

/// Whose API it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// Volcengine Ark.
    #[default]
    Ark,
    /// OpenAI, and everything that speaks its dialect at another address.
    Openai,
    /// DeepSeek.
    Deepseek,
    /// Ollama, on a machine of one's own.
    Ollama,
}

impl Provider {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ark => "ark",
            Self::Openai => "openai",
            Self::Deepseek => "deepseek",
            Self::Ollama => "ollama",
        }
    }

    /// The provider of a word on the wire.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Ark, Self::Openai, Self::Deepseek, Self::Ollama].into_iter().find(|p| p.as_str() == word)
    }

    /// Where its API is when the settings do not say; Ollama is wherever its owner put it.
    #[must_use]
    pub fn default_url(self) -> Option<&'static str> {
        match self {
            Self::Ark => Some("https://ark.cn-beijing.volces.com/api/v3"),
            Self::Openai => Some("https://api.openai.com/v1"),
            Self::Deepseek => Some("https://api.deepseek.com/v1"),
            Self::Ollama => None,
        }
    }
}

/// The settings.
#[derive(Debug, Clone)]
pub struct Llm {
    /// Whether people may use the agent.
    pub agent_enabled: bool,
    /// Provider.
    pub provider: Provider,
    /// Model, in the provider's words; empty: none chosen.
    pub model_name: String,
    /// Address of the API, where it differs from the provider's own.
    pub base_url: Option<String>,
    /// The provider's key, sealed.
    pub(super) sealed_key: Option<String>,
}

impl Llm {
    /// Whether a key is stored. The key itself is never shown.
    #[must_use]
    pub fn has_api_key(&self) -> bool {
        self.sealed_key.is_some()
    }

    /// Whether everything a call needs is there.
    #[must_use]
    pub fn is_configured(&self) -> bool {
        let reachable = match self.provider {
            Provider::Ollama => self.base_url.is_some(),
            Provider::Ark | Provider::Openai | Provider::Deepseek => self.has_api_key(),
        };
        !self.model_name.is_empty() && reachable
    }
}

/// What is stored.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Stored {
    pub(super) agent_enabled: bool,
    pub(super) provider: Provider,
    pub(super) model_name: String,
    pub(super) base_url: Option<String>,
    pub(super) api_key: Option<String>,
}

impl From<Stored> for Llm {
    fn from(stored: Stored) -> Self {
        Self {
            agent_enabled: stored.agent_enabled,
            provider: stored.provider,
            model_name: stored.model_name,
            base_url: stored.base_url,
            sealed_key: stored.api_key,
        }
    }
}
