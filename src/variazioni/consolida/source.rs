//! The lines of a YAML text, and where in them values end and comments begin.

use std::ops::Range;

use crate::lettura::{Albero, Nodo, Specie};

/// A text with its tree, line by line; lines count from 0.
pub struct Source<'a> {
    albero: &'a Albero,
    lines: Vec<&'a str>,
    /// The byte at which each line begins.
    starts: Vec<usize>,
    /// Where the comment of each line begins, in bytes from the start of the line.
    comments: Vec<Option<usize>>,
}

impl<'a> Source<'a> {
    /// The lines of the text that a tree was read from.
    pub fn new(albero: &'a Albero) -> Self {
        let sorgente = albero.sorgente();
        let quante = sorgente.riga_e_colonna(sorgente.testo().len()).0;
        let intere = || (1..=quante).map(|riga| sorgente.riga_intera(riga));
        let mut lines: Vec<&str> = intere().map(|riga| &sorgente.testo()[riga]).collect();
        if lines.last().is_some_and(|ultima| ultima.is_empty()) {
            lines.pop();
        }
        let mut source = Self {
            albero,
            comments: vec![None; lines.len()],
            starts: intere().map(|riga| riga.start).collect(),
            lines,
        };
        source.find_comments();
        source
    }

    /// The tree.
    pub fn albero(&self) -> &'a Albero {
        self.albero
    }

    /// How many lines there are.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// A line, without its end.
    pub fn line(&self, riga: usize) -> &'a str {
        self.lines.get(riga).copied().unwrap_or_default()
    }

    /// The comment of a line, from its sign on.
    pub fn comment(&self, riga: usize) -> Option<&'a str> {
        let inizio = self.comments.get(riga).copied().flatten()?;
        Some(&self.line(riga)[inizio..])
    }

    /// The comment beside the value of a line, with the white space that parts them.
    pub fn comment_beside(&self, riga: usize) -> Option<&'a str> {
        let inizio = self.comments.get(riga).copied().flatten()?;
        let valore = self.line(riga)[..inizio].trim_end().len();
        (valore > 0).then(|| &self.line(riga)[valore..])
    }

    /// Whether a line holds a comment and nothing else.
    pub fn is_comment(&self, riga: usize) -> bool {
        let inizio = self.comments.get(riga).copied().flatten();
        inizio.is_some_and(|inizio| self.line(riga)[..inizio].trim().is_empty())
    }

    /// Whether a line is empty, or holds a comment and nothing else.
    pub fn is_pause(&self, riga: usize) -> bool {
        self.line(riga).trim().is_empty() || self.is_comment(riga)
    }

    /// The line on which a node begins.
    pub fn first_line(&self, nodo: Nodo) -> usize {
        self.line_of(self.albero.luogo(nodo).intervallo.start)
    }

    /// The line that a byte stands in.
    fn line_of(&self, byte: usize) -> usize {
        self.starts
            .partition_point(|inizio| *inizio <= byte)
            .saturating_sub(1)
    }

    /// The column at which a node begins, in characters from 0.
    pub fn column(&self, nodo: Nodo) -> usize {
        let inizio = self.albero.luogo(nodo).intervallo.start;
        self.albero.sorgente().riga_e_colonna(inizio).1 - 1
    }

    /// Where the dash of an entry of a list stands.
    pub fn dash(&self, voce: Nodo) -> usize {
        let riga = self.line(self.first_line(voce));
        riga.chars().position(|c| c == '-').unwrap_or_default()
    }

    /// Whether a list or a group stands within brackets.
    pub fn is_in_brackets(&self, nodo: Nodo) -> bool {
        let inizio = self.albero.luogo(nodo).intervallo.start;
        let testo = &self.albero.sorgente().testo()[inizio..];
        match self.albero.specie(nodo) {
            Specie::Scalare { .. } => false,
            Specie::Elenco(_) => testo.starts_with('['),
            Specie::Gruppo(_) => testo.starts_with('{'),
        }
    }

    /// Whether a scalar is a block of lines.
    pub fn is_block(&self, nodo: Nodo) -> bool {
        let Specie::Scalare { nudo: false, .. } = self.albero.specie(nodo) else {
            return false;
        };
        let inizio = self.albero.luogo(nodo).intervallo.start;
        let testo = &self.albero.sorgente().testo()[inizio..];
        // A block begins with its first word, which may be in quotes.
        !testo.starts_with(['"', '\'']) || self.head(nodo).is_some()
    }

    /// The line of the head of a block, if what stands at the start of a line follows one.
    fn head(&self, nodo: Nodo) -> Option<usize> {
        let riga = self.first_line(nodo);
        if indent(self.line(riga)) < self.column(nodo) {
            return None;
        }
        (0..riga)
            .rev()
            .find(|riga| !self.line(*riga).trim().is_empty())
            .filter(|riga| is_block_head(self.line(*riga)))
    }

    /// The entries of a list or the keys of a group: the node that begins each, and that of its value.
    pub fn entries(&self, nodo: Nodo) -> Vec<(Nodo, Nodo)> {
        match self.albero.specie(nodo) {
            Specie::Gruppo(chiavi) => chiavi.clone(),
            Specie::Elenco(voci) => voci.iter().map(|voce| (*voce, *voce)).collect(),
            Specie::Scalare { .. } => Vec::new(),
        }
    }

    /// The last line on which a value stands, within some lines: what an anchor repeats stands
    /// elsewhere.
    pub fn last_line(&self, nodo: Nodo, entro: &Range<usize>) -> usize {
        let riga = |byte: usize| self.line_of(byte.saturating_sub(1));
        let ultima = if self.is_block(nodo) {
            self.block(nodo).end.saturating_sub(1)
        } else if matches!(self.albero.specie(nodo), Specie::Scalare { .. }) {
            riga(self.scalar(nodo).end)
        } else if self.is_in_brackets(nodo) {
            riga(self.closing(nodo))
        } else {
            let dentro = self.entries(nodo).into_iter().flat_map(|(inizio, valore)| {
                [self.first_line(inizio), self.last_line(valore, entro)]
            });
            let ultima = dentro.filter(|riga| entro.contains(riga)).max();
            ultima.unwrap_or(entro.start)
        };
        ultima.clamp(entro.start, entro.end.saturating_sub(1).max(entro.start))
    }

    /// The bytes of a scalar that is no block, its quotes included.
    fn scalar(&self, nodo: Nodo) -> Range<usize> {
        let dove = self.albero.luogo(nodo).intervallo;
        let testo = &self.albero.sorgente().testo()[dove.start..];
        let virgolette = testo.chars().next().filter(|c| matches!(c, '"' | '\''));
        let nudo = matches!(self.albero.specie(nodo), Specie::Scalare { nudo: true, .. });
        match virgolette {
            Some(segno) if !nudo => dove.start..dove.start + quoted_length(testo, segno),
            _ => dove,
        }
    }

    /// The lines of a block, its head included.
    fn block(&self, nodo: Nodo) -> Range<usize> {
        let prima = self.first_line(nodo);
        let testa = self.head(nodo).unwrap_or(prima);
        if self.albero.testo(nodo).is_none_or(|t| t.trim().is_empty()) {
            return testa..testa + 1;
        }
        let dove = self.albero.luogo(nodo).intervallo;
        let testo = &self.albero.sorgente().testo()[dove.clone()];
        let tiene_le_vuote = without_comment(self.line(testa)).contains('+');
        let lungo = if tiene_le_vuote {
            testo.trim_end_matches(' ').len()
        } else {
            testo.trim_end().len()
        };
        let ultimo = (dove.start + lungo).saturating_sub(1);
        let ultima = self.line_of(ultimo);
        testa..ultima.max(testa) + 1
    }

    /// The byte after the bracket that closes a list or a group.
    fn closing(&self, nodo: Nodo) -> usize {
        let testo = self.albero.sorgente().testo();
        let dentro = self.entries(nodo).into_iter().flat_map(|(inizio, valore)| {
            [inizio, valore].map(|nodo| match self.albero.specie(nodo) {
                Specie::Scalare { .. } => self.scalar(nodo).end,
                _ if self.is_in_brackets(nodo) => self.closing(nodo),
                _ => self.albero.luogo(nodo).intervallo.end,
            })
        });
        let dove = self.albero.luogo(nodo).intervallo;
        let ultimo = dentro.filter(|fine| *fine <= dove.end).max();
        let mut posto = ultimo.unwrap_or(dove.start + 1);
        let mut in_un_commento = false;
        for (scarto, carattere) in testo[posto..].char_indices() {
            match carattere {
                '#' => in_un_commento = true,
                '\n' | '\r' => in_un_commento = false,
                '}' | ']' if !in_un_commento => {
                    posto += scarto + 1;
                    break;
                }
                _ => {}
            }
        }
        posto
    }

    fn find_comments(&mut self) {
        let mut scritti: Vec<Range<usize>> = Vec::new();
        let mut blocchi = vec![false; self.line_count()];
        for (nodo, _) in self.albero.scalari() {
            if !self.albero.e_originale(nodo) {
                continue;
            }
            if self.is_block(nodo) {
                let righe = self.block(nodo);
                blocchi[righe.start + 1..righe.end].fill(true);
            } else {
                scritti.push(self.scalar(nodo));
            }
        }
        scritti.sort_by_key(|dove| dove.start);
        let in_un_testo = |byte: usize| {
            let dopo = scritti.partition_point(|dove| dove.start <= byte);
            scritti[..dopo]
                .iter()
                .rev()
                .take(8)
                .any(|dove| dove.contains(&byte))
        };
        let fuori = blocchi.iter().enumerate();
        let fuori = fuori.filter(|(_, in_un_blocco)| !**in_un_blocco);
        for (riga, _) in fuori {
            let inizio = self.starts[riga];
            let testo = self.lines[riga];
            self.comments[riga] = testo
                .match_indices('#')
                .map(|(posto, _)| posto)
                .find(|posto| {
                    let staccato = testo[..*posto].chars().next_back();
                    staccato.is_none_or(char::is_whitespace) && !in_un_testo(inizio + posto)
                });
        }
    }
}

