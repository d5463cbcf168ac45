//! Changes within a paragraph of a prose.

use super::super::capoversi::{self, NonTrovato};
use super::super::variazione::Modifica;
use super::valori::stesse_parole;
use super::{Applicazione, CapoversoToccato, Esito, NIENTE};
use crate::lettura::Nodo;
use crate::rilievi::{Luogo, Rilievo};

impl Applicazione<'_> {
    /// Changes, suppresses or adds a paragraph of the text under a key.
    pub(super) fn nel_capoverso(
        &mut self,
        modifica: &Modifica,
        nodo: Nodo,
        gruppo: Nodo,
        ultima: &str,
        attuale: Option<Nodo>,
    ) -> Esito<()> {
        let testo = attuale.and_then(|valore| Some((valore, self.albero.testo(valore)?)));
        let Some((valore, testo)) = testo else {
            return Err(Box::new(
                Rilievo::errore(format!("“{ultima}” non è una prosa con capoversi"))
                    .in_luogo(self.letta.luogo(nodo, "campo"))
                    .regola("i capoversi sono quelli di un testo, separati da una riga vuota")
                    .rimedio("cambiare il campo per intero"),
            ));
        };
        let mut elenco = capoversi::capoversi(testo);
        let dove = self.albero.luogo(valore);
        let chiave = match (&modifica.capoverso, &modifica.nuovo_capoverso) {
            (Some(inizio), _) => self.cambia(modifica, nodo, inizio, &mut elenco, &dove)?,
            (None, Some(nuovo)) => {
                let posto = self.posto_del_capoverso(modifica, nodo, &elenco, &dove)?;
                elenco.insert(posto, nuovo.trim_end().to_owned());
                self.effetto.capoverso = Some(CapoversoToccato {
                    prima: None,
                    dopo: Some(elenco[posto].clone()),
                });
                "nuovo_capoverso"
            }
            (None, None) => return Ok(()),
        };
        let (_, scritto) = self.chiave_della_modifica(nodo, chiave)?;
        let nuovo = self.albero.testo_nuovo(capoversi::unisci(&elenco), scritto);
        let chiave = self.albero.chiave_nuova(ultima, scritto);
        self.albero.imposta(gruppo, chiave, nuovo);
        Ok(())
    }

    /// Changes or takes out the paragraph that begins with some words; returns the key of the change
    /// that says so.
    fn cambia(
        &mut self,
        modifica: &Modifica,
        nodo: Nodo,
        inizio: &str,
        elenco: &mut Vec<String>,
        dove: &Luogo,
    ) -> Esito<&'static str> {
        let posto = self.trova_capoverso(nodo, "capoverso", inizio, elenco, dove)?;
        if modifica.da.is_some() {
            let atteso = self.testo_della_modifica(nodo, "da")?;
            if !stesse_parole(&atteso, &elenco[posto]) {
                return Err(Box::new(
                    Rilievo::errore("il capoverso non dice quello che la modifica si aspetta")
                        .in_luogo(self.letta.luogo(nodo, "da"))
                        .con_altro_luogo(dove.clone(), "il testo comincia qui")
                        .regola("“da” è il capoverso intero che la modifica si aspetta di trovare"),
                ));
            }
        }
        let prima = Some(elenco[posto].clone());
        if modifica.a.is_none() {
            elenco.remove(posto);
            self.effetto.capoverso = Some(CapoversoToccato { prima, dopo: None });
            return Ok("capoverso");
        }
        let nuovo = self.testo_della_modifica(nodo, "a")?;
        if nuovo == elenco[posto] {
            return Err(Box::new(
                Rilievo::errore("la modifica non cambia niente: il capoverso è già questo")
                    .in_luogo(self.letta.luogo(nodo, "a"))
                    .regola(NIENTE),
            ));
        }
        let dopo = Some(nuovo.clone());
        self.effetto.capoverso = Some(CapoversoToccato { prima, dopo });
        elenco[posto] = nuovo;
        Ok("a")
    }

    fn posto_del_capoverso(
        &self,
        modifica: &Modifica,
        nodo: Nodo,
        elenco: &[String],
        dove: &Luogo,
    ) -> Esito<usize> {
        match (&modifica.dopo, &modifica.prima) {
            (Some(inizio), _) => {
                let posto = self.trova_capoverso(nodo, "dopo", inizio, elenco, dove)?;
                Ok(posto + 1)
            }
            (_, Some(inizio)) => self.trova_capoverso(nodo, "prima", inizio, elenco, dove),
            _ => Ok(elenco.len()),
        }
    }

    fn trova_capoverso(
        &self,
        nodo: Nodo,
        chiave: &str,
        inizio: &str,
        elenco: &[String],
        dove: &Luogo,
    ) -> Esito<usize> {
        capoversi::trova(elenco, inizio).map_err(|perche| {
            let parole = match perche {
                NonTrovato::Nessuno => format!("nessun capoverso comincia con “{inizio}”"),
                NonTrovato::Molti => format!("più di un capoverso comincia con “{inizio}”"),
            };
            Box::new(
                Rilievo::errore(parole)
                    .in_luogo(self.letta.luogo(nodo, chiave))
                    .con_altro_luogo(dove.clone(), "il testo comincia qui")
                    .regola("un capoverso si nomina con le sue prime parole"),
            )
        })
    }
}
