//! Applying one amendment to the tree of a plan.
//!
//! What a change addresses is looked for in the plan as it was before the amendment; where things
//! are put (`sposta_in`, `dopo`, `prima`) in the plan as the changes before it have left it.

mod campi;
mod capoverso;
mod meaning;
mod posti;
mod valori;

use std::collections::HashSet;

use super::azione::Azione;
use super::cose::{Classe, Cosa, Cose};
use super::lettura::VariazioneLetta;
use super::variazione::Modifica;
use super::yaml;
use crate::lettura::{Albero, Nodo, Specie};
use crate::rilievi::{Rapporto, Rilievo, piu_simile};

/// What a change did.
#[derive(Debug, Clone)]
pub struct Traccia {
    /// The amendment, in the order of application.
    pub variazione: usize,
    /// The change within it.
    pub modifica: usize,
    /// What it did.
    pub azione: Azione,
    /// The thing it touched: the root for the plan itself, the new thing for an addition.
    pub nodo: Nodo,
    /// The keys of the field.
    pub campo: Vec<String>,
    /// What it did beyond that.
    pub effetto: Effetto,
}

/// What a change did to things and paragraphs.
#[derive(Debug, Clone, Default)]
pub struct Effetto {
    /// The things it took out, and those that were in them.
    pub tolte: Vec<Nodo>,
    /// The things it put in, and those that are in them.
    pub messe: Vec<Nodo>,
    /// The paragraph it changed, added or took out.
    pub capoverso: Option<CapoversoToccato>,
}

/// A paragraph that a change touched.
#[derive(Debug, Clone)]
pub struct CapoversoToccato {
    /// Its text before; none for one that is new.
    pub prima: Option<String>,
    /// Its text after; none for one that is no more.
    pub dopo: Option<String>,
}

/// What an amendment did.
pub struct Applied {
    /// What its changes did.
    pub tracce: Vec<Traccia>,
    /// How much the numbers of its nodes grew in the tree of the plan.
    pub scarto: usize,
}

/// Applies an amendment; what goes wrong is added to the findings, and the rest still applies.
pub fn applica(
    albero: &mut Albero,
    letta: &VariazioneLetta,
    numero: usize,
    rapporto: &mut Rapporto,
) -> Applied {
    let cose = Cose::di(albero);
    let scarto = albero.innesta(&letta.albero);
    let mut applicazione = Applicazione {
        albero,
        letta,
        scarto,
        cose,
        rimossi: HashSet::new(),
        effetto: Effetto::default(),
    };
    let mut tracce = Vec::new();
    for (posto, modifica) in letta.variazione.modifiche.iter().enumerate() {
        let nodo = letta.modifica(posto);
        match applicazione.modifica(modifica, nodo) {
            Ok((azione, toccato, campo)) => tracce.push(Traccia {
                variazione: numero,
                modifica: posto,
                azione,
                nodo: toccato,
                campo,
                effetto: std::mem::take(&mut applicazione.effetto),
            }),
            Err(rilievo) => rapporto.aggiungi(*rilievo),
        }
    }
    Applied { tracce, scarto }
}

type Esito<T> = Result<T, Box<Rilievo>>;

struct Applicazione<'a> {
    albero: &'a mut Albero,
    letta: &'a VariazioneLetta,
    /// How much the numbers of the amendment's nodes grew in the tree of the plan.
    scarto: usize,
    /// The things of the plan before the amendment.
    cose: Cose,
    /// What the changes so far have taken out, with all that was in it at that moment: what had
    /// moved out before lives on.
    rimossi: HashSet<Nodo>,
    /// What the change at hand did.
    effetto: Effetto,
}

