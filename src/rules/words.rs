//! The words several rules share: labels of columns and tables, quoting, dates.

use crate::domain::column::{Actor, Column, TableKind};
use chrono::NaiveDate;

/// Basis of a finding that rests on how files are made and read.
pub const TECHNICAL: &str = "kỹ thuật";
/// Basis of a finding that rests on the campaign's plan.
pub const PLAN: &str = "kế hoạch";

/// The longest quotation in a message, in characters.
const QUOTED_AT_MOST: usize = 60;
/// No word of Vietnamese is longer, in characters.
const LONGEST_WORD: usize = 12;

/// A cell's text in quotation marks, on one line, cut when long.
pub fn quote(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|letter| !is_invisible(*letter)).collect();
    if line.chars().count() <= QUOTED_AT_MOST {
        return format!("“{line}”");
    }
    let cut: String = line.chars().take(QUOTED_AT_MOST - 1).collect();
    // Between two words, where there is a gap not far back.
    let whole_words = cut.rfind(' ').filter(|&at| cut[at..].chars().count() <= LONGEST_WORD);
    format!("“{}…”", whole_words.map_or(cut.as_str(), |at| cut[..at].trim_end()))
}

/// Control characters and those that turn the reading direction: they would break or disguise a line on the screen.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A cell's text in quotation marks, unless it may be the person's name or a number of the person.
pub fn quote_unless_personal(text: &str, subject: Option<&str>) -> String {
    let is_the_name =
        subject.is_some_and(|name| !name.is_empty() && text.to_lowercase().contains(&name.to_lowercase()));
    let n_digits = text.chars().filter(char::is_ascii_digit).count();
    if is_the_name || n_digits >= 6 { "nội dung đang ghi".to_owned() } else { quote(text) }
}

/// `27/11/2021`
pub fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// A whole number with a dot between thousands: `1.048.576`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            words.push('.');
        }
        words.push(digit);
    }
    words
}

/// A table as a message names it.
pub fn table_label(kind: TableKind) -> &'static str {
    match kind {
        TableKind::Members => "đảng viên",
        TableKind::Collectives => "tập thể",
        TableKind::Staff => "công chức, người lao động",
        TableKind::Rewards => "khen thưởng",
        TableKind::Summary => "số liệu tổng hợp",
    }
}

/// A column by the header of the program's own form.
pub fn column_label(column: Column) -> &'static str {
    match column {
        Column::Ordinal => "TT",
        Column::CardNo => "Số thẻ đảng",
        Column::PersonCode => "Mã số",
        Column::Name => "Họ và tên",
        Column::FamilyName => "Họ và tên đệm",
        Column::MiddleName => "Tên đệm",
        Column::GivenName => "Tên",
        Column::Born => "Ngày sinh",
        Column::BornMale => "Năm sinh (Nam)",
        Column::BornFemale => "Năm sinh (Nữ)",
        Column::Sex => "Giới tính",
        Column::Joined => "Ngày vào Đảng",
        Column::Official => "Ngày chính thức",
        Column::Post => "Chức vụ",
        Column::Branch => "Chi bộ",
        Column::Room => "Phòng",
        Column::SelfReview => "Bản kiểm điểm",
        Column::ReviewedAt => "Kiểm điểm tại",
        Column::Residence => "Nhận xét nơi cư trú",
        Column::Grade(actor) | Column::Tick(actor, _) => grade_column_label(actor),
        Column::TickNotGraded(_) => "Chưa xếp loại",
        Column::NotGradedReason => "Lý do không xếp loại",
        Column::Category => "Diện",
        Column::CivilServant => "Công chức",
        Column::IsMember => "Là đảng viên",
        Column::Discipline => "Kỷ luật trong năm",
        Column::Note => "Ghi chú",
        Column::CollectiveKind => "Loại tập thể",
        Column::RewardSubject => "Đối tượng khen thưởng",
        Column::RewardForm => "Hình thức khen thưởng",
        Column::RewardKind => "Loại khen thưởng",
        Column::Achievement => "Thành tích",
        Column::CommonPoints => "Điểm tiêu chí chung",
        Column::ResultPoints => "Điểm kết quả",
        Column::TotalPoints => "Tổng điểm",
        Column::Quarter(1) => "Quý I",
        Column::Quarter(2) => "Quý II",
        Column::Quarter(3) => "Quý III",
        Column::Quarter(_) => "Quý",
        Column::Grounds => "Tóm tắt căn cứ",
        Column::PostCode => "Mã chức danh",
        Column::Unknown => "chưa rõ nội dung",
    }
}

fn grade_column_label(actor: Actor) -> &'static str {
    match actor {
        Actor::OneSelf => "Tự xếp loại",
        Actor::Office => "Xếp loại công chức",
        Actor::Proposer => "Chi ủy đề xuất",
        Actor::Branch => "Chi bộ xếp loại",
        Actor::Committee => "Đảng ủy quyết định",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_stay_on_one_line_and_short() {
        assert_eq!(quote("XS?\n  tốt\u{202E}"), "“XS? tốt”");
        assert_eq!(quote(&"a".repeat(200)).chars().count(), QUOTED_AT_MOST + 2);
    }

    #[test]
    fn names_and_numbers_of_people_are_not_quoted() {
        assert_eq!(quote_unless_personal("NGUYỄN VĂN AN", Some("Nguyễn Văn An")), "nội dung đang ghi");
        assert_eq!(quote_unless_personal("87001234", None), "nội dung đang ghi");
        assert_eq!(quote_unless_personal("XS?", Some("Nguyễn Văn An")), "“XS?”");
    }

    #[test]
    fn thousands_are_grouped_by_dots() {
        for (number, words) in [(0, "0"), (999, "999"), (1_000, "1.000"), (1_048_576, "1.048.576")] {
            assert_eq!(grouped(number), words);
        }
    }
}
