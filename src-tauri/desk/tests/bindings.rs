//! The window's types are made from the desk's; this fails when the kept file differs.
//! `UPDATE_BINDINGS=1 cargo test -p desk --test bindings` writes it anew.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;

use desk::Problem;
use desk::view::*;
use ts_rs::{Config, TS, TypeVisitor};

const HEADER: &str =
    "// Made from src-tauri/desk/src/view by its test `bindings`. Not edited by hand.\n";

#[derive(Default)]
struct Declared {
    config: Config,
    types: BTreeMap<String, String>,
    clashes: Vec<String>,
}

impl TypeVisitor for Declared {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() && !std::any::type_name::<T>().contains("::") {
            return;
        }
        let name = T::name(&self.config);
        let Ok(declaration) = std::panic::catch_unwind(|| T::decl(&Config::default())) else {
            return;
        };
        match self.types.insert(name.clone(), declaration.clone()) {
            None => T::visit_dependencies(self),
            Some(other) if other != declaration => self.clashes.push(name),
            Some(_) => {}
        }
    }
}

fn declared() -> String {
    std::panic::set_hook(Box::new(|_| {}));
    let mut all = Declared::default();
    all.visit::<SessionView>();
    all.visit::<StatusView>();
    all.visit::<Notice>();
    all.visit::<Preferences>();
    all.visit::<QueueRequest>();
    all.visit::<QueueList>();
    all.visit::<OpenCaseRequest>();
    all.visit::<KeepFacesRequest>();
    all.visit::<CaseView>();
    all.visit::<PictureRequest>();
    all.visit::<PictureLink>();
    all.visit::<DraftRequest>();
    all.visit::<DecideRequest>();
    all.visit::<DecisionForm>();
    all.visit::<ReceiptView>();
    all.visit::<RecallView>();
    all.visit::<MattersView>();
    all.visit::<GiveMatterRequest>();
    all.visit::<TickMatterRequest>();
    all.visit::<CloseMatterRequest>();
    all.visit::<PersonRow>();
    all.visit::<PersonView>();
    all.visit::<PolicyView>();
    all.visit::<PolicyVersionLine>();
    all.visit::<ComparePoliciesRequest>();
    all.visit::<PolicyPreview>();
    all.visit::<Problem>();
    let _ = std::panic::take_hook();
    assert!(all.clashes.is_empty(), "two types have one name: {:?}", all.clashes);
    let mut text = HEADER.to_owned();
    for declaration in all.types.values() {
        text.push_str("\nexport ");
        text.push_str(declaration);
        text.push('\n');
    }
    text
}

#[test]
fn the_windows_types_are_the_desks() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/backend/bindings.ts");
    let made = declared();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(&file, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == made, "run: UPDATE_BINDINGS=1 cargo test -p desk --test bindings");
}
