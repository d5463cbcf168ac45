//! The small Markdown of the prose, turned into Typst by a parser.
//!
//! Paragraphs, bold, italic and lists are markup. Everything else that Markdown knows (headings,
//! quotations, code, links, HTML, entities) is printed as it was typed.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::letterale;

/// Prose as Typst markup.
pub fn in_typst(prosa: &str) -> String {
    let eventi: Vec<_> = Parser::new_ext(prosa, Options::empty()).into_offset_iter().collect();
    let mut scrittore = Scrittore { prosa, uscita: String::new() };
    scrittore.scrivi(&eventi);
    scrittore.uscita.trim_end().to_owned()
}

struct Scrittore<'a> {
    prosa: &'a str,
    uscita: String,
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
                        self.uscita.push_str("\n\n");
                    }
                }
                Event::Start(tag) => self.apri(tag, intervallo),
                Event::End(tag) => self.chiudi(*tag),
                Event::SoftBreak => self.uscita.push_str(&letterale::contenuto(" ")),
                Event::HardBreak => self.uscita.push_str("#linebreak();"),
                Event::Rule => {
                    self.come_scritto(intervallo.clone());
                    self.uscita.push_str("\n\n");
                }
                _ => self.come_scritto(intervallo.clone()),
            }
        }
    }

    fn come_scritto(&mut self, intervallo: Range<usize>) {
        self.uscita.push_str(&letterale::contenuto(&self.prosa[intervallo]));
    }

    fn apri(&mut self, tag: &Tag<'_>, intervallo: &Range<usize>) {
        match tag {
            Tag::Strong => self.uscita.push_str("#strong["),
            Tag::Emphasis => self.uscita.push_str("#emph["),
            Tag::Item => self.uscita.push('['),
            Tag::List(None) => self.uscita.push_str("#list("),
            Tag::List(Some(inizio)) => {
                let segno = self.prosa[intervallo.clone()].trim_start_matches(|c: char| c.is_ascii_digit());
                let segno = if segno.starts_with(')') { ')' } else { '.' };
                self.uscita.push_str(&format!("#enum(start: {inizio}, numbering: \"1{segno}\", "));
            }
            _ => {}
        }
    }

    fn chiudi(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis => self.uscita.push_str("];"),
            TagEnd::Item => self.uscita.push_str("], "),
            TagEnd::List(_) => self.uscita.push_str(");\n\n"),
            TagEnd::Paragraph => self.uscita.push_str("\n\n"),
            _ => {}
        }
    }
}

fn e_previsto(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Paragraph | Tag::Strong | Tag::Emphasis | Tag::List(_) | Tag::Item)
}

fn e_un_blocco(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough)
}
