//! Hostile and damaged workbooks are refused, each with its cause, before anything is made of them (threats.md §2, §3).

use crate::dump::{dumped, named};
use crate::parts::{Lie, Parts, rows};
use tonghop::grid::{Limits, Unreadable, read};

const ONE_CELL: &str = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
const SHEET: &str = "xl/worksheets/sheet1.xml";

fn refused(claim: &str, bytes: &[u8], expected: &str) {
    assert_eq!(dumped(bytes).trim_end(), expected, "{claim}");
}

#[test]
fn a_stored_workbook_without_lies_is_read() {
    assert_eq!(dumped(&rows(ONE_CELL).stored(Lie::Nothing)), "# Danh sách\nA1 1\n");
}

#[test]
fn a_part_whose_checksum_is_wrong_is_damage() {
    for part in [SHEET, "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml"] {
        let parts = rows(ONE_CELL).with("docProps/core.xml", "<x/>");
        let cause = "Damaged: a part is cut short or its checksum is wrong";
        refused(part, &parts.stored(Lie::Checksum(part)), cause);
    }
}

#[test]
fn a_checksum_of_a_part_that_is_not_used_does_not_matter() {
    let parts = rows(ONE_CELL).with("xl/media/image1.png", "x");
    assert_eq!(dumped(&parts.stored(Lie::Checksum("xl/media/image1.png"))), "# Danh sách\nA1 1\n");
}

#[test]
fn two_parts_of_one_name_are_damage() {
    let second = |name: &str| {
        let mut parts = rows(ONE_CELL);
        parts.0.push((name.to_owned(), b"<worksheet/>".to_vec()));
        parts.stored(Lie::Nothing)
    };
    refused("same", &second(SHEET), "Damaged: two parts of one name");
    refused("case", &second("xl/Worksheets/SHEET1.xml"), "Damaged: two parts whose names differ in case only");
    refused("slashes", &second("xl\\worksheets\\sheet1.xml"), "Damaged: two parts whose names differ in case only");
}

#[test]
fn names_that_leave_the_container_are_damage() {
    for (name, cause) in [
        ("../x.xml", "Damaged: part name climbs out of the container"),
        ("xl\\..\\..\\x.xml", "Damaged: part name climbs out of the container"),
        ("/etc/x.xml", "Damaged: part name is empty, absolute or holds NUL"),
        ("C:/x.xml", "Damaged: part name is empty, absolute or holds NUL"),
        ("xl/a\0.xml", "Damaged: part name is empty, absolute or holds NUL"),
    ] {
        refused(name, &rows(ONE_CELL).with(name, "x").stored(Lie::Nothing), cause);
    }
}

#[test]
fn entries_no_office_program_writes_are_damage() {
    let part = "xl/media/image1.png";
    let parts = rows(ONE_CELL).with(part, "x");
    refused("method", &parts.stored(Lie::Method(part)), "Damaged: zip entry is neither stored nor deflated");
    refused("encrypted", &parts.stored(Lie::Encrypted(part)), "Damaged: zip entry is encrypted");
    refused("overlap", &parts.stored(Lie::Overlap(part)), "Damaged: zip entries overlap");
}

#[test]
fn two_containers_in_one_file_are_damage() {
    let mut both = rows(ONE_CELL).zipped();
    both.extend(rows("").zipped());
    refused("appended", &both, "Damaged: bytes before the first zip entry");
}

#[test]
fn a_workbook_cut_anywhere_is_damage() {
    let whole = rows(ONE_CELL).zipped();
    for length in (4..whole.len()).step_by(7) {
        let text = dumped(&whole[..length]);
        assert!(text.starts_with("Damaged"), "cut at {length}: {text}");
    }
}

#[test]
fn a_flipped_bit_never_changes_a_value_in_silence() {
    let whole = rows(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Nguyễn Văn An</t></is></c></row>"#).zipped();
    let good = dumped(&whole);
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << bit;
            let text = dumped(&flipped);
            assert!(text == good || !text.starts_with('#'), "bit {bit} of byte {at}: {text}");
        }
    }
}

