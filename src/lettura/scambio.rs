//! A file of another kind given in place of the one that is read.

use super::albero::Albero;
use crate::rilievi::Rilievo;

/// Another kind of file, known by its keys, and what to tell who gives one here.
pub struct Estranea {
    /// Keys that only it has: one is enough.
    pub proprie: &'static [&'static str],
    /// Keys that only the expected kind has: with one of these the file is not the other.
    pub attese: &'static [&'static str],
    /// What it is: `è una variazione, non un piano`.
    pub parole: &'static str,
    /// How it is given.
    pub rimedio: &'static str,
}

impl Estranea {
    /// Whether a tree is that of the other kind.
    pub(super) fn is(&self, albero: &Albero) -> bool {
        let ne_ha = |chiavi: &[&str]| {
            let mut chiavi = chiavi.iter();
            chiavi.any(|chiave| albero.chiave(albero.radice(), chiave).is_some())
        };
        ne_ha(self.proprie) && !ne_ha(self.attese)
    }

    /// The finding for it.
    pub(super) fn finding(&self, albero: &Albero) -> Rilievo {
        let nome = albero.sorgente().nome();
        Rilievo::errore(format!("“{nome}” {}", self.parole))
            .in_luogo(albero.luogo(albero.radice()))
            .rimedio(self.rimedio)
    }
}
