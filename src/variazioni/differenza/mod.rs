//! What differs between two plans, thing by thing, in the words of the amendment.

mod coppie;
mod lato;

use std::collections::{HashMap, HashSet};

use serde_yaml::{Mapping, Value};

use super::cose::{Catena, Classe};
use super::valori;
use crate::piano::Piano;
use coppie::Coppie;
use lato::Lato;

/// A difference between two plans.
#[derive(Debug, Clone, PartialEq)]
pub struct Differenza {
    /// The names that lead, in the plan before, to the thing that changes; for an addition, to what
    /// holds it.
    pub indirizzo: Catena,
    /// The names that lead to the thing in the plan after; before, for what is no more.
    pub cosa: Catena,
    /// The keys of the field; empty when it is the thing itself that changes.
    pub campo: Vec<String>,
    /// What changes.
    pub cambio: Cambio,
}

/// What changes.
#[derive(Debug, Clone, PartialEq)]
pub enum Cambio {
    /// A value: the one before and the one after.
    Valore {
        /// Before; none when the plan had none.
        prima: Option<Value>,
        /// After; none when the plan has none.
        dopo: Option<Value>,
    },
    /// A thing is new.
    Aggiunta {
        /// The thing.
        valore: Value,
        /// Where it stands.
        posizione: Option<Posizione>,
    },
    /// A thing is no more.
    Soppressa {
        /// The thing.
        valore: Value,
    },
    /// A thing stands elsewhere.
    Spostata {
        /// The name of what stood right before it; none when it was the first.
        precedente: Option<String>,
        /// The name of what holds it now, when it is another.
        contenitore: Option<String>,
        /// Where it stands.
        posizione: Option<Posizione>,
    },
}

/// A place beside something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posizione {
    /// Right after the thing of this name.
    Dopo(String),
    /// Right before it.
    Prima(String),
}

/// What is known of how one plan became the other; things go by the names that lead to them.
#[derive(Debug, Default)]
pub(super) struct Memoria {
    /// The things that are still there, by the names they had and those they have.
    pub(super) rimaste: Vec<(Catena, Catena)>,
    /// What an act suppressed: another thing with its code is not it.
    pub(super) soppresse: HashSet<Catena>,
    /// What an act added.
    pub(super) nate: HashSet<Catena>,
    /// What an act moved, by the names it had.
    pub(super) spostate: HashSet<Catena>,
}

impl Memoria {
    fn is_empty(&self) -> bool {
        self.rimaste.is_empty() && self.soppresse.is_empty() && self.nate.is_empty()
    }
}

/// What turns a plan into another, in the order in which it can be applied.
pub fn differenze(prima: &Piano, dopo: &Piano) -> Vec<Differenza> {
    differenze_fra_note(prima, dopo, &Memoria::default())
}

/// As [`differenze`], when it is known how one plan became the other.
pub(super) fn differenze_fra_note(
    prima: &Piano,
    dopo: &Piano,
    memoria: &Memoria,
) -> Vec<Differenza> {
    let [prima, dopo] = [prima, dopo].map(|piano| {
        let mut valore = valori::di(piano);
        if let Value::Mapping(gruppo) = &mut valore {
            gruppo.shift_remove("variazioni");
        }
        valore
    });
    let (prima, dopo) = (Lato::new(&prima), Lato::new(&dopo));
    let spostate = (0..prima.voci.len())
        .filter(|_| !memoria.spostate.is_empty())
        .filter(|numero| memoria.spostate.contains(&prima.catena(Some(*numero))))
        .collect();
    let mut confronto = Confronto {
        coppie: Coppie::new(&prima, &dopo, memoria),
        spostate,
        prima,
        dopo,
        partite: HashSet::new(),
        rinomine: Vec::new(),
        altre: Vec::new(),
        soppresse: Vec::new(),
    };
    confronto.dentro(None, None);
    let Confronto {
        mut rinomine,
        altre,
        soppresse,
        ..
    } = confronto;
    rinomine.extend(altre);
    rinomine.extend(soppresse);
    rinomine
}

