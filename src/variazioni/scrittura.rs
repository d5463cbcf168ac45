//! Differences written as an amendment, to be completed with the act and the reason.

use serde_yaml::{Mapping, Value};

use super::cose::{Catena, Classe};
use super::differenza::{Cambio, Differenza, Posizione};
use super::yaml;

const INTESTAZIONE: &str = "\
# yaml-language-server: $schema=variazione.schema.json
# Le differenze fra due piani, scritte come una variazione: completare l'atto e la motivazione.

atto:
  tipo: deliberazione
  organo: Consiglio
  # numero: 1
  # data: 2021-07-29
tipo: integrazione
motivazione: Da scrivere.
";

/// An amendment that turns the first plan into the second.
pub fn in_variazione(differenze: &[Differenza]) -> String {
    let modifiche: Vec<Value> = differenze.iter().map(modifica).collect();
    let mut righe = yaml::coppia("modifiche", &Value::Sequence(modifiche), 0);
    // An empty line before each change, as the plans are written.
    for riga in &mut righe[1..] {
        if riga.starts_with("  - ") {
            riga.insert(0, '\n');
        }
    }
    INTESTAZIONE.to_owned() + &righe.join("\n") + "\n"
}

fn modifica(differenza: &Differenza) -> Value {
    let mut modifica = indirizzo(&differenza.indirizzo);
    let mut scrivi = |chiave: &str, valore: Value| {
        modifica.insert(Value::from(chiave), valore);
    };
    match &differenza.cambio {
        Cambio::Valore { prima, dopo } => {
            scrivi("campo", Value::from(differenza.campo.join(".")));
            if let Some(prima) = prima {
                scrivi("da", prima.clone());
            }
            match dopo {
                Some(dopo) => scrivi("a", dopo.clone()),
                None => scrivi("sopprimi", Value::from("sì")),
            }
        }
        Cambio::Aggiunta { valore, posizione } => {
            if let Some((classe, _)) = differenza.cosa.last() {
                scrivi(classe.nuovo(), valore.clone());
            }
            scrivi_posizione(posizione.as_ref(), &mut scrivi);
        }
        Cambio::Soppressa { .. } => scrivi("sopprimi", Value::from("sì")),
        Cambio::Spostata {
            contenitore,
            posizione,
            ..
        } => {
            if let Some(contenitore) = contenitore {
                scrivi("sposta_in", Value::from(contenitore.as_str()));
            }
            scrivi_posizione(posizione.as_ref(), &mut scrivi);
        }
    }
    Value::Mapping(modifica)
}

fn scrivi_posizione(posizione: Option<&Posizione>, scrivi: &mut impl FnMut(&str, Value)) {
    match posizione {
        Some(Posizione::Dopo(nome)) => scrivi("dopo", Value::from(nome.as_str())),
        Some(Posizione::Prima(nome)) => scrivi("prima", Value::from(nome.as_str())),
        None => {}
    }
}

/// The names that a change needs to say which thing it means: a code alone, a title with the code
/// of what holds it.
fn indirizzo(catena: &Catena) -> Mapping {
    let mut indirizzo = Mapping::new();
    let nomi = match catena.as_slice() {
        [.., contenitore, ultima] if !ultima.0.ha_codice() => vec![contenitore, ultima],
        [.., ultima] => vec![ultima],
        [] => Vec::new(),
    };
    for (classe, nome) in nomi {
        let classe: &Classe = classe;
        indirizzo.insert(Value::from(classe.nome()), Value::from(nome.as_str()));
    }
    indirizzo
}
