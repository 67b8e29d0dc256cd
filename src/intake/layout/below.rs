//! Rows of a list of people that name nobody: collectives and party organisations that stand below the people without
//! a header of their own, and figures with a label where the names stand. Told by whole phrases with their accents, for
//! Đoàn, Công, Ban and Phòng are family names too.

use super::frame::{Frame, has_grade};
use super::row_words::{is_count, is_roman};
use super::vocabulary::has;
use crate::domain::column::Column;
use crate::grid::Row;
use crate::intake::value::grade::is_grade;
use crate::intake::value::name::looks_like_name;
use crate::intake::view::{is_blank, shown};
use crate::text::fold::{fold, has_any, skeleton};

/// What stands where a person's name should.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Nobody {
    /// A collective with what was said of it.
    Collective,
    /// Words on a collective that do not name it (“Xếp loại tập thể chi bộ”): shown, for they may hold its grade.
    OnCollective,
    /// A labelled figure: “Số đảng viên được xếp loại | 10”.
    Figure,
    /// A collective or its branch with no more than a count: a heading over the people below.
    Heading,
}

/// Tells a row that names nobody; `in_collectives` where a heading above speaks of collectives.
pub(super) fn nobody(frame: &Frame, row: &Row, ordinal: &str, name: &str, in_collectives: bool) -> Option<Nobody> {
    let has_own_facts = frame.columns.iter().any(|seen| {
        matches!(seen.meaning, Column::Born | Column::CardNo | Column::Joined | Column::Official)
            && row.value(seen.column).is_some_and(|value| !is_blank(Some(value)) && !is_figure(&shown(value)))
    });
    if has_own_facts {
        return None;
    }
    let beside = || {
        row.cells
            .iter()
            .filter(|cell| !is_blank(Some(&cell.value)))
            .filter(|cell| !frame.name.contains(&cell.column) && Some(cell.column) != frame.ordinal)
            .map(|cell| shown(&cell.value))
    };
    let only_figures = beside().all(|text| is_figure(&text));
    if is_figure_label(name) && only_figures && beside().next().is_some() {
        return Some(Nobody::Figure);
    }
    let on_collective = is_on_collective(name);
    let numbering = skeleton(ordinal);
    // “Nữ | 2”, “Dân tộc thiểu số | 1”: words that are no name, without a number, and nothing but figures beside them.
    if numbering.is_empty() && only_figures && !is_grade(name) && !names_collective(name) && !looks_like_name(name) {
        return Some(Nobody::Figure);
    }
    let is_graded = has_grade(frame, row);
    let is_of_list = in_collectives && (is_graded || !numbering.is_empty());
    let names_one = names_collective(name) || is_of_list && !looks_like_name(name) && !is_grade(name);
    let is_lettered = is_roman(&numbering) || numbering.len() == 1 && numbering.chars().all(|c| c.is_alphabetic());
    match (names_one, is_graded) {
        _ if on_collective && !only_figures => Some(Nobody::OnCollective),
        (true, true) => Some(Nobody::Collective),
        (true, false) if in_collectives && !is_lettered && !numbering.is_empty() => Some(Nobody::Collective),
        // “III | Chi bộ Tổng hợp | | 12” heads the people below.
        (true, false) if beside().next().is_some() && (only_figures || is_lettered) => Some(Nobody::Heading),
        (true, false) if beside().next().is_some() && !numbering.is_empty() => Some(Nobody::Collective),
        (true, false) if beside().next().is_some() => Some(Nobody::OnCollective),
        _ => None,
    }
}

/// Whether a heading speaks of collectives alone (“II. Tập thể”); `None` where it speaks of neither them nor people.
pub(super) fn heads_collectives(row: &Row) -> Option<bool> {
    let mut speaks_of_collectives = None;
    for cell in row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))) {
        let words = skeleton(&shown(&cell.value));
        if has_any(&words, &["dang vien", "ca nhan", "cong chuc", "nguoi lao dong", "dong chi"]) {
            return Some(false);
        }
        if has_any(&words, &["tap the", "to chuc dang"]) {
            speaks_of_collectives = Some(true);
        }
    }
    speaks_of_collectives
}

