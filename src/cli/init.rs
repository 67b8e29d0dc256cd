//! `tonghop init`: the folder of a new campaign, with a plan to fill in. A plan that is there is never touched.

use super::arguments::{Common, Init};
use super::campaign;
use super::password::locked;
use super::progress::Stages;
use super::save;
use super::screen::{paper, printable, result};
use super::stop::{CLEAN, Stop};
use crate::consolidate::carry::{Draft, LastYear, from_last_year, from_list};
use crate::intake::folder;
use crate::output::plan_book::plan_book;
use crate::output::workbook;
use std::path::Path;

/// The name the plan goes by.
const PLAN: &str = "ke-hoach.xlsx";

pub fn run(arguments: &Init, common: &Common) -> Result<u8, Stop> {
    refuse_to_overwrite(&arguments.folder)?;
    let draft = match (&arguments.roster, &arguments.from) {
        (Some(_), Some(_)) => return Err(Stop::Usage("Chỉ dùng một trong hai: --roster hoặc --from.".to_owned())),
        (Some(list), None) => of_list(list, year(arguments)?, common)?,
        (None, Some(last)) => of_last_year(last, arguments.year, common)?,
        (None, None) => Draft::of_year(year(arguments)?),
    };
    let bytes = plan_book(&draft).map_err(|error| Stop::Form(error.to_string()))?;
    for folder in [arguments.folder.clone(), arguments.folder.join("nop"), arguments.folder.join("ket-qua")] {
        save::make_results_folder(&folder)?;
    }
    // Looked at again: reading a long list takes a while.
    refuse_to_overwrite(&arguments.folder)?;
    save::save(&arguments.folder.join(PLAN), &locked(&bytes, common)?)?;
    result(&paper().text(&account(&draft, &arguments.folder)))?;
    Ok(CLEAN)
}

fn year(arguments: &Init) -> Result<i32, Stop> {
    arguments.year.ok_or_else(|| Stop::Usage("Ghi thêm năm đánh giá, ví dụ: tonghop init 2021 --year 2021".to_owned()))
}

fn refuse_to_overwrite(folder: &Path) -> Result<(), Stop> {
    let plan = folder.join(PLAN);
    let is_there = plan.symlink_metadata().is_ok();
    let other = if folder.is_dir() { folder::list(folder)?.plan } else { None };
    match other.or(is_there.then_some(plan)) {
        None => Ok(()),
        Some(plan) => Err(Stop::Usage(format!(
            "Đã có kế hoạch {}; chương trình không ghi đè. Chọn thư mục khác.",
            printable(&plan.display().to_string())
        ))),
    }
}

fn of_list(list: &Path, year: i32, common: &Common) -> Result<Draft, Stop> {
    let found = campaign::find_returns(list, common)?;
    let draft = from_list(&campaign::run(found.request, &[], common, &Stages::new(campaign::talk(common))), year);
    if draft.plan.roster.is_empty() {
        return Err(Stop::Usage(format!(
            "Không đọc được danh sách đảng viên nào trong {}. Danh sách cần một dòng tiêu đề có cột “Họ và tên”, và cột “Chi bộ” hoặc mỗi chi bộ một sheet. Xem chi tiết: tonghop check {}",
            printable(&list.display().to_string()),
            printable(&list.display().to_string())
        )));
    }
    Ok(draft)
}

fn of_last_year(last: &Path, year: Option<i32>, common: &Common) -> Result<Draft, Stop> {
    let planned = campaign::find_plan(last, common)?;
    let last_year = planned.plan.year;
    let year = year.unwrap_or(last_year + 1);
    if year <= last_year {
        return Err(Stop::Usage(format!(
            "Thư mục {} là của năm {last_year}; năm mới phải sau năm ấy.",
            printable(&last.display().to_string())
        )));
    }
    // What the committee decided stands in the consolidated workbook; without one the returns are the last word.
    let consolidated = last.join("ket-qua").join(workbook::file_name(last_year));
    let mut found = campaign::find(&[last.to_owned()], common)?;
    let mut source = LastYear::Returns;
    let mut decided_in = vec![last.to_owned()];
    if consolidated.is_file() {
        found.request.listing = folder::list(&consolidated)?;
        source = LastYear::Consolidated;
        decided_in.clear();
    }
    let bloc = campaign::run(found.request, &decided_in, common, &Stages::new(campaign::talk(common)));
    Ok(from_last_year(&bloc, source, year))
}

fn account(draft: &Draft, folder: &Path) -> String {
    let plan = &draft.plan;
    let folder = printable(&folder.display().to_string());
    let mut text = format!("Đã tạo thư mục đợt kiểm điểm năm {}: {folder}\n", plan.year);
    if !plan.branches.is_empty() {
        let n_graded =
            plan.roster.iter().filter(|person| person.earlier.iter().any(|(_, grade)| grade.is_some())).count();
        text.push_str(&format!("  {} chi bộ, {} đảng viên", plan.branches.len(), plan.roster.len()));
        if n_graded > 0 {
            text.push_str(&format!("; {n_graded} người có xếp loại các năm trước"));
        }
        text.push('\n');
    }
    if !draft.remarks.is_empty() {
        text.push_str(&format!("  {} đảng viên chỉ có trong hồ sơ năm trước: xem cột Ghi chú.\n", draft.remarks.len()));
    }
    text.push_str(
        "Việc tiếp theo: mở ke-hoach.xlsx, điền phần còn trống và kiểm tra lại; rồi lập biểu mẫu: tonghop template\n",
    );
    text
}
