//! The data that the office publishes: what was typed, with its numbers as numbers.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use crate::support::{MINIMAL_PLAN, cartella_con, piano_2021, pira, radice};
use serde_json::Value;

/// An indicator with all that open data must not lose.
const RICCO: &str = r#"
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

fn ricco() -> String {
    // Without quotes, ten thousand would be ten to some programs.
    RICCO.replace("2027: 10.000,", "2027: \"10.000\",")
}

/// The rows of a CSV, each with its cells by the name of their column.
fn righe(byte: &[u8], separatore: u8) -> Vec<BTreeMap<String, String>> {
    let mut lettore = csv::ReaderBuilder::new()
        .delimiter(separatore)
        .from_reader(byte);
    let nomi = lettore.headers().unwrap().clone();
    lettore
        .records()
        .map(|riga| {
            let riga = riga.unwrap();
            let celle = nomi.iter().zip(riga.iter());
            celle
                .map(|(nome, cella)| (nome.to_owned(), cella.to_owned()))
                .collect()
        })
        .collect()
}

fn esportato(piano: &str, argomenti: &[&str]) -> Vec<u8> {
    let cartella = cartella_con(piano);
    let argomenti = [&["esporta", "piano.yaml", "-o", "-"], argomenti].concat();
    pira(cartella.path(), &argomenti).riesce().uscita
}

#[test]
fn the_csv_has_weight_observed_values_and_notes() {
    let righe = righe(&esportato(&ricco(), &[]), b',');
    assert_eq!(righe.len(), 4);
    let prima = &righe[0];
    for (colonna, atteso) in [
        ("peso", "0,30"),
        ("valori_osservati", "2025: 87%\nI sem. 2026: -5"),
        ("note", "Una nota.\n\n- e un elenco\n"),
        ("missione_codice", "011"),
        ("indicatore", "Nome; con \"virgolette\", e virgola"),
        ("anno", "2027"),
    ] {
        assert_eq!(prima[colonna], atteso, "{colonna}");
    }
    assert_eq!(righe[3]["valori_osservati"], "+12");
    assert_eq!(righe[3]["peso"], "40%");
}

/// `1,5 mln` is no one and a half: the text stays, and no number is given for it.
#[test]
fn a_number_written_in_part_is_not_exported_as_the_whole() {
    for (atteso, letto) in [
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
        let piano = ricco().replace("1,5 mln", atteso);
        let riga = &righe(&esportato(&piano, &[]), b',')[0];
        assert_eq!(riga["risultato_atteso"], atteso);
        let (operatore, valore, unita) = letto.unwrap_or_default();
        assert_eq!(
            [&riga["operatore"], &riga["valore"], &riga["unita"]],
            [operatore, valore, unita],
            "{atteso}"
        );
    }
}

