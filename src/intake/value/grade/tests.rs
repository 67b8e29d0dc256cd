//! Claims about grade cells.

use super::*;
use Grade::{Completed, Excellent, Good, NotCompleted};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn check(cells: &[(&str, GradeText)]) {
    let wrong: Vec<_> = cells
        .iter()
        .map(|(text, expected)| (text, expected, read_grade(text)))
        .filter(|(_, expected, read)| *expected != read)
        .collect();
    assert!(wrong.is_empty(), "cell, expected, read: {wrong:#?}");
}

const fn is(grade: Grade) -> GradeText {
    GradeText::Is(grade)
}

const fn misspelt(grade: Grade) -> GradeText {
    GradeText::Misspelt(grade)
}

const fn not(nearest: Option<Grade>) -> GradeText {
    GradeText::Not { nearest }
}

#[test]
fn every_spelling_of_the_glossary_is_read() {
    check(&[
        ("HTXSNV", is(Excellent)),
        ("HTXS", is(Excellent)),
        ("Hoàn thành xuất sắc", is(Excellent)),
        ("Xuất sắc", is(Excellent)),
        ("XS", is(Excellent)),
        ("Loại A1", is(Excellent)),
        ("Mức 1", is(Excellent)),
        ("HTTNV", is(Good)),
        ("HTT", is(Good)),
        ("Hoàn thành tốt", is(Good)),
        ("Tốt", is(Good)),
        ("Mức 2", is(Good)),
        ("HTNV", is(Completed)),
        ("Hoàn thành", is(Completed)),
        ("Mức 3", is(Completed)),
        ("KHTNV", is(NotCompleted)),
        ("KHT", is(NotCompleted)),
        ("Không hoàn thành", is(NotCompleted)),
        ("Mức 4", is(NotCompleted)),
        ("HTXSXNV", misspelt(Excellent)),
        ("HTSXNV", misspelt(Excellent)),
        ("HTTTNV", misspelt(Good)),
    ]);
}

#[test]
fn clerks_spellings_are_read() {
    check(&[
        ("Hoàn thành tốt NV", is(Good)),
        ("HT tốt nhiệm vụ", is(Good)),
        ("HT Tốt NV", is(Good)),
        ("HT xuất sắc NV", is(Excellent)),
        ("H.T.T.N.V", is(Good)),
        ("H T X S N V", is(Excellent)),
        ("HT-NV", is(Completed)),
        ("HTXS NV", is(Excellent)),
        ("HTXSNV.", is(Excellent)),
        ("“HTXSNV”", is(Excellent)),
        ("Hoàn thành xuất sắc  nhiệm vụ (HTXSNV)", is(Excellent)),
        ("HTTNV (Hoàn thành tốt nhiệm vụ)", is(Good)),
        ("Xếp loại: Hoàn thành tốt nhiệm vụ", is(Good)),
        ("Mức II", is(Good)),
        ("Mức 02", is(Good)),
        ("Mức 2: Hoàn thành tốt nhiệm vụ", is(Good)),
        ("Mức: HTTNV", is(Good)),
        ("Đảng viên hoàn thành tốt nhiệm vụ", is(Good)),
        ("Đảng viên đủ tư cách, hoàn thành tốt nhiệm vụ", is(Good)),
        ("Đảng viên không hoàn thành nhiệm vụ", is(NotCompleted)),
        ("Đạt: HTTNV", is(Good)),
        ("Đảng viên HTXSNV", is(Excellent)),
        ("ĐV HTTNV", is(Good)),
        ("Hoàn thành tốt chức trách, nhiệm vụ", is(Good)),
        ("Hoàn thành tốt nhiệm vụ được giao", is(Good)),
        ("Hoàn thành tốt nhiệm vụ năm 2021", is(Good)),
        ("Hoàn thành\nxuất sắc\nnhiệm vụ", is(Excellent)),
        ("Hoàn thànhtốt nhiệm vụ", is(Good)),
        ("1. Hoàn thành tốt nhiệm vụ", is(Good)),
        ("2) HTTNV", is(Good)),
        ("- HTTNV", is(Good)),
        ("+ Hoàn thành nhiệm vụ;", is(Completed)),
        ("a) Hoàn thành xuất sắc nhiệm vụ", is(Excellent)),
        ("Xếp loại tốt", is(Good)),
        ("Loại: Xuất sắc", is(Excellent)),
        ("HTTNV (12/15 phiếu)", is(Good)),
        ("HTTNV (dự bị)", is(Good)),
        ("Hoàn thành tốt nhiệm vụ (ĐVDB)", is(Good)),
        ("HTXSNV 100%", is(Excellent)),
        ("HTTNV 15/15", is(Good)),
        ("HTTNV - 85 điểm", is(Good)),
        ("HTXSNV (đề nghị khen thưởng)", is(Excellent)),
        ("Hoàn thành tốt nhiệm vụ, đề nghị tặng giấy khen", is(Good)),
        ("Không hoàn thành nhiệm vụ (bị kỷ luật khiển trách)", is(NotCompleted)),
        ("HTTNV (1)", is(Good)),
        ("Hoàn thành xuất sắc nhiệm vụ 2021", is(Excellent)),
        ("Ko hoàn thành nhiệm vụ", is(NotCompleted)),
        ("K.HTNV", is(NotCompleted)),
        ("Không HTNV", is(NotCompleted)),
        ("KHÔNG HOÀN THÀNH NV", is(NotCompleted)),
        ("Hòan thành tốt nhiệm vụ", is(Good)),
        ("HTTNV\u{200b}", is(Good)),
        ("ＨＴＴＮＶ", is(Good)),
        ("Hoan thanh xuat sac nhiem vu", is(Excellent)),
        ("Hoàn thành tôt nhiêm vu", is(Good)),
    ]);
}

