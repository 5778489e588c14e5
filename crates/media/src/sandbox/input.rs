//! The file a task works on, as an open descriptor.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;

use crate::MediaError;
use crate::limits::Limits;

/// An open file that is read by position, so that the offset it shares with the server's descriptor does not
/// matter.
#[derive(Debug)]
pub struct Input {
    file: File,
    length: u64,
}

impl Input {
    /// Takes over an open file.
    ///
    /// # Errors
    /// When it is not a regular file: a pipe could keep the reader waiting for ever.
    pub fn new(file: File) -> io::Result<Self> {
        let status = rustix::fs::fstat(&file)?;
        if !rustix::fs::FileType::from_raw_mode(status.st_mode).is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        }
        Ok(Input { file, length: u64::try_from(status.st_size).unwrap_or(0) })
    }

    /// Size of the file, bytes.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether the file has no bytes at all.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The whole file, read once into memory of exactly its size.
    ///
    /// # Errors
    /// [`MediaError::TooLarge`] above `limit` bytes, before anything is allocated; [`MediaError::Io`] when
    /// reading fails.
    pub fn read_all(&self, limit: u64) -> Result<Vec<u8>, MediaError> {
        Limits::check("bytes", self.length, limit)?;
        self.read_range(0, self.length)
    }

    /// At most `length` bytes from `offset` on; fewer where the file ends.
    ///
    /// # Errors
    /// [`MediaError::Io`] when reading fails.
    pub fn read_range(&self, offset: u64, length: u64) -> Result<Vec<u8>, MediaError> {
        let length = usize::try_from(length.min(self.length.saturating_sub(offset)))
            .map_err(|_| MediaError::Io("a range beyond the address space".to_owned()))?;
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            let at = offset + bytes.len() as u64;
            match rustix::io::pread(&self.file, rustix::buffer::spare_capacity(&mut bytes), at) {
                Ok(0) => break,
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(io::Error::from(error).into()),
            }
        }
        bytes.truncate(length);
        Ok(bytes)
    }

    /// A reader with a position of its own, for formats whose headers are spread over a large file.
    pub fn reader(&self) -> Reader<'_> {
        Reader { input: self, position: 0 }
    }
}

/// Reads and seeks in an [`Input`]. Wrap it into a [`std::io::BufReader`]: every read is a system call.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    input: &'a Input,
    position: u64,
}

impl Read for Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.file.read_at(buffer, self.position)?;
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Reader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.input.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position =
            position.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "seek before the start"))?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::Write;

    use super::*;

    fn input(content: &[u8]) -> Input {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(content).unwrap();
        Input::new(file).unwrap()
    }

    #[test]
    fn a_file_is_read_whole_wherever_its_own_offset_stands() {
        assert_eq!(input(b"0123456789").read_all(10).unwrap(), b"0123456789");
    }

    #[test]
    fn a_file_above_the_limit_is_refused() {
        let refused = input(b"0123456789").read_all(9);
        assert_eq!(refused, Err(MediaError::TooLarge { what: "bytes".to_owned(), limit: 9, actual: 10 }));
    }

    #[test]
    fn a_range_ends_with_the_file() {
        let input = input(b"0123456789");
        assert_eq!(input.read_range(7, 100).unwrap(), b"789");
        assert_eq!(input.read_range(70, 100).unwrap(), b"");
    }

    #[test]
    fn a_reader_seeks_from_both_ends() {
        let input = input(b"0123456789");
        let mut reader = input.reader();
        let mut two = [0; 2];
        reader.seek(SeekFrom::End(-3)).unwrap();
        reader.read_exact(&mut two).unwrap();
        assert_eq!(&two, b"78");
        reader.seek(SeekFrom::Current(-7)).unwrap();
        reader.read_exact(&mut two).unwrap();
        assert_eq!(&two, b"23");
        assert!(reader.seek(SeekFrom::Current(-5)).is_err());
    }

    #[test]
    fn a_pipe_is_refused() {
        let (read, _write) = rustix::pipe::pipe().unwrap();
        assert!(Input::new(File::from(read)).is_err());
    }
}
