//! What a document is made of: paragraphs of runs, and tables of cells.

/// Where the lines of a paragraph stand.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Align {
    #[default]
    Both,
    Left,
    Centre,
}

/// Text of one look.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Run {
    pub text: String,
    pub is_bold: bool,
    pub is_italic: bool,
    pub is_underlined: bool,
    /// Something for the writer to fill in: shown on yellow.
    pub is_open: bool,
    /// In points; none: as the paragraph.
    pub size: Option<f64>,
}

impl Run {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub fn bold(text: impl Into<String>) -> Self {
        Self { is_bold: true, ..Self::new(text) }
    }

    pub fn italic(text: impl Into<String>) -> Self {
        Self { is_italic: true, ..Self::new(text) }
    }

    /// Something for the writer to fill in.
    pub fn open(text: impl Into<String>) -> Self {
        Self { is_open: true, ..Self::new(text) }
    }

    pub fn sized(mut self, points: f64) -> Self {
        self.size = Some(points);
        self
    }

    pub fn underlined(mut self) -> Self {
        self.is_underlined = true;
        self
    }
}

/// A paragraph. Lengths in points, indents in millimetres.
#[derive(Clone, PartialEq, Debug)]
pub struct Paragraph {
    pub runs: Vec<Run>,
    pub align: Align,
    /// Of every run that names none.
    pub size: f64,
    pub first_line: f64,
    pub before: f64,
    pub after: f64,
    /// On the same page as the next one.
    pub keeps_with_next: bool,
    /// A rule below it; for letterheads.
    pub rule_below: Option<Rule>,
}

/// A rule below a paragraph: how far it stays from the left and the right edge, in millimetres.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct Rule {
    pub left: f64,
    pub right: f64,
}

impl Paragraph {
    /// A paragraph of a document's body: 14 points, both edges straight, first line set in.
    pub fn body(runs: Vec<Run>) -> Self {
        Self {
            runs,
            align: Align::Both,
            size: 14.0,
            first_line: 10.0,
            before: 0.0,
            after: 6.0,
            keeps_with_next: false,
            rule_below: None,
        }
    }

    pub fn centred(runs: Vec<Run>) -> Self {
        Self { align: Align::Centre, first_line: 0.0, after: 0.0, ..Self::body(runs) }
    }

    pub fn left(runs: Vec<Run>) -> Self {
        Self { align: Align::Left, first_line: 0.0, after: 0.0, ..Self::body(runs) }
    }

    /// A heading: bold, with the text below it.
    pub fn heading(text: impl Into<String>) -> Self {
        Self { keeps_with_next: true, before: 6.0, ..Self::body(vec![Run::bold(text)]) }
    }

    pub fn sized(mut self, points: f64) -> Self {
        self.size = points;
        self
    }

    pub fn spaced(mut self, before: f64, after: f64) -> Self {
        (self.before, self.after) = (before, after);
        self
    }

    /// A rule of its own, in the middle of the column.
    pub fn rule(left: f64, right: f64) -> Self {
        Self { rule_below: Some(Rule { left, right }), ..Self::centred(Vec::new()).sized(2.0) }
    }

    pub fn with_next(mut self) -> Self {
        self.keeps_with_next = true;
        self
    }

    /// The text without its looks.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// A cell of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    pub paragraphs: Vec<Paragraph>,
    /// How many columns it covers, at least 1.
    pub span: u16,
    /// Whether it begins, or goes on with, a cell over several rows.
    pub down: Down,
    pub is_shaded: bool,
    /// Its text stands at its top, not in its middle.
    pub is_at_top: bool,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Down {
    #[default]
    Single,
    Begins,
    GoesOn,
}

impl Cell {
    pub fn new(paragraph: Paragraph) -> Self {
        Self { paragraphs: vec![paragraph], span: 1, down: Down::Single, is_shaded: false, is_at_top: false }
    }

    pub fn of(paragraphs: Vec<Paragraph>) -> Self {
        Self { paragraphs, span: 1, down: Down::Single, is_shaded: false, is_at_top: false }
    }

    pub fn across(mut self, span: u16) -> Self {
        self.span = span;
        self
    }

    pub fn begins(mut self) -> Self {
        self.down = Down::Begins;
        self
    }

    /// The part of a cell over several rows that lies in a later row.
    pub fn goes_on() -> Self {
        Self { down: Down::GoesOn, ..Self::new(Paragraph::left(Vec::new()).sized(11.0)) }
    }

    pub fn at_top(mut self) -> Self {
        self.is_at_top = true;
        self
    }

    pub fn shaded(mut self) -> Self {
        self.is_shaded = true;
        self
    }
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Borders {
    All,
    None,
}

/// A table; rows of cells whose spans add up to the columns.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// In millimetres.
    pub widths: Vec<f64>,
    pub borders: Borders,
    /// Rows repeated on every page.
    pub n_header_rows: usize,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Self {
        Block::Paragraph(paragraph)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Block::Table(table)
    }
}
