//! The documents as they must be: Typst source, text, structure, bookmarks and page images.
//!
//! Each folder of `tests/golden` is a plan. `GOLDEN=accetta cargo test golden::` accepts what
//! the program makes now; the difference is then read in git before it is committed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::pdf::{Pdf, non_conforme};
use crate::support::{pira, radice};
use page_validation::ValidationProfile;
use tiny_skia::Pixmap;

/// The definition of the page images, in pixels per inch.
const PPI: &str = "72";

/// How far apart two samples of a pixel may be: another processor rounds otherwise.
const TOLLERANZA: u8 = 24;

/// How many pixels of a page may differ by more than that.
const PIXEL_DIVERSI: usize = 40;

#[test]
fn frosinone_latina_2021() {
    confronta("frosinone-latina-2021", &[]);
}

/// The plan of 2021 with the two example amendments: testo coordinato, quadro, totals.
#[test]
fn esempio_coordinato() {
    let esempi = [
        "variazione-1-rettifica.yaml",
        "variazione-2-integrazione.yaml",
    ];
    let esempi = esempi.map(|nome| radice().join("data/esempi").join(nome));
    let [uno, due] = esempi.each_ref().map(|file| file.to_str().unwrap());
    confronta(
        "esempio-coordinato",
        &["--variazione", uno, "--variazione", due, "--quadro"],
    );
}

/// One target year, mission 033, a commissioner's `determina`, the year 2027.
#[test]
fn un_anno() {
    confronta("un-anno", &[]);
}

/// Everything optional present, and a block higher than a page.
#[test]
fn tutto() {
    confronta("tutto", &[]);
}

/// Everything optional absent.
#[test]
fn minimo() {
    confronta("minimo", &[]);
}

/// A folder that no test compares is a promise that nobody keeps.
#[test]
fn ogni_cartella_ha_la_sua_prova() {
    let cartelle: BTreeSet<String> = fs::read_dir(radice().join("tests/golden"))
        .unwrap()
        .map(|voce| voce.unwrap().file_name().into_string().unwrap())
        .collect();
    let provate = [
        "esempio-coordinato",
        "frosinone-latina-2021",
        "minimo",
        "tutto",
        "un-anno",
    ];
    assert_eq!(cartelle, provate.map(str::to_owned).into());
}

fn confronta(nome: &str, argomenti: &[&str]) {
    let golden = radice().join("tests/golden").join(nome);
    let piano = match golden.join("piano.yaml") {
        piano if piano.exists() => piano,
        _ => crate::support::piano_2021(),
    };
    let prodotti = tempfile::tempdir().unwrap();
    produci(&piano, argomenti, prodotti.path());
    if std::env::var("GOLDEN").is_ok_and(|valore| valore == "accetta") {
        accetta(&golden, prodotti.path());
    }
    assert_eq!(
        elenco(&golden),
        elenco(prodotti.path()),
        "{nome}: the list of the files"
    );
    let diversi: Vec<String> = elenco(prodotti.path())
        .into_iter()
        .filter_map(|file| diversita(&golden.join(&file), &prodotti.path().join(&file)))
        .collect();
    assert!(diversi.is_empty(), "{nome}:\n{}", diversi.join("\n"));
}

/// Makes every form of the document in a folder.
fn produci(piano: &Path, argomenti: &[&str], cartella: &Path) {
    let piano = piano.to_str().unwrap();
    for formato in [
        &["--formato", "typ", "-o", "documento.typ"][..],
        &["-o", "documento.pdf"],
        &["--formato", "png", "--ppi", PPI, "-o", "pagina.png"],
    ] {
        let comando = [&["genera", piano], formato, argomenti].concat();
        pira(cartella, &comando).riesce();
    }
    let byte = fs::read(cartella.join("documento.pdf")).unwrap();
    for profilo in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        assert_eq!(
            non_conforme(&byte, profilo),
            Vec::<String>::new(),
            "{profilo:?}"
        );
    }
    let pdf = Pdf::leggi(&byte);
    fs::write(cartella.join("testo.txt"), pdf.testo()).unwrap();
    fs::write(cartella.join("struttura.txt"), pdf.struttura()).unwrap();
    fs::write(cartella.join("segnalibri.txt"), pdf.segnalibri()).unwrap();
    fs::remove_file(cartella.join("documento.pdf")).unwrap();
}

