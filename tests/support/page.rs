//! The examples of a rule's page, taken apart: tables, plan sheets, unreadable files, and the findings they must give.
//! The form is described at the top of `src/rules/mod.rs`.

/// One example of a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Example {
    /// Returned workbooks: file name, then sheets in the order they stand.
    pub files: Vec<(String, Vec<Sheet>)>,
    /// Sheets of the plan workbook; without any the example has no plan.
    pub plan: Vec<Sheet>,
    pub broken: Vec<BrokenFile>,
    /// The findings of the page's own code; `None` where the example is told in words only.
    pub expected: Option<Vec<ExpectedFinding>>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    pub name: String,
    /// Rows from row 1, cells from column A.
    pub rows: Vec<Vec<CellText>>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CellText {
    Blank,
    Text(String),
    Number(u64),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BrokenFile {
    pub name: String,
    pub how: Broken,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Broken {
    Pdf,
    Empty,
    CutShort,
    Locked,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExpectedFinding {
    pub code: String,
    pub cell: ExpectedCell,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExpectedCell {
    /// `-`
    None,
    /// `*`
    Any,
    At(String),
}

/// The two examples of a page: the one that trips and the close call.
///
/// # Errors
/// What is wrong with the page, for the person who wrote it.
pub fn examples(page: &str) -> Result<[Example; 2], String> {
    let (_, rest) = page.split_once("### Ví dụ 1: bị nêu").ok_or("no example that trips")?;
    let (trips, rest) = rest.split_once("### Ví dụ 2: không bị nêu").ok_or("no close call")?;
    let (close_call, _) = rest.split_once("## Cách sửa").ok_or("no “Cách sửa” after the examples")?;
    Ok([example(trips)?, example(close_call)?])
}

fn example(text: &str) -> Result<Example, String> {
    let mut example = Example::default();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let mut block = Vec::new();
        loop {
            match lines.next() {
                Some("```") => break,
                Some(line) => block.push(line),
                None => return Err(format!("block “{info}” is never closed")),
            }
        }
        let kind = info.split(' ').next().unwrap_or_default();
        match kind {
            "bảng" => {
                let (file, sheet) = (value(info, "tệp")?, Sheet { name: value(info, "trang")?, rows: rows(&block) });
                match example.files.iter_mut().find(|(name, _)| *name == file) {
                    Some((_, sheets)) => sheets.push(sheet),
                    None => example.files.push((file, vec![sheet])),
                }
            }
            "kế-hoạch" => example.plan.push(Sheet { name: value(info, "trang")?, rows: rows(&block) }),
            "hỏng" => {
                let how = match value(info, "loại")?.as_str() {
                    "pdf" => Broken::Pdf,
                    "rỗng" => Broken::Empty,
                    "cắt" => Broken::CutShort,
                    "khóa" => Broken::Locked,
                    other => return Err(format!("no such way to break a file: {other}")),
                };
                example.broken.push(BrokenFile { name: value(info, "tệp")?, how });
            }
            "phát-hiện" => {
                let findings = block.iter().filter(|line| !line.trim().is_empty());
                example.expected = Some(findings.map(|line| finding(line)).collect::<Result<_, _>>()?);
            }
            other => return Err(format!("no such block: {other}")),
        }
    }
    Ok(example)
}

/// The value of a key in an info string: it runs to the next ` key=` or to the end.
fn value(info: &str, key: &str) -> Result<String, String> {
    let start = format!(" {key}=");
    let (_, rest) = info.split_once(&start).ok_or_else(|| format!("“{info}” lacks {key}="))?;
    let next = [" tệp=", " trang=", " loại="].iter().filter_map(|key| rest.find(key)).min();
    Ok(rest[..next.unwrap_or(rest.len())].trim().to_owned())
}

fn rows(block: &[&str]) -> Vec<Vec<CellText>> {
    block.iter().map(|line| row(line)).collect()
}

fn row(line: &str) -> Vec<CellText> {
    let line = line.trim();
    if line.is_empty() {
        return Vec::new();
    }
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').map(|cell| cell_text(cell.trim())).collect()
}

fn cell_text(text: &str) -> CellText {
    let is_number = text.chars().all(|letter| letter.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    match text.parse() {
        _ if text.is_empty() => CellText::Blank,
        Ok(number) if is_number => CellText::Number(number),
        _ => CellText::Text(text.replace("\\n", "\n")),
    }
}

fn finding(line: &str) -> Result<ExpectedFinding, String> {
    let (code, cell) = line.trim().split_once(' ').ok_or_else(|| format!("“{line}” is not “CODE cell”"))?;
    let cell = match cell.trim() {
        "-" => ExpectedCell::None,
        "*" => ExpectedCell::Any,
        at => ExpectedCell::At(at.to_owned()),
    };
    Ok(ExpectedFinding { code: code.to_owned(), cell })
}
