//! The two tables of an Office package that say which part is what: relationships and content types.

use super::Unreadable;
use super::container::{Package, resolve_target};
use super::xml::{Event, Xml};

/// One relationship of a part.
pub(super) struct Relation {
    pub id: String,
    /// The last segment of its type's address: the same word in the transitional and the strict standard.
    pub kind: String,
    /// The part it points at; none when it points out of the package. Such targets are never followed.
    pub part: Option<String>,
}

/// The relationships of a part, or of the package when `source` is empty. No table is no relationships.
pub(super) fn relations_of(package: &mut Package<'_>, source: &str) -> Result<Vec<Relation>, Unreadable> {
    let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
    let separator = if folder.is_empty() { "" } else { "/" };
    let Some(text) = package.text_if_any(&format!("{folder}{separator}_rels/{file}.rels"))? else {
        return Ok(Vec::new());
    };
    let mut relations = Vec::new();
    let mut events = Xml::new(&text);
    loop {
        match events.next()? {
            Event::Eof => return Ok(relations),
            Event::Start(element) if element.name == "Relationship" => {
                let is_external = element.attribute("TargetMode")?.is_some_and(|mode| mode == "External");
                let target = element.attribute("Target")?.unwrap_or_default();
                relations.push(Relation {
                    id: element.attribute("Id")?.unwrap_or_default().into_owned(),
                    kind: last_segment(&element.attribute("Type")?.unwrap_or_default()).to_owned(),
                    part: (!is_external).then(|| resolve_target(source, &target)),
                });
            }
            _ => {}
        }
    }
}

/// Content types as `[Content_Types].xml` gives them: by part, and by the ending of the name.
#[derive(Default)]
pub(super) struct ContentTypes {
    /// Lower-case part without a leading `/`, and type.
    by_part: Vec<(String, String)>,
    by_ending: Vec<(String, String)>,
}

impl ContentTypes {
    pub fn of(package: &mut Package<'_>) -> Result<Self, Unreadable> {
        let mut types = Self::default();
        let Some(text) = package.text_if_any("[Content_Types].xml")? else { return Ok(types) };
        let mut events = Xml::new(&text);
        loop {
            let event = events.next()?;
            let Event::Start(element) = &event else {
                if matches!(event, Event::Eof) {
                    return Ok(types);
                }
                continue;
            };
            let (table, key) = match element.name {
                "Override" => (&mut types.by_part, element.attribute("PartName")?),
                "Default" => (&mut types.by_ending, element.attribute("Extension")?),
                _ => continue,
            };
            let key = key.unwrap_or_default().trim_start_matches('/').to_lowercase();
            let of = element.attribute("ContentType")?.unwrap_or_default().to_lowercase();
            table.push((key, of));
        }
    }

    /// The type of a part in lower case, empty when none is given.
    pub fn of_part(&self, part: &str) -> &str {
        let part = part.to_lowercase();
        let ending = part.rsplit_once('.').map_or("", |(_, ending)| ending);
        let given = self.by_part.iter().find(|(key, _)| *key == part);
        given.or_else(|| self.by_ending.iter().find(|(key, _)| key == ending)).map_or("", |(_, of)| of)
    }

    /// The first part whose type passes.
    pub fn first_part(&self, is_wanted: impl Fn(&str) -> bool) -> Option<&str> {
        self.by_part.iter().find(|(_, of)| is_wanted(of)).map(|(part, _)| part.as_str())
    }
}

/// The first relationship of a kind that stays in the package.
pub(super) fn part_of_kind<'r>(relations: &'r [Relation], kind: &str) -> Option<&'r str> {
    relations.iter().find(|relation| relation.kind == kind).and_then(|relation| relation.part.as_deref())
}

fn last_segment(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}
