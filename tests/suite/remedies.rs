//! A remedy that offers a text works: with the text in its place the finding is gone, and no other comes.
//! `CASI=elenca cargo test remedies::` lists those that do not.

use std::fs;
use std::sync::LazyLock;

use pira::rilievi::{Location, Rilievo};
use rayon::prelude::*;
use regex_lite::Regex;

use crate::cases::mistaken_plans;
use crate::support::{findings, names, root};

/// The beginnings of the remedies that offer a text, and the text between quotation marks.
static OFFER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"^(?:scrivere|forse si voleva scrivere|scrivere il (?:testo|valore) fra virgolette:) (?:"((?:[^"\\]|\\.)*)"|“([^”]*)”)(?:$|[;,] (?:o |se |i codici))"#,
    )
    .unwrap()
});

/// The text that a remedy offers.
fn offered(rilievo: &Rilievo) -> Option<String> {
    let found = OFFER.captures(rilievo.rimedio.as_deref()?)?;
    let text = found.get(1).or_else(|| found.get(2))?;
    // With an omission it is a form to fill in, not a text.
    Some(text.as_str().to_owned()).filter(|text| !text.contains('…'))
}

/// The plans in which the text stands where a person would put it: in the place of what is underlined, or of
/// the value that it is a part of; between quotation marks or not.
fn mended(plan: &str, location: &Location, text: &str) -> Vec<String> {
    let line_start = plan[..location.span.start]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let line_end = plan[line_start..]
        .find('\n')
        .map_or(plan.len(), |at| line_start + at);
    let before = &plan[line_start..location.span.start];
    let value_start = before.rfind([':', '[', ',', '{']).map_or(line_start, |at| {
        let rest = &plan[line_start + at + 1..];
        line_start + at + 1 + rest.len() - rest.trim_start_matches(' ').len()
    });
    let rest = &plan[value_start..line_end];
    let value_end = match rest.chars().next() {
        Some(mark @ ('"' | '\'')) => rest[1..]
            .find(mark)
            .map_or(line_end, |at| value_start + at + 2),
        _ => rest
            .find([',', '}', ']'])
            .map_or(line_end, |at| value_start + at),
    };
    let span = location.span.clone();
    let quoted = format!("\"{text}\"");
    let same = plan[line_start..line_end].find(text);
    let same = same.map_or(span.clone(), |at| {
        line_start + at..line_start + at + text.len()
    });
    let places = [span, value_start..value_end, value_start..line_end, same];
    let texts = [text.to_owned(), quoted];
    let all = places.iter().flat_map(|place| {
        texts.iter().map(|text| {
            let (start, end) = (place.start, place.end.max(place.start));
            format!("{}{text}{}", &plan[..start], &plan[end..])
        })
    });
    all.collect()
}

/// What a finding says, to see whether it is still there.
fn said(rilievo: &Rilievo) -> (String, usize) {
    let line = rilievo.location.as_ref().map_or(0, Location::line);
    (rilievo.message.clone(), line)
}

/// The remedies of a plan that do not work, and how many it offers.
fn failing(name: &str, plan: &str) -> (Vec<String>, usize) {
    let found = findings(plan);
    let known: Vec<(String, usize)> = found.iter().map(said).collect();
    let mut failing = Vec::new();
    let mut offers = 0;
    for rilievo in &found {
        let (Some(text), Some(location)) = (offered(rilievo), &rilievo.location) else {
            continue;
        };
        if location.source.name() != "piano.yaml" {
            continue;
        }
        offers += 1;
        let works = |plan: &String| {
            let now = findings(plan);
            let same = |found: &[Rilievo]| {
                let same = found.iter().filter(|other| said(other) == said(rilievo));
                same.count()
            };
            let is_gone = same(&now) < same(&found);
            let is_new = |other: &Rilievo| {
                let is_known = known.iter().any(|known| *known == said(other));
                other.severity == pira::rilievi::Gravita::Errore && !is_known
            };
            is_gone && !now.iter().any(is_new)
        };
        if !mended(plan, location, &text).iter().any(works) {
            let rimedio = rilievo.rimedio.as_deref().unwrap();
            failing.push(format!(
                "{name}:{} {}: {rimedio}",
                location.line(),
                rilievo.message
            ));
        }
    }
    (failing, offers)
}

#[test]
fn every_text_that_a_remedy_offers_mends_the_plan() {
    let folder = root().join("tests/rilievi");
    let golden = names(&folder, "yaml").into_iter().filter_map(|name| {
        let text = fs::read_to_string(folder.join(format!("{name}.yaml"))).ok()?;
        Some((name, text.replace("\r\n", "\n")))
    });
    let plans: Vec<(String, String)> = golden.chain(mistaken_plans()).collect();
    let found: Vec<(Vec<String>, usize)> = plans
        .par_iter()
        .map(|(name, plan)| failing(name, plan))
        .collect();
    let offers: usize = found.iter().map(|(_, offers)| offers).sum();
    let failing: Vec<String> = found.into_iter().flat_map(|(failing, _)| failing).collect();
    println!(
        "{offers} remedies offer a text; {} do not work",
        failing.len()
    );
    assert!(offers > 100, "{offers}");
    assert!(failing.is_empty(), "{}", failing.join("\n"));
}
