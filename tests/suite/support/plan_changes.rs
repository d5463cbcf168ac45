//! Random changes of a plan: of any key, of any list, of what holds what.

use super::random_plans::{
    Dado, MISSIONI, ambito, area, capitolo, cornice, firma, funzione, indicatore, missione,
    obiettivo, programma, quadratura, testo,
};
use serde_yaml::{Mapping, Value};

/// The lists whose entries have a code, each with the key under which an entry holds others.
const CON_CODICE: [(&str, Option<&str>); 4] = [
    ("missioni", Some("programmi")),
    ("programmi", Some("obiettivi")),
    ("obiettivi", Some("indicatori")),
    ("indicatori", None),
];

/// The lists whose entries have a title.
const CON_TITOLO: [&str; 6] = [
    "descrizione",
    "funzioni",
    "capitoli",
    "righe",
    "quadratura",
    "firme",
];

/// The keys that a change of single keys leaves alone.
const STRUTTURA: [&str; 5] = ["codice", "missioni", "programmi", "obiettivi", "indicatori"];

/// A plan with some things changed, added, suppressed, moved.
pub fn cambiato(piano: &Value, dado: &mut Dado) -> Value {
    let mut piano = piano.clone();
    for _ in 0..1 + dado.sotto(8) {
        una_modifica(&mut piano, dado);
    }
    piano
}

fn una_modifica(piano: &mut Value, dado: &mut Dado) {
    match dado.sotto(12) {
        0 | 1 => {
            let fresca = cornice(dado);
            take_keys(piano, &fresca, dado);
        }
        2 | 3 => change_keys_of_one(piano, dado),
        4 => shuffle_a_list(piano, dado),
        5 => move_between_lists(piano, dado),
        6 => add_to_a_list(piano, dado),
        7 => remove_from_a_list(piano, dado),
        8 => empty_and_suppress(piano, dado),
        9 => gather_in_a_new_one(piano, dado),
        10 => change_codes(piano, dado),
        _ => {
            if let Some(gruppo) = a_group(piano, dado) {
                reverse_keys(gruppo);
            }
        }
    }
}

/// A code that no other thing has.
fn new_code(dado: &mut Dado) -> String {
    format!("N{}{}", dado.sotto(1_000_000), dado.sotto(1_000_000))
}

/// A new entry of a list.
fn new_entry(elenco: &str, dado: &mut Dado) -> Value {
    let codice = new_code(dado);
    let numero = dado.sotto(6);
    match elenco {
        "missioni" => missione(&codice, dado),
        "programmi" => programma(&codice, dado),
        "obiettivi" => obiettivo(&codice, dado),
        "indicatori" => indicatore(&codice, dado),
        "descrizione" => ambito(numero, dado),
        "funzioni" => funzione(numero, dado),
        "capitoli" => capitolo(numero, dado),
        "righe" => area(numero, dado),
        "quadratura" => quadratura(numero, dado),
        _ => firma(numero, dado),
    }
}

/// Gives a group some of the keys of another of its kind, and takes out some that the other lacks.
fn take_keys(gruppo: &mut Value, fresco: &Value, dado: &mut Dado) {
    let (Value::Mapping(gruppo), Value::Mapping(fresco)) = (gruppo, fresco) else {
        return;
    };
    let chiavi: Vec<Value> = gruppo.keys().chain(fresco.keys()).cloned().collect();
    for chiave in chiavi {
        let nome = chiave.as_str().unwrap_or_default();
        if STRUTTURA.contains(&nome) || !dado.una_su(4) {
            continue;
        }
        match (gruppo.get_mut(&chiave), fresco.get(&chiave)) {
            (Some(vecchio @ Value::Mapping(_)), Some(nuovo @ Value::Mapping(_)))
                if dado.una_su(2) =>
            {
                take_keys(vecchio, nuovo, dado);
            }
            (_, Some(nuovo)) => {
                gruppo.insert(chiave, nuovo.clone());
            }
            (_, None) => {
                gruppo.shift_remove(&chiave);
            }
        }
    }
}

