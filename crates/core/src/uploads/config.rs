//! What a client should know before it sends: sizes and numbers that suit the memory of this machine.

use crate::access;
use crate::actor::Actor;
use crate::error::Result;

const MIB: u64 = 1024 * 1024;
const GIB: u64 = 1024 * MIB;

/// Recommendations for clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadConfig {
    /// Size of a piece, bytes.
    pub chunk_size: u64,
    /// Pieces on the way at the same time.
    pub max_concurrent: u32,
    /// Memory set aside, bytes.
    pub memory_buffer: u64,
    /// Files made whole at the same time.
    pub merge_concurrency: u32,
    /// Requests on the way at the same time.
    pub max_in_flight_requests: u32,
}

/// The recommendations of this moment.
///
/// # Errors
/// `unauthenticated`.
pub fn config(actor: &Actor) -> Result<UploadConfig> {
    access::user(actor)?;
    Ok(for_memory(available_memory()))
}

/// The documented steps by available memory; unreadable memory is a case of its own.
fn for_memory(available: Option<u64>) -> UploadConfig {
    let (chunk, max_concurrent, buffer) = match available {
        None => (5, 3, 100 * MIB),
        Some(bytes) => {
            let (chunk, concurrent) = match bytes {
                b if b > 4 * GIB => (20, 8),
                b if b > 2 * GIB => (10, 5),
                b if b > GIB => (5, 3),
                _ => (2, 2),
            };
            (chunk, concurrent, bytes / 10)
        }
    };
    UploadConfig {
        chunk_size: chunk * MIB,
        max_concurrent,
        memory_buffer: buffer,
        merge_concurrency: 2,
        max_in_flight_requests: 3,
    }
}

/// `MemAvailable` of Linux, bytes.
fn available_memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recommendations_follow_the_memory() {
        let of = |bytes| {
            let config = for_memory(bytes);
            (config.chunk_size / MIB, config.max_concurrent)
        };
        assert_eq!(of(Some(5 * GIB)), (20, 8));
        assert_eq!(of(Some(3 * GIB)), (10, 5));
        assert_eq!(of(Some(GIB + 1)), (5, 3));
        assert_eq!(of(Some(GIB)), (2, 2));
        assert_eq!((of(None), for_memory(None).memory_buffer), ((5, 3), 100 * MIB));
    }
}
