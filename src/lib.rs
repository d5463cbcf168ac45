//! `pira` makes the PIRA of an Italian chamber of commerce, the *Piano degli indicatori e dei
//! risultati attesi di bilancio* (art. 19 D.Lgs. 91/2011), from a plan written in YAML.
//!
//! Data crosses the library in one direction; a module knows only those to its left:
//!
//! ```text
//!  YAML       piano              lettura           variazioni     verifica
//!  ────►  the types of it ──► text, tree, types ──► amendments ──► rules
//!
//!           dati                     documento                          fascicolo
//!     ──► open formats ──► minijinja → Typst → pages → PDF ──► attach, extract, join
//! ```
//!
//! Whatever is wrong on the way is told as [`rilievi`], and [`cli`] is the command over it all.

#![warn(clippy::unwrap_used, clippy::panic, clippy::todo)]

pub mod cli;
pub mod dati;
pub mod documento;
pub mod fascicolo;
pub mod lettura;
pub mod nuovo;
mod pdf;
pub mod piano;
pub mod rilievi;
pub mod variazioni;
pub mod verifica;
