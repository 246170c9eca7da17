//! Receipts, checkpoints and envelopes from somebody who wants them believed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, missing_docs)]

use audit::{
    Checkpoint, Consistency, Envelope, Error, Hash, NoteSigner, NoteVerifier, Receipt, chain,
    consistency, envelope, log,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use proptest::prelude::*;

const ORIGIN: &str = "log.tarnholm.example/decisions";
const TYPE: &str = "application/vnd.countersign.decision+json; v=1";

fn signer() -> NoteSigner {
    NoteSigner::from_seed(ORIGIN, &[7; 32]).unwrap()
}

fn entries(count: u64) -> Vec<Vec<u8>> {
    (0..count).map(|n| format!("entry {n}").into_bytes()).collect()
}

fn tree(entries: &[Vec<u8>]) -> Vec<Hash> {
    let mut hashes = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        hashes.extend(log::append(n as u64, log::leaf_hash(entry), &hashes).unwrap());
    }
    hashes
}

fn receipt(count: u64, index: u64) -> (Vec<u8>, Receipt) {
    let all = entries(count);
    let hashes = tree(&all);
    let checkpoint = signer().sign(count, log::root(count, &hashes).unwrap()).unwrap();
    let proof = log::prove_inclusion(count, index, &hashes).unwrap();
    (all[index as usize].clone(), Receipt { index, proof, checkpoint })
}

fn verify(text: &str, entry: &[u8]) -> Result<audit::Verified, Error> {
    Receipt::parse(text)?.verify(entry, ORIGIN, &signer().verifier())
}

#[test]
fn receipts_round_trip_and_prove() {
    for count in 1..20 {
        for index in 0..count {
            let (entry, receipt) = receipt(count, index);
            let text = receipt.format();
            assert_eq!(Receipt::parse(&text).unwrap(), receipt);
            let verified = verify(&text, &entry).unwrap();
            assert_eq!((verified.index, verified.size), (index, count));
            assert_eq!(verified.checkpoint.root(), verified.root);
            assert_eq!(verify(&text, b"another entry"), Err(Error::NotIncluded));
        }
    }
}

#[test]
fn every_bit_of_a_receipt_counts() {
    let (entry, receipt) = receipt(5, 3);
    let good = receipt.format().into_bytes();
    for bit in 0..good.len() * 8 {
        let mut bad = good.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        // Bytes that are no text never get as far as the parser.
        if let Ok(text) = std::str::from_utf8(&bad) {
            assert!(verify(text, &entry).is_err(), "bit {bit} of {}", good.len());
        }
    }
}

#[test]
fn every_cut_and_doubling_of_a_receipt_is_refused() {
    let (entry, receipt) = receipt(5, 3);
    let good = receipt.format();
    for end in (0..good.len()).filter(|end| good.is_char_boundary(*end)) {
        assert!(verify(&good[..end], &entry).is_err(), "cut at {end}");
    }
    let lines: Vec<&str> = good.split_inclusive('\n').collect();
    for n in 0..lines.len() {
        let mut dropped = lines.clone();
        dropped.remove(n);
        assert!(verify(&dropped.concat(), &entry).is_err(), "line {n} dropped");
        let mut doubled = lines.clone();
        doubled.insert(n, lines[n]);
        assert!(verify(&doubled.concat(), &entry).is_err(), "line {n} twice");
        let mut swapped = lines.clone();
        if n + 1 < lines.len() && swapped[n] != swapped[n + 1] {
            swapped.swap(n, n + 1);
            assert!(verify(&swapped.concat(), &entry).is_err(), "line {n} swapped");
        }
    }
}

#[test]
fn other_spellings_of_a_receipt_are_refused() {
    let (entry, receipt) = receipt(5, 3);
    let good = receipt.format();
    let first = receipt.proof[0].to_string();
    let unpadded = first.trim_end_matches('=');
    // The last letter before the padding carries two bits that must be zero.
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let last = alphabet.find(&unpadded[42..]).unwrap();
    let stray = format!("{}{}=", &unpadded[..42], &alphabet[last + 1..last + 2]);
    let bad = [
        good.replace('\n', "\r\n"),
        good.replace("index 3", "index 03"),
        good.replace("index 3", "index +3"),
        good.replace("index 3", "index -3"),
        good.replace("index 3", "index 3 "),
        good.replace("index 3", "extra AAAA\nindex 3"),
        good.replace("index 3", "index 3\nindex 3"),
        good.replace("index 3", "index 9223372036854775808"),
        good.replace("index 3", "index 18446744073709551616"),
        good.replace(&first, unpadded),
        good.replace(&first, &stray),
        good.replace(&first, &first.replace('+', "-").replace('/', "_").replacen('=', "", 1)),
        good.replace("@v1", "@v2"),
        format!("\n{good}"),
        format!("{good}\n"),
        format!("{good}trailing"),
        format!("\u{feff}{good}"),
        good.replace(&first, &format!("{first}\n").repeat(70)),
    ];
    for (n, text) in bad.iter().enumerate() {
        assert_ne!(*text, good, "{n}");
        assert!(verify(text, &entry).is_err(), "{n}");
    }
    let huge = good.replace("\n5\n", "\n9223372036854775808\n");
    assert_eq!(verify(&huge, &entry), Err(Error::OutOfRange));
    assert!(matches!(verify(&"x".repeat(200_000), &entry), Err(Error::TooLarge(_))));
}

