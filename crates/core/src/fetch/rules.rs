//! Where requests may go: what the configuration says, and how far one request reaches.

use std::net::IpAddr;

use ipnet::IpNet;

use super::address::{Place, place, plain};
use super::target::Target;
use crate::config;
use crate::error::{Error, Result};

/// How far a request may go, beside what `fetch.allow` opens and `fetch.deny` closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach<'a> {
    /// The public internet on the ports of `fetch.ports`: for addresses that came from anybody.
    Public,
    /// The public internet on any port, and these networks, addresses and host names: for addresses an administrator of
    /// an application set.
    PublicAnd(&'a [String]),
    /// This machine and its networks, too: for addresses an administrator of this server set.
    PrivateToo,
}

/// The rules of the configuration.
#[derive(Debug)]
pub struct Rules {
    enabled: bool,
    allow: List,
    deny: List,
    ports: Vec<u16>,
}

impl Rules {
    /// Reads the configuration.
    ///
    /// # Errors
    /// `invalid_network`.
    pub(super) fn new(settings: &config::Fetch) -> Result<Self> {
        Ok(Self {
            enabled: settings.enabled,
            allow: List::read(&settings.allow)?,
            deny: List::read(&settings.deny)?,
            ports: settings.ports.clone(),
        })
    }

    /// Whether addresses that came in a request are called at all.
    pub(super) fn serve_requests(&self) -> bool {
        self.enabled
    }

    /// Whether a connection to one address of a target may be made.
    pub(super) fn allow(&self, target: &Target, address: IpAddr, reach: Reach<'_>) -> bool {
        let address = plain(address);
        if self.deny.lists(address) || self.deny.names(target.host()) {
            return false;
        }
        let own = match reach {
            Reach::PublicAnd(entries) => List::lenient(entries),
            Reach::Public | Reach::PrivateToo => List::default(),
        };
        if self.allow.lists(address) || own.lists(address) {
            return true;
        }
        let named = self.allow.names(target.host()) || own.names(target.host());
        let within = match place(address) {
            Place::Public => true,
            // A name is whatever its owner says today: it opens private networks, and never the metadata of a cloud.
            Place::Private => named || reach == Reach::PrivateToo,
            Place::Never => false,
        };
        within && (named || reach != Reach::Public || self.ports.contains(&target.port()))
    }
}

/// Networks, addresses and host names.
#[derive(Debug, Default)]
struct List {
    networks: Vec<IpNet>,
    names: Vec<String>,
}

impl List {
    fn read(entries: &[String]) -> Result<Self> {
        let list = Self::lenient(entries);
        match list.names.iter().find(|name| !is_host_name(name)) {
            None => Ok(list),
            Some(name) => {
                Err(Error::invalid("invalid_network", "A list of networks has an entry that is none.")
                    .field("fetch", format!("cannot read {name:?}")))
            }
        }
    }

    /// What cannot be a network or an address is taken for a name, which then fits nothing.
    fn lenient(entries: &[String]) -> Self {
        let mut list = Self::default();
        for entry in entries {
            match (entry.parse::<IpNet>(), entry.parse::<IpAddr>()) {
                (Ok(network), _) => list.networks.push(network),
                (_, Ok(one)) => list.networks.push(IpNet::from(plain(one))),
                _ => list.names.push(entry.trim_end_matches('.').to_ascii_lowercase()),
            }
        }
        list
    }

    fn lists(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(&address))
    }

    /// Whether a host name is listed, by itself or by `*.` and a name it ends in.
    fn names(&self, host: &str) -> bool {
        self.names.iter().any(|name| match name.strip_prefix("*.") {
            Some(parent) => host.strip_suffix(parent).is_some_and(|head| head.ends_with('.')),
            None => name == host,
        })
    }
}

fn is_host_name(text: &str) -> bool {
    let text = text.strip_prefix("*.").unwrap_or(text);
    !text.is_empty()
        && text.split('.').all(|label| {
            !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn rules(allow: &[&str], deny: &[&str]) -> Rules {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        let settings = config::Fetch { allow: texts(allow), deny: texts(deny), ..Default::default() };
        Rules::new(&settings).unwrap()
    }

    fn may(rules: &Rules, url: &str, address: &str, reach: Reach<'_>) -> bool {
        rules.allow(&Target::parse(url).unwrap(), address.parse().unwrap(), reach)
    }

    #[test]
    fn each_reach_goes_so_far_and_no_further() {
        let rules = rules(&[], &[]);
        let webhooks = ["127.0.0.0/8".to_owned(), "hooks.test".to_owned()];
        for (url, address, public, listed, private) in [
            ("http://a.test/", "8.8.8.8", true, true, true),
            ("http://a.test:8443/", "8.8.8.8", false, true, true),
            ("http://a.test/", "10.0.0.1", false, false, true),
            ("http://a.test/", "127.0.0.1", false, true, true),
            ("http://a.test:9000/", "::ffff:127.0.0.1", false, true, true),
            ("http://hooks.test:9000/", "10.0.0.1", false, true, true),
            ("http://hooks.test/", "169.254.169.254", false, false, false),
            ("http://nohooks.test/", "10.0.0.1", false, false, true),
        ] {
            let reaches = [Reach::Public, Reach::PublicAnd(&webhooks), Reach::PrivateToo];
            assert_eq!(
                reaches.map(|reach| may(&rules, url, address, reach)),
                [public, listed, private],
                "{url} {address}"
            );
        }
    }

    #[test]
    fn what_is_denied_stays_denied_and_what_is_allowed_needs_no_usual_port() {
        let rules = rules(&["10.0.0.0/8", "*.corp.test", "169.254.7.7"], &["10.9.0.0/16", "evil.test"]);
        assert!(may(&rules, "http://a.test:81/", "10.1.1.1", Reach::Public));
        assert!(may(&rules, "http://a.test/", "169.254.7.7", Reach::Public));
        assert!(may(&rules, "http://pics.corp.test:8080/", "192.168.1.1", Reach::Public));
        assert!(!may(&rules, "http://corp.test/", "192.168.1.1", Reach::Public));
        assert!(!may(&rules, "http://notcorp.test/", "192.168.1.1", Reach::Public));
        assert!(!may(&rules, "http://a.test/", "10.9.1.1", Reach::PrivateToo));
        assert!(!may(&rules, "http://evil.test/", "8.8.8.8", Reach::Public));
        assert!(!may(&rules, "http://evil.test./", "8.8.8.8", Reach::Public));
    }

    #[test]
    fn a_list_that_cannot_be_read_is_an_error() {
        for bad in ["10.0.0.0/33", "not a name", "http://x.test", ""] {
            let settings = config::Fetch { deny: vec![bad.to_owned()], ..Default::default() };
            assert_eq!(Rules::new(&settings).unwrap_err().code, "invalid_network", "{bad}");
        }
    }
}
