//! The sentences that the window has for what goes wrong, read from its catalogue.

use std::path::Path;

/// The sentence of a word in a block of `ui/src/words/en/{file}.ts`.
pub fn sentence(file: &str, block: &str, word: &str) -> String {
    let words = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/words/en");
    let text = std::fs::read_to_string(words.join(format!("{file}.ts"))).unwrap();
    let (_, words) = text.split_once(block).unwrap_or_else(|| panic!("no {block} in {file}.ts"));
    let inside = |line: &&str| !line.trim_start().starts_with('}');
    let words: Vec<&str> = words.lines().take_while(inside).collect();
    let words = words.join("\n") + "\n";
    let (_, words) = ["  ", "    ", "      "]
        .into_iter()
        .find_map(|depth| words.split_once(&format!("\n{depth}{word}:")))
        .unwrap_or_else(|| panic!("{block} of {file}.ts has no words for {word}"));
    let (sentence, _) = words.split_once(",\n").unwrap();
    let sentence = sentence.trim().trim_matches('\'').to_owned();
    assert!(sentence.len() > 10, "{block} says too little of {word}: {sentence}");
    sentence
}
