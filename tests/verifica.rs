//! `pira verifica`, `pira nuovo` and `pira schema` as the office and its editor use them.

mod comune;

use std::fs;
use std::sync::LazyLock;

use comune::pdf::{Pdf, non_conforme};
use comune::{cartella_con, piano_2021, pira, pira_con_ingresso, radice};
use page_validation::ValidationProfile;
use serde_json::Value;

const PIANO: &str = include_str!("golden/minimo/piano.yaml");

/// What the seed plan's oddities are: every one of them, and nothing else.
#[test]
fn il_piano_2021_ha_le_sue_stranezze_e_nessuna_di_piu() {
    let cartella = cartella_con("");
    fs::copy(piano_2021(), cartella.path().join("piano.yaml")).unwrap();
    let esecuzione = pira(cartella.path(), &["verifica", "piano.yaml"]).riesce();
    let avvisi: Vec<&str> = esecuzione
        .errori
        .lines()
        .filter_map(|riga| riga.strip_prefix("avviso: "))
        .collect();
    assert_eq!(
        avvisi,
        [
            "nel piano manca il capitolo: scenario istituzionale e socio-economico",
            "nel piano manca il capitolo: vincoli finanziari e normativi",
            "nel piano manca il capitolo: interventi organizzativi",
            "il segno ) non ha il suo compagno",
            "tipo: manca a 35 indicatori su 35 (A1.1, A1.2, A2.1, A3.1, C1.1, C1.2, C1.3, C1.4, C1.5, C2.1 e altri 25)",
            "unità di misura: manca a 35 indicatori su 35 (A1.1, A1.2, A2.1, A3.1, C1.1, C1.2, C1.3, C1.4, C1.5, C2.1 e altri 25)",
            "CDR 3 ha due nomi: “Studi, formazione, informazione e promozione economica” e “Regolazione del Mercato”",
            "definizione tecnica (nome): manca a 1 indicatore su 35 (C2.1)",
            "il testo sembra interrotto: “… Bilanci on line; 5)”",
            "“ASPIIN” e “ASPIN” sembrano la stessa sigla scritta in due modi",
            "“Camera di Commercio di Latina” è il nome di un'altra Camera",
            "il segno ) non ha il suo compagno",
            "il segno ” non ha il suo compagno",
            "risorse economiche: manca a 5 obiettivi su 13 (C5, C6, C7, C3, C4)",
            "il testo sembra interrotto: “… strumenti del ciclo della”",
            "l'algoritmo dell'indicatore C5.4 ne ripete il nome",
            "il testo è vuoto: la riga si stampa senza valore",
            "portatori di interesse: manca a 2 obiettivi su 13 (C6, C7)",
            "il testo è vuoto: la riga si stampa senza valore",
            "l'algoritmo dell'indicatore C3.2 ne ripete il nome",
        ]
    );
    esecuzione.dice("piano.yaml: 0 errori, 20 avvisi");
}

#[test]
fn a_missing_logo_is_told_before_the_document_is_made() {
    let logo = "ente:\n  logo: { file: assente.svg, descrizione: Stemma }\n  ";
    let plan = PIANO.replacen("ente: { nome: ", "ente:\n  nome: ", 1);
    let plan = match plan.split_once(" }\n") {
        Some((before, after)) => format!("{before}\n{after}").replacen("ente:\n  ", logo, 1),
        None => panic!("the plan of these tests names its ente in braces"),
    };
    pira(cartella_con(&plan).path(), &["verifica", "piano.yaml"])
        .fallisce(1)
        .dice("assente.svg");
}

#[test]
fn severo_fa_fallire_gli_avvisi() {
    let cartella = cartella_con(PIANO);
    pira(cartella.path(), &["verifica", "piano.yaml"]).riesce();
    pira(cartella.path(), &["verifica", "piano.yaml", "--severo"]).fallisce(1);
    pira(cartella.path(), &["verifica", "assente.yaml"]).fallisce(3);
    pira(cartella.path(), &["verifica"]).fallisce(2);
}

