//! The files embedded in a PDF made with `--con-dati`: those that it was made from, as given, and the
//! plan's data.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;

use super::ComposeOptions;
use super::reissue::CarriedFiles;
use crate::dati::{self, EnclosedFile, ReissueCommand};
use crate::documento::Assets;
use crate::fascicolo::{LONGEST_NAME, TakenNames, safe_name};
use crate::open::OpenPlan;
use crate::rilievi::{Report, Rilievo};

/// The files to embed: the plan, its amendments, its logo and the office's templates as given; the plan's
/// data; the command that makes the document again.
///
/// # Errors
/// A file that `pira estrai` could not give back under its name, or whose name another file has.
pub(super) fn enclosure(
    options: &ComposeOptions,
    plan: &OpenPlan,
    assets: &Assets,
) -> Result<Vec<EnclosedFile>, Report> {
    let file = &plan.plan;
    let named = plan.amendments.iter().filter(|file| file.is_named);
    let images = assets.iter().map(|(name, bytes)| EnclosedFile {
        name: name.clone(),
        bytes: bytes.clone(),
        mime_type: image_mime(name),
        relationship: "supplement",
        description: "Il logo dell'ente",
    });
    let own_templates: Vec<EnclosedFile> = options.templates.own().map(template_file).collect();
    let has_templates = !own_templates.is_empty();
    // The names that the plan or the program decide are reserved first: the amendments given by the
    // caller can take another name, since only the reissue command mentions them.
    let mut names = CarriedNames::default();
    names.reserve(&file.name, &file.bytes);
    for file in named {
        names.reserve(&file.name, &file.bytes);
    }
    for enclosed_file in images.clone().chain(own_templates.iter().cloned()) {
        names.reserve(&enclosed_file.name, &enclosed_file.bytes);
    }
    for name in dati::ENCLOSED_FILE_NAMES {
        names.reserve(name, &[]);
    }
    let mut enclosed = vec![source_file(
        file.name.clone(),
        &file.bytes,
        "Il piano approvato",
    )];
    let mut given_amendments = Vec::new();
    for file in &plan.amendments {
        let name = if file.is_named {
            file.name.clone()
        } else {
            let name = names.take_free_name(&file.name);
            given_amendments.push(name.clone());
            name
        };
        if !enclosed
            .iter()
            .any(|enclosed_file| enclosed_file.name == name)
        {
            enclosed.push(source_file(name, &file.bytes, "Una variazione del piano"));
        }
    }
    names.report.into_result()?;
    enclosed.extend(images);
    let carried = CarriedFiles {
        plan: file.name.clone(),
        amendments: given_amendments,
        has_templates,
    };
    let reissue_command = ReissueCommand::new(options, plan.allegato.as_ref(), &carried);
    enclosed.extend(own_templates);
    enclosed.extend(dati::enclosure(plan.piano(), &reissue_command));
    Ok(enclosed)
}

/// The names of the files inside the PDF. They are all different, on systems that ignore capital letters
/// too, so that `pira estrai` gives each file back under its own name.
#[derive(Default)]
struct CarriedNames<'a> {
    names: TakenNames,
    fixed: HashMap<String, Cow<'a, [u8]>>,
    report: Report,
}

impl CarriedNames<'_> {
    /// Reserves a name that must stay as it is; reports it if another file has taken it.
    fn reserve(&mut self, name: &str, bytes: &[u8]) {
        let Some(path) = self.path_of(name) else {
            return;
        };
        // The plan may name the same file twice.
        if self.fixed.get(name).is_some_and(|other| **other == *bytes) {
            return;
        }
        if !self.names.take(&path) {
            self.report.add(
                Rilievo::error(format!(
                    "dentro il PDF due file si chiamerebbero “{name}”, e se ne potrebbe restituire uno solo"
                ))
                .with_regola(format!(
                    "con --con-dati il PDF porta il piano, le variazioni, il logo, i modelli e {}; maiuscole e minuscole non bastano a distinguerli",
                    dati::ENCLOSED_FILE_NAMES.join(", ")
                ))
                .with_rimedio("dare un altro nome al file: piano.yaml"),
            );
        }
        self.fixed
            .insert(name.to_owned(), Cow::Owned(bytes.to_vec()));
    }

    /// Reserves a name that may change; gives it with a number if another file has taken it.
    fn take_free_name(&mut self, name: &str) -> String {
        match self.path_of(name) {
            Some(path) => self
                .names
                .take_or_number(path)
                .to_string_lossy()
                .into_owned(),
            None => name.to_owned(),
        }
    }

    /// The name as a path; a name that some system does not allow is reported.
    fn path_of(&mut self, name: &str) -> Option<PathBuf> {
        let path = safe_name(name).filter(|path| path.as_os_str() == name);
        if path.is_none() {
            self.report.add(
                Rilievo::error(format!(
                    "il file “{}” non può stare dentro il PDF con questo nome",
                    name.escape_debug()
                ))
                .with_regola(rule_of_names(name))
                .with_rimedio("dare un altro nome al file: piano.yaml"),
            );
        }
        path
    }
}

/// The rule that a name breaks.
fn rule_of_names(name: &str) -> String {
    match name.split('/').map(str::len).max() {
        Some(length) if length > LONGEST_NAME => format!(
            "ciò che il PDF porta deve potersi restituire su ogni sistema: un nome non è più lungo di {LONGEST_NAME} byte (una lettera accentata ne vale due), e questo ne ha {length}"
        ),
        _ => "ciò che il PDF porta deve potersi restituire su ogni sistema: un nome non ha segni come : \" ? * né segni invisibili, non finisce con un punto o uno spazio, non è uno di quelli di Windows (CON, NUL)".to_owned(),
    }
}

fn source_file(name: String, bytes: &[u8], description: &'static str) -> EnclosedFile {
    EnclosedFile {
        name,
        bytes: bytes.to_vec(),
        mime_type: "application/yaml",
        relationship: "source",
        description,
    }
}

fn template_file((name, text): (&str, &str)) -> EnclosedFile {
    EnclosedFile {
        name: format!("{}/{name}", ReissueCommand::TEMPLATES),
        bytes: text.as_bytes().to_vec(),
        mime_type: "text/plain",
        relationship: "supplement",
        description: "Un modello del documento",
    }
}

fn image_mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "image/jpeg",
    }
}
