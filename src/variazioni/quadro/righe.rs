//! The rows of the quadro, in words.

use serde_yaml::Value;

use super::super::cose::{Catena, Classe};
use super::super::differenza::{Cambio, Differenza, Posizione};
use super::super::{parole, totali, valori};
use super::Riga;
use crate::piano::{Data, Importo, RisultatoAtteso, Testo, scrivi_numero};

/// From this many characters on, a text that changed is shown word by word.
const TESTO_LUNGO: usize = 40;

/// The rows of a difference: one for a value; for a thing, one for each of its values.
pub fn righe(differenza: &Differenza) -> Vec<Riga> {
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
        (None, Some(nuovo)) => riga.variazione = variazione_da_niente(campo, nuovo),
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

fn variazione_da_niente(campo: &[String], nuovo: &str) -> Vec<String> {
    match importo(campo, nuovo) {
        Some(importo) => vec![importo.con_segno()],
        None => vec!["aggiunto".to_owned()],
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

/// A text with a capital first letter.
pub fn maiuscola(testo: &str) -> String {
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
