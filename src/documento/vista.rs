//! What the templates see: the plan, and what follows from it.

use std::sync::Arc;

use serde::Serialize;

use super::segni::{Segni, Soppresso};
use super::totali::{TotaliVista, totali};
use crate::dati::Dato;
use crate::piano::{
    Data, Descrizione, Etichette, Firma, Indicatore, Missione, Obiettivo, Piano, Programma, Testi,
    ValoriOsservati,
};
use crate::variazioni::{Approvata, Coordinato, Quadro};

/// How many signatures stand side by side when the plan does not say.
const FIRME_PER_RIGA: usize = 3;

/// The longest target, in characters, that stands in a column beside two others.
const COLONNA: usize = 16;

/// Above this estimate, in lines, a block may not fit on a page and is measured.
const RIGHE_DA_MISURARE: usize = 40;

/// How many characters of the value column stand on a line, roughly.
const CARATTERI_PER_RIGA: usize = 60;

/// How many characters of a block's label stand on a line, at the least.
const CARATTERI_PER_RIGA_ETICHETTA: usize = 11;

/// Whether the document is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stato {
    /// The document as it will be approved.
    #[default]
    Definitivo,
    /// A draft, marked as such on every page.
    Bozza,
}

/// Whether what amendments changed is marked in the margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Margine {
    /// Marked, with the numbers of the acts.
    #[default]
    Segnato,
    /// Left as it is.
    Pulito,
}

/// What is bound with the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Annesso {
    /// Nothing.
    #[default]
    Nessuno,
    /// The quadro di raffronto.
    Quadro,
}

/// How a document is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Veste {
    /// Whether it is final.
    pub stato: Stato,
    /// Whether the margin is marked.
    pub margine: Margine,
    /// What is bound with it.
    pub annesso: Annesso,
    /// The numbers of its pages, when they continue those of a dossier.
    pub numerazione: Option<Numerazione>,
}

/// Page numbers that continue those of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Numerazione {
    /// The number of the first page.
    pub prima: u32,
    /// How many pages the dossier has, when it is known.
    pub totale: Option<u32>,
}

/// A file that goes inside the PDF, as the templates see it.
#[derive(Serialize)]
struct DatoVista {
    nome: String,
    percorso: String,
    mime: &'static str,
    relazione: &'static str,
    descrizione: &'static str,
}

/// An act in the history of the document.
#[derive(Serialize)]
struct AttoDellaStoria {
    citazione: String,
    tipo: &'static str,
    oggetto: Option<String>,
}

/// The context of the templates.
#[derive(Serialize)]
pub struct Vista<'a> {
    piano: &'a Piano,
    storia: Vec<AttoDellaStoria>,
    segnato: bool,
    soppressi: Vec<Soppresso>,
    quadro: Option<Quadro>,
    numerazione: Option<Numerazione>,
    dati: Vec<DatoVista>,
    #[serde(skip)]
    segni: Arc<Segni>,
    bozza: bool,
    data: Giorno,
    periodo: String,
    righe_vuote: bool,
    copertina: bool,
    indice: bool,
    etichette: Etichette,
    raccordo: Vec<RigaDiRaccordo<'a>>,
    missioni: Vec<MissioneVista<'a>>,
    schede: Vec<Scheda<'a>>,
    totali: Option<TotaliVista<'a>>,
    firme: Vec<Vec<&'a Firma>>,
}

#[derive(Serialize)]
struct Giorno {
    anno: i16,
    mese: i8,
    giorno: i8,
}

#[derive(Serialize)]
struct RigaDiRaccordo<'a> {
    area: &'a str,
    missioni: Vec<&'a Missione>,
}

/// A mission as the narrative shows it.
#[derive(Serialize)]
struct MissioneVista<'a> {
    missione: &'a Missione,
    etichette: Etichette,
}

/// The sheet of a programme.
#[derive(Serialize)]
struct Scheda<'a> {
    missione: &'a Missione,
    programma: &'a Programma,
    etichette: Etichette,
    /// Whether the sheet before it belongs to another mission.
    apre_missione: bool,
    obiettivi: Vec<ObiettivoVista<'a>>,
}

#[derive(Serialize)]
struct ObiettivoVista<'a> {
    obiettivo: &'a Obiettivo,
    etichette: Etichette,
    /// Whether the label may be higher than the rows beside it.
    etichetta_alta: bool,
    da_misurare: bool,
    indicatori: Vec<IndicatoreVista<'a>>,
}

#[derive(Serialize)]
struct IndicatoreVista<'a> {
    indicatore: &'a Indicatore,
    etichette: Etichette,
    /// Whether the label may be higher than the rows beside it.
    etichetta_alta: bool,
    da_misurare: bool,
    colonne: usize,
}

