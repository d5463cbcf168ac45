//! The parts of the document before the sheets, and the quadro: nothing leaves its page or its cell,
//! and whoever listens hears whose act it is and what belongs to what.

use std::fs;
use std::path::Path;

use page_validation::ValidationProfile;

use crate::support::pdf::{Pdf, broken_rules};
use crate::support::{MINIMAL_PLAN, folder_with, piano_2021, pira};
use pira::check_text;

const LOGO: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>"#;

/// Generates a plan with a logo beside it, and checks both standards.
fn document(piano: &str, arguments: &[&str]) -> Pdf {
    let folder = folder_with(piano);
    fs::write(folder.path().join("logo.svg"), LOGO).unwrap();
    document_in(folder.path(), arguments)
}

fn document_in(folder: &Path, arguments: &[&str]) -> Pdf {
    let command = [&["genera", "piano.yaml", "-o", "x.pdf"], arguments].concat();
    pira(folder, &command).succeeds();
    let bytes = fs::read(folder.join("x.pdf")).unwrap();
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        assert_eq!(broken_rules(&bytes, profile), Vec::<String>::new());
    }
    Pdf::read(&bytes)
}

/// The Typst source of a plan.
fn source(piano: &str) -> String {
    let folder = folder_with(piano);
    let command = ["genera", "piano.yaml", "--formato", "typ", "-o", "x.typ"];
    pira(folder.path(), &command).succeeds();
    fs::read_to_string(folder.path().join("x.typ")).unwrap()
}

fn with_premessa(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    format!("{MINIMAL_PLAN}premessa: {{ testo: {quoted} }}\n")
}

fn with_name(name: &str) -> String {
    MINIMAL_PLAN.replace("Camera di commercio di esempio", &format!("\"{name}\""))
}

#[test]
fn an_address_is_a_link_and_what_closes_its_sentence_is_not_a_part_of_it() {
    let text = "Vedi https://a.it/b_c?x=1&y=2#z, (www.b.it/p_(q)). Scrivere a nome.cognome@pec.c.it; \
                **http://d.it**, e *WWW.E.IT*! <https://f.it> “www.g.it/à”.";
    let source = source(&with_premessa(text));
    for (target, printed) in [
        ("https://a.it/b_c?x=1&y=2#z", "https://a.it/b_c?x=1&y=2#z"),
        ("https://www.b.it/p_(q)", "www.b.it/p_(q)"),
        ("mailto:nome.cognome@pec.c.it", "nome.cognome@pec.c.it"),
        ("http://d.it", "http://d.it"),
        ("https://www.E.IT", "WWW.E.IT"),
        ("https://f.it", "https://f.it"),
        ("https://www.g.it/%C3%A0", "www.g.it/à"),
    ] {
        let link = format!("#link(\"{target}\")[#\"{printed}\";];");
        assert!(source.contains(&link), "{link} in\n{source}");
    }
    assert_eq!(source.matches("#link(").count(), 7);
}

#[test]
fn what_only_looks_like_an_address_is_no_link() {
    for text in [
        "a@b",
        "@ufficio",
        "x@y.1",
        "www.",
        "www.x",
        "http://",
        "nhttp://x.it",
        "a/b.it",
        "prova.it",
        "due@@x.it",
        "ftp://x.it",
        "javascript:alert(1)",
    ] {
        assert!(!source(&with_premessa(text)).contains("#link("), "{text}");
    }
}

/// In a title, in the index, in the head of a table that repeats, and in the head of the page, where
/// no link may stand.
#[test]
fn addresses_stand_anywhere_and_both_standards_hold() {
    let mut plan = with_name("Camera www.esempio.it").replace(
        "documento: { data",
        "documento: { indice: sì, titolo: Piano www.titolo.it, riferimento: a@b.it, data",
    );
    plan.push_str(
        "capitoli: [{ titolo: Vedi www.capitolo.it, testo: \"- www.voce.it\" }]\n\
         raccordo: { colonne: { missioni: www.colonna.it, aree: a@colonna.it }, righe: [",
    );
    for row in 0..60 {
        plan.push_str(&format!("{{ area: www.area{row}.it, missioni: [] }}, "));
    }
    plan.push_str("] }\n");
    let structure = document(&plan, &[]).structure();
    assert!(structure.matches("Link").count() >= 60, "{structure}");
}

#[test]
fn a_blank_to_fill_is_a_line_that_says_so() {
    let plan = format!(
        "{MINIMAL_PLAN}allegato: {{ lettera: A, atto: {{ tipo: delibera, organo: Consiglio }} }}\n"
    );
    let pdf = document(&plan, &[]);
    assert!(!pdf.text().contains("__"));
    // In the annex line; in the foot of the page the line alone.
    assert_eq!(pdf.structure().matches("Alt=“da compilare”").count(), 2);
    // What the plan says is printed as it is typed.
    let typed = document(&with_premessa("il ____ a ________"), &[]);
    assert!(typed.text().contains("il ____ a ________"));
}

