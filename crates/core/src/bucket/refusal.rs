//! How a bucket says no: the words of the S3 protocol. Their status is the surface's affair.

use crate::error::Error;

/// The codes S3 clients know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Not allowed: terms not met, expired, already completed.
    AccessDenied,
    /// Policy or signature was altered.
    SignatureDoesNotMatch,
    /// An access key nobody here has.
    InvalidAccessKeyId,
    /// Larger than the terms allow.
    EntityTooLarge,
    /// Smaller than the terms allow.
    EntityTooSmall,
    /// A signed policy that cannot be read.
    InvalidPolicyDocument,
    /// A field or parameter is missing or not of its kind.
    InvalidArgument,
    /// The form cannot be read, or broke off.
    MalformedPostRequest,
    /// The fields before the file are too long.
    MaxPostPreDataLengthExceeded,
    /// No file, or more than one.
    IncorrectNumberOfFilesInPostRequest,
    /// Not a multipart form.
    PreconditionFailed,
    /// No such object.
    NoSuchKey,
    /// No such bucket.
    NoSuchBucket,
    /// The range lies outside the object.
    InvalidRange,
    /// The bucket does not do that.
    MethodNotAllowed,
    /// The store behind it does not answer.
    ServiceUnavailable,
    /// Our fault.
    InternalError,
}

/// A refused request.
#[derive(Debug, thiserror::Error)]
#[error("{why:?}: {message}")]
pub struct Refusal {
    /// The code.
    pub why: Why,
    /// One sentence for whoever reads the answer.
    pub message: &'static str,
    /// What the log keeps.
    #[source]
    pub cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Refusal {
    /// A refusal.
    #[must_use]
    pub fn new(why: Why, message: &'static str) -> Self {
        Self { why, message, cause: None }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        use crate::error::Kind;
        let (why, message) = match error.kind {
            Kind::Unavailable | Kind::InsufficientStorage => {
                (Why::ServiceUnavailable, "The store cannot take anything right now.")
            }
            Kind::TooLarge => (Why::EntityTooLarge, "There is not enough space left for this file."),
            _ => (Why::InternalError, "Something went wrong here; the log has the cause."),
        };
        Self { why, message, cause: Some(Box::new(error)) }
    }
}

impl From<calotype_store::Error> for Refusal {
    fn from(error: calotype_store::Error) -> Self {
        Error::from(error).into()
    }
}
