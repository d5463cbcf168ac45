//! The things of a plan that an amendment addresses by name: missions, programmes, objectives,
//! indicators, and the parts that have a title of their own.

use std::collections::HashMap;

use crate::lettura::{Albero, Nodo};
use crate::rilievi::{Rapporto, Rilievo};

/// A kind of thing. Those with a code keep it wherever they stand in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Classe {
    /// A mission.
    Missione,
    /// A programme.
    Programma,
    /// An objective.
    Obiettivo,
    /// An indicator.
    Indicatore,
    /// A field of action of an objective.
    Ambito,
    /// A function of a mission.
    Funzione,
    /// A chapter.
    Capitolo,
    /// A row of the raccordo table.
    Area,
    /// A line of the reconciliation of the totals.
    Quadratura,
    /// A signature.
    Firma,
}

use Classe::{
    Ambito, Area, Capitolo, Firma, Funzione, Indicatore, Missione, Obiettivo, Programma, Quadratura,
};

impl Classe {
    /// All the kinds, those that hold others first.
    pub const TUTTE: [Self; 10] = [
        Missione, Programma, Obiettivo, Indicatore, Ambito, Funzione, Capitolo, Area, Quadratura,
        Firma,
    ];

    /// The key that addresses a thing of this kind, and its noun.
    pub fn nome(self) -> &'static str {
        match self {
            Missione => "missione",
            Programma => "programma",
            Obiettivo => "obiettivo",
            Indicatore => "indicatore",
            Ambito => "ambito",
            Funzione => "funzione",
            Capitolo => "capitolo",
            Area => "area",
            Quadratura => "quadratura",
            Firma => "firma",
        }
    }

    /// Its noun after “di”, with the article.
    pub fn of_the(self) -> &'static str {
        match self {
            Missione => "della missione",
            Programma => "del programma",
            Obiettivo => "dell'obiettivo",
            Indicatore => "dell'indicatore",
            Ambito => "dell'ambito",
            Funzione => "della funzione",
            Capitolo => "del capitolo",
            Area => "dell'area",
            Quadratura => "della riga della quadratura",
            Firma => "della firma",
        }
    }

    /// Its noun in the plural, with the article.
    pub fn plural(self) -> &'static str {
        match self {
            Missione => "le missioni",
            Programma => "i programmi",
            Obiettivo => "gli obiettivi",
            Indicatore => "gli indicatori",
            Ambito => "gli ambiti",
            Funzione => "le funzioni",
            Capitolo => "i capitoli",
            Area => "le aree",
            Quadratura => "le righe della quadratura",
            Firma => "le firme",
        }
    }

    /// Whether its noun is feminine.
    pub fn e_femminile(self) -> bool {
        matches!(self, Missione | Funzione | Area | Quadratura | Firma)
    }

    /// The key that adds a thing of this kind.
    pub fn nuovo(self) -> &'static str {
        match self {
            Missione => "nuova_missione",
            Programma => "nuovo_programma",
            Obiettivo => "nuovo_obiettivo",
            Indicatore => "nuovo_indicatore",
            Ambito => "nuovo_ambito",
            Funzione => "nuova_funzione",
            Capitolo => "nuovo_capitolo",
            Area => "nuova_area",
            Quadratura => "nuova_quadratura",
            Firma => "nuova_firma",
        }
    }

    /// The key whose value tells one thing of this kind from another.
    pub fn identita(self) -> &'static str {
        match self {
            Missione | Programma | Obiettivo | Indicatore | Funzione => "codice",
            Ambito => "ambito",
            Capitolo => "titolo",
            Area => "area",
            Quadratura => "voce",
            Firma => "ruolo",
        }
    }

    /// The key of the words that a person calls it by, where they are not its identity.
    pub fn titolo(self) -> Option<&'static str> {
        match self {
            Obiettivo => Some("titolo"),
            Missione | Programma | Indicatore | Funzione => Some("nome"),
            Ambito | Capitolo | Area | Quadratura | Firma => None,
        }
    }

    /// Whether a code follows the thing wherever it moves.
    pub fn ha_codice(self) -> bool {
        matches!(self, Missione | Programma | Obiettivo | Indicatore)
    }

    /// The kind of thing that holds it; none when the plan itself does.
    pub fn contenitore(self) -> Option<Self> {
        match self {
            Programma | Funzione => Some(Missione),
            Obiettivo => Some(Programma),
            Indicatore | Ambito => Some(Obiettivo),
            Missione | Capitolo | Area | Quadratura | Firma => None,
        }
    }

    /// The keys from what holds it to the list where it stands.
    pub fn via(self) -> &'static [&'static str] {
        match self {
            Missione => &["missioni"],
            Programma => &["programmi"],
            Obiettivo => &["obiettivi"],
            Indicatore => &["indicatori"],
            Ambito => &["descrizione"],
            Funzione => &["funzioni"],
            Capitolo => &["capitoli"],
            Area => &["raccordo", "righe"],
            Quadratura => &["totali", "quadratura"],
            Firma => &["firme"],
        }
    }

    /// The kinds that things of a kind hold; those of the plan itself for none.
    pub fn dentro(contenitore: Option<Self>) -> impl Iterator<Item = Self> {
        Self::TUTTE
            .into_iter()
            .filter(move |classe| classe.contenitore() == contenitore)
    }
}

