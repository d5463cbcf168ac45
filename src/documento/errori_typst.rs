//! What Typst finds wrong, in Italian and at the template's line.

use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};

use super::modelli::Reso;
use super::mondo::Mondo;
use crate::rilievi::{Rapporto, Rilievo};

/// The beginning of a Typst message, and its meaning; `{}` is what follows in the message.
const PAROLE: &[(&str, &str)] = &[
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
pub fn rapporto(mondo: &Mondo, reso: &Reso, diagnosi: &[SourceDiagnostic]) -> Rapporto {
    let mut rilievi: Vec<Rilievo> = Vec::new();
    for diagnosi in diagnosi {
        let nuovo = rilievo(mondo, reso, diagnosi);
        if !rilievi
            .iter()
            .any(|noto| noto.luogo == nuovo.luogo && noto.luogo.is_some())
        {
            rilievi.push(nuovo);
        }
    }
    rilievi.into_iter().collect()
}

fn rilievo(mondo: &Mondo, reso: &Reso, diagnosi: &SourceDiagnostic) -> Rilievo {
    let tradotto = parole(&diagnosi.message);
    let parole = tradotto
        .as_deref()
        .unwrap_or("Typst non può comporre questo punto del documento");
    let rilievo = match diagnosi.severity {
        Severity::Error => Rilievo::errore(parole),
        Severity::Warning => Rilievo::avviso(parole),
    };
    let rilievo = match tradotto {
        Some(_) => rilievo.regola("il documento è composto con Typst dai modelli"),
        None => rilievo.regola(format!("Typst, in inglese, dice: “{}”", diagnosi.message)),
    };
    let spans = std::iter::once(diagnosi.span).chain(
        diagnosi
            .trace
            .iter()
            .map(|traccia| DiagSpan::from(traccia.span)),
    );
    let luogo = spans
        .filter(|span| span.id() == Some(mondo.main()))
        .find_map(|span| reso.origine(mondo.range(span)?.start));
    match luogo {
        Some(luogo) => rilievo.in_luogo(luogo),
        None => rilievo,
    }
}

fn parole(messaggio: &str) -> Option<String> {
    // The exporter says first which standard a document does not keep.
    let of_a_standard = messaggio
        .strip_prefix("PDF/")
        .and_then(|rest| rest.split_once(" error: "));
    let messaggio = of_a_standard.map_or(messaggio, |(_, message)| message);
    PAROLE.iter().find_map(|(inizio, parole)| {
        let resto = messaggio.strip_prefix(inizio)?;
        Some(parole.replace("{}", resto))
    })
}
