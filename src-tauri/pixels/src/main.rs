//! `countersign-pixels`: reads one picture from standard input, confined, and answers with its
//! pixels. It is started by the desk from beside the desk's own program, and of no use by hand.

fn main() -> std::process::ExitCode {
    pixels::inside::run()
}
