//! Photoshop's image resources, which also carry IPTC inside JPEG and TIFF.

use std::borrow::Cow;

use super::{
    super::{bytes, exif::First},
    Blocks,
};

/// A Photoshop file: header, colour data, then the resources.
pub(super) fn file<'a>(data: &'a [u8], blocks: &mut Blocks<'a>) {
    if !data.starts_with(b"8BPS") {
        return;
    }
    let Some(colours) = bytes::be32(data, 26) else { return };
    let at = 30_usize.saturating_add(colours as usize);
    if let Some(length) = bytes::be32(data, at)
        && let Some(body) = bytes::slice(data, at + 4, length as usize)
    {
        resources(body, blocks);
    }
}

/// Resources that stay in the file.
pub(super) fn resources<'a>(data: &'a [u8], blocks: &mut Blocks<'a>) {
    for (id, body) in (Resources { data, at: 0 }) {
        sort(id, Cow::Borrowed(body), blocks);
    }
}

/// Resources that were put together out of several segments.
pub(super) fn owned_resources(data: &[u8], blocks: &mut Blocks<'_>) {
    for (id, body) in (Resources { data, at: 0 }) {
        sort(id, Cow::Owned(body.to_vec()), blocks);
    }
}

fn sort<'a>(id: u16, body: Cow<'a, [u8]>, blocks: &mut Blocks<'a>) {
    match id {
        0x0404 => blocks.iptc(body),
        0x0422 => blocks.exif(body, First::Picture),
        0x0424 => blocks.xmp(body),
        _ => {}
    }
}

/// Number and content of each resource: `8BIM`, number, name padded to even, length, content padded to even.
struct Resources<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Resources<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        if bytes::array(self.data, self.at)? != *b"8BIM" {
            return None;
        }
        let id = bytes::be16(self.data, self.at + 4)?;
        let name = usize::from(*self.data.get(self.at + 6)?) + 1;
        let length_at = self.at + 6 + name.next_multiple_of(2);
        let length = bytes::be32(self.data, length_at)? as usize;
        let body = bytes::slice(self.data, length_at + 4, length)?;
        self.at = length_at + 4 + length.next_multiple_of(2);
        Some((id, body))
    }
}
