//! What travels between the server and a sandboxed child, and how.
//!
//! A frame is one byte of kind, four bytes of length (little endian) and the payload, over a stream socket
//! pair. A conversation:
//!
//! ```text
//! server                          child
//! Setup {limits}             ─▶
//!                            ◀─   Ready {report}
//! Task + input descriptor    ─▶
//!                            ◀─   Reserve {bytes}       only when the task wants much memory
//! Proceed                    ─▶
//!                            ◀─   Attachment …          one per picture
//!                            ◀─   Usage, then Done or Failed
//! (socket closed)            ─▶   the child ends
//! ```

use std::io::{IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::io::Errno;
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage,
    SendFlags,
};
use serde::{Deserialize, Serialize};

/// Kind and length in front of every payload, bytes.
const HEADER: usize = 5;

/// What a frame's payload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// [`Setup`]; the first frame a child sees.
    Setup = 1,
    /// [`super::SandboxReport`]; the limits are on, tasks may come.
    Ready = 2,
    /// A task for the handler, with the input's descriptor.
    Task = 3,
    /// [`Reserve`]: the child wants memory and waits.
    Reserve = 4,
    /// The memory is granted. No payload.
    Proceed = 5,
    /// Bytes that belong to the answer, in the handler's order.
    Attachment = 6,
    /// [`Usage`] of the task that just ended.
    Usage = 7,
    /// The handler's answer.
    Done = 8,
    /// A [`crate::MediaError`].
    Failed = 9,
}

impl Kind {
    fn from_byte(byte: u8) -> Option<Kind> {
        use Kind::*;
        [Setup, Ready, Task, Reserve, Proceed, Attachment, Usage, Done, Failed]
            .into_iter()
            .find(|k| *k as u8 == byte)
    }
}

/// What the server tells a fresh child.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Setup {
    /// The server's process id. A child whose parent is another process was orphaned before it could arrange
    /// to die with the parent, and leaves.
    pub(super) parent: i32,
    /// Bytes of address space (`RLIMIT_AS`).
    pub(super) address_space: u64,
    /// Tasks that need less memory than this many bytes need not ask.
    pub(super) unreserved: u64,
}

/// A wish for memory before the task goes on.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Reserve {
    /// What decoding is estimated to need, bytes.
    pub(super) bytes: u64,
}

/// What a task has cost.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Usage {
    /// CPU time of the child since it began, microseconds.
    pub(super) cpu_micros: u64,
    /// Resident memory of the child after the task, bytes.
    pub(super) resident: u64,
    /// The most it ever had resident, bytes.
    pub(super) peak: u64,
    /// The task panicked; the child's state is not to be trusted with another one.
    pub(super) spoiled: bool,
}

/// One received frame.
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) payload: Vec<u8>,
    /// A descriptor that came with it.
    pub(super) descriptor: Option<OwnedFd>,
}

