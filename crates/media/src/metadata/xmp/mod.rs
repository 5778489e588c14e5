//! XMP: what programs wrote, inside the file or beside it in a sidecar.

mod parse;
mod regions;
mod show;

use serde_json::Value;

use self::parse::{Node, properties};
pub(super) use self::show::show;
use super::{
    record::FaceRegion,
    tags::{Tags, clean_text, leading_number},
};

/// Largest packet read, bytes. Sidecars with the full history of an edit reach some megabytes.
const PACKET: usize = 16 << 20;

/// What an XMP packet tells that has a meaning of its own, beyond the list of tags.
#[derive(Debug, Default)]
pub(super) struct Xmp {
    /// Every property by prefix and name, e.g. `dc:title`.
    properties: Vec<Node>,
}

impl Xmp {
    /// Reads a packet. One that breaks off in the middle gives what stands before.
    pub(super) fn read(packet: &[u8]) -> Option<Xmp> {
        let properties = properties(packet.get(..packet.len().min(PACKET))?);
        (!properties.is_empty()).then_some(Xmp { properties })
    }

    fn get(&self, name: &str) -> Option<&Node> {
        self.properties.iter().find(|node| node.name == name)
    }

    fn text(&self, name: &str) -> Option<String> {
        clean_text(&self.get(name)?.as_text()?)
    }

    pub(super) fn title(&self) -> Option<String> {
        ["dc:title", "photoshop:Headline"].iter().find_map(|name| self.text(name))
    }

    pub(super) fn description(&self) -> Option<String> {
        ["dc:description", "exif:UserComment", "tiff:ImageDescription"]
            .iter()
            .find_map(|name| self.text(name))
    }

    /// Stars, 1 to 5. `Some(None)` when the packet says "none" or "rejected", which is an answer too.
    pub(super) fn rating(&self) -> Option<Option<u8>> {
        let stars = leading_number(&self.text("xmp:Rating")?)?;
        Some((1.0..=5.0).contains(&stars).then_some(stars as u8))
    }

    /// Keywords: the flat list or, where a program wrote only a tree of them, the tree's leaves.
    pub(super) fn tags(&self) -> Vec<String> {
        let flat = self.get("dc:subject").map(Node::texts).unwrap_or_default();
        if !flat.is_empty() {
            return flat;
        }
        let leaf = |path: String| path.rsplit(['|', '/']).next().map(str::to_owned);
        let trees = ["lr:hierarchicalSubject", "digiKam:TagsList", "microsoft:LastKeywordXMP"];
        trees.iter().filter_map(|name| self.get(name)).flat_map(Node::texts).filter_map(leaf).collect()
    }

    /// Marked faces, from either of the two ways to write them.
    pub(super) fn faces(&self) -> Vec<FaceRegion> {
        regions::read(self)
    }

    /// The projection of a panorama.
    pub(super) fn projection(&self) -> Option<String> {
        self.text("GPano:ProjectionType")
    }

    /// How far from the end of the file a motion photo's film starts, and how long it is, in bytes.
    ///
    /// Google wrote `MicroVideoOffset` first, and a directory of items later, in which each item's length (and padding)
    /// counts from the end backwards.
    pub(super) fn motion(&self) -> Option<(u64, u64)> {
        let number = |text: Option<String>| text?.trim().parse::<u64>().ok();
        let old = number(self.text("GCamera:MicroVideoOffset"));
        if let Some(from_end) = old.filter(|offset| *offset > 0) {
            return Some((from_end, from_end));
        }
        let mut from_end: u64 = 0;
        for entry in self.get("Container:Directory")?.items().iter().rev().take(64) {
            let item = entry.field("Container:Item").unwrap_or(entry);
            let field = |name: &str| item.field(name).and_then(Node::as_text);
            let length = number(field("Item:Length")).unwrap_or(0);
            from_end =
                from_end.checked_add(length)?.checked_add(number(field("Item:Padding")).unwrap_or(0))?;
            if field("Item:Semantic").as_deref() == Some("MotionPhoto") {
                return (length > 0).then_some((from_end, length));
            }
        }
        None
    }
}

/// Puts what a sidecar says about title, description, rating and keywords in the place of what the file says.
pub(super) fn override_with(sidecar: &Xmp, tags: &mut Tags) {
    if let Some(title) = sidecar.title() {
        tags.replace("Title", title);
    }
    if let Some(description) = sidecar.description() {
        tags.replace("Description", description);
    }
    if let Some(rating) = sidecar.rating() {
        tags.replace("Rating", rating.unwrap_or(0));
    }
    let subjects = sidecar.tags();
    if !subjects.is_empty() {
        tags.replace("Subject", Value::from(subjects));
    }
}

#[cfg(test)]
mod tests;
