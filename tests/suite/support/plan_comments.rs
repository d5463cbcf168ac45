//! Plans with a comment wherever one can stand, each saying what it is about.

use std::collections::BTreeSet;

use super::random_plans::Dado;
use serde_yaml::{Mapping, Value};

/// The keys whose value tells an entry of a list from the others.
const IDENTITA: [(&str, &str); 10] = [
    ("missioni", "codice"),
    ("programmi", "codice"),
    ("obiettivi", "codice"),
    ("indicatori", "codice"),
    ("funzioni", "codice"),
    ("descrizione", "ambito"),
    ("capitoli", "titolo"),
    ("righe", "area"),
    ("quadratura", "voce"),
    ("firme", "ruolo"),
];

/// The lists whose entries keep their name wherever they stand.
const CON_CODICE: [&str; 4] = ["missioni", "programmi", "obiettivi", "indicatori"];

/// The name of the plan itself.
pub const PIANO: &str = "piano";

/// The name of an entry of a list.
pub fn address(di_chi: &str, elenco: &str, nome: &str) -> String {
    let lettera = |c: char| if c.is_alphanumeric() { c } else { '_' };
    if CON_CODICE.contains(&elenco) {
        format!("{elenco}/{nome}")
    } else {
        let nome: String = nome.chars().map(lettera).collect();
        format!("{di_chi}.{elenco}/{nome}")
    }
}

/// A plan written with comments above, beside, within and below what it says.
pub fn commented(piano: &Value, dado: &mut Dado) -> String {
    let mut righe = vec!["# sopra tutto".to_owned(), String::new()];
    if let Value::Mapping(gruppo) = piano {
        righe.extend(group(gruppo, 0, PIANO, dado));
    }
    righe.push("# in fondo".to_owned());
    righe.join("\n") + "\n"
}

/// The names of all that a plan says: `obiettivi/A1.titolo`.
pub fn addresses(piano: &Value) -> BTreeSet<String> {
    let mut trovati = BTreeSet::new();
    collect(piano, PIANO, &mut trovati);
    trovati
}

fn collect(valore: &Value, di_chi: &str, trovati: &mut BTreeSet<String>) {
    trovati.insert(di_chi.to_owned());
    for (chiave, valore) in valore.as_mapping().into_iter().flatten() {
        // A bare year is a number to YAML.
        let anno = chiave.as_u64().map(|anno| anno.to_string());
        let chiave = anno.as_deref().or(chiave.as_str()).unwrap();
        let campo = format!("{di_chi}.{}", chiave.replace('#', "_"));
        match valore {
            Value::Sequence(voci) => {
                trovati.insert(campo);
                for voce in voci {
                    if let Some(nome) = name(chiave, voce) {
                        collect(voce, &address(di_chi, chiave, nome), trovati);
                    }
                }
            }
            altro => collect(altro, &campo, trovati),
        }
    }
}

fn name<'a>(elenco: &str, voce: &'a Value) -> Option<&'a str> {
    let (_, identita) = IDENTITA.iter().find(|(nome, _)| *nome == elenco)?;
    voce.get(*identita)?.as_str()
}

fn group(gruppo: &Mapping, rientro: usize, di_chi: &str, dado: &mut Dado) -> Vec<String> {
    let spazi = " ".repeat(rientro);
    let mut righe = Vec::new();
    for (chiave, valore) in gruppo {
        let chiave = chiave.as_str().unwrap();
        let campo = format!("{di_chi}.{}", chiave.replace('#', "_"));
        if dado.una_su(6) {
            righe.push(String::new());
        }
        if dado.una_su(2) {
            righe.push(format!("{spazi}# sopra {campo} ."));
        }
        righe.extend(pair(&key(chiave), valore, rientro, (di_chi, &campo), dado));
    }
    if dado.una_su(3) {
        righe.push(format!("{spazi}# sotto {di_chi} ."));
    }
    righe
}

fn pair(
    chiave: &str,
    valore: &Value,
    rientro: usize,
    (di_chi, campo): (&str, &str),
    dado: &mut Dado,
) -> Vec<String> {
    let spazi = " ".repeat(rientro);
    let accanto = if dado.una_su(2) {
        format!("{}# accanto {campo} .", " ".repeat(2 + dado.sotto(3)))
    } else {
        String::new()
    };
    match valore {
        Value::Mapping(dentro) if !(dentro.is_empty() || is_flat(dentro) && dado.una_su(2)) => {
            let mut righe = vec![format!("{spazi}{chiave}:{accanto}")];
            righe.extend(group(dentro, rientro + 2, campo, dado));
            righe
        }
        Value::Mapping(dentro) => {
            let mut righe = in_braces(dentro, &format!("{spazi}{chiave}: "), rientro, campo, dado);
            righe.last_mut().unwrap().push_str(&accanto);
            righe
        }
        Value::Sequence(voci) if voci.iter().any(Value::is_mapping) => {
            let mut righe = vec![format!("{spazi}{chiave}:{accanto}")];
            let trattino = rientro + 2 * dado.sotto(2);
            for voce in voci {
                let nome = address(di_chi, chiave, name(chiave, voce).unwrap_or("?"));
                righe.extend(entry(voce.as_mapping().unwrap(), trattino, &nome, dado));
            }
            righe
        }
        Value::Sequence(voci) => {
            let voci: Vec<String> = voci.iter().map(in_quotes).collect();
            vec![format!("{spazi}{chiave}: [{}]{accanto}", voci.join(", "))]
        }
        scalare => scalar(chiave, scalare.as_str().unwrap(), rientro, &accanto, dado),
    }
}

