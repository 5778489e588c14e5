//! Where a bucket is: below the address of its store (path style) or at a host of its own (virtual-hosted style).

use crate::error::{Error, Result};

/// The address of a bucket, without a slash at its end. Without an endpoint the store is Amazon's in `region`. `path_style`
/// says how it is addressed; `None`: below an endpoint, and at a host of its own at Amazon, which wants that.
///
/// # Errors
/// `Invalid` for an endpoint without a scheme, and for a host of its own below an address that is no name.
pub fn bucket_address(
    endpoint: Option<&str>,
    region: &str,
    bucket: &str,
    path_style: Option<bool>,
) -> Result<String> {
    let below = path_style.unwrap_or(endpoint.is_some());
    let amazon = format!("https://s3.{region}.amazonaws.com");
    let endpoint = endpoint.unwrap_or(&amazon).trim().trim_end_matches('/');
    let Some((scheme, rest)) = endpoint.split_once("://").filter(|(_, rest)| !rest.is_empty()) else {
        return Err(Error::invalid(format!("the endpoint of the store is no address: {endpoint}")));
    };
    if below {
        return Ok(format!("{endpoint}/{bucket}"));
    }
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    if rest.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok() {
        return Err(Error::invalid(format!("a bucket has no host of its own below the address {host}")));
    }
    Ok(format!("{scheme}://{bucket}.{rest}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn address(endpoint: Option<&str>, path_style: Option<bool>) -> String {
        bucket_address(endpoint, "eu-north-1", "pictures", path_style).unwrap()
    }

    #[test]
    fn amazon_has_a_host_for_each_bucket_and_others_a_path_unless_told_otherwise() {
        assert_eq!(address(None, None), "https://pictures.s3.eu-north-1.amazonaws.com");
        assert_eq!(address(None, Some(true)), "https://s3.eu-north-1.amazonaws.com/pictures");
        assert_eq!(address(Some("http://weed:8333/"), None), "http://weed:8333/pictures");
        assert_eq!(address(Some("http://127.0.0.1:8333"), None), "http://127.0.0.1:8333/pictures");
        assert_eq!(address(Some("http://weed:8333"), Some(false)), "http://pictures.weed:8333");
        assert_eq!(
            address(Some("https://s.example.org/a/"), Some(false)),
            "https://pictures.s.example.org/a"
        );
    }

    #[test]
    fn a_number_has_no_hosts_below_it_and_a_word_is_no_address() {
        for endpoint in ["http://127.0.0.1:9000", "http://[::1]:9000"] {
            assert!(bucket_address(Some(endpoint), "r", "b", Some(false)).is_err(), "{endpoint}");
        }
        for endpoint in ["weed:8333", "https://", ""] {
            assert!(bucket_address(Some(endpoint), "r", "b", None).is_err(), "{endpoint}");
        }
    }
}
