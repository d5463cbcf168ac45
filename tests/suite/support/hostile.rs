//! What must hold of any input, however hostile: each property takes one and panics where it does
//! not hold. The tests try them on random inputs with fixed seeds, the fuzzers on what they find.

use std::path::Component;

use pira::fascicolo::{
    Attachment, ExtractedFile, Part, attach_as_file, extract_files, join_parts, page_count,
};
use pira::piano::{Importo, Operator, Piano, RisultatoAtteso, Testo};
use pira::rilievi::{Report, to_json, to_text};
use pira::stages::check_plan;
use pira::stages::render;
use pira::stages::{
    Coordinato, consolidate, coordinate, differences, draft_variazione, duplicate_codes,
    parse_variazione,
};
use pira::stages::{ParsedPlan, parse_plan};
use pira::{DocumentOptions, Templates};
use typst::syntax::ast::Str;
use typst::syntax::{SyntaxKind, SyntaxNode, parse};

/// The plan that hostile amendments are applied to: every field of a plan is in it.
const PIANO: &str = include_str!("../../golden/tutto/piano.yaml");

/// The part that hostile PDFs are joined with.
const OTHER_PDF: &[u8] = include_bytes!("../../fixture/groff.pdf");

/// A plan is refused with findings that can be shown, or it is one: written and read again it is the
/// same, it can be checked, and the Typst it becomes has no mistakes of syntax.
pub(crate) fn piano(bytes: &[u8]) {
    let parsed = match parse_plan("piano.yaml", bytes) {
        Ok(parsed) => parsed,
        Err(report) => return is_shown(&report),
    };
    is_shown(&check_plan(&parsed));
    is_shown(&parsed.warnings);
    let written = to_yaml(&parsed.piano);
    let read_again = parse_plan("scritto.yaml", written.as_bytes());
    let read_again = read_again.unwrap_or_else(|report| panic!("{}", to_text(&report, false)));
    assert_eq!(to_yaml(&read_again.piano), written);
    if !duplicate_codes(&parsed.tree).has_errors() {
        assert_eq!(differences(&parsed.piano, &read_again.piano), []);
    }
    match coordinate(parsed, Vec::new()) {
        Ok(coordinato) => {
            is_rendered(&coordinato);
        }
        Err(report) => is_shown(&report),
    }
}

/// An amendment is refused with findings that can be shown, or it applies: the plan after it can be
/// rendered, `consolida` writes that plan, and the differences are an amendment with the same effect.
pub(crate) fn variazione(bytes: &[u8]) {
    let coordinato = parse_variazione("variazione.yaml", bytes)
        .and_then(|variazione| coordinate(sound(PIANO), vec![variazione]));
    let coordinato = match coordinato {
        Ok(coordinato) => coordinato,
        Err(report) => return is_shown(&report),
    };
    let after = to_yaml(&coordinato.parsed.piano);
    match consolidate(&coordinato) {
        Ok(consolidated) => assert_eq!(to_yaml(&sound(&consolidated.text).piano), after),
        Err(report) => is_shown(&report),
    }
    let found = differences(&sound(PIANO).piano, &coordinato.parsed.piano);
    if !found.is_empty() {
        let text = draft_variazione(&found);
        let same = parse_variazione("stessa.yaml", text.as_bytes())
            .and_then(|variazione| coordinate(sound(PIANO), vec![variazione]));
        let same = same.unwrap_or_else(|report| panic!("{}", to_text(&report, false)));
        assert_eq!(to_yaml(&same.parsed.piano), after);
    }
    is_shown(&check_plan(&coordinato.parsed));
    is_rendered(&coordinato);
}

