//! The new text: lines of the original where nothing changed, new ones where something did.

use std::collections::{HashMap, HashSet};

use super::super::yaml;
use super::regions::{Region, Regions};
use super::source::{Source, indent, moved};
use crate::lettura::{Albero, Nodo, Specie, valore_di};

/// The writing of an amended plan over its original.
pub struct Rewrite<'a> {
    source: &'a Source<'a>,
    regions: &'a Regions,
    dopo: &'a Albero,
    da_riscrivere: &'a HashSet<Nodo>,
    intatti: HashMap<Nodo, bool>,
}

impl<'a> Rewrite<'a> {
    /// Prepares the writing; what is in `da_riscrivere` is written anew even if it did not change.
    pub fn new(
        source: &'a Source<'a>,
        regions: &'a Regions,
        dopo: &'a Albero,
        da_riscrivere: &'a HashSet<Nodo>,
    ) -> Self {
        let mut rewrite = Self {
            source,
            regions,
            dopo,
            da_riscrivere,
            intatti: HashMap::new(),
        };
        rewrite.find_unchanged(dopo.radice());
        rewrite
    }

    /// The text.
    pub fn text(&self) -> String {
        let testo = self.source.albero().sorgente().testo();
        let fine_riga = if testo.contains("\r\n") { "\r\n" } else { "\n" };
        let radice = self.dopo.radice();
        let righe = if self.is_unchanged(radice) {
            (0..self.source.line_count())
                .map(|riga| self.source.line(riga).to_owned())
                .collect()
        } else {
            self.group(radice, 0)
        };
        righe.join(fine_riga) + fine_riga
    }

    /// Notes which nodes say what they said in the original.
    fn find_unchanged(&mut self, nodo: Nodo) -> bool {
        let figli: Vec<Nodo> = match self.dopo.specie(nodo) {
            Specie::Scalare { .. } => Vec::new(),
            Specie::Elenco(voci) => voci.clone(),
            Specie::Gruppo(chiavi) => chiavi.iter().map(|(_, valore)| *valore).collect(),
        };
        let mut figli_intatti = true;
        for figlio in figli {
            figli_intatti &= self.find_unchanged(figlio);
        }
        let prima = self.source.albero();
        let stesso = prima.contiene(nodo)
            && match (prima.specie(nodo), self.dopo.specie(nodo)) {
                (Specie::Elenco(prima), Specie::Elenco(dopo)) => prima == dopo,
                (Specie::Gruppo(prima), Specie::Gruppo(dopo)) => prima == dopo,
                _ => true,
            };
        let intatto = figli_intatti && stesso && !self.da_riscrivere.contains(&nodo);
        self.intatti.insert(nodo, intatto);
        intatto
    }

    fn is_unchanged(&self, nodo: Nodo) -> bool {
        self.intatti.get(&nodo).copied().unwrap_or(false)
    }

