//! Outputs: what commands made, and what they were given to keep. Whoever knows the name may read one; only its owner
//! removes it. On their surface they are "links"; below it that word belongs to the signed ones.

mod delete;
mod gather;
mod keep;
mod open;
mod sweep;

use calotype_files::objects::ObjectKey;
use calotype_store::outputs as rows;
use uuid::Uuid;

pub use delete::delete;
pub use gather::{Place, gather, spool};
pub use keep::{Bytes, keep};
pub use open::{Opened, open};
pub use sweep::{sweep, sweep_objects};

use crate::error::Error;

/// What commands need of a key.
pub const SCOPE: &str = "commands";

/// An output.
pub use rows::Output;

/// The name of an output: 32 hexadecimal digits and an extension.
#[must_use]
pub fn name(output: &Output) -> String {
    format!("{}.{}", output.id.simple(), output.extension)
}

/// The id in a name, with or without its extension.
#[must_use]
pub fn id_of(name: &str) -> Option<Uuid> {
    let digits = name.split_once('.').map_or(name, |(digits, _)| digits);
    let sound =
        digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    Uuid::try_parse(digits).ok().filter(|_| sound)
}

fn object(tenant: Uuid, output: Uuid) -> ObjectKey {
    ObjectKey::Output { tenant, output }
}

fn not_found() -> Error {
    Error::not_found("output_not_found", "There is no such link, or not any more.")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_name_is_recognised_with_and_without_extension_and_nothing_else_is() {
        let id = Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        for name in ["0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef.png"] {
            assert_eq!(id_of(name), Some(id), "{name}");
        }
        for name in
            ["", "x.png", "01234567-89ab-cdef-0123-456789abcdef", "0123456789ABCDEF0123456789ABCDEF.png"]
        {
            assert_eq!(id_of(name), None, "{name}");
        }
    }
}