#[test]
fn i_rilievi_come_dati_seguono_il_loro_schema() {
    let cartella = cartella_con(&PIANO.replace(
        "titolo: Obiettivo di esempio senza altri dati",
        "titollo: x",
    ));
    let esecuzione = pira(
        cartella.path(),
        &["verifica", "piano.yaml", "--formato", "json"],
    )
    .fallisce(1);
    let rilievi: Value = serde_json::from_slice(&esecuzione.uscita).unwrap();
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
    assert_eq!(secondo("rilievi.schema.json", &rilievi), Ok(()));
}

/// The schemas in the repository are those of the program.
#[test]
fn gli_schemi_sono_al_passo_con_il_programma() {
    let cartella = cartella_con("");
    for (di, file) in [
        ("piano", "piano.schema.json"),
        ("rilievi", "rilievi.schema.json"),
        ("confronto", "confronto.schema.json"),
    ] {
        let schema = pira(cartella.path(), &["schema", "--di", di])
            .riesce()
            .uscita;
        let atteso = fs::read_to_string(radice().join("data").join(file)).unwrap();
        assert_eq!(
            String::from_utf8(schema).unwrap(),
            atteso.replace("\r\n", "\n"),
            "{file}"
        );
    }
}

/// The plans that the repository ships, against the schema, by a validator that the program does not
/// use; and each begins with the line by which an editor finds the schema.
#[test]
fn i_piani_distribuiti_seguono_lo_schema() {
    let mut visti = 0;
    for voce in fs::read_dir(radice().join("data")).unwrap() {
        let file = voce.unwrap().path();
        if file
            .extension()
            .is_some_and(|estensione| estensione == "yaml")
        {
            let testo = fs::read_to_string(&file).unwrap();
            assert!(testo.starts_with("# yaml-language-server: $schema=piano.schema.json\n"));
            assert_eq!(
                secondo("piano.schema.json", &come_un_editor(&testo)),
                Ok(()),
                "{}",
                file.display()
            );
            visti += 1;
        }
    }
    assert!(visti > 0);
    for nome in ["minimo", "tutto", "un-anno"] {
        let testo = fs::read_to_string(radice().join("tests/golden").join(nome).join("piano.yaml"))
            .unwrap();
        assert_eq!(
            secondo("piano.schema.json", &come_un_editor(&testo)),
            Ok(()),
            "{nome}"
        );
    }
}

/// What the schema refuses the program refuses, and the other way round.
#[test]
fn lo_schema_e_il_programma_concordano() {
    for voce in fs::read_dir(radice().join("tests/rilievi")).unwrap() {
        let file = voce.unwrap().path();
        let Ok(testo) = fs::read_to_string(&file) else {
            continue;
        };
        let Ok(valore) = serde_yaml::from_str::<serde_yaml::Value>(&testo) else {
            continue;
        };
        let letto = pira::stages::leggi("piano", testo.as_bytes());
        if file.extension().is_some_and(|e| e == "yaml") && letto.is_ok() {
            let valore = serde_json::to_value(valore).unwrap();
            assert_eq!(
                secondo("piano.schema.json", &valore),
                Ok(()),
                "{}",
                file.display()
            );
        }
    }
}

/// The plan as an editor reads it.
fn come_un_editor(testo: &str) -> Value {
    serde_json::to_value(serde_yaml::from_str::<serde_yaml::Value>(testo).unwrap()).unwrap()
}

/// What a second validator says of a value, by a schema of the repository.
fn secondo(schema: &str, valore: &Value) -> Result<(), String> {
    static SCHEMI: LazyLock<(boon::Schemas, Vec<(&str, boon::SchemaIndex)>)> =
        LazyLock::new(|| {
            let (mut schemi, mut compilatore) = (boon::Schemas::new(), boon::Compiler::new());
            let indici = ["piano.schema.json", "rilievi.schema.json"].map(|nome| {
                let testo = fs::read_to_string(radice().join("data").join(nome)).unwrap();
                let luogo = format!("file:///{nome}");
                compilatore
                    .add_resource(&luogo, serde_json::from_str(&testo).unwrap())
                    .unwrap();
                (nome, compilatore.compile(&luogo, &mut schemi).unwrap())
            });
            (schemi, indici.into())
        });
    let (schemi, indici) = &*SCHEMI;
    let (_, indice) = indici.iter().find(|(nome, _)| *nome == schema).unwrap();
    schemi
        .validate(valore, *indice)
        .map_err(|errore| errore.to_string())
}

