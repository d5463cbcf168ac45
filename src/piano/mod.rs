//! The types of the plan. [`crate::open`] reads one from a file.

mod accettazione;
mod act_number;
mod amount_text;
mod anno;
mod atto;
mod capitolo;
mod decimal_text;
mod described;
mod documento;
mod element;
mod element_index;
mod ente;
mod etichette;
mod firma;
mod importo;
mod indicatore;
mod kind;
pub(crate) mod markers;
mod missione;
mod obiettivo;
mod premessa;
pub(crate) mod prepositions;
mod raccordo;
mod risultato_atteso;
mod scelta;
mod schede_order;
pub(crate) mod sentences;
mod testo;
mod totali;
mod totals;
mod valore;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use accettazione::Accettazione;
pub(crate) use act_number::{ActNumber, act_kind, normalized_words};
pub use anno::{Anno, Data};
pub(crate) use anno::{DATE_DESCRIPTION, MONTHS};
pub use atto::{Allegato, Atti, Atto, DocumentoDiProgrammazione, PianoDellaPerformance};
pub use capitolo::{Capitolo, Posizione, Tema};
pub(crate) use decimal_text::{read_number, write_number};
pub use described::Described;
pub(crate) use described::{choices, described};
pub use documento::Documento;
pub(crate) use element::description_at;
pub use element::{ElementKind, ElementPath};
pub(crate) use element_index::{Element, ElementIndex, PlanTree, ValoreNode};
pub use ente::{Ente, Logo};
pub use etichette::{Etichette, LabelLevel};
pub use firma::Firma;
pub use importo::{Importo, ImportoOrTesto, RisorseAnno, RisorseEconomiche};
pub use indicatore::{Indicatore, ValoreOsservato, ValoriOsservati, Verso};
pub use kind::{Choice, Content, Field, FoundField, Kind, Role};
pub use missione::{ElencoObiettivi, FormaElenco, Funzione, Missione, Programma, Titoli};
pub use obiettivo::{Ambito, Descrizione, Obiettivo};
pub use premessa::Premessa;
pub use raccordo::{ColonneRaccordo, Raccordo, RigaRaccordo};
pub use risultato_atteso::{
    Interval, Measure, Mistake, Operator, Quantity, RisultatoAtteso, TargetDay, TargetReading,
    TargetValue, TimeUnit,
};
pub use scelta::Scelta;
pub use testo::{Prosa, Testi, Testo};
pub use totali::{Quadratura, Totali};
pub use totals::{MissioneTotal, ProgrammaTotal, Total, TotalKind, Totals};
pub use valore::{Group, Valore};

described! {
    /// The plan of indicators and expected results of the budget (art. 19 D.Lgs. 91/2011). Order in
    /// the file is order in print, unless `ordine_schede` says otherwise.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Il Piano degli indicatori e dei risultati attesi di bilancio (PIRA).")]
    pub struct Piano {
        /// L'ente.
        #[schemars(title = "ente")]
        pub ente: Ente,
        /// Titolo, data e parti facoltative del documento.
        #[schemars(title = "documento")]
        #[content(Periods)]
        pub documento: Documento,
        /// L'anno del bilancio.
        #[schemars(title = "esercizio")]
        #[content(Periods)]
        pub esercizio: Anno,
        /// Gli anni del bilancio pluriennale; se mancano, il solo esercizio.
        #[schemars(title = "triennio")]
        #[content(Periods)]
        #[serde(default)]
        pub triennio: Vec<Anno>,
        /// L'atto di cui il documento è allegato.
        #[schemars(title = "allegato")]
        #[content(Periods)]
        #[serde(default)]
        pub allegato: Option<Allegato>,
        /// Gli atti che la premessa cita.
        #[schemars(title = "atti")]
        #[content(Periods)]
        #[serde(default)]
        pub atti: Atti,
        /// La premessa.
        #[schemars(title = "premessa")]
        #[serde(default)]
        pub premessa: Premessa,
        /// La tabella di raccordo con il Piano della performance.
        #[schemars(title = "raccordo")]
        #[serde(default)]
        pub raccordo: Option<Raccordo>,
        /// Altri capitoli: scenario, vincoli, interventi organizzativi.
        #[schemars(title = "capitoli")]
        #[serde(default)]
        pub capitoli: Vec<Capitolo>,
        /// Le parole stampate accanto ai valori, in tutto il documento.
        #[schemars(title = "etichette")]
        #[serde(default)]
        pub etichette: Option<Etichette>,
        /// L'ordine delle schede: codici di missioni o di programmi.
        #[schemars(title = "ordine delle schede")]
        #[content(Signs)]
        #[serde(default)]
        pub ordine_schede: Vec<Testo>,
        /// Le missioni.
        #[schemars(title = "missioni")]
        pub missioni: Vec<Missione>,
        /// I totali delle risorse e la quadratura con il preventivo.
        #[schemars(title = "totali")]
        #[serde(default)]
        pub totali: Option<Totali>,
        /// Le firme.
        #[schemars(title = "firme")]
        #[serde(default)]
        pub firme: Vec<Firma>,
        /// I file delle variazioni già approvate, nella cartella del piano.
        #[schemars(title = "variazioni")]
        #[content(Signs)]
        #[serde(default)]
        pub variazioni: Vec<Testo>,
        /// Gli avvisi di verifica che l'ente accetta, ciascuno con il suo motivo; non si stampano.
        #[schemars(title = "avvisi accettati")]
        #[serde(default)]
        pub accettati: Vec<Accettazione>,
    }
}

impl Piano {
    /// All objectives, in the order of the file.
    pub fn obiettivi(&self) -> impl Iterator<Item = &Obiettivo> {
        self.missioni
            .iter()
            .flat_map(|missione| &missione.programmi)
            .flat_map(|programma| &programma.obiettivi)
    }

    /// All indicators, in the order of the file.
    pub fn indicatori(&self) -> impl Iterator<Item = &Indicatore> {
        self.obiettivi().flat_map(|obiettivo| &obiettivo.indicatori)
    }

    /// The sum of the objectives' resources for the budget's year, in euro; `None` when no objective
    /// has an amount.
    pub fn risorse(&self) -> Option<Importo> {
        Importo::total(
            self.missioni
                .iter()
                .map(|missione| missione.risorse(self.esercizio)),
        )
    }
}
