//! The rules as a person is told of them: each has a name that no other has, and examples that work;
//! each finding says its rule, and what stands at its place.

use std::collections::BTreeSet;

use pira::legge::{ElementKind, Regola, regole, rules_manual};
use pira::{Folder, PlanInput};
use serde_yaml::Value;

use crate::support::{findings, root};

const PIANO_2021: &str = include_str!("../../data/frosinone-latina-2021.yaml");

/// How many findings of a rule a plan has, with the keys of an example in its first element.
fn count(regola: &Regola, example: &str) -> usize {
    let found = findings(&with_example(regola, example));
    let of_rule = found.iter().filter(|r| r.name == Some(regola.name));
    of_rule.map(|r| 1 + r.repetitions.len()).sum()
}

/// The plan of 2021 with an example: its lines as they are, if the plan has no such keys.
fn with_example(regola: &Regola, example: &str) -> String {
    let mut plan: Value = serde_yaml::from_str(PIANO_2021).unwrap();
    let key = example.split(':').next().unwrap_or_default();
    if regola.example_of.is_none() && plan.get(key).is_none() {
        return format!("{PIANO_2021}{example}\n");
    }
    let containers = std::iter::successors(regola.example_of, |kind| ElementKind::container(*kind));
    let containers: Vec<ElementKind> = containers.collect();
    let lists = containers.iter().rev().flat_map(|kind| kind.list_keys());
    let element = lists.fold(&mut plan, |value, key| &mut value[*key][0]);
    let keys: Value = serde_yaml::from_str(example).unwrap();
    for (key, value) in keys.as_mapping().unwrap() {
        element[key] = value.clone();
    }
    serde_yaml::to_string(&plan).unwrap()
}

#[test]
fn the_examples_of_each_rule_break_it_and_keep_it() {
    let failing: Vec<(&str, usize, usize)> = regole()
        .map(|r| (r.name, count(r, r.wrong), count(r, r.right)))
        .filter(|(_, wrong, right)| wrong <= right)
        .collect();
    assert!(failing.is_empty(), "{failing:#?}");
}

/// The chapter of the manual is that of the program. `GOLDEN=accetta cargo test rules::` writes it.
#[test]
fn the_manual_explains_the_rules_as_they_are() {
    let page = root().join("docs/regole.md");
    if std::env::var("GOLDEN").is_ok_and(|value| value == "accetta") {
        std::fs::write(&page, rules_manual()).unwrap();
    }
    let written = std::fs::read_to_string(&page).unwrap_or_default();
    assert!(
        written.replace("\r\n", "\n") == rules_manual(),
        "docs/regole.md"
    );
}

#[test]
fn each_rule_has_a_name_of_its_own() {
    let names: BTreeSet<&str> = regole().map(|regola| regola.name).collect();
    assert_eq!(names.len(), regole().count());
    for name in names {
        let is_sign = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(name.chars().all(is_sign), "{name}");
    }
}

#[test]
fn each_finding_says_its_rule_and_what_stands_at_its_place() {
    let found = findings(PIANO_2021);
    assert!(found.len() > 10);
    for rilievo in &found {
        assert!(
            rilievo.name.is_some() && rilievo.place.is_some(),
            "{rilievo}"
        );
    }
    let target = "indicatore A1.1, risultati_attesi.2021";
    let spoilt = PIANO_2021.replacen("{ 2021: \">=2\"", "{ 2021: \">=\"", 1);
    let places: Vec<String> = findings(&spoilt)
        .into_iter()
        .filter_map(|r| r.place)
        .collect();
    assert!(places.iter().any(|place| place == target), "{places:#?}");
}

/// What an amendment wrote is named as the plan's own, though the finding points into the amendment.
#[test]
fn a_finding_in_an_amendment_says_what_it_amends() {
    let amendment = "atto: { tipo: deliberazione, organo: Giunta }\ntipo: rettifica\nmotivazione: Esempio.\nmodifiche:\n  - obiettivo: A1\n    \
                     campo: descrizione\n    a: Le imprese (anche artigiane sono assistite.\n";
    let plan = PlanInput::from_bytes("piano.yaml", PIANO_2021)
        .in_folder(Folder::Memory(Default::default()))
        .amended_by_bytes("variazione.yaml", amendment)
        .open()
        .unwrap();
    let found = plan.check().into_rilievi();
    let pair = found.iter().find(|r| {
        let location = r.location.as_ref();
        location.is_some_and(|location| location.source.name() == "variazione.yaml")
    });
    let pair = pair.unwrap_or_else(|| panic!("{found:#?}"));
    assert_eq!(pair.name, Some("segno-spaiato"));
    assert_eq!(pair.place.as_deref(), Some("obiettivo A1, descrizione"));
}
