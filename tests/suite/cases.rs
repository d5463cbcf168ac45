//! The table of mistakes and right variants by which the rules are to be judged (`tests/casi/`): each is
//! a change of a plan that is right. Here is seen that each can be made and gives another plan.

use std::collections::BTreeSet;
use std::fs;

use serde::Deserialize;
use serde_yaml::Value;

use crate::support::{names, piano_2021, root};

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
