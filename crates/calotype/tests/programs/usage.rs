//! Usage outlives the process that counted it.

use serde_json::json;

use crate::server::Server;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_counted_is_written_down_when_the_server_is_asked_to_stop() {
    let mut server = Server::start().await;
    let token = server.administrator().await;
    let ask = |method, path: String| {
        server.http.request(method, format!("{}{path}", server.url)).bearer_auth(&token)
    };
    let made = ask(reqwest::Method::POST, "/v2/admin/clients".to_owned()).json(&json!({"name": "shop"}));
    let made: serde_json::Value = made.send().await.unwrap().json().await.unwrap();
    let (id, key) = (made["id"].as_str().unwrap(), made["apiKey"].as_str().unwrap());
    for _ in 0..5 {
        let ask = server.http.get(format!("{}/v2/admin/stats", server.url)).header("x-api-key", key);
        assert_eq!(ask.send().await.unwrap().status(), 401);
    }
    // At once: the interval of writing is not over.
    server.restart();
    let url = format!("{}/v2/admin/clients/{id}/usage", server.url);
    let days: serde_json::Value =
        server.http.get(url).bearer_auth(&token).send().await.unwrap().json().await.unwrap();
    assert_eq!(days[0]["requests"], 5, "{days}");
}
