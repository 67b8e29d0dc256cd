//! XML workbooks of Excel 2003 and web pages with tables, as programs write them and as people's systems do.

use crate::dump::{dump, dumped};
use tonghop::grid::{Format, Limits, Workbook, read};

fn old_xml(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">{inside}</Workbook>"
    )
}

fn one_table(inside: &str) -> String {
    old_xml(&format!("<Worksheet ss:Name=\"Tờ\"><Table>{inside}</Table></Worksheet>"))
}

fn workbook(text: &str) -> Workbook {
    read(text.as_bytes(), &Limits::default(), &[]).unwrap_or_else(|why| panic!("{why:?}: {text}"))
}

#[test]
fn cells_of_an_xml_workbook_stand_where_excel_puts_them() {
    for (inside, expected) in [
        ("<Row><Cell><Data ss:Type=\"String\">Ấn</Data></Cell></Row>", "A1 \"Ấn\"\n"),
        (
            "<Row ss:Index=\"3\"><Cell ss:Index=\"2\"><Data ss:Type=\"Number\">1.5</Data></Cell><Cell><Data ss:Type=\"Boolean\">1</Data></Cell></Row><Row><Cell><Data ss:Type=\"Error\">#REF!</Data></Cell></Row>",
            "B3 1.5\nC3 true\nA4 #REF!\n",
        ),
        (
            "<Row><Cell ss:MergeAcross=\"1\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">gộp</Data></Cell><Cell><Data ss:Type=\"String\">bên</Data></Cell></Row>",
            "merge A1:B2\nA1 \"gộp\"\nC1 \"bên\"\n",
        ),
        // A cell that names no column stands beside what reaches down into its row.
        (
            "<Row><Cell ss:MergeDown=\"1\"><Data ss:Type=\"String\">a</Data></Cell><Cell><Data ss:Type=\"String\">b</Data></Cell></Row><Row><Cell><Data ss:Type=\"String\">c</Data></Cell></Row><Row><Cell><Data ss:Type=\"String\">d</Data></Cell></Row>",
            "merge A1:A2\nA1 \"a\"\nB1 \"b\"\nB2 \"c\"\nA3 \"d\"\n",
        ),
        (
            "<Column ss:Width=\"50\"/><Column ss:Hidden=\"1\" ss:Span=\"1\"/><Column ss:Index=\"7\" ss:Hidden=\"1\"/><Row ss:Hidden=\"1\" ss:Span=\"1\"><Cell><Data ss:Type=\"String\">ẩn</Data></Cell></Row><Row><Cell><Data ss:Type=\"String\">hiện</Data></Cell></Row>",
            "hidden columns 2-3\nhidden columns 7-7\nA1 \"ẩn\" (hidden row)\nA3 \"hiện\"\n",
        ),
        (
            "<Row><Cell><Data ss:Type=\"DateTime\">1980-02-03T00:00:00.000</Data></Cell><Cell ss:Formula=\"=A1\"/></Row>",
            "A1 1980-02-03 00:00:00\nB1 no result\n",
        ),
        (
            "<Row><Cell><ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\"><B>Ng</B>uyễn &amp; &#10;Văn</ss:Data><Comment ss:Author=\"x\"><ss:Data>không phải</ss:Data></Comment></Cell></Row>",
            "A1 \"Nguyễn & \\nVăn\"\n",
        ),
    ] {
        assert_eq!(dumped(one_table(inside).as_bytes()), format!("# Tờ\n{expected}"), "{inside}");
    }
}

#[test]
fn an_xml_workbook_tells_styles_hidden_sheets_and_its_day() {
    let text = old_xml(
        "<DocumentProperties><LastSaved>2021-11-25T08:30:00Z</LastSaved></DocumentProperties>\
         <Styles><Style ss:ID=\"Default\"><Font ss:FontName=\"Times New Roman\"/></Style>\
         <Style ss:ID=\"s1\"><NumberFormat ss:Format=\"Short Date\"/></Style>\
         <Style ss:ID=\"s2\"><Font ss:FontName=\".VnTime\"/></Style></Styles>\
         <Worksheet ss:Name=\"Một\"><Table><Row><Cell ss:StyleID=\"s1\"><Data ss:Type=\"Number\">29254</Data></Cell>\
         <Cell ss:StyleID=\"s2\"><Data ss:Type=\"String\">Hä</Data></Cell></Row></Table></Worksheet>\
         <Worksheet ss:Name=\"Hai\"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>",
    );
    let workbook = workbook(&text);
    assert_eq!(dump(&workbook), "# Một\nA1 1980-02-03 00:00:00\nB1 \"Hä\"\n# Hai (ẩn)\n");
    assert_eq!(workbook.format, Format::SpreadsheetMl);
    assert_eq!(workbook.modified.map(|at| at.to_string()).as_deref(), Some("2021-11-25 08:30:00"));
    let fonts: Vec<_> = workbook.sheets[0].rows[0].cells.iter().map(|cell| workbook.font(cell)).collect();
    assert_eq!(fonts, [Some("Times New Roman"), Some(".VnTime")]);
}

