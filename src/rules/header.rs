//! Family H: headers, and the form of cells. All of it is reported by reading.

use super::fault::{Heard, Spoken};
use super::finding::Severity;
use super::rule::{Check, Fold, Rule, Words};
use super::words::{TECHNICAL, column_label, quote, table_label};
use crate::domain::column::{Column, TableKind};
use crate::domain::place::CellAt;

pub static H201: Rule = Rule {
    code: "H201",
    severity: Severity::Error,
    sometimes: None,
    title: "Thiếu cột bắt buộc",
    page: include_str!("pages/H201.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn missing_column(column: Column, table: TableKind, nearest: Option<&str>) -> Spoken {
    let offer = match nearest {
        Some(nearest) => format!(" Tiêu đề gần nhất: {}.", quote(nearest)),
        None => String::new(),
    };
    let label = column_label(column);
    Spoken::new(
        &H201,
        Words::new(
            format!(
                "Bảng {} không có cột “{label}”, nên không lấy được nội dung này cho dòng nào.{offer}",
                table_label(table)
            ),
            format!("Thêm cột “{label}” hoặc sửa tiêu đề cho đúng."),
            TECHNICAL,
        ),
    )
}

pub static H202: Rule = Rule {
    code: "H202",
    severity: Severity::Error,
    sometimes: None,
    title: "Hai cột cùng một nội dung",
    page: include_str!("pages/H202.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn two_columns(column: Column, first: &str, second: &str, second_at: CellAt) -> Spoken {
    Spoken::new(
        &H202,
        Words::new(
            format!(
                "Hai cột đều có thể là “{}”: {} và {} (ô {second_at}); chưa biết lấy cột nào.",
                column_label(column),
                quote(first),
                quote(second)
            ),
            "Giữ một cột, hoặc ghi rõ ai xếp loại trong tiêu đề (Tự xếp loại, Chi ủy đề xuất, Chi bộ xếp loại).",
            TECHNICAL,
        ),
    )
}

pub static H203: Rule = Rule {
    code: "H203",
    severity: Severity::Note,
    sometimes: None,
    title: "Tiêu đề được hiểu theo nghĩa gần giống",
    page: include_str!("pages/H203.md"),
    fold: Fold::Above(3),
    check: Check::Fault,
};

pub fn by_likeness(header: &str, column: Column) -> Spoken {
    Spoken::new(
        &H203,
        Words::new(
            format!("Tiêu đề {} được hiểu là “{}”.", quote(header), column_label(column)),
            "Kiểm tra; nếu không đúng, sửa tiêu đề.",
            TECHNICAL,
        ),
    )
}

pub static H204: Rule = Rule {
    code: "H204",
    severity: Severity::Note,
    sometimes: None,
    title: "Cột chưa rõ nội dung, được giữ nguyên",
    page: include_str!("pages/H204.md"),
    fold: Fold::Above(3),
    check: Check::Fault,
};

pub fn unknown_column(header: &str) -> Spoken {
    Spoken::new(
        &H204,
        Words::new(
            format!("Cột {} không thuộc biểu mẫu; nội dung được giữ và mang theo.", quote(header)),
            "Không cần sửa; nếu là cột của biểu mẫu, sửa tiêu đề cho đúng.",
            TECHNICAL,
        ),
    )
}

pub static H205: Rule = Rule {
    code: "H205",
    severity: Severity::Error,
    sometimes: Some((Severity::Note, "cột chỉ có số thứ tự hay ghi chú")),
    title: "Công thức chưa có kết quả",
    page: include_str!("pages/H205.md"),
    fold: Fold::Above(20),
    check: Check::Fault,
};

pub fn no_stored_result() -> Spoken {
    Spoken::new(
        &H205,
        Words::new(
            "Ô chứa công thức nhưng tệp không lưu kết quả, nên không biết giá trị.",
            "Mở tệp bằng Excel, lưu lại rồi gửi; hoặc chép ô thành giá trị.",
            TECHNICAL,
        ),
    )
}

/// A column of formulas without results is one fault; of running numbers or remarks it takes nothing that is needed.
pub fn no_stored_results(heard: Heard, column: Column, n: u32, to: CellAt) -> Spoken {
    let severity = match column {
        Column::Ordinal | Column::Note | Column::Unknown => Severity::Note,
        _ => Severity::Error,
    };
    let place = match (n, heard.fault.at) {
        (2.., Some(at)) => format!(" ở {n} ô ({at}–{to})"),
        _ => String::new(),
    };
    Spoken::of_severity(
        &H205,
        severity,
        Words::new(
            format!(
                "Cột “{}”: công thức{place} mà tệp không lưu kết quả, nên không biết giá trị.",
                column_label(column)
            ),
            "Mở tệp bằng Excel, lưu lại rồi gửi; hoặc chép ô thành giá trị.",
            TECHNICAL,
        ),
    )
}

pub static H206: Rule = Rule {
    code: "H206",
    severity: Severity::Note,
    sometimes: None,
    title: "Ô gộp được đọc cho từng dòng",
    page: include_str!("pages/H206.md"),
    fold: Fold::Above(1),
    check: Check::Fault,
};

pub fn merged_read(n: u32) -> Spoken {
    Spoken::new(
        &H206,
        Words::new(
            format!("Ô gộp nhiều dòng: nội dung ô đầu được hiểu là của cả {n} ô dưới."),
            "Kiểm tra; nếu chỉ của dòng đầu, bỏ gộp ô và điền từng dòng.",
            TECHNICAL,
        ),
    )
}

pub static H207: Rule = Rule {
    code: "H207",
    severity: Severity::Error,
    sometimes: None,
    title: "Ô báo lỗi của Excel",
    page: include_str!("pages/H207.md"),
    fold: Fold::Above(20),
    check: Check::Fault,
};

pub fn error_value(text: &str, column: Column) -> Spoken {
    Spoken::new(
        &H207,
        Words::new(
            format!("Ô ở cột “{}” báo lỗi {}, nên không có giá trị.", column_label(column), quote(text)),
            "Sửa công thức hoặc gõ lại giá trị.",
            TECHNICAL,
        ),
    )
}

pub static H208: Rule = Rule {
    code: "H208",
    severity: Severity::Note,
    sometimes: None,
    title: "Mức xếp loại lấy theo đề mục",
    page: include_str!("pages/H208.md"),
    fold: Fold::Above(1),
    check: Check::Fault,
};

pub fn graded_by_heading(n: u32) -> Spoken {
    Spoken::new(
        &H208,
        Words::new(
            format!("Bảng không ghi mức xếp loại ở từng dòng; mức của {n} dòng được lấy theo đề mục hoặc tên bảng."),
            "Kiểm tra; nếu không đúng, thêm cột “Chi bộ xếp loại” và điền từng dòng.",
            TECHNICAL,
        ),
    )
}

pub static H209: Rule = Rule {
    code: "H209",
    severity: Severity::Note,
    sometimes: None,
    title: "Dấu lặp lại được đọc theo dòng trên",
    page: include_str!("pages/H209.md"),
    fold: Fold::Above(1),
    check: Check::Fault,
};

pub fn ditto_read(n: u32) -> Spoken {
    Spoken::new(
        &H209,
        Words::new(
            format!("Dấu lặp lại (nt, \", như trên): {n} ô được hiểu theo dòng liền trên."),
            "Kiểm tra; nếu không đúng, điền đủ nội dung từng dòng.",
            TECHNICAL,
        ),
    )
}

pub static H210: Rule = Rule {
    code: "H210",
    severity: Severity::Note,
    sometimes: None,
    title: "Ký hiệu mức xếp loại được đọc theo chú giải",
    page: include_str!("pages/H210.md"),
    fold: Fold::Above(1),
    check: Check::Fault,
};

pub fn grades_by_code(n: u32, legend: &str) -> Spoken {
    Spoken::new(
        &H210,
        Words::new(
            format!("Ký hiệu thay cho mức xếp loại: {n} ô được đọc theo chú giải {legend}."),
            "Kiểm tra chú giải; nên ghi đầy đủ tên mức.",
            TECHNICAL,
        ),
    )
}
