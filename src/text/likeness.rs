//! Near misses: which known text an unknown one most resembles. A near match is offered, never applied to a name.

/// How many single-character edits (a swap of neighbours is one) turn one text into the other; `None` past `most`.
pub fn edits_within(a: &str, b: &str, most: usize) -> Option<usize> {
    let _ = (a, b, most);
    unimplemented!()
}

/// The candidate nearest to `text`, by [`edits_within`] on folded keys, if it is near enough to be offered (about one edit in four
/// characters) and no other is as near.
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let _ = (text, candidates.into_iter().next());
    unimplemented!()
}
