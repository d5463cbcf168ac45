//! `docs/modelli.md` lists what a template sees. Its tables are made here from what templates really
//! see. The words of their last column are those of the schema for the keys of the plan and for the
//! labels, and the page's own for what the program derives. `GOLDEN=accetta cargo test --lib` writes
//! the tables again, and keeps the page's own words.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use minijinja::value::Serde;
use serde_json::Value;

use super::context::TemplateContext;
use super::options::{Annex, DocumentOptions, Numbering, Status};
use super::templates::Templates;
use crate::dati::EnclosedFile;
use crate::lettura;
use crate::piano::{Described, Etichette, Field, Piano};
use crate::variazioni::{self, Coordinato, coordinate};

const PAGE: &str = "docs/modelli.md";

/// Variables that hold the same thing as another: the variable, and the one that the page describes.
const DESCRIBED_ELSEWHERE: [(&str, &str); 7] = [
    ("firme[][]", "piano.firme[]"),
    ("missioni[].missione", "piano.missioni[]"),
    ("raccordo[].missioni[]", "piano.missioni[]"),
    ("schede[].missione", "piano.missioni[]"),
    ("schede[].programma", "piano.missioni[].programmi[]"),
    (
        "schede[].obiettivi[].obiettivo",
        "piano.missioni[].programmi[].obiettivi[]",
    ),
    (
        "schede[].obiettivi[].indicatori[].indicatore",
        "piano.missioni[].programmi[].obiettivi[].indicatori[]",
    ),
];

/// Where the page shows what is described beside its type.
fn described(path: &str) -> Option<&'static Field> {
    let (kind, keys) = match path.split_once('.')? {
        ("piano", keys) => (Piano::KIND, keys),
        ("etichette", keys) => (Etichette::KIND, keys),
        _ => return None,
    };
    let keys = keys.replace("[]", "");
    kind.find(keys.split('.'))?.field
}

/// Whether a key has a value for each of some years or periods.
fn is_by_year(key: &str) -> bool {
    let mut fields = Piano::fields().into_iter();
    fields.any(|(_, field)| field.key == key && field.kind.find(["2027"]).is_some())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> Vec<u8> {
    fs::read(root().join(file)).unwrap()
}

fn plan(file: &str, variazioni: &[&str]) -> Coordinato {
    let parsed = lettura::parse_plan(file, &read(file)).unwrap();
    let variazioni = variazioni.iter();
    let variazioni =
        variazioni.map(|file| variazioni::parse_variazione(file, &read(file)).unwrap());
    coordinate(parsed, variazioni.collect()).unwrap()
}

/// Two plans: one with everything, one with amendments and the quadro.
fn plans() -> [(Coordinato, DocumentOptions); 2] {
    let everything = DocumentOptions {
        status: Status::Draft,
        numbering: Some(Numbering {
            prima: 41,
            totale: Some(58),
        }),
        ..DocumentOptions::default()
    };
    let amended = DocumentOptions {
        annex: Annex::Quadro,
        ..DocumentOptions::default()
    };
    [
        (plan("tests/golden/tutto/piano.yaml", &[]), everything),
        (
            plan(
                "data/frosinone-latina-2021.yaml",
                &[
                    "data/esempi/variazione-1-rettifica.yaml",
                    "data/esempi/variazione-2-integrazione.yaml",
                ],
            ),
            amended,
        ),
    ]
}

fn enclosed() -> [EnclosedFile; 1] {
    [EnclosedFile {
        name: "piano.yaml".to_owned(),
        bytes: Vec::new(),
        mime_type: "application/yaml",
        relationship: "source",
        description: "Il piano",
    }]
}

/// Each variable with an example of it; several of a kind are one, whose name ends with `[]`.
fn variables() -> BTreeMap<String, String> {
    let mut variables = BTreeMap::new();
    for (coordinato, options) in &plans() {
        let context = TemplateContext::new(coordinato, *options, &enclosed());
        let Value::Object(context) = serde_json::to_value(&context).unwrap() else {
            panic!("a context is a map");
        };
        for (name, value) in &context {
            walk(name, value, &mut variables);
        }
    }
    // A variable that is null in one plan and a group in the other is described by the keys of the group.
    let paths: Vec<String> = variables.keys().cloned().collect();
    variables.retain(|path, example| {
        !example.is_empty()
            || !paths.iter().any(|other| {
                let rest = other.strip_prefix(path.as_str());
                rest.is_some_and(|rest| rest.starts_with(['.', '[']))
            })
    });
    variables
}

fn walk(path: &str, value: &Value, variables: &mut BTreeMap<String, String>) {
    let labels = path.ends_with(".etichette").then_some(&("", "etichette"));
    if let Some((_, described)) = DESCRIBED_ELSEWHERE
        .iter()
        .find(|(same, _)| *same == path)
        .or(labels)
    {
        variables.insert(path.to_owned(), format!("come {described}"));
        return;
    }
    let key = path.rsplit(['.', '[', ']']).next().unwrap_or(path);
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                if is_by_year(key) {
                    walk(&format!("{path}[anno]"), value, variables);
                } else {
                    walk(&format!("{path}.{name}"), value, variables);
                }
            }
        }
        Value::Array(values) => {
            for value in values {
                walk(&format!("{path}[]"), value, variables);
            }
        }
        Value::Null => {
            variables.entry(path.to_owned()).or_default();
        }
        leaf => {
            let text = match leaf {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let example = variables.entry(path.to_owned()).or_default();
            if example.is_empty() {
                *example = short(&text);
            }
        }
    }
}

