//! A text prints exactly as it was typed, whatever Typst, minijinja, YAML or Markdown make of its
//! characters.

use crate::support::pdf::Pdf;
use crate::support::{folder_with, pdf_of, pira};
use pira::piano::{Described, Etichette, Indicatore, Kind, LabelLevel};

/// Every character and sequence with a meaning to Typst, minijinja, YAML or Markdown.
const SIGNS: &str = r##"# $ * _ ` ``` ~ ^ @x <x> = == + - -- --- ... \ \# \\ / // /* */ [x] (x) {x} {{ x }} {% if x %} {# x #} ' '' " "" “x” ‘x’ & &amp; &#65; % | ! ? : ; , . !x ?x 1. 1) x: y #x - x * x > x | x & x %x @x `x` **x** __x__ _x_ *x* ~~x~~ [x](y) ![x](y) <b>x</b> https://x.y #let x = 1 #pagebreak() #"x"; $x^2$ x_1 attivita` =x ~x fi ffi ->  => € ∑ ≥ ≤ ° × È à"##;

/// The same for prose, where Markdown's emphasis and escapes are markup: only what is printed as
/// typed. The dangerous ones stand where Markdown reads no emphasis.
const PROSE_SIGNS: &str = r##"# $ * _ ~ ^ @x <x> = == + - -- --- ... / // /* x */ [x] (x) {x} {{ x }} {% if x %} {# x #} ' " “x” & &amp; &#65; % | ! ? : ; , . 1. 1) x: y #x - x > x %x [x](y) ![x](y) <b>x</b> <https://x.y> https://x.y #let x = 1 #pagebreak() #"x"; $x^2$ x_1 `x` `` x `` attivita` =x ~x ~~x~~ € ∑ ≥ à"##;

/// A plan with every key of the schema but those of the standard premessa; `@T` is a plain text that
/// prints, `@P` a prose. `@M` is all the labels, `@O` those of an objective and its indicators, `@I`
/// those of an indicator, `@N` and `@U` the others of an indicator and of an objective.
const PIANO: &str = r#"
ente: { nome: @T, logo: { file: logo.svg, descrizione: non stampato } }
documento: { titolo: @T, riferimento: @T, data: 2026-12-01, copertina: sì, indice: sì, righe_vuote: sì }
esercizio: 2027
triennio: [2027, 2028, 2029]
allegato: { lettera: @T, atto: { tipo: @T, organo: @T, numero: @T, data: 2026-12-01 } }
premessa: { titolo: @T, testo: @P }
raccordo:
  titolo: @T
  testo: @P
  colonne: { missioni: @T, aree: @T }
  righe: [{ area: @T, missioni: ["011"] }, { area: @T, missioni: [] }]
capitoli:
  - { titolo: @T, testo: @P, tema: scenario }
  - { titolo: @T, testo: @P, posizione: prima_delle_schede }
  - { titolo: @T, testo: @P, posizione: dopo_le_schede }
etichette: { @M }
ordine_schede: ["012", "011", "016"]
missioni:
  - codice: "011"
    nome: non stampato
    titoli: { premessa: @T, raccordo: @T, narrativa: @T, schede: @T }
    funzioni: [{ codice: @T, nome: @T, esclusione: @T, parte: @T }]
    testo: @P
    programmi:
      - codice: non-stampato
        nome: @T
        titoli: { premessa: @T, narrativa: @T, schede: @T, raccordo: non stampato }
        testo: @P
        elenco_obiettivi: { frase: @T, forma: puntato }
        obiettivi:
          - codice: @T
            progetti: [@T, @T]
            titolo: @T
            titolo_narrativa: @T
            descrizione: [{ ambito: @T, testo: @P }]
            arco_temporale: @T
            portatori_di_interesse: [@T, @T]
            centro_di_responsabilita: @T
            risorse_economiche: "--- #*_$"
            note: @P
            indicatori:
              - codice: I1
                sigla: @T
                nome: @T
                tipo: @T
                unita_di_misura: @T
                algoritmo: @T
                peso: @T
                verso: crescente
                valori_osservati: { "periodo": @T }
                risultati_attesi: { 2027: @T, 2028: @T }
                fonte: @T
                note: @P
              - { codice: I2, nome: @T, valori_osservati: @T }
          - codice: A2
            progetti: @T
            titolo: @T
            descrizione: @P
            centro_di_responsabilita: [@T]
            risorse_economiche: { 2027: "1.000,00", 2028: "---", 2029: "" }
            etichette: { @O, @U }
            note: @P
            indicatori: [@V]
          - codice: A3
            titolo: @T
            indicatori:
              - codice: I4
                nome: @T
                tipo: @T
                unita_di_misura: @T
                algoritmo: @T
                peso: @T
                verso: crescente
                valori_osservati: @T
                risultati_attesi: { 2027: @T }
                fonte: @T
                note: @P
                etichette: { @I, @N }
  - codice: "012"
    nome: @T
    etichette: { @M }
    funzioni: [{ codice: @T, nome: @T, esclusione: @T }, { codice: @T, nome: @T, parte: @T }]
    programmi:
      - codice: P2
        nome: @T
        obiettivi:
          - { codice: B1, titolo: @T, descrizione: @P, risorse_economiche: "1,00", note: @P, indicatori: [@W] }
  - { codice: "016", nome: @T, funzioni: [{ codice: @T, nome: @T, esclusione: @T }], programmi: [] }
