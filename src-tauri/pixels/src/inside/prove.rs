//! `--prove-confinement`: tries to get out, and reports what stopped it. Reads no picture.

use std::process::ExitCode;

use crate::wire;

/// Writes a [`crate::Proof`] as JSON.
#[cfg(target_os = "linux")]
pub(super) fn run() -> ExitCode {
    use std::io::Write;
    let Ok(proof) = linux::prove() else { return ExitCode::from(wire::EXIT_NOT_CONFINED) };
    let written = serde_json::to_vec(&proof)
        .map_err(std::io::Error::other)
        .and_then(|json| std::io::stdout().write_all(&json));
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(wire::EXIT_PROTOCOL) }
}

/// There is nothing to prove where no wall stands.
#[cfg(not(target_os = "linux"))]
pub(super) fn run() -> ExitCode {
    ExitCode::from(wire::EXIT_NOT_CONFINED)
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::File;
    use std::io;
    use std::net::{TcpListener, TcpStream, UdpSocket};
    use std::os::unix::net::UnixStream;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use crate::inside::{confine, kernel};
    use crate::{Attempt, Confinement, Proof};

    pub(super) fn prove() -> io::Result<Proof> {
        let confinement = confine::confine_outside()?;
        let mut attempts = Vec::new();
        if confinement == Confinement::Full {
            // The second wall alone, before the third hides it.
            attempts.push(attempt("behind Landlock: open /etc/passwd", File::open("/etc/passwd")));
            attempts.push(attempt("behind Landlock: create /tmp/x", File::create("/tmp/x")));
        }
        // Counted now, since the call for it is not on the short list.
        let other_descriptors = kernel::open_from(3);
        confine::confine_calls()?;
        attempts.extend([
            attempt("open /etc/passwd", File::open("/etc/passwd")),
            attempt("open /proc/self/mem", File::open("/proc/self/mem")),
            attempt("create /tmp/x", File::create("/tmp/x")),
            attempt("list /", std::fs::read_dir("/")),
            attempt("remove a file", std::fs::remove_file("/tmp/x")),
            attempt("connect by TCP", TcpStream::connect(("127.0.0.1", 9))),
            attempt("listen by TCP", TcpListener::bind(("127.0.0.1", 0))),
            attempt("bind by UDP", UdpSocket::bind(("127.0.0.1", 0))),
            attempt("pair of sockets", UnixStream::pair()),
            attempt("pipe", io::pipe()),
            attempt("start a thread", std::thread::Builder::new().spawn(|| {})),
            attempt("fork and execute", Command::new("/bin/true").spawn()),
            attempt("execute", Err::<(), _>(Command::new("/bin/true").exec())),
            attempt("reserve a gigabyte", reserve(1 << 30)),
            attempt("change the folder", std::env::set_current_dir("/tmp")),
        ]);
        let environment = u32::try_from(std::env::vars_os().count()).unwrap_or(u32::MAX);
        Ok(Proof { confinement, attempts, other_descriptors, environment })
    }

    fn reserve(bytes: usize) -> io::Result<Vec<u8>> {
        let mut memory = Vec::new();
        let refused = |_| io::Error::from_raw_os_error(libc::ENOMEM);
        memory.try_reserve_exact(bytes).map_err(refused).map(|()| memory)
    }

    fn attempt<T>(what: &str, result: io::Result<T>) -> Attempt {
        let refused_with = result.err().map(|error| error.raw_os_error().unwrap_or(0));
        Attempt { what: what.to_owned(), refused_with }
    }
}
