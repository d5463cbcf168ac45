//! What the tests share: running the program as its user does, and reading a PDF back.

pub mod carriers;
pub mod hostile;
pub mod pdf;
pub mod pdf_builder;
pub mod plan_changes;
pub mod plan_comments;
pub mod plan_keys;
pub mod random_plans;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The smallest plan.
pub const MINIMAL_PLAN: &str = include_str!("../../golden/minimo/piano.yaml");

/// The root of the repository.
pub fn radice() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The plan of the seed.
pub fn piano_2021() -> PathBuf {
    radice().join("data/frosinone-latina-2021.yaml")
}

/// A PDF that another program made: see `tests/fixture/fai.sh`.
pub fn fixture(nome: &str) -> PathBuf {
    radice().join("tests/fixture").join(nome)
}

/// A run of the program, to be asserted upon.
pub struct Esecuzione {
    pub codice: Option<i32>,
    pub uscita: Vec<u8>,
    pub errori: String,
}

/// Runs `pira` in a folder.
pub fn pira(cartella: &Path, argomenti: &[&str]) -> Esecuzione {
    esegui(comando(cartella, argomenti).stdin(Stdio::null()))
}

/// The command that runs `pira` in a folder.
pub fn comando(cartella: &Path, argomenti: &[&str]) -> Command {
    let mut comando = Command::new(env!("CARGO_BIN_EXE_pira"));
    comando
        .args(argomenti)
        .current_dir(cartella)
        .env("NO_COLOR", "1");
    comando
}

/// Runs `pira` with a text on its standard input.
pub fn pira_con_ingresso(cartella: &Path, argomenti: &[&str], ingresso: &[u8]) -> Esecuzione {
    let file = cartella.join("ingresso");
    std::fs::write(&file, ingresso).unwrap();
    esegui(comando(cartella, argomenti).stdin(std::fs::File::open(file).unwrap()))
}

/// Runs a command to its end.
pub fn esegui(comando: &mut Command) -> Esecuzione {
    let Output {
        status,
        stdout,
        stderr,
    } = comando.output().unwrap();
    let errori = String::from_utf8(stderr).expect("messages are UTF-8");
    Esecuzione {
        codice: status.code(),
        uscita: stdout,
        errori,
    }
}

impl Esecuzione {
    /// The run must have done its job.
    #[track_caller]
    pub fn riesce(self) -> Self {
        assert_eq!(self.codice, Some(0), "{}", self.errori);
        self
    }

    /// The run must have failed with a code.
    #[track_caller]
    pub fn fallisce(self, codice: i32) -> Self {
        assert_ne!(codice, 0, "a failure has a code of its own");
        self.finisce(codice)
    }

    /// The run must have ended with a code, and said nothing that is not for its user.
    #[track_caller]
    pub fn finisce(self, codice: i32) -> Self {
        assert_eq!(self.codice, Some(codice), "{}", self.errori);
        for inglese in [
            "panicked",
            "invalid type",
            "expected",
            "unknown",
            "missing field",
            "error:",
            " line ",
        ] {
            assert!(
                !self.errori.contains(inglese),
                "“{inglese}” in:\n{}",
                self.errori
            );
        }
        self
    }

    /// What was said must contain a text.
    #[track_caller]
    pub fn dice(self, parole: &str) -> Self {
        assert!(
            self.errori.contains(parole),
            "“{parole}” not in:\n{}",
            self.errori
        );
        self
    }
}

/// A folder with a plan in it, `piano.yaml`.
pub fn cartella_con(piano: &str) -> tempfile::TempDir {
    let cartella = tempfile::tempdir().unwrap();
    std::fs::write(cartella.path().join("piano.yaml"), piano).unwrap();
    cartella
}

/// Generates the PDF of a plan and reads it back.
#[track_caller]
pub fn pdf_di(piano: &str) -> pdf::Pdf {
    let cartella = cartella_con(piano);
    pira(cartella.path(), &["genera", "piano.yaml"]).riesce();
    pdf::Pdf::leggi(&std::fs::read(cartella.path().join("piano.pdf")).unwrap())
}

/// The names of the files of a kind in a folder.
pub fn nomi(cartella: &Path, estensione: &str) -> BTreeSet<String> {
    std::fs::read_dir(cartella)
        .unwrap()
        .map(|voce| voce.unwrap().path())
        .filter(|file| file.extension().is_some_and(|e| e == estensione))
        .map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}
