//! The looks of cells, made once for the whole workbook.

use crate::book::{Book, Horizontal, KnownStyle, Rgb, Style, Vertical};

/// What kind of cell it is, for its look.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Look {
    // Cells of tables.
    Text,
    /// Text in the middle: codes, kinds, ticks.
    Centre,
    /// Smaller text: sources, keys, hashes.
    Fine,
    Whole,
    Date,
    Percent,
    Link,
    /// Where the committee types its decision.
    Decision,
    /// The result that follows from it.
    Result,
    Header,
    /// The header of a column that the committee fills in.
    DecisionHeader,
    /// The number row below a header: (1) (2) (3).
    HeaderNumber,
    TotalText,
    TotalWhole,
    TotalPercent,
    Error,
    Warning,
    Note,
    /// “Không có” in a table without rows.
    Nothing,
    // A document's own lines.
    Plain,
    PlainCentre,
    PlainBold,
    Italic,
    Alert,
    Title,
    Subtitle,
    Heading,
    LetterheadUpper,
    LetterheadName,
    LetterheadParty,
    LetterheadDate,
    SignTitle,
    SignHint,
}

const N_LOOKS: usize = Look::SignHint as usize + 1;

/// Zero prints as a dash, so that the eye finds the figures.
const WHOLE: &str = "[$-42A]#,##0;-#,##0;\"–\"";
/// In Vietnamese, whatever the language of the office program: with a comma.
const PERCENT: &str = "[$-42A]0.0%;-0.0%;\"–\"";
const DATE: &str = "dd/mm/yyyy";

const HEADER_FILL: Rgb = Rgb(0xE7ECF3);
const DECISION_FILL: Rgb = Rgb(0xFFF8D6);
const DECISION_HEADER_FILL: Rgb = Rgb(0xFFE999);
const TOTAL_FILL: Rgb = Rgb(0xF3F3F3);
pub const ERROR_FILL: Rgb = Rgb(0xF8D3D0);
pub const WARNING_FILL: Rgb = Rgb(0xFFE8C2);
pub const GOOD_FILL: Rgb = Rgb(0xDDF0DC);
pub const NOTE_FILL: Rgb = Rgb(0xE6EEF8);
const ALERT_INK: Rgb = Rgb(0xB3261E);
const LINK_INK: Rgb = Rgb(0x0B4FA0);
pub const BAR: Rgb = Rgb(0x4472A8);

/// One style for each look.
pub struct Looks {
    styles: Vec<KnownStyle>,
}

impl Looks {
    /// The looks of figures that go into sentences and no workbook: none, and no cell asks for one.
    pub fn unwritten() -> Self {
        Self { styles: Vec::new() }
    }

    pub fn new(book: &mut Book) -> Self {
        let mut styles = Vec::with_capacity(N_LOOKS);
        for look in ALL {
            debug_assert_eq!(look as usize, styles.len());
            styles.push(book.know(style(look)));
        }
        Self { styles }
    }

    pub fn of(&self, look: Look) -> &KnownStyle {
        &self.styles[look as usize]
    }
}

const ALL: [Look; N_LOOKS] = [
    Look::Text,
    Look::Centre,
    Look::Fine,
    Look::Whole,
    Look::Date,
    Look::Percent,
    Look::Link,
    Look::Decision,
    Look::Result,
    Look::Header,
    Look::DecisionHeader,
    Look::HeaderNumber,
    Look::TotalText,
    Look::TotalWhole,
    Look::TotalPercent,
    Look::Error,
    Look::Warning,
    Look::Note,
    Look::Nothing,
    Look::Plain,
    Look::PlainCentre,
    Look::PlainBold,
    Look::Italic,
    Look::Alert,
    Look::Title,
    Look::Subtitle,
    Look::Heading,
    Look::LetterheadUpper,
    Look::LetterheadName,
    Look::LetterheadParty,
    Look::LetterheadDate,
    Look::SignTitle,
    Look::SignHint,
];

fn style(look: Look) -> Style {
    let cell = || Style::new().ruled().wrapped().vertical(Vertical::Centre);
    let centred = || cell().horizontal(Horizontal::Centre);
    let line = || Style::new().vertical(Vertical::Centre);
    let middle = || line().horizontal(Horizontal::Centre);
    match look {
        Look::Text => cell().horizontal(Horizontal::Left),
        Look::Centre => centred(),
        Look::Fine => cell().horizontal(Horizontal::Left).size(9),
        Look::Whole => centred().number_format(WHOLE),
        Look::Date => centred().number_format(DATE),
        Look::Percent => centred().number_format(PERCENT),
        Look::Link => cell().horizontal(Horizontal::Left).size(9).ink(LINK_INK).underlined(),
        Look::Decision => centred().fill(DECISION_FILL).unlocked(),
        Look::Result => centred().bold(),
        Look::Header => centred().bold().fill(HEADER_FILL),
        Look::DecisionHeader => centred().bold().fill(DECISION_HEADER_FILL),
        Look::HeaderNumber => centred().italic().size(9),
        Look::TotalText => centred().bold().fill(TOTAL_FILL),
        Look::TotalWhole => centred().bold().fill(TOTAL_FILL).number_format(WHOLE),
        Look::TotalPercent => centred().bold().fill(TOTAL_FILL).number_format(PERCENT),
        Look::Error => centred().fill(ERROR_FILL),
        Look::Warning => centred().fill(WARNING_FILL),
        Look::Note => centred().fill(NOTE_FILL),
        Look::Nothing => centred().italic(),
        Look::Plain => line().horizontal(Horizontal::Left).wrapped(),
        Look::PlainCentre => middle().wrapped(),
        Look::PlainBold => line().horizontal(Horizontal::Left).bold(),
        Look::Italic => line().horizontal(Horizontal::Left).wrapped().italic(),
        Look::Alert => middle().wrapped().bold().ink(ALERT_INK),
        Look::Title => middle().wrapped().bold().size(14),
        Look::Subtitle => middle().wrapped().italic().size(12),
        Look::Heading => line().horizontal(Horizontal::Left).bold().size(12),
        Look::LetterheadUpper => middle().wrapped().size(12),
        Look::LetterheadName => middle().wrapped().bold().size(12),
        Look::LetterheadParty => middle().bold().size(13).underlined(),
        Look::LetterheadDate => middle().italic().size(12),
        Look::SignTitle => middle().wrapped().bold().size(12),
        Look::SignHint => middle().italic(),
    }
}
