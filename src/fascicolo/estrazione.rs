//! The files inside a PDF.

use std::path::{Component, Path, PathBuf};

use lopdf::{Dictionary, Document, Object};

use super::apertura::{MASSIMO, apri};
use super::nomi::{dizionario, risolto, testo, voci_di_un_albero};
use crate::rilievi::{Rapporto, Rilievo};

/// The names that Windows keeps for itself.
const RISERVATI: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A file inside a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileInterno {
    /// Its name: never a way out of the folder where it will be written.
    pub nome: PathBuf,
    /// Its bytes.
    pub byte: Vec<u8>,
}

/// The files inside a PDF, in the order of their names.
///
/// # Errors
/// Those of [`apri`]; a PDF that carries none, or one that cannot be read.
pub fn estrai(nome: &str, byte: &[u8]) -> Result<Vec<FileInterno>, Rapporto> {
    let documento = apri(nome, byte)?;
    let mut interni: Vec<FileInterno> = Vec::new();
    for (chiave, specifica) in specifiche(&documento) {
        let Some(Ok(specifica)) = risolto(&documento, &specifica).map(Object::as_dict) else {
            continue;
        };
        let Some(byte) = contenuto(&documento, specifica) else {
            return Err(Rilievo::errore(format!(
                "{nome}: il file interno “{}” non si legge",
                testo(&chiave)
            ))
            .regola(format!(
                "un file interno non è più grande di {} MiB",
                MASSIMO >> 20
            ))
            .into());
        };
        let detto = nome_detto(specifica).unwrap_or_else(|| testo(&chiave));
        let libero = nome_libero(&detto, &interni);
        interni.push(FileInterno { nome: libero, byte });
    }
    if interni.is_empty() {
        return Err(
            Rilievo::errore(format!("{nome} non porta file dentro di sé"))
                .rimedio("i dati ci sono nei PDF generati con --con-dati")
                .into(),
        );
    }
    Ok(interni)
}

fn specifiche(documento: &Document) -> Vec<(Vec<u8>, Object)> {
    let albero = documento
        .catalog()
        .ok()
        .and_then(|catalogo| dizionario(documento, catalogo, b"Names"))
        .and_then(|nomi| dizionario(documento, nomi, b"EmbeddedFiles"));
    albero.map_or_else(Vec::new, |albero| voci_di_un_albero(documento, albero))
}

fn nome_detto(specifica: &Dictionary) -> Option<String> {
    let nome = specifica.get(b"UF").or_else(|_| specifica.get(b"F")).ok()?;
    nome.as_str().ok().map(testo)
}

fn contenuto(documento: &Document, specifica: &Dictionary) -> Option<Vec<u8>> {
    let file = dizionario(documento, specifica, b"EF")?;
    let flusso = file.get(b"UF").or_else(|_| file.get(b"F")).ok()?;
    let flusso = risolto(documento, flusso)?.as_stream().ok()?;
    flusso.get_plain_content_with_limit(MASSIMO).ok()
}

/// A name that stays in its folder and that every system can write; another one if it is taken.
fn nome_libero(detto: &str, presi: &[FileInterno]) -> PathBuf {
    let nome = nome_sicuro(detto).unwrap_or_else(|| format!("file-{}", presi.len() + 1).into());
    let altri = (2..).map(|numero| {
        let file = nome.file_name().unwrap_or_default().to_string_lossy();
        nome.with_file_name(format!("{numero}-{file}"))
    });
    let libero = |nome: &PathBuf| presi.iter().all(|preso| preso.nome != *nome);
    std::iter::once(nome.clone())
        .chain(altri)
        .find(libero)
        .unwrap_or(nome)
}

fn nome_sicuro(detto: &str) -> Option<PathBuf> {
    let proibito = |c: char| c.is_control() || "<>:\"|?*\\".contains(c);
    if detto.is_empty() || detto.len() > 200 || detto.contains(proibito) {
        return None;
    }
    let percorso = Path::new(detto);
    let buono = |parte: Component<'_>| match parte {
        Component::Normal(nome) => {
            let nome = nome.to_string_lossy().to_lowercase();
            let radice = nome.split('.').next().unwrap_or_default().to_owned();
            !RISERVATI.contains(&radice.as_str()) && !nome.ends_with(['.', ' '])
        }
        _ => false,
    };
    percorso
        .components()
        .all(buono)
        .then(|| percorso.to_owned())
}
