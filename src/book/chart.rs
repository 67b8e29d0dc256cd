//! Charts of a table's column.

use super::FONT;
use super::cell::At;
use super::style::Rgb;
use rust_xlsxwriter::{Chart, ChartFont, ChartType};

/// One column of numbers as upright bars, one bar a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColumnChart {
    pub title: String,
    /// The words under the bars: one column of cells.
    pub labels: (At, At),
    pub values: (At, At),
    /// The number format of the value axis and of the figures above the bars.
    pub number_format: String,
    pub colour: Rgb,
    /// In pixels.
    pub width: u32,
    pub height: u32,
}

pub(super) fn build(chart: &ColumnChart, sheet: &str) -> Chart {
    let font = |size: u8| {
        let mut font = ChartFont::new();
        font.set_name(FONT).set_size(size);
        font
    };
    let block = |(from, to): (At, At)| (sheet.to_owned(), from.row - 1, from.column - 1, to.row - 1, to.column - 1);
    let corner = |(sheet, r1, c1, r2, c2): &(String, u32, u16, u32, u16)| (sheet.clone(), *r1, *c1, *r2, *c2);
    let labels = block(chart.labels);
    let values = block(chart.values);
    let (ls, a, b, c, d) = corner(&labels);
    let (vs, e, f, g, h) = corner(&values);
    let mut drawn = Chart::new(ChartType::Column);
    let mut label_font = font(9);
    label_font.set_bold();
    drawn
        .add_series()
        .set_categories((ls.as_str(), a, b, c, d))
        .set_values((vs.as_str(), e, f, g, h))
        .set_format(
            rust_xlsxwriter::ChartFormat::new()
                .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(chart.colour)),
        )
        .set_data_label(
            rust_xlsxwriter::ChartDataLabel::new().show_value().set_num_format(&chart.number_format).set_font(&font(9)),
        )
        .set_gap(60);
    drawn.title().set_name(&chart.title).set_font(&font(12));
    drawn.x_axis().set_font(&font(9));
    drawn.y_axis().set_font(&font(9)).set_num_format(&chart.number_format).set_min(0);
    drawn.legend().set_hidden();
    drawn.set_width(chart.width).set_height(chart.height);
    drawn
}
