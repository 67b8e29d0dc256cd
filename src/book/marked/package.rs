//! The package of a workbook: its parts by name, which of them may stay, and the few that hold the others together.

use super::tags::{Edits, Element, attribute, children, escaped, tags, unescaped, with_attribute};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const WORKBOOK: &str = "xl/workbook.xml";
const WORKBOOK_RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const TYPES: &str = "[Content_Types].xml";
const ROOT_RELATIONS: &str = "_rels/.rels";

/// What is known to be harmless: a part whose name begins so stays as it is.
const KEPT: [&str; 9] = [
    "xl/worksheets/sheet",
    "xl/theme/",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/tables/table",
    "xl/media/image",
    "xl/drawings/",
    "xl/comments",
    "xl/metadata.xml",
];
const KEPT_RELATIONS: [&str; 2] = ["xl/worksheets/_rels/sheet", "xl/drawings/_rels/drawing"];

/// What is harmless and left out: it names people, machines or printers, or is made anew by whatever opens the file.
const LEFT_OUT: [&str; 6] =
    ["docProps/", "docMetadata/", "customXml/", "xl/printerSettings/", "xl/calcChain.xml", "xl/persons/"];
/// Conversations hung on notes; the notes themselves say the same.
const THREADS: &str = "xl/threadedComments/";

/// Functions that reach outside of the workbook.
const REACHING_OUT: [&str; 7] = ["WEBSERVICE(", "HYPERLINK(", "RTD(", "IMAGE(", "FILTERXML(", "CALL(", "REGISTER.ID("];

/// An open package: parts to be copied as they are, and parts changed or added.
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// In the order they stand: name, and the changed content.
    parts: Vec<(String, Option<String>)>,
    added: Vec<(String, String)>,
}

/// The parts that make a sheet's notes.
pub struct NoteParts {
    pub texts: String,
    pub drawing: String,
}

