//! What a PDF made with `--con-dati` carries: what it was made from, as given, and its data.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;

use super::ComposeOptions;
use super::reissue::CarriedFiles;
use crate::dati::{self, Dato, Ristampa};
use crate::documento::Risorse;
use crate::fascicolo::{LONGEST_NAME, Names, safe_name};
use crate::open::OpenPlan;
use crate::rilievi::{Rapporto, Rilievo};

/// The plan, its amendments, its image and the office's templates as given; the plan's data; how to
/// issue the act again.
///
/// # Errors
/// A file that could not be given back under its name, or whose name another one has.
pub(super) fn enclosure(
    options: &ComposeOptions,
    plan: &OpenPlan,
    risorse: &Risorse,
) -> Result<Vec<Dato>, Rapporto> {
    let file = &plan.plan;
    let named = plan.amendments.iter().filter(|file| file.is_named);
    let immagini = risorse.iter().map(|(nome, byte)| Dato {
        nome: nome.clone(),
        byte: byte.clone(),
        mime: mime_dell_immagine(nome),
        relazione: "supplement",
        descrizione: "Il logo dell'ente",
    });
    let propri: Vec<Dato> = options.modelli.propri().map(modello).collect();
    let con_modelli = !propri.is_empty();
    // The names that the plan or the program decide come first: the others can change.
    let mut raccolti = CarriedNames::default();
    raccolti.reserve(&file.name, &file.bytes);
    for file in named {
        raccolti.reserve(&file.name, &file.bytes);
    }
    for dato in immagini.clone().chain(propri.iter().cloned()) {
        raccolti.reserve(&dato.nome, &dato.byte);
    }
    for nome in dati::DATA_NAMES {
        raccolti.reserve(nome, &[]);
    }
    let mut corredo = vec![sorgente(
        file.name.clone(),
        &file.bytes,
        "Il piano approvato",
    )];
    let mut aggiunte = Vec::new();
    for file in &plan.amendments {
        let nome = if file.is_named {
            file.name.clone()
        } else {
            let nome = raccolti.free(&file.name);
            aggiunte.push(nome.clone());
            nome
        };
        if !corredo.iter().any(|dato| dato.nome == nome) {
            corredo.push(sorgente(nome, &file.bytes, "Una variazione del piano"));
        }
    }
    raccolti.rapporto.in_errore()?;
    corredo.extend(immagini);
    let carried = CarriedFiles {
        plan: file.name.clone(),
        amendments: aggiunte,
        has_templates: con_modelli,
    };
    let ristampa = Ristampa::new(options, plan.allegato.as_ref(), &carried);
    corredo.extend(propri);
    corredo.extend(dati::corredo(plan.piano(), &ristampa));
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
        nome: format!("{}/{nome}", Ristampa::TEMPLATES),
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
