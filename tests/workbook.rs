//! The consolidated workbook as other programs see it: sheets, headers, figures, formulas with their results, print
//! set-up.

#[path = "support/committee.rs"]
mod committee;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use std::io::{Cursor, Read};
use tonghop::consolidate::Bloc;
use tonghop::consolidate::count::StandingCounts;
use tonghop::output::workbook::consolidated;
use zip::ZipArchive;

const SHEETS: [&str; 11] = [
    "Tổng hợp",
    "Đảng viên",
    "Tập thể",
    "Công chức",
    "Khen thưởng",
    "Kiểm soát tỷ lệ",
    "So sánh vị trí",
    "Tình hình nộp",
    "Cần rà soát",
    "Đối soát",
    "Công khai",
];

fn write(bloc: &Bloc) -> Vec<u8> {
    consolidated(bloc).expect("the workbook is written")
}

/// The stored values of a sheet, from A1 on.
fn values(bytes: &[u8], sheet: &str) -> Range<Data> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("the program's own workbook opens");
    book.worksheet_range(sheet).expect("the sheet is there")
}

/// Every part of the package whose name begins so, with its text.
fn parts(bytes: &[u8], prefix: &str) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    let wanted = names.into_iter().filter(|name| name.starts_with(prefix));
    let read = wanted.map(|name| {
        let mut text = String::new();
        archive.by_name(&name).expect("the part is there").read_to_string(&mut text).expect("the part is text");
        (name, text)
    });
    read.collect()
}

fn text(cell: Option<&Data>) -> String {
    cell.map(ToString::to_string).unwrap_or_default()
}

/// The texts of a column under a header of the first row.
fn column(range: &Range<Data>, header: &str) -> Vec<String> {
    let at = range.rows().next().and_then(|row| row.iter().position(|cell| text(Some(cell)) == header));
    let at = at.unwrap_or_else(|| panic!("no column {header}"));
    range.rows().skip(1).map(|row| text(row.get(at))).collect()
}

#[test]
fn sheets_stand_in_the_order_of_the_contract() {
    let bytes = write(&committee::bloc());
    let book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("the program's own workbook opens");
    assert_eq!(book.sheet_names(), SHEETS);
}

#[test]
fn headers_are_the_words_of_the_contract() {
    let bytes = write(&committee::bloc());
    for (sheet, headers) in [
        (
            "Đảng viên",
            "TT|Mã chi bộ|Chi bộ|Số thẻ đảng|Họ và tên|Ngày sinh|Ngày vào Đảng|Chức vụ|Diện|Tự xếp loại|Xếp loại công \
             chức|Chi ủy đề xuất|Chi bộ xếp loại|Đảng ủy quyết định|Lý do thay đổi|Kết quả|Lý do không xếp loại|Kỷ \
             luật|Nơi cư trú|Đề nghị khen thưởng|Ghi chú|Nguồn|Mã dòng|Điện thoại",
        ),
        ("Cần rà soát", "TT|Chi bộ|Người / đối tượng|Vị trí|Nội dung|Cách sửa|Căn cứ|Mức độ|Mã|Xử lý|Mã chi bộ"),
        (
            "Tình hình nộp",
            "TT|Mã chi bộ|Chi bộ|Hạn nộp|Ngày nhận|Căn cứ ngày nhận|Nhận lần đầu|Tình trạng|Số lần nộp|Tệp dùng|Tệp bị \
             thay thế|Số lỗi|Số cảnh báo|Thiếu phần|Thay đổi so với bản trước",
        ),
    ] {
        let range = values(&bytes, sheet);
        let first: Vec<String> = range.rows().next().expect("a header").iter().map(|cell| text(Some(cell))).collect();
        assert_eq!(first.join("|"), headers, "{sheet}");
    }
}

