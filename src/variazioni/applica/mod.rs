//! Applying one amendment to the tree of a plan.
//!
//! What a change addresses is looked for in the plan as it was before the amendment; where things
//! are put (`sposta_in`, `dopo`, `prima`) in the plan as the changes before it have left it.

mod campi;
mod capoverso;
mod posti;
mod valori;

use std::collections::HashSet;

use super::azione::Azione;
use super::cose::{Classe, Cosa, Cose};
use super::lettura::VariazioneLetta;
use super::variazione::Modifica;
use crate::lettura::{Albero, Nodo};
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
    /// The keys of the field, and the first words of the paragraph.
    pub campo: Vec<String>,
}

/// Applies an amendment; what goes wrong is added to the findings, and the rest still applies.
pub fn applica(
    albero: &mut Albero,
    letta: &VariazioneLetta,
    numero: usize,
    rapporto: &mut Rapporto,
) -> Vec<Traccia> {
    let cose = Cose::di(albero);
    let scarto = albero.innesta(&letta.albero);
    let mut applicazione = Applicazione {
        albero,
        letta,
        scarto,
        cose,
        rimossi: HashSet::new(),
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
            }),
            Err(rilievo) => rapporto.aggiungi(*rilievo),
        }
    }
    tracce
}

type Esito<T> = Result<T, Box<Rilievo>>;

struct Applicazione<'a> {
    albero: &'a mut Albero,
    letta: &'a VariazioneLetta,
    /// How much the numbers of the amendment's nodes grew in the tree of the plan.
    scarto: usize,
    /// The things of the plan before the amendment.
    cose: Cose,
    rimossi: HashSet<Nodo>,
}

impl Applicazione<'_> {
    fn modifica(&mut self, modifica: &Modifica, nodo: Nodo) -> Esito<(Azione, Nodo, Vec<String>)> {
        let azione = Azione::di(modifica).map_err(|rifiuto| {
            let (rilievo, chiave) = *rifiuto;
            Box::new(rilievo.in_luogo(self.letta.luogo(nodo, chiave)))
        })?;
        let cosa = self.bersaglio(modifica, nodo)?;
        let dove = cosa.as_ref().map_or(self.albero.radice(), |cosa| cosa.nodo);
        let campo = self.campo(modifica);
        let toccato = match azione {
            Azione::Imposta | Azione::SopprimiCampo | Azione::AggiungiCapoverso => {
                self.nel_campo(azione, modifica, nodo, dove)?;
                dove
            }
            Azione::Aggiungi(classe) => self.aggiungi(classe, modifica, nodo, cosa.as_ref())?,
            Azione::Sopprimi => self.sopprimi(nodo, cosa.as_ref())?,
            Azione::Sposta => self.sposta(modifica, nodo, cosa.as_ref())?,
        };
        Ok((azione, toccato, campo))
    }

    fn campo(&self, modifica: &Modifica) -> Vec<String> {
        let chiavi = modifica.campo.iter().flat_map(|campo| campo.split('.'));
        let capoverso = modifica
            .capoverso
            .iter()
            .map(|capoverso| capoverso.to_string());
        chiavi.map(str::to_owned).chain(capoverso).collect()
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
                    let noti = self.cose.nomi(classe, dentro);
                    return Err(Box::new(
                        ignoto(classe, nome, noti, NEL_PIANO).in_luogo(luogo()),
                    ));
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
        let tolta = cosa.filter(|cosa| self.cose.nodi(cosa).any(|n| self.rimossi.contains(&n)));
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

const NIENTE: &str =
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
