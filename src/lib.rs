//! `pira` makes the PIRA of an Italian chamber of commerce, the *Piano degli indicatori e dei
//! risultati attesi di bilancio* (art. 19 D.Lgs. 91/2011), from a plan written in YAML.
//!
//! Data crosses the library in one direction; a module knows only those to its left:
//!
//! ```text
//!  YAML ──► lettura ──► piano ──► verifica ──► documento ──► PDF, PNG, Typst
//!               every stage tells what is wrong as rilievi
//! ```

pub mod lettura;
pub mod piano;
pub mod rilievi;

pub mod documento;
pub mod verifica;