#[test]
fn doctype_in_any_part_is_damage() {
    for (part, root) in [(SHEET, "<worksheet"), ("xl/workbook.xml", "<workbook"), ("_rels/.rels", "<Relationships")] {
        let with = format!("<!DOCTYPE a [<!ENTITY b 'c'>]>{root}");
        refused(part, &rows(ONE_CELL).edited(part, root, &with).zipped(), "Damaged: XML with a DOCTYPE");
    }
}

#[test]
fn xml_that_is_cut_or_crossed_is_damage() {
    for (sheet, cause) in [
        ("<worksheet><sheetData><row r=\"1\">", "Damaged: XML ends inside an element"),
        ("<worksheet><sheetData></row></sheetData></worksheet>", "Damaged: XML not well formed at byte"),
        ("<worksheet>&lớn;</worksheet>", ""),
    ] {
        let text = dumped(&rows("").with(SHEET, sheet).zipped());
        if cause.is_empty() {
            assert_eq!(text, "# Danh sách\n", "text outside cells is nobody's");
        } else {
            assert!(text.starts_with(cause), "{sheet}: {text}");
        }
    }
}

#[test]
fn addresses_off_the_sheet_are_damage() {
    for (row, cause) in [
        (r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#, "Damaged: a cell outside the sheet"),
        (r#"<row r="1048577"><c r="A1048577"><v>1</v></c></row>"#, "Damaged: a row outside the sheet"),
        (r#"<row r="1"><c r="A4294967297"><v>1</v></c></row>"#, "Damaged: a cell outside the sheet"),
        (r#"<row r="4294967297"><c r="A1"><v>1</v></c></row>"#, "Damaged: a row outside the sheet"),
        (r#"<row r="0"><c><v>1</v></c></row>"#, "Damaged: a row outside the sheet"),
        (r#"<row r="1"><c r="1A"><v>1</v></c></row>"#, "Damaged: a cell outside the sheet"),
        (r#"<row r="1"><c r="A2"><v>1</v></c></row>"#, "Damaged: a cell outside its row"),
        (r#"<row r="1"><c r="A1" r="B1"><v>1</v></c></row>"#, "Damaged: a cell with two addresses"),
        (r#"<row r="1"><c r="XFD1"/><c><v>1</v></c></row>"#, "Damaged: a cell outside the sheet"),
        (r#"<row r="1048576"/><row><c><v>1</v></c></row>"#, "Damaged: a row outside the sheet"),
        (r#"<c><v>1</v></c>"#, "Damaged: a cell outside the sheet"),
    ] {
        refused(row, &rows(row).zipped(), cause);
    }
}

#[test]
fn shared_strings_that_are_not_there_are_damage() {
    for index in ["-1", "1.5", "x", "1", "4294967296", "0x0"] {
        let row = format!(r#"<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>"#);
        let parts = rows(&row).strings("<sst><si><t>một</t></si></sst>");
        refused(index, &parts.zipped(), "Damaged: a shared string that is not there");
    }
    let row = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    refused("no table", &rows(row).zipped(), "Damaged: a shared string that is not there");
}

#[test]
fn a_count_of_strings_that_lies_costs_nothing() {
    let parts = rows(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#)
        .strings(r#"<sst count="4000000000" uniqueCount="1000000000"><si><t>một</t></si></sst>"#);
    assert_eq!(dumped(&parts.zipped()), "# Danh sách\nA1 \"một\"\n");
}

#[test]
fn the_same_cell_with_two_values_is_damage() {
    let row = r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#;
    refused("twice", &rows(row).zipped(), "Damaged: one cell stands twice with different values");
    let row = r#"<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>"#;
    refused("two values", &rows(row).zipped(), "Damaged: a cell with two values");
}

#[test]
fn numbers_that_are_none_are_error_values() {
    for number in ["NaN", "INF", "-inf", "1e999", "infinity"] {
        let row = format!(r#"<row r="1"><c r="A1"><v>{number}</v></c></row>"#);
        assert_eq!(dumped(&rows(&row).zipped()), "# Danh sách\nA1 #NUM!\n", "{number}");
    }
}

#[test]
fn sheets_without_parts_are_damage() {
    let parts = rows(ONE_CELL);
    let without = parts.clone().edited("xl/_rels/workbook.xml.rels", "rId1", "rId8");
    refused("no relation", &without.zipped(), "Damaged: a sheet without its part");
    let outside = parts.clone().edited("xl/_rels/workbook.xml.rels", "Target=", "TargetMode=\"External\" Target=");
    refused("external", &outside.zipped(), "Damaged: a sheet outside the file");
    let missing = parts.clone().edited("xl/_rels/workbook.xml.rels", "sheet1", "sheet2");
    refused("no part", &missing.zipped(), "Damaged: a part is missing");
    let none = parts.with("xl/workbook.xml", "<workbook><sheets/></workbook>");
    refused("no sheets", &none.zipped(), "Damaged: a workbook without sheets");
}

/// What a workbook gives under limits that leave room for all but one thing.
fn under(parts: &Parts, limits: Limits) -> String {
    let bytes = parts.zipped();
    match read(&bytes, &limits, &[]) {
        Ok(_) => "read".to_owned(),
        Err(why @ Unreadable::Over { figure, allowed, .. }) => {
            assert!(figure > allowed, "{figure} is not over {allowed}");
            named(&why)
        }
        Err(why) => named(&why),
    }
}

#[test]
fn every_limit_is_kept_and_named() {
    let usual = Limits::default();
    let parts = rows(&format!("{ONE_CELL}{}", r#"<row r="2"><c r="A2"><v>2</v></c></row>"#));
    let n_bytes = parts.zipped().len() as u64;
    let unpacked: u64 = parts.0.iter().map(|(_, content)| content.len() as u64).sum();
    // The root relationships are read twice.
    let unpacked = unpacked + parts.0[1].1.len() as u64;
    for (claim, limits, expected) in [
        ("bytes", Limits { file_bytes: n_bytes - 1, ..usual }, "Over FileBytes"),
        ("bytes", Limits { file_bytes: n_bytes, ..usual }, "read"),
        ("entries", Limits { zip_entries: 4, ..usual }, "Over ZipEntries"),
        ("entries", Limits { zip_entries: 5, ..usual }, "read"),
        ("unpacked", Limits { unpacked_bytes: unpacked - 1, ..usual }, "Over UnpackedBytes"),
        ("unpacked", Limits { unpacked_bytes: unpacked, ..usual }, "read"),
        ("ratio", Limits { ratio: 1, ratio_floor_bytes: 200, ..usual }, "Over Ratio"),
        ("ratio", Limits { ratio: 1, ratio_floor_bytes: 1_000_000, ..usual }, "read"),
        ("sheets", Limits { sheets: 0, ..usual }, "Over Sheets"),
        ("cells", Limits { cells: 1, ..usual }, "Over Cells"),
        ("cells", Limits { cells: 2, ..usual }, "read"),
    ] {
        assert_eq!(under(&parts, limits), expected, "{claim}");
    }
    let strings = rows("").strings("<sst><si/><si/></sst>");
    assert_eq!(under(&strings, Limits { cells: 1, ..usual }), "Over SharedStrings");
}

#[test]
fn a_bomb_is_stopped_by_what_really_comes_out() {
    // 17 MB of blanks in 17 kB, more than a thousand to one.
    let bomb = rows(&format!("{ONE_CELL}{}", " ".repeat(17_000_000)));
    assert_eq!(under(&bomb, Limits::default()), "Over Ratio");
    assert_eq!(under(&bomb, Limits { unpacked_bytes: 1_000_000, ..Limits::default() }), "Over UnpackedBytes");
}
