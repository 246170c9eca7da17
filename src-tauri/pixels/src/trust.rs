//! Where the child's program lies, and whether it is trusted.

use std::path::{Path, PathBuf};

use crate::Error;

const NAME: &str = "countersign-pixels";

/// The child's program beside `program`. Nowhere else: no search path, no configuration.
pub(crate) fn find_beside(program: &Path) -> Result<PathBuf, Error> {
    let folder = program.parent().ok_or(Error::ChildMissing)?;
    let beside = folder.join(file_name());
    if beside.symlink_metadata().is_ok() {
        return examine(beside);
    }
    // Cargo puts tests into `deps` and examples into `examples`, one below the programs.
    let is_cargos = folder.ends_with("deps") || folder.ends_with("examples");
    match folder.parent() {
        Some(above) if is_cargos => examine(above.join(file_name())),
        _ => Err(Error::ChildMissing),
    }
}

/// Looked at again before every start, since the desk runs for days.
pub(crate) fn examine(child: PathBuf) -> Result<PathBuf, Error> {
    let untrusted = |why| Err(Error::ChildNotTrusted { why });
    let Ok(metadata) = child.symlink_metadata() else { return Err(Error::ChildMissing) };
    if metadata.is_symlink() {
        return untrusted("it is a symbolic link");
    }
    if !metadata.is_file() {
        return untrusted("it is not a file");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let me = me(&metadata);
        judge(metadata.mode(), metadata.uid(), metadata.gid(), me)
            .map_err(|why| Error::ChildNotTrusted { why })?;
    }
    Ok(child)
}

fn file_name() -> String {
    format!("{NAME}{}", std::env::consts::EXE_SUFFIX)
}

/// The user whom this process runs as. Without a call into libc it is read from /proc, whose
/// entry for this process belongs to its user; elsewhere the owner is not compared.
#[cfg(unix)]
fn me(child: &std::fs::Metadata) -> u32 {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").map_or_else(|_| child.uid(), |own| own.uid())
}

/// Only root or this user may own the program, and nobody else may be able to write it.
/// A group of the same number as the user is the user's private one (Debian makes one for
/// each person and lets it write by default), so its right to write adds nobody.
#[cfg(unix)]
fn judge(mode: u32, owner: u32, group: u32, me: u32) -> Result<(), &'static str> {
    let private_group = group == owner && owner != 0;
    if mode & 0o002 != 0 || (mode & 0o020 != 0 && !private_group) {
        return Err("others may write it");
    }
    if mode & 0o111 == 0 {
        return Err("it is not a program");
    }
    if owner != 0 && owner != me {
        return Err("it belongs to somebody else");
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_else_could_have_written_is_trusted() {
        const ANA: u32 = 1000;
        assert_eq!(judge(0o100_755, 0, 0, ANA), Ok(()));
        assert_eq!(judge(0o100_700, ANA, 50, ANA), Ok(()));
        assert_eq!(judge(0o100_775, ANA, ANA, ANA), Ok(()));
        assert_eq!(judge(0o100_775, ANA, 50, ANA), Err("others may write it"));
        assert_eq!(judge(0o100_775, 0, 0, 0), Err("others may write it"));
        assert_eq!(judge(0o100_757, ANA, ANA, ANA), Err("others may write it"));
        assert_eq!(judge(0o100_755, 1001, 1001, ANA), Err("it belongs to somebody else"));
        assert_eq!(judge(0o100_644, ANA, ANA, ANA), Err("it is not a program"));
    }

    #[test]
    fn a_program_elsewhere_is_not_found() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("bin");
        std::fs::create_dir(&inner).unwrap();
        std::fs::copy("/bin/true", folder.path().join(NAME)).unwrap();
        assert_eq!(find_beside(&inner.join("countersign")), Err(Error::ChildMissing));
        assert!(find_beside(&folder.path().join("countersign")).is_ok());
    }
}
