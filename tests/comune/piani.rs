//! Random plans, and random changes of a plan.

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

    fn fra<'a>(&mut self, scelte: &[&'a str]) -> &'a str {
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

fn testo(dado: &mut Dado) -> String {
    let molte = if dado.una_su(5) { 30 } else { 5 };
    let quante = 1 + dado.sotto(molte);
    let parole: Vec<&str> = (0..quante).map(|_| dado.fra(&PAROLE)).collect();
    parole.join(" ")
}

fn prosa(dado: &mut Dado) -> String {
    let quanti = 1 + dado.sotto(3);
    let capoversi: Vec<String> = (0..quanti).map(|_| testo(dado)).collect();
    capoversi.join("\n\n")
}

fn importo(dado: &mut Dado) -> String {
    format!(
        "{}.{:03},{:02}",
        1 + dado.sotto(900),
        dado.sotto(1000),
        dado.sotto(100)
    )
}

fn risultati(dado: &mut Dado) -> Value {
    let mut anni = Mapping::new();
    for anno in ["2021", "2022", "2023"] {
        if !dado.una_su(4) {
            let valore = format!("{} {}", dado.fra(&[">=", "<", "=", "%"]), dado.sotto(100));
            anni.insert(anno.into(), valore.into());
        }
    }
    anni.into()
}

fn gruppo(coppie: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let coppie = coppie.into_iter().filter(|(_, valore)| !valore.is_null());
    coppie
        .map(|(c, v)| (c.into(), v))
        .collect::<Mapping>()
        .into()
}

/// A value, or none: half the times.
fn forse(dado: &mut Dado, valore: impl FnOnce(&mut Dado) -> Value) -> Value {
    if dado.una_su(2) {
        Value::Null
    } else {
        valore(dado)
    }
}

fn indicatore(codice: &str, dado: &mut Dado) -> Value {
    gruppo([
        ("codice", codice.into()),
        ("sigla", forse(dado, |d| testo(d).into())),
        ("nome", testo(dado).into()),
        ("algoritmo", forse(dado, |d| testo(d).into())),
        (
            "valori_osservati",
            forse(dado, |d| match d.sotto(2) {
                0 => testo(d).into(),
                _ => gruppo([("2019", testo(d).into()), ("2020", testo(d).into())]),
            }),
        ),
        ("risultati_attesi", risultati(dado)),
        ("note", forse(dado, |d| prosa(d).into())),
    ])
}

fn ambiti(dado: &mut Dado) -> Value {
    let quanti = dado.sotto(3);
    let voci = (0..quanti).map(|n| {
        gruppo([
            ("ambito", format!("Ambito {n}").into()),
            ("testo", prosa(dado).into()),
        ])
    });
    Value::Sequence(voci.collect())
}

fn obiettivo(codice: &str, dado: &mut Dado) -> Value {
    let quanti = dado.sotto(4);
    let indicatori = (0..quanti)
        .map(|n| indicatore(&format!("{codice}.{n}"), dado))
        .collect();
    gruppo([
        ("codice", codice.into()),
        ("titolo", testo(dado).into()),
        (
            "descrizione",
            forse(dado, |d| match d.sotto(2) {
                0 => prosa(d).into(),
                _ => ambiti(d),
            }),
        ),
        (
            "progetti",
            forse(dado, |d| {
                vec![Value::from(testo(d)), testo(d).into()].into()
            }),
        ),
        ("portatori_di_interesse", forse(dado, |d| testo(d).into())),
        (
            "risorse_economiche",
            forse(dado, |d| match d.sotto(3) {
                0 => "---".into(),
                1 => importo(d).into(),
                _ => gruppo([("2021", importo(d).into()), ("2022", importo(d).into())]),
            }),
        ),
        ("indicatori", Value::Sequence(indicatori)),
    ])
}

fn programma(codice: &str, dado: &mut Dado) -> Value {
    let quanti = dado.sotto(4);
    let obiettivi = (0..quanti)
        .map(|n| obiettivo(&format!("{codice}-O{n}"), dado))
        .collect();
    gruppo([
        ("codice", codice.into()),
        ("nome", testo(dado).into()),
        ("testo", forse(dado, |d| prosa(d).into())),
        ("obiettivi", Value::Sequence(obiettivi)),
    ])
}

fn missione(codice: &str, dado: &mut Dado) -> Value {
    let quanti = 1 + dado.sotto(2);
    let programmi = (0..quanti)
        .map(|n| programma(&format!("{codice}-{n}"), dado))
        .collect();
    gruppo([
        ("codice", codice.into()),
        ("nome", testo(dado).into()),
        (
            "funzioni",
            forse(dado, |d| {
                vec![gruppo([("codice", "A".into()), ("nome", testo(d).into())])].into()
            }),
        ),
        ("programmi", Value::Sequence(programmi)),
    ])
}

