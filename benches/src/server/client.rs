//! The documented library API, as far as the benchmarks speak it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::ACCEPT_ENCODING;
use reqwest::multipart::{Form, Part};
use reqwest::{Body, Method, RequestBuilder, Response};
use serde_json::{Value, json};

/// A person with a login.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account {
    pub(crate) username: &'static str,
    pub(crate) password: &'static str,
}

impl Account {
    /// The first to register, and so the administrator.
    pub(crate) const ADMIN: Self = Self { username: "admin", password: "Benches-Admin-1" };
    /// Somebody with photographs.
    pub(crate) const MIA: Self = Self { username: "mia", password: "Benches-Mia-1" };
}

/// An asset as lists show it, as far as it matters here.
#[derive(Debug, Clone)]
pub(crate) struct Asset {
    pub(crate) id: String,
    pub(crate) file_name: String,
    /// processing, complete, warning or failed.
    pub(crate) state: String,
}

/// A client of one server, logged in or not.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
}

/// How long an ingest of a round may take before the benchmark gives up.
const PATIENCE: Duration = Duration::from_secs(300);

impl Client {
    pub(crate) fn new(address: &str) -> Self {
        Self { http: reqwest::Client::new(), base: format!("http://{address}/api/v1"), token: None }
    }

    /// Whether the server answers.
    pub(crate) async fn is_healthy(&self) -> bool {
        let answer = self.http.get(format!("{}/health", self.base)).send().await;
        answer.is_ok_and(|answer| answer.status().is_success())
    }

    /// Creates an account and becomes it.
    pub(crate) async fn register(self, account: Account) -> Result<Self> {
        self.log_in_at("/auth/register/start", account).await
    }

    /// Becomes an account.
    pub(crate) async fn log_in(self, account: Account) -> Result<Self> {
        self.log_in_at("/auth/login", account).await
    }

    async fn log_in_at(mut self, path: &str, account: Account) -> Result<Self> {
        let body = json!({"username": account.username, "password": account.password});
        let answer = self.json(Method::POST, path, Some(&body)).await?;
        self.token = Some(answer["token"].as_str().context("a login without a token")?.to_owned());
        Ok(self)
    }

    /// Creates the primary repository; before that, most routes refuse.
    pub(crate) async fn create_primary(&self) -> Result<()> {
        let body = json!({"name": "Bench", "role": "primary"});
        self.json(Method::POST, "/repositories", Some(&body)).await.map(drop)
    }

    /// Uploads one file; returns when the server has acknowledged it.
    pub(crate) async fn upload(&self, file_name: &str, bytes: Vec<u8>) -> Result<Value> {
        self.upload_part(Part::bytes(bytes).file_name(file_name.to_owned())).await
    }

    /// Uploads a file that is made while it is sent.
    pub(crate) async fn upload_stream(&self, file_name: &str, body: Body, length: u64) -> Result<Value> {
        self.upload_part(Part::stream_with_length(body, length).file_name(file_name.to_owned())).await
    }

    async fn upload_part(&self, part: Part) -> Result<Value> {
        let form = Form::new().part("file", part);
        let answer = self.request(Method::POST, "/assets").multipart(form).send().await?;
        Ok(succeeded(answer).await?.json().await?)
    }

    /// A page of a list; `query` is a body of `POST /assets/list`.
    pub(crate) async fn list(&self, query: &Value) -> Result<Value> {
        self.json(Method::POST, "/assets/list", Some(query)).await
    }

    /// The same page as it comes, unread.
    pub(crate) async fn list_bytes(&self, query: &Value) -> Result<Vec<u8>> {
        let answer = self.request(Method::POST, "/assets/list").json(query).send().await?;
        Ok(succeeded(answer).await?.bytes().await?.to_vec())
    }

    /// The assets uploaded last, newest first.
    pub(crate) async fn latest(&self, count: usize) -> Result<Vec<Asset>> {
        let page =
            json!({"sort_by": "recently_added", "stack_mode": "expanded", "pagination": {"limit": count}});
        let answer = self.list(&page).await?;
        let items = answer["items"].as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().map(|item| asset(&item["asset"])).collect()
    }

    /// Waits until the last `count` assets have been ingested, and returns them.
    pub(crate) async fn ingested(&self, count: usize) -> Result<Vec<Asset>> {
        let begun = Instant::now();
        loop {
            let assets = self.latest(count).await?;
            if let Some(failed) =
                assets.iter().find(|asset| asset.state == "failed" || asset.state == "warning")
            {
                anyhow::bail!("{} was not ingested: {}", failed.file_name, failed.state);
            }
            if assets.len() == count && assets.iter().all(|asset| asset.state == "complete") {
                return Ok(assets);
            }
            anyhow::ensure!(begun.elapsed() < PATIENCE, "the ingest of {count} files takes too long");
            // Each look costs the server a little, and that is counted as its own.
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Waits until no job is waiting or running, so that what follows an ingest is over, too. Needs an administrator.
    pub(crate) async fn quiet(&self) -> Result<()> {
        let begun = Instant::now();
        loop {
            let stats = self.json(Method::GET, "/admin/river/stats", None).await?;
            let count = |state: &str| stats[state].as_i64().unwrap_or_default();
            if count("available") + count("running") + count("retryable") == 0 {
                return Ok(());
            }
            anyhow::ensure!(begun.elapsed() < PATIENCE, "the server does not come to rest: {stats}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The bytes at a path of the API.
    pub(crate) async fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        let answer = self.request(Method::GET, path).send().await?;
        Ok(succeeded(answer).await?.bytes().await?.to_vec())
    }

    /// The same, compressed if the server likes to: what travels.
    pub(crate) async fn bytes_as_a_browser(&self, path: &str) -> Result<Vec<u8>> {
        let request = self.request(Method::GET, path).header(ACCEPT_ENCODING, "gzip, deflate, br");
        Ok(succeeded(request.send().await?).await?.bytes().await?.to_vec())
    }

    async fn json(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value> {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = succeeded(request.send().await?).await?;
        answer.json().await.with_context(|| format!("{path} did not answer with JSON"))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }
}

async fn succeeded(answer: Response) -> Result<Response> {
    let status = answer.status();
    if status.is_success() {
        return Ok(answer);
    }
    let path = answer.url().path().to_owned();
    anyhow::bail!("{path} answered {status}: {}", answer.text().await.unwrap_or_default());
}

/// Reads an asset; its status is JSON in base64, as documented.
fn asset(value: &Value) -> Result<Asset> {
    let text = |field: &str| {
        value[field].as_str().map(str::to_owned).with_context(|| format!("an asset without {field}"))
    };
    let status = STANDARD.decode(text("status")?).context("a status that is not base64")?;
    let status: Value = serde_json::from_slice(&status)?;
    let state = status["state"].as_str().context("a status without a state")?.to_owned();
    Ok(Asset { id: text("asset_id")?, file_name: text("original_filename")?, state })
}