impl<'b> Package<'b> {
    /// `None` when it is no package, or one with a part that is not known to be harmless.
    pub fn open(bytes: &'b [u8]) -> Option<Self> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).ok()?;
            let name = part.name().ok()?.into_owned();
            if part.is_dir() {
                continue;
            }
            let starts = |with: &[&str]| with.iter().any(|start| name.starts_with(start));
            let is_needed = [WORKBOOK, WORKBOOK_RELATIONS, TYPES, ROOT_RELATIONS].contains(&name.as_str());
            if starts(&LEFT_OUT) || name.starts_with(THREADS) {
                continue;
            }
            if !(is_needed || starts(&KEPT) || starts(&KEPT_RELATIONS)) {
                return None;
            }
            parts.push((name, None));
        }
        let mut package = Self { archive, parts, added: Vec::new() };
        package.refuse_outside()?;
        Some(package)
    }

    /// Links to the outside, in relationships or formulas.
    fn refuse_outside(&mut self) -> Option<()> {
        let names: Vec<String> = self.parts.iter().map(|(name, _)| name.clone()).collect();
        for name in names {
            if name.ends_with(".rels") {
                let text = self.text(&name)?;
                if text.contains("TargetMode=\"External\"") || text.contains("TargetMode='External'") {
                    return None;
                }
            } else if name.starts_with("xl/worksheets/") || name == WORKBOOK {
                let text = self.text(&name)?.to_ascii_uppercase();
                if REACHING_OUT.iter().any(|function| text.contains(function)) || text.contains("<EXTERNALREFERENCE") {
                    return None;
                }
            }
        }
        Some(())
    }

    /// A part's text, changed or as it is; `None` when there is none or it is not UTF-8.
    pub fn text(&mut self, name: &str) -> Option<String> {
        if let Some((_, content)) = self.added.iter().find(|(added, _)| added == name) {
            return Some(content.clone());
        }
        if let Some((_, Some(content))) = self.parts.iter().find(|(part, _)| part == name) {
            return Some(content.clone());
        }
        let mut text = String::new();
        self.archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
        Some(text.trim_start_matches('\u{feff}').to_owned())
    }

    /// Changes a part, or adds it.
    pub fn put(&mut self, name: &str, content: String) {
        match self.parts.iter_mut().find(|(part, _)| part == name) {
            Some((_, changed)) => *changed = Some(content),
            None => {
                self.added.retain(|(added, _)| added != name);
                self.added.push((name.to_owned(), content));
            }
        }
    }

    fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|(part, _)| part == name) || self.added.iter().any(|(added, _)| added == name)
    }

    /// The sheets in the order of their tabs: name and part. `None` when one is no worksheet.
    pub fn sheets(&mut self) -> Option<Vec<(String, String)>> {
        let xml = self.text(WORKBOOK)?;
        let relations = self.relations(WORKBOOK)?;
        let parsed = tags(&xml)?;
        let sheets = children(&parsed, "sheets")?.into_iter().map(|sheet| {
            let id = relation_id(&sheet)?;
            let part = relations.iter().find(|relation| relation.id == id)?.target.clone();
            part.starts_with("xl/worksheets/").then_some((unescaped(sheet.attribute("name")?), part))
        });
        sheets.collect()
    }

    /// The parts of a sheet's notes. `None` when they cannot be made out; `Some(None)` when there are none.
    pub fn notes_of(&mut self, part: &str) -> Option<Option<NoteParts>> {
        if !self.has(&relations_of(part)) {
            return Some(None);
        }
        let relations = self.relations(part)?;
        let of = |kind: &str| {
            relations.iter().find(|relation| relation.kind.ends_with(kind)).map(|found| found.target.clone())
        };
        match (of("/comments"), of("/vmlDrawing")) {
            (Some(texts), Some(drawing)) => Some(Some(NoteParts { texts, drawing })),
            (None, None) => Some(None),
            _ => None,
        }
    }

    /// Adds the parts of a sheet's first notes; gives the id of the relationship to the drawing.
    pub fn add_notes(&mut self, part: &str, number: usize, texts: String, drawing: String) -> Option<String> {
        let (texts_name, drawing_name) =
            (format!("xl/commentsTonghop{number}.xml"), format!("xl/drawings/vmlDrawingTonghop{number}.vml"));
        if self.has(&texts_name) || self.has(&drawing_name) {
            return None;
        }
        let id = "rIdTonghop";
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        self.relate(
            &relations_of(part),
            &format!(
                "<Relationship Id=\"{id}Notes\" Type=\"{kind}/comments\" Target=\"../commentsTonghop{number}.xml\"/><Relationship Id=\"{id}Drawing\" Type=\"{kind}/vmlDrawing\" Target=\"../drawings/vmlDrawingTonghop{number}.vml\"/>"
            ),
        )?;
        self.declare(&texts_name, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")?;
        self.put(&texts_name, texts);
        self.put(&drawing_name, drawing);
        Some(format!("{id}Drawing"))
    }

    /// Puts a sheet in front of all, or over one of the same name that is there.
    pub fn put_front(&mut self, name: &str, xml: String) -> Option<()> {
        let sheets = self.sheets()?;
        if let Some((_, part)) = sheets.first().filter(|(first, _)| first == name) {
            let part = part.clone();
            let relations = relations_of(&part);
            self.parts.retain(|(other, _)| *other != relations);
            self.put(&part, xml);
            return self.show_first(0);
        }
        if sheets.iter().any(|(other, _)| other.to_lowercase() == name.to_lowercase()) {
            return None;
        }
        let part = "xl/worksheets/sheetTonghop.xml";
        if self.has(part) {
            return None;
        }
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        self.relate(
            WORKBOOK_RELATIONS,
            &format!(
                "<Relationship Id=\"rIdTonghop\" Type=\"{kind}/worksheet\" Target=\"worksheets/sheetTonghop.xml\"/>"
            ),
        )?;
        self.declare(part, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")?;
        self.put(part, xml);
        let workbook = self.text(WORKBOOK)?;
        let parsed = tags(&workbook)?;
        let known = children(&parsed, "sheets")?;
        let ids = known.iter().filter_map(|sheet| sheet.attribute("sheetId")?.parse::<u32>().ok());
        let id = ids.max()? + 1;
        let mut edits = Edits::default();
        edits.insert(
            known.first()?.tag.start,
            format!("<sheet name=\"{}\" sheetId=\"{id}\" xmlns:r=\"{kind}\" r:id=\"rIdTonghop\"/>", escaped(name)),
        );
        // Names that hold on one sheet know it by its place, which is one further now.
        for tag in parsed.iter().filter(|tag| tag.name == "definedName") {
            if let Some(place) = attribute(tag.text, "localSheetId") {
                let place = place.parse::<u32>().ok()? + 1;
                edits.replace(tag.start, tag.end, with_attribute(tag.text, "localSheetId", &place.to_string()));
            }
        }
        let workbook = edits.apply(&workbook)?;
        self.put(WORKBOOK, workbook);
        self.show_first(0)
    }

    /// Opens the workbook at its first sheet.
    fn show_first(&mut self, first: usize) -> Option<()> {
        let workbook = self.text(WORKBOOK)?;
        let parsed = tags(&workbook)?;
        let mut edits = Edits::default();
        for view in parsed.iter().filter(|tag| tag.name == "workbookView") {
            let view_first = with_attribute(view.text, "activeTab", &first.to_string());
            edits.replace(view.start, view.end, with_attribute(&view_first, "firstSheet", "0"));
        }
        let changed = edits.apply(&workbook)?;
        self.put(WORKBOOK, changed);
        Some(())
    }

    /// Takes out what names people and machines, and every mention of the parts left out.
    pub fn without_names(&mut self) -> Option<()> {
        let workbook = self.text(WORKBOOK)?;
        let parsed = tags(&workbook)?;
        let mut edits = Edits::default();
        for element in children(&parsed, "workbook")? {
            let text = &workbook[element.tag.start..element.end];
            let names_somebody = element.tag.name == "fileSharing"
                || element.tag.name == "mc:AlternateContent" && text.contains("absPath")
                || element.tag.name.ends_with(":absPath");
            if names_somebody {
                edits.replace(element.tag.start, element.end, "");
            }
        }
        let workbook = edits.apply(&workbook)?;
        self.put(WORKBOOK, workbook);
        let relations: Vec<String> =
            self.parts.iter().map(|(name, _)| name.clone()).filter(|name| name.ends_with(".rels")).collect();
        for name in relations {
            self.forget_absent(&name, "Relationships")?;
        }
        self.forget_absent(TYPES, "Types")
    }

    /// Drops relationships and type declarations of parts that are not there.
    fn forget_absent(&mut self, part: &str, root: &str) -> Option<()> {
        let xml = self.text(part)?;
        let parsed = tags(&xml)?;
        let mut edits = Edits::default();
        for element in children(&parsed, root)? {
            let target = match (root, element.attribute("PartName"), element.attribute("Target")) {
                ("Types", Some(name), _) => unescaped(name).trim_start_matches('/').to_owned(),
                ("Types", None, _) => continue,
                (_, _, Some(target)) => resolved(part, &unescaped(target)),
                (_, _, None) => return None,
            };
            if !self.has(&target) {
                edits.replace(element.tag.start, element.end, "");
            }
        }
        let changed = edits.apply(&xml)?;
        if changed != xml {
            self.put(part, changed);
        }
        Some(())
    }

    fn relations(&mut self, part: &str) -> Option<Vec<Relation>> {
        let name = relations_of(part);
        let xml = self.text(&name)?;
        let parsed = tags(&xml)?;
        let relations = children(&parsed, "Relationships")?.into_iter().map(|relation| {
            Some(Relation {
                id: relation.attribute("Id")?.to_owned(),
                kind: relation.attribute("Type")?.to_owned(),
                target: resolved(&name, &unescaped(relation.attribute("Target")?)),
            })
        });
        relations.collect()
    }

    /// Adds relationships to a part that holds them, or makes it.
    fn relate(&mut self, name: &str, added: &str) -> Option<()> {
        let changed = if self.has(name) {
            let xml = self.text(name)?;
            let parsed = tags(&xml)?;
            let root = parsed.iter().find(|tag| tag.name == "Relationships")?;
            let mut edits = Edits::default();
            if root.text.ends_with("/>") {
                let open = root.text.trim_end_matches("/>").to_owned();
                edits.replace(root.start, root.end, format!("{open}>{added}</Relationships>"));
            } else {
                edits.insert(root.end, added);
            }
            edits.apply(&xml)?
        } else {
            let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{namespace}\">{added}</Relationships>"
            )
        };
        self.put(name, changed);
        Some(())
    }

    /// Declares a part's type, and that of drawings of notes.
    fn declare(&mut self, part: &str, kind: &str) -> Option<()> {
        let xml = self.text(TYPES)?;
        let parsed = tags(&xml)?;
        let root = parsed.iter().find(|tag| tag.name == "Types")?;
        let mut added = format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>");
        let has_vml = parsed.iter().any(|tag| {
            tag.name == "Default"
                && attribute(tag.text, "Extension").is_some_and(|known| known.eq_ignore_ascii_case("vml"))
        });
        if !has_vml {
            added.push_str(
                "<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>",
            );
        }
        let mut edits = Edits::default();
        edits.insert(root.end, added);
        let changed = edits.apply(&xml)?;
        self.put(TYPES, changed);
        Some(())
    }

    /// The package again: untouched parts with the very bytes they had.
    pub fn into_bytes(mut self) -> Option<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        // The same bytes whatever the system.
        let options =
            SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).system(zip::System::Unix);
        for (name, changed) in &self.parts {
            match changed {
                Some(content) => {
                    writer.start_file(name.as_str(), options).ok()?;
                    writer.write_all(content.as_bytes()).ok()?;
                }
                None => writer.raw_copy_file(self.archive.by_name(name).ok()?).ok()?,
            }
        }
        for (name, content) in &self.added {
            writer.start_file(name.as_str(), options).ok()?;
            writer.write_all(content.as_bytes()).ok()?;
        }
        Some(writer.finish().ok()?.into_inner())
    }
}

