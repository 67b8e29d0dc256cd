//! What one claim holds of the plan's branches: each code or name in its words, and how far it may be believed there.

use super::branch_index::{BranchIndex, Key, KeyKind, KeyWord, is_name_of_thing};
use super::words::{Word, Words};
use crate::domain::reading::ClaimSource;

/// A key found in a claim: words `from..to`.
pub(super) struct Hit {
    pub branch: usize,
    pub standing: HitStanding,
    kind: KeyKind,
    from: usize,
    to: usize,
    fidelity: Fidelity,
}

impl Hit {
    /// A code with other zeros than the plan's.
    fn is_loose_code(&self) -> bool {
        self.kind == KeyKind::MixedCode && self.fidelity != Fidelity::Exact
    }
}

/// How well the accents agree. Ordered from worst to best.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fidelity {
    /// The words without accents agree; believed only where the text states a branch.
    Unlike,
    /// Each word agrees or is written without accents.
    Bare,
    Exact,
}

/// How a key stands in the text. Ordered from worst to best.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum HitStanding {
    /// An ordinary word of headings (“tổng hợp”) that fills the whole claim.
    Weak,
    /// Somewhere in the text.
    Embedded,
    /// After “chi bộ”, or the whole text, or a code as written.
    Stated,
}

/// Names of branches that are ordinary words of headings and file names too.
const HEADING_WORDS: [&str; 9] = [
    "tong hop",
    "to chuc",
    "to chuc can bo",
    "can bo",
    "kiem tra",
    "khen thuong",
    "thi dua khen thuong",
    "cong doan",
    "lanh dao",
];

