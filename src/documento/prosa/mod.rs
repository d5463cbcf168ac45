//! The small Markdown of the prose, turned into Typst by a parser.
//!
//! Paragraphs, bold, italic and lists are markup. Everything else that Markdown knows (headings,
//! quotations, code, links, HTML, entities, tables, escapes) is printed as it was typed. So is the
//! marker of each item of a list, but for `-` and `*`, which the document draws its own way: a year
//! or a letter before an item is what the act says, never a count.

mod emphasis;
mod items;
mod shadow;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::shadow::Shadow;
use super::letterale;

/// Prose as Typst markup.
pub fn in_typst(prosa: &str) -> String {
    blocchi(prosa).join("\n\n")
}

/// Prose as Typst markup, whose last block stays on the page of what follows.
pub fn unita_a_cio_che_segue(prosa: &str) -> String {
    let mut blocchi = blocchi(prosa);
    if let Some(ultimo) = blocchi.last_mut() {
        *ultimo = format!("#block(sticky: true)[{ultimo}]");
    }
    blocchi.join("\n\n")
}

/// The paragraphs and lists of a prose, each as Typst markup.
fn blocchi(prosa: &str) -> Vec<String> {
    let shadow = Shadow::of(prosa);
    let eventi: Vec<_> = Parser::new_ext(&shadow.text, Options::empty())
        .into_offset_iter()
        .collect();
    let mut scrittore = Scrittore {
        prosa,
        shadow: &shadow,
        uscita: String::new(),
        blocchi: Vec::new(),
        elenchi: Vec::new(),
    };
    scrittore.scrivi(&eventi);
    scrittore.fine_blocco();
    scrittore.blocchi
}

struct Scrittore<'a> {
    prosa: &'a str,
    shadow: &'a Shadow,
    uscita: String,
    blocchi: Vec<String>,
    /// The lists that are open: within one, a paragraph ends no block.
    elenchi: Vec<OpenList<'a>>,
}

/// A list whose items are being written.
struct OpenList<'a> {
    /// Where its items begin in the output.
    start: usize,
    /// The markers of its items, as typed.
    markers: Vec<&'a str>,
    ordered: bool,
}

