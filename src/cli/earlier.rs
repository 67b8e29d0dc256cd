//! The output of an earlier run: what the committee typed into it is read before it is written over, and it is kept
//! beside the new one.

use super::arguments::Common;
use super::campaign;
use super::password::locked;
use super::save;
use super::screen::aside;
use super::stop::Stop;
use crate::domain::decision::Decisions;
use crate::grid::{self, Kind, Limits, Unreadable, Workbook};
use crate::intake::consolidated::{read_decisions, wanted};
use crate::intake::folder::disk;
use std::ffi::OsString;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Where decisions come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// The output itself, if it is there.
    Output,
    /// A file the person named.
    File(PathBuf),
    /// Nowhere: the person said so.
    Dropped,
}

impl Source {
    /// `--decisions`: a file, or the word that drops what was decided.
    pub fn asked(asked: Option<&Path>) -> Self {
        match asked {
            None => Source::Output,
            Some(word) if ["none", "khong", "không"].iter().any(|none| word == Path::new(none)) => Source::Dropped,
            Some(file) => Source::File(file.to_owned()),
        }
    }
}

/// The program's own output may hold all branches together, and nobody mailed it in.
const LIMITS: Limits = Limits {
    file_bytes: 500_000_000,
    zip_entries: 5_000,
    unpacked_bytes: 2_000_000_000,
    ratio: 1_000,
    ratio_floor_bytes: 64_000_000,
    sheets: 256,
    cells: 40_000_000,
    worker_bytes: 8_000_000_000,
    worker_cpu_seconds: 300,
    worker_wall_seconds: 600,
    worker_answer_bytes: 2_000_000_000,
};

/// What was typed into the output of an earlier run.
///
/// # Errors
/// The file is there and cannot be read whole: decisions would be lost without a word.
pub fn decisions(source: &Source, output: &Path, passwords: &[String]) -> Result<Decisions, Stop> {
    match source {
        Source::Dropped => Ok(Decisions::default()),
        Source::File(file) => match read(file, passwords) {
            Ok(Some(decisions)) => Ok(decisions),
            Ok(None) => {
                Err(Stop::Decisions { file: file.clone(), why: "không thấy tệp, hoặc tệp rỗng".to_owned() })
            }
            Err(why) => Err(Stop::Decisions { file: file.clone(), why }),
        },
        Source::Output => {
            let found = read(output, passwords).map_err(|why| Stop::Earlier { file: output.to_owned(), why })?;
            Ok(found.unwrap_or_default())
        }
    }
}

/// `None` when there is no such file, or nothing in it.
fn read(file: &Path, passwords: &[String]) -> Result<Option<Decisions>, String> {
    let bytes = match disk::read(file) {
        Ok(bytes) if bytes.is_empty() => return Ok(None),
        Ok(bytes) => bytes,
        Err(cause) if is_absence(&cause) => return Ok(None),
        Err(cause) => return Err(format!("hệ thống báo “{cause}”")),
    };
    let long = Limits { unpacked_bytes: 8_000_000_000, ..LIMITS };
    let workbook = grid::read_wanted(&bytes, &long, passwords, &wanted).map_err(|why| cause(&why).to_owned())?;
    drop(bytes);
    read_decisions(&workbook).map(Some).map_err(|why| why.to_string())
}

/// Opens a consolidated workbook; in words why not.
pub fn open(bytes: &[u8], passwords: &[String]) -> Result<Workbook, String> {
    grid::read(bytes, &LIMITS, passwords).map_err(|why| cause(&why).to_owned())
}

/// No such file, or what should be its folder is none: saving says so in its own words.
fn is_absence(cause: &std::io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn cause(why: &Unreadable) -> &'static str {
    match why {
        Unreadable::Empty => "tệp rỗng",
        Unreadable::NotAWorkbook(Kind::Word) => "đây là tệp Word, cần tệp tổng hợp (Excel)",
        Unreadable::NotAWorkbook(Kind::Pdf) => "đây là tệp PDF, cần tệp tổng hợp (Excel)",
        Unreadable::NotAWorkbook(_) => "đây không phải là tệp Excel",
        Unreadable::Locked => {
            "tệp có mật khẩu; ghi mật khẩu bằng --password, hoặc chạy với --encrypt và đúng mật khẩu ấy"
        }
        Unreadable::Damaged { .. } => "tệp bị hỏng hoặc chép chưa xong",
        Unreadable::Unsupported(_) => "chương trình chưa đọc được định dạng này; lưu lại thành .xlsx",
        Unreadable::Over { .. } => "tệp quá lớn",
    }
}

