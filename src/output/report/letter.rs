//! What stands around the report: letterhead, title, to whom; at the end the recipients and the signature. Layout as
//! HD 36-HD/VPTW (03/4/2018) has it for documents of the Party.

use super::facts::Facts;
use super::guidance::names;
use super::wording::{body, two_digits};
use crate::docx::{Block, Borders, Cell, Paragraph, Run, Table};
use crate::output::workbook::letterhead::{own_committee, signing, upper_organisation};
use crate::output::workbook::words::place_and_date;

/// The two columns of letterhead and signature, in millimetres.
const LEFT: f64 = 81.0;
const RIGHT: f64 = 84.0;

/// What the report is about, for its title and its properties.
pub fn title(year: i32) -> String {
    format!("Báo cáo kết quả kiểm điểm, đánh giá, xếp loại chất lượng năm {year}")
}

pub fn opening(facts: &Facts) -> Vec<Block> {
    let year = facts.plan.year;
    let mut blocks = vec![letterhead(facts)];
    let centred = |text: &str, size: f64| Paragraph::centred(vec![Run::bold(text)]).sized(size);
    blocks.push(centred("BÁO CÁO", 16.0).spaced(18.0, 0.0).into());
    blocks.push(centred("kết quả kiểm điểm, đánh giá, xếp loại chất lượng", 14.0).into());
    blocks.push(centred("tổ chức đảng, đảng viên và tập thể, cá nhân", 14.0).into());
    blocks.push(centred(&format!("cán bộ lãnh đạo, quản lý năm {year}"), 14.0).into());
    blocks.push(Paragraph::rule(65.0, 65.0).spaced(2.0, 0.0).into());
    let upper = facts.plan.upper_committee.trim();
    let to = if upper.is_empty() { Run::open("[tên cấp ủy cấp trên]") } else { Run::new(upper) };
    blocks.push(Paragraph::centred(vec![Run::italic("Kính gửi: "), to]).spaced(12.0, 12.0).into());
    blocks.push(
        Paragraph::body(vec![
            Run::new("Thực hiện "),
            Run::open("[số, ngày, tên kế hoạch, hướng dẫn của cấp trên và của đảng ủy]"),
            Run::new(format!(
                ", {} báo cáo kết quả kiểm điểm, đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên và tập thể, cá \
                 nhân cán bộ lãnh đạo, quản lý năm {year} như sau:",
                committee(facts)
            )),
        ])
        .into(),
    );
    if facts.bloc.campaign.is_provisional() {
        let missing = facts.without_figures();
        let n = two_digits(missing.len() as u32);
        let line = format!("TẠM TÍNH: chưa có số liệu của {n} ‹chi bộ›{}.", names(&missing));
        blocks.push(Paragraph::body(vec![Run { is_open: true, ..Run::bold(line) }]).into());
    }
    blocks
}

/// The committee as it speaks of itself in a sentence: “Đảng ủy Văn phòng …”.
pub fn committee(facts: &Facts) -> String {
    match own_committee(facts.plan) {
        name if name.is_empty() => "Đảng ủy".to_owned(),
        name => name,
    }
}

fn letterhead(facts: &Facts) -> Block {
    let plan = facts.plan;
    let dots = || Run::open("[………………]");
    let capitals = |name: String, is_bold: bool| match name.trim() {
        "" => dots(),
        name => Run { is_bold, ..Run::new(name.to_uppercase()) },
    };
    let upper = capitals(upper_organisation(plan), false);
    let own = match plan.committee.trim() {
        "" => dots(),
        _ => capitals(committee(facts), true),
    };
    let left = vec![
        Paragraph::centred(vec![upper.sized(13.0)]),
        Paragraph::centred(vec![own.sized(13.0)]),
        Paragraph::centred(vec![Run::new("*")]),
        Paragraph::centred(vec![Run::new("Số "), Run::open("[……]"), Run::new("-BC/ĐU")]),
    ];
    let date = place_and_date(&plan.locality, facts.frame.dated, plan.year);
    let right = vec![
        Paragraph::centred(vec![Run::bold("ĐẢNG CỘNG SẢN VIỆT NAM").sized(15.0)]),
        Paragraph::rule(6.0, 6.0),
        Paragraph::centred(vec![Run::italic(date)]).spaced(10.0, 0.0),
    ];
    two_columns(left, right)
}

/// Two columns without lines; what is in them stands at their top.
fn two_columns(left: Vec<Paragraph>, right: Vec<Paragraph>) -> Block {
    let cells = vec![Cell::of(left).at_top(), Cell::of(right).at_top()];
    Table { widths: vec![LEFT, RIGHT], borders: Borders::None, n_header_rows: 0, rows: vec![cells] }.into()
}

pub fn closing(facts: &Facts) -> Vec<Block> {
    let plan = facts.plan;
    let upper = plan.upper_committee.trim();
    let to = if upper.is_empty() { "Cấp ủy cấp trên".to_owned() } else { upper.to_owned() };
    let mut left = vec![Paragraph::left(vec![Run::new("Nơi nhận:").underlined()])];
    let recipients = [
        format!("- {to} (để báo cáo),"),
        "- Các ‹chi bộ› trực thuộc,".to_owned(),
        "- Lưu Văn phòng Đảng ủy.".to_owned(),
    ];
    left.extend(recipients.map(|line| Paragraph::left(vec![Run::new(line)]).sized(12.0)));
    let (body_signed_for, title) = signing(plan);
    let name = match plan.signer_name.trim() {
        "" => Run::open("[Họ và tên]"),
        name => Run::bold(name),
    };
    let line = |run: Run| Paragraph::centred(vec![run]).with_next();
    let right = vec![
        line(Run::bold(body_signed_for)),
        line(Run::bold(title)),
        line(Run::italic("(Ký tên, đóng dấu)").sized(12.0)).spaced(0.0, 64.0),
        Paragraph::centred(vec![name]),
    ];
    let sentence = format!(
        "Trên đây là báo cáo kết quả kiểm điểm, đánh giá, xếp loại chất lượng năm {} của {}.",
        plan.year,
        committee(facts)
    );
    let Block::Paragraph(sentence) = body(sentence) else { return Vec::new() };
    vec![sentence.spaced(6.0, 14.0).with_next().into(), two_columns(left, right)]
}
