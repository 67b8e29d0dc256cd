//! The words of grade columns: who grades, and whether a column or a tick column is one of grades at all.

use super::Claim;
use super::words::{HeaderWords, has, has_any, is_any};
use crate::domain::column::{Actor, Column, TableKind};
use crate::domain::grade::Grade;
use crate::intake::value::grade::{GradeText, read_grade};

/// A grade's own label as the lowest line: a tick column of the actor named above it.
pub fn tick_claim(words: &HeaderWords) -> Option<Column> {
    let line = words.leaf.as_str();
    // “Ý kiến của …” over ticks is the form's word for the decision asked for.
    let by = || actor(&words.above).filter(|_| !has(&words.above, "y kien")).unwrap_or(Actor::Branch);
    if is_any(
        line,
        &[
            "chua xep loai",
            "khong xep loai",
            "chua danh gia xep loai",
            "khong danh gia xep loai",
            "chua danh gia",
            "cxl",
            "kxl",
            "chua phan loai",
            "khong danh gia",
            "khong xl",
            "chua xl",
        ],
    ) {
        return Some(Column::TickNotGraded(by()));
    }
    // “Mức độ hoàn thành nhiệm vụ” asks for a grade, it is none.
    if has(line, "muc do") {
        return None;
    }
    let grade = match read_grade(line) {
        GradeText::Is(grade) | GradeText::Misspelt(grade) => grade,
        _ => match line {
            "t" if speaks_of_grades(&words.above) => Grade::Good,
            "ht" if !words.above.is_empty() => Grade::Completed,
            _ => return None,
        },
    };
    Some(Column::Tick(by(), grade))
}

pub fn grade_claim(words: &HeaderWords, kind: Option<TableKind>) -> Claim {
    let leaf = words.leaf.as_str();
    let whole = words.whole.as_str();
    if has_any(leaf, &["so luong", "ty le", "sl", "tong so", "so phieu", "diem", "de xuat khac", "kien nghi khac"]) {
        return Claim::Carried;
    }
    // The lowest line names the actor best; a group cell above (“Mức chất lượng do các chủ thể đề xuất”) only helps.
    let by = actor_in(leaf, kind).or_else(|| actor_in(&words.above, kind));
    if speaks_of_grades(whole) {
        return match by {
            Some(by) => Claim::Is(Column::Grade(by)),
            None => Claim::PlainGrade,
        };
    }
    if let Some(by) = by
        && (hints_at_grades(whole) || is_bare_actor(leaf))
    {
        return Claim::GradeIfGraded(Some(by), None);
    }
    // “Quý I | Quý II | Quý III | Quý IV | Cả năm”.
    let is_of_whole_year = leaf == "ca nam" || leaf.starts_with("ca nam ");
    if is_of_whole_year || hints_at_grades(leaf) { Claim::GradeIfGraded(None, None) } else { Claim::Nothing }
}

/// The actor in a table of this kind: in tables of collectives and staff the collective or office speaks of itself.
fn actor_in(words: &str, kind: Option<TableKind>) -> Option<Actor> {
    let found = actor(words)?;
    match kind {
        // “Chi bộ đề nghị” in a table of collectives is the branch's own word on them; so is “Cơ quan xếp loại” in one
        // of staff the word that decides.
        Some(TableKind::Staff) if found == Actor::Office => Some(Actor::Branch),
        Some(TableKind::Collectives) if found == Actor::Office && !has_any(words, &["co quan", "chinh quyen"]) => {
            Some(Actor::Branch)
        }
        _ => Some(found),
    }
}

fn is_bare_actor(leaf: &str) -> bool {
    is_any(
        leaf,
        &[
            "ca nhan",
            "ban than",
            "chi uy",
            "cap uy",
            "chi bo",
            "dang uy",
            "co quan",
            "chinh quyen",
            "phong",
            "don vi",
            "cong chuc",
            "tap the lanh dao",
            "doan the",
            "cong doan",
        ],
    ) || leaf.starts_with("chi uy ")
        || leaf.starts_with("chi bo ")
        || leaf.starts_with("dang uy ")
}

/// Words that make a header one of grades.
pub fn speaks_of_grades(words: &str) -> bool {
    has_any(
        words,
        &[
            "xep loai",
            "xl",
            "muc chat luong",
            "phan loai",
            "muc do hoan thanh",
            "muc xep",
            "chat luong dang vien",
            "xep loai chat luong",
            "danh gia xep loai",
            "ket qua danh gia",
            "muc danh gia",
            "xep hang",
            "tu xep",
            "dgxl",
            "mxl",
            "ket qua phan loai",
            "muc do",
            "danh hieu dang vien",
        ],
    )
}

/// Words that hint at grades, to be believed only if the cells hold grades.
pub fn hints_at_grades(words: &str) -> bool {
    has_any(
        words,
        &[
            "danh gia",
            "ket qua",
            "de xuat",
            "de nghi",
            "nhan xet",
            "quyet dinh",
            "ket luan",
            "muc",
            "bieu quyet",
            "bo phieu",
            "loai",
            "thong nhat",
            "tu nhan",
            "chat luong",
            "danh hieu",
            "y kien",
        ],
    )
}

/// The actor that words name, if any.
fn actor(words: &str) -> Option<Actor> {
    // “Kết quả xếp loại cá nhân” is not the person's own word; “Cá nhân tự xếp loại” and a bare “Cá nhân” are.
    if has_any(words, &["tu xep", "tu danh gia", "tu nhan", "tu cham", "tu phan loai", "ban than", "dang vien tu"])
        || words == "ca nhan"
    {
        return Some(Actor::OneSelf);
    }
    if has_any(
        words,
        &[
            "dang uy",
            "ban thuong vu",
            "btv",
            "bch dang bo",
            "dang bo",
            "ban chap hanh dang bo",
            "cap tren",
            "cap co tham quyen",
        ],
    ) || has(words, "cap uy") && has_any(words, &["quyet dinh", "ket luan"])
    {
        return Some(Actor::Committee);
    }
    if has_any(
        words,
        &[
            "chi uy",
            "cap uy",
            "tap the lanh dao",
            "doan the",
            "tham muu",
            "cap truc tiep",
            "tap the de xuat",
            "to dang",
            "cong doan",
        ],
    ) {
        return Some(Actor::Proposer);
    }
    if has_any(words, &["chi bo", "chi bo quyet dinh"]) {
        return Some(Actor::Branch);
    }
    let office = [
        "cong chuc",
        "vien chuc",
        "cbcc",
        "cbccvc",
        "cbccvcnld",
        "cc",
        "cnvc",
        "chinh quyen",
        "co quan",
        "nguoi lao dong",
        "chuyen mon",
        "thu truong",
        "don vi",
        "phong",
        "can bo cong chuc",
        "nld",
        "cc vc",
        "lanh dao phong",
        "ccvc",
        "vc nld",
        "cong vu",
    ];
    has_any(words, &office).then_some(Actor::Office)
}