#[test]
fn slips_in_a_full_label_are_accepted_when_only_one_grade_is_near() {
    check(&[
        ("Hoàn thàng tốt nhiệm vụ", misspelt(Good)),
        ("Hoàn thành tốt nhiệm vụu", misspelt(Good)),
        ("Hoành thành tốt nhiệm vụ", misspelt(Good)),
        ("Hoàn thành xuất xắc nhiệm vụ", misspelt(Excellent)),
        ("Hoàn thành suất sắc nhiệm vụ", misspelt(Excellent)),
        ("HT xuất xắc NV", misspelt(Excellent)),
        ("Xuất xắc", misspelt(Excellent)),
        ("Hoàn thành nhiện vụ", misspelt(Completed)),
        ("Hoàn thành tốt nhiệm", misspelt(Good)),
        ("Khôg hoàn thành nhiệm vụ", misspelt(NotCompleted)),
        ("Không hoàn thanhg nhiệm vụ", misspelt(NotCompleted)),
        ("Xuất sắc nhiệm vụ", misspelt(Excellent)),
        ("HTVN", misspelt(Completed)),
    ]);
}

#[test]
fn doubtful_cells_are_no_grade_and_the_nearest_is_offered() {
    check(&[
        ("XS?", not(Some(Excellent))),
        ("Tốt?", not(Some(Good))),
        ("HTTNV (?)", not(Some(Good))),
        ("Hoàn thành tốt nhiệm vụ ?", not(Some(Good))),
        ("Hoàn thàng tốt nhiệm vụ?", not(Some(Good))),
        ("HTXNV", not(Some(Excellent))),
        ("HTTV", not(None)),
        ("HTN", not(None)),
        ("HT", not(Some(Completed))),
        ("HTXSNV/HTTNV", not(None)),
        ("HTTNV hoặc HTXSNV", not(None)),
        ("HTTNV, HTNV", not(None)),
        ("Mức 2 - HTXSNV", not(None)),
        ("Tốt, xuất sắc", not(None)),
        ("Hoàn thành to nhiệm vụ", not(Some(Good))),
        ("Không hoàn thành tốt nhiệm vụ", not(None)),
        ("Không hoàn thành xuất sắc nhiệm vụ", not(None)),
        ("KHTTNV", not(None)),
        ("KHTXSNV", not(None)),
        ("Không", not(None)),
        ("Không có", not(None)),
        ("Không tốt", not(None)),
        ("Đảng viên tốt", not(None)),
        ("Chi bộ xuất sắc", not(None)),
        ("Không đạt HTTNV", not(None)),
        ("Hoàn thành T nhiệm vụ", not(None)),
        ("Hoàn thành t", not(None)),
        ("TNV", not(None)),
        ("HTNV - còn hạn chế về năng lực", not(Some(Completed))),
        ("HTTNV (dự kiến)", not(Some(Good))),
        ("HTTNV (hạ từ HTXSNV)", not(None)),
        ("Hoàn thành nhiệm vụ xuất sắc", not(Some(Excellent))),
        ("Hoàn thành nhiệm vụ, xuất sắc", not(None)),
        ("Hoàn thành nhiệm vụ ở mức tốt", not(None)),
        ("Chưa hoàn thành nhiệm vụ", not(Some(NotCompleted))),
    ]);
}

