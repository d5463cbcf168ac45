//! The plan as it now stands: the approved one with its amendments in it.

use super::applica::{Traccia, applica};
use super::azione::Azione;
use super::cose::{Catena, Cose};
use super::differenza::{Cambio, Differenza, differenze_fra_note};
use super::lettura::VariazioneLetta;
use super::ordine;
use super::variazione::{AttoDiVariazione, TipoDiModifica};
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
    /// The things that are still there, by the names they had and those they have.
    coppie: Vec<(Catena, Catena)>,
}

/// What a change touched, by the names that lead to it before and after.
#[derive(Debug)]
struct Impronta {
    traccia: Traccia,
    catene: [Option<Catena>; 2],
}

/// Applies amendments to a plan, in the order of their dates.
///
/// # Errors
/// What the amendments get wrong, each at its line; what is wrong in the plan that they make.
pub fn coordina(
    letto: Letto,
    mut variazioni: Vec<VariazioneLetta>,
) -> Result<Coordinato, Rapporto> {
    if variazioni.is_empty() {
        return Ok(Coordinato::from(letto));
    }
    ordine::ordina(&mut variazioni);
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
        tracce.extend(applica(&mut albero, letta, numero, &mut rapporto));
        avvisi.unisci(letta.avvisi.clone());
    }
    rapporto.unisci(ordine::conflitti(&variazioni, &tracce));
    rapporto.ordinato().in_errore()?;
    data_dell_ultimo_atto(&mut albero, &variazioni, &tracce);
    let cose_dopo = Cose::di(&albero);
    let tracce = tracce
        .into_iter()
        .map(|traccia| Impronta {
            catene: [&cose_prima, &cose_dopo].map(|cose| catena(cose, radice, traccia.nodo)),
            traccia,
        })
        .collect();
    Ok(Coordinato {
        letto: Letto::da_albero(albero, avvisi)?,
        originale: Some(Originale {
            piano,
            albero: albero_prima,
            coppie: cose_prima.rimaste(&cose_dopo),
        }),
        storia: variazioni.iter().map(approvata).collect(),
        tracce,
    })
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
fn data_dell_ultimo_atto(albero: &mut Albero, variazioni: &[VariazioneLetta], tracce: &[Traccia]) {
    let radice = albero.radice();
    let detta = tracce
        .iter()
        .any(|t| t.nodo == radice && t.campo.first().is_some_and(|c| c == "documento"));
    let ultima = variazioni
        .iter()
        .filter_map(|letta| letta.variazione.atto.data)
        .max();
    let documento = albero.segui(["documento"]).0;
    if let (Some(data), Some((chiave, valore)), false) =
        (ultima, albero.chiave(documento, "data"), detta)
    {
        let nuova = albero.testo_nuovo(data.in_cifre(), valore);
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

impl From<Letto> for Coordinato {
    /// A plan that nothing amends.
    fn from(letto: Letto) -> Self {
        Self {
            letto,
            originale: None,
            storia: Vec::new(),
            tracce: Vec::new(),
        }
    }
}

impl Coordinato {
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
        let mut differenze = differenze_fra_note(prima, dopo, &originale.coppie);
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
    /// Whether the change had a part in a difference.
    fn riguarda(&self, differenza: &Differenza) -> bool {
        let catene = || self.catene.iter().flatten();
        if let Cambio::Spostata { .. } = differenza.cambio {
            let la_stessa =
                |catena: &Catena| *catena == differenza.cosa || *catena == differenza.indirizzo;
            return match self.traccia.azione {
                Azione::Imposta => catene().any(|catena| {
                    let scritto = passi(catena, &self.traccia.campo);
                    passi(&differenza.cosa, &[]).starts_with(&scritto)
                }),
                _ => catene().any(la_stessa) && self.traccia.campo.is_empty(),
            };
        }
        self.traccia.azione != Azione::Sposta
            && catene().any(|catena| {
                let scritto = passi(catena, &self.traccia.campo);
                compatibili(&scritto, &passi(&differenza.cosa, &differenza.campo))
            })
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
