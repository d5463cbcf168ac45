//! Tells the asterisks of a prose that are emphasis, around words, from those that are printed: in
//! `(A/B)*100` they multiply.

use std::ops::Range;

/// A run of asterisks, with the characters before and after it.
struct Run {
    range: Range<usize>,
    before: Option<char>,
    after: Option<char>,
}

/// The runs of asterisks of a prose that are not emphasis, and print as typed.
pub(crate) fn literal_asterisks(prose: &str) -> Vec<Range<usize>> {
    let runs = runs(prose);
    let mut is_literal: Vec<bool> = runs
        .iter()
        .map(|run| !run.opens() && !run.closes())
        .collect();
    let mut open: Vec<usize> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        let opener_position = open
            .iter()
            .rposition(|other| runs[*other].length() == run.length());
        match opener_position {
            Some(position) if run.closes() => {
                let opener = open[position];
                open.truncate(position);
                if is_formula(prose, &runs[opener], run) {
                    is_literal[opener] = true;
                    is_literal[index] = true;
                }
            }
            _ if run.opens() => open.push(index),
            _ => is_literal[index] = true,
        }
    }
    // A run that nothing closes is not emphasis.
    open.into_iter().for_each(|index| is_literal[index] = true);
    let literal = runs
        .into_iter()
        .zip(is_literal)
        .filter(|(_, is_literal)| *is_literal);
    literal.map(|(run, _)| run.range).collect()
}

fn runs(prose: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = 0;
    while let Some(found) = prose[rest..].find('*') {
        let start = rest + found;
        let end = start
            + prose[start..]
                .bytes()
                .take_while(|byte| *byte == b'*')
                .count();
        rest = end;
        let before = prose[..start].chars().next_back();
        if before != Some('\\') {
            runs.push(Run {
                range: start..end,
                before,
                after: prose[end..].chars().next(),
            });
        }
    }
    runs
}

impl Run {
    fn length(&self) -> usize {
        self.range.len()
    }

    /// Whether an emphasis can begin here: after a space or an opening sign, and before a word. A bold one
    /// (two asterisks) may begin after anything but a letter or a digit.
    fn opens(&self) -> bool {
        let is_boundary = |c: char| match self.length() {
            1 => c.is_whitespace() || "([{\"'«“‘’„–—-".contains(c),
            _ => !c.is_alphanumeric(),
        };
        let is_word_start = |c: char| !c.is_whitespace() && !")]}»”.,;:!?/*".contains(c);
        self.before.is_none_or(is_boundary) && self.after.is_some_and(is_word_start)
    }

    /// Whether an emphasis can end here: after a word, and before a space or a closing sign; a bold one
    /// before anything but a letter or a digit.
    fn closes(&self) -> bool {
        let is_boundary = |c: char| match self.length() {
            1 => c.is_whitespace() || ")]}\"'»”’.,;:!?…–—-".contains(c),
            _ => !c.is_alphanumeric(),
        };
        let is_word_end = |c: char| !c.is_whitespace() && !"([{«“‘/*".contains(c);
        self.after.is_none_or(is_boundary) && self.before.is_some_and(is_word_end)
    }
}

/// Whether two asterisks multiply rather than emphasise: an operand stands after the second and before
/// the first, or right after the first (`2*3 e 4*5`); or brackets open or close between them. Two in
/// different paragraphs are never emphasis.
fn is_formula(prose: &str, opener: &Run, closer: &Run) -> bool {
    let inner = &prose[opener.range.end..closer.range.start];
    if inner.contains("\n\n") {
        return true;
    }
    if opener.length() > 1 {
        return false;
    }
    if crosses_brackets(inner) {
        return true;
    }
    let before = prose[..opener.range.start].split_whitespace().next_back();
    let after = prose[closer.range.end..].split_whitespace().next();
    let is_operand_after = after.is_some_and(begins_an_operand);
    let is_operand_before = before.is_some_and(ends_an_operand);
    let is_number_inside = inner.starts_with(|c: char| c.is_ascii_digit());
    is_operand_after && (is_operand_before || is_number_inside)
}

/// Whether a text closes a bracket that it did not open, then opens one that it does not close, as
/// `b) + (c` does: the asterisks at its sides are then inside brackets, in a formula.
fn crosses_brackets(text: &str) -> bool {
    let (mut open, mut has_closed) = (0_usize, false);
    for character in text.chars() {
        match character {
            '(' => open += 1,
            ')' if open == 0 => has_closed = true,
            ')' => open -= 1,
            _ => {}
        }
    }
    has_closed && open > 0
}

/// Whether a word may be the left operand of a product: `totali)`, `100`, `5%`, `A`.
fn ends_an_operand(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit() || c == ')' || c == '%') || is_variable(word)
}

/// Whether a word may be the right operand of a product: `100`, `(A`, `D`.
fn begins_an_operand(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || c == '(') || is_variable(word)
}

/// Whether a word is one capital letter, with the punctuation after it.
fn is_variable(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ';', ')']);
    word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase())
}