impl Applicazione<'_> {
    fn modifica(&mut self, modifica: &Modifica, nodo: Nodo) -> Esito<(Azione, Nodo, Vec<String>)> {
        let azione = Azione::di(modifica).map_err(|rifiuto| {
            let (rilievo, chiave) = *rifiuto;
            Box::new(rilievo.in_luogo(self.letta.luogo(nodo, chiave)))
        })?;
        self.effetto = Effetto::default();
        let cosa = self.bersaglio(modifica, nodo)?;
        let campo = modifica.campo.iter().flat_map(|campo| campo.split('.'));
        let campo = campo.map(str::to_owned).collect();
        let toccato = match azione {
            Azione::Imposta | Azione::SopprimiCampo | Azione::AggiungiCapoverso => {
                self.nel_campo(azione, modifica, nodo, cosa.as_ref())?;
                self.dove(cosa.as_ref())
            }
            Azione::Aggiungi(classe) => self.aggiungi(classe, modifica, nodo, cosa.as_ref())?,
            Azione::Sopprimi => self.sopprimi(nodo, cosa.as_ref())?,
            Azione::Sposta => self.sposta(modifica, nodo, cosa.as_ref())?,
        };
        Ok((azione, toccato, campo))
    }

    /// The node of a thing; the root for the plan itself.
    fn dove(&self, cosa: Option<&Cosa>) -> Nodo {
        cosa.map_or(self.albero.radice(), |cosa| cosa.nodo)
    }

    /// Remembers that a value is no more, with all the things in it.
    fn dimentica(&mut self, valore: Nodo) {
        let tolte = self.voci_di(valore);
        self.rimossi.extend(&tolte);
        self.effetto.tolte.extend(tolte);
    }

    /// The entries of all the lists in a value, and of the lists in them.
    fn voci_di(&self, valore: Nodo) -> Vec<Nodo> {
        match self.albero.specie(valore) {
            Specie::Scalare { .. } => Vec::new(),
            Specie::Elenco(voci) => voci
                .iter()
                .flat_map(|voce| std::iter::once(*voce).chain(self.voci_di(*voce)))
                .collect(),
            Specie::Gruppo(chiavi) => chiavi
                .iter()
                .flat_map(|(_, valore)| self.voci_di(*valore))
                .collect(),
        }
    }

    /// The thing that a change addresses; none for the plan itself.
    fn bersaglio(&self, modifica: &Modifica, nodo: Nodo) -> Esito<Option<Cosa>> {
        let nomi = [
            (Classe::Missione, &modifica.missione),
            (Classe::Programma, &modifica.programma),
            (Classe::Obiettivo, &modifica.obiettivo),
            (Classe::Indicatore, &modifica.indicatore),
            (Classe::Ambito, &modifica.ambito),
            (Classe::Funzione, &modifica.funzione),
            (Classe::Capitolo, &modifica.capitolo),
            (Classe::Area, &modifica.area),
            (Classe::Quadratura, &modifica.quadratura),
            (Classe::Firma, &modifica.firma),
        ];
        let mut cosa: Option<&Cosa> = None;
        for (classe, nome) in nomi {
            let Some(nome) = nome else { continue };
            let dentro = cosa.map(|cosa| cosa.nodo);
            let luogo = || self.letta.luogo(nodo, classe.nome());
            cosa = match self.cose.con_nome(classe, nome, dentro).as_slice() {
                [sola] => Some(*sola),
                [] => {
                    let rilievo = match self.con_quel_titolo(classe, nome, dentro) {
                        Some(sola) => nominata_per_titolo(sola, nome),
                        None => ignoto(classe, nome, self.cose.nomi(classe, dentro), NEL_PIANO),
                    };
                    return Err(Box::new(rilievo.in_luogo(luogo())));
                }
                [prima, ..] => {
                    return Err(Box::new(
                        Rilievo::errore(format!("“{nome}” non dice quale {}", classe.nome()))
                            .in_luogo(luogo())
                            .con_altro_luogo(self.albero.luogo(prima.nodo), "qui la prima")
                            .regola("ciò che si tocca ha un nome che nessun altro ha")
                            .rimedio(ambiguo(classe)),
                    ));
                }
            };
        }
        let tolta = cosa.filter(|cosa| self.rimossi.contains(&cosa.nodo));
        match tolta {
            Some(cosa) => Err(Box::new(
                Rilievo::errore(format!(
                    "{} “{}” non c'è più, per una modifica che sta prima",
                    cosa.classe.nome(),
                    cosa.identita
                ))
                .in_luogo(self.letta.luogo(nodo, cosa.classe.nome()))
                .regola("le modifiche si applicano nell'ordine in cui si leggono")
                .rimedio("togliere una delle due modifiche"),
            )),
            None => Ok(cosa.cloned()),
        }
    }

    /// The thing with a code that somebody called by its title.
    fn con_quel_titolo(&self, classe: Classe, nome: &str, dentro: Option<Nodo>) -> Option<&Cosa> {
        let titolo = classe.titolo().filter(|_| classe.ha_codice())?;
        let chiamata_cosi = |cosa: &&Cosa| {
            let suo = self.albero.chiave(cosa.nodo, titolo);
            let suo = suo.and_then(|(_, valore)| self.albero.testo(valore));
            suo.is_some_and(|suo| stesso_titolo(suo, nome))
        };
        let mut trovate = self.cose.di_classe(classe, dentro).filter(chiamata_cosi);
        trovate.next().filter(|_| trovate.next().is_none())
    }

    /// The node that a key of the change has in the tree of the plan.
    fn chiave_della_modifica(&self, nodo: Nodo, chiave: &str) -> Esito<(Nodo, Nodo)> {
        self.albero
            .chiave(nodo + self.scarto, chiave)
            .ok_or_else(|| {
                Box::new(
                    Rilievo::errore(format!("manca la chiave “{chiave}”"))
                        .in_luogo(self.letta.albero.luogo(nodo)),
                )
            })
    }

    fn testo_della_modifica(&self, nodo: Nodo, chiave: &str) -> Esito<String> {
        let (_, valore) = self.chiave_della_modifica(nodo, chiave)?;
        match self.albero.testo(valore) {
            Some(testo) => Ok(testo.trim_end().to_owned()),
            None => Err(Box::new(
                Rilievo::errore("un capoverso è un testo").in_luogo(self.letta.luogo(nodo, chiave)),
            )),
        }
    }
}