/// Where outputs were locked before, this run locks too, or opens them with a password it was given and says that what it
/// writes lies open.
///
/// # Errors
/// One of `outputs` is locked, and no given password opens it.
pub fn mind_the_lock<'o>(outputs: impl IntoIterator<Item = &'o Path>, common: &Common) -> Result<(), Stop> {
    if common.seal.is_some() {
        return Ok(());
    }
    for file in outputs.into_iter().filter(|file| file.is_file() && !is_plain_package(file)) {
        let Ok(bytes) = disk::read(file) else { continue };
        if !grid::is_locked(&bytes) {
            continue;
        }
        if grid::unlocked(&bytes, &common.passwords).is_none() {
            return Err(Stop::Earlier { file: file.to_owned(), why: cause(&Unreadable::Locked).to_owned() });
        }
        let words =
            "Tệp kết quả lần trước có mật khẩu, tệp mới thì không. Muốn đặt lại mật khẩu: chạy lại với --encrypt.";
        aside(campaign::talk(common), words);
        return Ok(());
    }
    Ok(())
}

/// Where the earlier output is kept: `tong-hop-2021.bak.xlsx` beside `tong-hop-2021.xlsx`.
pub fn kept_beside(output: &Path) -> PathBuf {
    let mut name = OsString::from(output.file_stem().unwrap_or_default());
    name.push(".bak");
    if let Some(extension) = output.extension() {
        name.push(".");
        name.push(extension);
    }
    output.with_file_name(name)
}

/// An earlier output that is kept beside the new one.
pub enum Kept {
    Bytes {
        bytes: Vec<u8>,
        is_locked: bool,
    },
    /// A file without a password, kept as it is: a long one is not held in memory beside the new one.
    File(PathBuf),
}

impl Kept {
    /// Saves it, locked with the password of this run, unless it is locked already.
    ///
    /// # Errors
    /// It cannot be encrypted or written.
    pub fn save(&self, beside: &Path, common: &Common) -> Result<(), Stop> {
        match self {
            Kept::Bytes { bytes, is_locked: true } => save::save(beside, bytes)?,
            Kept::Bytes { bytes, is_locked: false } => save::save(beside, &locked(bytes, common)?)?,
            Kept::File(file) => save::save_copy(beside, file)?,
        }
        Ok(())
    }
}

/// Whether a file holds a plain package, which no password locks.
fn is_plain_package(file: &Path) -> bool {
    let mut start = [0; 2];
    File::open(file).is_ok_and(|mut file| file.read_exact(&mut start).is_ok()) && &start == b"PK"
}

/// Whether a file holds these bytes.
fn holds(file: &Path, bytes: &[u8]) -> std::io::Result<bool> {
    let mut file = File::open(file)?;
    if file.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut piece = vec![0; 1 << 16];
    for expected in bytes.chunks(piece.len()) {
        let piece = &mut piece[..expected.len()];
        file.read_exact(piece)?;
        if piece != expected {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The earlier output, when it is there and the new one (not locked yet) is another. Where outputs are locked from now
/// on, a copy kept earlier is not left open either.
///
/// # Errors
/// It is there and cannot be read: it could not be kept.
pub fn to_keep(new: &[u8], output: &Path, common: &Common) -> Result<Option<Kept>, Stop> {
    if common.seal.is_none()
        && is_plain_package(output)
        && let Ok(is_same) = holds(output, new)
    {
        return Ok((!is_same).then(|| Kept::File(output.to_owned())));
    }
    let found = |file: &Path| match disk::read(file) {
        Ok(bytes) => Ok(Some(bytes).filter(|bytes| !bytes.is_empty())),
        Err(cause) if is_absence(&cause) => Ok(None),
        Err(cause) => Err(Stop::Earlier { file: file.to_owned(), why: format!("hệ thống báo “{cause}”") }),
    };
    if let Some(bytes) = found(output)? {
        let is_locked = grid::is_locked(&bytes);
        if is_locked && common.seal.is_none() {
            let words =
                "Tệp tổng hợp lần trước có mật khẩu, tệp mới thì không. Muốn đặt lại mật khẩu: chạy lại với --encrypt.";
            aside(campaign::talk(common), words);
        }
        let is_same = match is_locked {
            true => grid::unlocked(&bytes, &common.passwords).is_some_and(|package| package == new),
            false => bytes == new,
        };
        if !is_same {
            return Ok(Some(Kept::Bytes { bytes, is_locked }));
        }
    }
    if common.seal.is_none() {
        return Ok(None);
    }
    let open = found(&kept_beside(output))?.filter(|bytes| !grid::is_locked(bytes));
    Ok(open.map(|bytes| Kept::Bytes { bytes, is_locked: false }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earlier_output_is_kept_under_a_name_of_its_own() {
        for (output, kept) in [
            ("ket-qua/tong-hop-2021.xlsx", "ket-qua/tong-hop-2021.bak.xlsx"),
            ("ra.xlsx", "ra.bak.xlsx"),
            ("ra", "ra.bak"),
        ] {
            assert_eq!(kept_beside(Path::new(output)), Path::new(kept));
        }
    }
}
