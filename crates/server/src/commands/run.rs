//! A request is carried out: the key, the turn, the values, the plan, the pictures, the work, the answer.

use std::time::{Duration, Instant};

use axum::body::HttpBody as _;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use calotype_commands::{Command, Found, Given, Outcome as Done, Work, find, run};
use calotype_core::outputs::{self, Bytes, Place};
use calotype_core::rates::{Limit, Party, Standing};
use calotype_core::usage::Sample;
use calotype_core::{Actor, App, Error, Who, events};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::answer::{Answer, Asked};
use super::error::{Failure, Outcome};
use super::pictures::Home;
use super::{caller, form};
use crate::middleware::gate::{length, tell};
use crate::site;

/// Name of the surface in the record, the usage and the allowances.
const SURFACE: &str = "commands";

/// Time for everything that a request asks for, beyond what its body takes to come.
const TIME: Duration = Duration::from_secs(30);

/// What is known once a request was answered.
#[derive(Default)]
struct Known {
    actor: Option<Actor>,
    standing: Option<Standing>,
}

/// Answers a request for a command.
pub(super) async fn request(app: &App, command: &'static Command, request: Request) -> Response {
    let began = Instant::now();
    let (parts, body) = request.into_parts();
    let mut known = Known::default();
    let answer = carry_out(app, command, &parts, body, &mut known).await;
    let response = answer.map_or_else(Failure::into_response, Answer::into_response);
    if let Some(Actor { tenant, who: Who::Key { id, .. }, .. }) = known.actor {
        let sample = Sample {
            tenant,
            key: id,
            surface: SURFACE,
            class: response.status().as_u16() / 100,
            bytes_in: length(&parts.headers),
            bytes_out: response.body().size_hint().lower(),
            latency: began.elapsed(),
        };
        app.usage.record(&sample, app.clock.now());
    }
    match known.standing {
        Some(standing) => tell(response, &standing),
        None => response,
    }
}

async fn carry_out(
    app: &App,
    command: &'static Command,
    parts: &Parts,
    body: axum::body::Body,
    known: &mut Known,
) -> Outcome<Answer> {
    let nobody = caller::nobody(parts, app);
    // Who has shown a key already need not send the body to learn that it does not work.
    let mut actor = None;
    if let Some(secret) = caller::in_head(parts).filter(|_| command.needs_key) {
        match caller::program(app, parts, Some(&secret)).await {
            Ok(program) => actor = Some(program),
            Err(failure) => {
                // A guess costs its network.
                take_turn(app, &nobody, known).await?;
                return Err(failure);
            }
        }
    }
    take_turn(app, actor.as_ref().unwrap_or(&nobody), known).await?;
    known.actor.clone_from(&actor);
    let turn = app.work_turns.clone().acquire_owned().await.map_err(Error::internal)?;
    let mut brought = form::read(app, parts, body).await?;
    drop(turn);
    let secret = caller::in_values(&mut brought.values);
    if actor.is_none() && command.needs_key {
        let program = caller::program(app, parts, secret.as_deref()).await?;
        take_turn(app, &program, known).await?;
        known.actor = Some(program.clone());
        actor = Some(program);
    }
    let given = Given::new(brought.values, brought.file.is_some(), seed());
    let actor = actor.unwrap_or(nobody);
    let home = Home::of(app, parts);
    let site = site::address(app, &parts.headers);
    let asked = Asked { app, actor: &actor, home: &home, site: &site, blob: given.wants_blob() };
    let work = perform(&asked, command, &given, brought.file);
    match tokio::time::timeout(TIME, work).await {
        Ok(answer) => answer,
        Err(_) => Err(calotype_commands::Refusal::TimedOut.into()),
    }
}

/// Takes a request from the allowance of who asks.
async fn take_turn(app: &App, actor: &Actor, known: &mut Known) -> Outcome<()> {
    let limit = Limit::per_minute(app.config.commands.requests_per_minute);
    let party = Party::of(actor);
    let standing = app.rates.take(&app.db, SURFACE, party, limit, app.clock.now()).await?;
    known.standing = Some(standing);
    if standing.first_refusal {
        events::rate_limited(app, actor, SURFACE).await?;
    }
    Ok(standing.passed()?)
}

/// What effects by chance begin with: other noise each time.
fn seed() -> u64 {
    Uuid::new_v4().as_u64_pair().1
}

/// One command, and those that it calls.
async fn perform(
    asked: &Asked<'_>,
    command: &'static Command,
    given: &Given,
    file: Option<Place>,
) -> Outcome<Answer> {
    let plan = (command.plan)(given)?;
    if let Work::Call(calls) = plan.work {
        let mut output = Vec::new();
        for call in calls {
            output.push(json!({"id": call.id, "name": call.name, "output": called(asked, &call.name, call.arguments).await}));
        }
        let answer = json!({"id": Uuid::new_v4(), "output": output});
        return Ok(Answer::Fields(answer.as_object().cloned().unwrap_or_default()));
    }
    one(asked, plan, file).await
}

/// A command that a language model asked for: its answer or refusal, as JSON.
async fn called(asked: &Asked<'_>, name: &str, arguments: Map<String, Value>) -> Value {
    let work = async {
        let command = match find(name) {
            Some(Found::Enabled(command)) => command,
            Some(Found::Disabled(command)) => return Err(Failure::disabled(command)),
            None => return Err(Failure::unknown(name)),
        };
        let plan = (command.plan)(&Given::new(arguments, false, seed()))?;
        one(&Asked { blob: false, ..*asked }, plan, None).await
    };
    match work.await {
        Ok(Answer::Fields(fields)) => Answer::body(fields),
        Ok(Answer::Blob(..)) => Failure::invalid("A tool does not answer with a file").body(),
        Err(failure) => failure.body(),
    }
}

async fn one(asked: &Asked<'_>, plan: calotype_commands::Plan, mut file: Option<Place>) -> Outcome<Answer> {
    let app = asked.app;
    let places = plan.pictures.iter().map(|address| asked.home.place(address, &mut file));
    let places = places.collect::<Outcome<Vec<Place>>>()?;
    // A command without pictures may be for everybody.
    let files =
        if places.is_empty() { Vec::new() } else { outputs::gather(app, asked.actor, places).await? };
    // What a command is given to keep is read once for its type and once to be kept.
    let kept = match (&plan.work, files.first()) {
        (Work::Keep, Some(file)) => Some(Bytes::Came(file.try_clone().map_err(Error::internal)?)),
        _ => None,
    };
    let done = run(&app.media, &app.inference, plan, files).await?;
    if let (Done::Pictures { .. }, Who::Key { id, .. }) = (&done, &asked.actor.who) {
        app.usage.transformed(asked.actor.tenant, *id, SURFACE, app.clock.now());
    }
    asked.answer(done, kept).await
}
