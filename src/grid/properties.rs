//! The moment of last modification in a document's own properties.

use super::Unreadable;
use super::container::Package;
use super::serial::iso_moment;
use super::xml::{Event, Xml, append_text, decode};
use chrono::NaiveDateTime;

/// The first element of this name in a part of properties. Properties that are not there or cannot be understood are
/// as good as none; a part whose bytes are damaged is damage.
pub(super) fn last_modified(
    package: &mut Package<'_>,
    part: &str,
    element: &str,
) -> Result<Option<NaiveDateTime>, Unreadable> {
    if !package.has(part) {
        return Ok(None);
    }
    Ok(decode(package.bytes(part)?).ok().and_then(|text| moment_in(&text, element)))
}

fn moment_in(text: &str, name: &str) -> Option<NaiveDateTime> {
    let mut events = Xml::new(text);
    let mut written = String::new();
    let mut is_inside = false;
    loop {
        match events.next().ok()? {
            Event::Start(element) if element.name == name => is_inside = true,
            Event::End(_) if is_inside => return iso_moment(&written),
            Event::Eof => return None,
            event if is_inside => append_text(&mut written, &event).ok()?,
            _ => {}
        }
    }
}
