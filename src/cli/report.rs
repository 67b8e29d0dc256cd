//! `tonghop report`: the bloc report and its annexes, from the campaign's folder, from the consolidated workbook in it
//! that the committee has decided on, or from such a workbook alone, wherever it lies.

use super::arguments::{Common, Report};
use super::campaign::{self, Found};
use super::earlier::{self, Source};
use super::history;
use super::journal;
use super::merge;
use super::password::locked;
use super::progress::Stages;
use super::save;
use super::screen::{aside, paper, printable, result};
use super::stop::{Stop, exit_code};
use crate::consolidate::history::put as put_history;
use crate::consolidate::restored::from_workbook;
use crate::consolidate::{self, Bloc};
use crate::domain::plan::Plan;
use crate::grid::Workbook;
use crate::intake::consolidated::{self, NotConsolidated};
use crate::intake::folder::disk;
use crate::intake::restored;
use crate::output::{report, summary};
use crate::regulation::profile::regulation_for;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub fn run(arguments: &Report, common: &Common) -> Result<u8, Stop> {
    let template = arguments.template.as_deref().map(read_template).transpose()?;
    let ground = Ground::of(arguments, common)?;
    match ground {
        Ground::Campaign { folder, source } => of_campaign(arguments, common, template.as_ref(), &folder, &source),
        Ground::Workbook { file, workbook } => of_workbook(arguments, common, template.as_ref(), &file, &workbook),
    }
}

/// What a report is made from.
enum Ground {
    Campaign {
        folder: PathBuf,
        source: Source,
    },
    /// A consolidated workbook with no campaign beside it.
    Workbook {
        file: PathBuf,
        workbook: Workbook,
    },
}

impl Ground {
    fn of(arguments: &Report, common: &Common) -> Result<Self, Stop> {
        let path = &arguments.path;
        let campaign =
            |folder: PathBuf| Self::Campaign { folder, source: Source::asked(arguments.decisions.as_deref()) };
        if path.is_file() {
            return Self::of_file(path.clone(), common);
        }
        if !path.is_dir() || campaign::is_campaign_folder(path) {
            return Ok(campaign(path.clone()));
        }
        // `ket-qua/` itself, or a folder that holds a consolidated workbook and no campaign.
        if let Some(home) = home_of_results(path) {
            return Ok(campaign(home));
        }
        match consolidated_in(path).as_slice() {
            [only] => Self::of_file(only.clone(), common),
            [] => Ok(campaign(path.clone())),
            several => {
                let names: Vec<String> = several.iter().map(|file| file.display().to_string()).collect();
                Err(Stop::Usage(format!(
                    "Trong {} có {} tệp tổng hợp: {}. Chỉ rõ một tệp, ví dụ: tonghop report {}",
                    path.display(),
                    several.len(),
                    names.join(", "),
                    names[0]
                )))
            }
        }
    }

    fn of_file(file: PathBuf, common: &Common) -> Result<Self, Stop> {
        let refused = |why: String| Stop::Usage(format!("Không lập được báo cáo từ {}: {why}.", file.display()));
        let bytes = disk::read(&file).map_err(|cause| refused(format!("hệ thống báo “{cause}”")))?;
        let workbook = earlier::open(&bytes, &campaign::passwords(common)?).map_err(refused)?;
        // Told before anything else is looked for: which sheet or column is missing, or that it is another workbook.
        consolidated::read_decisions(&workbook).map_err(|why| match why {
            NotConsolidated::OtherWorkbook => refused(format!("{why}. Lập tệp tổng hợp bằng: tonghop merge")),
            NotConsolidated::NoSheet { .. } | NotConsolidated::NoColumn { .. } => refused(why.to_string()),
        })?;
        let beside = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        // A workbook written elsewhere by `-o` may lie in the campaign's folder itself.
        let home =
            home_of_results(&beside).or_else(|| Some(beside).filter(|folder| campaign::is_campaign_folder(folder)));
        let is_of = |folder: &PathBuf| {
            campaign::year_of(folder, common)
                .is_none_or(|year| restored::year_of(&workbook).is_none_or(|own| own == year))
        };
        Ok(match home.filter(is_of) {
            Some(folder) => Self::Campaign { folder, source: Source::File(file) },
            None => Self::Workbook { file, workbook },
        })
    }
}