/// The rule that a change must change something.
pub const NIENTE: &str =
    "ciò che un atto modifica cambia davvero: una modifica senza effetto nasconde un errore";

const NEL_PIANO: &str =
    "ciò che si tocca si nomina con il codice o il titolo che ha nel piano prima della variazione";

fn ambiguo(classe: Classe) -> &'static str {
    match classe {
        Classe::Ambito => "nominare anche l'obiettivo a cui appartiene",
        Classe::Funzione => "nominare anche la missione a cui appartiene",
        _ => "cambiare l'elenco per intero, con “campo” e “a”",
    }
}

/// Whether two titles are the same to a person: white space, capitals and a last point do not count.
fn stesso_titolo(uno: &str, altro: &str) -> bool {
    let parole = |testo: &str| {
        let testo = testo.trim().trim_end_matches('.').to_lowercase();
        testo
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    parole(uno) == parole(altro)
}

/// A finding for a thing with a code that was called by its title.
fn nominata_per_titolo(cosa: &Cosa, nome: &str) -> Rilievo {
    let (classe, codice) = (cosa.classe, &cosa.identita);
    Rilievo::errore(format!(
        "“{nome}” è il {}, non il codice, {} “{codice}”",
        classe.titolo().unwrap_or("titolo"),
        classe.of_the()
    ))
    .regola(NEL_PIANO)
    .rimedio(format!(
        "scrivere: {}: {}",
        classe.nome(),
        yaml::scalare_breve(codice)
    ))
}

/// A finding for a name that no thing of the plan has, with the nearest one.
fn ignoto<'a>(
    classe: Classe,
    nome: &str,
    noti: impl Iterator<Item = &'a str>,
    regola: &str,
) -> Rilievo {
    let noti: Vec<&str> = noti.collect();
    let simile = piu_simile(nome, &noti);
    let cosa = classe.nome();
    let rilievo = Rilievo::errore(format!("il piano non ha qui {cosa} “{nome}”")).regola(regola);
    match simile {
        Some(simile) => rilievo.rimedio(format!(
            "forse si voleva scrivere “{simile}”; qui ci sono: {}",
            noti.join(", ")
        )),
        None => rilievo.rimedio(format!("qui il piano non ha {cosa}")),
    }
}