#[test]
fn the_first_page_says_whose_act_it_is_and_shows_the_logo() {
    let logo = "logo: { file: logo.svg, descrizione: Un quadrato nero }";
    let plain = MINIMAL_PLAN.replace("esempio }", &format!("esempio, {logo} }}"));
    let cover = plain.replace("{ data", "{ copertina: sì, data");
    for plan in [&plain, &cover] {
        assert!(plan.contains("logo"));
        let pdf = document(plan, &[]);
        let structure = pdf.structure();
        let start = structure.find("Piano degli indicatori").unwrap();
        let before = structure[..start].to_uppercase();
        assert!(
            before.contains("CAMERA DI COMMERCIO DI ESEMPIO"),
            "{structure}"
        );
        assert!(
            before.contains("FIGURE ALT=“UN QUADRATO NERO”"),
            "{structure}"
        );
        assert_eq!(structure.matches("Un quadrato nero").count(), 1);
        let title = pdf.information("Title").unwrap();
        assert!(
            title.ends_with(" - Camera di commercio di esempio"),
            "{title}"
        );
    }
}

#[test]
fn a_name_of_any_length_stands_in_the_head_of_the_page() {
    for length in [84, 110, 111, 160, 300] {
        let words = "Camera di commercio, industria e agricoltura ".repeat(8);
        let name: String = words.chars().take(length).collect();
        let plan = with_name(name.trim()).replace("{ data", "{ titolo: T, data");
        let pdf = document(&plan, &[]);
        let printed = letters(&pdf.text());
        assert!(printed.matches(&letters(&name)).count() >= 2, "{length}");
    }
}

/// The letters of a text, in capitals: where lines end depends on the layout.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

#[test]
fn a_table_longer_than_a_page_breaks_with_its_head_again() {
    let mut plan = format!("{MINIMAL_PLAN}raccordo: {{ righe: [");
    for row in 0..60 {
        plan.push_str(&format!(
            "{{ area: Area numero {row}, missioni: [\"011\"] }}, "
        ));
    }
    plan.push_str("] }\n");
    let text = document(&plan, &[]).text();
    let heads = text.matches("Aree strategiche").count();
    assert!(heads >= 2, "{heads}");
    for row in 0..60 {
        assert!(
            text.contains(&format!("Area numero {row}\n")),
            "{row}\n{text}"
        );
    }
    let pages: Vec<&str> = text.split("--- pagina").collect();
    let first = pages
        .iter()
        .find(|page| page.contains("Raccordo con"))
        .unwrap();
    assert!(
        first.contains("Area numero 0\n"),
        "the title leaves its table"
    );
}

/// The missions of one area that do not fit on a page: the area is named again.
#[test]
fn an_area_over_two_pages_is_named_on_both() {
    let mut plan = String::from(
        "ente: { nome: Ente }\ndocumento: { data: 2026-12-01 }\nesercizio: 2027\nmissioni:\n",
    );
    let codes: Vec<String> = (1..=60).map(|code| format!("\"{code:03}\"")).collect();
    for code in &codes {
        plan.push_str(&format!(
            "  - {{ codice: {code}, nome: Missione, programmi: [] }}\n"
        ));
    }
    plan.push_str(&format!(
        "raccordo: {{ righe: [{{ area: Area unica, missioni: [{}] }}] }}\n",
        codes.join(", ")
    ));
    let text = document(&plan, &[]).text();
    let pages: Vec<&str> = text
        .split("--- pagina")
        .filter(|page| page.contains("Aree strategiche"))
        .collect();
    assert!(pages.len() >= 2, "{text}");
    for page in pages {
        assert!(page.contains("Area unica"), "{page}");
    }
}

#[test]
fn a_word_wider_than_its_place_is_broken_and_nothing_else_changes() {
    let word: String = "abcdefghij".repeat(12);
    let plan = with_premessa(&format!("Prima {word} dopo.\n\n- voce {word}")).replace(
        "documento: { data",
        &format!("documento: {{ titolo: {word}, riferimento: {word}, indice: sì, data"),
    ) + &format!(
        "capitoli: [{{ titolo: {word}, testo: {word} }}]\nraccordo: {{ colonne: {{ missioni: {word}, aree: {word} }}, righe: [{{ area: {word}, missioni: [\"011\"] }}] }}\n"
    );
    let plan = plan.replace(
        "nome: Camera di commercio di esempio",
        &format!("nome: {word}"),
    );
    let pdf = document(&plan, &[]);
    let text = pdf.text();
    assert!(text.lines().all(|line| !line.contains(&word)), "{text}");
    let read: String = text.split_whitespace().collect();
    assert!(read.matches(&word).count() >= 8, "{text}");
}

