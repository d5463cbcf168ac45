//! The quadro di raffronto: only what changed, by objective.

use schemars::JsonSchema;
use serde::Serialize;
use serde_yaml::Value;

use super::coordinato::{Coordinato, Ragioni};
use super::cose::{Catena, Classe};
use super::differenza::{Cambio, Differenza, Posizione, differenze};
use super::parole::{self, Brano};
use super::totali::{self, RaffrontoTotali};
use super::valori;
use crate::piano::{Data, Importo, Piano, RisultatoAtteso, Testo, scrivi_numero};

/// From this many characters on, a text that changed is shown word by word.
const TESTO_LUNGO: usize = 40;

/// The comparison of two plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(description = "Il quadro di raffronto fra due piani.")]
pub struct Quadro {
    /// L'intestazione del testo di prima.
    pub prima: String,
    /// L'intestazione del testo di dopo.
    pub dopo: String,
    /// Gli atti che hanno modificato il piano, in ordine.
    pub atti: Vec<String>,
    /// Le differenze, raccolte per obiettivo.
    pub gruppi: Vec<Gruppo>,
    /// I totali delle risorse.
    pub totali: RaffrontoTotali,
}

/// The differences of an objective, or of what stands above objectives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(description = "Le differenze di un obiettivo, o di una parte del documento.")]
pub struct Gruppo {
    /// Di che cosa sono le differenze.
    pub titolo: String,
    /// Le differenze.
    pub righe: Vec<Riga>,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(description = "Una differenza.")]
pub struct Riga {
    /// Che cosa è diverso.
    pub voce: String,
    /// Il testo di prima; vuoto se non c'era.
    pub prima: Vec<Brano>,
    /// Il testo di dopo; vuoto se non c'è più.
    pub dopo: Vec<Brano>,
    /// Che cosa è cambiato, in parole o in cifre.
    pub variazione: Vec<String>,
    /// Perché.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub motivazioni: Vec<String>,
    /// Gli atti, contati da 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub atti: Vec<usize>,
}

/// The JSON Schema of a comparison.
pub fn schema_del_quadro() -> serde_json::Value {
    schemars::schema_for!(Quadro).to_value()
}

impl Quadro {
    /// What the amendments changed.
    pub fn del_coordinato(coordinato: &Coordinato) -> Self {
        let atti: Vec<String> = coordinato
            .storia
            .iter()
            .map(|approvata| approvata.atto.citazione())
            .collect();
        let (prima, dopo) = (coordinato.prima(), &coordinato.letto.piano);
        let mut raccolta = Raccolta::new(prima, dopo);
        for differenza in coordinato.differenze() {
            let ragioni = coordinato.ragioni(&differenza);
            raccolta.accogli(&differenza, &ragioni);
        }
        Self {
            prima: "Testo previgente".to_owned(),
            dopo: "Testo modificato".to_owned(),
            atti,
            gruppi: raccolta.gruppi(),
            totali: totali::raffronta(prima, dopo),
        }
    }

    /// What differs between two plans; each has a name of its own.
    pub fn di(prima: (&str, &Piano), dopo: (&str, &Piano)) -> Self {
        let mut raccolta = Raccolta::new(prima.1, dopo.1);
        for differenza in differenze(prima.1, dopo.1) {
            raccolta.accogli(&differenza, &Ragioni::default());
        }
        Self {
            prima: format!("Prima: {}", prima.0),
            dopo: format!("Dopo: {}", dopo.0),
            atti: Vec::new(),
            gruppi: raccolta.gruppi(),
            totali: totali::raffronta(prima.1, dopo.1),
        }
    }

    /// Whether nothing differs.
    pub fn e_vuoto(&self) -> bool {
        self.gruppi.is_empty()
    }

    /// How many differences there are.
    pub fn differenze(&self) -> usize {
        self.gruppi.iter().map(|gruppo| gruppo.righe.len()).sum()
    }
}

/// Gathers the rows under the objective they are about, in the order of the document.
struct Raccolta<'a> {
    prima: &'a Piano,
    dopo: &'a Piano,
    gruppi: Vec<(Catena, Vec<Riga>)>,
}

impl<'a> Raccolta<'a> {
    fn new(prima: &'a Piano, dopo: &'a Piano) -> Self {
        Self {
            prima,
            dopo,
            gruppi: Vec::new(),
        }
    }

    fn accogli(&mut self, differenza: &Differenza, ragioni: &Ragioni) {
        let testa = testa(&differenza.cosa);
        let righe: Vec<Riga> = righe(differenza)
            .into_iter()
            .map(|riga| riga.con(ragioni))
            .collect();
        match self.gruppi.iter_mut().find(|(altra, _)| *altra == testa) {
            Some((_, altre)) => altre.extend(righe),
            None => self.gruppi.push((testa, righe)),
        }
    }

