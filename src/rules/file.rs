//! Family F, files: whether each could be read, and what is odd about it.

use super::fault::Spoken;
use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Ground, Rule, Spot, Words};
use super::words::{PLAN, TECHNICAL, grouped, quote, table_label};
use crate::domain::column::TableKind;
use crate::domain::fault::{Hidden, Limit, NotAWorkbook, SkippedThing};
use crate::domain::place::column_letters;
use crate::domain::reading::Outcome;
use std::collections::BTreeMap;

pub static F105: Rule = Rule {
    code: "F105",
    severity: Severity::Error,
    sometimes: None,
    title: "Không đọc được tệp",
    page: include_str!("pages/F105.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn not_readable(what: NotAWorkbook) -> Spoken {
    let (message, fix) = match what {
        NotAWorkbook::Empty => ("Tệp rỗng, không có nội dung.", "Đề nghị ‹chi bộ› gửi lại tệp."),
        NotAWorkbook::Pdf => ("Đây là tệp PDF, không phải bảng tính.", "Đề nghị ‹chi bộ› gửi tệp Excel."),
        NotAWorkbook::Word => ("Đây là tệp Word, không phải bảng tính.", "Đề nghị ‹chi bộ› gửi tệp Excel."),
        NotAWorkbook::PowerPoint => {
            ("Đây là tệp trình chiếu, không phải bảng tính.", "Đề nghị ‹chi bộ› gửi tệp Excel.")
        }
        NotAWorkbook::Picture => ("Đây là tệp ảnh, không phải bảng tính.", "Đề nghị ‹chi bộ› gửi tệp Excel."),
        NotAWorkbook::Html => ("Đây là trang web, không phải bảng tính.", "Mở bằng Excel, lưu lại dạng .xlsx rồi gửi."),
        NotAWorkbook::Archive => (
            "Đây là tệp nén (.rar, .7z, .zip có khóa…) mà chương trình không mở được; bên trong có gì thì chưa được đọc.",
            "Giải nén rồi đặt tệp Excel vào thư mục nộp, hoặc đề nghị ‹chi bộ› gửi tệp Excel (hay tệp .zip không khóa).",
        ),
        NotAWorkbook::Damaged => (
            "Tệp bị hỏng hoặc bị cắt cụt; không dùng phần nào của tệp.",
            "Đề nghị ‹chi bộ› gửi lại tệp, kiểm tra mở được bằng Excel.",
        ),
        NotAWorkbook::UnsupportedWorkbook => {
            ("Định dạng bảng tính này chưa đọc được.", "Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi gửi.")
        }
        NotAWorkbook::Inaccessible => {
            ("Không mở được tệp trên đĩa.", "Kiểm tra quyền đọc và đóng chương trình đang giữ tệp.")
        }
        NotAWorkbook::BeingWritten => (
            "Tệp thay đổi trong lúc đọc (đang chép hoặc đang lưu); không dùng phần nào của tệp.",
            "Đợi chép hoặc lưu xong rồi chạy lại.",
        ),
        NotAWorkbook::Unknown => ("Không nhận ra đây là loại tệp gì.", "Đề nghị ‹chi bộ› gửi tệp Excel."),
    };
    Spoken::new(&F105, Words::new(message, fix, TECHNICAL))
}

pub static F106: Rule = Rule {
    code: "F106",
    severity: Severity::Error,
    sometimes: None,
    title: "Tệp có mật khẩu, chưa mở được",
    page: include_str!("pages/F106.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn locked() -> Spoken {
    Spoken::new(
        &F106,
        Words::new(
            "Tệp được bảo vệ bằng mật khẩu và chưa có mật khẩu nào mở được.",
            "Hỏi ‹chi bộ› mật khẩu rồi ghi vào cột “Mật khẩu” của sheet Sổ nộp (hoặc dùng --password), hay đề nghị gửi tệp không khóa.",
            TECHNICAL,
        ),
    )
}

pub static F107: Rule = Rule {
    code: "F107",
    severity: Severity::Note,
    sometimes: None,
    title: "Đuôi tệp không đúng loại",
    page: include_str!("pages/F107.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn wrong_extension(written: &str, is: &str) -> Spoken {
    let written = written.trim_start_matches('.');
    let written = if written.is_empty() {
        "Tệp không có đuôi".to_owned()
    } else {
        format!("Đuôi tệp là {}", quote(written))
    };
    Spoken::new(
        &F107,
        Words::new(
            format!("{written} nhưng nội dung là .{}; đã đọc theo nội dung.", is.trim_start_matches('.')),
            "Không cần sửa; lần sau lưu đúng đuôi tệp.",
            TECHNICAL,
        ),
    )
}

pub static F108: Rule = Rule {
    code: "F108",
    severity: Severity::Error,
    sometimes: None,
    title: "Tệp vượt giới hạn an toàn",
    page: include_str!("pages/F108.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn over_limit(limit: Limit, figure: u64, allowed: u64) -> Spoken {
    let (what, unit) = match limit {
        Limit::FileBytes => ("cỡ tệp", "byte"),
        Limit::ZipEntries => ("số thành phần trong tệp", "thành phần"),
        Limit::UnpackedBytes => ("cỡ sau khi giải nén", "byte"),
        Limit::Ratio => ("mức nén", "lần"),
        Limit::Sheets => ("số sheet", "sheet"),
        Limit::Cells => ("số ô có dữ liệu", "ô"),
        Limit::SharedStrings => ("số chuỗi chữ", "chuỗi"),
        Limit::Seconds => ("thời gian đọc", "giây"),
        Limit::ProcessorSeconds => ("thời gian xử lý", "giây"),
        Limit::Memory => ("bộ nhớ cần để đọc", "byte"),
        Limit::AnswerBytes => ("lượng dữ liệu đọc ra", "byte"),
    };
    // Reading was broken off at the limit: how far it would have gone, nobody knows.
    let met = match figure > allowed {
        true => format!("{what} {} {unit}, giới hạn {} {unit}", grouped(figure), grouped(allowed)),
        false => format!("{what} quá {} {unit}", grouped(allowed)),
    };
    Spoken::new(
        &F108,
        Words::new(
            format!("Không đọc vì vượt giới hạn: {met}."),
            "Đề nghị ‹chi bộ› chép riêng bảng cần nộp sang một tệp mới rồi gửi lại.",
            TECHNICAL,
        ),
    )
}

pub static F109: Rule = Rule {
    code: "F109",
    severity: Severity::Error,
    sometimes: None,
    title: "Không thấy bảng nào nhận ra được",
    page: include_str!("pages/F109.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn no_known_table() -> Spoken {
    Spoken::new(
        &F109,
        Words::new(
            "Không thấy bảng đảng viên, tập thể, công chức hay khen thưởng nào trong tệp.",
            "Kiểm tra có gửi nhầm tệp; bảng cần có dòng tiêu đề với cột “Họ và tên” (hoặc “Tên tập thể”) và cột xếp loại.",
            TECHNICAL,
        ),
    )
}

pub static F110: Rule = Rule {
    code: "F110",
    severity: Severity::Error,
    sometimes: None,
    title: "Bảng đảng viên không có dòng nào",
    page: include_str!("pages/F110.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

/// Figures alone name nobody to merge.
pub fn only_counts() -> Spoken {
    Spoken::new(
        &F110,
        Words::new(
            "Tệp chỉ có bảng số liệu tổng hợp, không có danh sách từng người, nên chưa gộp được.".to_owned(),
            "Đề nghị ‹chi bộ› gửi danh sách đảng viên kèm mức xếp loại.",
            TECHNICAL,
        ),
    )
}

/// Every branch has members; an empty table of another kind is a plain answer and needs no word.
pub fn no_rows(kind: TableKind) -> Option<Spoken> {
    match kind {
        TableKind::Members => Some(Spoken::new(
            &F110,
            Words::new(
                format!(
                    "Bảng {} chỉ có tiêu đề, không có dòng nào, và hồ sơ không ghi “Không có nội dung”.",
                    table_label(kind)
                ),
                "Điền danh sách; nếu ‹chi bộ› không có nội dung để nộp, ghi x ở “Không có nội dung”.",
                TECHNICAL,
            ),
        )),
        TableKind::Collectives | TableKind::Staff | TableKind::Rewards | TableKind::Summary => None,
    }
}

pub static F112: Rule = Rule {
    code: "F112",
    severity: Severity::Warning,
    sometimes: None,
    title: "Biểu mẫu cũ hoặc của kế hoạch khác",
    page: include_str!("pages/F112.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn old_form(stamped: &str) -> Spoken {
    Spoken::new(
        &F112,
        Words::new(
            format!(
                "Biểu mẫu mang dấu {} không phải của kế hoạch này; tên người và ‹chi bộ› điền sẵn có thể đã cũ.",
                quote(stamped)
            ),
            "Đối chiếu danh sách với kế hoạch; lần sau dùng biểu mẫu do đảng ủy gửi kèm kế hoạch này.",
            PLAN,
        ),
    )
}

pub static F113: Rule = Rule {
    code: "F113",
    severity: Severity::Warning,
    sometimes: None,
    title: "Có dữ liệu trong phần bị ẩn",
    page: include_str!("pages/F113.md"),
    fold: Fold::Above(5),
    check: Check::Fault,
};

pub fn hidden_cells(hidden: &Hidden) -> Spoken {
    let place = match hidden {
        Hidden::Sheet => "Sheet bị ẩn".to_owned(),
        Hidden::Rows(from, to) if from == to => format!("Dòng {from} bị ẩn"),
        Hidden::Rows(from, to) => format!("Các dòng {from}–{to} bị ẩn"),
        Hidden::Columns(from, to) if from == to => format!("Cột {} bị ẩn", column_letters(*from)),
        Hidden::Columns(from, to) => format!("Các cột {}–{} bị ẩn", column_letters(*from), column_letters(*to)),
    };
    Spoken::new(
        &F113,
        Words::new(
            format!("{place} nhưng có dữ liệu; vẫn được đọc và tổng hợp."),
            "Bỏ ẩn và kiểm tra; nếu là dữ liệu thừa thì xóa đi rồi gửi lại.",
            TECHNICAL,
        ),
    )
}

pub static F114: Rule = Rule {
    code: "F114",
    severity: Severity::Warning,
    sometimes: None,
    title: "Hai tệp giống hệt nhau",
    page: include_str!("pages/F114.md"),
    fold: Fold::Never,
    check: Check::Bloc(same_bytes),
};

fn same_bytes(ground: &Ground, findings: &mut Vec<Finding>) {
    let mut first_with: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, reading) in ground.case.campaign.files.iter().enumerate() {
        let facts = &reading.file;
        // Two empty files are two empty files, which F105 says of each.
        if reading.outcome == Outcome::Skipped || facts.sha256.is_empty() || facts.n_bytes == 0 {
            continue;
        }
        let Some(&first) = first_with.get(facts.sha256.as_str()) else {
            first_with.insert(&facts.sha256, index);
            continue;
        };
        let user_of = |file| ground.uses.users(file).next();
        let of = user_of(index).or_else(|| ground.uses.once(index));
        let spot = of.map_or_else(Spot::default, |of| ground.spot(of)).in_file(&facts.path);
        let twin = ground.reading(first).map_or("", |reading| &*reading.file.path);
        // The people of both count twice, which is this finding's to say and not one finding a person (X601).
        let effect = match (user_of(first), user_of(index)) {
            (Some(_), Some(_)) => "cả hai đang được tính",
            _ => "chỉ một tệp được tính",
        };
        findings.push(F114.finding(
            spot,
            Words::new(
                format!("Nội dung giống hệt từng byte với tệp {twin}; {effect}."),
                "Xóa bớt một tệp; nếu ‹chi bộ› gửi nhầm tệp của ‹chi bộ› khác thì đề nghị gửi lại.",
                TECHNICAL,
            ),
        ));
    }
}

pub static F115: Rule = Rule {
    code: "F115",
    severity: Severity::Error,
    sometimes: Some((Severity::Warning, "chỉ một bảng của tệp là của năm khác")),
    title: "Tệp hoặc bảng của năm khác",
    page: include_str!("pages/F115.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn other_year_file(found: i32, expected: i32) -> Spoken {
    Spoken::new(
        &F115,
        Words::new(
            format!("Tệp ghi năm {found}, trong khi đang tổng hợp năm {expected}; tệp không được tổng hợp."),
            format!("Đề nghị ‹chi bộ› gửi hồ sơ năm {expected}; nếu chỉ ghi nhầm năm, sửa lại trong tệp."),
            PLAN,
        ),
    )
}

pub fn other_year_table(found: i32, expected: i32) -> Spoken {
    Spoken::of_severity(
        &F115,
        Severity::Warning,
        Words::new(
            format!("Bảng ghi năm {found}, trong khi đang tổng hợp năm {expected}; bảng này được để riêng."),
            "Nếu chỉ ghi nhầm năm thì sửa lại; nếu là bảng cũ thì xóa khỏi tệp.",
            PLAN,
        ),
    )
}

pub static F116: Rule = Rule {
    code: "F116",
    severity: Severity::Error,
    sometimes: None,
    title: "Tệp có dấu mật, không xử lý",
    page: include_str!("pages/F116.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn secret(marking: &str) -> Spoken {
    Spoken::new(
        &F116,
        Words::new(
            format!("Tệp mang dấu {}; chương trình không xử lý tài liệu mật.", quote(marking)),
            "Đưa tệp ra khỏi thư mục này và quản lý theo quy định về bảo vệ bí mật nhà nước; nếu đóng dấu nhầm, đề nghị ‹chi bộ› gửi lại.",
            "Luật Bảo vệ bí mật nhà nước",
        ),
    )
}

pub static F117: Rule = Rule {
    code: "F117",
    severity: Severity::Note,
    sometimes: None,
    title: "Bỏ qua, không phải hồ sơ nộp",
    page: include_str!("pages/F117.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn skipped(thing: SkippedThing) -> Spoken {
    let (message, fix) = match thing {
        SkippedThing::LockFile => (
            "Bỏ qua tệp khóa tạm của Excel: có người đang mở tệp gốc.",
            "Đóng tệp gốc sau khi lưu, rồi chạy lại nếu vừa sửa.",
        ),
        SkippedThing::SystemFile => ("Bỏ qua tệp của hệ điều hành.", "Không cần làm gì."),
        SkippedThing::Folder => ("Bỏ qua thư mục: không phải tệp.", "Nếu bên trong có hồ sơ, chuyển ra thư mục nộp."),
        SkippedThing::Special => ("Bỏ qua: không phải tệp thường.", "Nếu là hồ sơ, chép tệp thật vào thư mục nộp."),
        SkippedThing::Foreign => {
            ("Bỏ qua: loại tệp này không phải hồ sơ nộp.", "Không cần làm gì; nếu là hồ sơ, gửi dạng Excel.")
        }
    };
    Spoken::new(&F117, Words::new(message, fix, TECHNICAL))
}
