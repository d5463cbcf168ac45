//! Amendments: read, applied in the order of their dates, written.
//!
//! ```text
//!  plan (tree) + amendments (trees) ──► one tree, each node with its file ──► plan as it now stands
//!  plan before, plan after, what the amendments did ──► confronto ──► differences, each with its reasons
//! ```

mod act_identity;
mod action;
mod apply;
mod consolidation;
mod coordinato;
mod named_in_plan;
mod order;
mod paragraphs;
mod reading;
mod variazione;
mod variazione_draft;
mod yaml;

pub use consolidation::{ConsolidatedPlan, consolidate};
pub use coordinato::{Approved, Coordinato, coordinate};
pub(crate) use reading::variazione_schema;
pub use reading::{ParsedVariazione, parse_variazione};
pub use variazione::{AttoDiVariazione, TipoDiModifica};
pub use variazione_draft::draft_variazione;
