//! Which channels an effect touches.

use serde::{Deserialize, Serialize};

/// A mask with ImageMagick's bits: 1 red, 2 green, 4 blue, 8 opacity, 32 black.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Channels(u32);

impl Channels {
    /// Everything. Effects that change colours by themselves take that as "all colours": opacity is changed by who names it.
    pub const ALL: Channels = Channels(134_217_727);

    /// From the documented mask. Nothing that we know is everything: a mask of no channel is nobody's wish.
    pub fn from_mask(mask: u32) -> Channels {
        if mask & 0xf == 0 { Channels::ALL } else { Channels(mask) }
    }

    /// Whether everything is wanted.
    pub(super) fn is_all(self) -> bool {
        self.0 & 0xf == 0xf
    }

    /// Whether the channel is touched; 0 red, 1 green, 2 blue, 3 opacity.
    pub(super) fn has(self, channel: usize) -> bool {
        self.0 & (1 << channel) != 0
    }

    /// Whether a change of colours touches the channel.
    pub(super) fn colours(self, channel: usize) -> bool {
        self.has(channel) && (channel < 3 || !self.is_all())
    }
}

impl Default for Channels {
    fn default() -> Self {
        Channels::ALL
    }
}
