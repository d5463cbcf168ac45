//! A text with a name, and the way from lines and columns to bytes.

use std::ops::Range;

/// A text that findings point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sorgente {
    nome: String,
    testo: String,
    inizi: Vec<usize>,
}

impl Sorgente {
    /// Names a text; the name is what findings show.
    pub fn new(nome: impl Into<String>, testo: impl Into<String>) -> Self {
        let testo = testo.into();
        let inizi = std::iter::once(0).chain(fini_di_riga(&testo)).collect();
        Self {
            nome: nome.into(),
            testo,
            inizi,
        }
    }

    /// The name.
    pub fn nome(&self) -> &str {
        &self.nome
    }

    /// The text.
    pub fn testo(&self) -> &str {
        &self.testo
    }

    /// The byte at a line (from 1) and a column in characters (from 0), kept within the text.
    pub fn byte(&self, riga: usize, colonna: usize) -> usize {
        let Some(&inizio) = self.inizi.get(riga.saturating_sub(1)) else {
            return self.testo.len();
        };
        self.testo[inizio..]
            .char_indices()
            .nth(colonna)
            .map_or(self.testo.len(), |(scarto, _)| inizio + scarto)
    }

    /// The bytes of a line (from 1), without its line end.
    pub fn riga_intera(&self, riga: usize) -> Range<usize> {
        let Some(&inizio) = self.inizi.get(riga.saturating_sub(1)) else {
            return self.testo.len()..self.testo.len();
        };
        let fine = self.inizi.get(riga).copied().unwrap_or(self.testo.len());
        inizio
            ..inizio
                + self.testo[inizio..fine]
                    .trim_end_matches(['\r', '\n'])
                    .len()
    }

    /// The bytes of a line (from 1), without indentation and line end.
    pub fn riga(&self, riga: usize) -> Range<usize> {
        let intera = self.riga_intera(riga);
        let testo = self.testo[intera.clone()].trim_end();
        let rientro = testo.len() - testo.trim_start().len();
        intera.start + rientro..intera.start + testo.len()
    }

    /// The line (from 1) and the column (from 1, in characters) of a byte.
    pub fn riga_e_colonna(&self, byte: usize) -> (usize, usize) {
        let byte = byte.min(self.testo.len());
        let riga = self.inizi.partition_point(|&inizio| inizio <= byte);
        let colonna = self.testo[self.inizi[riga - 1]..byte].chars().count() + 1;
        (riga, colonna)
    }
}

/// Where each line end stops: `\n`, `\r\n`, and the lone `\r` that is one to YAML.
fn fini_di_riga(testo: &str) -> impl Iterator<Item = usize> {
    let byte = testo.as_bytes();
    let fine = |posto: &usize| match byte[*posto] {
        b'\n' => true,
        b'\r' => byte.get(posto + 1) != Some(&b'\n'),
        _ => false,
    };
    (0..byte.len()).filter(fine).map(|posto| posto + 1)
}
