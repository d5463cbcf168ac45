//! `genera --osserva`: the document follows each save of what it is made from.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::support::{MINIMAL_PLAN, command, folder_with, pira};

const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>";

/// An amendment to the plan of these tests.
const AMENDMENT: &str = "\
# Esempio.
atto: { tipo: deliberazione, organo: Consiglio, data: 2027-03-01, oggetto: Esempio }
tipo: rettifica
motivazione: Esempio di variazione.
modifiche:
  - { obiettivo: A1, campo: titolo, a: Titolo variato }
";

/// How long to wait before the test is given up: no measure of anything.
const GIVE_UP: Duration = Duration::from_secs(60);

/// A run that watches, and what it says.
struct WatchedRun {
    child: Child,
    lines: Receiver<String>,
}

impl WatchedRun {
    /// Starts, and waits for the first document.
    fn launch(folder: &Path, arguments: &[&str]) -> Self {
        let arguments = [&["genera", "piano.yaml", "--osserva"], arguments].concat();
        let mut child = command(folder, &arguments)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = lines(child.stderr.take().unwrap());
        let watched = Self { child, lines };
        watched.wait_for_document();
        watched
    }

    /// What is said until the watch begins again.
    fn wait_for_document(&self) -> String {
        let mut said = String::new();
        loop {
            let line = self.lines.recv_timeout(GIVE_UP);
            let line = line.unwrap_or_else(|_| panic!("nothing more after:\n{said}"));
            if line.starts_with("osservo piano.yaml") {
                return said;
            }
            said.push_str(&line);
            said.push('\n');
        }
    }
}

impl Drop for WatchedRun {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(stderr: ChildStderr) -> Receiver<String> {
    let (sender, lines) = channel();
    thread::spawn(move || {
        let read_lines = BufReader::new(stderr).lines().map_while(Result::ok);
        read_lines.for_each(|line| sender.send(line).unwrap_or_default());
    });
    lines
}

/// The document that the folder gives in a run of its own.
fn made_anew(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let arguments = [&["genera", "piano.yaml", "-o", "da-capo.pdf"], arguments].concat();
    pira(folder, &arguments).succeeds();
    let file = folder.join("da-capo.pdf");
    let bytes = fs::read(&file).unwrap();
    fs::remove_file(file).unwrap();
    bytes
}

fn save(folder: &Path, file: &str, text: &str) {
    fs::write(folder.join(file), text).unwrap();
}

#[test]
fn every_save_gives_the_document_of_a_new_run() {
    let folder = folder_with(MINIMAL_PLAN);
    let watched = WatchedRun::launch(folder.path(), &[]);
    let document = || fs::read(folder.path().join("piano.pdf")).unwrap();
    assert!(document() == made_anew(folder.path(), &[]));
    let mut previous = document();
    for (before, after) in [
        (
            "titolo: Obiettivo di esempio senza altri dati",
            "titolo: Un altro titolo",
        ),
        ("esercizio: 2027", "esercizio: 2028"),
        ("codice: A2", "codice: B2"),
        (
            "nome: Indicatore di esempio senza altri dati",
            "nome: Un altro indicatore →",
        ),
    ] {
        let piano = fs::read_to_string(folder.path().join("piano.yaml")).unwrap();
        save(folder.path(), "piano.yaml", &piano.replace(before, after));
        let said = watched.wait_for_document();
        assert!(said.contains("piano.pdf: 2 pagine"), "{said}");
        assert!(document() != previous, "{after}");
        assert!(document() == made_anew(folder.path(), &[]), "{after}");
        previous = document();
    }
}

#[test]
fn a_wrong_plan_shows_its_findings_and_leaves_the_document() {
    let folder = folder_with(MINIMAL_PLAN);
    let watched = WatchedRun::launch(folder.path(), &[]);
    let document = || fs::read(folder.path().join("piano.pdf")).unwrap();
    let good = document();
    for (wrong, words) in [
        (MINIMAL_PLAN.replace("2027", "duemila"), "piano.yaml:4:12"),
        (MINIMAL_PLAN.replace("esercizio:", "eserczio:"), "eserczio"),
        (String::new(), "errore: "),
    ] {
        save(folder.path(), "piano.yaml", &wrong);
        let said = watched.wait_for_document();
        assert!(said.contains(words), "{said}");
        assert!(document() == good);
    }
    save(
        folder.path(),
        "piano.yaml",
        &MINIMAL_PLAN.replace("2027", "2029"),
    );
    let said = watched.wait_for_document();
    assert!(said.contains("piano.pdf: 2 pagine"), "{said}");
    assert!(document() == made_anew(folder.path(), &[]));
}

#[test]
fn the_data_inside_the_pdf_follow_the_plan() {
    let folder = folder_with(MINIMAL_PLAN);
    let with_data = &["--con-dati"];
    let watched = WatchedRun::launch(folder.path(), with_data);
    save(
        folder.path(),
        "piano.yaml",
        &MINIMAL_PLAN.replace("2027", "2028"),
    );
    watched.wait_for_document();
    let document = fs::read(folder.path().join("piano.pdf")).unwrap();
    assert!(document == made_anew(folder.path(), with_data));
}

/// An editor that writes a new file and puts it in the place of the old one.
#[test]
fn a_file_replaced_is_a_file_saved() {
    let folder = folder_with(MINIMAL_PLAN);
    let watched = WatchedRun::launch(folder.path(), &[]);
    save(
        folder.path(),
        ".piano.yaml.nuovo",
        &MINIMAL_PLAN.replace("2027", "2028"),
    );
    let (new, piano) = (".piano.yaml.nuovo", "piano.yaml");
    fs::rename(folder.path().join(new), folder.path().join(piano)).unwrap();
    watched.wait_for_document();
    let document = fs::read(folder.path().join("piano.pdf")).unwrap();
    assert!(document == made_anew(folder.path(), &[]));
}

#[test]
fn the_logo_the_amendments_and_the_templates_are_watched_too() {
    let piano = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "variazioni: [atti/prima.yaml]\nente: { logo: { file: figure/logo.svg, descrizione: Logo di esempio }, nome:",
    );
    let folder = folder_with(&piano);
    let path = folder.path();
    for below in ["atti", "figure", "nostri"] {
        fs::create_dir(path.join(below)).unwrap();
    }
    save(path, "atti/prima.yaml", AMENDMENT);
    save(path, "figure/logo.svg", LOGO);
    save(path, "nostri/premessa.typ.j2", "= La premessa\n");
    let templates = &["--modelli", "nostri"];
    let watched = WatchedRun::launch(path, templates);
    let document = || fs::read(path.join("piano.pdf")).unwrap();
    let mut previous = document();
    for (file, text) in [
        (
            "atti/prima.yaml",
            AMENDMENT.replace("Titolo variato", "Titolo ancora variato"),
        ),
        ("figure/logo.svg", LOGO.replace("width='10'", "width='20'")),
        ("nostri/premessa.typ.j2", "= Un'altra premessa\n".to_owned()),
    ] {
        save(path, file, &text);
        watched.wait_for_document();
        assert!(document() != previous, "{file}");
        assert!(document() == made_anew(path, templates), "{file}");
        previous = document();
    }
}