fn change_keys_of_one(piano: &mut Value, dado: &mut Dado) {
    let quale = dado.sotto(CON_CODICE.len() + CON_TITOLO.len());
    let chiave = match CON_CODICE.get(quale) {
        Some((chiave, _)) => chiave,
        None => CON_TITOLO[quale - CON_CODICE.len()],
    };
    let mut voci: Vec<&mut Value> = lists(piano, chiave)
        .into_iter()
        .flat_map(|elenco| elenco.iter_mut())
        .collect();
    if voci.is_empty() {
        return;
    }
    let quale = dado.sotto(voci.len());
    let fresca = new_entry(chiave, dado);
    take_keys(voci[quale], &fresca, dado);
}

/// The list of a kind drawn at random, one of those that the plan has.
fn one_list<'a>(
    piano: &'a mut Value,
    dado: &mut Dado,
) -> Option<(&'static str, &'a mut Vec<Value>)> {
    let quale = dado.sotto(CON_CODICE.len() + CON_TITOLO.len());
    let chiave = match CON_CODICE.get(quale) {
        Some((chiave, _)) => chiave,
        None => CON_TITOLO[quale - CON_CODICE.len()],
    };
    let mut tutti = lists(piano, chiave);
    if tutti.is_empty() {
        return None;
    }
    let quale = dado.sotto(tutti.len());
    Some((chiave, tutti.swap_remove(quale)))
}

fn shuffle_a_list(piano: &mut Value, dado: &mut Dado) {
    if let Some((_, elenco)) = one_list(piano, dado) {
        for posto in (1..elenco.len()).rev() {
            elenco.swap(posto, dado.sotto(posto + 1));
        }
    }
}

fn add_to_a_list(piano: &mut Value, dado: &mut Dado) {
    if let Some((chiave, elenco)) = one_list(piano, dado) {
        let posto = dado.sotto(elenco.len() + 1);
        elenco.insert(posto, new_entry(chiave, dado));
    }
}

fn remove_from_a_list(piano: &mut Value, dado: &mut Dado) {
    if let Some((_, elenco)) = one_list(piano, dado)
        && !elenco.is_empty()
    {
        let posto = dado.sotto(elenco.len());
        elenco.remove(posto);
    }
}

