//! How the counts of a quota follow the sheets on which the committee decides.

use super::super::frame::Frame;
use super::super::spread::sum;
use super::super::{collectives, members, staff};
use crate::book::criterion;
use crate::consolidate::quotas::group_of;
use crate::domain::grade::Grade;
use crate::domain::plan::Population;
use crate::regulation::profile::parts::Heads;
use crate::regulation::quota::{COMMITTEE, QuotaCheck, QuotaSubject};
use crate::text::fold::fold;
use std::collections::BTreeMap;

/// The sheets that hold what is counted.
pub struct Sheets {
    // Those of every sheet that each list is spread over.
    members: Vec<members::Blocks>,
    collectives: Vec<collectives::Blocks>,
    staff: Vec<staff::Blocks>,
    /// By its folded form, each code of a post as it is written, capitals apart.
    post_codes: BTreeMap<String, Vec<String>>,
}

impl Sheets {
    pub fn of(frame: &Frame) -> Self {
        let mut post_codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let members = frame.parts.iter().flat_map(|part| part.submission.members.iter());
        for code in members.filter_map(|member| member.scores.as_ref()?.post_code.as_ref()) {
            // Conditions of formulas know no capitals: a second spelling would count the same rows again.
            let written = code.value.to_lowercase();
            let spellings = post_codes.entry(fold(&code.value)).or_default();
            if !spellings.iter().any(|known| *known == written) {
                spellings.push(written.into_string());
            }
        }
        Self {
            members: members::blocks(frame),
            collectives: collectives::blocks(frame),
            staff: staff::blocks(frame),
            post_codes,
        }
    }
}

