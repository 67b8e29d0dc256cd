//! Legal but strange workbooks are read, cell for cell.

use crate::dump::dumped;
use crate::parts::{Parts, rows, workbook};

fn check(claim: &str, parts: Parts, expected: &str) {
    let lines: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(dumped(&parts.zipped()).lines().collect::<Vec<_>>(), lines, "{claim}");
}

#[test]
fn every_way_of_writing_a_value_is_read() {
    check(
        "kinds of values",
        rows(
            r#"<row r="2"><c r="B2" t="s"><v>1</v></c><c r="C2"><v>12.5</v></c><c r="D2" t="b"><v>1</v></c>
               <c r="E2" t="e"><v>#SPILL!</v></c><c r="F2" t="inlineStr"><is><r><t>Văn </t></r><r><t>An</t></r></is></c>
               <c r="G2" t="str"><f>B2</f><v>kết quả</v></c><c r="H2"><f>1+1</f><v>2</v></c>
               <c r="I2" t="d"><v>2021-11-25T00:00:00</v></c><c r="J2" t="n"><v> 1E3 </v></c><c r="K2" s="7"/>
               <c r="L2" t="b"><v>có</v></c><c r="M2"><v>12,5</v></c><c r="N2" t="lạ"><v>x</v></c>
               <c r="O2" t="inlineStr"><v>y</v></c></row>"#,
        )
        .strings("<sst><si><t>không dùng</t></si><si><t xml:space=\"preserve\"> Đạt &amp; tốt </t></si></sst>"),
        "# Danh sách
         B2 \" Đạt & tốt \"
         C2 12.5
         D2 true
         E2 #SPILL!
         F2 \"Văn An\"
         G2 \"kết quả\"
         H2 2
         I2 2021-11-25 00:00:00
         J2 1000
         L2 \"có\"
         M2 \"12,5\"
         N2 \"x\"
         O2 \"y\"",
    );
}

#[test]
fn empty_texts_are_no_cells_but_a_formula_without_result_is() {
    check(
        "empty",
        rows(
            r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f>1+1</f></c>
               <c r="D1"><f>1+1</f><v/></c><c r="E1" t="inlineStr"><is><t/></is></c><c r="F1" t="s"/><c r="G1"><v/></c>
               <c r="H1" t="str"><f>A1</f></c><c r="I1"><f t="shared" si="0"/></c></row>"#,
        )
        .strings("<sst><si><t/></si></sst>"),
        "# Danh sách
         C1 no result
         D1 no result
         H1 no result
         I1 no result",
    );
}

#[test]
fn numbers_shown_as_dates_are_dates_in_the_workbooks_own_epoch() {
    let dated = rows(
        r#"<row r="1"><c r="A1" s="1"><v>43063</v></c><c r="B1" s="0"><v>43063</v></c><c r="C1" s="2"><v>1.5</v></c>
           <c r="D1" s="1"><v>-3</v></c><c r="E1" s="99"><v>7</v></c></row>"#,
    )
    .formats(&["General", "dd/mm/yyyy", "[h]:mm"]);
    check(
        "1900",
        dated.clone(),
        "# Danh sách
         A1 2017-11-24 00:00:00
         B1 43063
         C1 1.5
         D1 -3
         E1 7",
    );
    check(
        "1904",
        dated.edited("xl/workbook.xml", "<sheets>", "<workbookPr date1904=\"true\"/><sheets>"),
        "# Danh sách
         A1 2021-11-25 00:00:00
         B1 43063
         C1 1.5
         D1 -3
         E1 7",
    );
}

