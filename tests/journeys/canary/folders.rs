//! Everything that a desk's process can write to, in one folder, to be searched.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use sandbox::leak::{Leak, Planted};

use crate::harness::keyring::Shared;
use crate::harness::{DeskProcess, World, process};

/// The folders of one desk's process.
pub struct Folders {
    folder: PathBuf,
    program: PathBuf,
    /// Stands for the operating system's keyring: beside the place, and not searched.
    pub keyring: Shared,
}

impl Folders {
    pub fn new(world: &World) -> Self {
        let folder = world.path("place");
        for part in ["bin", "data", "tmp", "home", "cache", "run", "logs", "children"] {
            fs::create_dir_all(folder.join(part)).unwrap();
        }
        for private in ["run", "data"] {
            let mode = fs::Permissions::from_mode(0o700);
            fs::set_permissions(folder.join(private), mode).unwrap();
        }
        DeskProcess::prepare(world, &folder);
        let program = folder.join("bin/journeys");
        let here = std::env::current_exe().unwrap();
        if fs::hard_link(&here, &program).is_err() {
            fs::copy(&here, &program).unwrap();
        }
        let keyring = Shared(world.path("keyring.json"));
        let place = Self { folder, program, keyring };
        place.put_decoder_that_notes(&here);
        place
    }

    /// The desk finds its decoder beside itself. This one notes what it was given, then becomes the
    /// real one.
    fn put_decoder_that_notes(&self, here: &Path) {
        let beside = here.parent().unwrap();
        let decoder = [beside, beside.parent().unwrap()]
            .map(|folder| folder.join("countersign-pixels"))
            .into_iter()
            .find(|decoder| decoder.exists())
            .expect("countersign-pixels is built: cargo build -p pixels --bins");
        let children = self.folder.join("children");
        let script = format!(
            "#!/bin/sh\n/bin/cat /proc/$$/cmdline > {0}/$$.cmdline\n\
             /bin/cat /proc/$$/environ > {0}/$$.environ\nexec {1} \"$@\"\n",
            children.display(),
            decoder.display(),
        );
        let noting = self.folder.join("bin/countersign-pixels");
        fs::write(&noting, script).unwrap();
        fs::set_permissions(&noting, fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub fn start(&self, world: &World, scene: &str) -> DeskProcess {
        let stderr = fs::File::create(self.folder.join("logs/stderr")).unwrap();
        DeskProcess::start_program(world, &self.program, scene, &self.folder, &[], |command| {
            command
                .env_clear()
                .env(process::SCENE, scene)
                .env(process::FOLDER, &self.folder)
                .env("HOME", self.folder.join("home"))
                .env("TMPDIR", self.folder.join("tmp"))
                .env("XDG_CACHE_HOME", self.folder.join("cache"))
                .env("XDG_DATA_HOME", self.folder.join("home/data"))
                .env("XDG_CONFIG_HOME", self.folder.join("home/config"))
                .env("XDG_STATE_HOME", self.folder.join("home/state"))
                .env("XDG_RUNTIME_DIR", self.folder.join("run"))
                .stderr(stderr);
        })
    }

    /// What the process said beside its words, for whoever asks why it ended.
    pub fn complaint(&self) -> String {
        fs::read_to_string(self.folder.join("logs/stderr")).unwrap()
    }

    /// Keeps the arguments and the environment of a running process, to be searched.
    pub fn note_process(&self, id: u32) {
        for what in ["cmdline", "environ"] {
            let note = self.folder.join(format!("children/desk.{what}"));
            fs::write(note, fs::read(format!("/proc/{id}/{what}")).unwrap()).unwrap();
        }
    }

    /// Looks for these values in everything that the process could write to.
    pub fn search(&self, values: &[(String, Vec<u8>)]) -> Vec<Leak> {
        let planted = Planted::new(values.iter().cloned()).unwrap();
        let parts = ["data", "tmp", "home", "cache", "run", "logs", "children"];
        let leaks = parts.map(|part| planted.below(&self.folder.join(part)).unwrap());
        leaks.into_iter().flatten().collect()
    }

    /// The part of the place in which a path lies.
    pub fn part_of(&self, path: &Path) -> &'static str {
        let inside = path.strip_prefix(&self.folder).unwrap();
        let part = inside.components().next().unwrap().as_os_str();
        ["data", "tmp", "home", "cache", "run", "logs", "children"]
            .into_iter()
            .find(|known| *known == part)
            .unwrap()
    }

    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub fn log(&self) -> PathBuf {
        self.folder.join("logs/trace")
    }

    /// How many decoders noted themselves.
    pub fn children(&self) -> usize {
        fs::read_dir(self.folder.join("children")).unwrap().count() / 2
    }
}
