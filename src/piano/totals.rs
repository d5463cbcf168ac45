//! The totals of a plan's resources, computed once for all who print, compare or check them.

use serde::Serialize;

use super::importo::Importo;
use super::missione::{Missione, Programma};
use super::totali::Quadratura;
use super::{Anno, Piano};

/// The totals of a plan's resources for the year of its budget, in euro. A total is `None` where no
/// amount is given: nothing is not zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals<'a> {
    /// By mission, in the order of the plan.
    pub missioni: Vec<MissioneTotal<'a>>,
    /// Of all the objectives.
    pub obiettivi: Option<Importo>,
    /// The lines that explain the difference between the objectives and the preventivo.
    pub quadratura: &'a [Quadratura],
    /// The total that the preventivo states.
    pub preventivo: Option<Importo>,
}

/// The total of a mission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissioneTotal<'a> {
    /// Its code.
    pub codice: &'a str,
    /// Its name.
    pub nome: &'a str,
    /// The total, in euro.
    pub importo: Option<Importo>,
    /// The totals of its programmes.
    pub programmi: Vec<ProgrammaTotal<'a>>,
}

/// The total of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgrammaTotal<'a> {
    /// Its code.
    pub codice: &'a str,
    /// Its name.
    pub nome: &'a str,
    /// The total, in euro.
    pub importo: Option<Importo>,
}

/// What a total sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TotalKind {
    /// Una missione.
    Missione,
    /// Un programma.
    Programma,
    /// Tutti gli obiettivi.
    Obiettivi,
    /// Una riga della quadratura.
    Quadratura,
    /// Il preventivo.
    Preventivo,
    /// Ciò che resta da spiegare fra obiettivi, quadratura e preventivo.
    Differenza,
}

impl TotalKind {
    /// Its noun.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Missione => "missione",
            Self::Programma => "programma",
            Self::Obiettivi => "obiettivi",
            Self::Quadratura => "quadratura",
            Self::Preventivo => "preventivo",
            Self::Differenza => "differenza",
        }
    }
}

/// A total as a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// What it sums.
    pub kind: TotalKind,
    /// What tells it from the others of its kind: a code, the words of a line of the quadratura (which two
    /// lines may share), nothing for the only one of its kind.
    pub key: String,
    /// The words of the row.
    pub label: String,
    /// The total, in euro.
    pub importo: Option<Importo>,
}

impl Piano {
    /// The totals of the resources.
    pub fn totals(&self) -> Totals<'_> {
        let year = self.esercizio;
        let missioni = self.missioni.iter();
        Totals {
            missioni: missioni.map(|m| MissioneTotal::new(m, year)).collect(),
            obiettivi: self.risorse(),
            quadratura: self
                .totali
                .as_ref()
                .map_or(&[], |totali| &totali.quadratura),
            preventivo: self.totali.as_ref().and_then(|totali| totali.preventivo),
        }
    }
}

impl<'a> MissioneTotal<'a> {
    fn new(missione: &'a Missione, year: Anno) -> Self {
        let programmi = missione.programmi.iter();
        Self {
            codice: &missione.codice,
            nome: &missione.nome,
            importo: missione.risorse(year),
            programmi: programmi.map(|p| ProgrammaTotal::new(p, year)).collect(),
        }
    }
}

impl<'a> ProgrammaTotal<'a> {
    fn new(programma: &'a Programma, year: Anno) -> Self {
        Self {
            codice: &programma.codice,
            nome: &programma.nome,
            importo: programma.risorse(year),
        }
    }
}

impl Totals<'_> {
    /// The sum of the lines of the quadratura; `None` when there is none.
    pub fn quadratura_sum(&self) -> Option<Importo> {
        Importo::total(self.quadratura.iter().map(|line| Some(line.importo)))
    }

    /// What neither the objectives nor the quadratura explain of the preventivo; `None` without a
    /// preventivo.
    pub fn difference(&self) -> Option<Importo> {
        let explained = Importo::total([self.obiettivi, self.quadratura_sum()]);
        Some(self.preventivo? - explained.unwrap_or_default())
    }

    /// The total of a mission or of a programme; `None` for a code that the plan does not have.
    pub fn of_codice(&self, kind: TotalKind, codice: &str) -> Option<Importo> {
        let mut missioni = self.missioni.iter();
        match kind {
            TotalKind::Missione => missioni.find(|m| m.codice == codice)?.importo,
            TotalKind::Programma => {
                let mut programmi = missioni.flat_map(|m| &m.programmi);
                programmi.find(|p| p.codice == codice)?.importo
            }
            _ => None,
        }
    }

    /// The rows of the table, from the first mission to what is left to explain.
    pub fn rows(&self) -> Vec<Total> {
        let mut rows = self.by_missione();
        rows.push(Total::only(
            TotalKind::Obiettivi,
            "Totale degli obiettivi",
            self.obiettivi,
        ));
        rows.extend(self.quadratura.iter().map(|line| Total {
            kind: TotalKind::Quadratura,
            key: line.voce.to_string(),
            label: line.voce.to_string(),
            importo: Some(line.importo),
        }));
        if self.preventivo.is_some() {
            rows.push(Total::only(
                TotalKind::Preventivo,
                "Totale del preventivo",
                self.preventivo,
            ));
            rows.push(Total::only(
                TotalKind::Differenza,
                "Differenza da spiegare",
                self.difference(),
            ));
        }
        rows
    }

    /// The rows of the missions, each before those of its programmes.
    fn by_missione(&self) -> Vec<Total> {
        let mut rows = Vec::new();
        for missione in &self.missioni {
            rows.push(Total {
                kind: TotalKind::Missione,
                key: missione.codice.to_owned(),
                label: format!("{} {}", missione.codice, missione.nome),
                importo: missione.importo,
            });
            rows.extend(missione.programmi.iter().map(|programma| Total {
                kind: TotalKind::Programma,
                key: programma.codice.to_owned(),
                label: programma.nome.to_owned(),
                importo: programma.importo,
            }));
        }
        rows
    }
}

impl Total {
    /// A total that is the only one of its kind.
    fn only(kind: TotalKind, label: &str, importo: Option<Importo>) -> Self {
        Self {
            kind,
            key: String::new(),
            label: label.to_owned(),
            importo,
        }
    }
}
