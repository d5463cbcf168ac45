//! The YAML text as a tree in which every node knows its place. A tree may hold nodes of several
//! texts: what an amendment writes into a plan keeps its place in the amendment.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::lost_text::{self, Scalar};
use super::struttura::{self, Forma};
use super::{raw, sintassi};
use crate::rilievi::{Luogo, Rapporto, Rilievo, Sorgente};

/// How deep lists and groups may nest: three times what a plan needs.
const PROFONDITA: usize = 32;

/// How many nodes a file may hold once its anchors are expanded.
const NODI: usize = 2_000_000;

/// What began more than so many lines before an error, and reaches it, may be its cause.
const RIGHE_DI_UN_TESTO: usize = 15;

/// The number of a node in its tree.
pub type Nodo = usize;

/// What a node is.
#[derive(Debug, Clone)]
pub enum Specie {
    /// A scalar: its text, and whether it was typed without quotes.
    Scalare {
        /// The text, after folding and unquoting.
        testo: String,
        /// Typed without quotes and without a block.
        nudo: bool,
    },
    /// A list.
    Elenco(Vec<Nodo>),
    /// A group of keys, each with the node of the key and that of the value.
    Gruppo(Vec<(Nodo, Nodo)>),
}

#[derive(Debug, Clone)]
pub(super) struct Voce {
    pub(super) specie: Specie,
    pub(super) intervallo: Range<usize>,
    /// Which of the tree's texts it stands in.
    pub(super) sorgente: u16,
}

/// A text of the tree that is a value, with the keys that lead to it; places in lists do not count.
#[derive(Debug, Clone, Copy)]
pub struct Valore<'a> {
    /// Its node.
    pub nodo: Nodo,
    /// The text.
    pub testo: &'a str,
    /// Typed without quotes and without a block.
    pub nudo: bool,
    /// The key that it is the value of.
    pub chiave: &'a str,
    /// The key of the group that holds it; empty at the top.
    pub gruppo: &'a str,
    /// The outermost key.
    pub parte: &'a str,
}

/// A tree with its texts.
#[derive(Debug, Clone)]
pub struct Albero {
    pub(super) sorgenti: Vec<Arc<Sorgente>>,
    pub(super) voci: Vec<Voce>,
    pub(super) radice: Nodo,
}

impl Albero {
    /// Builds the tree of a text, with what is wrong in what it holds: duplicate keys, texts that
    /// YAML cuts.
    ///
    /// # Errors
    /// What leaves no tree: syntax, too much depth or too many nodes.
    pub fn leggi(sorgente: Arc<Sorgente>, forma: &Forma) -> Result<(Self, Rapporto), Rapporto> {
        let costruttore = Costruttore::new(&sorgente, forma);
        let (voci, radice, rapporto) = costruttore.costruisci()?;
        let albero = Self {
            sorgenti: vec![sorgente],
            voci,
            radice,
        };
        if albero.conta(albero.radice, NODI).is_none() {
            return Err(
                Rilievo::errore("le ancore del file, espanse, danno troppi valori")
                    .in_luogo(albero.luogo(albero.radice))
                    .regola(format!("un piano non può avere più di {NODI} valori"))
                    .into(),
            );
        }
        Ok((albero, rapporto))
    }

    /// The root.
    pub fn radice(&self) -> Nodo {
        self.radice
    }

    /// What a node is.
    pub fn specie(&self, nodo: Nodo) -> &Specie {
        &self.voci[nodo].specie
    }

    /// Where a node stands.
    pub fn luogo(&self, nodo: Nodo) -> Luogo {
        let voce = &self.voci[nodo];
        Luogo {
            sorgente: Arc::clone(&self.sorgenti[usize::from(voce.sorgente)]),
            intervallo: voce.intervallo.clone(),
        }
    }

