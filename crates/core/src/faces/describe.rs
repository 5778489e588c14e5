//! What was found, in the words of the face API. Answers, the results of orders and the job list tell it alike.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Answer, Certificate, Detection};

/// The documented body of an answer: what was found, and where it is kept.
#[must_use]
pub fn answer(request_id: &str, answer: &Answer) -> Value {
    let about = &answer.about;
    json!({
        "request_id": request_id,
        "image_id": answer.image,
        "job_id": answer.run,
        "image": image((about.width, about.height), about.channels.into(), about.bytes),
        "detections": detections(&answer.faces, (about.width, about.height)),
        "face_count": answer.faces.len(),
        "model": answer.model,
        "timing": {
            "decode_ms": milliseconds(answer.decode),
            "inference_ms": milliseconds(answer.inference),
            "total_ms": milliseconds(answer.total),
        },
    })
}

/// What a file is.
#[must_use]
pub fn image((width, height): (u32, u32), channels: u64, bytes: u64) -> Value {
    json!({"width": width, "height": height, "channels": channels, "size_bytes": bytes})
}

/// Faces on a picture of this size.
#[must_use]
pub fn detections(faces: &[Detection], size: (u32, u32)) -> Vec<Value> {
    faces.iter().enumerate().map(|(index, face)| detection(index, face, size)).collect()
}

/// A face. Everything derived is derived of the rounded box, so that a reader who derives it comes to the same.
fn detection(index: usize, face: &Detection, (width, height): (u32, u32)) -> Value {
    let [x1, y1, x2, y2] = [face.x1, face.y1, face.x2, face.y2].map(|value| round(value, 2));
    let (across, down) = (round(x2 - x1, 2), round(y2 - y1, 2));
    let (x, y) = (f64::midpoint(x1, x2), f64::midpoint(y1, y2));
    let point = |[x, y]: [f64; 2]| json!({"x": round(x, 2), "y": round(y, 2)});
    let [left_eye, right_eye, nose, left_mouth, right_mouth] = face.landmarks.map(point);
    let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
    json!({
        "index": index,
        "bbox": {"x1": x1, "y1": y1, "x2": x2, "y2": y2},
        "confidence": round(face.confidence, 4),
        "landmarks": {
            "left_eye": left_eye,
            "right_eye": right_eye,
            "nose": nose,
            "left_mouth": left_mouth,
            "right_mouth": right_mouth,
        },
        "size": {"width": across, "height": down},
        "area": round(across * down, 2),
        "center": {"x": round(x, 2), "y": round(y, 2)},
        "relative": {
            "x_center": round(x / width, 4),
            "y_center": round(y / height, 4),
            "width": round(across / width, 4),
            "height": round(down / height, 4),
        },
    })
}

/// What a second look at a masked picture of this size found.
#[must_use]
pub fn certificate(certificate: &Certificate, size: (u32, u32)) -> Value {
    let faces = certificate.faces.iter().map(|face| {
        json!({
            "index": face.index,
            "found_again": face.found_again,
            "overlap": round(face.overlap, 4),
            "distance": face.distance.map(|distance| round(distance, 4)),
        })
    });
    json!({
        "passed": certificate.passed,
        "confidence": round(certificate.confidence.into(), 4),
        "faces": faces.collect::<Vec<Value>>(),
        "found": detections(&certificate.found, size),
    })
}

/// A time, two decimals.
#[must_use]
pub fn milliseconds(time: Duration) -> f64 {
    round(time.as_secs_f64() * 1000.0, 2)
}

/// So many decimals.
#[must_use]
pub fn round(value: f64, decimals: i32) -> f64 {
    let factor = 10_f64.powi(decimals);
    (value * factor).round() / factor
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn derived_numbers_agree_with_the_box() {
        let face = Detection {
            x1: 10.123_4,
            y1: 20.0,
            x2: 110.987_6,
            y2: 220.555,
            confidence: 0.876_543,
            landmarks: [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.005, 10.0]],
        };
        let told = &detections(&[face], (400, 300))[0];
        let number = |path: &str| told.pointer(path).unwrap().as_f64().unwrap();
        assert_eq!((number("/bbox/x1"), number("/bbox/x2"), number("/size/width")), (10.12, 110.99, 100.87));
        assert!((number("/area") - 100.87 * number("/size/height")).abs() < 0.01);
        assert!((number("/center/x") - 60.555).abs() < 0.01);
        assert!((number("/relative/width") - 100.87 / 400.0).abs() < 1e-4);
        assert_eq!(number("/confidence"), 0.8765);
        assert_eq!(told["landmarks"]["nose"], serde_json::json!({"x": 5.0, "y": 6.0}));
    }
}
