//! Reads the tables of 32-bit floats of an HDF5 file, as Keras wrote them.
//!
//! Only what those files use of the format (HDF5 specification, version 3.0): superblock 0, groups as symbol tables, object
//! headers of version 1, contiguous data. Anything else is refused.

use std::collections::BTreeMap;

use super::{Broken, broken};

/// A table and its lengths, slowest axis first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    pub(crate) dims: Vec<usize>,
    pub(crate) values: Vec<f32>,
}

/// Deepest nesting of groups that is followed.
const DEEPEST: usize = 12;

/// Most tables that are read, and most bytes of a header.
const MOST: usize = 10_000;

/// Every table of floats below the root, by path (`model_weights/conv2d_1/…/kernel:0`).
pub(crate) fn tables(bytes: &[u8]) -> Result<BTreeMap<String, Table>, Broken> {
    let file = File(bytes);
    if file.slice(0, 8)? != b"\x89HDF\r\n\x1a\n" || file.slice(8, 1)? != [0] || file.slice(13, 2)? != [8, 8] {
        return Err(broken("no HDF5 file of the expected version"));
    }
    let mut found = BTreeMap::new();
    file.walk(file.u64(0x40)?, "", 0, &mut found)?;
    Ok(found)
}

struct File<'a>(&'a [u8]);

impl<'a> File<'a> {
    fn slice(&self, at: u64, length: usize) -> Result<&'a [u8], Broken> {
        let start = usize::try_from(at).map_err(|_| broken("an address outside of the file"))?;
        let end = start.checked_add(length).ok_or_else(|| broken("an address outside of the file"))?;
        self.0.get(start..end).ok_or_else(|| broken("an address outside of the file"))
    }

    fn u16(&self, at: u64) -> Result<u16, Broken> {
        Ok(self.slice(at, 2)?.iter().rev().fold(0, |sum, byte| sum << 8 | u16::from(*byte)))
    }

    fn u32(&self, at: u64) -> Result<u32, Broken> {
        Ok(self.slice(at, 4)?.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
    }

    fn u64(&self, at: u64) -> Result<u64, Broken> {
        Ok(self.slice(at, 8)?.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    fn walk(
        &self,
        header: u64,
        path: &str,
        depth: usize,
        found: &mut BTreeMap<String, Table>,
    ) -> Result<(), Broken> {
        if depth > DEEPEST || found.len() > MOST {
            return Err(broken("more groups than a model has"));
        }
        let messages = self.messages(header)?;
        if let Some((at, _)) = messages.get(&0x11) {
            let (tree, heap) = (self.u64(*at)?, self.u64(at + 8)?);
            let mut children = Vec::new();
            self.children(tree, self.u64(heap + 24)?, depth, &mut children)?;
            for (name, child) in children {
                let below = if path.is_empty() { name } else { format!("{path}/{name}") };
                self.walk(child, &below, depth + 1, found)?;
            }
        } else if let Some(table) = self.table(&messages)? {
            found.insert(path.to_owned(), table);
        }
        Ok(())
    }

    /// Messages of an object header: kind -> where its data is and how long it is; the first of each kind.
    fn messages(&self, header: u64) -> Result<BTreeMap<u16, (u64, u64)>, Broken> {
        if self.slice(header, 1)? != [1] {
            return Err(broken("an object header of another version"));
        }
        let mut found = BTreeMap::new();
        let mut blocks = vec![(header + 16, u64::from(self.u32(header + 8)?))];
        let mut left = MOST;
        while let Some((mut at, length)) = blocks.pop() {
            let end = at.saturating_add(length);
            while at + 8 <= end {
                left = left.checked_sub(1).ok_or_else(|| broken("an endless object header"))?;
                let (kind, size) = (self.u16(at)?, u64::from(self.u16(at + 2)?));
                if kind == 0x10 {
                    blocks.push((self.u64(at + 8)?, self.u64(at + 16)?));
                } else {
                    found.entry(kind).or_insert((at + 8, size));
                }
                at += 8 + size;
            }
        }
        Ok(found)
    }

    /// Names and headers of a group, through its B-tree.
    fn children(
        &self,
        tree: u64,
        names: u64,
        depth: usize,
        found: &mut Vec<(String, u64)>,
    ) -> Result<(), Broken> {
        if depth > DEEPEST || found.len() > MOST {
            return Err(broken("more groups than a model has"));
        }
        match self.slice(tree, 4)? {
            b"TREE" => {
                for entry in 0..u64::from(self.u16(tree + 6)?) {
                    self.children(self.u64(tree + 24 + entry * 16 + 8)?, names, depth + 1, found)?;
                }
            }
            b"SNOD" => {
                for entry in 0..u64::from(self.u16(tree + 6)?) {
                    let at = tree + 8 + entry * 40;
                    found.push((self.text(names + self.u64(at)?)?, self.u64(at + 8)?));
                }
            }
            _ => return Err(broken("a group of another kind")),
        }
        Ok(())
    }

    fn text(&self, at: u64) -> Result<String, Broken> {
        let start = usize::try_from(at).map_err(|_| broken("an address outside of the file"))?;
        let rest = self.0.get(start..).ok_or_else(|| broken("an address outside of the file"))?;
        let name = rest.split(|byte| *byte == 0).next().unwrap_or_default();
        String::from_utf8(name.to_vec()).map_err(|_| broken("a name that is no text"))
    }

    /// The table an object header describes; `None` where it holds something else than floats.
    fn table(&self, messages: &BTreeMap<u16, (u64, u64)>) -> Result<Option<Table>, Broken> {
        let (Some((space, _)), Some((kind, _)), Some((layout, _))) =
            (messages.get(&0x1), messages.get(&0x3), messages.get(&0x8))
        else {
            return Ok(None);
        };
        // Class 1 is floating point; little endian, four bytes.
        let is_float = self.slice(*kind, 1)?[0] & 0x0f == 1 && self.u32(kind + 4)? == 4;
        if !is_float {
            return Ok(None);
        }
        let (version, rank) = (self.slice(*space, 1)?[0], u64::from(self.slice(space + 1, 1)?[0]));
        let first = if version == 1 { space + 8 } else { space + 4 };
        let dims = (0..rank).map(|axis| self.u64(first + axis * 8)).collect::<Result<Vec<_>, _>>()?;
        if self.slice(*layout, 2)? != [3, 1] {
            return Err(broken("data in pieces"));
        }
        let count = dims.iter().try_fold(1u64, |product, length| product.checked_mul(*length));
        let length = count.and_then(|count| usize::try_from(count.checked_mul(4)?).ok());
        let data = self.slice(self.u64(layout + 2)?, length.ok_or_else(|| broken("an immense table"))?)?;
        Ok(Some(Table {
            dims: dims.iter().map(|length| *length as usize).collect(),
            values: data.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_none_is_refused() {
        assert!(tables(b"").is_err());
        assert!(tables(&[0; 200]).is_err());
        let mut header = b"\x89HDF\r\n\x1a\n".to_vec();
        header.resize(200, 0);
        header[13] = 8;
        header[14] = 8;
        header[0x40] = 0xff;
        assert!(tables(&header).is_err());
    }
}
