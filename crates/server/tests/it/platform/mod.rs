//! What the surfaces for programs share: keys, limits, space, usage, the record.

mod events;
mod keys;
mod limits;
mod links;
mod quotas;
mod usage;
