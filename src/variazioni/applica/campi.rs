//! Changes within a field.

use super::super::azione::Azione;
use super::super::variazione::Modifica;
use super::valori::{chiave_del_valore, stessi_testi, uguali};
use super::{Applicazione, Esito, NIENTE};
use crate::lettura::{Nodo, Specie};
use crate::rilievi::{Luogo, Rilievo};

impl Applicazione<'_> {
    pub(super) fn nel_campo(
        &mut self,
        azione: Azione,
        modifica: &Modifica,
        nodo: Nodo,
        dove: Nodo,
    ) -> Esito<()> {
        let campo = modifica.campo.as_deref().unwrap_or_default();
        let luogo = self.letta.luogo(nodo, "campo");
        let crea = azione == Azione::Imposta && modifica.capoverso.is_none();
        let (gruppo, ultima) = self.gruppo(campo, dove, &luogo, crea)?;
        let attuale = self.albero.chiave(gruppo, ultima).map(|(_, valore)| valore);
        match (azione, &modifica.capoverso) {
            (Azione::Imposta, None) => {
                self.confronta_da(modifica, nodo, attuale)?;
                self.imposta(nodo, gruppo, ultima, attuale)
            }
            (Azione::SopprimiCampo, None) => {
                let Some(attuale) = attuale else {
                    return Err(Box::new(
                        Rilievo::errore(format!("il piano non ha “{campo}” qui"))
                            .in_luogo(luogo)
                            .regola(NIENTE),
                    ));
                };
                self.confronta_da(modifica, nodo, Some(attuale))?;
                self.dimentica(attuale);
                self.albero.togli(gruppo, ultima);
                Ok(())
            }
            _ => self.nel_capoverso(modifica, nodo, gruppo, ultima, attuale),
        }
    }

    /// The group that holds a field, and its last key; the groups on the way are made when asked.
    pub(super) fn gruppo<'c>(
        &mut self,
        campo: &'c str,
        dove: Nodo,
        luogo: &Luogo,
        crea: bool,
    ) -> Esito<(Nodo, &'c str)> {
        let (via, ultima) = campo.rsplit_once('.').unwrap_or(("", campo));
        let mut gruppo = dove;
        for passo in via.split('.').filter(|passo| !passo.is_empty()) {
            gruppo = match self.albero.chiave(gruppo, passo) {
                Some((_, valore)) if matches!(self.albero.specie(valore), Specie::Gruppo(_)) => {
                    valore
                }
                Some((_, valore)) => {
                    return Err(Box::new(
                        Rilievo::errore(format!("“{passo}” non contiene altre chiavi"))
                            .in_luogo(luogo.clone())
                            .con_altro_luogo(self.albero.luogo(valore), "qui il suo valore")
                            .regola("un campo dentro un altro si scrive con il punto: risultati_attesi.2021")
                            .rimedio(format!("cambiare “{passo}” per intero")),
                    ));
                }
                None if crea => {
                    let nuovo = self.albero.gruppo_nuovo(dove);
                    let chiave = self.albero.chiave_nuova(passo, dove);
                    self.albero.imposta(gruppo, chiave, nuovo);
                    nuovo
                }
                None => {
                    return Err(Box::new(
                        Rilievo::errore(format!("il piano non ha “{campo}” qui"))
                            .in_luogo(luogo.clone())
                            .regola(NIENTE),
                    ));
                }
            };
        }
        Ok((gruppo, ultima))
    }

    pub(super) fn imposta(
        &mut self,
        nodo: Nodo,
        gruppo: Nodo,
        ultima: &str,
        attuale: Option<Nodo>,
    ) -> Esito<()> {
        let (_, nuovo) = self.chiave_della_modifica(nodo, "a")?;
        let campo = self.chiave_della_modifica(nodo, "campo")?.1;
        let chiave = chiave_del_valore(self.albero.testo(campo).unwrap_or_default());
        if attuale.is_some_and(|attuale| uguali(self.albero, attuale, nuovo, chiave)) {
            return Err(Box::new(
                Rilievo::errore("la modifica non cambia niente: il piano ha già questo valore")
                    .in_luogo(self.letta.luogo(nodo, "a"))
                    .regola(NIENTE)
                    .rimedio("correggere il valore, o togliere la modifica"),
            ));
        }
        if let Some(attuale) = attuale {
            self.dimentica(attuale);
        }
        let chiave = self.albero.chiave_nuova(ultima, campo);
        self.albero.imposta(gruppo, chiave, nuovo);
        Ok(())
    }

    /// Refuses a change whose `da` is not what the plan says.
    pub(super) fn confronta_da(
        &self,
        modifica: &Modifica,
        nodo: Nodo,
        attuale: Option<Nodo>,
    ) -> Esito<()> {
        if modifica.da.is_none() {
            return Ok(());
        }
        let (_, atteso) = self.chiave_della_modifica(nodo, "da")?;
        let campo = modifica.campo.as_deref().unwrap_or_default();
        let atteso_qui = |attuale| {
            uguali(self.albero, attuale, atteso, chiave_del_valore(campo))
                || stessi_testi(self.albero, attuale, atteso)
        };
        let rilievo = match attuale {
            Some(attuale) if atteso_qui(attuale) => return Ok(()),
            Some(attuale) => Rilievo::errore(format!(
                "il piano non ha il valore che la modifica si aspetta in “{campo}”"
            ))
            .con_altro_luogo(self.albero.luogo(attuale), "il piano ha questo"),
            None => Rilievo::errore(format!("il piano non ha “{campo}” qui")),
        };
        Err(Box::new(
            rilievo
                .in_luogo(self.letta.luogo(nodo, "da"))
                .regola("“da” è il valore che la modifica si aspetta di trovare: se è un altro, chi l'ha scritta guardava un altro piano")
                .rimedio("correggere “da” dopo aver controllato la modifica, o togliere la riga"),
        ))
    }

    /// Remembers that the things under a value are no more.
    pub(super) fn dimentica(&mut self, valore: Nodo) {
        match self.albero.specie(valore).clone() {
            Specie::Scalare { .. } => {}
            Specie::Elenco(voci) => {
                for voce in voci {
                    self.rimossi.insert(voce);
                    self.dimentica(voce);
                }
            }
            Specie::Gruppo(chiavi) => chiavi
                .iter()
                .for_each(|(_, valore)| self.dimentica(*valore)),
        }
    }
}
