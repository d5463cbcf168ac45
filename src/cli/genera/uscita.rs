//! Where the documents go.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::argomenti::{Formato, Genera};
use crate::cli::ingresso::e_trattino;
use crate::cli::{Fallimento, scrittura};

/// Where the document of a plan goes.
pub enum Uscita {
    StandardOutput,
    File(PathBuf),
    /// One file for each page: `NOME-001.png`.
    Pagine(PathBuf),
}

impl Uscita {
    /// Of the only plan of a run.
    ///
    /// # Errors
    /// Images on standard output.
    pub fn di_uno(argomenti: &Genera, piano: &Path) -> Result<Self, Fallimento> {
        match &argomenti.uscita {
            None => Ok(Self::per(predefinito(piano, argomenti.formato), argomenti.formato)),
            Some(uscita) if !e_trattino(uscita) => {
                Ok(Self::per(uscita.clone(), argomenti.formato))
            }
            Some(_) if argomenti.formato == Formato::Png => Err(Fallimento::Uso(
                "le immagini sono un file per pagina e non vanno sullo standard output: indicare -o FILE.png".to_owned(),
            )),
            Some(_) => Ok(Self::StandardOutput),
        }
    }

    /// Of each of many plans, all in one folder, which is made if it is missing.
    ///
    /// # Errors
    /// Standard output; two plans whose documents would have the same name; a folder that cannot be
    /// made.
    pub fn di_molti(argomenti: &Genera) -> Result<Vec<Self>, Fallimento> {
        let cartella = argomenti.uscita.as_deref().unwrap_or(Path::new(""));
        if e_trattino(cartella) {
            return Err(Fallimento::Uso(
                "i documenti di più piani non vanno sullo standard output: indicare -o CARTELLA"
                    .to_owned(),
            ));
        }
        let mut nomi: HashMap<PathBuf, &Path> = HashMap::new();
        let mut uscite = Vec::new();
        for piano in &argomenti.piani {
            let nome = predefinito(piano, argomenti.formato);
            if let Some(altro) = nomi.insert(nome.clone(), piano) {
                return Err(Fallimento::Uso(format!(
                    "{} e {} diventerebbero lo stesso file, {}: generarli separatamente, ciascuno con il suo -o",
                    altro.display(),
                    piano.display(),
                    nome.display()
                )));
            }
            uscite.push(Self::per(cartella.join(nome), argomenti.formato));
        }
        fs::create_dir_all(cartella).map_err(|errore| {
            Fallimento::Sistema(format!(
                "non riesco a usare la cartella {}: {}",
                cartella.display(),
                scrittura::perche(&errore)
            ))
        })?;
        Ok(uscite)
    }

    fn per(percorso: PathBuf, formato: Formato) -> Self {
        match formato {
            Formato::Png => Self::Pagine(percorso),
            _ => Self::File(percorso),
        }
    }

    /// Writes the files of a document.
    ///
    /// # Errors
    /// The system's refusal.
    pub fn scrivi(&self, dati: &[Vec<u8>]) -> Result<(), Fallimento> {
        match self {
            Self::StandardOutput => dati.iter().try_for_each(|dati| scrittura::in_uscita(dati)),
            Self::File(percorso) => dati
                .iter()
                .try_for_each(|dati| scrittura::in_file(percorso, dati)),
            Self::Pagine(percorso) => dati.iter().enumerate().try_for_each(|(posto, dati)| {
                scrittura::in_file(&pagina(percorso, posto + 1), dati)
            }),
        }
    }

    /// What it is called in a summary.
    pub fn nome(&self) -> String {
        match self {
            Self::StandardOutput => "standard output".to_owned(),
            Self::File(percorso) => percorso.display().to_string(),
            Self::Pagine(percorso) => pagina(percorso, 1).display().to_string() + " …",
        }
    }
}

/// `NOME-001.png`: three digits, so that the files sort as the pages do.
fn pagina(percorso: &Path, numero: usize) -> PathBuf {
    let nome = percorso.file_stem().unwrap_or_default().to_string_lossy();
    percorso.with_file_name(format!("{nome}-{numero:03}.png"))
}

/// The name of the plan, with the extension of the format.
fn predefinito(piano: &Path, formato: Formato) -> PathBuf {
    let nome = if e_trattino(piano) {
        Path::new("pira")
    } else {
        piano
    };
    Path::new(nome.file_name().unwrap_or(nome.as_os_str())).with_extension(formato.estensione())
}
