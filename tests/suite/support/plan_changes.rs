//! Random changes of a plan: of any key, of any list, of what holds what.

use super::random_plans::{
    Dice, MISSIONI, ambito, area, capitolo, firma, frame, funzione, indicatore, missione,
    obiettivo, programma, quadratura, text,
};
use serde_yaml::{Mapping, Value};

/// The lists whose entries have a code, each with the key under which an entry holds others.
const WITH_A_CODE: [(&str, Option<&str>); 4] = [
    ("missioni", Some("programmi")),
    ("programmi", Some("obiettivi")),
    ("obiettivi", Some("indicatori")),
    ("indicatori", None),
];

/// The lists whose entries have a title.
const WITH_A_TITLE: [&str; 6] = [
    "descrizione",
    "funzioni",
    "capitoli",
    "righe",
    "quadratura",
    "firme",
];

/// The keys that a change of single keys leaves alone.
const STRUCTURE: [&str; 5] = ["codice", "missioni", "programmi", "obiettivi", "indicatori"];

/// A plan with some things changed, added, suppressed, moved.
pub(crate) fn changed(piano: &Value, dice: &mut Dice) -> Value {
    let mut piano = piano.clone();
    for _ in 0..1 + dice.below(8) {
        change_once(&mut piano, dice);
    }
    piano
}

fn change_once(piano: &mut Value, dice: &mut Dice) {
    match dice.below(12) {
        0 | 1 => {
            let fresh = frame(dice);
            take_keys(piano, &fresh, dice);
        }
        2 | 3 => change_keys_of_one(piano, dice),
        4 => shuffle_a_list(piano, dice),
        5 => move_between_lists(piano, dice),
        6 => add_to_a_list(piano, dice),
        7 => remove_from_a_list(piano, dice),
        8 => empty_and_suppress(piano, dice),
        9 => gather_in_a_new_one(piano, dice),
        10 => change_codes(piano, dice),
        _ => {
            if let Some(group) = a_group(piano, dice) {
                reverse_keys(group);
            }
        }
    }
}

/// A code that no other thing has.
fn new_code(dice: &mut Dice) -> String {
    format!("N{}{}", dice.below(1_000_000), dice.below(1_000_000))
}

/// A new entry of a list.
fn new_entry(list: &str, dice: &mut Dice) -> Value {
    let codice = new_code(dice);
    let number = dice.below(6);
    match list {
        "missioni" => missione(&codice, dice),
        "programmi" => programma(&codice, dice),
        "obiettivi" => obiettivo(&codice, dice),
        "indicatori" => indicatore(&codice, dice),
        "descrizione" => ambito(number, dice),
        "funzioni" => funzione(number, dice),
        "capitoli" => capitolo(number, dice),
        "righe" => area(number, dice),
        "quadratura" => quadratura(number, dice),
        _ => firma(number, dice),
    }
}

/// Gives a group some of the keys of another of its kind, and takes out some that the other lacks.
fn take_keys(group: &mut Value, fresh: &Value, dice: &mut Dice) {
    let (Value::Mapping(group), Value::Mapping(fresh)) = (group, fresh) else {
        return;
    };
    let keys: Vec<Value> = group.keys().chain(fresh.keys()).cloned().collect();
    for key in keys {
        let name = key.as_str().unwrap_or_default();
        if STRUCTURE.contains(&name) || !dice.one_in(4) {
            continue;
        }
        match (group.get_mut(&key), fresh.get(&key)) {
            (Some(old @ Value::Mapping(_)), Some(new @ Value::Mapping(_))) if dice.one_in(2) => {
                take_keys(old, new, dice);
            }
            (_, Some(new)) => {
                group.insert(key, new.clone());
            }
            (_, None) => {
                group.shift_remove(&key);
            }
        }
    }
}

