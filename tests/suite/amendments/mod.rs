//! Amendments as the office writes them: each kind of change, what is wrong in one, several in a row.
//!
//! `tests/variazioni/giuste/NAME.yaml` changes the plan of 2021; `NAME.txt` has what `confronta` says
//! and what `consolida` writes, as the difference from the plan. `sbagliate/NAME.yaml` cannot be
//! applied, or makes a plan with warnings of its own; `NAME.txt` has what the program must say.
//! `GOLDEN=accetta cargo test amendments::` accepts what it says now.

mod acts;
mod consolida;
mod quadro;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::pdf::{Pdf, non_conforme};
use crate::support::{Esecuzione, piano_2021, pira, radice};
use page_validation::ValidationProfile;
use similar::{ChangeTag, TextDiff};
use tempfile::TempDir;

const TESTA: &str = "atto: { tipo: deliberazione, organo: Consiglio, data: 2021-07-30 }
tipo: integrazione
motivazione: Prova.
modifiche:
";

const DEL_30_LUGLIO: &str = "tipo: deliberazione, organo: Consiglio, data: 2021-07-30";

const PICCOLO: &str = "ente: { nome: Camera di prova }
documento: { data: 2020-12-03 }
esercizio: 2021
missioni:
  - codice: \"011\"
    nome: Prima
    programmi:
      - codice: P1
        nome: Primo
        obiettivi:
          - { codice: A1, titolo: Primo obiettivo, risorse_economiche: \"1.000,00\" }
          - { codice: A2, titolo: Secondo obiettivo }
          - { codice: A3, titolo: Terzo obiettivo }
      - { codice: P2, nome: Secondo }
totali:
  preventivo: 0,00
  quadratura:
    - { voce: Altro, importo: \"-100,00\" }
    - { voce: Altro, importo: \"300,00\" }
";

#[test]
fn ogni_specie_di_modifica_fa_cio_che_dice() {
    confronta_cartella("giuste", 20, |cartella, nome| {
        let variazione = format!("{nome}.yaml");
        let argomenti = ["confronta", "piano.yaml", "--variazione", &variazione];
        let esecuzione = pira(cartella, &argomenti);
        let detto = String::from_utf8(esecuzione.uscita.clone()).unwrap();
        let codice = i32::from(detto != "Nessuna differenza.\n");
        esecuzione.finisce(codice);
        let argomenti = ["consolida", "piano.yaml", "--variazione", &variazione];
        let consolida = pira(cartella, &argomenti).riesce();
        assert_eq!(consolida.errori, "", "{nome}: the comments are kept");
        let consolidato = String::from_utf8(consolida.uscita).unwrap();
        fs::write(cartella.join("consolidato.yaml"), &consolidato).unwrap();
        let dal_consolidato = pira(
            cartella,
            &[
                "confronta",
                "piano.yaml",
                "consolidato.yaml",
                "--formato",
                "json",
            ],
        );
        assert!(
            dal_consolidato.codice <= Some(1),
            "{}",
            dal_consolidato.errori
        );
        detto + "\n" + &differenze(&consolidato)
    });
}

/// The lines that `consolida` changed in the plan of 2021.
fn differenze(consolidato: &str) -> String {
    let piano = fs::read_to_string(piano_2021()).unwrap();
    TextDiff::from_lines(piano.as_str(), consolidato)
        .iter_all_changes()
        .filter_map(|riga| match riga.tag() {
            ChangeTag::Equal => None,
            ChangeTag::Delete => Some(format!("-{}", riga.value())),
            ChangeTag::Insert => Some(format!("+{}", riga.value())),
        })
        .collect()
}

#[test]
fn ogni_variazione_sbagliata_ha_le_sue_parole() {
    let solite = rilievi_del_piano();
    confronta_cartella("sbagliate", 50, |cartella, nome| {
        let variazione = format!("{nome}.yaml");
        let argomenti = ["verifica", "piano.yaml", "--variazione", &variazione];
        let esecuzione = pira(cartella, &argomenti);
        let codice = i32::from(esecuzione.errori.contains("errore: "));
        let detto = esecuzione.finisce(codice).errori;
        let nuove: Vec<&str> = separati(&detto)
            .filter(|rilievo| !solite.contains(*rilievo))
            .collect();
        nuove.join("\n\n")
    });
}

/// The warnings that the plan of 2021 has by itself.
fn rilievi_del_piano() -> BTreeSet<String> {
    let cartella = cartella();
    let detto = pira(cartella.path(), &["verifica", "piano.yaml"]).errori;
    separati(&detto).map(str::to_owned).collect()
}

/// The findings one by one; the line that counts them is none.
fn separati(detto: &str) -> impl Iterator<Item = &str> {
    let rilievi = detto
        .trim_end()
        .rsplit_once('\n')
        .map_or("", |(rilievi, _)| rilievi);
    rilievi.split("\n\n")
}

fn confronta_cartella(nome: &str, quante: usize, detto: impl Fn(&Path, &str) -> String) {
    let casi = radice().join("tests/variazioni").join(nome);
    let accetta = std::env::var("GOLDEN").is_ok_and(|valore| valore == "accetta");
    let fuori = cartella();
    let mut diversi = Vec::new();
    let nomi = crate::support::nomi(&casi, "yaml");
    for nome in &nomi {
        let file = format!("{nome}.yaml");
        fs::copy(casi.join(&file), fuori.path().join(&file)).unwrap();
        let detto = detto(fuori.path(), nome);
        let golden = casi.join(format!("{nome}.txt"));
        if accetta {
            fs::write(&golden, &detto).unwrap();
        }
        let atteso = fs::read_to_string(&golden).unwrap_or_default();
        if atteso.replace("\r\n", "\n") != detto {
            diversi.push(format!("{nome}: golden\n{atteso}\nnow\n{detto}"));
        }
    }
    assert!(diversi.is_empty(), "{}", diversi.join("\n"));
    assert!(nomi.len() >= quante, "{}", nomi.len());
    assert_eq!(
        nomi,
        crate::support::nomi(&casi, "txt"),
        "each amendment has its words"
    );
}

/// A folder with the plan of 2021, `piano.yaml`.
fn cartella() -> TempDir {
    let cartella = tempfile::tempdir().unwrap();
    fs::copy(piano_2021(), cartella.path().join("piano.yaml")).unwrap();
    cartella
}

fn scrivi(cartella: &TempDir, nome: &str, testa: &str, modifiche: &str) {
    fs::write(cartella.path().join(nome), format!("{testa}{modifiche}")).unwrap();
}

fn con(cartella: &TempDir, comando: &[&str], variazioni: &[&str]) -> Esecuzione {
    let variazioni = variazioni.iter().flat_map(|v| ["--variazione", v]);
    let argomenti: Vec<&str> = comando.iter().copied().chain(variazioni).collect();
    pira(cartella.path(), &argomenti)
}

#[test]
fn tre_variazioni_si_applicano_in_ordine_di_data_comunque_date() {
    let cartella = cartella();
    let del = |data: &str| TESTA.replace("2021-07-30", data);
    let risorse = |da, a| {
        format!("  - {{ obiettivo: A1, campo: risorse_economiche, da: \"{da}\", a: \"{a}\" }}\n")
    };
    scrivi(
        &cartella,
        "a.yaml",
        &del("2021-09-30"),
        &risorse("480.000,00", "490.000,00"),
    );
    scrivi(
        &cartella,
        "b.yaml",
        &del("2021-03-31"),
        &risorse("460.000,00", "470.000,00"),
    );
    scrivi(
        &cartella,
        "c.yaml",
        &del("2021-07-30"),
        &risorse("470.000,00", "480.000,00"),
    );
    let uno = con(
        &cartella,
        &["confronta", "piano.yaml"],
        &["a.yaml", "b.yaml", "c.yaml"],
    );
    let altro = con(
        &cartella,
        &["confronta", "piano.yaml"],
        &["c.yaml", "a.yaml", "b.yaml"],
    );
    let detto = String::from_utf8(uno.finisce(1).uscita).unwrap();
    assert_eq!(detto, String::from_utf8(altro.finisce(1).uscita).unwrap());
    assert!(detto.contains("Risorse economiche (1, 2, 3)\n    - 460.000,00\n    + 490.000,00\n    = +30.000,00 (+6,52%)"), "{detto}");
    for variazioni in [
        ["a.yaml", "b.yaml", "c.yaml"],
        ["b.yaml", "c.yaml", "a.yaml"],
    ] {
        con(
            &cartella,
            &["genera", "piano.yaml", "-o", "tre.pdf"],
            &variazioni,
        )
        .riesce()
        .dice("3 variazioni");
    }
    let pdf = Pdf::leggi(&fs::read(cartella.path().join("tre.pdf")).unwrap());
    let testo = pdf.testo();
    for atteso in [
        "deliberazione del Consiglio n. ____ del 31/3/2021",
        "deliberazione del Consiglio n. ____ del 30/9/2021",
        "modificato (1,",
        "490.000,00",
    ] {
        assert!(testo.contains(atteso), "{atteso}\n{testo}");
    }
}

#[test]
fn due_variazioni_dello_stesso_giorno_sullo_stesso_valore_si_rifiutano() {
    let cartella = cartella();
    scrivi(
        &cartella,
        "a.yaml",
        TESTA,
        "  - { obiettivo: A1, campo: titolo, a: Uno }\n",
    );
    scrivi(
        &cartella,
        "b.yaml",
        TESTA,
        "  - { obiettivo: A1, campo: titolo, a: Due }\n",
    );
    con(
        &cartella,
        &["verifica", "piano.yaml"],
        &["a.yaml", "b.yaml"],
    )
    .fallisce(1)
    .dice("due variazioni dello stesso giorno")
    .dice("b.yaml:5:")
    .dice("a.yaml:5:");
}

#[test]
fn il_piano_stesso_puo_nominare_le_sue_variazioni() {
    let cartella = cartella();
    scrivi(
        &cartella,
        "luglio.yaml",
        TESTA,
        "  - { obiettivo: A1, campo: titolo, a: Uno }\n",
    );
    let piano = fs::read_to_string(piano_2021()).unwrap() + "\nvariazioni: [luglio.yaml]\n";
    fs::write(cartella.path().join("nominate.yaml"), &piano).unwrap();
    con(&cartella, &["genera", "nominate.yaml", "-o", "a.pdf"], &[])
        .riesce()
        .dice("1 variazione,");
    con(
        &cartella,
        &["genera", "nominate.yaml", "-o", "b.pdf"],
        &["luglio.yaml"],
    )
    .riesce();
    con(
        &cartella,
        &["genera", "piano.yaml", "-o", "c.pdf"],
        &["luglio.yaml"],
    )
    .riesce();
    let pdf = |nome| fs::read(cartella.path().join(nome)).unwrap();
    assert_eq!(pdf("a.pdf"), pdf("b.pdf"));
    assert_eq!(pdf("a.pdf"), pdf("c.pdf"));
    for file in ["../luglio.yaml", "assente.yaml", "/etc/passwd"] {
        let piano = piano.replace("[luglio.yaml]", &format!("[{file}]"));
        fs::write(cartella.path().join("altro.yaml"), piano).unwrap();
        con(&cartella, &["genera", "altro.yaml"], &[])
            .fallisce(1)
            .dice("non posso leggere la variazione")
            .dice("altro.yaml:");
    }
}

#[test]
fn senza_variazioni_il_pdf_e_lo_stesso_byte_per_byte() {
    let cartella = cartella();
    let piano = fs::read_to_string(piano_2021()).unwrap() + "\nvariazioni: []\n";
    fs::write(cartella.path().join("vuote.yaml"), piano).unwrap();
    con(&cartella, &["genera", "piano.yaml", "-o", "a.pdf"], &[]).riesce();
    con(
        &cartella,
        &["genera", "vuote.yaml", "-o", "b.pdf", "--senza-segni"],
        &[],
    )
    .riesce();
    let pdf = |nome| fs::read(cartella.path().join(nome)).unwrap();
    assert_eq!(pdf("a.pdf"), pdf("b.pdf"));
}

/// Only the first page, which has the history, and the page of the change differ.
#[test]
fn le_pagine_prima_della_modifica_restano_identiche() {
    let cartella = cartella();
    let modifica = "  - { indicatore: C4.4, campo: risultati_attesi.2023, a: \"< 25 gg\" }\n";
    scrivi(&cartella, "v.yaml", TESTA, modifica);
    let png = ["--formato", "png", "--ppi", "60", "-o"];
    let genera = |uscita, variazioni: &[&str]| {
        let comando = [&["genera", "piano.yaml"][..], &png, &[uscita]].concat();
        con(&cartella, &comando, variazioni).riesce();
    };
    genera("prima.png", &[]);
    genera("dopo.png", &["v.yaml"]);
    let diverse: Vec<usize> = (1..=13)
        .filter(|pagina| {
            let leggi = |nome| {
                let file = cartella.path().join(format!("{nome}-{pagina:03}.png"));
                fs::read(file).unwrap()
            };
            leggi("prima") != leggi("dopo")
        })
        .collect();
    assert_eq!(diverse, [1, 11]);
}

#[test]
fn i_segni_si_sentono_e_si_possono_togliere() {
    let cartella = cartella();
    scrivi(
        &cartella,
        "v.yaml",
        TESTA,
        "  - { indicatore: A1.2, campo: nome, a: Un altro nome }\n",
    );
    let testo = |altro: &[&str]| {
        let comando = [&["genera", "piano.yaml", "-o", "a.pdf"], altro].concat();
        con(&cartella, &comando, &["v.yaml"]).riesce();
        Pdf::leggi(&fs::read(cartella.path().join("a.pdf")).unwrap())
    };
    let segnato = testo(&[]);
    assert!(segnato.struttura().contains("modificato (1)"));
    assert!(segnato.testo().contains("In margine"));
    let pulito = testo(&["--senza-segni"]);
    assert!(!pulito.struttura().contains("modificato (1)"));
    assert!(!pulito.testo().contains("In margine"));
    assert!(pulito.testo().contains("Testo coordinato"));
}

/// A title is marked where its text changed, and only there.
#[test]
fn un_titolo_si_segna_solo_dove_il_suo_testo_cambia() {
    let cartella = cartella();
    for (modifica, segni) in [
        ("missione: \"016\", campo: titoli.narrativa", 1),
        // Narrative and sheets have wordings of their own, and do not change with the name.
        ("missione: \"016\", campo: nome", 1),
        ("programma: \"032-002\", campo: nome", 2),
    ] {
        let modifica = format!("  - {{ {modifica}, a: Un altro nome }}\n");
        scrivi(&cartella, "v.yaml", TESTA, &modifica);
        con(
            &cartella,
            &["genera", "piano.yaml", "-o", "a.pdf"],
            &["v.yaml"],
        )
        .riesce();
        let pdf = Pdf::leggi(&fs::read(cartella.path().join("a.pdf")).unwrap());
        let trovati = pdf.struttura().matches("modificato (1)").count();
        assert_eq!(trovati, segni, "{modifica}");
    }
}

#[test]
fn il_quadro_da_solo_e_conforme() {
    let cartella = cartella();
    let esempi = [
        "variazione-1-rettifica.yaml",
        "variazione-2-integrazione.yaml",
    ];
    let esempi = esempi.map(|nome| radice().join("data/esempi").join(nome));
    let esempi = [esempi[0].to_str().unwrap(), esempi[1].to_str().unwrap()];
    con(
        &cartella,
        &["confronta", "piano.yaml", "--formato", "pdf"],
        &esempi,
    )
    .finisce(1)
    .dice("quadro-di-raffronto.pdf: 4 pagine, 10 differenze");
    let byte = fs::read(cartella.path().join("quadro-di-raffronto.pdf")).unwrap();
    for profilo in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        assert_eq!(non_conforme(&byte, profilo), Vec::<String>::new());
    }
    let testo = Pdf::leggi(&byte).testo();
    for atteso in [
        "Testo previgente",
        "Testo modificato",
        "+100.000,00 (+21,74%)",
        "Differenza da spiegare",
    ] {
        assert!(testo.contains(atteso), "{atteso}");
    }
}

#[test]
fn confronta_due_piani_dice_se_sono_uguali() {
    let cartella = cartella();
    // Another order of the keys, other comments, other quotes: the same plan.
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let rigirato = piano
        .replace("# Il raccordo", "# Un altro commento")
        .replace("risorse_economiche: 460.000,00", "risorse_economiche: \"460000\"")
        .replace("  titolo: Piano degli indicatori e dei risultati attesi di Bilancio\n  # Il testo non porta una data propria: questa è la data degli atti che cita.\n  data: 2020-12-03\n", "  data: 2020-12-03\n  titolo: 'Piano degli indicatori e dei risultati attesi di Bilancio'\n");
    assert_ne!(piano, rigirato);
    fs::write(cartella.path().join("rigirato.yaml"), rigirato).unwrap();
    let esecuzione = pira(
        cartella.path(),
        &["confronta", "piano.yaml", "rigirato.yaml"],
    )
    .riesce();
    assert_eq!(esecuzione.uscita, b"Nessuna differenza.\n");
    pira(cartella.path(), &["confronta", "piano.yaml"])
        .fallisce(2)
        .dice("con che cosa confrontare?");
    pira(
        cartella.path(),
        &["confronta", "piano.yaml", "assente.yaml"],
    )
    .fallisce(3);
    let doppio = piano.replace("codice: A1.2", "codice: A1.1");
    fs::write(cartella.path().join("doppio.yaml"), doppio).unwrap();
    for piani in [["piano.yaml", "doppio.yaml"], ["doppio.yaml", "piano.yaml"]] {
        pira(cartella.path(), &["confronta", piani[0], piani[1]])
            .fallisce(2)
            .dice("il codice “A1.1” è già usato");
    }
    fs::write(cartella.path().join("rotto.yaml"), "ente: [").unwrap();
    pira(cartella.path(), &["confronta", "piano.yaml", "rotto.yaml"]).fallisce(2);
}

/// Codes that changed from one year to the other are matched by the words of the titles.
#[test]
fn codici_cambiati_si_riconoscono_dalle_parole() {
    let cartella = cartella();
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let dopo = piano
        .replace("codice: A2\n", "codice: A7\n")
        .replace("codice: A2.1\n", "codice: A7.1\n")
        .replace(
            "risorse_economiche: 40.000,00",
            "risorse_economiche: 45.000,00",
        );
    fs::write(cartella.path().join("dopo.yaml"), dopo).unwrap();
    let esecuzione = pira(cartella.path(), &["confronta", "piano.yaml", "dopo.yaml"]).finisce(1);
    let detto = String::from_utf8(esecuzione.uscita).unwrap();
    assert!(detto.contains("Codice\n    - A2\n    + A7\n"), "{detto}");
    assert!(detto.contains("= +5.000,00 (+12,50%)"), "{detto}");
    assert!(
        !detto.contains("aggiunto") && !detto.contains("soppresso"),
        "{detto}"
    );
}

#[test]
fn il_confronto_si_racconta_in_ogni_formato() {
    let cartella = cartella();
    let modifica = "  - { obiettivo: A1, campo: titolo, a: \"Titolo *nuovo* | con <segni>\" }\n";
    scrivi(&cartella, "v.yaml", TESTA, modifica);
    let in_formato = |formato| {
        let comando = ["confronta", "piano.yaml", "--formato", formato];
        let uscita = con(&cartella, &comando, &["v.yaml"]).finisce(1).uscita;
        String::from_utf8(uscita).unwrap()
    };
    let markdown = in_formato("markdown");
    assert!(
        markdown.contains("Titolo \\*nuovo\\* \\| con \\<segni\\>"),
        "{markdown}"
    );
    let json: serde_json::Value = serde_json::from_str(&in_formato("json")).unwrap();
    let schema = pira(cartella.path(), &["schema", "--di", "confronto"])
        .riesce()
        .uscita;
    let schema: serde_json::Value = serde_json::from_slice(&schema).unwrap();
    assert!(jsonschema::is_valid(&schema, &json));
    assert_eq!(json["differenze"][0]["campo"][0], "titolo");
    assert!(in_formato("typ").contains("#set page(flipped: true)"));
    let variazione = in_formato("variazione");
    fs::write(cartella.path().join("dedotta.yaml"), variazione).unwrap();
    let dalle_due = ["v.yaml", "dedotta.yaml"].map(|nome| {
        let comando = ["consolida", "piano.yaml"];
        let uscita = con(&cartella, &comando, &[nome]).riesce().uscita;
        String::from_utf8(uscita)
            .unwrap()
            .replace("2021-07-30", "2020-12-03")
    });
    assert_eq!(dalle_due[0], dalle_due[1]);
}

#[test]
fn consolida_conserva_i_commenti_e_le_forme_che_non_si_copiano_le_dice() {
    let cartella = cartella();
    scrivi(
        &cartella,
        "v.yaml",
        TESTA,
        "  - { indicatore: A1.1, campo: etichette.fonte, a: FONTE }\n",
    );
    let con_ancora = fs::read_to_string(piano_2021()).unwrap().replacen(
        "etichette: { fonte: FONTI DEI DATI }",
        "etichette: &fonti { fonte: FONTI DEI DATI }",
        1,
    );
    let con_ancora = con_ancora.replacen(
        "etichette: { fonte: FONTI DEI DATI }",
        "etichette: *fonti",
        1,
    );
    fs::write(cartella.path().join("ancora.yaml"), con_ancora).unwrap();
    con(
        &cartella,
        &["consolida", "ancora.yaml", "-o", "c.yaml"],
        &["v.yaml"],
    )
    .riesce();
    let quadro = ["confronta", "ancora.yaml", "c.yaml"];
    let detto = String::from_utf8(pira(cartella.path(), &quadro).finisce(1).uscita).unwrap();
    assert!(detto.contains("- FONTI DEI DATI\n    + FONTE\n"), "{detto}");
    assert_eq!(
        detto.matches("+ FONTE").count(),
        1,
        "only where it was asked:\n{detto}"
    );
}

/// The schema that editors use is the one in the repository.
#[test]
fn lo_schema_della_variazione_e_quello_del_programma() {
    let cartella = cartella();
    for (che, file) in [("piano", "piano"), ("variazione", "variazione")] {
        let stampato = pira(cartella.path(), &["schema", "--di", che])
            .riesce()
            .uscita;
        let nel_repository = fs::read(radice().join(format!("data/{file}.schema.json"))).unwrap();
        let leggi = |byte: &[u8]| serde_json::from_slice::<serde_json::Value>(byte).unwrap();
        assert_eq!(leggi(&stampato), leggi(&nel_repository));
    }
}

/// An amendment: the keys of its act, within braces, and its changes.
fn amendment(atto: &str, modifiche: &[&str]) -> String {
    let testa = format!("atto: {{ {atto} }}\ntipo: integrazione\nmotivazione: Prova.\n");
    if modifiche.is_empty() {
        return testa.replace("integrazione", "annotazione");
    }
    let modifiche: Vec<String> = modifiche
        .iter()
        .map(|m| format!("  - {{ {m} }}\n"))
        .collect();
    format!("{testa}modifiche:\n{}", modifiche.concat())
}
