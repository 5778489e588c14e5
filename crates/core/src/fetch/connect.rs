//! Names become addresses, once, and connections go to those.

use std::net::SocketAddr;
use std::time::Duration;

use super::rules::Reach;
use super::target::Target;
use super::{Fetcher, failed, refused};
use crate::error::{Error, Result};

/// Time for a connection.
const CONNECT: Duration = Duration::from_secs(5);

/// What this server calls itself.
const USER_AGENT: &str = concat!("calotype/", env!("CARGO_PKG_VERSION"));

/// Where names are looked up.
#[derive(Debug, Clone)]
pub(super) enum Names {
    /// As the machine is configured.
    System,
    /// A name server of a test.
    #[cfg(test)]
    Server(SocketAddr),
}

impl Names {
    async fn look_up(&self, host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
        match self {
            Self::System => Ok(tokio::net::lookup_host((host, port)).await?.collect()),
            #[cfg(test)]
            Self::Server(server) => super::tests::names::ask(*server, host, port).await,
        }
    }
}

/// Everything the client would look up by itself is unknown to it.
#[derive(Debug)]
struct NoNames;

impl reqwest::dns::Resolve for NoNames {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(async { Err("names are looked up before".into()) })
    }
}

impl Fetcher {
    /// A client that can connect to the checked addresses of one host and to nothing else.
    pub(super) async fn connect(
        &self,
        target: &Target,
        reach: Reach<'_>,
        idle: Duration,
    ) -> Result<reqwest::Client> {
        let addresses = match target.literal() {
            Some(address) => vec![SocketAddr::new(address, target.port())],
            None => {
                let unknown = |e| failed(format!("The host {} is not known.", target.host())).because(e);
                self.names.look_up(target.host(), target.port()).await.map_err(unknown)?
            }
        };
        if addresses.is_empty() {
            return Err(failed(format!("The host {} has no address.", target.host())));
        }
        // One bad address among good ones is a bad host: which one the connection takes is not ours to say.
        if !addresses.iter().all(|address| self.rules.allow(target, address.ip(), reach)) {
            return Err(refused());
        }
        reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .dns_resolver(NoNames)
            .resolve_to_addrs(target.host(), &addresses)
            .connect_timeout(CONNECT)
            .read_timeout(idle)
            .pool_max_idle_per_host(0)
            .http1_only()
            .user_agent(USER_AGENT)
            .build()
            .map_err(Error::internal)
    }
}
