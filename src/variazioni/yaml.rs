//! Values as YAML, written the way a person would: every text reads back as it was.

use serde_yaml::{Mapping, Value};

use crate::piano::Data;

/// How many characters a line of folded prose has at the most.
pub const LARGHEZZA: usize = 100;

/// How much a list or a group stands to the right of its key.
pub const RIENTRO: usize = 2;

/// The lines of a group, `rientro` spaces to the right; the first line too.
pub fn gruppo(gruppo: &Mapping, rientro: usize) -> Vec<String> {
    gruppo
        .iter()
        .flat_map(|(chiave, valore)| {
            coppia(
                &scalare_breve(chiave.as_str().unwrap_or_default()),
                valore,
                rientro,
            )
        })
        .collect()
}

/// The lines of a key with its value.
pub fn coppia(chiave: &str, valore: &Value, rientro: usize) -> Vec<String> {
    let spazi = " ".repeat(rientro);
    match valore {
        Value::Mapping(dentro) if dentro.is_empty() => vec![format!("{spazi}{chiave}: {{}}")],
        Value::Sequence(voci) if voci.is_empty() => vec![format!("{spazi}{chiave}: []")],
        Value::Mapping(dentro) => {
            let mut righe = vec![format!("{spazi}{chiave}:")];
            righe.extend(gruppo(dentro, rientro + RIENTRO));
            righe
        }
        Value::Sequence(voci) => {
            let mut righe = vec![format!("{spazi}{chiave}:")];
            let dentro = voci.iter().flat_map(|v| voce(v, rientro + RIENTRO));
            righe.extend(dentro);
            righe
        }
        Value::String(data) if e_una_data(chiave, data) => {
            vec![format!("{spazi}{chiave}: {data}")]
        }
        scalare => {
            let mut righe = scalare_lungo(&testo(scalare), rientro + RIENTRO);
            righe[0] = format!("{spazi}{chiave}: {}", righe[0]);
            righe
        }
    }
}

/// The lines of an entry of a list, its dash `rientro` spaces to the right.
pub fn voce(valore: &Value, rientro: usize) -> Vec<String> {
    let spazi = " ".repeat(rientro);
    let mut righe = match valore {
        Value::Mapping(dentro) if !dentro.is_empty() => gruppo(dentro, rientro + RIENTRO),
        Value::Mapping(_) => vec!["{}".to_owned()],
        Value::Sequence(_) => vec![in_riga(valore)],
        scalare => scalare_lungo(&testo(scalare), rientro + RIENTRO),
    };
    righe[0] = format!("{spazi}- {}", righe[0].trim_start());
    righe
}

/// A value on one line, as it may stand within braces.
pub fn in_riga(valore: &Value) -> String {
    match valore {
        Value::Mapping(dentro) => {
            let coppie = dentro.iter().map(|(chiave, valore)| {
                let chiave = scalare_breve(chiave.as_str().unwrap_or_default());
                match valore.as_str() {
                    Some(data) if e_una_data(&chiave, data) => format!("{chiave}: {data}"),
                    _ => format!("{chiave}: {}", in_riga(valore)),
                }
            });
            format!("{{ {} }}", coppie.collect::<Vec<_>>().join(", "))
        }
        Value::Sequence(voci) => {
            let voci: Vec<String> = voci.iter().map(in_riga).collect();
            format!("[{}]", voci.join(", "))
        }
        scalare => {
            let testo = testo(scalare);
            if testo.contains([',', '[', ']', '{', '}']) {
                fra_virgolette(&testo)
            } else {
                scalare_breve(&testo)
            }
        }
    }
}

/// A date under its own key needs no quotes.
fn e_una_data(chiave: &str, testo: &str) -> bool {
    chiave == "data" && Data::leggi(testo).is_some()
}

fn testo(scalare: &Value) -> String {
    match scalare {
        Value::String(testo) => testo.clone(),
        Value::Bool(scelta) => scelta.to_string(),
        Value::Number(numero) => numero.to_string(),
        _ => String::new(),
    }
}