/// The beginning of a long text.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let beginning: String = line.chars().take(40).collect();
    let end = if beginning.len() < text.trim_end().len() {
        "…"
    } else {
        ""
    };
    format!("{beginning}{end}").replace('|', "\\|")
}

/// The rows between two marks of the page, each as its cells.
fn rows<'a>(page: &'a str, mark: &str) -> Vec<Vec<&'a str>> {
    let (_, rest) = page.split_once(&format!("<!-- {mark} -->\n")).unwrap();
    let (table, _) = rest.split_once("<!-- fine -->").unwrap();
    table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let line = line.trim_start_matches("| ").trim_end_matches(" |");
            line.split(" | ").collect()
        })
        .collect()
}

fn replaced(page: &str, mark: &str, table: &str) -> String {
    let mark = format!("<!-- {mark} -->\n");
    let (before, rest) = page.split_once(&mark).unwrap();
    let (_, after) = rest.split_once("<!-- fine -->").unwrap();
    format!("{before}{mark}{table}<!-- fine -->{after}")
}

/// The description of a field, as the page words its rows.
fn words_of(field: &Field) -> String {
    let words: Vec<&str> = field.description().split_whitespace().collect();
    let words = words.join(" ").replace('|', "\\|");
    let mut letters = words.trim_end_matches('.').chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a test is told so to accept")]
fn the_page_lists_every_variable_with_its_example() {
    let page = fs::read_to_string(root().join(PAGE))
        .unwrap()
        .replace("\r\n", "\n");
    let words: BTreeMap<&str, &str> = rows(&page, "variabili")
        .iter()
        .map(|cells| (cells[0].trim_matches('`'), cells[2]))
        .collect();
    let mut table = "| variabile | esempio | che cosa è |\n|---|---|---|\n".to_owned();
    for (path, example) in variables() {
        let own = || words.get(path.as_str()).copied().unwrap_or("(da scrivere)");
        let words = described(&path).map_or_else(|| own().to_owned(), words_of);
        table.push_str(&format!("| `{path}` | {example} | {words} |\n"));
    }
    let expected = replaced(&page, "variabili", &table);
    if std::env::var("GOLDEN").is_ok_and(|value| value == "accetta") {
        fs::write(root().join(PAGE), &expected).unwrap();
        return;
    }
    assert!(
        expected == page,
        "{PAGE} is not what templates see: GOLDEN=accetta cargo test --lib writes it again"
    );
    assert!(
        !page.contains("(da scrivere)"),
        "{PAGE}: say what each new variable is where it says “(da scrivere)”"
    );
}

/// Each filter, test and function stands in the page with an example that gives what the page says.
#[test]
fn the_page_lists_every_filter_test_and_function_with_an_example_that_works() {
    let page = fs::read_to_string(root().join(PAGE))
        .unwrap()
        .replace("\r\n", "\n");
    let rows = rows(&page, "filtri");
    let source = include_str!("templates.rs");
    let registered = ["add_filter(", "add_test(", "add_function("].map(|call| {
        let calls = source.split(call).skip(1);
        calls.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
    });
    let mut registered: Vec<&str> = registered.into_iter().flatten().collect();
    let mut listed: Vec<&str> = rows
        .iter()
        .map(|cells| cells[0].trim_matches('`'))
        .collect();
    registered.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, registered, "{PAGE}");
    let [_, (coordinato, options)] = plans();
    let context = TemplateContext::new(&coordinato, options, &[]);
    let templates = Templates::default().parse().unwrap();
    let environment = templates.environment(&context);
    let mut wrong = String::new();
    for cells in rows {
        let code = |cell: &str| cell.trim_matches('`').replace("\\|", "|");
        let made = environment
            .render_named_str("esempio.typ.j2", &code(cells[1]), Serde(&context))
            .unwrap()
            .replace('\n', "⏎");
        if made != code(cells[2]) {
            wrong.push_str(&format!("{} gives `{made}`\n", cells[0]));
        }
    }
    assert!(wrong.is_empty(), "{PAGE}:\n{wrong}");
}
