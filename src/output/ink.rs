//! How text stands on the screen it goes to: plain as in a file, or coloured and broken to a terminal's width. Colour
//! only repeats what the words say.

use unicode_width::UnicodeWidthStr;

use super::columns::wrap;

/// What a result is printed on.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Paper {
    pub ink: Ink,
    /// In screen columns; none leaves lines as long as they are, for those who search them.
    pub width: Option<usize>,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Ink {
    Plain,
    /// Escape sequences of ANSI terminals.
    Coloured,
}

/// What a word means, not its colour.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Tone {
    Heading,
    Good,
    Look,
    Bad,
    Quiet,
}

impl Paper {
    /// A file or a pipe.
    pub const PLAIN: Paper = Paper { ink: Ink::Plain, width: None };

    /// The text in the colour of its meaning. Colours of the sixteen that every terminal has and its owner has chosen.
    pub fn paint(self, tone: Tone, text: &str) -> String {
        let code = match (self.ink, tone) {
            (Ink::Plain, _) => return text.to_owned(),
            (Ink::Coloured, Tone::Heading) => "1",
            (Ink::Coloured, Tone::Good) => "32",
            (Ink::Coloured, Tone::Look) => "33",
            (Ink::Coloured, Tone::Bad) => "31",
            (Ink::Coloured, Tone::Quiet) => "2",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// A line under an indent, broken between words where the paper is narrower, with `end` kept whole and painted
    /// behind it. Ends with a line end.
    pub fn line(self, indent: usize, text: &str, end: Option<(Tone, &str)>) -> String {
        let width = self.width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(20));
        let mut lines = if self.width.is_some() { wrap(text, width) } else { vec![text.to_owned()] };
        let mut ending = String::new();
        if let Some((tone, end)) = end {
            let fits = lines.last().is_some_and(|last| last.width().saturating_add(1 + end.width()) <= width);
            if fits {
                ending.push(' ');
            } else {
                lines.push(String::new());
            }
            ending.push_str(&self.paint(tone, end));
        }
        let mut printed = String::new();
        let n_lines = lines.len();
        for (index, line) in lines.iter().enumerate() {
            printed.extend([&" ".repeat(indent), line.as_str()]);
            if index + 1 == n_lines {
                printed.push_str(&ending);
            }
            printed.push('\n');
        }
        printed
    }
}

impl Paper {
    /// Plain text whose lines are broken where the paper is narrower, each under its own indent.
    pub fn text(self, text: &str) -> String {
        if self.width.is_none() {
            return text.to_owned();
        }
        let broken = |line: &str| {
            let words = line.trim_start_matches(' ');
            self.line(line.len() - words.len(), words, None)
        };
        text.lines().map(broken).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paper_has_no_escapes_and_no_breaks() {
        let long = "chữ ".repeat(100);
        let line = Paper::PLAIN.line(2, long.trim(), Some((Tone::Bad, "[Lỗi C303]")));
        assert_eq!(line, format!("  {} [Lỗi C303]\n", long.trim()));
    }

    #[test]
    fn narrow_paper_breaks_between_words_and_keeps_the_end_whole() {
        let paper = Paper { ink: Ink::Plain, width: Some(26) };
        let line = paper.line(2, "Chi bộ chưa nộp hồ sơ về đảng ủy", Some((Tone::Bad, "[Lỗi F101]")));
        assert_eq!(line, "  Chi bộ chưa nộp hồ sơ về\n  đảng ủy [Lỗi F101]\n");
        let line = paper.line(2, "Chi bộ chưa nộp hồ sơ", Some((Tone::Bad, "[Lỗi F101]")));
        assert_eq!(line, "  Chi bộ chưa nộp hồ sơ\n  [Lỗi F101]\n");
    }

    #[test]
    fn colour_stands_around_the_word_and_is_put_back() {
        let paper = Paper { ink: Ink::Coloured, width: None };
        assert_eq!(paper.paint(Tone::Bad, "Lỗi"), "\u{1b}[31mLỗi\u{1b}[0m");
    }
}
