//! Finds what an office's own templates leave out. A template replaces the built-in one with all that it
//! printed: one that forgets the signatures makes a document without them. So, when there are own
//! templates, the names of the plan's elements are looked for in the text of the pages.

use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

use super::templates::RenderedSource;
use super::totali;
use crate::piano::{Missione, Piano, Posizione, Programma, Titoli};
use crate::rilievi::{Report, Rilievo};

/// The most missing elements that a finding names; it counts the others.
const MOST_NAMED: usize = 3;

/// The length, in letters and digits, from which half a name is enough: a long one may be divided by the
/// end of a page.
const LONG_NAME: usize = 40;

/// A kind of element that the document prints, with all those of the plan.
#[derive(Debug, Clone)]
pub(crate) struct ExpectedPart {
    /// The words for one and for several, as a finding says them: `la firma`, `firme`.
    words: [&'static str; 2],
    /// The built-in templates that print them, beginning with the likeliest to have lost them.
    templates: Vec<&'static str>,
    elements: Vec<ExpectedElement>,
}

/// An element that the document prints.
#[derive(Debug, Clone)]
struct ExpectedElement {
    /// What the finding calls it.
    name: String,
    /// The texts that may stand for it, as letters and digits alone: one of them on the pages is enough.
    /// An empty one is always found, since a name without letters and digits cannot be looked for.
    texts: Vec<String>,
}

/// The parts that a document of this plan prints.
pub(crate) fn expected_parts(piano: &Piano) -> Vec<ExpectedPart> {
    let programmi = || {
        piano
            .missioni
            .iter()
            .flat_map(|missione| &missione.programmi)
    };
    let everywhere = || {
        [
            "narrativa",
            "schede",
            "premessa",
            "raccordo",
            "totali",
            "documento",
        ]
        .to_vec()
    };
    let sheets = || ["schede", "impaginazione_schede", "documento"].to_vec();
    let mut parts = vec![
        part(
            ["l'ente", "enti"],
            vec!["stile", "premessa", "copertina"],
            [element(&piano.ente.nome, [])],
        ),
        part(
            ["la missione", "missioni"],
            everywhere(),
            piano.missioni.iter().map(of_missione),
        ),
        part(
            ["il programma", "programmi"],
            everywhere(),
            programmi().map(of_programma),
        ),
        part(
            ["l'obiettivo", "obiettivi"],
            sheets(),
            piano
                .obiettivi()
                .map(|obiettivo| element(&obiettivo.titolo, obiettivo.titolo_narrativa.as_deref())),
        ),
        part(
            ["l'indicatore", "indicatori"],
            sheets(),
            piano
                .indicatori()
                .filter_map(|indicatore| Some(element(indicatore.nome.as_deref()?, []))),
        ),
        part(
            ["l'area strategica", "aree strategiche"],
            vec!["raccordo", "documento"],
            piano
                .raccordo
                .iter()
                .flat_map(|raccordo| &raccordo.righe)
                .map(|riga| element(&riga.area, [])),
        ),
        part(
            ["il capitolo", "capitoli"],
            vec!["capitoli", "documento"],
            piano
                .capitoli
                .iter()
                .map(|capitolo| element(&capitolo.titolo, [])),
        ),
    ];
    if let Some(titolo) = totali::title(piano) {
        let quadratura = piano.totali.iter().flat_map(|totali| &totali.quadratura);
        parts.push(part(
            ["la tabella dei totali", "righe dei totali"],
            vec!["totali", "documento"],
            std::iter::once(element(titolo, []))
                .chain(quadratura.map(|line| element(&line.voce, []))),
        ));
    }
    parts.push(part(
        ["la firma", "firme"],
        templates_of_signatures(piano),
        piano.firme.iter().map(|firma| element(&firma.ruolo, [])),
    ));
    parts
}

/// The templates that place the signatures: after the last chapters, or with the last sheet.
fn templates_of_signatures(piano: &Piano) -> Vec<&'static str> {
    let has_last_chapters = piano
        .capitoli
        .iter()
        .any(|capitolo| capitolo.posizione == Posizione::DopoLeSchede);
    let mut templates = if has_last_chapters {
        Vec::new()
    } else {
        vec!["schede", "impaginazione_schede"]
    };
    templates.extend(["firme", "documento"]);
    templates
}