/// A prose is printed with all its signs but those of emphasis and of the dashes of lists, each
/// inside a text of Typst; with its letters in their order, but for those that number a list.
pub(crate) fn prosa(prosa: &str) {
    let quoted = serde_json::to_string(prosa).expect("a text is JSON");
    let piano = format!(
        "ente: {{ nome: Camera di commercio di esempio }}\n\
         documento: {{ data: 2026-12-01 }}\n\
         esercizio: 2027\n\
         premessa: {{ testo: {quoted} }}\n\
         missioni: []\n"
    );
    let parsed = match parse_plan("piano.yaml", piano.as_bytes()) {
        Ok(parsed) => parsed,
        Err(report) => return is_shown(&report),
    };
    let coordinato = coordinate(parsed, Vec::new()).expect("no codes, no amendments");
    let Some(tree) = is_rendered(&coordinato) else {
        return;
    };
    let mut printed = String::new();
    texts(&tree, &mut printed);
    let lettered = prosa.lines().any(begins_with_a_lettered_item);
    let in_order = letters(&printed).contains(&letters(prosa));
    assert!(lettered || in_order, "out of order: {prosa:?}");
    let mut left: Vec<char> = printed.chars().collect();
    left.sort_unstable();
    for sign in prosa
        .chars()
        .filter(|c| !c.is_whitespace() && !"*-\\".contains(*c))
    {
        let place = left.binary_search(&sign);
        left.remove(place.unwrap_or_else(|_| panic!("{sign:?} lost from {prosa:?}")));
    }
}

/// `a) x`, `(iv) x`: the markers of such items are written together, before the items.
fn begins_with_a_lettered_item(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    word.len() <= 8 && word.ends_with(')') && word.contains(char::is_alphabetic)
}

/// A target keeps its text; when it is read as a comparison, what is read has the typed digits and
/// reads the same again.
pub(crate) fn risultato_atteso(text: &str) {
    let risultato = RisultatoAtteso::from(Testo::new(text));
    assert_eq!(risultato.text(), text);
    let Some(reading) = risultato.reading() else {
        return;
    };
    assert_eq!(digits(text), digits(&reading.number.to_string()), "{text}");
    let sign = match reading.operator {
        Operator::Equal => "",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
    };
    let number = reading.number.to_string().replace('.', ",");
    let written = format!("{sign}{number}{}", reading.unit);
    let read_again = RisultatoAtteso::from(Testo::new(written.as_str()));
    assert_eq!(read_again.reading(), Some(reading), "{text} → {written}");
}

/// An amount has the typed digits, and reads the same when it is written as the acts do.
pub(crate) fn importo(text: &str) {
    let Some(importo) = Importo::parse(text) else {
        return;
    };
    let written = importo.to_string();
    assert_eq!(
        Importo::parse(&written),
        Some(importo),
        "{text} → {written}"
    );
    let number = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let decimals = number
        .rsplit_once([',', '.'])
        .map_or(0, |(_, decimals)| decimals.len() % 3);
    let whole = format!("{text}{}", "0".repeat(2 - decimals));
    assert_eq!(digits(&whole), digits(&written), "{text}");
}

/// A PDF is refused with a finding, or joined with another into a dossier that opens and has the
/// pages of both; as long as it opens, files can be attached to it and come out as they were.
pub(crate) fn allega(bytes: &[u8]) {
    if let Ok(part) = Part::open("ostile.pdf", None, bytes) {
        let other_part =
            Part::open("altro.pdf", Some("Altro"), OTHER_PDF).expect("the fixture opens");
        let fascicolo = join_parts(vec![part, other_part]);
        let mut written = Vec::new();
        fascicolo.write_to(&mut written).expect("memory takes all");
        assert!(written.ends_with(b"\n%%EOF\n"));
        let reopened = page_count("fascicolo.pdf", &written);
        let reopened = reopened.unwrap_or_else(|report| panic!("{}", to_text(&report, false)));
        assert_eq!(reopened, fascicolo.page_count);
    }
    let allegato = Attachment {
        name: "allegato.pdf",
        description: "Un allegato di esempio",
        bytes: OTHER_PDF,
    };
    match attach_as_file("ostile.pdf", bytes, &[allegato]) {
        Ok(document) => {
            let mut updated = Vec::new();
            document.write_to(&mut updated).expect("memory takes all");
            assert!(updated.starts_with(bytes), "the bytes before stay");
            match extract_files("aggiornato.pdf", &updated) {
                Ok(files_inside) => {
                    assert!(
                        files_inside
                            .iter()
                            .any(|interno| interno.bytes == OTHER_PDF)
                    )
                }
                Err(_) => assert!(
                    extract_files("ostile.pdf", bytes).is_err(),
                    "the others were good"
                ),
            }
        }
        Err(report) => is_shown(&report),
    }
}

