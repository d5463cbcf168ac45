//! The words printed beside each value.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::described::described;
use super::testo::Testo;

/// The lowest level of the plan at which a label is printed. Written lower down, it would have no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LabelLevel {
    /// The whole plan, or a mission.
    Missione,
    /// Down to an objective.
    Obiettivo,
    /// Down to an indicator.
    Indicatore,
}

/// Defines the labels, each with the words for its key, the lowest level at which it is printed, and its
/// text in a plan that does not word it.
macro_rules! etichette {
    ($(
        $(#[doc = $documentation:tt])*
        #[schemars(title = $words:tt)]
        #[down_to($level:ident)]
        $label:ident = $usual_words:literal,
    )*) => {
        described! {
            /// Labels that a plan, a mission, an objective or an indicator words its own way; a label
            /// left out is the one of the level above.
            #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
            #[serde(deny_unknown_fields)]
            #[schemars(description = "Le parole stampate accanto ai valori.")]
            pub struct Etichette {
                $(
                    $(#[doc = $documentation])*
                    #[schemars(title = $words)]
                    #[serde(default)]
                    pub $label: Option<Testo>,
                )*
            }
        }

        impl Etichette {
            /// The labels of a plan that words none: those of the real annex.
            pub fn built_in() -> Self {
                Self { $($label: Some(Testo::new($usual_words)),)* }
            }

            /// These labels, replaced by those that the level below words its own way.
            pub fn overridden_by(&self, own: Option<&Self>) -> Self {
                let Some(own) = own else { return self.clone() };
                Self { $($label: own.$label.clone().or_else(|| self.$label.clone()),)* }
            }

            /// The lowest level at which a label is printed; `None` if there is no such label.
            pub fn down_to(etichetta: &str) -> Option<LabelLevel> {
                match etichetta {
                    $(stringify!($label) => Some(LabelLevel::$level),)*
                    _ => None,
                }
            }
        }
    };
}

etichette! {
    /// Prima del codice della missione, nelle schede.
    #[schemars(title = "missione")]
    #[down_to(Missione)]
    missione = "MISSIONE -",
    /// Prima del nome del programma.
    #[schemars(title = "programma")]
    #[down_to(Missione)]
    programma = "PROGRAMMA DI SPESA",
    /// Il blocco dell'obiettivo.
    #[schemars(title = "obiettivo")]
    #[down_to(Obiettivo)]
    obiettivo = "Obiettivo",
    /// Il titolo dell'obiettivo.
    #[schemars(title = "titolo")]
    #[down_to(Obiettivo)]
    titolo = "TITOLO",
    /// La descrizione dell'obiettivo.
    #[schemars(title = "descrizione")]
    #[down_to(Obiettivo)]
    descrizione = "DESCRIZIONE",
    /// L'arco temporale di realizzazione.
    #[schemars(title = "arco temporale")]
    #[down_to(Obiettivo)]
    arco_temporale = "ARCO TEMPORALE DI REALIZZAZIONE",
    /// I portatori di interesse.
    #[schemars(title = "portatori d'interesse")]
    #[down_to(Obiettivo)]
    portatori_di_interesse = "PORTATORI D'INTERESSE",
    /// Il centro di responsabilità.
    #[schemars(title = "centro di responsabilità")]
    #[down_to(Obiettivo)]
    centro_di_responsabilita = "CENTRO DI RESPONSABILITA'",
    /// Le risorse economiche.
    #[schemars(title = "risorse economiche")]
    #[down_to(Obiettivo)]
    risorse_economiche = "RISORSE ECONOMICHE",
    /// Il blocco dell'indicatore.
    #[schemars(title = "indicatore")]
    #[down_to(Indicatore)]
    indicatore = "INDICATORE",
    /// Il nome dell'indicatore, quando l'indicatore non ha una sigla.
    #[schemars(title = "sigla")]
    #[down_to(Indicatore)]
    sigla = "KPI",
    /// Il tipo dell'indicatore.
    #[schemars(title = "tipo")]
    #[down_to(Indicatore)]
    tipo = "TIPO",
    /// L'unità di misura.
    #[schemars(title = "unità di misura")]
    #[down_to(Indicatore)]
    unita_di_misura = "UNITA' DI MISURA",
    /// L'algoritmo di calcolo.
    #[schemars(title = "algoritmo di calcolo")]
    #[down_to(Indicatore)]
    algoritmo = "ALGORITMO DI CALCOLO",
    /// Il peso dell'indicatore.
    #[schemars(title = "peso")]
    #[down_to(Indicatore)]
    peso = "PESO",
    /// I valori osservati.
    #[schemars(title = "valori osservati")]
    #[down_to(Indicatore)]
    valori_osservati = "VALORI OSSERVATI",
    /// I risultati attesi.
    #[schemars(title = "risultati attesi")]
    #[down_to(Indicatore)]
    risultati_attesi = "RISULTATI ATTESI",
    /// Prima dell'anno di ogni risultato atteso.
    #[schemars(title = "target")]
    #[down_to(Indicatore)]
    target = "Target",
    /// La fonte dei dati.
    #[schemars(title = "fonte dei dati")]
    #[down_to(Indicatore)]
    fonte = "FONTE DEI DATI",
    /// Le note.
    #[schemars(title = "note")]
    #[down_to(Indicatore)]
    note = "NOTE",
    /// Prima del codice dell'obiettivo, nella narrativa.
    #[schemars(title = "obiettivo strategico")]
    #[down_to(Missione)]
    obiettivo_strategico = "Obiettivo strategico",
}
