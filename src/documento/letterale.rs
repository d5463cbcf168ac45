//! Text as Typst data: string literals, in which nothing is markup.

use std::fmt::Write;

/// A string literal for code: `"testo"`.
pub fn stringa(testo: &str) -> String {
    let mut uscita = String::with_capacity(testo.len() + 2);
    uscita.push('"');
    for carattere in testo.chars() {
        match carattere {
            '\\' => uscita.push_str("\\\\"),
            '"' => uscita.push_str("\\\""),
            '\n' => uscita.push_str("\\n"),
            c if c.is_control() || matches!(c, '\u{e000}'..='\u{f8ff}') => {
                let _ = write!(uscita, "\\u{{{:x}}}", u32::from(c));
            }
            c => uscita.push(c),
        }
    }
    uscita.push('"');
    uscita
}

/// The same text for markup: `#"testo";`, a line break wherever a new line was typed.
pub fn contenuto(testo: &str) -> String {
    let mut uscita = String::with_capacity(testo.len() + 4);
    for (posto, riga) in testo.trim_end_matches('\n').split('\n').enumerate() {
        if posto > 0 {
            uscita.push_str("#linebreak();");
        }
        uscita.push('#');
        uscita.push_str(&stringa(riga));
        uscita.push(';');
    }
    uscita
}
