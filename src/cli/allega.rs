//! `pira allega`: the PIRA and the other annexes with the preventivo, in one file.

use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::arguments::{Allega, PartArgument};
use super::input::{self, is_dash};
use super::writing::Destination;
use super::{Failure, counted, formats};
use pira::fascicolo::{Attachment, Part, attach_as_file, join_parts};
use pira::rilievi::{Report, Rilievo};

/// The annexes of the preventivo, in order (DM MEF 27/03/2013 art. 2 c. 4).
const DECREE_ANNEXES: [(&str, &str); 5] = [
    ("a", "Budget economico pluriennale"),
    ("b", "Relazione illustrativa"),
    (
        "c",
        "Prospetto delle previsioni di spesa per missioni e programmi",
    ),
    ("d", "PIRA"),
    ("e", "Relazione dei revisori"),
];

/// An annex with its letter and title.
struct LetteredAnnex {
    letter: String,
    title: String,
    file: PathBuf,
}

impl LetteredAnnex {
    /// The text of its bookmark: `Allegato d) PIRA`.
    fn full_title(&self) -> String {
        format!("Allegato {}) {}", self.letter, self.title)
    }

    /// Its name as a file attached to the preventivo.
    fn attached_name(&self) -> String {
        if is_dash(&self.file) {
            return format!("allegato-{}.pdf", self.letter);
        }
        pira::files::file_name(&self.file)
    }
}

/// Joins the annexes to the preventivo, or attaches them to it as files.
pub(super) fn allega(arguments: Allega) -> Result<(), Failure> {
    let annexes = annexes_in_order(&arguments);
    let output = destination(&arguments, &annexes);
    output.check()?;
    formats::check_only_name(&["pdf"], arguments.output.as_deref())?;
    if arguments.come_file {
        return attach_as_files(&arguments.a, &annexes, &output);
    }
    let mut report = Report::default();
    let mut parts = Vec::new();
    let titles = annexes
        .iter()
        .map(|a| (a.file.as_path(), Some(a.full_title())));
    let preventivo = (arguments.a.as_path(), arguments.titolo.clone());
    for (file, title) in std::iter::once(preventivo).chain(titles) {
        let bytes = input::read_pdf_bytes(file)?;
        match open_part(file, title.as_deref(), &bytes) {
            Ok(mut part) => {
                if arguments.verifica_parti {
                    part.validate(&bytes);
                }
                parts.push(part);
            }
            Err(rilievi) if is_told_already(&report, &rilievi) => {}
            Err(rilievi) => report.merge(rilievi),
        }
    }
    report.into_result()?;
    let count = counted(parts.len(), "parte", "parti");
    let fascicolo = join_parts(parts);
    // A file given twice has the same remarks twice.
    let mut told = HashSet::new();
    for remark in fascicolo.lowerings.iter().chain(&fascicolo.losses) {
        if told.insert(remark) {
            super::tell_report(&Rilievo::warning(remark.as_str()).into());
        }
    }
    output.write_with(|file| fascicolo.write_to(file))?;
    let pages = counted(fascicolo.page_count, "pagina", "pagine");
    super::tell(&format!(
        "{}: {pages}, {count}, {}",
        output.name(),
        fascicolo.standard()
    ));
    Ok(())
}

/// Whether the report already holds these findings: the same file was given twice.
fn is_told_already(report: &Report, found: &Report) -> bool {
    let mut found = found.rilievi().iter();
    found.all(|rilievo| report.rilievi().contains(rilievo))
}

/// Opens a part of the dossier. The large streams of a file on the disk are read again from it when the
/// dossier is written, and need no memory until then.
fn open_part(file: &Path, title: Option<&str>, bytes: &[u8]) -> Result<Part, Report> {
    let name = file.display().to_string();
    // Standard input or a pipe cannot be read twice.
    let reopened = Some(file)
        .filter(|file| !is_dash(file) && file.is_file())
        .and_then(|file| File::open(file).ok());
    match reopened {
        Some(file) => Part::open_from_file(&name, title, bytes, file),
        None => Part::open(&name, title, bytes),
    }
}

