//! Whose a file is: claims against a plan.

use crate::domain::branch::Branch;
use crate::domain::plan::Plan;
use crate::domain::reading::ClaimSource::{Column, FileName, FolderName, FormCode, FormName, SheetName, Title};
use crate::domain::reading::{BranchClaim, ClaimSource, Owner};
use crate::intake::folder::owner_of;

/// Branches from lines “code | name | other names”.
fn plan(branches: &str) -> Plan {
    let branch = |line: &str| {
        let mut parts = line.split('|').map(str::trim);
        let mut next = || parts.next().unwrap_or_default().to_owned();
        let (code, name, others) = (next(), next(), next());
        let other_names = others.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Branch { code, name, other_names, ..Branch::default() }
    };
    Plan {
        file: Some("ke-hoach.xlsx".to_owned()),
        committee: "Đảng bộ Văn phòng Đoàn ĐBQH và HĐND Tỉnh".to_owned(),
        branches: branches.trim().lines().map(branch).collect(),
        ..Plan::default()
    }
}

fn office() -> Plan {
    plan(
        "CB01 | Chi bộ Tổng hợp | Tổ TH-NC; Bộ phận Nghiên cứu
         CB02 | Chi bộ Thanh tra
         CB03 | Chi bộ Văn phòng
         CB04 | Chi bộ Hành chính - Tổ chức - Quản trị
         CB05 | Chi bộ Công tác Quốc hội
         CB06 | Chi bộ Công an
         CB07 | Chi bộ 1
         CB08 | Chi bộ 10
         CB09 | Chi bộ Văn phòng Hội đồng nhân dân
         CB10 | Chi bộ Phòng Thông tin - Dân nguyện
         CB11 | Trường THPT Lê Lợi",
    )
}

/// The owner in short: a code, or `?` with the claim and, after `~`, the nearest name.
fn owner(claims: &[(ClaimSource, &str)], plan: &Plan) -> String {
    let claims: Vec<BranchClaim> =
        claims.iter().map(|&(source, text)| BranchClaim { text: text.to_owned(), source, at: None }).collect();
    match owner_of(&claims, plan) {
        Owner::Branch(index) => plan.branches[index].code.clone(),
        Owner::Unknown { claim, nearest } => {
            let claim = claim.map(|claim| claim.text).unwrap_or_default();
            let nearest = nearest.map(|nearest| format!(" ~ {nearest}")).unwrap_or_default();
            format!("?{claim}{nearest}")
        }
        Owner::Unresolved => "unresolved".to_owned(),
    }
}

