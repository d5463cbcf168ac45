//! The quadro di raffronto as text, for a terminal and for a message.

use std::fmt::Write;

use super::parole::Brano;
use super::quadro::{Quadro, Riga};
use super::totali::RigaTotali;

/// The differences as plain text: what was after `-`, what is after `+`, what changed after `=`.
pub fn in_testo(quadro: &Quadro) -> String {
    if quadro.e_vuoto() {
        return "Nessuna differenza.\n".to_owned();
    }
    let mut uscita = format!("- {}\n+ {}\n", quadro.prima, quadro.dopo);
    for (numero, atto) in quadro.atti.iter().enumerate() {
        let _ = writeln!(uscita, "({}) {atto}", numero + 1);
    }
    for gruppo in &quadro.gruppi {
        let _ = writeln!(uscita, "\n{}", gruppo.titolo);
        for riga in &gruppo.righe {
            let _ = writeln!(uscita, "  {}{}", riga.voce, fra_parentesi(&riga.atti));
            righe(&mut uscita, '-', &testo(&riga.prima));
            righe(&mut uscita, '+', &testo(&riga.dopo));
            for variazione in &riga.variazione {
                righe(&mut uscita, '=', variazione);
            }
        }
    }
    uscita.push_str("\nTotali delle risorse prima e dopo (€)\n");
    for riga in &quadro.totali.righe {
        let _ = writeln!(
            uscita,
            "  {}: {} → {}, variazione {}",
            riga.voce,
            cifra(riga.prima),
            cifra(riga.dopo),
            riga.variazione
        );
    }
    uscita
}

/// The differences as Markdown tables, for a message or a web page.
pub fn in_markdown(quadro: &Quadro) -> String {
    if quadro.e_vuoto() {
        return "Nessuna differenza.\n".to_owned();
    }
    let mut uscita = "# Quadro di raffronto\n".to_owned();
    for (numero, atto) in quadro.atti.iter().enumerate() {
        let _ = write!(uscita, "\n{}. {}", numero + 1, protetto(atto));
    }
    if !quadro.atti.is_empty() {
        uscita.push('\n');
    }
    for gruppo in &quadro.gruppi {
        let (prima, dopo) = (protetto(&quadro.prima), protetto(&quadro.dopo));
        let _ = write!(uscita, "\n## {}\n\n", protetto(&gruppo.titolo));
        let _ = writeln!(
            uscita,
            "| Voce | {prima} | {dopo} | Variazione | Motivazione e atto |"
        );
        uscita.push_str("|---|---|---|---|---|\n");
        for riga in &gruppo.righe {
            uscita.push_str(&riga_markdown(riga));
        }
    }
    uscita.push_str("\n## Totali delle risorse prima e dopo\n\n");
    uscita.push_str(
        "| Missioni e programmi | Prima (€) | Dopo (€) | Variazione (€) |\n|---|--:|--:|--:|\n",
    );
    for riga in &quadro.totali.righe {
        uscita.push_str(&totale_markdown(riga));
    }
    uscita
}

fn riga_markdown(riga: &Riga) -> String {
    let perche: Vec<String> = riga.motivazioni.iter().map(|m| protetto(m)).collect();
    format!(
        "| {} | {} | {} | {} | {}{} |\n",
        protetto(&riga.voce),
        brani(&riga.prima, "~~"),
        brani(&riga.dopo, "**"),
        protetto(&riga.variazione.join("; ")),
        perche.join("; "),
        fra_parentesi(&riga.atti)
    )
}

fn totale_markdown(riga: &RigaTotali) -> String {
    format!(
        "| {} | {} | {} | {} |\n",
        protetto(&riga.voce),
        cifra(riga.prima),
        cifra(riga.dopo),
        riga.variazione
    )
}

fn cifra(importo: Option<crate::piano::Importo>) -> String {
    importo.map_or("–".to_owned(), |importo| importo.to_string())
}

fn fra_parentesi(atti: &[usize]) -> String {
    let atti: Vec<String> = atti.iter().map(usize::to_string).collect();
    if atti.is_empty() {
        String::new()
    } else {
        format!(" ({})", atti.join(", "))
    }
}

fn testo(brani: &[Brano]) -> String {
    brani.iter().map(|brano| brano.testo.as_str()).collect()
}

fn righe(uscita: &mut String, segno: char, testo: &str) {
    for riga in testo.lines() {
        let _ = writeln!(uscita, "    {segno} {riga}");
    }
}

fn brani(brani: &[Brano], segno: &str) -> String {
    if brani.is_empty() {
        return "(assente)".to_owned();
    }
    brani
        .iter()
        .map(|brano| {
            let testo = protetto(&brano.testo);
            let parole = testo.trim();
            if !brano.diverso || parole.is_empty() {
                return testo;
            }
            // The marks must touch the words.
            let (prima, dopo) = testo.split_once(parole).unwrap_or(("", ""));
            format!("{prima}{segno}{parole}{segno}{dopo}")
        })
        .collect()
}

/// A text in which Markdown finds nothing to interpret.
fn protetto(testo: &str) -> String {
    let mut uscita = String::with_capacity(testo.len());
    for carattere in testo.chars() {
        match carattere {
            '\n' => uscita.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!'
            | '&' => {
                uscita.push('\\');
                uscita.push(carattere);
            }
            c => uscita.push(c),
        }
    }
    uscita
}
