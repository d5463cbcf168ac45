//! Reads objects from the bytes of a file for what lopdf does not keep: numbers as they were typed, and
//! where the data of a stream begin and end.

/// A token of the syntax of PDF (ISO 32000-1 7.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// A word that begins with a digit, a sign or a point; it may be no valid number.
    Number(&'a [u8]),
    /// `obj`, `R`, `true`, and the operators of a content stream.
    Keyword(&'a [u8]),
    /// A name as written, without its slash.
    Name(&'a [u8]),
    /// `<<`, `[`, `{`.
    Open,
    /// `>>`, `]`, `}`.
    Close,
    /// A string of either kind; its content is skipped.
    String,
}

/// Splits bytes into tokens.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Lexer<'a> {
    /// A lexer that begins at a byte.
    pub(crate) fn new(bytes: &'a [u8], position: usize) -> Self {
        Self { bytes, position }
    }

    /// The byte after the last token.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    fn peek(&self, distance: usize) -> Option<u8> {
        self.bytes.get(self.position + distance).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self.peek(0).is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.position += 1;
                }
            } else if is_space(byte) {
                self.position += 1;
            } else {
                return;
            }
        }
    }

    fn take_regular_characters(&mut self) -> &'a [u8] {
        let start = self.position;
        while self.peek(0).is_some_and(is_regular) {
            self.position += 1;
        }
        &self.bytes[start..self.position]
    }

    fn literal_string(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek(0) {
            self.position += 1;
            match byte {
                b'\\' => self.position += 1,
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    fn hexadecimal_string(&mut self) {
        while let Some(byte) = self.peek(0) {
            self.position += 1;
            if byte == b'>' {
                return;
            }
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_space();
        Some(match self.peek(0)? {
            b'(' => {
                self.literal_string();
                Token::String
            }
            b'<' if self.peek(1) != Some(b'<') => {
                self.hexadecimal_string();
                Token::String
            }
            b'<' => {
                self.position += 2;
                Token::Open
            }
            b'>' => {
                self.position += if self.peek(1) == Some(b'>') { 2 } else { 1 };
                Token::Close
            }
            b'[' | b'{' => {
                self.position += 1;
                Token::Open
            }
            b']' | b'}' | b')' => {
                self.position += 1;
                Token::Close
            }
            b'/' => {
                self.position += 1;
                Token::Name(self.take_regular_characters())
            }
            first => {
                let run = self.take_regular_characters();
                if first.is_ascii_digit() || b"+-.".contains(&first) {
                    Token::Number(run)
                } else {
                    Token::Keyword(run)
                }
            }
        })
    }
}

/// The white space of PDF (ISO 32000-1 7.2.2).
pub(crate) fn is_space(byte: u8) -> bool {
    b"\0\t\n\x0c\r ".contains(&byte)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

/// An indirect object in the bytes of its file.
#[derive(Debug)]
pub(crate) struct RawObject<'a> {
    /// Its real numbers as typed, in order.
    pub reals: Vec<&'a [u8]>,
    /// The byte where the data of its stream begin, if the word `stream` follows its dictionary.
    pub data: Option<usize>,
}

/// Reads the object that begins at a byte, `12 0 obj`; `None` if no object of this number begins there.
pub(crate) fn indirect_object(bytes: &[u8], position: usize, number: u32) -> Option<RawObject<'_>> {
    let mut lexer = Lexer::new(bytes, position);
    let Some(Token::Number(written)) = lexer.next() else {
        return None;
    };
    let written: u32 = std::str::from_utf8(written).ok()?.parse().ok()?;
    let Some(Token::Number(_)) = lexer.next() else {
        return None;
    };
    if written != number || lexer.next() != Some(Token::Keyword(b"obj")) {
        return None;
    }
    let reals = read_reals(&mut lexer);
    let before_keyword = lexer.clone();
    let data = match lexer.next() {
        Some(Token::Keyword(word)) if word.starts_with(b"stream") => {
            let mut start = before_keyword;
            start.skip_space();
            Some(data_start(bytes, start.position + b"stream".len()))
        }
        _ => None,
    };
    Some(RawObject { reals, data })
}

/// The real numbers, as typed, of the one value that follows.
pub(crate) fn read_reals<'a>(lexer: &mut Lexer<'a>) -> Vec<&'a [u8]> {
    let mut reals = Vec::new();
    let mut depth = 0_usize;
    for token in lexer.by_ref() {
        match token {
            Token::Number(number) if number.contains(&b'.') => reals.push(number),
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    reals
}

/// Where data begin: on the line after the word `stream`, or right after it if its line does not end.
fn data_start(bytes: &[u8], keyword_end: usize) -> usize {
    let blanks = bytes[keyword_end.min(bytes.len())..]
        .iter()
        .take_while(|b| **b == b' ' || **b == b'\t')
        .count();
    match bytes.get(keyword_end + blanks..) {
        Some([b'\r', b'\n', ..]) => keyword_end + blanks + 2,
        Some([b'\r' | b'\n', ..]) => keyword_end + blanks + 1,
        _ => keyword_end,
    }
}

/// Whether the word `endstream` stands at a byte, after a line end or without.
pub(crate) fn ends_at(bytes: &[u8], end: usize) -> bool {
    let rest = bytes.get(end..).unwrap_or_default();
    [
        &b"\r\nendstream"[..],
        b"\nendstream",
        b"\rendstream",
        b"endstream",
    ]
    .iter()
    .any(|ending| rest.starts_with(ending))
}

/// Where the data of a stream without a valid length end: before the one `endstream` between `start` and
/// `bound`, the end of its object. Of several, since data may hold the word too, the one followed by
/// `endobj`. `None` if there is none, or if several are.
pub(crate) fn find_end(bytes: &[u8], start: usize, bound: usize) -> Option<usize> {
    const WORD: &[u8] = b"endstream";
    let object = bytes.get(start..bound.min(bytes.len()))?;
    let positions = object
        .windows(WORD.len())
        .enumerate()
        .filter(|(_, window)| *window == WORD)
        .map(|(position, _)| position);
    let positions: Vec<usize> = positions.collect();
    let ends_object = |position: &&usize| {
        let mut lexer = Lexer::new(object, **position + WORD.len());
        matches!(lexer.next(), Some(Token::Keyword(word)) if word.starts_with(b"endobj"))
    };
    let position = match positions.as_slice() {
        [] => return None,
        [only] => *only,
        several => match several.iter().filter(ends_object).collect::<Vec<_>>()[..] {
            [only] => *only,
            _ => return None,
        },
    };
    let data = &object[..position];
    let line_end = if data.ends_with(b"\r\n") {
        2
    } else {
        usize::from(data.ends_with(b"\n") || data.ends_with(b"\r"))
    };
    Some(start + position - line_end)
}
