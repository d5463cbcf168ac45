//! The totals of the resources, as the templates print them.

use serde::Serialize;

use crate::piano::{Piano, Totals};

/// The totals with their title.
#[derive(Serialize)]
pub(crate) struct TotaliContext<'a> {
    titolo: &'a str,
    #[serde(flatten)]
    totals: Totals<'a>,
}

/// The title of the totals, when the plan asks for them.
pub(crate) fn title(piano: &Piano) -> Option<&str> {
    let totali = piano.totali.as_ref()?;
    let titolo = totali.titolo.as_deref().unwrap_or("Totali delle risorse");
    totali.stampa.is_yes().then_some(titolo)
}

/// The totals, when the plan asks for them.
pub(crate) fn totali(piano: &Piano) -> Option<TotaliContext<'_>> {
    Some(TotaliContext {
        titolo: title(piano)?,
        totals: piano.totals(),
    })
}
