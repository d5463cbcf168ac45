//! Translates the errors and warnings of Typst into findings, at the line of the template.

use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};

use super::templates::RenderedSource;
use super::world::TypstWorld;
use crate::rilievi::{Location, Report, Rilievo};

/// The beginnings of Typst's messages with their translation; `{}` is the rest of the message.
const MESSAGES: &[(&str, &str)] = &[
    ("unknown variable: ", "la variabile “{}” non esiste"),
    ("unclosed delimiter", "una parentesi non è chiusa"),
    (
        "unexpected closing",
        "una parentesi chiusa che nessuno ha aperto",
    ),
    ("unclosed string", "le virgolette non sono chiuse"),
    (
        "unexpected argument",
        "un argomento che la funzione non prevede",
    ),
    ("missing argument: ", "manca l'argomento “{}”"),
    (
        "unknown font family: ",
        "il carattere tipografico “{}” non è fra quelli del documento",
    ),
    (
        "layout did not converge",
        "l'impaginazione non si stabilizza",
    ),
    ("file not found", "il modello chiede un file che non c'è"),
    (
        "failed to load file (access denied)",
        "il modello chiede un file che non gli è stato dato: sono accessibili solo quelli nominati nel piano",
    ),
    (
        "cannot access file system",
        "il modello chiede un file che non gli è stato dato: sono accessibili solo quelli nominati nel piano",
    ),
    ("condition is always true", "il ciclo non finisce mai"),
    ("loop seems to be infinite", "il ciclo non finisce mai"),
    ("maximum", "il modello richiama se stesso troppe volte"),
    ("expected ", "Typst si aspettava altro in questo punto"),
    ("unexpected ", "qui c'è qualcosa che Typst non prevede"),
    ("cannot ", "un'operazione che questi valori non consentono"),
    (
        "a PDF string is longer than 32767",
        "un testo senza spazi, o un titolo, è più lungo di 32.767 caratteri: un PDF non lo può contenere",
    ),
    ("panicked", "il modello si è fermato da sé"),
    (
        "assertion failed",
        "una condizione del modello non è rispettata",
    ),
];

/// The findings of Typst's diagnostics, one for each line of a template.
pub(crate) fn report(
    world: &TypstWorld,
    rendered: &RenderedSource,
    diagnostics: &[SourceDiagnostic],
) -> Report {
    let mut rilievi: Vec<Rilievo> = Vec::new();
    for diagnostic in diagnostics {
        let finding = rilievo(world, rendered, diagnostic);
        if !rilievi
            .iter()
            .any(|known| known.location == finding.location && known.location.is_some())
        {
            rilievi.push(finding);
        }
    }
    rilievi.into_iter().collect()
}

fn rilievo(
    world: &TypstWorld,
    rendered: &RenderedSource,
    diagnostic: &SourceDiagnostic,
) -> Rilievo {
    let translated = translation(&diagnostic.message);
    let words = translated
        .as_deref()
        .unwrap_or("Typst non può comporre questo punto del documento");
    let rilievo = match diagnostic.severity {
        Severity::Error => Rilievo::error(words),
        Severity::Warning => Rilievo::warning(words),
    };
    let rilievo = match translated {
        Some(_) => rilievo.with_regola("il documento è composto con Typst dai modelli"),
        None => rilievo.with_regola(format!("Typst, in inglese, dice: “{}”", diagnostic.message)),
    };
    let mut spans = std::iter::once(diagnostic.span).chain(
        diagnostic
            .trace
            .iter()
            .map(|trace_step| DiagSpan::from(trace_step.span)),
    );
    let location = spans.find_map(|span| location(world, rendered, span));
    match location {
        Some(location) => rilievo.at(location),
        None => rilievo,
    }
}

/// The template line that a place of the Typst source comes from.
pub(crate) fn location(
    world: &TypstWorld,
    rendered: &RenderedSource,
    span: DiagSpan,
) -> Option<Location> {
    if span.id() != Some(world.main()) {
        return None;
    }
    rendered.origin(world.range(span)?.start)
}

fn translation(wording: &str) -> Option<String> {
    // The exporter begins its messages with the standard that the document does not meet.
    let of_a_standard = wording
        .strip_prefix("PDF/")
        .and_then(|rest| rest.split_once(" error: "));
    let wording = of_a_standard.map_or(wording, |(_, message)| message);
    MESSAGES.iter().find_map(|(start, words)| {
        let remainder = wording.strip_prefix(start)?;
        Some(words.replace("{}", remainder))
    })
}