#[test]
fn another_index_or_an_index_beyond_the_tree_is_refused() {
    let (entry, receipt) = receipt(5, 3);
    for index in (0..12).filter(|index| *index != 3) {
        let moved = Receipt { index, ..receipt.clone() };
        let error = verify(&moved.format(), &entry).unwrap_err();
        let expected = if index < 5 { Error::NotIncluded } else { Error::OutOfRange };
        assert_eq!(error, expected, "{index}");
    }
}

#[test]
fn foreign_logs_and_keys_are_told_apart() {
    let (entry, good) = receipt(5, 3);
    let (size, root) = (5, verify(&good.format(), &entry).unwrap().root);
    let signed = |signer: &NoteSigner| {
        Receipt { checkpoint: signer.sign(size, root).unwrap(), ..good.clone() }.format()
    };
    let foreign = NoteSigner::from_seed("elsewhere.example", &[7; 32]).unwrap();
    let found = || "elsewhere.example".to_owned();
    assert_eq!(verify(&signed(&foreign), &entry), Err(Error::WrongOrigin { found: found() }));
    let imposter = NoteSigner::from_seed(ORIGIN, &[8; 32]).unwrap();
    assert_eq!(verify(&signed(&imposter), &entry), Err(Error::UnknownKey));
    let under_other = good.verify(&entry, ORIGIN, &foreign.verifier());
    assert_eq!(under_other, Err(Error::WrongOrigin { found: found() }));
}

#[test]
fn unknown_signatures_are_ignored_and_known_bad_ones_are_not() {
    let root = Hash::of(b"root");
    let good = signer().sign(9, root).unwrap();
    let (body, mine) = good.split_once("\n\n").unwrap();
    let line = |signer: &NoteSigner| {
        let note = signer.sign(9, root).unwrap();
        note.split_once("\n\n").unwrap().1.to_owned()
    };
    let many: String = (10..26)
        .map(|n| line(&NoteSigner::from_seed("witness.example", &[n; 32]).unwrap()))
        .collect();
    let checked = |text: &str| Checkpoint::verify(text, ORIGIN, &signer().verifier());
    for text in [format!("{body}\n\n{many}{mine}"), format!("{body}\n\n{mine}{many}")] {
        assert_eq!(checked(&text).unwrap().size(), 9);
    }
    assert_eq!(checked(&format!("{body}\n\n{many}")), Err(Error::UnknownKey));
    assert!(matches!(checked(&format!("{body}\n\n{mine}{mine}")), Err(Error::Malformed(_))));
    let other = signer().sign(10, root).unwrap();
    let (_, stolen) = other.split_once("\n\n").unwrap();
    assert_eq!(checked(&format!("{body}\n\n{stolen}")), Err(Error::BadSignature));
    assert!(matches!(checked(&format!("{body}\n\n{mine}{stolen}")), Err(Error::Malformed(_))));
}

#[test]
fn only_the_three_lines_are_a_checkpoint() {
    let root = Hash::of(b"root");
    let key = SigningKey::from_bytes(&[7; 32]);
    let signed = |body: &str| {
        let name = signer().verifier().to_string();
        let id = hex::decode(name.split('+').nth(1).unwrap()).unwrap();
        let line = STANDARD.encode([id, key.sign(body.as_bytes()).to_vec()].concat());
        Checkpoint::verify(&format!("{body}\n— {ORIGIN} {line}\n"), ORIGIN, &signer().verifier())
    };
    // Signed by the real key, so that only the form is at fault.
    assert_eq!(signed(&format!("{ORIGIN}\n4\n{root}\n")).unwrap().size(), 4);
    for body in [
        format!("{ORIGIN}\n04\n{root}\n"),
        format!("{ORIGIN}\n+4\n{root}\n"),
        format!("{ORIGIN}\n4\n{root}\nextension\n"),
        format!("{ORIGIN}\n4\n\n"),
        format!("{ORIGIN}\n4\n{root}\n\n"),
        format!("{ORIGIN}\n4 \n{root}\n"),
        format!("{ORIGIN}\r\n4\r\n{root}\r\n"),
        format!("{ORIGIN}\n4\nAAAA\n"),
        format!("{ORIGIN}\n-1\n{root}\n"),
        format!("\n4\n{root}\n"),
    ] {
        assert!(matches!(signed(&body), Err(Error::Malformed(_))), "{body:?}");
    }
    let wrong = signed(&format!("elsewhere.example\n4\n{root}\n"));
    assert!(matches!(wrong, Err(Error::WrongOrigin { .. })));
    assert_eq!(signed(&format!("{ORIGIN}\n9223372036854775808\n{root}\n")), Err(Error::OutOfRange));
}