struct Confronto<'a> {
    prima: Lato<'a>,
    dopo: Lato<'a>,
    coppie: Coppie,
    /// What an act is known to have moved.
    spostate: HashSet<usize>,
    /// What has moved already.
    partite: HashSet<usize>,
    /// New codes come first, so that the rest can speak of things by the codes they will have.
    rinomine: Vec<Differenza>,
    altre: Vec<Differenza>,
    /// What is no more goes last, when what it held has moved out.
    soppresse: Vec<Differenza>,
}

impl Confronto<'_> {
    /// Compares a thing with its match; none stands for the plan.
    fn dentro(&mut self, prima: Option<usize>, dopo: Option<usize>) {
        let (vecchio, nuovo) = (self.prima.valore(prima), self.dopo.valore(dopo));
        let classe = dopo.map(|numero| self.dopo.voci[numero].classe);
        let figli: Vec<Classe> = Classe::dentro(classe)
            .filter(|figlio| self.si_confronta(prima, dopo, *figlio))
            .collect();
        let vie: Vec<&[&str]> = figli.iter().map(|figlio| figlio.via()).collect();
        self.campi(prima, dopo, Vec::new(), Some(vecchio), Some(nuovo), &vie);
        for figlio in figli {
            self.elenco(prima, dopo, figlio);
        }
    }

    /// Whether the lists of a kind are compared entry by entry, and not as one value.
    fn si_confronta(&self, prima: Option<usize>, dopo: Option<usize>, classe: Classe) -> bool {
        let presente = |valore: &Value| valori::segui(valore, classe.via()).is_some();
        presente(self.prima.valore(prima))
            && presente(self.dopo.valore(dopo))
            && self.prima.si_distingue(prima, classe)
            && self.dopo.si_distingue(dopo, classe)
    }

    fn campi(
        &mut self,
        prima: Option<usize>,
        dopo: Option<usize>,
        campo: Vec<String>,
        vecchio: Option<&Value>,
        nuovo: Option<&Value>,
        vie: &[&[&str]],
    ) {
        if vie.contains(
            &campo
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .as_slice(),
        ) {
            return;
        }
        if let (Some(Value::Mapping(v)), Some(Value::Mapping(n))) = (vecchio, nuovo)
            && si_entra(&campo, v, n)
        {
            let nuove = valori::chiavi(n).filter(|chiave| !v.contains_key(*chiave));
            for chiave in valori::chiavi(v).chain(nuove) {
                let campo = campo.iter().cloned().chain([chiave.to_owned()]).collect();
                self.campi(prima, dopo, campo, v.get(chiave), n.get(chiave), vie);
            }
            return;
        }
        let uguali = match (vecchio, nuovo) {
            (Some(vecchio), Some(nuovo)) => valori::identici(vecchio, nuovo),
            (None, None) => true,
            _ => false,
        };
        if uguali {
            return;
        }
        let rinomina = campo == ["codice"] && dopo.is_some();
        let differenza = Differenza {
            indirizzo: self.prima.catena(prima),
            cosa: self.dopo.catena(dopo),
            campo,
            cambio: Cambio::Valore {
                prima: vecchio.cloned(),
                dopo: nuovo.cloned(),
            },
        };
        if rinomina {
            self.rinomine.push(differenza);
        } else {
            self.altre.push(differenza);
        }
    }

    /// Compares the lists of a kind in two things that are the same.
    fn elenco(&mut self, prima: Option<usize>, dopo: Option<usize>, classe: Classe) {
        let vecchie = self.prima.elenco(prima, classe).to_vec();
        let nuove = self.dopo.elenco(dopo, classe).to_vec();
        let ferme = self.ferme(&vecchie, &nuove);
        let nome = |lato: &Lato<'_>, numero: usize| lato.voci[numero].nome.to_owned();
        // The names in the list as the differences found so far leave it.
        let mut stato: Vec<String> = vecchie
            .iter()
            .filter(|numero| !self.partite.contains(numero))
            .map(|numero| match self.coppie.dopo_di.get(numero) {
                Some(compagna) => nome(&self.dopo, *compagna),
                None => nome(&self.prima, *numero),
            })
            .collect();
        let mut precedente: Option<String> = None;
        for numero in nuove {
            let suo = nome(&self.dopo, numero);
            let compagna = self.coppie.prima_di.get(&numero).copied();
            if !ferme.contains(&numero) {
                stato.retain(|altro| *altro != suo);
                let posizione = match &precedente {
                    Some(altro) => Some(Posizione::Dopo(altro.clone())),
                    None => stato.first().cloned().map(Posizione::Prima),
                };
                let posto = match &precedente {
                    Some(altro) => stato.iter().position(|n| n == altro).map_or(0, |p| p + 1),
                    None => 0,
                };
                stato.insert(posto, suo.clone());
                match compagna {
                    Some(compagna) => self.spostata(compagna, numero, prima, posizione),
                    None => self.aggiunta(numero, prima, posizione),
                }
            }
            match compagna {
                Some(compagna) => self.dentro(Some(compagna), Some(numero)),
                None => self.accolte(numero),
            }
            precedente = Some(suo);
        }
        for numero in vecchie {
            if !self.coppie.dopo_di.contains_key(&numero) {
                self.soppressa(numero);
            }
        }
    }

    /// Within a new thing, what comes from elsewhere in the plan.
    fn accolte(&mut self, dopo: usize) {
        let classe = self.dopo.voci[dopo].classe;
        for figlio in Classe::dentro(Some(classe)) {
            let mut precedente: Option<String> = None;
            for numero in self.dopo.elenco(Some(dopo), figlio).to_vec() {
                match self.coppie.prima_di.get(&numero).copied() {
                    Some(compagna) => {
                        let posizione = match &precedente {
                            Some(altro) => Some(Posizione::Dopo(altro.clone())),
                            None => self.prima_nuova(dopo, figlio).map(Posizione::Prima),
                        };
                        self.spostata(compagna, numero, None, posizione);
                        self.dentro(Some(compagna), Some(numero));
                    }
                    None => self.accolte(numero),
                }
                precedente = Some(self.dopo.voci[numero].nome.to_owned());
            }
        }
    }

    /// The first thing of a kind that is as new as what holds it.
    fn prima_nuova(&self, contenitore: usize, classe: Classe) -> Option<String> {
        self.dopo
            .elenco(Some(contenitore), classe)
            .iter()
            .find(|numero| !self.coppie.prima_di.contains_key(numero))
            .map(|numero| self.dopo.voci[*numero].nome.to_owned())
    }

    fn aggiunta(&mut self, dopo: usize, contenitore: Option<usize>, posizione: Option<Posizione>) {
        self.altre.push(Differenza {
            indirizzo: self.prima.catena(contenitore),
            cosa: self.dopo.catena(Some(dopo)),
            campo: Vec::new(),
            cambio: Cambio::Aggiunta {
                valore: self.dopo.senza(&self.coppie.prima_di, dopo),
                posizione,
            },
        });
    }

    fn spostata(
        &mut self,
        prima: usize,
        dopo: usize,
        contenitore: Option<usize>,
        posizione: Option<Posizione>,
    ) {
        self.partite.insert(prima);
        let di_prima = self.prima.voci[prima].contenitore;
        let altrove = di_prima != contenitore;
        let nome = self.dopo.voci[dopo]
            .contenitore
            .filter(|_| altrove)
            .map(|numero| self.dopo.voci[numero].nome.to_owned());
        self.altre.push(Differenza {
            indirizzo: self.prima.catena(Some(prima)),
            cosa: self.dopo.catena(Some(dopo)),
            campo: Vec::new(),
            cambio: Cambio::Spostata {
                precedente: self.precedente(prima),
                contenitore: nome,
                posizione,
            },
        });
    }

    /// The name of what stood right before a thing.
    fn precedente(&self, prima: usize) -> Option<String> {
        let voce = &self.prima.voci[prima];
        let elenco = self.prima.elenco(voce.contenitore, voce.classe);
        let posto = elenco.iter().position(|numero| *numero == prima)?;
        let precedente = elenco[posto.checked_sub(1)?];
        Some(self.prima.voci[precedente].nome.to_owned())
    }

    fn soppressa(&mut self, prima: usize) {
        let catena = self.prima.catena(Some(prima));
        self.soppresse.push(Differenza {
            indirizzo: catena.clone(),
            cosa: catena,
            campo: Vec::new(),
            cambio: Cambio::Soppressa {
                valore: self.prima.senza(&self.coppie.dopo_di, prima),
            },
        });
    }

    /// The things of a list that need not move: the longest run that keeps its order, with all those
    /// that no act moved, if they are one.
    fn ferme(&self, vecchie: &[usize], nuove: &[usize]) -> HashSet<usize> {
        let posti: HashMap<usize, usize> = vecchie.iter().copied().zip(0..).collect();
        let rimaste: Vec<(usize, usize)> = nuove
            .iter()
            .filter_map(|numero| {
                let compagna = self.coppie.prima_di.get(numero)?;
                Some((*posti.get(compagna)?, *numero))
            })
            .collect();
        crescente(&self.attorno_alle_ferme(rimaste))
            .into_iter()
            .collect()
    }

    /// Without the things that moved past one that no act moved. Every longest run of what remains
    /// has all those that no act moved in it.
    fn attorno_alle_ferme(&self, rimaste: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
        let mossa = |numero: &usize| {
            let compagna = self.coppie.prima_di.get(numero);
            compagna.is_some_and(|compagna| self.spostate.contains(compagna))
        };
        let ferme: Vec<usize> = rimaste
            .iter()
            .filter(|(_, numero)| !mossa(numero))
            .map(|(posto, _)| *posto)
            .collect();
        let nessuna_mossa = ferme.len() == rimaste.len();
        if nessuna_mossa || !ferme.is_sorted() {
            return rimaste;
        }
        let mut passate = 0;
        let fra_le_ferme = |(posto, numero): &(usize, usize)| {
            if !mossa(numero) {
                passate += 1;
                return true;
            }
            let dopo_la_precedente = passate == 0 || ferme[passate - 1] < *posto;
            dopo_la_precedente && ferme.get(passate).is_none_or(|prossima| *posto < *prossima)
        };
        rimaste.into_iter().filter(fra_le_ferme).collect()
    }
}

