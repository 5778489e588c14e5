//! The one place that calls foreign addresses.
//!
//! A caller says how far it may reach. The name is resolved here, every address it stands for is checked, and the
//! connection goes to exactly those, so that a second look-up cannot lead elsewhere. Redirects are not followed.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ipnet::IpNet;
use reqwest::Url;
use serde_json::Value;

use crate::error::{Error, Result};

/// Largest answer that is read, bytes.
const LARGEST: usize = 1024 * 1024;

/// How far a request may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Addresses of the public internet only: for addresses that came from anybody.
    PublicOnly,
    /// This machine and its networks, too: for addresses an administrator set. Link-local addresses, where clouds keep
    /// the credentials of their machines, stay out.
    PrivateToo,
}

/// An address that may be called: `http` or `https`, with a host and without credentials.
#[derive(Debug, Clone)]
pub struct Target(Url);

impl Target {
    /// Reads an address.
    ///
    /// # Errors
    /// `invalid_url`.
    pub fn parse(text: &str) -> Result<Self> {
        let invalid =
            || Error::invalid("invalid_url", "The address must be http or https, without a password.");
        let url = Url::parse(text).map_err(|_| invalid())?;
        let plain =
            matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
        if plain && url.has_host() { Ok(Self(url)) } else { Err(invalid()) }
    }
}

/// A JSON request.
#[derive(Debug)]
pub struct Post<'a> {
    /// Where to.
    pub target: Target,
    /// How far it may go.
    pub reach: Reach,
    /// Bearer token.
    pub bearer: Option<&'a str>,
    /// Body.
    pub body: Value,
    /// Time for everything together.
    pub timeout: Duration,
}

/// A message whose answer is its status.
#[derive(Debug)]
pub struct Message<'a> {
    /// Where to.
    pub target: Target,
    /// Networks and host names that may be called although they are not public.
    pub also: &'a [String],
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: String,
    /// Time for everything together.
    pub timeout: Duration,
}

/// Sends a message; answers the HTTP status. The answer's body is not read.
///
/// # Errors
/// `address_not_allowed` when the host stands for an address that is neither public nor listed, `fetch_failed` with a
/// reason otherwise.
pub async fn post(message: Message<'_>) -> Result<u16> {
    let work = async {
        let may = |name: &str, address| {
            allowed(address, Reach::PublicOnly) || is_listed(message.also, name, address)
        };
        let client = client_for(&message.target, &may).await?;
        let mut request = client.post(message.target.0.clone()).body(message.body);
        for (name, value) in message.headers {
            request = request.header(name, value);
        }
        Ok(request.send().await.map_err(|e| unreachable(&e))?.status().as_u16())
    };
    match tokio::time::timeout(message.timeout, work).await {
        Ok(done) => done,
        Err(_) => Err(failed(format!("No answer within {} seconds.", message.timeout.as_secs()))),
    }
}

/// Whether somebody who may has listed an address: by its host name, itself, or with its network.
fn is_listed(list: &[String], name: &str, address: IpAddr) -> bool {
    let address = address.to_canonical();
    list.iter().any(|entry| match (entry.parse::<IpNet>(), entry.parse::<IpAddr>()) {
        (Ok(network), _) => network.contains(&address),
        (_, Ok(one)) => one.to_canonical() == address,
        _ => entry.eq_ignore_ascii_case(name),
    })
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Body; null where it is not JSON.
    pub body: Value,
}

/// Sends a JSON request and reads the answer.
///
/// # Errors
/// `address_not_allowed` when the host stands for an address out of reach, `fetch_failed` with a reason otherwise.
pub async fn post_json(post: Post<'_>) -> Result<Answer> {
    let work = async {
        let may = |_: &str, address| allowed(address, post.reach);
        let client = client_for(&post.target, &may).await?;
        let mut request = client.post(post.target.0.clone()).json(&post.body);
        if let Some(token) = post.bearer {
            request = request.bearer_auth(token);
        }
        let mut response = request.send().await.map_err(|e| unreachable(&e))?;
        let status = response.status().as_u16();
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| unreachable(&e))? {
            if bytes.len() + chunk.len() > LARGEST {
                return Err(failed("The answer is too large."));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Answer { status, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) })
    };
    match tokio::time::timeout(post.timeout, work).await {
        Ok(done) => done,
        Err(_) => Err(failed(format!("No answer within {} seconds.", post.timeout.as_secs()))),
    }
}

