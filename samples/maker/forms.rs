//! A return on the form that `tonghop template` writes (forms.md §2), as a branch fills it in.

use crate::ink::{Ink, Look, Page};
use crate::people::Kind;
use crate::returns::{MemberRow, Return, Writing};
use crate::truth::Spot;
use rust_xlsxwriter::{Workbook, XlsxError};
use tonghop::domain::grade::Grade;
use tonghop::domain::place::CellAt;

/// Heads of the sheet `Đảng viên`, written as forms.md has them.
const MEMBER_HEADS: [&str; 17] = [
    "TT",
    "Số thẻ đảng",
    "Họ và tên",
    "Ngày sinh",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Chức vụ",
    "Bản kiểm điểm (Mẫu 02) (x)",
    "Kiểm điểm tại (Phòng / Chi bộ)",
    "Nhận xét nơi cư trú",
    "Tự xếp loại",
    "Xếp loại công chức",
    "Chi ủy đề xuất",
    "Chi bộ xếp loại",
    "Lý do không xếp loại",
    "Kỷ luật trong năm",
    "Ghi chú",
];
const COLLECTIVE_HEADS: [&str; 7] =
    ["TT", "Tên tập thể", "Loại", "Bản kiểm điểm (Mẫu 01) (x)", "Tự xếp loại", "Chi bộ đề nghị", "Ghi chú"];
const STAFF_HEADS: [&str; 8] =
    ["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Phòng", "Là đảng viên (x)", "Xếp loại", "Ghi chú"];
const REWARD_HEADS: [&str; 7] = [
    "TT",
    "Họ và tên hoặc tập thể",
    "Đối tượng (cá nhân / tập thể)",
    "Hình thức (giấy khen / bằng khen / biểu dương)",
    "Loại (trong năm / 5 năm liền / đột xuất)",
    "Thành tích",
    "Ghi chú",
];

/// A column that a branch added on its own at the right of the sheet `Đảng viên`.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Extra {
    None,
    /// Head and what stands in each row.
    Column(&'static str, &'static str),
}

/// Writes the five sheets.
pub fn write(book: &mut Workbook, of: &Return, extra: Extra, writing: &mut Writing) -> Result<(), XlsxError> {
    write_facts(book, of, writing)?;
    write_members(book, of, extra, writing)?;
    write_collectives(book, of)?;
    write_staff(book, of)?;
    write_rewards(book, of, writing)
}

fn write_facts(book: &mut Workbook, of: &Return, writing: &mut Writing) -> Result<(), XlsxError> {
    let mut page = Page::add(book, "Thông tin")?;
    page.portrait();
    page.widths(&[32, 52])?;
    page.merged((1, 1), (1, 2), "THÔNG TIN CHUNG CỦA CHI BỘ", Look::Title)?;
    // A row without a name is no declared member.
    let listed = of.members.iter().filter(|row| !row.name.is_empty()).collect::<Vec<_>>();
    let n_probationary = listed.iter().filter(|row| row.person.kind == Kind::Probationary).count();
    let n_members = of.declared.unwrap_or(listed.len());
    let number = |n: usize| Ink::Number(n as f64);
    let facts: [(&str, Ink); 12] = [
        ("Mã chi bộ", Ink::text(of.unit.code)),
        ("Tên chi bộ", Ink::text(of.unit.name())),
        ("Năm", number(2021)),
        ("Ngày họp chi bộ", Ink::Day(of.met_on)),
        ("Tổng số đảng viên", number(n_members)),
        ("Chính thức", number(n_members - n_probationary)),
        ("Dự bị", number(n_probationary)),
        ("Người lập", Ink::text(of.members[2].person.name())),
        ("Bí thư", Ink::text(of.unit.secretary())),
        ("Không đề nghị khen thưởng (x)", Ink::tick(of.rewards.is_empty())),
        ("Không có nội dung (x)", Ink::Blank),
        ("Phiên bản biểu mẫu", Ink::Blank),
    ];
    for (row, (key, value)) in (3..).zip(&facts) {
        page.text(row, 1, key, Look::Strong)?;
        page.put(CellAt::new(row, 2), value, Look::Cell)?;
        if *key == "Tổng số đảng viên" && of.declared.is_some() {
            writing.enter("B419", "Thông tin", CellAt::new(row, 2), "khai nhiều hơn số đảng viên có trong danh sách");
        }
    }
    Ok(())
}

fn write_members(book: &mut Workbook, of: &Return, extra: Extra, writing: &mut Writing) -> Result<(), XlsxError> {
    let mut page = Page::add(book, "Đảng viên")?;
    page.widths(&[5, 15, 25, 12, 12, 12, 22, 10, 11, 11, 18, 18, 18, 18, 20, 12, 18, 14])?;
    page.merged((1, 1), (1, 17), "DANH SÁCH ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021", Look::Title)?;
    page.heads(3, &MEMBER_HEADS)?;
    page.keep_head(3, 3)?;
    if let Extra::Column(head, _) = extra {
        page.text(3, 18, head, Look::Head)?;
        writing.enter("H204", "Đảng viên", CellAt::new(3, 18), "cột chi bộ tự thêm");
    }
    for ((row, ordinal), member) in (4u32..).zip(1u32..).zip(&of.members) {
        page.row(row, &member_cells(member, ordinal))?;
        if let Extra::Column(_, text) = extra {
            page.text(row, 18, text, Look::Cell)?;
        }
        writing.settle(member, "Đảng viên", |spot| match spot {
            Spot::Name => CellAt::new(row, 3),
            Spot::Born => CellAt::new(row, 4),
            Spot::Grade => CellAt::new(row, 14),
        });
    }
    Ok(())
}

