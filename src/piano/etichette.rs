//! The words printed beside each value.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::testo::Testo;

macro_rules! etichette {
    ($($(#[$doc:meta])* $nome:ident = $predefinita:literal),* $(,)?) => {
        /// Labels that a plan, a mission, an objective or an indicator words its own way; a label
        /// left out is the one of the level above.
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(description = "Le parole stampate accanto ai valori.")]
        pub struct Etichette {
            $(
                $(#[$doc])*
                #[serde(default)]
                pub $nome: Option<Testo>,
            )*
        }

        impl Etichette {
            /// The labels of the real annex.
            pub fn predefinite() -> Self {
                Self { $($nome: Some(Testo::new($predefinita)),)* }
            }

            /// These labels, with those of the level below where it words them.
            pub fn con(&self, specifiche: Option<&Self>) -> Self {
                let Some(specifiche) = specifiche else { return self.clone() };
                Self { $($nome: specifiche.$nome.clone().or_else(|| self.$nome.clone()),)* }
            }
        }
    };
}

etichette! {
    /// Prima del codice della missione, nelle schede.
    missione = "MISSIONE -",
    /// Prima del nome del programma.
    programma = "PROGRAMMA DI SPESA",
    /// Il blocco dell'obiettivo.
    obiettivo = "Obiettivo",
    /// Il titolo dell'obiettivo.
    titolo = "TITOLO",
    /// La descrizione dell'obiettivo.
    descrizione = "DESCRIZIONE",
    /// L'arco temporale di realizzazione.
    arco_temporale = "ARCO TEMPORALE DI REALIZZAZIONE",
    /// I portatori di interesse.
    portatori_di_interesse = "PORTATORI D'INTERESSE",
    /// Il centro di responsabilità.
    centro_di_responsabilita = "CENTRO DI RESPONSABILITA'",
    /// Le risorse economiche.
    risorse_economiche = "RISORSE ECONOMICHE",
    /// Il blocco dell'indicatore.
    indicatore = "INDICATORE",
    /// Il nome dell'indicatore, quando l'indicatore non ha una sigla.
    sigla = "KPI",
    /// Il tipo dell'indicatore.
    tipo = "TIPO",
    /// L'unità di misura.
    unita_di_misura = "UNITA' DI MISURA",
    /// L'algoritmo di calcolo.
    algoritmo = "ALGORITMO DI CALCOLO",
    /// Il peso dell'indicatore.
    peso = "PESO",
    /// I valori osservati.
    valori_osservati = "VALORI OSSERVATI",
    /// I risultati attesi.
    risultati_attesi = "RISULTATI ATTESI",
    /// Prima dell'anno di ogni risultato atteso.
    target = "Target",
    /// La fonte dei dati.
    fonte = "FONTE DEI DATI",
    /// Le note.
    note = "NOTE",
    /// Prima del codice dell'obiettivo, nella narrativa.
    obiettivo_strategico = "Obiettivo strategico",
}
