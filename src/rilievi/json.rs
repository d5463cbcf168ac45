//! Findings as data for other programs. The names and descriptions of the types are part of the published
//! schema, and so are Italian.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Accepted, Gravita, Location, Repetition, Report, Rilievo};

/// What a run prints.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(description = "I rilievi di una verifica: di un piano, o di ciascuno di più piani.")]
enum Verifica {
    /// Di un piano.
    One(Rilievi),
    /// Di più piani, nell'ordine in cui sono stati dati.
    Many(Vec<Rilievi>),
}

/// The findings of a plan.
#[derive(Serialize, JsonSchema)]
#[schemars(description = "I rilievi di un piano.")]
pub(crate) struct Rilievi {
    /// Il piano, se i piani sono più d'uno.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub piano: Option<String>,
    /// Quanti errori.
    pub errori: usize,
    /// Quanti avvisi.
    pub avvisi: usize,
    /// Quanti rilievi accettati nel piano.
    pub accettati: usize,
    /// I rilievi, in ordine di posto; quelli accettati dopo gli altri, con il loro motivo.
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
    /// Che cosa c'è lì, con le parole delle variazioni: indicatore A1.1, fonte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posto: Option<String>,
    /// Un secondo luogo, che spiega il primo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altro_luogo: Option<AltroLuogo>,
    /// Gli altri luoghi dove c'è la stessa cosa.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anche: Vec<DatiRipetizione>,
    /// Il nome della regola: pira spiega NOME la spiega.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nome: Option<String>,
    /// Quale regola non è rispettata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regola: Option<String>,
    /// Che cosa scrivere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rimedio: Option<String>,
    /// Il motivo per cui il piano lo accetta.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accettato: Option<String>,
}

/// A second place, with the words that explain it.
#[derive(Serialize, JsonSchema)]
#[schemars(description = "Un secondo luogo, e che cosa spiega.")]
pub(crate) struct AltroLuogo {
    /// Che cosa c'è in quel luogo.
    pub parole: String,
    /// Dove.
    pub luogo: DatiLuogo,
}

/// Another place of the same finding.
#[derive(Serialize, JsonSchema)]
#[schemars(description = "Un altro luogo dove c'è la stessa cosa.")]
pub(crate) struct DatiRipetizione {
    /// Che cosa non va in quel luogo.
    pub messaggio: String,
    /// Dove.
    pub luogo: DatiLuogo,
    /// Che cosa c'è lì.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posto: Option<String>,
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
        let warnings = report.warning_count();
        let accepted = report.accepted().iter().map(DatiRilievo::from);
        let rilievi = report.rilievi().iter().map(DatiRilievo::from);
        Self {
            piano: None,
            errori: report.rilievi().len() - warnings,
            avvisi: warnings,
            accettati: report.accepted().len(),
            rilievi: rilievi.chain(accepted).collect(),
        }
    }
}

impl From<&Rilievo> for DatiRilievo {
    fn from(rilievo: &Rilievo) -> Self {
        Self {
            gravita: rilievo.severity,
            messaggio: rilievo.message.clone(),
            luogo: rilievo.location.as_ref().map(DatiLuogo::from),
            posto: rilievo.place.clone(),
            altro_luogo: rilievo.other_location.as_ref().map(AltroLuogo::from),
            anche: rilievo
                .repetitions
                .iter()
                .map(DatiRipetizione::from)
                .collect(),
            nome: rilievo.name.map(str::to_owned),
            regola: rilievo.regola.clone(),
            rimedio: rilievo.rimedio.clone(),
            accettato: None,
        }
    }
}

impl From<&Accepted> for DatiRilievo {
    fn from(accepted: &Accepted) -> Self {
        Self {
            accettato: Some(accepted.reason.clone()),
            ..Self::from(&accepted.rilievo)
        }
    }
}

impl From<&(Location, String)> for AltroLuogo {
    fn from((location, words): &(Location, String)) -> Self {
        Self {
            parole: words.clone(),
            luogo: location.into(),
        }
    }
}

impl From<&Repetition> for DatiRipetizione {
    fn from(repetition: &Repetition) -> Self {
        Self {
            messaggio: repetition.message.clone(),
            luogo: (&repetition.location).into(),
            posto: repetition.place.clone(),
        }
    }
}

impl From<&Location> for DatiLuogo {
    fn from(location: &Location) -> Self {
        let source = &location.source;
        let (line, column) = source.line_and_column(location.span.start);
        let (end_line, end_column) = source.line_and_column(location.span.end);
        let text = source.text()[source.whole_line(line)].to_owned();
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

/// The findings of a plan as JSON.
pub fn to_json(report: &Report) -> String {
    written(&Verifica::One(report.into()))
}

/// The findings of many plans as JSON, each with the plan's name.
pub fn reports_to_json<'a>(reports: impl IntoIterator<Item = (String, &'a Report)>) -> String {
    let named = reports.into_iter().map(|(name, report)| Rilievi {
        piano: Some(name),
        ..report.into()
    });
    written(&Verifica::Many(named.collect()))
}

fn written(verifica: &Verifica) -> String {
    serde_json::to_string_pretty(verifica).expect("findings are plain data")
}

/// The JSON Schema of the findings.
pub(crate) fn schema() -> serde_json::Value {
    schemars::schema_for!(Verifica).to_value()
}
