//! Presets on the wire: numbers where the address has their digits.

use calotype_core::presets::{self, Parameters};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::hosting::wire::Time;

/// What a picture shall be like. What is absent is as without a preset; what an address says itself goes before it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct PresetParameters {
    /// Width of the box, pixels.
    #[schema(minimum = 1, maximum = 8192)]
    w: Option<u32>,
    /// Height of the box, pixels.
    #[schema(minimum = 1, maximum = 8192)]
    h: Option<u32>,
    /// Quality.
    #[schema(minimum = 1, maximum = 100)]
    q: Option<u32>,
    /// `jpeg`, `png`, `webp`, `avif`, or `auto` for the best that `Accept` names.
    format: Option<String>,
    /// `inside`, `cover`, `contain` or `fill`.
    fit: Option<String>,
    /// What stays of a covering picture: `center`, a side, a corner, `smart`, `face`, or `x,y` in percent.
    gravity: Option<String>,
    /// Colour behind a contained or transparent picture, `rrggbb`.
    bg: Option<String>,
    /// Device pixels a pixel of the box.
    #[schema(minimum = 1, maximum = 4)]
    dpr: Option<f64>,
}

impl From<PresetParameters> for Parameters {
    fn from(wire: PresetParameters) -> Self {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        Self {
            w: number(wire.w),
            h: number(wire.h),
            q: number(wire.q),
            format: wire.format,
            fit: wire.fit,
            gravity: wire.gravity,
            bg: wire.bg,
            dpr: wire.dpr.map(|number| number.to_string()),
        }
    }
}

impl From<Parameters> for PresetParameters {
    fn from(parameters: Parameters) -> Self {
        let number = |digits: Option<String>| digits.and_then(|digits| digits.parse().ok());
        Self {
            w: number(parameters.w),
            h: number(parameters.h),
            q: number(parameters.q),
            format: parameters.format,
            fit: parameters.fit,
            gravity: parameters.gravity,
            bg: parameters.bg,
            dpr: parameters.dpr.and_then(|digits| digits.parse().ok()),
        }
    }
}

/// A preset of a client.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Preset {
    /// For the parameter `preset` of an address.
    name: String,
    parameters: PresetParameters,
    created_at: Time,
    updated_at: Time,
}

impl From<presets::Preset> for Preset {
    fn from(preset: presets::Preset) -> Self {
        Self {
            name: preset.name,
            parameters: preset.parameters.into(),
            created_at: Time(preset.created_at),
            updated_at: Time(preset.updated_at),
        }
    }
}
