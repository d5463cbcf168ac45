//! The data that the office publishes: what was typed, with its numbers as numbers.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use crate::support::{MINIMAL_PLAN, folder_with, piano_2021, pira, root};
use pira::piano::{Described, Field, Indicatore, Kind, Obiettivo, Piano};
use serde_json::Value;

/// An indicator with all that open data must not lose.
const RICH: &str = r#"
ente: { nome: Camera di esempio }
documento: { data: 2026-12-01 }
esercizio: 2027
triennio: [2027, 2028, 2029]
atti:
  piano_della_performance: { anno_relazione: 2026 }
missioni:
  - codice: "011"
    nome: Missione di esempio
    programmi:
      - codice: 011-005
        nome: Programma di esempio
        obiettivi:
          - codice: A1
            titolo: "=1+1"
            risorse_economiche: 36.889,50
            indicatori:
              - codice: "1.1"
                nome: Nome; con "virgolette", e virgola
                peso: "0,30"
                valori_osservati: { 2025: "87%", "I sem. 2026": "-5" }
                risultati_attesi: { 2027: "1,5 mln", 2028: ">= 1.250,75", 2029: "=5" }
                note: |
                  Una nota.

                  - e un elenco
          - codice: A2
            titolo: Altro obiettivo
            risorse_economiche: { 2027: 10.000, 2028: "0,99" }
            indicatori:
              - codice: "011"
                peso: 40%
                valori_osservati: "+12"
                risultati_attesi: { 2027: "<= 3 mila euro" }
          - codice: A3
            titolo: Obiettivo senza risorse
            risorse_economiche: "---"
            indicatori: []
totali: { preventivo: "50.000,49", quadratura: [{ voce: Altro, importo: "-1,05" }] }
"#;

fn rich() -> String {
    // Without quotes, ten thousand would be ten to some programs.
    RICH.replace("2027: 10.000,", "2027: \"10.000\",")
}

/// The rows of a CSV, each with its cells by the name of their column.
fn records(bytes: &[u8], separator: u8) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .from_reader(bytes);
    let names = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let cells = names.iter().zip(record.iter());
            cells
                .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
                .collect()
        })
        .collect()
}

fn exported(piano: &str, arguments: &[&str]) -> Vec<u8> {
    let folder = folder_with(piano);
    let arguments = [&["esporta", "piano.yaml", "-o", "-"], arguments].concat();
    pira(folder.path(), &arguments).succeeds().stdout
}

#[test]
fn the_csv_has_weight_observed_values_and_notes() {
    let records = records(&exported(&rich(), &[]), b',');
    assert_eq!(records.len(), 4);
    let before = &records[0];
    for (column, expected) in [
        ("peso", "0,30"),
        ("valori_osservati", "2025: 87%\nI sem. 2026: -5"),
        ("note", "Una nota.\n\n- e un elenco\n"),
        ("missione_codice", "011"),
        ("indicatore", "Nome; con \"virgolette\", e virgola"),
        ("anno", "2027"),
    ] {
        assert_eq!(before[column], expected, "{column}");
    }
    assert_eq!(records[3]["valori_osservati"], "+12");
    assert_eq!(records[3]["peso"], "40%");
}

/// `1,5 mln` is no one and a half: the text stays, and no number is given for it.
#[test]
fn a_number_written_in_part_is_not_exported_as_the_whole() {
    for (expected, parsed) in [
        ("1,5 mln", None),
        (">= 1,5 milioni di euro", None),
        ("<3 mila", None),
        (">= 20 K€", None),
        ("2 M€", None),
        ("2,5 Mld", None),
        ("10 migliaia di visite", None),
        ("3 decine", None),
        (">= 1.250,75 €", Some((">=", "1250.75", "€"))),
        ("<= 500 m", Some(("<=", "500", "m"))),
        ("12 km", Some(("=", "12", "km"))),
        ("< 5 per mille", Some(("<", "5", "per mille"))),
        ("90%", Some(("=", "90", "%"))),
    ] {
        let piano = rich().replace("1,5 mln", expected);
        let record = &records(&exported(&piano, &[]), b',')[0];
        assert_eq!(record["risultato_atteso"], expected);
        let (operator, value, unit) = parsed.unwrap_or_default();
        assert_eq!(
            [&record["operatore"], &record["valore"], &record["unita"]],
            [operator, value, unit],
            "{expected}"
        );
    }
}

