//! The documents as they must be: Typst source, text, structure, bookmarks and page images.
//!
//! Each folder of `tests/golden` is a plan. `GOLDEN=accetta cargo test golden::` accepts what
//! the program makes now; the difference is then read in git before it is committed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::pdf::{Pdf, broken_rules};
use crate::support::{pira, root};
use page_validation::ValidationProfile;
use tiny_skia::Pixmap;

/// The definition of the page images, in pixels per inch.
const PPI: &str = "72";

/// How far apart two samples of a pixel may be: another processor rounds otherwise.
const TOLERANCE: u8 = 24;

/// How many pixels of a page may differ by more than that.
const DIFFERENT_PIXELS: usize = 40;

#[test]
fn the_plan_of_2021_of_frosinone_latina() {
    compare("frosinone-latina-2021", &[]);
}

/// The plan of 2021 with the two example amendments: testo coordinato, quadro, totals.
#[test]
fn the_example_with_its_amendments() {
    let examples = [
        "variazione-1-rettifica.yaml",
        "variazione-2-integrazione.yaml",
    ];
    let examples = examples.map(|name| root().join("data/esempi").join(name));
    let [one, two] = examples.each_ref().map(|file| file.to_str().unwrap());
    compare(
        "esempio-coordinato",
        &["--variazione", one, "--variazione", two, "--quadro"],
    );
}

/// One target year, mission 033, a commissioner's `determina`, the year 2027.
#[test]
fn a_plan_of_one_year() {
    compare("un-anno", &[]);
}

/// Everything optional present, and a block higher than a page.
#[test]
fn a_plan_with_every_key() {
    compare("tutto", &[]);
}

/// Everything optional absent.
#[test]
fn the_smallest_plan() {
    compare("minimo", &[]);
}

/// A folder that no test compares is a promise that nobody keeps.
#[test]
fn every_folder_has_its_test() {
    let folders: BTreeSet<String> = fs::read_dir(root().join("tests/golden"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let tried = [
        "esempio-coordinato",
        "frosinone-latina-2021",
        "minimo",
        "tutto",
        "un-anno",
    ];
    assert_eq!(folders, tried.map(str::to_owned).into());
}

fn compare(name: &str, arguments: &[&str]) {
    let golden = root().join("tests/golden").join(name);
    let piano = match golden.join("piano.yaml") {
        piano if piano.exists() => piano,
        _ => crate::support::piano_2021(),
    };
    let made = tempfile::tempdir().unwrap();
    make(&piano, arguments, made.path());
    if std::env::var("GOLDEN").is_ok_and(|value| value == "accetta") {
        accept(&golden, made.path());
    }
    assert_eq!(
        list(&golden),
        list(made.path()),
        "{name}: the list of the files"
    );
    let differing: Vec<String> = list(made.path())
        .into_iter()
        .filter_map(|file| differences(&golden.join(&file), &made.path().join(&file)))
        .collect();
    assert!(differing.is_empty(), "{name}:\n{}", differing.join("\n"));
}

/// Makes every form of the document in a folder.
fn make(piano: &Path, arguments: &[&str], folder: &Path) {
    let piano = piano.to_str().unwrap();
    for format in [
        &["--formato", "typ", "-o", "documento.typ"][..],
        &["-o", "documento.pdf"],
        &["--formato", "png", "--ppi", PPI, "-o", "pagina.png"],
    ] {
        let command = [&["genera", piano], format, arguments].concat();
        pira(folder, &command).succeeds();
    }
    let bytes = fs::read(folder.join("documento.pdf")).unwrap();
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        assert_eq!(
            broken_rules(&bytes, profile),
            Vec::<String>::new(),
            "{profile:?}"
        );
    }
    let pdf = Pdf::read(&bytes);
    fs::write(folder.join("testo.txt"), pdf.text()).unwrap();
    fs::write(folder.join("struttura.txt"), pdf.structure()).unwrap();
    fs::write(folder.join("segnalibri.txt"), pdf.bookmarks()).unwrap();
    fs::remove_file(folder.join("documento.pdf")).unwrap();
}

/// The golden files of a folder, without what the plan is made of.
fn list(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".yaml") && !name.ends_with(".svg"))
        .collect()
}

fn accept(golden: &Path, made: &Path) {
    fs::create_dir_all(golden).unwrap();
    let (old_files, new_files) = (list(golden), list(made));
    for file in old_files.difference(&new_files) {
        fs::remove_file(golden.join(file)).unwrap();
    }
    for file in new_files {
        let (old, new) = (golden.join(&file), made.join(&file));
        if !old.exists() || differences(&old, &new).is_some() {
            fs::copy(new, old).unwrap();
        }
    }
}

/// What differs between a golden file and the one just made, in words.
fn differences(golden: &Path, made: &Path) -> Option<String> {
    if golden
        .extension()
        .is_some_and(|extension| extension == "png")
    {
        return different_images(golden, made);
    }
    let (expected, found) = (read(golden), read(made));
    if expected == found {
        return None;
    }
    let line = expected
        .lines()
        .zip(found.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let shows = |text: &str| text.lines().nth(line).unwrap_or("(end of file)").to_owned();
    Some(format!(
        "{}:{}\n  golden: {}\n  now:    {}",
        golden.display(),
        line + 1,
        shows(&expected),
        shows(&found)
    ))
}

/// Line ends are the checkout's business.
fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap().replace("\r\n", "\n")
}

fn different_images(golden: &Path, made: &Path) -> Option<String> {
    let (expected, found) = (
        Pixmap::load_png(golden).unwrap(),
        Pixmap::load_png(made).unwrap(),
    );
    let far = |(a, b): (&u8, &u8)| a.abs_diff(*b) > TOLERANCE;
    let same_size = (expected.width(), expected.height()) == (found.width(), found.height());
    let differing: Vec<bool> = expected
        .data()
        .chunks(4)
        .zip(found.data().chunks(4))
        .map(|(a, b)| a.iter().zip(b).any(far))
        .collect();
    let count = differing.iter().filter(|differs| **differs).count();
    if same_size && count <= DIFFERENT_PIXELS {
        return None;
    }
    let difference = show_difference(golden, found, &differing);
    Some(format!(
        "{}: {count} pixels differ, see {}",
        golden.display(),
        difference.display()
    ))
}

/// The new page with the pixels that differ in red, beside the test's other output.
fn show_difference(golden: &Path, mut page: Pixmap, differing: &[bool]) -> PathBuf {
    for (pixel, differs) in page.data_mut().chunks_mut(4).zip(differing) {
        if *differs {
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
    let name = format!("{piano}-{}", golden.file_name().unwrap().to_str().unwrap());
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    page.save_png(&file).unwrap();
    file
}