#[test]
fn one_claim_names_its_branch_in_many_spellings() {
    let cases = [
        // Codes on the form.
        (FormCode, "CB01", "CB01"),
        (FormCode, " cb01 ", "CB01"),
        (FormCode, "CB 01", "CB01"),
        (FormCode, "CB-01", "CB01"),
        (FormCode, "CB1", "CB01"),
        (FormCode, "CB10", "CB10"),
        // Names on the form and in columns.
        (FormName, "Chi bộ Tổng hợp", "CB01"),
        (FormName, "Tổng hợp", "CB01"),
        (FormName, "TỔNG  HỢP", "CB01"),
        (FormName, "tổ TH - NC", "CB01"),
        (FormName, "Chi bộ 01", "CB07"),
        (FormName, "Chi bộ số 1", "CB07"),
        (FormName, "Chi bộ 10", "CB08"),
        (Column, "Phòng Tổng hợp", "CB01"),
        (Column, "CB Thanh tra", "CB02"),
        (Column, "CB02", "CB02"),
        (Column, "Thông tin, Dân nguyện", "CB10"),
        // Titles.
        (Title, "CHI BỘ TỔNG HỢP", "CB01"),
        (Title, "CHI BỘ TÔ\u{309}NG HƠ\u{323}P", "CB01"),
        (Title, "Chi bộ: Tổng hợp", "CB01"),
        (Title, "ĐẢNG BỘ VĂN PHÒNG ĐOÀN ĐBQH VÀ HĐND TỈNH\nCHI BỘ TỔNG HỢP", "CB01"),
        (Title, "ĐẢNG BỘ VĂN PHÒNG ĐOÀN ĐBQH VÀ HĐND TỈNH - CHI BỘ TỔNG HỢP", "CB01"),
        (Title, "CHI BỘ\nTỔNG HỢP\nDANH SÁCH ĐẢNG VIÊN", "CB01"),
        (Title, "CHI BỘ TỔNG HỢP      ĐẢNG CỘNG SẢN VIỆT NAM", "CB01"),
        (Title, "CHI BỘ TỔNG HỢP\nSố: 01-BC/CB", "CB01"),
        (Title, "Đơn vị: Phòng Tổng hợp (Chi bộ Tổng hợp)", "CB01"),
        (Title, "CHI BỘ VĂN PHÒNG", "CB03"),
        (Title, "CHI BỘ VĂN PHÒNG HỘI ĐỒNG NHÂN DÂN", "CB09"),
        (Title, "CHI BỘ HÀNH CHÍNH – TỔ CHỨC – QUẢN TRỊ", "CB04"),
        (Title, "CHI BỘ PHÒNG HÀNH CHÍNH, TỔ CHỨC, QUẢN TRỊ năm 2021", "CB04"),
        (Title, "Danh sách đảng viên Chi bộ Công tác Quốc hội năm 2021", "CB05"),
        (Title, "TRƯỜNG THPT LÊ LỢI", "CB11"),
        (Title, "CHI BỘ TRƯỜNG THPT LÊ LỢI", "CB11"),
        (Title, "CHI BỘ 1", "CB07"),
        (Title, "Chi bộ Thông tin - Dân nguyện", "CB10"),
        (Title, "Mã chi bộ: CB03", "CB03"),
        (Title, "CHI BÔ TỔNG HƠP", "CB01"),
        // Names of files, sheets and folders.
        (FileName, "nop/CB01_Chi bo Tong hop.xlsx", "CB01"),
        (FileName, "cb-01.xlsx", "CB01"),
        (FileName, "CB 2.xlsx", "CB02"),
        (FileName, "CB011.xlsx", "CB11"),
        (FileName, "CB10.xlsx", "CB10"),
        (FileName, "danh sach CB Tong hop nam 2021 (lan 2).xlsx", "CB01"),
        (FileName, "DSDV_chi_bo_thanh_tra.xls", "CB02"),
        (FileName, "ChiBoThanhTra2021.xlsx", "CB02"),
        (FileName, "DSChiBoTongHop.xlsx", "CB01"),
        (FileName, "chibotonghop.xlsx", "CB01"),
        (FileName, "thanh tra.xlsx", "CB02"),
        (FileName, "Congan.xlsx", "CB06"),
        (FileName, "chi bo 1.xlsx", "CB07"),
        (FileName, "chibo10-lan2.xlsx", "CB08"),
        (FileName, "Tong hop xep loai dang vien chi bo Thanh tra.xlsx", "CB02"),
        (FileName, "Tổng hợp.xlsx", "CB01"),
        (FileName, "TỔng hợp nam 2021.xlsx", "CB01"),
        (SheetName, "CB02", "CB02"),
        (SheetName, "Thanh tra", "CB02"),
        (FolderName, "Chi bo Cong an", "CB06"),
    ];
    let plan = office();
    for (source, text, expected) in cases {
        assert_eq!(owner(&[(source, text)], &plan), expected, "{source:?} {text}");
    }
}