/// What the columns hold is described, one description for each.
#[test]
fn the_columns_are_described() {
    let cartella = cartella_con(&ricco());
    pira(cartella.path(), &["genera", "piano.yaml", "--con-dati"]).riesce();
    pira(cartella.path(), &["estrai", "piano.pdf", "-o", "e"]).riesce();
    let leggi = |nome: &str| fs::read(cartella.path().join("e").join(nome)).unwrap();
    let descritte: Value = serde_json::from_slice(&leggi("indicatori.csv-metadata.json")).unwrap();
    let mut lettore =
        csv::Reader::from_reader(fs::File::open(cartella.path().join("e/indicatori.csv")).unwrap());
    let nomi: Vec<String> = lettore
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let colonne = descritte["tableSchema"]["columns"].as_array().unwrap();
    assert_eq!(
        colonne
            .iter()
            .map(|c| c["name"].as_str().unwrap())
            .collect::<Vec<_>>(),
        nomi
    );
    for colonna in colonne {
        assert!(colonna["dc:description"].as_str().unwrap().len() > 10);
    }
    let di = |nome: &str| nomi.iter().position(|altro| altro == nome).unwrap();
    assert_eq!(colonne[di("esercizio")]["datatype"], "gYear");
    assert_eq!(colonne[di("valore")]["datatype"], "decimal");
    // The JSON inside, with its numbers, fits the schema inside, and the plan made from it is the same.
    let json: Value = serde_json::from_slice(&leggi("piano-consolidato.json")).unwrap();
    let schema: Value = serde_json::from_slice(&leggi("piano.schema.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &json));
    assert_eq!(json["esercizio"], 2027);
}

#[test]
fn the_json_has_its_years_and_amounts_as_numbers_to_the_cent() {
    let testo = String::from_utf8(esportato(&ricco(), &["--formato", "json"])).unwrap();
    let json: Value = serde_json::from_str(&testo).unwrap();
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
    for cifre in ["36889.5", "0.99", "50000.49", "-1.05", "10000"] {
        let intero = |c: char| !c.is_ascii_digit() && c != '.';
        let dopo = testo.split(cifre).nth(1).unwrap();
        assert!(dopo.starts_with(intero), "{cifre}");
    }
}

/// Every year and amount that the schema knows is a number in the JSON.
#[test]
fn no_year_or_amount_of_the_schema_is_left_a_text() {
    let schema = fs::read_to_string(radice().join("data/piano.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let mut chiavi = Vec::new();
    let gruppi = schema["$defs"]
        .as_object()
        .unwrap()
        .values()
        .chain([&schema]);
    for gruppo in gruppi {
        for (chiave, valore) in gruppo["properties"].as_object().into_iter().flatten() {
            let detto = valore.to_string();
            let numero = ["Anno", "Importo", "RisorseEconomiche"];
            if numero
                .iter()
                .any(|tipo| detto.contains(&format!("#/$defs/{tipo}\"")))
            {
                chiavi.push(chiave.as_str());
            }
        }
    }
    chiavi.sort_unstable();
    chiavi.dedup();
    assert_eq!(
        chiavi,
        [
            "anno_relazione",
            "esercizio",
            "importo",
            "preventivo",
            "risorse_economiche",
            "triennio"
        ]
    );
}

/// The JSON is a plan: it reads back to the same document, cents included.
#[test]
fn the_json_reads_back_to_the_same_plan() {
    let cartella = cartella_con(&ricco());
    let percorso = cartella.path();
    for (piano, json) in [("piano.yaml", "a.json"), ("a.json", "b.json")] {
        pira(
            percorso,
            &["esporta", piano, "--formato", "json", "-o", json],
        )
        .riesce();
    }
    let leggi = |nome: &str| fs::read(percorso.join(nome)).unwrap();
    assert_eq!(leggi("a.json"), leggi("b.json"));
    pira(percorso, &["confronta", "piano.yaml", "a.json"]).riesce();
}

/// The largest amount, to the cent: no digit is lost on the way.
#[test]
fn the_largest_amount_keeps_its_cents() {
    let piano = ricco()
        .replace("36.889,50", "9.999.999.999.999,99")
        .replace("50.000,49", "1.234.567.890.123,45");
    let testo = String::from_utf8(esportato(&piano, &["--formato", "json"])).unwrap();
    assert!(testo.contains(": 9999999999999.99,"), "{testo}");
    assert!(
        testo.contains("\"preventivo\": 1234567890123.45"),
        "{testo}"
    );
}

/// The cells of a sheet of a workbook: the place, whether it is a number, the value, the style.
fn celle(byte: &[u8], foglio: usize) -> BTreeMap<String, (bool, String, usize)> {
    let testi = parte(byte, "xl/sharedStrings.xml");
    let testi: Vec<String> = fra(&testi, "<si>", "</si>")
        .iter()
        .map(|testo| in_chiaro(fra(testo, "<t", "</t>")[0].split_once('>').unwrap().1))
        .collect();
    let xml = parte(byte, &format!("xl/worksheets/sheet{foglio}.xml"));
    fra(&xml, "<c ", "</c>")
        .iter()
        .map(|cella| {
            let attributo = |nome: &str| {
                let dopo = cella.split_once(&format!("{nome}=\""));
                dopo.map(|(_, dopo)| dopo.split('"').next().unwrap().to_owned())
            };
            let valore = fra(cella, "<v>", "</v>")[0].to_owned();
            let testo = attributo("t").is_some_and(|tipo| tipo == "s");
            let letto = if testo {
                testi[valore.parse::<usize>().unwrap()].clone()
            } else {
                valore
            };
            let stile = attributo(" s").map_or(0, |stile| stile.parse().unwrap());
            (
                format!("{} ", attributo("r").unwrap()).trim().to_owned(),
                (!testo, letto, stile),
            )
        })
        .collect()
}

/// A part of a workbook, which is a ZIP archive.
fn parte(byte: &[u8], nome: &str) -> String {
    let posto = |da: usize| u32::from_le_bytes(byte[da..da + 4].try_into().unwrap()) as usize;
    let corto = |da: usize| u16::from_le_bytes(byte[da..da + 2].try_into().unwrap()) as usize;
    let fine = byte.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let mut voce = posto(fine + 16);
    loop {
        let (lungo, altro, commento) = (corto(voce + 28), corto(voce + 30), corto(voce + 32));
        if &byte[voce + 46..voce + 46 + lungo] == nome.as_bytes() {
            let (compresso, inizio) = (posto(voce + 20), posto(voce + 42));
            let dati = inizio + 30 + corto(inizio + 26) + corto(inizio + 28);
            let mut testo = String::new();
            flate2::read::DeflateDecoder::new(&byte[dati..dati + compresso])
                .read_to_string(&mut testo)
                .unwrap();
            return testo;
        }
        voce += 46 + lungo + altro + commento;
    }
}

fn fra<'a>(testo: &'a str, da: &str, a: &str) -> Vec<&'a str> {
    let pezzi = testo.split(da).skip(1);
    pezzi
        .filter_map(|pezzo| Some(pezzo.split_once(a)?.0))
        .collect()
}

fn in_chiaro(xml: &str) -> String {
    xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
fn the_workbook_has_numbers_and_years_as_numbers_and_texts_as_typed() {
    let byte = esportato(&ricco(), &["--formato", "xlsx"]);
    let indicatori = celle(&byte, 1);
    let colonne: BTreeMap<String, String> = indicatori
        .iter()
        .filter(|(posto, _)| posto.trim_start_matches(char::is_alphabetic) == "1")
        .map(|(posto, (_, nome, _))| (nome.clone(), posto.trim_end_matches('1').to_owned()))
        .collect();
    let cella = |nome: &str, riga: usize| {
        let cella = indicatori.get(&format!("{}{riga}", colonne[nome]));
        cella.map(|(numero, valore, _)| (*numero, valore.as_str()))
    };
    assert_eq!(cella("esercizio", 2), Some((true, "2027")));
    assert_eq!(cella("anno", 3), Some((true, "2028")));
    assert_eq!(cella("missione_codice", 2), Some((false, "011")));
    assert_eq!(cella("indicatore_codice", 2), Some((false, "1.1")));
    assert_eq!(cella("obiettivo", 2), Some((false, "=1+1")));
    assert_eq!(cella("risultato_atteso", 2), Some((false, "1,5 mln")));
    assert_eq!(cella("valore", 2), None);
    assert_eq!(cella("valore", 3), Some((true, "1250.75")));
    assert_eq!(cella("risultato_atteso", 4), Some((false, "=5")));
    assert_eq!(cella("valore", 4), Some((true, "5")));
    assert_eq!(cella("peso", 2), Some((true, "0.3")));
    assert_eq!(cella("peso", 5), Some((false, "40%")));
    assert_eq!(
        cella("valori_osservati", 2),
        Some((false, "2025: 87%\nI sem. 2026: -5"))
    );
    assert_eq!(
        cella("note", 2),
        Some((false, "Una nota.\n\n- e un elenco\n"))
    );
    assert_eq!(cella("note", 5), None);

    // Amounts are numbers written as amounts; a text in their place is a text.
    let obiettivi = celle(&byte, 2);
    let risorse = |riga: usize| obiettivi.get(&format!("E{riga}")).cloned().unwrap();
    let (numero, valore, stile) = risorse(2);
    assert_eq!((numero, valore.as_str()), (true, "36889.5"));
    let stili = parte(&byte, "xl/styles.xml");
    assert!(
        stile > 0 && stili.contains("formatCode=\"#,##0.00\""),
        "{stili}"
    );
    assert_eq!(risorse(3).1, "10000");
    assert_eq!(risorse(4), (false, "---".to_owned(), 0));
    assert!(
        celle(&byte, 3)
            .values()
            .any(|(numero, valore, _)| *numero && valore == "50000.49")
    );
}

/// More than a cell holds is told in Italian: nothing is cut, nothing is written.
#[test]
fn what_does_not_fit_a_workbook_is_told() {
    let lunga = "parola ".repeat(6000);
    let piano = ricco().replace("Una nota.", &lunga);
    let cartella = cartella_con(&piano);
    pira(
        cartella.path(),
        &["esporta", "piano.yaml", "--formato", "xlsx"],
    )
    .fallisce(1)
    .dice("non sta in un foglio di calcolo")
    .dice("--formato csv");
    assert!(!cartella.path().join("piano.xlsx").exists());
}

/// What the office's spreadsheet opens with a double click.
#[test]
fn the_italian_csv_opens_in_an_italian_spreadsheet() {
    let byte = esportato(&ricco(), &["--csv-italiano"]);
    let testo = byte.strip_prefix(b"\xef\xbb\xbf").expect("marked as UTF-8");
    assert!(testo.starts_with(b"ente;esercizio;missione_codice;"));
    let fini_riga = testo.windows(2).filter(|due| *due == b"\r\n").count();
    let righe = righe(testo, b';');
    assert_eq!(fini_riga, 1 + righe.len());
    assert_eq!(righe[1]["valore"], "1250,75");
    assert_eq!(righe[1]["esercizio"], "2027");
    assert_eq!(righe[1]["peso"], "0,30");
    // What a spreadsheet would take for a number, a date or a formula is given as a text.
    assert_eq!(righe[0]["missione_codice"], "=\"011\"");
    assert_eq!(righe[0]["indicatore_codice"], "=\"1.1\"");
    assert_eq!(righe[0]["obiettivo"], "=\"=1+1\"");
    assert_eq!(righe[2]["risultato_atteso"], "=\"=5\"");
    assert_eq!(righe[3]["valori_osservati"], "=\"+12\"");
    // Any other is as typed.
    assert_eq!(righe[1]["risultato_atteso"], ">= 1.250,75");
    assert_eq!(
        righe[0]["indicatore"],
        "Nome; con \"virgolette\", e virgola"
    );
    assert_eq!(righe[0]["note"], "Una nota.\n\n- e un elenco\n");
    // The default stays that of RFC 4180, with neither mark nor formula.
    let comune = esportato(&ricco(), &[]);
    assert!(comune.starts_with(b"ente,esercizio,missione_codice,"));
    assert!(!String::from_utf8(comune).unwrap().contains("=\"\""));
    let cartella = cartella_con(MINIMAL_PLAN);
    pira(
        cartella.path(),
        &[
            "esporta",
            "piano.yaml",
            "--csv-italiano",
            "--formato",
            "json",
        ],
    )
    .fallisce(2)
    .dice("il solo csv");
}

fn confronto(cartella: &Path, argomenti: &[&str]) -> Value {
    let argomenti = [&["confronta"], argomenti, &["--formato", "json"]].concat();
    let uscita = pira(cartella, &argomenti).finisce(1).uscita;
    let json: Value = serde_json::from_slice(&uscita).unwrap();
    let schema = pira(cartella, &["schema", "--di", "confronto"])
        .riesce()
        .uscita;
    let schema: Value = serde_json::from_slice(&schema).unwrap();
    let controllo = jsonschema::validator_for(&schema).unwrap();
    let errori: Vec<String> = controllo
        .iter_errors(&json)
        .map(|e| e.to_string())
        .collect();
    assert!(errori.is_empty(), "{errori:?}");
    // The schema is of this format only.
    let mut altra = json.clone();
    altra["versione"] = Value::from(1);
    assert!(!controllo.is_valid(&altra));
    json
}

/// The difference in a field of a thing.
fn differenza<'a>(confronto: &'a Value, cosa: &str, campo: &[&str]) -> &'a Value {
    confronto["differenze"]
        .as_array()
        .unwrap()
        .iter()
        .find(|voce| {
            let ultimo = voce["percorso"].as_array().unwrap().last();
            let nome = ultimo.map_or("", |passo| passo["nome"].as_str().unwrap());
            nome == cosa && voce["campo"] == serde_json::json!(campo)
        })
        .unwrap_or_else(|| panic!("{cosa} {campo:?} in {confronto:#}"))
}

#[test]
fn the_comparison_of_two_plans_is_data() {
    let cartella = cartella_con(&ricco());
    let dopo = ricco()
        .replace("36.889,50", "40000")
        .replace(">= 1.250,75", ">= 1.300")
        .replace("1,5 mln", "2 mln")
        .replace("peso: 40%", "peso: 35%")
        .replace("titolo: Altro obiettivo", "titolo: Altro titolo")
        .replace("esercizio: 2027", "esercizio: 2028");
    fs::write(cartella.path().join("dopo.yaml"), dopo).unwrap();
    let json = confronto(cartella.path(), &["piano.yaml", "dopo.yaml"]);
    assert_eq!(json["versione"], 2);
    assert_eq!(
        json["prima"],
        serde_json::json!({ "nome": "piano.yaml", "esercizio": 2027 })
    );
    assert_eq!(json["dopo"]["esercizio"], 2028);
    assert_eq!(json["atti"], serde_json::json!([]));

    let risorse = differenza(&json, "A1", &["risorse_economiche"]);
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

    let atteso = differenza(&json, "1.1", &["risultati_attesi", "2028"]);
    assert_eq!(
        atteso["prima"]["risultato"],
        serde_json::json!({ "operatore": ">=", "numero": 1250.75, "unita": "" })
    );
    assert_eq!(atteso["differenza"], 49.25);
    // A number written in part is no number.
    let milioni = differenza(&json, "1.1", &["risultati_attesi", "2027"]);
    assert_eq!(
        milioni["prima"],
        serde_json::json!({ "valore": "1,5 mln", "scritto": "1,5 mln" })
    );
    assert!(milioni.get("differenza").is_none());
    assert_eq!(
        differenza(&json, "A2", &["titolo"])["dopo"]["valore"],
        "Altro titolo"
    );
    assert_eq!(
        differenza(&json, "", &["esercizio"])["dopo"]["valore"],
        2028
    );
    let totale = |specie: &str| {
        let totali = json["totali"].as_array().unwrap();
        totali
            .iter()
            .find(|riga| riga["specie"] == specie)
            .unwrap()
            .clone()
    };
    assert_eq!(totale("programma")["codice"], "011-005");
    assert_eq!(totale("preventivo")["prima"], 50000.49);
    assert!(!json.to_string().contains("(+"), "no printed words: {json}");
}

#[test]
fn the_comparison_of_amendments_names_acts_and_reasons() {
    let cartella = tempfile::tempdir().unwrap();
    fs::copy(piano_2021(), cartella.path().join("piano.yaml")).unwrap();
    let esempi = [
        "variazione-1-rettifica.yaml",
        "variazione-2-integrazione.yaml",
    ];
    let esempi = esempi.map(|nome| radice().join("data/esempi").join(nome));
    let sposta = "atto: { tipo: deliberazione, organo: Consiglio, numero: 9/bis, data: 2021-09-30 }
tipo: integrazione
motivazione: Prova.
modifiche:
  - { indicatore: A1.2, sposta_in: A2, motivazione: Spostato. }
  - { obiettivo: A3, sopprimi: sì }
";
    fs::write(cartella.path().join("sposta.yaml"), sposta).unwrap();
    let [uno, due] = esempi.each_ref().map(|file| file.to_str().unwrap());
    let json = confronto(
        cartella.path(),
        &[
            "piano.yaml",
            "--variazione",
            due,
            "--variazione",
            uno,
            "--variazione",
            "sposta.yaml",
        ],
    );
    assert_eq!(json["atti"].as_array().unwrap().len(), 3);
    assert_eq!(json["atti"][0]["data"], "2021-03-31");
    assert_eq!(json["atti"][0]["tipo_di_modifica"], "rettifica");
    assert_eq!(json["atti"][2]["numero"], "9/bis");
    assert_eq!(json["atti"][2]["posto"], 3);
    let risorse = differenza(&json, "A1", &["risorse_economiche"]);
    assert_eq!(risorse["atti"], serde_json::json!([2]));
    assert_eq!(risorse["prima"]["scritto"], "460.000,00");
    assert_eq!(risorse["dopo"]["scritto"], "560.000,00");
    assert_eq!(
        risorse["motivazioni"][0],
        "Esempio: aggiornamento del preventivo (art. 12 DPR 254/2005)."
    );
    let nuovo = differenza(&json, "A4", &[]);
    assert_eq!(nuovo["cambio"], "aggiunta");
    assert_eq!(nuovo["dopo"]["valore"]["risorse_economiche"], 10000);
    assert!(nuovo.get("percorso_prima").is_none());
    let spostato = differenza(&json, "A1.2", &[]);
    assert_eq!(spostato["cambio"], "spostamento");
    assert_eq!(
        spostato["posto_prima"],
        serde_json::json!({ "contenitore": "A1", "dopo": "A1.1" })
    );
    assert_eq!(spostato["posto_dopo"]["contenitore"], "A2");
    assert_eq!(spostato["motivazioni"], serde_json::json!(["Spostato."]));
    let soppresso = differenza(&json, "A3", &[]);
    assert_eq!(soppresso["cambio"], "soppressione");
    assert_eq!(soppresso["atti"], serde_json::json!([3]));
    assert_eq!(soppresso["prima"]["valore"]["codice"], "A3");
}

#[test]
fn the_workbook_has_the_resources_of_every_year() {
    let byte = esportato(&ricco(), &["--formato", "xlsx"]);
    let objectives = celle(&byte, 2);
    let cell = |place: &str| {
        let cell = objectives.get(place);
        cell.map(|(number, value, _)| (*number, value.as_str()))
    };
    assert_eq!(cell("F1"), Some((false, "risorse_economiche_2028")));
    assert_eq!(cell("E3"), Some((true, "10000")));
    assert_eq!(cell("F3"), Some((true, "0.99")));
    assert_eq!(cell("F2"), None);
}

#[test]
fn the_italian_csv_keeps_the_texts_that_a_spreadsheet_reads_otherwise() {
    for text in [
        "gen 2027", "mar-27", "VERO", "falso", "€ 5", "(5)", "#N/D", "011",
    ] {
        let plan = ricco().replace("1,5 mln", text);
        let rows = righe(&esportato(&plan, &["--csv-italiano"]), b';');
        assert_eq!(rows[0]["risultato_atteso"], format!("=\"{text}\""));
    }
    for text in ["marketing", "vero o falso", "mare aperto"] {
        let plan = ricco().replace("1,5 mln", text);
        let rows = righe(&esportato(&plan, &["--csv-italiano"]), b';');
        assert_eq!(rows[0]["risultato_atteso"], text);
    }
}
