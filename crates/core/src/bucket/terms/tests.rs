#![allow(clippy::unwrap_used)]
use super::*;
use crate::bucket::form::{Offer, sign};

const NOW: Micros = 1_700_000_000_000_000;

fn pair() -> Credentials {
    Credentials { key: "CALO1".into(), secret: "s".into(), region: "us-east-1".into() }
}

fn form() -> Fields {
    let offer = Offer {
        bucket: "b",
        key: "u/upl_1/a.json",
        content_type: "application/json",
        fields: &[("x-amz-meta-user-id", "u".to_owned())],
        min: 1,
        max: 9,
        now: NOW,
        until: NOW + 300_000_000,
    };
    sign(&pair(), &offer).into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect()
}

fn why(fields: &Fields, now: Micros) -> Why {
    check(&pair(), "b", fields, now).unwrap_err().why
}

/// A form over any policy, signed as it should be.
fn over(policy: &str, more: &[(&str, &str)]) -> Fields {
    let day = "20231114";
    let policy = STANDARD.encode(policy);
    let mut fields: Fields = more.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    fields.insert("x-amz-algorithm".into(), ALGORITHM.into());
    fields.insert("x-amz-credential".into(), pair().scope(day));
    fields.insert("x-amz-signature".into(), pair().sign(day, &policy));
    fields.insert("policy".into(), policy);
    fields
}

#[test]
fn our_own_form_is_good_until_its_last_second() {
    let terms = check(&pair(), "b", &form(), NOW).unwrap();
    assert_eq!(terms, Terms { key: "u/upl_1/a.json".into(), min: 1, max: Some(9) });
    assert!(check(&pair(), "b", &form(), NOW + 299_000_000).is_ok());
    assert_eq!(why(&form(), NOW + 300_000_000), Why::AccessDenied);
}

#[test]
fn every_field_but_the_policys_own_is_held_to_its_value() {
    for name in form().keys() {
        let mut changed = form();
        changed.insert(name.clone(), "something else".into());
        let expected = match name.as_str() {
            "policy" | "x-amz-signature" => Why::SignatureDoesNotMatch,
            _ => Why::AccessDenied,
        };
        assert_eq!(why(&changed, NOW), expected, "{name} changed");
        let mut missing = form();
        missing.remove(name);
        assert_eq!(why(&missing, NOW), Why::AccessDenied, "{name} missing");
    }
}

#[test]
fn a_field_nobody_named_is_refused_unless_it_says_so() {
    let mut fields = form();
    fields.insert("x-ignore-this".into(), "1".into());
    assert!(check(&pair(), "b", &fields, NOW).is_ok());
    fields.insert("acl".into(), "public-read".into());
    assert_eq!(why(&fields, NOW), Why::AccessDenied);
}

#[test]
fn a_form_of_another_bucket_key_or_version_is_refused() {
    assert_eq!(check(&pair(), "other", &form(), NOW).unwrap_err().why, Why::AccessDenied);
    let stranger = Credentials { key: "CALO2".into(), ..pair() };
    assert_eq!(check(&stranger, "b", &form(), NOW).unwrap_err().why, Why::InvalidAccessKeyId);
    let thief = Credentials { secret: "t".into(), ..pair() };
    assert_eq!(check(&thief, "b", &form(), NOW).unwrap_err().why, Why::SignatureDoesNotMatch);
    let mut old = form();
    old.insert("awsaccesskeyid".into(), "CALO1".into());
    assert_eq!(why(&old, NOW), Why::InvalidArgument);
}

#[test]
fn a_policy_that_cannot_be_read_is_named_so() {
    let until = r#""expiration":"2099-01-01T00:00:00Z""#;
    for policy in [
        "no json".to_owned(),
        "{}".to_owned(),
        format!("{{{until}}}"),
        r#"{"expiration":"tomorrow","conditions":[]}"#.to_owned(),
        format!(r#"{{{until},"conditions":[["like","$key","a"]]}}"#),
        format!(r#"{{{until},"conditions":[["eq","key","a"]]}}"#),
        format!(r#"{{{until},"conditions":[["content-length-range",-1,3]]}}"#),
        format!(r#"{{{until},"conditions":[{{"key":7}}]}}"#),
    ] {
        assert_eq!(why(&over(&policy, &[("key", "a")]), NOW), Why::InvalidPolicyDocument, "{policy}");
    }
}

#[test]
fn beginnings_and_the_narrowest_of_two_ranges_count() {
    let policy = r#"{"expiration":"2099-01-01T00:00:00Z","conditions":[["starts-with","$key","u/"],
        ["eq","$x-amz-algorithm","AWS4-HMAC-SHA256"],["starts-with","$x-amz-credential",""],
        ["content-length-range",1,"50"],["content-length-range",5,100]]}"#;
    let terms = check(&pair(), "b", &over(policy, &[("key", "u/x")]), NOW).unwrap();
    assert_eq!(terms, Terms { key: "u/x".into(), min: 5, max: Some(50) });
    assert_eq!(why(&over(policy, &[("key", "v/x")]), NOW), Why::AccessDenied);
}