#[test]
fn every_branch_of_the_plan_stands_once_and_the_figures_are_the_counts() {
    let bloc = committee::bloc();
    let bytes = write(&bloc);
    let range = values(&bytes, "Tổng hợp");
    let mut sum = StandingCounts::default();
    for (branch, submission) in bloc.campaign.plan.branches.iter().zip(&bloc.campaign.submissions) {
        let rows: Vec<_> = range.rows().filter(|row| text(row.get(1)) == branch.name).collect();
        assert_eq!(rows.len(), 1, "{}", branch.name);
        let counts = StandingCounts::of(submission);
        sum += counts;
        let expected = [
            counts.total,
            counts.exempt,
            counts.suspended,
            counts.under_six_months,
            counts.other_reason,
            counts.graded(),
        ];
        let found: Vec<String> = (2..8).map(|column| text(rows[0].get(column))).collect();
        assert_eq!(found, expected.map(|figure| figure.to_string()), "{}", branch.name);
        let grades: Vec<String> = [8, 10, 12, 14, 16].map(|column| text(rows[0].get(column))).to_vec();
        let expected = [counts.excellent, counts.good, counts.completed, counts.not_completed, counts.rewards];
        assert_eq!(grades, expected.map(|figure| figure.to_string()), "{}", branch.name);
    }
    let total = range.rows().find(|row| text(row.first()) == "Tổng cộng").expect("a total row");
    assert_eq!(text(total.get(2)), sum.total.to_string());
    assert_eq!(text(total.get(8)), sum.excellent.to_string());
}

#[test]
fn what_a_branch_did_not_do_is_said_beside_its_name() {
    let range = values(&write(&committee::bloc()), "Tổng hợp");
    let note = |name: &str| {
        let row = range.rows().find(|row| text(row.get(1)) == name).expect("the branch");
        text(row.get(17))
    };
    for (branch, expected) in [
        ("Chi bộ Ban Kinh tế - Ngân sách", "Nộp muộn 2 ngày"),
        ("Chi bộ Ban Pháp chế", "Không đọc được"),
        ("Chi bộ Hưu trí", "Không có nội dung"),
        ("Chi bộ Đội xe", "Chưa nộp"),
        ("Chi bộ Ban Văn hóa - Xã hội", "1 đảng viên chưa rõ mức xếp loại"),
        ("Chi bộ Phòng Công tác Quốc hội", ""),
    ] {
        assert_eq!(note(branch), expected, "{branch}");
    }
}

#[test]
fn members_stand_in_plan_order_with_keys_sources_and_results() {
    let bloc = committee::bloc();
    let range = values(&write(&bloc), "Đảng viên");
    let members: Vec<_> =
        bloc.campaign.submissions.iter().filter(|one| one.is_merged()).flat_map(|one| &one.members).collect();
    let names: Vec<String> = members.iter().map(|member| member.name.value.clean.to_string()).collect();
    assert_eq!(column(&range, "Họ và tên"), names);
    let keys = column(&range, "Mã dòng");
    assert!(keys.iter().all(|key| !key.is_empty()));
    for (member, (result, source)) in
        members.iter().zip(column(&range, "Kết quả").into_iter().zip(column(&range, "Nguồn")))
    {
        let grades = &member.grades;
        let grade = grades.committee_grade.as_ref().or(grades.branch_grade.as_ref());
        assert_eq!(result, grade.map_or("", |grade| grade.value.label()));
        assert_eq!(source, format!("{} › {} › {}", member.source.file, member.source.sheet, member.source.at));
    }
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let bytes = write(&committee::bloc());
    let notes = column(&values(&bytes, "Đảng viên"), "Ghi chú");
    assert!(notes.iter().any(|note| note.starts_with("=Đi học")));
    for (name, sheet) in parts(&bytes, "xl/worksheets/sheet") {
        assert!(!sheet.contains("<f>Đi học") && !sheet.contains("<f>1+1"), "{name}");
    }
}

#[test]
fn every_formula_has_its_stored_result() {
    let mut n_formulas = 0;
    for (name, sheet) in parts(&write(&committee::bloc()), "xl/worksheets/sheet") {
        for cell in sheet.split("<f>").skip(1) {
            n_formulas += 1;
            let stored = cell.split_once("</f>").map(|(_, after)| after);
            assert!(stored.is_some_and(|after| after.starts_with("<v>")), "{name}: {}", &cell[..cell.len().min(80)]);
        }
    }
    assert!(n_formulas > 1_000);
}