/// What the columns hold is described, one description for each.
#[test]
fn the_columns_are_described() {
    let folder = folder_with(&rich());
    pira(folder.path(), &["genera", "piano.yaml", "--con-dati"]).succeeds();
    pira(folder.path(), &["estrai", "piano.pdf", "-o", "e"]).succeeds();
    let read = |name: &str| fs::read(folder.path().join("e").join(name)).unwrap();
    let described: Value = serde_json::from_slice(&read("indicatori.csv-metadata.json")).unwrap();
    let mut reader =
        csv::Reader::from_reader(fs::File::open(folder.path().join("e/indicatori.csv")).unwrap());
    let names: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let columns = described["tableSchema"]["columns"].as_array().unwrap();
    assert_eq!(
        columns
            .iter()
            .map(|c| c["name"].as_str().unwrap())
            .collect::<Vec<_>>(),
        names
    );
    for column in columns {
        assert!(column["dc:description"].as_str().unwrap().len() > 10);
    }
    let of = |name: &str| names.iter().position(|other| other == name).unwrap();
    assert_eq!(columns[of("esercizio")]["datatype"], "gYear");
    assert_eq!(columns[of("valore")]["datatype"], "decimal");
    // The JSON inside, with its numbers, fits the schema inside, and the plan made from it is the same.
    let json: Value = serde_json::from_slice(&read("piano-consolidato.json")).unwrap();
    let schema: Value = serde_json::from_slice(&read("piano.schema.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &json));
    assert_eq!(json["esercizio"], 2027);
}

#[test]
fn the_json_has_its_years_and_amounts_as_numbers_to_the_cent() {
    let text = String::from_utf8(exported(&rich(), &["--formato", "json"])).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["esercizio"], 2027);
    assert_eq!(json["triennio"], serde_json::json!([2027, 2028, 2029]));
    assert_eq!(
        json["atti"]["piano_della_performance"]["anno_relazione"],
        2026
    );
    let obiettivi = &json["missioni"][0]["programmi"][0]["obiettivi"];
    assert_eq!(obiettivi[0]["risorse_economiche"], 36889.5);
    assert_eq!(
        obiettivi[1]["risorse_economiche"],
        serde_json::json!({"2027": 10000, "2028": 0.99})
    );
    assert_eq!(obiettivi[2]["risorse_economiche"], "---");
    assert_eq!(json["totali"]["preventivo"], 50000.49);
    assert_eq!(json["totali"]["quadratura"][0]["importo"], -1.05);
    // What is a text stays one, as typed.
    assert_eq!(json["missioni"][0]["codice"], "011");
    assert_eq!(
        obiettivi[0]["indicatori"][0]["risultati_attesi"]["2027"],
        "1,5 mln"
    );
    assert_eq!(obiettivi[0]["indicatori"][0]["peso"], "0,30");
    for digits in ["36889.5", "0.99", "50000.49", "-1.05", "10000"] {
        let whole = |c: char| !c.is_ascii_digit() && c != '.';
        let after = text.split(digits).nth(1).unwrap();
        assert!(after.starts_with(whole), "{digits}");
    }
}

/// Counts the years and the amounts of a value of some kind, each of which must be a number.
fn numbers_in(kind: Kind, value: &Value, path: &str) -> usize {
    let within = |key: &str| kind.find([key]).map_or(kind, |found| found.kind);
    match value {
        Value::Object(group) => {
            let each = group
                .iter()
                .map(|(key, value)| numbers_in(within(key), value, key));
            each.sum()
        }
        Value::Array(values) => {
            let entries = kind.entries().unwrap_or(kind);
            values
                .iter()
                .map(|value| numbers_in(entries, value, path))
                .sum()
        }
        Value::Number(_) => 1,
        Value::String(text) => {
            let is_number = kind.admits(Kind::Year) || kind.admits(Kind::Amount);
            let has_digits = text.contains(|c: char| c.is_ascii_digit());
            assert!(!(is_number && has_digits), "{path} is a text: {text}");
            0
        }
        _ => 0,
    }
}

/// Every year and amount that the types know is a number in the JSON of a plan that has them all.
#[test]
fn no_year_or_amount_of_the_plan_is_left_a_text() {
    let arguments = [
        "esporta",
        "tests/golden/tutto/piano.yaml",
        "--formato",
        "json",
        "-o",
        "-",
    ];
    let printed = pira(root(), &arguments).succeeds().stdout;
    let json: Value = serde_json::from_slice(&printed).unwrap();
    let numbers = numbers_in(Piano::KIND, &json, "");
    assert!(numbers >= 10, "{numbers}");
}

/// The JSON is a plan: it reads back to the same document, cents included.
#[test]
fn the_json_reads_back_to_the_same_plan() {
    let folder = folder_with(&rich());
    let path = folder.path();
    for (piano, json) in [("piano.yaml", "a.json"), ("a.json", "b.json")] {
        pira(path, &["esporta", piano, "--formato", "json", "-o", json]).succeeds();
    }
    let read = |name: &str| fs::read(path.join(name)).unwrap();
    assert_eq!(read("a.json"), read("b.json"));
    pira(path, &["confronta", "piano.yaml", "a.json"]).succeeds();
}

/// The largest amount, to the cent: no digit is lost on the way.
#[test]
fn the_largest_amount_keeps_its_cents() {
    let piano = rich()
        .replace("36.889,50", "9.999.999.999.999,99")
        .replace("50.000,49", "1.234.567.890.123,45");
    let text = String::from_utf8(exported(&piano, &["--formato", "json"])).unwrap();
    assert!(text.contains(": 9999999999999.99,"), "{text}");
    assert!(text.contains("\"preventivo\": 1234567890123.45"), "{text}");
}

/// The cells of a sheet of a workbook: the place, whether it is a number, the value, the style.
fn cells(bytes: &[u8], sheet: usize) -> BTreeMap<String, (bool, String, usize)> {
    let texts = part(bytes, "xl/sharedStrings.xml");
    let texts: Vec<String> = between(&texts, "<si>", "</si>")
        .iter()
        .map(|text| unescaped(between(text, "<t", "</t>")[0].split_once('>').unwrap().1))
        .collect();
    let xml = part(bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
    between(&xml, "<c ", "</c>")
        .iter()
        .map(|cell| {
            let attribute = |name: &str| {
                let after = cell.split_once(&format!("{name}=\""));
                after.map(|(_, after)| after.split('"').next().unwrap().to_owned())
            };
            let value = between(cell, "<v>", "</v>")[0].to_owned();
            let text = attribute("t").is_some_and(|kind| kind == "s");
            let parsed = if text {
                texts[value.parse::<usize>().unwrap()].clone()
            } else {
                value
            };
            let style = attribute(" s").map_or(0, |style| style.parse().unwrap());
            (
                format!("{} ", attribute("r").unwrap()).trim().to_owned(),
                (!text, parsed, style),
            )
        })
        .collect()
}

/// A part of a workbook, which is a ZIP archive.
fn part(bytes: &[u8], name: &str) -> String {
    let offset =
        |from: usize| u32::from_le_bytes(bytes[from..from + 4].try_into().unwrap()) as usize;
    let short =
        |from: usize| u16::from_le_bytes(bytes[from..from + 2].try_into().unwrap()) as usize;
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let mut entry = offset(end + 16);
    loop {
        let (length, other, comment) = (short(entry + 28), short(entry + 30), short(entry + 32));
        if &bytes[entry + 46..entry + 46 + length] == name.as_bytes() {
            let (compressed, start) = (offset(entry + 20), offset(entry + 42));
            let start_of_data = start + 30 + short(start + 26) + short(start + 28);
            let mut text = String::new();
            flate2::read::DeflateDecoder::new(&bytes[start_of_data..start_of_data + compressed])
                .read_to_string(&mut text)
                .unwrap();
            return text;
        }
        entry += 46 + length + other + comment;
    }
}

fn between<'a>(text: &'a str, from: &str, a: &str) -> Vec<&'a str> {
    let pieces = text.split(from).skip(1);
    pieces
        .filter_map(|piece| Some(piece.split_once(a)?.0))
        .collect()
}

