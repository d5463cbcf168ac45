//! Where the documents go.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::cli::Fallimento;
use crate::cli::argomenti::{Formato, Genera};
use crate::cli::formats::{self, Format};
use crate::cli::ingresso::{self, e_trattino};
use crate::cli::scrittura::{Destination, Inputs, make_folder, may_be_an_input};
use pira::Modelli;

/// Where the document of a plan goes.
#[derive(Clone)]
pub struct Uscita {
    luogo: Destination,
    forma: Forma,
    formato: Formato,
    asked: Option<PathBuf>,
}

/// How many files a document is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Forma {
    File,
    /// One for each page: `NOME-001.png`.
    Pagine,
}

impl Uscita {
    /// Of the only plan of a run.
    ///
    /// # Errors
    /// Images on standard output; a place where something would be lost.
    pub fn di_uno(argomenti: &Genera, piano: &Path) -> Result<Self, Fallimento> {
        let chiesta = argomenti.uscita.as_deref();
        if argomenti.format() == Formato::Png && chiesta.is_some_and(e_trattino) {
            return Err(Fallimento::Uso(
                "le immagini sono un file per pagina e non vanno sullo standard output: indicare -o FILE.png".to_owned(),
            ));
        }
        let uscita = Self::per(argomenti, chiesta, piano);
        uscita.controlla()?;
        Ok(uscita)
    }

    /// Of each of many plans, all in one folder, which is made if it is missing.
    ///
    /// # Errors
    /// Standard output; two plans whose documents would have the same name; a document in the place
    /// of a file that the run reads; a folder that cannot be made.
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
            let nome = ingresso::usual_name(piano, argomenti.format().extension());
            if let Some(altro) = nomi.insert(as_told_apart(&nome), piano) {
                return Err(Fallimento::Uso(format!(
                    "{} e {} diventerebbero lo stesso file, {}: generarli separatamente, ciascuno con il suo -o",
                    altro.display(),
                    piano.display(),
                    nome.display()
                )));
            }
            // With its separator, a folder that is not there yet is a folder too.
            let chiesta = argomenti.uscita.as_ref().map(|_| cartella.join(""));
            uscite.push(Self::per(argomenti, chiesta.as_deref(), piano));
        }
        nessuna_al_posto_di_un_ingresso(argomenti, &uscite)?;
        make_folder(cartella)?;
        Ok(uscite)
    }

    fn per(argomenti: &Genera, chiesta: Option<&Path>, piano: &Path) -> Self {
        let nome = ingresso::usual_name(piano, argomenti.format().extension());
        let ingressi = detti(argomenti, [piano]);
        Self {
            luogo: Destination::new(chiesta, &nome, argomenti.overwrite, ingressi),
            forma: match argomenti.format() {
                Formato::Png => Forma::Pagine,
                _ => Forma::File,
            },
            formato: argomenti.format(),
            asked: chiesta.map(Path::to_owned),
        }
    }

    /// The same place, where other files must not be lost either: those that the plan turns out to
    /// name. What is not lost must be named for what it is.
    ///
    /// # Errors
    /// A place where one of them is; a name of another format.
    pub fn che_risparmia(&self, ingressi: &[PathBuf]) -> Result<Self, Fallimento> {
        let uscita = Self {
            luogo: self.luogo.with_inputs(ingressi),
            ..self.clone()
        };
        uscita
            .presenti()
            .iter()
            .try_for_each(Destination::check_inputs)?;
        formats::check_name(self.formato, self.asked.as_deref())?;
        Ok(uscita)
    }

    /// Says, before any long work, whether something would be lost.
    ///
    /// # Errors
    /// A place where something would be lost.
    pub fn controlla(&self) -> Result<(), Fallimento> {
        self.presenti().iter().try_for_each(Destination::check)
    }

    /// Writes the files of a document: all of them, or none where something would be lost.
    ///
    /// # Errors
    /// A place where something would be lost; the system's refusal.
    pub fn scrivi(&self, dati: &[Vec<u8>]) -> Result<(), Fallimento> {
        let file: Vec<Destination> = match self.forma {
            Forma::File => vec![self.luogo.clone()],
            Forma::Pagine => (1..=dati.len()).map(|numero| self.pagina(numero)).collect(),
        };
        if file.len() > 1 {
            file.iter().try_for_each(Destination::check)?;
        }
        file.iter()
            .zip(dati)
            .try_for_each(|(file, dati)| file.write(dati))
    }

    /// What it is called in a summary.
    pub fn nome(&self) -> String {
        match self.forma {
            Forma::File => self.luogo.name(),
            Forma::Pagine => self.pagina(1).name() + " …",
        }
    }

    fn pagina(&self, numero: usize) -> Destination {
        self.luogo.beside(|percorso| pagina(percorso, numero))
    }

    /// The files that would be written, as far as they are known: how many pages there will be only
    /// those that are there tell.
    fn presenti(&self) -> Vec<Destination> {
        match self.forma {
            Forma::File => vec![self.luogo.clone()],
            Forma::Pagine => (1..)
                .map(|numero| self.pagina(numero))
                .take_while(|pagina| pagina.path().is_some_and(Path::exists))
                .collect(),
        }
    }
}

/// `NOME-001.png`: three digits, so that the files sort as the pages do.
fn pagina(percorso: &Path, numero: usize) -> PathBuf {
    let nome = percorso.file_stem().unwrap_or_default().to_string_lossy();
    percorso.with_file_name(format!("{nome}-{numero:03}.png"))
}

/// A name as the system tells it from others: some make nothing of capital letters.
fn as_told_apart(name: &Path) -> PathBuf {
    if cfg!(any(windows, target_os = "macos")) {
        return name.to_string_lossy().to_lowercase().into();
    }
    name.to_owned()
}

/// The files that the command line names: plans, amendments, the office's templates.
fn detti<'a>(argomenti: &Genera, piani: impl IntoIterator<Item = &'a Path>) -> Vec<PathBuf> {
    let modelli = argomenti.modelli.as_deref().map(Modelli::files);
    piani
        .into_iter()
        .map(Path::to_owned)
        .chain(argomenti.variazioni.iter().cloned())
        .chain(modelli.into_iter().flatten())
        .collect()
}

/// Refuses a run in which the document of one plan would take the place of what another is made from.
fn nessuna_al_posto_di_un_ingresso(
    argomenti: &Genera,
    uscite: &[Uscita],
) -> Result<(), Fallimento> {
    let luoghi: Vec<Destination> = uscite.iter().flat_map(Uscita::presenti).collect();
    let presenti: Vec<&Path> = luoghi
        .iter()
        .filter_map(Destination::path)
        .filter(|file| file.exists())
        .collect();
    if presenti.is_empty() {
        return Ok(());
    }
    let piani = argomenti.piani.iter().map(PathBuf::as_path);
    let mut ingressi = detti(argomenti, piani);
    // What the plans themselves name is read only if it can matter: it is never a PDF.
    if presenti.iter().any(|file| may_be_an_input(file)) {
        for piano in &argomenti.piani {
            if let Ok(plan) = ingresso::open(piano, &[]) {
                ingressi.extend_from_slice(plan.paths());
            }
        }
    }
    let ingressi = Inputs::new(&ingressi);
    presenti.iter().try_for_each(|file| ingressi.spare(file))
}
