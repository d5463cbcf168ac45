//! What a command writes never costs the office a file: not one that the command reads, not a signed
//! act, not one that nobody named.

mod inputs;
mod names;
mod signed;

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{MINIMAL_PLAN, fixture, folder_with, pira};
use tempfile::TempDir;

/// An amendment of another act, which the plan itself names.
const NAMED_AMENDMENT: &str = "\
atto: { tipo: deliberazione, organo: Consiglio, data: 2027-02-01, oggetto: Altro esempio }
tipo: rettifica
motivazione: Esempio di variazione nominata dal piano.
modifiche:
  - { obiettivo: A2, campo: titolo, a: Titolo variato prima }
";

/// An amendment of the plan of these tests.
const AMENDMENT: &str = "\
atto: { tipo: deliberazione, organo: Consiglio, data: 2027-03-01, oggetto: Esempio }
tipo: rettifica
motivazione: Esempio di variazione.
modifiche:
  - { obiettivo: A1, campo: titolo, a: Titolo variato }
";

/// A folder with `piano.yaml`, that has a logo and names an amendment; another plan; an amendment; two
/// PDFs of other programs; the office's templates.
fn folder() -> TempDir {
    let with_logo = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "ente: { logo: { file: logo.svg, descrizione: Esempio }, nome:",
    );
    let folder = folder_with(&format!("variazioni: [nominata.yaml]\n{with_logo}"));
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("altro.yaml", &MINIMAL_PLAN.replace("2027", "2028"));
    write("v.yaml", AMENDMENT);
    write("nominata.yaml", NAMED_AMENDMENT);
    write(
        "logo.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>",
    );
    fs::copy(fixture("groff.pdf"), folder.path().join("uno.pdf")).unwrap();
    fs::copy(fixture("lo-semplice.pdf"), folder.path().join("due.pdf")).unwrap();
    pira(folder.path(), &["modelli", "nostri"]).succeeds();
    folder
}

/// The files that are there, with their bytes.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut file = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            file.extend(contents(&path));
        } else {
            file.push((path.clone(), fs::read(&path).unwrap_or_default()));
        }
    }
    file.sort();
    file
}
