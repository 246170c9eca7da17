//! `countersign-pixels`: reads one picture from standard input, confined.
fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(pixels::wire::EXIT_NOT_CONFINED)
}
