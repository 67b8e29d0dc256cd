//! Putting text, numbers and dates on a sheet by 1-based addresses, with the few looks that office tables have. Knows
//! nothing of branches or grades.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};
use tonghop::domain::place::CellAt;

/// What stands in a cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Ink {
    Blank,
    Text(String),
    Number(f64),
    /// A real date, shown dd/mm/yyyy.
    Day(NaiveDate),
    Formula {
        formula: String,
        result: u32,
    },
}

impl Ink {
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Ink::Blank } else { Ink::Text(text) }
    }

    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Ink::Blank, Ink::Day)
    }

    pub fn tick(ticked: bool) -> Self {
        if ticked { Ink::text("x") } else { Ink::Blank }
    }
}

/// How a cell looks. All are Times New Roman.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Look {
    /// Inside a table, to the left.
    Cell,
    /// Inside a table, in the middle.
    Middle,
    /// Head of a table.
    Head,
    /// Sub-headings and totals inside a table.
    Strong,
    Title,
    Letter,
    LetterBold,
    LetterItalic,
    /// Outside a table, to the left.
    Bare,
    BareBold,
    BareItalic,
}

impl Look {
    fn format(self) -> Format {
        let base = Format::new().set_font_name("Times New Roman").set_font_size(12);
        let boxed = |format: Format| {
            format.set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::VerticalCenter)
        };
        let middle = |format: Format| format.set_align(FormatAlign::Center);
        match self {
            Look::Cell => boxed(base),
            Look::Middle => middle(boxed(base)),
            Look::Head => middle(boxed(base)).set_bold(),
            Look::Strong => boxed(base).set_bold(),
            Look::Title => middle(base).set_bold().set_font_size(14),
            Look::Letter => middle(base),
            Look::LetterBold => middle(base).set_bold(),
            Look::LetterItalic => middle(base).set_italic(),
            Look::Bare => base,
            Look::BareBold => base.set_bold(),
            Look::BareItalic => base.set_italic(),
        }
    }
}

/// One sheet being written.
pub struct Page<'a> {
    sheet: &'a mut Worksheet,
    /// Of the columns from A on, in characters; for finding how high a row must be.
    widths: Vec<u32>,
}

impl<'a> Page<'a> {
    /// A new sheet at the end of the book: A4 landscape, one page wide.
    pub fn add(book: &'a mut Workbook, name: &str) -> Result<Self, XlsxError> {
        let sheet = book.add_worksheet().set_name(name)?;
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        Ok(Self { sheet, widths: Vec::new() })
    }

    pub fn portrait(&mut self) {
        self.sheet.set_portrait();
    }

    /// Widths of the columns from A on, in characters.
    pub fn widths(&mut self, widths: &[u32]) -> Result<(), XlsxError> {
        for (index, &width) in widths.iter().enumerate() {
            self.sheet.set_column_width(index as u16, width)?;
        }
        self.widths = widths.to_vec();
        Ok(())
    }

    pub fn height(&mut self, row: u32, points: u32) -> Result<(), XlsxError> {
        self.sheet.set_row_height(row - 1, points)?;
        Ok(())
    }

    /// Head rows that stay in sight and are printed on every page.
    pub fn keep_head(&mut self, first: u32, last: u32) -> Result<(), XlsxError> {
        self.sheet.set_repeat_rows(first - 1, last - 1)?;
        self.sheet.set_freeze_panes(last, 0)?;
        Ok(())
    }

    pub fn put(&mut self, at: CellAt, ink: &Ink, look: Look) -> Result<(), XlsxError> {
        let (row, column) = (at.row - 1, at.column - 1);
        let format = look.format();
        match ink {
            Ink::Blank => self.sheet.write_blank(row, column, &format)?,
            Ink::Text(text) => self.sheet.write_string_with_format(row, column, text, &format)?,
            Ink::Number(number) => self.sheet.write_number_with_format(row, column, *number, &format)?,
            Ink::Day(day) => {
                let stored = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
                self.sheet.write_datetime_with_format(row, column, &stored, &format.set_num_format("dd/mm/yyyy"))?
            }
            Ink::Formula { formula, result } => {
                let formula = Formula::new(formula).set_result(result.to_string());
                self.sheet.write_formula_with_format(row, column, formula, &format)?
            }
        };
        Ok(())
    }

    /// Text in one cell.
    pub fn text(&mut self, row: u32, column: u16, text: &str, look: Look) -> Result<(), XlsxError> {
        self.put(CellAt::new(row, column), &Ink::text(text), look)
    }

    /// A whole row of cells from column A, as high as its longest text needs.
    pub fn row(&mut self, row: u32, cells: &[(Ink, Look)]) -> Result<(), XlsxError> {
        for (column, (ink, look)) in (1..).zip(cells) {
            self.put(CellAt::new(row, column), ink, *look)?;
        }
        let n_lines = |((ink, _), &width): (&(Ink, Look), &u32)| match ink {
            Ink::Text(text) => (text.chars().count() as u32 + 1).div_ceil(width),
            _ => 1,
        };
        let most = cells.iter().zip(&self.widths).map(n_lines).max().unwrap_or(1);
        self.height(row, 3 + 15 * most)
    }

    /// Heads from column A.
    pub fn heads(&mut self, row: u32, heads: &[&str]) -> Result<(), XlsxError> {
        for (column, head) in (1..).zip(heads) {
            self.text(row, column, head, Look::Head)?;
        }
        // Heads are bold, so a line holds fewer letters.
        let n_lines = |(head, &width): (&&str, &u32)| (head.chars().count() as u32 + 2).div_ceil(width);
        let most = heads.iter().zip(&self.widths).map(n_lines).max().unwrap_or(1);
        self.height(row, 3 + 16 * most)
    }

    /// Text over a merged area, both corners included.
    pub fn merged(&mut self, from: (u32, u16), to: (u32, u16), text: &str, look: Look) -> Result<(), XlsxError> {
        if from == to {
            return self.text(from.0, from.1, text, look);
        }
        self.sheet.merge_range(from.0 - 1, from.1 - 1, to.0 - 1, to.1 - 1, text, &look.format())?;
        Ok(())
    }
}
