//! Pictures put together byte by byte.

use std::io::Cursor;

use exif::{Context, Field, In, Rational, SRational, Tag, Value, experimental::Writer};

/// A TIFF structure with these fields, as an EXIF block holds one.
pub(super) fn exif(fields: &[(Tag, Value)]) -> Vec<u8> {
    let fields: Vec<Field> = fields
        .iter()
        .map(|(tag, value)| Field { tag: *tag, ifd_num: In::PRIMARY, value: value.clone() })
        .collect();
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).unwrap();
    out.into_inner()
}

pub(super) fn text(text: &str) -> Value {
    Value::Ascii(vec![text.as_bytes().to_vec()])
}

pub(super) fn fraction(num: u32, denom: u32) -> Value {
    Value::Rational(vec![Rational { num, denom }])
}

pub(super) fn signed(num: i32, denom: i32) -> Value {
    Value::SRational(vec![SRational { num, denom }])
}

pub(super) fn fractions(parts: [(u32, u32); 3]) -> Value {
    Value::Rational(parts.iter().map(|&(num, denom)| Rational { num, denom }).collect())
}

pub(super) fn tiff_tag(number: u16) -> Tag {
    Tag(Context::Tiff, number)
}

/// What a well-behaved camera writes.
pub(super) fn camera() -> Vec<(Tag, Value)> {
    vec![
        (Tag::Make, text("NIKON CORPORATION")),
        (Tag::Model, text("NIKON Z 6  ")),
        (Tag::Orientation, Value::Short(vec![6])),
        (Tag::ExposureTime, fraction(10, 1250)),
        (Tag::FNumber, fraction(28, 10)),
        (Tag::PhotographicSensitivity, Value::Short(vec![400])),
        (Tag::DateTimeOriginal, text("2023:05:01 12:00:00")),
        (Tag::OffsetTimeOriginal, text("+02:00")),
        (Tag::SubSecTimeOriginal, text("25")),
        (Tag::ExposureBiasValue, signed(-1, 3)),
        (Tag::FocalLength, fraction(500, 10)),
        (Tag::LensModel, text("NIKKOR Z 24-70mm f/4 S")),
        (Tag::GPSLatitudeRef, text("N")),
        (Tag::GPSLatitude, fractions([(37, 1), (46, 1), (2964, 100)])),
        (Tag::GPSLongitudeRef, text("W")),
        (Tag::GPSLongitude, fractions([(122, 1), (25, 1), (984, 100)])),
    ]
}

/// An Apple maker note with a content identifier.
pub(super) fn apple_note(identifier: &str) -> Value {
    let text = [identifier.as_bytes(), b"\0"].concat();
    let mut note = b"Apple iOS\0\0\x01MM".to_vec();
    note.extend(1_u16.to_be_bytes());
    note.extend(0x0011_u16.to_be_bytes());
    note.extend(2_u16.to_be_bytes());
    note.extend((text.len() as u32).to_be_bytes());
    note.extend((14_u32 + 2 + 12 + 4).to_be_bytes());
    note.extend([0; 4]);
    note.extend(text);
    Value::Undefined(note, 0)
}

/// A JPEG of 8×6 pixels with these segments before its picture.
pub(super) fn jpeg(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut picture = Cursor::new(Vec::new());
    image::RgbImage::new(8, 6).write_to(&mut picture, image::ImageFormat::Jpeg).unwrap();
    let picture = picture.into_inner();
    let mut file = picture[..2].to_vec();
    for (marker, body) in segments {
        file.extend([0xff, *marker]);
        file.extend(((body.len() + 2) as u16).to_be_bytes());
        file.extend(body);
    }
    file.extend(&picture[2..]);
    file
}

pub(super) fn exif_segment(tiff: &[u8]) -> (u8, Vec<u8>) {
    (0xe1, [b"Exif\0\0", tiff].concat())
}