fn unescaped(xml: &str) -> String {
    xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
fn the_workbook_has_numbers_and_years_as_numbers_and_texts_as_typed() {
    let bytes = exported(&rich(), &["--formato", "xlsx"]);
    let indicatori = cells(&bytes, 1);
    let columns: BTreeMap<String, String> = indicatori
        .iter()
        .filter(|(offset, _)| offset.trim_start_matches(char::is_alphabetic) == "1")
        .map(|(offset, (_, name, _))| (name.clone(), offset.trim_end_matches('1').to_owned()))
        .collect();
    let cell = |name: &str, record: usize| {
        let cell = indicatori.get(&format!("{}{record}", columns[name]));
        cell.map(|(number, value, _)| (*number, value.as_str()))
    };
    assert_eq!(cell("esercizio", 2), Some((true, "2027")));
    assert_eq!(cell("anno", 3), Some((true, "2028")));
    assert_eq!(cell("missione_codice", 2), Some((false, "011")));
    assert_eq!(cell("indicatore_codice", 2), Some((false, "1.1")));
    assert_eq!(cell("obiettivo", 2), Some((false, "=1+1")));
    assert_eq!(cell("risultato_atteso", 2), Some((false, "1,5 mln")));
    assert_eq!(cell("valore", 2), None);
    assert_eq!(cell("valore", 3), Some((true, "1250.75")));
    assert_eq!(cell("risultato_atteso", 4), Some((false, "=5")));
    assert_eq!(cell("valore", 4), Some((true, "5")));
    assert_eq!(cell("peso", 2), Some((true, "0.3")));
    assert_eq!(cell("peso", 5), Some((false, "40%")));
    assert_eq!(
        cell("valori_osservati", 2),
        Some((false, "2025: 87%\nI sem. 2026: -5"))
    );
    assert_eq!(
        cell("note", 2),
        Some((false, "Una nota.\n\n- e un elenco\n"))
    );
    assert_eq!(cell("note", 5), None);

    // Amounts are numbers written as amounts; a text in their place is a text.
    let obiettivi = cells(&bytes, 2);
    let risorse = |record: usize| obiettivi.get(&format!("E{record}")).cloned().unwrap();
    let (number, value, style) = risorse(2);
    assert_eq!((number, value.as_str()), (true, "36889.5"));
    let styles = part(&bytes, "xl/styles.xml");
    assert!(
        style > 0 && styles.contains("formatCode=\"#,##0.00\""),
        "{styles}"
    );
    assert_eq!(risorse(3).1, "10000");
    assert_eq!(risorse(4), (false, "---".to_owned(), 0));
    assert!(
        cells(&bytes, 3)
            .values()
            .any(|(number, value, _)| *number && value == "50000.49")
    );
}

/// More than a cell holds is told in Italian: nothing is cut, nothing is written.
#[test]
fn what_does_not_fit_a_workbook_is_told() {
    let long = "parola ".repeat(6000);
    let piano = rich().replace("Una nota.", &long);
    let folder = folder_with(&piano);
    pira(
        folder.path(),
        &["esporta", "piano.yaml", "--formato", "xlsx"],
    )
    .fails(1)
    .says("non sta in un foglio di calcolo")
    .says("--formato csv");
    assert!(!folder.path().join("piano.xlsx").exists());
}

/// What the office's spreadsheet opens with a double click.
#[test]
fn the_italian_csv_opens_in_an_italian_spreadsheet() {
    let bytes = exported(&rich(), &["--csv-italiano"]);
    let text = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .expect("marked as UTF-8");
    assert!(text.starts_with(b"ente;esercizio;missione_codice;"));
    let line_ends = text.windows(2).filter(|two| *two == b"\r\n").count();
    let records = records(text, b';');
    assert_eq!(line_ends, 1 + records.len());
    assert_eq!(records[1]["valore"], "1250,75");
    assert_eq!(records[1]["esercizio"], "2027");
    assert_eq!(records[1]["peso"], "0,30");
    // What a spreadsheet would take for a number, a date or a formula is given as a text.
    assert_eq!(records[0]["missione_codice"], "=\"011\"");
    assert_eq!(records[0]["indicatore_codice"], "=\"1.1\"");
    assert_eq!(records[0]["obiettivo"], "=\"=1+1\"");
    assert_eq!(records[2]["risultato_atteso"], "=\"=5\"");
    assert_eq!(records[3]["valori_osservati"], "=\"+12\"");
    // Any other is as typed.
    assert_eq!(records[1]["risultato_atteso"], ">= 1.250,75");
    assert_eq!(
        records[0]["indicatore"],
        "Nome; con \"virgolette\", e virgola"
    );
    assert_eq!(records[0]["note"], "Una nota.\n\n- e un elenco\n");
    // The default stays that of RFC 4180, with neither mark nor formula.
    let common = exported(&rich(), &[]);
    assert!(common.starts_with(b"ente,esercizio,missione_codice,"));
    assert!(!String::from_utf8(common).unwrap().contains("=\"\""));
    let folder = folder_with(MINIMAL_PLAN);
    pira(
        folder.path(),
        &[
            "esporta",
            "piano.yaml",
            "--csv-italiano",
            "--formato",
            "json",
        ],
    )
    .fails(2)
    .says("il solo csv");
}

fn comparison(folder: &Path, arguments: &[&str]) -> Value {
    let arguments = [&["confronta"], arguments, &["--formato", "json"]].concat();
    let output = pira(folder, &arguments).ends_with(1).stdout;
    let json: Value = serde_json::from_slice(&output).unwrap();
    let schema = pira(folder, &["schema", "--di", "confronto"])
        .succeeds()
        .stdout;
    let schema: Value = serde_json::from_slice(&schema).unwrap();
    let check = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = check.iter_errors(&json).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    // The schema is of this format only.
    let mut other = json.clone();
    other["versione"] = Value::from(1);
    assert!(!check.is_valid(&other));
    json
}

/// The difference in a field of a thing.
fn difference<'a>(comparison: &'a Value, element: &str, field: &[&str]) -> &'a Value {
    comparison["differenze"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| {
            let last = entry["percorso"].as_array().unwrap().last();
            let name = last.map_or("", |step| step["nome"].as_str().unwrap());
            name == element && entry["campo"] == serde_json::json!(field)
        })
        .unwrap_or_else(|| panic!("{element} {field:?} in {comparison:#}"))
}