totali: { stampa: sì, titolo: @T, preventivo: "1.001,00", quadratura: [{ voce: @T, importo: "0,00" }] }
firme: [{ ruolo: @T, nome: @T, riga: 1 }, { ruolo: @T, riga: 1 }, { ruolo: @T, riga: 2 }]
"#;

/// A plan with the acts that only the standard premessa cites, and an amendment that it names.
const PIANO_WITH_ACTS: &str = r#"
ente: { nome: Camera di commercio di esempio }
documento: { data: 2026-12-01 }
esercizio: 2027
atti:
  programma_pluriennale: { nome: @T, periodo: @T, atto: { tipo: @T, organo: @T, numero: @T, data: 2026-01-15 } }
  relazione_previsionale: { nome: @T, periodo: @T, atto: { tipo: @T, organo: @T, numero: @T, data: 2026-10-29 } }
  preventivo_economico: { nome: @T, periodo: @T, atto: { tipo: @T, organo: @T, numero: @T, data: 2026-12-01 } }
  piano_della_performance: { nome: @T, periodo: @T, termine: @T, relazione: @T, anno_relazione: 2031 }
missioni: [{ codice: "011", nome: @T, programmi: [] }]
variazioni: [variazione.yaml]
accettati: [{ regola: altra-camera, dove: non stampato, motivo: non stampato }]
"#;

/// The amendment that the second plan names.
const AMENDMENT: &str = r#"
atto: { tipo: delibera, organo: Consiglio, numero: 3, data: 2027-07-30, oggetto: @T }
tipo: integrazione
motivazione: non stampata senza il quadro
modifiche: [{ campo: documento.riferimento, a: @T }]
"#;

/// An indicator with all that a label stands beside, in the short.
fn indicator(code: &str) -> String {
    let fields = Indicatore::KIND.own_fields().iter();
    let others = fields.filter(|field| !["codice", "sigla", "etichette"].contains(&field.key));
    let values = others.map(|field| match field.kind {
        Kind::PerYear(_) => format!(", {}: {{ 2027: \"1\" }}", field.key),
        Kind::Choice(choices) => format!(", {}: {}", field.key, choices[0].key),
        _ => format!(", {}: \"1\"", field.key),
    });
    format!("{{ codice: {code}{} }}", values.collect::<String>())
}

/// The labels that print down to some level of the plan and no further.
fn labels_down_to(level: LabelLevel) -> Vec<&'static str> {
    let labels = Etichette::KIND.own_fields().iter().map(|field| field.key);
    labels
        .filter(|label| Etichette::down_to(label) == Some(level))
        .collect()
}

