//! The outcome of a command becomes an answer: what is to be kept is kept first.

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calotype_commands::Outcome as Done;
use calotype_core::outputs::{self, Bytes, Output};
use calotype_core::{Actor, App};
use serde_json::{Map, Value, json};

use super::error::{Failure, Outcome};
use super::link;
use super::pictures::Home;

/// What goes out.
#[derive(Debug)]
pub(super) enum Answer {
    /// Fields beside `status`.
    Fields(Map<String, Value>),
    /// The file itself.
    Blob(&'static str, Vec<u8>),
}

impl Answer {
    /// As JSON, with its status.
    pub(super) fn body(fields: Map<String, Value>) -> Value {
        let mut body = Map::new();
        body.insert("status".to_owned(), json!(200));
        body.extend(fields);
        Value::Object(body)
    }

    pub(super) fn into_response(self) -> Response {
        match self {
            // The official PHP client compares the whole content type.
            Self::Fields(fields) => Json(Self::body(fields)).into_response(),
            Self::Blob(mime, bytes) => {
                let headers = [
                    (header::CONTENT_TYPE, HeaderValue::from_static(mime)),
                    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
                    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
                    (
                        header::CONTENT_SECURITY_POLICY,
                        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
                    ),
                ];
                (headers, bytes).into_response()
            }
        }
    }
}

/// For whom, and from where.
pub(super) struct Asked<'a> {
    pub(super) app: &'a App,
    pub(super) actor: &'a Actor,
    pub(super) home: &'a Home,
    /// The address the caller reached us at.
    pub(super) site: &'a str,
    pub(super) blob: bool,
}

impl Asked<'_> {
    /// Keeps what is to be kept and says so. `kept` is the file of the request, for commands that store it as it is.
    pub(super) async fn answer(&self, done: Done, kept: Option<Bytes>) -> Outcome<Answer> {
        match done {
            Done::Pictures { mut pictures, fields } if self.blob && !pictures.is_empty() => {
                drop(fields);
                let first = pictures.swap_remove(0);
                Ok(Answer::Blob(first.format.mime(), first.bytes))
            }
            Done::Pictures { pictures, mut fields } => {
                let mut links = Vec::new();
                let several = pictures.len() > 1;
                for picture in pictures {
                    let (mime, extension) = (picture.format.mime(), picture.format.extension());
                    let output =
                        outputs::keep(self.app, self.actor, Bytes::Made(picture.bytes), mime, extension)
                            .await?;
                    if links.is_empty() {
                        self.name(&output, &mut fields);
                    }
                    links.push(self.link(&output));
                }
                if several {
                    fields.insert("links".to_owned(), json!(links));
                }
                Ok(Answer::Fields(fields))
            }
            Done::File { mime, bytes, .. } | Done::Inline { mime, bytes, .. } if self.blob => {
                Ok(Answer::Blob(mime, bytes))
            }
            Done::File { mime, extension, bytes } => self.kept(Bytes::Made(bytes), mime, extension).await,
            Done::Inline { mime, extension, bytes } => {
                let answer =
                    json!({"imgData": STANDARD.encode(bytes), "mimeType": mime, "extension": extension});
                Ok(Answer::Fields(answer.as_object().cloned().unwrap_or_default()))
            }
            Done::Keep { mime, extension } => {
                let kept = kept.ok_or_else(|| Failure::invalid("There is no file to keep"))?;
                self.kept(kept, mime, extension).await
            }
            Done::Forget(what) => {
                let name = self.home.name(what.trim());
                let name = name.ok_or_else(|| Failure::invalid("That is no link or id of this server"))?;
                outputs::delete(self.app, self.actor, &name).await?;
                let answer = json!({"id": name, "deleted": true});
                Ok(Answer::Fields(answer.as_object().cloned().unwrap_or_default()))
            }
            Done::Fields(fields) => Ok(Answer::Fields(fields)),
            Done::Calls(_) => Err(Failure::invalid("A tool does not call tools")),
        }
    }

    async fn kept(&self, bytes: Bytes, mime: &str, extension: &str) -> Outcome<Answer> {
        let output = outputs::keep(self.app, self.actor, bytes, mime, extension).await?;
        let mut fields = Map::new();
        self.name(&output, &mut fields);
        Ok(Answer::Fields(fields))
    }

    fn link(&self, output: &Output) -> String {
        format!("{}{}{}", self.site, link::BELOW, outputs::name(output))
    }

    fn name(&self, output: &Output, fields: &mut Map<String, Value>) {
        let link = self.link(output);
        fields.insert("link".to_owned(), json!(link));
        // Without TLS in front of us there is one link only; clients read either.
        fields.insert("ssl_link".to_owned(), json!(link));
        fields.insert("id".to_owned(), json!(outputs::name(output)));
    }
}
