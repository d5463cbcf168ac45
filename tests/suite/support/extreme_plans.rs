//! Random plans of extreme sizes: lists empty or very long, names of one letter and of three hundred,
//! words that no column holds, amounts of ten figures, descriptions longer than a page.
//!
//! Like the other random plans they are drawn from the description of the types, so that a new field is
//! drawn by itself. Most sizes are moderate and some extreme, so that a plan is laid out quickly.

use pira::piano::{
    Allegato, Atto, Capitolo, Content, Described, DocumentoDiProgrammazione, Ente, Field, Firma,
    Funzione, Indicatore, Kind, Logo, Missione, Obiettivo, Piano, Programma, Quadratura, Raccordo,
    RigaRaccordo, Totali,
};
use serde_yaml::{Mapping, Value};

use super::random_plans::Dice;

/// The logo that a plan may name, which is to lie in its folder.
pub(crate) const LOGO: (&str, &str) = (
    "logo.svg",
    r##"<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><rect width="30" height="10" fill="#17324d"/></svg>"##,
);

/// The largest sizes.
const MISSIONI: usize = 60;
const INDICATORI: usize = 40;
const FIRME: usize = 30;
const RACCORDO: usize = 60;
const QUADRATURA: usize = 60;
const CAPITOLI: usize = 12;
const ANNI: usize = 7;
const NAME: usize = 300;
const WORD: usize = 120;

/// How many objectives and indicators a plan has at the most, all missions together.
const OBIETTIVI_OF_A_PLAN: usize = 12;
const INDICATORI_OF_A_PLAN: usize = 40;

const WORDS: [&str; 32] = [
    "a",
    "di",
    "e",
    "imprese",
    "territorio",
    "sviluppo",
    "internazionalizzazione",
    "competitività",
    "promozione",
    "dell'economia",
    "locale",
    "camerale",
    "attuazione",
    "semplificazione",
    "amministrativa",
    "regolazione",
    "del",
    "mercato",
    "orientamento",
    "al",
    "lavoro",
    "digitale",
    "Transizione",
    "PNRR",
    "2021-2023",
    "n.",
    "%",
    "così",
    "perché",
    "metrologico-legale",
    "(art. 19)",
    "“Made in Italy”",
];

/// Words that are hard to fit in a column.
const HARD: [&str; 12] = [
    "protocollo.generale.della.camera.di.commercio@pec.esempio-di-prova.it",
    "https://www.esempio.camcom.it/amministrazione-trasparente/piani/indicatori?anno=2021&sezione=4.1",
    "E84E21000470005",
    "Internazionalizzazione",
    "precipitevolissimevolmente",
    "WWWWWWWWWWWWWWWWWWWW",
    "imprese/associazioni/consorzi/ordini/collegi/professionisti/cittadini",
    "______________________",
    "1234567890123456789012345678901234567890",
    "(((((())))))",
    "ÀÈÌÒÙ-ÀÈÌÒÙ-gqpjy",
    "supercalifragilistichespiralidoso,precipitevolissimevolmente;anticostituzionalissimamente",
];

/// What texts are drawn with.
struct Draw {
    dice: Dice,
    /// Of so many words one is hard to fit; none if it is zero.
    hard_words: usize,
}

/// Draws one plan.
struct Drawer {
    draw: Draw,
    anni: Vec<String>,
    missioni: Vec<String>,
    obiettivi_left: usize,
    indicatori_left: usize,
}

/// A random plan of extreme sizes.
pub(crate) fn extreme_plan(seed: u64) -> Value {
    let mut dice = Dice::new(seed ^ 0x0e87_4e3e);
    let anni = if dice.one_in(3) {
        1 + dice.below(ANNI)
    } else {
        3
    };
    let missioni = 1 + count(&mut dice, MISSIONI - 1);
    Drawer {
        anni: (0..anni).map(|n| (2021 + n).to_string()).collect(),
        missioni: (0..missioni).map(|n| format!("{:03}", 11 + n)).collect(),
        obiettivi_left: OBIETTIVI_OF_A_PLAN,
        indicatori_left: INDICATORI_OF_A_PLAN,
        draw: Draw {
            hard_words: [0, 400, 60][dice.below(3)],
            dice,
        },
    }
    .piano()
}

