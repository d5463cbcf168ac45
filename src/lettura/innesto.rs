//! Changing a tree: what another tree says takes a place in it, and keeps its own.

use super::albero::{Albero, Nodo, Specie, Voce};
use crate::rilievi::Sorgente;

impl Albero {
    /// Makes every node stand in one place only: what an anchor repeats becomes a copy.
    pub fn dividi(&mut self) {
        let mut visti = vec![false; self.voci.len()];
        self.radice = self.divisa(self.radice, &mut visti);
    }

    fn divisa(&mut self, nodo: Nodo, visti: &mut Vec<bool>) -> Nodo {
        let nodo = match visti.get_mut(nodo) {
            Some(visto) if !*visto => {
                *visto = true;
                nodo
            }
            _ => self.nuova(self.voci[nodo].clone()),
        };
        let specie = match self.voci[nodo].specie.clone() {
            Specie::Scalare { .. } => return nodo,
            Specie::Elenco(voci) => Specie::Elenco(
                voci.into_iter()
                    .map(|voce| self.divisa(voce, visti))
                    .collect(),
            ),
            Specie::Gruppo(chiavi) => Specie::Gruppo(
                chiavi
                    .into_iter()
                    .map(|(chiave, valore)| (chiave, self.divisa(valore, visti)))
                    .collect(),
            ),
        };
        self.voci[nodo].specie = specie;
        nodo
    }

    /// Takes in all the nodes of another tree; returns how much their numbers grow.
    pub fn innesta(&mut self, altro: &Self) -> usize {
        let scarto = self.voci.len();
        let sorgenti = u16::try_from(self.sorgenti.len()).expect("fewer texts than a u16 counts");
        self.sorgenti.extend(altro.sorgenti.iter().cloned());
        self.voci.extend(altro.voci.iter().map(|voce| {
            Voce {
                specie: match &voce.specie {
                    Specie::Elenco(voci) => {
                        Specie::Elenco(voci.iter().map(|v| v + scarto).collect())
                    }
                    Specie::Gruppo(chiavi) => Specie::Gruppo(
                        chiavi
                            .iter()
                            .map(|(c, v)| (c + scarto, v + scarto))
                            .collect(),
                    ),
                    scalare => scalare.clone(),
                },
                sorgente: voce.sorgente + sorgenti,
                ..voce.clone()
            }
        }));
        scarto
    }

    /// A key like `nome` that stands where another node does.
    pub fn chiave_nuova(&mut self, nome: &str, dove: Nodo) -> Nodo {
        let specie = Specie::Scalare {
            testo: nome.to_owned(),
            nudo: false,
        };
        let voce = Voce {
            specie,
            ..self.voci[dove].clone()
        };
        self.nuova(voce)
    }

    /// An empty group that stands where another node does.
    pub fn gruppo_nuovo(&mut self, dove: Nodo) -> Nodo {
        let voce = Voce {
            specie: Specie::Gruppo(Vec::new()),
            ..self.voci[dove].clone()
        };
        self.nuova(voce)
    }

    /// An empty list that stands where another node does.
    pub fn elenco_nuovo(&mut self, dove: Nodo) -> Nodo {
        let voce = Voce {
            specie: Specie::Elenco(Vec::new()),
            ..self.voci[dove].clone()
        };
        self.nuova(voce)
    }

    /// A text that stands where another node does.
    pub fn testo_nuovo(&mut self, testo: String, dove: Nodo) -> Nodo {
        let voce = Voce {
            specie: Specie::Scalare { testo, nudo: false },
            ..self.voci[dove].clone()
        };
        self.nuova(voce)
    }

    /// Gives a key of a group a value; `chiave` is the node of the key when the group lacks it.
    pub fn imposta(&mut self, gruppo: Nodo, chiave: Nodo, valore: Nodo) {
        let nome = self.testo(chiave).unwrap_or_default().to_owned();
        let nota = self.chiave(gruppo, &nome).map(|(nota, _)| nota);
        let Specie::Gruppo(chiavi) = &mut self.voci[gruppo].specie else {
            return;
        };
        match chiavi.iter_mut().find(|(altra, _)| Some(*altra) == nota) {
            Some((_, vecchio)) => *vecchio = valore,
            None => chiavi.push((chiave, valore)),
        }
    }

    /// Takes a key out of a group.
    pub fn togli(&mut self, gruppo: Nodo, nome: &str) {
        let Some((chiave, _)) = self.chiave(gruppo, nome) else {
            return;
        };
        if let Specie::Gruppo(chiavi) = &mut self.voci[gruppo].specie {
            chiavi.retain(|(altra, _)| *altra != chiave);
        }
    }

    /// Puts a node in a list, at a place from 0.
    pub fn inserisci(&mut self, elenco: Nodo, posto: usize, voce: Nodo) {
        if let Specie::Elenco(voci) = &mut self.voci[elenco].specie {
            voci.insert(posto.min(voci.len()), voce);
        }
    }

    /// Takes a node out of a list.
    pub fn estrai(&mut self, elenco: Nodo, voce: Nodo) {
        if let Specie::Elenco(voci) = &mut self.voci[elenco].specie {
            voci.retain(|altra| *altra != voce);
        }
    }

    /// Whether a node of that number is in the tree.
    pub fn contiene(&self, nodo: Nodo) -> bool {
        nodo < self.voci.len()
    }

    /// The text that the tree was first read from.
    pub fn sorgente(&self) -> &Sorgente {
        &self.sorgenti[0]
    }

    /// The entries of a list; none for what is no list.
    pub fn voci(&self, nodo: Nodo) -> &[Nodo] {
        match self.specie(nodo) {
            Specie::Elenco(voci) => voci,
            _ => &[],
        }
    }

    fn nuova(&mut self, voce: Voce) -> Nodo {
        self.voci.push(voce);
        self.voci.len() - 1
    }
}
