//! `pira verifica`, `pira nuovo` and `pira schema` as the office and its editor use them.

use std::fs;
use std::sync::LazyLock;

use crate::support::pdf::{Pdf, broken_rules};
use crate::support::{MINIMAL_PLAN, folder_with, piano_2021, pira, pira_with_input, root};
use page_validation::ValidationProfile;
use serde_json::Value;

/// What the seed plan's oddities are: every one of them, and nothing else.
#[test]
fn the_plan_of_2021_has_its_oddities_and_no_more() {
    let folder = folder_with("");
    fs::copy(piano_2021(), folder.path().join("piano.yaml")).unwrap();
    let run = pira(folder.path(), &["verifica", "piano.yaml"]).succeeds();
    let said = run.said();
    let avvisi: Vec<&str> = said
        .lines()
        .filter_map(|line| line.strip_prefix("avviso: "))
        .collect();
    assert_eq!(
        avvisi,
        [
            "nel piano manca il capitolo: scenario istituzionale e socio-economico",
            "nel piano manca il capitolo: vincoli finanziari e normativi",
            "nel piano manca il capitolo: interventi organizzativi",
            "il segno ) non ha il suo compagno",
            "tipo: manca",
            "unità di misura: manca",
            "“ASPIN” e “ASPIIN” sembrano la stessa sigla scritta in due modi",
            "CDR 3 ha due nomi: “Studi, formazione, informazione e promozione economica” e “Regolazione del Mercato”",
            "definizione tecnica (nome): manca",
            "il testo sembra interrotto: “… Bilanci on line; 5)”",
            "“Camera di Commercio di Latina” è il nome di un'altra Camera",
            "il segno ” non ha il suo compagno",
            "risorse economiche: manca; qui c'è “---”",
            "il testo sembra interrotto: “… strumenti del ciclo della”",
            "l'algoritmo ripete il nome dell'indicatore",
            "il testo è vuoto: la riga si stampa senza valore",
            "portatori di interesse: manca",
        ]
    );
    run.says("piano.yaml: 0 errori, 17 avvisi");
}

#[test]
fn a_missing_logo_is_told_before_the_document_is_made() {
    let logo = "ente:\n  logo: { file: assente.svg, descrizione: Stemma }\n  ";
    let plan = MINIMAL_PLAN.replacen("ente: { nome: ", "ente:\n  nome: ", 1);
    let plan = match plan.split_once(" }\n") {
        Some((before, after)) => format!("{before}\n{after}").replacen("ente:\n  ", logo, 1),
        None => panic!("the plan of these tests names its ente in braces"),
    };
    pira(folder_with(&plan).path(), &["verifica", "piano.yaml"])
        .fails(1)
        .says("assente.svg");
}

#[test]
fn severo_makes_warnings_fail() {
    let folder = folder_with(MINIMAL_PLAN);
    pira(folder.path(), &["verifica", "piano.yaml"]).succeeds();
    pira(folder.path(), &["verifica", "piano.yaml", "--severo"]).fails(1);
    pira(folder.path(), &["verifica", "assente.yaml"]).fails(3);
    pira(folder.path(), &["verifica"]).fails(2);
}

#[test]
fn findings_as_data_fit_their_schema() {
    let folder = folder_with(&MINIMAL_PLAN.replace(
        "titolo: Obiettivo di esempio senza altri dati",
        "titollo: x",
    ));
    let run = pira(
        folder.path(),
        &["verifica", "piano.yaml", "--formato", "json"],
    )
    .fails(1);
    let rilievi: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(rilievi["errori"], 1);
    let rilievo = &rilievi["rilievi"][0];
    assert_eq!(
        rilievo["messaggio"],
        "la chiave “titollo” non è prevista qui"
    );
    assert_eq!(rilievo["luogo"]["riga"], 13);
    assert_eq!(rilievo["luogo"]["colonna"], 13);
    assert_eq!(rilievo["luogo"]["colonna_fine"], 20);
    assert_eq!(rilievo["luogo"]["testo"], "            titollo: x");
    assert_eq!(rilievo["rimedio"], "forse si voleva scrivere “titolo”");
    assert_eq!(fits("rilievi.schema.json", &rilievi), Ok(()));
}