impl<'a> Vista<'a> {
    /// Derives the context from a plan, its amendments and the files that go inside the PDF.
    pub fn new(coordinato: &'a Coordinato, veste: Veste, dati: &[Dato]) -> Self {
        let segni = match veste.margine {
            Margine::Segnato => Segni::di(coordinato),
            Margine::Pulito => Segni::default(),
        };
        let quadro = match veste.annesso {
            Annesso::Quadro => Some(Quadro::del_coordinato(coordinato)),
            Annesso::Nessuno => None,
        };
        Self {
            storia: coordinato.storia.iter().map(atto_della_storia).collect(),
            segnato: veste.margine == Margine::Segnato,
            soppressi: segni.soppressi().to_vec(),
            segni: Arc::new(segni),
            quadro,
            numerazione: veste.numerazione,
            dati: dati.iter().map(dato_vista).collect(),
            ..Self::del_piano(&coordinato.letto.piano, veste.stato)
        }
    }

    /// The context of a quadro di raffronto that stands alone; the look is that of the plan after.
    pub fn del_quadro(dopo: &'a Piano, quadro: Quadro) -> Self {
        Self {
            quadro: Some(quadro),
            ..Self::del_piano(dopo, Stato::Definitivo)
        }
    }

    /// The marks in the margin.
    pub fn segni(&self) -> Arc<Segni> {
        Arc::clone(&self.segni)
    }

    fn del_piano(piano: &'a Piano, stato: Stato) -> Self {
        let etichette = Etichette::predefinite().con(piano.etichette.as_ref());
        Self {
            piano,
            storia: Vec::new(),
            segnato: false,
            soppressi: Vec::new(),
            quadro: None,
            numerazione: None,
            dati: Vec::new(),
            segni: Arc::default(),
            bozza: stato == Stato::Bozza,
            data: giorno(piano.documento.data),
            periodo: periodo(piano),
            righe_vuote: piano.documento.righe_vuote.vale(),
            copertina: piano.documento.copertina.vale(),
            indice: piano.documento.indice.vale(),
            raccordo: raccordo(piano),
            missioni: piano
                .missioni
                .iter()
                .map(|missione| missione_vista(missione, &etichette))
                .collect(),
            schede: schede(piano, &etichette),
            totali: totali(piano),
            firme: firme(&piano.firme),
            etichette,
        }
    }
}

fn dato_vista(dato: &Dato) -> DatoVista {
    DatoVista {
        nome: dato.nome.clone(),
        percorso: format!("/{}", percorso_del_dato(&dato.nome)),
        mime: dato.mime,
        relazione: dato.relazione,
        descrizione: dato.descrizione,
    }
}

/// Where a file that goes inside the PDF stands among those that the document may read.
pub fn percorso_del_dato(nome: &str) -> String {
    format!(".dati/{nome}")
}

fn atto_della_storia(approvata: &Approvata) -> AttoDellaStoria {
    AttoDellaStoria {
        citazione: approvata.atto.citazione(),
        tipo: approvata.tipo.parola(),
        oggetto: approvata.atto.oggetto.as_ref().map(|o| o.to_string()),
    }
}

fn giorno(data: Data) -> Giorno {
    Giorno {
        anno: data.anno(),
        mese: data.mese(),
        giorno: data.giorno(),
    }
}

/// `2021-2023`, or the single year.
fn periodo(piano: &Piano) -> String {
    let primo = piano.triennio.iter().min().unwrap_or(&piano.esercizio);
    let ultimo = piano.triennio.iter().max().unwrap_or(&piano.esercizio);
    if primo == ultimo {
        primo.to_string()
    } else {
        format!("{primo}-{ultimo}")
    }
}

fn raccordo(piano: &Piano) -> Vec<RigaDiRaccordo<'_>> {
    let missione = |codice| {
        piano
            .missioni
            .iter()
            .find(|missione| missione.codice == codice)
    };
    piano
        .raccordo
        .iter()
        .flat_map(|raccordo| &raccordo.righe)
        .map(|riga| RigaDiRaccordo {
            area: &riga.area,
            missioni: riga.missioni.iter().cloned().filter_map(missione).collect(),
        })
        .collect()
}

fn missione_vista<'a>(missione: &'a Missione, etichette: &Etichette) -> MissioneVista<'a> {
    MissioneVista {
        missione,
        etichette: etichette.con(missione.etichette.as_ref()),
    }
}

fn schede<'a>(piano: &'a Piano, etichette: &Etichette) -> Vec<Scheda<'a>> {
    let mut precedente = None;
    piano
        .schede()
        .into_iter()
        .map(|(missione, programma)| {
            let apre_missione = precedente.replace(&missione.codice) != Some(&missione.codice);
            let etichette = etichette.con(missione.etichette.as_ref());
            let obiettivi = programma
                .obiettivi
                .iter()
                .map(|obiettivo| obiettivo_vista(obiettivo, &etichette))
                .collect();
            Scheda {
                missione,
                programma,
                etichette,
                apre_missione,
                obiettivi,
            }
        })
        .collect()
}

