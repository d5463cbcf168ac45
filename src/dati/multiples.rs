//! Units that multiply: in `1,5 mln` the number is not one and a half.

/// The words that multiply the number before them, in small letters.
const MULTIPLYING_WORDS: [&str; 27] = [
    "mila",
    "migliaia",
    "migliaio",
    "mgl",
    "k",
    "milione",
    "milioni",
    "mil",
    "mln",
    "mio",
    "ml",
    "miliardo",
    "miliardi",
    "mld",
    "mlrd",
    "mrd",
    "bn",
    "decina",
    "decine",
    "dozzina",
    "dozzine",
    "centinaio",
    "centinaia",
    "keur",
    "meur",
    "keuro",
    "meuro",
];

/// Whether a unit multiplies the number that it follows: `mln`, `mila euro`, `M€`.
pub(crate) fn is_multiple(unit: &str) -> bool {
    unit.split(|c: char| !c.is_alphabetic())
        .any(|word| MULTIPLYING_WORDS.contains(&word.to_lowercase().as_str()) || word == "M")
}