/// The same plan with a fifth of its texts worded anew.
pub(crate) fn reworded(piano: &Value, seed: u64) -> Value {
    let mut piano = piano.clone();
    let mut draw = Draw {
        dice: Dice::new(seed ^ 0x3e0d),
        hard_words: 100,
    };
    reword(&mut piano, &mut draw);
    piano
}

/// The texts of a plan by whose wording nothing else goes.
const WORDINGS: [&str; 10] = [
    "titolo",
    "testo",
    "algoritmo",
    "fonte",
    "note",
    "nome",
    "sigla",
    "peso",
    "arco_temporale",
    "portatori_di_interesse",
];

fn reword(value: &mut Value, draw: &mut Draw) {
    match value {
        Value::Mapping(group) => {
            for (key, value) in group {
                let is_wording = key.as_str().is_some_and(|key| WORDINGS.contains(&key));
                match value {
                    Value::String(text) if is_wording && draw.dice.one_in(5) => {
                        *text = name(draw);
                    }
                    value => reword(value, draw),
                }
            }
        }
        Value::Sequence(entries) => entries.iter_mut().for_each(|entry| reword(entry, draw)),
        _ => {}
    }
}

/// A size: mostly a few, at times none, at times anything up to the largest.
fn count(dice: &mut Dice, at_most: usize) -> usize {
    match dice.below(12) {
        0 => dice.below(at_most + 1),
        1 => 0,
        _ => dice.below(at_most.min(2) + 1),
    }
}

fn word(draw: &mut Draw) -> String {
    if draw.hard_words > 0 && draw.dice.one_in(draw.hard_words) {
        return hard_word(&mut draw.dice);
    }
    draw.dice.one_of(&WORDS).to_owned()
}

fn hard_word(dice: &mut Dice) -> String {
    if dice.one_in(2) {
        letters(dice)
    } else {
        dice.one_of(&HARD).to_owned()
    }
}

/// A word of many letters, which no hyphen, slash or dot parts.
fn letters(dice: &mut Dice) -> String {
    let alphabet: Vec<char> = dice
        .one_of(&[
            "abcdefghilmnopqrstuvz",
            "ABCDEFGHILMNOPQRSTUVZ",
            "W",
            "i",
            "àèìòù",
            "0123456789",
        ])
        .chars()
        .collect();
    let length = 1 + dice.below(WORD);
    (0..length)
        .map(|_| alphabet[dice.below(alphabet.len())])
        .collect()
}

/// A text of so many characters at the most, ended where a word ends if it can be.
fn text_of(length: usize, draw: &mut Draw) -> String {
    let mut text = word(draw);
    while text.chars().count() < length {
        text.push(' ');
        text.push_str(&word(draw));
    }
    let text: String = text.chars().take(length.max(1)).collect();
    text.trim_end().to_owned()
}

/// A name: mostly of a line or two, at times of three hundred characters.
fn name(draw: &mut Draw) -> String {
    let at_most = match draw.dice.below(10) {
        0..=5 => 40,
        6..=8 => 120,
        _ => NAME,
    };
    let length = 1 + draw.dice.below(at_most);
    text_of(length, draw)
}

/// A code, a measure, an abbreviation.
fn sign(draw: &mut Draw) -> String {
    match draw.dice.below(20) {
        0 if draw.hard_words > 0 => hard_word(&mut draw.dice),
        1 => text_of(60, draw),
        _ => draw
            .dice
            .one_of(&["KPI", "%", "n. imprese", "10", "E84E21000470005", "gg"])
            .to_owned(),
    }
}

/// A prose: some paragraphs, at times with a list, at times longer than a page.
fn prosa(draw: &mut Draw) -> String {
    let paragraphs = 1 + count(&mut draw.dice, 11);
    let paragraphs: Vec<String> = (0..paragraphs)
        .map(|_| match draw.dice.below(8) {
            0 => (0..1 + draw.dice.below(6))
                .map(|_| format!("- {}", name(draw)))
                .collect::<Vec<_>>()
                .join("\n"),
            1 => format!("**{}** {}", draw.dice.one_of(&WORDS[3..8]), name(draw)),
            2 if draw.dice.one_in(4) => text_of(4_000, draw),
            _ => {
                let length = 1 + draw.dice.below(300);
                text_of(length, draw)
            }
        })
        .collect();
    paragraphs.join("\n\n")
}

