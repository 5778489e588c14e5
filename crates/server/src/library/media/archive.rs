//! `POST /assets/download`: originals as a zip, written while it is sent.

use async_zip::tokio::write::ZipFileWriter;
use async_zip::{Compression, ZipEntryBuilder};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use calotype_core::assets::media;
use calotype_core::stored::Asset;
use calotype_core::{App, Error};
use futures::AsyncWriteExt as _;
use serde::Deserialize;
use tokio::io::AsyncReadExt as _;
use tokio_util::io::ReaderStream;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::MediaViewer;
use crate::extract::Json;
use crate::library::error::{ApiResult, ErrorBody};
use crate::library::wire::rfc3339;
use crate::send::disposition;

/// What to pack.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct DownloadAssetsRequestDTO {
    asset_ids: Vec<Uuid>,
}

/// How much waits between the packer and the network.
const PIPE: usize = 256 * 1024;

/// Packs originals into a zip. Everything is checked before the first byte is sent.
#[utoipa::path(post, path = "/assets/download", tag = "media", request_body = DownloadAssetsRequestDTO,
    responses((status = 200, content_type = "application/zip", body = [u8]), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)),
    security(("bearer" = [])))]
pub(super) async fn download(
    State(app): State<App>,
    MediaViewer(actor): MediaViewer,
    Json(request): Json<DownloadAssetsRequestDTO>,
) -> ApiResult<Response> {
    let bundle = media::bundle(&app, &actor, &request.asset_ids).await?;
    let stamp: String =
        rfc3339(app.clock.now()).chars().take(19).filter(|c| *c != '-' && *c != ':').collect();
    let (writer, reader) = tokio::io::duplex(PIPE);
    tokio::spawn(async move {
        // Once sending has begun, a failure can only break the stream off; the archive then has no directory and no
        // program takes it for complete.
        if let Err(error) = pack(&app, bundle, writer).await {
            tracing::warn!(%error, "a download broke off");
        }
    });
    let mut response = Body::from_stream(ReaderStream::with_capacity(reader, 64 * 1024)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = format!("calotype-assets-{}.zip", stamp.replace('T', "-"));
    if let Ok(value) = HeaderValue::from_str(&disposition("attachment", &name)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

async fn pack(app: &App, bundle: Vec<(String, Asset)>, writer: tokio::io::DuplexStream) -> Result<(), Error> {
    let mut zip = ZipFileWriter::with_tokio(writer);
    for (name, asset) in bundle {
        let sendable = media::send_original(app, &asset).await?;
        let mut file = tokio::fs::File::from_std(sendable.file);
        // Pictures and films are compressed already; deflating them again costs time and saves nothing.
        let entry = ZipEntryBuilder::new(name.into(), Compression::Deflate)
            .deflate_option(async_zip::DeflateOption::Fast);
        let mut out = zip.write_entry_stream(entry).await.map_err(Error::internal)?;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let n = file.read(&mut buffer).await.map_err(Error::internal)?;
            if n == 0 {
                break;
            }
            out.write_all(&buffer[..n]).await.map_err(Error::internal)?;
        }
        out.close().await.map_err(Error::internal)?;
    }
    zip.close().await.map_err(Error::internal)?;
    Ok(())
}
