//! Claims about date cells.

use super::*;
use chrono::NaiveDateTime;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn day(year: i32, month: u32, day: u32) -> DateResult {
    Ok(Some(PartialDate::Day(NaiveDate::from_ymd_opt(year, month, day).unwrap())))
}

const fn month(year: i32, month: u32) -> DateResult {
    Ok(Some(PartialDate::Month { year, month }))
}

const fn year(year: i32) -> DateResult {
    Ok(Some(PartialDate::Year(year)))
}

const IMPOSSIBLE: DateResult = Err(DateTrouble::Impossible);
const NOT_A_DATE: DateResult = Err(DateTrouble::NotADate);

fn check(cells: &[(&str, DateResult)]) {
    let wrong: Vec<_> = cells
        .iter()
        .map(|(text, expected)| (text, expected, read_date_text(text)))
        .filter(|(_, expected, read)| *expected != read)
        .collect();
    assert!(wrong.is_empty(), "cell, expected, read: {wrong:#?}");
}

#[test]
fn days() {
    let texts = [
        "3/2/1980",
        "03/02/1980",
        "03-02-1980",
        "03.02.1980",
        "3 / 2 / 1980",
        " 3/2/1980. ",
        "03/02/1980;",
        "3,2,1980",
        "3\\2\\1980",
        "3 2 1980",
        "03- 02 -1980",
        "3/2-1980",
        "ngày 3 tháng 2 năm 1980",
        "Ngày 03 tháng 02 năm 1980",
        "NGÀY 3 THÁNG 2 NĂM 1980",
        "3 tháng 2 năm 1980",
        "ngay 3 thang 2 nam 1980",
        "ngày 3/2/1980",
        "Ngày 3 tháng 2/1980",
        "ngày 3, tháng 2, năm 1980",
        "ngày3tháng2năm1980",
        "sinh ngày 3/2/1980",
        "Sinh: 03/02/1980",
        "1980-02-03",
        "1980/2/3",
        "1980-02-03 00:00:00",
        "1980-02-03T00:00:00",
        "1980-02-03T00:00:00.000Z",
        "03/02/1980 00:00",
        "3/2/1980 12:00:00 AM",
        "3/2/1980 12:00:00 SA",
        "'03/02/1980",
        "\u{200b}03/02/1980\u{a0}",
        "０３/０２/１９８０",
        "(03/02/1980)",
        "3/2/80",
        "03-02-80",
        "3/2/'80",
        "03021980",
        "19800203",
        "3-Feb-1980",
        "03-Feb-80",
        "3 February 1980",
        "Ngày, tháng, năm sinh: 3/2/1980",
        "03-thg 2-1980",
        "03 Thg2 1980",
        "3–2–1980",
        "29254",
        "3/2/1980\n",
        "Ngày 03\ntháng 02\nnăm 1980",
    ];
    check(&texts.map(|text| (text, day(1980, 2, 3))));
    let decomposed: String = "ngày 3 tháng 2 năm 1980".nfd().collect();
    assert_eq!(read_date_text(&decomposed), day(1980, 2, 3));
}

#[test]
fn months_and_years_keep_their_precision() {
    check(&[
        ("02/1980", month(1980, 2)),
        ("2-1980", month(1980, 2)),
        ("2.1980", month(1980, 2)),
        ("tháng 2/1980", month(1980, 2)),
        ("Tháng 02 năm 1980", month(1980, 2)),
        ("T\u{68}áng 2, 1980", month(1980, 2)),
        ("1980-02", month(1980, 2)),
        ("2/80", month(1980, 2)),
        ("…/02/1980", month(1980, 2)),
        ("1980", year(1980)),
        ("1980.", year(1980)),
        (" năm 1980", year(1980)),
        ("Năm sinh: 1980", year(1980)),
        ("SN 1980", year(1980)),
        ("…/…/1980", year(1980)),
        ("--/--/1980", year(1980)),
        ("'1980", year(1980)),
    ]);
}

