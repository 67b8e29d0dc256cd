//! The campaign `2021`: a provincial office's committee of twelve branches, and everything that went wrong in its
//! returns.

use crate::broken;
use crate::campaign::{Folder, SavedBy};
use crate::forms::{self, Extra};
use crate::ink::Ink;
use crate::layouts::{actors, capitals, merged_header, short_list, stacked, ticks};
use crate::people::{Inventor, Kind, day};
use crate::returns::{CollectiveRow, MemberRow, Return, RewardRow, Unit, Verdict};
use crate::truth::{At, RewardSpot, Spot};
use std::error::Error;
use std::fs;
use std::path::Path;
use tonghop::domain::grade::Grade;

const INTRO: &str = "# Mẫu `2021`: những gì được cài sẵn

Mười hai chi bộ, mỗi nơi làm một kiểu; mọi người trong mẫu đều là tên tự đặt. Hạn nộp 26/11/2021 (kế hoạch: “trước ngày 27/11/2021”).
Each line is one planted mistake and the finding it must raise: code, branch, file, sheet, cell (`-`: none), what was done. The first
table is complete: no other error and no other warning may be raised. The second names some of the notes. All people are invented.
Files saved by LibreOffice 7.4.7.2: `CB02…`, `CB04…`, `CB11…`; the others by the maker (`cargo run --example make-samples`).";

/// Which posts the people of a room hold.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Posts {
    Office,
    Council,
    Drivers,
    Leaders,
}

/// A branch with an invented roster: secretary, deputy, a member of its committee, then the others.
pub fn unit(
    inventor: &mut Inventor,
    code: &'static str,
    room: &'static str,
    other_names: &'static str,
    posts: Posts,
    n_members: usize,
) -> Unit {
    let (head, others): (_, &[&str]) = match posts {
        Posts::Office => ("Trưởng phòng", &["Chuyên viên", "Chuyên viên chính", "Chuyên viên", "Văn thư", "Kế toán"]),
        Posts::Council => ("Trưởng ban", &["Chuyên viên", "Ủy viên chuyên trách", "Chuyên viên chính"]),
        Posts::Drivers => ("Đội trưởng", &["Lái xe", "Bảo vệ", "Lái xe", "Tạp vụ"]),
        Posts::Leaders => ("Chánh Văn phòng", &["Phó Chánh Văn phòng", "Chuyên viên cao cấp", "Chuyên viên chính"]),
    };
    let roster = (0..n_members).map(|place| {
        let post = match place {
            0 => format!("Bí thư, {head}"),
            1 => "Phó Bí thư, Chuyên viên chính".to_owned(),
            2 => "Chi ủy viên, Chuyên viên".to_owned(),
            _ => others[place % others.len()].to_owned(),
        };
        inventor.person(&post)
    });
    Unit { code, room, other_names, head, roster: roster.collect() }
}

/// The committee's branches with their rosters; what is special about a person is said here.
fn units(inventor: &mut Inventor) -> Vec<Unit> {
    let mut unit = |code, room, other, posts, n| unit(inventor, code, room, other, posts, n);
    let mut units = vec![
        unit("CB01", "Phòng Công tác Quốc hội", "CB Quốc hội; Phòng CTQH", Posts::Office, 18),
        unit("CB02", "Phòng Công tác Hội đồng nhân dân", "CB HĐND; Phòng CTHĐND", Posts::Office, 16),
        unit("CB03", "Phòng Hành chính - Tổ chức", "CB Hành chính; Phòng HC-TC", Posts::Office, 20),
        unit("CB04", "Phòng Quản trị - Tài vụ", "CB Quản trị; Phòng QT-TV", Posts::Office, 15),
        unit("CB05", "Phòng Thông tin - Dân nguyện", "CB Dân nguyện; Phòng TT-DN", Posts::Office, 14),
        unit("CB06", "Đội xe và Bảo vệ", "CB Đội xe", Posts::Drivers, 12),
        unit("CB07", "Ban Pháp chế", "CB Pháp chế", Posts::Council, 13),
        unit("CB08", "Ban Kinh tế - Ngân sách", "CB KT-NS; Ban KTNS", Posts::Council, 14),
        unit("CB09", "Ban Văn hóa - Xã hội", "CB VH-XH; Ban VHXH", Posts::Council, 10),
        unit("CB10", "Phòng Tiếp công dân", "CB Tiếp dân", Posts::Office, 9),
        unit("CB11", "Lãnh đạo Văn phòng", "CB Lãnh đạo; CB LĐVP", Posts::Leaders, 9),
        unit("CB12", "Thường trực Hội đồng nhân dân", "CB Thường trực; CB TT HĐND", Posts::Council, 12),
    ];
    units[0].roster[15].admitted(day(2021, 2, 3));
    units[0].roster[16].exempt();
    units[0].roster[17].admitted(day(2021, 8, 19));
    // Six months to the day on 31/12/2021 is a close call: admitted on 30/06/2021, graded, and rightly so.
    units[2].roster[17].admitted(day(2021, 6, 30));
    units[2].roster[18].exempt();
    units[2].roster[19].admitted(day(2021, 8, 20));
    units[2].roster[5].long_excellent();
    units[3].roster[14].exempt();
    units[5].roster[11].kind = Kind::Suspended;
    units
}

