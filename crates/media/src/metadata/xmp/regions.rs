//! Marked faces: the Metadata Working Group's regions (MWG 2.0 §5.9) and Microsoft's people tags.

use super::{
    super::{
        record::FaceRegion,
        tags::{leading_number, one_line},
    },
    Xmp,
    parse::Node,
};

/// Most faces taken from one file.
const FACES: usize = 200;

pub(super) fn read(xmp: &Xmp) -> Vec<FaceRegion> {
    let mut faces = working_group(xmp);
    if faces.is_empty() {
        faces = microsoft(xmp);
    }
    faces.truncate(FACES);
    faces
}

/// Areas are given by their centre.
fn working_group(xmp: &Xmp) -> Vec<FaceRegion> {
    let Some(regions) = xmp.get("mwg-rs:Regions") else { return Vec::new() };
    let applied_to = regions.field("mwg-rs:AppliedToDimensions").and_then(|size| {
        let side =
            |name| number(size, name).filter(|side| (1.0..=1e6).contains(side)).map(|side| side as u32);
        Some((side("stDim:w")?, side("stDim:h")?))
    });
    let Some(list) = regions.field("mwg-rs:RegionList") else { return Vec::new() };
    let face = |region: &Node| {
        let kind = region.field("mwg-rs:Type").and_then(Node::as_text);
        let area = region.field("mwg-rs:Area").filter(|_| kind.is_none_or(|kind| kind == "Face"))?;
        let (width, height) = (number(area, "stArea:w")?, number(area, "stArea:h")?);
        let (x, y) = (number(area, "stArea:x")? - width / 2.0, number(area, "stArea:y")? - height / 2.0);
        let name = region.field("mwg-rs:Name").and_then(Node::as_text).and_then(|name| one_line(&name));
        bounded(FaceRegion { name, x, y, width, height, applied_to })
    };
    list.items().iter().filter_map(face).collect()
}

/// Rectangles are `left, top, width, height`.
fn microsoft(xmp: &Xmp) -> Vec<FaceRegion> {
    let Some(list) = xmp.get("MP:RegionInfo").and_then(|info| info.field("MPRI:Regions")) else {
        return Vec::new();
    };
    let face = |region: &Node| {
        let rectangle = region.field("MPReg:Rectangle")?.as_text()?;
        let numbers: Vec<f64> = rectangle.split(',').filter_map(leading_number).collect();
        let [x, y, width, height] = numbers.try_into().ok()?;
        let name =
            region.field("MPReg:PersonDisplayName").and_then(Node::as_text).and_then(|name| one_line(&name));
        bounded(FaceRegion { name, x, y, width, height, applied_to: None })
    };
    list.items().iter().filter_map(face).collect()
}

fn number(node: &Node, name: &str) -> Option<f64> {
    leading_number(&node.field(name)?.as_text()?)
}

/// A region cut to the picture; `None` when nothing of it is inside.
fn bounded(region: FaceRegion) -> Option<FaceRegion> {
    let (left, top) = (region.x.clamp(0.0, 1.0), region.y.clamp(0.0, 1.0));
    let (right, bottom) =
        ((region.x + region.width).clamp(0.0, 1.0), (region.y + region.height).clamp(0.0, 1.0));
    let (width, height) = (right - left, bottom - top);
    (width > 0.0 && height > 0.0).then_some(FaceRegion { x: left, y: top, width, height, ..region })
}
