//! The templates: those built into the program, and the office's own in their place.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, State, UndefinedBehavior, escape_formatter};

use super::omissions::ExpectedPart;
use super::origine::{self, Origini};
use super::segni::Segni;
use super::vista::Vista;
use super::{errori_modello, letterale, prosa};
use crate::lettura::leggi_dalla_cartella;
use crate::piano::{Data, Importo, preposizioni};
use crate::rilievi::{Luogo, Rapporto, Rilievo, Sorgente};

/// What the name of every template ends with.
const ESTENSIONE: &str = ".typ.j2";

/// The template that a rendering starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principale {
    /// The whole document.
    Documento,
    /// The quadro di raffronto alone.
    Confronto,
}

impl Principale {
    fn nome(self) -> &'static str {
        match self {
            Self::Documento => "documento.typ.j2",
            Self::Confronto => "confronto.typ.j2",
        }
    }
}

/// The largest template, in bytes.
const MASSIMO: u64 = 1024 * 1024;

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
    "impaginazione_schede.typ.j2",
    "totali.typ.j2",
    "firme.typ.j2",
    "quadro.typ.j2",
    "confronto.typ.j2",
];

/// The page that lists what a template sees: name and text.
pub const REFERENCE: (&str, &str) = ("modelli.md", include_str!("../../docs/modelli.md"));

/// A set of templates.
#[derive(Debug, Clone, PartialEq)]
pub struct Modelli(Vec<Arc<Sorgente>>);

impl Default for Modelli {
    fn default() -> Self {
        let sorgente = |(nome, testo): &(&str, &str)| {
            Arc::new(Sorgente::new(format!("modelli/{nome}"), *testo))
        };
        Self(PREDEFINITI.iter().map(sorgente).collect())
    }
}

/// A set of templates, parsed.
#[derive(Debug)]
pub struct Compilati {
    ambiente: Environment<'static>,
    modelli: Modelli,
}

/// A document in Typst, with the way back from each piece of it to its template.
#[derive(Debug, Clone)]
pub struct Reso {
    /// The Typst source.
    pub testo: String,
    origini: Origini,
    modelli: Modelli,
    /// What its pages must show; nothing where the templates are the built-in ones.
    expected: Vec<ExpectedPart>,
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

    /// Where the templates of a folder are; none of a folder that cannot be read.
    pub fn files(folder: &Path) -> Vec<PathBuf> {
        let names = nomi_in(folder).unwrap_or_default();
        names.iter().map(|name| folder.join(name)).collect()
    }

    /// The templates that are not the built-in ones: name and text.
    pub fn propri(&self) -> impl Iterator<Item = (&str, &str)> {
        let modelli = self
            .0
            .iter()
            .map(|modello| (nome_di(modello), modello.testo()));
        modelli.filter(|modello| !PREDEFINITI.contains(modello))
    }

