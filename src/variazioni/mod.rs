//! Amendments: read, applied in the order of their dates, compared with the plan before them.
//!
//! ```text
//!  plan (tree) + amendments (trees) ──► one tree, each node with its file ──► plan as it now stands
//!  plan before, plan after ──► differences ──► quadro di raffronto, amendment, marks in the margin
//! ```

mod act_identity;
mod action;
mod apply;
mod consolidation;
mod coordinato;
mod difference;
mod elements;
mod named_in_plan;
mod order;
mod paragraphs;
mod quadro;
mod quadro_text;
mod reading;
mod similarity;
mod totali;
mod values;
mod variazione;
mod variazione_draft;
mod words;
mod yaml;

pub use consolidation::{ConsolidatedPlan, consolidate};
pub use coordinato::{Approved, Coordinato, coordinate};
pub use difference::{Change, Difference, Position, differences};
pub use elements::{CODES_ARE_UNIQUE, ElementKind, duplicate_codes};
pub use quadro::{Quadro, QuadroGroup, QuadroRow};
pub use quadro_text::{quadro_to_markdown, quadro_to_text};
pub use reading::{ParsedVariazione, read, variazione_schema};
pub use totali::{TotalKind, TotaliComparison, TotaliRow};
pub use values::plain_values as valori_di;
pub use variazione::{AttoDiVariazione, TipoDiModifica};
pub use variazione_draft::draft_variazione;
pub use words::Fragment;