impl BranchIndex<'_> {
    /// Every key in the words that may be believed in a claim of this source.
    pub(super) fn hits(&self, source: ClaimSource, words: &Words) -> Vec<Hit> {
        let mut hits = Vec::new();
        for from in 0..words.words.len() {
            let to = self.lengths.iter().map(|length| from + length).take_while(|&to| to <= words.words.len());
            let keys = to.filter_map(|to| self.keys.get(&words.plain(from, to))).flatten();
            hits.extend(keys.filter_map(|key| self.hit(key, from, source, words)));
            hits.extend(self.squashed_hits(from, source, words));
        }
        // A code with other zeros (`CB1` for `CB01`) counts where nothing else is stated.
        let stated = |hit: &Hit| hit.standing == HitStanding::Stated && hit.fidelity == Fidelity::Exact;
        let stated: Vec<(usize, usize)> = hits.iter().filter(|hit| stated(hit)).map(|hit| (hit.from, hit.to)).collect();
        hits.retain(|hit| !hit.is_loose_code() || stated.iter().all(|&(from, to)| hit.from < to && from < hit.to));
        hits
    }

    fn hit(&self, key: &Key, from: usize, source: ClaimSource, words: &Words) -> Option<Hit> {
        let to = from + key.words.len();
        let found = words.words.get(from..to)?;
        let fidelity = found.iter().zip(&key.words).map(|(word, wanted)| fidelity(word, wanted)).min()?;
        let (standing, fidelity) = match key.kind {
            KeyKind::MixedCode => (code_standing(from, to, fidelity, source, words)?, fidelity),
            KeyKind::BareCode if fidelity != Fidelity::Exact => return None,
            KeyKind::BareCode => (bare_standing(from, to, source, words)?, fidelity),
            KeyKind::Name => (self.name_standing(key, from, to, fidelity, source, words)?, fidelity),
        };
        Some(Hit { branch: key.branch, kind: key.kind, from, to, fidelity, standing })
    }

    fn name_standing(
        &self,
        key: &Key,
        from: usize,
        to: usize,
        fidelity: Fidelity,
        source: ClaimSource,
        words: &Words,
    ) -> Option<HitStanding> {
        let is_number = key.words.iter().all(|word| word.plain.bytes().all(|byte| byte.is_ascii_digit()));
        // “Chi bộ 1A” is not “Chi bộ 1”.
        if is_number && words.words.get(to).is_some_and(|next| next.is_glued) {
            return None;
        }
        if is_stated(from, source, words) && !self.goes_on_like_another(key, to, words) {
            return Some(HitStanding::Stated);
        }
        let is_whole = from <= words.after_fillers(0) && to == words.words.len();
        let plain = words.plain(from, to);
        let is_heading = HEADING_WORDS.contains(&plain.as_str());
        if is_whole && !is_number && !(is_heading && is_name_of_thing(source)) {
            return Some(HitStanding::Stated);
        }
        if is_heading && is_name_of_thing(source) {
            return is_whole_but_for_versions(from, to, words).then_some(HitStanding::Weak);
        }
        let is_line = words.words[from].starts_line && words.words.get(to).is_none_or(|next| next.starts_line);
        let may_be_embedded = match source {
            ClaimSource::FormCode => false,
            ClaimSource::Title => (key.words.len() >= 3 || is_line) && !is_heading,
            _ => key.words.len() >= 2,
        };
        let is_committee = follows_committee(from, words) || self.is_inside_committee(from, to, words);
        let is_believed = fidelity > Fidelity::Unlike && !is_number && may_be_embedded && !is_committee;
        (is_believed && !self.goes_on_like_another(key, to, words)).then_some(HitStanding::Embedded)
    }

    /// Whether the text goes on behind the name, and another branch's name is this one made longer: “Văn phòng Hội đồng
    /// nhân dân” is not “Văn phòng” where the plan has a “Văn phòng HĐND” too.
    fn goes_on_like_another(&self, key: &Key, to: usize, words: &Words) -> bool {
        let goes_on = words.statement_end(to) > to && words.words.get(to).is_some_and(|next| !next.starts_line);
        let longer = || self.longer.get(&words.plain(to - key.words.len(), to));
        goes_on && longer().is_some_and(|longer| longer.is_of_another_than(key.branch))
    }

    fn is_inside_committee(&self, from: usize, to: usize, words: &Words) -> bool {
        let length = self.committee.len();
        let is_at = |start: usize| {
            words
                .words
                .get(start..start + length)
                .is_some_and(|found| found.iter().zip(&self.committee).all(|(word, wanted)| word.plain == *wanted))
        };
        length >= to - from && (to.saturating_sub(length)..=from).any(is_at)
    }

    /// Names whose words are written as one: `chibotonghop`, `CBTongHop`, `congan`.
    fn squashed_hits(&self, at: usize, source: ClaimSource, words: &Words) -> Vec<Hit> {
        const SHORTEST: usize = 5;
        if !is_name_of_thing(source) {
            return Vec::new();
        }
        let word = words.words[at].plain.as_str();
        let forms = [word.strip_prefix("chibo"), word.strip_prefix("cb"), Some(word)];
        let mut hits = Vec::new();
        for (form, has_marker) in forms.into_iter().zip([true, true, false]) {
            let Some(form) = form.filter(|form| form.len() >= SHORTEST) else { continue };
            let Some(branches) = self.squashed.get(form) else { continue };
            let is_heading = HEADING_WORDS.iter().any(|heading| heading.replace(' ', "") == form);
            let standing = match has_marker || is_stated(at, source, words) {
                true => HitStanding::Stated,
                false if is_heading && !is_whole_but_for_versions(at, at + 1, words) => continue,
                false if is_heading => HitStanding::Weak,
                false => HitStanding::Embedded,
            };
            hits.extend(branches.iter().map(|&branch| Hit {
                branch,
                kind: KeyKind::Name,
                from: at,
                to: at + 1,
                fidelity: Fidelity::Bare,
                standing,
            }));
            break;
        }
        hits
    }
}

fn fidelity(word: &Word, wanted: &KeyWord) -> Fidelity {
    match word.accented == wanted.accented {
        true => Fidelity::Exact,
        // A number with other zeros is the same number, though not the same code.
        false if word.is_number() => Fidelity::Bare,
        false if word.accented == word.plain => Fidelity::Bare,
        false => Fidelity::Unlike,
    }
}

