//! When a file came, and which of several files is the newest (settled 2).

use crate::domain::plan::Plan;
use crate::domain::reading::Reading;
use crate::domain::submission::{Received, Timing};
use chrono::NaiveDate;

/// When a file came, for a branch of the plan: first of the plan's `Sổ nộp`, the date written in the document, the
/// workbook's properties, the file's time.
pub fn received(reading: &Reading, branch: Option<usize>, plan: &Plan) -> Option<Received> {
    let _ = (reading, branch, plan);
    unimplemented!()
}

/// Orders files of one branch from oldest to newest: by received date, then by a number or word in the name (lần 2,
/// sửa, (1), bản cuối), then by path.
pub fn order(a: (&Reading, Option<Received>), b: (&Reading, Option<Received>)) -> std::cmp::Ordering {
    let _ = (a, b);
    unimplemented!()
}

/// How a date stands against a deadline, whose day is the last one on time (settled 1).
pub fn timing(received: Option<Received>, deadline: Option<NaiveDate>) -> Timing {
    let _ = (received, deadline);
    unimplemented!()
}