fn member_cells(member: &MemberRow, ordinal: u32) -> Vec<(Ink, Look)> {
    let person = &member.person;
    let label = |grade: Option<Grade>| Ink::text(grade.map_or("", Grade::label));
    // A row whose name was wiped out lost its card number with it.
    let card_no = if member.name.is_empty() { "" } else { &person.card_no };
    vec![
        (Ink::Number(f64::from(ordinal)), Look::Middle),
        (Ink::text(card_no), Look::Middle),
        (Ink::text(&*member.name), Look::Cell),
        (member.born.clone(), Look::Middle),
        (Ink::Day(person.joined), Look::Middle),
        (Ink::day(person.official), Look::Middle),
        (Ink::text(&*person.post), Look::Cell),
        (Ink::tick(member.is_reviewed), Look::Middle),
        (Ink::text(member.reviewed_at), Look::Middle),
        (Ink::text(member.residence), Look::Middle),
        (label(member.self_grade), Look::Cell),
        (label(member.staff_grade), Look::Cell),
        (label(member.proposed), Look::Cell),
        (Ink::text(member.grade_text(Grade::label)), Look::Cell),
        (Ink::text(member.reason()), Look::Cell),
        (Ink::text(member.discipline), Look::Cell),
        (Ink::text(member.note), Look::Cell),
    ]
}

fn write_collectives(book: &mut Workbook, of: &Return) -> Result<(), XlsxError> {
    let mut page = Page::add(book, "Tập thể")?;
    page.widths(&[5, 44, 20, 14, 30, 30, 20])?;
    page.merged((1, 1), (1, 7), "ĐÁNH GIÁ, XẾP LOẠI TẬP THỂ, TỔ CHỨC ĐẢNG NĂM 2021", Look::Title)?;
    page.heads(3, &COLLECTIVE_HEADS)?;
    page.keep_head(3, 3)?;
    for ((row, ordinal), collective) in (4u32..).zip(1u32..).zip(&of.collectives) {
        page.row(
            row,
            &[
                (Ink::Number(f64::from(ordinal)), Look::Middle),
                (Ink::text(&*collective.name), Look::Cell),
                (Ink::text(collective.kind), Look::Cell),
                (Ink::tick(true), Look::Middle),
                (Ink::text(collective.grade.label()), Look::Cell),
                (Ink::text(collective.grade.label()), Look::Cell),
                (Ink::Blank, Look::Cell),
            ],
        )?;
    }
    Ok(())
}

fn write_staff(book: &mut Workbook, of: &Return) -> Result<(), XlsxError> {
    let mut page = Page::add(book, "Công chức")?;
    page.widths(&[5, 28, 13, 24, 32, 12, 30, 20])?;
    page.merged((1, 1), (1, 8), "XẾP LOẠI CÁN BỘ, CÔNG CHỨC, NGƯỜI LAO ĐỘNG NĂM 2021", Look::Title)?;
    page.heads(3, &STAFF_HEADS)?;
    page.keep_head(3, 3)?;
    for ((row, ordinal), staff) in (4u32..).zip(1u32..).zip(&of.staff) {
        page.row(
            row,
            &[
                (Ink::Number(f64::from(ordinal)), Look::Middle),
                (Ink::text(&*staff.name), Look::Cell),
                (Ink::Day(staff.born), Look::Middle),
                (Ink::text(&*staff.post), Look::Cell),
                (Ink::text(of.unit.room), Look::Cell),
                (Ink::tick(staff.is_member), Look::Middle),
                (Ink::text(staff.grade.label()), Look::Cell),
                (Ink::Blank, Look::Cell),
            ],
        )?;
    }
    Ok(())
}

fn write_rewards(book: &mut Workbook, of: &Return, writing: &mut Writing) -> Result<(), XlsxError> {
    let mut page = Page::add(book, "Khen thưởng")?;
    page.widths(&[5, 34, 16, 20, 20, 44, 20])?;
    page.merged((1, 1), (1, 7), "ĐỀ NGHỊ KHEN THƯỞNG NĂM 2021", Look::Title)?;
    page.heads(3, &REWARD_HEADS)?;
    page.keep_head(3, 3)?;
    for ((row, ordinal), reward) in (4u32..).zip(1u32..).zip(&of.rewards) {
        page.row(
            row,
            &[
                (Ink::Number(f64::from(ordinal)), Look::Middle),
                (Ink::text(&*reward.name), Look::Cell),
                (Ink::text(reward.subject), Look::Middle),
                (Ink::text(reward.form), Look::Middle),
                (Ink::text(reward.kind), Look::Middle),
                (Ink::text(reward.achievement), Look::Cell),
                (Ink::Blank, Look::Cell),
            ],
        )?;
        writing.settle_reward(reward, "Khen thưởng", CellAt::new(row, 2), CellAt::new(row, 5));
    }
    Ok(())
}
