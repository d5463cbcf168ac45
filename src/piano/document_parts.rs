//! The parts of the document around the sheets: ente, look, premessa, raccordo, chapters, signatures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::anno::Data;
use super::described::{choices, described};
use super::scelta::Scelta;
use super::testo::{Prosa, Testo};

described! {
    /// The body whose plan this is.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "L'ente.")]
    pub struct Ente {
        /// Il nome.
        #[schemars(title = "nome")]
        pub nome: Testo,
        /// Il logo, stampato in testa a ogni pagina.
        #[schemars(title = "logo")]
        #[serde(default)]
        pub logo: Option<Logo>,
    }
}

described! {
    /// An image with its text equivalent.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Un'immagine con il testo che la descrive.")]
    pub struct Logo {
        /// Il file (svg, png, jpg), dentro la cartella del piano.
        #[schemars(title = "file")]
        #[content(Signs)]
        pub file: Testo,
        /// Che cosa mostra, per chi non lo vede.
        #[schemars(title = "descrizione")]
        pub descrizione: Testo,
    }
}

described! {
    /// The document's own data: title, date, optional parts.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Titolo, data e parti facoltative del documento.")]
    pub struct Documento {
        /// Il titolo, se non è quello consueto.
        #[schemars(title = "titolo")]
        #[serde(default)]
        pub titolo: Option<Testo>,
        /// La norma sotto il titolo, se non è quella consueta.
        #[schemars(title = "riferimento")]
        #[serde(default)]
        pub riferimento: Option<Testo>,
        /// La data del documento, scritta nelle proprietà del file.
        #[schemars(title = "data")]
        pub data: Data,
        /// Una copertina prima della premessa.
        #[schemars(title = "copertina")]
        #[serde(default)]
        pub copertina: Scelta,
        /// Un indice prima della premessa.
        #[schemars(title = "indice")]
        #[serde(default)]
        pub indice: Scelta,
        /// Stampa anche le righe delle schede per le quali il piano non ha dati.
        #[schemars(title = "righe vuote")]
        #[serde(default)]
        pub righe_vuote: Scelta,
    }
}

described! {
    /// The premessa; the plan that does not write one gets the standard text.
    #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "La premessa.")]
    pub struct Premessa {
        /// Il titolo, se non è Premessa.
        #[schemars(title = "titolo")]
        #[serde(default)]
        pub titolo: Option<Testo>,
        /// Il testo che sostituisce quello consueto; l'elenco delle missioni lo segue.
        #[schemars(title = "testo")]
        #[serde(default)]
        pub testo: Option<Prosa>,
    }
}

described! {
    /// The table that ties missions to the strategic areas of the plan of the performance.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "La tabella di raccordo fra missioni e aree strategiche.")]
    pub struct Raccordo {
        /// Il titolo, se non è quello consueto.
        #[schemars(title = "titolo")]
        #[serde(default)]
        pub titolo: Option<Testo>,
        /// Il testo prima della tabella, se non è quello consueto.
        #[schemars(title = "testo")]
        #[serde(default)]
        pub testo: Option<Prosa>,
        /// Le intestazioni delle colonne.
        #[schemars(title = "colonne")]
        #[serde(default)]
        pub colonne: Option<ColonneRaccordo>,
        /// Le aree, ciascuna con le sue missioni.
        #[schemars(title = "righe")]
        pub righe: Vec<RigaRaccordo>,
    }
}

described! {
    /// The headings of the raccordo table.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Le intestazioni della tabella di raccordo.")]
    pub struct ColonneRaccordo {
        /// Sopra le missioni.
        #[schemars(title = "missioni")]
        pub missioni: Testo,
        /// Sopra le aree strategiche.
        #[schemars(title = "aree")]
        pub aree: Testo,
    }
}

described! {
    /// An area and the missions that belong to it; the area prints once, in one merged cell.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Un'area strategica con le sue missioni.")]
    pub struct RigaRaccordo {
        /// Il nome dell'area strategica.
        #[schemars(title = "area")]
        #[role(Identity)]
        pub area: Testo,
        /// I codici delle missioni.
        #[schemars(title = "missioni")]
        #[content(Signs)]
        pub missioni: Vec<Testo>,
    }
}

described! {
    /// An extra chapter: scenario, constraints, organisational measures (DPCM 18/09/2012 art. 5).
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Un capitolo.")]
    pub struct Capitolo {
        /// Il titolo.
        #[schemars(title = "titolo")]
        #[role(Identity)]
        pub titolo: Testo,
        /// Il testo.
        #[schemars(title = "testo")]
        pub testo: Prosa,
        /// Dove sta nel documento.
        #[schemars(title = "posizione")]
        #[serde(default)]
        pub posizione: Posizione,
        /// Quale contenuto dell'art. 5 del DPCM 18/09/2012 è.
        #[schemars(title = "tema")]
        #[serde(default)]
        pub tema: Option<Tema>,
    }
}

choices! {
    /// What art. 5 c. 1 a of DPCM 18/09/2012 asks of the plan beside its objectives.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[schemars(description = "Il contenuto del capitolo, fra quelli dell'art. 5 del DPCM 18/09/2012.")]
    pub enum Tema {
        /// Lo scenario istituzionale e socio-economico.
        #[schemars(title = "scenario")]
        #[serde(rename = "scenario")]
        Scenario,
        /// I vincoli finanziari e normativi.
        #[schemars(title = "vincoli")]
        #[serde(rename = "vincoli")]
        Vincoli,
        /// Gli interventi organizzativi.
        #[schemars(title = "interventi organizzativi")]
        #[serde(rename = "interventi_organizzativi")]
        InterventiOrganizzativi,
    }
}

impl Tema {
    /// The word that a plan writes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Vincoli => "vincoli",
            Self::InterventiOrganizzativi => "interventi_organizzativi",
        }
    }
}

choices! {
    /// Where an extra chapter stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
    #[schemars(description = "Dove sta il capitolo.")]
    pub enum Posizione {
        /// Dopo la premessa e il raccordo.
        #[schemars(title = "dopo premessa")]
        #[serde(rename = "dopo_premessa")]
        #[default]
        DopoPremessa,
        /// Dopo la narrativa delle missioni, prima delle schede.
        #[schemars(title = "prima delle schede")]
        #[serde(rename = "prima_delle_schede")]
        PrimaDelleSchede,
        /// Dopo le schede, prima delle firme.
        #[schemars(title = "dopo le schede")]
        #[serde(rename = "dopo_le_schede")]
        DopoLeSchede,
    }
}

described! {
    /// A signature block.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Una firma.")]
    pub struct Firma {
        /// Il ruolo, con l'eventuale f.f.
        #[schemars(title = "ruolo")]
        #[role(Identity)]
        #[content(Capitals)]
        pub ruolo: Testo,
        /// Chi firma.
        #[schemars(title = "nome")]
        #[serde(default)]
        pub nome: Option<Testo>,
        /// La riga su cui sta: le firme con lo stesso numero stanno affiancate.
        #[schemars(title = "riga")]
        #[content(Signs)]
        #[serde(default)]
        pub riga: Option<Testo>,
    }
}
