//! Orders: work that programs ask for. What a request brings along is done at once; what lies in an upload or at an
//! address is done by the queue, and the program follows it to its end.
//!
//! On their surface they are "jobs"; below it that word belongs to the rows of the queue, which do the work.

mod cancel;
mod convert;
mod direct;
mod download;
mod faces;
mod finish;
mod json;
mod place;
mod run;
mod spool;
mod status;
mod sweep;
mod work;

use calotype_files::objects::ObjectKey;
use calotype_store::{Micros, orders as rows};
use uuid::Uuid;

pub use cancel::cancel;
pub(crate) use cancel::cancel_within;
pub use convert::Picture;
pub use direct::direct;
pub(crate) use finish::set_back;
pub use place::{NewOrder, Placed, Reference, Source, place};
pub use rows::Order;
pub(crate) use run::run;
pub use spool::spool;
pub use status::{Status, get, issued, wait};
pub use sweep::{sweep, sweep_objects};
pub use work::Work;

use crate::error::Error;

/// How long an idempotency key stands for its order, microseconds.
const REMEMBERED: Micros = 24 * 3_600_000_000;

/// Where the bytes of a result lie.
pub(crate) fn object(tenant: Uuid, result: Uuid) -> ObjectKey {
    ObjectKey::Result { tenant, result }
}

fn not_found() -> Error {
    Error::not_found("job_not_found", "There is no such job.")
}