/// After “chi bộ”, perhaps with “phòng” or “số” between; after `CB` except in titles, which speak of cán bộ.
fn is_stated(from: usize, source: ClaimSource, words: &Words) -> bool {
    (0..from).rev().take(6).any(|index| {
        let is_believed = !matches!(source, ClaimSource::Title | ClaimSource::FormCode);
        let short = || words.short_marker_at(index).filter(|_| is_believed);
        let marker = words.marker_at(index).or_else(short);
        marker.is_some_and(|length| {
            let name = index + length;
            name <= from && words.after_fillers(name) >= from && words.may_begin_name(name)
        })
    })
}

/// A code of letters and digits, whole: not the middle of a longer one.
fn code_standing(
    from: usize,
    to: usize,
    fidelity: Fidelity,
    source: ClaimSource,
    words: &Words,
) -> Option<HitStanding> {
    let runs_on = words.words.get(to).is_some_and(|next| next.is_glued && next.plain.len() == 1);
    let runs_in = words.words[from].is_glued && words.words[from].is_number();
    let is_loose_elsewhere = fidelity != Fidelity::Exact && source == ClaimSource::Title;
    (!runs_on && !runs_in && !is_loose_elsewhere).then_some(HitStanding::Stated)
}

/// A code of letters only or digits only: the whole claim or after “chi bộ”; in names of things also as a word of its
/// own when written in capitals, and as a number at the very beginning if nothing else speaks.
fn bare_standing(from: usize, to: usize, source: ClaimSource, words: &Words) -> Option<HitStanding> {
    let is_number = words.words[from].is_number();
    let is_whole = from == 0 && to == words.words.len();
    if is_whole || (!is_number && is_stated(from, source, words)) {
        return Some(HitStanding::Stated);
    }
    let written = words.written(from, to);
    let is_capital = written.chars().count() >= 2 && !written.chars().any(char::is_lowercase);
    match is_name_of_thing(source) && is_capital {
        true if is_number => (from == 0).then_some(HitStanding::Weak),
        true => Some(HitStanding::Embedded),
        false => None,
    }
}

/// Nothing but years, “năm”, “lần 2”, “(1)” and the like beside the words.
fn is_whole_but_for_versions(from: usize, to: usize, words: &Words) -> bool {
    const BESIDE: [&str; 9] = ["nam", "lan", "ban", "cuoi", "final", "copy", "sua", "moi", "v"];
    let mut beside = words.words[..from].iter().chain(&words.words[to..]);
    beside.all(|word| word.is_number() || BESIDE.contains(&word.plain.as_str()))
}

/// “Đảng bộ Văn phòng”, “Đảng ủy Văn phòng”: the committee's own name.
fn follows_committee(from: usize, words: &Words) -> bool {
    let Some(start) = from.checked_sub(2) else { return false };
    matches!(words.plain(start, from).as_str(), "dang bo" | "dang uy")
}

/// Drops what lies inside a longer hit, or inside a code as written.
pub(super) fn without_contained(hits: Vec<Hit>) -> Vec<Hit> {
    let contains = |outer: &Hit, inner: &Hit| {
        let is_longer = outer.to - outer.from > inner.to - inner.from;
        let is_code = outer.kind == KeyKind::MixedCode && inner.kind != KeyKind::MixedCode;
        let is_truer = outer.fidelity > inner.fidelity && (outer.from, outer.to) == (inner.from, inner.to);
        let covers = outer.from <= inner.from && inner.to <= outer.to;
        covers
            && !(outer.is_loose_code() && inner.kind == KeyKind::Name)
            && outer.standing >= inner.standing
            && (is_longer || is_truer || (is_code && outer.fidelity == Fidelity::Exact))
    };
    let kept: Vec<bool> = hits.iter().map(|hit| !hits.iter().any(|other| contains(other, hit))).collect();
    hits.into_iter().zip(kept).filter(|(_, is_kept)| *is_kept).map(|(hit, _)| hit).collect()
}
