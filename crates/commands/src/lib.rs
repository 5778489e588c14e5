//! The command API: a picture and parameters in, a picture or JSON out.
//!
//! Cannot see anybody's library: there is no path from here to the database or to stored files. A [`Command`] reads its
//! parameters and answers with a [`Plan`]: which pictures it needs, and what is to be done with them. Whoever carries the
//! plan out fetches the pictures; [`run`] has the work done in a sandboxed child and says what is to be stored.
//!
//! ```text
//! request ─▶ Given ─▶ find(name) ─▶ plan ─▶ (pictures are fetched) ─▶ run ─▶ Outcome ─▶ (is stored, or sent)
//! ```
//!
//! One command is one file. [`TABLE`] lists them; documentation and schemas are made from it.

mod areas;
mod colorspace;
mod colours;
mod command;
mod content_analysis;
mod crypto;
mod disabled;
pub mod document;
mod drawing;
mod effect;
mod exports;
mod face;
mod format;
mod generation;
mod geometry;
mod gif;
mod given;
mod llm;
mod look;
mod metadata;
mod ml_edit;
mod moderation;
mod parameters;
mod reading;
mod refusal;
mod run;
mod sides;
mod storage;
mod table;
#[cfg(test)]
mod testing;
mod utility;

pub use command::{Call, Command, Group, Methods, Picture, Plan, Returns, Work};
pub use disabled::{DISABLED, Disabled};
pub use given::{Address, Given};
pub use look::Question;
pub use parameters::{Kind, Spec};
pub use refusal::Refusal;
pub use run::{Outcome, TIME, run};
pub use table::{Found, TABLE, find};