fn amount(dice: &mut Dice) -> String {
    let thousands = |dice: &mut Dice| format!(".{:03}", dice.below(1000));
    let mut amount = (1 + dice.below(9)).to_string();
    let groups = if dice.one_in(4) { 3 } else { dice.below(3) };
    for _ in 0..groups {
        amount.push_str(&thousands(dice));
    }
    if dice.one_in(10) {
        return "9.999.999.999,99".to_owned();
    }
    format!("{amount},{:02}", dice.below(100))
}

fn target(draw: &mut Draw) -> String {
    let dice = &mut draw.dice;
    match dice.below(12) {
        0 => {
            let length = 1 + dice.below(80);
            text_of(length, draw)
        }
        1 => format!("≥ {} €", amount(dice)),
        2 => format!("tra {} e {} giorni", dice.below(9), 10 + dice.below(90)),
        _ => format!(
            "{} {}",
            dice.one_of(&[">=", "<", "=", "%"]),
            dice.below(1000)
        ),
    }
}

impl Drawer {
    fn piano(&mut self) -> Value {
        let missioni = self.missioni.clone();
        let missioni: Value = missioni
            .iter()
            .map(|codice| self.missione(codice))
            .collect();
        let anni: Value = self
            .anni
            .iter()
            .map(|anno| Value::from(anno.as_str()))
            .collect();
        let ordine: Vec<Value> = self.missioni.iter().map(|m| m.as_str().into()).collect();
        let ordine = self.perhaps(4, |_| ordine.into_iter().rev().collect());
        let values = vec![
            ("esercizio", self.anni[0].as_str().into()),
            ("triennio", anni),
            ("missioni", missioni),
            ("ordine_schede", ordine),
            ("raccordo", self.perhaps(2, Self::raccordo)),
            ("capitoli", self.list(CAPITOLI, |d, _| d.of(Capitolo::KIND))),
            ("totali", self.perhaps(2, Self::totali)),
            ("firme", self.list(FIRME, Self::firma)),
            ("variazioni", Value::Null),
        ];
        self.drawn(Piano::KIND, values)
    }

    fn missione(&mut self, codice: &str) -> Value {
        let programmi = 1 + usize::from(self.draw.dice.one_in(4));
        let programmi = (0..programmi)
            .map(|n| self.programma(&format!("{codice}-{n:03}")))
            .collect();
        let values = vec![
            ("codice", codice.into()),
            ("programmi", programmi),
            ("funzioni", self.list(4, Self::funzione)),
        ];
        self.drawn(Missione::KIND, values)
    }

    fn funzione(&mut self, number: usize) -> Value {
        let codice = ["A", "B", "C", "D"][number].into();
        self.drawn(Funzione::KIND, vec![("codice", codice)])
    }

    fn programma(&mut self, codice: &str) -> Value {
        let obiettivi = count(&mut self.draw.dice, 12).min(self.obiettivi_left);
        self.obiettivi_left -= obiettivi;
        let obiettivi = (0..obiettivi)
            .map(|n| self.obiettivo(&format!("{codice}.{n}")))
            .collect();
        let values = vec![("codice", codice.into()), ("obiettivi", obiettivi)];
        self.drawn(Programma::KIND, values)
    }

    fn obiettivo(&mut self, codice: &str) -> Value {
        let indicatori = count(&mut self.draw.dice, INDICATORI).min(self.indicatori_left);
        self.indicatori_left -= indicatori;
        let indicatori = (0..indicatori)
            .map(|n| self.indicatore(&format!("{codice}.{n}")))
            .collect();
        let values = vec![("codice", codice.into()), ("indicatori", indicatori)];
        self.drawn(Obiettivo::KIND, values)
    }

    fn indicatore(&mut self, codice: &str) -> Value {
        self.drawn(Indicatore::KIND, vec![("codice", codice.into())])
    }

    fn raccordo(&mut self) -> Value {
        let righe = self.list(RACCORDO, |d, _| {
            let missioni = (0..d.draw.dice.below(4).min(d.missioni.len()))
                .map(|_| Value::from(d.missioni[d.draw.dice.below(d.missioni.len())].as_str()))
                .collect();
            d.drawn(RigaRaccordo::KIND, vec![("missioni", missioni)])
        });
        let righe = if righe.is_null() {
            Vec::<Value>::new().into()
        } else {
            righe
        };
        self.drawn(Raccordo::KIND, vec![("righe", righe)])
    }

    fn totali(&mut self) -> Value {
        let quadratura = self.list(QUADRATURA, |d, _| d.of(Quadratura::KIND));
        let values = vec![("stampa", "sì".into()), ("quadratura", quadratura)];
        self.drawn(Totali::KIND, values)
    }

