//! The paragraphs of a prose, addressed by their first words.

/// Why a paragraph was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NonTrovato {
    /// No paragraph begins so.
    Nessuno,
    /// More than one does.
    Molti,
}

/// The paragraphs of a text, parted by empty lines.
pub fn capoversi(testo: &str) -> Vec<String> {
    let mut capoversi = vec![String::new()];
    for riga in testo.lines() {
        if riga.trim().is_empty() {
            capoversi.push(String::new());
        } else if let Some(ultimo) = capoversi.last_mut() {
            if !ultimo.is_empty() {
                ultimo.push('\n');
            }
            ultimo.push_str(riga);
        }
    }
    capoversi.retain(|capoverso| !capoverso.is_empty());
    capoversi
}

/// The text of some paragraphs.
pub fn unisci(capoversi: &[String]) -> String {
    capoversi.join("\n\n")
}

/// The place of the paragraph that begins with some words, whatever white space parts them.
///
/// # Errors
/// None, or more than one.
pub fn trova(capoversi: &[String], inizio: &str) -> Result<usize, NonTrovato> {
    let parole: Vec<&str> = inizio.split_whitespace().collect();
    let comincia = |capoverso: &String| {
        let testo: Vec<&str> = capoverso.split_whitespace().collect();
        let (prime, ultima) = parole.split_at(parole.len().saturating_sub(1));
        testo.starts_with(prime)
            && ultima.iter().all(|parola| {
                testo
                    .get(prime.len())
                    .is_some_and(|altra| altra.starts_with(parola))
            })
    };
    let mut trovati = capoversi
        .iter()
        .enumerate()
        .filter(|(_, capoverso)| comincia(capoverso))
        .map(|(posto, _)| posto);
    match (trovati.next(), trovati.next()) {
        (Some(posto), None) => Ok(posto),
        (Some(_), Some(_)) => Err(NonTrovato::Molti),
        (None, _) => Err(NonTrovato::Nessuno),
    }
}
