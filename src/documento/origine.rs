//! Where each piece of the generated Typst comes from: template and line.
//!
//! A template carries, at the start of each line of its own text, an invisible mark with the number
//! of the template and of the line. The marks travel through loops, macros and includes with the
//! text they stand before; once the text is rendered they are taken out and remembered.

use std::fmt::Write;

const APRE: char = '\u{e000}';
const CHIUDE: char = '\u{e001}';

/// A template's text with its marks.
pub fn segna(modello: usize, testo: &str) -> String {
    let mut uscita = String::with_capacity(testo.len() * 5 / 4);
    let mut dentro_un_tag = false;
    for (numero, riga) in testo.split_inclusive('\n').enumerate() {
        let corpo = riga.trim_start_matches([' ', '\t']);
        let comincia_con_un_tag = ["{%", "{#", "{{-"].iter().any(|tag| corpo.starts_with(tag));
        if dentro_un_tag || comincia_con_un_tag || corpo.trim_end().is_empty() {
            uscita.push_str(riga);
        } else {
            uscita.push_str(&riga[..riga.len() - corpo.len()]);
            let _ = write!(uscita, "{APRE}{modello}:{}{CHIUDE}", numero + 1);
            uscita.push_str(corpo);
        }
        dentro_un_tag = resta_dentro(riga, dentro_un_tag);
    }
    uscita
}

/// Whether a template tag is still open at the end of a line.
fn resta_dentro(riga: &str, mut dentro: bool) -> bool {
    let mut resto = riga;
    loop {
        let segni: &[&str] = if dentro {
            &["%}", "}}", "#}"]
        } else {
            &["{%", "{{", "{#"]
        };
        match segni.iter().filter_map(|segno| resto.find(segno)).min() {
            Some(posto) => {
                resto = &resto[posto + 2..];
                dentro = !dentro;
            }
            None => return dentro,
        }
    }
}

/// The origins of a generated text.
#[derive(Debug, Clone, Default)]
pub struct Origini(Vec<(usize, usize, usize)>);

impl Origini {
    /// Takes the marks out of a rendered text.
    pub fn separa(segnato: &str) -> (String, Self) {
        let mut testo = String::with_capacity(segnato.len());
        let mut origini = Vec::new();
        for pezzo in segnato.split(APRE) {
            let segno = pezzo.split_once(CHIUDE).and_then(|(segno, corpo)| {
                let (modello, riga) = segno.split_once(':')?;
                Some((modello.parse().ok()?, riga.parse().ok()?, corpo))
            });
            if let Some((modello, riga, corpo)) = segno {
                origini.push((testo.len(), modello, riga));
                testo.push_str(corpo);
            } else {
                testo.push_str(pezzo);
            }
        }
        (testo, Self(origini))
    }

    /// The template and the line (from 1) that a byte of the text comes from.
    pub fn di(&self, byte: usize) -> Option<(usize, usize)> {
        let posto = self.0.partition_point(|(inizio, ..)| *inizio <= byte);
        self.0[..posto]
            .last()
            .map(|(_, modello, riga)| (*modello, *riga))
    }
}
