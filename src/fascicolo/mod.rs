//! The PDF as a file: opened, its attachments extracted, joined with others into a dossier.

mod apertura;
mod conformita;
mod estrazione;
mod file_allegato;
mod firma;
mod metadati;
mod nomi;
mod pagine;
mod parte;
mod segnalibri;
mod struttura;
mod unione;

pub use apertura::{apri, e_firmato};
pub use conformita::Conformita;
pub use estrazione::{FileInterno, estrai};
pub use file_allegato::{Allegabile, allega_come_file};
pub use firma::{is_signed, is_signed_envelope};
pub use parte::Parte;
pub use unione::{Fascicolo, unisci};
