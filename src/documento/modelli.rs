//! The templates: those built into the program, and the office's own in their place.

use std::path::Path;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, escape_formatter};

use super::origine::{self, Origini};
use super::vista::Vista;
use super::{errori_modello, letterale, preposizioni, prosa};
use crate::rilievi::{Luogo, Rapporto, Rilievo, Sorgente};

/// What the name of every template ends with.
const ESTENSIONE: &str = ".typ.j2";

/// The template that the document starts from.
const PRINCIPALE: &str = "documento.typ.j2";

/// How many instructions the templates may run: far above any plan, far below forever.
const CARBURANTE: u64 = 500_000_000;

macro_rules! predefiniti {
    ($($nome:literal),* $(,)?) => {
        /// The built-in templates: name and text.
        pub const PREDEFINITI: &[(&str, &str)] =
            &[$(($nome, include_str!(concat!("../../templates/", $nome)))),*];
    };
}

predefiniti![
    "documento.typ.j2",
    "stile.typ.j2",
    "voci.typ.j2",
    "copertina.typ.j2",
    "premessa.typ.j2",
    "raccordo.typ.j2",
    "capitoli.typ.j2",
    "narrativa.typ.j2",
    "schede.typ.j2",
    "totali.typ.j2",
    "firme.typ.j2",
];

/// A set of templates.
#[derive(Debug, Clone)]
pub struct Modelli(Vec<Arc<Sorgente>>);

impl Default for Modelli {
    fn default() -> Self {
        let sorgente = |(nome, testo): &(&str, &str)| {
            Arc::new(Sorgente::new(format!("modelli/{nome}"), *testo))
        };
        Self(PREDEFINITI.iter().map(sorgente).collect())
    }
}

/// A document in Typst, with the way back from each piece of it to its template.
#[derive(Debug)]
pub struct Reso {
    /// The Typst source.
    pub testo: String,
    origini: Origini,
    modelli: Modelli,
}

impl Modelli {
    /// The templates of a folder, and the built-in ones for those it lacks.
    ///
    /// # Errors
    /// A folder that cannot be read or holds no template, a template that is not UTF-8.
    pub fn da_cartella(cartella: &Path) -> Result<Self, Rapporto> {
        let dell_ufficio = leggi_cartella(cartella)?;
        let Self(mut modelli) = Self::default();
        modelli.retain(|predefinito| {
            !dell_ufficio
                .iter()
                .any(|modello| nome_di(modello) == nome_di(predefinito))
        });
        modelli.extend(dell_ufficio);
        Ok(Self(modelli))
    }

    /// Renders a plan.
    ///
    /// # Errors
    /// A template that minijinja refuses, at its line.
    pub fn rendi(&self, vista: &Vista<'_>) -> Result<Reso, Rapporto> {
        let segnato = self
            .rendi_segnato(vista)
            .map_err(|errore| self.rilievo(&errore))?;
        let (testo, origini) = Origini::separa(&segnato);
        Ok(Reso {
            testo,
            origini,
            modelli: self.clone(),
        })
    }

    fn rendi_segnato(&self, vista: &Vista<'_>) -> Result<String, minijinja::Error> {
        let mut ambiente = ambiente();
        for (numero, modello) in self.0.iter().enumerate() {
            let segnato = origine::segna(numero, modello.testo());
            ambiente.add_template_owned(nome_di(modello).to_owned(), segnato)?;
        }
        ambiente.get_template(PRINCIPALE)?.render(Serde(vista))
    }

    fn rilievo(&self, errore: &minijinja::Error) -> Rilievo {
        let (errore, parole) = errori_modello::parole(errore);
        let rilievo = Rilievo::errore(parole)
            .regola("i modelli sono scritti in Jinja (minijinja) e producono Typst")
            .rimedio("correggere il modello, o togliere --modelli per usare quelli predefiniti");
        let modello = errore
            .name()
            .and_then(|nome| self.0.iter().find(|modello| nome_di(modello) == nome));
        match (modello, errore.line()) {
            (Some(modello), Some(riga)) => rilievo.in_luogo(riga_di(modello, riga)),
            _ => rilievo,
        }
    }
}

