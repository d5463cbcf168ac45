//! The command that makes the same document again from the files embedded in its PDF.

use super::{ComposeOptions, Enclosure};
use crate::dati::ReissueCommand;
use crate::documento::{Annex, Margin, Status};
use crate::open::allegato_as_argument;
use crate::pdf::PROGRAM;
use crate::piano::Allegato;

/// The names of the embedded files from which the document is made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedFiles {
    /// The plan.
    pub plan: String,
    /// The amendments that the plan does not name itself.
    pub amendments: Vec<String>,
    /// Whether it carries templates of the office, in [`ReissueCommand::TEMPLATES`].
    pub has_templates: bool,
}

impl ReissueCommand {
    /// The command that makes the same file again, run in the folder of the extracted files. `allegato` is
    /// the annex of the options, when it takes the place of the plan's. The templates of the options do
    /// not count: `carried` says whether there are any.
    pub fn new(
        options: &ComposeOptions,
        allegato: Option<&Allegato>,
        carried: &CarriedFiles,
    ) -> Self {
        let mut command = vec!["genera".to_owned(), as_argument(&carried.plan)];
        for amendment in &carried.amendments {
            command.extend(["--variazione".to_owned(), as_argument(amendment)]);
        }
        command.extend(switches(options).map(str::to_owned));
        if carried.has_templates {
            command.extend(["--modelli".to_owned(), Self::TEMPLATES.to_owned()]);
        }
        if let Some(numbering) = options.document.numbering {
            command.extend(["--pagina-iniziale".to_owned(), numbering.prima.to_string()]);
            if let Some(total) = numbering.totale {
                command.extend(["--pagine-totali".to_owned(), total.to_string()]);
            }
        }
        if let Some(allegato) = allegato {
            command.extend(["--allegato".to_owned(), allegato_as_argument(allegato)]);
        }
        if !options.standards.is_empty() {
            let names: Vec<String> = options.standards.iter().map(|s| s.name()).collect();
            command.extend(["--standard".to_owned(), names.join(",")]);
        }
        Self {
            programma: PROGRAM.to_owned(),
            argomenti: command,
        }
    }
}

/// The options of the command line that take no value.
fn switches(options: &ComposeOptions) -> impl Iterator<Item = &'static str> {
    let document = options.document;
    [
        (options.enclosure == Enclosure::Data, "--con-dati"),
        (document.status == Status::Draft, "--bozza"),
        (document.margin == Margin::Clean, "--senza-segni"),
        (document.annex == Annex::Quadro, "--quadro"),
    ]
    .into_iter()
    .filter_map(|(is_asked, switch)| is_asked.then_some(switch))
}

/// A file name as an argument; `./` goes before a hyphen, which would begin an option.
fn as_argument(name: &str) -> String {
    if name.starts_with('-') {
        format!("./{name}")
    } else {
        name.to_owned()
    }
}
