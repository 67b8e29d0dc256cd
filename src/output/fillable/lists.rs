//! The words offered in dropdowns, each list once on the hidden sheet `Danh mục`.

use crate::book::{At, Book, Choice, Strictness};
use crate::domain::grade::{Grade, Reason};
use crate::regulation::profile::profiles;
use std::collections::BTreeMap;

/// A list to choose from.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum List {
    /// `x`
    Tick,
    Grades,
    Reasons,
    Disciplines,
    ReviewedAt,
    CollectiveKinds,
    RewardSubjects,
    RewardForms,
    RewardKinds,
    Categories,
    /// Ids of the regulation profiles.
    Regulations,
    Denominators,
    Populations,
    Roundings,
    Handlings,
    /// The codes that stand on the plan's own sheet `Chi bộ`.
    BranchCodes,
}

impl List {
    fn words(self) -> Vec<String> {
        let words: &[&str] = match self {
            List::Grades => return Grade::ALL.iter().map(|grade| grade.label().to_owned()).collect(),
            List::Reasons => return Reason::ALL.iter().map(|reason| reason.label().to_owned()).collect(),
            List::Regulations => return profiles().into_iter().map(|profile| profile.regulation.id).collect(),
            List::Tick => &["x"],
            List::Disciplines => &["Khiển trách", "Cảnh cáo", "Cách chức", "Khai trừ"],
            List::ReviewedAt => &["Phòng", "Chi bộ"],
            List::CollectiveKinds => {
                &["Chi bộ", "Chi ủy", "Ban chấp hành", "Công đoàn", "Lãnh đạo phòng", "Tập thể lãnh đạo"]
            }
            List::RewardSubjects => &["Cá nhân", "Tập thể"],
            List::RewardForms => &["Giấy khen", "Bằng khen", "Biểu dương", "Cờ"],
            List::RewardKinds => &["Trong năm", "5 năm liền", "Đột xuất"],
            List::Categories => &["Chính thức", "Dự bị", "Miễn sinh hoạt", "Đình chỉ sinh hoạt"],
            // The words that the plan is read by (settled 4).
            List::Denominators => &["Tốt và xuất sắc", "Chỉ tốt", "Tất cả được xếp loại"],
            List::Populations => &["Toàn đảng bộ", "Từng nhóm", "Từng chi bộ"],
            List::Roundings => &["Làm tròn 0,5", "Làm tròn xuống"],
            List::Handlings => &["Chấp nhận", "Sửa thành"],
            List::BranchCodes => &[],
        };
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    /// Whether other words are taken too: reasons, disciplines and the like are often told at length.
    pub fn strictness(self) -> Strictness {
        match self {
            List::Tick
            | List::Grades
            | List::ReviewedAt
            | List::RewardSubjects
            | List::RewardKinds
            | List::Regulations
            | List::Denominators
            | List::Populations
            | List::Roundings => Strictness::Only,
            List::Reasons
            | List::Disciplines
            | List::CollectiveKinds
            | List::RewardForms
            | List::Categories
            | List::Handlings
            | List::BranchCodes => Strictness::Suggested,
        }
    }
}

/// Branches that the dropdown of codes reaches.
const N_BRANCH_ROWS: u32 = 500;

/// The lists of one workbook, made when first asked for.
#[derive(Default)]
pub struct Lists {
    made: BTreeMap<List, Choice>,
}

impl Lists {
    pub fn choice(&mut self, list: List, book: &mut Book) -> Choice {
        let make = || match list {
            List::BranchCodes => {
                let from = At::new(super::FIRST_ROW, 1);
                Choice::of_range("Chi bộ", from, At::new(from.row + N_BRANCH_ROWS, 1))
            }
            _ => {
                let words = list.words();
                book.listed_choice(&words.iter().map(String::as_str).collect::<Vec<_>>())
            }
        };
        self.made.entry(list).or_insert_with(make).clone()
    }
}
