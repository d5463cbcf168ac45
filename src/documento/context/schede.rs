//! The sheets as templates see them: in the order of print, each element with the labels that hold for
//! it.

use serde::Serialize;

use crate::piano::{Etichette, Indicatore, Missione, Obiettivo, Piano, Posizione, Programma};

/// The sheet of a programme.
#[derive(Serialize)]
pub(crate) struct Scheda<'a> {
    missione: &'a Missione,
    programma: &'a Programma,
    etichette: Etichette,
    /// Whether the sheet before it belongs to another mission.
    apre_missione: bool,
    /// Whether the sheet begins a page in any case.
    apre_pagina: bool,
    obiettivi: Vec<ObiettivoContext<'a>>,
}

impl Scheda<'_> {
    /// How long the sheet is, roughly: an objective takes about twice the room of an indicator.
    fn length(&self) -> usize {
        let of_obiettivo = |obiettivo: &ObiettivoContext<'_>| 2 + obiettivo.indicatori.len();
        self.obiettivi.iter().map(of_obiettivo).sum()
    }
}

/// The length above which sheets are more than two pages, as [`Scheda::length`] counts it.
const LENGTH_OF_TWO_PAGES: usize = 16;

#[derive(Serialize)]
struct ObiettivoContext<'a> {
    obiettivo: &'a Obiettivo,
    etichette: Etichette,
    indicatori: Vec<IndicatoreContext<'a>>,
}

#[derive(Serialize)]
struct IndicatoreContext<'a> {
    indicatore: &'a Indicatore,
    etichette: Etichette,
}

/// The sheets of a plan.
pub(crate) fn schede<'a>(piano: &'a Piano, etichette: &Etichette) -> Vec<Scheda<'a>> {
    let mut previous = None;
    let mut schede: Vec<Scheda<'a>> = piano
        .schede()
        .into_iter()
        .map(|(missione, programma)| {
            let apre_missione = previous.replace(&missione.codice) != Some(&missione.codice);
            let etichette = etichette.overridden_by(missione.etichette.as_ref());
            let obiettivi = programma
                .obiettivi
                .iter()
                .map(|obiettivo| obiettivo_context(obiettivo, &etichette))
                .collect();
            Scheda {
                missione,
                programma,
                etichette,
                apre_missione,
                apre_pagina: false,
                obiettivi,
            }
        })
        .collect();
    begin_pages(&mut schede);
    schede
}

/// The titles of the last chapters before the sheets, as far as they have no text: headings that would
/// stay alone at the end of a page, since the sheets, or the totals without them, begin one.
pub(crate) fn headings_above_schede(piano: &Piano) -> Vec<&str> {
    let before = piano
        .capitoli
        .iter()
        .filter(|capitolo| capitolo.posizione == Posizione::PrimaDelleSchede);
    let mut titles: Vec<&str> = before
        .rev()
        .take_while(|capitolo| capitolo.testo.trim().is_empty())
        .map(|capitolo| &*capitolo.titolo)
        .collect();
    titles.reverse();
    titles
}

/// Decides which sheets begin a page in any case: the first, and that of a mission longer than two pages
/// which would follow more than two pages of others. Where the others begin is seen when the pages are laid
/// out. The sheets between two of these do not depend on what precedes them: they are laid out at the
/// same time as the others, and stay as they are when another mission is amended.
fn begin_pages(schede: &mut [Scheda<'_>]) {
    let mut before = None;
    let missioni = schede.chunk_by_mut(|_, next| !next.apre_missione);
    for missione in missioni {
        let length: usize = missione.iter().map(Scheda::length).sum();
        let begins = before
            .is_none_or(|before| before >= LENGTH_OF_TWO_PAGES && length >= LENGTH_OF_TWO_PAGES);
        missione[0].apre_pagina = begins;
        before = Some(if begins { 0 } else { before.unwrap_or(0) } + length);
    }
}

fn obiettivo_context<'a>(obiettivo: &'a Obiettivo, etichette: &Etichette) -> ObiettivoContext<'a> {
    let etichette = etichette.overridden_by(obiettivo.etichette.as_ref());
    let indicatori = obiettivo
        .indicatori
        .iter()
        .map(|indicatore| IndicatoreContext {
            indicatore,
            etichette: etichette.overridden_by(indicatore.etichette.as_ref()),
        })
        .collect();
    ObiettivoContext {
        obiettivo,
        etichette,
        indicatori,
    }
}
