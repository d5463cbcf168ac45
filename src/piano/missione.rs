//! Missions, programmes and the functions they gather.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::anno::Anno;
use super::described::{choices, described};
use super::etichette::Etichette;
use super::importo::Importo;
use super::obiettivo::Obiettivo;
use super::testo::{Prosa, Testo};

described! {
    /// A mission of the State's budget, as the chambers use them.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Una missione.")]
    pub struct Missione {
        /// Il codice di tre cifre, fra virgolette: "011".
        #[schemars(title = "codice")]
        #[role(Identity)]
        #[content(Signs)]
        pub codice: Testo,
        /// Il nome.
        #[schemars(title = "nome")]
        #[role(Name)]
        pub nome: Testo,
        /// Come si scrive nelle parti del documento che la scrivono diversamente.
        #[schemars(title = "titoli")]
        #[serde(default)]
        pub titoli: Option<Titoli>,
        /// Le parole stampate accanto ai valori, in questa missione.
        #[schemars(title = "etichette")]
        #[serde(default)]
        pub etichette: Option<Etichette>,
        /// Le funzioni istituzionali riconducibili alla missione (DPR 254/2005).
        #[schemars(title = "funzioni")]
        #[serde(default)]
        pub funzioni: Vec<Funzione>,
        /// La descrizione della missione, nella narrativa.
        #[schemars(title = "testo")]
        #[serde(default)]
        pub testo: Option<Prosa>,
        /// I programmi.
        #[schemars(title = "programmi")]
        pub programmi: Vec<Programma>,
    }
}

impl Missione {
    /// The sum of its objectives' resources for a year, in euro; `None` when no objective has an amount.
    pub fn risorse(&self, esercizio: Anno) -> Option<Importo> {
        Importo::total(
            self.programmi
                .iter()
                .map(|programma| programma.risorse(esercizio)),
        )
    }
}

described! {
    /// A programme of a mission.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Un programma di spesa.")]
    pub struct Programma {
        /// Il codice, fra virgolette: "032-002".
        #[schemars(title = "codice")]
        #[role(Identity)]
        #[content(Signs)]
        pub codice: Testo,
        /// Il nome.
        #[schemars(title = "nome")]
        #[role(Name)]
        pub nome: Testo,
        /// Come si scrive nelle parti del documento che lo scrivono diversamente.
        #[schemars(title = "titoli")]
        #[serde(default)]
        pub titoli: Option<Titoli>,
        /// La descrizione del programma, nella narrativa (DPCM 18/09/2012 art. 3 c. 2 a).
        #[schemars(title = "testo")]
        #[serde(default)]
        pub testo: Option<Prosa>,
        /// Come la narrativa elenca gli obiettivi.
        #[schemars(title = "elenco degli obiettivi")]
        #[serde(default)]
        pub elenco_obiettivi: ElencoObiettivi,
        /// Gli obiettivi.
        #[schemars(title = "obiettivi")]
        #[serde(default)]
        pub obiettivi: Vec<Obiettivo>,
    }
}

impl Programma {
    /// The sum of its objectives' resources for a year, in euro; `None` when no objective has an amount.
    pub fn risorse(&self, esercizio: Anno) -> Option<Importo> {
        let risorse = self
            .obiettivi
            .iter()
            .map(|obiettivo| obiettivo.risorse_economiche.as_ref());
        Importo::total(risorse.map(|risorse| risorse?.for_anno(esercizio)))
    }
}

described! {
    /// The same name as worded in each part of the document.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Lo stesso nome come lo scrive ciascuna parte del documento.")]
    pub struct Titoli {
        /// Nell'elenco della premessa.
        #[schemars(title = "premessa")]
        #[serde(default)]
        pub premessa: Option<Testo>,
        /// Nella tabella di raccordo.
        #[schemars(title = "raccordo")]
        #[serde(default)]
        pub raccordo: Option<Testo>,
        /// Il titolo intero nella narrativa.
        #[schemars(title = "narrativa")]
        #[serde(default)]
        pub narrativa: Option<Testo>,
        /// Nelle schede.
        #[schemars(title = "schede")]
        #[content(Capitals)]
        #[serde(default)]
        pub schede: Option<Testo>,
    }
}

described! {
    /// An institutional function (DPR 254/2005, annex A).
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Una funzione istituzionale.")]
    pub struct Funzione {
        /// La lettera: A, B, C, D.
        #[schemars(title = "codice")]
        #[role(Identity)]
        #[content(Signs)]
        pub codice: Testo,
        /// Il nome.
        #[schemars(title = "nome")]
        #[role(Name)]
        pub nome: Testo,
        /// Che cosa ne resta fuori: con esclusione di …
        #[schemars(title = "esclusione")]
        #[serde(default)]
        pub esclusione: Option<Testo>,
        /// Quale parte ne rientra: relativa a …
        #[schemars(title = "parte")]
        #[serde(default)]
        pub parte: Option<Testo>,
    }
}

described! {
    /// How the narrative lists a programme's objectives.
    #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Come la narrativa elenca gli obiettivi.")]
    pub struct ElencoObiettivi {
        /// La frase che introduce l'elenco.
        #[schemars(title = "frase")]
        #[serde(default)]
        pub frase: Option<Testo>,
        /// L'aspetto dell'elenco.
        #[schemars(title = "forma")]
        #[serde(default)]
        pub forma: FormaElenco,
    }
}

choices! {
    /// The look of a list of objectives.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
    #[schemars(description = "L'aspetto di un elenco.")]
    pub enum FormaElenco {
        /// Un capoverso per obiettivo.
        #[schemars(title = "capoversi")]
        #[serde(rename = "capoversi")]
        #[default]
        Capoversi,
        /// Un elenco puntato.
        #[schemars(title = "puntato")]
        #[serde(rename = "puntato")]
        Puntato,
    }
}