#[test]
fn the_comparison_of_two_plans_is_data() {
    let folder = folder_with(&rich());
    let after = rich()
        .replace("36.889,50", "40000")
        .replace(">= 1.250,75", ">= 1.300")
        .replace("1,5 mln", "2 mln")
        .replace("peso: 40%", "peso: 35%")
        .replace("titolo: Altro obiettivo", "titolo: Altro titolo")
        .replace("esercizio: 2027", "esercizio: 2028");
    fs::write(folder.path().join("dopo.yaml"), after).unwrap();
    let json = comparison(folder.path(), &["piano.yaml", "dopo.yaml"]);
    assert_eq!(json["versione"], 2);
    assert_eq!(
        json["prima"],
        serde_json::json!({ "nome": "piano.yaml", "esercizio": 2027 })
    );
    assert_eq!(json["dopo"]["esercizio"], 2028);
    assert_eq!(json["atti"], serde_json::json!([]));

    let risorse = difference(&json, "A1", &["risorse_economiche"]);
    assert_eq!(risorse["cambio"], "valore");
    assert_eq!(
        risorse["percorso"],
        serde_json::json!([
            { "specie": "missione", "nome": "011" },
            { "specie": "programma", "nome": "011-005" },
            { "specie": "obiettivo", "nome": "A1" },
        ])
    );
    assert_eq!(
        risorse["prima"],
        serde_json::json!({ "valore": 36889.5, "scritto": "36.889,50", "importo": 36889.5 })
    );
    // As typed, and as read.
    assert_eq!(
        risorse["dopo"],
        serde_json::json!({ "valore": 40000, "scritto": "40000", "importo": 40000 })
    );
    assert_eq!(risorse["differenza"], 3110.5);

    let expected = difference(&json, "1.1", &["risultati_attesi", "2028"]);
    assert_eq!(
        expected["prima"]["risultato"],
        serde_json::json!({ "operatore": ">=", "numero": 1250.75, "unita": "" })
    );
    assert_eq!(expected["differenza"], 49.25);
    // A number written in part is no number.
    let millions = difference(&json, "1.1", &["risultati_attesi", "2027"]);
    assert_eq!(
        millions["prima"],
        serde_json::json!({ "valore": "1,5 mln", "scritto": "1,5 mln" })
    );
    assert!(millions.get("differenza").is_none());
    assert_eq!(
        difference(&json, "A2", &["titolo"])["dopo"]["valore"],
        "Altro titolo"
    );
    assert_eq!(
        difference(&json, "", &["esercizio"])["dopo"]["valore"],
        2028
    );
    let total = |kind: &str| {
        let totali = json["totali"].as_array().unwrap();
        totali
            .iter()
            .find(|record| record["specie"] == kind)
            .unwrap()
            .clone()
    };
    assert_eq!(total("programma")["codice"], "011-005");
    assert_eq!(total("preventivo")["prima"], 50000.49);
    assert!(!json.to_string().contains("(+"), "no printed words: {json}");
}

