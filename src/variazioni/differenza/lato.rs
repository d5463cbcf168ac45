//! One of the two plans that are compared, its things numbered.

use std::collections::{HashMap, HashSet};

use serde_yaml::Value;

use super::super::cose::{Catena, Classe};
use super::super::valori;

/// A thing of one of the two plans.
pub struct Voce<'a> {
    /// Its kind.
    pub classe: Classe,
    /// Its code or title.
    pub nome: &'a str,
    /// Its value.
    pub valore: &'a Value,
    /// What holds it; none for the plan.
    pub contenitore: Option<usize>,
}

/// One of the two plans, its things numbered.
pub struct Lato<'a> {
    piano: &'a Value,
    /// Its things.
    pub voci: Vec<Voce<'a>>,
    /// The things of a kind that a thing holds; none stands for the plan.
    elenchi: HashMap<(Option<usize>, Classe), Vec<usize>>,
}

impl<'a> Lato<'a> {
    /// Numbers the things of a plan.
    pub fn new(piano: &'a Value) -> Self {
        let mut lato = Self {
            piano,
            voci: Vec::new(),
            elenchi: HashMap::new(),
        };
        lato.raccogli(piano, None);
        lato
    }

    fn raccogli(&mut self, valore: &'a Value, contenitore: Option<usize>) {
        let classe = contenitore.map(|numero| self.voci[numero].classe);
        for classe in Classe::dentro(classe) {
            let mut numeri = Vec::new();
            for voce in valori::voci(valore, classe.via()) {
                let Some(nome) = valori::testo(voce, classe.identita()) else {
                    continue;
                };
                let numero = self.voci.len();
                self.voci.push(Voce {
                    classe,
                    nome,
                    valore: voce,
                    contenitore,
                });
                numeri.push(numero);
                self.raccogli(voce, Some(numero));
            }
            self.elenchi.insert((contenitore, classe), numeri);
        }
    }

    /// The things of a kind that a thing holds.
    pub fn elenco(&self, contenitore: Option<usize>, classe: Classe) -> &[usize] {
        self.elenchi
            .get(&(contenitore, classe))
            .map_or(&[], Vec::as_slice)
    }

    /// The value of a thing, or of the plan.
    pub fn valore(&self, numero: Option<usize>) -> &'a Value {
        numero.map_or(self.piano, |numero| self.voci[numero].valore)
    }

    /// The names that lead to a thing.
    pub fn catena(&self, numero: Option<usize>) -> Catena {
        let passi = std::iter::successors(numero, |numero| self.voci[*numero].contenitore);
        let mut catena: Catena = passi
            .map(|numero| (self.voci[numero].classe, self.voci[numero].nome.to_owned()))
            .collect();
        catena.reverse();
        catena
    }

    /// A thing without those in it that the other plan has too: they move, and are told apart.
    pub fn senza(&self, note: &HashMap<usize, usize>, numero: usize) -> Value {
        let voce = &self.voci[numero];
        let mut valore = voce.valore.clone();
        for figlio in Classe::dentro(Some(voce.classe)).filter(|figlio| figlio.ha_codice()) {
            let rimaste: Vec<Value> = self
                .elenco(Some(numero), figlio)
                .iter()
                .filter(|numero| !note.contains_key(numero))
                .map(|numero| self.senza(note, *numero))
                .collect();
            let [chiave] = figlio.via() else { continue };
            if let Some(elenco) = valore.get_mut(*chiave) {
                *elenco = Value::Sequence(rimaste);
            }
        }
        valore
    }

    /// Whether the list of a kind in a thing is made of entries each with a name of its own.
    pub fn si_distingue(&self, contenitore: Option<usize>, classe: Classe) -> bool {
        let elenco = self.elenco(contenitore, classe);
        let mut nomi = HashSet::new();
        let intero = match valori::segui(self.valore(contenitore), classe.via()) {
            Some(Value::Sequence(voci)) => voci.len() == elenco.len(),
            _ => false,
        };
        intero
            && elenco
                .iter()
                .all(|numero| nomi.insert(self.voci[*numero].nome))
    }
}