#[test]
fn an_xml_workbook_that_lies_is_refused() {
    let cell = "<Cell><Data ss:Type=\"String\">x</Data></Cell>";
    for inside in [
        format!("<Row ss:Index=\"1048577\">{cell}</Row>"),
        format!("<Row ss:Index=\"0\">{cell}</Row>"),
        format!("<Row ss:Index=\"5\">{cell}</Row><Row ss:Index=\"2\">{cell}</Row>"),
        "<Row><Cell ss:Index=\"16385\"><Data ss:Type=\"String\">x</Data></Cell></Row>".to_owned(),
        "<Row><Cell ss:Index=\"2\"><Data ss:Type=\"String\">x</Data></Cell><Cell ss:Index=\"2\"><Data ss:Type=\"String\">y</Data></Cell></Row>".to_owned(),
        "<Row><Cell><Data ss:Type=\"String\">x</Data><Data ss:Type=\"String\">y</Data></Cell></Row>".to_owned(),
        "<Row><Cell><Data ss:Type=\"String\">x</Cell></Row>".to_owned(),
    ] {
        assert!(dumped(one_table(&inside).as_bytes()).starts_with("Damaged"), "{inside}");
    }
    assert!(dumped(old_xml("").as_bytes()).starts_with("Damaged"));
    assert!(
        dumped(old_xml("<Worksheet ss:Name=\"x\"/>").replace("<Workbook", "<!DOCTYPE a><Workbook").as_bytes())
            .starts_with("Damaged")
    );
}

#[test]
fn tables_of_a_page_stand_where_a_browser_puts_them() {
    for (page, expected) in [
        ("<table><tr><th>TT<th>Họ tên<tr><td>1<td>An</table>", "A1 \"TT\"\nB1 \"Họ tên\"\nA2 \"1\"\nB2 \"An\"\n"),
        (
            "<table><tr><td rowspan=2>TT</td><td colspan=2>Mức</td></tr><tr><td>Tốt</td><td>Khá</td></tr></table>",
            "merge A1:A2\nmerge B1:C1\nA1 \"TT\"\nB1 \"Mức\"\nB2 \"Tốt\"\nC2 \"Khá\"\n",
        ),
        // A span that promises more rows than there are; the next table stands under this one.
        (
            "<table><tr><td rowspan=9>a</td><td>b</td></tr></table><table><tr><td>c</td></tr></table>",
            "A1 \"a\"\nB1 \"b\"\nA2 \"c\"\n",
        ),
        // The title stands outside the table, as web systems write it.
        (
            "<h3>DANH SÁCH</h3><p>Chi bộ <b>Văn phòng</b><br>năm 2021<table><tr><td>x</table>cuối",
            "A1 \"DANH SÁCH\"\nA2 \"Chi bộ Văn phòng\"\nA3 \"năm 2021\"\nA4 \"x\"\nA5 \"cuối\"\n",
        ),
        // A table that only lays out the page.
        (
            "<table><tr><td>đầu<table><tr><td>a</td><td>b</td></tr></table></td><td>bên</td></tr><tr><td>cuối</td></tr></table>",
            "A1 \"đầu\"\nB1 \"bên\"\nA2 \"a\"\nB2 \"b\"\nA3 \"cuối\"\n",
        ),
        (
            "<table><tr><td>Nguy&#7877;n   Văn\n An&nbsp;</td><td>&nbsp;</td><td>a<br>b<p>c</p></td><td>0012</td></tr></table>",
            "A1 \"Nguyễn Văn An\"\nC1 \"a\\nb\\nc\"\nD1 \"0012\"\n",
        ),
        (
            "<table><col><col style='display: none'><tr style=\"DISPLAY:none\"><td>ẩn</td></tr><tr><td>hiện<td><input type=checkbox checked></table>",
            "hidden columns 2-2\nA1 \"ẩn\" (hidden row)\nA2 \"hiện\"\nB2 \"x\"\n",
        ),
        // Cells without a row, rows without a table, a table without an end.
        ("<table><td>a<td>b<tr><td>c", "A1 \"a\"\nB1 \"b\"\nA2 \"c\"\n"),
        ("</td></tr></table><tr><td>lạc</td></tr><table><tr><td>a", "A1 \"lạc\"\nA2 \"a\"\n"),
    ] {
        assert_eq!(dumped(format!("<html><body>{page}").as_bytes()), format!("# Sheet1\n{expected}"), "{page}");
    }
}

#[test]
fn a_page_tells_its_sheets_name_and_fonts() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head>\
        <!--[if gte mso 9]><xml><x:ExcelWorksheet><x:Name>Danh sách</x:Name></x:ExcelWorksheet></xml><![endif]-->\
        <style><!-- td {font-family:\"Times New Roman\", serif;} .xl24 {color:red; font-family:\".VnTime\", sans-serif;}\
        --></style></head><table><tr><td>a</td><td class=xl24>b</td><td style='font-family:VNI-Times'>c</td>\
        <td><font face='VNI-Helve'>d</font></td></tr></table></html>";
    let workbook = workbook(page);
    assert_eq!(&*workbook.sheets[0].name, "Danh sách");
    assert_eq!(workbook.format, Format::HtmlTable);
    let fonts: Vec<_> = workbook.sheets[0].rows[0].cells.iter().map(|cell| workbook.font(cell)).collect();
    assert_eq!(fonts, [Some("Times New Roman"), Some(".VnTime"), Some("VNI-Times"), Some("VNI-Helve")]);
}

#[test]
fn a_page_past_the_edges_ends_in_the_limit_and_in_time() {
    let wide = format!("<table><tr>{}<td>x</table>", "<td colspan=1000>".repeat(17));
    assert!(dumped(wide.as_bytes()).starts_with("Damaged"));
    let spans = "<tr><td colspan=1000 rowspan=65534>".repeat(200_000);
    assert!(dumped(format!("<table>{spans}</table>").as_bytes()).starts_with("Damaged"));
    let nested = "<table><tr><td>x".repeat(20_000);
    assert!(!dumped(nested.as_bytes()).is_empty());
    let limits = Limits { cells: 2, ..Limits::default() };
    assert!(read(b"<table><tr><td>a<td>b<td>c</table>", &limits, &[]).is_err());
}