/// A template with its groups of labels written out.
fn with_labels(template: &str) -> String {
    let labels = |names: &[&str], value: &str| {
        let labels: Vec<String> = names
            .iter()
            .map(|name| format!("{name}: {value}"))
            .collect();
        labels.join(", ")
    };
    let [plan, objective, indicator_labels] = [
        LabelLevel::Missione,
        LabelLevel::Obiettivo,
        LabelLevel::Indicatore,
    ]
    .map(labels_down_to);
    template
        .replace(
            "@N",
            &labels(&[objective.clone(), plan.clone()].concat(), "non stampato"),
        )
        .replace("@M", &format!("{}, @O", labels(&plan, "@T")))
        .replace("@O", &format!("{}, @I", labels(&objective, "@T")))
        .replace("@I", &labels(&indicator_labels, "@T"))
        .replace("@U", &labels(&plan, "non stampato"))
        .replace("@V", &indicator("V"))
        .replace("@W", &indicator("W"))
}

/// A template with a text of its own in each place, and those texts; `first` numbers the first.
fn with_texts(template: &str, first: usize) -> (String, Vec<String>) {
    let template = with_labels(template);
    let (mut plan, mut texts, mut rest) = (String::new(), Vec::new(), template.as_str());
    while let Some((before, after)) = rest.split_once('@') {
        let signs = if after.starts_with('P') {
            PROSE_SIGNS
        } else {
            SIGNS
        };
        let number = first + texts.len();
        let text = format!("q{number}q {signs} p{number}p");
        plan += before;
        plan += &serde_json::to_string(&text).unwrap();
        texts.push(text);
        rest = &after[1..];
    }
    plan += rest;
    (plan, texts)
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The text layer of a plan's PDF, without white space. It is a draft: some texts are so long in every
/// field at once that they leave the page.
fn printed(folder: &std::path::Path, plan: &str) -> String {
    std::fs::write(folder.join("piano.yaml"), plan).unwrap();
    pira(folder, &["genera", "piano.yaml", "--bozza"]).succeeds();
    let pdf = std::fs::read(folder.join("piano.pdf")).unwrap();
    without_spaces(&Pdf::read(&pdf).text_as_read())
}

#[track_caller]
fn holds_all(printed: &str, texts: &[String]) {
    for text in texts {
        let (start, _) = text.split_once(' ').unwrap();
        let place = printed
            .find(start)
            .map_or("nowhere", |place| &printed[place..]);
        let place: String = place.chars().take(400).collect();
        assert!(
            printed.contains(&without_spaces(text)),
            "{text}\nprints as\n{place}\n(a label prints only beside a value: write the value too)"
        );
    }
}

#[test]
fn every_sign_in_every_field_prints_as_typed() {
    let folder = folder_with("");
    let logo = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>"#;
    std::fs::write(folder.path().join("logo.svg"), logo).unwrap();
    let (plan, texts) = with_texts(PIANO, 0);
    holds_all(&printed(folder.path(), &plan), &texts);
    let (plan, texts) = with_texts(PIANO_WITH_ACTS, 1000);
    let (amendment, amended) = with_texts(AMENDMENT, 2000);
    std::fs::write(folder.path().join("variazione.yaml"), amendment).unwrap();
    let printed = printed(folder.path(), &plan);
    holds_all(&printed, &texts);
    holds_all(&printed, &amended);
}

/// The keys of the plan are those of the program's own schema: a new one fails here until a plan of
/// this test writes it, and so until it is printed.
#[test]
fn the_plans_of_this_test_write_every_key_of_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(&pira::schema::of_piano()).unwrap();
    let (mut known, mut written) = Default::default();
    crate::support::plan_keys::of_schema(&schema, &schema, "", &mut known);
    for plan in [PIANO, PIANO_WITH_ACTS] {
        // The indicators that hold a value beside each label are written by themselves, not checked.
        let plan = plan
            .replace("@V", "{ codice: V }")
            .replace("@W", "{ codice: W }");
        let (plan, _) = with_texts(&plan, 0);
        let plan: serde_yaml::Value = serde_yaml::from_str(&plan).unwrap();
        crate::support::plan_keys::of_plan(&plan, "", &mut written);
    }
    assert!(known.len() > 200, "{}", known.len());
    let missing: Vec<_> = known.difference(&written).collect();
    assert!(
        missing.is_empty(),
        "{missing:?}: print each in its template, and write it in PIANO of tests/suite/text.rs as @T \
         if it is a text, @P if it is prose; “non stampato” if nothing is to print it"
    );
}