#[test]
fn verifier_keys_have_one_text_form() {
    let text = signer().verifier().to_string();
    let parsed = NoteVerifier::parse(&text).unwrap();
    assert_eq!((parsed.to_string(), parsed.origin()), (text.clone(), ORIGIN));
    let (name, rest) = text.split_once('+').unwrap();
    let (hash, key) = rest.split_once('+').unwrap();
    let upper = hash.to_uppercase();
    let weak = NoteVerifier::new(ORIGIN, VerifyingKey::from_bytes(&[0; 32]).unwrap()).unwrap();
    for bad in [
        String::new(),
        format!("other+{hash}+{key}"),
        format!("{name}+00000000+{key}"),
        format!("{name}+{hash}+{}", key.replacen('A', "", 1)),
        format!("{name}+{hash}+{key}="),
        format!("{name}+{hash}+{key}\n"),
        format!("{name}+{hash}"),
        format!("+{hash}+{key}"),
        weak.to_string(),
    ] {
        assert!(NoteVerifier::parse(&bad).is_err(), "{bad}");
    }
    assert!(upper == hash || NoteVerifier::parse(&format!("{name}+{upper}+{key}")).is_err());
    for origin in ["", "a b", "a+b", "a\nb", "a\u{7}b"] {
        assert!(NoteSigner::from_seed(origin, &[1; 32]).is_err(), "{origin:?}");
    }
}

#[test]
fn the_known_note_key_of_the_go_implementation() {
    // golang.org/x/mod/sumdb/note, note_test.go.
    let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assert_eq!(NoteVerifier::parse(text).unwrap().to_string(), text);
}

#[test]
fn the_pin_tells_four_outcomes() {
    let all = entries(12);
    let hashes = tree(&all);
    let at = |size: u64| Checkpoint::new(ORIGIN, size, log::root(size, &hashes).unwrap()).unwrap();
    for old in 0..=12 {
        for new in old..=12 {
            let proof = log::prove_consistency(old, new, &hashes).unwrap();
            let found = consistency::check(&at(old), &at(new), &proof).unwrap();
            let expected = if old == new { Consistency::Same } else { Consistency::Consistent };
            assert_eq!(found, expected, "{old} {new}");
            if old < new {
                assert_eq!(
                    consistency::check(&at(new), &at(old), &proof),
                    Ok(Consistency::Rollback)
                );
            }
        }
    }
    let mut other = all.clone();
    other[2] = b"rewritten".to_vec();
    let forked = tree(&other);
    let rewritten =
        |size: u64| Checkpoint::new(ORIGIN, size, log::root(size, &forked).unwrap()).unwrap();
    let proof = log::prove_consistency(5, 12, &forked).unwrap();
    assert_eq!(consistency::check(&at(5), &rewritten(12), &proof), Ok(Consistency::Fork));
    assert_eq!(consistency::check(&at(5), &rewritten(5), &[]), Ok(Consistency::Fork));
    assert_eq!(consistency::check(&at(5), &at(12), &[]), Ok(Consistency::Fork));
    let elsewhere = Checkpoint::new("elsewhere.example", 12, at(12).root()).unwrap();
    assert!(matches!(consistency::check(&at(5), &elsewhere, &[]), Err(Error::WrongOrigin { .. })));
    let not_empty = Checkpoint::new(ORIGIN, 0, Hash::of(b"x")).unwrap();
    assert_eq!(consistency::check(&not_empty, &at(3), &[]), Ok(Consistency::Fork));
}

fn signed(payload: &[u8]) -> (Envelope, Vec<(String, VerifyingKey)>) {
    let key = SigningKey::from_bytes(&[3; 32]);
    let public = key.verifying_key();
    (envelope::sign(TYPE, payload, &key), vec![(envelope::key_id(&public), public)])
}

