//! The campaign `sach`: four branches that made no mistake; nothing may be found in it.

use crate::campaign::{Folder, SavedBy};
use crate::committee::{Posts, unit};
use crate::forms::{self, Extra};
use crate::layouts::{merged_header, ticks};
use crate::people::{Inventor, day};
use crate::returns::{Return, RewardRow};
use std::error::Error;
use std::path::Path;
use tonghop::domain::grade::Grade;

const INTRO: &str = "# Mẫu `sach`: không có sai sót nào

Bốn chi bộ nộp đúng hạn, đúng quy định; chương trình không được nêu lỗi hay cảnh báo nào.
Four branches without a mistake: no error and no warning may be raised. All people are invented.";

/// Writes the campaign.
pub fn make(root: &Path) -> Result<(), Box<dyn Error>> {
    let mut folder = Folder::start(root)?;
    let mut inventor = Inventor::new(366);
    let mut units = vec![
        unit(&mut inventor, "CB01", "Phòng Công tác Quốc hội", "CB Quốc hội", Posts::Office, 12),
        unit(&mut inventor, "CB02", "Phòng Công tác Hội đồng nhân dân", "CB HĐND", Posts::Office, 11),
        unit(&mut inventor, "CB03", "Phòng Hành chính - Tổ chức", "CB Hành chính", Posts::Office, 11),
        unit(&mut inventor, "CB04", "Phòng Quản trị - Tài vụ", "CB Quản trị", Posts::Office, 10),
    ];
    units[0].roster[11].exempt();
    units[0].roster[10].admitted(day(2021, 8, 19));
    units[1].roster[10].admitted(day(2021, 2, 3));
    units[2].roster[4].long_excellent();

    let mut first = Return::usual(&units[0], day(2021, 11, 22), &[3]);
    first.members[10].under_six_months();
    let chi_bo = first.collective_of("Chi bộ");
    chi_bo.grade = Grade::Excellent;
    let proposal = RewardRow::collective(&chi_bo.name);
    let mut first = first.with_staff(&mut inventor, &["Văn thư", "Phục vụ"]).with_rewards(&[3]);
    first.rewards.push(proposal);
    folder.add(
        "CB01_Phong Cong tac Quoc hoi.xlsx",
        "CB01",
        day(2021, 11, 22),
        SavedBy::OurWriter,
        |book, writing| forms::write(book, &first, Extra::None, writing),
    )?;
    folder.log("CB01", day(2021, 11, 23), "CB01_Phong Cong tac Quoc hoi.xlsx", "");

    let mut second = Return::usual(&units[1], day(2021, 11, 23), &[4]).with_staff(&mut inventor, &["Văn thư"]);
    second.members[6].grade(Grade::Completed);
    folder.add("CB02_Phong Cong tac HDND.xlsx", "CB02", day(2021, 11, 23), SavedBy::LibreOffice, |book, writing| {
        forms::write(book, &second, Extra::None, writing)
    })?;
    folder.log("CB02", day(2021, 11, 24), "CB02_Phong Cong tac HDND.xlsx", "");

    let mut third = Return::usual(&units[2], day(2021, 11, 24), &[4]).with_members_as_staff();
    third.rewards.push(RewardRow::five_years(&third.members[4].person.name()));
    folder.add(
        "Chi bo Hanh chinh - To chuc.xlsx",
        "CB03",
        day(2021, 11, 24),
        SavedBy::OurWriter,
        |book, writing| merged_header::write(book, &third, third.members.len(), writing),
    )?;
    folder.log("CB03", day(2021, 11, 25), "Chi bo Hanh chinh - To chuc.xlsx", "");

    let fourth = Return::usual(&units[3], day(2021, 11, 24), &[5]).with_members_as_staff().with_rewards(&[5]);
    folder.add(
        "DS xep loai DV - Quan tri Tai vu.xlsx",
        "CB04",
        day(2021, 11, 24),
        SavedBy::OurWriter,
        |book, writing| ticks::write(book, &fourth, ticks::Totals::Counted, writing),
    )?;
    // The last day that is on time.
    folder.log("CB04", day(2021, 11, 26), "DS xep loai DV - Quan tri Tai vu.xlsx", "");

    folder.finish(&units, &[], "BÍ THƯ, Lê Hoàng Bảo Lâm", INTRO)
}
