//! Family F: files and submissions. What came, when, whether it could be read and whose it is.

use super::fault::Spoken;
use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Ground, Return, Rule, Spot, Words};
use super::words::{PLAN, TECHNICAL, day, grouped, quote, table_label};
use crate::domain::column::TableKind;
use crate::domain::fault::{Hidden, Limit, NotAWorkbook, SkippedThing};
use crate::domain::place::column_letters;
use crate::domain::reading::{BranchClaim, ClaimSource, Outcome, Owner};
use crate::domain::submission::{ChangeKind, Content, ReceivedBasis, Timing};
use std::collections::BTreeMap;

pub static F101: Rule = Rule {
    code: "F101",
    severity: Severity::Error,
    sometimes: None,
    title: "Chi bộ chưa nộp hồ sơ",
    page: include_str!("pages/F101.md"),
    fold: Fold::Never,
    check: Check::Return(not_returned),
};

fn not_returned(of: &Return, findings: &mut Vec<Finding>) {
    let Some(branch) = of.submission.branch else { return };
    if of.submission.content != Content::Missing {
        return;
    }
    let plan = &of.ground.case.campaign.plan;
    let deadline = match plan.branches.get(branch).and_then(|branch| plan.deadline_of(branch)) {
        Some(deadline) => format!(" (hạn nộp {})", day(deadline)),
        None => String::new(),
    };
    findings.push(F101.finding(
        of.spot(),
        Words::new(
            format!("Chưa có hồ sơ của chi bộ{deadline}; số liệu toàn đảng bộ còn thiếu chi bộ này."),
            "Đôn đốc chi bộ nộp; nếu chi bộ không có nội dung, ghi x ở cột “Không có nội dung” của sheet Sổ nộp.",
            PLAN,
        ),
    ));
}

pub static F102: Rule = Rule {
    code: "F102",
    severity: Severity::Warning,
    sometimes: None,
    title: "Nộp sau hạn",
    page: include_str!("pages/F102.md"),
    fold: Fold::Never,
    check: Check::Return(late),
};

fn late(of: &Return, findings: &mut Vec<Finding>) {
    let (Some(branch), Timing::Late { days }) = (of.submission.branch, of.submission.timing) else { return };
    let plan = &of.ground.case.campaign.plan;
    let deadline = plan.branches.get(branch).and_then(|branch| plan.deadline_of(branch));
    let (Some(received), Some(deadline)) = (of.submission.received, deadline) else { return };
    let reserve = match received.basis {
        ReceivedBasis::Log | ReceivedBasis::Document => String::new(),
        ReceivedBasis::Properties | ReceivedBasis::FileTime => {
            format!(", tính theo {}, có thể không phải ngày nhận thật", basis_label(received.basis))
        }
    };
    findings.push(F102.finding(
        of.file_spot(),
        Words::new(
            format!("Nộp ngày {}, muộn {days} ngày so với hạn {}{reserve}.", day(received.on), day(deadline)),
            "Hồ sơ vẫn được tổng hợp. Nếu ngày nhận khác, ghi vào sheet Sổ nộp; nếu được gia hạn, ghi vào “Hạn nộp riêng”.",
            PLAN,
        ),
    ));
}

/// A received date's source in words.
fn basis_label(basis: ReceivedBasis) -> &'static str {
    match basis {
        ReceivedBasis::Log => "sổ nộp",
        ReceivedBasis::Document => "ngày ghi trong văn bản",
        ReceivedBasis::Properties => "ngày lưu ghi trong tệp",
        ReceivedBasis::FileTime => "thời gian của tệp trên đĩa",
    }
}

pub static F103: Rule = Rule {
    code: "F103",
    severity: Severity::Warning,
    sometimes: None,
    title: "Chi bộ nộp nhiều lần",
    page: include_str!("pages/F103.md"),
    fold: Fold::Never,
    check: Check::Return(several_returns),
};