    fn gruppi(self) -> Vec<Gruppo> {
        let Self {
            prima,
            dopo,
            mut gruppi,
        } = self;
        gruppi.sort_by_key(|(testa, _)| posto(dopo, testa).or_else(|| posto(prima, testa)));
        gruppi
            .into_iter()
            .map(|(testa, righe)| Gruppo {
                titolo: titolo(dopo, &testa)
                    .or_else(|| titolo(prima, &testa))
                    .unwrap_or_else(|| "Documento".to_owned()),
                righe,
            })
            .collect()
    }
}

impl Riga {
    fn con(mut self, ragioni: &Ragioni) -> Self {
        self.motivazioni = ragioni.motivazioni.clone();
        self.atti = ragioni.atti.iter().map(|atto| atto + 1).collect();
        self
    }
}

/// The chain up to the objective, or to what stands above one.
fn testa(catena: &Catena) -> Catena {
    let coperte = |(classe, _): &&(Classe, String)| {
        matches!(
            classe,
            Classe::Missione | Classe::Programma | Classe::Obiettivo
        )
    };
    catena.iter().take_while(coperte).cloned().collect()
}

/// The place of a group in the document: mission, programme, objective.
fn posto(piano: &Piano, testa: &Catena) -> Option<[usize; 3]> {
    let mut posti = [0; 3];
    let nome = |n: usize| testa.get(n).map(|(_, nome)| nome.as_str());
    let Some(missione) = nome(0) else {
        return Some(posti);
    };
    let missioni = &piano.missioni;
    let m = missioni.iter().position(|m| &*m.codice == missione)?;
    posti[0] = m + 1;
    let programmi = &missioni[m].programmi;
    let Some(programma) = nome(1) else {
        return Some(posti);
    };
    let p = programmi.iter().position(|p| &*p.codice == programma)?;
    posti[1] = p + 1;
    let Some(obiettivo) = nome(2) else {
        return Some(posti);
    };
    let obiettivi = &programmi[p].obiettivi;
    posti[2] = obiettivi.iter().position(|o| &*o.codice == obiettivo)? + 1;
    Some(posti)
}

fn titolo(piano: &Piano, testa: &Catena) -> Option<String> {
    let (classe, nome) = testa.last()?;
    let missioni = piano.missioni.iter();
    let detto = match classe {
        Classe::Missione => {
            missioni
                .map(|m| (&m.codice, &m.nome))
                .find(|(codice, _)| &***codice == nome)?
                .1
        }
        Classe::Programma => {
            missioni
                .flat_map(|m| &m.programmi)
                .map(|p| (&p.codice, &p.nome))
                .find(|(codice, _)| &***codice == nome)?
                .1
        }
        _ => {
            &piano
                .obiettivi()
                .find(|obiettivo| &*obiettivo.codice == nome)?
                .titolo
        }
    };
    Some(format!("{} {nome} – {detto}", maiuscola(classe.nome())))
}

/// The rows of a difference: one for a value; for a thing, one for each of its values.
fn righe(differenza: &Differenza) -> Vec<Riga> {
    let di_chi = di_chi(&differenza.cosa);
    match &differenza.cambio {
        Cambio::Valore { prima, dopo } => {
            let voce = voce(&di_chi, &differenza.campo);
            vec![riga(voce, &differenza.campo, prima.as_ref(), dopo.as_ref())]
        }
        Cambio::Aggiunta { valore, .. } => {
            let aggiunta = |riga: Riga, testo: String, importo: Option<Importo>| Riga {
                dopo: parole::intero(&testo, false),
                variazione: con_importo(riga.variazione, importo.map(Importo::con_segno)),
                ..riga
            };
            cose(&differenza.cosa, valore, "aggiunt", &aggiunta)
        }
        Cambio::Soppressa { valore } => {
            let soppressa = |riga: Riga, testo: String, importo: Option<Importo>| Riga {
                prima: parole::intero(&testo, false),
                variazione: con_importo(
                    riga.variazione,
                    importo.map(|importo| (Importo::default() - importo).con_segno()),
                ),
                ..riga
            };
            cose(&differenza.cosa, valore, "soppress", &soppressa)
        }
        Cambio::Spostata {
            precedente,
            contenitore,
            posizione,
        } => {
            let vecchio = contenitore_di(&differenza.indirizzo).filter(|_| contenitore.is_some());
            let prima = posto_in_parole(
                vecchio.map(|(_, nome)| nome.as_str()),
                precedente.clone().map(Posizione::Dopo).as_ref(),
            );
            let dopo = posto_in_parole(contenitore.as_deref(), posizione.as_ref());
            vec![Riga {
                prima: parole::intero(&prima, false),
                dopo: parole::intero(&dopo, false),
                ..avvenuto(&differenza.cosa, "spostat")
            }]
        }
    }
}