fn obiettivo_vista<'a>(obiettivo: &'a Obiettivo, etichette: &Etichette) -> ObiettivoVista<'a> {
    let etichette = etichette.con(obiettivo.etichette.as_ref());
    let indicatori = obiettivo
        .indicatori
        .iter()
        .map(|indicatore| indicatore_vista(indicatore, &etichette))
        .collect();
    let testi = testi_obiettivo(obiettivo);
    let mut etichetta: Vec<&str> = etichette.obiettivo.as_deref().into_iter().collect();
    etichetta.extend(testi_di(&obiettivo.progetti));
    ObiettivoVista {
        etichetta_alta: e_piu_alta(&etichetta, righe_obiettivo(obiettivo)),
        da_misurare: e_lungo(&testi),
        obiettivo,
        etichette,
        indicatori,
    }
}

fn indicatore_vista<'a>(indicatore: &'a Indicatore, etichette: &Etichette) -> IndicatoreVista<'a> {
    let etichette = etichette.con(indicatore.etichette.as_ref());
    let risultati = indicatore.risultati_attesi.values();
    let breve = risultati
        .map(|r| r.testo().chars().count())
        .max()
        .unwrap_or(0)
        <= COLONNA;
    let testi = testi_indicatore(indicatore);
    let etichetta: Vec<&str> = etichette.indicatore.as_deref().into_iter().collect();
    IndicatoreVista {
        etichetta_alta: e_piu_alta(&etichetta, 1),
        da_misurare: e_lungo(&testi),
        colonne: if breve { 3 } else { 1 },
        etichette,
        indicatore,
    }
}

/// Whether a block's label might be higher than so many rows of one line; an estimate on the safe
/// side.
fn e_piu_alta(etichetta: &[&str], righe: usize) -> bool {
    let caratteri: usize = etichetta
        .iter()
        .map(|testo| testo.chars().count() + 1)
        .sum();
    caratteri.div_ceil(CARATTERI_PER_RIGA_ETICHETTA) > righe
}

/// The rows that the sheet of an objective has at the least.
fn righe_obiettivo(obiettivo: &Obiettivo) -> usize {
    1 + [
        obiettivo.descrizione.is_some(),
        obiettivo.arco_temporale.is_some(),
        obiettivo.portatori_di_interesse.is_some(),
        obiettivo.centro_di_responsabilita.is_some(),
        obiettivo.risorse_economiche.is_some(),
        obiettivo.note.is_some(),
    ]
    .into_iter()
    .filter(|presente| *presente)
    .count()
}

fn testi_di(testi: &Option<Testi>) -> Vec<&str> {
    match testi {
        Some(Testi::Uno(testo)) => vec![testo],
        Some(Testi::Elenco(elenco)) => elenco.iter().map(|testo| &**testo).collect(),
        None => Vec::new(),
    }
}

/// Whether a block of these rows might not fit on a page; an estimate on the safe side.
fn e_lungo(testi: &[&str]) -> bool {
    let righe = |testo: &&str| -> usize {
        testo
            .lines()
            .map(|riga| 1 + riga.chars().count() / CARATTERI_PER_RIGA)
            .sum::<usize>()
            + 1
    };
    testi.iter().map(righe).sum::<usize>() > RIGHE_DA_MISURARE
}

fn testi_obiettivo(obiettivo: &Obiettivo) -> Vec<&str> {
    let mut testi: Vec<&str> = vec![&obiettivo.titolo];
    match &obiettivo.descrizione {
        Some(Descrizione::Prosa(prosa)) => testi.push(prosa),
        Some(Descrizione::Ambiti(ambiti)) => {
            testi.extend(ambiti.iter().flat_map(|a| [&*a.ambito, &*a.testo]));
        }
        None => {}
    }
    testi.extend(obiettivo.arco_temporale.as_deref());
    testi.extend(testi_di(&obiettivo.portatori_di_interesse));
    testi.extend(testi_di(&obiettivo.centro_di_responsabilita));
    testi.extend(testi_di(&obiettivo.progetti));
    testi.extend(obiettivo.note.as_deref());
    testi
}

fn testi_indicatore(indicatore: &Indicatore) -> Vec<&str> {
    let mut testi: Vec<&str> = [
        &indicatore.sigla,
        &indicatore.nome,
        &indicatore.tipo,
        &indicatore.unita_di_misura,
        &indicatore.algoritmo,
        &indicatore.peso,
        &indicatore.fonte,
    ]
    .into_iter()
    .filter_map(|testo| testo.as_deref())
    .collect();
    match &indicatore.valori_osservati {
        Some(ValoriOsservati::Testo(testo)) => testi.push(testo),
        Some(ValoriOsservati::PerPeriodo(valori)) => {
            testi.extend(valori.iter().map(|v| &*v.valore))
        }
        None => {}
    }
    testi.extend(
        indicatore
            .risultati_attesi
            .values()
            .map(|risultato| risultato.testo()),
    );
    testi.extend(indicatore.note.as_deref());
    testi
}

/// Signatures with the same `riga` stand side by side; the others in rows of their own order.
fn firme(firme: &[Firma]) -> Vec<Vec<&Firma>> {
    let mut righe: Vec<Vec<&Firma>> = Vec::new();
    for firma in firme {
        match righe.last_mut() {
            Some(riga) if riga[0].riga == firma.riga && riga.len() < FIRME_PER_RIGA => {
                riga.push(firma)
            }
            _ => righe.push(vec![firma]),
        }
    }
    righe
}