fn several_returns(of: &Return, findings: &mut Vec<Finding>) {
    let submission = of.submission;
    if submission.branch.is_none() || submission.superseded.is_empty() {
        return;
    }
    let mut replaced: Vec<&str> = Vec::new();
    for piece in &submission.superseded {
        if let Some(reading) = of.ground.reading(piece.file)
            && !replaced.contains(&&*reading.file.path)
        {
            replaced.push(&reading.file.path);
        }
    }
    let count =
        |wanted: fn(&ChangeKind) -> bool| submission.changes.iter().filter(|change| wanted(&change.what)).count();
    let added = count(|what| matches!(what, ChangeKind::Added));
    let removed = count(|what| matches!(what, ChangeKind::Removed));
    let changed = count(|what| matches!(what, ChangeKind::Field { .. }));
    let changes = if submission.changes.is_empty() {
        "Nội dung các dòng không đổi".to_owned()
    } else {
        format!("So với bản liền trước: thêm {added}, bớt {removed}, sửa {changed} nội dung")
    };
    findings.push(F103.finding(
        of.file_spot(),
        Words::new(
            format!("Chi bộ nộp nhiều lần; dùng bản mới nhất, thay cho: {}. {changes}.", replaced.join("; ")),
            "Kiểm tra bản đang dùng có đúng là bản cuối cùng; nếu không, ghi ngày nhận từng tệp vào sheet Sổ nộp.",
            PLAN,
        ),
    ));
}

pub static F104: Rule = Rule {
    code: "F104",
    severity: Severity::Error,
    sometimes: None,
    title: "Chi bộ của tệp không có trong kế hoạch",
    page: include_str!("pages/F104.md"),
    fold: Fold::Never,
    check: Check::Return(unknown_branch),
};

fn unknown_branch(of: &Return, findings: &mut Vec<Finding>) {
    if of.submission.branch.is_some() {
        return;
    }
    for piece in &of.submission.pieces {
        let Some(reading) = of.ground.reading(piece.file).filter(|reading| reading.outcome == Outcome::Read) else {
            continue;
        };
        let mut said: Vec<Option<&str>> = Vec::new();
        for table in piece.tables.iter().filter_map(|&table| reading.tables.get(table)) {
            let Owner::Unknown { claim, nearest } = &table.owner else { continue };
            let text = claim.as_ref().map(|claim| claim.text.as_str());
            if !said.contains(&text) {
                said.push(text);
                findings.push(F104.finding(
                    claim_spot(of, &reading.file.path, claim.as_ref()),
                    unknown_words(claim.as_ref(), nearest.as_deref()),
                ));
            }
        }
        if said.is_empty() {
            findings.push(F104.finding(of.spot().in_file(&reading.file.path), unknown_words(None, None)));
        }
    }
}

fn claim_spot(of: &Return, file: &std::sync::Arc<str>, claim: Option<&BranchClaim>) -> Spot {
    let mut spot = of.spot().in_file(file);
    if let Some(place) = claim.and_then(|claim| claim.at.as_ref()) {
        spot.sheet = Some(place.sheet.clone());
        spot.cell = Some(place.at);
    }
    spot
}

