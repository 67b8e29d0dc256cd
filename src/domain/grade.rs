//! The four grades, the reasons for having none, and the standing that follows.

/// A grade of the year, the same four for members, collectives and staff (HD 21-HD/BTCTW, 2019). Ordered from worst
/// to best, so that `a > b` reads “a is graded above b”.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Grade {
    NotCompleted,
    Completed,
    Good,
    Excellent,
}

impl Grade {
    /// From best to worst, the order people read.
    pub const ALL: [Grade; 4] = [Grade::Excellent, Grade::Good, Grade::Completed, Grade::NotCompleted];

    /// The full label as forms and documents print it.
    pub fn label(self) -> &'static str {
        match self {
            Grade::Excellent => "Hoàn thành xuất sắc nhiệm vụ",
            Grade::Good => "Hoàn thành tốt nhiệm vụ",
            Grade::Completed => "Hoàn thành nhiệm vụ",
            Grade::NotCompleted => "Không hoàn thành nhiệm vụ",
        }
    }

    /// The usual abbreviation, for column heads: `HTXSNV`, `HTTNV`, `HTNV`, `KHTNV`.
    pub fn short_label(self) -> &'static str {
        match self {
            Grade::Excellent => "HTXSNV",
            Grade::Good => "HTTNV",
            Grade::Completed => "HTNV",
            Grade::NotCompleted => "KHTNV",
        }
    }
}

/// Why somebody has no grade. Never a fifth grade.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    /// Miễn công tác và sinh hoạt đảng.
    Exempt,
    /// Đình chỉ sinh hoạt đảng.
    Suspended,
    /// Kết nạp chưa đủ 6 tháng.
    UnderSixMonths,
    /// Any other reason, “Chưa xếp loại” among them; the text as written stays in the member's row.
    Other,
}

impl Reason {
    pub const ALL: [Reason; 4] = [Reason::Exempt, Reason::Suspended, Reason::UnderSixMonths, Reason::Other];

    /// The label as forms and documents print it.
    pub fn label(self) -> &'static str {
        match self {
            Reason::Exempt => "Miễn công tác và sinh hoạt đảng",
            Reason::Suspended => "Đình chỉ sinh hoạt đảng",
            Reason::UnderSixMonths => "Kết nạp chưa đủ 6 tháng",
            Reason::Other => "Chưa xếp loại",
        }
    }
}

/// Where somebody stands at the end of the review.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    Graded(Grade),
    NotGraded(Reason),
}