/// The schemas in the repository are those of the program.
#[test]
fn the_schemas_are_up_to_date_with_the_program() {
    let folder = folder_with("");
    for (what, file) in [
        ("piano", "piano.schema.json"),
        ("rilievi", "rilievi.schema.json"),
        ("confronto", "confronto.schema.json"),
    ] {
        let schema = pira(folder.path(), &["schema", "--di", what])
            .succeeds()
            .stdout;
        let expected = fs::read_to_string(root().join("data").join(file)).unwrap();
        let printed = String::from_utf8(schema).unwrap();
        assert!(
            printed == expected.replace("\r\n", "\n"),
            "data/{file} is not the schema of the program: pira schema --di {what} > data/{file}"
        );
    }
}

/// The plans that the repository ships, against the schema, by a validator that the program does not
/// use; and each begins with the line by which an editor finds the schema.
#[test]
fn the_plans_that_ship_fit_the_schema() {
    let mut seen = 0;
    for entry in fs::read_dir(root().join("data")).unwrap() {
        let file = entry.unwrap().path();
        if file
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            let text = fs::read_to_string(&file).unwrap();
            assert!(text.starts_with("# yaml-language-server: $schema=piano.schema.json\n"));
            assert_eq!(
                fits("piano.schema.json", &as_an_editor_reads(&text)),
                Ok(()),
                "{}",
                file.display()
            );
            seen += 1;
        }
    }
    assert!(seen > 0);
    for name in ["minimo", "tutto", "un-anno"] {
        let text =
            fs::read_to_string(root().join("tests/golden").join(name).join("piano.yaml")).unwrap();
        assert_eq!(
            fits("piano.schema.json", &as_an_editor_reads(&text)),
            Ok(()),
            "{name}"
        );
    }
}

/// What the schema refuses the program refuses, and the other way round.
#[test]
fn the_schema_and_the_program_agree() {
    for entry in fs::read_dir(root().join("tests/rilievi")).unwrap() {
        let file = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        let Ok(value) = serde_yaml::from_str::<serde_yaml::Value>(&text) else {
            continue;
        };
        let parsed = pira::stages::parse_plan("piano", text.as_bytes());
        if file
            .extension()
            .is_some_and(|extension| extension == "yaml")
            && parsed.is_ok()
        {
            let value = serde_json::to_value(value).unwrap();
            assert_eq!(
                fits("piano.schema.json", &value),
                Ok(()),
                "{}",
                file.display()
            );
        }
    }
}

/// The plan as an editor reads it.
fn as_an_editor_reads(text: &str) -> Value {
    serde_json::to_value(serde_yaml::from_str::<serde_yaml::Value>(text).unwrap()).unwrap()
}

/// What a second validator says of a value, by a schema of the repository.
fn fits(schema: &str, value: &Value) -> Result<(), String> {
    static SCHEMAS: LazyLock<(boon::Schemas, Vec<(&str, boon::SchemaIndex)>)> =
        LazyLock::new(|| {
            let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
            let indices = ["piano.schema.json", "rilievi.schema.json"].map(|name| {
                let text = fs::read_to_string(root().join("data").join(name)).unwrap();
                let location = format!("file:///{name}");
                compiler
                    .add_resource(&location, serde_json::from_str(&text).unwrap())
                    .unwrap();
                (name, compiler.compile(&location, &mut schemas).unwrap())
            });
            (schemas, indices.into())
        });
    let (schemas, indices) = &*SCHEMAS;
    let (_, index) = indices.iter().find(|(name, _)| *name == schema).unwrap();
    schemas
        .validate(value, *index)
        .map_err(|error| error.to_string())
}