/// The names that lead to a thing, from the outermost; empty for the plan itself.
pub type Catena = Vec<(Classe, String)>;

/// A thing of a tree.
#[derive(Debug, Clone)]
pub struct Cosa {
    /// Its kind.
    pub classe: Classe,
    /// Its code or title.
    pub identita: String,
    /// Its node.
    pub nodo: Nodo,
    /// The list where it stands.
    pub elenco: Nodo,
    contenitore: Option<usize>,
}

/// The things of a tree.
#[derive(Debug, Default)]
pub struct Cose {
    cose: Vec<Cosa>,
    per_nodo: HashMap<Nodo, usize>,
    per_identita: HashMap<(Classe, String), Vec<usize>>,
}

impl Cose {
    /// Finds the things of a tree.
    pub fn di(albero: &Albero) -> Self {
        let mut cose = Self::default();
        cose.raccogli(albero, albero.radice(), None);
        cose
    }

    fn raccogli(&mut self, albero: &Albero, nodo: Nodo, contenitore: Option<usize>) {
        let classe = contenitore.map(|numero| self.cose[numero].classe);
        for classe in Classe::dentro(classe) {
            let Some(elenco) = segui(albero, nodo, classe.via()) else {
                continue;
            };
            for &voce in albero.voci(elenco) {
                let identita = albero.chiave(voce, classe.identita());
                let Some(identita) = identita.and_then(|(_, valore)| albero.testo(valore)) else {
                    continue;
                };
                let numero = self.cose.len();
                let chiave = (classe, identita.to_owned());
                self.cose.push(Cosa {
                    classe,
                    identita: identita.to_owned(),
                    nodo: voce,
                    elenco,
                    contenitore,
                });
                self.per_nodo.insert(voce, numero);
                self.per_identita.entry(chiave).or_default().push(numero);
                self.raccogli(albero, voce, Some(numero));
            }
        }
    }

    /// The thing that a node is.
    pub fn del_nodo(&self, nodo: Nodo) -> Option<&Cosa> {
        self.per_nodo.get(&nodo).map(|numero| &self.cose[*numero])
    }

    /// The things of a kind with a name, within another thing or anywhere.
    pub fn con_nome(&self, classe: Classe, nome: &str, dentro: Option<Nodo>) -> Vec<&Cosa> {
        self.per_identita
            .get(&(classe, nome.to_owned()))
            .into_iter()
            .flatten()
            .map(|numero| &self.cose[*numero])
            .filter(|cosa| dentro.is_none_or(|nodo| self.sta_in(cosa, nodo)))
            .collect()
    }

    /// The things of a kind, within another thing or anywhere.
    pub fn di_classe(&self, classe: Classe, dentro: Option<Nodo>) -> impl Iterator<Item = &Cosa> {
        self.cose.iter().filter(move |cosa| {
            cosa.classe == classe && dentro.is_none_or(|nodo| self.sta_in(cosa, nodo))
        })
    }

