//! What a PDF made with `--con-dati` carries: what it was made from, as given, and its data.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;

use clap::Parser;

use super::argomenti::{Comando, Genera, Pira};
use super::ingresso::Ingresso;
use crate::dati::{self, Dato, Ristampa};
use crate::documento::{Modelli, Risorse};
use crate::fascicolo::{LONGEST_NAME, Names, safe_name};
use crate::rilievi::{Rapporto, Rilievo};

/// The folder of the office's own templates, inside the PDF.
const MODELLI: &str = "modelli";

/// The plan, its amendments, its image and the office's templates as given; the plan's data; how to
/// issue the act again.
///
/// # Errors
/// A file that could not be given back under its name, or whose name another one has.
pub fn corredo(
    argomenti: &Genera,
    ingresso: &Ingresso,
    modelli: &Modelli,
    risorse: &Risorse,
) -> Result<Vec<Dato>, Rapporto> {
    let piano = &ingresso.piano;
    let del_piano = ingresso.variazioni.iter().filter(|file| file.del_piano);
    let immagini = risorse.iter().map(|(nome, byte)| Dato {
        nome: nome.clone(),
        byte: byte.clone(),
        mime: mime_dell_immagine(nome),
        relazione: "supplement",
        descrizione: "Il logo dell'ente",
    });
    let propri: Vec<Dato> = modelli.propri().map(modello).collect();
    let con_modelli = !propri.is_empty();
    // The names that the plan or the program decide come first: the others can change.
    let mut raccolti = CarriedNames::default();
    raccolti.reserve(&piano.nome, &piano.byte);
    for file in del_piano.clone() {
        raccolti.reserve(&file.nome, &file.byte);
    }
    for dato in immagini.clone().chain(propri.iter().cloned()) {
        raccolti.reserve(&dato.nome, &dato.byte);
    }
    for nome in dati::DATA_NAMES {
        raccolti.reserve(nome, &[]);
    }
    let mut corredo = vec![sorgente(
        piano.nome.clone(),
        &piano.byte,
        "Il piano approvato",
    )];
    let mut aggiunte = Vec::new();
    for file in &ingresso.variazioni {
        let nome = if file.del_piano {
            file.nome.clone()
        } else {
            let nome = raccolti.free(&file.nome);
            aggiunte.push(nome.clone());
            nome
        };
        if !corredo.iter().any(|dato| dato.nome == nome) {
            corredo.push(sorgente(nome, &file.byte, "Una variazione del piano"));
        }
    }
    raccolti.rapporto.in_errore()?;
    corredo.extend(immagini);
    let ristampa = Ristampa {
        programma: concat!("pira ", env!("CARGO_PKG_VERSION")).to_owned(),
        argomenti: comando(argomenti, &piano.nome, &aggiunte, con_modelli),
    };
    corredo.extend(propri);
    corredo.extend(dati::corredo(&ingresso.coordinato.letto.piano, &ristampa));
    Ok(corredo)
}

/// The names that the files will have inside the PDF, such that `pira estrai` gives each back under its
/// own.
#[derive(Default)]
struct CarriedNames<'a> {
    nomi: Names,
    fissi: HashMap<String, Cow<'a, [u8]>>,
    rapporto: Rapporto,
}

impl CarriedNames<'_> {
    /// Takes a name that cannot change.
    fn reserve(&mut self, nome: &str, byte: &[u8]) {
        let Some(percorso) = self.path_of(nome) else {
            return;
        };
        // The plan may name the same file twice.
        if self.fissi.get(nome).is_some_and(|altro| **altro == *byte) {
            return;
        }
        if !self.nomi.take(&percorso) {
            self.rapporto.aggiungi(
                Rilievo::errore(format!(
                    "dentro il PDF due file si chiamerebbero “{nome}”, e se ne potrebbe restituire uno solo"
                ))
                .regola(format!(
                    "con --con-dati il PDF porta il piano, le variazioni, il logo, i modelli e {}; maiuscole e minuscole non bastano a distinguerli",
                    dati::DATA_NAMES.join(", ")
                ))
                .rimedio("dare un altro nome al file: piano.yaml"),
            );
        }
        self.fissi
            .insert(nome.to_owned(), Cow::Owned(byte.to_vec()));
    }

    /// Takes a name that can change.
    fn free(&mut self, nome: &str) -> String {
        match self.path_of(nome) {
            Some(percorso) => self.nomi.take_like(percorso).to_string_lossy().into_owned(),
            None => nome.to_owned(),
        }
    }

    fn path_of(&mut self, nome: &str) -> Option<PathBuf> {
        let percorso = safe_name(nome).filter(|percorso| percorso.as_os_str() == nome);
        if percorso.is_none() {
            self.rapporto.aggiungi(
                Rilievo::errore(format!(
                    "il file “{}” non può stare dentro il PDF con questo nome",
                    nome.escape_debug()
                ))
                .regola(rule_of_names(nome))
                .rimedio("dare un altro nome al file: piano.yaml"),
            );
        }
        percorso
    }
}