/// Writes the campaign.
pub fn make(root: &Path) -> Result<(), Box<dyn Error>> {
    let mut folder = Folder::start(root)?;
    let mut inventor = Inventor::new(132);
    let units = units(&mut inventor);

    quoc_hoi(&mut folder, &mut inventor, &units)?;
    hoi_dong(&mut folder, &mut inventor, &units[1])?;
    hanh_chinh(&mut folder, &units[2])?;
    quan_tri(&mut folder, &units[3])?;
    dan_nguyen(&mut folder, &units[4])?;
    doi_xe(&mut folder, &units[5])?;
    phap_che(&mut folder, &mut inventor, &units[6])?;
    kinh_te(&mut folder, &mut inventor, &units[7])?;
    folder.truth.plant("F101", At { branch: "CB09", ..At::default() }, "chi bộ chưa nộp");
    tiep_cong_dan(&mut folder, &mut inventor, &units[9])?;
    lanh_dao(&mut folder, &mut inventor, &units[10])?;
    thuong_truc(&mut folder, &mut inventor, &units[11])?;
    cong_bao(&mut folder, &mut inventor)?;
    broken::write_strays(root, &mut folder.truth)?;
    folder.truth.plant("Q701", At::default(), "toàn đảng bộ: số đảng viên xếp loại xuất sắc vượt tỷ lệ");

    folder.finish(&units, &COMMITTEE_COLLECTIVES, "BÍ THƯ, Trần Quốc Bảo Khanh", INTRO)
}

const COMMITTEE_COLLECTIVES: [(&str, &str); 2] =
    [("Ban Chấp hành Đảng bộ", "Ban chấp hành"), ("Ban Chấp hành Công đoàn cơ quan", "Công đoàn")];

/// On the form, with a column of its own, a misspelt grade, somebody who moved to another branch, a proposal without kind.
fn quoc_hoi(folder: &mut Folder, inventor: &mut Inventor, units: &[Unit]) -> Result<(), Box<dyn Error>> {
    let on = day(2021, 11, 22);
    let mut of = Return::usual(&units[0], on, &[0, 3, 6, 9]);
    of.collective_of("Chi bộ").grade = Grade::Excellent;
    of.collective_of("Chi ủy").grade = Grade::Excellent;
    of.members[0].plant(
        "B415",
        Spot::Grade,
        "bí thư, trưởng phòng xuất sắc, trong khi lãnh đạo phòng chỉ hoàn thành tốt",
    );
    of.members[6].verdict = Verdict::Written("HTXSXNV");
    of.members[6].plant("C305", Spot::Grade, "viết sai chữ tắt, vẫn hiểu được");
    of.members[17].under_six_months();
    let mut moved = MemberRow::usual(&units[7].roster[9], Grade::Good);
    moved.note = "Chuyển sinh hoạt từ tháng 10";
    moved.plant("X601", Spot::Name, "cùng một người còn có trong CB08");
    of.members.push(moved);
    let mut of = of.with_staff(inventor, &["Văn thư", "Phục vụ"]).with_rewards(&[0, 3, 9]);
    of.rewards.push(RewardRow::collective(&units[0].name()));
    of.rewards[2].kind = "";
    of.rewards[2].plant("R504", RewardSpot::Kind, "để trống loại khen thưởng");
    let name = "CB01_Phong Cong tac Quoc hoi.xlsx";
    folder.add(name, "CB01", on, SavedBy::OurWriter, |book, writing| {
        forms::write(book, &of, Extra::Column("Đảng phí đã đóng đến", "Tháng 12"), writing)
    })?;
    folder.log("CB01", day(2021, 11, 23), name, "");
    Ok(())
}