    /// The names of the things of a kind, within another thing or anywhere.
    pub fn nomi(&self, classe: Classe, dentro: Option<Nodo>) -> impl Iterator<Item = &str> {
        let cose = self.di_classe(classe, dentro);
        cose.map(|cosa| cosa.identita.as_str())
    }

    /// The nodes of a thing and of those that hold it, from the innermost.
    pub fn nodi<'a>(&'a self, cosa: &'a Cosa) -> impl Iterator<Item = Nodo> + 'a {
        std::iter::successors(Some(cosa), |cosa| {
            cosa.contenitore.map(|numero| &self.cose[numero])
        })
        .map(|cosa| cosa.nodo)
    }

    /// The names that lead to a node; none for a node that is no thing.
    pub fn catena(&self, nodo: Nodo) -> Option<Catena> {
        let cosa = self.del_nodo(nodo)?;
        let mut catena: Catena = self
            .nodi(cosa)
            .filter_map(|nodo| self.del_nodo(nodo))
            .map(|cosa| (cosa.classe, cosa.identita.clone()))
            .collect();
        catena.reverse();
        Some(catena)
    }

    /// The things that are still there, by the names they had and those they have.
    pub fn rimaste(&self, dopo: &Self) -> Vec<(Catena, Catena)> {
        let nodi = self.cose.iter().map(|cosa| cosa.nodo);
        nodi.filter_map(|nodo| Some((self.catena(nodo)?, dopo.catena(nodo)?)))
            .collect()
    }

    fn sta_in(&self, cosa: &Cosa, nodo: Nodo) -> bool {
        self.nodi(cosa).skip(1).any(|altro| altro == nodo)
    }
}

/// The node that some keys lead to.
pub fn segui(albero: &Albero, nodo: Nodo, via: &[&str]) -> Option<Nodo> {
    via.iter().try_fold(nodo, |nodo, passo| {
        albero.chiave(nodo, passo).map(|(_, valore)| valore)
    })
}

/// The rule on codes: amendments, comparisons and yearly results refer to them.
pub const ONE_THING_EACH: &str = "ogni codice identifica una cosa sola";

/// Codes that two things of a kind share: with them neither amendments nor comparisons know what is
/// what.
pub fn doubled_codes(albero: &Albero) -> Rapporto {
    let cose = Cose::di(albero);
    let con_codice = Classe::TUTTE.into_iter().filter(|c| c.ha_codice());
    con_codice
        .flat_map(|classe| cose.di_classe(classe, None))
        .filter_map(|cosa| {
            let prima = cose
                .con_nome(cosa.classe, &cosa.identita, None)
                .first()
                .copied()?;
            (prima.nodo != cosa.nodo).then(|| doubled(albero, prima, cosa))
        })
        .collect()
}

fn doubled(albero: &Albero, prima: &Cosa, seconda: &Cosa) -> Rilievo {
    let luogo = |cosa: &Cosa| {
        let codice = albero.chiave(cosa.nodo, cosa.classe.identita());
        albero.luogo(codice.map_or(cosa.nodo, |(_, valore)| valore))
    };
    // Of the two, the one that an amendment wrote is the one to change.
    let written = |cosa: &Cosa| {
        let codice = albero.chiave(cosa.nodo, cosa.classe.identita());
        !albero.e_originale(codice.map_or(cosa.nodo, |(_, valore)| valore))
    };
    let (prima, seconda) = if written(prima) && !written(seconda) {
        (seconda, prima)
    } else {
        (prima, seconda)
    };
    let (codice, elenco) = (&seconda.identita, seconda.classe.plural());
    Rilievo::errore(format!("il codice “{codice}” è già usato fra {elenco}"))
        .in_luogo(luogo(seconda))
        .con_altro_luogo(luogo(prima), "qui l'altra volta")
        .regola(ONE_THING_EACH)
        .rimedio("dare un altro codice a una delle due voci")
}
