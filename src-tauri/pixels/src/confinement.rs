//! What the child says about its walls.

use serde::{Deserialize, Serialize};

/// How well the child is confined, by its own account, given before it read any outside byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Confinement {
    /// Every layer stands.
    Full,
    /// Some layers are missing on this system. On Linux only [`Layer::Landlock`] may be missing;
    /// without the others the child refuses to work.
    Partial {
        /// The layers that are missing.
        missing: Vec<Layer>,
    },
}

/// One wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layer {
    /// Limits on memory, time, files and processes (setrlimit).
    Limits,
    /// No files, no network, no signals (Landlock, Linux 5.13 and later).
    Landlock,
    /// A short list of allowed system calls (seccomp).
    SystemCalls,
}

/// What the child met when it tried to get out, for tests and for a report to an administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The walls it stood behind.
    pub confinement: Confinement,
    /// Each attempt, with what the kernel said.
    pub attempts: Vec<Attempt>,
    /// Open file descriptors besides standard input, output and error.
    pub other_descriptors: u32,
    /// Environment variables.
    pub environment: u32,
}

/// One attempt to get out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// What was tried, for instance `open /etc/passwd`.
    pub what: String,
    /// The error number (errno); `None` means that it succeeded, and the wall is broken.
    pub refused_with: Option<i32>,
}