/// On the form, with most of the mistakes one makes in cells.
fn hoi_dong(folder: &mut Folder, inventor: &mut Inventor, unit: &Unit) -> Result<(), Box<dyn Error>> {
    let on = day(2021, 11, 23);
    let mut of = Return::usual(unit, on, &[3, 7, 10, 12]);
    of.members[4].proposed = Some(Grade::Excellent);
    of.members[4].staff_grade = Some(Grade::Excellent);
    of.members[4].verdict = Verdict::Written("XS?");
    of.members[4].plant("C303", Spot::Grade, "“XS?” không phải mức xếp loại");
    of.members[9].verdict = Verdict::Blank;
    of.members[9].plant("C302", Spot::Grade, "không có mức xếp loại, không có lý do");
    of.members[11].born = Ink::text("30/02/1980");
    of.members[11].plant("C307", Spot::Born, "ngày 30/02 không có thật");
    of.members[13].grade(Grade::Completed);
    of.members.pop();
    let mut nameless = MemberRow::usual(&inventor.person("Chuyên viên"), Grade::Good);
    nameless.name = String::new();
    nameless.plant("C301", Spot::Name, "dòng có dữ liệu mà không có họ tên");
    of.members.push(nameless);
    let mut of = of.with_staff(inventor, &["Văn thư", "Kế toán", "Phục vụ"]).with_rewards(&[3, 7, 5]);
    of.rewards[2].plant("R501", RewardSpot::Name, "đề nghị khen người xếp loại Hoàn thành tốt");
    let name = "CB02_Phong Cong tac HDND.xlsx";
    folder.add(name, "CB02", on, SavedBy::LibreOffice, |book, writing| {
        writing.enter_file("X603", "một người trong danh sách của kế hoạch không có trong bản nộp");
        forms::write(book, &of, Extra::None, writing)
    })?;
    folder.log("CB02", day(2021, 11, 24), name, "");
    Ok(())
}

/// Letterhead, merged header, sub-headings, and a total that was not counted again.
fn hanh_chinh(folder: &mut Folder, unit: &Unit) -> Result<(), Box<dyn Error>> {
    let on = day(2021, 11, 25);
    let mut of = Return::usual(unit, on, &[3, 5, 8, 11, 14]);
    of.members[10].born = Ink::text("xem hồ sơ");
    of.members[10].plant("C306", Spot::Born, "không phải ngày");
    of.members[16].grade(Grade::Completed);
    of.members[17].reviewed_at = "Chi bộ";
    of.members[19].plant("B403", Spot::Grade, "kết nạp 20/8/2021, chưa đủ 6 tháng mà được xếp loại");
    let mut of = of.with_members_as_staff().with_rewards(&[3, 8]);
    of.rewards.push(RewardRow::five_years(&of.members[5].person.name()));
    let name = "Chi bo Hanh chinh - To chuc.xlsx";
    folder.add(name, "CB03", on, SavedBy::OurWriter, |book, writing| {
        merged_header::write(book, &of, of.members.len() + 1, writing)
    })?;
    folder.log("CB03", day(2021, 11, 25), name, "Nộp qua văn thư");
    Ok(())
}

/// Ticks in four columns, one row ticked twice, somebody exempt ticked all the same.
fn quan_tri(folder: &mut Folder, unit: &Unit) -> Result<(), Box<dyn Error>> {
    let on = day(2021, 11, 24);
    let mut of = Return::usual(unit, on, &[3, 6, 9, 11]);
    of.members[5].verdict = Verdict::Ticked(Grade::Good, Grade::Completed);
    of.members[5].plant("C304", Spot::Grade, "đánh dấu hai cột");
    of.members[8].grade(Grade::Completed);
    of.members[14].verdict = Verdict::Graded(Grade::Good);
    of.members[14].plant("B401", Spot::Grade, "đảng viên miễn sinh hoạt mà được xếp loại");
    let of = of.with_members_as_staff().with_rewards(&[3, 6]);
    let name = "CB04 - Phong Quan tri Tai vu.xlsx";
    folder.add(name, "CB04", on, SavedBy::LibreOffice, |book, writing| {
        ticks::write(book, &of, ticks::Totals::None, writing)
    })?;
    folder.log("CB04", day(2021, 11, 24), name, "");
    Ok(())
}

