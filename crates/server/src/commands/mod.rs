//! The command surface: one address a command, at the root. This file is its table of contents.
//!
//! A name in the table wins over the web app's pages and loses to every static path. What a command does is in the room
//! `commands`; here a request becomes its parameters and pictures, and its outcome an answer.

mod answer;
mod caller;
pub(crate) mod cors;
mod document;
pub(crate) mod error;
mod form;
mod link;
mod pictures;
mod run;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use calotype_commands::{Found, Methods, find};
use calotype_core::App;

pub(crate) use document::openapi;
use error::Failure;

use crate::web;

/// Where what commands made is read.
pub(crate) fn routes() -> Router<App> {
    Router::new().route(link::ROUTE, get(link::open))
}

/// Answers what no route does: a command, or else what the web app says.
pub(crate) async fn fallback(State(app): State<App>, request: Request) -> Response {
    let Some(name) = segment(request.uri().path()).filter(|_| app.config.commands.enabled) else {
        return web::fallback(request).await;
    };
    let Some(found) = find(name) else {
        let name = name.to_owned();
        let answer = web::fallback(request).await;
        let unknown = answer.status() == StatusCode::NOT_FOUND && !name.starts_with('_');
        return if unknown { Failure::unknown(&name).into_response() } else { answer };
    };
    let origin = request.headers().get(header::ORIGIN).cloned();
    if request.method() == Method::OPTIONS {
        return cors::preflight(&app, origin, methods(found));
    }
    let answer = match found {
        Found::Disabled(command) => Failure::disabled(command).into_response(),
        Found::Enabled(command) => {
            let takes = match *request.method() {
                Method::POST => true,
                Method::GET => command.methods == Methods::Any,
                _ => false,
            };
            if takes {
                run::request(&app, command, request).await
            } else {
                Failure::method(methods(found)).into_response()
            }
        }
    };
    cors::readable(&app, origin, answer)
}

/// The one segment of a path, with or without a slash at its end.
fn segment(path: &str) -> Option<&str> {
    let name = path.strip_prefix('/')?;
    let name = name.strip_suffix('/').unwrap_or(name);
    (!name.is_empty() && !name.contains('/')).then_some(name)
}

fn methods(found: Found) -> &'static str {
    match found {
        Found::Enabled(command) if command.methods == Methods::Post => "POST, OPTIONS",
        _ => "GET, POST, OPTIONS",
    }
}