#[test]
fn the_comparison_of_amendments_names_acts_and_reasons() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(piano_2021(), folder.path().join("piano.yaml")).unwrap();
    let examples = [
        "variazione-1-rettifica.yaml",
        "variazione-2-integrazione.yaml",
    ];
    let examples = examples.map(|name| root().join("data/esempi").join(name));
    let moves = "atto: { tipo: deliberazione, organo: Consiglio, numero: 9/bis, data: 2021-09-30 }
tipo: integrazione
motivazione: Prova.
modifiche:
  - { indicatore: A1.2, sposta_in: A2, motivazione: Spostato. }
  - { obiettivo: A3, sopprimi: sì }
";
    fs::write(folder.path().join("sposta.yaml"), moves).unwrap();
    let [one, two] = examples.each_ref().map(|file| file.to_str().unwrap());
    let json = comparison(
        folder.path(),
        &[
            "piano.yaml",
            "--variazione",
            two,
            "--variazione",
            one,
            "--variazione",
            "sposta.yaml",
        ],
    );
    assert_eq!(json["atti"].as_array().unwrap().len(), 3);
    assert_eq!(json["atti"][0]["data"], "2021-03-31");
    assert_eq!(json["atti"][0]["tipo_di_modifica"], "rettifica");
    assert_eq!(json["atti"][2]["numero"], "9/bis");
    assert_eq!(json["atti"][2]["posto"], 3);
    let risorse = difference(&json, "A1", &["risorse_economiche"]);
    assert_eq!(risorse["atti"], serde_json::json!([2]));
    assert_eq!(risorse["prima"]["scritto"], "460.000,00");
    assert_eq!(risorse["dopo"]["scritto"], "560.000,00");
    assert_eq!(
        risorse["motivazioni"][0],
        "Esempio: aggiornamento del preventivo (art. 12 DPR 254/2005)."
    );
    let new_one = difference(&json, "A4", &[]);
    assert_eq!(new_one["cambio"], "aggiunta");
    assert_eq!(new_one["dopo"]["valore"]["risorse_economiche"], 10000);
    assert!(new_one.get("percorso_prima").is_none());
    let moved = difference(&json, "A1.2", &[]);
    assert_eq!(moved["cambio"], "spostamento");
    assert_eq!(
        moved["posto_prima"],
        serde_json::json!({ "contenitore": "A1", "dopo": "A1.1" })
    );
    assert_eq!(moved["posto_dopo"]["contenitore"], "A2");
    assert_eq!(moved["motivazioni"], serde_json::json!(["Spostato."]));
    let suppressed = difference(&json, "A3", &[]);
    assert_eq!(suppressed["cambio"], "soppressione");
    assert_eq!(suppressed["atti"], serde_json::json!([3]));
    assert_eq!(suppressed["prima"]["valore"]["codice"], "A3");
}

