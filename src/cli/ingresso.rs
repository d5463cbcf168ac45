//! Reading a plan and its amendments, from files or from standard input.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Fallimento, scrittura, verifica};
use crate::lettura::{self, Letto, leggi_dalla_cartella};
use crate::piano::Piano;
use crate::rilievi::{Rapporto, Rilievo};
use crate::variazioni::{self, Coordinato, coordina, doubled_codes};

/// The largest plan, in bytes: a thousand times a real one.
const MASSIMO: u64 = 64 * 1024 * 1024;

/// The largest PDF, in bytes: a preventivo of scanned pages fits.
const MASSIMO_PDF: u64 = 512 * 1024 * 1024;

/// How many times a file that somebody is writing is read again, and after how long.
const TENTATIVI: usize = 20;
const PAUSA: Duration = Duration::from_millis(50);

/// A plan with its amendments, and the files that say so.
pub struct Ingresso {
    /// The plan as it now stands.
    pub coordinato: Coordinato,
    /// The plan's file.
    pub piano: FileLetto,
    /// The amendments' files.
    pub variazioni: Vec<FileLetto>,
    /// Where all that the plan is made from was read, or is: the plan, its amendments, its logo.
    pub paths: Vec<PathBuf>,
}

/// A file as it was given.
pub struct FileLetto {
    /// Its path in the plan's folder, if the plan names it; otherwise its name alone.
    pub nome: String,
    /// Its bytes.
    pub byte: Vec<u8>,
    /// Whether the plan itself names it.
    pub del_piano: bool,
}

/// Reads a plan and its amendments, only to look at them: those that the plan names, and those of the
/// command line.
///
/// # Errors
/// The system's refusal; the findings that stop the reading or the amending.
pub fn leggi_coordinato(piano: &Path, variazioni: &[PathBuf]) -> Result<Coordinato, Fallimento> {
    leggi_tutto(piano, variazioni).map(|ingresso| ingresso.coordinato)
}

/// As [`leggi_coordinato`], keeping the files as they were given and where they are.
///
/// # Errors
/// Those of [`leggi_coordinato`].
pub fn leggi_tutto(piano: &Path, variazioni: &[PathBuf]) -> Result<Ingresso, Fallimento> {
    let (letto, byte) = leggi(piano)?;
    let nome = if e_trattino(piano) {
        "piano.yaml".to_owned()
    } else {
        solo_nome(piano)
    };
    let file_del_piano = FileLetto {
        nome,
        byte,
        del_piano: true,
    };
    let cartella = cartella_di(piano);
    let mut paths = vec![piano.to_owned()];
    paths.extend(logo(&letto.piano, cartella));
    if letto.piano.variazioni.is_empty() && variazioni.is_empty() {
        if doubled_codes(&letto.albero).ha_errori() {
            return Err(verifica::findings(&letto).into());
        }
        return Ok(Ingresso {
            coordinato: coordina(letto, Vec::new())?,
            piano: file_del_piano,
            variazioni: Vec::new(),
            paths,
        });
    }
    let mut file_letti: Vec<FileLetto> = Vec::new();
    let mut rapporto = Rapporto::default();
    let mut lette = Vec::new();
    let mut nomi: Vec<PathBuf> = Vec::new();
    let mut accogli = |nome: &str, byte: &[u8]| match variazioni::leggi(nome, byte) {
        Ok(letta) => lette.push(letta),
        Err(rilievi) => rapporto.unisci(rilievi),
    };
    for (posto, file) in letto.piano.variazioni.iter().enumerate() {
        let byte = leggi_dalla_cartella(file, cartella, MASSIMO).map_err(|perche| {
            let nodo = letto.albero.segui(["variazioni", &posto.to_string()]).0;
            Rapporto::from(
                Rilievo::errore(format!(
                    "non posso leggere la variazione “{file}”: {perche}"
                ))
                .in_luogo(letto.albero.luogo(nodo))
                .regola("“variazioni” elenca file che stanno nella cartella del piano")
                .rimedio("correggere il nome, o passare il file con --variazione"),
            )
        })?;
        let percorso = cartella.join(&**file);
        accogli(&mostrato(&percorso), &byte);
        nomi.push(percorso);
        file_letti.push(FileLetto {
            nome: file.to_string(),
            byte,
            del_piano: true,
        });
    }
    for percorso in variazioni {
        let gia_letto = nomi.iter().any(|nome| stesso_file(nome, percorso));
        if !gia_letto {
            let byte = byte_di(percorso)?;
            accogli(&mostrato(percorso), &byte);
            nomi.push(percorso.clone());
            file_letti.push(FileLetto {
                nome: solo_nome(percorso),
                byte,
                del_piano: false,
            });
        }
    }
    if rapporto.ha_errori() {
        rapporto.unisci(doubled_codes(&letto.albero));
    }
    rapporto.ordinato().in_errore()?;
    let coordinato = coordina(letto, lette)?;
    paths.extend(nomi);
    paths.extend(logo(&coordinato.letto.piano, cartella));
    Ok(Ingresso {
        coordinato,
        piano: file_del_piano,
        variazioni: file_letti,
        paths,
    })
}