/// Why no frame came.
#[derive(Debug, thiserror::Error)]
pub(super) enum FrameError {
    /// The other side is gone.
    #[error("the other side closed the connection")]
    Closed,
    /// The other side does not speak this protocol, or no longer does.
    #[error("unexpected frame: {0}")]
    Garbled(String),
    /// A frame longer than the receiver accepts.
    #[error("a frame of {length} bytes exceeds {limit}")]
    TooLong { length: u64, limit: u64 },
    /// The caller's patience ended; see [`receive`].
    #[error("gave up waiting")]
    GaveUp,
    /// The socket failed.
    #[error("socket: {0}")]
    Io(#[from] Errno),
}

/// Sends a frame, with a descriptor if one is given. Blocks until the other side has room.
pub(super) fn send(
    socket: BorrowedFd<'_>,
    kind: Kind,
    payload: &[u8],
    descriptor: Option<BorrowedFd<'_>>,
) -> Result<(), FrameError> {
    let length = u32::try_from(payload.len())
        .map_err(|_| FrameError::TooLong { length: payload.len() as u64, limit: u64::from(u32::MAX) })?;
    let mut header = [kind as u8, 0, 0, 0, 0];
    header[1..].copy_from_slice(&length.to_le_bytes());

    let descriptors: Vec<BorrowedFd<'_>> = descriptor.into_iter().collect();
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut sent = 0;
    while sent < HEADER + payload.len() {
        let mut control = SendAncillaryBuffer::new(&mut space);
        if sent == 0 && !descriptors.is_empty() {
            control.push(SendAncillaryMessage::ScmRights(&descriptors));
        }
        let parts = [
            IoSlice::new(&header[sent.min(HEADER)..]),
            IoSlice::new(&payload[sent.saturating_sub(HEADER)..]),
        ];
        match rustix::net::sendmsg(socket, &parts, &mut control, SendFlags::NOSIGNAL) {
            Ok(bytes) => sent += bytes,
            Err(Errno::INTR) => {}
            Err(Errno::PIPE | Errno::CONNRESET) => return Err(FrameError::Closed),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Receives a frame of at most `limit` payload bytes.
///
/// `wait` is called whenever nothing has arrived yet: it returns when it is worth looking again, or `false` to give up.
/// Frames other than [`Kind::Task`] come without a descriptor; one that is sent anyway is dropped by the
/// kernel.
pub(super) fn receive(
    socket: BorrowedFd<'_>,
    limit: u64,
    accept_descriptor: bool,
    wait: &mut dyn FnMut() -> bool,
) -> Result<Frame, FrameError> {
    let mut header = [0; HEADER];
    let mut descriptor = None;
    let mut filled = 0;
    while filled < HEADER {
        let got = if accept_descriptor {
            receive_with_descriptor(socket, &mut header[filled..], &mut descriptor)
        } else {
            rustix::net::recv(socket, &mut header[filled..], RecvFlags::DONTWAIT).map(|(count, _)| count)
        };
        filled += settle(got, wait)?;
    }
    let kind =
        Kind::from_byte(header[0]).ok_or_else(|| FrameError::Garbled(format!("kind {}", header[0])))?;
    let length = u64::from(u32::from_le_bytes([header[1], header[2], header[3], header[4]]));
    if length > limit {
        return Err(FrameError::TooLong { length, limit });
    }
    let mut payload = vec![0; length as usize];
    let mut filled = 0;
    while filled < payload.len() {
        let got =
            rustix::net::recv(socket, &mut payload[filled..], RecvFlags::DONTWAIT).map(|(count, _)| count);
        filled += settle(got, wait)?;
    }
    Ok(Frame { kind, payload, descriptor })
}

fn receive_with_descriptor(
    socket: BorrowedFd<'_>,
    into: &mut [u8],
    descriptor: &mut Option<OwnedFd>,
) -> Result<usize, Errno> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let flags = RecvFlags::DONTWAIT | RecvFlags::CMSG_CLOEXEC;
    let received = rustix::net::recvmsg(socket, &mut [IoSliceMut::new(into)], &mut control, flags)?;
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(descriptors) = message {
            *descriptor = descriptors.last().or(descriptor.take());
        }
    }
    Ok(received.bytes)
}

/// Turns the outcome of one receive into the number of bytes gained, waiting when there were none yet.
fn settle(got: Result<usize, Errno>, wait: &mut dyn FnMut() -> bool) -> Result<usize, FrameError> {
    match got {
        Ok(0) | Err(Errno::CONNRESET) => Err(FrameError::Closed),
        Ok(count) => Ok(count),
        Err(Errno::AGAIN) => {
            if wait() {
                Ok(0)
            } else {
                Err(FrameError::GaveUp)
            }
        }
        Err(Errno::INTR) => Ok(0),
        Err(error) => Err(error.into()),
    }
}

/// Waits until the socket has something to read (or is closed) or the time is over; `false` when it is over.
pub(super) fn readable(socket: BorrowedFd<'_>, patience: Option<std::time::Duration>) -> bool {
    let timeout = patience.map(|patience| rustix::event::Timespec {
        tv_sec: i64::try_from(patience.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: i64::from(patience.subsec_nanos()),
    });
    let mut set = [rustix::event::PollFd::from_borrowed_fd(socket.as_fd(), rustix::event::PollFlags::IN)];
    match rustix::event::poll(&mut set, timeout.as_ref()) {
        Ok(0) => false,
        // An interrupted or failed poll counts as readable: the receive that follows finds out what is the
        // matter.
        Ok(_) | Err(_) => true,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::{Read, Write};
    use std::os::unix::net::UnixStream;

    use super::*;

    fn pair() -> (UnixStream, UnixStream) {
        UnixStream::pair().unwrap()
    }

    #[test]
    fn a_frame_arrives_as_it_was_sent_even_when_larger_than_the_socket_buffer() {
        let (here, there) = pair();
        let payload: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
        let expected = payload.clone();
        let sender =
            std::thread::spawn(move || send(here.as_fd(), Kind::Attachment, &payload, None).unwrap());
        let frame = receive(there.as_fd(), 4_000_000, false, &mut || readable(there.as_fd(), None)).unwrap();
        sender.join().unwrap();
        assert_eq!(frame.kind, Kind::Attachment);
        assert_eq!(frame.payload, expected);
    }

    #[test]
    fn a_descriptor_travels_with_its_task() {
        let (here, there) = pair();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"the content").unwrap();
        send(here.as_fd(), Kind::Task, b"{}", Some(file.as_fd())).unwrap();
        let frame = receive(there.as_fd(), 100, true, &mut || true).unwrap();
        let mut received = std::fs::File::from(frame.descriptor.unwrap());
        std::io::Seek::rewind(&mut received).unwrap();
        let mut text = String::new();
        received.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), frame.payload.as_slice()), ("the content", b"{}".as_slice()));
    }

    #[test]
    fn a_descriptor_that_nobody_asked_for_is_not_kept() {
        let (here, there) = pair();
        send(here.as_fd(), Kind::Done, b"{}", Some(std::io::stderr().as_fd())).unwrap();
        let frame = receive(there.as_fd(), 100, false, &mut || true).unwrap();
        assert!(frame.descriptor.is_none());
    }

    #[test]
    fn a_length_beyond_the_limit_is_refused_before_anything_is_allocated() {
        let (mut here, there) = pair();
        here.write_all(&[Kind::Attachment as u8, 0xff, 0xff, 0xff, 0xff]).unwrap();
        let refused = receive(there.as_fd(), 1_000, false, &mut || true);
        assert!(matches!(refused, Err(FrameError::TooLong { length: 0xffff_ffff, limit: 1_000 })));
    }

    #[test]
    fn an_unknown_kind_is_garble_and_a_closed_socket_is_closed() {
        let (mut here, there) = pair();
        here.write_all(&[77, 0, 0, 0, 0]).unwrap();
        assert!(matches!(receive(there.as_fd(), 10, false, &mut || true), Err(FrameError::Garbled(_))));
        drop(here);
        assert!(matches!(receive(there.as_fd(), 10, false, &mut || true), Err(FrameError::Closed)));
    }

    #[test]
    fn half_a_frame_is_waited_for_until_patience_ends() {
        let (mut here, there) = pair();
        here.write_all(&[Kind::Done as u8, 4, 0, 0, 0, b'h', b'a']).unwrap();
        let mut looks = 0;
        let ended = receive(there.as_fd(), 10, false, &mut || {
            looks += 1;
            looks < 3
        });
        assert!(matches!(ended, Err(FrameError::GaveUp)));
        assert_eq!(looks, 3);
    }
}