#[test]
fn other_words_letters_and_numbers_are_no_grade() {
    let texts = [
        "A",
        "B",
        "C",
        "D",
        "a",
        "B.",
        "K",
        "T",
        "X",
        "x",
        "v",
        "√",
        "1",
        "2",
        "3",
        "4",
        "1.",
        "5",
        "A1",
        "A2",
        "Loại A",
        "Loại A2",
        "Loại B",
        "Loại 1",
        "Mức",
        "Mức 5",
        "Mức 0",
        "Mức 12",
        "Mức A",
        "Khá",
        "Giỏi",
        "Trung bình",
        "Yếu",
        "Đạt",
        "Chưa đạt",
        "?",
        "???",
        "\"",
        "''",
        "nt",
        "abc",
        "Nguyễn Văn An",
        "NV",
        "Nhiệm vụ",
        "100%",
        "15/15",
        "Dự bị",
        "Trong sạch vững mạnh",
        "#N/A",
        "Hoàn thành kế hoạch năm",
        "TRUE",
    ];
    check(&texts.map(|text| (text, not(None))));
}

#[test]
fn blank_cells_are_blank() {
    for text in ["", " ", "-", "–", "—", "…", "...", "/", "- -", "\u{a0}", "\u{200b}", "___", "……………", "\n"]
    {
        assert_eq!(read_grade(text), GradeText::Blank, "{text:?}");
        assert_eq!(read_reason(text), None, "{text:?}");
    }
}

#[test]
fn reasons_in_a_grade_cell_are_no_grade() {
    for (text, reason) in REASONS {
        assert_eq!(read_grade(text), GradeText::NotGraded(*reason), "{text}");
        assert_eq!(read_reason(text), Some(*reason), "{text}");
    }
    check(&[("Miễn sinh hoạt - HTTNV", not(None)), ("HTTNV, chưa xếp loại", not(None)), ("Chưa xếp loại?", not(None))]);
}

const REASONS: &[(&str, Reason)] = &[
    ("Chưa xếp loại", Reason::Other),
    ("Không xếp loại", Reason::Other),
    ("KHÔNG XẾP LOẠI", Reason::Other),
    ("Chưa đánh giá, xếp loại", Reason::Other),
    ("Không đánh giá", Reason::Other),
    ("Chưa xếp lọai", Reason::Other),
    ("CXL", Reason::Other),
    ("Miễn đánh giá", Reason::Other),
    ("Chuyển sinh hoạt", Reason::Other),
    ("Không xếp loại do nghỉ ốm dưới 6 tháng", Reason::Other),
    ("Không xếp loại (chuyển đến chưa đủ 6 tháng)", Reason::Other),
    ("Miễn sinh hoạt", Reason::Exempt),
    ("Miễn SHĐ", Reason::Exempt),
    ("Miễn", Reason::Exempt),
    ("Miễn công tác và sinh hoạt đảng", Reason::Exempt),
    ("Miễn CT&SHĐ", Reason::Exempt),
    ("Chưa xếp loại (miễn sinh hoạt)", Reason::Exempt),
    ("Đình chỉ", Reason::Suspended),
    ("Đình chỉ sinh hoạt", Reason::Suspended),
    ("Đình chỉ SHĐ", Reason::Suspended),
    ("Đang bị đình chỉ sinh hoạt đảng", Reason::Suspended),
    ("Kết nạp chưa đủ 6 tháng", Reason::UnderSixMonths),
    ("chưa đủ 06 tháng", Reason::UnderSixMonths),
    ("Dưới 6 tháng", Reason::UnderSixMonths),
    ("< 6 tháng", Reason::UnderSixMonths),
    ("Mới kết nạp", Reason::UnderSixMonths),
    ("Dự bị chưa đủ 6 tháng", Reason::UnderSixMonths),
    ("Ko XL", Reason::Other),
    ("Chưa xếp loại do kết nạp dưới 06 tháng", Reason::UnderSixMonths),
    ("Vào Đảng chưa đủ sáu tháng", Reason::UnderSixMonths),
];

