//! The seed plan with one thing broken at random, ten thousand times with fixed seeds: the program
//! never panics, and either the plan is still one, or a finding stands near what was broken.

use std::fs;
use std::ops::Range;

use pira::rilievi::Report;
use pira::stages::check_plan;
use pira::stages::coordinate;
use pira::stages::parse_plan;
use pira::stages::render;
use pira::{DocumentOptions, Templates};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How many breakages of each kind.
const TIMES: u32 = 1_700;

/// How far from what was broken the nearest finding may stand, in lines: the next line with as
/// little indentation, for what swallows those in between.
const DISTANCE: usize = 40;

#[test]
fn a_line_removed_is_told_nearby() {
    break_the_plan(any::<usize>(), |lines, line| {
        lines.remove(line % lines.len());
    });
}

#[test]
fn a_line_repeated_is_told_nearby() {
    break_the_plan(any::<usize>(), |lines, line| {
        let line = line % lines.len();
        lines.insert(line, lines[line].clone());
    });
}

#[test]
fn two_lines_swapped_are_told_nearby() {
    break_the_plan(any::<usize>(), |lines, line| {
        let line = line % (lines.len() - 1);
        lines.swap(line, line + 1);
    });
}

#[test]
fn a_truncated_file_is_told_nearby() {
    break_the_plan(any::<(usize, usize)>(), |lines, (line, column)| {
        lines.truncate(1 + line % lines.len());
        let last = lines.last_mut().unwrap();
        let end = last
            .char_indices()
            .nth(column % 80)
            .map_or(last.len(), |(end, _)| end);
        last.truncate(end);
    });
}

#[test]
fn a_value_of_another_kind_is_told_nearby() {
    let values = prop::sample::select(vec![
        "[1, 2]", "{ a: b }", "15.000", "true", "~", "", ">= 2", "% x", "@x", "*x", "&x", "!x",
        "- x", "\"x", "'x", "[x", "{x", "x: y", "\\", "\"\\q\"", "\u{202e}", "<<", "\tx", "? x",
        "---",
    ]);
    break_the_plan((any::<usize>(), values), |lines, (line, value)| {
        let with_value: Vec<usize> = (0..lines.len())
            .filter(|line| lines[*line].contains(": "))
            .collect();
        let line = &mut lines[with_value[line % with_value.len()]];
        let end = line.find(": ").unwrap() + 2;
        line.replace_range(end.., value);
    });
}

#[test]
fn two_characters_swapped_are_told_nearby() {
    break_the_plan(any::<(usize, usize)>(), |lines, (line, column)| {
        let long_lines: Vec<usize> = (0..lines.len())
            .filter(|line| lines[*line].len() > 1)
            .collect();
        let line = &mut lines[long_lines[line % long_lines.len()]];
        let mut characters: Vec<char> = line.chars().collect();
        let place = column % (characters.len() - 1);
        characters.swap(place, place + 1);
        *line = characters.into_iter().collect();
    });
}

/// Breaks the seed plan in a way drawn at random, many times, and looks at what is said.
fn break_the_plan<S: Strategy>(choices: S, breakage: impl Fn(&mut Vec<String>, S::Value)) {
    let sound = fs::read_to_string(crate::support::piano_2021()).unwrap();
    let lines: Vec<String> = sound.lines().map(str::to_owned).collect();
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let config = Config {
        cases: TIMES,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, seed);
    let choices = choices.prop_map(|choice| {
        let mut broken_lines = lines.clone();
        breakage(&mut broken_lines, choice);
        broken_lines
    });
    runner
        .run(&choices, |broken_lines| {
            let broken = differing(&lines, &broken_lines);
            match examine(&broken_lines.join("\n")) {
                Ok(()) => Ok(()),
                Err(report) => is_near(&report, &broken_lines, &broken),
            }
        })
        .unwrap();
}

/// Reads, checks and renders, as `genera` does.
fn examine(text: &str) -> Result<(), Report> {
    let parsed = parse_plan("piano.yaml", text.as_bytes())?;
    check_plan(&parsed).into_result()?;
    let coordinato = coordinate(parsed, Vec::new())?;
    render(
        &coordinato,
        &Templates::default(),
        DocumentOptions::default(),
    )
    .map(|_| ())
}

/// The lines (from 1) of the broken text that are not as they were.
fn differing(before: &[String], after: &[String]) -> Range<usize> {
    let equal = |pairs: &mut dyn Iterator<Item = (&String, &String)>| {
        pairs.take_while(|(a, b)| a == b).count()
    };
    let same_above = equal(&mut before.iter().zip(after));
    let same_below = equal(&mut before.iter().rev().zip(after.iter().rev()));
    let end = after.len().saturating_sub(same_below).max(same_above);
    same_above + 1..end + 1
}

/// Whether a finding stands within a few lines of what was broken, or on the group that holds it.
fn is_near(report: &Report, lines: &[String], broken: &Range<usize>) -> Result<(), TestCaseError> {
    let locations = report.rilievi().iter().flat_map(|rilievo| {
        let other = rilievo
            .other_location
            .as_ref()
            .map(|(location, _)| location);
        rilievo.location.iter().chain(other)
    });
    let lines_told: Vec<usize> = locations
        .map(|location| location.source.line_and_column(location.span.start).0)
        .collect();
    let beside = |line_told: usize| {
        line_told
            .abs_diff(broken.start)
            .min(line_told.abs_diff(broken.end))
            <= DISTANCE
            || contains(lines, line_told, broken.start)
    };
    prop_assert!(
        lines_told.iter().any(|line_told| beside(*line_told)),
        "broken at {broken:?}, told at {lines_told:?}: {}",
        report
            .rilievi()
            .first()
            .map_or("", |rilievo| rilievo.message.as_str())
    );
    Ok(())
}

/// Whether the group that begins at a line reaches another: no line in between stands further left.
fn contains(lines: &[String], start: usize, line: usize) -> bool {
    let indentation = |line: &String| line.len() - line.trim_start().len();
    let Some(first) = lines.get(start - 1).map(indentation) else {
        return false;
    };
    let between = lines
        .iter()
        .take(line)
        .skip(start)
        .filter(|line| !line.trim().is_empty());
    start <= line && between.map(indentation).all(|other| other >= first)
}
