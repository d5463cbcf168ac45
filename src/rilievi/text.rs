//! Findings as text for a person.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level, Renderer, Snippet};

use super::{Gravita, Location, Repetition, Report, Rilievo};

/// How many characters of a long line are shown, around the place of the finding.
const LINE_WIDTH: usize = 120;

/// Up to how many other places stand each on a line.
const FEW: usize = 3;

/// How many other places of a finding are told.
const MOST_REPETITIONS: usize = 40;

/// Every finding with its line, its rule and its remedy, with the colours of a terminal if `colors`.
pub fn to_text(report: &Report, colors: bool) -> String {
    let renderer = if colors {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer
        .decor_style(DecorStyle::Ascii)
        .term_width(LINE_WIDTH);
    let texts: Vec<String> = report
        .rilievi()
        .iter()
        .map(|r| rilievo_text(r, &renderer))
        .collect();
    texts.join("\n\n")
}

fn rilievo_text(rilievo: &Rilievo, renderer: &Renderer) -> String {
    let level = match rilievo.severity {
        Gravita::Errore => Level::ERROR.with_name("errore"),
        Gravita::Avviso => Level::WARNING.with_name("avviso"),
    };
    let rule = match rilievo.name {
        Some(name) => format!("regola {name}"),
        None => "regola".to_owned(),
    };
    let repetitions = (!rilievo.repetitions.is_empty()).then(|| repetitions_text(rilievo));
    let group = level
        .primary_title(rilievo.message.as_str())
        .elements(
            rilievo
                .location
                .as_ref()
                .map(|location| snippet(location, AnnotationKind::Primary, None)),
        )
        .elements(
            rilievo
                .other_location
                .as_ref()
                .map(|(location, words)| snippet(location, AnnotationKind::Context, Some(words))),
        )
        .elements(
            rilievo
                .place
                .as_ref()
                .map(|place| note("dove", place.as_str())),
        )
        .elements(
            repetitions
                .as_ref()
                .map(|places| note("anche", places.as_str())),
        )
        .elements(
            rilievo
                .regola
                .as_ref()
                .map(|regola| note(rule.as_str(), regola.as_str())),
        )
        .elements(rilievo.rimedio.as_ref().map(|rimedio| {
            Element::from(Level::HELP.with_name("rimedio").message(rimedio.as_str()))
        }));
    renderer.render(&[group])
}

fn note<'a>(name: &'a str, message: &'a str) -> Element<'a> {
    Level::NOTE.with_name(name).message(message).into()
}

/// The other places of a finding, each on a line; what is wrong there, where it is not the same.
fn repetitions_text(rilievo: &Rilievo) -> String {
    let told = rilievo.repetitions.iter().take(MOST_REPETITIONS);
    let mut lines: Vec<String> = told.map(|other| repetition_text(rilievo, other)).collect();
    let left = rilievo.repetitions.len() - lines.len();
    if left > 0 {
        lines.push(format!("in altri {left} posti; tutti con --formato json"));
    }
    let is_short = rilievo
        .repetitions
        .iter()
        .all(|other| other.message == rilievo.message);
    lines.join(if is_short && lines.len() > FEW {
        "; "
    } else {
        "\n"
    })
}

fn repetition_text(rilievo: &Rilievo, other: &Repetition) -> String {
    let location = &other.location;
    let file = rilievo.location.as_ref().map(|first| first.source.name());
    let file = match location.source.name() {
        name if Some(name) == file => String::new(),
        name => format!("{name}, "),
    };
    let place = other.place.iter().map(|place| format!(", {place}"));
    let message = (other.message != rilievo.message).then(|| format!(": {}", other.message));
    let rest: String = place.chain(message).collect();
    format!("{file}riga {}{rest}", location.line())
}

/// The line of a place, or its first line when it spans several, with the place underlined.
fn snippet<'a>(
    location: &'a Location,
    kind: AnnotationKind,
    words: Option<&'a String>,
) -> Element<'a> {
    let source = &location.source;
    let (number, _) = source.line_and_column(location.span.start);
    let line = source.whole_line(number);
    let start = location.span.start.min(line.end) - line.start;
    let end = location.span.end.min(line.end) - line.start;
    let annotation = kind
        .span(start..end.max(start))
        .label(words.map(String::as_str));
    Snippet::source(&source.text()[line])
        .line_start(number)
        .path(source.name())
        .annotation(annotation)
        .into()
}
