//! The plan as it now stands: the approved one with its amendments in it.

use super::applica::{Traccia, applica};
use super::azione::Azione;
use super::cose::{Catena, Cose, doubled_codes};
use super::differenza::{Cambio, Differenza, Memoria, differenze_fra_note};
use super::lettura::VariazioneLetta;
use super::variazione::{AttoDiVariazione, TipoDiModifica};
use super::{identity, named, ordine};
use crate::lettura::{Albero, Letto, Nodo};
use crate::piano::{Allegato, Piano};
use crate::rilievi::{Rapporto, Rilievo};

/// An amendment in the history of a plan.
#[derive(Debug, Clone)]
pub struct Approvata {
    /// Its act.
    pub atto: AttoDiVariazione,
    /// Its kind.
    pub tipo: TipoDiModifica,
    /// Its reason.
    pub motivazione: String,
    motivazioni: Vec<Option<String>>,
}

/// A plan with its amendments.
#[derive(Debug)]
pub struct Coordinato {
    /// The plan as it now stands; its tree holds the texts of the amendments too.
    pub letto: Letto,
    /// The plan as approved; none when there are no amendments.
    originale: Option<Originale>,
    /// The amendments, in the order of application.
    pub storia: Vec<Approvata>,
    tracce: Vec<Impronta>,
}

/// The plan before its amendments.
#[derive(Debug)]
pub(super) struct Originale {
    pub(super) piano: Piano,
    /// Its nodes have the numbers that they have in the tree with the amendments.
    pub(super) albero: Albero,
    /// Which of its things are which of the amended plan.
    memoria: Memoria,
}

/// What a change touched, by the names that lead to it before and after.
#[derive(Debug)]
struct Impronta {
    traccia: Traccia,
    catene: [Option<Catena>; 2],
    /// The ways to the things that it put in or took out, with all that was in them then.
    dentro: Vec<Vec<String>>,
}

/// Applies amendments to a plan, in the order of their dates. The only way to a plan that can be
/// printed: one without amendments passes here too.
///
/// # Errors
/// Codes that two things of the plan share; amendments that the plan names and were not given; an act
/// given twice; what the amendments get wrong, each at its line; what is wrong in the plan that they
/// make.
pub fn coordina(
    letto: Letto,
    mut variazioni: Vec<VariazioneLetta>,
) -> Result<Coordinato, Rapporto> {
    ordine::ordina(&mut variazioni);
    let mut rapporto = doubled_codes(&letto.albero);
    rapporto.unisci(named::missing(&letto, &variazioni));
    if !rapporto.ha_errori() {
        rapporto.unisci(identity::repeated(&variazioni));
    }
    rapporto.ordinato().in_errore()?;
    if variazioni.is_empty() {
        return Ok(Coordinato::senza_storia(letto));
    }
    let mut rapporto = ordine::anteriori(&letto, &variazioni);
    let Letto {
        piano,
        mut albero,
        mut avvisi,
    } = letto;
    albero.dividi();
    let albero_prima = albero.clone();
    let cose_prima = Cose::di(&albero);
    let radice = albero.radice();
    albero.togli(radice, "variazioni");
    let mut tracce = Vec::new();
    for (numero, letta) in variazioni.iter().enumerate() {
        rapporto.unisci(senza_modifiche(letta));
        let fatto = applica(&mut albero, letta, numero, &mut rapporto);
        tracce.extend(fatto.tracce);
        date_like_the_act(&mut albero, letta, fatto.scarto, &tracce);
        avvisi.unisci(letta.avvisi.clone());
    }
    rapporto.unisci(ordine::conflitti(&variazioni, &tracce));
    rapporto.ordinato().in_errore()?;
    let cose_dopo = Cose::di(&albero);
    let letto = Letto::da_albero(albero, avvisi)?;
    doubled_codes(&letto.albero).ordinato().in_errore()?;
    let memoria = memoria(&cose_prima, &cose_dopo, &tracce);
    let impronta = |traccia| Impronta::new(traccia, radice, [&cose_prima, &cose_dopo]);
    Ok(Coordinato {
        letto,
        tracce: tracce.into_iter().map(impronta).collect(),
        originale: Some(Originale {
            piano,
            albero: albero_prima,
            memoria,
        }),
        storia: variazioni.iter().map(approvata).collect(),
    })
}

