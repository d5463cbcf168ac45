//! Findings as data for other programs.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Gravita, Luogo, Rapporto, Rilievo};

/// The findings of a run.
#[derive(Serialize, JsonSchema)]
#[schemars(description = "I rilievi di una verifica.")]
pub struct Rilievi {
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
pub struct DatiRilievo {
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
pub struct DatiLuogo {
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

impl From<&Rapporto> for Rilievi {
    fn from(rapporto: &Rapporto) -> Self {
        let rilievi: Vec<DatiRilievo> = rapporto.rilievi().iter().map(DatiRilievo::from).collect();
        let avvisi = rapporto.avvisi();
        Self {
            errori: rilievi.len() - avvisi,
            avvisi,
            rilievi,
        }
    }
}

impl From<&Rilievo> for DatiRilievo {
    fn from(rilievo: &Rilievo) -> Self {
        Self {
            gravita: rilievo.gravita,
            messaggio: rilievo.messaggio.clone(),
            luogo: rilievo.luogo.as_ref().map(DatiLuogo::from),
            regola: rilievo.regola.clone(),
            rimedio: rilievo.rimedio.clone(),
        }
    }
}

impl From<&Luogo> for DatiLuogo {
    fn from(luogo: &Luogo) -> Self {
        let sorgente = &luogo.sorgente;
        let (riga, colonna) = sorgente.riga_e_colonna(luogo.intervallo.start);
        let (riga_fine, colonna_fine) = sorgente.riga_e_colonna(luogo.intervallo.end);
        let testo = sorgente
            .testo()
            .lines()
            .nth(riga - 1)
            .unwrap_or_default()
            .to_owned();
        Self {
            file: sorgente.nome().to_owned(),
            riga,
            colonna,
            riga_fine,
            colonna_fine,
            testo,
        }
    }
}

/// The findings as JSON.
pub fn in_json(rapporto: &Rapporto) -> String {
    serde_json::to_string_pretty(&Rilievi::from(rapporto)).expect("findings are plain data")
}

/// The JSON Schema of the findings.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Rilievi).to_value()
}
