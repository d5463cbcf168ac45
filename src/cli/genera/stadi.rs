//! The stages of a document, the same whether it is the only one, one of many, or watched.

use std::path::Path;

use pira::rilievi::Rapporto;
use pira::{
    Annesso, ComposeOptions, Document, Enclosure, Margine, Modelli, Numerazione, OpenPlan,
    Rendered, Stato, Veste,
};

use crate::cli::argomenti::{Formato, Genera};
use crate::cli::{Fallimento, conta, di_rapporto, ingresso};

/// A document ready to be written.
pub struct Composto {
    /// The files: one, or one for each page.
    pub file: Vec<Vec<u8>>,
    /// The pages; none when the document is its Typst source.
    document: Option<Document>,
}

impl Composto {
    /// What Typst remarked without stopping.
    pub fn avvisi(&self) -> Rapporto {
        let remarks = self.document.as_ref().map(Document::remarks);
        remarks.cloned().unwrap_or_default()
    }

    /// `NOME: 13 pagine, 13 obiettivi, ...`.
    pub fn riassunto(&self, nome: &str, contenuto: Vec<String>) -> String {
        let pagine = self.document.as_ref().map(Document::page_count);
        let pagine = pagine.map(|pagine| conta(pagine, "pagina", "pagine"));
        let voci: Vec<String> = pagine.into_iter().chain(contenuto).collect();
        format!("{nome}: {}", voci.join(", "))
    }
}

/// Opens a plan as the arguments say.
///
/// # Errors
/// The system's refusal; the findings that stop the reading or the amending.
pub fn open(argomenti: &Genera, piano: &Path) -> Result<OpenPlan, Fallimento> {
    let mut input = ingresso::input(piano, &argomenti.variazioni)?;
    if let Some(allegato) = &argomenti.allegato {
        input = input.annexed_as(allegato.allegato.clone());
    }
    Ok(input.open()?)
}

/// Makes the files of the format asked for; `lay_out` makes the pages.
///
/// # Errors
/// What Typst refuses; a document that cannot keep its standards.
pub fn componi(
    argomenti: &Genera,
    rendered: &Rendered,
    lay_out: impl FnOnce(&Rendered) -> Result<Document, Rapporto>,
) -> Result<Composto, Rapporto> {
    if argomenti.format() == Formato::Typ {
        return Ok(Composto {
            file: vec![rendered.typst().as_bytes().to_vec()],
            document: None,
        });
    }
    let document = lay_out(rendered)?;
    let file = match argomenti.format() {
        Formato::Png => document.page_images(argomenti.ppi),
        _ => vec![document.pdf()?],
    };
    Ok(Composto {
        file,
        document: Some(document),
    })
}

/// Shows a report that says something.
pub fn mostra(rapporto: &Rapporto) {
    if !rapporto.rilievi().is_empty() {
        di_rapporto(rapporto);
    }
}

/// Amendments, objectives, indicators, total of the resources and warnings.
pub fn contenuto(plan: &OpenPlan, avvisi: usize) -> Vec<String> {
    let piano = plan.piano();
    let variazioni = plan.history().len();
    let variazioni = (variazioni > 0).then(|| conta(variazioni, "variazione", "variazioni"));
    let voci = [
        conta(piano.obiettivi().count(), "obiettivo", "obiettivi"),
        conta(piano.indicatori().count(), "indicatore", "indicatori"),
        match piano.risorse() {
            Some(risorse) => format!("risorse {risorse} €"),
            None => "risorse non indicate".to_owned(),
        },
    ];
    let avvisi = (avvisi > 0).then(|| {
        let quanti = conta(avvisi, "avviso", "avvisi");
        format!("{quanti} (pira verifica li mostra)")
    });
    variazioni.into_iter().chain(voci).chain(avvisi).collect()
}

/// The options of the arguments, with the built-in templates.
pub fn options(argomenti: &Genera) -> ComposeOptions {
    ComposeOptions {
        veste: veste(argomenti),
        enclosure: if argomenti.con_dati {
            Enclosure::Data
        } else {
            Enclosure::Nothing
        },
        standards: argomenti.standard.clone(),
        modelli: Modelli::default(),
    }
}

/// The options of the arguments, with the templates that they ask for.
///
/// # Errors
/// Standards that do not go together; a folder of templates that cannot be read.
pub fn options_and_templates(argomenti: &Genera) -> Result<ComposeOptions, Fallimento> {
    let mut options = options(argomenti);
    options.standards().map_err(in_uso)?;
    if let Some(cartella) = &argomenti.modelli {
        options.modelli = Modelli::da_cartella(cartella)?;
    }
    Ok(options)
}

fn veste(argomenti: &Genera) -> Veste {
    Veste {
        stato: if argomenti.bozza {
            Stato::Bozza
        } else {
            Stato::Definitivo
        },
        margine: if argomenti.senza_segni {
            Margine::Pulito
        } else {
            Margine::Segnato
        },
        annesso: if argomenti.quadro {
            Annesso::Quadro
        } else {
            Annesso::Nessuno
        },
        numerazione: argomenti.pagina_iniziale.map(|prima| Numerazione {
            prima,
            totale: argomenti.pagine_totali,
        }),
    }
}

/// Options that do not go together are a wrong usage.
pub fn in_uso(rapporto: Rapporto) -> Fallimento {
    let rilievi = rapporto.rilievi().iter();
    Fallimento::Uso(
        rilievi
            .map(|rilievo| match &rilievo.regola {
                Some(regola) => format!("{}\n{regola}", rilievo.messaggio),
                None => rilievo.messaggio.clone(),
            })
            .collect(),
    )
}