/// How the counts of a population follow the sheets.
pub enum Live<'b> {
    /// Members of these branches, or of all.
    Members { blocks: &'b [members::Blocks], codes: Option<Vec<&'b str>>, posts: Posts<'b> },
    /// The collectives of one group.
    Group { blocks: &'b [collectives::Blocks], subject: QuotaSubject, population: String },
    /// Those of them that a branch has.
    GroupOfBranch { blocks: &'b [collectives::Blocks], code: &'b str, subject: QuotaSubject, population: String },
    /// The staff of a branch, or all.
    Staff { blocks: &'b [staff::Blocks], code: Option<&'b str> },
}

/// Whose posts belong to a population of members.
pub enum Posts<'b> {
    All,
    NotHeads,
    /// Those with a code of these spellings.
    Coded(&'b [String]),
}

impl<'b> Live<'b> {
    pub fn of(frame: &Frame<'b>, check: &QuotaCheck, sheets: &'b Sheets) -> Self {
        let is_whole = check.population == COMMITTEE;
        match check.subject {
            QuotaSubject::Members => {
                let is_whole = is_whole && check.quota.population == Population::Committee;
                let codes = (!is_whole).then(|| codes_of(frame, &check.population));
                Live::Members { blocks: &sheets.members, codes, posts: counted_posts(frame) }
            }
            QuotaSubject::Leaders => {
                Live::Members { blocks: &sheets.members, codes: None, posts: Posts::coded(check, sheets) }
            }
            QuotaSubject::Collectives | QuotaSubject::Organisations => Live::Group {
                blocks: &sheets.collectives,
                subject: check.subject,
                population: check.population.clone(),
            },
            // There is one population, the office.
            QuotaSubject::Staff => Live::Staff { blocks: &sheets.staff, code: None },
        }
    }

    /// What one branch brings into a quota's population.
    pub fn of_branch(frame: &Frame<'b>, check: &QuotaCheck, code: &'b str, sheets: &'b Sheets) -> Self {
        let codes = Some(vec![code]);
        match check.subject {
            QuotaSubject::Members => Live::Members { blocks: &sheets.members, codes, posts: counted_posts(frame) },
            QuotaSubject::Leaders => {
                Live::Members { blocks: &sheets.members, codes, posts: Posts::coded(check, sheets) }
            }
            QuotaSubject::Staff => Live::Staff { blocks: &sheets.staff, code: Some(code) },
            QuotaSubject::Collectives | QuotaSubject::Organisations => Live::GroupOfBranch {
                blocks: &sheets.collectives,
                code,
                subject: check.subject,
                population: check.population.clone(),
            },
        }
    }

    /// How many have this grade, as a formula without its `=`.
    pub fn formula(&self, grade: Grade) -> Option<String> {
        let label = criterion(grade.label());
        Some(match self {
            Live::Members { blocks, codes, posts } => {
                if codes.as_ref().is_some_and(Vec::is_empty) || matches!(posts, Posts::Coded([])) {
                    return None;
                }
                sum(blocks, |blocks| {
                    let mut conditions = Conditions::default();
                    if let Some(codes) = codes {
                        conditions.one_of(&blocks.code, codes, ';');
                    }
                    conditions.is(&blocks.result, &label);
                    match (posts, &blocks.head, &blocks.post_code) {
                        (Posts::NotHeads, Some(head), _) => conditions.is(head, &format!("\"<>{}\"", members::IS_HEAD)),
                        (Posts::Coded(spellings), _, Some(code)) => conditions.one_of(code, spellings, ','),
                        _ => {}
                    }
                    conditions.counted()
                })
            }
            Live::Group { blocks, subject, population } => {
                sum(blocks, |blocks| blocks.count(*subject, population, grade.label()))
            }
            Live::GroupOfBranch { blocks, code, subject, population } => {
                sum(blocks, |blocks| blocks.count_of_branch(code, *subject, population, grade.label()))
            }
            Live::Staff { blocks, code } => sum(blocks, |blocks| {
                let mut conditions = Conditions::default();
                if let Some(code) = code {
                    conditions.is(&blocks.code, &criterion(code));
                }
                conditions.is(&blocks.result, &label);
                conditions.counted()
            }),
        })
    }
}

/// Those whom the quota of members counts.
fn counted_posts<'b>(frame: &Frame) -> Posts<'b> {
    match frame.bloc.regulation.heads.value {
        Heads::Apart => Posts::NotHeads,
        Heads::Counted => Posts::All,
    }
}

impl<'b> Posts<'b> {
    fn coded(check: &QuotaCheck, sheets: &'b Sheets) -> Self {
        Posts::Coded(sheets.post_codes.get(&fold(&check.population)).map_or(&[], Vec::as_slice))
    }
}

/// What all hold for the rows that a formula counts.
#[derive(Default)]
struct Conditions {
    pairs: Vec<String>,
    /// Whether any allows several texts: then there are several counts to add up.
    has_several: bool,
}

impl Conditions {
    fn is(&mut self, block: &str, condition: &str) {
        self.pairs.push(format!("{block},{condition}"));
    }

    /// `between` is `;` or `,`, another in each list of one formula: every text of one is then met with every text of
    /// the other.
    fn one_of(&mut self, block: &str, texts: &[impl AsRef<str>], between: char) {
        if let [only] = texts {
            return self.is(block, &criterion(only.as_ref()));
        }
        let texts: Vec<String> = texts.iter().map(|text| criterion(text.as_ref())).collect();
        self.is(block, &format!("{{{}}}", texts.join(&between.to_string())));
        self.has_several = true;
    }

    fn counted(self) -> String {
        let counted = format!("COUNTIFS({})", self.pairs.join(","));
        if self.has_several { format!("SUMPRODUCT({counted})") } else { counted }
    }
}

/// The branches of a population: the one of this code, else those of the group of this name.
fn codes_of<'b>(frame: &Frame<'b>, population: &str) -> Vec<&'b str> {
    let branches = &frame.plan.branches;
    if let Some(branch) = branches.iter().find(|branch| branch.code == population) {
        return vec![branch.code.as_str()];
    }
    let of_group = branches.iter().filter(|branch| group_of(frame.plan, branch) == population);
    of_group.map(|branch| branch.code.as_str()).collect()
}