#[test]
fn spaces_and_line_breaks_stay() {
    let piano = MINIMAL.replace("@", "\"due  spazi\\ne una riga nuova\"");
    let pdf = pdf_of(&piano);
    assert!(pdf.text().contains("due  spazi"), "{}", pdf.text());
    assert!(
        !pdf.text().contains("spazi e una riga nuova"),
        "{}",
        pdf.text()
    );
}

const MINIMAL: &str = r#"
ente: { nome: Camera di commercio di esempio }
documento: { data: 2026-12-01 }
esercizio: 2027
missioni:
  - codice: "011"
    nome: Missione di esempio
    programmi:
      - codice: "011-005"
        nome: Programma di esempio
        obiettivi: [{ codice: A1, titolo: @ }]
"#;

#[test]
fn yaml_scalars_stay_as_they_are_written() {
    for written in [
        "NO",
        "sì",
        "2021-12-03",
        "12:30:00",
        "0",
        "-5",
        "007-bis",
        "1.2.3",
        "'012'",
        "\"1e3\"",
    ] {
        let pdf = pdf_of(&MINIMAL.replace('@', written));
        let expected = format!("(A1) {}", written.trim_matches(['\'', '"']));
        assert!(pdf.text().contains(&expected), "{written}: {}", pdf.text());
    }
}

#[test]
fn a_prose_has_paragraphs_bold_italics_and_lists() {
    let prosa = r#""uno **due** *tre*\n\nquattro\n\n- cinque\n- sei\n\n7) sette\n8) otto""#;
    let piano = MINIMAL.replace("titolo: @", &format!("titolo: x, descrizione: {prosa}"));
    let pdf = pdf_of(&piano);
    let structure = pdf.structure();
    for expected in [
        "Strong",
        "“due”",
        "Em",
        "“tre”",
        "“quattro”",
        "“cinque”",
        "“7)”",
        "“otto”",
    ] {
        assert!(
            structure.contains(expected),
            "{expected} not in\n{structure}"
        );
    }
}

#[test]
fn the_plan_of_another_year_bears_none_of_the_years_of_the_first() {
    for name in ["un-anno", "minimo", "tutto"] {
        let piano = crate::support::root()
            .join("tests/golden")
            .join(name)
            .join("piano.yaml");
        let folder = folder_with("");
        pira(
            folder.path(),
            &["genera", piano.to_str().unwrap(), "-o", "x.pdf"],
        )
        .succeeds();
        let pdf = Pdf::read(&std::fs::read(folder.path().join("x.pdf")).unwrap());
        for anno in ["2020", "2021", "2022", "2023"] {
            assert!(!pdf.text().contains(anno), "{name}: {anno}");
        }
    }
}

#[test]
fn the_properties_of_the_file_come_from_the_plan() {
    let pdf = pdf_of(&MINIMAL.replace('@', "x"));
    assert_eq!(
        pdf.information("Author").as_deref(),
        Some("Camera di commercio di esempio")
    );
    assert_eq!(
        pdf.information("Title").as_deref(),
        Some(
            "Piano degli indicatori e dei risultati attesi di bilancio 2027 - Camera di commercio di esempio"
        )
    );
    assert!(
        pdf.information("CreationDate")
            .unwrap()
            .starts_with("D:20261201")
    );
    assert_eq!(pdf.catalog("Lang").as_deref(), Some("it-IT"));
}