    fn firma(&mut self, _: usize) -> Value {
        let riga = self.perhaps(3, |d| (1 + d.draw.dice.below(9)).to_string().into());
        self.drawn(Firma::KIND, vec![("riga", riga)])
    }

    fn of(&mut self, kind: Kind) -> Value {
        self.drawn(kind, Vec::new())
    }

    /// A group with some of its values; the others are drawn by their kinds.
    fn drawn(&mut self, kind: Kind, mut values: Vec<(&str, Value)>) -> Value {
        let mut group = Mapping::new();
        for field in kind.own_fields() {
            let place = values.iter().position(|(key, _)| *key == field.key);
            let value = match place {
                Some(place) => values.remove(place).1,
                None if field.required => self.value(field),
                None => self.perhaps(2, |d| d.value(field)),
            };
            if !value.is_null() {
                group.insert(field.key.into(), value);
            }
        }
        assert!(values.is_empty(), "no such key: {values:?}");
        group.into()
    }

    fn value(&mut self, field: &Field) -> Value {
        match field.kind {
            Kind::Text if field.content == Content::Signs => sign(&mut self.draw).into(),
            kind => self.of_kind(kind),
        }
    }

    fn of_kind(&mut self, kind: Kind) -> Value {
        let dice = &mut self.draw.dice;
        match kind {
            Kind::Text => name(&mut self.draw).into(),
            Kind::Prose => prosa(&mut self.draw).into(),
            Kind::Amount => amount(dice).into(),
            Kind::Target => target(&mut self.draw).into(),
            Kind::Date => format!("2020-11-{:02}", 1 + dice.below(28)).into(),
            Kind::Year => self.anni[dice.below(self.anni.len())].as_str().into(),
            Kind::Choice(choices) => choices[dice.below(choices.len())].key.into(),
            Kind::List(entries) => {
                let count = 1 + count(dice, 11);
                (0..count).map(|_| self.of_kind(*entries)).collect()
            }
            Kind::PerYear(value) => {
                let anni = self.anni.clone();
                let pairs = anni.into_iter();
                let pairs = pairs.map(|anno| (anno.into(), self.of_kind(*value)));
                pairs.collect::<Mapping>().into()
            }
            Kind::PerPeriod(value) => {
                let count = 1 + count(dice, 11);
                let pairs =
                    (0..count).map(|n| ((2008 + n).to_string().into(), self.of_kind(*value)));
                pairs.collect::<Mapping>().into()
            }
            kind if kind == Atto::KIND => {
                let values = vec![
                    ("tipo", dice.one_of(&["delibera", "determina"]).into()),
                    (
                        "organo",
                        dice.one_of(&["Consiglio", "Commissario straordinario"])
                            .into(),
                    ),
                ];
                self.drawn(kind, values)
            }
            kind if kind == DocumentoDiProgrammazione::KIND => {
                self.drawn(kind, vec![("periodo", "2021-2025".into())])
            }
            kind if kind == Allegato::KIND => self.drawn(kind, vec![("lettera", "d".into())]),
            kind if kind == Logo::KIND => self.drawn(kind, vec![("file", LOGO.0.into())]),
            kind if kind == Ente::KIND => {
                let logo = self.perhaps(4, |d| d.of_kind(Logo::KIND));
                self.drawn(kind, vec![("logo", logo)])
            }
            Kind::Group(_) => self.of(kind),
            Kind::Either(kinds) => {
                let one = kinds[dice.below(kinds.len())];
                // Beside an amount, a text is one that stands for none.
                if one == Kind::Text && kind.admits(Kind::Amount) {
                    return "---".into();
                }
                self.of_kind(one)
            }
        }
    }

    /// A value once in so many times.
    fn perhaps(&mut self, count: usize, value: impl FnOnce(&mut Self) -> Value) -> Value {
        if self.draw.dice.one_in(count) {
            value(self)
        } else {
            Value::Null
        }
    }

    /// A list of so many entries at the most; left out when it is empty.
    fn list(&mut self, at_most: usize, mut entry: impl FnMut(&mut Self, usize) -> Value) -> Value {
        match count(&mut self.draw.dice, at_most) {
            0 => Value::Null,
            count => Value::Sequence((0..count).map(|n| entry(self, n)).collect()),
        }
    }
}