#[test]
fn blank_cells_have_no_date() {
    let texts = [
        "",
        " ",
        "-",
        "–",
        "…",
        "...",
        "/",
        "/  /",
        "…/…/…",
        "..../..../....",
        "ngày … tháng … năm …",
        "\u{a0}",
        "'",
        "_",
    ];
    check(&texts.map(|text| (text, Ok(None))));
}

#[test]
fn dates_that_cannot_be_are_impossible_and_never_turned_round() {
    let texts = [
        "30/02/1980",
        "31/4/1975",
        "29/02/1981",
        "15/13/1980",
        "02/15/1980",
        "0/0/1980",
        "00/00/1980",
        "0/2/1980",
        "32/1/1980",
        "13/1980",
        "0/1980",
        "00/1980",
        "3/2/1880",
        "3/2/2180",
        "3/2/198",
        "3/2/19800",
        "1880",
        "2980",
        "năm 1080",
        "ngày 31 tháng 2 năm 2021",
        "1980-13-01",
        "02/2980",
    ];
    check(&texts.map(|text| (text, IMPOSSIBLE)));
}

#[test]
fn other_texts_are_not_dates() {
    let texts = [
        "abc",
        "không rõ",
        "dự bị",
        "3/2",
        "03/02",
        "3//1980",
        "3/./1980",
        "3/2/8",
        "12",
        "123",
        "123456",
        "3021980",
        "030280",
        "12/15",
        "03/02/1980 (Âm lịch)",
        "3/2/1980 - 3/2/1981",
        "1980-1985",
        "1980?",
        "khoảng 1980",
        "03/o2/1980",
        "3/2/1980/4",
        "tháng 2",
        "ngày 3",
        "3:15",
        "08:30:00",
        "x",
        "?",
        "003/02/1980",
        "0939123456",
        "Nguyễn Văn An",
        "-1980-02-03x",
        "1/2/3/4",
        "12:30 3/2/1980",
        "năm 80",
        "31129999",
    ];
    check(&texts.map(|text| (text, NOT_A_DATE)));
}

#[test]
fn two_digit_years_go_where_excel_puts_them() {
    check(&[
        ("1/1/00", day(2000, 1, 1)),
        ("1/1/21", day(2021, 1, 1)),
        ("1/1/29", day(2029, 1, 1)),
        ("1/1/30", day(1930, 1, 1)),
        ("1/1/99", day(1999, 1, 1)),
    ]);
}

#[test]
fn values_of_other_types() {
    let moment = |text: &str| Value::DateTime(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap());
    for (value, expected) in [
        (moment("1980-02-03 00:00"), day(1980, 2, 3)),
        (moment("1980-02-03 23:59"), day(1980, 2, 3)),
        (moment("1899-12-31 00:00"), IMPOSSIBLE),
        (moment("9999-12-31 00:00"), IMPOSSIBLE),
        (Value::Number(1980.0), year(1980)),
        (Value::Number(1900.0), year(1900)),
        (Value::Number(2100.0), year(2100)),
        (Value::Number(2101.0), IMPOSSIBLE),
        (Value::Number(1980.5), NOT_A_DATE),
        (Value::Number(2.198), NOT_A_DATE),
        (Value::Number(29254.0), day(1980, 2, 3)),
        (Value::Number(29254.75), day(1980, 2, 3)),
        (Value::Number(21980.0), day(1960, 3, 5)),
        (Value::Number(60001.0), NOT_A_DATE),
        (Value::Number(3021980.0), NOT_A_DATE),
        (Value::Number(15091980.0), day(1980, 9, 15)),
        (Value::Number(0.0), NOT_A_DATE),
        (Value::Number(-5.0), NOT_A_DATE),
        (Value::Number(5.0), NOT_A_DATE),
        (Value::Number(1e300), NOT_A_DATE),
        (Value::Bool(true), NOT_A_DATE),
        (Value::Error("#REF!".into()), NOT_A_DATE),
        (Value::NoResult, NOT_A_DATE),
        (Value::Text("03/02/1980".into()), day(1980, 2, 3)),
        (Value::Text("".into()), Ok(None)),
    ] {
        assert_eq!(read_date(&value), expected, "{value:?}");
    }
}