#[test]
fn la_tabella_di_conformita_conta_chi_soddisfa_la_legge() {
    let cartella = cartella_con("");
    let piano = piano_2021();
    let esecuzione = pira(
        cartella.path(),
        &["verifica", piano.to_str().unwrap(), "--conformita"],
    )
    .riesce();
    let tabella = String::from_utf8(esecuzione.uscita).unwrap();
    let riga = |parole: &str| {
        tabella
            .lines()
            .find(|riga| riga.contains(parole))
            .unwrap_or_default()
    };
    assert!(
        riga(" tipo ").contains("art. 3 c. 3 a") && riga(" tipo ").ends_with("0 su 35  nessuno")
    );
    assert!(
        riga("portatori di interesse").ends_with("11 su 13  mancano C6, C7"),
        "{tabella}"
    );
    assert!(
        riga("fonte dei dati").ends_with("35 su 35  tutti"),
        "{tabella}"
    );
    assert_eq!(
        tabella
            .lines()
            .filter(|riga| riga.starts_with("art."))
            .count(),
        16
    );
}

#[test]
fn il_piano_nuovo_non_ha_niente_da_dire_e_si_stampa() {
    let cartella = cartella_con("");
    let nuovo = pira(cartella.path(), &["nuovo"]).riesce().uscita;
    pira_con_ingresso(cartella.path(), &["verifica", "-", "--severo"], &nuovo)
        .riesce()
        .dice("0 errori, 0 avvisi");
    pira_con_ingresso(cartella.path(), &["genera", "-", "-o", "nuovo.pdf"], &nuovo).riesce();
    let byte = fs::read(cartella.path().join("nuovo.pdf")).unwrap();
    assert_eq!(
        non_conforme(&byte, ValidationProfile::PdfUa1),
        Vec::<String>::new()
    );
    assert_eq!(
        secondo(
            "piano.schema.json",
            &come_un_editor(&String::from_utf8(nuovo).unwrap())
        ),
        Ok(())
    );
}

#[test]
fn il_piano_nuovo_porta_l_ente_e_l_anno_che_si_dicono() {
    let cartella = cartella_con("");
    let ente = "Camera di commercio \"di\" Esempio: #uno {{ x }}";
    pira(
        cartella.path(),
        &["nuovo", "--ente", ente, "--anno", "2031", "-o", "piano.yml"],
    )
    .riesce();
    pira(cartella.path(), &["genera", "piano.yml", "-o", "x.pdf"]).riesce();
    let pdf = Pdf::leggi(&fs::read(cartella.path().join("x.pdf")).unwrap());
    assert_eq!(pdf.informazione("Author").as_deref(), Some(ente));
    assert!(pdf.testo().contains("Triennio 2031-2033") && !pdf.testo().contains("2027"));
    pira(cartella.path(), &["nuovo", "-o", "piano.yml"])
        .fallisce(2)
        .dice("esiste già e non si tocca");
    pira(cartella.path(), &["nuovo", "--anno", "27"])
        .fallisce(2)
        .dice("quattro cifre");
}

/// The totals of the seed: what the sheets hold, what the budget had, and what ties them.
#[test]
fn i_totali_quadrano_con_il_preventivo() {
    let piano = fs::read_to_string(piano_2021())
        .unwrap()
        .replace("stampa: no", "stampa: sì");
    let testo = comune::pdf_di(&piano).testo_letto();
    for importo in [
        "510.000,00",
        "210.000,00",
        "1.156.958,73",
        "Totale degli obiettivi 1.876.958,73",
        "900.000,00",
        "Totale del preventivo 2.776.958,73",
    ] {
        assert!(testo.contains(importo), "{importo}");
    }
}
