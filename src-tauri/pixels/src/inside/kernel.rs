//! The few calls into the kernel that no safe crate offers: limits, privileges, descriptors.
#![allow(unsafe_code)] // setrlimit, prctl and close_range take plain numbers and touch no memory
// of ours but one `rlimit` that lives through the call; there is no safe wrapper in the tree.

use std::io;

/// Sets a limit, soft and hard.
pub(super) fn limit(resource: libc::__rlimit_resource_t, soft: u64, hard: u64) -> io::Result<()> {
    let limit = libc::rlimit { rlim_cur: soft, rlim_max: hard };
    // SAFETY: `limit` is a valid rlimit for the time of the call, and is only read.
    done(unsafe { libc::setrlimit(resource, &raw const limit) })
}

/// Never more rights than now, whatever is executed (PR_SET_NO_NEW_PRIVS).
pub(super) fn no_new_privileges() -> io::Result<()> {
    // SAFETY: takes numbers only.
    done(unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1_u64, 0_u64, 0_u64, 0_u64) })
}

/// No core file, and no other process of this user reads this one's memory (PR_SET_DUMPABLE).
pub(super) fn not_dumpable() -> io::Result<()> {
    // SAFETY: takes numbers only.
    done(unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0_u64, 0_u64, 0_u64, 0_u64) })
}

/// Closes every descriptor from `first` on. close_range came with Linux 5.9; before it each
/// possible descriptor is closed.
pub(super) fn close_from(first: u32) -> io::Result<()> {
    // SAFETY: nothing in this process holds a descriptor above standard error yet, so none is
    // closed under its owner. The call takes numbers only.
    let answer = unsafe { libc::syscall(libc::SYS_close_range, first, u32::MAX, 0_u32) };
    if answer == 0 {
        return Ok(());
    }
    for descriptor in first..4096 {
        // SAFETY: as above; closing a number that is not open is an error without effect.
        unsafe { libc::close(descriptor as libc::c_int) };
    }
    Ok(())
}

/// How many descriptors from `first` on are open.
pub(super) fn open_from(first: u32) -> u32 {
    // SAFETY: F_GETFD takes numbers only and changes nothing.
    let is_open =
        |descriptor: &u32| unsafe { libc::fcntl(*descriptor as libc::c_int, libc::F_GETFD) != -1 };
    (first..1024).filter(is_open).count() as u32
}

fn done(answer: libc::c_int) -> io::Result<()> {
    if answer == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
