//! What a command writes never costs the office a file: not one that the command reads, not a signed
//! act, not one that nobody named.

mod inputs;
mod names;
mod signed;

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{MINIMAL_PLAN, cartella_con, fixture, pira};
use tempfile::TempDir;

/// An amendment of another act, which the plan itself names.
const NOMINATA: &str = "\
atto: { tipo: deliberazione, organo: Consiglio, data: 2027-02-01, oggetto: Altro esempio }
tipo: rettifica
motivazione: Esempio di variazione nominata dal piano.
modifiche:
  - { obiettivo: A2, campo: titolo, a: Titolo variato prima }
";

/// An amendment of the plan of these tests.
const VARIAZIONE: &str = "\
atto: { tipo: deliberazione, organo: Consiglio, data: 2027-03-01, oggetto: Esempio }
tipo: rettifica
motivazione: Esempio di variazione.
modifiche:
  - { obiettivo: A1, campo: titolo, a: Titolo variato }
";

/// A folder with `piano.yaml`, that has a logo and names an amendment; another plan; an amendment; two
/// PDFs of other programs; the office's templates.
fn cartella() -> TempDir {
    let con_logo = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "ente: { logo: { file: logo.svg, descrizione: Esempio }, nome:",
    );
    let cartella = cartella_con(&format!("variazioni: [nominata.yaml]\n{con_logo}"));
    let scrivi = |nome: &str, testo: &str| fs::write(cartella.path().join(nome), testo).unwrap();
    scrivi("altro.yaml", &MINIMAL_PLAN.replace("2027", "2028"));
    scrivi("v.yaml", VARIAZIONE);
    scrivi("nominata.yaml", NOMINATA);
    scrivi(
        "logo.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>",
    );
    fs::copy(fixture("groff.pdf"), cartella.path().join("uno.pdf")).unwrap();
    fs::copy(fixture("lo-semplice.pdf"), cartella.path().join("due.pdf")).unwrap();
    pira(cartella.path(), &["modelli", "nostri"]).riesce();
    cartella
}

/// The files that are there, with their bytes.
fn contenuto(cartella: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut file = Vec::new();
    for voce in fs::read_dir(cartella).unwrap() {
        let percorso = voce.unwrap().path();
        if percorso.is_dir() {
            file.extend(contenuto(&percorso));
        } else {
            file.push((percorso.clone(), fs::read(&percorso).unwrap_or_default()));
        }
    }
    file.sort();
    file
}