fn change_keys_of_one(piano: &mut Value, dice: &mut Dice) {
    let which = dice.below(WITH_A_CODE.len() + WITH_A_TITLE.len());
    let key = match WITH_A_CODE.get(which) {
        Some((key, _)) => key,
        None => WITH_A_TITLE[which - WITH_A_CODE.len()],
    };
    let mut entries: Vec<&mut Value> = lists(piano, key)
        .into_iter()
        .flat_map(|list| list.iter_mut())
        .collect();
    if entries.is_empty() {
        return;
    }
    let which = dice.below(entries.len());
    let fresh = new_entry(key, dice);
    take_keys(entries[which], &fresh, dice);
}

/// The list of a kind drawn at random, one of those that the plan has.
fn one_list<'a>(
    piano: &'a mut Value,
    dice: &mut Dice,
) -> Option<(&'static str, &'a mut Vec<Value>)> {
    let which = dice.below(WITH_A_CODE.len() + WITH_A_TITLE.len());
    let key = match WITH_A_CODE.get(which) {
        Some((key, _)) => key,
        None => WITH_A_TITLE[which - WITH_A_CODE.len()],
    };
    let mut all = lists(piano, key);
    if all.is_empty() {
        return None;
    }
    let which = dice.below(all.len());
    Some((key, all.swap_remove(which)))
}

fn shuffle_a_list(piano: &mut Value, dice: &mut Dice) {
    if let Some((_, list)) = one_list(piano, dice) {
        for place in (1..list.len()).rev() {
            list.swap(place, dice.below(place + 1));
        }
    }
}

fn add_to_a_list(piano: &mut Value, dice: &mut Dice) {
    if let Some((key, list)) = one_list(piano, dice) {
        let place = dice.below(list.len() + 1);
        list.insert(place, new_entry(key, dice));
    }
}

fn remove_from_a_list(piano: &mut Value, dice: &mut Dice) {
    if let Some((_, list)) = one_list(piano, dice)
        && !list.is_empty()
    {
        let place = dice.below(list.len());
        list.remove(place);
    }
}

/// Takes an entry with a code from its list and puts it in another of its kind.
fn move_between_lists(piano: &mut Value, dice: &mut Dice) {
    let (key, _) = WITH_A_CODE[1 + dice.below(3)];
    let mut all_lists = lists(piano, key);
    if all_lists.is_empty() {
        return;
    }
    let from = dice.below(all_lists.len());
    if all_lists[from].is_empty() {
        return;
    }
    let place = dice.below(all_lists[from].len());
    let entry = all_lists[from].remove(place);
    let to = dice.below(all_lists.len());
    let place = dice.below(all_lists[to].len() + 1);
    all_lists[to].insert(place, entry);
}

/// Suppresses something after some of what it held has moved out of it.
fn empty_and_suppress(piano: &mut Value, dice: &mut Dice) {
    let (key, inside) = WITH_A_CODE[dice.below(3)];
    let Some(inside) = inside else { return };
    let mut all_lists = lists(piano, key);
    all_lists.retain(|list| !list.is_empty());
    if all_lists.is_empty() {
        return;
    }
    let which = dice.below(all_lists.len());
    let place = dice.below(all_lists[which].len());
    let mut removed = all_lists[which].remove(place);
    let orphans: Vec<Value> = lists(&mut removed, inside)
        .into_iter()
        .flat_map(std::mem::take)
        .collect();
    let mut targets = lists(piano, inside);
    if targets.is_empty() {
        return;
    }
    for mut orphan in orphans {
        if dice.one_in(4) {
            continue;
        }
        if dice.one_in(2) {
            let titolo = if inside == "obiettivi" {
                "titolo"
            } else {
                "nome"
            };
            orphan[titolo] = text(dice).into();
        }
        let target = dice.below(targets.len());
        let place = dice.below(targets[target].len() + 1);
        targets[target].insert(place, orphan);
    }
}

