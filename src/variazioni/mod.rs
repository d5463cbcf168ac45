//! Amendments: read, applied in the order of their dates, compared with the plan before them.
//!
//! ```text
//!  plan (tree) + amendments (trees) ──► one tree, each node with its file ──► plan as it now stands
//!  plan before, plan after ──► differences ──► quadro di raffronto, amendment, marks in the margin
//! ```

mod applica;
mod azione;
mod capoversi;
mod consolida;
mod coordinato;
mod cose;
mod differenza;
mod identity;
mod lettura;
mod named;
mod ordine;
mod parole;
mod quadro;
mod racconto;
mod scrittura;
mod somiglianza;
mod totali;
mod valori;
mod variazione;
mod yaml;

pub use consolida::{Consolidato, consolida};
pub use coordinato::{Approvata, Coordinato, coordina};
pub use cose::{Classe, ONE_THING_EACH, doubled_codes};
pub use differenza::{Cambio, Differenza, Posizione, differenze};
pub use lettura::{VariazioneLetta, leggi, schema_della_variazione};
pub use parole::Brano;
pub use quadro::{Gruppo, Quadro, Riga};
pub use racconto::{in_markdown, in_testo};
pub use scrittura::in_variazione;
pub use totali::{RaffrontoTotali, RigaTotali, SpecieTotale};
pub use valori::di as valori_di;
pub use variazione::{AttoDiVariazione, TipoDiModifica};
