//! Findings as data for other programs. The names and descriptions of the types are part of the published
//! schema, and so are Italian.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Gravita, Location, Report, Rilievo};

/// The findings of a run.
#[derive(Serialize, JsonSchema)]
#[schemars(description = "I rilievi di una verifica.")]
pub(crate) struct Rilievi {
    /// Quanti errori.
    pub errori: usize,
    /// Quanti avvisi.
    pub avvisi: usize,
    /// I rilievi, in ordine di posto.
    pub rilievi: Vec<DatiRilievo>,
}

/// A finding.
#[derive(Serialize, JsonSchema)]
#[schemars(description = "Un rilievo.")]
pub(crate) struct DatiRilievo {
    /// Se ferma il documento o no.
    pub gravita: Gravita,
    /// Che cosa non va.
    pub messaggio: String,
    /// Dove.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub luogo: Option<DatiLuogo>,
    /// Quale regola non è rispettata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regola: Option<String>,
    /// Che cosa scrivere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rimedio: Option<String>,
}

/// A place: lines and columns count from 1, columns in characters; the end is excluded.
#[derive(Serialize, JsonSchema)]
#[schemars(description = "Un posto in un file: righe e colonne da 1.")]
pub(crate) struct DatiLuogo {
    /// Il file.
    pub file: String,
    /// La riga, da 1.
    pub riga: usize,
    /// La colonna, da 1, in caratteri.
    pub colonna: usize,
    /// La riga dove finisce.
    pub riga_fine: usize,
    /// La colonna dove finisce, esclusa.
    pub colonna_fine: usize,
    /// La riga come è scritta.
    pub testo: String,
}

impl From<&Report> for Rilievi {
    fn from(report: &Report) -> Self {
        let rilievi: Vec<DatiRilievo> = report.rilievi().iter().map(DatiRilievo::from).collect();
        let warnings = report.warning_count();
        Self {
            errori: rilievi.len() - warnings,
            avvisi: warnings,
            rilievi,
        }
    }
}

impl From<&Rilievo> for DatiRilievo {
    fn from(rilievo: &Rilievo) -> Self {
        Self {
            gravita: rilievo.severity,
            messaggio: rilievo.message.clone(),
            luogo: rilievo.location.as_ref().map(DatiLuogo::from),
            regola: rilievo.regola.clone(),
            rimedio: rilievo.rimedio.clone(),
        }
    }
}

impl From<&Location> for DatiLuogo {
    fn from(location: &Location) -> Self {
        let source = &location.source;
        let (line, column) = source.line_and_column(location.span.start);
        let (end_line, end_column) = source.line_and_column(location.span.end);
        let text = source
            .text()
            .lines()
            .nth(line - 1)
            .unwrap_or_default()
            .to_owned();
        Self {
            file: source.name().to_owned(),
            riga: line,
            colonna: column,
            riga_fine: end_line,
            colonna_fine: end_column,
            testo: text,
        }
    }
}

/// The findings as JSON.
pub fn to_json(report: &Report) -> String {
    serde_json::to_string_pretty(&Rilievi::from(report)).expect("findings are plain data")
}

/// The JSON Schema of the findings.
pub(crate) fn schema() -> serde_json::Value {
    schemars::schema_for!(Rilievi).to_value()
}