#[test]
fn the_published_encoding() {
    let pae = envelope::pae("http://example.com/HelloWorld", b"hello world");
    assert_eq!(pae, b"DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    // Lengths are of bytes.
    assert_eq!(envelope::pae("é", "ü".as_bytes()), "DSSEv1 2 é 2 ü".as_bytes());
}

#[test]
fn every_bit_of_an_envelope_counts() {
    let (sent, keys) = signed(b"{\"verdict\":\"deny\"}");
    let good = sent.to_json().into_bytes();
    let read = Envelope::from_json(&good).unwrap();
    envelope::verify(&read, &keys).unwrap();
    assert_eq!(read, sent);
    for bit in 0..good.len() * 8 {
        let mut bad = good.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        let accepted = Envelope::from_json(&bad).and_then(|read| envelope::verify(&read, &keys));
        assert!(accepted.is_err(), "bit {bit}");
    }
}

#[test]
fn other_spellings_of_an_envelope_are_refused() {
    let (sent, _) = signed(b"payload");
    let good = sent.to_json();
    let start = r#"{"payloadType":"#;
    let bad = [
        good.replace(start, r#"{"unknown":1,"payloadType":"#),
        good.replace(start, r#"{"payload":"","payloadType":"#),
        good.replace(start, r#"{ "payloadType":"#),
        good.replace("application/", r"\u0061pplication/"),
        good.replace("cGF5bG9hZA==", "cGF5bG9hZA"),
        good.replace("cGF5bG9hZA==", "cGF5bG9hZB=="),
        good.replace("cGF5bG9hZA==", r"cGF5bG9hZA=\n="),
        format!("{good}\n"),
        format!("{good}{good}"),
        format!("[{good}]"),
        r#"{"payloadType":"a/b","payload":"","signatures":[]}"#.to_owned(),
    ];
    for (n, json) in bad.iter().enumerate() {
        assert_ne!(*json, good, "{n}");
        assert!(matches!(Envelope::from_json(json.as_bytes()), Err(Error::Malformed(_))), "{n}");
    }
    let huge = " ".repeat(envelope::MAX_JSON + 1);
    assert!(matches!(Envelope::from_json(huge.as_bytes()), Err(Error::TooLarge(_))));
}

#[test]
fn every_signature_must_be_trusted_and_right() {
    let (sent, keys) = signed(b"payload");
    let second = SigningKey::from_bytes(&[4; 32]);
    let both = Envelope {
        signatures: [sent.signatures.clone(), envelope::sign(TYPE, b"payload", &second).signatures]
            .concat(),
        ..sent.clone()
    };
    assert_eq!(envelope::verify(&both, &keys), Err(Error::UnknownKey));
    let public = second.verifying_key();
    let two = [keys.clone(), vec![(envelope::key_id(&public), public)]].concat();
    envelope::verify(&both, &two).unwrap();
    let twice = Envelope {
        signatures: [sent.signatures.clone(), sent.signatures.clone()].concat(),
        ..sent.clone()
    };
    assert!(matches!(envelope::verify(&twice, &keys), Err(Error::Malformed(_))));
    let retyped = Envelope { payload_type: "application/other".into(), ..sent.clone() };
    assert_eq!(envelope::verify(&retyped, &keys), Err(Error::BadSignature));
    assert_eq!(envelope::verify(&sent, &[]), Err(Error::UnknownKey));
    let none = Envelope { signatures: Vec::new(), ..sent };
    assert!(envelope::verify(&none, &keys).is_err());
}

#[test]
fn statements_name_the_one_before() {
    let (sent, _) = signed(b"payload");
    assert_eq!(chain::next(None), chain::START);
    assert_eq!(chain::next(Some(&sent)), Hash::of(sent.to_json().as_bytes()));
    assert_eq!(chain::after(&sent), chain::after_json(sent.to_json().as_bytes()));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), bytes: Vec<u8>) {
        let _ = verify(&text, &bytes);
        let _ = Checkpoint::verify(&text, ORIGIN, &signer().verifier());
        let _ = NoteVerifier::parse(&text);
        let _ = Envelope::from_json(&bytes);
        let _ = Hash::from_base64(&text);
        let _ = Hash::from_hex(&text);
    }

    #[test]
    fn any_payload_round_trips(payload: Vec<u8>) {
        let (sent, keys) = signed(&payload);
        let read = Envelope::from_json(sent.to_json().as_bytes()).unwrap();
        prop_assert_eq!(&read.payload, &payload);
        prop_assert!(envelope::verify(&read, &keys).is_ok());
    }

    #[test]
    fn receipts_of_any_shape_round_trip(
        index in 0..log::MAX_SIZE, proof in proptest::collection::vec(any::<[u8; 32]>(), 0..64),
        checkpoint in "[ -~\n]{0,80}",
    ) {
        let receipt = Receipt { index, proof: proof.into_iter().map(Hash).collect(), checkpoint };
        prop_assert_eq!(Receipt::parse(&receipt.format()).unwrap(), receipt);
    }
}