#[test]
fn the_table_of_conformity_counts_what_satisfies_the_law() {
    let folder = folder_with("");
    let piano = piano_2021();
    let run = pira(
        folder.path(),
        &["verifica", piano.to_str().unwrap(), "--conformita"],
    )
    .succeeds();
    let table = String::from_utf8(run.stdout).unwrap();
    let line = |words: &str| {
        table
            .lines()
            .find(|line| line.contains(words))
            .unwrap_or_default()
    };
    assert!(
        line(" tipo ").contains("art. 3 c. 3 a") && line(" tipo ").ends_with("0 su 35  nessuno")
    );
    assert!(
        line("portatori di interesse").ends_with("11 su 13  mancano C6, C7"),
        "{table}"
    );
    assert!(
        line("fonte dei dati").ends_with("35 su 35  tutti"),
        "{table}"
    );
    assert_eq!(
        table
            .lines()
            .filter(|line| line.starts_with("art."))
            .count(),
        16
    );
}

/// What is to be written in a new plan is told, all of it and nothing else.
#[test]
fn a_new_plan_says_what_is_to_be_written_and_prints() {
    let folder = folder_with("");
    let new = pira(folder.path(), &["nuovo"]).succeeds().stdout;
    let arguments = ["verifica", "-", "--formato", "json"];
    let told = pira_with_input(folder.path(), &arguments, &new).succeeds();
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let mut places = 0;
    for rilievo in told["rilievi"].as_array().unwrap() {
        assert_eq!(rilievo["nome"], "segnaposto", "{rilievo}");
        places += 1 + rilievo["anche"].as_array().map_or(0, Vec::len);
    }
    let examples = String::from_utf8_lossy(&new);
    let examples = examples
        .lines()
        .filter(|line| !line.trim_start().starts_with('#') && line.contains("esempio"));
    assert_eq!(places, examples.count());
    pira_with_input(folder.path(), &["genera", "-", "-o", "nuovo.pdf"], &new).succeeds();
    let bytes = fs::read(folder.path().join("nuovo.pdf")).unwrap();
    assert_eq!(
        broken_rules(&bytes, ValidationProfile::PdfUa1),
        Vec::<String>::new()
    );
    assert_eq!(
        fits(
            "piano.schema.json",
            &as_an_editor_reads(&String::from_utf8(new).unwrap())
        ),
        Ok(())
    );
}

#[test]
fn a_new_plan_bears_the_ente_and_the_year_that_were_said() {
    let folder = folder_with("");
    let ente = "Camera di commercio \"di\" Esempio: #uno {{ x }}";
    pira(
        folder.path(),
        &["nuovo", "--ente", ente, "--anno", "2031", "-o", "piano.yml"],
    )
    .succeeds();
    pira(folder.path(), &["genera", "piano.yml", "-o", "x.pdf"]).succeeds();
    let pdf = Pdf::read(&fs::read(folder.path().join("x.pdf")).unwrap());
    assert_eq!(pdf.information("Author").as_deref(), Some(ente));
    assert!(pdf.text().contains("Triennio 2031-2033") && !pdf.text().contains("2027"));
    pira(folder.path(), &["nuovo", "-o", "piano.yml"])
        .fails(2)
        .says("esiste già e non si tocca");
    pira(folder.path(), &["nuovo", "--anno", "27"])
        .fails(2)
        .says("quattro cifre");
}

/// The totals of the seed: what the sheets hold, what the budget had, and what ties them.
#[test]
fn the_totals_agree_with_the_preventivo() {
    let piano = fs::read_to_string(piano_2021())
        .unwrap()
        .replace("stampa: no", "stampa: sì");
    let text = crate::support::pdf_of(&piano).text_as_read();
    for importo in [
        "510.000,00",
        "210.000,00",
        "1.156.958,73",
        "Totale degli obiettivi 1.876.958,73",
        "900.000,00",
        "Totale del preventivo 2.776.958,73",
    ] {
        assert!(text.contains(importo), "{importo}");
    }
}
