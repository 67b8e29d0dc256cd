//! `tonghop template`: one form per branch, made from the plan.

use super::arguments::{Common, Template};
use super::campaign;
use super::password::locked;
use super::save;
use super::screen::{paper, printable, result};
use super::stop::{CLEAN, Stop};
use crate::intake::folder::disk;
use crate::output::form::{Form, forms};
use crate::output::page::checker;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

pub fn run(arguments: &Template, common: &Common) -> Result<u8, Stop> {
    let checker_page = arguments.checker.as_deref().map(checker_page).transpose()?;
    let planned = campaign::find_plan(&arguments.folder, common)?;
    let forms = forms(&planned.plan, &planned.regulation).map_err(|error| Stop::Form(error.to_string()))?;
    let folder = arguments.output.clone().unwrap_or_else(|| campaign::inside(&arguments.folder, "mau"));
    save::make_results_folder(&folder)?;
    let mut written: Vec<(PathBuf, &[u8])> =
        forms.iter().map(|form| (folder.join(&form.file_name), form.bytes.as_slice())).collect();
    written.extend(checker_page.as_deref().map(|page| (folder.join(checker::FILE_NAME), page)));
    // Before the first is written, so that either all can be or none is.
    written.iter().try_for_each(|(target, _)| save::look_ahead(target))?;
    for (target, bytes) in &written {
        // The page holds nobody's data, and a browser opens no locked one.
        let is_page = checker_page.as_deref() == Some(*bytes);
        save::save(target, &if is_page { Cow::Borrowed(*bytes) } else { locked(bytes, common)? })?;
    }
    let with =
        if checker_page.is_some() { ", kèm trang kiem-tra.html để tự kiểm tra trước khi nộp" } else { "" };
    result(&account(&forms, &folder, with))?;
    Ok(CLEAN)
}

/// The checker's page that was given, as it is; another page would be sent to every branch by mistake.
fn checker_page(file: &Path) -> Result<Vec<u8>, Stop> {
    let shown = file.display();
    let page =
        disk::read(file).map_err(|cause| Stop::Usage(format!("Không đọc được {shown}: hệ thống báo “{cause}”.")))?;
    match checker::is_one(&page) {
        true => Ok(page),
        false => Err(Stop::Usage(format!("{shown} không phải trang kiem-tra.html của chương trình."))),
    }
}

fn account(forms: &[Form], folder: &Path, with: &str) -> String {
    let mut text = format!("Đã lập {} biểu mẫu trong {}:\n", forms.len(), printable(&folder.display().to_string()));
    for form in forms {
        text.push_str(&format!("  {}\n", printable(&form.file_name)));
    }
    let next = format!("Việc tiếp theo: gửi mỗi chi bộ một tệp{with}; tệp chi bộ gửi lại chép vào nop/.\n");
    text + &paper().text(&next)
}
