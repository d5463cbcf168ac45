//! What must hold of every plan and every amendment, on random ones with fixed seeds.

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::support::plan_changes::changed;
use crate::support::plan_comments::{PIANO, address, addresses, commented};
use crate::support::random_plans::{Dice, piano};
use pira::piano::Piano;
use pira::rilievi::to_text;
use pira::stages::render;
use pira::stages::{
    Change, Coordinato, Difference, ParsedVariazione, consolidate, coordinate, differences,
    draft_variazione, parse_variazione,
};
use pira::stages::{ParsedPlan, parse_plan};
use pira::{DocumentOptions, Margin, Templates};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How many random plans each property is tried on.
const TIMES: u32 = 500;

/// How many pairs of plans an amendment is deduced from.
const PAIRS: u32 = 2_000;

/// Random plans write every key that a plan can have, so that no property skips one.
#[test]
fn random_plans_write_every_key_of_the_schema() {
    let schema = std::fs::read(crate::support::root().join("data/piano.schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&schema).unwrap();
    let mut planned = BTreeSet::new();
    crate::support::plan_keys::of_schema(&schema, &schema, "", &mut planned);
    let mut written = BTreeSet::new();
    for seed in 0..u64::from(TIMES) {
        crate::support::plan_keys::of_plan(&piano(&mut Dice::new(seed)), "", &mut written);
    }
    assert!(planned.len() > 80, "{}", planned.len());
    assert_eq!(written, planned);
}

/// `confronta` says how the second plan comes from the first: applied, it gives exactly that.
#[test]
fn applying_what_the_comparison_says_gives_the_second_plan() {
    for_every_seed(PAIRS, |seed| {
        let (before, after) = two_plans(seed);
        let found = differences(&before.piano, &after.piano);
        let text = draft_variazione(&found);
        let wanted = written(&after.piano);
        if found.is_empty() {
            assert_eq!(written(&before.piano), wanted, "seed {seed}");
            return;
        }
        let coordinato = apply(before, &[&text], seed);
        assert_eq!(
            written(&coordinato.parsed.piano),
            wanted,
            "seed {seed}\n{text}"
        );
    });
}

/// An equal plan, its keys in another order and its texts between other quotes, is no different.
#[test]
fn the_order_of_keys_and_the_quotes_are_no_difference() {
    for_every_seed(TIMES, |seed| {
        let value = piano(&mut Dice::new(seed));
        let one = parsed(&serde_yaml::to_string(&value).unwrap(), seed);
        let other = parsed(&serde_json::to_string(&reversed(&value)).unwrap(), seed);
        assert_eq!(differences(&one.piano, &other.piano), [], "seed {seed}");
    });
}

/// Two amendments that touch different values give the same plan in either order of the command line.
#[test]
fn two_amendments_that_do_not_touch_give_the_same_in_either_order() {
    let tried = Cell::new(0);
    for_every_seed(TIMES, |seed| {
        let (before, after) = two_plans(seed);
        let value_changes: Vec<Difference> = differences(&before.piano, &after.piano)
            .into_iter()
            .filter(|d| matches!(d.change, Change::Value { .. }) && d.field != ["codice"])
            .collect();
        let (even, odd): (Vec<_>, Vec<_>) = value_changes
            .into_iter()
            .enumerate()
            .partition(|(n, _)| n % 2 == 0);
        if odd.is_empty() {
            return;
        }
        let [even, odd] = [even, odd].map(|part| {
            let part: Vec<Difference> = part.into_iter().map(|(_, d)| d).collect();
            draft_variazione(&part)
        });
        let (before_again, _) = two_plans(seed);
        let one = apply(before, &[&even, &odd], seed);
        let other = apply(before_again, &[&odd, &even], seed);
        assert_eq!(
            written(&one.parsed.piano),
            written(&other.parsed.piano),
            "seed {seed}"
        );
        tried.set(tried.get() + 1);
    });
    assert!(tried.get() > TIMES / 2, "{tried:?}");
}

/// In the quadro of a chain of acts every row names the acts that made it, and the chain gives the
/// plan that the last act wants.
#[test]
fn every_row_of_a_chain_of_three_acts_names_its_acts() {
    let lines = Cell::new(0);
    for_every_seed(TIMES, |seed| {
        let mut dice = Dice::new(seed);
        let mut piani = vec![piano(&mut dice)];
        for _ in 0..3 {
            let mut next = changed(&piani[piani.len() - 1], &mut dice);
            // Each act gives the document its own date.
            next["documento"]["data"] = piani[0]["documento"]["data"].clone();
            piani.push(next);
        }
        let plans: Vec<ParsedPlan> = piani
            .iter()
            .map(|piano| parsed(&serde_yaml::to_string(piano).unwrap(), seed))
            .collect();
        let atti: Vec<String> = plans
            .windows(2)
            .zip(["2021-03-31", "2021-07-30", "2021-10-29"])
            .filter_map(|(pair, data)| {
                let found = differences(&pair[0].piano, &pair[1].piano);
                let data = format!("  data: {data}");
                (!found.is_empty())
                    .then(|| draft_variazione(&found).replace("  # data: 2021-07-29", &data))
            })
            .collect();
        if atti.is_empty() {
            return;
        }
        let atti: Vec<&str> = atti.iter().map(String::as_str).collect();
        let before = parsed(&serde_yaml::to_string(&piani[0]).unwrap(), seed);
        let coordinato = apply(before, &atti, seed);
        let mut wanted = plans[3].piano.clone();
        wanted.documento.data = coordinato.parsed.piano.documento.data;
        assert_eq!(
            written(&coordinato.parsed.piano),
            written(&wanted),
            "seed {seed}"
        );
        for group in coordinato.quadro().gruppi {
            for line in group.righe {
                let nobody_s = line.atti.is_empty();
                assert!(!nobody_s, "seed {seed}\n{}\n{line:#?}", atti.join("\n"));
                lines.set(lines.get() + 1);
            }
        }
    });
    assert!(lines.get() > 5_000, "{lines:?}");
}

/// `consolida`, then `genera`, gives the document of `genera --variazione` less its history.
#[test]
fn the_consolidated_plan_gives_the_coordinated_document_without_its_history() {
    let with_comments = Cell::new(0);
    for_every_seed(TIMES, |seed| {
        let (before, after) = two_plans(seed);
        let text = draft_variazione(&differences(&before.piano, &after.piano));
        if text.ends_with("[]\n") {
            return;
        }
        let commented_plan = commented(&piano(&mut Dice::new(seed)), &mut Dice::new(seed + 1));
        let coordinato = apply(parsed(&commented_plan, seed), &[&text], seed);
        let consolidated = consolidate(&coordinato).unwrap();
        let read_again = parsed(&consolidated.text, seed);
        assert_eq!(
            written(&read_again.piano),
            written(&coordinato.parsed.piano),
            "seed {seed}"
        );
        assert!(
            consolidated.lost_comments.is_empty(),
            "seed {seed}\n{text}\n{}",
            consolidated.text
        );
        with_comments.set(with_comments.get() + consolidated.text.matches("# sopra").count());
        let without_history = alone(coordinato.parsed);
        assert_eq!(
            typst(&without_history),
            typst(&alone(read_again)),
            "seed {seed}"
        );
    });
    assert!(with_comments.get() > 1_000, "{with_comments:?}");
}

/// Of the comments of a plan, `consolida` loses those of what the acts deleted, and no others.
#[test]
fn consolidating_loses_only_the_comments_of_what_was_deleted() {
    let comments = Cell::new(0);
    for_every_seed(TIMES, |seed| {
        let mut dice = Dice::new(seed);
        let before = piano(&mut dice);
        let after = changed(&before, &mut dice);
        let text = commented(&before, &mut dice);
        let plans = [&text, &serde_yaml::to_string(&after).unwrap()].map(|t| parsed(t, seed));
        let found = differences(&plans[0].piano, &plans[1].piano);
        if found.is_empty() {
            return;
        }
        let replaced_fields: Vec<String> = found.iter().filter_map(replaced).collect();
        let variazione = draft_variazione(&found);
        let [before, _] = plans;
        let coordinato = apply(before, &[&variazione], seed);
        let consolidated = consolidate(&coordinato).unwrap();
        let read_again = parsed(&consolidated.text, seed);
        let said = || format!("seed {seed}\n{text}\n{variazione}\n{}", consolidated.text);
        assert_eq!(
            written(&read_again.piano),
            written(&coordinato.parsed.piano),
            "{}",
            said()
        );
        let lost: Vec<&str> = consolidated
            .lost_comments
            .iter()
            .filter_map(|line| text.lines().nth(line - 1))
            .collect();
        assert!(lost.is_empty(), "{}\n{lost:#?}", said());
        let remaining = addresses(&serde_yaml::from_str(&consolidated.text).unwrap());
        for comment in text
            .split("# ")
            .skip(1)
            .filter_map(|c| c.split(" .\n").next())
        {
            let (where_it_stands, subject) = comment.split_once(' ').unwrap_or_default();
            let subject = subject.strip_prefix("fondo a ").unwrap_or(subject);
            let with_the_value = replaced_fields.iter().any(|field| {
                subject.strip_prefix(field.as_str()).is_some_and(|rest| {
                    let around = matches!(where_it_stands, "sopra" | "accanto");
                    rest.starts_with(['.', '/']) || rest.is_empty() && !around
                })
            });
            if remaining.contains(subject) && !with_the_value {
                let kept = consolidated.text.contains(&format!("# {comment} .\n"));
                assert!(kept, "{comment}\n{}", said());
                comments.set(comments.get() + 1);
            }
        }
    });
    assert!(comments.get() > 10_000, "{comments:?}");
}

/// What stands within a value that a difference replaces as a whole.
fn replaced(difference: &Difference) -> Option<String> {
    let Change::Value { .. } = difference.change else {
        return None;
    };
    let mut owner = PIANO.to_owned();
    for (kind, name) in &difference.element {
        let (list, groups) = kind.list_keys().split_last()?;
        let in_group = [&[owner.as_str()], groups].concat().join(".");
        owner = address(&in_group, list, name);
    }
    Some(format!("{owner}.{}", difference.field.join(".")))
}

/// A plan that nothing amends.
fn alone(parsed: ParsedPlan) -> Coordinato {
    coordinate(parsed, Vec::new()).unwrap()
}

/// Tries a property on so many seeds, the same on every run.
fn for_every_seed(count: u32, try_one: impl Fn(u64)) {
    let config = Config {
        cases: count,
        failure_persistence: None,
        // A seed near one that fails is no simpler.
        max_shrink_iters: 0,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, rng)
        .run(&any::<u64>(), |seed| {
            try_one(seed);
            Ok(())
        })
        .unwrap();
}

fn two_plans(seed: u64) -> (ParsedPlan, ParsedPlan) {
    let mut dice = Dice::new(seed);
    let before = piano(&mut dice);
    let after = changed(&before, &mut dice);
    let text = |value| serde_yaml::to_string(value).unwrap();
    (parsed(&text(&before), seed), parsed(&text(&after), seed))
}

fn parsed(text: &str, seed: u64) -> ParsedPlan {
    parse_plan("piano.yaml", text.as_bytes())
        .unwrap_or_else(|report| panic!("seed {seed}\n{}\n{text}", to_text(&report, false)))
}

fn apply(before: ParsedPlan, variazioni: &[&str], seed: u64) -> Coordinato {
    let read: Vec<ParsedVariazione> = variazioni
        .iter()
        .map(|text| {
            // The name tells the two apart whatever the order they are given in.
            parse_variazione(&format!("{}.yaml", text.len()), text.as_bytes())
                .unwrap_or_else(|report| panic!("seed {seed}\n{}\n{text}", to_text(&report, false)))
        })
        .collect();
    coordinate(before, read).unwrap_or_else(|report| {
        panic!(
            "seed {seed}\n{}\n{}",
            to_text(&report, false),
            variazioni.join("\n---\n")
        )
    })
}

/// The plan in one way of writing it: equal texts, equal plans, order included.
fn written(piano: &Piano) -> String {
    let mut piano = piano.clone();
    // The amended plan has its amendments in it, and no longer names them.
    piano.variazioni.clear();
    piano.accettati.clear();
    serde_yaml::to_string(&piano).unwrap()
}

fn typst(coordinato: &Coordinato) -> String {
    let options = DocumentOptions {
        margin: Margin::Clean,
        ..DocumentOptions::default()
    };
    render(coordinato, &Templates::default(), options)
        .unwrap()
        .text
}

fn reversed(value: &serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value;
    match value {
        // The order of years and periods is that of print.
        Value::Mapping(group)
            if group.keys().all(|c| {
                c.as_str()
                    .is_some_and(|c| c.contains("20") || c.contains("II"))
            }) =>
        {
            value.clone()
        }
        Value::Mapping(group) => {
            let mut pairs: Vec<_> = group.iter().collect();
            pairs.reverse();
            let pairs = pairs.into_iter().map(|(c, v)| (c.clone(), reversed(v)));
            pairs.collect::<serde_yaml::Mapping>().into()
        }
        Value::Sequence(entries) => entries.iter().map(reversed).collect::<Vec<_>>().into(),
        other => other.clone(),
    }
}
