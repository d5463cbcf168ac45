//! An annex given in place of the plan's, in the words of the command line.

use crate::piano::{Allegato, Data};

/// An annex as the value of `--allegato`: `d, deliberazione, Consiglio, 14, 2020-12-03`.
pub(crate) fn allegato_as_argument(allegato: &Allegato) -> String {
    let mut parts = vec![allegato.lettera.to_string()];
    if let Some(atto) = &allegato.atto {
        parts.extend([atto.tipo.to_string(), atto.organo.to_string()]);
        if atto.numero.is_some() || atto.data.is_some() {
            let number = atto.numero.as_deref().unwrap_or_default();
            parts.push(number.to_owned());
        }
        parts.extend(atto.data.map(Data::to_iso));
    }
    parts.join(", ")
}
