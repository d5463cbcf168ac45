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
use super::literal;

/// Prose as Typst markup.
pub fn to_typst(prosa: &str) -> String {
    blocks(prosa).join("\n\n")
}

/// Prose as Typst markup, whose last block stays on the page of what follows.
pub fn to_typst_kept_with_next(prosa: &str) -> String {
    let mut written = blocks(prosa);
    if let Some(last) = written.last_mut() {
        *last = format!("#block(sticky: true)[{last}]");
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
        blocks: Vec::new(),
        lists: Vec::new(),
    };
    writer.write(&events);
    writer.end_block();
    writer.blocks
}

struct Writer<'a> {
    prosa: &'a str,
    shadow: &'a Shadow,
    output: String,
    blocks: Vec<String>,
    /// The lists that are open: within one, a paragraph ends no block.
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
            match event {
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

    /// A line typed within a paragraph: the next one stands below it where the two are things of
    /// their own, and goes on with it otherwise.
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

    /// A list within an item follows the item's text.
    fn open_list(&mut self, offset: usize) {
        self.end_block();
        self.lists.push(OpenList {
            start: self.output.len(),
            markers: Vec::new(),
            ordered: self.shadow.text[offset..].trim_start().starts_with('+'),
        });
    }

    /// Now that its markers are known, a list gets its beginning.
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

/// Two lines of one paragraph, and those at their sides; empty where there is none.
struct LinePair<'a> {
    before: &'a str,
    this: &'a str,
    next: &'a str,
    after: &'a str,
}

/// A line as short as this one was ended on purpose, in characters.
const SHORT_LINE: usize = 60;

/// Whether two lines of one paragraph are things of their own: the items of a list that ends each
/// with a semicolon, the rows of a table. A long line may end with a semicolon because it had to be
/// broken there.
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
