//! Faces of what lies in an upload or at an address.

use std::fs::File;

use calotype_store::deposits;

use super::work::Output;
use super::{Order, finish};
use crate::app::App;
use crate::error::{Error, Result};
use crate::faces::{Ordered, Wish, describe, perform_ordered};

/// Does it. The result of a look is the documented answer as JSON, that of a mask the picture.
///
/// # Errors
/// As [`crate::faces::perform`].
pub(super) async fn look(app: &App, order: &Order, file: File, wish: &Wish) -> Result<Output> {
    let filename = filename(app, order).await?;
    let ordered = Ordered { id: order.id, actor: finish::worker(order), filename };
    let answer = perform_ordered(app, ordered, file, wish).await?;
    let mut told = describe::answer(&order.request_id, &answer);
    let Some(masked) = answer.masked else {
        let bytes = serde_json::to_vec(&told).map_err(Error::internal)?;
        return Ok(Output {
            bytes,
            content_type: "application/json",
            extension: "json",
            text: true,
            data: Some(told),
        });
    };
    app.usage.transformed(order.tenant_id, order.key_id, "face", app.clock.now());
    told["method"] = wish.method().into();
    if let Some(certificate) = &masked.certificate {
        let size = (answer.about.width, answer.about.height);
        told["certificate"] = describe::certificate(certificate, size);
    }
    Ok(Output {
        bytes: masked.bytes.into(),
        content_type: masked.format.mime(),
        extension: masked.format.extension(),
        text: false,
        data: Some(told),
    })
}

/// What the file is called where it comes from.
async fn filename(app: &App, order: &Order) -> Result<String> {
    if let Some(id) = order.deposit_id {
        let deposit = deposits::get(&mut app.db.read().await?, id).await?;
        return Ok(deposit.map(|deposit| deposit.filename).unwrap_or_default());
    }
    let url = order.url.as_deref().unwrap_or_default();
    let path = url.split(['?', '#']).next().unwrap_or_default();
    Ok(path.rsplit('/').next().unwrap_or_default().to_owned())
}
