//! Turns the prose, a small Markdown, into Typst.
//!
//! Paragraphs, bold, italic and lists are markup. Everything else that Markdown knows (headings,
//! quotations, code, links, HTML, entities, tables, escapes) is printed as it was typed. So is the
//! marker of each item of a list, except `-` and `*`, which are drawn as the document's own: a number or
//! a letter before an item is what the act says, and must not be counted again.
//!
//! The parser is not given the prose but its [`Shadow`], in which only what is meant as markup looks like
//! markup; the events of the parser are then mapped back to the text as typed.

mod emphasis;
mod items;
mod shadow;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::shadow::Shadow;
use super::literal;

/// Prose as Typst markup.
pub(crate) fn to_typst(prosa: &str) -> String {
    blocks(prosa).join("\n\n")
}

/// Prose as Typst markup, whose last block is kept on the page of what follows.
pub(crate) fn to_typst_kept_with_next(prosa: &str) -> String {
    let mut written = blocks(prosa);
    if let Some(last) = written.last_mut() {
        *last = format!("#block(sticky: true)[{last}#parbreak()]");
    }
    written.join("\n\n")
}

/// The paragraphs and lists of a prose, each as Typst markup.
fn blocks(prosa: &str) -> Vec<String> {
    let shadow = Shadow::of_prose(prosa);
    let events: Vec<_> = Parser::new_ext(&shadow.text, Options::empty())
        .into_offset_iter()
        .collect();
    let mut writer = Writer {
        prosa,
        shadow: &shadow,
        output: String::new(),
        pending: 0..0,
        blocks: Vec::new(),
        lists: Vec::new(),
    };
    writer.write(&events);
    writer.write_pending();
    writer.end_block();
    writer.blocks
}

struct Writer<'a> {
    prosa: &'a str,
    shadow: &'a Shadow,
    output: String,
    /// The typed text that is still to be written: the parser divides it wherever a sign might be markup, and
    /// an address must be seen whole.
    pending: Range<usize>,
    blocks: Vec<String>,
    /// The open lists, outermost first. Inside one, the end of a paragraph does not end the block.
    lists: Vec<OpenList<'a>>,
}

/// A list whose items are being written.
struct OpenList<'a> {
    /// Where its items begin in the output.
    start: usize,
    /// The markers of its items, as typed.
    markers: Vec<&'a str>,
    ordered: bool,
}

