//! Links members to the people of the plan's roster, and fills in what the roster knows and the return does not say
//! (settled 15).

use super::identity::{Person, pair, the_only};
use crate::domain::plan::Plan;
use crate::domain::submission::Submission;
use std::collections::BTreeMap;

/// The roster made ready for looking people up.
pub struct Roster {
    /// By branch, indexes into the plan's roster.
    of_branches: Vec<Vec<usize>>,
    people: Vec<Person>,
    by_card: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
}

impl Roster {
    pub fn new(plan: &Plan) -> Self {
        let people: Vec<Person> = plan.roster.iter().map(Person::of_roster).collect();
        let mut roster = Self {
            of_branches: vec![Vec::new(); plan.branches.len()],
            people,
            by_card: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for (index, person) in plan.roster.iter().enumerate() {
            if let Some(of_branch) = roster.of_branches.get_mut(person.branch) {
                of_branch.push(index);
            }
        }
        for (index, person) in roster.people.iter().enumerate() {
            if let Some(card) = &person.card {
                roster.by_card.entry(card.clone()).or_default().push(index);
            }
            roster.by_name.entry(person.name.clone()).or_default().push(index);
        }
        roster
    }

    /// Links the members of a branch's submission: first within the branch's own roster, then, only for people known
    /// beyond doubt, to anybody's (who moved from another branch). A person listed twice is linked twice.
    pub fn link(&self, submission: &mut Submission, plan: &Plan) {
        let Some(branch) = submission.branch else { return };
        if self.people.is_empty() {
            return;
        }
        let members: Vec<Person> = submission.members.iter().map(Person::of_member).collect();
        let own = &self.of_branches[branch];
        let own_people: Vec<Person> = own.iter().map(|&index| self.people[index].clone()).collect();
        let fellows = pair(&members, &own_people);
        for ((member, person), fellow) in submission.members.iter_mut().zip(&members).zip(fellows) {
            member.roster = fellow.map(|at| own[at]).or_else(|| self.beyond_doubt(person, own));
            let Some(known) = member.roster.map(|index| &plan.roster[index]) else { continue };
            member.category = member.category.or(known.category);
            member.civil_servant = member.civil_servant.or(known.civil_servant);
        }
    }

    fn beyond_doubt(&self, person: &Person, own: &[usize]) -> Option<usize> {
        let by_card = person.card.as_ref().and_then(|card| self.by_card.get(card));
        let by_name = self.by_name.get(&person.name);
        let mut near: Vec<usize> = by_card.into_iter().chain(by_name).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near.retain(|&index| person.is_surely(&self.people[index]));
        let in_own = the_only(near.iter().copied().filter(|index| own.binary_search(index).is_ok()));
        in_own.or_else(|| the_only(near.into_iter()))
    }
}