struct Relation {
    id: String,
    kind: String,
    /// From the package's root.
    target: String,
}

/// The id of a sheet's relationship, whatever prefix the namespace goes by.
fn relation_id<'x>(element: &Element<'x>) -> Option<&'x str> {
    let text = element.tag.text;
    let prefix = text.split_whitespace().find_map(|part| Some(part.split_once(":id=")?.0))?;
    attribute(text, &format!("{prefix}:id"))
}

/// The part that holds a part's relationships.
fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// A relationship's target from the package's root, `..` walked.
fn resolved(relations: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let home = relations.rsplit_once("_rels/").map_or("", |(folder, _)| folder.trim_end_matches('/'));
    let mut path: Vec<&str> = home.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            part => path.push(part),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_walked_from_where_the_relationships_lie() {
        for (relations, target, expected) in [
            ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets/_rels/sheet1.xml.rels", "../comments1.xml", "xl/comments1.xml"),
            ("_rels/.rels", "xl/workbook.xml", "xl/workbook.xml"),
            ("_rels/.rels", "/docProps/core.xml", "docProps/core.xml"),
        ] {
            assert_eq!(resolved(relations, target), expected);
        }
        assert_eq!(relations_of("xl/worksheets/sheet1.xml"), "xl/worksheets/_rels/sheet1.xml.rels");
    }
}