    /// Whether a node stands in the text that the tree was first read from.
    pub fn e_originale(&self, nodo: Nodo) -> bool {
        self.voci[nodo].sorgente == 0
    }

    /// Where a character of a scalar's text stands; the whole scalar when it is written otherwise there
    /// (an escape).
    pub fn place_of(&self, nodo: Nodo, character: char) -> Luogo {
        let luogo = self.luogo(nodo);
        let written = &luogo.sorgente.testo()[luogo.intervallo.clone()];
        match written.find(character) {
            Some(place) => {
                let start = luogo.intervallo.start + place;
                Luogo {
                    intervallo: start..start + character.len_utf8(),
                    ..luogo
                }
            }
            None => luogo,
        }
    }

    /// Where a part of a scalar's text stands; the whole scalar when the text is written otherwise
    /// there (escapes, folded words).
    pub fn luogo_del_brano(&self, nodo: Nodo, brano: &str) -> Luogo {
        let luogo = self.luogo(nodo);
        if brano.trim().is_empty() {
            return luogo;
        }
        let scritto = &luogo.sorgente.testo()[luogo.intervallo.clone()];
        let parole: Vec<&str> = brano.split_whitespace().collect();
        let trovato = scritto
            .match_indices(parole.first().copied().unwrap_or(brano))
            .find_map(|(inizio, _)| {
                Some(inizio..inizio + lunghezza_scritta(&scritto[inizio..], &parole)?)
            });
        match trovato {
            Some(dove) => {
                let scarto = luogo.intervallo.start;
                Luogo {
                    intervallo: scarto + dove.start..scarto + dove.end,
                    ..luogo
                }
            }
            None => luogo,
        }
    }

    /// The text of a scalar.
    pub fn testo(&self, nodo: Nodo) -> Option<&str> {
        match self.specie(nodo) {
            Specie::Scalare { testo, .. } => Some(testo),
            _ => None,
        }
    }

    /// The value of a key, with the node of the key.
    pub fn chiave(&self, nodo: Nodo, nome: &str) -> Option<(Nodo, Nodo)> {
        match self.specie(nodo) {
            Specie::Gruppo(chiavi) => chiavi
                .iter()
                .copied()
                .find(|(chiave, _)| self.testo(*chiave) == Some(nome)),
            _ => None,
        }
    }

    /// The node that a path leads to, and the last key on the way; the path goes as far as it can.
    pub fn segui<S: AsRef<str>>(
        &self,
        percorso: impl IntoIterator<Item = S>,
    ) -> (Nodo, Option<Nodo>) {
        let (mut nodo, mut ultima) = (self.radice, None);
        for passo in percorso {
            let passo = passo.as_ref();
            if let Some((chiave, valore)) = self.chiave(nodo, passo) {
                (nodo, ultima) = (valore, Some(chiave));
            } else if let Specie::Elenco(voci) = self.specie(nodo) {
                match passo
                    .parse::<usize>()
                    .ok()
                    .and_then(|posto| voci.get(posto))
                {
                    Some(&voce) => nodo = voce,
                    None => break,
                }
            } else {
                break;
            }
        }
        (nodo, ultima)
    }

    /// Every scalar of the tree, keys included, each once.
    pub fn scalari(&self) -> impl Iterator<Item = (Nodo, &str)> {
        (0..self.voci.len()).filter_map(|nodo| Some((nodo, self.testo(nodo)?)))
    }

