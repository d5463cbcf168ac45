//! Random plans: every key of the schema, present or left out, with its default written or not.

use serde_yaml::{Mapping, Value};

/// Random numbers from a seed, the same on every machine.
pub struct Dado(u64);

impl Dado {
    pub fn new(seme: u64) -> Self {
        Self(seme.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0xd1b5_4a32_d192_ed03)
    }

    /// A number below a bound (splitmix64).
    pub fn sotto(&mut self, limite: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limite as u64) as usize
    }

    /// Yes, once in so many times.
    pub fn una_su(&mut self, quante: usize) -> bool {
        self.sotto(quante) == 0
    }

    /// One of some texts.
    pub fn fra<'a>(&mut self, scelte: &[&'a str]) -> &'a str {
        scelte[self.sotto(scelte.len())]
    }
}

const PAROLE: [&str; 24] = [
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
const STRANI: [&str; 26] = [
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
const ETICHETTE: [&str; 21] = [
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

pub fn testo(dado: &mut Dado) -> String {
    if dado.una_su(8) {
        return dado.fra(&STRANI).to_owned();
    }
    let molte = if dado.una_su(5) { 30 } else { 5 };
    let quante = 1 + dado.sotto(molte);
    let parole: Vec<&str> = (0..quante).map(|_| dado.fra(&PAROLE)).collect();
    parole.join(" ")
}

pub fn prosa(dado: &mut Dado) -> String {
    let quanti = 1 + dado.sotto(3);
    let capoversi: Vec<String> = (0..quanti).map(|_| testo(dado)).collect();
    capoversi.join("\n\n")
}

pub fn importo(dado: &mut Dado) -> String {
    format!(
        "{}.{:03},{:02}",
        1 + dado.sotto(900),
        dado.sotto(1000),
        dado.sotto(100)
    )
}

/// A title: its kind and a number, so that it may come twice; at times any text.
fn titolo(specie: &str, numero: usize, dado: &mut Dado) -> Value {
    if dado.una_su(4) {
        return testo(dado).into();
    }
    format!("{specie} {numero}").into()
}

/// A group of the keys that have a value.
fn gruppo(coppie: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let coppie = coppie.into_iter().filter(|(_, valore)| !valore.is_null());
    coppie
        .map(|(c, v)| (c.into(), v))
        .collect::<Mapping>()
        .into()
}

/// A value, or none: half the times.
fn forse(dado: &mut Dado, valore: impl FnOnce(&mut Dado) -> Value) -> Value {
    una_volta_su(2, dado, valore)
}

/// A value once in so many times.
fn una_volta_su(quante: usize, dado: &mut Dado, valore: impl FnOnce(&mut Dado) -> Value) -> Value {
    if dado.una_su(quante) {
        valore(dado)
    } else {
        Value::Null
    }
}

/// A text, once in three times.
fn forse_testo(dado: &mut Dado) -> Value {
    una_volta_su(3, dado, |d| testo(d).into())
}

fn forse_prosa(dado: &mut Dado) -> Value {
    una_volta_su(3, dado, |d| prosa(d).into())
}

/// One of some texts, or none.
fn una_di(scelte: &[&str], dado: &mut Dado) -> Value {
    forse(dado, |d| d.fra(scelte).into())
}

fn scelta(dado: &mut Dado) -> Value {
    una_di(&["sì", "si", "no"], dado)
}

/// A list of so many entries at the most; left out, or written, when it is empty.
fn elenco(
    massimo: usize,
    dado: &mut Dado,
    mut voce: impl FnMut(usize, &mut Dado) -> Value,
) -> Value {
    let quante = dado.sotto(massimo + 1);
    if quante == 0 && dado.una_su(2) {
        return Value::Null;
    }
    Value::Sequence((0..quante).map(|n| voce(n, dado)).collect())
}

/// Years, in an order that is that of print.
fn per_anno(anni: &[&str], dado: &mut Dado, valore: impl Fn(&mut Dado) -> Value) -> Value {
    let mut anni: Vec<&str> = anni.iter().copied().filter(|_| !dado.una_su(4)).collect();
    if dado.una_su(6) {
        anni.reverse();
    }
    let coppie = anni.into_iter().map(|anno| (anno.into(), valore(dado)));
    coppie.collect::<Mapping>().into()
}

fn risultati(dado: &mut Dado) -> Value {
    per_anno(&["2021", "2022", "2023"], dado, |d| {
        format!("{} {}", d.fra(&[">=", "<", "=", "%"]), d.sotto(100)).into()
    })
}

fn titoli(dado: &mut Dado) -> Value {
    let parti = ["premessa", "raccordo", "narrativa", "schede"];
    una_volta_su(3, dado, |d| {
        gruppo(parti.map(|parte| (parte, forse_testo(d))))
    })
}

fn etichette(dado: &mut Dado) -> Value {
    una_volta_su(4, dado, |d| {
        let parole = ETICHETTE.map(|parola| (parola, una_volta_su(4, d, |d| testo(d).into())));
        gruppo(parole)
    })
}

pub fn indicatore(codice: &str, dado: &mut Dado) -> Value {
    gruppo([
        ("codice", codice.into()),
        ("sigla", forse_testo(dado)),
        ("nome", forse(dado, |d| testo(d).into())),
        ("tipo", forse_testo(dado)),
        ("unita_di_misura", forse_testo(dado)),
        ("algoritmo", forse_testo(dado)),
        ("peso", forse_testo(dado)),
        (
            "valori_osservati",
            forse(dado, |d| match d.sotto(2) {
                0 => testo(d).into(),
                _ => per_anno(&["2019", "2020", "I sem. 2020", "II: #2"], d, |d| {
                    testo(d).into()
                }),
            }),
        ),
        ("risultati_attesi", forse(dado, risultati)),
        ("fonte", forse_testo(dado)),
        ("note", forse_prosa(dado)),
        ("etichette", etichette(dado)),
    ])
}

pub fn ambito(numero: usize, dado: &mut Dado) -> Value {
    gruppo([
        ("ambito", titolo("Ambito", numero, dado)),
        ("testo", prosa(dado).into()),
    ])
}

fn uno_o_piu_testi(dado: &mut Dado) -> Value {
    una_volta_su(3, dado, |d| match d.sotto(2) {
        0 => testo(d).into(),
        _ => vec![Value::from(testo(d)), testo(d).into()].into(),
    })
}

pub fn obiettivo(codice: &str, dado: &mut Dado) -> Value {
    gruppo([
        ("codice", codice.into()),
        ("progetti", uno_o_piu_testi(dado)),
        ("titolo", testo(dado).into()),
        ("titolo_narrativa", forse_testo(dado)),
        (
            "descrizione",
            forse(dado, |d| match d.sotto(2) {
                0 => prosa(d).into(),
                _ => elenco(3, d, ambito),
            }),
        ),
        ("arco_temporale", forse_testo(dado)),
        ("portatori_di_interesse", uno_o_piu_testi(dado)),
        ("centro_di_responsabilita", uno_o_piu_testi(dado)),
        (
            "risorse_economiche",
            forse(dado, |d| match d.sotto(4) {
                0 => d.fra(&["---", ""]).into(),
                3 => d.fra(&["0", "12", "-5,00", "€ 1.000,5"]).into(),
                1 => importo(d).into(),
                _ => per_anno(&["2021", "2022"], d, |d| importo(d).into()),
            }),
        ),
        ("note", forse_prosa(dado)),
        ("etichette", etichette(dado)),
        (
            "indicatori",
            elenco(3, dado, |n, d| indicatore(&format!("{codice}.{n}"), d)),
        ),
    ])
}

pub fn programma(codice: &str, dado: &mut Dado) -> Value {
    gruppo([
        ("codice", codice.into()),
        ("nome", testo(dado).into()),
        ("titoli", titoli(dado)),
        ("testo", forse_prosa(dado)),
        (
            "elenco_obiettivi",
            forse(dado, |d| {
                gruppo([
                    ("frase", forse_testo(d)),
                    ("forma", una_di(&["capoversi", "puntato"], d)),
                ])
            }),
        ),
        (
            "obiettivi",
            elenco(3, dado, |n, d| obiettivo(&format!("{codice}-O{n}"), d)),
        ),
    ])
}

pub fn funzione(numero: usize, dado: &mut Dado) -> Value {
    gruppo([
        ("codice", ["A", "B", "C", "D"][numero % 4].into()),
        ("nome", testo(dado).into()),
        ("esclusione", forse_testo(dado)),
        ("parte", forse_testo(dado)),
    ])
}

pub fn missione(codice: &str, dado: &mut Dado) -> Value {
    let quanti = dado.sotto(3);
    let programmi = (0..quanti)
        .map(|n| programma(&format!("{codice}-{n}"), dado))
        .collect();
    gruppo([
        ("codice", codice.into()),
        ("nome", testo(dado).into()),
        ("titoli", titoli(dado)),
        ("etichette", etichette(dado)),
        ("funzioni", elenco(2, dado, funzione)),
        ("testo", forse_prosa(dado)),
        ("programmi", Value::Sequence(programmi)),
    ])
}

fn data(dado: &mut Dado) -> Value {
    let giorno = 1 + dado.sotto(28);
    format!("2020-11-{giorno:02}").into()
}

fn atto(dado: &mut Dado) -> Value {
    gruppo([
        ("tipo", dado.fra(&["delibera", "determina"]).into()),
        ("organo", dado.fra(&["Consiglio", "Giunta"]).into()),
        ("numero", forse(dado, |d| d.sotto(40).to_string().into())),
        ("data", forse(dado, data)),
    ])
}

fn allegato(dado: &mut Dado) -> Value {
    gruppo([
        ("lettera", dado.fra(&["d", "E", "n. 2"]).into()),
        ("atto", forse(dado, atto)),
    ])
}

fn documento_di_programmazione(dado: &mut Dado) -> Value {
    gruppo([
        ("nome", forse_testo(dado)),
        ("periodo", forse(dado, |_| "2021-2025".into())),
        ("atto", forse(dado, atto)),
    ])
}

fn atti(dado: &mut Dado) -> Value {
    gruppo([
        (
            "programma_pluriennale",
            forse(dado, documento_di_programmazione),
        ),
        (
            "relazione_previsionale",
            forse(dado, documento_di_programmazione),
        ),
        (
            "preventivo_economico",
            forse(dado, documento_di_programmazione),
        ),
        (
            "piano_della_performance",
            forse(dado, |d| {
                gruppo([
                    ("nome", forse_testo(d)),
                    ("periodo", forse_testo(d)),
                    ("termine", forse_testo(d)),
                    ("relazione", forse_testo(d)),
                    ("anno_relazione", forse(d, |_| "2022".into())),
                ])
            }),
        ),
    ])
}

pub fn area(numero: usize, dado: &mut Dado) -> Value {
    let missioni = elenco(2, dado, |n, _| MISSIONI[n].into());
    gruppo([
        ("area", titolo("Area", numero, dado)),
        (
            "missioni",
            Value::Sequence(missioni.as_sequence().cloned().unwrap_or_default()),
        ),
    ])
}

fn raccordo(dado: &mut Dado) -> Value {
    let righe = (0..dado.sotto(3)).map(|n| area(n, dado)).collect();
    gruppo([
        ("titolo", forse_testo(dado)),
        ("testo", forse_prosa(dado)),
        (
            "colonne",
            forse(dado, |d| {
                gruppo([("missioni", testo(d).into()), ("aree", testo(d).into())])
            }),
        ),
        ("righe", Value::Sequence(righe)),
    ])
}

pub fn capitolo(numero: usize, dado: &mut Dado) -> Value {
    let posizioni = ["dopo_premessa", "prima_delle_schede", "dopo_le_schede"];
    let temi = ["scenario", "vincoli", "interventi_organizzativi"];
    gruppo([
        ("titolo", titolo("Capitolo", numero, dado)),
        ("testo", prosa(dado).into()),
        ("posizione", una_di(&posizioni, dado)),
        ("tema", una_di(&temi, dado)),
    ])
}

pub fn quadratura(numero: usize, dado: &mut Dado) -> Value {
    gruppo([
        ("voce", titolo("Voce", numero, dado)),
        ("importo", importo(dado).into()),
    ])
}

fn totali(dado: &mut Dado) -> Value {
    gruppo([
        ("stampa", scelta(dado)),
        ("titolo", forse_testo(dado)),
        ("preventivo", forse(dado, |d| importo(d).into())),
        ("quadratura", elenco(2, dado, quadratura)),
    ])
}

pub fn firma(numero: usize, dado: &mut Dado) -> Value {
    gruppo([
        ("ruolo", titolo("IL RUOLO", numero, dado)),
        ("nome", forse_testo(dado)),
        ("riga", forse(dado, |d| d.sotto(3).to_string().into())),
    ])
}

/// A random plan.
pub fn piano(dado: &mut Dado) -> Value {
    let quante = 1 + dado.sotto(3);
    let missioni = (0..quante).map(|n| missione(MISSIONI[n], dado)).collect();
    let Value::Mapping(mut intorno) = cornice(dado) else {
        unreachable!("a frame is a group")
    };
    intorno.insert("missioni".into(), Value::Sequence(missioni));
    intorno.into()
}

/// A plan without its missions.
pub fn cornice(dado: &mut Dado) -> Value {
    gruppo([
        (
            "ente",
            gruppo([
                ("nome", testo(dado).into()),
                (
                    "logo",
                    una_volta_su(3, dado, |d| {
                        gruppo([
                            ("file", d.fra(&["logo.svg", "altro.png"]).into()),
                            ("descrizione", testo(d).into()),
                        ])
                    }),
                ),
            ]),
        ),
        (
            "documento",
            gruppo([
                ("titolo", forse_testo(dado)),
                ("riferimento", forse_testo(dado)),
                ("data", data(dado)),
                ("copertina", scelta(dado)),
                ("indice", scelta(dado)),
                ("righe_vuote", scelta(dado)),
            ]),
        ),
        ("esercizio", dado.fra(&["2021", "2022"]).into()),
        (
            "triennio",
            elenco(3, dado, |n, _| ["2021", "2022", "2023"][n].into()),
        ),
        ("allegato", forse(dado, allegato)),
        ("atti", forse(dado, atti)),
        (
            "premessa",
            forse(dado, |d| {
                gruppo([("titolo", forse_testo(d)), ("testo", forse_prosa(d))])
            }),
        ),
        ("raccordo", forse(dado, raccordo)),
        ("capitoli", elenco(2, dado, capitolo)),
        ("etichette", etichette(dado)),
        ("ordine_schede", elenco(2, dado, |n, _| MISSIONI[n].into())),
        ("totali", forse(dado, totali)),
        ("firme", elenco(3, dado, firma)),
        (
            "variazioni",
            una_volta_su(4, dado, |_| Vec::<Value>::new().into()),
        ),
    ])
}