#[test]
fn the_objectives_after_their_sentence_are_a_list() {
    let structure = document(MINIMAL_PLAN, &[]).structure();
    let after = structure.split("sono i seguenti:").nth(1).unwrap();
    let next = after.lines().nth(1).unwrap().trim();
    assert!(next.starts_with("L "), "{next}");
}

/// A document whose premessa an act has replaced.
fn amended_premessa(options: &[&str]) -> Pdf {
    let folder = folder_with(&with_premessa("Un testo."));
    let variazione = "atto: { tipo: delibera, organo: Giunta, data: 2027-03-01 }\ntipo: rettifica\n\
        motivazione: perché\nmodifiche: [{ campo: premessa.testo, a: Un testo nuovo. }]\n";
    fs::write(folder.path().join("v.yaml"), variazione).unwrap();
    let arguments = [&["--variazione", "v.yaml"], options].concat();
    document_in(folder.path(), &arguments)
}

#[test]
fn a_mark_in_the_prose_belongs_to_what_it_marks() {
    let pdf = amended_premessa(&[]);
    let structure = pdf.structure();
    let lines: Vec<&str> = structure.lines().collect();
    let mark = lines
        .iter()
        .position(|line| line.contains("“modificato"))
        .unwrap();
    assert!(lines[mark - 1].contains("Un testo nuovo."), "{structure}");
    let indent = |line: &str| line.len() - line.trim_start().len();
    assert_eq!(indent(lines[mark]), indent(lines[mark - 1]));
}

#[test]
fn the_pages_of_the_quadro_have_labels_that_say_what_they_print() {
    let pdf = amended_premessa(&["--quadro"]);
    let pages = pages_of(&pdf);
    let labels = pdf.page_labels();
    assert_eq!(labels.len(), pages.len());
    for (page, (prefix, number)) in pages.iter().zip(labels) {
        let is_of_the_quadro = page.contains("Quadro di raffronto");
        assert_eq!(prefix, if is_of_the_quadro { "Q" } else { "" });
        let printed: String = page.split_whitespace().collect();
        let label = format!("Pagina{prefix}{number}di");
        assert!(printed.contains(&label), "{label}\n{page}");
    }
}

/// The parts of a text whose pages are parted by `--- pagina`.
fn pages_of(pdf: &Pdf) -> Vec<String> {
    let text = pdf.text();
    text.split("--- pagina")
        .skip(1)
        .map(str::to_owned)
        .collect()
}

#[test]
fn what_goes_on_to_another_page_says_what_it_is() {
    let long = "Un capoverso che serve a fare volume, e che si ripete.\\n\\n".repeat(120);
    let folder = folder_with(&fs::read_to_string(piano_2021()).unwrap());
    let variazione = format!(
        "atto: {{ tipo: delibera, organo: Giunta, data: 2021-03-01 }}\ntipo: rettifica\nmotivazione: perché\n\
         modifiche: [{{ obiettivo: A1, campo: descrizione, a: \"{long}\" }}]\n"
    );
    fs::write(folder.path().join("v.yaml"), variazione).unwrap();
    let pdf = document_in(folder.path(), &["--variazione", "v.yaml", "--quadro"]);
    let pages = pages_of(&pdf);
    let going_on: Vec<&String> = pages
        .iter()
        .filter(|page| page.contains("serve a fare volume"))
        .collect();
    let in_sheets: Vec<bool> = going_on
        .iter()
        .map(|page| !page.contains("Quadro di raffronto"))
        .collect();
    assert!(
        in_sheets.iter().filter(|is_sheet| **is_sheet).count() > 2,
        "{pages:#?}"
    );
    assert!(in_sheets.iter().filter(|is_sheet| !**is_sheet).count() > 2);
    // The first page of each is that where it begins.
    for (i, page) in going_on
        .iter()
        .enumerate()
        .filter(|(i, _)| *i > 0 && in_sheets[i - 1] == in_sheets[*i])
    {
        let expected = if in_sheets[i] {
            "A1\n(segue)\nDESCRIZIONE\n(segue)"
        } else {
            "Obiettivo A1\n(segue)"
        };
        assert!(page.replace("\n ", "\n").contains(expected), "{page}");
        assert!(
            in_sheets[i] || page.matches("(segue)").count() == 2,
            "{page}"
        );
    }
}