    /// Every text of the tree that is a value, each once, with the keys that lead to it.
    pub fn valori(&self) -> Vec<Valore<'_>> {
        let mut valori = Vec::new();
        let mut visti = vec![false; self.voci.len()];
        self.raccogli(self.radice, ["", "", ""], &mut visti, &mut valori);
        valori
    }

    fn raccogli<'a>(
        &'a self,
        nodo: Nodo,
        [parte, gruppo, chiave]: [&'a str; 3],
        visti: &mut [bool],
        valori: &mut Vec<Valore<'a>>,
    ) {
        if std::mem::replace(&mut visti[nodo], true) {
            return;
        }
        match self.specie(nodo) {
            Specie::Scalare { testo, nudo } => {
                valori.push(Valore {
                    nodo,
                    testo,
                    nudo: *nudo,
                    chiave,
                    gruppo,
                    parte,
                });
            }
            Specie::Elenco(voci) => {
                for voce in voci {
                    self.raccogli(*voce, [parte, gruppo, chiave], visti, valori);
                }
            }
            Specie::Gruppo(chiavi) => {
                for (nodo_chiave, valore) in chiavi {
                    let nuova = self.testo(*nodo_chiave).unwrap_or_default();
                    let parte = if parte.is_empty() { nuova } else { parte };
                    self.raccogli(*valore, [parte, chiave, nuova], visti, valori);
                }
            }
        }
    }

    fn conta(&self, nodo: Nodo, resto: usize) -> Option<usize> {
        let resto = resto.checked_sub(1)?;
        match self.specie(nodo) {
            Specie::Scalare { .. } => Some(resto),
            Specie::Elenco(voci) => voci.iter().try_fold(resto, |r, v| self.conta(*v, r)),
            Specie::Gruppo(chiavi) => chiavi.iter().try_fold(resto, |r, (_, v)| self.conta(*v, r)),
        }
    }
}

/// How many bytes some words take at the start of a text, whatever white space parts them.
fn lunghezza_scritta(testo: &str, parole: &[&str]) -> Option<usize> {
    let mut resto = testo;
    for parola in parole {
        resto = resto.trim_start().strip_prefix(parola)?;
    }
    Some(testo.len() - resto.len())
}

/// A list or group still open.
struct Aperto {
    nodo: Nodo,
    chiave: Option<Nodo>,
}

struct Costruttore<'a> {
    sorgente: &'a Arc<Sorgente>,
    forma: &'a Forma,
    voci: Vec<Voce>,
    aperti: Vec<Aperto>,
    ancore: Vec<(usize, Nodo)>,
    /// The anchors that something recalls.
    recalled: HashSet<usize>,
    radice: Option<Nodo>,
    rapporto: Rapporto,
}

impl<'a> Costruttore<'a> {
    fn new(sorgente: &'a Arc<Sorgente>, forma: &'a Forma) -> Self {
        Self {
            sorgente,
            forma,
            voci: Vec::new(),
            aperti: Vec::new(),
            ancore: Vec::new(),
            recalled: HashSet::new(),
            radice: None,
            rapporto: Rapporto::default(),
        }
    }

    fn costruisci(mut self) -> Result<(Vec<Voce>, Nodo, Rapporto), Rapporto> {
        let sorgente = self.sorgente;
        let plain_spaces = raw::with_spaces_after_keys(sorgente);
        let text = plain_spaces.as_deref().unwrap_or(sorgente.testo());
        for evento in Parser::new_from_str(text) {
            match evento {
                Ok((evento, span)) => self.accogli(evento, span)?,
                Err(_) if self.last_text_was_cut() => return Err(self.rapporto),
                Err(errore) => {
                    let rilievo = self.con_cio_che_lo_precede(sintassi::rilievo(sorgente, &errore));
                    self.rapporto.aggiungi(rilievo);
                    return Err(self.rapporto);
                }
            }
        }
        let Some(radice) = self.radice else {
            return Err(Rilievo::errore("il file è vuoto")
                .in_luogo(self.luogo(0..0))
                .rimedio(format!("si comincia con {}", self.forma.inizio()))
                .into());
        };
        self.tell_unused_anchors();
        self.fondi_tutti();
        Ok((self.voci, radice, self.rapporto))
    }

