//! Italian prepositions before the kind of an act and before an organ.

const FEMMINILI: [&str; 12] = [
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
pub fn a(nome: &str) -> String {
    articolata(nome, ["all'", "alla ", "al "])
}

/// `della Giunta`, `del Commissario straordinario`, `dell'Assemblea`.
pub fn di(nome: &str) -> String {
    articolata(nome, ["dell'", "della ", "del "])
}

/// The organ after the kind of an act, as offices write it: `di Consiglio`, `di Giunta`, but
/// `del Commissario straordinario`.
pub fn di_organo(organo: &str) -> String {
    match organo {
        "Consiglio" | "Giunta" => format!("di {organo}"),
        _ => di(organo),
    }
}

fn articolata(nome: &str, [elisa, femminile, maschile]: [&str; 3]) -> String {
    let minuscolo = nome.to_lowercase();
    let preposizione = if minuscolo.starts_with(['a', 'e', 'i', 'o', 'u']) {
        elisa
    } else if FEMMINILI.iter().any(|parola| minuscolo.starts_with(parola)) {
        femminile
    } else {
        maschile
    };
    format!("{preposizione}{nome}")
}