#[test]
fn a_column_of_reasons_takes_any_words() {
    for (text, reason) in [
        ("Đ/c được miễn sinh hoạt đảng do tuổi cao", Some(Reason::Exempt)),
        ("kết nạp ngày 15/9/2021, chưa đủ 6 tháng", Some(Reason::UnderSixMonths)),
        ("Kết nạp 11/2021", Some(Reason::UnderSixMonths)),
        ("Đi học tập trung", Some(Reason::Other)),
        ("Công tác ở miền Nam", Some(Reason::Other)),
        ("Công tác tại đơn vị dưới 6 tháng", Some(Reason::Other)),
        ("Đình chỉ công tác", Some(Reason::Other)),
        ("x", Some(Reason::Other)),
        ("?", Some(Reason::Other)),
        ("Không", None),
        ("Không có", None),
        ("0", None),
    ] {
        assert_eq!(read_reason(text), reason, "{text}");
    }
}

#[test]
fn the_reasons_own_labels_are_read() {
    for reason in Reason::ALL {
        assert_eq!(read_reason(reason.label()), Some(reason));
        assert_eq!(read_grade(reason.label()), GradeText::NotGraded(reason));
    }
}

/// Law 8: every label in every dress.
#[test]
fn labels_read_back_in_every_dress() {
    let old_tones = |text: &str| text.replace("oà", "òa");
    for grade in Grade::ALL {
        for label in [grade.label(), grade.short_label()] {
            let dresses = [
                label.to_owned(),
                label.nfc().collect(),
                label.nfd().collect(),
                label.nfkd().collect(),
                label.to_uppercase(),
                label.to_lowercase(),
                crate::text::fold::unaccented(label),
                label.replace(' ', "  "),
                label.replace(' ', "\u{a0}"),
                label.replace(' ', "\n"),
                format!("  {label}. "),
                label.replace(' ', ""),
                old_tones(label),
                old_tones(label).to_uppercase().nfd().collect(),
                format!("\u{feff}{label}\u{200b}"),
            ];
            for dress in dresses {
                assert_eq!(read_grade(&dress), GradeText::Is(grade), "{dress:?}");
            }
        }
    }
}

proptest! {
    /// A cell may hold anything: reading it never panics, and a grade is read only from words that name one.
    #[test]
    fn nothing_is_read_from_nothing(text in "\\PC{0,30}|[htxsnvko ]{0,9}|.{0,20}") {
        if let GradeText::Is(_) | GradeText::Misspelt(_) = read_grade(&text) {
            let key = crate::text::fold::skeleton(&text).replace(' ', "");
            let names = ["ht", "hoanthanh", "xs", "xuat", "sac", "tot", "muc", "loaia1", "thxs", "hxs", "hxts"];
            prop_assert!(names.iter().any(|name| key.contains(name)), "{}", key);
        }
        read_reason(&text);
    }

    /// One letter of a full label dropped, doubled or replaced never gives another grade.
    #[test]
    fn one_slip_never_turns_a_grade_into_another(index in 0usize..4, at in 0usize..29, how in 0usize..3, letter in "[a-z]") {
        let grade = Grade::ALL[index];
        let mut letters: Vec<char> = crate::text::fold::unaccented(grade.label()).chars().collect();
        let at = at % letters.len();
        match how {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, letters[at]),
            _ => letters[at] = letter.chars().next().unwrap(),
        }
        let text: String = letters.into_iter().collect();
        match read_grade(&text) {
            GradeText::Is(read) | GradeText::Misspelt(read) => prop_assert_eq!(read, grade, "{}", text),
            GradeText::Not { nearest } => prop_assert!(nearest.is_none_or(|near| near == grade), "{}", text),
            other => prop_assert!(false, "{} {:?}", text, other),
        }
    }
}