    /// Whether the last text before a syntax error is one that a comment cuts, which explains it.
    fn last_text_was_cut(&self) -> bool {
        let line = |place: usize| self.sorgente.riga_e_colonna(place).0;
        let found = self
            .rapporto
            .rilievi()
            .last()
            .and_then(|found| found.luogo.as_ref());
        let last = self.voci.last().map(|voce| line(voce.intervallo.end));
        found.map(|place| line(place.intervallo.start)) == last && last.is_some()
    }

    /// Shows, beside a syntax error, what began long before it and reaches it: a text that, for
    /// want of a key, swallowed the lines after it; a group that lost its first line.
    fn con_cio_che_lo_precede(&self, rilievo: Rilievo) -> Rilievo {
        let Some(errore) = &rilievo.luogo else {
            return rilievo;
        };
        let (riga, _) = self.sorgente.riga_e_colonna(errore.intervallo.start);
        let lontano = |voce: &&Voce| {
            let (inizio, _) = self.sorgente.riga_e_colonna(voce.intervallo.start);
            riga.saturating_sub(inizio) > RIGHE_DI_UN_TESTO
        };
        let testo = self.voci.last().filter(lontano);
        let gruppo = self
            .aperti
            .last()
            .map(|aperto| &self.voci[aperto.nodo])
            .filter(lontano);
        match (testo, gruppo) {
            (Some(voce), _) => rilievo.con_altro_luogo(
                self.luogo(voce.intervallo.clone()),
                "questo testo arriva fino all'errore: dopo di esso manca una chiave, o un rientro",
            ),
            (None, Some(voce)) => rilievo.con_altro_luogo(
                self.luogo(voce.intervallo.clone()),
                "il gruppo che comincia qui arriva fino all'errore: forse ha perso la sua prima riga",
            ),
            (None, None) => rilievo,
        }
    }

    fn accogli(&mut self, evento: Event<'_>, span: Span) -> Result<(), Rapporto> {
        let intervallo = self.intervallo(span);
        match evento {
            Event::Scalar(testo, stile, ancora, tag) => {
                let nudo = stile == ScalarStyle::Plain;
                self.rapporto.unisci(lost_text::check(&Scalar {
                    source: self.sorgente,
                    form: self.forma,
                    text: &testo,
                    range: intervallo.clone(),
                    style: stile,
                    tag: tag.as_deref(),
                }));
                let specie = Specie::Scalare {
                    testo: testo.into_owned(),
                    nudo,
                };
                let nodo = self.nuovo(specie, intervallo, ancora);
                self.colloca(nodo);
            }
            Event::Alias(ancora) => {
                let noto = self.ancore.iter().find(|(numero, _)| *numero == ancora);
                if let Some(&(_, nodo)) = noto
                    && !self.aperti.iter().any(|aperto| aperto.nodo == nodo)
                {
                    self.colloca(nodo);
                    self.recalled.insert(ancora);
                } else {
                    return Err(
                        Rilievo::errore("il richiamo non rimanda a un valore già chiuso")
                            .in_luogo(self.luogo(intervallo))
                            .regola("un richiamo (*nome) ripete un valore segnato prima con &nome")
                            .into(),
                    );
                }
            }
            Event::SequenceStart(ancora, _) => {
                self.apri(Specie::Elenco(Vec::new()), intervallo, ancora)?;
            }
            Event::MappingStart(ancora, _) => {
                self.apri(Specie::Gruppo(Vec::new()), intervallo, ancora)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(aperto) = self.aperti.pop() {
                    let inizio = self.voci[aperto.nodo].intervallo.start;
                    let whole = inizio..intervallo.end.max(inizio);
                    self.voci[aperto.nodo].intervallo = whole.clone();
                    self.tell_comments_within(whole);
                }
            }
            Event::DocumentStart(_) if self.radice.is_some() => {
                return Err(Rilievo::errore("il file contiene più di un documento")
                    .in_luogo(self.luogo(intervallo))
                    .regola("un file, un piano: le righe --- separano documenti diversi")
                    .rimedio("togliere la riga --- e ciò che la segue")
                    .into());
            }
            _ => {}
        }
        Ok(())
    }

