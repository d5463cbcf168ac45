//! From the bytes of a file to an amendment.

use super::variazione::Variazione;
use crate::lettura::{Albero, Estranea, Forma, Nodo, leggi_come};
use crate::rilievi::{Luogo, Rapporto};

static VARIAZIONE: Forma =
    Forma::di::<Variazione>("atto:, tipo:, motivazione: e modifiche:").told_from(Estranea {
        proprie: &["missioni", "esercizio", "ente", "documento"],
        attese: &["modifiche", "atto", "motivazione"],
        parole: "è un piano, non una variazione",
        rimedio: "dare il file di una variazione; le differenze fra due piani le dice “pira confronta PRIMA.yaml DOPO.yaml”",
    });

/// The JSON Schema of the amendment, for editors: the very one that amendments are checked against.
pub fn schema_della_variazione() -> &'static serde_json::Value {
    VARIAZIONE.schema()
}

/// An amendment with the text it was read from.
#[derive(Debug)]
pub struct VariazioneLetta {
    /// The amendment.
    pub variazione: Variazione,
    /// The name of its file.
    pub nome: String,
    pub(super) albero: Albero,
    pub(super) avvisi: Rapporto,
}

/// Reads an amendment from the bytes of a file; `nome` is what findings show.
///
/// # Errors
/// Every finding of the first stage that has one: encoding, YAML, structure, values.
pub fn leggi(nome: &str, byte: &[u8]) -> Result<VariazioneLetta, Rapporto> {
    let (variazione, albero, avvisi) = leggi_come(&VARIAZIONE, nome, byte)?;
    Ok(VariazioneLetta {
        variazione,
        nome: nome.to_owned(),
        albero,
        avvisi,
    })
}

impl VariazioneLetta {
    /// The node of a change, from 0.
    pub(super) fn modifica(&self, numero: usize) -> Nodo {
        self.albero.segui(["modifiche", &numero.to_string()]).0
    }

    /// Where a key of a node stands; the node itself without the key.
    pub(super) fn luogo(&self, nodo: Nodo, chiave: &str) -> Luogo {
        let valore = self.albero.chiave(nodo, chiave).map(|(_, valore)| valore);
        self.albero.luogo(valore.unwrap_or(nodo))
    }
}
