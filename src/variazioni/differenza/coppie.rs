//! Which thing of one plan is which of the other.

use std::collections::HashMap;

use serde_yaml::Value;

use super::super::cose::{Catena, Classe};
use super::super::somiglianza;
use super::lato::Lato;

/// Which thing of one plan is which of the other.
pub struct Coppie {
    /// The thing after, of each thing before that is still there.
    pub dopo_di: HashMap<usize, usize>,
    /// The thing before, of each thing after that was there.
    pub prima_di: HashMap<usize, usize>,
}

impl Coppie {
    /// Pairs the things of two plans: those known, then by code, by likeness, by title.
    pub fn new(prima: &Lato<'_>, dopo: &Lato<'_>, note: &[(Catena, Catena)]) -> Self {
        let mut coppie = Self {
            dopo_di: HashMap::new(),
            prima_di: HashMap::new(),
        };
        let numeri = |lato: &Lato<'_>| -> HashMap<Catena, usize> {
            let numeri = 0..lato.voci.len();
            numeri
                .map(|numero| (lato.catena(Some(numero)), numero))
                .collect()
        };
        if !note.is_empty() {
            let (numeri_prima, numeri_dopo) = (numeri(prima), numeri(dopo));
            for (una, altra) in note {
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
                && !self.dopo_di.contains_key(&compagna)
                && !self.prima_di.contains_key(&numero)
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
                let soli = |lato: &Lato<'_>, dove, note: &HashMap<usize, usize>| -> Vec<usize> {
                    let elenco = lato.elenco(dove, classe).iter().copied();
                    elenco.filter(|numero| !note.contains_key(numero)).collect()
                };
                let sole_prima = soli(prima, qui, &self.dopo_di);
                let sole_dopo = soli(dopo, la, &self.prima_di);
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
            if voce.classe.ha_codice() || self.prima_di.contains_key(&numero) {
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
                .find(|altra| {
                    prima.voci[*altra].nome == voce.nome && !self.dopo_di.contains_key(altra)
                });
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
