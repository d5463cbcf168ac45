//! The library as a page in a browser, a service or a script uses it: through its entrance, with
//! everything in memory.

use std::collections::BTreeMap;
use std::error::Error;

use pira::{
    Annex, ComposeOptions, Composer, DocumentOptions, Enclosure, ExportFormat, Folder,
    LayoutEngine, OpenError, PlanInput,
};

const PIANO: &str = include_str!("../../data/frosinone-latina-2021.yaml");
const RETTIFICA: &str = include_str!("../../data/esempi/variazione-1-rettifica.yaml");
const INTEGRAZIONE: &str = include_str!("../../data/esempi/variazione-2-integrazione.yaml");
const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";

/// A plan that names one of its amendments and a logo.
fn naming() -> String {
    let logo = "ente:\n  logo: { file: logo.svg, descrizione: Stemma }\n";
    format!(
        "variazioni: [atti/uno.yaml]\n{}",
        PIANO.replacen("ente:\n", logo, 1)
    )
}

fn folder(files: &[(&str, &str)]) -> Folder {
    let files = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    Folder::Memory(files.collect::<BTreeMap<_, _>>())
}

fn findings(error: OpenError) -> String {
    match error {
        OpenError::Rilievi(report) => report.to_string(),
        OpenError::System(failure) => panic!("{failure}"),
    }
}

/// What the plan names is read with it, whether the caller thinks of it or not.
#[test]
fn a_plan_in_memory_is_completed_by_what_it_names() {
    let files = folder(&[("atti/uno.yaml", RETTIFICA), ("logo.svg", LOGO)]);
    let plan = PlanInput::from_bytes("piano.yaml", naming())
        .in_folder(files)
        .amended_by_bytes("due.yaml", INTEGRAZIONE)
        .open()
        .unwrap();
    assert_eq!(plan.history().len(), 2);
    assert!(plan.compare_amendments().difference_count() > 1);
    assert_ne!(plan.piano(), plan.plan_as_approved());
    assert!(!plan.check().has_errors(), "{}", plan.check());
    assert!(plan.paths().is_empty(), "nothing is on the disk");

    let missing = PlanInput::from_bytes("piano.yaml", naming()).open();
    let told = findings(missing.unwrap_err());
    assert!(told.contains("non posso leggere la variazione"), "{told}");
}

/// No caller gets a plan in which a code means two things.
#[test]
fn a_plan_with_doubled_codes_is_refused_with_all_that_is_wrong() {
    let doubled = PIANO.replacen("codice: A2", "codice: A1", 1);
    assert_ne!(doubled, PIANO);
    let told = findings(
        PlanInput::from_bytes("piano.yaml", doubled)
            .open()
            .unwrap_err(),
    );
    assert!(told.contains("errore") && told.contains("A1"), "{told}");
}

/// The same document twice from one engine, as PDF, page and source; the second is not another.
#[test]
fn a_page_that_recompiles_gets_the_same_document() {
    let plan = PlanInput::from_bytes("piano.yaml", PIANO).open().unwrap();
    let composer = Composer::new(ComposeOptions::default()).unwrap();
    let mut engine = LayoutEngine::default();
    let rendered = composer.render(&plan).unwrap();
    let first = rendered.lay_out_with(&mut engine).unwrap();
    let again = composer.render(&plan).unwrap();
    assert!(rendered == again);
    let second = again.lay_out_with(&mut engine).unwrap();
    assert!(first.pdf().unwrap() == second.pdf().unwrap());
    assert!(first.page_image(0, 40).unwrap().starts_with(b"\x89PNG"));
    assert_eq!(first.page_image(first.page_count(), 40), None);
    let whole = plan.compose(&ComposeOptions::default()).unwrap();
    assert!(whole.pdf().unwrap() == first.pdf().unwrap());
}

/// What the PDF carries comes out under the names that a plan in memory has.
#[test]
fn a_pdf_made_in_memory_carries_what_it_was_made_from() {
    let plan = PlanInput::from_bytes("dal modulo", PIANO)
        .amended_by_bytes("luglio.yaml", INTEGRAZIONE)
        .open()
        .unwrap();
    let options = ComposeOptions {
        enclosure: Enclosure::Data,
        document: DocumentOptions {
            annex: Annex::Quadro,
            ..DocumentOptions::default()
        },
        ..ComposeOptions::default()
    };
    let pdf = plan.compose(&options).unwrap().pdf().unwrap();
    let carried = pira::fascicolo::extract_files("piano.pdf", &pdf).unwrap();
    let file = |name: &str| {
        let found = carried.iter().find(|file| file.path.to_str() == Some(name));
        found.map(|file| String::from_utf8(file.bytes.clone()).unwrap())
    };
    assert_eq!(file("piano.yaml").as_deref(), Some(PIANO));
    assert_eq!(file("luglio.yaml").as_deref(), Some(INTEGRAZIONE));
    let command = file(pira::ReissueCommand::FILE_NAME).unwrap();
    let command: pira::ReissueCommand = serde_json::from_str(&command).unwrap();
    assert_eq!(
        command.argomenti,
        [
            "genera",
            "piano.yaml",
            "--variazione",
            "luglio.yaml",
            "--con-dati",
            "--quadro"
        ]
    );
}

/// The comparison is an amendment that makes the second plan of the first.
#[test]
fn a_comparison_written_as_an_amendment_gives_the_second_plan() {
    let open = |text: &str| PlanInput::from_bytes("piano.yaml", text).open().unwrap();
    let before = open(PIANO);
    let after = open(&PIANO.replacen("460.000,00", "461.000,00", 1));
    let comparison = before.compare(&after);
    assert_eq!(comparison.difference_count(), 1, "{}", comparison.to_text());
    assert!(comparison.to_json().contains("461000"));
    let amended = PlanInput::from_bytes("piano.yaml", PIANO)
        .amended_by_bytes("v.yaml", comparison.to_variazione())
        .open()
        .unwrap();
    let export = |plan: &pira::OpenPlan| plan.export(ExportFormat::Csv).unwrap();
    assert_eq!(export(&amended), export(&after));
}

/// A caller can pass findings and failures on as it does every error.
#[test]
fn what_goes_wrong_is_an_error_that_speaks_italian() {
    let absent: Box<dyn Error> = pira::open("assente.yaml").unwrap_err().into();
    let told = absent.to_string();
    assert!(told.contains("non riesco a leggere assente.yaml"), "{told}");
    assert!(absent.source().is_some());
    let wrong: Box<dyn Error> = PlanInput::from_bytes("p.yaml", "ente: 1\n")
        .open()
        .unwrap_err()
        .into();
    assert!(wrong.to_string().contains("p.yaml:1"), "{wrong}");
    // A program whose `main` returns the error shows its debug form.
    assert_eq!(format!("{wrong:?}"), wrong.to_string());
    let Err(OpenError::Rilievi(report)) =
        PlanInput::from_bytes("p.yaml", "# Prova\nente: 1\n").open()
    else {
        panic!("the plan is wrong");
    };
    let places = report.rilievi().iter().filter_map(|r| r.location.as_ref());
    let places: Vec<_> = places.map(|at| (at.line(), at.column())).collect();
    assert!(places.contains(&(2, 7)), "{report}");
}