    /// Brackets within brackets hold the same comments: each is told once.
    fn tell_comments_within(&mut self, range: Range<usize>) {
        for finding in lost_text::comments_within_brackets(self.sorgente, range) {
            if !self.rapporto.rilievi().contains(&finding) {
                self.rapporto.aggiungi(finding);
            }
        }
    }

    /// A first word after `&` that nothing recalls was a word of the text.
    fn tell_unused_anchors(&mut self) {
        for (anchor, node) in &self.ancore {
            if !self.recalled.contains(anchor) {
                let voce = &self.voci[*node];
                let text = match &voce.specie {
                    Specie::Scalare { testo, .. } => Some(testo.as_str()),
                    _ => None,
                };
                let place = voce.intervallo.start;
                self.rapporto
                    .aggiungi(lost_text::unused_anchor(self.sorgente, place, text));
            }
        }
    }

    fn apri(
        &mut self,
        specie: Specie,
        intervallo: Range<usize>,
        ancora: usize,
    ) -> Result<(), Rapporto> {
        if self.aperti.len() >= PROFONDITA {
            return Err(Rilievo::errore("troppi livelli, uno dentro l'altro")
                .in_luogo(self.luogo(intervallo))
                .regola(format!("un piano non ha più di {PROFONDITA} livelli"))
                .into());
        }
        let nodo = self.nuovo(specie, intervallo, ancora);
        self.colloca(nodo);
        self.aperti.push(Aperto { nodo, chiave: None });
        Ok(())
    }

    fn nuovo(&mut self, specie: Specie, intervallo: Range<usize>, ancora: usize) -> Nodo {
        let nodo = self.voci.len();
        self.voci.push(Voce {
            specie,
            intervallo,
            sorgente: 0,
        });
        if ancora > 0 {
            self.ancore.push((ancora, nodo));
        }
        nodo
    }

    /// Puts a node where the innermost open list or group expects it.
    fn colloca(&mut self, nodo: Nodo) {
        let Some(aperto) = self.aperti.last_mut() else {
            self.radice = Some(nodo);
            return;
        };
        let contenitore = aperto.nodo;
        match (&mut self.voci[contenitore].specie, aperto.chiave.take()) {
            (Specie::Elenco(voci), _) => voci.push(nodo),
            (Specie::Gruppo(_), None) => aperto.chiave = Some(nodo),
            (Specie::Gruppo(chiavi), Some(chiave)) => {
                chiavi.push((chiave, nodo));
                self.controlla_chiave(contenitore, chiave);
            }
            (Specie::Scalare { .. }, _) => unreachable!("a scalar is never open"),
        }
    }

    fn controlla_chiave(&mut self, gruppo: Nodo, chiave: Nodo) {
        let luogo = self.luogo(self.voci[chiave].intervallo.clone());
        let Specie::Scalare { testo, .. } = &self.voci[chiave].specie else {
            self.rapporto.aggiungi(
                Rilievo::errore("una chiave non può essere un elenco o un gruppo")
                    .in_luogo(luogo)
                    .rimedio("se è un testo con parentesi, scriverlo fra virgolette"),
            );
            return;
        };
        let Specie::Gruppo(chiavi) = &self.voci[gruppo].specie else {
            return;
        };
        let prima = chiavi.iter().map(|(altra, _)| *altra).find(|altra| {
            *altra != chiave
                && matches!(&self.voci[*altra].specie, Specie::Scalare { testo: t, .. } if t == testo)
        });
        if let Some(prima) = prima {
            if let Some(finding) = self.split_amount(gruppo, chiave) {
                self.rapporto.aggiungi(finding);
                return;
            }
            let rilievo = Rilievo::errore(format!("la chiave “{testo}” è scritta due volte"))
                .in_luogo(luogo)
                .con_altro_luogo(self.luogo(self.voci[prima].intervallo.clone()), "qui la prima")
                .regola("in un gruppo ogni chiave sta una volta sola")
                .rimedio("tenere una delle due righe, oppure far cominciare un'altra voce con il trattino");
            self.rapporto.aggiungi(rilievo);
        }
    }