#[test]
fn what_cannot_be_watched_is_told() {
    let folder = folder_with(MINIMAL_PLAN);
    for arguments in [
        &["genera", "-", "--osserva"][..],
        &["genera", "piano.yaml", "-o", "-", "--osserva"],
    ] {
        pira(folder.path(), arguments)
            .fails(2)
            .says("non sta con -");
    }
    pira(folder.path(), &["genera", "non/esiste.yaml", "--osserva"])
        .fails(3)
        .says("non riesco a osservare la cartella non");
}

/// Ctrl-C, even while a document is being made, ends the run and leaves no file behind.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_behind() {
    for under_way in [false, true] {
        let folder = folder_with(MINIMAL_PLAN);
        let mut watched = WatchedRun::launch(folder.path(), &[]);
        if under_way {
            save(
                folder.path(),
                "piano.yaml",
                &MINIMAL_PLAN.replace("2027", "2028"),
            );
        }
        let pid = watched.child.id().to_string();
        let sent = std::process::Command::new("kill")
            .args(["-INT", &pid])
            .status();
        assert!(sent.unwrap().success());
        assert!(watched.child.wait().unwrap().success());
        let entries = fs::read_dir(folder.path()).unwrap();
        let mut file: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        file.sort();
        assert_eq!(file, ["piano.pdf", "piano.yaml"]);
    }
}

/// A document that is signed while the plan is still open is not lost at the next save.
#[test]
fn a_document_that_was_signed_meanwhile_is_left() {
    let folder = folder_with(MINIMAL_PLAN);
    let watched = WatchedRun::launch(folder.path(), &[]);
    let signed = fs::read(crate::support::root().join("tests/fixture/firmato.pdf")).unwrap();
    fs::write(folder.path().join("piano.pdf"), &signed).unwrap();
    save(
        folder.path(),
        "piano.yaml",
        &MINIMAL_PLAN.replace("2027", "2028"),
    );
    let said = watched.wait_for_document();
    assert!(said.contains("piano.pdf è firmato"), "{said}");
    assert!(fs::read(folder.path().join("piano.pdf")).unwrap() == signed);
}

/// A plan that is changed so as to name the file that is written: it is not written over.
#[test]
fn a_plan_that_comes_to_name_the_output_keeps_it() {
    let folder = folder_with(MINIMAL_PLAN);
    let watched = WatchedRun::launch(folder.path(), &["--formato", "typ", "-o", "v.yaml"]);
    save(folder.path(), "v.yaml", AMENDMENT);
    watched.wait_for_document();
    save(
        folder.path(),
        "piano.yaml",
        &format!("variazioni: [v.yaml]\n{MINIMAL_PLAN}"),
    );
    let said = watched.wait_for_document();
    assert!(said.contains("che il comando legge"), "{said}");
    assert_eq!(
        fs::read_to_string(folder.path().join("v.yaml")).unwrap(),
        AMENDMENT
    );
}