/// The files inside a PDF have names of their own that stay in the folder they are written to.
pub(crate) fn estrai_files(bytes: &[u8]) {
    let files_inside = match extract_files("ostile.pdf", bytes) {
        Ok(files_inside) => files_inside,
        Err(report) => return is_shown(&report),
    };
    for (place, ExtractedFile { path: name, .. }) in files_inside.iter().enumerate() {
        let mut parts = name.components();
        assert!(
            parts.all(|part| matches!(part, Component::Normal(_))),
            "{name:?}"
        );
        let lowercase = |name: &std::path::Path| name.to_string_lossy().to_lowercase();
        let doubled = files_inside[..place]
            .iter()
            .any(|other| lowercase(&other.path) == lowercase(name));
        assert!(!doubled, "{name:?} twice");
    }
}

/// A PDF with its objects where they are and a table that says so: random changes reach what lies
/// behind the table, which is refused as soon as it is wrong.
pub(crate) fn with_its_table(bytes: &[u8]) -> Vec<u8> {
    let end = last(bytes, b"xref").unwrap_or(bytes.len());
    let (body, tail) = bytes.split_at(end);
    let tail =
        last(tail, b"trailer").map_or(&b"trailer\n<</Root 1 0 R>>"[..], |place| &tail[place..]);
    let tail = &tail[..last(tail, b"startxref").unwrap_or(tail.len())];
    let mut pdf = body.to_vec();
    pdf.extend(b"\nxref\n0 1\n0000000000 65535 f \n");
    for (number, place) in objects(body) {
        pdf.extend(format!("{number} 1\n{place:010} 00000 n \n").bytes());
    }
    pdf.extend(tail);
    pdf.extend(format!("\nstartxref\n{}\n%%EOF\n", body.len() + 1).bytes());
    pdf
}

/// The number and the place of each object: what stands before ` 0 obj`.
fn objects(body: &[u8]) -> Vec<(u32, usize)> {
    let found = body
        .windows(6)
        .enumerate()
        .filter(|(_, window)| window == b" 0 obj");
    found
        .filter_map(|(place, _)| {
            let digits = body[..place]
                .iter()
                .rev()
                .take_while(|b| b.is_ascii_digit())
                .count();
            let number = std::str::from_utf8(&body[place - digits..place]).ok()?;
            Some((number.parse().ok()?, place - digits))
        })
        .collect()
}

fn last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .rposition(|window| window == wanted)
}

fn is_shown(report: &Report) {
    let text = to_text(report, false);
    assert_eq!(text.is_empty(), report.rilievi().is_empty());
    assert!(!to_json(report).is_empty());
}

fn is_rendered(coordinato: &Coordinato) -> Option<SyntaxNode> {
    match render(
        coordinato,
        &Templates::default(),
        DocumentOptions::default(),
    ) {
        Ok(reso) => {
            let tree = parse(&reso.text);
            let (errors, _) = tree.errors_and_warnings();
            assert!(errors.is_empty(), "{errors:?}");
            Some(tree)
        }
        Err(report) => {
            is_shown(&report);
            None
        }
    }
}

fn sound(text: &str) -> ParsedPlan {
    let parsed = parse_plan("piano.yaml", text.as_bytes());
    parsed.unwrap_or_else(|report| panic!("{}\n{text}", to_text(&report, false)))
}

fn to_yaml(piano: &Piano) -> String {
    serde_yaml::to_string(&pira::piano::Described::valore(piano)).expect("a plan is plain data")
}

/// The texts of a Typst source, in their order.
fn texts(node: &SyntaxNode, output: &mut String) {
    if let Some(text) = node.cast::<Str<'_>>() {
        output.push_str(&text.get());
    }
    let mut after_link = false;
    for child in node.children() {
        // Where a link leads is not printed, what it stands on is.
        if after_link && child.kind() == SyntaxKind::Args {
            let blocks = child
                .children()
                .filter(|argument| argument.kind() != SyntaxKind::Str);
            blocks.for_each(|block| texts(block, output));
        } else {
            texts(child, output);
        }
        after_link = child.kind() == SyntaxKind::Ident && child.leaf_text() == "link";
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// The digits of a number without the zeros before it.
fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}
