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

/// Answers are written when this many bytes have come together.
const CHUNK: usize = 64 * 1024;

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

fn answer(mut one: impl FnMut(&[u8], &mut Vec<u8>)) -> io::Result<()> {
    let mut input = io::BufReader::with_capacity(CHUNK, io::stdin().lock());
    let mut output = io::stdout().lock();
    let (mut line, mut answers) = (Vec::new(), Vec::with_capacity(2 * CHUNK));
    while next_line(&mut input, &mut line)? {
        if line.len() > LONGEST {
            answers.extend_from_slice(b"{\"error\":\"the line is too long\"}\n");
        } else if !line.trim_ascii().is_empty() {
            one(&line, &mut answers);
        }
        // Nothing waits in a pipe that is read line by line.
        if answers.len() >= CHUNK || input.buffer().is_empty() {
            output.write_all(&answers)?;
            answers.clear();
        }
    }
    output.write_all(&answers)?;
    output.flush()
}

/// The next line without its end, of an over-long one only the beginning; `false` at the end.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut any = false;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = buffer.iter().position(|b| *b == b'\n');
        let taken = end.unwrap_or(buffer.len());
        if line.len() <= LONGEST {
            line.extend_from_slice(buffer.get(..taken).unwrap_or_default());
        }
        input.consume(end.map_or(taken, |end| end + 1));
        if end.is_some() {
            return Ok(true);
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
