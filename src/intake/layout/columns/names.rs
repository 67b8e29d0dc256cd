//! Which columns hold the names of a table, whole or in parts, where several claim to.

use super::ColumnClaim;
use crate::domain::column::{Actor, Column, TableKind};
use crate::domain::place::CellAt;
use crate::intake::layout::header::Header;
use crate::intake::layout::vocabulary::{Claim, NameOf, has, may_name_collectives, name_of};
use crate::intake::view::SheetView;

/// Family and given name apart, “Tên” as the whole name, and one “Họ và tên” merged over two columns.
pub(super) fn settle_names(view: &SheetView, header: &Header, claims: &mut [ColumnClaim], kind: TableKind) {
    let find = |claims: &[ColumnClaim], meaning: Column| {
        claims.iter().position(|(_, _, claim, _)| *claim == Claim::Is(meaning))
    };
    tell_members(claims);
    // A merged “Họ và tên” gives both its columns the same words.
    let names: Vec<usize> = (0..claims.len()).filter(|&index| claims[index].2 == Claim::Is(Column::Name)).collect();
    if let [first, second] = names[..] {
        let area = view
            .area(CellAt::new(header.top, claims[first].0))
            .or_else(|| view.area(CellAt::new(header.bottom, claims[first].0)));
        let share_a_cell = area.is_some_and(|area| area.last.column == claims[second].0);
        if share_a_cell && second == first + 1 {
            claims[first].2 = Claim::Is(Column::FamilyName);
            claims[second].2 = Claim::Is(Column::GivenName);
        }
    }
    if matches!(kind, TableKind::Members | TableKind::Staff) {
        leave_names_of_units(claims);
    }
    match (find(claims, Column::Name), find(claims, Column::FamilyName), find(claims, Column::GivenName)) {
        // “Cá nhân, tập thể” alone says who is proposed; beside a name it says which of the two.
        (None, None, None) if kind == TableKind::Rewards => {
            if let Some(subject) = find(claims, Column::RewardSubject) {
                claims[subject].2 = Claim::Is(Column::Name);
            }
        }
        // “Đơn vị · Kết quả xếp loại”: the names of collectives, for want of any other.
        (None, None, None) if kind == TableKind::Collectives => {
            if let Some(unit) = claims.iter().position(|(_, words, ..)| may_name_collectives(&words.leaf)) {
                claims[unit].2 = Claim::Is(Column::Name);
            }
        }
        (None, None, Some(given)) => claims[given].2 = Claim::Is(Column::Name),
        // “Họ và tên đệm” without “Tên” beside it, or “Tên” beside a whole name: the whole name decides.
        (None, Some(family), None) => claims[family].2 = Claim::Is(Column::Name),
        // “Họ và tên” and “Tên”: in a list of people the first is written for “họ và tên đệm”.
        (Some(name), None, Some(given))
            if given == name + 1 && kind != TableKind::Collectives && kind != TableKind::Rewards =>
        {
            claims[name].2 = Claim::Is(Column::FamilyName);
        }
        (Some(_), _, Some(given)) => claims[given].2 = Claim::Carried,
        _ => {}
    }
    // A middle name is a part of the name only between the two others.
    if let Some(middle) = find(claims, Column::MiddleName)
        && (find(claims, Column::FamilyName).is_none() || find(claims, Column::GivenName).is_none())
    {
        claims[middle].2 = Claim::Carried;
    }
}

/// “Cá nhân” beside “Họ và tên” is no second name where grades stand below it: it is what each gives himself.
pub(super) fn leave_own_word(claims: &mut [ColumnClaim], holds_grades: impl Fn(u16) -> bool) {
    let is_name = |claim: &ColumnClaim| claim.2 == Claim::Is(Column::Name);
    if !claims.iter().any(|claim| is_name(claim) && claim.1.leaf.starts_with("ho ")) {
        return;
    }
    for claim in claims.iter_mut().filter(|claim| is_name(claim) && claim.1.leaf == "ca nhan") {
        if holds_grades(claim.0) {
            claim.2 = Claim::Is(Column::Grade(Actor::OneSelf));
        }
    }
}

/// “Đảng viên (x)” beside “Họ và tên”, or beside “Họ”, says who is one, in a list of everybody in the office.
fn tell_members(claims: &mut [ColumnClaim]) {
    let is_flag = |claim: &ColumnClaim| claim.2 == Claim::Is(Column::Name) && claim.1.leaf == "dang vien";
    let has_names = claims.iter().any(|claim| match claim.2 {
        Claim::Is(Column::FamilyName) => true,
        Claim::Is(Column::Name) => !is_flag(claim) && name_of(&claim.1.leaf) == Some(NameOf::Person),
        _ => false,
    });
    if has_names {
        claims.iter_mut().filter(|claim| is_flag(claim)).for_each(|claim| claim.2 = Claim::Is(Column::IsMember));
    }
}

/// Beside the names of people, “Tên chi bộ” is where they belong and “Tên đơn vị” where they work.
fn leave_names_of_units(claims: &mut [ColumnClaim]) {
    let of = |claim: &ColumnClaim| match claim.2 {
        Claim::Is(Column::Name) => name_of(&claim.1.leaf),
        _ => None,
    };
    if claims.iter().all(|claim| of(claim) != Some(NameOf::Person)) {
        return;
    }
    for claim in claims.iter_mut().filter(|claim| of(claim) == Some(NameOf::Collective)) {
        claim.2 = Claim::Is(if has(&claim.1.leaf, "chi bo") { Column::Branch } else { Column::Room });
    }
}
