//! A plan as plain values, shaped as its file writes them; two plans that say the same have the
//! same values.

use serde::Serialize;
use serde_yaml::{Mapping, Value};

/// The values of a part of a plan, without what it leaves out.
pub fn di(parte: &impl Serialize) -> Value {
    let valore = serde_yaml::to_value(parte).expect("a plan is plain data");
    senza_assenti(valore)
}

fn senza_assenti(valore: Value) -> Value {
    match valore {
        Value::Mapping(gruppo) => Value::Mapping(
            gruppo
                .into_iter()
                .map(|(chiave, valore)| (chiave, senza_assenti(valore)))
                .filter(|(_, valore)| !valore.is_null())
                .collect(),
        ),
        Value::Sequence(voci) => Value::Sequence(voci.into_iter().map(senza_assenti).collect()),
        scalare => scalare,
    }
}

/// The value that some keys lead to.
pub fn segui<'a>(valore: &'a Value, via: &[&str]) -> Option<&'a Value> {
    via.iter()
        .try_fold(valore, |valore, passo| valore.get(*passo))
}

/// The text of a key of a group.
pub fn testo<'a>(gruppo: &'a Value, chiave: &str) -> Option<&'a str> {
    gruppo.get(chiave)?.as_str()
}

/// The entries of the list that some keys lead to.
pub fn voci<'a>(valore: &'a Value, via: &[&str]) -> &'a [Value] {
    match segui(valore, via) {
        Some(Value::Sequence(voci)) => voci,
        _ => &[],
    }
}

/// The keys of a group.
pub fn chiavi(gruppo: &Mapping) -> impl Iterator<Item = &str> {
    gruppo.keys().filter_map(Value::as_str)
}

/// Whether two values say the same in the same order.
pub fn identici(uno: &Value, altro: &Value) -> bool {
    match (uno, altro) {
        (Value::Mapping(uno), Value::Mapping(altro)) => {
            uno.len() == altro.len()
                && uno
                    .iter()
                    .zip(altro)
                    .all(|((c, v), (d, w))| c == d && identici(v, w))
        }
        (Value::Sequence(uno), Value::Sequence(altro)) => {
            uno.len() == altro.len() && uno.iter().zip(altro).all(|(v, w)| identici(v, w))
        }
        _ => uno == altro,
    }
}
