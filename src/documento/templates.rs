//! The templates: those built into the program, or an office's own in place of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, State, UndefinedBehavior, escape_formatter};

use super::context::TemplateContext;
use super::faces::{self, Weight};
use super::marks::MarginMarks;
use super::omissions::ExpectedPart;
use super::options::Status;
use super::origins::{self, Origins};
use super::{literal, prosa, template_errors};
use crate::lettura::read_from_folder;
use crate::piano::{Data, Importo, prepositions};
use crate::rilievi::{Location, Report, Rilievo, Source};

/// What the name of every template ends with.
const EXTENSION: &str = ".typ.j2";

/// The template that a rendering starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MainTemplate {
    /// The whole document.
    Documento,
    /// The quadro di raffronto alone.
    Confronto,
}

impl MainTemplate {
    fn file_name(self) -> &'static str {
        match self {
            Self::Documento => "documento.typ.j2",
            Self::Confronto => "confronto.typ.j2",
        }
    }
}

/// The largest template, in bytes.
const LARGEST_TEMPLATE: u64 = 1024 * 1024;

/// The most instructions of minijinja that a rendering may run: far above what any plan needs, low enough
/// to stop an endless loop.
const FUEL: u64 = 500_000_000;

macro_rules! built_in {
    ($($nome:literal),* $(,)?) => {
        /// The built-in templates: name and text.
        pub const BUILT_IN: &[(&str, &str)] =
            &[$(($nome, include_str!(concat!("../../templates/", $nome)))),*];
    };
}

