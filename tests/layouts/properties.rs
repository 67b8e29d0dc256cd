//! What no order of columns, no letterhead, no row between and no Unicode form may change: the members.

use super::{read, read_sheet};
use crate::support::table::{book, sheet};
use proptest::prelude::*;
use proptest::sample::subsequence;
use unicode_normalization::UnicodeNormalization;

/// Header and the cells of three people, by column. Every order of these columns is the same table.
const COLUMNS: [[&str; 4]; 7] = [
    ["TT", "1", "2", "3"],
    ["Họ và tên", "Nguyễn Văn Hòa", "Lê Thị Thủy", "H'Hen Niê"],
    ["Ngày sinh", "03/02/1980", "1981", "ngày 5 tháng 6 năm 1982"],
    ["Số thẻ đảng", "'49.001234", "'49.001235", "'49.001236"],
    ["Chức vụ", "Bí thư", "Chi ủy viên", "Chuyên viên"],
    ["Tự xếp loại", "HTXSNV", "HTTNV", "HTTNV"],
    ["Chi bộ xếp loại", "Hoàn thành tốt nhiệm vụ", "HTXSNV", "Hoàn thành nhiệm vụ"],
];

/// Lines of letterheads, each a row.
const LETTERHEAD: [&str; 15] = [
    "| ĐẢNG BỘ VĂN PHÒNG TỈNH | | | ĐẢNG CỘNG SẢN VIỆT NAM |",
    "| CHI BỘ TỔNG HỢP | | | Đồng Tháp, ngày 25 tháng 11 năm 2021 |",
    "| * |",
    "| Số: 12-BC/CB |",
    "",
    "| DANH SÁCH ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021 | < | < | < | < | < | < |",
    "| (Kèm theo Báo cáo số 15-BC/CB, ngày 20/11/2021) |",
    "| Tổng số đảng viên: 3 đồng chí |",
    "| | | Biểu số 01 |",
    "| Thời gian: 14 giờ 00, ngày 24/11/2021 |",
    "| Địa điểm: Phòng họp số 2 |",
    "| Chủ trì: đồng chí Nguyễn Văn Hòa, Bí thư chi bộ |",
    "",
    "| Đơn vị tính: đồng chí |",
    "| -- |",
];

/// Rows that may stand between people.
const BETWEEN: [&str; 6] = [
    "",
    "| Tổ đảng 1 |",
    "| I. KHỐI VĂN PHÒNG | < | < | < | < | < | < |",
    "| | Đảng viên dự bị |",
    "| II | Tổ đảng số 2 |",
    "| * Tổ 3 |",
];

fn row(order: &[usize], index: usize) -> String {
    let cells: Vec<&str> = order.iter().map(|&column| COLUMNS[column][index]).collect();
    format!("| {} |", cells.join(" | "))
}

/// What of a member must not change: everything but where it stands.
fn members(table: &str) -> Vec<String> {
    let reading = read_sheet(table);
    let tally = reading.tally();
    assert_eq!((tally.read, tally.records, tally.set_aside), (3, 3, 0), "{table}\n{:#?}", reading.set_aside);
    let line = |member: &tonghop::domain::member::Member| {
        let grades = &member.grades;
        format!(
            "{} {:?} {:?} {:?} {:?} {:?}",
            member.name.value.clean,
            member.born.as_ref().map(|born| born.value),
            member.card_no.as_ref().map(|card| &card.value),
            member.post.as_ref().map(|post| &post.value),
            grades.self_grade.as_ref().map(|grade| grade.value),
            grades.branch_grade.as_ref().map(|grade| grade.value),
        )
    };
    reading.members.iter().map(line).collect()
}

fn plain() -> Vec<String> {
    let order: Vec<usize> = (0..COLUMNS.len()).collect();
    let rows: Vec<String> = (0..4).map(|index| row(&order, index)).collect();
    members(&rows.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_columns_gives_the_same_members(
        order in Just((0..COLUMNS.len()).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let rows: Vec<String> = (0..4).map(|index| row(&order, index)).collect();
        prop_assert_eq!(members(&rows.join("\n")), plain());
    }

    #[test]
    fn any_letterhead_up_to_fifteen_rows_gives_the_same_members(
        lines in (0..=15usize).prop_flat_map(|height| subsequence(LETTERHEAD.to_vec(), height)).prop_shuffle(),
        n_blank in 0..2usize,
    ) {
        let order: Vec<usize> = (0..COLUMNS.len()).collect();
        // Text tables drop blank lines at their ends; the rows are numbered instead.
        let head: String = (1..).zip(&lines).map(|(number, line)| format!("@{number}\n{line}\n")).collect();
        let start = lines.len() + n_blank + 1;
        let rows: Vec<String> = (0..4).map(|index| row(&order, index)).collect();
        let table = format!("{head}@{start}\n{}", rows.join("\n"));
        prop_assert_eq!(members(&table), plain());
    }

    #[test]
    fn any_blank_rows_and_headings_between_give_the_same_members(
        between in prop::collection::vec(prop::collection::vec(0..BETWEEN.len(), 0..3), 3),
    ) {
        let order: Vec<usize> = (0..COLUMNS.len()).collect();
        let mut table = row(&order, 0);
        for (index, lines) in (1..).zip(&between) {
            for &line in lines {
                table.push('\n');
                table.push_str(BETWEEN[line]);
            }
            table.push('\n');
            table.push_str(&row(&order, index));
        }
        prop_assert_eq!(members(&table), plain());
    }

    #[test]
    fn any_unicode_form_gives_the_same_members(
        decomposed in prop::collection::vec(any::<bool>(), COLUMNS.len() * 4),
    ) {
        let mut rows = Vec::new();
        for index in 0..4 {
            let cells: Vec<String> = (0..COLUMNS.len()).map(|column| {
                let text = COLUMNS[column][index];
                if decomposed[column * 4 + index] { text.nfd().collect() } else { text.to_owned() }
            }).collect();
            rows.push(format!("| {} |", cells.join(" | ")));
        }
        prop_assert_eq!(members(&rows.join("\n")), plain());
    }
}

#[test]
fn several_tables_under_one_another_are_each_their_own() {
    let reading = read(&book([sheet(
        "Sheet1",
        "| I. KẾT QUẢ XẾP LOẠI ĐẢNG VIÊN |
         | TT | Họ và tên | Xếp loại |
         | 1 | Nguyễn Văn An | HTXSNV |

         | II. KẾT QUẢ XẾP LOẠI TẬP THỂ |
         | TT | Tên tập thể | Chi bộ đề nghị |
         | 1 | Chi ủy | HTTNV |

         | III. ĐỀ NGHỊ KHEN THƯỞNG |
         | TT | Họ và tên | Hình thức khen thưởng | Loại |
         | 1 | Nguyễn Văn An | Giấy khen | trong năm |",
    )]));
    let counts = (reading.members.len(), reading.collectives.len(), reading.rewards.len(), reading.set_aside.len());
    assert_eq!(counts, (1, 1, 1, 0));
}
