//! `GET` and `HEAD /_link/{name}`: what commands made. The name is the credential.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse as _, Response};
use calotype_core::content::Content;
use calotype_core::{App, outputs};

use super::error::Failure;
use crate::send::{Outgoing, send};

/// The pattern of the route.
pub(super) const ROUTE: &str = "/_link/{name}";

/// What stands before a name.
pub(super) const BELOW: &str = "/_link/";

pub(super) async fn open(
    State(app): State<App>,
    Path(name): Path<String>,
    method: Method,
    request: HeaderMap,
) -> Response {
    let answer = async {
        let found = outputs::open(&app, &name).await?;
        let size = u64::try_from(found.output.size).unwrap_or(0);
        // Pictures and films are shown; what else there is, a browser saves and does not open.
        let shown = ["image/", "video/"].iter().any(|kind| found.output.media_type.starts_with(kind))
            && found.output.media_type != "image/svg+xml";
        let outgoing = Outgoing {
            content: Content::File(found.file, size),
            version: &found.output.id.simple().to_string(),
            mime_type: &found.output.media_type,
            file_name: &outputs::name(&found.output),
            disposition: if shown { "inline" } else { "attachment" },
            // Not longer than it takes somebody to notice that they deleted it.
            cache: "public, max-age=60",
        };
        send(&method, &request, outgoing).await
    };
    answer.await.unwrap_or_else(|error| Failure::from(error).into_response())
}