/// What is typed, and what must stand in the text layer.
const PROSES: &[(&str, &str)] = &[
    ("2021. Un anno\n2023. Altro", "2021. Un anno\n2023. Altro"),
    ("1. uno\n3. tre\n5. cinque", "1. uno\n3. tre\n5. cinque"),
    ("01. uno\n02. due", "01. uno\n02. due"),
    ("7) sette\n9) nove", "7) sette\n9) nove"),
    ("2. due\n10. dieci", "2. due\n10. dieci"),
    ("Propone:\na) uno;\nb) due", "Propone:\na) uno;\nb) due"),
    ("(a) uno\n(b) due", "(a) uno\n(b) due"),
    (
        "i) uno\nii) due\niv) quattro",
        "i) uno\nii) due\niv) quattro",
    ),
    ("• uno\n• due", "• uno\n• due"),
    ("– uno\n– due", "– uno\n– due"),
    (
        "- uno\n  - due\n    - tre\n      - sei\n        - otto",
        "• uno\n– due\n· tre\n• sei\n– otto",
    ),
    (
        "1. uno\n   a) x\n   b) y\n2. due",
        "1. uno\na) x\nb) y\n2. due",
    ),
    (
        "(A/B)*100 e (C/D)*100; 5*3*2 = 30",
        "(A/B)*100 e (C/D)*100; 5*3*2 = 30",
    ),
    ("Area = (A+B)\n* 100\n+ 5", "Area = (A+B) * 100 + 5"),
    ("_x_ __y__ nome_di_file", "_x_ __y__ nome_di_file"),
    (r"\\server\cartella C:\temp", r"\\server\cartella C:\temp"),
    (r"\*non corsivo\*", "*non corsivo*"),
    ("***forte*** **grasso** *corsivo*", "forte grasso corsivo"),
    ("-", "-"),
    ("*", "*"),
    ("testo\n-", "testo -"),
    ("## Titolo", "## Titolo"),
    (
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ),
    (
        "Interventi:\nuno;\ndue;\ntre.",
        "Interventi:\nuno;\ndue;\ntre.",
    ),
    (
        "Obiettivi\na) uno\nb) due\nc) tre",
        "Obiettivi\na) uno\nb) due\nc) tre",
    ),
    (
        "La Camera\n(a) uno;\n(b) due",
        "La Camera\n(a) uno;\n(b) due",
    ),
    (
        "Anni\n2025. primo\n2026. secondo",
        "Anni\n2025. primo\n2026. secondo",
    ),
    ("Prove\n– uno\n– due", "Prove\n– uno\n– due"),
    ("Prove\nA. uno\nB. due", "Prove\nA. uno\nB. due"),
    ("Prove\n1.1 uno\n1.2 due", "Prove\n1.1 uno\n1.2 due"),
    ("Prove:\n1° uno\n2° due", "Prove:\n1° uno\n2° due"),
    ("Prove\n•\u{a0}uno\n•\u{a0}due", "Prove\n• uno\n• due"),
    ("Prove\n1.\u{a0}uno\n2.\u{2003}due", "Prove\n1. uno\n2. due"),
    ("Primo.\n\u{a0}\nSecondo.", "Primo.\nSecondo."),
    ("uno;\ndue;\ntre", "uno;\ndue;\ntre"),
    (
        "ai sensi della lettera\na) del comma 2",
        "ai sensi della lettera a) del comma 2",
    ),
    (
        "in attuazione del comma\n1. e del comma\n2. dell'articolo 5",
        "in attuazione del comma 1. e del comma 2. dell'articolo 5",
    ),
    (
        "lo ha firmato\nA. Rossi ieri",
        "lo ha firmato A. Rossi ieri",
    ),
    (
        "(evase/totali) *100 e (reclami/utenti)* 100",
        "(evase/totali) *100 e (reclami/utenti)* 100",
    ),
    ("imprese *100 / totale* 100", "imprese *100 / totale* 100"),
    ("A *(B+C)* D e 5 *6* 7", "A *(B+C)* D e 5 *6* 7"),
    (
        "(*provvisoria) e (definitiva*)",
        "(*provvisoria) e (definitiva*)",
    ),
    ("http://a/*b*/c", "http://a/*b*/c"),
    ("dell’**ente** e l’*altra*", "dell’ente e l’altra"),
    ("**+5%** e **5**% e n°**7**", "+5% e 5% e n°7"),
    ("*2027* e *(vedi nota)* qui", "2027 e (vedi nota) qui"),
    ("- Linea A\n- Linea B", "• Linea A\n• Linea B"),
    (
        "1) Programma A\n2) Programma B",
        "1) Programma A\n2) Programma B",
    ),
    ("– servizi e\n– forniture", "– servizi e\n– forniture"),
    ("Aree:\n- A\n- B", "Aree:\n• A\n• B"),
    (
        "**a)** uno e **Linea A) - Imprese**: x",
        "a) uno e Linea A) - Imprese: x",
    ),
    (
        "il valore (fonte:\nMovimprese, tav. 3.2).",
        "il valore (fonte: Movimprese, tav. 3.2).",
    ),
    (
        "Art. 1 - Oggetto\n1. Il piano.",
        "Art. 1 - Oggetto\n1. Il piano.",
    ),
    (
        "1. uno\n   segue\n2. due\n   segue\n10. dieci",
        "1. uno segue\n2. due segue\n10. dieci",
    ),
    ("- a;\ntesto dopo", "• a;\ntesto dopo"),
    (
        "una riga che continua\nnella seguente",
        "una riga che continua nella seguente",
    ),
    (
        "nel biennio concluso nel\n2023. Poi altro",
        "nel biennio concluso nel 2023. Poi altro",
    ),
];