/// Where the image that a plan shows is.
fn logo(piano: &Piano, cartella: &Path) -> Option<PathBuf> {
    let logo = piano.ente.logo.as_ref()?;
    Some(cartella.join(&*logo.file))
}

/// The files that the command line names: a plan and its amendments.
pub fn with_plan(piano: &Path, variazioni: &[PathBuf]) -> Vec<PathBuf> {
    let piano = std::iter::once(piano.to_owned());
    piano.chain(variazioni.iter().cloned()).collect()
}

/// The name of what is made from a plan: the plan's own with another extension, in no folder.
pub fn usual_name(piano: &Path, extension: &str) -> PathBuf {
    let nome = if e_trattino(piano) {
        Path::new("pira")
    } else {
        piano
    };
    Path::new(nome.file_name().unwrap_or(nome.as_os_str())).with_extension(extension)
}

/// The name of a file, without its folder.
pub fn solo_nome(percorso: &Path) -> String {
    let nome = percorso.file_name().unwrap_or(percorso.as_os_str());
    nome.to_string_lossy().into_owned()
}

/// A path as findings show it.
pub fn mostrato(percorso: &Path) -> String {
    let percorso = percorso.strip_prefix(".").unwrap_or(percorso);
    percorso.to_string_lossy().into_owned()
}

fn stesso_file(uno: &Path, altro: &Path) -> bool {
    match (uno.canonicalize(), altro.canonicalize()) {
        (Ok(uno), Ok(altro)) => uno == altro,
        _ => uno == altro,
    }
}

/// The folder of a plan.
pub fn cartella_di(piano: &Path) -> &Path {
    match piano.parent() {
        Some(cartella) if !cartella.as_os_str().is_empty() => cartella,
        _ => Path::new("."),
    }
}

fn leggi(percorso: &Path) -> Result<(Letto, Vec<u8>), Fallimento> {
    let byte = byte_di(percorso)?;
    let nome = if e_trattino(percorso) {
        "standard input".into()
    } else {
        percorso.to_string_lossy()
    };
    Ok((lettura::leggi(&nome, &byte)?, byte))
}

/// The bytes of a plan or an amendment, or of standard input.
///
/// # Errors
/// The system's refusal; a file too large.
fn byte_di(percorso: &Path) -> Result<Vec<u8>, Fallimento> {
    byte_fino_a(MASSIMO, percorso)
}

/// The bytes of a PDF, or of standard input.
///
/// # Errors
/// The system's refusal; a file too large.
pub fn byte_del_pdf(percorso: &Path) -> Result<Vec<u8>, Fallimento> {
    byte_fino_a(MASSIMO_PDF, percorso)
}

fn byte_fino_a(massimo: u64, percorso: &Path) -> Result<Vec<u8>, Fallimento> {
    let letti = if e_trattino(percorso) {
        fino_al_massimo(massimo, io::stdin().lock())
    } else {
        fermo(massimo, percorso)
    };
    letti.map_err(|errore| {
        Fallimento::Sistema(format!(
            "non riesco a leggere {}: {}",
            percorso.display(),
            scrittura::perche(&errore)
        ))
    })
}

/// Whether a path means standard input or output.
pub fn e_trattino(percorso: &Path) -> bool {
    percorso == Path::new("-")
}

/// The bytes of a file that nobody is writing: as many as the system says before and after.
fn fermo(massimo: u64, percorso: &Path) -> io::Result<Vec<u8>> {
    for _ in 0..TENTATIVI {
        let file = fs::File::open(percorso)?;
        let prima = file.metadata()?;
        if prima.is_file() && prima.len() > massimo {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let byte = fino_al_massimo(massimo, &file)?;
        let dopo = fs::metadata(percorso)?;
        let fermo =
            dopo.len() == byte.len() as u64 && prima.modified().ok() == dopo.modified().ok();
        if fermo || !prima.is_file() {
            return Ok(byte);
        }
        std::thread::sleep(PAUSA);
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

fn fino_al_massimo(massimo: u64, lettore: impl Read) -> io::Result<Vec<u8>> {
    let mut byte = Vec::new();
    lettore.take(massimo + 1).read_to_end(&mut byte)?;
    if byte.len() as u64 > massimo {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(byte)
}