/// A random plan.
pub fn piano(dado: &mut Dado) -> Value {
    let quante = 1 + dado.sotto(3);
    let codici = ["011", "012", "016", "032"];
    let missioni = (0..quante).map(|n| missione(codici[n], dado)).collect();
    gruppo([
        ("ente", gruppo([("nome", testo(dado).into())])),
        (
            "documento",
            gruppo([
                ("data", "2020-12-03".into()),
                ("titolo", forse(dado, |d| testo(d).into())),
            ]),
        ),
        ("esercizio", "2021".into()),
        (
            "triennio",
            forse(dado, |_| vec![Value::from("2021"), "2022".into()].into()),
        ),
        (
            "premessa",
            forse(dado, |d| gruppo([("testo", prosa(d).into())])),
        ),
        (
            "capitoli",
            forse(dado, |d| {
                vec![capitolo("Scenario", d), capitolo("Vincoli", d)].into()
            }),
        ),
        (
            "totali",
            forse(dado, |d| {
                gruppo([
                    ("preventivo", importo(d).into()),
                    (
                        "quadratura",
                        vec![gruppo([
                            ("voce", "Altro".into()),
                            ("importo", importo(d).into()),
                        ])]
                        .into(),
                    ),
                ])
            }),
        ),
        ("missioni", Value::Sequence(missioni)),
        (
            "firme",
            vec![
                gruppo([
                    ("ruolo", "IL SEGRETARIO".into()),
                    ("nome", testo(dado).into()),
                ]),
                gruppo([("ruolo", "IL PRESIDENTE".into())]),
            ]
            .into(),
        ),
    ])
}

fn capitolo(titolo: &str, dado: &mut Dado) -> Value {
    gruppo([("titolo", titolo.into()), ("testo", prosa(dado).into())])
}

/// A plan with some things changed, added, suppressed, moved.
pub fn cambiato(piano: &Value, dado: &mut Dado) -> Value {
    let mut piano = piano.clone();
    for _ in 0..1 + dado.sotto(8) {
        una_modifica(&mut piano, dado);
    }
    piano
}

fn una_modifica(piano: &mut Value, dado: &mut Dado) {
    let nuovo = format!("N{}", dado.sotto(1_000_000));
    match dado.sotto(11) {
        0 => piano["ente"]["nome"] = testo(dado).into(),
        1 => piano["premessa"] = gruppo([("testo", prosa(dado).into())]),
        2 => {
            let missioni = piano["missioni"].as_sequence_mut().unwrap();
            let giro = 1 + dado.sotto(missioni.len());
            let quante = missioni.len();
            missioni.rotate_left(giro % quante);
        }
        3 => piano["capitoli"] = vec![capitolo("Vincoli", dado), capitolo("Nuovo", dado)].into(),
        4 => piano["firme"].as_sequence_mut().unwrap().reverse(),
        5 => {
            let indicatori = dado.sotto(2);
            let presi = elenchi(
                piano,
                if indicatori == 1 {
                    "indicatori"
                } else {
                    "obiettivi"
                },
            );
            sposta(presi, dado);
        }
        6 => {
            let mut elenchi = elenchi(piano, "obiettivi");
            let quale = dado.sotto(elenchi.len());
            let elenco = &mut elenchi[quale];
            let posto = dado.sotto(elenco.len() + 1);
            elenco.insert(posto, obiettivo(&nuovo, dado));
        }
        7 => {
            let mut elenchi = elenchi(piano, "indicatori");
            elenchi.retain(|elenco| !elenco.is_empty());
            if !elenchi.is_empty() {
                let quale = dado.sotto(elenchi.len());
                let posto = dado.sotto(elenchi[quale].len());
                elenchi[quale].remove(posto);
            }
        }
        8 => con_un_obiettivo(piano, dado, |obiettivo, dado| {
            obiettivo["codice"] = nuovo.clone().into();
            obiettivo["risorse_economiche"] = importo(dado).into();
        }),
        9 => con_un_obiettivo(piano, dado, |obiettivo, dado| {
            obiettivo["descrizione"] = ambiti(dado);
            obiettivo["titolo"] = testo(dado).into();
        }),
        _ => {
            let mut tutti = elenchi(piano, "indicatori");
            if let Some(indicatore) = tutti.iter_mut().flat_map(|elenco| elenco.iter_mut()).next() {
                indicatore["risultati_attesi"] = risultati(dado);
                indicatore["nome"] = testo(dado).into();
            }
        }
    }
}

fn con_un_obiettivo(piano: &mut Value, dado: &mut Dado, cambia: impl Fn(&mut Value, &mut Dado)) {
    let mut elenchi = elenchi(piano, "obiettivi");
    let mut obiettivi: Vec<&mut Value> = elenchi.iter_mut().flat_map(|e| e.iter_mut()).collect();
    if !obiettivi.is_empty() {
        let quale = dado.sotto(obiettivi.len());
        cambia(obiettivi[quale], dado);
    }
}

/// Takes an entry from one of some lists and puts it in another.
fn sposta(mut elenchi: Vec<&mut Vec<Value>>, dado: &mut Dado) {
    if elenchi.is_empty() {
        return;
    }
    let da = dado.sotto(elenchi.len());
    if elenchi[da].is_empty() {
        return;
    }
    let posto = dado.sotto(elenchi[da].len());
    let voce = elenchi[da].remove(posto);
    let a = dado.sotto(elenchi.len());
    let posto = dado.sotto(elenchi[a].len() + 1);
    elenchi[a].insert(posto, voce);
}

/// All the lists of a plan under a key.
fn elenchi<'a>(valore: &'a mut Value, chiave: &str) -> Vec<&'a mut Vec<Value>> {
    match valore {
        Value::Sequence(voci) => voci.iter_mut().flat_map(|v| elenchi(v, chiave)).collect(),
        Value::Mapping(gruppo) => gruppo
            .iter_mut()
            .flat_map(|(nome, valore)| {
                if nome == chiave
                    && let Value::Sequence(_) = valore
                {
                    return valore.as_sequence_mut().into_iter().collect();
                }
                elenchi(valore, chiave)
            })
            .collect(),
        _ => Vec::new(),
    }
}
