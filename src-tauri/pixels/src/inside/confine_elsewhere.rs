//! Other systems: a process of its own, ended by the desk when its time is up, and no more.
//! Compiles; untested. A job object on Windows and a sandbox profile on macOS belong here.

use std::io;

use crate::{Confinement, Layer};

/// Says truthfully that no wall stands. The desk shows it.
pub(super) fn confine() -> io::Result<Confinement> {
    Ok(Confinement::Partial { missing: vec![Layer::Limits, Layer::Landlock, Layer::SystemCalls] })
}
