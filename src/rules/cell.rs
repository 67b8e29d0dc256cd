//! Family C, what reading reports of one row's cells, in words.

use super::fault::{Heard, Spoken};
use super::finding::Severity;
use super::rule::{Check, Fold, Rule, Words};
use super::words::{TECHNICAL, column_label, quote, quote_unless_personal};
use crate::domain::column::Column;
use crate::domain::fault::{InsteadOfName, Normalised};
use crate::domain::grade::Grade;

pub static C301: Rule = Rule {
    code: "C301",
    severity: Severity::Error,
    sometimes: None,
    title: "Dòng có dữ liệu nhưng không có họ tên",
    page: include_str!("pages/C301.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn no_name(instead: Option<InsteadOfName>) -> Spoken {
    let message = match instead {
        Some(InsteadOfName::Grade) => {
            "Ô họ tên chứa mức xếp loại, không phải họ tên; dòng này được để riêng, chưa tổng hợp."
        }
        Some(InsteadOfName::Number) => "Ô họ tên chứa số, không phải họ tên; dòng này được để riêng, chưa tổng hợp.",
        None => "Dòng có dữ liệu nhưng không có họ tên; dòng này được để riêng, chưa tổng hợp.",
    };
    Spoken::new(&C301, Words::new(message, "Điền họ và tên; nếu là dòng thừa thì xóa cả dòng.", TECHNICAL))
}

pub static C303: Rule = Rule {
    code: "C303",
    severity: Severity::Error,
    sometimes: None,
    title: "Không phải mức xếp loại",
    page: include_str!("pages/C303.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn not_a_grade(heard: Heard, text: &str, nearest: Option<Grade>, column: Column) -> Spoken {
    let offer = match nearest {
        Some(grade) => format!(" Gần nhất: “{}”.", grade.label()),
        None => String::new(),
    };
    Spoken::new(
        &C303,
        Words::new(
            format!(
                "Cột “{}”: {} không phải mức xếp loại nào, nên chưa được tính.{offer}",
                column_label(column),
                quote_unless_personal(text, heard.subject())
            ),
            "Ghi đầy đủ một trong bốn mức, ví dụ “Hoàn thành tốt nhiệm vụ”.",
            TECHNICAL,
        ),
    )
}

pub static C305: Rule = Rule {
    code: "C305",
    severity: Severity::Note,
    sometimes: None,
    title: "Mức xếp loại viết sai quen thuộc, đã hiểu",
    page: include_str!("pages/C305.md"),
    fold: Fold::Above(5),
    check: Check::Fault,
};

pub fn misspelt_grade(text: &str, grade: Grade) -> Spoken {
    Spoken::new(
        &C305,
        Words::new(
            format!("{} được hiểu là “{}”.", quote(text), grade.label()),
            "Không bắt buộc sửa; nên ghi đầy đủ tên mức.",
            TECHNICAL,
        ),
    )
}

pub static C308: Rule = Rule {
    code: "C308",
    severity: Severity::Warning,
    sometimes: None,
    title: "Số bị mất chữ số",
    page: include_str!("pages/C308.md"),
    fold: Fold::Above(5),
    check: Check::Fault,
};

pub fn lost_digits(text: &str, column: Column) -> Spoken {
    // How the cell is stored now is not known here, and need not be how the digits were lost.
    let is_whole = text.len() <= 15 && text.chars().all(|c| c.is_ascii_digit());
    let what = match is_whole {
        true => "ngắn hơn các số khác trong tệp, đã mất số 0 ở đầu",
        false => "quá 15 chữ số lưu dạng số, đã mất các chữ số cuối",
    };
    Spoken::new(
        &C308,
        Words::new(
            format!("Cột “{}”: {what}.", column_label(column)),
            "Định dạng cột là Text rồi gõ lại đủ các chữ số.",
            TECHNICAL,
        ),
    )
}

pub static C309: Rule = Rule {
    code: "C309",
    severity: Severity::Warning,
    sometimes: Some((Severity::Error, "không chắc cách giải mã")),
    title: "Chữ gõ bằng bảng mã cũ",
    page: include_str!("pages/C309.md"),
    fold: Fold::Above(3),
    check: Check::Fault,
};

pub fn decoded(heard: Heard, encoding: &str, decoded: &str) -> Spoken {
    let shown = if may_name_a_person(heard) { "kết quả ở cột họ tên".to_owned() } else { quote(decoded) };
    Spoken::new(
        &C309,
        Words::new(
            format!("Chữ gõ bằng bảng mã {encoding}, đã chuyển sang Unicode: {shown}."),
            "Kiểm tra chữ đã chuyển; lần sau gõ bằng Unicode.",
            TECHNICAL,
        ),
    )
}

pub fn undecided(encoding: &str) -> Spoken {
    Spoken::of_severity(
        &C309,
        Severity::Error,
        Words::new(
            format!("Chữ có vẻ gõ bằng bảng mã {encoding} nhưng không chắc; để nguyên, chưa chuyển."),
            "Chuyển tệp sang Unicode (ví dụ bằng UniKey) rồi gửi lại.",
            TECHNICAL,
        ),
    )
}

/// Whether a fault's cell may hold a name or a number of a person: below a header, in a column not known to hold
/// something else.
fn may_name_a_person(heard: Heard) -> bool {
    let Some(table) = heard.table else { return heard.subject().is_some() };
    let Some(at) = heard.fault.at else { return true };
    if at.row <= table.header_rows.1 {
        return false;
    }
    let meaning = table.columns.iter().find(|seen| seen.column == at.column).map(|seen| seen.meaning);
    !matches!(
        meaning,
        Some(
            Column::Grade(_)
                | Column::NotGradedReason
                | Column::Discipline
                | Column::Post
                | Column::Room
                | Column::Branch
                | Column::Category
                | Column::RewardForm
                | Column::RewardKind
                | Column::CollectiveKind
        )
    )
}

pub static C310: Rule = Rule {
    code: "C310",
    severity: Severity::Note,
    sometimes: None,
    title: "Chữ được chuẩn hóa để so sánh",
    page: include_str!("pages/C310.md"),
    fold: Fold::Above(1),
    check: Check::Fault,
};

pub fn normalised(how: Normalised, n: u32) -> Spoken {
    let what = match how {
        Normalised::UnicodeForm => "chữ có dấu viết rời được ghép lại",
        Normalised::Spaces => "dấu cách thừa được bỏ",
        Normalised::Invisible => "ký tự không nhìn thấy được bỏ",
        Normalised::Eth => "chữ Ð của bảng chữ khác được hiểu là Đ",
    };
    Spoken::new(&C310, Words::new(format!("{n} ô: {what}."), "Không cần sửa.", TECHNICAL))
}

pub static C311: Rule = Rule {
    code: "C311",
    severity: Severity::Error,
    sometimes: None,
    title: "Dòng chưa hiểu, được để riêng",
    page: include_str!("pages/C311.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn set_aside(n_cells: usize) -> Spoken {
    Spoken::new(
        &C311,
        Words::new(
            format!(
                "Dòng có {n_cells} ô dữ liệu nhưng không thành một người hay tập thể; được để riêng, chép đủ ở sheet Đối soát."
            ),
            "Nếu là người, điền lại đúng cột; nếu là ghi chú, chuyển ra ngoài bảng.",
            TECHNICAL,
        ),
    )
}

pub static C312: Rule = Rule {
    code: "C312",
    severity: Severity::Note,
    sometimes: None,
    title: "Số thứ tự nhảy hoặc lặp",
    page: include_str!("pages/C312.md"),
    fold: Fold::Above(3),
    check: Check::Fault,
};

pub fn ordinal_skips(expected: u32, found: u32) -> Spoken {
    Spoken::new(
        &C312,
        Words::new(
            format!("Số thứ tự là {found}, theo thứ tự phải là {expected}."),
            "Kiểm tra có sót hay lặp dòng nào; nếu không, đánh lại số.",
            TECHNICAL,
        ),
    )
}

pub static C313: Rule = Rule {
    code: "C313",
    severity: Severity::Note,
    sometimes: None,
    title: "Từ ngoài danh mục, giữ nguyên chữ",
    page: include_str!("pages/C313.md"),
    fold: Fold::Above(5),
    check: Check::Fault,
};

/// A kind of reward that is no known kind is a missing kind (R504); every other word outside the form's lists is C313.
pub fn unclear_word(heard: Heard, text: &str, column: Column) -> Spoken {
    if column == Column::RewardKind {
        return super::reward::unclear_kind(text);
    }
    Spoken::new(
        &C313,
        Words::new(
            format!(
                "Cột “{}”: {} không có trong danh mục; giữ nguyên chữ, không suy đoán.",
                column_label(column),
                quote_unless_personal(text, heard.subject())
            ),
            "Chọn một mục trong danh mục của biểu mẫu.",
            TECHNICAL,
        ),
    )
}
