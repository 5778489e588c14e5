//! Everything that can be killed, is.

use serde_json::json;

use crate::network::Network;
use crate::server::{Server, Tree, ended, import, noise, photo, until};

const MIB: usize = 1024 * 1024;

/// Waits until the network has stopped and the server has so many pieces of a file.
async fn stopped(server: &Server, network: &Network, pieces: u64) {
    until("the upload is half-way", || async {
        let progress = server.get("/assets/batch/progress").await;
        let arrived = progress["sessions"][0]["received_chunks"].as_u64().unwrap_or(0);
        (network.is_stopped() && arrived >= pieces).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_import_goes_on_in_the_middle_of_a_file() {
    let server = Server::start(&[]).await;
    let network = Network::before(&server.url).await;
    let tree = Tree::new();
    let film = noise(48 * MIB, 1);
    tree.file("film.mp4", &film);
    network.stop_after(28 * MIB as u64);
    let mut child = import(&network.url(), &tree.path(), &[]);
    stopped(&server, &network, 3).await;
    child.kill().unwrap();
    child.wait().unwrap();
    network.go_on();
    network.cut();
    assert_eq!(server.count().await, 0);
    let before = network.sent();
    let (code, report) = ended(import(&network.url(), &tree.path(), &[])).await;
    assert_eq!((code, &report["sent"]), (0, &json!(1)), "{report}");
    assert_eq!(report["sent_bytes"], 24 * MIB, "three of six pieces were there: {report}");
    assert!(network.sent() - before < 25 * MIB as u64);
    let asset = server.asset_of(&film).await.unwrap();
    assert!(server.bytes(&format!("/assets/{asset}/original")).await == film);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_and_comes_back_is_waited_for() {
    let mut server = Server::start(&[]).await;
    let network = Network::before(&server.url).await;
    let tree = Tree::new();
    let film = noise(48 * MIB, 1);
    tree.file("0.mp4", &film);
    for number in 1..=9 {
        tree.file(format!("{number}.jpg"), &photo(number));
    }
    network.stop_after(28 * MIB as u64);
    let child = import(&network.url(), &tree.path(), &["--jobs", "2"]);
    stopped(&server, &network, 2).await;
    server.kill();
    network.go_on();
    network.cut();
    server.restart();
    network.lead_to(&server.url);
    let (code, report) = ended(child).await;
    assert_eq!((code, &report["failed"]), (0, &json!([])), "{report}");
    assert_eq!(report["sent"].as_u64().unwrap() + report["known"].as_u64().unwrap(), 10, "{report}");
    assert_eq!(server.count().await, 10, "each once");
    assert!(report["sent_bytes"].as_u64().unwrap() < (48 + 2 * 8 + 20) * MIB as u64, "{report}");
    let asset = server.asset_of(&film).await.unwrap();
    assert!(server.bytes(&format!("/assets/{asset}/original")).await == film);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_breaks_and_a_server_that_is_busy_are_tried_again() {
    let server = Server::start(&[]).await;
    let network = Network::before(&server.url).await;
    let tree = Tree::new();
    tree.file("film.mp4", &noise(24 * MIB, 1));
    tree.file("photo.jpg", &photo(1));
    network.be_busy(2);
    network.stop_after(12 * MIB as u64);
    let child = import(&network.url(), &tree.path(), &[]);
    stopped(&server, &network, 1).await;
    network.be_busy(1);
    network.go_on();
    network.cut();
    let (code, report) = ended(child).await;
    assert_eq!((code, &report["failed"]), (0, &json!([])), "{report}");
    assert_eq!(server.count().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_outlives_its_token() {
    let server = Server::start(&[("CALOTYPE_AUTH__ACCESS_TOKEN_SECONDS", "3")]).await;
    let network = Network::before(&server.url).await;
    let tree = Tree::new();
    let film = noise(24 * MIB, 1);
    tree.file("film.mp4", &film);
    network.stop_after(12 * MIB as u64);
    let child = import(&network.url(), &tree.path(), &[]);
    until("the network has stopped", || async { network.is_stopped().then_some(()) }).await;
    // Longer than the token lives: what is on its way is refused when it arrives.
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
    network.go_on();
    let (code, report) = ended(child).await;
    assert_eq!((code, &report["sent"]), (0, &json!(1)), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_import_says_what_it_did() {
    let server = Server::start(&[]).await;
    let network = Network::before(&server.url).await;
    let tree = Tree::new();
    tree.file("film.mp4", &noise(24 * MIB, 1));
    network.stop_after(12 * MIB as u64);
    let child = import(&network.url(), &tree.path(), &[]);
    stopped(&server, &network, 1).await;
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    let (code, report) = ended(child).await;
    assert_eq!((code, &report["interrupted"], &report["sent"]), (130, &json!(true), &json!(0)), "{report}");
    network.go_on();
    network.cut();
    let (code, report) = ended(import(&network.url(), &tree.path(), &[])).await;
    assert_eq!((code, &report["sent"], &report["sent_bytes"]), (0, &json!(1), &json!(16 * MIB)), "{report}");
}
