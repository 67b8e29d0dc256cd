//! How high a row must be to show its wrapped text: widths of letters in Times New Roman, words broken as spreadsheets
//! break them.

use super::style::{Style, Weight};

/// Pixels of one character of column width, and what a cell keeps free at its sides.
const PIXELS_PER_CHARACTER: f64 = 7.0;
/// Points to pixels at the 96 dots an inch that column widths are counted in.
const PIXELS_PER_POINT: f64 = 96.0 / 72.0;
/// Bold letters of the font are this much wider.
const BOLD: f64 = 1.07;
/// Programs round letters to whole pixels, each in its own way.
const SAFETY: f64 = 1.04;
/// Lines of Times New Roman are this high, of its size.
const LINE: f64 = 1.17;
const PADDING: f64 = 3.0;
/// Excel's highest row, in points.
const HIGHEST: f64 = 409.0;

/// The height in points that `text` needs across columns of these widths (in characters).
pub fn height(text: &str, widths: impl Iterator<Item = f64>, style: &Style) -> f64 {
    let n_lines = if style.is_wrapped {
        let pixels: f64 = widths.map(|width| width * PIXELS_PER_CHARACTER).sum();
        let weight = match style.weight {
            Weight::Regular => 1.0,
            Weight::Bold => BOLD,
        };
        // From thousandths of the font's size to pixels.
        let per_unit = f64::from(style.points) * PIXELS_PER_POINT * weight * SAFETY / 1000.0;
        lines(text, pixels / per_unit)
    } else {
        1
    };
    (n_lines as f64 * f64::from(style.points) * LINE + PADDING).min(HIGHEST)
}

/// How many lines the text takes in a room of this many thousandths of the font's size.
fn lines(text: &str, room: f64) -> usize {
    let mut n_lines = 0;
    let mut line = Line::default();
    let mut word = 0;
    for c in text.chars() {
        match c {
            ' ' => line.add(std::mem::take(&mut word), room),
            '\n' => {
                line.add(std::mem::take(&mut word), room);
                n_lines += std::mem::take(&mut line).n_before + 1;
            }
            _ => word += units(c),
        }
    }
    line.add(word, room);
    n_lines + line.n_before + 1
}

/// The line that words of a paragraph are put on.
#[derive(Default)]
struct Line {
    /// Lines of the paragraph that are full.
    n_before: usize,
    used: f64,
}

impl Line {
    /// Puts a word of this many thousandths on the line, or on a new one.
    fn add(&mut self, word: u32, room: f64) {
        let word = f64::from(word);
        let space = if self.used > 0.0 { f64::from(units(' ')) } else { 0.0 };
        if self.used + space + word <= room {
            self.used += space + word;
        } else if word <= room {
            self.n_before += 1;
            self.used = word;
        } else {
            // A word longer than a line (a path, a key) is broken where the line ends.
            if self.used > 0.0 {
                self.n_before += 1;
            }
            let extra = (word / room.max(1.0)).ceil() as usize - 1;
            self.n_before += extra;
            self.used = word - extra as f64 * room;
        }
    }
}

/// Widths of the printable ASCII characters from the space on, in thousandths of the size (Times-Roman).
const ASCII: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];

/// Letters up to the marks used in Vietnamese texts, each with its width: every letter of a long list is measured.
const N_KNOWN: usize = 0x2040;
static WIDTHS: [u16; N_KNOWN] = {
    let mut widths = [0; N_KNOWN];
    let mut letter = 0;
    while letter < N_KNOWN {
        widths[letter] = match char::from_u32(letter as u32) {
            Some(c) => width(c),
            None => 0,
        };
        letter += 1;
    }
    widths
};

/// How wide a letter is, in thousandths of the size.
fn units(c: char) -> u32 {
    WIDTHS.get(c as usize).map_or(u32::from(WIDEST), |&width| width.into())
}

/// Of what is no letter known here.
const WIDEST: u16 = ASCII['W' as usize - ' ' as usize];

const fn width(c: char) -> u16 {
    let plain = match c {
        ' '..='~' => c,
        // Combining accents take no room of their own.
        '\u{0300}'..='\u{036F}' => return 0,
        'À'..='Ã' | 'Ă' => 'A',
        'È'..='Ê' => 'E',
        'Ì' | 'Í' | 'Ĩ' => 'I',
        'Ò'..='Õ' => 'O',
        'Ơ' => 'Q',
        'Ù' | 'Ú' | 'Ũ' | 'Đ' => 'U',
        'Ư' => 'M',
        'Ý' => 'Y',
        'à'..='ã' | 'ă' => 'a',
        'è'..='ê' => 'e',
        'ì' | 'í' | 'ĩ' => 'i',
        'ò'..='õ' | 'ơ' => 'o',
        'ù' | 'ú' | 'ũ' | 'đ' => 'u',
        'ư' => 'k',
        'ý' => 'y',
        // The block of Vietnamese letters with two marks: capitals on even numbers.
        '\u{1EA0}'..='\u{1EF9}' => of_vietnamese_block(c),
        '“' | '”' => 'e',
        '‘' | '’' => 'I',
        '–' => 'n',
        '›' => 'I',
        _ => return WIDEST,
    };
    ASCII[plain as usize - ' ' as usize]
}

const fn of_vietnamese_block(c: char) -> char {
    let capital = match c {
        '\u{1EA0}'..='\u{1EB7}' => 'A',
        '\u{1EB8}'..='\u{1EC7}' => 'E',
        '\u{1EC8}'..='\u{1ECB}' => 'I',
        '\u{1ECC}'..='\u{1EE3}' => 'O',
        '\u{1EE4}'..='\u{1EF1}' => 'U',
        _ => 'Y',
    };
    if (c as u32).is_multiple_of(2) { capital } else { capital.to_ascii_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_follow_words_breaks_and_the_width_of_a_cell() {
        let wrapped = Style::new().wrapped();
        let n_lines = |text: &str, width: f64| {
            let height = height(text, [width].into_iter(), &wrapped);
            ((height - PADDING) / (11.0 * LINE)).round() as u32
        };
        for (text, width, expected) in [
            ("Tốt", 13.0, 1),
            // As LibreOffice breaks it.
            ("Hoàn thành xuất sắc nhiệm vụ", 13.0, 3),
            ("Hoàn thành xuất sắc nhiệm vụ", 16.0, 2),
            ("Hoàn thành xuất sắc nhiệm vụ", 8.0, 5),
            ("Hoàn thành xuất sắc nhiệm vụ", 40.0, 1),
            ("một\nhai\nba", 40.0, 3),
            ("nop/mot-ten-tep-rat-dai-khong-co-dau-cach-nao-ca.xlsx", 13.0, 4),
        ] {
            assert_eq!(n_lines(text, width), expected, "{text} in {width}");
        }
    }

    #[test]
    fn decomposed_letters_are_as_wide_as_composed_ones() {
        let width = |text: &str| text.chars().map(units).sum::<u32>();
        assert_eq!(width("e\u{0302}\u{0301}"), width("ế"));
    }

    #[test]
    fn no_row_is_higher_than_excel_allows() {
        assert!(height(&"x ".repeat(20_000), [10.0].into_iter(), &Style::new().wrapped()) <= HIGHEST);
    }
}
