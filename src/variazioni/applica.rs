//! Applying one amendment to the tree of a plan.
//!
//! What a change addresses is looked for in the plan as it was before the amendment; where things
//! are put (`sposta_in`, `dopo`, `prima`) in the plan as the changes before it have left it.

use std::collections::HashSet;

use super::azione::Azione;
use super::capoversi::{self, NonTrovato};
use super::cose::{Classe, Cosa, Cose};
use super::lettura::VariazioneLetta;
use super::variazione::Modifica;
use crate::lettura::{Albero, Nodo, Specie};
use crate::piano::Importo;
use crate::rilievi::{Luogo, Rapporto, Rilievo};

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

    fn nel_campo(
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
    fn gruppo<'c>(
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

    fn imposta(
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
    fn confronta_da(&self, modifica: &Modifica, nodo: Nodo, attuale: Option<Nodo>) -> Esito<()> {
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

    fn nel_capoverso(
        &mut self,
        modifica: &Modifica,
        nodo: Nodo,
        gruppo: Nodo,
        ultima: &str,
        attuale: Option<Nodo>,
    ) -> Esito<()> {
        let Some((valore, testo)) =
            attuale.and_then(|valore| Some((valore, self.albero.testo(valore)?)))
        else {
            return Err(Box::new(
                Rilievo::errore(format!("“{ultima}” non è una prosa con capoversi"))
                    .in_luogo(self.letta.luogo(nodo, "campo"))
                    .regola("i capoversi sono quelli di un testo, separati da una riga vuota")
                    .rimedio("cambiare il campo per intero"),
            ));
        };
        let mut elenco = capoversi::capoversi(testo);
        let dove = self.albero.luogo(valore);
        let posto = |chiave: &'static str, inizio: &str| {
            capoversi::trova(&elenco, inizio).map_err(|perche| {
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
        };
        let chiave = match (&modifica.capoverso, &modifica.nuovo_capoverso) {
            (Some(inizio), _) => {
                let posto = posto("capoverso", inizio)?;
                let nuovo = match &modifica.a {
                    Some(_) => Some(self.testo_della_modifica(nodo, "a")?),
                    None => None,
                };
                if modifica.da.is_some() {
                    let atteso = self.testo_della_modifica(nodo, "da")?;
                    if !stesse_parole(&atteso, &elenco[posto]) {
                        return Err(Box::new(
                            Rilievo::errore(
                                "il capoverso non dice quello che la modifica si aspetta",
                            )
                            .in_luogo(self.letta.luogo(nodo, "da"))
                            .con_altro_luogo(dove, "il testo comincia qui")
                            .regola(
                                "“da” è il capoverso intero che la modifica si aspetta di trovare",
                            ),
                        ));
                    }
                }
                match nuovo {
                    Some(nuovo) if nuovo == elenco[posto] => {
                        return Err(Box::new(
                            Rilievo::errore(
                                "la modifica non cambia niente: il capoverso è già questo",
                            )
                            .in_luogo(self.letta.luogo(nodo, "a"))
                            .regola(NIENTE),
                        ));
                    }
                    Some(nuovo) => elenco[posto] = nuovo,
                    None => {
                        elenco.remove(posto);
                    }
                }
                if modifica.a.is_some() {
                    "a"
                } else {
                    "capoverso"
                }
            }
            (None, Some(nuovo)) => {
                let posto = match (&modifica.dopo, &modifica.prima) {
                    (Some(inizio), _) => posto("dopo", inizio)? + 1,
                    (_, Some(inizio)) => posto("prima", inizio)?,
                    _ => elenco.len(),
                };
                elenco.insert(posto, nuovo.trim_end().to_owned());
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

    fn aggiungi(
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
        Ok(nuovo)
    }

    /// The list where things of a kind stand in what holds them; made when there is none.
    fn elenco(
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
    fn posto(
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
        match nomi.iter().position(|altro| *altro == &**nome) {
            Some(posto) => Ok(Some(posto + oltre)),
            None => Err(Box::new(
                ignoto(classe, nome, nomi.into_iter(), NELL_ELENCO)
                    .in_luogo(self.letta.luogo(nodo, chiave)),
            )),
        }
    }

    fn sopprimi(&mut self, nodo: Nodo, cosa: Option<&Cosa>) -> Esito<Nodo> {
        let Some(cosa) = cosa else {
            return Err(self.senza_bersaglio(nodo, "sopprimi", "che cosa sopprimere"));
        };
        let elenco = self.elenco_di(cosa);
        self.albero.estrai(elenco, cosa.nodo);
        self.rimossi.insert(cosa.nodo);
        Ok(cosa.nodo)
    }

    fn sposta(&mut self, modifica: &Modifica, nodo: Nodo, cosa: Option<&Cosa>) -> Esito<Nodo> {
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
    fn arrivo(&mut self, cosa: &Cosa, nome: &str, nodo: Nodo) -> Esito<Nodo> {
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
        let trovata = attuali.con_nome(contenitore, nome, None).first().copied();
        match trovata {
            Some(trovata) => self.elenco(cosa.classe, trovata.nodo, cosa.nodo, nodo),
            None => Err(Box::new(
                ignoto(contenitore, nome, attuali.nomi(contenitore, None), ALTROVE).in_luogo(luogo),
            )),
        }
    }

    /// The list where a thing stands now, which may not be the one where the amendment found it.
    fn elenco_di(&self, cosa: &Cosa) -> Nodo {
        if self.albero.voci(cosa.elenco).contains(&cosa.nodo) {
            return cosa.elenco;
        }
        let attuali = Cose::di(self.albero);
        attuali
            .del_nodo(cosa.nodo)
            .map_or(cosa.elenco, |cosa| cosa.elenco)
    }

    fn senza_bersaglio(&self, nodo: Nodo, chiave: &str, che: &str) -> Box<Rilievo> {
        Box::new(
            Rilievo::errore(format!("la modifica non dice {che}"))
                .in_luogo(self.letta.luogo(nodo, chiave))
                .regola("ciò che si tocca si nomina con il suo codice: “obiettivo: A1”"),
        )
    }

    /// Remembers that the things under a value are no more.
    fn dimentica(&mut self, valore: Nodo) {
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

const NELL_ELENCO: &str = "“dopo” e “prima” nominano ciò che sta nello stesso elenco";

const ALTROVE: &str = "“sposta_in” nomina ciò che accoglie quanto si sposta: il programma per un obiettivo, l'obiettivo per un indicatore, la missione per un programma";

fn ambiguo(classe: Classe) -> &'static str {
    match classe {
        Classe::Ambito => "nominare anche l'obiettivo a cui appartiene",
        Classe::Funzione => "nominare anche la missione a cui appartiene",
        _ => "cambiare l'elenco per intero, con “campo” e “a”",
    }
}

fn con_articolo(classe: Classe) -> &'static str {
    match classe {
        Classe::Missione => "una missione",
        Classe::Programma => "un programma",
        _ => "un obiettivo",
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
    let simile = noti
        .iter()
        .max_by(|a, b| strsim::jaro_winkler(nome, a).total_cmp(&strsim::jaro_winkler(nome, b)));
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

/// Whether two values say the same to the plan; `chiave` is the key that holds them.
fn uguali(albero: &Albero, uno: Nodo, altro: Nodo, chiave: &str) -> bool {
    match (albero.specie(uno), albero.specie(altro)) {
        (Specie::Scalare { testo: uno, .. }, Specie::Scalare { testo: altro, .. }) => {
            uno == altro || e_un_importo(chiave) && stesso_importo(uno, altro)
        }
        (Specie::Elenco(uno), Specie::Elenco(altro)) => {
            uno.len() == altro.len()
                && uno
                    .iter()
                    .zip(altro)
                    .all(|(uno, altro)| uguali(albero, *uno, *altro, ""))
        }
        (Specie::Gruppo(uno), Specie::Gruppo(altro)) => {
            uno.len() == altro.len()
                && uno.iter().zip(altro).all(|((c, v), (d, w))| {
                    let nome = albero.testo(*c).unwrap_or_default();
                    let dentro = if e_un_importo(chiave) { chiave } else { nome };
                    albero.testo(*d) == Some(nome) && uguali(albero, *v, *w, dentro)
                })
        }
        _ => false,
    }
}

fn e_un_importo(chiave: &str) -> bool {
    matches!(chiave, "risorse_economiche" | "importo" | "preventivo")
}

fn stesso_importo(uno: &str, altro: &str) -> bool {
    Importo::leggi(uno).is_some() && Importo::leggi(uno) == Importo::leggi(altro)
}

/// The key that says what kind of value a field holds.
fn chiave_del_valore(campo: &str) -> &str {
    match campo.split_once('.') {
        Some((prima, _)) if e_un_importo(prima) => prima,
        _ => campo.rsplit('.').next().unwrap_or(campo),
    }
}

fn stessi_testi(albero: &Albero, uno: Nodo, altro: Nodo) -> bool {
    match (albero.testo(uno), albero.testo(altro)) {
        (Some(uno), Some(altro)) => stesse_parole(uno, altro),
        _ => false,
    }
}

fn stesse_parole(uno: &str, altro: &str) -> bool {
    uno.split_whitespace().eq(altro.split_whitespace())
}
