//! The PDF as a file: opened, its attachments extracted, joined with others into a dossier.

mod apertura;
mod conformita;
mod delimitation;
mod destinations;
mod direct;
mod estrazione;
mod exact;
mod file_allegato;
mod file_names;
mod filters;
mod forms;
mod icc;
mod layers;
mod losses;
mod metadati;
mod nomi;
mod numbering;
mod output_intents;
mod pagine;
mod parte;
mod pieces;
mod roles;
mod segnalibri;
mod signatures;
mod source;
mod struttura;
mod unione;
mod validation;
mod writer;

pub use apertura::apri;
pub use conformita::Conformita;
pub use estrazione::{Extraction, ExtractionFault, FileInterno, TOTALE, Voce, estrai};
pub use file_allegato::{Allegabile, Updated, allega_come_file};
pub use file_names::{Names, safe_name, shown};
pub use parte::Parte;
pub use unione::{Fascicolo, unisci};
