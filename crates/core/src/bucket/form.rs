//! Forms that let a browser post one file straight into a bucket, without any other credential.
//!
//! A policy states what the form must look like; the signature is over the policy's text alone. So the address is not
//! signed: one form works through any name that reaches the bucket.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calotype_store::Micros;
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

use super::signature::{self, ALGORITHM, Credentials};

/// What a form allows.
#[derive(Debug, Clone)]
pub struct Offer<'a> {
    /// Bucket it goes to.
    pub bucket: &'a str,
    /// Key of the object.
    pub key: &'a str,
    /// Media type to store.
    pub content_type: &'a str,
    /// Further fields, each with its only value.
    pub fields: &'a [(&'a str, String)],
    /// Smallest size, bytes.
    pub min: u64,
    /// Largest size, bytes.
    pub max: u64,
    /// Now.
    pub now: Micros,
    /// When it stops working.
    pub until: Micros,
}

/// Every field the client sends back unchanged, in front of the file.
#[must_use]
pub fn sign(credentials: &Credentials, offer: &Offer<'_>) -> Vec<(String, String)> {
    let (day, stamp) = signature::stamp(signature::moment(offer.now));
    let mut fields = vec![("key".to_owned(), offer.key.to_owned())];
    fields.extend(offer.fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    fields.push(("Content-Type".to_owned(), offer.content_type.to_owned()));
    fields.push(("success_action_status".to_owned(), "201".to_owned()));
    fields.push(("x-amz-algorithm".to_owned(), ALGORITHM.to_owned()));
    fields.push(("x-amz-credential".to_owned(), credentials.scope(&day)));
    fields.push(("x-amz-date".to_owned(), stamp));
    let mut conditions = vec![json!({"bucket": offer.bucket})];
    conditions.extend(fields.iter().map(|(name, value)| {
        Value::Object(std::iter::once((name.clone(), Value::from(value.clone()))).collect())
    }));
    conditions.push(json!(["content-length-range", offer.min, offer.max]));
    // Whole seconds: not every store reads fractions.
    let until = signature::moment(offer.until - offer.until.rem_euclid(1_000_000));
    let policy = json!({"expiration": until.format(&Rfc3339).unwrap_or_default(), "conditions": conditions});
    let policy = STANDARD.encode(policy.to_string());
    let signed = credentials.sign(&day, &policy);
    fields.push(("policy".to_owned(), policy));
    fields.push(("x-amz-signature".to_owned(), signed));
    fields
}
