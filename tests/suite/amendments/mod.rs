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

use crate::support::pdf::{Pdf, broken_rules};
use crate::support::{Run, piano_2021, pira, root};
use page_validation::ValidationProfile;
use similar::{ChangeTag, TextDiff};
use tempfile::TempDir;

const HEAD: &str = "atto: { tipo: deliberazione, organo: Consiglio, data: 2021-07-30 }
tipo: integrazione
motivazione: Prova.
modifiche:
";

const OF_30_JULY: &str = "tipo: deliberazione, organo: Consiglio, data: 2021-07-30";

const SMALL: &str = "ente: { nome: Camera di prova }
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

/// `no` is what the key asks for, and no word that another program could take for something else.
#[test]
fn an_amendment_that_says_no_is_not_called_ambiguous() {
    let folder = TempDir::new().unwrap();
    let change =
        "  - { obiettivo: A1, campo: risorse_economiche, a: \"2.000,00\", sopprimi: no }\n";
    fs::write(folder.path().join("piano.yaml"), SMALL).unwrap();
    fs::write(folder.path().join("v.yaml"), format!("{HEAD}{change}")).unwrap();
    let arguments = ["confronta", "piano.yaml", "--variazione", "v.yaml"];
    pira(folder.path(), &arguments).ends_with(1);
    let arguments = ["verifica", "piano.yaml", "--variazione", "v.yaml"];
    let said = pira(folder.path(), &arguments).said();
    assert!(!said.contains("equivoca"), "{said}");
}

/// What has a title instead of a code is marked where it moved, as the rest is.
#[test]
fn a_row_of_the_raccordo_that_moved_is_marked() {
    let folder = TempDir::new().unwrap();
    fs::copy(piano_2021(), folder.path().join("piano.yaml")).unwrap();
    let change = "  - { area: Competitività dell'Ente, prima: Competitività del Territorio }\n";
    fs::write(folder.path().join("v.yaml"), format!("{HEAD}{change}")).unwrap();
    let arguments = [
        "genera",
        "piano.yaml",
        "--variazione",
        "v.yaml",
        "-o",
        "piano.typ",
    ];
    pira(folder.path(), &arguments).succeeds();
    let typst = fs::read_to_string(folder.path().join("piano.typ")).unwrap();
    assert_eq!(typst.matches("spostato (1)").count(), 1);
}

#[test]
fn every_kind_of_change_does_what_it_says() {
    compare_folder("giuste", 20, |folder, name| {
        let variazione = format!("{name}.yaml");
        let arguments = ["confronta", "piano.yaml", "--variazione", &variazione];
        let run = pira(folder, &arguments);
        let said = String::from_utf8(run.stdout.clone()).unwrap();
        let code = i32::from(said != "Nessuna differenza.\n");
        run.ends_with(code);
        let arguments = ["consolida", "piano.yaml", "--variazione", &variazione];
        let consolida = pira(folder, &arguments).succeeds();
        assert_eq!(consolida.stderr, "", "{name}: the comments are kept");
        let consolidated = String::from_utf8(consolida.stdout).unwrap();
        fs::write(folder.join("consolidato.yaml"), &consolidated).unwrap();
        let from_consolidated = pira(
            folder,
            &[
                "confronta",
                "piano.yaml",
                "consolidato.yaml",
                "--formato",
                "json",
            ],
        );
        assert!(
            from_consolidated.code <= Some(1),
            "{}",
            from_consolidated.stderr
        );
        said + "\n" + &differences(&consolidated)
    });
}

/// The lines that `consolida` changed in the plan of 2021.
fn differences(consolidated: &str) -> String {
    let piano = fs::read_to_string(piano_2021()).unwrap();
    TextDiff::from_lines(piano.as_str(), consolidated)
        .iter_all_changes()
        .filter_map(|line| match line.tag() {
            ChangeTag::Equal => None,
            ChangeTag::Delete => Some(format!("-{}", line.value())),
            ChangeTag::Insert => Some(format!("+{}", line.value())),
        })
        .collect()
}

#[test]
fn every_wrong_amendment_has_its_words() {
    let usual = rilievi_of_the_plan();
    compare_folder("sbagliate", 50, |folder, name| {
        let variazione = format!("{name}.yaml");
        let arguments = ["verifica", "piano.yaml", "--variazione", &variazione];
        let run = pira(folder, &arguments);
        let code = i32::from(run.said().contains("errore: "));
        let said = run.ends_with(code).said();
        let new_findings: Vec<&str> = one_by_one(&said)
            .filter(|rilievo| !usual.contains(*rilievo))
            .collect();
        new_findings.join("\n\n")
    });
}

