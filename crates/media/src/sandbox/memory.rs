//! How a child's allocator keeps and returns memory.

/// Blocks of at least this many bytes get a mapping of their own; glibc accepts no more.
const LARGE_BLOCK: libc::c_int = 32 << 20;
/// Free memory at the top of the heap that is kept between tasks, bytes: the buffers of one ordinary photo,
/// so that the next task does not pay for zeroed pages again.
const KEPT_FREE: libc::c_int = 48 << 20;

/// Sets the allocator up for tasks that take tens of megabytes and give them all back.
pub(super) fn tune() {
    #[cfg(target_env = "gnu")]
    // SAFETY: mallopt takes two numbers; the child has one thread, so nobody allocates meanwhile.
    #[allow(unsafe_code)]
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 1);
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE_BLOCK);
        libc::mallopt(libc::M_TRIM_THRESHOLD, KEPT_FREE);
    }
}

/// Returns all free memory to the system.
pub(super) fn trim() {
    #[cfg(target_env = "gnu")]
    // SAFETY: malloc_trim only walks the allocator's own free lists, under the allocator's lock.
    #[allow(unsafe_code)]
    unsafe {
        libc::malloc_trim(0);
    }
}
