//! The plan's data in open formats: what art. 29 D.Lgs. 33/2013 wants published, and what a PDF
//! carries so that the act can be issued again from itself.

mod confronto;
mod corredo;
mod csv;
mod json;
mod multiples;
mod numbers;
mod righe;
mod ristampa;
mod xlsx;

pub use confronto::{Confronto, schema_del_confronto};
pub use corredo::{DATA_NAMES, Dato, corredo};
pub use csv::{descrizione_delle_colonne, in_csv, in_italian_csv};
pub use json::in_json;
pub use ristampa::Ristampa;
pub use xlsx::in_xlsx;