/// The warnings that the plan of 2021 has by itself.
fn rilievi_of_the_plan() -> BTreeSet<String> {
    let folder = folder();
    let said = pira(folder.path(), &["verifica", "piano.yaml"]).said();
    one_by_one(&said).map(str::to_owned).collect()
}

/// The findings one by one; the line that counts them is none.
fn one_by_one(said: &str) -> impl Iterator<Item = &str> {
    let rilievi = said
        .trim_end()
        .rsplit_once('\n')
        .map_or("", |(rilievi, _)| rilievi);
    rilievi.split("\n\n")
}

fn compare_folder(name: &str, at_least: usize, said: impl Fn(&Path, &str) -> String) {
    let cases = root().join("tests/variazioni").join(name);
    let accept = std::env::var("GOLDEN").is_ok_and(|value| value == "accetta");
    let outside = folder();
    let mut differing = Vec::new();
    let names = crate::support::names(&cases, "yaml");
    for name in &names {
        let file = format!("{name}.yaml");
        fs::copy(cases.join(&file), outside.path().join(&file)).unwrap();
        let said = said(outside.path(), name);
        let golden = cases.join(format!("{name}.txt"));
        if accept {
            fs::write(&golden, &said).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if expected.replace("\r\n", "\n") != said {
            differing.push(format!("{name}: golden\n{expected}\nnow\n{said}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    assert!(names.len() >= at_least, "{}", names.len());
    assert_eq!(
        names,
        crate::support::names(&cases, "txt"),
        "each amendment has its words"
    );
}

/// A folder with the plan of 2021, `piano.yaml`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(piano_2021(), folder.path().join("piano.yaml")).unwrap();
    folder
}

fn write(folder: &TempDir, name: &str, head: &str, modifiche: &str) {
    fs::write(folder.path().join(name), format!("{head}{modifiche}")).unwrap();
}

fn with(folder: &TempDir, command: &[&str], variazioni: &[&str]) -> Run {
    let variazioni = variazioni.iter().flat_map(|v| ["--variazione", v]);
    let arguments: Vec<&str> = command.iter().copied().chain(variazioni).collect();
    pira(folder.path(), &arguments)
}

#[test]
fn three_amendments_apply_in_the_order_of_their_dates() {
    let folder = folder();
    let dated = |data: &str| HEAD.replace("2021-07-30", data);
    let risorse = |from, to| {
        format!("  - {{ obiettivo: A1, campo: risorse_economiche, da: \"{from}\", a: \"{to}\" }}\n")
    };
    write(
        &folder,
        "a.yaml",
        &dated("2021-09-30"),
        &risorse("480.000,00", "490.000,00"),
    );
    write(
        &folder,
        "b.yaml",
        &dated("2021-03-31"),
        &risorse("460.000,00", "470.000,00"),
    );
    write(
        &folder,
        "c.yaml",
        &dated("2021-07-30"),
        &risorse("470.000,00", "480.000,00"),
    );
    let one = with(
        &folder,
        &["confronta", "piano.yaml"],
        &["a.yaml", "b.yaml", "c.yaml"],
    );
    let other = with(
        &folder,
        &["confronta", "piano.yaml"],
        &["c.yaml", "a.yaml", "b.yaml"],
    );
    let said = String::from_utf8(one.ends_with(1).stdout).unwrap();
    assert_eq!(said, String::from_utf8(other.ends_with(1).stdout).unwrap());
    assert!(said.contains("Risorse economiche (1, 2, 3)\n    - 460.000,00\n    + 490.000,00\n    = +30.000,00 (+6,52%)"), "{said}");
    for variazioni in [
        ["a.yaml", "b.yaml", "c.yaml"],
        ["b.yaml", "c.yaml", "a.yaml"],
    ] {
        with(
            &folder,
            &["genera", "piano.yaml", "-o", "tre.pdf"],
            &variazioni,
        )
        .succeeds()
        .says("3 variazioni");
    }
    let pdf = Pdf::read(&fs::read(folder.path().join("tre.pdf")).unwrap());
    let text = pdf.text();
    for expected in [
        " del 31/3/2021 (",
        " del 30/9/2021 (",
        "modificato (1,",
        "490.000,00",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

#[test]
fn two_amendments_of_one_day_on_one_value_are_refused() {
    let folder = folder();
    write(
        &folder,
        "a.yaml",
        HEAD,
        "  - { obiettivo: A1, campo: titolo, a: Uno }\n",
    );
    write(
        &folder,
        "b.yaml",
        HEAD,
        "  - { obiettivo: A1, campo: titolo, a: Due }\n",
    );
    with(&folder, &["verifica", "piano.yaml"], &["a.yaml", "b.yaml"])
        .fails(1)
        .says("due variazioni dello stesso giorno")
        .says("b.yaml:5:")
        .says("a.yaml:5:");
}

#[test]
fn a_plan_may_name_its_own_amendments() {
    let folder = folder();
    write(
        &folder,
        "luglio.yaml",
        HEAD,
        "  - { obiettivo: A1, campo: titolo, a: Uno }\n",
    );
    let piano = fs::read_to_string(piano_2021()).unwrap() + "\nvariazioni: [luglio.yaml]\n";
    fs::write(folder.path().join("nominate.yaml"), &piano).unwrap();
    with(&folder, &["genera", "nominate.yaml", "-o", "a.pdf"], &[])
        .succeeds()
        .says("1 variazione,");
    with(
        &folder,
        &["genera", "nominate.yaml", "-o", "b.pdf"],
        &["luglio.yaml"],
    )
    .succeeds();
    with(
        &folder,
        &["genera", "piano.yaml", "-o", "c.pdf"],
        &["luglio.yaml"],
    )
    .succeeds();
    let pdf = |name| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(pdf("a.pdf"), pdf("b.pdf"));
    assert_eq!(pdf("a.pdf"), pdf("c.pdf"));
    for file in ["../luglio.yaml", "assente.yaml", "/etc/passwd"] {
        let piano = piano.replace("[luglio.yaml]", &format!("[{file}]"));
        fs::write(folder.path().join("altro.yaml"), piano).unwrap();
        with(&folder, &["genera", "altro.yaml"], &[])
            .fails(1)
            .says("non posso leggere la variazione")
            .says("altro.yaml:");
    }
}

#[test]
fn without_amendments_the_pdf_is_the_same_byte_for_byte() {
    let folder = folder();
    let piano = fs::read_to_string(piano_2021()).unwrap() + "\nvariazioni: []\n";
    fs::write(folder.path().join("vuote.yaml"), piano).unwrap();
    with(&folder, &["genera", "piano.yaml", "-o", "a.pdf"], &[]).succeeds();
    with(
        &folder,
        &["genera", "vuote.yaml", "-o", "b.pdf", "--senza-segni"],
        &[],
    )
    .succeeds();
    let pdf = |name| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(pdf("a.pdf"), pdf("b.pdf"));
}

/// Only the first page, which has the history, and the page of the change differ.
#[test]
fn the_pages_before_a_change_stay_identical() {
    let folder = folder();
    let modifica = "  - { indicatore: C4.4, campo: risultati_attesi.2023, a: \"< 25 gg\" }\n";
    write(&folder, "v.yaml", HEAD, modifica);
    let png = ["--formato", "png", "--ppi", "60", "-o"];
    let genera = |output, variazioni: &[&str]| {
        let command = [&["genera", "piano.yaml"][..], &png, &[output]].concat();
        with(&folder, &command, variazioni).succeeds();
    };
    genera("prima.png", &[]);
    genera("dopo.png", &["v.yaml"]);
    let differing: Vec<usize> = (1..=13)
        .filter(|page| {
            let read = |name| {
                let file = folder.path().join(format!("{name}-{page:03}.png"));
                fs::read(file).unwrap()
            };
            read("prima") != read("dopo")
        })
        .collect();
    assert_eq!(differing, [1, 11]);
}

#[test]
fn the_marks_are_read_aloud_and_can_be_left_out() {
    let folder = folder();
    write(
        &folder,
        "v.yaml",
        HEAD,
        "  - { indicatore: A1.2, campo: nome, a: Un altro nome }\n",
    );
    let text = |other: &[&str]| {
        let command = [&["genera", "piano.yaml", "-o", "a.pdf"], other].concat();
        with(&folder, &command, &["v.yaml"]).succeeds();
        Pdf::read(&fs::read(folder.path().join("a.pdf")).unwrap())
    };
    let marked = text(&[]);
    assert!(marked.structure().contains("modificato (1)"));
    assert!(marked.text().contains("In margine"));
    let clean = text(&["--senza-segni"]);
    assert!(!clean.structure().contains("modificato (1)"));
    assert!(!clean.text().contains("In margine"));
    assert!(clean.text().contains("Testo coordinato"));
}

/// A title is marked where its text changed, and only there.
#[test]
fn a_title_is_marked_only_where_its_text_changes() {
    let folder = folder();
    for (modifica, signs) in [
        ("missione: \"016\", campo: titoli.narrativa", 1),
        // Narrative and sheets have wordings of their own, and do not change with the name.
        ("missione: \"016\", campo: nome", 1),
        ("programma: \"032-002\", campo: nome", 2),
    ] {
        let modifica = format!("  - {{ {modifica}, a: Un altro nome }}\n");
        write(&folder, "v.yaml", HEAD, &modifica);
        with(
            &folder,
            &["genera", "piano.yaml", "-o", "a.pdf"],
            &["v.yaml"],
        )
        .succeeds();
        let pdf = Pdf::read(&fs::read(folder.path().join("a.pdf")).unwrap());
        let found = pdf.structure().matches("modificato (1)").count();
        assert_eq!(found, signs, "{modifica}");
    }
}

#[test]
fn the_quadro_alone_conforms() {
    let folder = folder();
    let examples = [
        "variazione-1-rettifica.yaml",
        "variazione-2-integrazione.yaml",
    ];
    let examples = examples.map(|name| root().join("data/esempi").join(name));
    let examples = [examples[0].to_str().unwrap(), examples[1].to_str().unwrap()];
    with(
        &folder,
        &["confronta", "piano.yaml", "--formato", "pdf"],
        &examples,
    )
    .ends_with(1)
    .says("quadro-di-raffronto.pdf: 4 pagine, 10 differenze");
    let bytes = fs::read(folder.path().join("quadro-di-raffronto.pdf")).unwrap();
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        assert_eq!(broken_rules(&bytes, profile), Vec::<String>::new());
    }
    let text = Pdf::read(&bytes).text();
    for expected in [
        "Testo previgente",
        "Testo modificato",
        "+100.000,00 (+21,74%)",
        "Differenza da spiegare",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
}

#[test]
fn confronta_says_whether_two_plans_are_equal() {
    let folder = folder();
    // Another order of the keys, other comments, other quotes: the same plan.
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let reversed = piano
        .replace("# Il raccordo", "# Un altro commento")
        .replace("risorse_economiche: 460.000,00", "risorse_economiche: \"460000\"")
        .replace("  titolo: Piano degli indicatori e dei risultati attesi di Bilancio\n  # Il testo non porta una data propria: questa è la data degli atti che cita.\n  data: 2020-12-03\n", "  data: 2020-12-03\n  titolo: 'Piano degli indicatori e dei risultati attesi di Bilancio'\n");
    assert_ne!(piano, reversed);
    fs::write(folder.path().join("rigirato.yaml"), reversed).unwrap();
    let run = pira(folder.path(), &["confronta", "piano.yaml", "rigirato.yaml"]).succeeds();
    assert_eq!(run.stdout, b"Nessuna differenza.\n");
    pira(folder.path(), &["confronta", "piano.yaml"])
        .fails(2)
        .says("con che cosa confrontare?");
    pira(folder.path(), &["confronta", "piano.yaml", "assente.yaml"]).fails(3);
    let doubled = piano.replace("codice: A1.2", "codice: A1.1");
    fs::write(folder.path().join("doppio.yaml"), doubled).unwrap();
    for piani in [["piano.yaml", "doppio.yaml"], ["doppio.yaml", "piano.yaml"]] {
        pira(folder.path(), &["confronta", piani[0], piani[1]])
            .fails(2)
            .says("il codice “A1.1” è già usato");
    }
    fs::write(folder.path().join("rotto.yaml"), "ente: [").unwrap();
    pira(folder.path(), &["confronta", "piano.yaml", "rotto.yaml"]).fails(2);
}

/// Codes that changed from one year to the other are matched by the words of the titles.
#[test]
fn changed_codes_are_recognised_by_the_words() {
    let folder = folder();
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let after = piano
        .replace("codice: A2\n", "codice: A7\n")
        .replace("codice: A2.1\n", "codice: A7.1\n")
        .replace(
            "risorse_economiche: 40.000,00",
            "risorse_economiche: 45.000,00",
        );
    fs::write(folder.path().join("dopo.yaml"), after).unwrap();
    let run = pira(folder.path(), &["confronta", "piano.yaml", "dopo.yaml"]).ends_with(1);
    let said = String::from_utf8(run.stdout).unwrap();
    assert!(said.contains("Codice\n    - A2\n    + A7\n"), "{said}");
    assert!(said.contains("= +5.000,00 (+12,50%)"), "{said}");
    assert!(
        !said.contains("aggiunto") && !said.contains("soppresso"),
        "{said}"
    );
}

#[test]
fn the_comparison_is_told_in_every_format() {
    let folder = folder();
    let modifica = "  - { obiettivo: A1, campo: titolo, a: \"Titolo *nuovo* | con <segni>\" }\n";
    write(&folder, "v.yaml", HEAD, modifica);
    let in_format = |format| {
        let command = ["confronta", "piano.yaml", "--formato", format];
        let output = with(&folder, &command, &["v.yaml"]).ends_with(1).stdout;
        String::from_utf8(output).unwrap()
    };
    let markdown = in_format("markdown");
    assert!(
        markdown.contains("Titolo \\*nuovo\\* \\| con \\<segni\\>"),
        "{markdown}"
    );
    let json: serde_json::Value = serde_json::from_str(&in_format("json")).unwrap();
    let schema = pira(folder.path(), &["schema", "--di", "confronto"])
        .succeeds()
        .stdout;
    let schema: serde_json::Value = serde_json::from_slice(&schema).unwrap();
    assert!(jsonschema::is_valid(&schema, &json));
    assert_eq!(json["differenze"][0]["campo"][0], "titolo");
    assert!(in_format("typ").contains("#set page(flipped: true)"));
    let variazione = in_format("variazione");
    fs::write(folder.path().join("dedotta.yaml"), variazione).unwrap();
    let from_both = ["v.yaml", "dedotta.yaml"].map(|name| {
        let command = ["consolida", "piano.yaml"];
        let output = with(&folder, &command, &[name]).succeeds().stdout;
        String::from_utf8(output)
            .unwrap()
            .replace("2021-07-30", "2020-12-03")
    });
    assert_eq!(from_both[0], from_both[1]);
}

#[test]
fn consolida_keeps_the_comments_and_tells_the_forms_that_it_cannot_copy() {
    let folder = folder();
    write(
        &folder,
        "v.yaml",
        HEAD,
        "  - { indicatore: A1.1, campo: etichette.fonte, a: FONTE }\n",
    );
    let with_anchor = fs::read_to_string(piano_2021()).unwrap().replacen(
        "etichette: { fonte: FONTI DEI DATI }",
        "etichette: &fonti { fonte: FONTI DEI DATI }",
        1,
    );
    let with_anchor = with_anchor.replacen(
        "etichette: { fonte: FONTI DEI DATI }",
        "etichette: *fonti",
        1,
    );
    fs::write(folder.path().join("ancora.yaml"), with_anchor).unwrap();
    with(
        &folder,
        &["consolida", "ancora.yaml", "-o", "c.yaml"],
        &["v.yaml"],
    )
    .succeeds();
    let quadro = ["confronta", "ancora.yaml", "c.yaml"];
    let said = String::from_utf8(pira(folder.path(), &quadro).ends_with(1).stdout).unwrap();
    assert!(said.contains("- FONTI DEI DATI\n    + FONTE\n"), "{said}");
    assert_eq!(
        said.matches("+ FONTE").count(),
        1,
        "only where it was asked:\n{said}"
    );
}

/// The schema that editors use is the one in the repository.
#[test]
fn the_schema_of_the_amendment_is_that_of_the_program() {
    let folder = folder();
    for (what, file) in [("piano", "piano"), ("variazione", "variazione")] {
        let printed = pira(folder.path(), &["schema", "--di", what])
            .succeeds()
            .stdout;
        let in_the_repository = fs::read(root().join(format!("data/{file}.schema.json"))).unwrap();
        let read = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
        assert!(
            read(&printed) == read(&in_the_repository),
            "data/{file}.schema.json is not the schema of the program: \
             pira schema --di {what} > data/{file}.schema.json"
        );
    }
}

/// An amendment: the keys of its act, within braces, and its changes.
fn amendment(atto: &str, modifiche: &[&str]) -> String {
    let head = format!("atto: {{ {atto} }}\ntipo: integrazione\nmotivazione: Prova.\n");
    if modifiche.is_empty() {
        return head.replace("integrazione", "annotazione");
    }
    let modifiche: Vec<String> = modifiche
        .iter()
        .map(|m| format!("  - {{ {m} }}\n"))
        .collect();
    format!("{head}modifiche:\n{}", modifiche.concat())
}
