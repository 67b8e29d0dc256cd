//! `tonghop report`: the bloc report and its annexes, from the campaign's folder or from the consolidated workbook in
//! it that the committee has decided on.

use super::arguments::{Common, Report};
use super::campaign::{self, Found};
use super::earlier::{self, Source};
use super::merge;
use super::progress::Stages;
use super::save;
use super::screen::{aside, paper, printable, result};
use super::stop::{Stop, exit_code};
use crate::consolidate::{self, Bloc};
use crate::domain::plan::Plan;
use crate::intake::folder::disk;
use crate::output::{report, summary};
use std::path::{Path, PathBuf};

pub fn run(arguments: &Report, common: &Common) -> Result<u8, Stop> {
    let asked = Source::asked(arguments.decisions.as_deref());
    let (folder, source) = match arguments.path.is_file() {
        false => (arguments.path.clone(), asked),
        true => of_consolidated(&arguments.path)?,
    };
    let template = arguments.template.as_deref().map(read_template).transpose()?;
    let found = campaign::find(std::slice::from_ref(&folder), common)?;
    let inputs: Vec<PathBuf> = found.inputs().map(campaign::same_on_disk).collect();
    let _held = merge::hold_results(&folder, arguments.output.as_deref())?;
    let bloc = decided(found, &folder, &source, common)?;

    let document = match &arguments.output {
        Some(output) => output.clone(),
        None => {
            let results = campaign::inside(&folder, "ket-qua");
            save::make_results_folder(&results)?;
            results.join(format!("{}.docx", report::file_stem(bloc.campaign.plan.year)))
        }
    };
    let annexes = document.with_extension("xlsx");
    for output in [&document, &annexes] {
        merge::refuse_input(output, &inputs)?;
        if campaign::same_on_disk(output) == campaign::same_on_disk(&arguments.path) {
            return Err(Stop::Usage(format!("{} là tệp tổng hợp đang đọc. Chọn tên khác bằng -o.", output.display())));
        }
        save::look_ahead(output).map_err(|error| error.offering_another_name(&document))?;
    }
    let bytes = written(&bloc, template.as_ref(), common)?;
    let annex_bytes = report::annexes(&bloc).map_err(|error| Stop::Book(error.to_string()))?;
    save::save(&document, &bytes).map_err(|error| error.offering_another_name(&document))?;
    save::save(&annexes, &annex_bytes).map_err(|error| error.offering_another_name(&document))?;
    result(&account(&bloc, &document, &annexes))?;
    Ok(exit_code(&bloc, campaign::strictness(common)))
}

/// The campaign a consolidated workbook belongs to, and the workbook as the source of decisions.
fn of_consolidated(file: &Path) -> Result<(PathBuf, Source), Stop> {
    let beside = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    // `ket-qua/` lies inside the campaign's folder; a workbook written elsewhere by `-o` may lie in the folder itself.
    let candidates = [campaign::same_on_disk(&beside.join("..")), beside];
    match candidates.into_iter().find(|folder| campaign::is_campaign_folder(folder)) {
        Some(folder) => Ok((folder, Source::File(file.to_owned()))),
        None => Err(Stop::Usage(format!(
            "{} không nằm trong thư mục đợt kiểm điểm (có ke-hoach.xlsx hoặc nop/). Ghi: tonghop report THƯ MỤC --decisions {}",
            file.display(),
            file.display()
        ))),
    }
}

fn decided(found: Found, folder: &Path, source: &Source, common: &Common) -> Result<Bloc, Stop> {
    let stages = Stages::new(campaign::talk(common));
    let passwords = found.request.passwords.clone();
    let earlier = |plan: &Plan| earlier::decisions(source, &merge::output_of(plan.year, folder, None), &passwords);
    consolidate::run_deciding(found.request, &stages, earlier)
}

/// A template and where it came from.
struct Template {
    file: PathBuf,
    bytes: Vec<u8>,
}

fn read_template(file: &Path) -> Result<Template, Stop> {
    let bytes = disk::read(file).map_err(|cause| Stop::Template {
        file: file.to_owned(),
        why: format!("không đọc được, hệ thống báo “{cause}”"),
    })?;
    Ok(Template { file: file.to_owned(), bytes })
}

fn written(bloc: &Bloc, template: Option<&Template>, common: &Common) -> Result<Vec<u8>, Stop> {
    let Some(template) = template else {
        return report::report(bloc).map_err(|error| Stop::Report(error.to_string()));
    };
    let filled = report::filled(bloc, &template.bytes)
        .map_err(|error| Stop::Template { file: template.file.clone(), why: error.to_string() })?;
    if !filled.unknown.is_empty() {
        let names: Vec<String> = filled.unknown.iter().map(|name| format!("{{{{{name}}}}}")).collect();
        aside(campaign::talk(common), &format!("Mẫu có chỗ chưa rõ nghĩa, được giữ nguyên: {}.", names.join(", ")));
    }
    Ok(filled.bytes)
}

fn account(bloc: &Bloc, document: &Path, annexes: &Path) -> String {
    let next = "Việc tiếp theo: mở báo cáo, điền các chỗ tô vàng […], kiểm tra rồi trình ký.\n";
    format!(
        "{}Đã ghi: {}\nPhụ lục: {}\n{}",
        paper().text(&summary::summary(bloc)),
        printable(&document.display().to_string()),
        printable(&annexes.display().to_string()),
        paper().text(next)
    )
}
