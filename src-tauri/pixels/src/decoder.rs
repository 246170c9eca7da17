//! The desk's side: one fresh child for each picture.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Semaphore;

use crate::wire::{self, Drawn, HEADER_BYTES, Header, Hello, Kind, MAX_ANSWER_BYTES};
use crate::{
    Confinement, Error, MAX_PIXELS, MAX_SIDE, Original, Picture, Proof, Refusal, Request, Size,
    encode, request, trust,
};

/// Starts confined children and checks what they say. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Decoder {
    child: PathBuf,
    patience: Patience,
    turns: Arc<Semaphore>,
}

/// How much is granted to the children.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// From the start of a child to its answer. The child is killed then.
    pub wall: Duration,
    /// Children that run at the same time; further requests wait.
    pub at_once: usize,
}

/// What a child said before it ended.
struct Answer {
    confinement: Confinement,
    kind: Kind,
    json: Vec<u8>,
    bytes: Vec<u8>,
}

impl Decoder {
    /// Finds `countersign-pixels` beside the running program, and nowhere else.
    pub fn find() -> Result<Self, Error> {
        let program = std::env::current_exe().map_err(|_| Error::ChildMissing)?;
        Self::beside(&program)
    }

    /// Finds `countersign-pixels` in the folder of `program` (for programs that cargo built as
    /// tests or examples: also in the folder above).
    pub fn beside(program: &Path) -> Result<Self, Error> {
        let patience = Patience::default();
        Ok(Self {
            child: trust::find_beside(program)?,
            turns: Arc::new(Semaphore::new(patience.at_once)),
            patience,
        })
    }

    /// The same decoder with other limits.
    pub fn with_patience(mut self, patience: Patience) -> Self {
        self.turns = Arc::new(Semaphore::new(patience.at_once.max(1)));
        self.patience = patience;
        self
    }

    /// Draws a picture. Every failure is an [`Error`]; no file can take this process down.
    pub async fn render(&self, request: Request) -> Result<Picture, Error> {
        request.check()?;
        let answer = self.ask(Kind::Render, &request, &request.bytes).await?;
        if answer.kind != Kind::Drawn {
            return Err(unwanted(&answer));
        }
        let drawn: Drawn = wire::parse_json(&answer.json)?;
        check_drawn(&drawn, &request, answer.bytes.len())?;
        let Drawn { width, height, original } = drawn;
        let format = request.format;
        let encoded = tokio::task::spawn_blocking(move || {
            encode::encode(format, &answer.bytes, width, height)
        });
        let bytes = match encoded.await {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(_)) | Err(_) => return Err(Error::Garbled { what: "pixels" }),
        };
        Ok(Picture { bytes, format, width, height, original, confinement: answer.confinement })
    }

    /// Size, orientation and marks of a file, from its header only.
    pub async fn probe(&self, bytes: Vec<u8>) -> Result<Original, Error> {
        request::check_bytes(&bytes)?;
        let answer = self.ask(Kind::Probe, &(), &bytes).await?;
        if answer.kind != Kind::Probed {
            return Err(unwanted(&answer));
        }
        let original: Original = wire::parse_json(&answer.json)?;
        check_original(&original)?;
        Ok(original)
    }

    /// Starts a child, has it try to get out, and reports what stopped it. Takes no picture.
    pub async fn prove_confinement(&self) -> Result<Proof, Error> {
        let mut command = self.command()?;
        command.arg("--prove-confinement");
        let wait = async {
            let output = command.output().await.map_err(|_| Error::ChildUnusable)?;
            if !output.status.success() {
                return Err(ended_as(output.status));
            }
            Ok(wire::parse_json(&output.stdout)?)
        };
        tokio::time::timeout(self.patience.wall, wait).await.unwrap_or(Err(Error::TimedOut))
    }

    async fn ask(
        &self,
        kind: Kind,
        json: &impl serde::Serialize,
        bytes: &[u8],
    ) -> Result<Answer, Error> {
        let head = wire::frame_head(kind, json, bytes.len())
            .map_err(|_| Error::InvalidRequest { what: "request" })?;
        let _turn = self.turns.acquire().await.map_err(|_| Error::ChildUnusable)?;
        let mut child = self.command()?.spawn().map_err(|_| Error::ChildUnusable)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::ChildUnusable);
        };
        let talk = converse(&mut child, input, output, &head, bytes);
        let answer = tokio::time::timeout(self.patience.wall, talk).await;
        // Whatever it said, it is not needed any more, and must not linger.
        let _ = child.kill().await;
        answer.unwrap_or(Err(Error::TimedOut))
    }

    /// Nothing of this process reaches the child but three pipes: no environment, no argument,
    /// no working folder. Descriptors are closed on exec by the standard library, and closed
    /// again by the child.
    fn command(&self) -> Result<Command, Error> {
        let mut command = Command::new(trust::examine(self.child.clone())?);
        command
            .env_clear()
            .current_dir(if cfg!(windows) { "C:\\" } else { "/" })
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        Ok(command)
    }
}

