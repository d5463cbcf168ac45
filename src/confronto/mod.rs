//! What differs between two plans: differences, and the quadro di raffronto made of them.
//!
//! ```text
//!  plan before, plan after (typed values) ──► pairs of elements ──► differences ──► rows, totals
//! ```
//!
//! Nothing here knows how one plan became the other: who does hands in what it knows ([`History`]) and
//! why each difference was made ([`Reasons`]).

mod difference;
mod quadro;
mod quadro_text;
mod similarity;
mod totali;
mod words;

pub use difference::{Change, Difference, differences};
pub(crate) use difference::{History, Position, differences_with_history};
pub use quadro::{Quadro, QuadroGroup, QuadroRow};
pub(crate) use quadro::{QuadroHeading, Reasons};
pub(crate) use quadro_text::{quadro_to_markdown, quadro_to_text};
pub use totali::{TotaliComparison, TotaliRow};
pub use words::Fragment;
