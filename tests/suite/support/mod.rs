//! What the tests share: running the program as its user does, and reading a PDF back.

pub(crate) mod carriers;
pub(crate) mod extreme_plans;
pub(crate) mod hostile;
pub(crate) mod pdf;
pub(crate) mod pdf_builder;
pub(crate) mod plan_changes;
pub(crate) mod plan_comments;
pub(crate) mod plan_keys;
pub(crate) mod random_plans;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The smallest plan.
pub(crate) const MINIMAL_PLAN: &str = include_str!("../../golden/minimo/piano.yaml");

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The plan of the seed.
pub(crate) fn piano_2021() -> PathBuf {
    root().join("data/frosinone-latina-2021.yaml")
}

/// A PDF that another program made: see `tests/fixture/fai.sh`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixture").join(name)
}

/// A run of the program, to be asserted upon.
pub(crate) struct Run {
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

/// Runs `pira` in a folder.
pub(crate) fn pira(folder: &Path, arguments: &[&str]) -> Run {
    run_to_end(command(folder, arguments).stdin(Stdio::null()))
}

/// The command that runs `pira` in a folder.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pira"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1");
    command
}

/// Runs `pira` with a text on its standard input.
pub(crate) fn pira_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let file = folder.join("ingresso");
    std::fs::write(&file, input).unwrap();
    run_to_end(command(folder, arguments).stdin(std::fs::File::open(file).unwrap()))
}

/// Runs a command to its end.
pub(crate) fn run_to_end(command: &mut Command) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let stderr = String::from_utf8(stderr).expect("messages are UTF-8");
    Run {
        code: status.code(),
        stdout,
        stderr,
    }
}

impl Run {
    /// The run must have done its job.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.stderr);
        self
    }

    /// The run must have failed with a code.
    #[track_caller]
    pub(crate) fn fails(self, code: i32) -> Self {
        assert_ne!(code, 0, "a failure has a code of its own");
        self.ends_with(code)
    }

    /// The run must have ended with a code, and said nothing that is not for its user.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.stderr);
        for english in [
            "panicked",
            "invalid type",
            "expected",
            "unknown",
            "missing field",
            "error:",
            " line ",
        ] {
            assert!(
                !self.stderr.contains(english),
                "“{english}” in:\n{}",
                self.stderr
            );
        }
        self
    }

    /// What the person reads: the answer, then what was told beside it.
    pub(crate) fn said(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned() + &self.stderr
    }

    /// What was said must contain a text.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        let said = self.said();
        assert!(said.contains(words), "“{words}” not in:\n{said}");
        self
    }
}

/// What the library finds in a plan.
pub(crate) fn findings(plan: &str) -> Vec<pira::rilievi::Rilievo> {
    match pira::PlanInput::from_bytes("piano.yaml", plan).open() {
        Ok(open) => open.check().into_rilievi(),
        Err(pira::OpenError::Rilievi(report)) => report.into_rilievi(),
        Err(other) => panic!("{other:?}"),
    }
}

/// A folder with a plan in it, `piano.yaml`.
pub(crate) fn folder_with(piano: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("piano.yaml"), piano).unwrap();
    folder
}

/// Generates the PDF of a plan and reads it back.
#[track_caller]
pub(crate) fn pdf_of(piano: &str) -> pdf::Pdf {
    let folder = folder_with(piano);
    pira(folder.path(), &["genera", "piano.yaml"]).succeeds();
    pdf::Pdf::read(&std::fs::read(folder.path().join("piano.pdf")).unwrap())
}

/// The names of the files of a kind in a folder.
pub(crate) fn names(folder: &Path, extension: &str) -> BTreeSet<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|file| file.extension().is_some_and(|e| e == extension))
        .map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}
