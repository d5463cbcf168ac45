//! The amended plan as a file, to start from next year.
//!
//! Lines that say what they said are copied, comments and all; only what changed is written anew.

use std::collections::HashMap;
use std::ops::Range;

use serde_yaml::Value;

use super::coordinato::Coordinato;
use super::{valori, yaml};
use crate::lettura::{self, Albero, Nodo, Specie, valore_di};
use crate::rilievi::{Rapporto, Sorgente};

/// A plan written with its amendments in it.
#[derive(Debug)]
pub struct Consolidato {
    /// The YAML.
    pub testo: String,
    /// Whether the comments of the original could not be kept.
    pub senza_commenti: bool,
}

/// Writes the amended plan; what did not change keeps its lines, its order and its comments.
///
/// # Errors
/// A plan that its own reader refuses.
pub fn consolida(coordinato: &Coordinato) -> Result<Consolidato, Rapporto> {
    let voluti = valori::di(&coordinato.letto.piano);
    let testo = Riscrittura::new(coordinato).testo();
    if let Ok(letto) = lettura::leggi("", testo.as_bytes())
        && valori::identici(&valori::di(&letto.piano), &voluti)
    {
        return Ok(Consolidato {
            testo,
            senza_commenti: false,
        });
    }
    // Anchors and other turns of YAML that lines cannot be copied around.
    let Value::Mapping(gruppo) = voluti else {
        return Err(Rapporto::default());
    };
    Ok(Consolidato {
        testo: yaml::gruppo(&gruppo, 0).join("\n") + "\n",
        senza_commenti: true,
    })
}

struct Riscrittura<'a> {
    prima: &'a Albero,
    dopo: &'a Albero,
    sorgente: &'a Sorgente,
    righe: Vec<&'a str>,
    /// The lines, from 0, of each value of a key and of each entry of a list in the original.
    regioni: HashMap<Nodo, Range<usize>>,
    intatti: HashMap<Nodo, bool>,
}

impl<'a> Riscrittura<'a> {
    fn new(coordinato: &'a Coordinato) -> Self {
        let prima = coordinato.albero_prima();
        let sorgente = prima.sorgente();
        let righe: Vec<&str> = sorgente.testo().lines().collect();
        let mut riscrittura = Self {
            prima,
            dopo: &coordinato.letto.albero,
            sorgente,
            regioni: HashMap::new(),
            intatti: HashMap::new(),
            righe,
        };
        let tutto = 0..riscrittura.righe.len();
        riscrittura.trova_regioni(prima.radice(), tutto);
        riscrittura.trova_intatti(riscrittura.dopo.radice());
        riscrittura
    }

    fn testo(&self) -> String {
        let fine_riga = if self.sorgente.testo().contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let radice = self.dopo.radice();
        let righe = if self.e_intatto(radice) {
            self.righe.iter().map(|riga| (*riga).to_owned()).collect()
        } else {
            self.gruppo(radice, 0)
        };
        righe.join(fine_riga) + fine_riga
    }

    /// The entries of a list or the keys of a group in the original: the node whose start is that of
    /// the entry, and the node that holds its value.
    fn voci(&self, nodo: Nodo) -> Vec<(Nodo, Nodo)> {
        match self.prima.specie(nodo) {
            Specie::Gruppo(chiavi) => chiavi.clone(),
            Specie::Elenco(voci) => voci.iter().map(|voce| (*voce, *voce)).collect(),
            Specie::Scalare { .. } => Vec::new(),
        }
    }

    /// Notes the lines of each entry: from the comments above it to those above the next one.
    fn trova_regioni(&mut self, nodo: Nodo, regione: Range<usize>) {
        if self.e_fra_parentesi(nodo) {
            return;
        }
        let qui: Vec<(Nodo, Nodo)> = self
            .voci(nodo)
            .into_iter()
            .filter(|(inizio, _)| regione.contains(&self.riga(*inizio)))
            .collect();
        let mut inizio = regione.start;
        for (posto, (prima, valore)) in qui.iter().enumerate() {
            let fine = match qui.get(posto + 1) {
                Some((prossima, _)) => {
                    let prossima = self.riga(*prossima);
                    let contenuto = self.ultima_riga(*valore, inizio..prossima) + 1;
                    let limite = contenuto.clamp(inizio, prossima);
                    (limite..prossima)
                        .rev()
                        .find(|riga| !e_una_pausa(self.righe[*riga]))
                        .map_or(limite, |riga| riga + 1)
                }
                None => regione.end,
            };
            self.regioni.insert(*valore, inizio..fine);
            // What a key holds begins below its line; what an entry holds, beside its dash.
            let dentro = if prima == valore {
                inizio
            } else {
                self.riga(*prima) + 1
            };
            self.trova_regioni(*valore, dentro..fine);
            inizio = fine;
        }
    }