impl Reso {
    /// The template line that a byte of the Typst source comes from.
    pub fn origine(&self, byte: usize) -> Option<Luogo> {
        let (modello, riga) = self.origini.di(byte)?;
        Some(riga_di(self.modelli.0.get(modello)?, riga))
    }
}

fn riga_di(modello: &Arc<Sorgente>, riga: usize) -> Luogo {
    Luogo {
        sorgente: Arc::clone(modello),
        intervallo: modello.riga(riga),
    }
}

fn nome_di(modello: &Sorgente) -> &str {
    modello
        .nome()
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
}

fn leggi_cartella(cartella: &Path) -> Result<Vec<Arc<Sorgente>>, Rapporto> {
    let illeggibile = |che: &Path| {
        Rapporto::from(Rilievo::errore(format!(
            "non riesco a leggere i modelli in {}",
            che.display()
        )))
    };
    let voci = std::fs::read_dir(cartella).map_err(|_| illeggibile(cartella))?;
    let mut percorsi: Vec<_> = voci
        .filter_map(|voce| Some(voce.ok()?.path()))
        .filter(|percorso| percorso.to_string_lossy().ends_with(ESTENSIONE))
        .collect();
    percorsi.sort();
    if percorsi.is_empty() {
        return Err(
            Rilievo::errore(format!("{} non contiene modelli", cartella.display()))
                .regola(format!("il nome di un modello finisce con {ESTENSIONE}"))
                .rimedio("pira modelli CARTELLA vi scrive quelli predefiniti, da modificare")
                .into(),
        );
    }
    percorsi
        .iter()
        .map(|percorso| {
            let testo = std::fs::read_to_string(percorso).map_err(|_| illeggibile(percorso))?;
            Ok(Arc::new(Sorgente::new(
                percorso.display().to_string(),
                testo,
            )))
        })
        .collect()
}

fn ambiente() -> Environment<'static> {
    let mut ambiente = Environment::new();
    ambiente.set_undefined_behavior(UndefinedBehavior::Strict);
    ambiente.set_syntax(sintassi());
    ambiente.set_fuel(Some(CARBURANTE));
    ambiente.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));
    ambiente.set_formatter(|uscita, stato, valore| {
        if valore.is_safe() {
            return escape_formatter(uscita, stato, valore);
        }
        Ok(uscita.write_str(&letterale::contenuto(&valore.to_string()))?)
    });
    ambiente.add_filter("letterale", |valore: Value| sicuro(in_codice(&valore)));
    ambiente.add_filter("prosa", |testo: String| sicuro(prosa::in_typst(&testo)));
    ambiente.add_filter("prosa_unita", |testo: String| {
        sicuro(prosa::unita_a_cio_che_segue(&testo))
    });
    ambiente.add_filter("a", |nome: String| preposizioni::a(&nome));
    ambiente.add_filter("di", |nome: String| preposizioni::di(&nome));
    ambiente.add_filter("di_organo", |organo: String| {
        preposizioni::di_organo(&organo)
    });
    ambiente
}

/// A tag on a line of its own leaves no trace of the line.
fn sintassi() -> SyntaxConfig {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
        .expect("the usual delimiters are valid")
}

/// A value as a literal of Typst's code: a string, a number, `true`, `false`.
fn in_codice(valore: &Value) -> String {
    match valore.kind() {
        ValueKind::Number => valore.to_string(),
        ValueKind::Bool => valore.is_true().to_string(),
        _ => letterale::stringa(&valore.to_string()),
    }
}

fn sicuro(testo: String) -> Value {
    Value::from_safe_string(testo)
}
