//! The documented hosting and upload APIs, as far as the benchmarks speak them.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use reqwest::multipart::{Form, Part};
use reqwest::{Body, RequestBuilder};
use serde_json::{Value, json};

use super::Server;

/// An application with a key for its pictures and one for its uploads.
pub(crate) struct Application {
    http: reqwest::Client,
    base: String,
    hosting_key: String,
    upload_key: String,
}

impl Application {
    /// A new one at a server.
    pub(crate) async fn open(binary: &Path, server: &Server) -> Result<Self> {
        let run = |arguments: &[&str]| -> Result<String> {
            let output =
                Command::new(binary).args(arguments).arg("--data-dir").arg(server.data()).output()?;
            anyhow::ensure!(
                output.status.success(),
                "{arguments:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            Ok(String::from_utf8(output.stdout)?)
        };
        let email = "bench@example.org";
        let made: Value = serde_json::from_str(&run(&["admin", "create-portal-admin", email, "--json"])?)?;
        let upload_key = run(&["keys", "create", "--scopes", "upload:read,upload:write,job:read"])?;
        let http = reqwest::Client::new();
        let base = format!("http://{}", server.address());
        let login = http.post(format!("{base}/v2/admin/auth/login"));
        let session = told(login.json(&json!({"email": email, "password": made["password"]}))).await?;
        let token = session["accessToken"].as_str().context("a login without a token")?;
        let make = http.post(format!("{base}/v2/admin/clients")).bearer_auth(token);
        let client = told(make.json(&json!({"name": "bench"}))).await?;
        let hosting_key = client["apiKey"].as_str().context("a client without a key")?.to_owned();
        Ok(Self { http, base, hosting_key, upload_key: upload_key.trim().to_owned() })
    }

    /// Hosts a photograph; its id.
    pub(crate) async fn host(&self, jpeg: Vec<u8>) -> Result<String> {
        let form = Form::new().part("file", Part::bytes(jpeg).file_name("photo.jpg"));
        let ask = self.http.post(format!("{}/v2/images", self.base)).header("x-api-key", &self.hosting_key);
        let image = told(ask.multipart(form)).await?;
        Ok(image["id"].as_str().context("an image without an id")?.to_owned())
    }

    /// Where an image is, fitted into a square of `side` pixels, as WebP of quality 80.
    pub(crate) fn url(&self, image: &str, side: u32) -> String {
        format!("{}/v2/images/{image}?w={side}&h={side}&format=webp&q=80", self.base)
    }

    /// The form of a presigned upload: address and fields.
    pub(crate) async fn promise(&self, name: &str, kind: &str) -> Result<Value> {
        let ask = self.http.post(format!("{}/upload-api", self.base)).header("x-api-key", &self.upload_key);
        told(ask.json(&json!({"filename": name, "content_type": kind}))).await
    }

    /// Posts a body by such a form.
    pub(crate) async fn post(&self, promise: &Value, body: Body, length: u64) -> Result<()> {
        let mut form = Form::new();
        let fields = promise["upload"]["fields"].as_object().context("a promise without fields")?;
        for (name, value) in fields {
            form = form.text(name.clone(), value.as_str().context("a field that is no text")?.to_owned());
        }
        let url = promise["upload"]["url"].as_str().context("a promise without an address")?;
        let part = Part::stream_with_length(body, length).file_name("photo.jpg");
        let answer = self.http.post(url).multipart(form.part("file", part)).send().await?;
        let status = answer.status();
        anyhow::ensure!(status.is_success(), "the form was answered {status}: {}", answer.text().await?);
        Ok(())
    }
}

async fn told(ask: RequestBuilder) -> Result<Value> {
    let answer = ask.send().await?;
    let (status, text) = (answer.status(), answer.text().await?);
    anyhow::ensure!(status.is_success(), "{status}: {text}");
    Ok(serde_json::from_str(&text)?)
}
