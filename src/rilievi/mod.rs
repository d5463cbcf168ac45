//! Findings: what is wrong, where, by which rule, and what to write instead.

mod dati;
mod display;
mod sorgente;
mod testo;

use std::ops::Range;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

pub use dati::in_json;
pub(crate) use dati::schema;
pub use sorgente::Sorgente;
pub use testo::in_testo;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "La gravità di un rilievo.")]
pub enum Gravita {
    /// Ferma il documento.
    Errore,
    /// Si dice, e non ferma niente.
    Avviso,
}

/// A place in a text: the bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Luogo {
    /// The file.
    pub sorgente: Arc<Sorgente>,
    /// The bytes, within the file.
    pub intervallo: Range<usize>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rilievo {
    /// Its weight.
    pub gravita: Gravita,
    /// What is wrong.
    pub messaggio: String,
    /// Where, when the finding has a place.
    pub luogo: Option<Luogo>,
    /// A second place that explains the first, with its words.
    pub altro_luogo: Option<(Luogo, String)>,
    /// The rule that is broken.
    pub regola: Option<String>,
    /// What to write instead.
    pub rimedio: Option<String>,
}

impl Rilievo {
    /// A finding that stops the document.
    pub fn errore(messaggio: impl Into<String>) -> Self {
        Self::nuovo(Gravita::Errore, messaggio.into())
    }

    /// A finding that stops nothing.
    pub fn avviso(messaggio: impl Into<String>) -> Self {
        Self::nuovo(Gravita::Avviso, messaggio.into())
    }

    fn nuovo(gravita: Gravita, messaggio: String) -> Self {
        Self {
            gravita,
            messaggio,
            luogo: None,
            altro_luogo: None,
            regola: None,
            rimedio: None,
        }
    }

    /// Says where.
    pub fn in_luogo(mut self, luogo: Luogo) -> Self {
        self.luogo = Some(luogo);
        self
    }

    /// Says which second place explains the first.
    pub fn con_altro_luogo(mut self, luogo: Luogo, parole: impl Into<String>) -> Self {
        self.altro_luogo = Some((luogo, parole.into()));
        self
    }

    /// Says which rule is broken.
    pub fn regola(mut self, regola: impl Into<String>) -> Self {
        self.regola = Some(regola.into());
        self
    }

    /// Says what to write instead.
    pub fn rimedio(mut self, rimedio: impl Into<String>) -> Self {
        self.rimedio = Some(rimedio.into());
        self
    }
}

/// Findings without a place come after the others.
fn posto(rilievo: &Rilievo) -> (bool, &str, usize) {
    match &rilievo.luogo {
        Some(luogo) => (false, luogo.sorgente.nome(), luogo.intervallo.start),
        None => (true, "", 0),
    }
}

/// The known name most like one that is not known, to be suggested.
pub(crate) fn piu_simile<'a>(nome: &str, noti: &[&'a str]) -> Option<&'a str> {
    let somiglianza = |noto: &str| strsim::jaro_winkler(nome, noto);
    let migliore = |a: &&str, b: &&str| somiglianza(a).total_cmp(&somiglianza(b));
    noti.iter().copied().max_by(migliore)
}

/// The findings of a run, ordered by place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rapporto {
    rilievi: Vec<Rilievo>,
}

impl Rapporto {
    /// Adds a finding.
    pub fn aggiungi(&mut self, rilievo: Rilievo) {
        self.rilievi.push(rilievo);
    }

    /// Adds the findings of another report.
    pub fn unisci(&mut self, altro: Rapporto) {
        self.rilievi.extend(altro.rilievi);
    }

    /// Orders the findings by file and place, those without a place last.
    pub fn ordinato(mut self) -> Self {
        self.rilievi.sort_by(|a, b| posto(a).cmp(&posto(b)));
        self
    }

    /// The findings.
    pub fn rilievi(&self) -> &[Rilievo] {
        &self.rilievi
    }

    /// Whether a finding stops the document.
    pub fn ha_errori(&self) -> bool {
        self.rilievi.iter().any(|r| r.gravita == Gravita::Errore)
    }

    /// How many findings stop nothing.
    pub fn avvisi(&self) -> usize {
        self.rilievi
            .iter()
            .filter(|r| r.gravita == Gravita::Avviso)
            .count()
    }

    /// The report itself when a finding stops the document.
    pub fn in_errore(self) -> Result<Self, Self> {
        if self.ha_errori() {
            Err(self)
        } else {
            Ok(self)
        }
    }
}

impl From<Rilievo> for Rapporto {
    fn from(rilievo: Rilievo) -> Self {
        Self {
            rilievi: vec![rilievo],
        }
    }
}

impl FromIterator<Rilievo> for Rapporto {
    fn from_iter<I: IntoIterator<Item = Rilievo>>(rilievi: I) -> Self {
        Self {
            rilievi: rilievi.into_iter().collect(),
        }
    }
}