/// One column for each actor; the grades as staff and as member do not agree. Not in the office's record.
fn dan_nguyen(folder: &mut Folder, unit: &Unit) -> Result<(), Box<dyn Error>> {
    let on = day(2021, 11, 24);
    let mut of = Return::usual(unit, on, &[3, 5, 8, 11]);
    of.members[8].staff_grade = Some(Grade::Good);
    of.members[8].plant("B409", Spot::Grade, "đảng viên xuất sắc mà công chức chỉ hoàn thành tốt");
    of.members[10].grade(Grade::Completed);
    of.members[10].staff_grade = Some(Grade::NotCompleted);
    of.members[10].note = "Chậm tiến độ nhiều nhiệm vụ được giao";
    of.members[10].plant("B410", Spot::Grade, "công chức không hoàn thành mà đảng viên hoàn thành");
    let name = "Tong hop Dan nguyen 2021.xlsx";
    folder.add(name, "CB05", on, SavedBy::OurWriter, |book, writing| actors::write(book, &of, writing))?;
    let file = format!("nop/{name}");
    folder.truth.note(
        "F111",
        At { branch: "CB05", file: &file, ..At::default() },
        "không có trong Sổ nộp; ngày lấy từ văn bản",
    );
    Ok(())
}

/// Capitals, decomposed letters, Đ/c, dates as text. Not in the office's record.
fn doi_xe(folder: &mut Folder, unit: &Unit) -> Result<(), Box<dyn Error>> {
    let on = day(2021, 11, 25);
    let mut of = Return::usual(unit, on, &[4, 7, 9]);
    of.members[11].plant("B402", Spot::Grade, "đang bị đình chỉ sinh hoạt mà được xếp loại");
    let name = "DANH SACH DOI XE BAO VE.xlsx";
    folder.add(name, "CB06", on, SavedBy::OurWriter, |book, writing| capitals::write(book, &of, writing))?;
    let file = format!("nop/{name}");
    folder.truth.note(
        "F111",
        At { branch: "CB06", file: &file, ..At::default() },
        "không có trong Sổ nộp; ngày lấy từ văn bản",
    );
    Ok(())
}

/// Three tables in one sheet; a reward for somebody who is not in the list.
fn phap_che(folder: &mut Folder, inventor: &mut Inventor, unit: &Unit) -> Result<(), Box<dyn Error>> {
    let on = day(2021, 11, 26);
    let mut of = Return::usual(unit, on, &[3, 6, 8]);
    of.members[8].verdict = Verdict::Written("HTSXNV");
    of.members[8].plant("C305", Spot::Grade, "viết sai chữ tắt, vẫn hiểu được");
    of.members[10].grade(Grade::Completed);
    let mut of = of.with_rewards(&[3, 6]);
    let (family, given, _) = inventor.name();
    let mut stranger = RewardRow::yearly(&format!("{family} {given}"));
    stranger.plant("R503", RewardSpot::Name, "người được đề nghị không có trong danh sách xếp loại");
    of.rewards.push(stranger);
    let name = "Bao cao xep loai - Ban Phap che.xlsx";
    folder.add(name, "CB07", on, SavedBy::OurWriter, |book, writing| stacked::write(book, &of, writing))?;
    folder.log("CB07", on, name, "Ngày cuối hạn");
    Ok(())
}

/// On the form, sent twice; the second time two people are changed and one stands twice.
fn kinh_te(folder: &mut Folder, inventor: &mut Inventor, unit: &Unit) -> Result<(), Box<dyn Error>> {
    let mut first = Return::usual(unit, day(2021, 11, 20), &[3, 5])
        .with_staff(inventor, &["Văn thư", "Kế toán", "Phục vụ"])
        .with_rewards(&[3]);
    first.members[10].verdict = Verdict::Blank;
    let mut second = Return { met_on: day(2021, 11, 24), ..first.clone() };
    second.members[10].grade(Grade::Good);
    second.members[11].grade(Grade::Excellent);
    let mut twice = second.members[6].clone();
    twice.plant("X602", Spot::Name, "một người ghi hai dòng");
    second.members.push(twice);

    let name = "CB08 Ban Kinh te - Ngan sach.xlsx";
    folder.add(name, "CB08", first.met_on, SavedBy::OurWriter, |book, writing| {
        forms::write(book, &first, Extra::None, writing)
    })?;
    folder.log("CB08", day(2021, 11, 22), name, "");
    let name = "CB08 Ban Kinh te - Ngan sach lan 2.xlsx";
    folder.add(name, "CB08", second.met_on, SavedBy::OurWriter, |book, writing| {
        writing.enter_file("F103", "nộp hai lần, bản sau đổi hai người");
        forms::write(book, &second, Extra::None, writing)
    })?;
    folder.log("CB08", day(2021, 11, 25), name, "Thay bản ngày 22/11");
    Ok(())
}

