//! The letterhead of a document of the Party, and the places for signatures.

use super::frame::Frame;
use super::look::Look;
use super::words::place_and_date;
use crate::book::{At, BookError, Sheet, Value};
use crate::domain::plan::Plan;
use crate::text::fold::skeleton;

/// Writes rows 1 to 4: on the left the upper committee over the committee, on the right the Party's name over place and
/// date. `left` and `right` are the first and last columns of the two blocks.
pub fn letterhead(sheet: &mut Sheet, frame: &Frame, left: (u16, u16), right: (u16, u16)) -> Result<(), BookError> {
    let (plan, looks) = (frame.plan, &frame.looks);
    let line = |sheet: &mut Sheet, row: u32, (from, to): (u16, u16), text: String, look: Look| {
        sheet.merge(At::new(row, from), At::new(row, to), Value::text(text), looks.of(look))
    };
    line(sheet, 1, left, capitals(&upper_organisation(plan)), Look::LetterheadUpper)?;
    line(sheet, 2, left, capitals(&own_committee(plan)), Look::LetterheadName)?;
    // The star under the committee's name, as HD 36-HD/VPTW (2018) prescribes.
    line(sheet, 3, left, "*".to_owned(), Look::LetterheadName)?;
    line(sheet, 1, right, "ĐẢNG CỘNG SẢN VIỆT NAM".to_owned(), Look::LetterheadParty)?;
    let date = place_and_date(&plan.locality, frame.dated, plan.year);
    line(sheet, 3, right, date, Look::LetterheadDate)
}

/// Above stands the organisation that the committee belongs to: “Đảng bộ Khối …”.
pub fn upper_organisation(plan: &Plan) -> String {
    renamed(plan.upper_committee.trim(), "dang uy", "Đảng bộ")
}

/// Below it, and in sentences, the committee itself: “Đảng ủy Văn phòng …”; nothing where the plan gives no name.
pub fn own_committee(plan: &Plan) -> String {
    renamed(plan.committee.trim(), "dang bo", "Đảng ủy")
}

/// A name whose first two words are exchanged when they are these: the organisation's name for its committee's and the
/// reverse.
fn renamed(name: &str, from: &str, to: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [first, second, rest @ ..] if skeleton(&format!("{first} {second}")) == from => {
            [to].iter().chain(rest).copied().collect::<Vec<_>>().join(" ")
        }
        _ => name.to_owned(),
    }
}

/// For whom the signer signs, and as what, in capitals: “T/M ĐẢNG ỦY”, “BÍ THƯ”; another body where the plan's title names
/// it (“T/M BAN THƯỜNG VỤ, PHÓ BÍ THƯ”).
pub fn signing(plan: &Plan) -> (String, String) {
    let title = plan.signer_title.trim().to_uppercase();
    let key = skeleton(&title);
    let names_body = key.starts_with("t m ") || key.starts_with("tm ");
    match title.split_once([',', ';', '\n']) {
        Some((body, title)) if names_body && !title.trim().is_empty() => {
            (body.trim().to_owned(), title.trim().to_owned())
        }
        _ if names_body => (title, "BÍ THƯ".to_owned()),
        _ if title.is_empty() => ("T/M ĐẢNG ỦY".to_owned(), "BÍ THƯ".to_owned()),
        _ => ("T/M ĐẢNG ỦY".to_owned(), title),
    }
}

/// A name as letterheads print it; dots to be filled in by hand where the plan gives none.
fn capitals(name: &str) -> String {
    let name = name.trim();
    if name.is_empty() { "……………………………".to_owned() } else { name.to_uppercase() }
}

/// The signer's name stands so many rows below the first row of the places for signatures.
pub const LAST_OF_SIGNATURES: u32 = 6;

/// Writes the two places for signatures: who made the table on the left, who signs for the committee on the right.
pub fn signatures(
    sheet: &mut Sheet,
    frame: &Frame,
    row: u32,
    left: (u16, u16),
    right: (u16, u16),
) -> Result<(), BookError> {
    let (plan, looks) = (frame.plan, &frame.looks);
    let line = |sheet: &mut Sheet, row: u32, (from, to): (u16, u16), text: &str, look: Look| {
        sheet.merge(At::new(row, from), At::new(row, to), Value::text(text.to_owned()), looks.of(look))
    };
    let (body, title) = signing(plan);
    line(sheet, row, left, "NGƯỜI LẬP BIỂU", Look::SignTitle)?;
    line(sheet, row + 1, left, "(Ký, ghi rõ họ tên)", Look::SignHint)?;
    line(sheet, row, right, &body, Look::SignTitle)?;
    line(sheet, row + 1, right, &title, Look::SignTitle)?;
    line(sheet, row + LAST_OF_SIGNATURES, right, plan.signer_name.trim(), Look::SignTitle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_titles_stand_as_in_documents_of_the_party() {
        let plan = |title: &str| Plan {
            upper_committee: "Đảng ủy Khối các cơ quan Tỉnh".to_owned(),
            committee: "Đảng bộ Văn phòng".to_owned(),
            signer_title: title.to_owned(),
            ..Plan::default()
        };
        assert_eq!(upper_organisation(&plan("")), "Đảng bộ Khối các cơ quan Tỉnh");
        assert_eq!(own_committee(&plan("")), "Đảng ủy Văn phòng");
        for (title, signing_as) in [
            ("", ("T/M ĐẢNG ỦY", "BÍ THƯ")),
            ("Phó Bí thư", ("T/M ĐẢNG ỦY", "PHÓ BÍ THƯ")),
            ("T/M ĐẢNG ỦY, BÍ THƯ", ("T/M ĐẢNG ỦY", "BÍ THƯ")),
            ("T/M Ban Thường vụ, Phó Bí thư", ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")),
            ("T/M ĐẢNG ỦY", ("T/M ĐẢNG ỦY", "BÍ THƯ")),
        ] {
            let (body, title) = signing(&plan(title));
            assert_eq!((body.as_str(), title.as_str()), signing_as);
        }
    }
}
