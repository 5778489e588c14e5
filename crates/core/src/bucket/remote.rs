//! The configured store as a place that takes forms: its address as clients reach it, and what signs for it.

use calotype_files::objects::bucket_address;
use secrecy::SecretString;

use super::Credentials;
use crate::app::App;
use crate::config;

/// Where forms for the configured store go.
#[derive(Debug, Clone)]
pub struct Remote {
    /// Name of the bucket.
    pub bucket: String,
    /// Address of the bucket, for clients.
    pub url: String,
    /// Signs for it.
    pub credentials: Credentials,
    prefix: String,
}

impl Remote {
    /// The key of an object in the bucket.
    #[must_use]
    pub fn key(&self, key: &str) -> String {
        if self.prefix.is_empty() { key.to_owned() } else { format!("{}/{key}", self.prefix) }
    }
}

/// The configured store, when it is one and there is a key pair to sign with. A machine's own role signs no forms: its
/// credentials may end before the form does.
#[must_use]
pub fn remote(app: &App) -> Option<Remote> {
    from(&app.config.objects)
}

fn from(settings: &config::Objects) -> Option<Remote> {
    let bucket = settings.s3_bucket.clone()?;
    let (key, secret): (String, SecretString) =
        (settings.s3_access_key.clone()?, settings.s3_secret_key.clone()?);
    let region = settings.s3_region.clone().unwrap_or_else(|| super::REGION.to_owned());
    let endpoint = settings.s3_public_endpoint.as_deref().or(settings.s3_endpoint.as_deref());
    // The store was opened with the same settings, so they make an address.
    let mut url = bucket_address(endpoint, &region, &bucket, settings.s3_path_style).ok()?;
    if !url.ends_with(&format!("/{bucket}")) {
        // A host of its own takes forms at its root.
        url.push('/');
    }
    let prefix = settings.s3_prefix.trim_matches('/').to_owned();
    Some(Remote { bucket, url, credentials: Credentials { key, secret, region }, prefix })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn settings(change: impl FnOnce(&mut config::Objects)) -> config::Objects {
        let mut settings = config::Objects {
            s3_bucket: Some("pictures".into()),
            s3_access_key: Some("key".into()),
            s3_secret_key: Some("secret".into()),
            ..config::Objects::default()
        };
        change(&mut settings);
        settings
    }

    #[test]
    fn a_form_goes_to_the_address_that_clients_reach() {
        let url = |change: fn(&mut config::Objects)| from(&settings(change)).unwrap().url;
        assert_eq!(url(|_| ()), "https://pictures.s3.us-east-1.amazonaws.com/");
        assert_eq!(url(|s| s.s3_endpoint = Some("http://weed:8333/".into())), "http://weed:8333/pictures");
        let both = |s: &mut config::Objects| {
            s.s3_endpoint = Some("http://weed:8333".into());
            s.s3_public_endpoint = Some("https://files.example.org".into());
        };
        assert_eq!(url(both), "https://files.example.org/pictures");
        let hosts = |s: &mut config::Objects| {
            s.s3_endpoint = Some("http://weed:8333".into());
            s.s3_public_endpoint = Some("https://files.example.org/".into());
            s.s3_path_style = Some(false);
        };
        assert_eq!(url(hosts), "https://pictures.files.example.org/");
        let path = |s: &mut config::Objects| s.s3_path_style = Some(true);
        assert_eq!(url(path), "https://s3.us-east-1.amazonaws.com/pictures");
        assert_eq!(from(&settings(|s| s.s3_prefix = "a/b".into())).unwrap().key("k"), "a/b/k");
    }

    #[test]
    fn without_a_key_pair_no_form_can_be_signed() {
        assert!(from(&settings(|s| s.s3_secret_key = None)).is_none());
        assert!(from(&config::Objects::default()).is_none());
    }
}
