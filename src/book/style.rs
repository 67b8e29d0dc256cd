//! How a cell looks.

use super::FONT;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// A colour, `0xRRGGBB`.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Rgb(pub u32);

impl From<Rgb> for Color {
    fn from(rgb: Rgb) -> Self {
        Color::RGB(rgb.0)
    }
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Horizontal {
    Left,
    Centre,
    Right,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Vertical {
    Top,
    Centre,
    Bottom,
}

/// The look of a cell. Made once, used for many cells.
#[derive(Clone, Debug)]
pub struct Style {
    pub(super) format: Format,
    pub(super) ink_colour: Option<Rgb>,
    pub(super) fill_colour: Option<Rgb>,
    pub(super) points: u8,
    pub(super) weight: Weight,
    pub(super) is_wrapped: bool,
}

/// A style that a [`super::Book`] has numbered, for the records of its lists; made by [`super::Book::know`].
#[derive(Clone, Debug)]
pub struct KnownStyle {
    pub(super) style: Style,
    /// The number that cells of the package name it by.
    pub(super) number: u32,
    /// The number of its [`Style::quoted`] look.
    pub(super) quoted_number: u32,
}

impl std::ops::Deref for KnownStyle {
    type Target = Style;

    fn deref(&self) -> &Style {
        &self.style
    }
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Weight {
    Regular,
    Bold,
}

const BASE_POINTS: u8 = 11;

pub(super) fn base_format() -> Format {
    Format::new().set_font_name(FONT).set_font_family(1).set_font_size(BASE_POINTS)
}

impl Default for Style {
    fn default() -> Self {
        Self::new()
    }
}

impl Style {
    /// Times New Roman 11, no border, no fill.
    pub fn new() -> Self {
        Self {
            format: base_format(),
            ink_colour: None,
            fill_colour: None,
            points: BASE_POINTS,
            weight: Weight::Regular,
            is_wrapped: false,
        }
    }

    pub fn size(self, points: u8) -> Self {
        Self { format: self.format.set_font_size(points), points, ..self }
    }

    /// In another font than [`FONT`].
    pub fn font(self, name: &str) -> Self {
        Self { format: self.format.set_font_name(name), ..self }
    }

    pub fn bold(self) -> Self {
        Self { format: self.format.set_bold(), weight: Weight::Bold, ..self }
    }

    pub fn italic(self) -> Self {
        Self { format: self.format.set_italic(), ..self }
    }

    pub fn underlined(self) -> Self {
        Self { format: self.format.set_underline(FormatUnderline::Single), ..self }
    }

    pub fn ink(self, colour: Rgb) -> Self {
        Self { format: self.format.set_font_color(colour), ink_colour: Some(colour), ..self }
    }

    pub fn fill(self, colour: Rgb) -> Self {
        Self { format: self.format.set_background_color(colour), fill_colour: Some(colour), ..self }
    }

    /// Thin lines on the four sides.
    pub fn ruled(self) -> Self {
        Self { format: self.format.set_border(FormatBorder::Thin), ..self }
    }

    pub fn wrapped(self) -> Self {
        Self { format: self.format.set_text_wrap(), is_wrapped: true, ..self }
    }

    pub fn horizontal(self, side: Horizontal) -> Self {
        let align = match side {
            Horizontal::Left => FormatAlign::Left,
            Horizontal::Centre => FormatAlign::Center,
            Horizontal::Right => FormatAlign::Right,
        };
        Self { format: self.format.set_align(align), ..self }
    }

    pub fn vertical(self, side: Vertical) -> Self {
        let align = match side {
            Vertical::Top => FormatAlign::Top,
            Vertical::Centre => FormatAlign::VerticalCenter,
            Vertical::Bottom => FormatAlign::Bottom,
        };
        Self { format: self.format.set_align(align), ..self }
    }

    /// An Excel number format: `dd/mm/yyyy`, `0.0%`.
    pub fn number_format(self, format: &str) -> Self {
        Self { format: self.format.set_num_format(format), ..self }
    }

    /// May be edited where the sheet is protected.
    pub fn unlocked(self) -> Self {
        Self { format: self.format.set_unlocked(), ..self }
    }

    /// The same look for a text that would be taken for a formula: it stays text when somebody edits the cell.
    pub(super) fn quoted(&self) -> Format {
        self.format.clone().set_quote_prefix()
    }
}