built_in![
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

/// The reference of what a template sees: name and text.
pub const REFERENCE: (&str, &str) = ("modelli.md", include_str!("../../docs/modelli.md"));

/// A set of templates.
#[derive(Debug, Clone, PartialEq)]
pub struct Templates(Vec<Arc<Source>>);

impl Default for Templates {
    fn default() -> Self {
        let source =
            |(name, text): &(&str, &str)| Arc::new(Source::new(format!("modelli/{name}"), *text));
        Self(BUILT_IN.iter().map(source).collect())
    }
}

/// A set of templates, parsed.
#[derive(Debug)]
pub struct ParsedTemplates {
    environment: Environment<'static>,
    templates: Templates,
}

/// A document as Typst source, with the map from each byte of it to its template.
#[derive(Debug, Clone)]
pub struct RenderedSource {
    /// The Typst source.
    pub text: String,
    origins: Origins,
    templates: Templates,
    /// What its pages must show; empty if all the templates are the built-in ones.
    expected: Vec<ExpectedPart>,
    status: Status,
}

impl Templates {
    /// The templates of a folder, and the built-in ones for those it lacks.
    ///
    /// # Errors
    /// A folder that cannot be read or holds no template, a template that is not UTF-8.
    pub fn from_folder(folder: &Path) -> Result<Self, Report> {
        let own = read_folder(folder)?;
        let Self(mut templates) = Self::default();
        templates.retain(|built_in| {
            !own.iter()
                .any(|template| template_name(template) == template_name(built_in))
        });
        templates.extend(own);
        Ok(Self(templates))
    }

    /// The paths of the templates in a folder; none if it cannot be read.
    pub fn files(folder: &Path) -> Vec<PathBuf> {
        let names = template_names(folder).unwrap_or_default();
        names.iter().map(|name| folder.join(name)).collect()
    }

    /// The templates that are not the built-in ones: name and text.
    pub fn own(&self) -> impl Iterator<Item = (&str, &str)> {
        let templates = self
            .0
            .iter()
            .map(|template| (template_name(template), template.text()));
        templates.filter(|template| !BUILT_IN.contains(template))
    }

    /// Parses the templates.
    ///
    /// # Errors
    /// A template that minijinja refuses, at its line.
    pub fn parse(self) -> Result<ParsedTemplates, Report> {
        let mut environment = environment();
        for (index, template) in self.0.iter().enumerate() {
            let marked = origins::mark_lines(index, template.text());
            environment
                .add_template_owned(template_name(template).to_owned(), marked)
                .map_err(|error| self.rilievo(&error))?;
        }
        Ok(ParsedTemplates {
            environment,
            templates: self,
        })
    }

    fn rilievo(&self, failure: &minijinja::Error) -> Rilievo {
        let (failure, words) = template_errors::innermost(failure);
        let rilievo = Rilievo::error(words)
            .with_regola("i modelli sono scritti in Jinja (minijinja) e producono Typst")
            .with_rimedio(
                "correggere il modello, o togliere --modelli per usare quelli predefiniti",
            );
        let template = failure.name().and_then(|name| {
            self.0
                .iter()
                .find(|template| template_name(template) == name)
        });
        match (template, failure.line()) {
            (Some(template), Some(line)) => rilievo.at(line_location(template, line)),
            _ => rilievo,
        }
    }
}

impl ParsedTemplates {
    /// The templates.
    pub fn templates(&self) -> &Templates {
        &self.templates
    }

    /// Renders a plan.
    ///
    /// # Errors
    /// A template that minijinja refuses, at its line.
    pub fn render(
        &self,
        main: MainTemplate,
        context: &TemplateContext<'_>,
    ) -> Result<RenderedSource, Report> {
        let marked = self
            .render_marked(main, context)
            .map_err(|error| self.templates.rilievo(&error))?;
        let (text, origins) = Origins::extract(&marked);
        Ok(RenderedSource {
            text,
            origins,
            templates: self.templates.clone(),
            expected: Vec::new(),
            status: Status::Final,
        })
    }

    /// The templates with the functions that depend on the document.
    pub(super) fn environment(&self, context: &TemplateContext<'_>) -> Environment<'static> {
        let mut environment = self.environment.clone();
        add_mark_functions(&mut environment, &context.segni());
        environment
    }

    fn render_marked(
        &self,
        main: MainTemplate,
        context: &TemplateContext<'_>,
    ) -> Result<String, minijinja::Error> {
        self.environment(context)
            .get_template(main.file_name())?
            .render(Serde(context))
    }
}

impl RenderedSource {
    /// The same source, with what its pages must show.
    pub(super) fn expecting(mut self, parts: Vec<ExpectedPart>) -> Self {
        self.expected = parts;
        self
    }

    /// The same source, of a draft or of a final document.
    pub(super) fn with_status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// Whether the document is final.
    pub(super) fn status(&self) -> Status {
        self.status
    }

    /// The names of the office's own templates.
    pub(super) fn own_templates(&self) -> impl Iterator<Item = &str> {
        self.templates.own().map(|(name, _)| name)
    }

    /// Whether a place is in one of the office's own templates.
    pub(super) fn is_of_own_template(&self, location: &Location) -> bool {
        let name = template_name(&location.source);
        self.own_templates().any(|own| own == name)
    }

    /// What its pages must show.
    pub(super) fn expected(&self) -> &[ExpectedPart] {
        &self.expected
    }

    /// The office's own template that replaces a built-in one, given without its extension: its name and
    /// its first line.
    pub(super) fn own_template(&self, stem: &str) -> Option<(&str, Location)> {
        let (name, _) = self
            .templates
            .own()
            .find(|(name, _)| name.strip_suffix(EXTENSION) == Some(stem))?;
        let source = self
            .templates
            .0
            .iter()
            .find(|source| template_name(source) == name)?;
        Some((name, line_location(source, 1)))
    }

    /// The template line that a byte of the Typst source comes from.
    pub fn origin(&self, byte: usize) -> Option<Location> {
        let (template, line) = self.origins.of_byte(byte)?;
        Some(line_location(self.templates.0.get(template)?, line))
    }
}

fn line_location(template: &Arc<Source>, line: usize) -> Location {
    Location {
        source: Arc::clone(template),
        span: template.trimmed_line(line),
    }
}

fn template_name(template: &Source) -> &str {
    template
        .name()
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
}

fn read_folder(folder: &Path) -> Result<Vec<Arc<Source>>, Report> {
    let names = template_names(folder).map_err(|_| {
        let place = folder.display();
        Rilievo::error(format!("non riesco a leggere i modelli in {place}"))
    })?;
    if names.is_empty() {
        return Err(
            Rilievo::error(format!("{} non contiene modelli", folder.display()))
                .with_regola(format!("il nome di un modello finisce con {EXTENSION}"))
                .with_rimedio("pira modelli CARTELLA vi scrive quelli predefiniti, da modificare")
                .into(),
        );
    }
    names
        .iter()
        .map(|name| read_template(folder, name).map(Arc::new))
        .collect()
}

/// The names of the templates in a folder, in order.
fn template_names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names: Vec<String> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(EXTENSION))
        .collect();
    names.sort();
    Ok(names)
}

fn read_template(folder: &Path, name: &str) -> Result<Source, Report> {
    let path = folder.join(name).display().to_string();
    let text = read_from_folder(name, folder, LARGEST_TEMPLATE)
        .and_then(|bytes| String::from_utf8(bytes).map_err(|_| "il testo non è in UTF-8"));
    match text {
        Ok(text) => Ok(Source::new(path, text)),
        Err(reason) => Err(Rilievo::error(format!(
            "non posso usare il modello {path}: {reason}"
        ))
        .with_regola(
            "un modello è un file di testo dentro la cartella dei modelli, non più grande di 1 MiB",
        )
        .into()),
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax());
    environment.set_fuel(Some(FUEL));
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));
    environment.set_formatter(|output, state, value| {
        if value.is_safe() {
            return escape_formatter(output, state, value);
        }
        Ok(output.write_str(&literal::markup(&value.to_string()))?)
    });
    environment.add_filter("letterale", |value: Value| safe(code_literal(&value)));
    environment.add_filter("con_spazi", |text: String| {
        safe(literal::markup_with_blanks(&text))
    });
    environment.add_filter("prosa", |text: String| safe(prosa::to_typst(&text)));
    environment.add_filter("prosa_unita", |text: String| {
        safe(prosa::to_typst_kept_with_next(&text))
    });
    environment.add_filter("larghezza", |text: String| {
        rounded(faces::width(&text, Weight::Regular))
    });
    environment.add_filter("larghezza_in_grassetto", |text: String| {
        rounded(faces::width(&text, Weight::Bold))
    });
    environment.add_filter("parola_piu_larga", |value: Value| {
        rounded(widest_word(&value))
    });
    environment.add_function("parola", |argument: String, value: Value, narrow: f64| {
        let widest = rounded(widest_word(&value));
        safe(if widest > narrow {
            format!(", {argument}: {widest}")
        } else {
            String::new()
        })
    });
    environment.add_filter("giorno", |data: String| match Data::parse(&data) {
        Some(data) => data.to_string(),
        None => data,
    });
    environment.add_test("importo", |value: Value| {
        value
            .as_str()
            .is_some_and(|text| Importo::parse(text).is_some())
    });
    environment.add_filter("senza_parentesi", |letter: String| {
        without_brackets(&letter).to_owned()
    });
    environment.add_filter("a", |name: String| prepositions::with_a(&name));
    environment.add_filter("di", |name: String| prepositions::with_di(&name));
    environment.add_filter("di_organo", |organo: String| {
        prepositions::organo_with_di(&organo)
    });
    environment
}

