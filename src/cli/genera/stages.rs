//! The stages of making a document, which one plan, many plans and the watch have in common.

use std::path::Path;

use pira::rilievi::Report;
use pira::{
    Annex, ComposeOptions, Document, DocumentOptions, Enclosure, Margin, Numbering, OpenPlan,
    Rendered, Status, Templates,
};

use crate::cli::arguments::{DocumentFormat, Genera};
use crate::cli::{Failure, counted, input, tell_report};

/// A document ready to be written.
pub(super) struct ComposedDocument {
    /// The files: one, or one for each page.
    pub files: Vec<Vec<u8>>,
    /// The laid out document; `None` when the file is its Typst source.
    document: Option<Document>,
}

impl ComposedDocument {
    /// What Typst warned of, and what templates of the office left out.
    pub(super) fn warnings(&self) -> Report {
        let warnings = self.document.as_ref().map(Document::warnings);
        warnings.cloned().unwrap_or_default()
    }

    /// The summary for the user: `NOME: 13 pagine, 13 obiettivi, ...`.
    pub(super) fn summary(&self, name: &str, content: Vec<String>) -> String {
        let pages = self.document.as_ref().map(Document::page_count);
        let pages = pages.map(|pages| counted(pages, "pagina", "pagine"));
        let entries: Vec<String> = pages.into_iter().chain(content).collect();
        format!("{name}: {}", entries.join(", "))
    }
}

/// Opens a plan as the arguments say.
///
/// # Errors
/// The system's refusal; the findings that stop the reading or the amending.
pub(super) fn open(arguments: &Genera, piano: &Path) -> Result<OpenPlan, Failure> {
    let mut input = input::plan_input(piano, &arguments.variazioni)?;
    if let Some(allegato) = &arguments.allegato {
        input = input.annexed_as(allegato.allegato.clone());
    }
    Ok(input.open()?)
}

/// Makes the files of the format asked for; `lay_out` lays out the pages if the format has any.
///
/// # Errors
/// The errors of Typst; a document that cannot keep its standards.
pub(super) fn compose(
    arguments: &Genera,
    rendered: &Rendered,
    lay_out: impl FnOnce(&Rendered) -> Result<Document, Report>,
) -> Result<ComposedDocument, Report> {
    if arguments.format() == DocumentFormat::Typ {
        return Ok(ComposedDocument {
            files: vec![rendered.typst().as_bytes().to_vec()],
            document: None,
        });
    }
    let document = lay_out(rendered)?;
    let files = match arguments.format() {
        DocumentFormat::Png => document.page_images(arguments.ppi),
        _ => vec![document.pdf()?],
    };
    Ok(ComposedDocument {
        files,
        document: Some(document),
    })
}

/// Prints the warnings about a document, if there are any.
pub(super) fn tell_warnings(report: &Report) {
    if !report.rilievi().is_empty() {
        tell_report(report);
    }
}

/// What a summary says of a plan: amendments, objectives, indicators, total of the resources, warnings.
pub(super) fn summary_parts(plan: &OpenPlan, warnings: usize) -> Vec<String> {
    let piano = plan.piano();
    let variazioni = plan.history().len();
    let variazioni = (variazioni > 0).then(|| counted(variazioni, "variazione", "variazioni"));
    let entries = [
        counted(piano.obiettivi().count(), "obiettivo", "obiettivi"),
        counted(piano.indicatori().count(), "indicatore", "indicatori"),
        match piano.risorse() {
            Some(risorse) => format!("risorse {risorse} €"),
            None => "risorse non indicate".to_owned(),
        },
    ];
    let warnings = (warnings > 0).then(|| {
        let count = counted(warnings, "avviso", "avvisi");
        format!("{count} (pira verifica li mostra)")
    });
    variazioni
        .into_iter()
        .chain(entries)
        .chain(warnings)
        .collect()
}

/// The options of the arguments, with the built-in templates.
pub(crate) fn options(arguments: &Genera) -> ComposeOptions {
    ComposeOptions {
        document: document_options(arguments),
        enclosure: if arguments.con_dati {
            Enclosure::Data
        } else {
            Enclosure::Nothing
        },
        standards: arguments.standard.clone(),
        templates: Templates::default(),
    }
}

/// The options of the arguments, with the templates that they ask for.
///
/// # Errors
/// Standards that do not go together; a folder of templates that cannot be read.
pub(super) fn options_and_templates(arguments: &Genera) -> Result<ComposeOptions, Failure> {
    let mut options = options(arguments);
    options.standards().map_err(usage_failure)?;
    if let Some(folder) = &arguments.modelli {
        options.templates = Templates::from_folder(folder)?;
    }
    Ok(options)
}

fn document_options(arguments: &Genera) -> DocumentOptions {
    DocumentOptions {
        status: if arguments.bozza {
            Status::Draft
        } else {
            Status::Final
        },
        margin: if arguments.senza_segni {
            Margin::Clean
        } else {
            Margin::Marked
        },
        annex: if arguments.quadro {
            Annex::Quadro
        } else {
            Annex::Nothing
        },
        numbering: arguments.pagina_iniziale.map(|first_page| Numbering {
            prima: first_page,
            totale: arguments.pagine_totali,
        }),
    }
}

/// The failure for options that exclude each other: wrong usage, exit code 2.
pub(super) fn usage_failure(report: Report) -> Failure {
    let rilievi = report.rilievi().iter();
    Failure::Usage(
        rilievi
            .map(|rilievo| match &rilievo.regola {
                Some(regola) => format!("{}\n{regola}", rilievo.message),
                None => rilievo.message.clone(),
            })
            .collect(),
    )
}
