//! Assets: pictures, films, sounds and documents.

mod count;
mod edit;
mod filter;
mod get;
mod insert;
mod list;
mod map;
mod place;
mod row;
mod timeline;

pub use count::{Totals, count};
pub use edit::{
    Content, Placement, Trashed, cover_stack, delete, lock, put_content, put_liked, put_place, put_rating,
    put_specific, put_state, restore, trash, vacate_place,
};
pub(crate) use filter::Clause;
pub use filter::{FilenameFilter, Filter, GeoBox, NameMatch, Scope, TagFilter, View};
pub use get::{
    by_hash, get, known_hashes, places_of_content, put_raw_tags, raw_tags, staged_paths, trashed_before,
};
pub use insert::{NewAsset, insert};
pub use list::{Page, Sort, list, matching};
pub use map::{MapPoint, equipment, map_points};
pub use place::{
    Placed, Replacement, at_place, at_places, is_arriving, listed_with_content, lose, move_to, places_after,
    put_file, put_mtime, put_sidecar_mtime,
};
pub(crate) use row::COLUMNS;
pub use row::{Asset, Kind, Origin, Shelf, State, day_key};
pub use timeline::{Month, MonthColumns, month, months};

#[cfg(test)]
mod tests;
