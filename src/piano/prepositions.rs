//! Italian prepositions with their article, before the kind of an act or an organ: `della Giunta`.

/// The beginnings of the feminine names; all others are taken for masculine.
const FEMININE: [&str; 12] = [
    "delibera",
    "determina",
    "disposizione",
    "giunta",
    "commissione",
    "presidenza",
    "direzione",
    "segreteria",
    "proposta",
    "nota",
    "camera",
    "conferenza",
];

/// `alla deliberazione`, `al decreto`, `all'atto`.
pub(crate) fn with_a(name: &str) -> String {
    with_articulated(name, ["all'", "alla ", "al "])
}

/// `della Giunta`, `del Commissario straordinario`, `dell'Assemblea`.
pub(crate) fn with_di(name: &str) -> String {
    with_articulated(name, ["dell'", "della ", "del "])
}

/// The organ after the kind of an act, as offices write it: `di Consiglio`, `di Giunta`, but
/// `del Commissario straordinario`.
pub(crate) fn organo_with_di(organo: &str) -> String {
    match organo {
        "Consiglio" | "Giunta" => format!("di {organo}"),
        _ => with_di(organo),
    }
}

fn with_articulated(name: &str, [elided, feminine, masculine]: [&str; 3]) -> String {
    let lowercase = name.to_lowercase();
    let preposition = if lowercase.starts_with(['a', 'e', 'i', 'o', 'u']) {
        elided
    } else if FEMININE.iter().any(|word| lowercase.starts_with(word)) {
        feminine
    } else {
        masculine
    };
    format!("{preposition}{name}")
}