    /// The last line, within some, on which a value stands.
    fn ultima_riga(&self, nodo: Nodo, entro: Range<usize>) -> usize {
        let scritta = |nodo: Nodo| {
            let luogo = self.prima.luogo(nodo);
            let testo = &self.sorgente.testo()[luogo.intervallo.clone()];
            let fine = luogo.intervallo.start + testo.trim_end().len();
            self.sorgente.riga_e_colonna(fine).0 - 1
        };
        let dentro = match self.prima.specie(nodo) {
            Specie::Scalare { .. } => Vec::new(),
            _ => self.voci(nodo),
        };
        let ultima = dentro
            .into_iter()
            .flat_map(|(inizio, valore)| {
                [self.riga(inizio), self.ultima_riga(valore, entro.clone())]
            })
            .filter(|riga| entro.contains(riga))
            .max();
        match self.prima.specie(nodo) {
            Specie::Scalare { .. } => scritta(nodo),
            _ if self.e_fra_parentesi(nodo) => scritta(nodo),
            _ => ultima.unwrap_or(entro.start),
        }
    }

    fn riga(&self, nodo: Nodo) -> usize {
        let inizio = self.prima.luogo(nodo).intervallo.start;
        self.sorgente.riga_e_colonna(inizio).0 - 1
    }

    fn colonna(&self, nodo: Nodo) -> usize {
        let inizio = self.prima.luogo(nodo).intervallo.start;
        self.sorgente.riga_e_colonna(inizio).1 - 1
    }

    fn e_fra_parentesi(&self, nodo: Nodo) -> bool {
        let inizio = self.prima.luogo(nodo).intervallo.start;
        !matches!(self.prima.specie(nodo), Specie::Scalare { .. })
            && self.sorgente.testo()[inizio..].starts_with(['{', '['])
    }

    /// Notes which nodes say what they said in the original.
    fn trova_intatti(&mut self, nodo: Nodo) -> bool {
        let figli: Vec<Nodo> = match self.dopo.specie(nodo) {
            Specie::Scalare { .. } => Vec::new(),
            Specie::Elenco(voci) => voci.clone(),
            Specie::Gruppo(chiavi) => chiavi.iter().map(|(_, valore)| *valore).collect(),
        };
        let mut figli_intatti = true;
        for figlio in figli {
            figli_intatti &= self.trova_intatti(figlio);
        }
        let stesso = self.prima.contiene(nodo)
            && match (self.prima.specie(nodo), self.dopo.specie(nodo)) {
                (Specie::Elenco(prima), Specie::Elenco(dopo)) => prima == dopo,
                (Specie::Gruppo(prima), Specie::Gruppo(dopo)) => prima == dopo,
                _ => true,
            };
        let intatto = figli_intatti && stesso;
        self.intatti.insert(nodo, intatto);
        intatto
    }

    fn e_intatto(&self, nodo: Nodo) -> bool {
        self.intatti.get(&nodo).copied().unwrap_or(false)
    }

    /// The lines of a group that changed, its keys `rientro` spaces to the right.
    fn gruppo(&self, nodo: Nodo, rientro: usize) -> Vec<String> {
        let Specie::Gruppo(chiavi) = self.dopo.specie(nodo) else {
            return Vec::new();
        };
        let mut righe = Vec::new();
        for (chiave, valore) in chiavi {
            let nome = self.dopo.testo(*chiave).unwrap_or_default();
            let vecchio = self
                .prima
                .contiene(nodo)
                .then(|| self.prima.chiave(nodo, nome))
                .flatten();
            match vecchio.and_then(|(c, v)| Some((c, v, self.regioni.get(&v)?.clone()))) {
                Some((vecchia, vecchio, regione)) => {
                    righe.extend(self.coppia(nome, vecchia, vecchio, *valore, regione, rientro));
                }
                None => righe.extend(yaml::coppia(
                    &yaml::scalare_breve(nome),
                    &valore_di(self.dopo, *valore),
                    rientro,
                )),
            }
        }
        righe
    }

