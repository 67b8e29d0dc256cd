//! Saving some of the samples again with LibreOffice, so that not every file comes from our own writer.

use std::path::Path;
use std::process::{Command, Stdio};
use std::{fs, io};

/// What became of the wish.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Resaved {
    Yes,
    /// There is no `soffice` here, or it gave no file; the file stays as our writer wrote it.
    No,
}

/// Opens and saves the workbook in place.
pub fn resave(file: &Path) -> io::Result<Resaved> {
    let scratch = tempfile::tempdir()?;
    let profile = format!("-env:UserInstallation=file://{}", scratch.path().join("profile").display());
    let saved = scratch.path().join("saved");
    let run = Command::new("soffice")
        .arg(profile)
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&saved)
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let is_saved = matches!(run, Ok(status) if status.success());
    let Some(name) = file.file_name().filter(|_| is_saved) else { return Ok(Resaved::No) };
    let made = saved.join(name);
    if !made.is_file() {
        return Ok(Resaved::No);
    }
    fs::copy(made, file)?;
    Ok(Resaved::Yes)
}
