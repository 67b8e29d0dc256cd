//! Which branch of the plan a claim names: the plan's codes, names and other names laid out for search by their words,
//! and how several claims are weighed. What one claim holds is found in `hits`; near misses are in `resemblance`.

use super::hits::{Hit, HitStanding, without_contained};
use super::words::{Boundary, Word, Words};
use crate::domain::plan::Plan;
use crate::domain::reading::{BranchClaim, ClaimSource, Owner};
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A plan's branches ready for search; make it once for many claims.
pub struct BranchIndex<'p> {
    pub(super) plan: &'p Plan,
    /// By their words without accents: thousands of branches may share their first word.
    pub(super) keys: BTreeMap<String, Vec<Key>>,
    /// How many words keys have.
    pub(super) lengths: BTreeSet<usize>,
    /// Beginnings of longer names: whose they are.
    pub(super) longer: BTreeMap<String, Longer>,
    /// Names of several words written as one: `tonghop`.
    pub(super) squashed: BTreeMap<String, Vec<usize>>,
    /// Names in full, folded.
    names: BTreeSet<String>,
    /// Words of the committee's name without “Đảng bộ”: a branch's name inside it is not that branch.
    pub(super) committee: Vec<String>,
}

/// One way a branch is called.
pub(super) struct Key {
    pub branch: usize,
    pub words: Vec<KeyWord>,
    pub kind: KeyKind,
}

/// The branches with a name that begins with some words and goes on.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Longer {
    Of(usize),
    OfSeveral,
}

impl Longer {
    pub fn is_of_another_than(self, branch: usize) -> bool {
        self != Longer::Of(branch)
    }
}

pub(super) struct KeyWord {
    pub accented: String,
    pub plain: String,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum KeyKind {
    /// Letters and digits (`CB01`): believed wherever it stands as written.
    MixedCode,
    /// Only letters or only digits (`VP`, `01`): believed alone or after “chi bộ”, as any word may look like it.
    BareCode,
    /// A name without “chi bộ”.
    Name,
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

impl<'p> BranchIndex<'p> {
    pub fn of(plan: &'p Plan) -> Self {
        let committee = Words::of(&plan.committee, Boundary::LettersAndDigits);
        let committee = committee.words.into_iter().map(|word| word.plain);
        let committee = committee.skip_while(|word| matches!(word.as_str(), "dang" | "bo" | "uy")).collect();
        let mut index = Self {
            plan,
            keys: BTreeMap::new(),
            lengths: BTreeSet::new(),
            longer: BTreeMap::new(),
            squashed: BTreeMap::new(),
            names: BTreeSet::new(),
            committee,
        };
        for (number, branch) in plan.branches.iter().enumerate() {
            index.add_code(number, &branch.code);
            for name in std::iter::once(&branch.name).chain(&branch.other_names) {
                index.add_name(number, name);
                index.names.insert(fold(name));
            }
        }
        index
    }

    /// Whether a folded text is a branch's name in full.
    pub fn is_name(&self, folded: &str) -> bool {
        self.names.contains(folded)
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
        if words.is_empty() {
            return;
        }
        let key_words = words.iter().map(|word| KeyWord { accented: word.accented.clone(), plain: word.plain.clone() });
        let key = Key { branch, words: key_words.collect(), kind };
        if kind == KeyKind::Name && words.len() > 1 {
            let squashed: String = words.iter().map(|word| word.plain.as_str()).collect();
            let branches = self.squashed.entry(squashed).or_default();
            if !branches.contains(&branch) {
                branches.push(branch);
            }
        }
        let mut phrase = String::new();
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                if kind == KeyKind::Name {
                    let longer = self.longer.entry(phrase.clone()).or_insert(Longer::Of(branch));
                    if longer.is_of_another_than(branch) {
                        *longer = Longer::OfSeveral;
                    }
                }
                phrase.push(' ');
            }
            phrase.push_str(&word.plain);
        }
        self.lengths.insert(words.len());
        self.keys.entry(phrase).or_default().push(key);
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
            ClaimSource::FormCode | ClaimSource::FormName | ClaimSource::Column | ClaimSource::Heading => {
                !words.words.is_empty()
            }
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
pub(super) fn is_name_of_thing(source: ClaimSource) -> bool {
    matches!(source, ClaimSource::SheetName | ClaimSource::FileName | ClaimSource::FolderName)
}

/// The claim's words; of a file its name without folders and extension.
pub(super) fn claim_text(claim: &BranchClaim) -> &str {
    match claim.source {
        ClaimSource::FileName => {
            let name = claim.text.rsplit('/').next().unwrap_or(&claim.text);
            Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name)
        }
        _ => &claim.text,
    }
}

/// The branches with a hit of this standing, each once.
fn branches_of(hits: &[Hit], standing: HitStanding) -> Vec<usize> {
    let branches: BTreeSet<usize> = hits.iter().filter(|hit| hit.standing == standing).map(|hit| hit.branch).collect();
    branches.into_iter().collect()
}
