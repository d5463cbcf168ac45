//! The document: templates to Typst, Typst to pages, pages to files.

mod caratteri;
mod compattazione;
mod errori_modello;
mod errori_typst;
mod esportazione;
mod letterale;
mod modelli;
mod mondo;
mod namespace;
mod omissions;
mod options;
mod origine;
mod prosa;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test
mod reference;
mod risorse;
mod segni;
mod totali;
mod vista;

use typst::diag::Warned;
use typst_layout::PagedDocument;

use crate::dati::Dato;
use crate::lettura::Letto;
use crate::rilievi::{Rapporto, Rilievo};
use crate::variazioni::{Coordinato, Quadro};
use modelli::Principale;
use mondo::Mondo;
use vista::Vista;

pub use caratteri::{check_option, controlla as controlla_caratteri};
pub use esportazione::{Standard, Standards};
pub use modelli::{Compilati, Modelli, PREDEFINITI, REFERENCE, Reso};
pub use mondo::Risorse;
pub use options::{Annesso, Margine, Numerazione, Stato, Veste};
pub use risorse::raccogli as raccogli_risorse;

/// Readies what every document needs and no plan changes: faces and Typst's library.
pub fn prepara() {
    mondo::prepara();
    caratteri::consueti();
}

/// Renders a plan, with its amendments, into Typst.
///
/// # Errors
/// Characters that cannot be printed; a template at fault.
pub fn rendi(coordinato: &Coordinato, modelli: &Modelli, veste: Veste) -> Result<Reso, Rapporto> {
    rendi_con_dati(coordinato, &modelli.clone().compila()?, veste, &[])
}

/// As [`rendi`], with templates that are parsed already and files that go inside the PDF;
/// [`aggiungi_dati`] gives them to the document.
///
/// # Errors
/// Those of [`rendi`].
pub fn rendi_con_dati(
    coordinato: &Coordinato,
    modelli: &Compilati,
    veste: Veste,
    dati: &[Dato],
) -> Result<Reso, Rapporto> {
    controlla_caratteri(&coordinato.letto.albero)
        .ordinato()
        .in_errore()?;
    let vista = Vista::new(coordinato, veste, dati);
    let reso = modelli.rendi(Principale::Documento, &vista)?;
    if modelli.modelli().propri().next().is_none() {
        return Ok(reso);
    }
    Ok(reso.expecting(omissions::expected_parts(&coordinato.letto.piano)))
}

/// Puts the files that go inside the PDF among those that the document may read.
pub fn aggiungi_dati(risorse: &mut Risorse, dati: Vec<Dato>) {
    for dato in dati {
        risorse.insert(vista::percorso_del_dato(&dato.nome), dato.byte);
    }
}

/// Renders a quadro di raffronto alone into Typst, in the look of the plan after.
///
/// # Errors
/// Characters that cannot be printed; a template at fault.
pub fn rendi_quadro(
    [prima, dopo]: [&Letto; 2],
    quadro: Quadro,
    modelli: &Modelli,
) -> Result<Reso, Rapporto> {
    for letto in [prima, dopo] {
        controlla_caratteri(&letto.albero).ordinato().in_errore()?;
    }
    let vista = Vista::del_quadro(&dopo.piano, quadro);
    let modelli = modelli.clone().compila()?;
    modelli.rendi(Principale::Confronto, &vista)
}

/// The pages of the longest document: over twice those of a plan a thousand times the real one.
const PAGINE_MASSIME: usize = 20_000;

fn troppe(pagine: usize) -> Rilievo {
    Rilievo::errore(format!("il documento avrebbe {pagine} pagine"))
        .regola(format!(
            "un documento non ha più di {PAGINE_MASSIME} pagine"
        ))
        .rimedio("correggere il modello che le aggiunge")
}

/// Forgets the pieces of layout that the last documents, so many of them, did not use.
pub fn dimentica(documenti: usize) {
    typst::comemo::evict(documenti);
}

/// A document laid out in pages.
pub struct Impaginato {
    documento: PagedDocument,
    avvisi: Rapporto,
    reso: Reso,
}

impl Impaginato {
    /// Lays out a rendered plan.
    ///
    /// # Errors
    /// What Typst refuses, at the template's line.
    pub fn new(reso: Reso, risorse: &Risorse) -> Result<Self, Rapporto> {
        Self::nel_mondo(&Mondo::new(reso.testo.clone(), risorse), reso)
    }

    fn nel_mondo(mondo: &Mondo, reso: Reso) -> Result<Self, Rapporto> {
        let Warned { output, warnings } = typst::compile::<PagedDocument>(mondo);
        let mut avvisi = errori_typst::rapporto(mondo, &reso, &warnings);
        match output {
            Ok(documento) if documento.pages().len() > PAGINE_MASSIME => {
                Err(troppe(documento.pages().len()).into())
            }
            Ok(documento) => {
                avvisi.unisci(omissions::omissions(&documento, &reso));
                Ok(Self {
                    documento,
                    avvisi,
                    reso,
                })
            }
            Err(errori) => Err(errori_typst::rapporto(mondo, &reso, &errori)),
        }
    }

    /// The world that the pages came from, built again for what the export finds wrong: kept, its
    /// tree would weigh on every run.
    fn mondo(&self) -> Mondo {
        Mondo::new(self.reso.testo.clone(), &Risorse::new())
    }

    /// How many pages there are.
    pub fn pagine(&self) -> usize {
        self.documento.pages().len()
    }

    /// What Typst remarked without stopping.
    pub fn avvisi(&self) -> &Rapporto {
        &self.avvisi
    }
}

/// Lays out one document after another, each with what did not change since the one before.
#[derive(Default)]
pub struct Impaginatore {
    mondo: Option<Mondo>,
}

impl Impaginatore {
    /// As [`Impaginato::new`].
    ///
    /// # Errors
    /// Those of [`Impaginato::new`].
    pub fn impagina(&mut self, reso: Reso, risorse: &Risorse) -> Result<Impaginato, Rapporto> {
        let mondo = match self.mondo.take() {
            Some(mondo) => mondo.con(&reso.testo, risorse),
            None => Mondo::new(reso.testo.clone(), risorse),
        };
        Impaginato::nel_mondo(self.mondo.insert(mondo), reso)
    }
}