#[test]
fn a_cell_at_the_far_corner_costs_nothing() {
    check(
        "sparse",
        rows(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#),
        "# Danh sách
         A1 1
         XFD1048576 2",
    );
}

#[test]
fn cells_and_rows_without_addresses_follow_one_another() {
    check(
        "no addresses",
        rows(
            "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c r=\"C3\"><v>3</v></c><c><v>4</v></c></row>\
             <row r=\"9\"><c><v>5</v></c></row><row><c><v>6</v></c></row>",
        ),
        "# Danh sách
         A1 1
         C1 2
         C3 3
         D3 4
         A9 5
         A10 6",
    );
}

#[test]
fn rows_and_cells_out_of_order_are_sorted() {
    check(
        "out of order",
        rows(
            r#"<row r="3"><c r="B3"><v>4</v></c><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>
               <row r="3" hidden="1"><c r="C3"><v>5</v></c><c r="A3"><v>3</v></c></row>"#,
        ),
        "# Danh sách
         A1 1
         A3 3 (hidden row)
         B3 4 (hidden row)
         C3 5 (hidden row)",
    );
}

#[test]
fn prefixed_names_of_the_strict_standard_in_utf_16_are_read() {
    let sheet = r#"<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Ấn</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"#;
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(sheet.encode_utf16().flat_map(u16::to_le_bytes));
    let parts = rows("")
        .with_bytes("xl/worksheets/sheet1.xml", utf16)
        .with(
            "xl/workbook.xml",
            r#"<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="http://purl.oclc.org/ooxml/officeDocument/relationships"><x:sheets><x:sheet name="Danh sách" sheetId="1" q:id="rId1"/></x:sheets></x:workbook>"#,
        )
        .edited(
            "xl/_rels/workbook.xml.rels",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        );
    check("strict", parts, "# Danh sách\n A1 \"Ấn\"");
}

#[test]
fn parts_are_found_wherever_the_relationships_say() {
    let one = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    let expected = "# Danh sách\n A1 1";
    check(
        "absolute targets",
        rows(one).edited("_rels/.rels", "\"xl/workbook.xml\"", "\"/xl/workbook.xml\"").edited(
            "xl/_rels/workbook.xml.rels",
            "\"worksheets/",
            "\"/xl/worksheets/",
        ),
        expected,
    );
    check(
        "another name for the workbook",
        rows(one)
            .edited("_rels/.rels", "xl/workbook.xml", "book/so.xml")
            .edited("[Content_Types].xml", "/xl/workbook.xml", "/book/so.xml")
            .edited("xl/_rels/workbook.xml.rels", "worksheets/", "../xl/worksheets/")
            .renamed("xl/workbook.xml", "book/so.xml")
            .renamed("xl/_rels/workbook.xml.rels", "book/_rels/so.xml.rels"),
        expected,
    );
    check(
        "backslashes and capitals in the zip",
        rows(one)
            .renamed("xl/worksheets/sheet1.xml", "xl\\Worksheets\\Sheet1.xml")
            .renamed("xl/workbook.xml", "XL\\workbook.xml"),
        expected,
    );
    check("no root relationships", rows(one).edited("_rels/.rels", "officeDocument\"", "khác\""), expected);
}

#[test]
fn tabs_keep_their_order_and_their_own_cells_even_under_one_name() {
    let tabs = r#"<sheet name="Tổng hợp" sheetId="9" r:id="rId2" state="veryHidden"/><sheet name="Biểu đồ" sheetId="7" r:id="rId3"/><sheet name="Danh sách" sheetId="2" r:id="rId4" state="visible"/></sheets>"#;
    let target = |id: &str, kind: &str, part: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{part}"/>"#
        )
    };
    let more = [
        target("rId4", "worksheet", "worksheets/sheet3.xml"),
        target("rId2", "worksheet", "worksheets/sheet2.xml"),
        target("rId3", "chartsheet", "chartsheets/sheet1.xml"),
    ]
    .concat();
    let sheet = |value: u8| {
        format!(r#"<worksheet><sheetData><row r="1"><c r="A1"><v>{value}</v></c></row></sheetData></worksheet>"#)
    };
    check(
        "tabs",
        rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#)
            .edited("xl/workbook.xml", "</sheets>", tabs)
            .edited("xl/_rels/workbook.xml.rels", "</Relationships>", &format!("{more}</Relationships>"))
            .with("xl/worksheets/sheet2.xml", &sheet(2))
            .with("xl/worksheets/sheet3.xml", &sheet(3))
            .with("xl/chartsheets/sheet1.xml", "<chartsheet/>"),
        "# Danh sách
         A1 1
         # Tổng hợp (ẩn)
         A1 2
         # Danh sách
         A1 3",
    );
}

#[test]
fn merges_and_hidden_rows_and_columns_are_told() {
    check(
        "merges",
        workbook(
            r#"<dimension ref="A1"/><cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5" width="0"/>
               <col min="6" max="6" width="8"/><col min="9" max="20000" hidden="1"/></cols>
               <sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="true"><c r="A2"><v>2</v></c></row>
               <row r="3" ht="0" customHeight="1"><c r="A3"><v>3</v></c></row><row r="4" hidden="0"><c r="A4"><v>4</v></c></row>
               <row r="5" hidden="1"/></sheetData>
               <mergeCells count="2"><mergeCell ref="B1:D2"/><mergeCell ref="$A$9:$A$8"/><mergeCell ref="A1:XFE9"/>
               <mergeCell ref="lỗi"/><mergeCell ref="C3"/></mergeCells>"#,
        ),
        "# Danh sách
         hidden columns 2-3
         hidden columns 5-5
         merge B1:D2
         merge A8:A9
         A1 1
         A2 2 (hidden row)
         A3 3 (hidden row)
         A4 4",
    );
}

#[test]
fn texts_keep_their_spaces_and_lose_only_what_a_cell_cannot_hold() {
    let long = "ấ".repeat(33_000);
    let parts = rows(&format!(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_
b_x005F_x0009_</t></is></c><c r="B1" t="inlineStr"><is><t>{long}</t></is></c></row>"#
    ));
    let text = dumped(&parts.zipped());
    assert!(text.contains(r#"A1 "a\r\nb_x0009_""#), "{}", &text[..60]);
    assert_eq!(text.chars().filter(|&character| character == 'ấ').count(), 32_767);
}

#[test]
fn one_thousand_entries_and_a_ratio_of_many_to_one_are_honest() {
    let mut parts = rows(&format!(r#"<row r="1"><c r="A1"><v>1</v></c></row>{}"#, " ".repeat(1_000_000)));
    for number in 0..1_100 {
        parts = parts.with(&format!("xl/media/image{number}.png"), "x");
    }
    check("many entries", parts, "# Danh sách\n A1 1");
}
