//! Groups of similar function as the plan writes them: one group however it is spelt, and who is in none is not the whole
//! committee.

mod support;

use support::campaign::{CampaignFolder, general, judged, short_return};
use support::table::{book, sheet};

/// Subject and population of the members' quotas, with how many are Excellent and graded.
fn populations(groups: [&str; 3]) -> Vec<(String, u32, u32)> {
    let names = ["Chi bộ Một", "Chi bộ Hai", "Chi bộ Ba"];
    let rows: String =
        (1..).zip(names).zip(groups).map(|((n, name), group)| format!("| CB0{n} | {name} | {group} |\n")).collect();
    let plan = book([
        general("| Phạm vi | Từng nhóm |"),
        sheet("Chi bộ", &format!("| Mã chi bộ | Tên chi bộ | Nhóm tương đồng |\n{rows}")),
    ]);
    let mut folder = CampaignFolder::new().plan(&plan);
    for (n, name) in (1..).zip(names) {
        let members = format!(
            "| 1 | Nguyễn Văn An{n} | 197{n}-02-03 | | HTXSNV | |\n| 2 | Lê Thị Bình{n} | 198{n}-05-14 | | HTTNV | |"
        );
        folder = folder.returned(&format!("CB0{n}.xlsx"), &short_return(&format!("CB0{n}"), name, &members));
    }
    let bloc = judged(folder.path(), 1);
    bloc.quotas.iter().map(|quota| (quota.population.clone(), quota.counts.excellent, quota.counts.graded)).collect()
}

fn expected(all: &[(&str, u32, u32)]) -> Vec<(String, u32, u32)> {
    all.iter().map(|(population, excellent, graded)| ((*population).to_owned(), *excellent, *graded)).collect()
}

#[test]
fn a_group_is_one_however_it_is_spelt() {
    for groups in [["Khối A", "khối a", "KHỐI  A"], ["Thuỷ lợi", "Thủy lợi", "thủy lợi"]] {
        assert_eq!(populations(groups), expected(&[(groups[0], 3, 6)]), "{groups:?}");
    }
    assert_eq!(populations(["Khối A", "Khối B", "khối a"]), expected(&[("Khối A", 2, 4), ("Khối B", 1, 2)]));
}

#[test]
fn who_is_in_no_group_is_not_the_whole_committee() {
    assert_eq!(populations(["Khối A", "Khối A", ""]), expected(&[("Khối A", 2, 4), ("Ngoài các nhóm", 1, 2)]));
    assert_eq!(populations(["", "", ""]), expected(&[("committee", 3, 6)]));
}