/// The golden files of a folder, without what the plan is made of.
fn elenco(cartella: &Path) -> BTreeSet<String> {
    fs::read_dir(cartella)
        .unwrap()
        .map(|voce| voce.unwrap().file_name().into_string().unwrap())
        .filter(|nome| !nome.ends_with(".yaml") && !nome.ends_with(".svg"))
        .collect()
}

fn accetta(golden: &Path, prodotti: &Path) {
    fs::create_dir_all(golden).unwrap();
    let (vecchi, nuovi) = (elenco(golden), elenco(prodotti));
    for file in vecchi.difference(&nuovi) {
        fs::remove_file(golden.join(file)).unwrap();
    }
    for file in nuovi {
        let (vecchio, nuovo) = (golden.join(&file), prodotti.join(&file));
        if !vecchio.exists() || diversita(&vecchio, &nuovo).is_some() {
            fs::copy(nuovo, vecchio).unwrap();
        }
    }
}

/// What differs between a golden file and the one just made, in words.
fn diversita(golden: &Path, prodotto: &Path) -> Option<String> {
    if golden
        .extension()
        .is_some_and(|estensione| estensione == "png")
    {
        return immagini_diverse(golden, prodotto);
    }
    let (atteso, trovato) = (leggi(golden), leggi(prodotto));
    if atteso == trovato {
        return None;
    }
    let riga = atteso
        .lines()
        .zip(trovato.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let mostra = |testo: &str| {
        testo
            .lines()
            .nth(riga)
            .unwrap_or("(end of file)")
            .to_owned()
    };
    Some(format!(
        "{}:{}\n  golden: {}\n  now:    {}",
        golden.display(),
        riga + 1,
        mostra(&atteso),
        mostra(&trovato)
    ))
}

/// Line ends are the checkout's business.
fn leggi(file: &Path) -> String {
    fs::read_to_string(file).unwrap().replace("\r\n", "\n")
}

fn immagini_diverse(golden: &Path, prodotto: &Path) -> Option<String> {
    let (attesa, trovata) = (
        Pixmap::load_png(golden).unwrap(),
        Pixmap::load_png(prodotto).unwrap(),
    );
    let lontani = |(a, b): (&u8, &u8)| a.abs_diff(*b) > TOLLERANZA;
    let stessa_misura = (attesa.width(), attesa.height()) == (trovata.width(), trovata.height());
    let diversi: Vec<bool> = attesa
        .data()
        .chunks(4)
        .zip(trovata.data().chunks(4))
        .map(|(a, b)| a.iter().zip(b).any(lontani))
        .collect();
    let quanti = diversi.iter().filter(|diverso| **diverso).count();
    if stessa_misura && quanti <= PIXEL_DIVERSI {
        return None;
    }
    let differenza = mostra_differenza(golden, trovata, &diversi);
    Some(format!(
        "{}: {quanti} pixels differ, see {}",
        golden.display(),
        differenza.display()
    ))
}

/// The new page with the pixels that differ in red, beside the test's other output.
fn mostra_differenza(golden: &Path, mut pagina: Pixmap, diversi: &[bool]) -> PathBuf {
    for (pixel, diverso) in pagina.data_mut().chunks_mut(4).zip(diversi) {
        if *diverso {
            pixel.copy_from_slice(&[255, 0, 0, 255]);
        }
    }
    let piano = golden
        .parent()
        .unwrap()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap();
    let nome = format!("{piano}-{}", golden.file_name().unwrap().to_str().unwrap());
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(nome);
    pagina.save_png(&file).unwrap();
    file
}