/// `in 032-003, dopo C3`; `al primo posto`.
fn posto_in_parole(contenitore: Option<&str>, posizione: Option<&Posizione>) -> String {
    let contenitore = contenitore.map(|nome| format!("in {nome}"));
    let posizione = match posizione {
        Some(Posizione::Dopo(nome)) => format!("dopo {nome}"),
        Some(Posizione::Prima(nome)) => format!("prima di {nome}"),
        None => "al primo posto".to_owned(),
    };
    let parole: Vec<String> = contenitore.into_iter().chain([posizione]).collect();
    parole.join(", ")
}

/// A thing without the title by which its rows already call it.
fn senza_nome(catena: &Catena, valore: &Value) -> Value {
    let mut valore = valore.clone();
    if let (Some((classe, _)), Value::Mapping(gruppo)) = (catena.last(), &mut valore)
        && !classe.ha_codice()
    {
        gruppo.shift_remove(classe.identita());
    }
    valore
}

fn contenitore_di(catena: &Catena) -> Option<&(Classe, String)> {
    catena.iter().rev().nth(1)
}

/// What the thing is, when it is not the one that the group is about.
fn di_chi(catena: &Catena) -> String {
    match catena.last() {
        Some((classe, nome))
            if !matches!(
                classe,
                Classe::Missione | Classe::Programma | Classe::Obiettivo
            ) =>
        {
            format!("{} {nome}", maiuscola(classe.nome()))
        }
        _ => String::new(),
    }
}

fn avvenuto(catena: &Catena, participio: &str) -> Riga {
    let (nome, fatto) = match catena.last() {
        Some((classe, nome)) => {
            let genere = if classe.e_femminile() { "a" } else { "o" };
            let classe = maiuscola(classe.nome());
            (format!("{classe} {nome}"), format!("{participio}{genere}"))
        }
        None => ("Documento".to_owned(), format!("{participio}o")),
    };
    Riga {
        voce: nome,
        prima: Vec::new(),
        dopo: Vec::new(),
        variazione: vec![fatto],
        motivazioni: Vec::new(),
        atti: Vec::new(),
    }
}

fn con_importo(mut variazione: Vec<String>, importo: Option<String>) -> Vec<String> {
    variazione.extend(importo);
    variazione
}

/// The rows of a thing that came or went: one for it, one for each of the things with a code in it.
fn cose(
    catena: &Catena,
    valore: &Value,
    participio: &str,
    scrivi: &dyn Fn(Riga, String, Option<Importo>) -> Riga,
) -> Vec<Riga> {
    let Some((classe, _)) = catena.last() else {
        return Vec::new();
    };
    let dentro: Vec<Classe> = Classe::dentro(Some(*classe))
        .filter(|classe| classe.ha_codice())
        .collect();
    let mut propri = senza_nome(catena, valore);
    if let Value::Mapping(gruppo) = &mut propri {
        gruppo.shift_remove("elenco_obiettivi");
        gruppo.shift_remove("codice");
        gruppo.retain(|_, valore| !matches!(valore, Value::Sequence(voci) if voci.is_empty()));
        for classe in &dentro {
            gruppo.shift_remove(classe.via()[0]);
        }
    }
    let risorse = valore.get("risorse_economiche").and_then(Value::as_str);
    let importo = risorse.and_then(Importo::leggi);
    let prima = avvenuto(catena, participio);
    let mut righe = vec![scrivi(prima, in_parole(&propri), importo)];
    for classe in dentro {
        for voce in valori::voci(valore, classe.via()) {
            let mut catena = catena.clone();
            catena.push((
                classe,
                valori::testo(voce, "codice").unwrap_or_default().to_owned(),
            ));
            righe.extend(cose(&catena, voce, participio, scrivi));
        }
    }
    righe
}

fn riga(voce: String, campo: &[String], prima: Option<&Value>, dopo: Option<&Value>) -> Riga {
    let chiave = campo.last().map_or("", String::as_str);
    let in_parole = |valore| del_campo(chiave, valore);
    let (vecchio, nuovo) = (prima.map(in_parole), dopo.map(in_parole));
    let mut riga = Riga {
        voce,
        prima: vecchio
            .as_deref()
            .map_or_else(Vec::new, |t| parole::intero(t, false)),
        dopo: nuovo
            .as_deref()
            .map_or_else(Vec::new, |t| parole::intero(t, false)),
        variazione: Vec::new(),
        motivazioni: Vec::new(),
        atti: Vec::new(),
    };
    match (vecchio.as_deref(), nuovo.as_deref()) {
        (Some(vecchio), Some(nuovo)) => {
            riga.variazione = variazione(campo, vecchio, nuovo);
            if vecchio.chars().count().max(nuovo.chars().count()) >= TESTO_LUNGO {
                let raffronto = parole::raffronta(vecchio, nuovo);
                riga.prima = raffronto.prima;
                riga.dopo = raffronto.dopo;
                if !raffronto.frasi.is_empty() {
                    riga.variazione = raffronto.frasi;
                }
            }
        }
        (None, Some(nuovo)) => riga.variazione = variazione_da_niente(campo, nuovo, "aggiunto"),
        (Some(vecchio), None) => {
            riga.variazione = match importo(campo, vecchio) {
                Some(importo) => vec![totali::variazione(importo, Importo::default())],
                None => vec!["soppresso".to_owned()],
            }
        }
        (None, None) => {}
    }
    riga
}

