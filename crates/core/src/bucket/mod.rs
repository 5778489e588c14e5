//! The embedded bucket: what an S3 client meets at `/_s3/<bucket>`. Signed forms go in, presigned links lead out.
//!
//! Everything here is about signatures and terms; what a form is good for is the business of `deposits`.

pub mod form;
pub mod presign;
mod refusal;
mod remote;
pub mod signature;
pub mod terms;

pub use refusal::{Refusal, Why};
pub use remote::{Remote, remote};
pub use signature::Credentials;

use crate::app::App;
use crate::secrets::Purpose;

/// Name of the embedded bucket.
pub const NAME: &str = "calotype";

/// Region that forms of the embedded bucket are signed for.
pub const REGION: &str = "us-east-1";

/// The embedded bucket's own key pair: derived from the root secret, so every node of a server has the same one and no
/// other program knows it.
#[must_use]
pub fn credentials(app: &App) -> Credentials {
    let secret = hex::encode(app.secret.derive(Purpose::BucketSigning));
    let name = signature::hmac(secret.as_bytes(), b"access key");
    let key = format!("CALO{}", hex::encode_upper(&name[..8]));
    Credentials { key, secret: secret.into(), region: REGION.to_owned() }
}
