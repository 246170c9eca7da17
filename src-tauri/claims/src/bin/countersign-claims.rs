//! Claims on the command line: JSON Lines in, JSON Lines out, in order.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use chrono::NaiveDate;
use claims::lines::{Settings, mrz_line, reconcile_line};
use clap::{Parser, Subcommand};

/// Reads claims from standard input, one JSON object a line, and writes one JSON object a line to
/// standard output, in the order of the input. Blank lines are skipped. A line that can't be read
/// is answered by {"id", "error"}, and the run goes on.
#[derive(Parser)]
#[command(version, after_help = EXIT)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT: &str = "Exit status: 0 when every line was answered, be it by an error; 1 when reading \
                    or writing failed; 2 when the arguments are wrong.";

#[derive(Subcommand)]
enum Command {
    /// Compares a document's claims with a profile's.
    ///
    /// In: {"id", "document": {"given", "surname", "full_name", "date_of_birth",
    /// "issuing_country", "mrz": [lines], "aamva"}, "profile": {"given", "surname",
    /// "display_name", "date_of_birth", "user_principal_name"}}, where any field may be null.
    /// Out: {"id", "probability", "log_odds", "interval": [low, high], "band", "reasons",
    /// "report"}.
    Reconcile {
        /// Probability that it is the same person before anything is compared.
        #[arg(long, default_value_t = 0.5, value_parser = probability)]
        prior: f64,
        /// Day as of which two-digit years are made whole, as 2026-11-23 [default: today, UTC]
        #[arg(long)]
        today: Option<NaiveDate>,
        /// Leave "report" out.
        #[arg(long)]
        no_report: bool,
    },
    /// Reads machine readable zones of ICAO Doc 9303.
    ///
    /// In: {"id", "mrz": [lines]}. Out: {"id", "format", "document_code", "issuing_country",
    /// "surname", "given", "document_number", "nationality", "date_of_birth", "sex",
    /// "date_of_expiry", "checks", "name_may_be_truncated"}.
    Mrz,
}

/// No line of claims is longer, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;

/// Lines are answered when this many bytes of them have come together, or no more are waiting.
const BATCH: usize = 256 * 1024;

/// Fewer lines than this are not worth another thread.
const WORTH_A_THREAD: usize = 64;

fn main() -> ExitCode {
    let answered = match Arguments::parse().command {
        Command::Mrz => answer(mrz_line),
        Command::Reconcile { prior, today, no_report } => {
            let today = today.unwrap_or_else(the_day);
            let settings = Settings { prior, today, with_report: !no_report };
            answer(|line, out| reconcile_line(line, &settings, out))
        }
    };
    match answered {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "countersign-claims: {error}");
            ExitCode::FAILURE
        }
    }
}

fn answer(one: impl Fn(&[u8], &mut Vec<u8>) + Sync) -> io::Result<()> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut input = io::BufReader::with_capacity(BATCH, io::stdin().lock());
    let mut output = io::stdout().lock();
    let mut batch = Batch::default();
    while next_line(&mut input, &mut batch)? {
        // Nothing waits in a pipe that is read line by line.
        if batch.bytes.len() >= BATCH || input.buffer().is_empty() {
            for answers in batch.answered(&one, threads) {
                output.write_all(&answers)?;
            }
            output.flush()?;
            batch.clear();
        }
    }
    Ok(())
}

/// Lines that are answered together.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    /// Where each line ends in `bytes`.
    ends: Vec<usize>,
}

impl Batch {
    /// The answers in the order of the lines, one piece for each thread.
    fn answered(
        &self,
        one: &(impl Fn(&[u8], &mut Vec<u8>) + Sync),
        threads: usize,
    ) -> Vec<Vec<u8>> {
        let useful = (self.ends.len() / WORTH_A_THREAD).clamp(1, threads);
        let share = self.ends.len().div_ceil(useful).max(1);
        let part = |first: usize| {
            let mut answers = Vec::new();
            for at in first..(first + share).min(self.ends.len()) {
                answer_line(self.line(at), one, &mut answers);
            }
            answers
        };
        if useful == 1 {
            return vec![part(0)];
        }
        std::thread::scope(|scope| {
            let part = &part;
            let running: Vec<_> = (0..self.ends.len())
                .step_by(share)
                .map(|first| scope.spawn(move || part(first)))
                .collect();
            // A panic in a part is this program's own.
            let resume = |panic| std::panic::resume_unwind(panic);
            running.into_iter().map(|part| part.join().unwrap_or_else(resume)).collect()
        })
    }

    fn line(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(at).copied().unwrap_or_default();
        self.bytes.get(start.unwrap_or_default()..end).unwrap_or_default()
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }
}

fn answer_line(line: &[u8], one: &impl Fn(&[u8], &mut Vec<u8>), answers: &mut Vec<u8>) {
    if line.len() > LONGEST {
        answers.extend_from_slice(b"{\"error\":\"the line is too long\"}\n");
    } else if !line.trim_ascii().is_empty() {
        one(line, answers);
    }
}

/// Adds the next line without its end, of an over-long one only the beginning; `false` at the
/// end of the input.
fn next_line(input: &mut impl BufRead, batch: &mut Batch) -> io::Result<bool> {
    let start = batch.bytes.len();
    let mut any = false;
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|b| *b == b'\n');
        let taken = end.unwrap_or(buffer.len());
        let over = buffer.is_empty();
        any |= !over;
        if batch.bytes.len() - start <= LONGEST {
            batch.bytes.extend_from_slice(buffer.get(..taken).unwrap_or_default());
        }
        input.consume(end.map_or(taken, |end| end + 1));
        if over || end.is_some() {
            if any {
                batch.ends.push(batch.bytes.len());
            }
            return Ok(any);
        }
    }
}

fn probability(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value > 0.0 && value < 1.0 => Ok(value),
        _ => Err("a number between 0 and 1, without both".to_owned()),
    }
}

/// Today in UTC, from the system's clock.
fn the_day() -> NaiveDate {
    let seconds = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs());
    let seconds = i64::try_from(seconds).unwrap_or_default();
    chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default().date_naive()
}
