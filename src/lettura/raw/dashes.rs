//! The dashes of entries: without the space after them, or two where one is right.

use super::line::{is_odd_space, leading_key, looks_white};
use super::mistakes;
use super::scanner::Scanner;

impl Scanner<'_> {
    /// An entry with a plain space after its dash, if there was none: another kind of space, or a key of
    /// the plan stuck to the dash (`-codice: A1`). `None` when the dash is right.
    pub(super) fn with_spaced_dash(&mut self, rest: &str, column: usize) -> Option<String> {
        let text = rest.strip_prefix('-')?;
        let first = text.chars().next()?;
        if is_odd_space(first) {
            self.report(
                mistakes::odd_space_after_dash(first),
                column + 1,
                first.len_utf8(),
            );
            return Some(format!("- {}", text.trim_start_matches(looks_white)));
        }
        let key = leading_key(text).filter(|key| (self.is_known_key)(key.name))?;
        self.report(
            mistakes::missing_space_after_dash(),
            column,
            1 + key.name.len(),
        );
        Some(format!("- {text}"))
    }

    /// An entry with one dash in place of two before a key of the plan: `-- codice: A1`, `- - codice: A1`. After
    /// the first dash (`is_entry`) no dash is right there.
    pub(super) fn without_doubled_dash(
        &mut self,
        rest: &str,
        column: usize,
        is_entry: bool,
    ) -> Option<String> {
        let text = rest.trim_start_matches(['-', ' ']);
        let dashes = rest[..rest.len() - text.len()].matches('-').count();
        let key = leading_key(text).filter(|key| (self.is_known_key)(key.name));
        if key.is_none() || dashes + usize::from(is_entry) < 2 {
            return None;
        }
        self.report(mistakes::doubled_dash(), column, dashes);
        Some(if is_entry {
            text.to_owned()
        } else {
            format!("- {text}")
        })
    }
}