/// A text on one line: bare when nothing in it could be taken for something else.
pub fn scalare_breve(testo: &str) -> String {
    if puo_stare_nudo(testo) {
        testo.to_owned()
    } else {
        fra_virgolette(testo)
    }
}

/// The lines of a text: folded when it is long, as a block when it has lines of its own. Only the
/// lines after the first are indented.
fn scalare_lungo(testo: &str, rientro: usize) -> Vec<String> {
    let spazi = " ".repeat(rientro);
    let in_blocco = |segno: &str, righe: Vec<String>| {
        let righe = righe.into_iter().map(|riga| match riga.as_str() {
            "" => String::new(),
            riga => format!("{spazi}{riga}"),
        });
        std::iter::once(segno.to_owned()).chain(righe).collect()
    };
    if testo.contains('\n') && puo_stare_in_blocco(testo) {
        return in_blocco("|-", testo.split('\n').map(str::to_owned).collect());
    }
    let lungo = testo.chars().count() + rientro > LARGHEZZA;
    if lungo && puo_stare_piegato(testo) {
        return in_blocco(">-", piega(testo, LARGHEZZA.saturating_sub(rientro)));
    }
    vec![scalare_breve(testo)]
}

fn piega(testo: &str, larghezza: usize) -> Vec<String> {
    let mut righe = vec![String::new()];
    for parola in testo.split(' ') {
        let ultima = righe.last().map_or(0, |riga| riga.chars().count());
        if ultima > 0 && ultima + 1 + parola.chars().count() > larghezza {
            righe.push(parola.to_owned());
        } else if let Some(riga) = righe.last_mut() {
            if ultima > 0 {
                riga.push(' ');
            }
            riga.push_str(parola);
        }
    }
    righe
}

fn puo_stare_piegato(testo: &str) -> bool {
    let spazi_semplici = !testo.contains("  ") && testo.trim() == testo;
    spazi_semplici && !testo.chars().any(|c| c.is_control() || e_invisibile(c))
}

fn puo_stare_in_blocco(testo: &str) -> bool {
    let comincia = testo.starts_with([' ', '\n', '\t']);
    let finisce = testo.ends_with('\n');
    let strani = |c: char| c.is_control() && c != '\n' || e_invisibile(c);
    let righe_di_spazi = testo
        .split('\n')
        .any(|riga| riga.trim().is_empty() && !riga.is_empty());
    !comincia && !finisce && !righe_di_spazi && !testo.chars().any(strani)
}

/// What YAML takes for a line end or drops at the start of a text.
fn e_invisibile(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn puo_stare_nudo(testo: &str) -> bool {
    let Some(primo) = testo.chars().next() else {
        return false;
    };
    let parola_di_yaml = matches!(
        testo.to_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null"
    );
    let comincia_bene = primo.is_alphabetic() || primo == '(' || e_un_numero(testo);
    let chiaro = testo
        .chars()
        .all(|c| c.is_alphanumeric() || " .,;:()/'’“”«»-–+%€°&=<>!?_".contains(c));
    comincia_bene
        && chiaro
        && !parola_di_yaml
        && testo.trim() == testo
        && !testo.contains(": ")
        && !testo.ends_with(':')
}

/// `2021`, `460.000,00`: what no reader takes for another number.
fn e_un_numero(testo: &str) -> bool {
    let intero = testo
        .parse::<i64>()
        .is_ok_and(|numero| numero >= 0 && numero.to_string() == testo);
    let decimale = testo.contains(',')
        && testo.starts_with(|c: char| c.is_ascii_digit())
        && testo
            .chars()
            .all(|c| c.is_ascii_digit() || ".,".contains(c));
    intero || decimale
}

fn fra_virgolette(testo: &str) -> String {
    let mut uscita = String::with_capacity(testo.len() + 2);
    uscita.push('"');
    for carattere in testo.chars() {
        match carattere {
            '"' => uscita.push_str("\\\""),
            '\\' => uscita.push_str("\\\\"),
            '\n' => uscita.push_str("\\n"),
            '\t' => uscita.push_str("\\t"),
            c if c.is_control() || e_invisibile(c) => {
                uscita.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => uscita.push(c),
        }
    }
    uscita.push('"');
    uscita
}