#[test]
fn the_workbook_has_the_resources_of_every_year() {
    let bytes = exported(&rich(), &["--formato", "xlsx"]);
    let objectives = cells(&bytes, 2);
    let cell = |place: &str| {
        let cell = objectives.get(place);
        cell.map(|(number, value, _)| (*number, value.as_str()))
    };
    assert_eq!(cell("F1"), Some((false, "risorse_economiche_2028")));
    assert_eq!(cell("E3"), Some((true, "10000")));
    assert_eq!(cell("F3"), Some((true, "0.99")));
    assert_eq!(cell("F2"), None);
}

/// Of a text typed in every field of an objective and of its indicator, none is lost on the way.
#[test]
fn every_datum_of_objectives_and_indicators_is_in_the_open_data() {
    let written = |fields: &'static [Field]| {
        let plain = fields.iter().filter(|field| {
            let text = field.kind.admits(Kind::Text) || field.kind == Kind::Prose;
            field.role.is_none() && (text || field.kind.admits(Kind::Prose))
        });
        let keys: Vec<&str> = plain.map(|field| field.key).collect();
        assert!(keys.len() > 5, "{keys:?}");
        keys
    };
    let group = |keys: &[&str]| {
        let pairs = keys.iter().map(|key| match *key {
            "risorse_economiche" => format!(", {key}: \"1,00\""),
            key => format!(", {key}: testo di {key}"),
        });
        pairs.collect::<String>()
    };
    let [objective, indicator] =
        [Obiettivo::KIND, Indicatore::KIND].map(|kind| written(kind.own_fields()));
    let entry = format!(
        "codice: O, titolo: t{}, indicatori: [{{ codice: I, nome: n{} }}]",
        group(&objective),
        group(&indicator)
    );
    let plan = rich().replace("codice: A3\n            titolo: Obiettivo senza risorse\n            risorse_economiche: \"---\"\n            indicatori: []", "@");
    let plan = plan.replace("- @", &format!("- {{ {entry} }}"));
    let rows = records(&exported(&plan, &[]), b',');
    let row = rows.last().unwrap();
    for key in &indicator {
        assert_eq!(row[*key], format!("testo di {key}"));
    }
    let workbook = exported(&plan, &["--formato", "xlsx"]);
    let cells = cells(&workbook, 2);
    let texts: Vec<&str> = cells.values().map(|(_, text, _)| text.as_str()).collect();
    for key in objective.iter().filter(|key| **key != "risorse_economiche") {
        let typed = format!("testo di {key}");
        assert_eq!(row[&format!("obiettivo_{key}")], typed);
        assert!(
            texts.contains(key) && texts.contains(&typed.as_str()),
            "{key}: {texts:?}"
        );
    }
    // An amount of the objective stands once, in its own row: in each indicator's, it would be summed.
    assert!(!row.contains_key("obiettivo_risorse_economiche"));
}

