//! RDF/XML as XMP uses it (XMP part 1, §7): a tree of properties, bounded in depth and number.

use std::collections::HashMap;

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
};

use super::super::{bytes, tags::clean_text};

/// Deepest element.
const DEPTH: usize = 32;
/// Most elements and attributes together.
const NODES: usize = 20_000;
/// Longest text of one element, bytes.
const TEXT: usize = 64 << 10;

/// A property, an item or a field: its name, and a text or what is inside it.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Prefix and local name with the prefixes of [`PREFIXES`], whatever the packet calls them.
    pub(super) name: String,
    text: String,
    children: Vec<Node>,
    /// `xml:lang` is `x-default`.
    default_language: bool,
}

/// The prefixes we know properties by, and the namespaces they stand for.
#[rustfmt::skip]
const PREFIXES: &[(&str, &str)] = &[
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://ns.adobe.com/xap/1.0/", "xmp"),
    ("http://ns.adobe.com/xap/1.0/mm/", "xmpMM"),
    ("http://ns.adobe.com/xap/1.0/rights/", "xmpRights"),
    ("http://ns.adobe.com/tiff/1.0/", "tiff"),
    ("http://ns.adobe.com/exif/1.0/", "exif"),
    ("http://cipa.jp/exif/1.0/", "exifEX"),
    ("http://ns.adobe.com/exif/1.0/aux/", "aux"),
    ("http://ns.adobe.com/photoshop/1.0/", "photoshop"),
    ("http://ns.adobe.com/lightroom/1.0/", "lr"),
    ("http://ns.adobe.com/camera-raw-settings/1.0/", "crs"),
    ("http://www.digikam.org/ns/1.0/", "digiKam"),
    ("http://ns.microsoft.com/photo/1.0/", "microsoft"),
    ("http://ns.microsoft.com/photo/1.2/", "MP"),
    ("http://ns.microsoft.com/photo/1.2/t/RegionInfo#", "MPRI"),
    ("http://ns.microsoft.com/photo/1.2/t/Region#", "MPReg"),
    ("http://www.metadataworkinggroup.com/schemas/regions/", "mwg-rs"),
    ("http://ns.adobe.com/xmp/sType/Area#", "stArea"),
    ("http://ns.adobe.com/xap/1.0/sType/Dimensions#", "stDim"),
    ("http://ns.google.com/photos/1.0/panorama/", "GPano"),
    ("http://ns.google.com/photos/1.0/camera/", "GCamera"),
    ("http://ns.google.com/photos/1.0/container/", "Container"),
    ("http://ns.google.com/photos/1.0/container/item/", "Item"),
    ("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "Iptc4xmpCore"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "Iptc4xmpExt"),
];

impl Node {
    /// The text of the property: its own, the first of a list, or of several languages the default one.
    pub(super) fn as_text(&self) -> Option<String> {
        let items = self.items();
        if let Some(first) = items.first() {
            let default = items.iter().find(|item| item.default_language).unwrap_or(first);
            return default.own_text();
        }
        self.own_text()
    }

    fn own_text(&self) -> Option<String> {
        if let Some(value) = self.field("rdf:value") {
            return value.own_text();
        }
        self.children.is_empty().then(|| self.text.clone())
    }

    /// The texts of a list, no two alike; of a plain property its text.
    pub(super) fn texts(&self) -> Vec<String> {
        let items = self.items();
        let items = if items.is_empty() { std::slice::from_ref(self) } else { items };
        let mut texts: Vec<String> = Vec::new();
        for text in items.iter().filter_map(Node::own_text).filter_map(|text| clean_text(&text)) {
            if texts.len() < 1_000 && !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    /// The items of a list, in any of its three kinds.
    pub(super) fn items(&self) -> &[Node] {
        match self.list() {
            Some(list) => &list.children,
            None => &[],
        }
    }

    /// The list inside the property, if it is one.
    fn list(&self) -> Option<&Node> {
        self.children.iter().find(|child| matches!(child.name.as_str(), "rdf:Bag" | "rdf:Seq" | "rdf:Alt"))
    }

    /// Whether the items are one text in several languages.
    pub(super) fn is_alternative(&self) -> bool {
        self.list().is_some_and(|list| list.name == "rdf:Alt")
    }

    /// A field of a structure.
    pub(super) fn field(&self, name: &str) -> Option<&Node> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// The fields of a structure, whether written directly or as a description inside.
    pub(super) fn fields(&self) -> &[Node] {
        match self.children.iter().find(|child| child.name == "rdf:Description") {
            Some(description) => &description.children,
            None => &self.children,
        }
    }
}

/// The properties of a packet, in order. A damaged packet gives those before the damage.
pub(super) fn properties(packet: &[u8]) -> Vec<Node> {
    let text = decode(packet);
    let mut builder = Builder { stack: vec![Node::default()], prefixes: HashMap::new(), nodes: 0 };
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    while let Ok(event) = reader.read_event() {
        let go_on = match event {
            Event::Start(start) => builder.open(&start),
            Event::Empty(start) => {
                let go_on = builder.open(&start);
                builder.close();
                go_on
            }
            Event::End(_) => {
                builder.close();
                true
            }
            Event::Text(text) => builder.text(&text.decode().unwrap_or_default()),
            Event::CData(text) => builder.text(&text.decode().unwrap_or_default()),
            Event::GeneralRef(reference) => builder.text(&resolve(&reference)),
            Event::Eof => false,
            // A document type could declare entities; none is ever expanded.
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => true,
        };
        if !go_on {
            break;
        }
    }
    builder.finish()
}

/// UTF-8, or UTF-16 by its byte order mark, as sidecars may be.
fn decode(packet: &[u8]) -> String {
    match packet {
        [0xff, 0xfe, rest @ ..] => bytes::utf16(rest, true),
        [0xfe, 0xff, rest @ ..] => bytes::utf16(rest, false),
        _ => String::from_utf8_lossy(packet.strip_prefix(b"\xef\xbb\xbf").unwrap_or(packet)).into_owned(),
    }
}

fn resolve(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.decode().unwrap_or_default();
    resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

/// The tree while it grows. Namespaces are kept in one flat table: XMP writers give every prefix one meaning.
struct Builder {
    /// From the document down to the element that is open.
    stack: Vec<Node>,
    prefixes: HashMap<String, &'static str>,
    nodes: usize,
}

impl Builder {
    /// Opens an element; false when the packet is larger or deeper than any honest one.
    fn open(&mut self, start: &BytesStart<'_>) -> bool {
        self.nodes += 1;
        let attributes: Vec<(String, String)> = start
            .attributes()
            .with_checks(false)
            .flatten()
            .take(NODES)
            .map(|attribute| {
                let value = attribute.unescape_value().unwrap_or_default();
                (String::from_utf8_lossy(attribute.key.as_ref()).into_owned(), cut(&value).to_owned())
            })
            .collect();
        for (key, value) in &attributes {
            let prefix = key.strip_prefix("xmlns:");
            let known = PREFIXES.iter().find(|known| known.0 == value);
            if let (Some(prefix), Some(known)) = (prefix, known) {
                self.prefixes.insert(prefix.to_owned(), known.1);
            }
        }
        let mut node =
            Node { name: self.name(&String::from_utf8_lossy(start.name().as_ref())), ..Node::default() };
        for (key, value) in attributes {
            match key.as_str() {
                "xml:lang" => node.default_language = value == "x-default",
                _ if key.starts_with("xml") => {}
                _ => self.attribute(&mut node, &key, value),
            }
        }
        self.stack.push(node);
        self.stack.len() <= DEPTH && self.nodes <= NODES
    }

    /// Attributes are properties in short form, except RDF's own.
    fn attribute(&mut self, node: &mut Node, key: &str, value: String) {
        let name = self.name(key);
        match name.as_str() {
            "rdf:resource" => node.text = value,
            _ if name.starts_with("rdf:") => {}
            _ => {
                self.nodes += 1;
                node.children.push(Node { name, text: value, ..Node::default() });
            }
        }
    }

    fn close(&mut self) {
        if self.stack.len() > 1
            && let Some(node) = self.stack.pop()
            && let Some(parent) = self.stack.last_mut()
        {
            parent.children.push(node);
        }
    }

    fn text(&mut self, text: &str) -> bool {
        if let Some(node) = self.stack.last_mut() {
            let room = TEXT.saturating_sub(node.text.len());
            node.text.push_str(&text[..text.floor_char_boundary(room)]);
        }
        true
    }

    fn name(&self, written: &str) -> String {
        let written: String = written.chars().take(128).collect();
        match written.split_once(':') {
            Some((prefix, local)) => match self.prefixes.get(prefix) {
                Some(known) => format!("{known}:{local}"),
                None => written,
            },
            None => written,
        }
    }

    /// Closes what the packet left open and takes the properties out of the descriptions.
    fn finish(mut self) -> Vec<Node> {
        while self.stack.len() > 1 {
            self.close();
        }
        let mut properties = Vec::new();
        collect(self.stack.pop().unwrap_or_default(), false, &mut properties);
        properties
    }
}

/// Moves the children of every description of every RDF element into `properties`.
fn collect(node: Node, inside_rdf: bool, properties: &mut Vec<Node>) {
    for child in node.children {
        if inside_rdf && child.name == "rdf:Description" {
            properties.extend(child.children);
        } else {
            let inside = child.name == "rdf:RDF";
            collect(child, inside, properties);
        }
    }
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(TEXT)]
}
