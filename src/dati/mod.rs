//! The plan's data in open formats: what art. 29 D.Lgs. 33/2013 wants published, and what a PDF
//! carries so that the act can be issued again from itself.

mod cells;
mod confronto;
mod csv;
mod enclosure;
mod indicator_rows;
mod json;
mod numbers;
mod objective_rows;
mod reissue_command;
mod xlsx;

pub(crate) use confronto::{Confronto, comparison_schema};
pub(crate) use csv::{column_descriptions, to_csv, to_italian_csv};
pub(crate) use enclosure::{ENCLOSED_FILE_NAMES, EnclosedFile, enclosure};
pub(crate) use json::to_json;
pub use reissue_command::ReissueCommand;
pub(crate) use xlsx::to_xlsx;