/// Where the dossier is written; its parts are never overwritten.
fn destination(arguments: &Allega, annexes: &[LetteredAnnex]) -> Destination {
    let name = arguments.a.file_stem().unwrap_or_default();
    let name = format!("{}-fascicolo.pdf", name.to_string_lossy());
    let parts = annexes.iter().map(|annex| annex.file.clone());
    Destination::new(
        arguments.output.as_deref(),
        Path::new(&name),
        arguments.overwrite,
        parts.chain([arguments.a.clone()]),
    )
}

/// Attaches the annexes as files inside the preventivo, whose pages and signatures stay untouched.
fn attach_as_files(
    preventivo: &Path,
    annexes: &[LetteredAnnex],
    output: &Destination,
) -> Result<(), Failure> {
    let bytes = input::read_pdf_bytes(preventivo)?;
    let name = preventivo.display().to_string();
    let mut read = Vec::new();
    for annex in annexes {
        read.push((
            annex.attached_name(),
            annex.full_title(),
            input::read_pdf_bytes(&annex.file)?,
        ));
    }
    let attachments: Vec<Attachment<'_>> = read
        .iter()
        .map(|(name, description, bytes)| Attachment {
            name,
            description,
            bytes,
        })
        .collect();
    let updated = attach_as_file(&name, &bytes, &attachments)?;
    output.write_with(|file| updated.write_to(file))?;
    let count = counted(attachments.len(), "file allegato", "file allegati");
    super::tell(&format!("{}: {count}, pagine intatte", output.name()));
    if let Some(note) = signatures_note(updated.signature_count(), attachments.len()) {
        super::tell(&note);
    }
    Ok(())
}

/// A note about the signatures of a document to which files are attached; `None` when it has none.
fn signatures_note(signatures: usize, files: usize) -> Option<String> {
    let [covers, invalid, before, covers_not] = match signatures {
        0 => return None,
        1 => [
            "la firma copre",
            "la firma non valida",
            "della firma",
            "la firma non",
        ],
        _ => [
            "le firme coprono",
            "le firme non valide",
            "delle firme",
            "le firme non",
        ],
    };
    let [added, it] = match files {
        1 => ["il file allegato è stato aggiunto", "lo"],
        _ => ["i file allegati sono stati aggiunti", "li"],
    };
    let cover = if signatures == 1 { "copre" } else { "coprono" };
    Some(format!(
        "{covers} ancora, intatti, i byte di prima; {added} dopo e {covers_not} {it} {cover}: \
         alcuni programmi di verifica lo dicono soltanto, altri considerano l'aggiunta non ammessa e {invalid}. \
         Prima di depositare il file, verificarlo con il programma che userà chi lo riceve; per non avere dubbi, allegare prima {before}"
    ))
}

/// The PIRA and the other annexes, in the order of their letters unless the user asked for that given. One
/// of the decree has the title of the decree, any other the name of its file.
fn annexes_in_order(arguments: &Allega) -> Vec<LetteredAnnex> {
    let pira = PartArgument {
        letter: "d".to_owned(),
        titolo: None,
        file: arguments.pira.clone(),
    };
    let mut annexes: Vec<LetteredAnnex> = std::iter::once(&pira)
        .chain(&arguments.allegati)
        .map(|part| {
            let in_decree = DECREE_ANNEXES
                .iter()
                .find(|(letter, _)| *letter == part.letter);
            let name = part.file.file_stem().unwrap_or_default().to_string_lossy();
            let title = part.titolo.clone();
            LetteredAnnex {
                title: title.unwrap_or_else(|| match in_decree {
                    Some((_, title)) => (*title).to_owned(),
                    None => name.into_owned(),
                }),
                letter: part.letter.clone(),
                file: part.file.clone(),
            }
        })
        .collect();
    if !arguments.in_questo_ordine {
        annexes.sort_by(|a, b| (a.letter.len(), &a.letter).cmp(&(b.letter.len(), &b.letter)));
    }
    annexes
}