#[test]
fn every_sheet_prints_on_a4_landscape_one_page_wide_with_page_numbers() {
    for bytes in [write(&committee::bloc()), write(&committee::empty_bloc())] {
        let sheets = parts(&bytes, "xl/worksheets/sheet");
        assert_eq!(sheets.len(), SHEETS.len());
        for (name, sheet) in sheets {
            for expected in [
                r#"paperSize="9""#,
                r#"fitToHeight="0""#,
                r#"orientation="landscape""#,
                "Trang &amp;P/&amp;N",
                r#"state="frozen""#,
            ] {
                assert!(sheet.contains(expected), "{name} lacks {expected}");
            }
        }
        let (_, workbook) = &parts(&bytes, "xl/workbook.xml")[0];
        assert_eq!(workbook.matches("_xlnm.Print_Titles").count(), SHEETS.len());
    }
}

#[test]
fn no_other_font_is_used() {
    let bytes = write(&committee::bloc());
    let fonts = |text: &str, tag: &str| -> Vec<String> {
        text.split(tag).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let (_, styles) = &parts(&bytes, "xl/styles.xml")[0];
    let listed = fonts(styles, "<name val=\"");
    // The writer lists a font for notes that no cell uses.
    let cells = styles.split("<cellXfs").nth(1).and_then(|rest| rest.split("</cellXfs>").next()).expect("cell styles");
    for used in fonts(cells, "fontId=\"") {
        let used: usize = used.parse().expect("a font's number");
        assert_eq!(listed[used], "Times New Roman");
    }
    for (name, notes) in parts(&bytes, "xl/comments") {
        assert!(fonts(&notes, "<rFont val=\"").iter().all(|font| font == "Times New Roman"), "{name}");
    }
}

#[test]
fn an_empty_campaign_still_has_every_sheet_and_says_so() {
    let bytes = write(&committee::empty_bloc());
    for sheet in ["Đảng viên", "Tập thể", "Công chức", "Khen thưởng", "Cần rà soát", "Công khai"] {
        let range = values(&bytes, sheet);
        assert_eq!(text(range.get((1, 0))), "Không có", "{sheet}");
    }
    let range = values(&bytes, "Tổng hợp");
    assert_eq!(range.rows().filter(|row| text(row.get(17)) == "Chưa nộp").count(), 10);
}

#[test]
fn decisions_are_chosen_from_the_four_grades() {
    let sheets = parts(&write(&committee::bloc()), "xl/worksheets/sheet2.xml");
    let list = "<formula1>\"Hoàn thành xuất sắc nhiệm vụ,Hoàn thành tốt nhiệm vụ,Hoàn thành nhiệm vụ,Không hoàn thành \
                nhiệm vụ\"</formula1>";
    assert!(sheets[0].1.contains(list));
}

#[test]
fn rows_set_aside_are_printed_whole() {
    let bloc = committee::bloc();
    let range = values(&write(&bloc), "Đối soát");
    let all: Vec<String> = range.rows().map(|row| text(row.get(3))).collect();
    for aside in bloc.campaign.files.iter().flat_map(|reading| &reading.set_aside) {
        let whole: Vec<String> = aside.cells.iter().map(|(at, text)| format!("{at}: {text}")).collect();
        assert!(all.contains(&whole.join("; ")), "{:?}", aside.place);
    }
}

/// For people to look at: `TONGHOP_WRITE_TO=x.xlsx cargo test --test workbook`.
#[test]
fn the_same_bloc_gives_the_same_bytes() {
    let first = write(&committee::bloc());
    assert!(first == write(&committee::bloc()));
    if let Ok(path) = std::env::var("TONGHOP_WRITE_TO") {
        std::fs::write(path, &first).expect("the given path can be written");
    }
}
