//! Pages of a list of a million assets, against the same SQL with nothing around it, on both engines.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::library::{Bare, Engine, Library};
use crate::report::{self, Claim};
use crate::server::{Account, Client, Options, Server};
use crate::statistics::percentile;

/// Assets of the library, half of them Mia's.
pub(super) const ASSETS: u64 = 1_000_000;

/// Pages asked for of each kind; the p95 of 200 is the tenth worst.
const PAGES: usize = 200;

/// Assets of a page.
const PAGE: u64 = 100;

/// How deep a deep page lies.
const DEEP: u64 = 400_000;

/// A kind of page: what the API is asked, and the condition of the same SQL. `owner` and `shelf` are always part of it.
struct Question {
    name: &'static str,
    filter: fn() -> Value,
    condition: &'static str,
}

const QUESTIONS: [Question; 4] = [
    Question { name: "everything of mine", filter: || json!({}), condition: "" },
    Question { name: "photographs", filter: || json!({"type": "PHOTO"}), condition: "AND kind = 'PHOTO'" },
    Question { name: "five stars", filter: || json!({"rating": 5}), condition: "AND rating = 5" },
    Question {
        name: "one camera",
        filter: || json!({"camera_model": "Camera 8"}),
        condition: "AND camera_model = 'Camera 8'",
    },
];

pub(crate) async fn run(binary: &Path, engine: Engine) -> Result<Vec<Claim>> {
    let library = Library::prepare(binary, engine, ASSETS).await?;
    let server = Server::start(&library.options(Options::new(binary))).await?;
    let client = server.client().log_in(Account::MIA).await?;
    let mut bare = Bare::connect(engine, &library).await?;
    report::title(&format!("Pages of {PAGE} out of {ASSETS} assets, {engine}, p95 of {PAGES}"));
    let mut claims = Vec::new();
    for question in &QUESTIONS {
        let (mut ours, mut floor) = (Vec::new(), Vec::new());
        for _ in 0..PAGES {
            floor.push(bare.page(question.condition, PAGE).await?);
            ours.push(page(&client, question, 0).await?);
        }
        let (ours, floor) = (percentile(&ours, 95.0), percentile(&floor, 95.0));
        report::figure(&format!("{}: bare SQL", question.name), &format!("{floor:.2} ms"));
        report::figure(&format!("{}: calotype, over HTTP", question.name), &format!("{ours:.2} ms"));
        claims.push(Claim::at_most(
            format!("{}: list / bare, {engine}", question.name),
            ours / floor,
            1.5,
            "×",
        ));
    }
    claims.push(deep(&client, engine).await?);
    claims.iter().for_each(report::claim);
    Ok(claims)
}

/// A page deep inside must be as fast as the first; some noise is allowed for.
async fn deep(client: &Client, engine: Engine) -> Result<Claim> {
    let (mut first, mut inside) = (Vec::new(), Vec::new());
    for index in 0..PAGES as u64 {
        first.push(page(client, &QUESTIONS[0], 0).await?);
        inside.push(page(client, &QUESTIONS[0], DEEP + index * PAGE).await?);
    }
    let ratio = percentile(&inside, 95.0) / percentile(&first, 95.0);
    Ok(Claim::at_most(format!("page at {DEEP} / first page, {engine}"), ratio, 1.25, "×"))
}

/// One page over HTTP, milliseconds up to its last byte: how long a client takes to read JSON is its own.
async fn page(client: &Client, question: &Question, offset: u64) -> Result<f64> {
    let query = json!({
        "filter": (question.filter)(),
        "sort_by": "date_captured",
        "stack_mode": "expanded",
        "pagination": {"limit": PAGE, "offset": offset},
    });
    let begun = Instant::now();
    let answer = client.list_bytes(&query).await?;
    let elapsed = begun.elapsed().as_secs_f64() * 1e3;
    let answer: Value = serde_json::from_slice(&answer)?;
    let items = answer["items"].as_array().context("a page without items")?.len() as u64;
    anyhow::ensure!(items == PAGE, "{}: {items} items instead of {PAGE}", question.name);
    Ok(elapsed)
}
