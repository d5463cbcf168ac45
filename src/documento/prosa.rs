//! The small Markdown of the prose, turned into Typst by a parser.
//!
//! Paragraphs, bold, italic and lists are markup. Everything else that Markdown knows (headings,
//! quotations, code, links, HTML, entities) is printed as it was typed.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

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
    // What Markdown takes for the definition of a link it would not give back: the parser sees none.
    // Every text is taken from the prose itself, never from what the parser sees.
    let senza_definizioni = prosa.replace("]:", "],");
    let eventi: Vec<_> = Parser::new_ext(&senza_definizioni, Options::empty())
        .into_offset_iter()
        .collect();
    let mut scrittore = Scrittore {
        prosa,
        uscita: String::new(),
        blocchi: Vec::new(),
        elenchi: 0,
    };
    scrittore.scrivi(&eventi);
    scrittore.fine_blocco();
    scrittore.blocchi
}

struct Scrittore<'a> {
    prosa: &'a str,
    uscita: String,
    blocchi: Vec<String>,
    /// How many lists are open: within one, a paragraph ends no block.
    elenchi: usize,
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
                Event::SoftBreak => self.uscita.push_str(&letterale::contenuto(" ")),
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
        self.uscita
            .push_str(&letterale::contenuto(&self.prosa[intervallo]));
    }

    fn fine_blocco(&mut self) {
        if self.elenchi > 0 {
            self.uscita.push_str("\n\n");
        } else if !self.uscita.is_empty() {
            self.blocchi.push(std::mem::take(&mut self.uscita));
        }
    }

    fn apri(&mut self, tag: &Tag<'_>, intervallo: &Range<usize>) {
        match tag {
            Tag::Strong => self.uscita.push_str("#strong["),
            Tag::Emphasis => self.uscita.push_str("#emph["),
            Tag::Item => self.uscita.push('['),
            Tag::List(None) => {
                self.apri_elenco();
                self.uscita.push_str("#list(");
            }
            Tag::List(Some(inizio)) => {
                self.apri_elenco();
                let segno =
                    self.prosa[intervallo.clone()].trim_start_matches(|c: char| c.is_ascii_digit());
                let segno = if segno.starts_with(')') { ')' } else { '.' };
                self.uscita
                    .push_str(&format!("#enum(start: {inizio}, numbering: \"1{segno}\", "));
            }
            _ => {}
        }
    }

    /// A list within an item follows the item's text.
    fn apri_elenco(&mut self) {
        self.fine_blocco();
        self.elenchi += 1;
    }

    fn chiudi(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis => self.uscita.push_str("];"),
            TagEnd::Item => self.uscita.push_str("], "),
            TagEnd::List(_) => {
                self.uscita.push_str(");");
                self.elenchi -= 1;
                self.fine_blocco();
            }
            TagEnd::Paragraph => self.fine_blocco(),
            _ => {}
        }
    }
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
