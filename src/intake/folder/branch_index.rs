//! Which branch of the plan a claim names: the plan's codes, names and other names laid out for search by their words.

use super::words::{Boundary, Word, Words};
use crate::domain::plan::Plan;
use crate::domain::reading::{BranchClaim, ClaimSource, Owner};
use crate::text::fold::fold;
use crate::text::likeness::nearest;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A plan's branches ready for search; make it once for many claims.
pub struct BranchIndex<'p> {
    plan: &'p Plan,
    /// By the first word without accents.
    keys: BTreeMap<String, Vec<Key>>,
    /// Names of several words written as one: `tonghop`.
    squashed: BTreeMap<String, Vec<usize>>,
    /// Words of the committee's name without “Đảng bộ”: a branch's name inside it is not that branch.
    committee: Vec<String>,
}

/// One way a branch is called.
struct Key {
    branch: usize,
    words: Vec<KeyWord>,
    kind: KeyKind,
}

struct KeyWord {
    accented: String,
    plain: String,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum KeyKind {
    /// Letters and digits (`CB01`): believed wherever it stands as written.
    MixedCode,
    /// Only letters or only digits (`VP`, `01`): believed alone or after “chi bộ”, as any word may look like it.
    BareCode,
    /// A name without “chi bộ”.
    Name,
}

/// A key found in a claim: words `from..to`.
struct Hit {
    branch: usize,
    kind: KeyKind,
    from: usize,
    to: usize,
    fidelity: Fidelity,
    standing: HitStanding,
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
enum HitStanding {
    /// An ordinary word of headings (“tổng hợp”) that fills the whole claim.
    Weak,
    /// Somewhere in the text.
    Embedded,
    /// After “chi bộ”, or the whole text, or a code as written.
    Stated,
}

/// What one claim says.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Verdict {
    Branch(usize),
    /// Two branches equally.
    Several,
    /// A branch by name or code, but none of the plan's.
    Stranger,
    /// A branch only if nothing better is known.
    Perhaps(usize),
    Silent,
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

impl<'p> BranchIndex<'p> {
    pub fn of(plan: &'p Plan) -> Self {
        let committee = Words::of(&plan.committee, Boundary::LettersAndDigits);
        let committee = committee.words.into_iter().map(|word| word.plain);
        let committee = committee.skip_while(|word| matches!(word.as_str(), "dang" | "bo" | "uy")).collect();
        let mut index = Self { plan, keys: BTreeMap::new(), squashed: BTreeMap::new(), committee };
        for (number, branch) in plan.branches.iter().enumerate() {
            index.add_code(number, &branch.code);
            for name in std::iter::once(&branch.name).chain(&branch.other_names) {
                index.add_name(number, name);
            }
        }
        index
    }

    fn add_code(&mut self, branch: usize, code: &str) {
        let words = Words::of(code, Boundary::LettersAndDigits).words;
        let has_number = words.iter().any(Word::is_number);
        let has_letters = words.iter().any(|word| !word.is_number());
        let kind = if has_number && has_letters { KeyKind::MixedCode } else { KeyKind::BareCode };
        self.add(branch, &words, kind);
    }

    /// The name without “chi bộ”, and once more without “phòng”, “ban” and the like before it.
    fn add_name(&mut self, branch: usize, name: &str) {
        let words = Words::of(name, Boundary::LettersAndDigits);
        let core = words.marker_at(0).or_else(|| words.short_marker_at(0)).unwrap_or(0);
        self.add(branch, &words.words[core..], KeyKind::Name);
        let bare = words.after_fillers(core);
        if bare > core {
            self.add(branch, &words.words[bare..], KeyKind::Name);
        }
    }

    fn add(&mut self, branch: usize, words: &[Word], kind: KeyKind) {
        let Some(first) = words.first() else { return };
        let key_words = words.iter().map(|word| KeyWord { accented: word.accented.clone(), plain: word.plain.clone() });
        let key = Key { branch, words: key_words.collect(), kind };
        if kind == KeyKind::Name && words.len() > 1 {
            let squashed: String = words.iter().map(|word| word.plain.as_str()).collect();
            let branches = self.squashed.entry(squashed).or_default();
            if !branches.contains(&branch) {
                branches.push(branch);
            }
        }
        self.keys.entry(first.plain.clone()).or_default().push(key);
    }