/// What the changes tell of which thing is which.
fn memoria(prima: &Cose, dopo: &Cose, tracce: &[Traccia]) -> Memoria {
    let nodi = |azione: fn(Azione) -> bool, quali: fn(&Traccia) -> Vec<Nodo>| {
        let tracce = tracce.iter().filter(move |traccia| azione(traccia.azione));
        tracce.flat_map(quali)
    };
    Memoria {
        rimaste: prima.rimaste(dopo),
        soppresse: nodi(
            |azione| azione == Azione::Sopprimi,
            |t| t.effetto.tolte.clone(),
        )
        .filter_map(|nodo| prima.catena(nodo))
        .collect(),
        nate: nodi(
            |azione| matches!(azione, Azione::Aggiungi(_)),
            |t| t.effetto.messe.clone(),
        )
        .filter_map(|nodo| dopo.catena(nodo))
        .collect(),
        spostate: nodi(|azione| azione == Azione::Sposta, |t| vec![t.nodo])
            .filter_map(|nodo| prima.catena(nodo))
            .collect(),
    }
}

fn senza_modifiche(letta: &VariazioneLetta) -> Rapporto {
    let variazione = &letta.variazione;
    if !variazione.modifiche.is_empty() || variazione.tipo == TipoDiModifica::Annotazione {
        return Rapporto::default();
    }
    let radice = letta.albero.radice();
    Rilievo::errore("la variazione non modifica niente")
        .in_luogo(letta.luogo(radice, "tipo"))
        .regola("solo un'annotazione può non avere modifiche")
        .rimedio("scrivere le modifiche, o “tipo: annotazione”")
        .into()
}

/// The document bears the date of the last act, unless an amendment says which.
fn date_like_the_act(
    albero: &mut Albero,
    letta: &VariazioneLetta,
    scarto: usize,
    tracce: &[Traccia],
) {
    let radice = albero.radice();
    let detta = tracce
        .iter()
        .any(|t| t.nodo == radice && t.campo.first().is_some_and(|c| c == "documento"));
    let (scritta, _) = letta.albero.segui(["atto", "data"]);
    let documento = albero.segui(["documento"]).0;
    if let (Some(data), Some((chiave, _)), false) = (
        letta.variazione.atto.data,
        albero.chiave(documento, "data"),
        detta,
    ) {
        let nuova = albero.testo_nuovo(data.in_cifre(), scritta + scarto);
        albero.imposta(documento, chiave, nuova);
    }
}

fn catena(cose: &Cose, radice: Nodo, nodo: Nodo) -> Option<Catena> {
    if nodo == radice {
        return Some(Vec::new());
    }
    cose.catena(nodo)
}

fn approvata(letta: &VariazioneLetta) -> Approvata {
    let variazione = &letta.variazione;
    Approvata {
        atto: variazione.atto.clone(),
        tipo: variazione.tipo,
        motivazione: variazione.motivazione.to_string(),
        motivazioni: variazione
            .modifiche
            .iter()
            .map(|modifica| modifica.motivazione.as_ref().map(|m| m.to_string()))
            .collect(),
    }
}

/// Which acts made a difference, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ragioni {
    /// The amendments, from 0, in the order of application.
    pub atti: Vec<usize>,
    /// The reasons, each once.
    pub motivazioni: Vec<String>,
}

impl Coordinato {
    /// A plan that nothing amends.
    fn senza_storia(letto: Letto) -> Self {
        Self {
            letto,
            originale: None,
            storia: Vec::new(),
            tracce: Vec::new(),
        }
    }

    /// Says what the document is an annex of; this amends nothing.
    pub fn imposta_allegato(&mut self, allegato: &Allegato) {
        let originale = self
            .originale
            .as_mut()
            .map(|originale| &mut originale.piano);
        for piano in originale.into_iter().chain([&mut self.letto.piano]) {
            piano.allegato = Some(allegato.clone());
        }
    }