/// “10”, “10 đ/c”, “10/10”, “90 %”, “18,1%”: no year, and no card number.
fn is_figure(text: &str) -> bool {
    let text = text.trim();
    if is_count(text) {
        return text.chars().filter(char::is_ascii_digit).count() <= 3;
    }
    let is_share = |c: char| c.is_ascii_digit() || matches!(c, '/' | '%' | ',' | '.' | ' ' | '-');
    text.contains(|c: char| c.is_ascii_digit())
        && text.len() <= 9
        && text.contains(['/', '%'])
        && text.matches('/').count() <= 1
        && text.chars().all(is_share)
}

/// Without “1.”, “a)”, “-”, “*” before it.
fn without_mark(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| matches!(c, '-' | '–' | '+' | '*' | '•') || c.is_whitespace());
    match text.split_once(['.', ')']) {
        Some((mark, rest)) if mark.len() <= 3 && mark.chars().all(|c| c.is_ascii_alphanumeric()) => rest.trim_start(),
        _ => text,
    }
}

/// Whether a text begins with one of the phrases, as whole words: with its accents, or in a text written without any.
fn begins(text: &str, phrases: &[&str]) -> bool {
    let folded = fold(without_mark(text));
    let is_plain = folded.is_ascii();
    phrases.iter().any(|phrase| {
        let phrase = if is_plain { skeleton(phrase) } else { fold(phrase) };
        folded.strip_prefix(phrase.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

fn is_figure_label(name: &str) -> bool {
    let is_label = begins(
        name,
        &[
            "số đảng viên",
            "số ĐV",
            "số lượng",
            "số phiếu",
            "số đồng chí",
            "số người",
            "số cán bộ",
            "số công chức",
            "số tập thể",
            "số được",
            "số không",
            "số chưa",
            "số có mặt",
            "số vắng",
            "tổng số",
            "đảng viên",
            "ĐV",
            "trong đó",
            "có mặt",
            "vắng",
            "vắng mặt",
            "tỷ lệ",
            "tỉ lệ",
            "được xếp loại",
            "được đánh giá",
            "không xếp loại",
            "chưa xếp loại",
            "miễn sinh hoạt",
            "chính thức",
            "dự bị",
        ],
    );
    // “Đảng viên Nguyễn Văn An” is he.
    let behind = fold(without_mark(name)).starts_with("đảng viên").then(|| {
        let written = without_mark(name);
        let n_words = 2;
        written.split_whitespace().skip(n_words).collect::<Vec<_>>().join(" ")
    });
    (is_label || is_grade(name.trim_end_matches(':').trim())) && !behind.is_some_and(|rest| looks_like_name(&rest))
}

/// A name that is plainly a collective's.
pub(super) fn names_collective(name: &str) -> bool {
    let is_one = begins(
        name,
        &[
            "chi bộ",
            "chi ủy",
            "đảng bộ",
            "đảng ủy",
            "ban chấp hành",
            "BCH",
            "ban thường vụ",
            "ban lãnh đạo",
            "ban giám đốc",
            "ban giám hiệu",
            "công đoàn",
            "tập thể",
            "tổ chức đảng",
            "chi đoàn",
            "hội cựu chiến binh",
            "hội phụ nữ",
        ],
    ) || without_mark(name).starts_with("Đoàn thanh niên");
    // “Chi ủy viên”, “Đảng ủy viên” are posts.
    is_one && !begins(name, &["chi ủy viên", "đảng ủy viên"])
}

/// “Xếp loại tập thể chi bộ”, “Chi bộ tự xếp loại”, “Đề nghị chi bộ đạt”.
fn is_on_collective(name: &str) -> bool {
    let words = skeleton(name);
    has_any(&words, &["chi bo", "chi uy", "tap the", "to chuc dang", "dang bo"])
        && (["xep loai", "danh gia", "de nghi", "ket qua", "muc"].iter().any(|start| words.starts_with(start))
            || names_collective(name)
                && (has(&words, "xep loai") || has(&words, "danh gia") || has(&words, "de nghi") || has(&words, "dat")))
}
