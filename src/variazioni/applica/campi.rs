//! Changes within a field.

use super::super::azione::Azione;
use super::super::cose::Cosa;
use super::super::variazione::Modifica;
use super::meaning::{self, Change};
use super::valori::{chiave_del_valore, stessi_testi, uguali};
use super::{Applicazione, Esito, NIENTE};
use crate::lettura::{Nodo, Specie};
use crate::rilievi::{Rilievo, piu_simile};

/// How alike two keys must be for one to be suggested for the other.
const SIMILE: f64 = 0.8;

impl Applicazione<'_> {
    pub(super) fn nel_campo(
        &mut self,
        azione: Azione,
        modifica: &Modifica,
        nodo: Nodo,
        cosa: Option<&Cosa>,
    ) -> Esito<()> {
        let campo = modifica.campo.as_deref().unwrap_or_default();
        if modifica.capoverso.is_some() || azione == Azione::AggiungiCapoverso {
            let (gruppo, ultima) = self.gruppo(campo, cosa, nodo)?;
            let attuale = self.albero.chiave(gruppo, ultima).map(|(_, valore)| valore);
            return self.nel_capoverso(modifica, nodo, gruppo, ultima, attuale);
        }
        self.confronta_da(modifica, nodo, cosa)?;
        if azione == Azione::Imposta {
            self.imposta(modifica, nodo, cosa)
        } else {
            self.togli_campo(modifica, nodo, cosa)
        }
    }

    fn imposta(&mut self, modifica: &Modifica, nodo: Nodo, cosa: Option<&Cosa>) -> Esito<()> {
        let campo = modifica.campo.as_deref().unwrap_or_default();
        let dove = self.dove(cosa);
        let (_, nuovo) = self.chiave_della_modifica(nodo, "a")?;
        let (via, ultima) = campo.rsplit_once('.').unwrap_or(("", campo));
        self.controlla_via(via, dove, nodo)?;
        let attuale = self.valore_attuale(campo, dove);
        if self.dice_lo_stesso(cosa, campo, attuale, nuovo) {
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
        let messe = self.voci_di(nuovo);
        self.effetto.messe.extend(messe);
        let gruppo = self.gruppo_fatto(via, dove, nodo)?;
        let (_, scritto) = self.chiave_della_modifica(nodo, "campo")?;
        let chiave = self.albero.chiave_nuova(ultima, scritto);
        self.albero.imposta(gruppo, chiave, nuovo);
        Ok(())
    }

    fn togli_campo(&mut self, modifica: &Modifica, nodo: Nodo, cosa: Option<&Cosa>) -> Esito<()> {
        let campo = modifica.campo.as_deref().unwrap_or_default();
        let luogo = self.letta.luogo(nodo, "campo");
        let (gruppo, ultima) = self.gruppo(campo, cosa, nodo)?;
        let Some((_, attuale)) = self.albero.chiave(gruppo, ultima) else {
            return Err(self.campo_assente(campo, cosa, gruppo, nodo));
        };
        match meaning::change(self.albero, cosa, campo, None) {
            Change::None => Err(Box::new(
                Rilievo::errore(format!(
                    "la modifica non cambia niente: senza “{campo}” il piano dice lo stesso"
                ))
                .in_luogo(luogo)
                .regola(NIENTE)
                .rimedio("togliere la modifica"),
            )),
            Change::Breaking => Err(Box::new(
                Rilievo::errore(format!(
                    "“{campo}” non si può sopprimere: il piano ne ha bisogno"
                ))
                .in_luogo(luogo)
                .regola("una chiave obbligatoria si cambia, o si sopprime ciò che la contiene")
                .rimedio("scrivere il valore nuovo con “a”, o togliere la modifica"),
            )),
            Change::Real | Change::Unreadable => {
                self.dimentica(attuale);
                self.albero.togli(gruppo, ultima);
                Ok(())
            }
        }
    }

    /// Whether a field with another value says what it says now.
    fn dice_lo_stesso(
        &self,
        cosa: Option<&Cosa>,
        campo: &str,
        attuale: Option<Nodo>,
        altro: Nodo,
    ) -> bool {
        match meaning::change(self.albero, cosa, campo, Some(altro)) {
            Change::None => true,
            Change::Real => false,
            // What cannot be read is told later; here the words are what there is to compare.
            Change::Breaking | Change::Unreadable => attuale.is_some_and(|attuale| {
                uguali(self.albero, attuale, altro, chiave_del_valore(campo))
            }),
        }
    }

    /// The value of a field, if the plan writes it.
    fn valore_attuale(&self, campo: &str, dove: Nodo) -> Option<Nodo> {
        campo.split('.').try_fold(dove, |nodo, passo| {
            self.albero.chiave(nodo, passo).map(|(_, valore)| valore)
        })
    }

    /// Refuses a way through what has no keys.
    fn controlla_via(&self, via: &str, dove: Nodo, nodo: Nodo) -> Esito<()> {
        let mut gruppo = dove;
        for passo in via.split('.').filter(|passo| !passo.is_empty()) {
            let Some((_, valore)) = self.albero.chiave(gruppo, passo) else {
                return Ok(());
            };
            if !matches!(self.albero.specie(valore), Specie::Gruppo(_)) {
                return Err(Box::new(
                    Rilievo::errore(format!("“{passo}” non contiene altre chiavi"))
                        .in_luogo(self.letta.luogo(nodo, "campo"))
                        .con_altro_luogo(self.albero.luogo(valore), "qui il suo valore")
                        .regola("un campo dentro un altro si scrive con il punto: risultati_attesi.2021")
                        .rimedio(format!("cambiare “{passo}” per intero")),
                ));
            }
            gruppo = valore;
        }
        Ok(())
    }

    /// The group that holds a field, and its last key.
    fn gruppo<'c>(
        &self,
        campo: &'c str,
        cosa: Option<&Cosa>,
        nodo: Nodo,
    ) -> Esito<(Nodo, &'c str)> {
        let dove = self.dove(cosa);
        let (via, ultima) = campo.rsplit_once('.').unwrap_or(("", campo));
        self.controlla_via(via, dove, nodo)?;
        let mut gruppo = dove;
        for passo in via.split('.').filter(|passo| !passo.is_empty()) {
            gruppo = match self.albero.chiave(gruppo, passo) {
                Some((_, valore)) => valore,
                None => return Err(self.campo_assente(campo, cosa, gruppo, nodo)),
            };
        }
        Ok((gruppo, ultima))
    }

    /// The group at the end of a way; those that are not there are made, and stand in the amendment.
    fn gruppo_fatto(&mut self, via: &str, dove: Nodo, nodo: Nodo) -> Esito<Nodo> {
        let (_, scritto) = self.chiave_della_modifica(nodo, "campo")?;
        let mut gruppo = dove;
        for passo in via.split('.').filter(|passo| !passo.is_empty()) {
            gruppo = match self.albero.chiave(gruppo, passo) {
                Some((_, valore)) => valore,
                None => {
                    let nuovo = self.albero.gruppo_nuovo(scritto);
                    let chiave = self.albero.chiave_nuova(passo, scritto);
                    self.albero.imposta(gruppo, chiave, nuovo);
                    nuovo
                }
            };
        }
        Ok(gruppo)
    }

    /// A finding for a field that the plan does not write; for one that it cannot have, with the key
    /// most like it.
    fn campo_assente(
        &self,
        campo: &str,
        cosa: Option<&Cosa>,
        gruppo: Nodo,
        nodo: Nodo,
    ) -> Box<Rilievo> {
        let rilievo = Rilievo::errore(format!("il piano non ha “{campo}” qui"))
            .in_luogo(self.letta.luogo(nodo, "campo"))
            .regola(NIENTE);
        // Any text will do to try whether the key is one that the thing may have.
        let prova = self.albero.chiave(nodo + self.scarto, "campo");
        let prova = prova.map(|(_, scritto)| scritto);
        let (Specie::Gruppo(chiavi), Change::Breaking) = (
            self.albero.specie(gruppo),
            meaning::change(self.albero, cosa, campo, prova),
        ) else {
            return Box::new(rilievo);
        };
        let note: Vec<&str> = chiavi
            .iter()
            .filter_map(|(chiave, _)| self.albero.testo(*chiave))
            .collect();
        let ultima = campo.rsplit('.').next().unwrap_or(campo);
        let simile = piu_simile(ultima, &note);
        Box::new(
            match simile.filter(|s| strsim::jaro_winkler(s, ultima) >= SIMILE) {
                Some(simile) => rilievo.rimedio(format!("forse si voleva scrivere “{simile}”")),
                None => rilievo,
            },
        )
    }

    /// Refuses a change whose `da` is not what the plan says.
    fn confronta_da(&self, modifica: &Modifica, nodo: Nodo, cosa: Option<&Cosa>) -> Esito<()> {
        if modifica.da.is_none() {
            return Ok(());
        }
        let campo = modifica.campo.as_deref().unwrap_or_default();
        let (_, atteso) = self.chiave_della_modifica(nodo, "da")?;
        let attuale = self.valore_attuale(campo, self.dove(cosa));
        if attuale.is_some_and(|attuale| stessi_testi(self.albero, attuale, atteso))
            || self.dice_lo_stesso(cosa, campo, attuale, atteso)
        {
            return Ok(());
        }
        let rilievo = match attuale {
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
}