    /// The branch that claims name, by these rules:
    ///
    /// - The most certain claim decides. A name counts after “chi bộ” (“CHI BỘ TỔNG HỢP”, also behind “phòng”, “số”), as
    ///   the whole claim, or as several words inside one; of names inside one another the longest counts. The name of the
    ///   committee, and what follows “đảng bộ”, is no branch. `CB` means chi bộ only before a known name, and not in
    ///   titles. Codes count as whole words: `CB1` is not in `CB10`.
    /// - Accents decide between names that differ by them; without accents a name counts if it is the only one.
    /// - A claim that fits two branches equally says nothing. A name that is an ordinary heading word (“Tổng hợp” as
    ///   the name of a sheet) counts only where no other claim speaks.
    /// - A certain claim that names a branch the plan does not have is not overruled by a weaker one, unless the weaker
    ///   names the very branch that the certain one resembles (a mistyped or abbreviated name, and the code in the file's
    ///   name), or the form's code is unknown and its name is known.
    /// - Code and name on one form naming two branches: the next claim that names either decides, else the code.
    pub fn owner_of(&self, claims: &[BranchClaim]) -> Owner {
        let mut claims: Vec<&BranchClaim> = claims.iter().collect();
        claims.sort_by_key(|claim| claim.source);
        let verdicts: Vec<Verdict> = claims.iter().map(|claim| self.verdict(claim)).collect();

        let mut stranger: Option<&BranchClaim> = None;
        for (position, (&claim, verdict)) in claims.iter().zip(&verdicts).enumerate() {
            match (verdict, stranger) {
                (&Verdict::Branch(branch), None) => return Owner::Branch(settle(branch, position, &claims, &verdicts)),
                (&Verdict::Branch(branch), Some(stated)) => {
                    let code_mistyped = stated.source == ClaimSource::FormCode && claim.source == ClaimSource::FormName;
                    let is_uncertain = is_name_of_thing(stated.source);
                    if code_mistyped || is_uncertain || self.resembled(stated) == Some(branch) {
                        return Owner::Branch(branch);
                    }
                }
                (Verdict::Stranger, None) => stranger = Some(claim),
                (Verdict::Stranger, Some(stated)) if stated.source == ClaimSource::FormCode => stranger = Some(claim),
                _ => {}
            }
        }
        if let Some(claim) = stranger {
            let nearest = self.resembled(claim).map(|branch| self.plan.branches[branch].name.clone());
            return Owner::Unknown { claim: Some(claim.clone()), nearest };
        }
        let perhaps = verdicts.iter().find_map(|verdict| match verdict {
            &Verdict::Perhaps(branch) => Some(branch),
            _ => None,
        });
        if let Some(branch) = perhaps {
            return Owner::Branch(branch);
        }
        let offered = claims.iter().find_map(|&claim| Some((claim, self.resembled(claim)?)));
        match offered {
            Some((claim, branch)) => {
                Owner::Unknown { claim: Some(claim.clone()), nearest: Some(self.plan.branches[branch].name.clone()) }
            }
            None => Owner::Unknown { claim: None, nearest: None },
        }
    }

    fn verdict(&self, claim: &BranchClaim) -> Verdict {
        let text = claim_text(claim);
        let words = Words::of(text, Boundary::LettersAndDigits);
        let verdict = self.verdict_of_words(claim.source, &words);
        if verdict != Verdict::Silent || !is_name_of_thing(claim.source) {
            return verdict;
        }
        // `DSChiBoTongHop.xlsx`: words told apart by capitals, where nothing else tells them apart.
        self.verdict_of_words(claim.source, &Words::of(text, Boundary::Capitals))
    }

    fn verdict_of_words(&self, source: ClaimSource, words: &Words) -> Verdict {
        let hits = without_contained(self.hits(source, words));
        let stated = branches_of(&hits, HitStanding::Stated);
        match stated.as_slice() {
            [] => {}
            [branch] => return Verdict::Branch(*branch),
            _ => return Verdict::Several,
        }
        let states_stranger = match source {
            ClaimSource::FormCode | ClaimSource::FormName | ClaimSource::Column => !words.words.is_empty(),
            _ => words.statement().is_some(),
        };
        if states_stranger {
            return Verdict::Stranger;
        }
        match (branches_of(&hits, HitStanding::Embedded).as_slice(), branches_of(&hits, HitStanding::Weak).as_slice()) {
            ([branch], _) => Verdict::Branch(*branch),
            ([], [branch]) => Verdict::Perhaps(*branch),
            ([], _) => Verdict::Silent,
            _ => Verdict::Several,
        }
    }

