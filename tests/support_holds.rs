//! The tools of the tests hold what they promise: text tables become the cells they show, page examples are taken apart.

mod support;

use support::table::{TextCell, book, sheet};
use support::{dump, page};
use tonghop::domain::place::CellAt;
use tonghop::grid::Value;

const TABLE: &str = "
    | TT | Họ và tên | Năm sinh | < | Xếp loại |
    | ^  | ^         | Nam | Nữ | ^ |

    | 1 | '  Lê Thị An | | 1980-02-03 | =A4+1 → 5 |
    @10
    | 007 | a\\pb\\nc | 18.5 | TRUE | #N/A |
    @ẩn cột B-C
    @ẩn dòng 10";

#[test]
fn a_text_table_becomes_the_xlsx_it_shows() {
    let bytes = book([sheet("Một", TABLE), sheet("Hai", "| x |").hidden()]).xlsx();
    let shown = dump::dump(&bytes);
    let wanted = "\
== Một
merged A1:A2
merged B1:B2
merged C1:D1
merged E1:E2
A1 TT | B1 Họ và tên | C1 Năm sinh | E1 Xếp loại
C2 Nam | D2 Nữ
A4 1 | B4   Lê Thị An | D4 1980-02-03 | E4 =A4+1 → 5
A10 007 | B10 a|b⏎c | C10 18.5 | D10 TRUE | E10 =NA() → #N/A
== Hai (ẩn)
A1 x
";
    assert_eq!(shown, wanted);
    assert_eq!(dump::cell(&shown, "Một", "D2"), "Nữ");
    assert_eq!(dump::cell(&shown, "Hai", "D2"), "");
}

#[test]
fn a_text_table_becomes_the_grid_it_shows() {
    let grid = book([sheet("Một", &TABLE.replace("→ 5", "→"))]).grid();
    let sheet = &grid.sheets[0];
    let rows = sheet.rows.iter().map(|row| (row.number, row.is_hidden)).collect::<Vec<_>>();
    assert_eq!(rows, [(1, false), (2, false), (4, false), (10, true)]);
    assert_eq!(sheet.value(CellAt::new(4, 2)), Some(&Value::Text("  Lê Thị An".into())));
    assert_eq!(sheet.value(CellAt::new(4, 5)), Some(&Value::NoResult));
    assert_eq!(sheet.value(CellAt::new(10, 1)), Some(&Value::Text("007".into())));
    assert_eq!(sheet.merges.len(), 4);
    assert_eq!(sheet.hidden_columns, [(2, 3)]);
}

#[test]
fn a_page_is_taken_apart_into_its_examples() {
    let page = "# C303
## Ví dụ
### Phải nêu
```kế-hoạch trang=Chi bộ
| Mã chi bộ | Tên chi bộ |
```
```bảng tệp=nop/chi bo 1.xlsx trang=Đảng viên
| Họ và tên | Xếp loại |
| Lê Thị An | XS? |

012 | 12
```
```bảng tệp=chi bo 1.xlsx trang=Tập thể
| Tên tập thể |
```
```hỏng tệp=nop/b.xlsx loại=rỗng
```
```phát-hiện
C303 nop/chi bo 1.xlsx › Đảng viên › B2
```
### Không nêu
```text
not a part
```
```phát-hiện
```
";
    let examples = page::examples(page);
    assert_eq!(examples.len(), 2);
    let first = &examples[0];
    assert_eq!(first.title, "Phải nêu");
    assert_eq!(first.plan.sheets.len(), 1);
    assert_eq!(first.returns.len(), 1);
    assert_eq!(first.returns[0].0, "nop/chi bo 1.xlsx");
    assert_eq!(
        first.returns[0].1.sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(),
        ["Đảng viên", "Tập thể"]
    );
    assert_eq!(first.broken, [("nop/b.xlsx".to_owned(), "rỗng".to_owned())]);
    assert_eq!(first.findings, ["C303 nop/chi bo 1.xlsx › Đảng viên › B2"]);
    assert!(examples[1].findings.is_empty() && examples[1].returns.is_empty());
    let members = &first.returns[0].1.sheets[0].cells;
    assert_eq!(members[&CellAt::new(4, 1)], TextCell::Text("012".to_owned()));
    assert_eq!(members[&CellAt::new(4, 2)], TextCell::Number(12.0));
    assert!(page::broken("word").starts_with(b"PK"));
    let folder = first.folder();
    assert_eq!(std::fs::read(folder.path().join("nop/b.xlsx")).unwrap(), b"");
    assert!(folder.path().join("ke-hoach.xlsx").is_file());
}
