//! The order in which the sheets are printed.

use super::{Missione, Piano, Programma};

impl Piano {
    /// The programmes in the order of the sheets: that of `ordine_schede`, or that of the file.
    /// Programmes without objectives have no sheet.
    pub fn schede(&self) -> Vec<(&Missione, &Programma)> {
        let in_file_order = self
            .missioni
            .iter()
            .flat_map(|m| m.programmi.iter().map(move |p| (m, p)));
        let mut schede: Vec<_> = in_file_order
            .filter(|(_, p)| !p.obiettivi.is_empty())
            .collect();
        let position = |missione: &Missione, programma: &Programma| {
            self.ordine_schede
                .iter()
                .position(|codice| *codice == missione.codice || *codice == programma.codice)
        };
        if !self.ordine_schede.is_empty() {
            schede.sort_by_key(|(missione, programma)| position(missione, programma));
        }
        schede
    }
}