fn variazione_da_niente(campo: &[String], nuovo: &str, parola: &str) -> Vec<String> {
    match importo(campo, nuovo) {
        Some(importo) => vec![importo.con_segno()],
        None => vec![parola.to_owned()],
    }
}

fn variazione(campo: &[String], vecchio: &str, nuovo: &str) -> Vec<String> {
    if let (Some(vecchio), Some(nuovo)) = (importo(campo, vecchio), importo(campo, nuovo)) {
        return vec![totali::variazione(vecchio, nuovo)];
    }
    let letti = [vecchio, nuovo].map(|testo| RisultatoAtteso::from(Testo::new(testo)));
    if campo
        .first()
        .is_some_and(|campo| campo == "risultati_attesi")
        && let [Some(prima), Some(dopo)] = [letti[0].lettura(), letti[1].lettura()]
        && (prima.operatore, &prima.unita) == (dopo.operatore, &dopo.unita)
    {
        let differenza = dopo.numero - prima.numero;
        let segno = if differenza.is_sign_positive() {
            "+"
        } else {
            ""
        };
        let numero = scrivi_numero(differenza, differenza.normalize().scale());
        let unita = match dopo.unita.as_str() {
            "%" => " punti percentuali".to_owned(),
            "" => String::new(),
            unita => format!(" {unita}"),
        };
        return vec![format!("{segno}{numero}{unita}")];
    }
    vec!["sostituito".to_owned()]
}

fn importo(campo: &[String], testo: &str) -> Option<Importo> {
    let di_denaro = campo.iter().any(|chiave| {
        matches!(
            chiave.as_str(),
            "risorse_economiche" | "importo" | "preventivo"
        )
    });
    di_denaro.then(|| Importo::leggi(testo)).flatten()
}

/// The value of a key as a person reads it: dates the Italian way, choices in plain words.
fn del_campo(chiave: &str, valore: &Value) -> String {
    let testo = in_parole(valore);
    match chiave {
        "data" => Data::leggi(&testo).map_or(testo, |data| data.to_string()),
        "posizione" | "tema" | "forma" => testo.replace('_', " "),
        _ => testo,
    }
}

/// A value as a person reads it.
fn in_parole(valore: &Value) -> String {
    match valore {
        Value::String(testo) => testo.clone(),
        Value::Sequence(voci) => {
            let voci: Vec<String> = voci.iter().map(in_parole).collect();
            voci.join("\n")
        }
        Value::Mapping(gruppo) => {
            let coppie = gruppo.iter().map(|(chiave, valore)| {
                let chiave = chiave.as_str().unwrap_or_default();
                let valore = del_campo(chiave, valore);
                format!("{}: {valore}", maiuscola(&nome_del_campo(chiave)))
            });
            coppie.collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}

/// The words for a field: whose it is, and its name.
fn voce(di_chi: &str, campo: &[String]) -> String {
    let nomi: Vec<String> = campo.iter().map(|chiave| nome_del_campo(chiave)).collect();
    let nome = maiuscola(&nomi.join(", "));
    match di_chi {
        "" => nome,
        di_chi => format!("{di_chi}: {}", minuscola(&nome)),
    }
}

/// The words for a key.
fn nome_del_campo(chiave: &str) -> String {
    match chiave {
        "unita_di_misura" => "unità di misura".to_owned(),
        "centro_di_responsabilita" => "centro di responsabilità".to_owned(),
        "portatori_di_interesse" => "portatori d'interesse".to_owned(),
        "fonte" => "fonte dei dati".to_owned(),
        "algoritmo" => "algoritmo di calcolo".to_owned(),
        "titolo_narrativa" => "titolo nella narrativa".to_owned(),
        altra => altra.replace('_', " "),
    }
}

fn maiuscola(testo: &str) -> String {
    let mut lettere = testo.chars();
    match lettere.next() {
        Some(prima) => prima.to_uppercase().chain(lettere).collect(),
        None => String::new(),
    }
}

fn minuscola(testo: &str) -> String {
    let mut lettere = testo.chars();
    match lettere.next() {
        Some(prima) => prima.to_lowercase().chain(lettere).collect(),
        None => String::new(),
    }
}