/// The length in bytes from which the width of a word is looked at.
const SHORTEST_WIDE_WORD: usize = 7;

/// The width of the widest word in the texts of a value, in em, as wide as it is in bold.
fn widest_word(value: &Value) -> f64 {
    match value.kind() {
        ValueKind::String => {
            let text = value.as_str().unwrap_or_default();
            let words = text.split_whitespace();
            let widths = words
                .filter(|word| word.len() >= SHORTEST_WIDE_WORD)
                .map(|word| faces::width(word, Weight::Bold));
            widths.fold(0.0, f64::max)
        }
        ValueKind::Map => {
            let names = value.try_iter().into_iter().flatten();
            let values = names.filter_map(|name| value.get_item(&name).ok());
            values.map(|value| widest_word(&value)).fold(0.0, f64::max)
        }
        ValueKind::Seq | ValueKind::Iterable => {
            let values = value.try_iter().into_iter().flatten();
            values.map(|value| widest_word(&value)).fold(0.0, f64::max)
        }
        _ => 0.0,
    }
}

/// A width in em with as many decimals as matter in print.
fn rounded(width: f64) -> f64 {
    (width * 1000.0).ceil() / 1000.0
}

/// A letter without the brackets that it may be typed with, `d)` or `(d)`: the document prints its own.
fn without_brackets(letter: &str) -> &str {
    let bare = letter.trim().trim_end_matches(')').trim_end();
    if bare.contains(')') {
        return bare;
    }
    bare.trim_start_matches('(').trim_start()
}

/// Adds the functions for the marks in the margin. Both take a kind of element, its name or names, and
/// fields. `segno` returns an argument for a cell or a row; `con_segno` wraps a text, with `{% call %}`, and
/// takes an optional form of the mark (`come`), one of those in `stile.typ.j2`.
fn add_mark_functions(environment: &mut Environment<'_>, margin_marks: &Arc<MarginMarks>) {
    let marks = Arc::clone(margin_marks);
    environment.add_function(
        "segno",
        move |kind: String, names: Value, fields: String| {
            let mark = marks.markup(&kind, &names_in(&names), &fields);
            safe(mark.map_or_else(String::new, |mark| format!(", segno: [{mark}]")))
        },
    );
    let marks = Arc::clone(margin_marks);
    environment.add_function(
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
            let Some(mark) = marks.markup(&kind, &names_in(&names), &fields) else {
                return Ok(body);
            };
            Ok(safe(marked(&mark, form.as_deref(), &body.to_string())))
        },
    );
}

/// A text with its mark. The line ends after the text stay after it, since they separate it from what
/// follows.
fn marked(mark: &str, form: Option<&str>, body: &str) -> String {
    let form = form.map_or_else(String::new, |form| {
        format!("come: {}, ", literal::string_literal(form))
    });
    let text = body.trim_end_matches('\n');
    let line_ends = &body[text.len()..];
    format!("#segnato({form}[{mark}])[\n{text}\n]{line_ends}")
}

/// The names that a template passes: one, or a list.
fn names_in(names: &Value) -> Vec<String> {
    match names.kind() {
        ValueKind::Seq | ValueKind::Iterable => names
            .try_iter()
            .map(|names| names.map(|name| name.to_string()).collect())
            .unwrap_or_default(),
        _ => vec![names.to_string()],
    }
}

/// The syntax of the templates: a tag alone on its line leaves no empty line.
fn syntax() -> SyntaxConfig {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
        .expect("the usual delimiters are valid")
}

/// A value as a literal of Typst's code: a string, a number, `true`, `false`.
fn code_literal(value: &Value) -> String {
    match value.kind() {
        ValueKind::Number => value.to_string(),
        ValueKind::Bool => value.is_true().to_string(),
        _ => literal::string_literal(&value.to_string()),
    }
}

fn safe(text: String) -> Value {
    Value::from_safe_string(text)
}
