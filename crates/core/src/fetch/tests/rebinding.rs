//! A name that changes its mind between the check and the call.

use super::names::NameServer;
use super::site::{Site, moved, page};
use super::{allowing, limits};
use crate::fetch::connect::Names;

/// The good site is at 127.0.0.2, which the fetcher may call; the secret one at 127.0.0.1, same port, which it may not.
async fn sites(paths: Vec<(&'static str, super::site::Act)>) -> (Site, Site) {
    let good = Site::start("127.0.0.2:0", paths).await;
    let secret = format!("127.0.0.1:{}", good.address.port());
    (good, Site::start(&secret, vec![("/", page("", "secret")), ("/next", page("", "secret"))]).await)
}

#[tokio::test]
async fn the_connection_goes_to_the_address_that_was_checked() {
    let (good, secret) = sites(vec![("/", page("", "harmless"))]).await;
    let names = NameServer::start(&[("turncoat.test", &[&["127.0.0.2"], &["127.0.0.1"]])]).await;
    let mut fetcher = allowing(&["127.0.0.2"]);
    fetcher.names = Names::Server(names.address);
    let url = format!("http://turncoat.test:{}/", good.address.port());
    let (_, content) = fetcher.get(&url, &limits(), None).await.unwrap();
    assert_eq!(content, b"harmless");
    assert_eq!(names.asked(), ["turncoat.test"], "one look-up, the one that was checked");
    let host = format!("host: turncoat.test:{}\r\n", good.address.port());
    assert!(good.heard()[0].contains(&host), "the name is kept: {:?}", good.heard());
    // The next call is another look-up, another check, and no call.
    assert_eq!(fetcher.get(&url, &limits(), None).await.unwrap_err().code, "address_not_allowed");
    assert_eq!(secret.heard(), Vec::<String>::new());
}

#[tokio::test]
async fn a_redirect_to_the_same_name_is_checked_afresh() {
    let (good, secret) = sites(vec![("/", moved("/next"))]).await;
    let names = NameServer::start(&[("turncoat.test", &[&["127.0.0.2"], &["127.0.0.1"]])]).await;
    let mut fetcher = allowing(&["127.0.0.2"]);
    fetcher.names = Names::Server(names.address);
    let url = format!("http://turncoat.test:{}/", good.address.port());
    let error = fetcher.get(&url, &limits(), None).await.unwrap_err();
    assert_eq!(error.code, "address_not_allowed");
    assert_eq!(names.asked().len(), 2);
    assert_eq!((good.heard().len(), secret.heard().len()), (1, 0));
}
