//! Webhooks: an application is told what happened to its pictures.
//!
//! A message is written down in the transaction of the change it tells about, and a job carries it; so a change that
//! happened is told, and one that was rolled back is not. The caller of the change never waits for the receiver and never
//! hears of its failures.

mod deliveries;
mod emit;
mod secret;
mod send;

pub use calotype_store::webhooks::Delivery;
pub use deliveries::{Page, deliveries, redeliver};
pub use emit::emit;
pub use secret::rotate_secret;
pub(crate) use send::{give_up, send};

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// An image was uploaded.
    ImageUploaded,
    /// An image was deleted.
    ImageDeleted,
    /// A user has an avatar, a first one or another.
    AvatarUploaded,
    /// A user has no avatar any more.
    AvatarDeleted,
    /// An album was made.
    AlbumCreated,
}

impl Event {
    /// The word in the message.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ImageUploaded => "IMAGE_UPLOADED",
            Self::ImageDeleted => "IMAGE_DELETED",
            Self::AvatarUploaded => "AVATAR_UPLOADED",
            Self::AvatarDeleted => "AVATAR_DELETED",
            Self::AlbumCreated => "ALBUM_CREATED",
        }
    }
}
