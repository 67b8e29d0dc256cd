//! Every limit that reading a file is held to, in one table: what it is called, its unit, its default and why. The
//! defaults are threats.md §3, measured on 4 307 real workbooks: the largest of them unpacks to 114 MB, packs 170 to 1,
//! has 1 033 entries and 630 000 cells.

/// What passed its limit.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum LimitKind {
    FileBytes,
    ZipEntries,
    UnpackedBytes,
    Ratio,
    Sheets,
    Cells,
    SharedStrings,
    /// Bytes of memory of a worker process.
    Memory,
    /// Seconds of a worker's processor time for one file.
    ProcessorSeconds,
    /// Seconds from sending a worker a file to having its whole answer.
    WallSeconds,
    /// Bytes of a worker's answer.
    AnswerBytes,
}

/// Limits that guard reading.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Limits {
    pub file_bytes: u64,
    pub zip_entries: u64,
    /// Unpacked bytes per part and per file, counted while inflating.
    pub unpacked_bytes: u64,
    /// Unpacked to packed; looked at only above `ratio_floor_bytes` unpacked.
    pub ratio: u64,
    pub ratio_floor_bytes: u64,
    pub sheets: u64,
    /// Non-empty cells in the whole workbook.
    pub cells: u64,
    /// Address space of a worker process.
    pub worker_bytes: u64,
    /// Processor time a worker may spend on one file.
    pub worker_cpu_seconds: u64,
    /// Time by the clock that one file may take a worker.
    pub worker_wall_seconds: u64,
    /// Bytes of a worker's answer to one file.
    pub worker_answer_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        let mut limits = Self {
            file_bytes: 0,
            zip_entries: 0,
            unpacked_bytes: 0,
            ratio: 0,
            ratio_floor_bytes: 16_000_000,
            sheets: 0,
            cells: 0,
            worker_bytes: 0,
            worker_cpu_seconds: 0,
            worker_wall_seconds: 0,
            worker_answer_bytes: 0,
        };
        TABLE.iter().for_each(|limit| *(limit.place)(&mut limits) = limit.default);
        limits
    }
}

/// In what a limit is counted.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Unit {
    Bytes,
    Seconds,
    Times,
    Pieces,
}

impl Unit {
    fn figure(self, written: &str) -> Option<u64> {
        let digits = written.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let suffix = written[digits.len()..].to_ascii_uppercase();
        let times = match (self, suffix.as_str()) {
            (_, "") => 1,
            (Unit::Bytes, "K" | "KB") => 1_000,
            (Unit::Bytes, "M" | "MB") => MB,
            (Unit::Bytes, "G" | "GB") => 1_000 * MB,
            (Unit::Seconds, "S") => 1,
            _ => return None,
        };
        digits.trim_end().parse::<u64>().ok()?.checked_mul(times)
    }
}

/// A limit that can be set.
pub struct Setting {
    /// As it is written: `cells=5000000`.
    pub name: &'static str,
    pub unit: Unit,
    pub default: u64,
    /// The least and the most that may be asked for.
    pub range: (u64, u64),
    place: fn(&mut Limits) -> &mut u64,
}

const MB: u64 = 1_000_000;

/// The longest text a cell can hold, in UTF-16 units; a longer one is kept cut. No setting: neither Excel nor the
/// consolidated workbook can hold more.
pub(super) const MAX_TEXT_UNITS: usize = 32_767;

/// The table.
pub const TABLE: [Setting; 10] = [
    setting("file", Unit::Bytes, 50 * MB, (1_000, 2_000 * MB), |limits| &mut limits.file_bytes),
    setting("entries", Unit::Pieces, 5_000, (5, 65_535), |limits| &mut limits.zip_entries),
    setting("unpacked", Unit::Bytes, 256 * MB, (MB, 4_000 * MB), |limits| &mut limits.unpacked_bytes),
    setting("ratio", Unit::Times, 300, (10, 100_000), |limits| &mut limits.ratio),
    setting("sheets", Unit::Pieces, 256, (1, 10_000), |limits| &mut limits.sheets),
    setting("cells", Unit::Pieces, 2_000_000, (1_000, 100_000_000), |limits| &mut limits.cells),
    setting("memory", Unit::Bytes, 1_000 * MB, (100 * MB, 64_000 * MB), |limits| &mut limits.worker_bytes),
    setting("cpu", Unit::Seconds, 20, (1, 3_600), |limits| &mut limits.worker_cpu_seconds),
    setting("wall", Unit::Seconds, 30, (1, 7_200), |limits| &mut limits.worker_wall_seconds),
    setting("answer", Unit::Bytes, 64 * MB, (MB, 4_000 * MB), |limits| &mut limits.worker_answer_bytes),
];

const fn setting(
    name: &'static str,
    unit: Unit,
    default: u64,
    range: (u64, u64),
    place: fn(&mut Limits) -> &mut u64,
) -> Setting {
    Setting { name, unit, default, range, place }
}

