//! Random plans: every key of the schema, present or left out, with its default written or not.

use serde_yaml::{Mapping, Value};

/// Random numbers from a seed, the same on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0xd1b5_4a32_d192_ed03)
    }

    /// A number below a bound (splitmix64).
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    /// Yes, once in so many times.
    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    /// One of some texts.
    pub fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

const WORDS: [&str; 24] = [
    "imprese",
    "territorio",
    "sviluppo",
    "#1",
    "bandi",
    "e-commerce",
    "(AA 101)",
    "n.",
    "è",
    "attività:",
    "15.000",
    "no",
    "- x",
    "“Made in Italy”",
    "l'Ente",
    "*nuovo*",
    "{x}",
    "\"oro\"",
    "% x",
    "= 2",
    "a: b",
    "[x]",
    "C:\\x",
    "2021",
];

/// Texts that YAML, or somebody who reads lines, could take for something else.
const STRANGE: [&str; 26] = [
    "",
    " ",
    " x",
    "x ",
    "a  b",
    "a\nb",
    "a\n\n\nb",
    "\nx",
    "x\n",
    "# x",
    "- a\n- b",
    "---",
    "...",
    "~",
    "null",
    "2021-12-03",
    "1e3",
    "0x1F",
    "“x”",
    "• x",
    "x:",
    ": x",
    "| x",
    "chiave: |",
    "\"oro\" e\nargento",
    "una riga che è più lunga di una riga, e che per questo si piega se può piegarsi, #1 compreso in questa",
];

/// The labels of the sheets, in the order of the schema.
const LABELS: [&str; 21] = [
    "missione",
    "programma",
    "obiettivo",
    "titolo",
    "descrizione",
    "arco_temporale",
    "portatori_di_interesse",
    "centro_di_responsabilita",
    "risorse_economiche",
    "indicatore",
    "sigla",
    "tipo",
    "unita_di_misura",
    "algoritmo",
    "peso",
    "valori_osservati",
    "risultati_attesi",
    "target",
    "fonte",
    "note",
    "obiettivo_strategico",
];

/// The codes of the missions of a random plan.
pub const MISSIONI: [&str; 5] = ["011", "012", "016", "032", "033"];

pub fn text(dice: &mut Dice) -> String {
    if dice.one_in(8) {
        return dice.one_of(&STRANGE).to_owned();
    }
    let upper = if dice.one_in(5) { 30 } else { 5 };
    let count = 1 + dice.below(upper);
    let words: Vec<&str> = (0..count).map(|_| dice.one_of(&WORDS)).collect();
    words.join(" ")
}

pub fn prosa(dice: &mut Dice) -> String {
    let count = 1 + dice.below(3);
    let paragraphs: Vec<String> = (0..count).map(|_| text(dice)).collect();
    paragraphs.join("\n\n")
}

pub fn importo(dice: &mut Dice) -> String {
    format!(
        "{}.{:03},{:02}",
        1 + dice.below(900),
        dice.below(1000),
        dice.below(100)
    )
}

/// A title: its kind and a number, so that it may come twice; at times any text.
fn titolo(kind: &str, number: usize, dice: &mut Dice) -> Value {
    if dice.one_in(4) {
        return text(dice).into();
    }
    format!("{kind} {number}").into()
}

/// A group of the keys that have a value.
fn group(pairs: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let pairs = pairs.into_iter().filter(|(_, value)| !value.is_null());
    pairs
        .map(|(c, v)| (c.into(), v))
        .collect::<Mapping>()
        .into()
}

/// A value, or none: half the times.
fn perhaps(dice: &mut Dice, value: impl FnOnce(&mut Dice) -> Value) -> Value {
    one_time_in(2, dice, value)
}

/// A value once in so many times.
fn one_time_in(count: usize, dice: &mut Dice, value: impl FnOnce(&mut Dice) -> Value) -> Value {
    if dice.one_in(count) {
        value(dice)
    } else {
        Value::Null
    }
}

/// A text, once in three times.
fn perhaps_text(dice: &mut Dice) -> Value {
    one_time_in(3, dice, |d| text(d).into())
}