/// Whether the keys of two groups are compared one by one. Periods are names of any shape and
/// compare as one value; where the order prints, it must be the one that setting the keys gives.
fn si_entra(campo: &[String], vecchio: &Mapping, nuovo: &Mapping) -> bool {
    match campo.first().map(String::as_str) {
        Some("valori_osservati") => false,
        Some("risultati_attesi" | "risorse_economiche") => {
            let rimaste = valori::chiavi(vecchio).filter(|chiave| nuovo.contains_key(*chiave));
            let aggiunte = valori::chiavi(nuovo).filter(|chiave| !vecchio.contains_key(*chiave));
            rimaste.chain(aggiunte).eq(valori::chiavi(nuovo))
        }
        _ => true,
    }
}

/// The values of the longest increasing run, by key.
fn crescente(coppie: &[(usize, usize)]) -> Vec<usize> {
    // `ultime[n]` is the place of the smallest key that ends a run of n + 1.
    let mut ultime: Vec<usize> = Vec::new();
    let mut precedenti: Vec<Option<usize>> = Vec::with_capacity(coppie.len());
    for (posto, (chiave, _)) in coppie.iter().enumerate() {
        let lunga = ultime.partition_point(|ultima| coppie[*ultima].0 < *chiave);
        precedenti.push(lunga.checked_sub(1).map(|n| ultime[n]));
        if lunga == ultime.len() {
            ultime.push(posto);
        } else {
            ultime[lunga] = posto;
        }
    }
    let fine = ultime.last().copied();
    std::iter::successors(fine, |posto| precedenti[*posto])
        .map(|posto| coppie[posto].1)
        .collect()
}