fn entry(voce: &Mapping, trattino: usize, nome: &str, dado: &mut Dado) -> Vec<String> {
    let spazi = " ".repeat(trattino);
    let mut righe = Vec::new();
    if dado.una_su(4) {
        righe.push(String::new());
    }
    if dado.una_su(2) {
        righe.push(format!("{spazi}# sopra {nome} ."));
    }
    if is_flat(voce) && dado.una_su(3) {
        righe.extend(in_braces(voce, &format!("{spazi}- "), trattino, nome, dado));
        return righe;
    }
    let mut dentro = group(voce, trattino + 2, nome, dado);
    // The dash goes before the first key; what stands above the key is about it.
    let prima = dentro
        .iter()
        .position(|riga| !riga.trim().is_empty() && !riga.trim_start().starts_with('#'))
        .unwrap();
    let chiave = dentro[prima].trim_start().to_owned();
    dentro[prima] = format!("{spazi}- {chiave}");
    // Further right it would be about what comes before.
    let sopra: Vec<String> = dentro.drain(..prima).collect();
    let sopra = sopra.iter().map(|riga| riga.trim_start());
    righe.extend(
        sopra
            .filter(|riga| !riga.is_empty())
            .map(|riga| format!("{spazi}{riga}")),
    );
    righe.extend(dentro);
    righe
}

/// A group within braces: on a line, or on several with comments among them.
fn in_braces(
    gruppo: &Mapping,
    testa: &str,
    rientro: usize,
    nome: &str,
    dado: &mut Dado,
) -> Vec<String> {
    let coppie: Vec<String> = gruppo
        .iter()
        .map(|(chiave, valore)| format!("{}: {}", key(chiave.as_str().unwrap()), in_quotes(valore)))
        .collect();
    if coppie.is_empty() || !dado.una_su(3) {
        return vec![format!("{testa}{{ {} }}", coppie.join(", "))];
    }
    let spazi = " ".repeat(rientro + 4);
    let mut righe = vec![format!("{testa}{{  # dentro {nome} .")];
    righe.extend(coppie.iter().map(|coppia| format!("{spazi}{coppia},")));
    righe.push(format!("{spazi}# in fondo a {nome} ."));
    righe.push(format!("{}}}", " ".repeat(rientro + 2)));
    righe
}

fn scalar(
    chiave: &str,
    testo: &str,
    rientro: usize,
    accanto: &str,
    dado: &mut Dado,
) -> Vec<String> {
    let spazi = " ".repeat(rientro);
    let semplice = testo.chars().all(|c| c.is_alphanumeric() || c == ' ')
        && testo.starts_with(char::is_alphabetic)
        && !matches!(testo, "no" | "si" | "sì" | "null");
    match dado.sotto(4) {
        0 if semplice => vec![format!("{spazi}{chiave}: {testo}{accanto}")],
        1 if stands_in_a_block(testo) => {
            let mut righe = vec![format!("{spazi}{chiave}: |-{accanto}")];
            righe.extend(testo.lines().map(|riga| match riga {
                "" => String::new(),
                riga => format!("{spazi}  {riga}"),
            }));
            righe
        }
        2 if !testo.contains('\n') => {
            vec![format!(
                "{spazi}{chiave}: '{}'{accanto}",
                testo.replace('\'', "''")
            )]
        }
        _ => vec![format!("{spazi}{chiave}: {}{accanto}", quoted(testo))],
    }
}

/// Whether a text reads back as it is from a block of lines.
fn stands_in_a_block(testo: &str) -> bool {
    let intere = |riga: &str| riga.trim_start() == riga && (riga.is_empty() || riga.trim() == riga);
    !testo.is_empty() && testo.split('\n').all(intere) && testo.trim() == testo
}

fn is_flat(gruppo: &Mapping) -> bool {
    gruppo.values().all(|valore| match valore {
        Value::Mapping(_) => false,
        Value::Sequence(voci) => !voci.iter().any(Value::is_mapping),
        _ => true,
    })
}

/// A key, between quotes where it needs them.
fn key(chiave: &str) -> String {
    if chiave.contains(':') {
        quoted(chiave)
    } else {
        chiave.to_owned()
    }
}

fn in_quotes(valore: &Value) -> String {
    match valore {
        Value::Sequence(voci) => {
            let voci: Vec<String> = voci.iter().map(in_quotes).collect();
            format!("[{}]", voci.join(", "))
        }
        scalare => quoted(scalare.as_str().unwrap()),
    }
}

fn quoted(testo: &str) -> String {
    serde_json::to_string(testo).unwrap()
}
