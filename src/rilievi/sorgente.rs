//! A text with a name, and the way from lines and columns to bytes.

use std::ops::Range;

/// A text that findings point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sorgente {
    nome: String,
    testo: String,
    inizi: Vec<usize>,
    tappe: Vec<usize>,
}

/// How many bytes stand between two counts of the characters.
const TAPPA: usize = 256;

impl Sorgente {
    /// Names a text; the name is what findings show.
    pub fn new(nome: impl Into<String>, testo: impl Into<String>) -> Self {
        let testo = testo.into();
        let inizi = std::iter::once(0).chain(fini_di_riga(&testo)).collect();
        Self {
            nome: nome.into(),
            inizi,
            tappe: tappe(&testo),
            testo,
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
        self.dopo(self.caratteri_prima(inizio) + colonna)
    }

    /// How many characters stand before a byte.
    fn caratteri_prima(&self, byte: usize) -> usize {
        let tappa = byte / TAPPA;
        let in_piu = &self.testo.as_bytes()[tappa * TAPPA..byte];
        self.tappe[tappa] + caratteri(in_piu)
    }

    /// The byte after so many characters, or the end. A line may be as long as the file, so the
    /// characters are counted from the nearest count and not from its beginning.
    fn dopo(&self, quanti: usize) -> usize {
        let tappa = self.tappe.partition_point(|prima| *prima <= quanti) - 1;
        let byte = self.testo.as_bytes().get(tappa * TAPPA..);
        let byte = byte.unwrap_or_default();
        let mut inizi = byte.iter().enumerate().filter(|(_, byte)| comincia(**byte));
        let trovato = inizi.nth(quanti - self.tappe[tappa]);
        trovato.map_or(self.testo.len(), |(posto, _)| tappa * TAPPA + posto)
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

/// How many characters begin before each stretch of the text, and before its end.
fn tappe(testo: &str) -> Vec<usize> {
    let tratti = testo.as_bytes().chunks(TAPPA);
    let conti = tratti.scan(0, |prima, tratto| {
        *prima += caratteri(tratto);
        Some(*prima)
    });
    std::iter::once(0).chain(conti).collect()
}

fn caratteri(byte: &[u8]) -> usize {
    byte.iter().filter(|byte| comincia(**byte)).count()
}

/// Whether a byte is the first of a character in UTF-8.
fn comincia(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}
