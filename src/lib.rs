//! `pira` makes the PIRA of an Italian chamber of commerce, the *Piano degli indicatori e dei
//! risultati attesi di bilancio* (art. 19 D.Lgs. 91/2011), from a plan written in YAML: an official
//! act, as a PDF that can be kept for decades and read aloud.
//!
//! [`open`] is the entrance. It reads a plan with the amendments that the plan names, and gives an
//! [`OpenPlan`], of which everything else is asked:
//!
//! ```
//! let plan = pira::open("data/frosinone-latina-2021.yaml")?;
//! assert_eq!(plan.piano().obiettivi().count(), 13);
//! for rilievo in plan.check().rilievi() {
//!     let line = rilievo.location.as_ref().map(|location| location.line());
//!     println!("{line:?} {} {:?}", rilievo.message, rilievo.rimedio); // all of it: {rilievo}
//! }
//!
//! let document = plan.compose(&pira::ComposeOptions::default())?;
//! let pdf = document.pdf()?; // PDF/A-2a and PDF/UA-1
//! let first_page = document.page_image(0, 96); // PNG
//! assert!(pdf.starts_with(b"%PDF") && first_page.is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`PlanInput`] opens a plan in memory, or with more amendments; [`Composer`] makes many documents,
//! or one again and again while it is written; [`OpenPlan::compare`] and [`OpenPlan::compare_amendments`]
//! say what differs, as a [`quadro::Quadro`] or a document; [`OpenPlan::export`] gives the data; [`fascicolo`] joins the PDF with the others of
//! the budget, attaches it, and takes out what a PDF carries. `examples/folder.rs` makes the PDFs of
//! all the plans of a folder.
//!
//! Nothing here prints, ends the process, or reads the clock or the environment; files are read only
//! where the caller says, and none is written. The same plan gives the same bytes. What is wrong is
//! always told as [`rilievi`], in Italian.
//!
//! # How it goes
//!
//! Data crosses the library in one direction; a module knows only those to its left. ([`fascicolo`]
//! knows none of them: it works on any PDF.)
//!
//! ```text
//!  YAML       piano              lettura           confronto       variazioni     verifica
//!  ────►  the plan's types ──► text, tree, types ──► differences ──► amendments ──► rules
//!
//!           dati                     documento                          fascicolo
//!     ──► open formats ──► minijinja → Typst → pages → PDF ──► attach, extract, join
//! ```
//!
//! # The words
//!
//! The law and the document speak Italian, the program speaks English.
//!
//! | word | what it is | where it comes from |
//! |---|---|---|
//! | PIRA, *piano* | the plan of indicators and expected results of the budget | art. 19 D.Lgs. 91/2011 |
//! | *ente* | the body whose plan it is: a chamber of commerce, or another under the same law | art. 19 D.Lgs. 91/2011 |
//! | *preventivo (economico)* | the budget that the plan is annexed to | DPR 254/2005 |
//! | *esercizio* | the year of the budget | DPR 254/2005 |
//! | *triennio* | the three years that the targets are of, or the other period | DPCM 18/09/2012 art. 3 c. 2 b |
//! | *missione* | a mission: the first division of public spending | DM MEF 27/03/2013 |
//! | *programma* | a programme: the second division, within a mission | DPCM 18/09/2012 art. 3 c. 2 |
//! | *funzione* | a function of the chamber's budget, A to D, which missions are matched with | DPR 254/2005 |
//! | *obiettivo* | an objective of a programme | DPCM 18/09/2012 art. 3 c. 2 a |
//! | *ambito* | a part of an objective's description, with a title of its own | the office's practice |
//! | *portatori di interesse* | whom an objective is for | DPCM 18/09/2012 art. 4 |
//! | *centro di responsabilità* | the office that answers for an objective | DPCM 18/09/2012 art. 4 |
//! | *risorse (economiche)* | the money of an objective, for each year | DPCM 18/09/2012 art. 4 |
//! | *importo* | an amount in euro, to the cent, printed as it was typed | |
//! | *indicatore* | what measures an objective | DPCM 18/09/2012 art. 3 c. 2 c |
//! | *tipologia* | the type of an indicator: output, outcome and others | DPCM 18/09/2012 art. 3 c. 3 a, art. 6 |
//! | *unità di misura* | the unit that an indicator counts | DPCM 18/09/2012 art. 3 c. 3 b |
//! | *fonte dei dati* | where the data of an indicator come from | DPCM 18/09/2012 art. 3 c. 3 c |
//! | *algoritmo* | how an indicator is computed | DPCM 18/09/2012 art. 3 c. 3 d |
//! | *risultato atteso* | the target of an indicator for a year: `>= 2`, `100%`, or words | DPCM 18/09/2012 art. 3 c. 3 e |
//! | *valore osservato* | what was measured in the end | DPCM 18/09/2012 art. 3 c. 3 f |
//! | *rapporto sui risultati* | the report of the observed values, at the year's end | DPCM 18/09/2012 art. 5 c. 1 b |
//! | *premessa* | the opening of the document, which cites the acts | the office's practice |
//! | *capitolo* | a chapter: scenario, constraints, organisation | DPCM 18/09/2012 art. 5 c. 1 a |
//! | *raccordo* | the table that matches strategic areas with missions | the office's practice |
//! | *scheda* | the sheet of a programme: its objectives with their indicators | the office's practice |
//! | *etichette* | the words printed beside the values | the office's practice |
//! | *prosa* | a text of paragraphs, lists and emphasis | |
//! | *totali* | the sums of the resources | the office's practice |
//! | *quadratura* | the lines that reconcile the objectives with the preventivo | the office's practice |
//! | *atto* | an act, with its kind, organ, number and date | |
//! | *organo* | who adopts an act: Consiglio, Giunta, Commissario | |
//! | *allegato* | the annex that the document is, by its letter | DM MEF 27/03/2013 art. 2 c. 4 |
//! | *variazione* | an act that amends the plan, a file of its own | art. 12 DPR 254/2005 |
//! | *modifica* | one change of a variazione | |
//! | *rettifica, integrazione, annullamento, annotazione* | the kinds of amendment | AgID's metadata of documents |
//! | *testo coordinato* | the plan as it now stands, with its amendments in it | the practice of Italian acts |
//! | *quadro di raffronto* | what changed: before, after, variation, reason | the practice of Italian acts |
//! | *segno* | the mark in the margin of what an act changed | the practice of Italian acts |
//! | *fascicolo* | the budget with its annexes, in one PDF | DM MEF 27/03/2013 art. 2 c. 4 |
//! | *rilievo* | a finding: what is wrong, where, by which rule, what to write instead | |
//! | *regola, rimedio* | the rule that is broken, and the remedy | |
//! | *conformità* | which requirements of the law a plan satisfies | DPCM 18/09/2012 |

