//! What offices count, by kinds: two of different kinds are two units.

/// Stems of nouns, one line for each kind of thing.
const GROUPS: [&[&str]; 9] = [
    &[
        "impres",
        "aziend",
        "ditt",
        "societ",
        "pmi",
        "startup",
        "start-up",
        "cooperativ",
    ],
    &[
        "event",
        "incontr",
        "manifestazion",
        "seminar",
        "convegn",
        "fier",
        "workshop",
        "webinar",
        "giornat",
        "riunion",
        "cors",
        "edizion",
        "session",
        "mostr",
    ],
    &[
        "utent",
        "cittadin",
        "person",
        "partecipant",
        "student",
        "visitator",
        "dipendent",
        "alliev",
        "professionist",
        "consumator",
    ],
    &[
        "pratic",
        "istanz",
        "domand",
        "richiest",
        "fascicol",
        "procediment",
    ],
    &["band", "avvis", "gar"],
    &["contratt", "convenzion", "accord", "protocoll", "intes"],
    &["ispezion", "controll", "verific", "sopralluog", "visit"],
    &["fattur", "pagament", "mandat", "reversal"],
    &["certificat", "attestat", "diplom"],
];

/// The kind of a thing; `None` if it may be of any.
pub(super) fn group_of(stem: &str) -> Option<usize> {
    GROUPS.iter().position(|stems| stems.contains(&stem))
}