/// The rule that a name breaks: of a long one, how long it may be.
fn rule_of_names(name: &str) -> String {
    match name.split('/').map(str::len).max() {
        Some(length) if length > LONGEST_NAME => format!(
            "ciò che il PDF porta deve potersi restituire su ogni sistema: un nome non è più lungo di {LONGEST_NAME} byte (una lettera accentata ne vale due), e questo ne ha {length}"
        ),
        _ => "ciò che il PDF porta deve potersi restituire su ogni sistema: un nome non ha segni come : \" ? * né segni invisibili, non finisce con un punto o uno spazio, non è uno di quelli di Windows (CON, NUL)".to_owned(),
    }
}

fn sorgente(nome: String, byte: &[u8], descrizione: &'static str) -> Dato {
    Dato {
        nome,
        byte: byte.to_vec(),
        mime: "application/yaml",
        relazione: "source",
        descrizione,
    }
}

fn modello((nome, testo): (&str, &str)) -> Dato {
    Dato {
        nome: format!("{MODELLI}/{nome}"),
        byte: testo.as_bytes().to_vec(),
        mime: "text/plain",
        relazione: "supplement",
        descrizione: "Un modello del documento",
    }
}

fn mime_dell_immagine(nome: &str) -> &'static str {
    match nome.rsplit('.').next() {
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "image/jpeg",
    }
}

/// The command that makes the same file again, run where the files inside it are.
fn comando(
    argomenti: &Genera,
    piano: &str,
    variazioni: &[String],
    con_modelli: bool,
) -> Vec<String> {
    let mut comando = vec!["genera".to_owned(), as_argument(piano)];
    let mut aggiungi = |parole: &[&str]| comando.extend(parole.iter().map(|p| (*p).to_owned()));
    for variazione in variazioni {
        aggiungi(&["--variazione", &as_argument(variazione)]);
    }
    for (detta, opzione) in [
        (argomenti.con_dati, "--con-dati"),
        (argomenti.bozza, "--bozza"),
        (argomenti.senza_segni, "--senza-segni"),
        (argomenti.quadro, "--quadro"),
    ] {
        if detta {
            aggiungi(&[opzione]);
        }
    }
    if con_modelli {
        aggiungi(&["--modelli", MODELLI]);
    }
    let numeri = [
        ("--pagina-iniziale", argomenti.pagina_iniziale),
        ("--pagine-totali", argomenti.pagine_totali),
    ];
    for (opzione, numero) in numeri {
        if let Some(numero) = numero {
            aggiungi(&[opzione, &numero.to_string()]);
        }
    }
    if let Some(allegato) = &argomenti.allegato {
        aggiungi(&["--allegato", &allegato.scritto()]);
    }
    if !argomenti.standard.is_empty() {
        let nomi: Vec<String> = argomenti.standard.iter().map(|s| s.nome()).collect();
        aggiungi(&["--standard", &nomi.join(",")]);
    }
    comando
}

/// A name as an argument: one that begins with a hyphen would be taken for an option.
fn as_argument(nome: &str) -> String {
    if nome.starts_with('-') {
        format!("./{nome}")
    } else {
        nome.to_owned()
    }
}

/// The arguments of a command that we could have written for files of these names; `None` for any
/// other, whoever wrote it.
pub fn recognize(ristampa: &Ristampa, nomi: &[PathBuf]) -> Option<Genera> {
    // Signs that a terminal obeys: no text of an act has them.
    if ristampa
        .argomenti
        .iter()
        .any(|a| a.chars().any(char::is_control))
    {
        return None;
    }
    let parole = std::iter::once("pira").chain(ristampa.argomenti.iter().map(String::as_str));
    let Comando::Genera(genera) = Pira::try_parse_from(parole).ok()?.comando else {
        return None;
    };
    let [piano] = genera.piani.as_slice() else {
        return None;
    };
    let portati = std::iter::once(piano).chain(&genera.variazioni);
    let portati: Option<Vec<String>> = portati
        .map(|file| {
            let file = file.strip_prefix(".").unwrap_or(file);
            let portato = nomi.iter().any(|nome| nome == file);
            file.to_str().filter(|_| portato).map(str::to_owned)
        })
        .collect();
    let portati = portati?;
    let (piano, variazioni) = portati.split_first()?;
    // A dossier may carry the templates of another act too.
    let con_modelli = genera.modelli.is_some() && nomi.iter().any(|nome| nome.starts_with(MODELLI));
    let nostro = comando(&genera, piano, variazioni, con_modelli);
    (genera.con_dati && nostro == ristampa.argomenti).then_some(genera)
}