impl Scrittore<'_> {
    fn scrivi(&mut self, eventi: &[(Event<'_>, Range<usize>)]) {
        let mut resto = eventi;
        while let Some(((evento, intervallo), dopo)) = resto.split_first() {
            resto = dopo;
            match evento {
                Event::Start(tag) if !e_previsto(tag) => {
                    self.come_scritto(intervallo.clone());
                    let dentro = |(_, i): &&(Event<'_>, Range<usize>)| {
                        i.start >= intervallo.start && i.end <= intervallo.end
                    };
                    resto = &resto[resto.iter().take_while(dentro).count()..];
                    if e_un_blocco(tag) {
                        self.fine_blocco();
                    }
                }
                Event::Start(tag) => self.apri(tag, intervallo),
                Event::End(tag) => self.chiudi(*tag),
                Event::SoftBreak => self.line_end(intervallo.start),
                Event::HardBreak => self.uscita.push_str("#linebreak();"),
                Event::Rule => {
                    self.come_scritto(intervallo.clone());
                    self.fine_blocco();
                }
                _ => self.come_scritto(intervallo.clone()),
            }
        }
    }

    fn come_scritto(&mut self, intervallo: Range<usize>) {
        let typed = self.shadow.typed(intervallo);
        self.uscita
            .push_str(&letterale::contenuto(&self.prosa[typed]));
    }

    fn fine_blocco(&mut self) {
        if !self.elenchi.is_empty() {
            self.uscita.push_str("\n\n");
        } else if !self.uscita.is_empty() {
            self.blocchi.push(std::mem::take(&mut self.uscita));
        }
    }

    /// A line typed within a paragraph: the next one stands below it where the two are things of
    /// their own, and goes on with it otherwise.
    fn line_end(&mut self, place: usize) {
        let kept = self.shadow.line_starts(place).is_some_and(|(this, next)| {
            let before = self.prosa[..this]
                .trim_end_matches('\n')
                .lines()
                .next_back();
            let mut following = self.prosa[next..].lines().map(str::trim);
            let mut line = || following.next().unwrap_or_default();
            stand_apart(&Lines {
                before: before.unwrap_or_default().trim(),
                this: self.prosa[this..next].trim(),
                next: line(),
                after: line(),
            })
        });
        if kept {
            self.uscita.push_str("#linebreak();");
        } else {
            self.uscita.push_str(&letterale::contenuto(" "));
        }
    }

    fn apri(&mut self, tag: &Tag<'_>, intervallo: &Range<usize>) {
        match tag {
            Tag::Strong => self.uscita.push_str("#strong["),
            Tag::Emphasis => self.uscita.push_str("#emph["),
            Tag::Item => {
                let marker = self.shadow.marker(intervallo.start);
                let marker = marker.map_or("", |typed| &self.prosa[typed]);
                if let Some(list) = self.elenchi.last_mut() {
                    list.markers.push(marker);
                }
                self.uscita.push('[');
            }
            Tag::List(_) => self.apri_elenco(intervallo.start),
            _ => {}
        }
    }

    /// A list within an item follows the item's text.
    fn apri_elenco(&mut self, place: usize) {
        self.fine_blocco();
        self.elenchi.push(OpenList {
            start: self.uscita.len(),
            markers: Vec::new(),
            ordered: self.shadow.text[place..].trim_start().starts_with('+'),
        });
    }

    /// Now that its markers are known, a list gets its beginning.
    fn chiudi_elenco(&mut self) {
        let Some(list) = self.elenchi.pop() else {
            return;
        };
        self.uscita.insert_str(list.start, &list.head());
        self.uscita.push_str(");");
        self.fine_blocco();
    }

    fn chiudi(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis => self.uscita.push_str("];"),
            TagEnd::Item => self.uscita.push_str("], "),
            TagEnd::List(_) => self.chiudi_elenco(),
            TagEnd::Paragraph => self.fine_blocco(),
            _ => {}
        }
    }
}

impl OpenList<'_> {
    fn head(&self) -> String {
        if self.ordered {
            let markers = self.markers.iter();
            let markers: Vec<String> = markers.map(|marker| letterale::stringa(marker)).collect();
            return format!(
                "#enum(numbering: n => ({},).at(n - 1), ",
                markers.join(", ")
            );
        }
        match self.markers.first() {
            None | Some(&("-" | "*")) => "#list(".to_owned(),
            Some(marker) => format!("#list(marker: [{}], ", letterale::contenuto(marker)),
        }
    }
}

/// Two lines of one paragraph, and those at their sides; empty where there is none.
struct Lines<'a> {
    before: &'a str,
    this: &'a str,
    next: &'a str,
    after: &'a str,
}

/// A line as short as this one was ended on purpose, in characters.
const SHORT: usize = 60;

/// Whether two lines of one paragraph are things of their own: the items of a list that ends each
/// with a semicolon, the rows of a table. A long line may end with a semicolon because it had to be
/// broken there.
fn stand_apart(lines: &Lines<'_>) -> bool {
    let row = |line: &str| line.starts_with('|');
    let item = |line: &str| line.ends_with([';', ':']);
    let on_purpose = lines.this.chars().count() < SHORT || item(lines.before) || item(lines.next);
    let ends = lines.after.is_empty() || lines.next.ends_with([';', '.']);
    let announces = lines.this.ends_with(':') && !lines.next.ends_with(';');
    row(lines.this) || row(lines.next) || item(lines.this) && !announces && ends && on_purpose
}

fn e_previsto(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph | Tag::Strong | Tag::Emphasis | Tag::List(_) | Tag::Item
    )
}

fn e_un_blocco(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough
    )
}
