//! The parts of the document around the sheets: ente, look, premessa, raccordo, chapters, signatures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::anno::Data;
use super::scelta::Scelta;
use super::testo::{Prosa, Testo};

/// The body whose plan this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "L'ente.")]
pub struct Ente {
    /// Il nome.
    pub nome: Testo,
    /// Il logo, stampato in testa a ogni pagina.
    #[serde(default)]
    pub logo: Option<Logo>,
}

/// An image with its text equivalent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Un'immagine con il testo che la descrive.")]
pub struct Logo {
    /// Il file (svg, png, jpg), dentro la cartella del piano.
    pub file: Testo,
    /// Che cosa mostra, per chi non lo vede.
    pub descrizione: Testo,
}

/// The document's own data: title, date, optional parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Titolo, data e parti facoltative del documento.")]
pub struct Documento {
    /// Il titolo, se non è quello consueto.
    #[serde(default)]
    pub titolo: Option<Testo>,
    /// La norma sotto il titolo, se non è quella consueta.
    #[serde(default)]
    pub riferimento: Option<Testo>,
    /// La data del documento, scritta nelle proprietà del file.
    pub data: Data,
    /// Una copertina prima della premessa.
    #[serde(default)]
    pub copertina: Scelta,
    /// Un indice prima della premessa.
    #[serde(default)]
    pub indice: Scelta,
    /// Stampa anche le righe delle schede per le quali il piano non ha dati.
    #[serde(default)]
    pub righe_vuote: Scelta,
}

/// The premessa: the standard text when the plan is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "La premessa.")]
pub struct Premessa {
    /// Il titolo, se non è Premessa.
    #[serde(default)]
    pub titolo: Option<Testo>,
    /// Il testo che sostituisce quello consueto; l'elenco delle missioni lo segue.
    #[serde(default)]
    pub testo: Option<Prosa>,
}

/// The table that ties missions to the strategic areas of the plan of the performance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "La tabella di raccordo fra missioni e aree strategiche.")]
pub struct Raccordo {
    /// Il titolo, se non è quello consueto.
    #[serde(default)]
    pub titolo: Option<Testo>,
    /// Il testo prima della tabella, se non è quello consueto.
    #[serde(default)]
    pub testo: Option<Prosa>,
    /// Le intestazioni delle colonne.
    #[serde(default)]
    pub colonne: Option<ColonneRaccordo>,
    /// Le aree, ciascuna con le sue missioni.
    pub righe: Vec<RigaRaccordo>,
}

/// The headings of the raccordo table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Le intestazioni della tabella di raccordo.")]
pub struct ColonneRaccordo {
    /// Sopra le missioni.
    pub missioni: Testo,
    /// Sopra le aree strategiche.
    pub aree: Testo,
}

/// An area and the missions that belong to it; the area prints once, in one merged cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Un'area strategica con le sue missioni.")]
pub struct RigaRaccordo {
    /// Il nome dell'area strategica.
    pub area: Testo,
    /// I codici delle missioni.
    pub missioni: Vec<Testo>,
}

/// An extra chapter: scenario, constraints, organisational measures (DPCM 18/09/2012 art. 5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Un capitolo.")]
pub struct Capitolo {
    /// Il titolo.
    pub titolo: Testo,
    /// Il testo.
    pub testo: Prosa,
    /// Dove sta nel documento.
    #[serde(default)]
    pub posizione: Posizione,
    /// Quale contenuto dell'art. 5 del DPCM 18/09/2012 è.
    #[serde(default)]
    pub tema: Option<Tema>,
}

/// What art. 5 c. 1 a of DPCM 18/09/2012 asks of the plan beside its objectives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "Il contenuto del capitolo, fra quelli dell'art. 5 del DPCM 18/09/2012.")]
pub enum Tema {
    /// Lo scenario istituzionale e socio-economico.
    Scenario,
    /// I vincoli finanziari e normativi.
    Vincoli,
    /// Gli interventi organizzativi.
    InterventiOrganizzativi,
}

/// Where an extra chapter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "Dove sta il capitolo.")]
pub enum Posizione {
    /// Dopo la premessa e il raccordo.
    #[default]
    DopoPremessa,
    /// Dopo la narrativa delle missioni, prima delle schede.
    PrimaDelleSchede,
    /// Dopo le schede, prima delle firme.
    DopoLeSchede,
}

/// A signature block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Una firma.")]
pub struct Firma {
    /// Il ruolo, con l'eventuale f.f.
    pub ruolo: Testo,
    /// Chi firma.
    #[serde(default)]
    pub nome: Option<Testo>,
    /// La riga su cui sta: le firme con lo stesso numero stanno affiancate.
    #[serde(default)]
    pub riga: Option<Testo>,
}
