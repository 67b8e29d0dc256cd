//! Near misses: which known text an unknown one most resembles. A near match is offered, never applied to a name.

use super::fold::{fold, skeleton};

/// How many single-character edits (a swap of neighbours is one) turn one text into the other; `None` past `most`.
///
/// No character is edited twice (optimal string alignment). Texts are compared as they are: fold them first.
pub fn edits_within(a: &str, b: &str, most: usize) -> Option<usize> {
    if a.is_ascii() && b.is_ascii() {
        return edits(a.as_bytes(), b.as_bytes(), most);
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    edits(&a, &b, most)
}

/// The candidate nearest to `text`, by [`edits_within`] on their [`skeleton`]s, if it is near enough to be offered (one
/// edit in four characters) and no other is as near. Accents decide only between candidates equally near without them.
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let key = skeleton(text);
    if key.is_empty() {
        return None;
    }
    let n_letters = key.chars().count();
    let mut best: Vec<&'a str> = Vec::new();
    let mut least = usize::MAX;
    for candidate in candidates {
        let other = skeleton(candidate);
        let allowed = n_letters.max(other.chars().count()) / 4;
        match edits_within(&key, &other, allowed.min(least)) {
            Some(n) if n < least => {
                least = n;
                best = vec![candidate];
            }
            Some(_) => best.push(candidate),
            None => {}
        }
    }
    the_one(text, &best)
}

/// Of candidates equally near without accents, the one that is nearest with them.
fn the_one<'a>(text: &str, tied: &[&'a str]) -> Option<&'a str> {
    let (&first, others) = tied.split_first()?;
    if others.is_empty() {
        return Some(first);
    }
    let key = fold(text);
    let with_accents = |candidate: &str| {
        let folded = fold(candidate);
        let n = edits_within(&key, &folded, key.len() + folded.len()).unwrap_or(usize::MAX);
        (n, folded)
    };
    let mut ranked: Vec<_> = tied.iter().map(|&candidate| (with_accents(candidate), candidate)).collect();
    // A stable sort: of one text given twice, the first is kept.
    ranked.sort_by(|a, b| a.0.cmp(&b.0));
    ranked.dedup_by(|a, b| a.0.1 == b.0.1);
    match ranked.as_slice() {
        [(_, only)] => Some(*only),
        [((least, _), first), ((next, _), _), ..] if least < next => Some(*first),
        _ => None,
    }
}

fn edits<T: PartialEq>(a: &[T], b: &[T], most: usize) -> Option<usize> {
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if b.len() - a.len() > most {
        return None;
    }
    let n_same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[n_same..], &b[n_same..]);
    let n_same = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - n_same], &b[..b.len() - n_same]);
    if a.is_empty() {
        return Some(b.len());
    }
    if most == 0 {
        return None;
    }

    // Rows of the usual table: two back (for swaps), the last, and the one being filled.
    let mut before: Vec<usize> = vec![usize::MAX; a.len() + 1];
    let mut last: Vec<usize> = (0..=a.len()).collect();
    let mut now = vec![0; a.len() + 1];
    for (j, y) in b.iter().enumerate() {
        now[0] = j + 1;
        let mut least = now[0];
        for (i, x) in a.iter().enumerate() {
            let mut cost = (last[i] + usize::from(x != y)).min(last[i + 1] + 1).min(now[i] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                cost = cost.min(before[i - 1] + 1);
            }
            now[i + 1] = cost;
            least = least.min(cost);
        }
        // Later rows are never below this one, save by a swap that reaches over it, from the row before.
        if least > most && last.iter().all(|&cost| cost >= most) {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut now);
    }
    Some(last[a.len()]).filter(|&n| n <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn edits_are_counted() {
        for (a, b, most, n) in [
            ("", "", 0, Some(0)),
            ("abc", "abc", 0, Some(0)),
            ("abc", "abd", 0, None),
            ("abc", "abd", 1, Some(1)),
            ("abc", "acb", 1, Some(1)),
            ("ca", "abc", 3, Some(3)),
            ("kitten", "sitting", 3, Some(3)),
            ("kitten", "sitting", 2, None),
            ("đông", "dông", 1, Some(1)),
            ("", "abc", 3, Some(3)),
            ("", "abc", 2, None),
            ("htsxnv", "htxsnv", 1, Some(1)),
        ] {
            assert_eq!(edits_within(a, b, most), n, "{a} {b} {most}");
            assert_eq!(edits_within(b, a, most), n, "{b} {a} {most}");
        }
    }

    #[test]
    fn nearest_is_offered_only_when_near_and_alone() {
        let branches = ["Chi bộ Văn phòng", "Chi bộ Tổng hợp", "Chi bộ Nội chính", "Chi bộ Hòa An", "Chi bộ Hoa An"];
        for (text, found) in [
            ("chi bo van phong", Some(branches[0])),
            ("Chi bộ Văn phong", Some(branches[0])),
            ("Chi bộ Tông hơp", Some(branches[1])),
            ("Chi bộ Nội chíhn", Some(branches[2])),
            ("Chi bộ Hoà An", Some(branches[3])),
            ("Chi bộ Hoa Am", Some(branches[4])),
            ("Chi bộ Hóa An", None),
            ("Công an xã", None),
            ("", None),
            ("?", None),
        ] {
            assert_eq!(nearest(text, branches), found, "{text}");
        }
        assert_eq!(nearest("CB3", ["CB1", "CB2"]), None);
        assert_eq!(nearest("CB11", ["CB01", "CB12"]), None);
        assert_eq!(nearest("Văn phòng", ["Văn phòng", "Văn phòng"]), Some("Văn phòng"));
    }

    /// The plain table, without bounds or shortcuts.
    fn by_the_book(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let same = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut cost = same.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        cost = cost.min(table[i - 2][j - 2] + 1);
                    }
                    cost
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn bounded_count_agrees_with_the_plain_table(a in "[abđ]{0,9}", b in "[abđ]{0,9}", most in 0usize..10) {
            let n = by_the_book(&a, &b);
            prop_assert_eq!(edits_within(&a, &b, most), (n <= most).then_some(n));
        }
    }
}