#[test]
fn what_only_resembles_a_branch_is_not_taken() {
    let cases = [
        // Code and name that are near, part of, or longer than a branch's.
        (FormCode, "CB99", "?CB99"),
        (FormCode, "CBO2", "?CBO2 ~ Chi bộ Thanh tra"),
        (FormCode, "CB012", "?CB012"),
        (FormCode, "CB110", "?CB110"),
        (FormName, "Chi bộ Tổng hợpp", "?Chi bộ Tổng hợpp ~ Chi bộ Tổng hợp"),
        (FormName, "Chi bộ Thanh", "?Chi bộ Thanh"),
        (Title, "CHI BỘ TH", "?CHI BỘ TH ~ Chi bộ Tổng hợp"),
        (Title, "CHI BỘ HC-TC-QT", "?CHI BỘ HC-TC-QT ~ Chi bộ Hành chính - Tổ chức - Quản trị"),
        (Title, "CHI BỘ VP HĐND", "?CHI BỘ VP HĐND ~ Chi bộ Văn phòng Hội đồng nhân dân"),
        (Title, "CHI BỘ VĂN PHÒNG HĐND", "?CHI BỘ VĂN PHÒNG HĐND ~ Chi bộ Văn phòng Hội đồng nhân dân"),
        (Title, "CHI BỘ 11", "?CHI BỘ 11"),
        (Title, "CHI BỘ 1A", "?CHI BỘ 1A"),
        (Title, "CHI BỘ NỘI VỤ NĂM 2021", "?CHI BỘ NỘI VỤ NĂM 2021"),
        // Words that are no branch where they stand.
        (Title, "TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN", "?"),
        (Title, "ĐẢNG BỘ VĂN PHÒNG ĐOÀN ĐBQH VÀ HĐND TỈNH", "?"),
        (Title, "ĐẢNG ỦY VĂN PHÒNG", "?"),
        (Title, "Chi bộ đánh giá, xếp loại", "?"),
        (Title, "Kết quả của các chi bộ Thanh", "?"),
        (Title, "CHI BỘ: ……………", "?"),
        (Title, "CHI BỘ ………\nTỔNG HỢP KẾT QUẢ XẾP LOẠI", "?"),
        (Title, "CHI BỘ ………\nSố 01-BC/CB", "?"),
        (Title, "T/M CHI BỘ\nBÍ THƯ", "?"),
        (Title, "CHI BỘ\nDANH SÁCH ĐẢNG VIÊN", "?"),
        (FileName, "tong hop xep loai 2021.xlsx", "?tong hop xep loai 2021.xlsx ~ Chi bộ Tổng hợp"),
        (FileName, "Bảng tổng hợp.xlsx", "?"),
        (FileName, "danh sach CB CC 2021.xlsx", "?"),
        // Code CB01, or the branch named 1?
        (FileName, "CB 1.xlsx", "?CB 1.xlsx ~ Chi bộ 1"),
        (FileName, "CB012.xlsx", "?"),
        (FileName, "CB1A.xlsx", "?"),
        (FileName, "Dang bo Van phong 2021.xlsx", "?"),
        (FileName, "1.xlsx", "?"),
        (FileName, "danh sach (1).xlsx", "?"),
        (FileName, "", "?"),
        (SheetName, "Sheet1", "?"),
        (SheetName, "Danh sách 1", "?"),
    ];
    let plan = office();
    for (source, text, expected) in cases {
        assert_eq!(owner(&[(source, text)], &plan), expected, "{source:?} {text}");
    }
    assert_eq!(owner(&[], &plan), "?");
    assert_eq!(owner(&[(Title, "CHI BỘ TỔNG HỢP")], &Plan::default()), "?CHI BỘ TỔNG HỢP");
}

#[test]
fn the_more_certain_claim_decides() {
    let plan = office();
    let cases: &[(&[(ClaimSource, &str)], &str)] = &[
        (&[(FileName, "CB02.xlsx"), (FormCode, "CB01")], "CB01"),
        (&[(Title, "CHI BỘ TỔNG HỢP"), (FileName, "CB02.xlsx")], "CB01"),
        (&[(Title, "DANH SÁCH ĐẢNG VIÊN"), (SheetName, "Sheet1"), (FileName, "CB02.xlsx")], "CB02"),
        // A sheet named like a heading gives way to the file's name, and counts where nothing else speaks.
        (&[(SheetName, "Tổng hợp"), (FileName, "thanh tra.xlsx")], "CB02"),
        (&[(SheetName, "Tổng hợp"), (FileName, "cac chi bo.xlsx")], "CB01"),
        // Two branches in one claim say nothing.
        (&[(Title, "CHI BỘ TỔNG HỢP VÀ CHI BỘ THANH TRA"), (FileName, "CB02.xlsx")], "CB02"),
        (&[(FileName, "Tong hop - Thanh tra - Cong an.xlsx"), (FolderName, "CB06")], "CB06"),
        (&[(FileName, "CB01_chi bo thanh tra.xlsx")], "?CB01_chi bo thanh tra.xlsx"),
    ];
    for (claims, expected) in cases {
        let got = owner(claims, &plan);
        assert!(got == *expected || (expected.starts_with('?') && got.starts_with('?')), "{claims:?}: {got}");
    }
}