impl Writer<'_> {
    fn write(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        let mut rest = events;
        while let Some(((event, span), after)) = rest.split_first() {
            rest = after;
            if !matches!(event, Event::Text(_)) {
                self.write_pending();
            }
            match event {
                Event::Text(_) => self.add_to_pending(span.clone()),
                Event::Start(tag) if !is_supported(tag) => {
                    self.write_as_typed(span.clone());
                    let within = |(_, i): &&(Event<'_>, Range<usize>)| {
                        i.start >= span.start && i.end <= span.end
                    };
                    rest = &rest[rest.iter().take_while(within).count()..];
                    if is_block(tag) {
                        self.end_block();
                    }
                }
                Event::Start(tag) => self.open(tag, span),
                Event::End(tag) => self.close(*tag),
                Event::SoftBreak => self.write_line_end(span.start),
                Event::HardBreak => self.output.push_str("#linebreak();"),
                Event::Rule => {
                    self.write_as_typed(span.clone());
                    self.end_block();
                }
                _ => self.write_as_typed(span.clone()),
            }
        }
    }

    fn add_to_pending(&mut self, span: Range<usize>) {
        let typed = self.shadow.typed_range(span);
        if self.pending.end != typed.start {
            self.write_pending();
            self.pending.start = typed.start;
        }
        self.pending.end = typed.end;
    }

    fn write_pending(&mut self) {
        let typed = std::mem::take(&mut self.pending);
        if !typed.is_empty() {
            self.output.push_str(&literal::markup(&self.prosa[typed]));
        }
    }

    fn write_as_typed(&mut self, span: Range<usize>) {
        let typed = self.shadow.typed_range(span);
        self.output.push_str(&literal::markup(&self.prosa[typed]));
    }

    fn end_block(&mut self) {
        if !self.lists.is_empty() {
            self.output.push_str("\n\n");
        } else if !self.output.is_empty() {
            self.blocks.push(std::mem::take(&mut self.output));
        }
    }

    /// Writes the end of a line inside a paragraph: a line break if the two lines stand apart, otherwise a
    /// space.
    fn write_line_end(&mut self, offset: usize) {
        let is_kept = self.shadow.line_starts(offset).is_some_and(|(this, next)| {
            let before = self.prosa[..this]
                .trim_end_matches('\n')
                .lines()
                .next_back();
            let mut following = self.prosa[next..].lines().map(str::trim);
            let mut next_line = || following.next().unwrap_or_default();
            stand_apart(&LinePair {
                before: before.unwrap_or_default().trim(),
                this: self.prosa[this..next].trim(),
                next: next_line(),
                after: next_line(),
            })
        });
        if is_kept {
            self.output.push_str("#linebreak();");
        } else {
            self.output.push_str(&literal::markup(" "));
        }
    }

    fn open(&mut self, tag: &Tag<'_>, span: &Range<usize>) {
        match tag {
            Tag::Strong => self.output.push_str("#strong["),
            Tag::Emphasis => self.output.push_str("#emph["),
            Tag::Item => {
                let marker = self.shadow.marker(span.start);
                let marker = marker.map_or("", |typed| &self.prosa[typed]);
                if let Some(list) = self.lists.last_mut() {
                    list.markers.push(marker);
                }
                self.output.push('[');
            }
            Tag::List(_) => self.open_list(span.start),
            _ => {}
        }
    }

    /// Opens a list; one nested in an item follows the item's text.
    fn open_list(&mut self, offset: usize) {
        self.end_block();
        self.lists.push(OpenList {
            start: self.output.len(),
            markers: Vec::new(),
            ordered: self.shadow.text[offset..].trim_start().starts_with('+'),
        });
    }

    /// Closes a list, and writes its beginning, for which the markers of all its items had to be known.
    fn close_list(&mut self) {
        let Some(list) = self.lists.pop() else {
            return;
        };
        self.output.insert_str(list.start, &list.opening());
        self.output.push_str(");");
        self.end_block();
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis => self.output.push_str("];"),
            TagEnd::Item => self.output.push_str("], "),
            TagEnd::List(_) => self.close_list(),
            TagEnd::Paragraph => self.end_block(),
            _ => {}
        }
    }
}

impl OpenList<'_> {
    fn opening(&self) -> String {
        if self.ordered {
            let markers = self.markers.iter();
            let markers: Vec<String> = markers
                .map(|marker| literal::string_literal(marker))
                .collect();
            return format!(
                "#enum(numbering: n => ({},).at(n - 1), ",
                markers.join(", ")
            );
        }
        match self.markers.first() {
            None | Some(&("-" | "*")) => "#list(".to_owned(),
            Some(marker) => format!("#list(marker: [{}], ", literal::markup(marker)),
        }
    }
}

/// Two consecutive lines of a paragraph, with the one before and the one after; empty if there is none.
struct LinePair<'a> {
    before: &'a str,
    this: &'a str,
    next: &'a str,
    after: &'a str,
}

/// The length in characters below which a line was surely ended on purpose, not because it was full.
const SHORT_LINE: usize = 60;

/// Whether the line break between two lines must be kept: they are rows of a table, or items that end with
/// a semicolon or a colon. A long line that ends so may simply have been full; it counts only if its
/// neighbours end so too.
fn stand_apart(lines: &LinePair<'_>) -> bool {
    let is_row = |line: &str| line.starts_with('|');
    let ends_item = |line: &str| line.ends_with([';', ':']);
    let is_on_purpose =
        lines.this.chars().count() < SHORT_LINE || ends_item(lines.before) || ends_item(lines.next);
    let ends = lines.after.is_empty() || lines.next.ends_with([';', '.']);
    let is_announcement = lines.this.ends_with(':') && !lines.next.ends_with(';');
    is_row(lines.this)
        || is_row(lines.next)
        || ends_item(lines.this) && !is_announcement && ends && is_on_purpose
}

fn is_supported(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph | Tag::Strong | Tag::Emphasis | Tag::List(_) | Tag::Item
    )
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough
    )
}