fn unknown_words(claim: Option<&BranchClaim>, nearest: Option<&str>) -> Words {
    let message = match claim {
        Some(claim) => {
            let source = match claim.source {
                ClaimSource::FormCode => "mã chi bộ",
                ClaimSource::FormName | ClaimSource::Column | ClaimSource::Title => "tên chi bộ",
                ClaimSource::SheetName => "tên sheet",
                ClaimSource::FileName => "tên tệp",
                ClaimSource::FolderName => "tên thư mục",
            };
            let offer = match nearest {
                Some(nearest) => format!(" Gần nhất trong kế hoạch: {}.", quote(nearest)),
                None => String::new(),
            };
            format!(
                "Không nhận ra chi bộ: {source} {} không có trong kế hoạch, nên chưa tổng hợp.{offer}",
                quote(&claim.text)
            )
        }
        None => "Không thấy tên chi bộ trong tệp, tên sheet hay tên tệp, nên chưa tổng hợp.".to_owned(),
    };
    Words::new(
        message,
        "Sửa tên chi bộ trong tệp, hoặc thêm cách gọi này vào cột “Tên gọi khác” của sheet Chi bộ trong kế hoạch.",
        PLAN,
    )
}

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
        NotAWorkbook::Empty => ("Tệp rỗng, không có nội dung.", "Đề nghị chi bộ gửi lại tệp."),
        NotAWorkbook::Pdf => ("Đây là tệp PDF, không phải bảng tính.", "Đề nghị chi bộ gửi tệp Excel."),
        NotAWorkbook::Word => ("Đây là tệp Word, không phải bảng tính.", "Đề nghị chi bộ gửi tệp Excel."),
        NotAWorkbook::PowerPoint => ("Đây là tệp trình chiếu, không phải bảng tính.", "Đề nghị chi bộ gửi tệp Excel."),
        NotAWorkbook::Picture => ("Đây là tệp ảnh, không phải bảng tính.", "Đề nghị chi bộ gửi tệp Excel."),
        NotAWorkbook::Html => ("Đây là trang web, không phải bảng tính.", "Mở bằng Excel, lưu lại dạng .xlsx rồi gửi."),
        NotAWorkbook::Archive => ("Đây là tệp nén.", "Giải nén rồi đặt tệp Excel vào thư mục nộp."),
        NotAWorkbook::Damaged => (
            "Tệp bị hỏng hoặc bị cắt cụt; không dùng phần nào của tệp.",
            "Đề nghị chi bộ gửi lại tệp, kiểm tra mở được bằng Excel.",
        ),
        NotAWorkbook::UnsupportedWorkbook => {
            ("Định dạng bảng tính này chưa đọc được.", "Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi gửi.")
        }
        NotAWorkbook::Inaccessible => {
            ("Không mở được tệp trên đĩa.", "Kiểm tra quyền đọc và đóng chương trình đang giữ tệp.")
        }
        NotAWorkbook::Unknown => ("Không nhận ra đây là loại tệp gì.", "Đề nghị chi bộ gửi tệp Excel."),
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
            "Hỏi chi bộ mật khẩu rồi ghi vào cột “Mật khẩu” của sheet Sổ nộp (hoặc dùng --password), hay đề nghị gửi tệp không khóa.",
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
        Limit::Memory => ("bộ nhớ cần để đọc", "byte"),
    };
    Spoken::new(
        &F108,
        Words::new(
            format!(
                "Không đọc vì vượt giới hạn: {what} {} {unit}, giới hạn {} {unit}.",
                grouped(figure),
                grouped(allowed)
            ),
            "Đề nghị chi bộ chép riêng bảng cần nộp sang một tệp mới rồi gửi lại.",
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
                "Điền danh sách; nếu chi bộ không có nội dung để nộp, ghi x ở “Không có nội dung”.",
                TECHNICAL,
            ),
        )),
        TableKind::Collectives | TableKind::Staff | TableKind::Rewards | TableKind::Summary => None,
    }
}

pub static F111: Rule = Rule {
    code: "F111",
    severity: Severity::Note,
    sometimes: None,
    title: "Ngày nhận là suy ra",
    page: include_str!("pages/F111.md"),
    fold: Fold::Never,
    check: Check::Return(inferred_date),
};

/// Only where the day matters: there is a deadline to hold it against.
fn inferred_date(of: &Return, findings: &mut Vec<Finding>) {
    let plan = &of.ground.case.campaign.plan;
    let branch = of.submission.branch.and_then(|branch| plan.branches.get(branch));
    let (Some(received), Some(_)) = (of.submission.received, branch.and_then(|branch| plan.deadline_of(branch))) else {
        return;
    };
    if received.basis == ReceivedBasis::Log || !plan.is_given() {
        return;
    }
    findings.push(F111.finding(
        of.file_spot(),
        Words::new(
            format!("Ngày nhận {} lấy từ {}, không có trong sổ nộp.", day(received.on), basis_label(received.basis)),
            "Nếu ngày nhận khác, ghi vào sheet Sổ nộp của kế hoạch.",
            PLAN,
        ),
    ));
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
                "Biểu mẫu mang dấu {} không phải của kế hoạch này; tên người và chi bộ điền sẵn có thể đã cũ.",
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
        let holds = |pieces: &[crate::domain::submission::Piece]| pieces.iter().any(|piece| piece.file == index);
        let of = ground.submissions().iter().position(|found| holds(&found.pieces) || holds(&found.superseded));
        let spot = of.map_or_else(Spot::default, |of| ground.spot(of)).in_file(&facts.path);
        let twin = ground.reading(first).map_or("", |reading| &*reading.file.path);
        findings.push(F114.finding(
            spot,
            Words::new(
                format!("Nội dung giống hệt từng byte với tệp {twin}; mỗi nội dung chỉ được tính một lần."),
                "Xóa bớt một tệp; nếu chi bộ gửi nhầm tệp của chi bộ khác thì đề nghị gửi lại.",
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
            format!("Đề nghị chi bộ gửi hồ sơ năm {expected}; nếu chỉ ghi nhầm năm, sửa lại trong tệp."),
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
            "Đưa tệp ra khỏi thư mục này và quản lý theo quy định về bảo vệ bí mật nhà nước; nếu đóng dấu nhầm, đề nghị chi bộ gửi lại.",
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
