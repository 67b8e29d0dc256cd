//! Which sheet of the plan workbook is which, by its name.

use super::remarks::Remarks;
use crate::grid::{Sheet, Workbook};
use crate::text::fold::{clean, skeleton};
use crate::text::likeness::nearest;

/// The sheets a plan can have (forms.md §1).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum KnownSheet {
    General,
    Branches,
    Roster,
    Collectives,
    Log,
    Decisions,
}

impl KnownSheet {
    const ALL: [KnownSheet; 6] = [
        KnownSheet::General,
        KnownSheet::Branches,
        KnownSheet::Roster,
        KnownSheet::Collectives,
        KnownSheet::Log,
        KnownSheet::Decisions,
    ];

    pub fn title(self) -> &'static str {
        match self {
            KnownSheet::General => "Thông tin chung",
            KnownSheet::Branches => "Chi bộ",
            KnownSheet::Roster => "Đảng viên",
            KnownSheet::Collectives => "Tập thể",
            KnownSheet::Log => "Sổ nộp",
            KnownSheet::Decisions => "Xử lý",
        }
    }
}

/// Sheets of guidance and dropdown lists that the program writes itself: no part of the plan's content.
const WITHOUT_CONTENT: [&str; 3] = ["Hướng dẫn", "Danh mục", "DanhMuc"];

/// A sheet with its place among the tabs.
#[derive(Copy, Clone)]
pub(super) struct PlanSheet<'a> {
    pub index: usize,
    pub sheet: &'a Sheet,
}

impl PlanSheet<'_> {
    pub fn name(self) -> String {
        clean(&self.sheet.name)
    }
}

/// The known sheets of one workbook.
pub(super) struct PlanSheets<'a> {
    known: Vec<(KnownSheet, PlanSheet<'a>)>,
    /// Sheets that were refused for a name that is nearly a known one.
    misnamed: Vec<KnownSheet>,
}

impl<'a> PlanSheets<'a> {
    /// Names are compared without case and accents. A name that is nearly a known one, when that one is not there, is
    /// refused; any other unknown sheet that holds something is noted.
    pub fn of(workbook: &'a Workbook, remarks: &mut Remarks) -> Self {
        let mut sheets = Self { known: Vec::new(), misnamed: Vec::new() };
        let mut strangers = Vec::new();
        for (index, sheet) in workbook.sheets.iter().enumerate() {
            let here = PlanSheet { index, sheet };
            let key = skeleton(&sheet.name);
            match KnownSheet::ALL.into_iter().find(|known| skeleton(known.title()) == key) {
                Some(known) if sheets.get(known).is_some() => remarks.mistake_of_sheet(
                    here,
                    format!("có hai trang tính “{}”", known.title()),
                    "Chỉ giữ một, đổi tên hoặc xóa trang tính kia.",
                ),
                Some(known) => sheets.known.push((known, here)),
                None => strangers.push(here),
            }
        }
        for stranger in strangers {
            let absent = KnownSheet::ALL.into_iter().filter(|&known| sheets.get(known).is_none());
            let name = stranger.name();
            match nearest(&name, absent.map(KnownSheet::title)) {
                Some(title) => {
                    remarks.mistake_of_sheet(
                        stranger,
                        format!("tên trang tính “{name}” gần giống “{title}”"),
                        format!("Nếu đúng là trang tính ấy, ghi tên là “{title}”; nếu không, đặt tên khác hẳn."),
                    );
                    sheets.misnamed.extend(KnownSheet::ALL.into_iter().find(|known| known.title() == title));
                }
                None => {
                    let key = skeleton(&name);
                    let is_ours = WITHOUT_CONTENT.iter().any(|title| skeleton(title) == key);
                    if !is_ours && !stranger.sheet.rows.is_empty() {
                        remarks.unknown_sheet(stranger);
                    }
                }
            }
        }
        sheets
    }

    pub fn get(&self, known: KnownSheet) -> Option<PlanSheet<'a>> {
        self.known.iter().find(|(which, _)| *which == known).map(|&(_, sheet)| sheet)
    }

    /// Says that a sheet the plan cannot do without is missing, unless a nearly right name was refused already.
    pub fn complain_missing(&self, known: KnownSheet, remarks: &mut Remarks) {
        if self.misnamed.contains(&known) {
            return;
        }
        let expected = match known {
            KnownSheet::Branches => "Kế hoạch cần trang tính “Chi bộ” với các cột “Mã chi bộ” và “Tên chi bộ”.",
            _ => "Kế hoạch cần trang tính “Thông tin chung”, ít nhất có “Năm đánh giá”.",
        };
        remarks.mistake_of_workbook(known.title(), "không có trang tính này", expected);
    }
}