fn perhaps_prosa(dice: &mut Dice) -> Value {
    one_time_in(3, dice, |d| prosa(d).into())
}

/// One of some texts, or none.
fn one_or_none(choices: &[&str], dice: &mut Dice) -> Value {
    perhaps(dice, |d| d.one_of(choices).into())
}

fn scelta(dice: &mut Dice) -> Value {
    one_or_none(&["sì", "si", "no"], dice)
}

/// A list of so many entries at the most; left out, or written, when it is empty.
fn list(
    at_most: usize,
    dice: &mut Dice,
    mut entry: impl FnMut(usize, &mut Dice) -> Value,
) -> Value {
    let count = dice.below(at_most + 1);
    if count == 0 && dice.one_in(2) {
        return Value::Null;
    }
    Value::Sequence((0..count).map(|n| entry(n, dice)).collect())
}

/// Years, in an order that is that of print.
fn by_year(anni: &[&str], dice: &mut Dice, value: impl Fn(&mut Dice) -> Value) -> Value {
    let mut anni: Vec<&str> = anni.iter().copied().filter(|_| !dice.one_in(4)).collect();
    if dice.one_in(6) {
        anni.reverse();
    }
    let pairs = anni.into_iter().map(|anno| (anno.into(), value(dice)));
    pairs.collect::<Mapping>().into()
}

fn risultati_attesi(dice: &mut Dice) -> Value {
    by_year(&["2021", "2022", "2023"], dice, |d| {
        format!("{} {}", d.one_of(&[">=", "<", "=", "%"]), d.below(100)).into()
    })
}

fn titoli(dice: &mut Dice) -> Value {
    let parts = ["premessa", "raccordo", "narrativa", "schede"];
    one_time_in(3, dice, |d| {
        group(parts.map(|part| (part, perhaps_text(d))))
    })
}

fn etichette(dice: &mut Dice) -> Value {
    one_time_in(4, dice, |d| {
        let words = LABELS.map(|word| (word, one_time_in(4, d, |d| text(d).into())));
        group(words)
    })
}

pub fn indicatore(codice: &str, dice: &mut Dice) -> Value {
    group([
        ("codice", codice.into()),
        ("sigla", perhaps_text(dice)),
        ("nome", perhaps(dice, |d| text(d).into())),
        ("tipo", perhaps_text(dice)),
        ("unita_di_misura", perhaps_text(dice)),
        ("algoritmo", perhaps_text(dice)),
        ("peso", perhaps_text(dice)),
        (
            "valori_osservati",
            perhaps(dice, |d| match d.below(2) {
                0 => text(d).into(),
                _ => by_year(&["2019", "2020", "I sem. 2020", "II: #2"], d, |d| {
                    text(d).into()
                }),
            }),
        ),
        ("risultati_attesi", perhaps(dice, risultati_attesi)),
        ("fonte", perhaps_text(dice)),
        ("note", perhaps_prosa(dice)),
        ("etichette", etichette(dice)),
    ])
}

pub fn ambito(number: usize, dice: &mut Dice) -> Value {
    group([
        ("ambito", titolo("Ambito", number, dice)),
        ("testo", prosa(dice).into()),
    ])
}

fn one_or_more_texts(dice: &mut Dice) -> Value {
    one_time_in(3, dice, |d| match d.below(2) {
        0 => text(d).into(),
        _ => vec![Value::from(text(d)), text(d).into()].into(),
    })
}