/// Adds something that holds things which were elsewhere, beside its own.
fn gather_in_a_new_one(piano: &mut Value, dice: &mut Dice) {
    let (key, inside) = WITH_A_CODE[dice.below(3)];
    let Some(inside) = inside else { return };
    let mut added = new_entry(key, dice);
    let mut taken = Vec::new();
    for list in lists(piano, inside) {
        if !list.is_empty() && dice.one_in(2) {
            let place = dice.below(list.len());
            taken.push(list.remove(place));
        }
    }
    if let Value::Mapping(group) = &mut added {
        let own = group
            .entry(inside.into())
            .or_insert(Value::Sequence(Vec::new()));
        if let Value::Sequence(own) = own {
            for taken_entry in taken {
                let place = dice.below(own.len() + 1);
                own.insert(place, taken_entry);
            }
        }
    }
    let mut targets = lists(piano, key);
    if targets.is_empty() {
        return;
    }
    let target = dice.below(targets.len());
    let place = dice.below(targets[target].len() + 1);
    targets[target].insert(place, added);
}

/// Gives something another code, or swaps the codes of two things of a kind.
fn change_codes(piano: &mut Value, dice: &mut Dice) {
    let (key, _) = WITH_A_CODE[dice.below(WITH_A_CODE.len())];
    let new = match key {
        "missioni" => MISSIONI[4].to_owned(),
        _ => new_code(dice),
    };
    let mut entries: Vec<&mut Value> = lists(piano, key)
        .into_iter()
        .flat_map(|list| list.iter_mut())
        .collect();
    if entries.is_empty() {
        return;
    }
    let (one, other) = (dice.below(entries.len()), dice.below(entries.len()));
    if dice.one_in(3) && one != other {
        let codes = [one, other].map(|which| entries[which]["codice"].clone());
        entries[one]["codice"] = codes[1].clone();
        entries[other]["codice"] = codes[0].clone();
    } else if entries.iter().all(|entry| entry["codice"] != *new) {
        entries[one]["codice"] = new.into();
    }
}

fn reverse_keys(group: &mut Mapping) {
    let mut pairs: Vec<(Value, Value)> = std::mem::take(group).into_iter().collect();
    pairs.reverse();
    group.extend(pairs);
}

/// A group drawn at random: this one, or one within it.
fn a_group<'a>(value: &'a mut Value, dice: &mut Dice) -> Option<&'a mut Mapping> {
    match value {
        Value::Sequence(entries) if !entries.is_empty() => {
            let which = dice.below(entries.len());
            a_group(&mut entries[which], dice)
        }
        Value::Mapping(group) => {
            let inside: Vec<Value> = group
                .iter()
                .filter(|(_, value)| match value {
                    Value::Mapping(_) => true,
                    Value::Sequence(entries) => entries.iter().any(Value::is_mapping),
                    _ => false,
                })
                .map(|(key, _)| key.clone())
                .collect();
            if inside.is_empty() || dice.one_in(4) {
                return Some(group);
            }
            let which = &inside[dice.below(inside.len())];
            group.get_mut(which).and_then(|value| a_group(value, dice))
        }
        _ => None,
    }
}

/// All the lists of a value under a key, those whose entries are groups.
fn lists<'a>(value: &'a mut Value, key: &str) -> Vec<&'a mut Vec<Value>> {
    // An area of the raccordo has missions too, but their codes alone.
    if key == "missioni" {
        let missioni = value.get_mut(key).and_then(Value::as_sequence_mut);
        return missioni.into_iter().collect();
    }
    match value {
        Value::Sequence(entries) => entries.iter_mut().flat_map(|v| lists(v, key)).collect(),
        Value::Mapping(group) => group
            .iter_mut()
            .flat_map(|(name, value)| {
                let entries = value.as_sequence();
                let holds_groups =
                    entries.is_some_and(|entries| entries.iter().all(Value::is_mapping));
                if name == key && holds_groups {
                    value.as_sequence_mut().into_iter().collect()
                } else {
                    lists(value, key)
                }
            })
            .collect(),
        _ => Vec::new(),
    }
}