/// Why a setting was not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SettingError {
    /// Not of the form `name=figure`.
    Form(String),
    /// No limit of this name.
    Name(String),
    /// No figure of the limit's unit.
    Figure { name: &'static str, written: String },
    /// Outside the range that makes sense.
    Range { name: &'static str, range: (u64, u64) },
}

impl Limits {
    /// The defaults with some of them set: `cells=5000000,file=100MB,wall=60`. Bytes may be followed by KB, MB or GB (powers
    /// of a thousand).
    ///
    /// # Errors
    /// See [`SettingError`]; the first one met.
    pub fn with(settings: &str) -> Result<Self, SettingError> {
        let mut limits = Self::default();
        for written in settings.split(',').map(str::trim).filter(|written| !written.is_empty()) {
            let (name, figure) = written.split_once('=').ok_or_else(|| SettingError::Form(written.to_owned()))?;
            let name = name.trim().to_lowercase();
            let setting = TABLE.iter().find(|setting| setting.name == name);
            let setting = setting.ok_or(SettingError::Name(name))?;
            let figure = figure.trim();
            let wrong = || SettingError::Figure { name: setting.name, written: figure.to_owned() };
            let value = setting.unit.figure(figure).ok_or_else(wrong)?;
            if !(setting.range.0..=setting.range.1).contains(&value) {
                return Err(SettingError::Range { name: setting.name, range: setting.range });
            }
            *(setting.place)(&mut limits) = value;
        }
        Ok(limits)
    }

    /// Every figure, in the order of the declaration: what a worker is told.
    pub(super) fn figures(&self) -> [u64; 11] {
        [
            self.file_bytes,
            self.zip_entries,
            self.unpacked_bytes,
            self.ratio,
            self.ratio_floor_bytes,
            self.sheets,
            self.cells,
            self.worker_bytes,
            self.worker_cpu_seconds,
            self.worker_wall_seconds,
            self.worker_answer_bytes,
        ]
    }

    /// [`Limits::figures`] put together again.
    pub(super) fn of_figures(figures: [u64; 11]) -> Self {
        let [
            file_bytes,
            zip_entries,
            unpacked_bytes,
            ratio,
            ratio_floor_bytes,
            sheets,
            cells,
            worker_bytes,
            worker_cpu_seconds,
            worker_wall_seconds,
            worker_answer_bytes,
        ] = figures;
        Self {
            file_bytes,
            zip_entries,
            unpacked_bytes,
            ratio,
            ratio_floor_bytes,
            sheets,
            cells,
            worker_bytes,
            worker_cpu_seconds,
            worker_wall_seconds,
            worker_answer_bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_in_its_range_and_every_name_is_its_own() {
        let defaults = Limits::default();
        for (index, setting) in TABLE.iter().enumerate() {
            assert!((setting.range.0..=setting.range.1).contains(&setting.default), "{}", setting.name);
            assert!(TABLE[..index].iter().all(|other| other.name != setting.name), "{}", setting.name);
            let asked = format!("{}={}", setting.name, setting.range.1);
            let set = Limits::with(&asked).unwrap();
            let changed = set.figures().iter().zip(defaults.figures()).filter(|(one, other)| *one != other).count();
            assert_eq!(changed, 1, "{asked}");
        }
        assert_eq!(Limits::of_figures(defaults.figures()), defaults);
        assert!(defaults.figures().iter().all(|&figure| figure > 0));
    }

    #[test]
    fn figures_are_read_with_their_units() {
        for (written, expected) in [
            ("file=100MB", Ok(100_000_000)),
            (" FILE = 100 mb , ", Ok(100_000_000)),
            ("file=2g", Ok(2_000_000_000)),
            ("file=1234", Ok(1_234)),
            ("", Ok(50_000_000)),
            ("file", Err(SettingError::Form("file".to_owned()))),
            ("tệp=3", Err(SettingError::Name("tệp".to_owned()))),
            ("file=ba", Err(SettingError::Figure { name: "file", written: "ba".to_owned() })),
            ("file=-1", Err(SettingError::Figure { name: "file", written: "-1".to_owned() })),
            (
                "file=99999999999999999999GB",
                Err(SettingError::Figure { name: "file", written: "99999999999999999999GB".to_owned() }),
            ),
            ("file=3s", Err(SettingError::Figure { name: "file", written: "3s".to_owned() })),
            ("file=9đ", Err(SettingError::Figure { name: "file", written: "9đ".to_owned() })),
            ("file=0", Err(SettingError::Range { name: "file", range: (1_000, 2_000_000_000) })),
        ] {
            assert_eq!(Limits::with(written).map(|limits| limits.file_bytes), expected, "{written}");
        }
        assert_eq!(
            Limits::with("wall=60s,cpu=40").map(|limits| (limits.worker_wall_seconds, limits.worker_cpu_seconds)),
            Ok((60, 40))
        );
    }
}
