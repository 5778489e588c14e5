//! Shapes of bodies that are composed elsewhere, for the document of the surface. Tests hold real answers against them.

use utoipa::ToSchema;
use uuid::Uuid;

/// The form of detect. Parameters may be fields, too; those of the query win.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub(super) struct DetectForm {
    /// JPEG, PNG, WebP, BMP or TIFF.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    image: Vec<u8>,
}

/// The form of mask. Parameters may be fields, too; those of the query win.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub(super) struct MaskForm {
    /// JPEG, PNG, WebP, BMP or TIFF.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    image: Vec<u8>,
    /// For `mode=all_except`: the person whose face stays, alone on a picture.
    #[schema(value_type = Option<String>, format = Binary, content_media_type = "application/octet-stream")]
    reference: Option<Vec<u8>>,
}

macro_rules! shapes {
    ($($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$outer])*
        #[derive(ToSchema)]
        #[expect(dead_code, reason = "only described")]
        pub(super) struct $name { $($(#[$inner])* pub(super) $field: $type,)* }
    )*};
}

shapes! {
    /// What was found on a picture.
    DetectResponse {
        /// Equals the header `X-Request-Id`.
        request_id: Uuid,
        /// The kept picture; null where nothing is kept.
        image_id: Option<Uuid>,
        /// The kept job; null where nothing is kept.
        job_id: Option<Uuid>,
        /// The file.
        image: ImageInfo,
        /// The surest first.
        detections: Vec<Detection>,
        /// How many.
        face_count: u64,
        /// The model.
        model: String,
        /// How long it took.
        timing: Timing,
    }
    /// What was done to a picture.
    MaskResponse {
        /// Equals the header `X-Request-Id`.
        request_id: Uuid,
        /// The kept picture; null where nothing is kept.
        image_id: Option<Uuid>,
        /// The kept job; null where nothing is kept.
        job_id: Option<Uuid>,
        /// The file.
        image: ImageInfo,
        /// The surest first.
        detections: Vec<Detection>,
        /// How many.
        face_count: u64,
        /// The model.
        model: String,
        /// How long it took.
        timing: Timing,
        /// `gaussian`, `pixelate` or `solid`.
        method: String,
        /// The picture.
        masked: MaskedPicture,
        /// With `verify=true`: what a second look found.
        certificate: Option<Certificate>,
    }
    /// A masked picture.
    MaskedPicture {
        /// Its media type.
        content_type: String,
        /// Its bytes.
        size_bytes: u64,
        /// Where it is kept.
        url: Option<String>,
        /// In base64, where nothing is kept.
        data: Option<String>,
    }
    /// What a second look at a masked picture found.
    Certificate {
        /// Whether no masked face is found again, and none is like what it was.
        passed: bool,
        /// How sure a face had to be.
        confidence: f64,
        /// What became of each masked face.
        faces: Vec<CertifiedFace>,
        /// Every face that is still found.
        found: Vec<Detection>,
    }
    /// What became of a masked face.
    CertifiedFace {
        /// Its index among the detections.
        index: u64,
        /// Whether a face is found there still.
        found_again: bool,
        /// How much of the union of the two boxes is in both, 0 to 1.
        overlap: f64,
        /// How unlike it is what it was: 0 is the same face, from 0.637 on somebody else; null for a face too small to be anybody's.
        distance: Option<f64>,
    }
    /// A file.
    ImageInfo {
        /// Pixels, upright.
        width: u32,
        /// Pixels, upright.
        height: u32,
        /// Of a pixel of the file, transparency included.
        channels: u32,
        /// Bytes.
        size_bytes: u64,
    }
    /// A face.
    Detection {
        /// From 0, the surest first.
        index: u64,
        /// Pixels.
        bbox: Bbox,
        /// 0 to 1.
        confidence: f64,
        /// Points of the face.
        landmarks: Option<FaceLandmarks>,
        /// Of the box, pixels.
        size: Size,
        /// Of the box, pixels.
        area: f64,
        /// The middle of the box.
        center: Point,
        /// The box as a share of the picture.
        relative: Relative,
    }
    /// A box.
    Bbox {
        /// Left edge.
        x1: f64,
        /// Upper edge.
        y1: f64,
        /// Right edge.
        x2: f64,
        /// Lower edge.
        y2: f64,
    }
    /// Points of a face; left is left in the picture.
    FaceLandmarks {
        /// An eye.
        left_eye: Point,
        /// The other.
        right_eye: Point,
        /// Its tip.
        nose: Point,
        /// A corner of the mouth.
        left_mouth: Point,
        /// The other.
        right_mouth: Point,
    }
    /// Pixels from the left and from the top.
    Point {
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
    }
    /// Sides, pixels.
    Size {
        /// Across.
        width: f64,
        /// Down.
        height: f64,
    }
    /// Shares of the picture, 0 to 1.
    Relative {
        /// Of the width.
        x_center: f64,
        /// Of the height.
        y_center: f64,
        /// Of the width.
        width: f64,
        /// Of the height.
        height: f64,
    }
    /// Milliseconds.
    Timing {
        /// Of reading and decoding.
        decode_ms: f64,
        /// Of the model.
        inference_ms: f64,
        /// Of everything but the network.
        total_ms: f64,
    }
    /// An accepted job.
    JobAccepted {
        /// Equals the header `X-Request-Id`.
        request_id: Uuid,
        /// The job: here, and in the upload API.
        job_id: Uuid,
        /// Null until the picture has come.
        image_id: Option<Uuid>,
        /// `queued`, or what the job is that the idempotency key stands for.
        status: String,
        /// Where to look, with a key that has the scope `job:read`.
        status_url: String,
        /// When it was accepted.
        created_at: String,
    }
}