/// Every letter with every combining mark: what is accepted prints, and what is refused is refused at
/// its place, before Typst sees it.
#[test]
fn what_the_check_of_characters_accepts_prints() {
    let is_accepted = |text: &str| check_text("x", text).into_result().is_ok();
    let scalars = || (' '..='\u{1ffff}').filter(|c| !c.is_whitespace());
    let accepted: Vec<char> = scalars().filter(|c| is_accepted(&c.to_string())).collect();
    let marks: Vec<char> = "\u{300}-\u{36f} \u{483}-\u{489} \u{591}-\u{5c7} \u{64b}-\u{655} \u{1dc4}-\u{1dff} \u{20d0}-\u{20f0} \u{fe20}-\u{fe2f}"
        .split(' ')
        .flat_map(|range| {
            let (first, last) = range.split_once('-').unwrap();
            first.parse::<char>().unwrap()..=last.parse().unwrap()
        })
        .collect();
    let mut printed: Vec<String> = accepted.iter().map(char::to_string).collect();
    for letter in &accepted {
        let pairs = marks.iter().map(|mark| format!("{letter}{mark}"));
        printed.extend(pairs.filter(|pair| is_accepted(pair)));
    }
    assert!(printed.len() > accepted.len() + 100);
    let text = printed.join(" ").replace(['*', '-'], "");
    document(&with_premessa(&text), &[]);

    for refused in [
        "e\u{303}",
        "x\u{301}",
        "\u{301}",
        "a \u{301}",
        "o\u{302}\u{301}",
        "a\u{488}",
    ] {
        let plan = with_premessa("prova").replace("prova", refused);
        let folder = folder_with(&plan);
        pira(folder.path(), &["genera", "piano.yaml"])
            .fails(1)
            .says("non si può stampare")
            .says("piano.yaml:");
    }
    let remedy = check_text("x", "e\u{303}");
    assert!(format!("{remedy:?}").contains("scrivere il solo carattere “\u{1ebd}”"));
    assert!(is_accepted("\u{1ebd}"));
}

/// The sheets begin a page, and so do the totals without them: a heading that only introduces them
/// stands there too.
#[test]
fn a_chapter_without_text_before_the_sheets_stands_above_them() {
    let chapters = "capitoli:
  - { titolo: Scenario di esempio, testo: Il testo., posizione: prima_delle_schede }
  - { titolo: Primo titolo solo, testo: '', posizione: prima_delle_schede }
  - { titolo: Secondo titolo solo, testo: '', posizione: prima_delle_schede }
";
    let without_sheets = "ente: { nome: Ente }\ndocumento: { data: 2026-12-01 }\nesercizio: 2027\nmissioni: \
                          [{ codice: '011', nome: Uno, programmi: [] }]\n";
    let totals = "totali: { titolo: Totali di esempio, stampa: sì, preventivo: 1000 }\n";
    for (plan, below) in [
        (
            MINIMAL_PLAN.to_owned(),
            "Obiettivi, indicatori e risultati attesi",
        ),
        (format!("{without_sheets}{totals}"), "Totali di esempio"),
    ] {
        let text = document(&format!("{plan}{chapters}"), &[]).text();
        let pages: Vec<&str> = text.split("--- pagina").collect();
        let page = pages.iter().find(|page| page.contains(below)).unwrap();
        let place = |words: &str| {
            page.find(words)
                .unwrap_or_else(|| panic!("{words}: {text}"))
        };
        assert!(place("Primo titolo solo") < place("Secondo titolo solo"));
        assert!(place("Secondo titolo solo") < place(below));
        assert!(!page.contains("Scenario di esempio"));
        assert_eq!(text.matches("titolo solo").count(), 2);
    }
}

/// Two chapters may have one title: each prints where it stands.
#[test]
fn a_chapter_with_the_title_of_one_above_the_sheets_is_printed_too() {
    let chapters = "capitoli:
  - { titolo: Interventi, testo: Testo dopo la premessa. }
  - { titolo: Interventi, testo: Testo prima delle schede., posizione: prima_delle_schede }
  - { titolo: Interventi, testo: '', posizione: prima_delle_schede }
  - { titolo: Interventi, testo: Testo dopo le schede., posizione: dopo_le_schede }
";
    let text = document(&format!("{MINIMAL_PLAN}{chapters}"), &[]).text();
    assert_eq!(text.matches("Interventi").count(), 4, "{text}");
    for place in ["dopo la premessa", "prima delle schede", "dopo le schede"] {
        assert!(text.contains(&format!("Testo {place}.")), "{place}: {text}");
    }
}

/// A code of a project that is broken keeps its bracket after its last sign.
#[test]
fn the_brackets_of_the_projects_stand_outside_a_broken_code() {
    let plan = MINIMAL_PLAN.replacen(
        "- codice: A1\n",
        "- codice: A1\n            progetti: [B12C34D56E78F90]\n",
        1,
    );
    assert_ne!(plan, MINIMAL_PLAN);
    let text = document(&plan, &[]).text();
    let signs: String = text.split_whitespace().collect();
    assert!(signs.contains("(B12C34D56E78F90)"), "{text}");
}