async fn converse(
    child: &mut Child,
    mut input: ChildStdin,
    mut output: ChildStdout,
    head: &[u8],
    bytes: &[u8],
) -> Result<Answer, Error> {
    let Some((header, json, _)) = read_frame(&mut output, 0).await? else {
        return Err(ended(child).await);
    };
    if header.kind != Kind::Hello {
        return Err(Error::Garbled { what: "greeting" });
    }
    let Hello { confinement } = wire::parse_json(&json)?;
    check_confinement(&confinement)?;
    let send = async {
        // A child that ended early has closed its end; what it said is told by its output.
        let _ = input.write_all(head).await;
        let _ = input.write_all(bytes).await;
        drop(input);
    };
    let ((), received) = tokio::join!(send, read_frame(&mut output, MAX_ANSWER_BYTES));
    let Some((Header { kind, .. }, json, bytes)) = received? else {
        return Err(ended(child).await);
    };
    if output.read(&mut [0; 1]).await.unwrap_or(0) != 0 {
        return Err(Error::Garbled { what: "more than one answer" });
    }
    Ok(Answer { confinement, kind, json, bytes })
}

/// One frame, or `None` when the output ends before it is whole.
async fn read_frame(
    output: &mut ChildStdout,
    max_bytes: usize,
) -> Result<Option<(Header, Vec<u8>, Vec<u8>)>, Error> {
    let mut raw = [0; HEADER_BYTES];
    if output.read_exact(&mut raw).await.is_err() {
        return Ok(None);
    }
    let header = wire::parse_header(raw, max_bytes)?;
    let mut json = vec![0; header.json];
    let mut bytes = vec![0; header.bytes];
    if output.read_exact(&mut json).await.is_err() || output.read_exact(&mut bytes).await.is_err() {
        return Ok(None);
    }
    Ok(Some((header, json, bytes)))
}

async fn ended(child: &mut Child) -> Error {
    child.wait().await.map_or(Error::Crashed, ended_as)
}

fn ended_as(status: ExitStatus) -> Error {
    if status.code() == Some(wire::EXIT_NOT_CONFINED.into()) {
        return Error::NotConfined;
    }
    if status.code() == Some(wire::EXIT_PROTOCOL.into()) {
        return Error::ChildUnusable;
    }
    #[cfg(target_os = "linux")]
    if std::os::unix::process::ExitStatusExt::signal(&status) == Some(libc::SIGXCPU) {
        return Error::TimedOut;
    }
    Error::Crashed
}

/// An answer of another kind than was asked for: a refusal, or nonsense.
fn unwanted(answer: &Answer) -> Error {
    if answer.kind != Kind::Refused {
        return Error::Garbled { what: "kind of answer" };
    }
    wire::parse_json::<Refusal>(&answer.json).map_or_else(Into::into, Into::into)
}

/// The child is not trusted once it has read hostile bytes: its numbers must fit the request.
fn check_drawn(drawn: &Drawn, request: &Request, bytes: usize) -> Result<(), Error> {
    check_original(&drawn.original)?;
    let Size { width, height } = request.target;
    if drawn.width == 0 || drawn.height == 0 || drawn.width > width || drawn.height > height {
        return Err(Error::Garbled { what: "size of the picture" });
    }
    let expected = u64::from(drawn.width) * u64::from(drawn.height) * 3;
    if u64::try_from(bytes) != Ok(expected) {
        return Err(Error::Garbled { what: "number of pixels" });
    }
    Ok(())
}

fn check_original(original: &Original) -> Result<(), Error> {
    let Size { width, height } = original.size;
    let fits = width > 0
        && height > 0
        && width.max(height) <= MAX_SIDE
        && u64::from(width) * u64::from(height) <= MAX_PIXELS;
    if !fits || !(1..=8).contains(&original.orientation_applied) {
        return Err(Error::Garbled { what: "size of the original" });
    }
    Ok(())
}

/// On Linux only Landlock may be missing (kernels before 5.13, or without it): the rest has been
/// there for a decade, and a child without it is not the one that was built here.
fn check_confinement(confinement: &Confinement) -> Result<(), Error> {
    let missing = match confinement {
        Confinement::Full => return Ok(()),
        Confinement::Partial { missing } => missing,
    };
    let too_open = missing.iter().any(|layer| *layer != crate::Layer::Landlock);
    if cfg!(target_os = "linux") && too_open { Err(Error::NotConfined) } else { Ok(()) }
}

impl Default for Patience {
    /// Five seconds each, and as many as there are processors, two at least.
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self { wall: Duration::from_secs(5), at_once: processors.max(2) }
    }
}
