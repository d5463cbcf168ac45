//! Random plans: every key of the schema, present or left out, with its default written or not.
//!
//! They are drawn from the description of the types, by the kind of each field, so that a field that
//! the plan did not have before is drawn by itself. What is written out here are only the values that
//! must fit something else: codes, references, titles that come twice.

use pira::piano::{
    Ambito, Atto, Capitolo, Described, DocumentoDiProgrammazione, Firma, Funzione, Indicatore,
    Kind, Missione, Obiettivo, Piano, Programma, Quadratura, Raccordo, RigaRaccordo, Scelta,
    Totali,
};
use serde_yaml::{Mapping, Value};

/// Random numbers from a seed, the same on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0xd1b5_4a32_d192_ed03)
    }

    /// A number below a bound (splitmix64).
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    /// Yes, once in so many times.
    pub(crate) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    /// One of some texts.
    pub(crate) fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
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

/// The codes of the missions of a random plan.
pub(crate) const MISSIONI: [&str; 5] = ["011", "012", "016", "032", "033"];

pub(crate) fn text(dice: &mut Dice) -> String {
    if dice.one_in(8) {
        return dice.one_of(&STRANGE).to_owned();
    }
    let upper = if dice.one_in(5) { 30 } else { 5 };
    let count = 1 + dice.below(upper);
    let words: Vec<&str> = (0..count).map(|_| dice.one_of(&WORDS)).collect();
    words.join(" ")
}

pub(crate) fn prosa(dice: &mut Dice) -> String {
    let count = 1 + dice.below(3);
    let paragraphs: Vec<String> = (0..count).map(|_| text(dice)).collect();
    paragraphs.join("\n\n")
}

