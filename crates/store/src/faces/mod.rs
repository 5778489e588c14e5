//! Pictures of the face API, and the looks at them: "jobs" on their surface, runs here.

mod images;
mod runs;
mod stats;

pub use images::{Image, NewImage, count, delete, get, get_locked, insert, known, list};
pub use runs::{
    Done, Filter, Run, count as count_runs, fail, finish, get as get_run, insert as insert_run,
    known as known_runs, list as list_runs, of_image, start, take_picture,
};
pub use stats::{Stats, stats};
