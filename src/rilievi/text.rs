//! Findings as text for a person.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level, Renderer, Snippet};

use super::{Gravita, Location, Report, Rilievo};

/// How many characters of a long line are shown, around the place of the finding.
const LINE_WIDTH: usize = 120;

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
    let group =
        level
            .primary_title(rilievo.message.as_str())
            .elements(
                rilievo
                    .location
                    .as_ref()
                    .map(|location| snippet(location, AnnotationKind::Primary, None)),
            )
            .elements(
                rilievo.other_location.as_ref().map(|(location, words)| {
                    snippet(location, AnnotationKind::Context, Some(words))
                }),
            )
            .elements(rilievo.regola.as_ref().map(|regola| {
                Element::from(Level::NOTE.with_name("regola").message(regola.as_str()))
            }))
            .elements(rilievo.rimedio.as_ref().map(|rimedio| {
                Element::from(Level::HELP.with_name("rimedio").message(rimedio.as_str()))
            }));
    renderer.render(&[group])
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
