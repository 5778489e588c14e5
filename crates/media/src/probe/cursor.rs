//! Reading foreign bytes without ever reading past them.

/// A position in a slice. Every read answers `None` at the end, and nothing panics or allocates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    data: &'a [u8],
    position: usize,
    little: bool,
}

impl<'a> Cursor<'a> {
    /// Reads big-endian numbers, as most picture formats have them.
    pub(crate) fn big(data: &'a [u8]) -> Self {
        Cursor { data, position: 0, little: false }
    }

    /// Reads little-endian numbers.
    pub(crate) fn little(data: &'a [u8]) -> Self {
        Cursor { data, position: 0, little: true }
    }

    pub(crate) fn at(mut self, position: usize) -> Self {
        self.position = position;
        self
    }

    pub(crate) fn position(&self) -> usize {
        self.position
    }

    pub(crate) fn skip(&mut self, count: usize) -> Option<()> {
        self.position = self.position.checked_add(count)?;
        Some(())
    }

    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let end = self.position.checked_add(count)?;
        let taken = self.data.get(self.position..end)?;
        self.position = end;
        Some(taken)
    }

    /// As many of `count` bytes as are there.
    pub(crate) fn take_up_to(&mut self, count: usize) -> &'a [u8] {
        let start = self.position.min(self.data.len());
        let end = start.saturating_add(count).min(self.data.len());
        self.position = end;
        &self.data[start..end]
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        let bytes = self.array()?;
        Some(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        let bytes = self.array()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    pub(crate) fn u64(&mut self) -> Option<u64> {
        let bytes = self.array()?;
        Some(if self.little { u64::from_le_bytes(bytes) } else { u64::from_be_bytes(bytes) })
    }
}