#[test]
fn a_stated_stranger_is_not_overruled_by_a_weaker_claim() {
    let plan = office();
    let cases: &[(&[(ClaimSource, &str)], &str)] = &[
        (&[(Title, "CHI BỘ NỘI VỤ"), (FileName, "CB03.xlsx")], "?CHI BỘ NỘI VỤ"),
        (&[(FormName, "Chi bộ Nội vụ"), (FileName, "CB03_Van phong.xlsx")], "?Chi bộ Nội vụ"),
        (&[(FormCode, "CB77"), (FormName, "Chi bộ Nội vụ"), (FileName, "CB03.xlsx")], "?Chi bộ Nội vụ"),
        (&[(FormCode, "CB77"), (FileName, "CB03.xlsx")], "?CB77"),
        // It is, by the very branch that it resembles, or by the name beside an unknown code.
        (&[(Title, "CHI BỘ TH"), (FileName, "CB01.xlsx")], "CB01"),
        (&[(Title, "CHI BỘ TH"), (FileName, "CB02.xlsx")], "?CHI BỘ TH ~ Chi bộ Tổng hợp"),
        (&[(Title, "CHI BỘ THANH TTRA"), (FileName, "cb02.xlsx")], "CB02"),
        (&[(FormCode, "CB77"), (FormName, "Chi bộ Thanh tra")], "CB02"),
        // Names of files and sheets are no such certain claims.
        (&[(FileName, "chi bo nop lan 2.xlsx"), (FolderName, "Thanh tra")], "CB02"),
    ];
    for (claims, expected) in cases {
        assert_eq!(owner(claims, &plan), *expected, "{claims:?}");
    }
}

#[test]
fn code_and_name_of_one_form_that_disagree_are_settled_by_what_else_is_said() {
    let plan = office();
    let form = [(FormCode, "CB01"), (FormName, "Chi bộ Thanh tra")];
    let with = |claim| owner(&[form[0], form[1], claim], &plan);
    assert_eq!(owner(&form, &plan), "CB01");
    assert_eq!(with((FileName, "CB02.xlsx")), "CB02");
    assert_eq!(with((FileName, "CB01.xlsx")), "CB01");
    assert_eq!(with((FileName, "CB03.xlsx")), "CB01");
}

#[test]
fn accents_decide_between_names_that_differ_only_by_them() {
    let plan = plan("A1 | Chi bộ Thạnh Trà\nA2 | Chi bộ Thành Tra");
    for (text, expected) in [("CHI BỘ THẠNH TRÀ", "A1"), ("Chi bộ Thành Tra", "A2")] {
        assert_eq!(owner(&[(Title, text)], &plan), expected);
    }
    assert!(owner(&[(FileName, "chi bo thanh tra.xlsx")], &plan).starts_with('?'));
}

#[test]
fn bare_codes_are_believed_only_where_they_stand_out() {
    let letters = plan("VP | Chi bộ Quản trị\nTH | Chi bộ Nghiên cứu");
    let digits = plan("01 | Chi bộ Quản trị\n02 | Chi bộ Nghiên cứu");
    let cases = [
        (&letters, FormCode, "vp", "VP"),
        (&letters, Title, "CHI BỘ VP", "VP"),
        (&letters, Title, "ĐẢNG ỦY VP TỈNH", "?"),
        (&letters, FileName, "DSDV_TH_2021.xlsx", "TH"),
        (&letters, FileName, "th nam 2021.xlsx", "?th nam 2021.xlsx ~ Chi bộ Nghiên cứu"),
        (&digits, FormCode, "01", "01"),
        (&digits, FileName, "01_danh sach.xlsx", "01"),
        (&digits, FileName, "danh sach 01.xlsx", "?"),
        (&digits, FileName, "02 chi bo Quan tri.xlsx", "01"),
    ];
    for (plan, source, text, expected) in cases {
        assert_eq!(owner(&[(source, text)], plan), expected, "{source:?} {text}");
    }
}

#[test]
fn the_longest_of_names_inside_one_another_counts() {
    let plan = plan(
        "A1 | Chi bộ Hành chính
         A2 | Chi bộ Tổng hợp
         A3 | Chi bộ Hành chính - Tổng hợp
         A4 | Chi bộ Phòng Tổ chức
         A5 | Chi bộ Ban Tổ chức",
    );
    let cases = [
        ("CHI BỘ HÀNH CHÍNH - TỔNG HỢP", "A3"),
        ("CHI BỘ HÀNH CHÍNH", "A1"),
        ("CHI BỘ TỔNG HỢP", "A2"),
        ("CHI BỘ PHÒNG TỔ CHỨC", "A4"),
        ("CHI BỘ BAN TỔ CHỨC", "A5"),
    ];
    for (text, expected) in cases {
        assert_eq!(owner(&[(Title, text)], &plan), expected, "{text}");
    }
    assert!(owner(&[(Title, "CHI BỘ TỔ CHỨC")], &plan).starts_with('?'));
}