/// A client that can connect to the checked addresses of one host and to nothing else.
async fn client_for(target: &Target, may: &(dyn Fn(&str, IpAddr) -> bool + Sync)) -> Result<reqwest::Client> {
    let url = &target.0;
    let port = url.port_or_known_default().unwrap_or(443);
    let host = url.host_str().unwrap_or_default();
    // Literal IPv6 addresses stand in brackets in an address and without them everywhere else.
    let name = host.trim_start_matches('[').trim_end_matches(']');
    let addresses: Vec<SocketAddr> = tokio::net::lookup_host((name, port))
        .await
        .map_err(|e| failed(format!("The host {name} is not known.")).because(e))?
        .collect();
    if addresses.is_empty() {
        return Err(failed(format!("The host {name} has no address.")));
    }
    if !addresses.iter().all(|address| may(name, address.ip())) {
        return Err(Error::invalid("address_not_allowed", "This server does not call that address."));
    }
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .resolve_to_addrs(host, &addresses)
        .build()
        .map_err(Error::internal)
}

/// Whether an address is within reach. IPv6 forms that carry an IPv4 address are judged by it.
fn allowed(address: IpAddr, reach: Reach) -> bool {
    let address = address.to_canonical();
    let (never, private) = match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let never = v4.is_unspecified() || v4.is_link_local() || v4.is_multicast() || a == 0 || a >= 240;
            // 100.64/10 is the carriers' shared space (RFC 6598), 198.18/15 is for benchmarks (RFC 2544).
            let shared = (a == 100 && b & 0xc0 == 64) || (a == 198 && b & 0xfe == 18);
            (never, v4.is_private() || v4.is_loopback() || shared || v4.is_documentation())
        }
        IpAddr::V6(v6) => {
            let [first, second, ..] = v6.segments();
            let never = v6.is_unspecified() || v6.is_multicast() || first & 0xffc0 == 0xfe80;
            // Tunnels (6to4, Teredo, NAT64) lead to IPv4 addresses that were not judged.
            let tunnel =
                first == 0x2002 || (first == 0x2001 && second == 0) || (first == 0x64 && second == 0xff9b);
            (
                never || tunnel,
                v6.is_loopback() || first & 0xfe00 == 0xfc00 || (first == 0x2001 && second == 0xdb8),
            )
        }
    };
    !never && (!private || reach == Reach::PrivateToo)
}

fn failed(reason: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::bad_gateway("fetch_failed", reason)
}

/// What the caller learns about a failed connection: the kind, not the address or the library's words.
fn unreachable(error: &reqwest::Error) -> Error {
    let reason = if error.is_connect() { "The host does not answer." } else { "The connection broke off." };
    failed(reason).because(error.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn reach(address: &str) -> (bool, bool) {
        let address = address.parse().unwrap();
        (allowed(address, Reach::PublicOnly), allowed(address, Reach::PrivateToo))
    }

    #[test]
    fn public_addresses_are_within_everybodys_reach() {
        for address in ["1.1.1.1", "93.184.216.34", "2606:4700::1111"] {
            assert_eq!(reach(address), (true, true), "{address}");
        }
    }

    #[test]
    fn private_addresses_are_for_administrators() {
        let private = ["127.0.0.1", "10.1.2.3", "192.168.0.9", "172.16.0.1", "100.64.0.1", "::1", "fd00::1"];
        for address in private.into_iter().chain(["::ffff:10.0.0.1"]) {
            assert_eq!(reach(address), (false, true), "{address}");
        }
    }

    #[test]
    fn metadata_and_meaningless_addresses_are_out_of_reach() {
        for address in [
            "169.254.169.254",
            "0.0.0.0",
            "0.1.2.3",
            "224.0.0.1",
            "255.255.255.255",
            "fe80::1",
            "::",
            "ff02::1",
            "2002:a9fe:a9fe::",
            "64:ff9b::a9fe:a9fe",
            "::ffff:169.254.169.254",
        ] {
            assert_eq!(reach(address), (false, false), "{address}");
        }
    }

    #[test]
    fn an_address_is_listed_by_itself_its_network_or_its_name() {
        let list = ["127.0.0.0/8", "fd00::7", "Hooks.internal"].map(str::to_owned);
        let listed = |name: &str, address: &str| is_listed(&list, name, address.parse().unwrap());
        assert!(listed("x", "127.9.9.9") && listed("x", "::ffff:127.0.0.1") && listed("x", "fd00::7"));
        assert!(listed("hooks.internal", "10.0.0.1"));
        assert!(
            !listed("x", "10.0.0.1") && !listed("x", "fd00::8") && !listed("nohooks.internal", "10.0.0.1")
        );
    }

    #[test]
    fn only_plain_web_addresses_are_targets() {
        for bad in
            ["ftp://host/", "file:///etc/passwd", "http://u:p@host/", "host/path", "http://", "gopher://x"]
        {
            assert!(Target::parse(bad).is_err(), "{bad}");
        }
        assert!(Target::parse("https://api.example.org:8443/v1").is_ok());
    }
}