pub fn obiettivo(codice: &str, dice: &mut Dice) -> Value {
    group([
        ("codice", codice.into()),
        ("progetti", one_or_more_texts(dice)),
        ("titolo", text(dice).into()),
        ("titolo_narrativa", perhaps_text(dice)),
        (
            "descrizione",
            perhaps(dice, |d| match d.below(2) {
                0 => prosa(d).into(),
                _ => list(3, d, ambito),
            }),
        ),
        ("arco_temporale", perhaps_text(dice)),
        ("portatori_di_interesse", one_or_more_texts(dice)),
        ("centro_di_responsabilita", one_or_more_texts(dice)),
        (
            "risorse_economiche",
            perhaps(dice, |d| match d.below(4) {
                0 => d.one_of(&["---", ""]).into(),
                3 => d.one_of(&["0", "12", "-5,00", "€ 1.000,5"]).into(),
                1 => importo(d).into(),
                _ => by_year(&["2021", "2022"], d, |d| importo(d).into()),
            }),
        ),
        ("note", perhaps_prosa(dice)),
        ("etichette", etichette(dice)),
        (
            "indicatori",
            list(3, dice, |n, d| indicatore(&format!("{codice}.{n}"), d)),
        ),
    ])
}

pub fn programma(codice: &str, dice: &mut Dice) -> Value {
    group([
        ("codice", codice.into()),
        ("nome", text(dice).into()),
        ("titoli", titoli(dice)),
        ("testo", perhaps_prosa(dice)),
        (
            "elenco_obiettivi",
            perhaps(dice, |d| {
                group([
                    ("frase", perhaps_text(d)),
                    ("forma", one_or_none(&["capoversi", "puntato"], d)),
                ])
            }),
        ),
        (
            "obiettivi",
            list(3, dice, |n, d| obiettivo(&format!("{codice}-O{n}"), d)),
        ),
    ])
}

pub fn funzione(number: usize, dice: &mut Dice) -> Value {
    group([
        ("codice", ["A", "B", "C", "D"][number % 4].into()),
        ("nome", text(dice).into()),
        ("esclusione", perhaps_text(dice)),
        ("parte", perhaps_text(dice)),
    ])
}

pub fn missione(codice: &str, dice: &mut Dice) -> Value {
    let count = dice.below(3);
    let programmi = (0..count)
        .map(|n| programma(&format!("{codice}-{n}"), dice))
        .collect();
    group([
        ("codice", codice.into()),
        ("nome", text(dice).into()),
        ("titoli", titoli(dice)),
        ("etichette", etichette(dice)),
        ("funzioni", list(2, dice, funzione)),
        ("testo", perhaps_prosa(dice)),
        ("programmi", Value::Sequence(programmi)),
    ])
}

fn data(dice: &mut Dice) -> Value {
    let day = 1 + dice.below(28);
    format!("2020-11-{day:02}").into()
}

fn atto(dice: &mut Dice) -> Value {
    group([
        ("tipo", dice.one_of(&["delibera", "determina"]).into()),
        ("organo", dice.one_of(&["Consiglio", "Giunta"]).into()),
        ("numero", perhaps(dice, |d| d.below(40).to_string().into())),
        ("data", perhaps(dice, data)),
    ])
}

fn allegato(dice: &mut Dice) -> Value {
    group([
        ("lettera", dice.one_of(&["d", "E", "n. 2"]).into()),
        ("atto", perhaps(dice, atto)),
    ])
}

fn documento_di_programmazione(dice: &mut Dice) -> Value {
    group([
        ("nome", perhaps_text(dice)),
        ("periodo", perhaps(dice, |_| "2021-2025".into())),
        ("atto", perhaps(dice, atto)),
    ])
}

fn atti(dice: &mut Dice) -> Value {
    group([
        (
            "programma_pluriennale",
            perhaps(dice, documento_di_programmazione),
        ),
        (
            "relazione_previsionale",
            perhaps(dice, documento_di_programmazione),
        ),
        (
            "preventivo_economico",
            perhaps(dice, documento_di_programmazione),
        ),
        (
            "piano_della_performance",
            perhaps(dice, |d| {
                group([
                    ("nome", perhaps_text(d)),
                    ("periodo", perhaps_text(d)),
                    ("termine", perhaps_text(d)),
                    ("relazione", perhaps_text(d)),
                    ("anno_relazione", perhaps(d, |_| "2022".into())),
                ])
            }),
        ),
    ])
}

