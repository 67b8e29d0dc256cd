//! Date serials: from Excel's day numbers of either epoch to moments, and which number formats show one.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Which day a workbook counts from.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub(super) enum Epoch {
    /// Day 1 is 01/01/1900, and day 60 is the 29/02/1900 that never was.
    #[default]
    Year1900,
    /// Day 0 is 01/01/1904: old Excel for Macintosh.
    Year1904,
}

/// What a number format shows.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub(super) enum Shown {
    #[default]
    Number,
    /// A date, a time of day, or both.
    Moment,
    /// Elapsed hours, minutes or seconds (`[h]:mm`): no date, stays a number of days.
    Elapsed,
}

/// Days from 30/12/1899 to 01/01/1904.
const DAYS_BETWEEN_EPOCHS: f64 = 1_462.0;
/// The day after 31/12/9999, the last day Excel knows.
const FIRST_SERIAL_TOO_LATE: f64 = 2_958_466.0;
const MILLISECONDS_A_DAY: f64 = 86_400_000.0;

/// The moment of a serial, to the millisecond; none for what Excel shows as `####`.
///
/// Day 60 of the 1900 epoch, a day that never was, gives 28/02/1900. A time of day without a date (below 1) gives
/// 31/12/1899, the day 0 of that epoch.
pub(super) fn moment(serial: f64, epoch: Epoch) -> Option<NaiveDateTime> {
    let days = match epoch {
        Epoch::Year1900 => serial,
        Epoch::Year1904 => serial + DAYS_BETWEEN_EPOCHS,
    };
    if !(serial >= 0.0 && days < FIRST_SERIAL_TOO_LATE) {
        return None;
    }
    let days = if days < 60.0 { days + 1.0 } else { days };
    let before_day_one = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_time(NaiveTime::MIN);
    before_day_one.checked_add_signed(TimeDelta::milliseconds((days * MILLISECONDS_A_DAY).round() as i64))
}

/// The formats that need no code: ECMA-376 part 1, 18.8.30, with the East Asian ids.
pub(super) fn shown_by_builtin(id: u32) -> Shown {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Moment,
        46 => Shown::Elapsed,
        _ => Shown::Number,
    }
}

/// What a format code shows: that of its first section, once quoted, escaped and bracketed parts are out of the way.
pub(super) fn shown_by_code(code: &str) -> Shown {
    if code.trim().eq_ignore_ascii_case("general") || code.trim().eq_ignore_ascii_case("standard") {
        return Shown::Number;
    }
    let mut shown = Shown::Number;
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => break,
            '"' => {
                characters.by_ref().find(|&character| character == '"');
            }
            // The next character is literal, only as wide as a gap, or fills the cell.
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|&character| character != ']').collect();
                let mut letters = inside.chars().map(|letter| letter.to_ascii_lowercase());
                let first = letters.next();
                if matches!(first, Some('h' | 'm' | 's')) && letters.all(|letter| Some(letter) == first) {
                    return Shown::Elapsed;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => shown = Shown::Moment,
            _ => {}
        }
    }
    shown
}

/// A date and time as XML writes it (`2021-11-25T08:30:00Z`): the figures as written, whatever the zone.
pub(super) fn iso_moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    let (date, time) = text.split_at_checked(10)?;
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?;
    let Some(time) = time.strip_prefix('T') else {
        return (time.is_empty() || time == "Z").then(|| date.and_time(NaiveTime::MIN));
    };
    let time = time.find(['Z', '+', '-']).map_or(time, |zone| &time[..zone]);
    let time = NaiveTime::parse_from_str(time, "%H:%M:%S%.f").or_else(|_| NaiveTime::parse_from_str(time, "%H:%M"));
    Some(date.and_time(time.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_of_both_epochs_become_the_days_excel_shows() {
        for (serial, epoch, shown) in [
            (1.0, Epoch::Year1900, "1900-01-01 00:00:00"),
            (59.0, Epoch::Year1900, "1900-02-28 00:00:00"),
            (60.0, Epoch::Year1900, "1900-02-28 00:00:00"),
            (61.0, Epoch::Year1900, "1900-03-01 00:00:00"),
            (29_223.0, Epoch::Year1900, "1980-01-03 00:00:00"),
            (44_525.5, Epoch::Year1900, "2021-11-25 12:00:00"),
            (0.75, Epoch::Year1900, "1899-12-31 18:00:00"),
            (2_958_465.0, Epoch::Year1900, "9999-12-31 00:00:00"),
            (0.0, Epoch::Year1904, "1904-01-01 00:00:00"),
            (43_063.0, Epoch::Year1904, "2021-11-25 00:00:00"),
        ] {
            assert_eq!(moment(serial, epoch).map(|at| at.to_string()), Some(shown.to_owned()), "{serial}");
        }
    }

    #[test]
    fn serials_outside_the_calendar_are_no_dates() {
        for serial in [-1.0, -0.5, 2_958_466.0, 1e300, f64::NAN, f64::INFINITY] {
            assert_eq!(moment(serial, Epoch::Year1900), None, "{serial}");
        }
        assert_eq!(moment(2_957_004.0, Epoch::Year1904), None);
    }

    #[test]
    fn formats_show_dates_only_by_their_live_letters() {
        for (code, shown) in [
            ("dd/mm/yyyy", Shown::Moment),
            ("[$-42A]dd/mm/yyyy;@", Shown::Moment),
            ("[$-F800]dddd, mmmm dd, yyyy", Shown::Moment),
            ("\"ngày\" dd \"tháng\" mm \"năm\" yyyy", Shown::Moment),
            ("YYYY", Shown::Moment),
            ("h:mm AM/PM", Shown::Moment),
            ("[h]:mm:ss", Shown::Elapsed),
            ("[Red][mm]:ss", Shown::Elapsed),
            ("General", Shown::Number),
            ("GENERAL", Shown::Number),
            ("@", Shown::Number),
            ("#,##0.00\\ \"đồng\"", Shown::Number),
            ("0\" tháng dd\"", Shown::Number),
            ("#,##0\\d", Shown::Number),
            ("0_d", Shown::Number),
            ("0*y", Shown::Number),
            ("[Red]0;[Magenta]-0", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("0;dd/mm/yyyy", Shown::Number),
            ("_-* #,##0\\ [$₫-42A]_-;-* #,##0\\ [$₫-42A]_-", Shown::Number),
        ] {
            assert_eq!(shown_by_code(code), shown, "{code}");
        }
    }

    #[test]
    fn times_of_the_document_properties_are_taken_as_written() {
        for (text, moment) in [
            ("2021-11-25T08:30:00Z", Some("2021-11-25 08:30:00")),
            ("2021-11-25T08:30:00+07:00", Some("2021-11-25 08:30:00")),
            ("2021-11-25T08:30:00.1230000", Some("2021-11-25 08:30:00.123")),
            ("2021-11-25", Some("2021-11-25 00:00:00")),
            ("2021-11-25T08:30Z", Some("2021-11-25 08:30:00")),
            ("25/11/2021", None),
            ("", None),
            ("ngày 25 tháng 11", None),
        ] {
            assert_eq!(iso_moment(text).map(|at| at.to_string()).as_deref(), moment, "{text}");
        }
    }
}