#[test]
fn a_prose_prints_as_typed_or_as_it_is_meant() {
    let titled = |(place, (typed, _)): (usize, &(&str, &str))| {
        let typed = serde_json::to_string(typed).unwrap();
        format!("  - {{ titolo: q{place}q, testo: {typed} }}\n")
    };
    let chapters: String = PROSES.iter().enumerate().map(titled).collect();
    let plan = MINIMAL.replace('@', "x") + "capitoli:\n" + &chapters;
    let pdf = pdf_of(&plan);
    let of_the_page = |line: &&str| {
        let heads = ["--- pagina", "Pagina ", "CAMERA DI COMMERCIO DI ESEMPIO"];
        let title = *line == "Piano degli indicatori e dei risultati attesi di bilancio 2027";
        title || heads.iter().any(|head| line.starts_with(head))
    };
    let text = pdf.text();
    let lines: Vec<&str> = text.lines().filter(|line| !of_the_page(line)).collect();
    let printed = lines.join("\n") + "\n";
    for (place, (typed, expected)) in PROSES.iter().enumerate() {
        let (_, after) = printed.split_once(&format!("q{place}q\n")).unwrap();
        // Bold and italic words are texts of their own in the reading of the page.
        let after = without_spaces(after);
        let wanted = without_spaces(expected);
        let same = after.get(..wanted.len()) == Some(&wanted);
        assert!(
            same,
            "{typed}\n{}",
            after.chars().take(200).collect::<String>()
        );
        for line in expected.lines() {
            let first = line.split_whitespace().next().unwrap_or_default();
            let begins = |printed: &str| {
                let word = printed.split_whitespace().next().unwrap_or_default();
                !word.is_empty() && first.starts_with(word)
            };
            assert!(
                printed.lines().any(begins),
                "{line} begins no line in:\n{printed}"
            );
        }
    }
}

#[test]
fn amounts_typed_in_many_ways_print_in_one() {
    for (typed, printed) in [
        ("320000.50", "€ 320.000,50"),
        ("\"36.889,00 €\"", "€ 36.889,00"),
        ("\"44.272.725,00 euro\"", "€ 44.272.725,00"),
        ("EUR 1 200", "€ 1.200,00"),
        ("\"1,234.56\"", "€ 1.234,56"),
        ("\"1.000,=\"", "€ 1.000,00"),
        ("460000", "€ 460.000,00"),
        ("\"0\"", "€ 0,00"),
        ("\"---\"", "---"),
        ("{ 2027: \"5\", 2028: \"-\" }", "2028: -"),
    ] {
        let plan = MINIMAL.replace('@', &format!("x, risorse_economiche: {typed}"));
        let pdf = pdf_of(&plan);
        assert!(pdf.text().contains(printed), "{typed}:\n{}", pdf.text());
    }
}

#[test]
fn nothing_is_not_zero() {
    let totals = "\ntotali: { stampa: sì }\n";
    let folder = folder_with(&(MINIMAL.replace('@', "x") + totals));
    pira(folder.path(), &["genera", "piano.yaml"])
        .succeeds()
        .says("risorse non indicate");
    let pdf = Pdf::read(&std::fs::read(folder.path().join("piano.pdf")).unwrap());
    assert!(!pdf.text().contains("0,00"), "{}", pdf.text());
    let zero = MINIMAL.replace('@', "x, risorse_economiche: \"0\"") + totals;
    assert!(pdf_of(&zero).text().contains("0,00"));
}

#[test]
fn an_area_without_missions_is_printed() {
    let table = "\nraccordo: { righe: [{ area: Prima area, missioni: [\"011\"] }, { area: Area vuota, missioni: [] }] }\n";
    let pdf = pdf_of(&(MINIMAL.replace('@', "x") + table));
    assert!(pdf.text().contains("Area vuota"), "{}", pdf.text());
}
