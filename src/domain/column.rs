//! What a column of a returned table means, and the kinds of tables there are.

/// What the rows of a table are about.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TableKind {
    /// Đảng viên.
    Members,
    /// Tập thể, tổ chức đảng.
    Collectives,
    /// Cán bộ, công chức, viên chức, người lao động.
    Staff,
    /// Khen thưởng.
    Rewards,
    /// Counts without names: read as stated totals, never as records.
    Summary,
}

/// Who gave the grade in a column (domain.md, “one column per actor”).
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Actor {
    /// Tự xếp loại.
    OneSelf,
    /// Cơ quan, chính quyền, công chức: the grade as staff.
    Office,
    /// Chi ủy đề xuất, or another body that proposes (tập thể lãnh đạo, đoàn thể).
    Proposer,
    /// Chi bộ: the branch's decided grade. Also a grade column that names no actor.
    Branch,
    /// Đảng ủy quyết định: the committee's, a separate and later decision.
    Committee,
}

/// The meaning of a column. One table has each at most once, except [`Column::Unknown`].
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Column {
    /// TT, STT, Số TT.
    Ordinal,
    /// Số thẻ đảng, Thẻ đảng viên.
    CardNo,
    /// Mã số and the like: some number of the person, not certainly the card's.
    PersonCode,
    /// Họ và tên; in a table of collectives Tên tập thể; in rewards Họ và tên hoặc tập thể.
    Name,
    /// Họ, Họ đệm, Họ và tên đệm: the family and middle name when the given name stands apart.
    FamilyName,
    /// Tên đệm, Chữ lót: the middle name when it stands in a column of its own.
    MiddleName,
    /// Tên: the given name when the family name stands apart.
    GivenName,
    Born,
    /// Năm sinh › Nam.
    BornMale,
    /// Năm sinh › Nữ.
    BornFemale,
    /// Giới tính.
    Sex,
    /// Ngày vào Đảng, ngày kết nạp.
    Joined,
    /// Ngày chính thức.
    Official,
    /// Chức vụ.
    Post,
    /// Chi bộ: which branch a row belongs to.
    Branch,
    /// Phòng, đơn vị công tác.
    Room,
    /// Bản kiểm điểm (Mẫu 02), or (Mẫu 01) in a table of collectives.
    SelfReview,
    /// Kiểm điểm tại.
    ReviewedAt,
    /// Nhận xét nơi cư trú.
    Residence,
    /// A grade as text, by its actor.
    Grade(Actor),
    /// One of four columns that are ticked, by its actor.
    Tick(Actor, super::grade::Grade),
    /// The fifth tick column: Chưa xếp loại, Không xếp loại.
    TickNotGraded(Actor),
    /// Lý do không xếp loại.
    NotGradedReason,
    /// Diện: chính thức, dự bị, miễn sinh hoạt…
    Category,
    /// Công chức (x).
    CivilServant,
    /// Là đảng viên (x).
    IsMember,
    /// Kỷ luật trong năm.
    Discipline,
    /// Ghi chú.
    Note,
    /// Loại of a collective.
    CollectiveKind,
    /// Đối tượng (cá nhân / tập thể) of a reward.
    RewardSubject,
    /// Hình thức: giấy khen, bằng khen, biểu dương.
    RewardForm,
    /// Loại: trong năm, 5 năm liền, đột xuất.
    RewardKind,
    /// Thành tích.
    Achievement,
    /// Điểm tiêu chí chung (2025-366).
    CommonPoints,
    /// Điểm kết quả (2025-366).
    ResultPoints,
    /// Tổng điểm (2025-366).
    TotalPoints,
    /// Quý I to III, 1 to 3 (2025-366).
    Quarter(u8),
    /// Tóm tắt căn cứ (2025-366).
    Grounds,
    /// Mã chức danh.
    PostCode,
    /// A column nobody knows: kept and carried along.
    Unknown,
}

/// How a header was understood.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum MatchedBy {
    /// By words the program knows.
    Words,
    /// By likeness to them (H203).
    Likeness,
    /// Not at all (H204).
    Nothing,
}

/// One column of one table, as understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColumnSeen {
    /// 1-based column of the sheet.
    pub column: u16,
    /// The header as written; the lines of a merged header joined with ` › `.
    pub header: String,
    pub meaning: Column,
    pub matched_by: MatchedBy,
}