    /// Parses the templates.
    ///
    /// # Errors
    /// A template that minijinja refuses, at its line.
    pub fn compila(self) -> Result<Compilati, Rapporto> {
        let mut ambiente = ambiente();
        for (numero, modello) in self.0.iter().enumerate() {
            let segnato = origine::segna(numero, modello.testo());
            ambiente
                .add_template_owned(nome_di(modello).to_owned(), segnato)
                .map_err(|errore| self.rilievo(&errore))?;
        }
        Ok(Compilati {
            ambiente,
            modelli: self,
        })
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

impl Compilati {
    /// The templates.
    pub fn modelli(&self) -> &Modelli {
        &self.modelli
    }

    /// Renders a plan.
    ///
    /// # Errors
    /// A template that minijinja refuses, at its line.
    pub fn rendi(&self, principale: Principale, vista: &Vista<'_>) -> Result<Reso, Rapporto> {
        let segnato = self
            .rendi_segnato(principale, vista)
            .map_err(|errore| self.modelli.rilievo(&errore))?;
        let (testo, origini) = Origini::separa(&segnato);
        Ok(Reso {
            testo,
            origini,
            modelli: self.modelli.clone(),
            expected: Vec::new(),
        })
    }

    /// The templates with all that they may call.
    pub(super) fn environment(&self, vista: &Vista<'_>) -> Environment<'static> {
        let mut environment = self.ambiente.clone();
        aggiungi_segni(&mut environment, &vista.segni());
        environment
    }

    fn rendi_segnato(
        &self,
        principale: Principale,
        vista: &Vista<'_>,
    ) -> Result<String, minijinja::Error> {
        self.environment(vista)
            .get_template(principale.nome())?
            .render(Serde(vista))
    }
}

impl Reso {
    /// Says what its pages must show.
    pub(super) fn expecting(mut self, parts: Vec<ExpectedPart>) -> Self {
        self.expected = parts;
        self
    }

    /// What its pages must show.
    pub(super) fn expected(&self) -> &[ExpectedPart] {
        &self.expected
    }

    /// The template of the office's own in the place of a built-in one, which is given without its
    /// extension: its name and where it begins.
    pub(super) fn own_template(&self, stem: &str) -> Option<(&str, Luogo)> {
        let (name, _) = self
            .modelli
            .propri()
            .find(|(name, _)| name.strip_suffix(ESTENSIONE) == Some(stem))?;
        let source = self
            .modelli
            .0
            .iter()
            .find(|source| nome_di(source) == name)?;
        Some((name, riga_di(source, 1)))
    }

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
    let nomi = nomi_in(cartella).map_err(|_| {
        let dove = cartella.display();
        Rilievo::errore(format!("non riesco a leggere i modelli in {dove}"))
    })?;
    if nomi.is_empty() {
        return Err(
            Rilievo::errore(format!("{} non contiene modelli", cartella.display()))
                .regola(format!("il nome di un modello finisce con {ESTENSIONE}"))
                .rimedio("pira modelli CARTELLA vi scrive quelli predefiniti, da modificare")
                .into(),
        );
    }
    nomi.iter()
        .map(|nome| leggi_modello(cartella, nome).map(Arc::new))
        .collect()
}

/// The names of the templates in a folder, in order.
fn nomi_in(cartella: &Path) -> std::io::Result<Vec<String>> {
    let mut nomi: Vec<String> = std::fs::read_dir(cartella)?
        .filter_map(|voce| voce.ok()?.file_name().into_string().ok())
        .filter(|nome| nome.ends_with(ESTENSIONE))
        .collect();
    nomi.sort();
    Ok(nomi)
}

fn leggi_modello(cartella: &Path, nome: &str) -> Result<Sorgente, Rapporto> {
    let percorso = cartella.join(nome).display().to_string();
    let testo = leggi_dalla_cartella(nome, cartella, MASSIMO)
        .and_then(|byte| String::from_utf8(byte).map_err(|_| "il testo non è in UTF-8"));
    match testo {
        Ok(testo) => Ok(Sorgente::new(percorso, testo)),
        Err(perche) => Err(Rilievo::errore(format!(
            "non posso usare il modello {percorso}: {perche}"
        ))
        .regola(
            "un modello è un file di testo dentro la cartella dei modelli, non più grande di 1 MiB",
        )
        .into()),
    }
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
    ambiente.add_filter("giorno", |data: String| match Data::leggi(&data) {
        Some(data) => data.to_string(),
        None => data,
    });
    ambiente.add_test("importo", |valore: Value| {
        valore
            .as_str()
            .is_some_and(|testo| Importo::leggi(testo).is_some())
    });
    ambiente.add_filter("senza_parentesi", |lettera: String| {
        without_brackets(&lettera).to_owned()
    });
    ambiente.add_filter("a", |nome: String| preposizioni::a(&nome));
    ambiente.add_filter("di", |nome: String| preposizioni::di(&nome));
    ambiente.add_filter("di_organo", |organo: String| {
        preposizioni::di_organo(&organo)
    });
    ambiente
}

/// A letter that was typed with its bracket, `d)` or `(d)`, without it: the document prints its own.
fn without_brackets(letter: &str) -> &str {
    let bare = letter.trim().trim_end_matches(')').trim_end();
    if bare.contains(')') {
        return bare;
    }
    bare.trim_start_matches('(').trim_start()
}

/// The marks in the margin. Both functions take a kind of thing, its name or names, and fields:
/// `segno` is an argument that stands beside a cell or a row; `con_segno` is called round a text, with
/// `{% call %}`, and may say the form of the mark (`come`), which `stile.typ.j2` knows.
fn aggiungi_segni(ambiente: &mut Environment<'_>, segni: &Arc<Segni>) {
    let marks = Arc::clone(segni);
    ambiente.add_function(
        "segno",
        move |kind: String, names: Value, fields: String| {
            let mark = marks.segno(&kind, &names_in(&names), &fields);
            sicuro(mark.map_or_else(String::new, |mark| format!(", segno: [{mark}]")))
        },
    );
    let marks = Arc::clone(segni);
    ambiente.add_function(
        "con_segno",
        move |state: &mut State<'_, '_>,
              kind: String,
              names: Value,
              fields: String,
              more: Kwargs| {
            let caller: Value = more.get("caller")?;
            let form: Option<String> = more.get("come")?;
            more.assert_all_used()?;
            let body = caller.call(state, &[])?;
            let Some(mark) = marks.segno(&kind, &names_in(&names), &fields) else {
                return Ok(body);
            };
            Ok(sicuro(marked(&mark, form.as_deref(), &body.to_string())))
        },
    );
}

/// A text with its mark. The text keeps the line ends that follow it: they part it from what comes
/// next.
fn marked(mark: &str, form: Option<&str>, body: &str) -> String {
    let form = form.map_or_else(String::new, |form| {
        format!("come: {}, ", letterale::stringa(form))
    });
    let text = body.trim_end_matches('\n');
    let line_ends = &body[text.len()..];
    format!("#segnato({form}[{mark}])[\n{text}\n]{line_ends}")
}

/// The one name, or the names, that a template gives.
fn names_in(names: &Value) -> Vec<String> {
    match names.kind() {
        ValueKind::Seq | ValueKind::Iterable => names
            .try_iter()
            .map(|names| names.map(|name| name.to_string()).collect())
            .unwrap_or_default(),
        _ => vec![names.to_string()],
    }
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
