//! The parts of one table in the reading: rows of several branches, of staff among members, of collectives among people
//! and the reverse are each a table of their own there.

use super::TableReader;
use crate::domain::column::{ColumnSeen, TableKind};
use crate::domain::place::{CellAt, CellPlace};
use crate::domain::reading::{BranchClaim, ClaimSource, Owner, Table};
use crate::grid::Row;
use crate::intake::layout::body::branch_headed;
use crate::intake::layout::frame::Frame;
use crate::intake::view::{is_blank, shown};
use crate::text::fold::skeleton;

impl TableReader<'_, '_> {
    /// The part of the table a row belongs to: the table itself, unless its column Chi bộ names another branch.
    pub(super) fn part_of(&mut self, row: &Row) -> usize {
        let Some(column) = self.branch_column else { return self.headed.unwrap_or(self.first) };
        let at = CellAt::new(row.number, column);
        if let Some(value) = self.found.view.down(at).0.filter(|value| !is_blank(Some(value))) {
            self.branch_text = shown(value).trim().to_owned();
        }
        if self.branch_text.is_empty() {
            return self.first;
        }
        self.part_named(self.branch_text.clone(), ClaimSource::Column, at)
    }

    /// Rows below a heading such as “1. Chi bộ Tổng hợp” are that branch's, up to the next such heading.
    pub(super) fn head(&mut self, frame: &Frame, row: &Row) {
        if self.branch_column.is_none()
            && let Some((name, at)) = branch_headed(frame, row)
        {
            self.headed = Some(self.part_named(name, ClaimSource::Heading, at));
        }
    }

    fn part_named(&mut self, text: String, source: ClaimSource, at: CellAt) -> usize {
        let key = skeleton(&text);
        if let Some(part) = self.parts.get(&key) {
            return *part;
        }
        let place = CellPlace { file: self.reading.file.path.clone(), sheet: self.found.view.sheet.name.clone(), at };
        let part = self.part_for(BranchClaim { text, source, at: Some(place) });
        self.parts.insert(key, part);
        part
    }

    fn part_for(&mut self, claim: BranchClaim) -> usize {
        let base = self.reading.tables[self.first].owner.clone();
        let owner = self.context.owner_of(std::slice::from_ref(&claim));
        let stays = match (&owner, &base) {
            // The column writes the branch in a way the plan does not know; the rest of the file does.
            (Owner::Unknown { .. }, Owner::Branch(_)) => true,
            (Owner::Branch(of_row), Owner::Branch(of_table)) => of_row == of_table,
            _ => false,
        };
        if stays {
            return self.first;
        }
        if let Owner::Branch(of_row) = owner {
            let known = (self.first..self.reading.tables.len()).find(|&index| {
                let part = &self.reading.tables[index];
                part.owner == Owner::Branch(of_row) && part.kind == self.found.kind
            });
            if let Some(part) = known {
                return part;
            }
        }
        let is_empty = self.parts.is_empty() && self.reading.tables[self.first].tally.read == 0;
        if is_empty {
            let table = &mut self.reading.tables[self.first];
            table.owner = owner;
            table.claims.insert(0, claim);
            table.claims.sort_by_key(|claim| claim.source);
            return self.first;
        }
        let mut table = self.reading.tables[self.first].clone();
        table.tally = Default::default();
        table.owner = owner;
        table.claims = vec![claim];
        self.reading.tables.push(table);
        self.reading.tables.len() - 1
    }

    /// The table of those of a part who are staff alone.
    pub(super) fn staff_part(&mut self, part: usize, columns: &[ColumnSeen]) -> usize {
        if let Some(staff) = self.staff_parts.get(&part) {
            return *staff;
        }
        let mut table = self.reading.tables[part].clone();
        table.kind = TableKind::Staff;
        table.tally = Default::default();
        table.columns = columns.to_vec();
        table.grade_unknown = false;
        table.is_of_one_grade = false;
        self.reading.tables.push(table);
        let staff = self.reading.tables.len() - 1;
        self.staff_parts.insert(part, staff);
        staff
    }

    /// The part for those of another kind who stand in a part without a header of their own: collectives below the people,
    /// people below the collectives.
    pub(super) fn beside(&mut self, of_list: usize, kind: TableKind) -> usize {
        let is_theirs = |part: &Table, beside: &Table| part.kind == kind && part.owner == beside.owner;
        let tables = &self.reading.tables;
        let known = (self.first..tables.len()).find(|&index| is_theirs(&tables[index], &tables[of_list]));
        known.unwrap_or_else(|| {
            let of_list = self.reading.tables[of_list].clone();
            self.reading.tables.push(Table { kind, tally: Default::default(), ..of_list });
            self.reading.tables.len() - 1
        })
    }
}