    /// `{ 2027: 1.000,00, 2028: 2.000,00 }`: the cents, twice the same, are no keys.
    fn split_amount(&self, group: Nodo, key: Nodo) -> Option<Rilievo> {
        let Specie::Gruppo(keys) = &self.voci[group].specie else {
            return None;
        };
        let place = keys.iter().position(|(other, _)| *other == key)?;
        let (_, value) = keys.get(place.checked_sub(1)?)?;
        let (start, end) = (&self.voci[*value].intervallo, &self.voci[key].intervallo);
        let text = self.sorgente.testo();
        let is_digits = |range: &Range<usize>| {
            let text = text[range.clone()].bytes();
            text.clone().count() > 0 && text.into_iter().all(|b| b.is_ascii_digit() || b == b'.')
        };
        let between = text.get(start.end..end.start)?;
        if between.trim() != "," || !is_digits(start) || !is_digits(end) {
            return None;
        }
        Some(struttura::split_by_comma(
            self.luogo(start.start..end.end),
            &text[start.start..end.end],
        ))
    }

    /// Replaces every merge key with the keys it brings.
    fn fondi_tutti(&mut self) {
        for gruppo in 0..self.voci.len() {
            if let Specie::Gruppo(chiavi) = &self.voci[gruppo].specie
                && let Some(posto) = chiavi
                    .iter()
                    .position(|(chiave, _)| self.e_fusione(*chiave))
            {
                self.fondi(gruppo, posto);
            }
        }
    }

    fn e_fusione(&self, chiave: Nodo) -> bool {
        matches!(&self.voci[chiave].specie, Specie::Scalare { testo, nudo: true } if testo == "<<")
    }

    fn fondi(&mut self, gruppo: Nodo, posto: usize) {
        let Specie::Gruppo(mut chiavi) = self.voci[gruppo].specie.clone() else {
            return;
        };
        let (_, valore) = chiavi.remove(posto);
        let fonti = match &self.voci[valore].specie {
            Specie::Elenco(voci) => voci.clone(),
            _ => vec![valore],
        };
        for fonte in fonti {
            let Specie::Gruppo(portate) = &self.voci[fonte].specie else {
                let finding = Rilievo::errore(
                    "“<<” qui non porta nessuna chiave, e il suo testo si perderebbe",
                )
                .in_luogo(self.luogo(self.voci[fonte].intervallo.clone()))
                .regola("in YAML “<<: *nome” porta qui le chiavi di un gruppo segnato con &nome")
                .rimedio("scrivere una chiave del piano, o togliere la riga");
                self.rapporto.aggiungi(finding);
                continue;
            };
            for (chiave, valore) in portate {
                let testo = |nodo: Nodo| match &self.voci[nodo].specie {
                    Specie::Scalare { testo, .. } => Some(testo.as_str()),
                    _ => None,
                };
                if !chiavi
                    .iter()
                    .any(|(altra, _)| testo(*altra) == testo(*chiave))
                {
                    chiavi.push((*chiave, *valore));
                }
            }
        }
        self.voci[gruppo].specie = Specie::Gruppo(chiavi);
    }

    fn intervallo(&self, span: Span) -> Range<usize> {
        let inizio = self.sorgente.byte(span.start.line(), span.start.col());
        let fine = self.sorgente.byte(span.end.line(), span.end.col());
        inizio..fine.max(inizio)
    }

    fn luogo(&self, intervallo: Range<usize>) -> Luogo {
        Luogo {
            sorgente: Arc::clone(self.sorgente),
            intervallo,
        }
    }
}
