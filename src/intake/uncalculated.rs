//! Formulas without a stored result (H205), one fault a column: a workbook that no spreadsheet has calculated lacks all of
//! them for one cause.

use crate::domain::column::{Column, ColumnSeen};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::place::CellAt;
use std::collections::BTreeMap;

/// Joins those faults of a table's columns, parts of the table included; one row's alone keeps whom it is about.
pub(super) fn join_uncalculated(faults: &mut Vec<Fault>, columns: &[ColumnSeen], is_of_table: impl Fn(&Fault) -> bool) {
    let meaning = |at: CellAt| columns.iter().find(|seen| seen.column == at.column).map(|seen| seen.meaning);
    // By column: the index of its first fault.
    let mut firsts: BTreeMap<u16, usize> = BTreeMap::new();
    let mut joined: Vec<Fault> = Vec::with_capacity(faults.len());
    for mut fault in faults.drain(..) {
        let Some(at) = fault.at.filter(|_| fault.kind == FaultKind::NoStoredResult && is_of_table(&fault)) else {
            joined.push(fault);
            continue;
        };
        match firsts.get(&at.column) {
            Some(&index) => {
                let first: &mut Fault = &mut joined[index];
                if let FaultKind::NoStoredResults { n, to, .. } = &mut first.kind {
                    *n += 1;
                    *to = at;
                }
                first.subject = None;
            }
            None => {
                firsts.insert(at.column, joined.len());
                let column = meaning(at).unwrap_or(Column::Unknown);
                fault.kind = FaultKind::NoStoredResults { column, n: 1, to: at };
                joined.push(fault);
            }
        }
    }
    *faults = joined;
}