pub fn area(number: usize, dice: &mut Dice) -> Value {
    let missioni = list(2, dice, |n, _| MISSIONI[n].into());
    group([
        ("area", titolo("Area", number, dice)),
        (
            "missioni",
            Value::Sequence(missioni.as_sequence().cloned().unwrap_or_default()),
        ),
    ])
}

fn raccordo(dice: &mut Dice) -> Value {
    let lines = (0..dice.below(3)).map(|n| area(n, dice)).collect();
    group([
        ("titolo", perhaps_text(dice)),
        ("testo", perhaps_prosa(dice)),
        (
            "colonne",
            perhaps(dice, |d| {
                group([("missioni", text(d).into()), ("aree", text(d).into())])
            }),
        ),
        ("righe", Value::Sequence(lines)),
    ])
}

pub fn capitolo(number: usize, dice: &mut Dice) -> Value {
    let positions = ["dopo_premessa", "prima_delle_schede", "dopo_le_schede"];
    let subjects = ["scenario", "vincoli", "interventi_organizzativi"];
    group([
        ("titolo", titolo("Capitolo", number, dice)),
        ("testo", prosa(dice).into()),
        ("posizione", one_or_none(&positions, dice)),
        ("tema", one_or_none(&subjects, dice)),
    ])
}

pub fn quadratura(number: usize, dice: &mut Dice) -> Value {
    group([
        ("voce", titolo("Voce", number, dice)),
        ("importo", importo(dice).into()),
    ])
}

fn totali(dice: &mut Dice) -> Value {
    group([
        ("stampa", scelta(dice)),
        ("titolo", perhaps_text(dice)),
        ("preventivo", perhaps(dice, |d| importo(d).into())),
        ("quadratura", list(2, dice, quadratura)),
    ])
}

pub fn firma(number: usize, dice: &mut Dice) -> Value {
    group([
        ("ruolo", titolo("IL RUOLO", number, dice)),
        ("nome", perhaps_text(dice)),
        ("riga", perhaps(dice, |d| d.below(3).to_string().into())),
    ])
}

/// A random plan.
pub fn piano(dice: &mut Dice) -> Value {
    let count = 1 + dice.below(3);
    let missioni = (0..count).map(|n| missione(MISSIONI[n], dice)).collect();
    let Value::Mapping(mut mapping) = frame(dice) else {
        unreachable!("a frame is a group")
    };
    mapping.insert("missioni".into(), Value::Sequence(missioni));
    mapping.into()
}

/// A plan without its missions.
pub fn frame(dice: &mut Dice) -> Value {
    group([
        (
            "ente",
            group([
                ("nome", text(dice).into()),
                (
                    "logo",
                    one_time_in(3, dice, |d| {
                        group([
                            ("file", d.one_of(&["logo.svg", "altro.png"]).into()),
                            ("descrizione", text(d).into()),
                        ])
                    }),
                ),
            ]),
        ),
        (
            "documento",
            group([
                ("titolo", perhaps_text(dice)),
                ("riferimento", perhaps_text(dice)),
                ("data", data(dice)),
                ("copertina", scelta(dice)),
                ("indice", scelta(dice)),
                ("righe_vuote", scelta(dice)),
            ]),
        ),
        ("esercizio", dice.one_of(&["2021", "2022"]).into()),
        (
            "triennio",
            list(3, dice, |n, _| ["2021", "2022", "2023"][n].into()),
        ),
        ("allegato", perhaps(dice, allegato)),
        ("atti", perhaps(dice, atti)),
        (
            "premessa",
            perhaps(dice, |d| {
                group([("titolo", perhaps_text(d)), ("testo", perhaps_prosa(d))])
            }),
        ),
        ("raccordo", perhaps(dice, raccordo)),
        ("capitoli", list(2, dice, capitolo)),
        ("etichette", etichette(dice)),
        ("ordine_schede", list(2, dice, |n, _| MISSIONI[n].into())),
        ("totali", perhaps(dice, totali)),
        ("firme", list(3, dice, firma)),
        (
            "variazioni",
            one_time_in(4, dice, |_| Vec::<Value>::new().into()),
        ),
    ])
}