    /// Every key in the words that may be believed in a claim of this source.
    fn hits(&self, source: ClaimSource, words: &Words) -> Vec<Hit> {
        let mut hits = Vec::new();
        for from in 0..words.words.len() {
            let keys = self.keys.get(&words.words[from].plain).map(Vec::as_slice).unwrap_or_default();
            hits.extend(keys.iter().filter_map(|key| self.hit(key, from, source, words)));
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
        if found.iter().zip(&key.words).any(|(word, wanted)| word.plain != wanted.plain) {
            return None;
        }
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
        let siblings = self.keys.get(&key.words[0].plain).map(Vec::as_slice).unwrap_or_default();
        goes_on
            && siblings.iter().any(|other| {
                other.kind == KeyKind::Name
                    && other.branch != key.branch
                    && other.words.len() > key.words.len()
                    && other.words.iter().zip(&key.words).all(|(a, b)| a.plain == b.plain)
            })
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

    /// The branch a claim resembles, to be offered: one mistyped letter in a few, an abbreviation, or a name that is part
    /// of only one branch's name.
    fn resembled(&self, claim: &BranchClaim) -> Option<usize> {
        let words = Words::of(claim_text(claim), Boundary::LettersAndDigits);
        let (from, to) = match words.statement() {
            Some((marker, end)) => (marker + words.marker_at(marker).unwrap_or(0), end),
            // Any heading begins with words that may be a branch's name.
            None if claim.source == ClaimSource::Title => return None,
            None => {
                let from = words.short_marker_at(0).or_else(|| words.marker_at(0)).unwrap_or(0);
                (from, words.statement_end(from))
            }
        };
        let said = words.words.get(from..to).filter(|said| !said.is_empty())?;
        self.nearest_by_letters(claim.source, words.written(from, to)).or_else(|| self.abbreviated_by(said))
    }

    fn nearest_by_letters(&self, source: ClaimSource, said: &str) -> Option<usize> {
        let mut by_text: BTreeMap<String, usize> = BTreeMap::new();
        for (number, branch) in self.plan.branches.iter().enumerate() {
            if source == ClaimSource::FormCode || is_name_of_thing(source) {
                by_text.insert(fold(&branch.code), number);
            }
            for name in std::iter::once(&branch.name).chain(&branch.other_names) {
                let name = fold(name);
                by_text.insert(name.strip_prefix("chi bộ ").unwrap_or(&name).to_owned(), number);
            }
        }
        let said = fold(said);
        if let Some(&same) = by_text.get(&said) {
            return Some(same);
        }
        nearest(&said, by_text.keys().map(String::as_str)).and_then(|text| by_text.get(text).copied())
    }

    fn abbreviated_by(&self, said: &[Word]) -> Option<usize> {
        let said: Vec<&str> = said.iter().map(|word| word.plain.as_str()).collect();
        let mut alike = BTreeSet::new();
        for key in self.keys.values().flatten().filter(|key| key.kind == KeyKind::Name) {
            let name: Vec<&str> = key.words.iter().map(|word| word.plain.as_str()).collect();
            if abbreviates(&said, &name) || abbreviates(&name, &said) {
                alike.insert(key.branch);
            }
        }
        alike.first().copied().filter(|_| alike.len() == 1)
    }
}

/// Of a form's code and name that disagree, the one a later claim bears out; else the code.
fn settle(branch: usize, position: usize, claims: &[&BranchClaim], verdicts: &[Verdict]) -> usize {
    if claims[position].source != ClaimSource::FormCode {
        return branch;
    }
    let later = || claims.iter().zip(verdicts).skip(position + 1);
    let named = later().find_map(|(claim, verdict)| match verdict {
        &Verdict::Branch(named) if claim.source == ClaimSource::FormName && named != branch => Some(named),
        _ => None,
    });
    let Some(named) = named else { return branch };
    let borne_out = later().find_map(|(claim, verdict)| match verdict {
        &Verdict::Branch(other) if claim.source > ClaimSource::FormName => {
            Some(other).filter(|&other| other == branch || other == named)
        }
        _ => None,
    });
    borne_out.unwrap_or(branch)
}

/// Names of files, folders and sheets: short, often without accents, words run together.
fn is_name_of_thing(source: ClaimSource) -> bool {
    matches!(source, ClaimSource::SheetName | ClaimSource::FileName | ClaimSource::FolderName)
}

/// The claim's words; of a file its name without folders and extension.
fn claim_text(claim: &BranchClaim) -> &str {
    match claim.source {
        ClaimSource::FileName => {
            let name = claim.text.rsplit('/').next().unwrap_or(&claim.text);
            Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name)
        }
        _ => &claim.text,
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
        marker.is_some_and(|length| index + length <= from && words.after_fillers(index + length) >= from)
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
fn without_contained(hits: Vec<Hit>) -> Vec<Hit> {
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

/// The branches with a hit of this standing, each once.
fn branches_of(hits: &[Hit], standing: HitStanding) -> Vec<usize> {
    let branches: BTreeSet<usize> = hits.iter().filter(|hit| hit.standing == standing).map(|hit| hit.branch).collect();
    branches.into_iter().collect()
}

/// Whether `short` is `long` with runs of words written as their first letters: “vp hdnd” for “văn phòng hội đồng nhân
/// dân”. At least one run is shortened.
fn abbreviates(short: &[&str], long: &[&str]) -> bool {
    match (short.split_first(), long.split_first()) {
        (None, None) => true,
        (Some((head, rest)), Some((first, others))) => {
            (head == first && abbreviates(rest, others)) || {
                let n_letters = head.chars().count();
                let initials = long.iter().take(n_letters).filter_map(|word| word.chars().next());
                n_letters >= 2 && long.len() >= n_letters && initials.eq(head.chars()) && {
                    abbreviates(rest, &long[n_letters..])
                }
            }
        }
        _ => false,
    }
}