/// The campaign's folder around its folder of results.
fn home_of_results(folder: &Path) -> Option<PathBuf> {
    let folder = campaign::same_on_disk(folder);
    let is_results = folder.file_name().is_some_and(|name| name == "ket-qua");
    folder.parent().filter(|home| is_results && campaign::is_campaign_folder(home)).map(Path::to_owned)
}

/// The consolidated workbooks in a folder, by their names: `tong-hop-2021.xlsx`.
fn consolidated_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let year = name.strip_prefix("tong-hop-").and_then(|rest| rest.strip_suffix(".xlsx"));
        year.is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_ours).collect();
    found.sort();
    found
}

fn of_campaign(
    arguments: &Report,
    common: &Common,
    template: Option<&Template>,
    folder: &Path,
    source: &Source,
) -> Result<u8, Stop> {
    let found = campaign::find(&[folder.to_owned()], common)?;
    let inputs: Vec<PathBuf> = found.inputs().map(campaign::same_on_disk).collect();
    let _held = merge::hold_results(folder, arguments.output.as_deref())?;
    let bloc = decided(found, folder, source, common)?;
    let document = match &arguments.output {
        Some(output) => output.clone(),
        None => {
            let results = campaign::inside(folder, "ket-qua");
            save::make_results_folder(&results)?;
            results.join(format!("{}.docx", report::file_stem(bloc.campaign.plan.year)))
        }
    };
    write(&bloc, template, &document, &inputs, &arguments.path, common)?;
    result(&account(&summary::summary(&bloc), &document))?;
    Ok(exit_code(&bloc, campaign::strictness(common)))
}

/// The report lies beside the workbook it is made from.
fn of_workbook(
    arguments: &Report,
    common: &Common,
    template: Option<&Template>,
    file: &Path,
    workbook: &Workbook,
) -> Result<u8, Stop> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let regulation = campaign::regulation(None, common.regulation.as_deref())?;
    let mut made = from_workbook(workbook, &name, regulation)
        .map_err(|why| Stop::Usage(format!("Không lập được báo cáo từ {}: {why}.", file.display())))?;
    // The figures of another regulation would be false ones.
    if common.regulation.is_none()
        && let Err(error) = regulation_for(&made.bloc.campaign.plan)
    {
        return Err(Stop::Usage(format!(
            "Tệp tổng hợp theo quy định mà chương trình không có sẵn ({error}). Chạy lại với --regulation TỆP."
        )));
    }
    put_history(&mut made.bloc.campaign, history::read(&common.history, &campaign::passwords(common)?));
    let talk = campaign::talk(common);
    aside(
        talk,
        "Báo cáo lập từ riêng tệp tổng hợp, không có thư mục đợt kiểm điểm bên cạnh; số liệu mà tệp không có được để \
         trống cho người soạn điền.",
    );
    if made.is_without_turnout {
        aside(talk, "Tệp không có trang “Tình hình nộp”: chưa biết nơi nào chưa nộp hoặc nộp muộn.");
    }
    if made.n_without_branch > 0 {
        let n = made.n_without_branch;
        aside(
            talk,
            &format!(
                "Có {n} dòng không ghi mã chi bộ và tên chi bộ: không tính vào số liệu. Ghi mã chi bộ rồi chạy lại."
            ),
        );
    }
    let document = match &arguments.output {
        Some(output) => output.clone(),
        None => file.with_file_name(format!("{}.docx", report::file_stem(made.bloc.campaign.plan.year))),
    };
    write(&made.bloc, template, &document, &[], file, common)?;
    result(&account(&summary::without_files(&made.bloc), &document))?;
    Ok(exit_code(&made.bloc, campaign::strictness(common)))
}