/// Takes an entry with a code from its list and puts it in another of its kind.
fn move_between_lists(piano: &mut Value, dado: &mut Dado) {
    let (chiave, _) = CON_CODICE[1 + dado.sotto(3)];
    let mut elenchi = lists(piano, chiave);
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

/// Suppresses something after some of what it held has moved out of it.
fn empty_and_suppress(piano: &mut Value, dado: &mut Dado) {
    let (chiave, dentro) = CON_CODICE[dado.sotto(3)];
    let Some(dentro) = dentro else { return };
    let mut elenchi = lists(piano, chiave);
    elenchi.retain(|elenco| !elenco.is_empty());
    if elenchi.is_empty() {
        return;
    }
    let quale = dado.sotto(elenchi.len());
    let posto = dado.sotto(elenchi[quale].len());
    let mut tolta = elenchi[quale].remove(posto);
    let orfane: Vec<Value> = lists(&mut tolta, dentro)
        .into_iter()
        .flat_map(std::mem::take)
        .collect();
    let mut mete = lists(piano, dentro);
    if mete.is_empty() {
        return;
    }
    for mut orfana in orfane {
        if dado.una_su(4) {
            continue;
        }
        if dado.una_su(2) {
            let titolo = if dentro == "obiettivi" {
                "titolo"
            } else {
                "nome"
            };
            orfana[titolo] = testo(dado).into();
        }
        let meta = dado.sotto(mete.len());
        let posto = dado.sotto(mete[meta].len() + 1);
        mete[meta].insert(posto, orfana);
    }
}

/// Adds something that holds things which were elsewhere, beside its own.
fn gather_in_a_new_one(piano: &mut Value, dado: &mut Dado) {
    let (chiave, dentro) = CON_CODICE[dado.sotto(3)];
    let Some(dentro) = dentro else { return };
    let mut nuova = new_entry(chiave, dado);
    let mut prese = Vec::new();
    for elenco in lists(piano, dentro) {
        if !elenco.is_empty() && dado.una_su(2) {
            let posto = dado.sotto(elenco.len());
            prese.push(elenco.remove(posto));
        }
    }
    if let Value::Mapping(gruppo) = &mut nuova {
        let proprie = gruppo
            .entry(dentro.into())
            .or_insert(Value::Sequence(Vec::new()));
        if let Value::Sequence(proprie) = proprie {
            for presa in prese {
                let posto = dado.sotto(proprie.len() + 1);
                proprie.insert(posto, presa);
            }
        }
    }
    let mut mete = lists(piano, chiave);
    if mete.is_empty() {
        return;
    }
    let meta = dado.sotto(mete.len());
    let posto = dado.sotto(mete[meta].len() + 1);
    mete[meta].insert(posto, nuova);
}

/// Gives something another code, or swaps the codes of two things of a kind.
fn change_codes(piano: &mut Value, dado: &mut Dado) {
    let (chiave, _) = CON_CODICE[dado.sotto(CON_CODICE.len())];
    let nuovo = match chiave {
        "missioni" => MISSIONI[4].to_owned(),
        _ => new_code(dado),
    };
    let mut voci: Vec<&mut Value> = lists(piano, chiave)
        .into_iter()
        .flat_map(|elenco| elenco.iter_mut())
        .collect();
    if voci.is_empty() {
        return;
    }
    let (uno, altro) = (dado.sotto(voci.len()), dado.sotto(voci.len()));
    if dado.una_su(3) && uno != altro {
        let codici = [uno, altro].map(|quale| voci[quale]["codice"].clone());
        voci[uno]["codice"] = codici[1].clone();
        voci[altro]["codice"] = codici[0].clone();
    } else if voci.iter().all(|voce| voce["codice"] != *nuovo) {
        voci[uno]["codice"] = nuovo.into();
    }
}

fn reverse_keys(gruppo: &mut Mapping) {
    let mut coppie: Vec<(Value, Value)> = std::mem::take(gruppo).into_iter().collect();
    coppie.reverse();
    gruppo.extend(coppie);
}

/// A group drawn at random: this one, or one within it.
fn a_group<'a>(valore: &'a mut Value, dado: &mut Dado) -> Option<&'a mut Mapping> {
    match valore {
        Value::Sequence(voci) if !voci.is_empty() => {
            let quale = dado.sotto(voci.len());
            a_group(&mut voci[quale], dado)
        }
        Value::Mapping(gruppo) => {
            let dentro: Vec<Value> = gruppo
                .iter()
                .filter(|(_, valore)| match valore {
                    Value::Mapping(_) => true,
                    Value::Sequence(voci) => voci.iter().any(Value::is_mapping),
                    _ => false,
                })
                .map(|(chiave, _)| chiave.clone())
                .collect();
            if dentro.is_empty() || dado.una_su(4) {
                return Some(gruppo);
            }
            let quale = &dentro[dado.sotto(dentro.len())];
            gruppo
                .get_mut(quale)
                .and_then(|valore| a_group(valore, dado))
        }
        _ => None,
    }
}

/// All the lists of a value under a key, those whose entries are groups.
fn lists<'a>(valore: &'a mut Value, chiave: &str) -> Vec<&'a mut Vec<Value>> {
    // An area of the raccordo has missions too, but their codes alone.
    if chiave == "missioni" {
        let missioni = valore.get_mut(chiave).and_then(Value::as_sequence_mut);
        return missioni.into_iter().collect();
    }
    match valore {
        Value::Sequence(voci) => voci.iter_mut().flat_map(|v| lists(v, chiave)).collect(),
        Value::Mapping(gruppo) => gruppo
            .iter_mut()
            .flat_map(|(nome, valore)| {
                let voci = valore.as_sequence();
                let di_gruppi = voci.is_some_and(|voci| voci.iter().all(Value::is_mapping));
                if nome == chiave && di_gruppi {
                    valore.as_sequence_mut().into_iter().collect()
                } else {
                    lists(valore, chiave)
                }
            })
            .collect(),
        _ => Vec::new(),
    }
}
