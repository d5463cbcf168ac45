//! The quadro di raffronto: only what changed, by objective.

mod righe;

use serde::Serialize;

use super::coordinato::{Coordinato, Ragioni};
use super::cose::{Catena, Classe};
use super::differenza::{Differenza, differenze};
use super::parole::Brano;
use super::totali::{self, RaffrontoTotali};
use crate::piano::Piano;
use righe::{maiuscola, righe};

/// The comparison of two plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quadro {
    /// L'intestazione del testo di prima.
    pub prima: String,
    /// L'intestazione del testo di dopo.
    pub dopo: String,
    /// Gli atti che hanno modificato il piano, in ordine.
    pub atti: Vec<String>,
    /// Le differenze, raccolte per obiettivo.
    pub gruppi: Vec<Gruppo>,
    /// I totali delle risorse.
    pub totali: RaffrontoTotali,
}

/// The differences of an objective, or of what stands above objectives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gruppo {
    /// Di che cosa sono le differenze.
    pub titolo: String,
    /// Le differenze.
    pub righe: Vec<Riga>,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Riga {
    /// Che cosa è diverso.
    pub voce: String,
    /// Il testo di prima; vuoto se non c'era.
    pub prima: Vec<Brano>,
    /// Il testo di dopo; vuoto se non c'è più.
    pub dopo: Vec<Brano>,
    /// Che cosa è cambiato, in parole o in cifre.
    pub variazione: Vec<String>,
    /// Perché.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub motivazioni: Vec<String>,
    /// Gli atti, contati da 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub atti: Vec<usize>,
}

impl Quadro {
    /// What the amendments changed.
    pub fn del_coordinato(coordinato: &Coordinato) -> Self {
        let atti: Vec<String> = coordinato
            .storia
            .iter()
            .map(|approvata| approvata.atto.citazione())
            .collect();
        let (prima, dopo) = (coordinato.prima(), &coordinato.letto.piano);
        let mut raccolta = Raccolta::new(prima, dopo);
        for differenza in coordinato.differenze() {
            let ragioni = coordinato.ragioni(&differenza);
            raccolta.accogli(&differenza, &ragioni);
        }
        Self {
            prima: "Testo previgente".to_owned(),
            dopo: "Testo modificato".to_owned(),
            atti,
            gruppi: raccolta.gruppi(),
            totali: totali::raffronta(prima, dopo),
        }
    }

    /// What differs between two plans; each has a name of its own.
    pub fn di(prima: (&str, &Piano), dopo: (&str, &Piano)) -> Self {
        let mut raccolta = Raccolta::new(prima.1, dopo.1);
        for differenza in differenze(prima.1, dopo.1) {
            raccolta.accogli(&differenza, &Ragioni::default());
        }
        Self {
            prima: format!("Prima: {}", prima.0),
            dopo: format!("Dopo: {}", dopo.0),
            atti: Vec::new(),
            gruppi: raccolta.gruppi(),
            totali: totali::raffronta(prima.1, dopo.1),
        }
    }

    /// Whether nothing differs.
    pub fn e_vuoto(&self) -> bool {
        self.gruppi.is_empty()
    }

    /// How many differences there are.
    pub fn differenze(&self) -> usize {
        self.gruppi.iter().map(|gruppo| gruppo.righe.len()).sum()
    }
}

/// Gathers the rows under the objective they are about, in the order of the document.
struct Raccolta<'a> {
    prima: &'a Piano,
    dopo: &'a Piano,
    gruppi: Vec<(Catena, Vec<Riga>)>,
}

impl<'a> Raccolta<'a> {
    fn new(prima: &'a Piano, dopo: &'a Piano) -> Self {
        Self {
            prima,
            dopo,
            gruppi: Vec::new(),
        }
    }

    fn accogli(&mut self, differenza: &Differenza, ragioni: &Ragioni) {
        let testa = testa(&differenza.cosa);
        let righe: Vec<Riga> = righe(differenza)
            .into_iter()
            .map(|riga| riga.con(ragioni))
            .collect();
        match self.gruppi.iter_mut().find(|(altra, _)| *altra == testa) {
            Some((_, altre)) => altre.extend(righe),
            None => self.gruppi.push((testa, righe)),
        }
    }

    fn gruppi(self) -> Vec<Gruppo> {
        let Self {
            prima,
            dopo,
            mut gruppi,
        } = self;
        gruppi.sort_by_key(|(testa, _)| posto(dopo, testa).or_else(|| posto(prima, testa)));
        gruppi
            .into_iter()
            .map(|(testa, righe)| Gruppo {
                titolo: titolo(dopo, &testa)
                    .or_else(|| titolo(prima, &testa))
                    .unwrap_or_else(|| "Documento".to_owned()),
                righe,
            })
            .collect()
    }
}

impl Riga {
    fn con(mut self, ragioni: &Ragioni) -> Self {
        self.motivazioni = ragioni.motivazioni.clone();
        self.atti = ragioni.atti.iter().map(|atto| atto + 1).collect();
        self
    }
}

/// The chain up to the objective, or to what stands above one.
fn testa(catena: &Catena) -> Catena {
    let coperte = |(classe, _): &&(Classe, String)| {
        matches!(
            classe,
            Classe::Missione | Classe::Programma | Classe::Obiettivo
        )
    };
    catena.iter().take_while(coperte).cloned().collect()
}

/// The place of a group in the document: mission, programme, objective.
fn posto(piano: &Piano, testa: &Catena) -> Option<[usize; 3]> {
    let mut posti = [0; 3];
    let nome = |n: usize| testa.get(n).map(|(_, nome)| nome.as_str());
    let Some(missione) = nome(0) else {
        return Some(posti);
    };
    let missioni = &piano.missioni;
    let m = missioni.iter().position(|m| &*m.codice == missione)?;
    posti[0] = m + 1;
    let programmi = &missioni[m].programmi;
    let Some(programma) = nome(1) else {
        return Some(posti);
    };
    let p = programmi.iter().position(|p| &*p.codice == programma)?;
    posti[1] = p + 1;
    let Some(obiettivo) = nome(2) else {
        return Some(posti);
    };
    let obiettivi = &programmi[p].obiettivi;
    posti[2] = obiettivi.iter().position(|o| &*o.codice == obiettivo)? + 1;
    Some(posti)
}

fn titolo(piano: &Piano, testa: &Catena) -> Option<String> {
    let (classe, nome) = testa.last()?;
    let missioni = piano.missioni.iter();
    let detto = match classe {
        Classe::Missione => {
            missioni
                .map(|m| (&m.codice, &m.nome))
                .find(|(codice, _)| &***codice == nome)?
                .1
        }
        Classe::Programma => {
            missioni
                .flat_map(|m| &m.programmi)
                .map(|p| (&p.codice, &p.nome))
                .find(|(codice, _)| &***codice == nome)?
                .1
        }
        _ => {
            &piano
                .obiettivi()
                .find(|obiettivo| &*obiettivo.codice == nome)?
                .titolo
        }
    };
    Some(format!("{} {nome} – {detto}", maiuscola(classe.nome())))
}
