//! Signed addresses: HMAC-SHA256 (RFC 2104) over path and canonical query, in hexadecimal digits, in the query itself.
//!
//! Everything but the signature is signed: the picture, how it is ordered, the key and the end. So an address is good for
//! exactly what its signer wrote. The query is brought into one form first (decoded, sorted, escaped as RFC 3986 says),
//! because what lies between browser and server may reorder and escape it anew.

use calotype_store::delivery_keys as rows;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

use crate::app::App;
use crate::bucket::presign::escape;
use crate::error::{Error, Result};
use crate::seal;
use crate::secrets::Purpose;

/// The parameter that names the key.
pub const KEY: &str = "kid";
/// The parameter with the end, seconds since 1970: the first second in which the address does not work.
pub const EXPIRES: &str = "exp";
/// The parameter with the signature.
pub const SIGNATURE: &str = "sig";

/// The parameters of an address, decoded.
type Query = [(String, String)];

/// What is signed: the path as it stands in the address, `?`, and the parameters but for the signature, each name and value
/// escaped (everything but letters, digits and `-._~`) and joined with `=`, these sorted by their bytes and joined with `&`.
#[must_use]
pub fn canonical(path: &str, query: &Query) -> String {
    let signed = query.iter().filter(|(name, _)| name != SIGNATURE);
    let mut pairs: Vec<String> =
        signed.map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    pairs.sort_unstable();
    format!("{path}?{}", pairs.join("&"))
}

/// The client whose delivery key signed an address. `None` without a signature, and for one that is wrong, over, or of a key
/// or client that does not work: such an address is one without a signature.
///
/// # Errors
/// Any database failure.
pub async fn signer(app: &App, path: &str, query: &Query) -> Result<Option<Uuid>> {
    let (Some(key), Some(end), Some(signature)) =
        (one(query, KEY), one(query, EXPIRES), one(query, SIGNATURE))
    else {
        return Ok(None);
    };
    let (Ok(key), Some(end), Ok(signature)) = (Uuid::try_parse(key), seconds(end), hex::decode(signature))
    else {
        return Ok(None);
    };
    if end <= app.clock.now().div_euclid(1_000_000) {
        return Ok(None);
    }
    let Some(row) = rows::working(&mut app.db.read().await?, key).await? else { return Ok(None) };
    let secret = seal::open(&app.secret, Purpose::DeliveryEncryption, &row.sealed)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(Error::internal)?;
    mac.update(canonical(path, query).as_bytes());
    // Compares in constant time.
    Ok(mac.verify_slice(&signature).is_ok().then_some(row.tenant_id))
}

/// The value of a parameter that is there once: of two, nobody knows which one was meant.
fn one<'a>(query: &'a Query, name: &str) -> Option<&'a str> {
    let mut values = query.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
    values.next().filter(|_| values.next().is_none())
}

fn seconds(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_query_has_one_canonical_form_and_the_signature_is_not_in_it() {
        let sorted = query(&[("exp", "9"), ("h", ""), ("kid", "k"), ("w", "1"), ("w", "2")]);
        let mixed = query(&[("w", "2"), ("sig", "ff"), ("kid", "k"), ("w", "1"), ("h", ""), ("exp", "9")]);
        assert_eq!(canonical("/v2/images/a", &sorted), "/v2/images/a?exp=9&h=&kid=k&w=1&w=2");
        assert_eq!(canonical("/v2/images/a", &sorted), canonical("/v2/images/a", &mixed));
        let odd = query(&[("gravity", "10,20"), ("a b", "ü&=~")]);
        assert_eq!(canonical("/p", &odd), "/p?a%20b=%C3%BC%26%3D~&gravity=10%2C20");
    }

    #[test]
    fn no_two_queries_share_a_form() {
        let forms = [
            query(&[("a", "1&b=2")]),
            query(&[("a", "1"), ("b", "2")]),
            query(&[("a", "1%26b"), ("b", "2")]),
            query(&[("a=1&b", "2")]),
        ];
        let forms: std::collections::BTreeSet<String> =
            forms.iter().map(|query| canonical("/p", query)).collect();
        assert_eq!(forms.len(), 4);
    }

    #[test]
    fn a_parameter_that_is_there_twice_or_is_no_number_counts_as_none() {
        assert_eq!(one(&query(&[("exp", "1"), ("exp", "2")]), "exp"), None);
        assert_eq!(one(&query(&[("exp", "1")]), "exp"), Some("1"));
        for odd in ["", "-1", "+1", "1.0", "9999999999999999999"] {
            assert_eq!(seconds(odd), None, "{odd}");
        }
    }
}
