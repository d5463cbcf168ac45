//! Which words of a text changed.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// A piece of a text, and whether the other text lacks it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brano {
    /// Le parole.
    pub testo: String,
    /// Se l'altro testo non le ha.
    pub diverso: bool,
}

/// Two texts, piece by piece, and what happened in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Raffronto {
    /// The text before.
    pub prima: Vec<Brano>,
    /// The text after.
    pub dopo: Vec<Brano>,
    /// What happened, as acts say it; empty when the texts have little in common.
    pub frasi: Vec<String>,
}

/// How much two texts must have in common to be shown word by word.
const SOGLIA: f32 = 0.4;

/// How many changes are told one by one.
const FRASI: usize = 5;

/// A text all of one piece.
pub fn intero(testo: &str, diverso: bool) -> Vec<Brano> {
    vec![Brano {
        testo: testo.to_owned(),
        diverso,
    }]
}

/// Compares two texts word by word.
pub fn raffronta(prima: &str, dopo: &str) -> Raffronto {
    let confronto = TextDiff::from_words(prima, dopo);
    if confronto.ratio() < SOGLIA {
        return Raffronto {
            prima: intero(prima, false),
            dopo: intero(dopo, false),
            frasi: Vec::new(),
        };
    }
    let mut sostituzioni = vec![Passo::default()];
    let mut raffronto = Raffronto::default();
    for parola in confronto.iter_all_changes() {
        let testo = parola.value();
        match parola.tag() {
            ChangeTag::Equal => {
                let in_mezzo = testo.trim().is_empty();
                accoda(&mut raffronto.prima, testo, false);
                accoda(&mut raffronto.dopo, testo, false);
                match sostituzioni.last_mut() {
                    Some(ultima) if in_mezzo && !ultima.e_vuoto() => {
                        ultima.spazio = testo.to_owned()
                    }
                    Some(ultima) if ultima.e_vuoto() => ultima.precede = testo.to_owned(),
                    _ => sostituzioni.push(Passo {
                        precede: testo.to_owned(),
                        ..Passo::default()
                    }),
                }
            }
            ChangeTag::Delete => {
                accoda(&mut raffronto.prima, testo, true);
                if let Some(ultima) = sostituzioni.last_mut() {
                    ultima.via(testo);
                }
            }
            ChangeTag::Insert => {
                accoda(&mut raffronto.dopo, testo, true);
                if let Some(ultima) = sostituzioni.last_mut() {
                    ultima.entra(testo);
                }
            }
        }
    }
    raffronto.frasi = sostituzioni.iter().filter_map(Passo::frase).collect();
    if raffronto.frasi.len() > FRASI {
        raffronto.frasi.clear();
    }
    raffronto
}

fn accoda(brani: &mut Vec<Brano>, testo: &str, diverso: bool) {
    match brani.last_mut() {
        Some(ultimo) if ultimo.diverso == diverso => ultimo.testo.push_str(testo),
        _ => brani.push(Brano {
            testo: testo.to_owned(),
            diverso,
        }),
    }
}

/// Words that went and words that came in one spot.
#[derive(Default)]
struct Passo {
    /// The last word that stayed, before the spot.
    precede: String,
    via: String,
    entra: String,
    /// White space that stayed since the last word that changed.
    spazio: String,
}

impl Passo {
    fn e_vuoto(&self) -> bool {
        self.via.is_empty() && self.entra.is_empty()
    }

    fn via(&mut self, testo: &str) {
        self.con_lo_spazio();
        self.via.push_str(testo);
    }

    fn entra(&mut self, testo: &str) {
        self.con_lo_spazio();
        self.entra.push_str(testo);
    }

    fn con_lo_spazio(&mut self) {
        let spazio = std::mem::take(&mut self.spazio);
        if !self.via.is_empty() {
            self.via.push_str(&spazio);
        }
        if !self.entra.is_empty() {
            self.entra.push_str(&spazio);
        }
    }

    fn frase(&self) -> Option<String> {
        let (via, entra) = (self.via.trim(), self.entra.trim());
        let precede = self.precede.trim();
        match (via.is_empty(), entra.is_empty()) {
            (true, true) => None,
            (false, true) if e_una(via) => Some(format!("soppressa la parola “{via}”")),
            (false, true) => Some(format!("soppresse le parole “{via}”")),
            (true, false) => {
                let dove = if precede.is_empty() {
                    "all'inizio".to_owned()
                } else {
                    format!("dopo “{precede}”")
                };
                let quali = if e_una(entra) {
                    "aggiunta la parola"
                } else {
                    "aggiunte le parole"
                };
                Some(format!("{dove} {quali} “{entra}”"))
            }
            (false, false) if e_una(via) => {
                Some(format!("la parola “{via}” sostituita da “{entra}”"))
            }
            (false, false) => Some(format!("le parole “{via}” sostituite da “{entra}”")),
        }
    }
}

fn e_una(parole: &str) -> bool {
    !parole.contains(char::is_whitespace)
}