#[test]
fn dates_inside_lines() {
    for (line, found) in [
        ("Đồng Tháp, ngày 25 tháng 11 năm 2021", Some((2021, 11, 25))),
        ("ngày 25/11/2021", Some((2021, 11, 25))),
        ("TP. Cao Lãnh, ngày 5  tháng 12 năm 2021", Some((2021, 12, 5))),
        ("ĐỒNG THÁP, NGÀY 05 THÁNG 12 NĂM 2021.", Some((2021, 12, 5))),
        ("(Kèm theo Công văn số 15-CV/CB, ngày 20.11.2021 của Chi bộ)", Some((2021, 11, 20))),
        ("ngày…25…tháng…11…năm 2021", Some((2021, 11, 25))),
        ("ngày 31 tháng 11 năm 2021, ngày 1 tháng 12 năm 2021", Some((2021, 12, 1))),
        ("Đồng Tháp, ngày … tháng … năm 2021", None),
        ("Đồng Tháp, ngày     tháng 11 năm 2021", None),
        ("..., ngày ... tháng ... năm 2021", None),
        ("ngày 25/11", None),
        ("ngày 25/11/21", None),
        ("25/11/2021", None),
        ("Ngày, tháng, năm sinh", None),
        ("", None),
    ] {
        let found = found.map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert_eq!(find_date(line), found, "{line}");
        assert_eq!(find_date(&line.nfd().collect::<String>()), found, "{line}");
    }
}

/// Every day from 1900 to 2100 in every form. Forms with words take turns, as they cost more.
#[test]
fn every_day_reads_back_in_every_form() {
    let marked = ["%d/%m/%Y", "%-d/%-m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d / %m / %Y", "%Y-%m-%d", "%d%m%Y", "%Y%m%d"];
    let worded = [
        "ngày %-d tháng %-m năm %Y",
        "Ngày %d tháng %m năm %Y",
        "%-d tháng %-m năm %Y",
        "ngày %d/%m/%Y",
        "%Y-%m-%d 00:00:00",
        "%-d – %-m – %Y",
        "%d-%b-%Y",
    ];
    let mut today = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
    let mut turn = 0;
    while today.year() <= 2100 {
        for form in marked.iter().chain([&worded[turn % worded.len()]]) {
            let text = today.format(form).to_string();
            assert_eq!(read_date_text(&text), Ok(Some(PartialDate::Day(today))), "{text}");
        }
        let short = today.format("%m/%Y").to_string();
        assert_eq!(read_date_text(&short), month(today.year(), today.month()));
        turn += 1;
        today = today.succ_opt().unwrap();
    }
}

#[test]
fn every_serial_is_its_day() {
    for serial in SERIALS {
        let expected = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap() + Days::new(serial);
        assert_eq!(read_date(&Value::Number(serial as f64)), Ok(Some(PartialDate::Day(expected))));
    }
}

proptest! {
    /// Anything may stand in a date cell; what is printed of a date reads back as the same date.
    #[test]
    fn what_is_read_prints_and_reads_back(text in "[0-9/. -]{0,12}|\\PC{0,20}|.{0,20}|(ngày|tháng|năm|[0-9]{1,4}|[/.,: -]){0,8}") {
        if let Ok(Some(date)) = read_date_text(&text) {
            prop_assert_eq!(read_date_text(&date.to_string()), Ok(Some(date)));
            prop_assert_eq!(read_date_text(&date.iso()), Ok(Some(date)));
        }
        find_date(&text);
    }
}