/// The only file of the branch was cut off on its way.
fn tiep_cong_dan(folder: &mut Folder, inventor: &mut Inventor, unit: &Unit) -> Result<(), Box<dyn Error>> {
    let on = day(2021, 11, 24);
    let of = Return::usual(unit, on, &[3]).with_staff(inventor, &["Văn thư"]).with_rewards(&[3]);
    let name = "CB10_Phong Tiep cong dan.xlsx";
    let whole = folder.add(name, "CB10", on, SavedBy::OurWriter, |book, writing| {
        writing.enter_file("F105", "tệp bị cắt cụt khi chép");
        forms::write(book, &of, Extra::None, writing)
    })?;
    fs::write(folder.root().join("nop").join(name), broken::truncated(&whole))?;
    folder.log("CB10", day(2021, 11, 25), name, "");
    Ok(())
}

/// On the form, three days late; somebody disciplined is Good, and a newcomer is not on the roster.
fn lanh_dao(folder: &mut Folder, inventor: &mut Inventor, unit: &Unit) -> Result<(), Box<dyn Error>> {
    let on = day(2021, 11, 27);
    let mut of = Return::usual(unit, on, &[3, 5]);
    for (name, kind) in COMMITTEE_COLLECTIVES {
        of.collectives.push(CollectiveRow { name: name.to_owned(), kind, grade: Grade::Good });
    }
    of.members[6].discipline = "Khiển trách";
    of.members[6].plant("B405", Spot::Grade, "bị khiển trách trong năm mà vẫn hoàn thành tốt");
    let mut newcomer = MemberRow::usual(&inventor.person("Chuyên viên chính"), Grade::Good);
    newcomer.plant("X604", Spot::Name, "không có trong danh sách của kế hoạch");
    of.members.push(newcomer);
    let of = of.with_staff(inventor, &["Văn thư", "Lái xe", "Lái xe", "Phục vụ"]).with_rewards(&[3, 5]);
    let name = "CB11_Lanh dao Van phong.xlsx";
    folder.add(name, "CB11", on, SavedBy::LibreOffice, |book, writing| {
        writing.enter_file("F102", "nhận ngày 29/11/2021, muộn 3 ngày");
        forms::write(book, &of, Extra::None, writing)
    })?;
    folder.log("CB11", day(2021, 11, 29), name, "");
    Ok(())
}

/// On the form, declaring one member too many, and copied once more into the folder.
fn thuong_truc(folder: &mut Folder, inventor: &mut Inventor, unit: &Unit) -> Result<(), Box<dyn Error>> {
    let on = day(2021, 11, 23);
    let mut of = Return::usual(unit, on, &[4, 6, 8]).with_staff(inventor, &["Văn thư", "Lái xe", "Phục vụ"]);
    of.declared = Some(of.members.len() + 1);
    let name = "CB12_Thuong truc HDND.xlsx";
    let bytes = folder
        .add(name, "CB12", on, SavedBy::OurWriter, |book, writing| forms::write(book, &of, Extra::None, writing))?;
    folder.log("CB12", day(2021, 11, 24), name, "");
    fs::write(folder.root().join("nop/CB12_Thuong truc HDND - Copy.xlsx"), bytes)?;
    let file = format!("nop/{name}");
    folder.truth.plant(
        "F114",
        At { branch: "CB12", file: &file, ..At::default() },
        "còn một bản sao y hệt, tên “… - Copy”",
    );
    Ok(())
}

/// A list from a branch that the plan does not know.
fn cong_bao(folder: &mut Folder, inventor: &mut Inventor) -> Result<(), Box<dyn Error>> {
    let on = day(2021, 11, 22);
    let unit = unit(inventor, "", "Trung tâm Công báo", "", Posts::Office, 7);
    let of = Return::usual(&unit, on, &[3]);
    folder.add("Chi bo Trung tam Cong bao.xlsx", "", on, SavedBy::OurWriter, |book, writing| {
        short_list::write(book, &of, writing)
    })?;
    Ok(())
}