#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::panic, clippy::todo)]
#![warn(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

mod compare;
mod compose;
mod confronto;
mod dati;
mod documento;
mod lettura;
mod nuovo;
mod open;
mod pdf;
mod variazioni;
mod verifica;

pub mod fascicolo;
pub mod piano;
pub mod rilievi;
pub mod schema;

pub use compare::Comparison;
pub use compose::{CarriedFiles, ComposeOptions, Composer, Document, Enclosure, Rendered};
pub use dati::ReissueCommand;
pub use documento::{
    Annex, BUILT_IN as BUILT_IN_TEMPLATES, DocumentOptions, LayoutEngine, Margin, Numbering,
    REFERENCE as TEMPLATE_REFERENCE, Standard, Standards, Status, Templates, check_text,
    trim_layout_cache,
};
pub use lettura::Folder;
pub use nuovo::new_plan;
pub use open::{ExportFormat, OpenError, OpenPlan, PlanInput, SystemFailure, open};
pub use variazioni::{Approved, ConsolidatedPlan};

/// Reading whole files as the library does: of bounded size, not while another program writes them, and
/// with the reason of a failure in Italian.
pub mod files {
    pub use crate::open::{
        LARGEST_PDF, LARGEST_PLAN, displayed_path, file_name, folder_of, read_file,
        read_from_reader, reason,
    };
}

/// What the law asks of a plan, and the rules that a plan is checked against.
pub mod legge {
    pub use crate::piano::ElementKind;
    pub use crate::verifica::{
        Compliance, Regola, Requirement, find_regola, regole, regole_by_subject, rules_manual,
    };
}

/// The quadro di raffronto, and the acts in it.
pub mod quadro {
    pub use crate::confronto::{
        Fragment, Quadro, QuadroGroup, QuadroRow, TotaliComparison, TotaliRow,
    };
    pub use crate::piano::TotalKind;
    pub use crate::variazioni::{AttoDiVariazione, TipoDiModifica};
}

/// The stages one by one, for the benchmarks, which time each, and for the properties that the tests
/// try on each. No part of the interface.
#[doc(hidden)]
pub mod stages {
    pub use crate::confronto::{Change, Difference, Quadro, differences};
    pub use crate::documento::{Assets, LaidOut, Standards, Templates, render};
    pub use crate::lettura::{ParsedPlan, duplicate_codes, parse_plan};
    pub use crate::variazioni::{
        Coordinato, ParsedVariazione, consolidate, coordinate, draft_variazione, parse_variazione,
    };
    pub use crate::verifica::check_plan;
}
