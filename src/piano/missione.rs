//! Missions, programmes and the functions they gather.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::anno::Anno;
use super::etichette::Etichette;
use super::importo::Importo;
use super::obiettivo::Obiettivo;
use super::testo::{Prosa, Testo};

/// A mission of the State's budget, as the chambers use them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Una missione.")]
pub struct Missione {
    /// Il codice di tre cifre, fra virgolette: "011".
    pub codice: Testo,
    /// Il nome.
    pub nome: Testo,
    /// Come si scrive nelle parti del documento che la scrivono diversamente.
    #[serde(default)]
    pub titoli: Option<Titoli>,
    /// Le parole stampate accanto ai valori, in questa missione.
    #[serde(default)]
    pub etichette: Option<Etichette>,
    /// Le funzioni istituzionali riconducibili alla missione (DPR 254/2005).
    #[serde(default)]
    pub funzioni: Vec<Funzione>,
    /// La descrizione della missione, nella narrativa.
    #[serde(default)]
    pub testo: Option<Prosa>,
    /// I programmi.
    pub programmi: Vec<Programma>,
}

impl Missione {
    /// The sum of its objectives' resources for a year, in euro; none when none has an amount.
    pub fn risorse(&self, esercizio: Anno) -> Option<Importo> {
        Importo::total(self.programmi.iter().map(|p| p.risorse(esercizio)))
    }
}

/// A programme of a mission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Un programma di spesa.")]
pub struct Programma {
    /// Il codice, fra virgolette: "032-002".
    pub codice: Testo,
    /// Il nome.
    pub nome: Testo,
    /// Come si scrive nelle parti del documento che lo scrivono diversamente.
    #[serde(default)]
    pub titoli: Option<Titoli>,
    /// La descrizione del programma, nella narrativa (DPCM 18/09/2012 art. 3 c. 2 a).
    #[serde(default)]
    pub testo: Option<Prosa>,
    /// Come la narrativa elenca gli obiettivi.
    #[serde(default)]
    pub elenco_obiettivi: ElencoObiettivi,
    /// Gli obiettivi.
    #[serde(default)]
    pub obiettivi: Vec<Obiettivo>,
}

impl Programma {
    /// The sum of its objectives' resources for a year, in euro; none when none has an amount.
    pub fn risorse(&self, esercizio: Anno) -> Option<Importo> {
        let risorse = self.obiettivi.iter().map(|o| o.risorse_economiche.as_ref());
        Importo::total(risorse.map(|risorse| risorse?.dell_anno(esercizio)))
    }
}

/// The same name as worded in each part of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Lo stesso nome come lo scrive ciascuna parte del documento.")]
pub struct Titoli {
    /// Nell'elenco della premessa.
    #[serde(default)]
    pub premessa: Option<Testo>,
    /// Nella tabella di raccordo.
    #[serde(default)]
    pub raccordo: Option<Testo>,
    /// Il titolo intero nella narrativa.
    #[serde(default)]
    pub narrativa: Option<Testo>,
    /// Nelle schede.
    #[serde(default)]
    pub schede: Option<Testo>,
}

/// An institutional function (DPR 254/2005, annex A).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Una funzione istituzionale.")]
pub struct Funzione {
    /// La lettera: A, B, C, D.
    pub codice: Testo,
    /// Il nome.
    pub nome: Testo,
    /// Che cosa ne resta fuori: con esclusione di …
    #[serde(default)]
    pub esclusione: Option<Testo>,
    /// Quale parte ne rientra: relativa a …
    #[serde(default)]
    pub parte: Option<Testo>,
}

/// How the narrative lists a programme's objectives.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Come la narrativa elenca gli obiettivi.")]
pub struct ElencoObiettivi {
    /// La frase che introduce l'elenco.
    #[serde(default)]
    pub frase: Option<Testo>,
    /// L'aspetto dell'elenco.
    #[serde(default)]
    pub forma: FormaElenco,
}

/// The look of a list of objectives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "L'aspetto di un elenco.")]
pub enum FormaElenco {
    /// Un capoverso per obiettivo.
    #[default]
    Capoversi,
    /// Un elenco puntato.
    Puntato,
}
