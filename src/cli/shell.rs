//! Commands quoted for a prompt, to be copied by the user.

/// A command line that this system's shells read back into exactly these words; `None` when no quoting is
/// read alike by all of them (on Windows, the command prompt and PowerShell).
pub(super) fn command_line(words: &[String]) -> Option<String> {
    let quoted = if cfg!(windows) {
        quoted_for_windows
    } else {
        quoted_for_unix
    };
    let words: Option<Vec<String>> = words.iter().map(|word| quoted(word)).collect();
    Some(words?.join(" "))
}

/// Whether a word needs no quotes.
fn is_plain(word: &str) -> bool {
    let is_plain_sign = |sign: char| sign.is_alphanumeric() || "-_./,+:@".contains(sign);
    !word.is_empty() && word.chars().all(is_plain_sign) && !word.contains("..")
}

/// A word between single quotes, where every character but the single quote stands for itself: that one
/// is written outside them, after a backslash.
fn quoted_for_unix(word: &str) -> Option<String> {
    if word.chars().any(char::is_control) {
        return None;
    }
    if is_plain(word) {
        return Some(word.to_owned());
    }
    Some(format!("'{}'", word.replace('\'', r"'\''")))
}

/// A word between double quotes, where the command prompt and PowerShell read most characters as they
/// are; `None` for a word with one that they do not.
fn quoted_for_windows(word: &str) -> Option<String> {
    if word
        .chars()
        .any(|sign| sign.is_control() || "\"%$`!^“”„".contains(sign))
    {
        return None;
    }
    // PowerShell takes a comma between words for a list.
    if is_plain(word) && !word.contains([',', '@']) {
        return Some(word.to_owned());
    }
    (!word.ends_with('\\')).then(|| format!("\"{word}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unix_prompt_reads_back_every_word() {
        for (word, typed) in [
            ("piano.yaml", "piano.yaml"),
            ("dell'ente.yaml", r"'dell'\''ente.yaml'"),
            ("$HOME.yaml", "'$HOME.yaml'"),
            ("piano.yaml;curl x|sh", "'piano.yaml;curl x|sh'"),
            ("`id`", "'`id`'"),
            ("", "''"),
            ("perché.yaml", "perché.yaml"),
        ] {
            assert_eq!(quoted_for_unix(word).as_deref(), Some(typed));
        }
        assert_eq!(quoted_for_unix("a\u{1b}[2Jb"), None);
    }

    #[test]
    fn a_windows_prompt_reads_back_every_word_or_there_is_no_command() {
        for (word, typed) in [
            ("piano.yaml", "piano.yaml"),
            ("dell'ente.yaml", "\"dell'ente.yaml\""),
            ("a & b.yaml", "\"a & b.yaml\""),
            ("a-3b,ua-1", "\"a-3b,ua-1\""),
        ] {
            assert_eq!(quoted_for_windows(word).as_deref(), Some(typed));
        }
        for word in ["%PATH%.yaml", "$HOME.yaml", "a\"b", "`x`", "ciao!"] {
            assert_eq!(quoted_for_windows(word), None);
        }
    }
}
