//! `tonghop template`: one form per branch, made from the plan.

use super::arguments::{Common, Template};
use super::campaign;
use super::save;
use super::screen::{paper, printable, result};
use super::stop::{CLEAN, Stop};
use crate::output::form::{Form, forms};
use std::path::{Path, PathBuf};

pub fn run(arguments: &Template, common: &Common) -> Result<u8, Stop> {
    let planned = campaign::find_plan(&arguments.folder, common)?;
    let forms = forms(&planned.plan, &planned.regulation).map_err(|error| Stop::Form(error.to_string()))?;
    let folder = arguments.output.clone().unwrap_or_else(|| campaign::inside(&arguments.folder, "mau"));
    save::make_results_folder(&folder)?;
    let targets: Vec<PathBuf> = forms.iter().map(|form| folder.join(&form.file_name)).collect();
    // Before the first is written, so that either all can be or none is.
    targets.iter().try_for_each(|target| save::look_ahead(target))?;
    for (form, target) in forms.iter().zip(&targets) {
        save::save(target, &form.bytes)?;
    }
    result(&account(&forms, &folder))?;
    Ok(CLEAN)
}

fn account(forms: &[Form], folder: &Path) -> String {
    let mut text = format!("Đã lập {} biểu mẫu trong {}:\n", forms.len(), printable(&folder.display().to_string()));
    for form in forms {
        text.push_str(&format!("  {}\n", printable(&form.file_name)));
    }
    text + &paper().text("Việc tiếp theo: gửi mỗi chi bộ một tệp; tệp chi bộ gửi lại chép vào nop/.\n")
}
