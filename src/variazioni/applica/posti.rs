//! What is added, suppressed or moved, and where it goes.

use super::super::cose::{Classe, Cosa, Cose};
use super::super::variazione::Modifica;
use super::{Applicazione, Esito, NIENTE, ignoto};
use crate::lettura::{Nodo, Specie};
use crate::rilievi::Rilievo;

const NELL_ELENCO: &str = "“dopo” e “prima” nominano ciò che sta nello stesso elenco";

const ALTROVE: &str = "“sposta_in” nomina ciò che accoglie quanto si sposta: il programma per un obiettivo, l'obiettivo per un indicatore, la missione per un programma";

impl Applicazione<'_> {
    pub(super) fn aggiungi(
        &mut self,
        classe: Classe,
        modifica: &Modifica,
        nodo: Nodo,
        cosa: Option<&Cosa>,
    ) -> Esito<Nodo> {
        if cosa.map(|cosa| cosa.classe) != classe.contenitore() {
            let parole = match classe.contenitore() {
                Some(contenitore) => format!(
                    "si aggiunge a {}: la chiave “{}” ne dice il codice",
                    con_articolo(contenitore),
                    contenitore.nome()
                ),
                None => "si aggiunge al piano, senza nominare altro".to_owned(),
            };
            return Err(Box::new(
                Rilievo::errore(format!(
                    "“{}” non dice a che cosa si aggiunge",
                    classe.nuovo()
                ))
                .in_luogo(self.letta.luogo(nodo, classe.nuovo()))
                .regola(parole),
            ));
        }
        let contenitore = cosa.map_or(self.albero.radice(), |cosa| cosa.nodo);
        let (_, nuovo) = self.chiave_della_modifica(nodo, classe.nuovo())?;
        let elenco = self.elenco(classe, contenitore, nuovo, nodo)?;
        let posto = self.posto(classe, modifica, nodo, elenco)?;
        let posto = posto.unwrap_or(self.albero.voci(elenco).len());
        self.albero.inserisci(elenco, posto, nuovo);
        let dentro = self.voci_di(nuovo);
        self.effetto.messe.push(nuovo);
        self.effetto.messe.extend(dentro);
        Ok(nuovo)
    }

    /// The list where things of a kind stand in what holds them; made when there is none.
    pub(super) fn elenco(
        &mut self,
        classe: Classe,
        contenitore: Nodo,
        nuovo: Nodo,
        nodo: Nodo,
    ) -> Esito<Nodo> {
        let (ultima, via) = classe.via().split_last().expect("a way has steps");
        let mut gruppo = contenitore;
        for passo in via {
            gruppo = match self.albero.chiave(gruppo, passo) {
                Some((_, valore)) => valore,
                None => {
                    let creato = self.albero.gruppo_nuovo(nuovo);
                    let chiave = self.albero.chiave_nuova(passo, nuovo);
                    self.albero.imposta(gruppo, chiave, creato);
                    creato
                }
            };
        }
        match self.albero.chiave(gruppo, ultima) {
            Some((_, elenco)) if matches!(self.albero.specie(elenco), Specie::Elenco(_)) => {
                Ok(elenco)
            }
            Some((_, altro)) => Err(Box::new(
                Rilievo::errore(format!("“{ultima}” non è un elenco a cui aggiungere"))
                    .in_luogo(self.letta.luogo(nodo, classe.nuovo()))
                    .con_altro_luogo(self.albero.luogo(altro), "qui il suo valore")
                    .rimedio(format!("cambiare “{ultima}” per intero, con “campo” e “a”")),
            )),
            None => {
                let creato = self.albero.elenco_nuovo(nuovo);
                let chiave = self.albero.chiave_nuova(ultima, nuovo);
                self.albero.imposta(gruppo, chiave, creato);
                Ok(creato)
            }
        }
    }

    /// The place in a list that `dopo` or `prima` says.
    pub(super) fn posto(
        &self,
        classe: Classe,
        modifica: &Modifica,
        nodo: Nodo,
        elenco: Nodo,
    ) -> Esito<Option<usize>> {
        let (chiave, nome, oltre) = match (&modifica.dopo, &modifica.prima) {
            (Some(nome), _) => ("dopo", nome, 1),
            (_, Some(nome)) => ("prima", nome, 0),
            _ => return Ok(None),
        };
        let nomi: Vec<&str> = self
            .albero
            .voci(elenco)
            .iter()
            .map(|voce| {
                let identita = self.albero.chiave(*voce, classe.identita());
                identita
                    .and_then(|(_, valore)| self.albero.testo(valore))
                    .unwrap_or_default()
            })
            .collect();
        // A name that no entry has any longer is the one it had before the amendment.
        let di_prima = |voce: &Nodo| {
            let cosa = self.cose.del_nodo(*voce);
            cosa.is_some_and(|cosa| cosa.classe == classe && cosa.identita == **nome)
        };
        let trovata = nomi.iter().position(|altro| *altro == &**nome);
        match trovata.or_else(|| self.albero.voci(elenco).iter().position(di_prima)) {
            Some(posto) => Ok(Some(posto + oltre)),
            None => Err(Box::new(
                ignoto(classe, nome, nomi.into_iter(), NELL_ELENCO)
                    .in_luogo(self.letta.luogo(nodo, chiave)),
            )),
        }
    }

    pub(super) fn sopprimi(&mut self, nodo: Nodo, cosa: Option<&Cosa>) -> Esito<Nodo> {
        let Some(cosa) = cosa else {
            return Err(self.senza_bersaglio(nodo, "sopprimi", "che cosa sopprimere"));
        };
        let elenco = self.elenco_di(cosa);
        self.albero.estrai(elenco, cosa.nodo);
        self.rimossi.insert(cosa.nodo);
        self.effetto.tolte.push(cosa.nodo);
        self.dimentica(cosa.nodo);
        Ok(cosa.nodo)
    }

    pub(super) fn sposta(
        &mut self,
        modifica: &Modifica,
        nodo: Nodo,
        cosa: Option<&Cosa>,
    ) -> Esito<Nodo> {
        let chiave = ["sposta_in", "dopo", "prima"]
            .into_iter()
            .find(|chiave| self.letta.albero.chiave(nodo, chiave).is_some())
            .unwrap_or_default();
        let Some(cosa) = cosa else {
            return Err(self.senza_bersaglio(nodo, chiave, "che cosa spostare"));
        };
        let partenza = self.elenco_di(cosa);
        let arrivo = match &modifica.sposta_in {
            Some(nome) => self.arrivo(cosa, nome, nodo)?,
            None => partenza,
        };
        let prima = self.albero.voci(partenza).to_vec();
        self.albero.estrai(partenza, cosa.nodo);
        let posto = match self.posto(cosa.classe, modifica, nodo, arrivo) {
            Ok(posto) => posto,
            Err(rilievo) => {
                let posto = prima.iter().position(|voce| *voce == cosa.nodo);
                self.albero
                    .inserisci(partenza, posto.unwrap_or_default(), cosa.nodo);
                return Err(rilievo);
            }
        };
        let posto = posto.unwrap_or(self.albero.voci(arrivo).len());
        self.albero.inserisci(arrivo, posto, cosa.nodo);
        if partenza == arrivo && self.albero.voci(arrivo) == prima {
            return Err(Box::new(
                Rilievo::errore("la modifica non sposta niente: il posto è già questo")
                    .in_luogo(self.letta.luogo(nodo, chiave))
                    .regola(NIENTE)
                    .rimedio("correggere il posto, o togliere la modifica"),
            ));
        }
        Ok(cosa.nodo)
    }

    /// The list, in the thing of that name, where a thing moves to.
    pub(super) fn arrivo(&mut self, cosa: &Cosa, nome: &str, nodo: Nodo) -> Esito<Nodo> {
        let luogo = self.letta.luogo(nodo, "sposta_in");
        let contenitore = cosa
            .classe
            .contenitore()
            .filter(|_| cosa.classe.ha_codice());
        let Some(contenitore) = contenitore else {
            return Err(Box::new(
                Rilievo::errore(format!("{} non si sposta altrove", cosa.classe.nome()))
                    .in_luogo(luogo)
                    .regola("si spostano in altro luogo i programmi, gli obiettivi e gli indicatori; il resto cambia posto con “dopo” e “prima”"),
            ));
        };
        let attuali = Cose::di(self.albero);
        // A name that no thing has any longer is the one it had before the amendment.
        let di_prima = || self.cose.con_nome(contenitore, nome, None).first().copied();
        let trovata = attuali.con_nome(contenitore, nome, None).first().copied();
        let trovata = trovata.or_else(|| di_prima().filter(|c| !self.rimossi.contains(&c.nodo)));
        match trovata.cloned() {
            Some(trovata) => self.elenco(cosa.classe, trovata.nodo, cosa.nodo, nodo),
            None => Err(Box::new(
                ignoto(contenitore, nome, attuali.nomi(contenitore, None), ALTROVE).in_luogo(luogo),
            )),
        }
    }

    /// The list where a thing stands now, which may not be the one where the amendment found it.
    pub(super) fn elenco_di(&self, cosa: &Cosa) -> Nodo {
        if self.albero.voci(cosa.elenco).contains(&cosa.nodo) {
            return cosa.elenco;
        }
        let attuali = Cose::di(self.albero);
        attuali
            .del_nodo(cosa.nodo)
            .map_or(cosa.elenco, |cosa| cosa.elenco)
    }

    pub(super) fn senza_bersaglio(&self, nodo: Nodo, chiave: &str, che: &str) -> Box<Rilievo> {
        Box::new(
            Rilievo::errore(format!("la modifica non dice {che}"))
                .in_luogo(self.letta.luogo(nodo, chiave))
                .regola("ciò che si tocca si nomina con il suo codice: “obiettivo: A1”"),
        )
    }
}

fn con_articolo(classe: Classe) -> &'static str {
    match classe {
        Classe::Missione => "una missione",
        Classe::Programma => "un programma",
        _ => "un obiettivo",
    }
}
