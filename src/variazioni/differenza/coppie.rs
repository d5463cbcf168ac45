//! Which thing of one plan is which of the other.

use std::collections::{HashMap, HashSet};

use serde_yaml::Value;

use super::super::cose::{Catena, Classe};
use super::super::somiglianza;
use super::Memoria;
use super::lato::Lato;

/// Which thing of one plan is which of the other.
pub struct Coppie {
    /// The thing after, of each thing before that is still there.
    pub dopo_di: HashMap<usize, usize>,
    /// The thing before, of each thing after that was there.
    pub prima_di: HashMap<usize, usize>,
    /// The things before that an act suppressed: they have no match.
    sole_prima: HashSet<usize>,
    /// The things after that an act added: they have no match.
    sole_dopo: HashSet<usize>,
}

impl Coppie {
    /// Pairs the things of two plans: those known, then by code, by likeness, by title.
    pub fn new(prima: &Lato<'_>, dopo: &Lato<'_>, memoria: &Memoria) -> Self {
        let mut coppie = Self {
            dopo_di: HashMap::new(),
            prima_di: HashMap::new(),
            sole_prima: HashSet::new(),
            sole_dopo: HashSet::new(),
        };
        let numeri = |lato: &Lato<'_>| -> HashMap<Catena, usize> {
            let numeri = 0..lato.voci.len();
            numeri
                .map(|numero| (lato.catena(Some(numero)), numero))
                .collect()
        };
        if !memoria.is_empty() {
            let (numeri_prima, numeri_dopo) = (numeri(prima), numeri(dopo));
            let quali = |catene: &HashSet<Catena>, numeri: &HashMap<Catena, usize>| {
                catene
                    .iter()
                    .filter_map(|c| numeri.get(c).copied())
                    .collect()
            };
            coppie.sole_prima = quali(&memoria.soppresse, &numeri_prima);
            coppie.sole_dopo = quali(&memoria.nate, &numeri_dopo);
            for (una, altra) in &memoria.rimaste {
                if let (Some(una), Some(altra)) = (numeri_prima.get(una), numeri_dopo.get(altra)) {
                    coppie.lega(*una, *altra);
                }
            }
        }
        coppie.per_codice(prima, dopo);
        coppie.per_somiglianza(prima, dopo);
        coppie.per_nome(prima, dopo);
        coppie
    }

    /// Whether a thing before can still find its match.
    fn cerca(&self, prima: usize) -> bool {
        !self.dopo_di.contains_key(&prima) && !self.sole_prima.contains(&prima)
    }

    /// Whether a thing after can still find its match.
    fn e_cercata(&self, dopo: usize) -> bool {
        !self.prima_di.contains_key(&dopo) && !self.sole_dopo.contains(&dopo)
    }

    fn lega(&mut self, prima: usize, dopo: usize) {
        self.dopo_di.insert(prima, dopo);
        self.prima_di.insert(dopo, prima);
    }

    fn per_codice(&mut self, prima: &Lato<'_>, dopo: &Lato<'_>) {
        let codici: HashMap<_, _> = prima
            .voci
            .iter()
            .enumerate()
            .filter(|(_, voce)| voce.classe.ha_codice())
            .map(|(numero, voce)| ((voce.classe, voce.nome), numero))
            .collect();
        for (numero, voce) in dopo.voci.iter().enumerate() {
            if let Some(&compagna) = codici.get(&(voce.classe, voce.nome))
                && self.cerca(compagna)
                && self.e_cercata(numero)
            {
                self.lega(compagna, numero);
            }
        }
    }

    /// Within what is known to be the same, from the outermost kind to the innermost.
    fn per_somiglianza(&mut self, prima: &Lato<'_>, dopo: &Lato<'_>) {
        for classe in Classe::TUTTE.into_iter().filter(|c| c.ha_codice()) {
            let contenitori: Vec<(Option<usize>, Option<usize>)> = match classe.contenitore() {
                None => vec![(None, None)],
                Some(contenitore) => (0..dopo.voci.len())
                    .filter(|numero| dopo.voci[*numero].classe == contenitore)
                    .filter_map(|numero| Some((Some(*self.prima_di.get(&numero)?), Some(numero))))
                    .collect(),
            };
            for (qui, la) in contenitori {
                let elenco = |lato: &Lato<'_>, dove| lato.elenco(dove, classe).to_vec();
                let mut sole_prima = elenco(prima, qui);
                sole_prima.retain(|numero| self.cerca(*numero));
                let mut sole_dopo = elenco(dopo, la);
                sole_dopo.retain(|numero| self.e_cercata(*numero));
                if sole_prima.is_empty() || sole_dopo.is_empty() {
                    continue;
                }
                let uni: Vec<(usize, &Value)> = con_valore(prima, &sole_prima);
                let altri: Vec<(usize, &Value)> = con_valore(dopo, &sole_dopo);
                for (una, altra) in somiglianza::accoppia(classe, &uni, &altri) {
                    self.lega(una, altra);
                }
            }
        }
    }

    /// What has a title instead of a code: the same title in the same thing.
    fn per_nome(&mut self, prima: &Lato<'_>, dopo: &Lato<'_>) {
        for (numero, voce) in dopo.voci.iter().enumerate() {
            if voce.classe.ha_codice() || !self.e_cercata(numero) {
                continue;
            }
            let contenitore = match voce.contenitore {
                Some(contenitore) => match self.prima_di.get(&contenitore) {
                    Some(compagno) => Some(*compagno),
                    None => continue,
                },
                None => None,
            };
            let compagna = prima
                .elenco(contenitore, voce.classe)
                .iter()
                .copied()
                .find(|altra| prima.voci[*altra].nome == voce.nome && self.cerca(*altra));
            if let Some(compagna) = compagna {
                self.lega(compagna, numero);
            }
        }
    }
}

fn con_valore<'a>(lato: &Lato<'a>, numeri: &[usize]) -> Vec<(usize, &'a Value)> {
    let numeri = numeri.iter();
    numeri.map(|n| (*n, lato.voci[*n].valore)).collect()
}