pub(super) fn xmp_segment(packet: &str) -> (u8, Vec<u8>) {
    (0xe1, [b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat())
}

/// A packet with properties of the usual namespaces.
pub(super) fn xmp(attributes: &str, inside: &str) -> String {
    format!(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
         <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmp='http://ns.adobe.com/xap/1.0/' \
         xmlns:exif='http://ns.adobe.com/exif/1.0/' xmlns:GPano='http://ns.google.com/photos/1.0/panorama/' \
         xmlns:GCamera='http://ns.google.com/photos/1.0/camera/' xmlns:xmpNote='http://ns.adobe.com/xmp/note/' \
         {attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
}

pub(super) fn subjects(words: &[&str]) -> String {
    let items: String = words.iter().map(|word| format!("<rdf:li>{word}</rdf:li>")).collect();
    format!("<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>")
}

/// Records of IPTC inside Photoshop's resources inside a segment of JPEG.
pub(super) fn iptc_segment(records: &[(u8, &[u8])]) -> (u8, Vec<u8>) {
    let mut stream = Vec::new();
    for (number, value) in records {
        stream.extend([0x1c, 2, *number]);
        stream.extend((value.len() as u16).to_be_bytes());
        stream.extend(*value);
    }
    let mut body = b"Photoshop 3.0\x008BIM\x04\x04\0\0".to_vec();
    body.extend((stream.len() as u32).to_be_bytes());
    body.extend(&stream);
    if stream.len() % 2 == 1 {
        body.push(0);
    }
    (0xed, body)
}

/// A PNG of one pixel with these chunks behind its header.
pub(super) fn png(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut picture = Cursor::new(Vec::new());
    image::RgbImage::new(1, 1).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    let picture = picture.into_inner();
    let behind_header = 8 + 25;
    let mut file = picture[..behind_header].to_vec();
    for (kind, body) in chunks {
        file.extend((body.len() as u32).to_be_bytes());
        file.extend(*kind);
        file.extend(body);
        file.extend([0; 4]); // nobody checks the sum
    }
    file.extend(&picture[behind_header..]);
    file
}

/// Letters and length before a body: a box.
pub(super) fn boxed(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    [&((body.len() + 8) as u32).to_be_bytes(), kind.as_slice(), &body].concat()
}

/// A HEIF file of two items, EXIF and XMP, without any picture.
pub(super) fn heif(tiff: &[u8], packet: &str) -> Vec<u8> {
    let exif_item = [&[0; 4], tiff].concat();
    let entry =
        |id: u8, kind: &[u8; 4], rest: &[u8]| boxed(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0], kind, rest]);
    let iinf = boxed(
        b"iinf",
        &[&[0, 0, 0, 0, 0, 2], &entry(1, b"Exif", b"\0"), &entry(2, b"mime", b"\0application/rdf+xml\0")],
    );
    let ftyp = boxed(b"ftyp", &[b"heic\0\0\0\0mif1heic"]);
    let location = |id: u8, offset: u32, length: usize| {
        [&[0, id, 0, 0, 0, 1][..], &offset.to_be_bytes(), &(length as u32).to_be_bytes()].concat()
    };
    let meta = |start: u32| {
        let first = location(1, start, exif_item.len());
        let second = location(2, start + exif_item.len() as u32, packet.len());
        let iloc = boxed(b"iloc", &[&[0, 0, 0, 0, 0x44, 0, 0, 2], &first, &second]);
        boxed(b"meta", &[&[0; 4], &iinf, &iloc])
    };
    let start = ftyp.len() + meta(0).len() + 8;
    [ftyp, meta(start as u32), boxed(b"mdat", &[&exif_item, packet.as_bytes()])].concat()
}

/// A RIFF file of these chunks.
pub(super) fn riff(kind: &[u8; 4], chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = kind.to_vec();
    for (letters, content) in chunks {
        body.extend(*letters);
        body.extend((content.len() as u32).to_le_bytes());
        body.extend(*content);
        if content.len() % 2 == 1 {
            body.push(0);
        }
    }
    [b"RIFF".as_slice(), &(body.len() as u32).to_le_bytes(), &body].concat()
}
