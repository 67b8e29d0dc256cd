//! The sheet `Cần sửa`: receipt and totals, then what to mend, in the order clerks work: where, who, what, how; the code
//! last.

use super::{Sent, at};
use crate::book::marked::{Front, FrontCell, FrontLook, FrontRow};
use crate::output::tally::FindingCounts;
use crate::output::text::counted;
use crate::output::workbook::words;
use crate::rules::finding::Finding;

/// The sheet's name; reading a return passes over a sheet of this name that begins with [`TITLE`].
pub const SHEET: &str = "Cần sửa";
/// What the sheet's first line begins with.
pub const TITLE: &str = "NỘI DUNG CẦN SỬA";

const COLUMNS: [(&str, f64, FrontLook); 7] = [
    ("TT", 5.0, FrontLook::Centre),
    ("Vị trí", 22.0, FrontLook::Link),
    ("Người / đối tượng", 24.0, FrontLook::Text),
    ("Nội dung", 52.0, FrontLook::Text),
    ("Cách sửa", 44.0, FrontLook::Text),
    ("Mức độ", 10.0, FrontLook::Centre),
    ("Mã", 8.0, FrontLook::Centre),
];

/// The front sheet of one file.
pub fn front(sent: &Sent) -> Front {
    let title = format!("{TITLE} – {}", sent.submission.name);
    let mut rows =
        vec![FrontRow::Across(title, FrontLook::Title), line(receipt(sent)), line(totals(sent)), FrontRow::Blank];
    let header = COLUMNS.map(|(head, _, _)| cell(head, FrontLook::Header));
    rows.push(FrontRow::Cells(header.to_vec()));
    let header_row = rows.len() as u32;
    rows.extend((1..).zip(&sent.findings).map(|(number, finding)| FrontRow::Cells(cells(number, finding))));
    if sent.findings.is_empty() {
        rows.push(line("Không có nội dung nào cần sửa.".to_owned()));
    }
    Front { name: SHEET.to_owned(), widths: COLUMNS.map(|(_, width, _)| width).to_vec(), rows, header_row }
}

fn line(text: String) -> FrontRow {
    FrontRow::Across(text, FrontLook::Line)
}

/// What was received, as proof: file, day, rows, and the hash of the very bytes.
fn receipt(sent: &Sent) -> String {
    let name = sent.path.rsplit('/').next().unwrap_or(sent.path);
    let mut text = format!("Đã nhận tệp “{}”", crate::output::columns::on_screen(name));
    if let Some(received) = sent.piece.received.or(sent.submission.received) {
        let basis = words::received_basis(received.basis).to_lowercase();
        text.push_str(&format!(", ngày {} (theo {basis})", received.on.format("%d/%m/%Y")));
    }
    text.push_str(&format!("; {} dòng dữ liệu", sent.piece.tally.read));
    if !sent.sha256.is_empty() {
        text.push_str(&format!(". SHA-256: {}", sent.sha256));
    }
    text.push('.');
    text
}

fn totals(sent: &Sent) -> String {
    let counts = FindingCounts::of(sent.findings.iter().copied());
    if sent.findings.is_empty() {
        return "Chương trình kiểm tra không thấy nội dung nào cần sửa.".to_owned();
    }
    format!(
        "Cộng: {}. Lỗi: cần sửa (ô nền đỏ); cảnh báo: cần xem lại (nền cam); lưu ý: để biết (nền xanh). Bấm vào vị trí để đến ô; sửa ngay trong tệp này rồi gửi lại.",
        counted(counts)
    )
}

fn cell(text: impl Into<String>, look: FrontLook) -> FrontCell {
    FrontCell { text: text.into(), look, target: None }
}

fn cells(number: u32, finding: &Finding) -> Vec<FrontCell> {
    let place = match (&finding.sheet, finding.cell) {
        (Some(sheet), Some(cell)) => format!("{sheet} › {cell}"),
        (Some(sheet), None) => sheet.to_string(),
        (None, _) => "Cả tệp".to_owned(),
    };
    let target = finding.sheet.as_ref().zip(finding.cell).map(|(sheet, cell)| (sheet.to_string(), at(cell)));
    let texts = [
        number.to_string(),
        place,
        finding.subject.clone().unwrap_or_default(),
        finding.message.clone(),
        finding.fix.clone(),
        finding.severity.label().to_owned(),
        finding.code.to_owned(),
    ];
    let mut cells: Vec<FrontCell> = COLUMNS.iter().zip(texts).map(|((_, _, look), text)| cell(text, *look)).collect();
    if let Some(place) = cells.get_mut(1) {
        place.look = if target.is_some() { FrontLook::Link } else { FrontLook::Text };
        place.target = target;
    }
    cells
}
