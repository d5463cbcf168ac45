//! The table of mistakes and right variants by which the rules are judged (`tests/casi/`): each is a
//! change of a plan that is right. `CASI=elenca cargo test cases::` lists the cases that are judged wrongly.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use pira::rilievi::Rilievo;
use rayon::prelude::*;
use serde::Deserialize;
use serde_yaml::Value;

use crate::support::{findings, names, piano_2021, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    nome: String,
    piano: String,
    cambia: Vec<Replacement>,
    /// The rules that tell the mistake: any one of them.
    #[serde(default)]
    attesa: Vec<String>,
    /// A piece of the line where the mistake is told.
    #[serde(default)]
    presso: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacement {
    da: String,
    a: String,
    /// Which time the text occurs, from 1.
    #[serde(default)]
    volta: Option<usize>,
}

fn cases_of(kind: &str) -> Vec<Case> {
    let folder = root().join("tests/casi").join(kind);
    let read = |name: String| -> Vec<Case> {
        let text = fs::read_to_string(folder.join(format!("{name}.yaml"))).unwrap();
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{kind}/{name}: {error}"))
    };
    names(&folder, "yaml").into_iter().flat_map(read).collect()
}

fn plan(name: &str) -> String {
    let own = root().join(format!("tests/casi/piani/{name}.yaml"));
    let path = if own.exists() { own } else { piano_2021() };
    assert_eq!(path.file_stem().unwrap(), name);
    fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

/// The plan of a case with its changes made.
fn changed(case: &Case) -> String {
    case.cambia.iter().fold(plan(&case.piano), |text, change| {
        let places: Vec<usize> = text.match_indices(&change.da).map(|(at, _)| at).collect();
        let place = match change.volta {
            Some(time) => places.get(time - 1),
            None => places.first().filter(|_| places.len() == 1),
        };
        let place = *place.unwrap_or_else(|| panic!("{}: {places:?}", case.nome));
        let (before, after) = text.split_at(place);
        format!("{before}{}{}", change.a, &after[change.da.len()..])
    })
}

/// The plans of the table with a mistake each, with their names.
pub(crate) fn mistaken_plans() -> Vec<(String, String)> {
    let plan = |case: Case| (case.nome.clone(), changed(&case));
    cases_of("errori").into_iter().map(plan).collect()
}

#[test]
fn each_case_is_another_plan() {
    let (mistakes, right) = (cases_of("errori"), cases_of("giusti"));
    assert!(mistakes.len() >= 300 && right.len() >= 300);
    let mut seen = BTreeSet::new();
    for case in mistakes.iter().chain(&right) {
        let text = changed(case);
        assert!(
            serde_yaml::from_str::<Value>(&text).is_ok(),
            "{}",
            case.nome
        );
        let is_new = seen.insert(case.nome.clone()) && seen.insert(text);
        assert!(is_new, "{} is there twice", case.nome);
    }
    for case in &mistakes {
        let place = case.presso.as_deref().unwrap();
        assert!(
            !case.attesa.is_empty() && changed(case).contains(place),
            "{}",
            case.nome
        );
    }
    assert!(right.iter().all(|case| case.attesa.is_empty()));
}

/// The lines where a finding is told, its repetitions with it.
fn lines_of(rilievo: &Rilievo) -> Vec<usize> {
    let others = rilievo.repetitions.iter().map(|other| &other.location);
    let locations = rilievo.location.iter().chain(others);
    locations.map(|location| location.line()).collect()
}

/// Whether one of the rules of a mistake tells it, at its line.
fn is_told(case: &Case) -> bool {
    let text = changed(case);
    let lines: Vec<&str> = text.lines().collect();
    findings(&text).iter().any(|rilievo| {
        let is_expected = case
            .attesa
            .iter()
            .any(|name| Some(name.as_str()) == rilievo.name);
        let place = case.presso.as_deref().unwrap();
        let is_there = |line: usize| lines.get(line - 1).is_some_and(|line| line.contains(place));
        is_expected && lines_of(rilievo).into_iter().any(is_there)
    })
}

/// The findings of a right variant that its plan has not, each as its rule and its words.
fn false_alarms(case: &Case) -> Vec<String> {
    let said = |text: &str| -> Vec<String> {
        let told = |r: &Rilievo| {
            let others = r.repetitions.iter().map(|other| &other.message);
            let name = r.name.unwrap_or("lettura");
            let messages = std::iter::once(&r.message).chain(others);
            messages
                .map(|message| format!("{name}: {message}"))
                .collect::<Vec<_>>()
        };
        findings(text).iter().flat_map(told).collect()
    };
    let known = said(&plan(&case.piano));
    let mut found = said(&changed(case));
    for told in &known {
        if let Some(place) = found.iter().position(|other| other == told) {
            found.remove(place);
        }
    }
    found
}

/// Of the mistakes of the table, at least as many in 1000 are told at their line.
const RECALL: usize = 980;
/// Of the cases of the table that are told something, at least as many in 1000 are mistakes.
const PRECISION: usize = 990;

#[test]
fn the_rules_tell_the_mistakes_and_leave_the_right_variants_alone() {
    let (mistakes, right) = (cases_of("errori"), cases_of("giusti"));
    let missed: Vec<&Case> = mistakes.par_iter().filter(|case| !is_told(case)).collect();
    let alarmed: Vec<(&Case, Vec<String>)> = right
        .par_iter()
        .map(|case| (case, false_alarms(case)))
        .filter(|(_, alarms)| !alarms.is_empty())
        .collect();
    if std::env::var("CASI").is_ok_and(|value| value == "elenca") {
        for case in &missed {
            println!(
                "missed {} {} ({})",
                case.piano,
                case.nome,
                case.attesa.join(", ")
            );
        }
        for (case, alarms) in &alarmed {
            println!("false  {} {}: {}", case.piano, case.nome, alarms.join("; "));
        }
    }
    print_by_rule(&mistakes, &missed);
    let told = mistakes.len() - missed.len();
    let recall = told * 1000 / mistakes.len();
    let precision = told * 1000 / (told + alarmed.len());
    println!(
        "recall {told}/{} = {recall} ‰; precision {told}/{} = {precision} ‰; {} of {} right variants alarmed",
        mistakes.len(),
        told + alarmed.len(),
        alarmed.len(),
        right.len()
    );
    assert!(recall >= RECALL, "recall {recall} ‰");
    assert!(precision >= PRECISION, "precision {precision} ‰");
}

/// Of how many of each rule's mistakes are told; a mistake counts for the first of its rules.
fn print_by_rule(mistakes: &[Case], missed: &[&Case]) {
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for case in mistakes {
        rules.entry(&case.attesa[0]).or_default().1 += 1;
        let is_missed = missed.iter().any(|other| other.nome == case.nome);
        rules.entry(&case.attesa[0]).or_default().0 += usize::from(!is_missed);
    }
    for (rule, (told, all)) in rules {
        println!("{rule:32} {told:3} of {all:3}");
    }
}
