//! The words of the JSON contract for the values of the domain. Renaming inside the program never changes them.

use crate::domain::date::PartialDate;
use crate::domain::decision::Approval;
use crate::domain::grade::{Grade, Reason, Standing};
use crate::domain::people::{RewardKind, RewardSubject};
use crate::domain::plan::{Denominator, Rounding};
use crate::domain::submission::{ReceivedBasis, Timing};
use crate::output::tally::{Part, Status};
use crate::regulation::quota::{QuotaSubject, Verdict};

pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Excellent => "excellent",
        Grade::Good => "good",
        Grade::Completed => "completed",
        Grade::NotCompleted => "not_completed",
    }
}

/// A member with neither grade nor reason, or with another reason, is `not_graded`.
pub fn standing(standing: Option<Standing>) -> &'static str {
    match standing {
        Some(Standing::Graded(_)) => "graded",
        Some(Standing::NotGraded(Reason::Exempt)) => "exempt",
        Some(Standing::NotGraded(Reason::Suspended)) => "suspended",
        Some(Standing::NotGraded(Reason::UnderSixMonths)) => "under_six_months",
        Some(Standing::NotGraded(Reason::Other)) | None => "not_graded",
    }
}

pub fn precision(date: PartialDate) -> &'static str {
    match date {
        PartialDate::Day(_) => "day",
        PartialDate::Month { .. } => "month",
        PartialDate::Year(_) => "year",
    }
}

pub fn part(part: Part) -> &'static str {
    match part {
        Part::Members => "members",
        Part::Collectives => "collectives",
    }
}

pub fn status(status: Status) -> &'static str {
    match status {
        Status::Accepted => "accepted",
        Status::AcceptedWithFindings => "accepted_with_findings",
        Status::Rejected => "rejected",
        Status::Missing => "missing",
        Status::Nil => "nil",
    }
}

pub fn timing(timing: Timing) -> &'static str {
    match timing {
        Timing::OnTime => "on_time",
        Timing::Late { .. } => "late",
        Timing::Undated => "undated",
        Timing::Missing => "missing",
    }
}

pub fn basis(basis: ReceivedBasis) -> &'static str {
    match basis {
        ReceivedBasis::Log => "log",
        ReceivedBasis::Document => "document",
        ReceivedBasis::Properties => "properties",
        ReceivedBasis::FileTime => "file_time",
    }
}

pub fn reward_subject(subject: RewardSubject) -> &'static str {
    match subject {
        RewardSubject::Member => "member",
        RewardSubject::Collective => "collective",
    }
}

pub fn approval(approval: Approval) -> &'static str {
    match approval {
        Approval::Agreed => "agreed",
        Approval::Refused => "refused",
    }
}

pub fn reward_kind(kind: RewardKind) -> &'static str {
    match kind {
        RewardKind::Year => "year",
        RewardKind::FiveYears => "five_years",
        RewardKind::Exceptional => "exceptional",
    }
}

pub fn subject(subject: QuotaSubject) -> &'static str {
    match subject {
        QuotaSubject::Members => "members",
        QuotaSubject::Collectives => "collectives",
        QuotaSubject::Organisations => "organisations",
        QuotaSubject::Leaders => "leaders",
        QuotaSubject::Staff => "staff",
    }
}

pub fn denominator(denominator: Denominator) -> &'static str {
    match denominator {
        Denominator::GoodOrBetter => "good-or-better",
        Denominator::GoodOnly => "good-only",
        Denominator::AllGraded => "all-graded",
    }
}

pub fn rounding(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::HalfUp => "half-up",
        Rounding::Floor => "floor",
    }
}

pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Within => "within",
        Verdict::Band => "band",
        Verdict::Over => "over",
    }
}
