//! `--history`: consolidated workbooks of earlier years. One that cannot be used is said and stops nothing.

use super::earlier;
use crate::consolidate::history::{Earlier, past_year};
use crate::intake::consolidated::{NotConsolidated, is_consolidated};
use crate::intake::folder::disk;
use std::fs;
use std::path::{Path, PathBuf};

/// Where results lie in the folder of an earlier campaign.
const RESULTS: &str = "ket-qua";

/// Reads every workbook given, and those in every folder given.
pub fn read(given: &[PathBuf], passwords: &[String]) -> Earlier {
    let mut earlier = Earlier::default();
    let mut contents: Vec<Vec<u8>> = Vec::new();
    for path in given {
        let found = if path.is_dir() { workbooks_in(path) } else { vec![path.clone()] };
        let n_before = earlier.years.len() + earlier.left_out.len();
        for file in found {
            let asked = if path.is_dir() { Asked::Folder } else { Asked::ByName };
            match read_one(&file, passwords, &mut contents, asked) {
                Ok(Some(past)) => {
                    earlier.files.push((file, past.year));
                    earlier.years.push(past);
                }
                Ok(None) => {}
                Err(why) => earlier.left_out.push(format!("Tệp năm trước {}: {why}; không dùng.", name_of(&file))),
            }
        }
        if path.is_dir() && earlier.years.len() + earlier.left_out.len() == n_before {
            earlier.left_out.push(format!(
                "Thư mục năm trước {}: không có tệp tổng hợp nào (tong-hop-<năm>.xlsx) để dùng.",
                name_of(path)
            ));
        }
    }
    earlier
}

/// How a workbook came to be looked at: in a folder other workbooks may lie beside those that are meant.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Asked {
    ByName,
    Folder,
}

/// `None`: the same bytes were read before, or a folder's workbook of another kind.
fn read_one(
    file: &Path,
    passwords: &[String],
    contents: &mut Vec<Vec<u8>>,
    asked: Asked,
) -> Result<Option<crate::domain::history::PastYear>, String> {
    if !file.exists() {
        return Err("không thấy tệp".to_owned());
    }
    let is_named_so = name_of(file).to_lowercase().starts_with("tong-hop");
    let bytes = disk::read(file).map_err(|cause| format!("hệ thống báo “{cause}”"))?;
    if contents.contains(&bytes) {
        return Ok(None);
    }
    let workbook = match earlier::open(&bytes, passwords) {
        Ok(workbook) => workbook,
        // In a folder only what goes by the name of a consolidated workbook was meant.
        Err(_) if asked == Asked::Folder && !is_named_so => return Ok(None),
        Err(why) => return Err(why),
    };
    if asked == Asked::Folder && !is_named_so && !is_consolidated(&workbook) {
        return Ok(None);
    }
    contents.push(bytes);
    past_year(&workbook, &name_of(file)).map(Some).map_err(|why| match why {
        NotConsolidated::OtherWorkbook => {
            "đây không phải là tệp tổng hợp do chương trình ghi (tong-hop-<năm>.xlsx)".to_owned()
        }
        NotConsolidated::NoSheet { .. } | NotConsolidated::NoColumn { .. } => why.to_string(),
    })
}

/// The Excel workbooks in a folder and in its folder of results, by name; not those that Excel has open nor those kept
/// from runs before.
fn workbooks_in(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = [folder.to_owned(), folder.join(RESULTS)]
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .filter(|path| path.is_file() && is_meant(&name_of(path).to_lowercase()))
        .collect();
    found.sort();
    found
}

fn is_meant(name: &str) -> bool {
    let is_workbook = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"].iter().any(|extension| name.ends_with(extension));
    is_workbook && !name.starts_with("~$") && !name.contains(".bak.")
}

fn name_of(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