/// How many spaces a line begins with.
pub fn indent(riga: &str) -> usize {
    riga.len() - riga.trim_start_matches(' ').len()
}

/// A line moved sideways.
pub fn moved(riga: &str, scarto: isize) -> String {
    if riga.trim().is_empty() {
        return riga.to_owned();
    }
    let spazi = indent(riga);
    let nuovi = spazi.saturating_add_signed(scarto);
    format!("{}{}", " ".repeat(nuovi), &riga[spazi..])
}

/// Whether a line ends with the head of a block: `|`, `>-`, `|2+`, after a key, a dash or a name.
fn is_block_head(riga: &str) -> bool {
    let testa = without_comment(riga).trim_end();
    let testa = testa.trim_end_matches(|c: char| c.is_ascii_digit() || c == '+' || c == '-');
    let Some(prima) = testa.strip_suffix(['|', '>']) else {
        return false;
    };
    let ultima = prima.split_whitespace().next_back().unwrap_or_default();
    prima.trim().is_empty()
        || prima.ends_with(' ')
            && (ultima.ends_with(':') || ultima == "-" || ultima.starts_with(['&', '!']))
}

fn without_comment(riga: &str) -> &str {
    riga.split(" #").next().unwrap_or(riga)
}

/// How many bytes a quoted text takes, from its first quote to its last.
fn quoted_length(testo: &str, segno: char) -> usize {
    let mut caratteri = testo.char_indices().skip(1).peekable();
    while let Some((posto, carattere)) = caratteri.next() {
        if carattere == '\\' && segno == '"' {
            caratteri.next();
        } else if carattere == segno {
            // In single quotes a quote is written twice.
            if segno == '\'' && caratteri.peek().is_some_and(|(_, altro)| *altro == segno) {
                caratteri.next();
                continue;
            }
            return posto + segno.len_utf8();
        }
    }
    testo.len()
}
