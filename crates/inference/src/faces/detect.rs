//! Finding faces with YuNet.

use super::{Face, FaceOptions};
use crate::Work;
use crate::error::Result;
use crate::picture::{BGR, Norm, Picture};
use crate::resample::fit;
use crate::runtime::{Input, Tensor};

/// Sizes of the cells the model looks at, pixels.
const STRIDES: [usize; 3] = [8, 16, 32];

/// Most boxes that are compared with each other: the surest.
const MOST_CANDIDATES: usize = 5000;

pub(super) fn detect(work: &Work<'_>, picture: Picture<'_>, options: &FaceOptions) -> Result<Vec<Face>> {
    let (small, factor) = fit(picture, options.longest)?;
    // The cells of the coarsest grid must come out whole.
    let (width, height) = (small.width.next_multiple_of(32), small.height.next_multiple_of(32));
    let input = small.planes(width, height, BGR, &Norm::NONE);
    drop(small);
    let outputs = [
        "cls_8", "obj_8", "bbox_8", "kps_8", "cls_16", "obj_16", "bbox_16", "kps_16", "cls_32", "obj_32",
        "bbox_32", "kps_32",
    ];
    let results = work.run(0, &[("input", Input::Floats(&[1, 3, height, width], &input))], &outputs)?;
    let mut faces = Vec::new();
    for (stride, grid) in STRIDES.into_iter().zip(results.chunks_exact(4)) {
        decode(grid, stride, width / stride, options.confidence, &mut faces);
    }
    for face in &mut faces {
        for value in [&mut face.x1, &mut face.y1, &mut face.x2, &mut face.y2] {
            *value /= factor;
        }
        for value in face.landmarks.iter_mut().flatten() {
            *value /= factor;
        }
        let (right, lower) = (picture.width() as f32, picture.height() as f32);
        (face.x1, face.x2) = (face.x1.clamp(0.0, right), face.x2.clamp(0.0, right));
        (face.y1, face.y2) = (face.y1.clamp(0.0, lower), face.y2.clamp(0.0, lower));
    }
    // What the padding at the edge may have suggested.
    faces.retain(|face| face.x2 > face.x1 && face.y2 > face.y1);
    let mut faces = surest(faces, options.overlap);
    if options.most > 0 {
        faces.truncate(options.most);
    }
    Ok(faces)
}

/// Faces of one grid: class, objectness, box and points for each cell.
fn decode(grid: &[Tensor], stride: usize, columns: usize, confidence: f32, faces: &mut Vec<Face>) {
    let [class, object, boxes, points] = grid else { return };
    let size = stride as f32;
    let cells = class.values.iter().zip(&object.values);
    let shapes = boxes.values.chunks_exact(4).zip(points.values.chunks_exact(10));
    for (index, ((class, object), (shape, points))) in cells.zip(shapes).enumerate() {
        let score = (class.clamp(0.0, 1.0) * object.clamp(0.0, 1.0)).sqrt();
        if score < confidence {
            continue;
        }
        let (column, row) = ((index % columns) as f32, (index / columns) as f32);
        let (middle_x, middle_y) = ((column + shape[0]) * size, (row + shape[1]) * size);
        let (width, height) = (shape[2].exp() * size, shape[3].exp() * size);
        let mut landmarks = [[0.0; 2]; 5];
        for (place, point) in landmarks.iter_mut().zip(points.chunks_exact(2)) {
            *place = [(column + point[0]) * size, (row + point[1]) * size];
        }
        faces.push(Face {
            x1: middle_x - width / 2.0,
            y1: middle_y - height / 2.0,
            x2: middle_x + width / 2.0,
            y2: middle_y + height / 2.0,
            confidence: score,
            landmarks,
        });
    }
}

/// Leaves the surer one of any two that overlap too much, surest first. Equal ones keep their order, so that the same
/// picture always gives the same answer.
fn surest(mut faces: Vec<Face>, overlap: f32) -> Vec<Face> {
    faces.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    faces.truncate(MOST_CANDIDATES);
    let mut kept: Vec<Face> = Vec::new();
    for face in faces {
        if kept.iter().all(|other| shared(other, &face) <= overlap) {
            kept.push(face);
        }
    }
    kept
}

/// The part of the union of two boxes that both cover.
pub(super) fn shared(a: &Face, b: &Face) -> f32 {
    let width = (a.x2.min(b.x2) - a.x1.max(b.x1)).max(0.0);
    let height = (a.y2.min(b.y2) - a.y1.max(b.y1)).max(0.0);
    let both = width * height;
    let area = |face: &Face| (face.x2 - face.x1) * (face.y2 - face.y1);
    both / (area(a) + area(b) - both).max(f32::MIN_POSITIVE)
}