    /// The plan as approved.
    pub fn prima(&self) -> &Piano {
        let originale = self.originale.as_ref();
        originale.map_or(&self.letto.piano, |originale| &originale.piano)
    }

    /// The tree of the plan as approved, each node with the number it has in the amended one.
    pub fn albero_prima(&self) -> &Albero {
        let originale = self.originale.as_ref();
        originale.map_or(&self.letto.albero, |originale| &originale.albero)
    }

    /// What the amendments changed, all together.
    pub fn differenze(&self) -> Vec<Differenza> {
        let Some(originale) = &self.originale else {
            return Vec::new();
        };
        let (prima, dopo) = (&originale.piano, &self.letto.piano);
        let mut differenze = differenze_fra_note(prima, dopo, &originale.memoria);
        differenze.retain(|differenza| {
            let data = differenza.cosa.is_empty() && differenza.campo == ["documento", "data"];
            !data || !self.ragioni(differenza).atti.is_empty()
        });
        differenze
    }

    /// Which acts made a difference, and why.
    pub fn ragioni(&self, differenza: &Differenza) -> Ragioni {
        let mut ragioni = Ragioni::default();
        for impronta in &self.tracce {
            if !impronta.riguarda(differenza) {
                continue;
            }
            let Traccia {
                variazione,
                modifica,
                ..
            } = impronta.traccia;
            let approvata = &self.storia[variazione];
            let propria = approvata.motivazioni[modifica].as_ref();
            let motivazione = propria.unwrap_or(&approvata.motivazione);
            if !ragioni.atti.contains(&variazione) {
                ragioni.atti.push(variazione);
            }
            if !ragioni.motivazioni.contains(motivazione) {
                ragioni.motivazioni.push(motivazione.clone());
            }
        }
        ragioni
    }
}

impl Impronta {
    fn new(traccia: Traccia, radice: Nodo, cose: [&Cose; 2]) -> Self {
        let toccate = || traccia.effetto.tolte.iter().chain(&traccia.effetto.messe);
        let dentro = cose
            .iter()
            .flat_map(|cose| toccate().filter_map(|nodo| cose.catena(*nodo)))
            .map(|catena| passi(&catena, &[]))
            .collect();
        Self {
            catene: cose.map(|cose| catena(cose, radice, traccia.nodo)),
            dentro,
            traccia,
        }
    }

    /// Whether the change had a part in a difference.
    fn riguarda(&self, differenza: &Differenza) -> bool {
        let catene = || self.catene.iter().flatten();
        let vie = || catene().map(|catena| passi(catena, &self.traccia.campo));
        if let Cambio::Spostata { .. } = differenza.cambio {
            let la_stessa =
                |catena: &Catena| *catena == differenza.cosa || *catena == differenza.indirizzo;
            return match self.traccia.azione {
                Azione::Imposta => {
                    vie().any(|scritto| passi(&differenza.cosa, &[]).starts_with(&scritto))
                }
                _ => catene().any(la_stessa) && self.traccia.campo.is_empty(),
            };
        }
        let detta = passi(&differenza.cosa, &differenza.campo);
        if self.traccia.azione == Azione::Sposta {
            // A list that is told as one value says the order of its entries too.
            return !differenza.campo.is_empty()
                && vie().any(|via| via.len() > detta.len() && via.starts_with(&detta));
        }
        vie().any(|scritto| compatibili(&scritto, &detta))
            || self.dentro.iter().any(|via| compatibili(via, &detta))
    }
}

/// The keys and names that lead to a value.
fn passi(catena: &Catena, campo: &[String]) -> Vec<String> {
    let mut passi = Vec::new();
    for (classe, nome) in catena {
        passi.extend(classe.via().iter().map(|passo| (*passo).to_owned()));
        passi.push(nome.clone());
    }
    passi.extend(campo.iter().cloned());
    passi
}

/// Whether one way begins like the other, whichever is longer.
fn compatibili(uno: &[String], altro: &[String]) -> bool {
    uno.iter().zip(altro).all(|(a, b)| a == b)
}