/// Writes the document, and the annexes beside it.
fn write(
    bloc: &Bloc,
    template: Option<&Template>,
    document: &Path,
    inputs: &[PathBuf],
    asked: &Path,
    common: &Common,
) -> Result<(), Stop> {
    let annexes = document.with_extension("xlsx");
    for output in [document, &annexes] {
        merge::refuse_input(output, inputs)?;
        if campaign::same_on_disk(output) == campaign::same_on_disk(asked) {
            return Err(Stop::Usage(format!("{} là tệp tổng hợp đang đọc. Chọn tên khác bằng -o.", output.display())));
        }
        save::look_ahead(output).map_err(|error| error.offering_another_name(document))?;
    }
    let bytes = written(bloc, template, common)?;
    let annex_bytes = report::annexes(bloc).map_err(|error| Stop::Book(error.to_string()))?;
    let [bytes, annex_bytes] = [locked(&bytes, common)?, locked(&annex_bytes, common)?];
    save::save(document, &bytes).map_err(|error| error.offering_another_name(document))?;
    save::save(&annexes, &annex_bytes).map_err(|error| error.offering_another_name(document))?;
    Ok(())
}

fn decided(found: Found, folder: &Path, source: &Source, common: &Common) -> Result<Bloc, Stop> {
    let stages = Stages::new(campaign::talk(common));
    let passwords = found.request.passwords.clone();
    let earlier = |plan: &Plan| earlier::decisions(source, &merge::output_of(plan.year, folder, None), &passwords);
    let bloc = consolidate::run_deciding(found.request, &stages, earlier)?;
    journal::results(&bloc);
    Ok(bloc)
}

/// A template and where it came from.
struct Template {
    file: PathBuf,
    bytes: Vec<u8>,
}

fn read_template(file: &Path) -> Result<Template, Stop> {
    let stop = |why: String| Stop::Template { file: file.to_owned(), why };
    let bytes = disk::read(file).map_err(|cause| {
        stop(match cause.kind() {
            ErrorKind::NotFound => "không có tệp này".to_owned(),
            ErrorKind::IsADirectory => "đây là thư mục, không phải tệp Word (.docx)".to_owned(),
            ErrorKind::PermissionDenied => "không được phép đọc tệp này".to_owned(),
            _ => format!("không đọc được, hệ thống báo “{cause}”"),
        })
    })?;
    report::check_template(&bytes).map_err(|error| stop(error.to_string()))?;
    Ok(Template { file: file.to_owned(), bytes })
}

fn written(bloc: &Bloc, template: Option<&Template>, common: &Common) -> Result<Vec<u8>, Stop> {
    let Some(template) = template else {
        return report::report(bloc).map_err(|error| Stop::Report(error.to_string()));
    };
    let filled = report::filled(bloc, &template.bytes)
        .map_err(|error| Stop::Template { file: template.file.clone(), why: error.to_string() })?;
    if filled.n_filled == 0 {
        aside(
            campaign::talk(common),
            "Mẫu không có chỗ {{…}} nào được điền, ví dụ {{Tổng số đảng viên}}: tệp ghi ra giống hệt mẫu.",
        );
    }
    if !filled.unknown.is_empty() {
        let names: Vec<String> = filled.unknown.iter().map(|name| format!("{{{{{name}}}}}")).collect();
        aside(campaign::talk(common), &format!("Mẫu có chỗ chưa rõ nghĩa, được giữ nguyên: {}.", names.join(", ")));
    }
    Ok(filled.bytes)
}

fn account(summary: &str, document: &Path) -> String {
    let next = "Việc tiếp theo: mở báo cáo, điền các chỗ tô vàng […], kiểm tra rồi trình ký.\n";
    format!(
        "{}Đã ghi: {}\nPhụ lục: {}\n{}",
        paper().text(summary),
        printable(&document.display().to_string()),
        printable(&document.with_extension("xlsx").display().to_string()),
        paper().text(next)
    )
}