pub(crate) fn importo(dice: &mut Dice) -> String {
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

/// A thing of a type, with some of its values; the others are drawn by their kinds. The keys that have
/// no value are left out.
fn thing<T: Described>(values: Vec<(&str, Value)>, dice: &mut Dice) -> Value {
    drawn(T::KIND, values, dice)
}

fn drawn(kind: Kind, mut values: Vec<(&str, Value)>, dice: &mut Dice) -> Value {
    let mut group = Mapping::new();
    for field in kind.own_fields() {
        let place = values.iter().position(|(key, _)| *key == field.key);
        let value = match place {
            Some(place) => values.remove(place).1,
            None if field.required => of_kind(field.kind, dice),
            // What stands deep within groups would else come seldom.
            None if matches!(field.kind, Kind::Group(_) | Kind::Date) => {
                perhaps(dice, |d| of_kind(field.kind, d))
            }
            None => one_time_in(3, dice, |d| of_kind(field.kind, d)),
        };
        if !value.is_null() {
            group.insert(field.key.into(), value);
        }
    }
    assert!(values.is_empty(), "no such key: {values:?}");
    group.into()
}

/// A value of a kind.
fn of_kind(kind: Kind, dice: &mut Dice) -> Value {
    match kind {
        Kind::Text => text(dice).into(),
        Kind::Prose => prosa(dice).into(),
        Kind::Amount => amount(dice),
        Kind::Target => format!(
            "{} {}",
            dice.one_of(&[">=", "<", "=", "%"]),
            dice.below(100)
        )
        .into(),
        Kind::Date => format!("2020-11-{:02}", 1 + dice.below(28)).into(),
        Kind::Year => dice.one_of(&["2021", "2022"]).into(),
        kind if kind == Scelta::KIND => dice.one_of(&["sì", "si", "no"]).into(),
        Kind::Choice(choices) => choices[dice.below(choices.len())].key.into(),
        Kind::List(entries) => {
            let count = 1 + dice.below(2);
            (0..count).map(|_| of_kind(*entries, dice)).collect()
        }
        Kind::PerYear(value) => by_year(&["2021", "2022", "2023"], dice, |d| of_kind(*value, d)),
        Kind::PerPeriod(value) => {
            let periods = ["2019", "2020", "I sem. 2020", "II: #2"];
            by_year(&periods, dice, |d| of_kind(*value, d))
        }
        kind if kind == Atto::KIND => atto(dice),
        kind if kind == DocumentoDiProgrammazione::KIND => {
            let periodo = perhaps(dice, |_| "2021-2025".into());
            drawn(kind, vec![("periodo", periodo)], dice)
        }
        Kind::Group(_) => drawn(kind, Vec::new(), dice),
        Kind::Either(kinds) => {
            let one = kinds[dice.below(kinds.len())];
            // Beside an amount, a text is one that stands for none.
            if one == Kind::Text && kind.admits(Kind::Amount) {
                return dice.one_of(&["---", ""]).into();
            }
            of_kind(one, dice)
        }
    }
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

/// An amount, in one of the ways in which it may be written.
fn amount(dice: &mut Dice) -> Value {
    if dice.one_in(3) {
        return dice.one_of(&["0", "12", "-5,00", "€ 1.000,5"]).into();
    }
    importo(dice).into()
}

pub(crate) fn indicatore(codice: &str, dice: &mut Dice) -> Value {
    thing::<Indicatore>(vec![("codice", codice.into())], dice)
}

pub(crate) fn ambito(number: usize, dice: &mut Dice) -> Value {
    let ambito = titolo("Ambito", number, dice);
    thing::<Ambito>(vec![("ambito", ambito)], dice)
}

pub(crate) fn obiettivo(codice: &str, dice: &mut Dice) -> Value {
    let descrizione = perhaps(dice, |d| match d.below(2) {
        0 => prosa(d).into(),
        _ => list(3, d, ambito),
    });
    let indicatori = list(3, dice, |n, d| indicatore(&format!("{codice}.{n}"), d));
    let values = vec![
        ("codice", codice.into()),
        ("descrizione", descrizione),
        ("indicatori", indicatori),
    ];
    thing::<Obiettivo>(values, dice)
}

pub(crate) fn programma(codice: &str, dice: &mut Dice) -> Value {
    let obiettivi = list(3, dice, |n, d| obiettivo(&format!("{codice}-O{n}"), d));
    let values = vec![("codice", codice.into()), ("obiettivi", obiettivi)];
    thing::<Programma>(values, dice)
}

pub(crate) fn funzione(number: usize, dice: &mut Dice) -> Value {
    let codice = ["A", "B", "C", "D"][number % 4].into();
    thing::<Funzione>(vec![("codice", codice)], dice)
}

pub(crate) fn missione(codice: &str, dice: &mut Dice) -> Value {
    let count = dice.below(3);
    let programmi = (0..count)
        .map(|n| programma(&format!("{codice}-{n}"), dice))
        .collect();
    let values = vec![
        ("codice", codice.into()),
        ("funzioni", list(2, dice, funzione)),
        ("programmi", Value::Sequence(programmi)),
    ];
    thing::<Missione>(values, dice)
}

fn atto(dice: &mut Dice) -> Value {
    let values = vec![
        ("tipo", dice.one_of(&["delibera", "determina"]).into()),
        ("organo", dice.one_of(&["Consiglio", "Giunta"]).into()),
        ("numero", perhaps(dice, |d| d.below(40).to_string().into())),
    ];
    thing::<Atto>(values, dice)
}

pub(crate) fn area(number: usize, dice: &mut Dice) -> Value {
    let missioni = (0..dice.below(3)).map(|n| MISSIONI[n].into()).collect();
    let values = vec![
        ("area", titolo("Area", number, dice)),
        ("missioni", Value::Sequence(missioni)),
    ];
    thing::<RigaRaccordo>(values, dice)
}

fn raccordo(dice: &mut Dice) -> Value {
    let lines = (0..dice.below(3)).map(|n| area(n, dice)).collect();
    thing::<Raccordo>(vec![("righe", Value::Sequence(lines))], dice)
}

pub(crate) fn capitolo(number: usize, dice: &mut Dice) -> Value {
    let titolo = titolo("Capitolo", number, dice);
    thing::<Capitolo>(vec![("titolo", titolo)], dice)
}

pub(crate) fn quadratura(number: usize, dice: &mut Dice) -> Value {
    let voce = titolo("Voce", number, dice);
    thing::<Quadratura>(vec![("voce", voce)], dice)
}

fn totali(dice: &mut Dice) -> Value {
    let lines = list(2, dice, quadratura);
    thing::<Totali>(vec![("quadratura", lines)], dice)
}

pub(crate) fn firma(number: usize, dice: &mut Dice) -> Value {
    let values = vec![
        ("ruolo", titolo("IL RUOLO", number, dice)),
        ("riga", perhaps(dice, |d| d.below(3).to_string().into())),
    ];
    thing::<Firma>(values, dice)
}

/// A random plan.
pub(crate) fn piano(dice: &mut Dice) -> Value {
    let count = 1 + dice.below(3);
    let missioni = (0..count).map(|n| missione(MISSIONI[n], dice)).collect();
    let Value::Mapping(mut mapping) = frame(dice) else {
        unreachable!("a frame is a group")
    };
    mapping.insert("missioni".into(), Value::Sequence(missioni));
    mapping.into()
}

/// A plan without its missions.
pub(crate) fn frame(dice: &mut Dice) -> Value {
    let values = vec![
        (
            "triennio",
            list(3, dice, |n, _| ["2021", "2022", "2023"][n].into()),
        ),
        ("raccordo", perhaps(dice, raccordo)),
        ("capitoli", list(2, dice, capitolo)),
        ("ordine_schede", list(2, dice, |n, _| MISSIONI[n].into())),
        ("missioni", Value::Null),
        ("totali", perhaps(dice, totali)),
        ("firme", list(3, dice, firma)),
        (
            "variazioni",
            one_time_in(4, dice, |_| Vec::<Value>::new().into()),
        ),
    ];
    thing::<Piano>(values, dice)
}
