//! A date's text in pieces: digits, words, and the marks between them.

use std::iter;

/// One piece of a text without accents.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    Digits(&'a str),
    /// Lower-case letters, as [`crate::text::fold::unaccented`] gives them, or the word the text means by others.
    Word(&'a str),
    /// Separators in one run, spaces left out at its edges: `/`, `-`, `.`, `,`, `\`, `_`, `;`.
    Mark(&'a str),
    /// Anything else.
    Other,
}

/// The pieces of a text that is a date and nothing else; `None` when it holds something that no date has.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '"'));
    let text = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(text);
    // Longer than any way to write a date.
    if text.len() > 60 {
        return None;
    }
    let tokens: Vec<Token> = all_tokens(text).collect();
    (!tokens.contains(&Token::Other)).then_some(tokens)
}

/// Makes a token of a run of characters.
type Kind = fn(&str) -> Token<'_>;

/// Every piece, spaces left out.
pub(super) fn all_tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    let mut behind_digits = false;
    iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let (kind, is_same): (Kind, fn(char) -> bool) = if first.is_ascii_digit() {
            (|run| Token::Digits(run), |c| c.is_ascii_digit())
        } else if first.is_alphabetic() {
            (word, char::is_alphabetic)
        } else if is_mark(first) {
            (|run| Token::Mark(run.trim_end()), |c| is_mark(c) || c == ' ')
        } else {
            // The apostrophe of '80 and the colon of “Năm sinh: 1980” separate as spaces do.
            let separates = first == '\'' || (first == ':' && !behind_digits);
            rest = &rest[first.len_utf8()..];
            return Some(if separates { Token::Word("") } else { Token::Other });
        };
        let end = rest.find(|c| !is_same(c)).unwrap_or(rest.len());
        let piece = kind(&rest[..end]);
        behind_digits = matches!(piece, Token::Digits(_));
        rest = &rest[end..];
        Some(piece)
    })
    .filter(|token| *token != Token::Word(""))
}

fn is_mark(c: char) -> bool {
    matches!(c, '/' | '-' | '.' | ',' | '\\' | '_' | ';')
}

/// Words that dates have, whatever their case; others stay as they are and no date has them.
fn word(written: &str) -> Token<'_> {
    const KNOWN: [(&str, &str); 8] = [
        ("ngay", "ngay"),
        ("thang", "thang"),
        ("thg", "thang"),
        ("nam", "nam"),
        ("sinh", "sinh"),
        ("sn", "sn"),
        ("ngaysinh", "sinh"),
        ("namsinh", "sinh"),
    ];
    let known = KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(written)).map(|(_, word)| *word);
    Token::Word(known.unwrap_or(written))
}

/// The number of a month that a program set to English wrote as a word.
pub(super) fn month(word: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "1"),
        ("february", "2"),
        ("march", "3"),
        ("april", "4"),
        ("may", "5"),
        ("june", "6"),
        ("july", "7"),
        ("august", "8"),
        ("september", "9"),
        ("october", "10"),
        ("november", "11"),
        ("december", "12"),
    ];
    let word = word.to_ascii_lowercase();
    MONTHS.iter().find(|(name, _)| word == *name || word == name[..3]).map(|(_, number)| *number)
}