/// The columns that there were keep their place: programs count them.
#[test]
fn new_columns_come_after_the_old_ones() {
    let table = exported(&rich(), &[]);
    let names = String::from_utf8(table).unwrap();
    assert!(
        names.starts_with(
            "ente,esercizio,missione_codice,missione,programma_codice,programma,obiettivo_codice,\
         obiettivo,indicatore_codice,sigla,indicatore,tipo,unita_di_misura,algoritmo,peso,\
         valori_osservati,fonte,anno,risultato_atteso,operatore,valore,unita,note,"
        ),
        "{names}"
    );
}

#[test]
fn the_italian_csv_keeps_the_texts_that_a_spreadsheet_reads_otherwise() {
    for text in [
        "gen 2027", "mar-27", "VERO", "falso", "€ 5", "(5)", "#N/D", "011",
    ] {
        let plan = rich().replace("1,5 mln", text);
        let rows = records(&exported(&plan, &["--csv-italiano"]), b';');
        assert_eq!(rows[0]["risultato_atteso"], format!("=\"{text}\""));
    }
    for text in ["marketing", "vero o falso", "mare aperto"] {
        let plan = rich().replace("1,5 mln", text);
        let rows = records(&exported(&plan, &["--csv-italiano"]), b';');
        assert_eq!(rows[0]["risultato_atteso"], text);
    }
}
