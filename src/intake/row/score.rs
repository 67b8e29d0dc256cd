//! The columns of 2025-366 in a member's row: points, quarters, grounds, post code.

use super::cells::RowCells;
use crate::domain::column::Column;
use crate::domain::score::Scores;

/// The scores of a row; `None` where the table has none of these columns.
pub fn read_scores(cells: &mut RowCells) -> Option<Box<Scores>> {
    let is_score = |column: Column| {
        matches!(
            column,
            Column::CommonPoints
                | Column::ResultPoints
                | Column::TotalPoints
                | Column::Quarter(_)
                | Column::Grounds
                | Column::PostCode
        )
    };
    if !cells.table.frame.columns.iter().any(|seen| is_score(seen.meaning)) {
        return None;
    }
    Some(Box::new(Scores {
        common: cells.points(Column::CommonPoints),
        result: cells.points(Column::ResultPoints),
        total: cells.points(Column::TotalPoints),
        quarters: [cells.quarter(1), cells.quarter(2), cells.quarter(3)],
        grounds: cells.text(Column::Grounds),
        post_code: cells.text(Column::PostCode),
    }))
}
