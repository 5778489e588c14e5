//! What a request gave, whatever form it came in.

use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// The parameters of a request: query, form and JSON body together.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    values: Map<String, Value>,
    upload: bool,
    seed: u64,
}

/// What a picture is taken from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Address {
    /// The file that came with the request.
    Upload,
    /// What the request says: an address, an id or link of ours, a `data:` address, or base64.
    Text(String),
}

impl Given {
    /// Takes the values of a request. `upload` says whether a file came with it; `seed` is what effects by chance begin
    /// with.
    pub fn new(values: Map<String, Value>, upload: bool, seed: u64) -> Self {
        Given { values, upload, seed }
    }

    /// The value under a name or its other spelling. Null and empty text are no values.
    pub(crate) fn value(&self, name: &str, also: Option<&str>) -> Option<&Value> {
        [Some(name), also]
            .into_iter()
            .flatten()
            .filter_map(|name| self.values.get(name))
            .find(|value| !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty()))
    }

    /// The values of an object inside this request.
    pub(crate) fn inner(&self, values: Map<String, Value>) -> Given {
        Given { values, upload: false, seed: self.seed }
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// Where a picture comes from. The file of the request goes before what it says, for the command's first picture.
    pub(crate) fn address(&self, name: &str, also: Option<&str>) -> Result<Address, Refusal> {
        if self.upload {
            return Ok(Address::Upload);
        }
        self.address_only(name, also)
    }

    /// As [`Self::address`], for pictures that are not the first.
    pub(crate) fn address_only(&self, name: &str, also: Option<&str>) -> Result<Address, Refusal> {
        match self.value(name, also) {
            Some(Value::String(text)) => Ok(Address::Text(text.trim().to_owned())),
            Some(_) => Err(Refusal::invalid(name, "an address is expected")),
            None => Err(Refusal::Missing(name.to_owned())),
        }
    }

    /// Whether the answer shall be the file itself.
    pub fn wants_blob(&self) -> bool {
        self.value("blob", None).and_then(crate::parameters::truth).unwrap_or(false)
    }
}