fn part(
    words: [&'static str; 2],
    templates: Vec<&'static str>,
    elements: impl IntoIterator<Item = ExpectedElement>,
) -> ExpectedPart {
    ExpectedPart {
        words,
        templates,
        elements: elements.into_iter().collect(),
    }
}

fn element<'a>(name: &'a str, others: impl IntoIterator<Item = &'a str>) -> ExpectedElement {
    let texts = std::iter::once(name).chain(others);
    ExpectedElement {
        name: name.lines().collect::<Vec<_>>().join(" "),
        texts: texts.map(letters_and_digits).collect(),
    }
}

fn of_missione(missione: &Missione) -> ExpectedElement {
    element(&missione.nome, titles(missione.titoli.as_ref()))
}

fn of_programma(programma: &Programma) -> ExpectedElement {
    element(&programma.nome, titles(programma.titoli.as_ref()))
}

fn titles(titoli: Option<&Titoli>) -> impl Iterator<Item = &str> {
    titoli.into_iter().flat_map(|titoli| {
        [
            &titoli.premessa,
            &titoli.raccordo,
            &titoli.narrativa,
            &titoli.schede,
        ]
        .into_iter()
        .filter_map(|titolo| titolo.as_deref())
    })
}

/// The findings of what is expected and is on no page, one for each kind of element.
pub(crate) fn omissions(document: &PagedDocument, rendered: &RenderedSource) -> Report {
    if rendered.expected().is_empty() {
        return Report::default();
    }
    let mut printed = String::new();
    for page in document.pages() {
        collect_text(&page.frame, &mut printed);
    }
    let printed = letters_and_digits(&printed);
    let parts = rendered.expected().iter();
    parts
        .filter_map(|part| {
            let missing: Vec<&str> = part
                .elements
                .iter()
                .filter(|element| !element.stands_in(&printed))
                .map(|element| element.name.as_str())
                .collect();
            (!missing.is_empty()).then(|| finding(part, &missing, rendered))
        })
        .collect()
}

fn finding(part: &ExpectedPart, missing: &[&str], rendered: &RenderedSource) -> Rilievo {
    let template = part
        .templates
        .iter()
        .find_map(|template| rendered.own_template(template));
    let named = missing
        .iter()
        .take(MOST_NAMED)
        .map(|name| format!("“{name}”"));
    let mut named = named.collect::<Vec<_>>().join(", ");
    if missing.len() > MOST_NAMED {
        named = format!("{named} e {} ancora", missing.len() - MOST_NAMED);
    }
    let [one, several] = part.words;
    let what = match missing {
        [_] => format!("{one} {named}"),
        _ => format!("{} {several}: {named}", missing.len()),
    };
    let message = format!("con i modelli dell'ufficio il documento non stampa {what}");
    let rilievo = Rilievo::warning(message)
        .with_regola("un modello dell'ufficio prende il posto di quello predefinito, con tutto ciò che quello stampava");
    let (name, rilievo) = match template {
        Some((name, location)) => (name, rilievo.at(location)),
        None => ("dell'ufficio", rilievo),
    };
    rilievo.with_rimedio(remedy(part, name))
}

/// What to write, and in which template.
fn remedy(part: &ExpectedPart, template: &str) -> String {
    let line = match (part.words[0], template) {
        ("la firma", "schede.typ.j2") => "{% if not capitoli_finali %}#firme{% endif %}",
        ("la firma", "documento.typ.j2") => "#firme",
        _ => {
            return format!(
                "riprendere nel modello {template} ciò che vi stampa quello predefinito: pira modelli CARTELLA lo scrive"
            );
        }
    };
    format!("scrivere in fondo a {template}: {line}")
}

impl ExpectedElement {
    fn stands_in(&self, printed: &str) -> bool {
        self.texts.iter().any(|text| {
            let half = text.char_indices().nth(text.chars().count() / 2);
            let halves = half.map(|(middle, _)| text.split_at(middle));
            printed.contains(text.as_str())
                || text.chars().count() >= LONG_NAME
                    && halves.is_some_and(|(a, b)| printed.contains(a) || printed.contains(b))
        })
    }
}

/// The letters and digits of a text, in capitals: lines, hyphens, spaces and case depend on the layout.
fn letters_and_digits(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

fn collect_text(frame: &Frame, printed: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect_text(&group.frame, printed),
            FrameItem::Text(text) => printed.push_str(&text.text),
            _ => {}
        }
    }
}
