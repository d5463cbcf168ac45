//! The body, and its logo.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::described::described;
use super::testo::Testo;

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
