//! What is read as typed here, and otherwise elsewhere: worth a word before another program reads it.

use std::sync::LazyLock;

use super::albero::{Albero, Valore};
use super::raw::key_of;
use super::struttura::Forma;
use crate::piano::{Described, Kind, Piano, Scelta};
use crate::rilievi::{Luogo, Rapporto, Rilievo};

/// The keys of the plan whose value is yes or no, where `no` is meant.
static CHOICES: LazyLock<Vec<&str>> = LazyLock::new(|| keys_of(Scelta::KIND));

/// The keys of the plan whose value is a day.
static DATES: LazyLock<Vec<&str>> = LazyLock::new(|| keys_of(Kind::Date));

fn keys_of(kind: Kind) -> Vec<&'static str> {
    let fields = Piano::fields().into_iter();
    let of_kind = fields.filter(|(_, field)| field.kind.admits(kind));
    of_kind.map(|(_, field)| field.key).collect()
}

/// The bare words that YAML 1.1 programs read as true or false.
const VERO_O_FALSO: [&str; 6] = ["y", "n", "yes", "no", "on", "off"];

/// Finds the values that other programs would read otherwise.
pub fn controlla(albero: &Albero, forma: &Forma) -> Rapporto {
    let valori = albero.valori();
    let nudi = valori.iter().filter(|valore| valore.nudo);
    let trappole =
        nudi.filter_map(|valore| Some(trappola(valore)?.in_luogo(albero.luogo(valore.nodo))));
    let swallowed = valori
        .iter()
        .filter_map(|value| swallowed_key(albero, forma, value));
    trappole.chain(swallowed).collect()
}

/// A line of a long text that is a key of the plan: one indented too far, which became text.
fn swallowed_key(tree: &Albero, forma: &Forma, value: &Valore<'_>) -> Option<Rilievo> {
    let mut lines = value.testo.lines().skip(1).map(str::trim_start);
    let (line, name) = lines.find_map(|line| {
        let key = key_of(line)?;
        forma.has_key(key.name).then_some((line, key.name))
    })?;
    Some(
        Rilievo::avviso(format!("“{name}” sembra una chiave, e si stamperebbe nel testo"))
            .in_luogo(tree.luogo_del_brano(value.nodo, line))
            .regola("le righe che rientrano più della chiave sono il suo testo, qualunque cosa dicano")
            .rimedio(format!(
                "se è una chiave, farla cominciare nella colonna di “{}”; se è testo, cominciarlo con la maiuscola",
                value.chiave
            )),
    )
}

fn trappola(valore: &Valore<'_>) -> Option<Rilievo> {
    let testo = valore.testo;
    let minuscolo = testo.to_lowercase();
    let parola = VERO_O_FALSO.contains(&minuscolo.as_str());
    if parola && !CHOICES.contains(&valore.chiave) {
        return Some(
            Rilievo::avviso(format!("{testo} senza virgolette è una parola equivoca"))
                .regola(format!(
                    "qui si stampa {testo}, ma altri programmi che leggono YAML la prendono per vero o falso"
                ))
                .rimedio(format!("scriverla fra virgolette: \"{testo}\"")),
        );
    }
    if e_una_data(testo) && !DATES.contains(&valore.chiave) {
        return Some(
            Rilievo::avviso(format!(
                "{testo} senza virgolette è una data per altri programmi"
            ))
            .regola(format!("qui si stampa {testo}, così com'è"))
            .rimedio(format!(
                "scriverla fra virgolette, o all'italiana: {}",
                all_italiana(testo)
            )),
        );
    }
    None
}

fn e_una_data(testo: &str) -> bool {
    let forma: String = testo
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    forma == "0000-00-00"
}

fn all_italiana(data: &str) -> String {
    let parti: Vec<&str> = data
        .split('-')
        .map(|parte| parte.trim_start_matches('0'))
        .collect();
    format!("{}/{}/{}", parti[2], parti[1], parti[0])
}

/// A finding for a text that begins with a byte-order mark.
pub fn segno_d_ordine(luogo: Luogo) -> Rilievo {
    Rilievo::avviso("il file comincia con un segno d'ordine (BOM), che non si vede")
        .in_luogo(luogo)
        .regola("qui non dà disturbo, ma altri programmi lo leggono come parte della prima chiave")
        .rimedio("salvare il file in “UTF-8”, non in “UTF-8 con BOM”")
}

/// A finding for line ends of two kinds in one text.
pub fn fine_riga_misti(luogo: Luogo) -> Rilievo {
    Rilievo::avviso("il file mescola righe di Windows e righe di altri sistemi")
        .in_luogo(luogo)
        .regola("qui non dà disturbo, ma un confronto fra due versioni mostrerebbe righe uguali come diverse")
        .rimedio("salvare il file con un solo tipo di fine riga")
}

/// A finding for a text whose lines all end the Windows way.
pub fn fine_riga_di_windows(luogo: Luogo) -> Rilievo {
    Rilievo::avviso("il file ha i fine riga di Windows (CRLF)")
        .in_luogo(luogo)
        .regola("qui non dà disturbo e il documento è lo stesso, ma altri programmi li mostrano come un segno in più in fondo a ogni riga")
        .rimedio("se il file passa ad altri sistemi, salvarlo con i fine riga LF")
}