    /// The lines of a key that the original has, its value changed or not.
    fn coppia(
        &self,
        nome: &str,
        chiave: Nodo,
        vecchio: Nodo,
        valore: Nodo,
        regione: Range<usize>,
        rientro: usize,
    ) -> Vec<String> {
        let colonna = self.colonna(chiave);
        let scarto = rientro as isize - colonna as isize;
        let riga = self.riga(chiave);
        if valore == vecchio && self.e_intatto(valore) {
            return self.copia(regione, riga, colonna, scarto);
        }
        let mut righe = self.copia(regione.start..riga, riga, colonna, scarto);
        let scritto = yaml::scalare_breve(nome);
        let ancora_a_blocchi = valore == vecchio && !self.e_fra_parentesi(vecchio);
        match self.dopo.specie(valore) {
            Specie::Gruppo(dentro) if ancora_a_blocchi && !dentro.is_empty() => {
                righe.extend(self.copia(riga..riga + 1, riga, colonna, scarto));
                let interno = self.rientro_interno(vecchio);
                righe.extend(self.gruppo(valore, sposta(interno, scarto)));
            }
            Specie::Elenco(dentro) if ancora_a_blocchi && !dentro.is_empty() => {
                righe.extend(self.copia(riga..riga + 1, riga, colonna, scarto));
                let trattino = self.trattino(vecchio);
                righe.extend(self.elenco(valore, sposta(trattino, scarto)));
            }
            _ => righe.extend(self.scritta(&scritto, vecchio, valore, rientro)),
        }
        righe
    }

    /// A key with a value that is new: within braces if the old one was, and there is room.
    fn scritta(&self, chiave: &str, vecchio: Nodo, valore: Nodo, rientro: usize) -> Vec<String> {
        let valore = valore_di(self.dopo, valore);
        if self.e_fra_parentesi(vecchio) {
            let riga = format!(
                "{}{chiave}: {}",
                " ".repeat(rientro),
                yaml::in_riga(&valore)
            );
            if riga.chars().count() <= yaml::LARGHEZZA {
                return vec![riga];
            }
        }
        yaml::coppia(chiave, &valore, rientro)
    }

    /// The lines of a list that changed, its dashes `rientro` spaces to the right.
    fn elenco(&self, nodo: Nodo, rientro: usize) -> Vec<String> {
        let mut righe = Vec::new();
        for &voce in self.dopo.voci(nodo) {
            let regione = self
                .regioni
                .get(&voce)
                .filter(|_| self.prima.contiene(voce));
            let Some(regione) = regione else {
                righe.extend(yaml::voce(&valore_di(self.dopo, voce), rientro));
                continue;
            };
            let (riga, colonna) = (self.riga(voce), self.colonna(voce));
            let trattino = self.righe[riga]
                .chars()
                .take(colonna)
                .position(|c| c == '-');
            let trattino = trattino.unwrap_or_default();
            let scarto = rientro as isize - trattino as isize;
            if self.e_intatto(voce) {
                let copiate = regione
                    .clone()
                    .map(|riga| rientrata(self.righe[riga], scarto));
                righe.extend(copiate);
                continue;
            }
            let mut dentro = self.gruppo(voce, sposta(colonna, scarto));
            if let Some(prima) = dentro.iter_mut().find(|riga| !e_una_pausa(riga)) {
                let resto = prima.trim_start().to_owned();
                let spazi = sposta(colonna, scarto).saturating_sub(rientro + 1);
                *prima = format!("{}-{}{resto}", " ".repeat(rientro), " ".repeat(spazi));
            }
            righe.extend(dentro);
        }
        righe
    }

    /// Lines of the original, moved sideways; on the line of a key that opens an entry of a list,
    /// without the dash.
    fn copia(
        &self,
        regione: Range<usize>,
        riga: usize,
        colonna: usize,
        scarto: isize,
    ) -> Vec<String> {
        regione
            .map(|numero| {
                let testo = self.righe[numero];
                if numero == riga {
                    let dalla_chiave: String = testo.chars().skip(colonna).collect();
                    return rientrata(&(" ".repeat(colonna) + &dalla_chiave), scarto);
                }
                rientrata(testo, scarto)
            })
            .collect()
    }

    fn rientro_interno(&self, gruppo: Nodo) -> usize {
        self.voci(gruppo)
            .first()
            .map_or(0, |(chiave, _)| self.colonna(*chiave))
    }

    fn trattino(&self, elenco: Nodo) -> usize {
        let Some((prima, _)) = self.voci(elenco).first().copied() else {
            return 0;
        };
        let testo = self.righe[self.riga(prima)];
        testo.chars().position(|c| c == '-').unwrap_or_default()
    }
}

/// An empty line or a comment.
fn e_una_pausa(riga: &str) -> bool {
    let testo = riga.trim_start();
    testo.is_empty() || testo.starts_with('#')
}

fn sposta(colonna: usize, scarto: isize) -> usize {
    colonna.saturating_add_signed(scarto)
}

/// A line moved sideways.
fn rientrata(riga: &str, scarto: isize) -> String {
    if riga.trim().is_empty() {
        return riga.to_owned();
    }
    let spazi = riga.len() - riga.trim_start_matches(' ').len();
    format!("{}{}", " ".repeat(sposta(spazi, scarto)), &riga[spazi..])
}
