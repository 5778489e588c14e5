//! Whether a posted form is one that was signed, and keeps what its policy demands.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calotype_store::Micros;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::refusal::{Refusal, Why};
use super::signature::{ALGORITHM, Credentials, moment};

/// Fields of a form in front of its file, by lower-case name.
pub type Fields = BTreeMap<String, String>;

/// What a form allows, once it is found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Key of the object.
    pub key: String,
    /// Smallest size, bytes.
    pub min: u64,
    /// Largest size, bytes; `None`: the form does not say.
    pub max: Option<u64>,
}

fn denied(message: &'static str) -> Refusal {
    Refusal::new(Why::AccessDenied, message)
}

fn unreadable() -> Refusal {
    Refusal::new(Why::InvalidPolicyDocument, "The policy cannot be read.")
}

/// Checks a form against its own policy and signature.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(
    credentials: &Credentials,
    bucket: &str,
    fields: &Fields,
    now: Micros,
) -> Result<Terms, Refusal> {
    if fields.contains_key("awsaccesskeyid") || fields.contains_key("signature") {
        return Err(Refusal::new(Why::InvalidArgument, "Sign with version 4 (AWS4-HMAC-SHA256)."));
    }
    let field = |name: &str| fields.get(name).map(String::as_str);
    let (Some(policy), Some(signature)) = (field("policy"), field("x-amz-signature")) else {
        return Err(denied("The form is not signed."));
    };
    if field("x-amz-algorithm") != Some(ALGORITHM) {
        return Err(denied("The algorithm is not AWS4-HMAC-SHA256."));
    }
    credentials.check(field("x-amz-credential").unwrap_or_default(), policy, signature)?;
    let policy: Value = STANDARD
        .decode(policy)
        .ok()
        .and_then(|text| serde_json::from_slice(&text).ok())
        .ok_or_else(unreadable)?;
    let until = policy["expiration"]
        .as_str()
        .and_then(|text| OffsetDateTime::parse(text, &Rfc3339).ok())
        .ok_or_else(unreadable)?;
    if until <= moment(now) {
        return Err(denied("The form has expired."));
    }
    let conditions = policy["conditions"].as_array().ok_or_else(unreadable)?;
    let mut terms = Terms { key: String::new(), min: 0, max: None };
    let mut named = Vec::new();
    for condition in conditions {
        for demand in read(condition)? {
            match demand {
                Demand::Size(min, max) => {
                    terms.min = terms.min.max(min);
                    terms.max = Some(terms.max.map_or(max, |known| known.min(max)));
                }
                Demand::Field { name, value, whole } => {
                    let given = if name == "bucket" { Some(bucket) } else { field(&name) };
                    let kept = given
                        .is_some_and(|given| if whole { given == value } else { given.starts_with(&value) });
                    if !kept {
                        return Err(denied("A field differs from what the policy demands."));
                    }
                    named.push(name);
                }
            }
        }
    }
    let free =
        |name: &str| matches!(name, "policy" | "x-amz-signature" | "file") || name.starts_with("x-ignore-");
    if fields.keys().any(|name| !free(name) && !named.contains(name)) {
        return Err(denied("The form has a field that the policy does not name."));
    }
    terms.key = field("key")
        .map(str::to_owned)
        .ok_or_else(|| Refusal::new(Why::InvalidArgument, "The form has no key."))?;
    Ok(terms)
}

enum Demand {
    Field { name: String, value: String, whole: bool },
    Size(u64, u64),
}

/// One entry of `conditions`: `{name: value}`, `["eq", "$name", value]`, `["starts-with", "$name", prefix]` or
/// `["content-length-range", min, max]`.
fn read(condition: &Value) -> Result<Vec<Demand>, Refusal> {
    match condition {
        Value::Object(map) => map
            .iter()
            .map(|(name, value)| {
                let value = value.as_str().ok_or_else(unreadable)?.to_owned();
                Ok(Demand::Field { name: name.to_lowercase(), value, whole: true })
            })
            .collect(),
        Value::Array(parts) if parts.len() == 3 => {
            let word = parts[0].as_str().ok_or_else(unreadable)?.to_lowercase();
            if word == "content-length-range" {
                let (Some(min), Some(max)) = (number(&parts[1]), number(&parts[2])) else {
                    return Err(unreadable());
                };
                return Ok(vec![Demand::Size(min, max)]);
            }
            let whole = match word.as_str() {
                "eq" => true,
                "starts-with" => false,
                _ => return Err(unreadable()),
            };
            let name = parts[1].as_str().and_then(|name| name.strip_prefix('$')).ok_or_else(unreadable)?;
            let value = parts[2].as_str().ok_or_else(unreadable)?.to_owned();
            Ok(vec![Demand::Field { name: name.to_lowercase(), value, whole }])
        }
        _ => Err(unreadable()),
    }
}

/// Sizes come as numbers, from some makers as text.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests;
