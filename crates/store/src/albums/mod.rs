//! Albums: ordered choices of assets.

mod edit;
mod get;
pub mod hosted;
mod list;
mod members;
mod row;

pub use edit::{Changes, NewAlbum, delete, insert, update};
pub use get::get_by_number;
pub use list::{count, list, overview};
pub use members::{Member, Membership, add, count_photos, members, of_asset, place, remove};
pub use row::{Album, AlbumType, Overview};

#[cfg(test)]
mod tests;
