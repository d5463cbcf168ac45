//! Findings as text for a person.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level, Renderer, Snippet};

use super::{Gravita, Luogo, Rapporto, Rilievo};

/// How many characters around the spot a long line shows.
const LARGHEZZA: usize = 120;

/// Writes every finding with its line, its rule and its remedy, in colour when asked.
pub fn in_testo(rapporto: &Rapporto, colori: bool) -> String {
    let disegno = if colori {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let disegno = disegno.decor_style(DecorStyle::Ascii).term_width(LARGHEZZA);
    let testi: Vec<String> = rapporto
        .rilievi()
        .iter()
        .map(|r| scrivi(r, &disegno))
        .collect();
    testi.join("\n\n")
}

fn scrivi(rilievo: &Rilievo, disegno: &Renderer) -> String {
    let livello = match rilievo.gravita {
        Gravita::Errore => Level::ERROR.with_name("errore"),
        Gravita::Avviso => Level::WARNING.with_name("avviso"),
    };
    let gruppo =
        livello
            .primary_title(rilievo.messaggio.as_str())
            .elements(
                rilievo
                    .luogo
                    .as_ref()
                    .map(|luogo| brano(luogo, AnnotationKind::Primary, None)),
            )
            .elements(
                rilievo
                    .altro_luogo
                    .as_ref()
                    .map(|(luogo, parole)| brano(luogo, AnnotationKind::Context, Some(parole))),
            )
            .elements(rilievo.regola.as_ref().map(|regola| {
                Element::from(Level::NOTE.with_name("regola").message(regola.as_str()))
            }))
            .elements(rilievo.rimedio.as_ref().map(|rimedio| {
                Element::from(Level::HELP.with_name("rimedio").message(rimedio.as_str()))
            }));
    disegno.render(&[gruppo])
}

/// The line of a place, and of a place that spans several lines the first.
fn brano<'a>(luogo: &'a Luogo, specie: AnnotationKind, parole: Option<&'a String>) -> Element<'a> {
    let sorgente = &luogo.sorgente;
    let (numero, _) = sorgente.riga_e_colonna(luogo.intervallo.start);
    let riga = sorgente.riga_intera(numero);
    let inizio = luogo.intervallo.start.min(riga.end) - riga.start;
    let fine = luogo.intervallo.end.min(riga.end) - riga.start;
    let annotazione = specie
        .span(inizio..fine.max(inizio))
        .label(parole.map(String::as_str));
    Snippet::source(&sorgente.testo()[riga])
        .line_start(numero)
        .path(sorgente.nome())
        .annotation(annotazione)
        .into()
}