    /// The lines that a value or an entry has in the original.
    fn region(&self, nodo: Nodo) -> Option<&'a Region> {
        let originale = self.source.albero().contiene(nodo);
        self.regions.of(nodo).filter(|_| originale)
    }

    /// Whether something in a value comes from lines of the original.
    fn holds_lines(&self, nodo: Nodo) -> bool {
        let dentro: Vec<Nodo> = match self.dopo.specie(nodo) {
            Specie::Scalare { .. } => return false,
            Specie::Elenco(voci) => voci.clone(),
            Specie::Gruppo(chiavi) => chiavi.iter().map(|(_, valore)| *valore).collect(),
        };
        let mut dentro = dentro.into_iter();
        dentro.any(|nodo| self.region(nodo).is_some() || self.holds_lines(nodo))
    }

    /// The lines of a group, its keys `rientro` spaces to the right.
    fn group(&self, nodo: Nodo, rientro: usize) -> Vec<String> {
        let Specie::Gruppo(chiavi) = self.dopo.specie(nodo) else {
            return Vec::new();
        };
        let prima = self.source.albero();
        let vecchie: Vec<(Nodo, Nodo)> = if prima.contiene(nodo) {
            let vecchie = self.source.entries(nodo);
            let con_righe = |(_, valore): &(Nodo, Nodo)| self.region(*valore).is_some();
            vecchie.into_iter().filter(con_righe).collect()
        } else {
            Vec::new()
        };
        let nome = |nodo: Nodo| self.dopo.testo(nodo).unwrap_or_default();
        let rimane = |vecchia: Nodo| chiavi.iter().any(|(c, _)| nome(*c) == nome(vecchia));
        let valori: Vec<Nodo> = vecchie.iter().map(|(_, valore)| *valore).collect();
        let mut sciolte = self.loose(&valori, rientro, |posto| rimane(vecchie[posto].0));
        let mut righe = Vec::new();
        for (chiave, valore) in chiavi {
            let vecchia = vecchie.iter().find(|(v, _)| nome(*v) == nome(*chiave));
            match vecchia {
                Some((vecchia, vecchio)) => {
                    righe.extend(sciolte.remove(&Some(*vecchio)).unwrap_or_default());
                    righe.extend(self.pair(*vecchia, *vecchio, *valore, rientro));
                }
                None => righe.extend(self.new_pair(nome(*chiave), *valore, rientro)),
            }
        }
        righe.extend(sciolte.remove(&None).unwrap_or_default());
        righe.extend(self.foot(nodo, rientro));
        righe
    }

    /// The pause below the last of the keys or entries of the original that is not about it.
    fn foot(&self, nodo: Nodo, rientro: usize) -> Vec<String> {
        if !self.source.albero().contiene(nodo) {
            return Vec::new();
        }
        let piede = self.regions.foot(nodo);
        let righe = piede.filter(|riga| self.source.is_pause(*riga));
        let scritta = |riga| {
            if self.source.is_comment(riga) {
                self.comment(riga, rientro)
            } else {
                String::new()
            }
        };
        righe.map(scritta).collect()
    }

    /// The comments around what is no more that are not its own, by what comes after them; none is
    /// the end.
    fn loose(
        &self,
        valori: &[Nodo],
        rientro: usize,
        rimane: impl Fn(usize) -> bool,
    ) -> HashMap<Option<Nodo>, Vec<String>> {
        let mut sciolte = HashMap::new();
        let mut raccolte: Vec<String> = Vec::new();
        for (posto, valore) in valori.iter().enumerate() {
            if rimane(posto) {
                if !raccolte.is_empty() {
                    sciolte.insert(Some(*valore), std::mem::take(&mut raccolte));
                }
                continue;
            }
            if let Some(region) = self.region(*valore) {
                let sopra = region.all.start..region.own;
                let sotto = region.value.end..region.all.end;
                raccolte.extend(self.comments(sopra.chain(sotto), rientro));
            }
        }
        if !raccolte.is_empty() {
            sciolte.insert(None, raccolte);
        }
        sciolte
    }

    /// The comments among some lines, no further right than `rientro`: there they cannot be taken for
    /// the text of a block above them.
    fn comments(&self, righe: impl Iterator<Item = usize>, rientro: usize) -> Vec<String> {
        let commenti = righe.filter(|riga| self.source.is_comment(*riga));
        commenti.map(|riga| self.comment(riga, rientro)).collect()
    }

    fn comment(&self, riga: usize, rientro: usize) -> String {
        let testo = self.source.line(riga);
        let colonna = indent(testo).min(rientro);
        format!("{}{}", " ".repeat(colonna), testo.trim_start())
    }

    /// The lines of a key that the original has, its value changed or not.
    fn pair(&self, chiave: Nodo, vecchio: Nodo, valore: Nodo, rientro: usize) -> Vec<String> {
        let Some(region) = self.region(vecchio) else {
            return Vec::new();
        };
        let colonna = self.source.column(chiave);
        let scarto = rientro as isize - colonna as isize;
        let riga = region.value.start;
        if valore == vecchio && self.is_unchanged(valore) {
            let righe = region.all.clone();
            return righe
                .map(|n| self.copied(n, riga, colonna, scarto))
                .collect();
        }
        let sopra = (region.all.start..riga).filter(|riga| self.source.is_pause(*riga));
        let mut righe: Vec<String> = sopra
            .map(|riga| moved(self.source.line(riga), scarto))
            .collect();
        if valore == vecchio && self.stays_in_lines(valore) {
            righe.push(self.copied(riga, riga, colonna, scarto));
            let dentro = match self.dopo.specie(valore) {
                Specie::Gruppo(_) => {
                    self.group(valore, shifted(self.inner_column(vecchio), scarto))
                }
                _ => self.list(valore, shifted(self.inner_dash(vecchio), scarto)),
            };
            righe.extend(dentro);
            return righe;
        }
        let nome = self.source.albero().testo(chiave).unwrap_or_default();
        righe.extend(self.hoisted(vecchio, valore, region, rientro));
        let mut nuove = self.rewritten(nome, vecchio, valore, rientro);
        if let Some(commento) = self.beside(vecchio, region) {
            nuove[0].push_str(commento);
        }
        righe.extend(nuove);
        righe.extend(self.below(vecchio, region, rientro));
        righe
    }

    /// Whether a list or a group of lines is still one: empty, it is written within brackets.
    fn stays_in_lines(&self, valore: Nodo) -> bool {
        let pieno = match self.dopo.specie(valore) {
            Specie::Gruppo(chiavi) => !chiavi.is_empty(),
            Specie::Elenco(voci) => !voci.is_empty(),
            Specie::Scalare { .. } => false,
        };
        pieno && !self.source.is_in_brackets(valore) && !self.da_riscrivere.contains(&valore)
    }

    /// The comments within brackets that are written anew, above them.
    fn hoisted(&self, vecchio: Nodo, valore: Nodo, region: &Region, rientro: usize) -> Vec<String> {
        if valore != vecchio || !self.source.is_in_brackets(vecchio) {
            return Vec::new();
        }
        let ultima = region.value.end - 1;
        let commenti = (region.value.start..ultima).filter_map(|riga| self.source.comment(riga));
        commenti
            .map(|commento| format!("{}{commento}", " ".repeat(rientro)))
            .collect()
    }

    /// The comment beside a value that is written anew, with the white space before it.
    fn beside(&self, vecchio: Nodo, region: &Region) -> Option<&'a str> {
        let di_righe = !matches!(self.source.albero().specie(vecchio), Specie::Scalare { .. })
            && !self.source.is_in_brackets(vecchio);
        let riga = if di_righe || self.source.is_block(vecchio) {
            region.value.start
        } else {
            region.value.end - 1
        };
        self.source.comment_beside(riga)
    }

    /// The comments below a value that is written anew. In a list or a group of lines they stand
    /// below its entries, and go with those that moved elsewhere.
    fn below(&self, vecchio: Nodo, region: &Region, rientro: usize) -> Vec<String> {
        let dentro = self.source.entries(vecchio).into_iter();
        let dentro: Vec<Nodo> = dentro.map(|(_, valore)| valore).collect();
        if !dentro.iter().any(|valore| self.region(*valore).is_some()) {
            return self.comments(region.value.end..region.all.end, rientro);
        }
        let mut sparite = dentro;
        sparite.retain(|valore| !self.intatti.contains_key(valore));
        let mut sciolte = self.loose(&sparite, rientro, |_| false);
        let mut righe = sciolte.remove(&None).unwrap_or_default();
        righe.extend(self.foot(vecchio, rientro));
        righe
    }

    /// A key with a value that is new: within braces if the old one was, and there is room.
    fn rewritten(&self, nome: &str, vecchio: Nodo, valore: Nodo, rientro: usize) -> Vec<String> {
        if self.source.is_in_brackets(vecchio) && !self.holds_lines(valore) {
            let in_riga = yaml::in_riga(&valore_di(self.dopo, valore));
            let scritto = yaml::scalare_breve(nome);
            let riga = format!("{}{scritto}: {in_riga}", " ".repeat(rientro));
            if riga.chars().count() <= yaml::LARGHEZZA {
                return vec![riga];
            }
        }
        self.new_pair(nome, valore, rientro)
    }

    /// A key with a value that the original does not have in this place; things of the original that
    /// moved into it keep their lines.
    fn new_pair(&self, nome: &str, valore: Nodo, rientro: usize) -> Vec<String> {
        let nome = yaml::scalare_breve(nome);
        if !self.holds_lines(valore) {
            return yaml::coppia(&nome, &valore_di(self.dopo, valore), rientro);
        }
        let mut righe = vec![format!("{}{nome}:", " ".repeat(rientro))];
        righe.extend(match self.dopo.specie(valore) {
            Specie::Gruppo(_) => self.group(valore, rientro + yaml::RIENTRO),
            _ => self.list(valore, rientro + yaml::RIENTRO),
        });
        righe
    }

    /// The lines of a list that changed, its dashes `rientro` spaces to the right.
    fn list(&self, nodo: Nodo, rientro: usize) -> Vec<String> {
        let voci = self.dopo.voci(nodo);
        let vecchie: Vec<Nodo> = if self.source.albero().contiene(nodo) {
            self.source.albero().voci(nodo).to_vec()
        } else {
            Vec::new()
        };
        // What moved elsewhere took all its lines along.
        let tolta = |posto: usize| !self.intatti.contains_key(&vecchie[posto]);
        let mut sciolte = self.loose(&vecchie, rientro, |posto| !tolta(posto));
        let mut righe = Vec::new();
        for &voce in voci {
            righe.extend(sciolte.remove(&Some(voce)).unwrap_or_default());
            righe.extend(self.entry(voce, rientro));
        }
        let mut rimaste: Vec<(usize, Vec<String>)> = sciolte
            .into_iter()
            .map(|(dopo, righe)| {
                let posto = vecchie.iter().position(|voce| Some(*voce) == dopo);
                (posto.unwrap_or(vecchie.len()), righe)
            })
            .collect();
        rimaste.sort_by_key(|(posto, _)| *posto);
        righe.extend(rimaste.into_iter().flat_map(|(_, righe)| righe));
        righe.extend(self.foot(nodo, rientro));
        righe
    }

    /// The lines of an entry of a list.
    fn entry(&self, voce: Nodo, rientro: usize) -> Vec<String> {
        let Some(region) = self.region(voce) else {
            return self.new_entry(voce, rientro);
        };
        let trattino = self.source.dash(voce);
        let scarto = rientro as isize - trattino as isize;
        if self.is_unchanged(voce) {
            let righe = region.all.clone();
            return righe
                .map(|riga| moved(self.source.line(riga), scarto))
                .collect();
        }
        if self.stays_in_lines(voce) {
            let colonna = shifted(self.source.column(voce), scarto);
            return with_dash(self.group(voce, colonna), rientro, colonna);
        }
        let sopra = (region.all.start..region.value.start).filter(|r| self.source.is_pause(*r));
        let mut righe: Vec<String> = sopra
            .map(|riga| moved(self.source.line(riga), scarto))
            .collect();
        righe.extend(self.hoisted(voce, voce, region, rientro));
        let in_riga = yaml::in_riga(&valore_di(self.dopo, voce));
        let in_riga = format!("{}- {in_riga}", " ".repeat(rientro));
        let sta = in_riga.chars().count() <= yaml::LARGHEZZA && !self.holds_lines(voce);
        let mut nuove = if self.source.is_in_brackets(voce) && sta {
            vec![in_riga]
        } else {
            self.new_entry(voce, rientro)
        };
        if let Some(commento) = self.beside(voce, region) {
            nuove[0].push_str(commento);
        }
        righe.extend(nuove);
        righe.extend(self.comments(region.value.end..region.all.end, rientro));
        righe
    }

    /// An entry that the original does not have in lines; things of the original that moved into it
    /// keep theirs.
    fn new_entry(&self, voce: Nodo, rientro: usize) -> Vec<String> {
        if !self.holds_lines(voce) {
            return yaml::voce(&valore_di(self.dopo, voce), rientro);
        }
        let colonna = rientro + yaml::RIENTRO;
        with_dash(self.group(voce, colonna), rientro, colonna)
    }

    /// A line of the original, moved sideways; that of a key which opens an entry of a list without
    /// the dash.
    fn copied(&self, riga: usize, della_chiave: usize, colonna: usize, scarto: isize) -> String {
        let testo = self.source.line(riga);
        if riga == della_chiave {
            let dalla_chiave: String = testo.chars().skip(colonna).collect();
            return moved(&(" ".repeat(colonna) + &dalla_chiave), scarto);
        }
        moved(testo, scarto)
    }

    /// Where the keys of a group stood in the original.
    fn inner_column(&self, gruppo: Nodo) -> usize {
        let prima = self.source.entries(gruppo).into_iter().next();
        prima.map_or(0, |(chiave, _)| self.source.column(chiave))
    }

    /// Where the dashes of a list stood in the original.
    fn inner_dash(&self, elenco: Nodo) -> usize {
        let prima = self.source.entries(elenco).into_iter().next();
        prima.map_or(0, |(voce, _)| self.source.dash(voce))
    }
}

fn shifted(colonna: usize, scarto: isize) -> usize {
    colonna.saturating_add_signed(scarto)
}

/// The lines of a group as an entry of a list: a dash before its first key.
fn with_dash(mut righe: Vec<String>, rientro: usize, colonna: usize) -> Vec<String> {
    let pausa = |riga: &str| {
        let testo = riga.trim_start();
        testo.is_empty() || testo.starts_with('#')
    };
    if let Some(prima) = righe.iter_mut().find(|riga| !pausa(riga)) {
        let resto = prima.trim_start().to_owned();
        let spazi = colonna.saturating_sub(rientro + 1);
        *prima = format!("{}-{}{resto}", " ".repeat(rientro), " ".repeat(spazi));
    }
    righe
}
