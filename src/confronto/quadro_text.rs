//! The quadro di raffronto as text, for a terminal and for a message.

use std::fmt::Write;

use super::quadro::{Quadro, QuadroRow};
use super::totali::TotaliRow;
use super::words::Fragment;

/// The differences as plain text: what was after `-`, what is after `+`, what changed after `=`.
pub(crate) fn quadro_to_text(quadro: &Quadro) -> String {
    if quadro.is_empty() {
        return "Nessuna differenza.\n".to_owned();
    }
    let mut output = format!("- {}\n+ {}\n", quadro.prima, quadro.dopo);
    for (number, atto) in quadro.atti.iter().enumerate() {
        let _ = writeln!(output, "({}) {atto}", number + 1);
    }
    for group in &quadro.gruppi {
        let _ = writeln!(output, "\n{}", group.titolo);
        for row in &group.righe {
            let _ = writeln!(output, "  {}{}", row.voce, in_brackets(&row.atti));
            write_lines(&mut output, '-', &fragments_to_text(&row.prima));
            write_lines(&mut output, '+', &fragments_to_text(&row.dopo));
            for variazione in &row.variazione {
                write_lines(&mut output, '=', variazione);
            }
        }
    }
    output.push_str("\nTotali delle risorse prima e dopo (€)\n");
    for row in &quadro.totali.righe {
        let _ = writeln!(
            output,
            "  {}: {} → {}, variazione {}",
            row.voce,
            importo_or_dash(row.prima),
            importo_or_dash(row.dopo),
            row.variazione
        );
    }
    output
}

/// The differences as Markdown tables, for a message or a web page.
pub(crate) fn quadro_to_markdown(quadro: &Quadro) -> String {
    if quadro.is_empty() {
        return "Nessuna differenza.\n".to_owned();
    }
    let mut output = "# Quadro di raffronto\n".to_owned();
    for (number, atto) in quadro.atti.iter().enumerate() {
        let _ = write!(output, "\n{}. {}", number + 1, escaped(atto));
    }
    if !quadro.atti.is_empty() {
        output.push('\n');
    }
    for group in &quadro.gruppi {
        let (before, after) = (escaped(&quadro.prima), escaped(&quadro.dopo));
        let _ = write!(output, "\n## {}\n\n", escaped(&group.titolo));
        let _ = writeln!(
            output,
            "| Voce | {before} | {after} | Variazione | Motivazione e atto |"
        );
        output.push_str("|---|---|---|---|---|\n");
        for row in &group.righe {
            output.push_str(&row_to_markdown(row));
        }
    }
    output.push_str("\n## Totali delle risorse prima e dopo\n\n");
    output.push_str(
        "| Missioni e programmi | Prima (€) | Dopo (€) | Variazione (€) |\n|---|--:|--:|--:|\n",
    );
    for row in &quadro.totali.righe {
        output.push_str(&total_to_markdown(row));
    }
    output
}

fn row_to_markdown(row: &QuadroRow) -> String {
    format!(
        "| {} | {} | {} | {} | {} |\n",
        escaped(&row.voce),
        fragments_to_markdown(&row.prima, "~~"),
        fragments_to_markdown(&row.dopo, "**"),
        escaped(&row.variazione.join("; ")),
        reasons_to_markdown(row)
    )
}

/// Each reason with the acts that give it; of acts without a reason, the acts.
fn reasons_to_markdown(row: &QuadroRow) -> String {
    if row.motivazioni.is_empty() {
        return in_brackets(&row.atti);
    }
    let reasons = row.motivazioni.iter().zip(&row.atti_delle_motivazioni);
    let reasons: Vec<String> = reasons
        .map(|(reason, atti)| format!("{}{}", escaped(reason), in_brackets(atti)))
        .collect();
    reasons.join("; ")
}

fn total_to_markdown(row: &TotaliRow) -> String {
    format!(
        "| {} | {} | {} | {} |\n",
        escaped(&row.voce),
        importo_or_dash(row.prima),
        importo_or_dash(row.dopo),
        row.variazione
    )
}

fn importo_or_dash(importo: Option<crate::piano::Importo>) -> String {
    importo.map_or("–".to_owned(), |importo| importo.to_string())
}

fn in_brackets(atti: &[usize]) -> String {
    let atti: Vec<String> = atti.iter().map(usize::to_string).collect();
    if atti.is_empty() {
        String::new()
    } else {
        format!(" ({})", atti.join(", "))
    }
}

fn fragments_to_text(fragments: &[Fragment]) -> String {
    fragments
        .iter()
        .map(|fragment| fragment.testo.as_str())
        .collect()
}

fn write_lines(output: &mut String, sign: char, text: &str) {
    for row in text.lines() {
        let _ = writeln!(output, "    {sign} {row}");
    }
}

fn fragments_to_markdown(fragments: &[Fragment], sign: &str) -> String {
    if fragments.is_empty() {
        return "(assente)".to_owned();
    }
    fragments
        .iter()
        .map(|fragment| {
            let text = escaped(&fragment.testo);
            let words = text.trim();
            if !fragment.diverso || words.is_empty() {
                return text;
            }
            // The marks must touch the words.
            let (before, after) = text.split_once(words).unwrap_or(("", ""));
            format!("{before}{sign}{words}{sign}{after}")
        })
        .collect()
}

/// A text in which Markdown finds nothing to interpret.
fn escaped(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => output.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!'
            | '&' => {
                output.push('\\');
                output.push(character);
            }
            c => output.push(c),
        }
    }
    output
}
