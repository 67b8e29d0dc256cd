//! A campaign folder being filled: workbooks with a fixed date go in, and what was planted is gathered on the way.

use crate::libreoffice::{self, Resaved};
use crate::people::day;
use crate::plan::{self, Logged, PlanSheet};
use crate::returns::{Unit, Writing};
use crate::truth::Truth;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Which program saves the workbook last.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum SavedBy {
    OurWriter,
    LibreOffice,
}

/// The folder, what it holds so far and what was planted in it.
pub struct Folder {
    root: PathBuf,
    pub truth: Truth,
    log: Vec<Logged>,
}

impl Folder {
    /// Starts afresh: an earlier campaign there is removed.
    pub fn start(root: &Path) -> Result<Self, Box<dyn Error>> {
        if root.exists() {
            fs::remove_dir_all(root)?;
        }
        fs::create_dir_all(root.join("nop"))?;
        Ok(Self { root: root.to_owned(), truth: Truth::default(), log: Vec::new() })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Enters a line in the office's own record.
    pub fn log(&mut self, code: &'static str, on: NaiveDate, name: &str, note: &'static str) {
        self.log.push(Logged { code, on, file: name.to_owned(), note });
    }

    /// Writes a return that was finished on `on` and filled by `fill`, and gives its bytes.
    pub fn add(
        &mut self,
        name: &str,
        branch: &str,
        on: NaiveDate,
        saved_by: SavedBy,
        fill: impl FnOnce(&mut Workbook, &mut Writing) -> Result<(), XlsxError>,
    ) -> Result<Vec<u8>, Box<dyn Error>> {
        let file = format!("nop/{name}");
        let mut book = dated_book(on)?;
        fill(&mut book, &mut Writing { file: &file, branch, truth: &mut self.truth })?;
        let path = self.root.join(&file);
        fs::write(&path, book.save_to_buffer()?)?;
        if saved_by == SavedBy::LibreOffice && libreoffice::resave(&path)? == Resaved::No {
            eprintln!("{file}: no LibreOffice here, left as our own writer wrote it");
        }
        Ok(fs::read(path)?)
    }

    /// Writes `ke-hoach.xlsx` and `MONG-DOI.md`.
    pub fn finish(
        self,
        units: &[Unit],
        own_collectives: &[(&'static str, &'static str)],
        signer: &'static str,
        intro: &str,
    ) -> Result<(), Box<dyn Error>> {
        let mut book = dated_book(day(2021, 11, 1))?;
        let sheet = PlanSheet {
            units,
            own_collectives,
            signer,
            // “Before 27/11/2021” and “before 30/11/2021” of the plan: the day before is the last one on time.
            deadline: day(2021, 11, 26),
            report_deadline: day(2021, 11, 29),
            six_months_on: day(2021, 12, 31),
            log: &self.log,
        };
        plan::write(&mut book, &sheet)?;
        fs::write(self.root.join("ke-hoach.xlsx"), book.save_to_buffer()?)?;
        fs::write(self.root.join("MONG-DOI.md"), self.truth.page(intro))?;
        Ok(())
    }
}

/// A new workbook whose own properties carry a fixed day.
fn dated_book(on: NaiveDate) -> Result<Workbook, XlsxError> {
    let created = ExcelDateTime::from_ymd(on.year() as u16, on.month() as u8, on.day() as u8)?.and_hms(9, 0, 0)?;
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    Ok(book)
}
