//! The walls on Linux. All of them stand before the first byte from outside is read; without
//! any of them but Landlock the child refuses to work.

use std::collections::BTreeMap;
use std::io;

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetStatus,
    Scope,
};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule,
};

use crate::{Confinement, Layer};

use super::kernel;

const MEGABYTE: u64 = 1024 * 1024;
/// The largest picture that is accepted needs about 600 MB as a progressive JPEG.
const MEMORY: u64 = 768 * MEGABYTE;
const SECONDS: u64 = 10;

/// Puts up every wall.
pub(super) fn confine() -> io::Result<Confinement> {
    let confinement = confine_outside()?;
    confine_calls()?;
    Ok(confinement)
}

/// Limits, descriptors, privileges, then files and network.
pub(super) fn confine_outside() -> io::Result<Confinement> {
    kernel::close_from(3)?;
    kernel::limit(libc::RLIMIT_CORE, 0, 0)?;
    kernel::limit(libc::RLIMIT_FSIZE, 0, 0)?;
    kernel::limit(libc::RLIMIT_NPROC, 0, 0)?;
    kernel::limit(libc::RLIMIT_NOFILE, 8, 8)?;
    kernel::limit(libc::RLIMIT_AS, MEMORY, MEMORY)?;
    // The soft limit ends the process with SIGXCPU, which tells the desk why.
    kernel::limit(libc::RLIMIT_CPU, SECONDS, SECONDS + 1)?;
    kernel::not_dumpable()?;
    kernel::no_new_privileges()?;
    Ok(if landlock()? {
        Confinement::Full
    } else {
        Confinement::Partial { missing: vec![Layer::Landlock] }
    })
}

/// No file, no port, no other process: everything that this kernel's Landlock knows, with no
/// exception. Tells whether the kernel has it.
fn landlock() -> io::Result<bool> {
    const NEWEST: ABI = ABI::V6;
    let status = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(NEWEST))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(NEWEST)))
        .and_then(|rules| rules.scope(Scope::from_all(NEWEST)))
        .and_then(Ruleset::create)
        .and_then(landlock::RulesetCreated::restrict_self)
        .map_err(io::Error::other)?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

/// What a decoder needs: memory that is never executable, its two pipes, its own end. Everything
/// else fails with EPERM.
pub(super) fn confine_calls() -> io::Result<()> {
    let filter = SeccompFilter::new(
        allowed().map_err(io::Error::other)?,
        SeccompAction::Errno(libc::EPERM as u32),
        SeccompAction::Allow,
        std::env::consts::ARCH.try_into().map_err(io::Error::other)?,
    );
    let program: BpfProgram = filter.and_then(SeccompFilter::try_into).map_err(io::Error::other)?;
    seccompiler::apply_filter_all_threads(&program).map_err(io::Error::other)
}

fn allowed() -> Result<BTreeMap<i64, Vec<SeccompRule>>, seccompiler::BackendError> {
    let always = [
        libc::SYS_brk,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_futex,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];
    let not_executable = SeccompCmpOp::MaskedEq(libc::PROT_EXEC as u64);
    let standard = [
        (libc::SYS_read, 0, SeccompCmpOp::Eq, libc::STDIN_FILENO as u64),
        (libc::SYS_write, 0, SeccompCmpOp::Le, libc::STDERR_FILENO as u64),
        (libc::SYS_mmap, 2, not_executable.clone(), 0),
        (libc::SYS_mprotect, 2, not_executable, 0),
    ];
    let mut rules: BTreeMap<_, _> = always.into_iter().map(|call| (call, Vec::new())).collect();
    for (call, argument, comparison, value) in standard {
        let condition =
            SeccompCondition::new(argument, SeccompCmpArgLen::Dword, comparison, value)?;
        rules.insert(call, vec![SeccompRule::new(vec![condition])?]);
    }
    Ok(rules)
}
