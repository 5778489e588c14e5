//! What an export carries over from its original: EXIF, brought into line with the new pixels.

use exif::{Context, Field, In, Tag, Value, experimental::Writer};

use crate::{
    format::Format,
    probe::{
        Probe, heif, jpeg, png, psd_resource,
        tiff::{self, Tiff, tag},
        webp,
    },
};

/// The EXIF block of a file for a picture of `width` × `height` upright pixels, from its TIFF header on.
///
/// The orientation is reset and the sizes are set, since the pixels were turned and resampled; the embedded thumbnail, which
/// was not, is dropped. `None` when there is no EXIF, or it cannot be read.
pub(crate) fn exif(data: &[u8], probe: &Probe, width: u32, height: u32) -> Option<Vec<u8>> {
    let block = match probe.format {
        Format::Jpeg => jpeg::exif(data)?.to_vec(),
        Format::Png => png::exif(data)?.to_vec(),
        Format::Webp => webp::chunk(data, b"EXIF")?.to_vec(),
        Format::Psd => psd_resource(data, 1058)?.to_vec(),
        Format::Heic | Format::Avif => {
            let file = heif::parse(data).ok()?;
            file.exif(file.primary_id).ok()??
        }
        Format::Tiff => rebuilt(data)?,
        raw if raw.is_raw() => {
            let preview = || jpeg::exif(probe.preview?.bytes(data)?).map(<[u8]>::to_vec);
            rebuilt(data).or_else(preview)?
        }
        _ => return None,
    };
    let start = if block.starts_with(b"Exif\0\0") { 6 } else { 0 };
    aligned(block[start..].to_vec(), width, height)
}

/// Sets orientation and sizes where they stand, and cuts off the directory of the thumbnail.
fn aligned(mut block: Vec<u8>, width: u32, height: u32) -> Option<Vec<u8>> {
    let tiff = Tiff::parse(&block)?;
    let mut changes = Vec::new();
    for directory in tiff.all() {
        for entry in &directory.entries {
            let value = match entry.tag {
                tag::ORIENTATION => 1,
                tag::IMAGE_WIDTH | tag::PIXEL_X => width,
                tag::IMAGE_LENGTH | tag::PIXEL_Y => height,
                _ => continue,
            };
            changes.extend(entry.replaced_by(value, tiff.is_little()));
        }
    }
    changes.push(tiff.next_pointer()?);
    for (offset, bytes) in changes {
        let start = usize::try_from(offset).ok()?;
        block.get_mut(start..start + bytes.len())?.copy_from_slice(&bytes);
    }
    Some(block)
}

/// Tags that describe how the pixels of a TIFF lie in its file, and mean nothing outside of it.
fn is_structure(tag: Tag) -> bool {
    let Tag(context, number) = tag;
    context == Context::Tiff
        && matches!(number, 254..=266 | 273 | 277..=281 | 284..=292 | 317..=347 | 400..=599 | 700 | 33422 | 33723
            | 34377 | 34675 | 37724 | 46 | 50706..=52600)
}

/// A block made anew from the fields of a TIFF, whose own directory leads all over the file.
fn rebuilt(data: &[u8]) -> Option<Vec<u8>> {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let parsed = reader.read_raw(data.to_vec()).or_else(|error| error.distill_partial_result(|_| ())).ok()?;
    let upright = Field { tag: Tag::Orientation, ifd_num: In::PRIMARY, value: Value::Short(vec![1]) };
    let fields: Vec<&Field> = parsed
        .fields()
        .filter(|field| {
            field.ifd_num == In::PRIMARY && !is_structure(field.tag) && field.tag != Tag::Orientation
        })
        .collect();
    if fields.is_empty() {
        return None;
    }
    let mut writer = Writer::new();
    fields.into_iter().for_each(|field| writer.push_field(field));
    writer.push_field(&upright);
    let mut out = std::io::Cursor::new(Vec::new());
    writer.write(&mut out, tiff::Tiff::parse(data)?.is_little()).ok()?;
    Some(out.into_inner())
}
