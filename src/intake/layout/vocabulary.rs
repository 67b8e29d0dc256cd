//! The words of headers: what a column's header says it holds. Works on skeletons (no accents, no punctuation), so that
//! “HỌ, TÊN”, “Họ tên” and “Ho ten” are one. Knows words only; which of several claims wins, [`super::columns`] decides.

use crate::domain::column::{Actor, Column, TableKind};
use crate::domain::grade::Grade;
use crate::intake::value::grade::{GradeText, read_grade};
use crate::text::fold::{fold, skeleton};
use crate::text::likeness::edits_within;

/// What the words of a header claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Claim {
    /// The words say it.
    Is(Column),
    /// A grade column that names no actor: the branch's own, unless another says “Chi bộ”.
    PlainGrade,
    /// Words that are a grade column only if the cells below hold grades: “Kết quả”, “Đánh giá”, “Chi ủy”. Holds what
    /// it is otherwise.
    GradeIfGraded(Actor, Option<Column>),
    /// Understood as a part of grading or rewarding that has no place of its own (số phiếu, tỷ lệ, a second proposer):
    /// carried without a note.
    Carried,
    /// A common column of other lists (Quê quán, Điện thoại, Trình độ…): never taken for another by likeness; carried
    /// with the note H204.
    Foreign,
    /// Not understood.
    Nothing,
}

/// A header taken apart: the texts of its rows from top to bottom, each both folded and as a skeleton.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeaderWords {
    /// As written, joined with ` › `.
    pub written: String,
    /// Skeleton of the lowest line.
    pub leaf: String,
    /// Skeleton of the lowest line without anything in brackets: “Loại” of “Loại (trong năm / đột xuất)”.
    pub core: String,
    /// Folded lowest line, accents kept, for the few pairs that accents alone tell apart (Nam / Năm).
    pub leaf_folded: String,
    /// Skeletons of the lines above, joined by spaces.
    pub above: String,
    /// Skeleton of the whole.
    pub whole: String,
}

impl HeaderWords {
    /// From the lines of a header, top first; a line that repeats the one above (a merged cell) counts once.
    pub fn new(lines: &[String]) -> Self {
        let mut distinct: Vec<&String> = Vec::new();
        for line in lines {
            if distinct.last().is_none_or(|last| *last != line) {
                distinct.push(line);
            }
        }
        let skeletons: Vec<String> = distinct.iter().map(|line| header_skeleton(line)).collect();
        let leaf = skeletons.last().cloned().unwrap_or_default();
        let above = skeletons[..skeletons.len().saturating_sub(1)].join(" ");
        let whole = skeletons.join(" ").trim().to_owned();
        let leaf_folded = distinct.last().map(|line| fold(line)).unwrap_or_default();
        let core = distinct.last().map(|line| skeleton(&without_brackets(line))).unwrap_or_default();
        let written = distinct.iter().map(|line| one_line(line)).collect::<Vec<_>>().join(" › ");
        Self { written, leaf, core, leaf_folded, above, whole }
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0u32;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The skeleton of a header without the marks people put behind it: “(x)”, “(1)”, “[5]”, “*”.
pub fn header_skeleton(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        kept.push_str(&rest[..open]);
        let close = if rest[open..].starts_with('(') { ')' } else { ']' };
        let Some(end) = rest[open..].find(close).map(|at| open + at) else {
            kept.push_str(&rest[open..]);
            rest = "";
            break;
        };
        let inside = skeleton(&rest[open + 1..end]);
        let is_mark = inside.is_empty()
            || inside == "x"
            || inside == "danh dau x"
            || inside.chars().all(|c| c.is_ascii_digit() || c == ' ');
        if !is_mark {
            kept.push(' ');
            kept.push_str(&rest[open + 1..end]);
        }
        kept.push(' ');
        rest = &rest[end + 1..];
    }
    kept.push_str(rest);
    skeleton(&kept)
}

/// Whether `words` stand in `text` as whole words.
pub fn has(text: &str, words: &str) -> bool {
    let mut from = 0;
    while let Some(found) = text[from..].find(words) {
        let start = from + found;
        let end = start + words.len();
        let before = start == 0 || text.as_bytes()[start - 1] == b' ';
        let after = end == text.len() || text.as_bytes()[end] == b' ';
        if before && after {
            return true;
        }
        from = start + 1;
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    false
}

fn has_any(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| has(text, phrase))
}

fn is_any(text: &str, phrases: &[&str]) -> bool {
    phrases.contains(&text)
}

/// Whether the words are those of a name column, and of whose names.
pub fn name_of(leaf: &str) -> Option<NameOf> {
    if has_any(leaf, &["nguoi nhan xet", "nguoi lap", "nguoi gioi thieu", "cha", "me", "vo chong"]) {
        return None;
    }
    let collective = ["tap the", "to chuc dang", "to chuc", "ten don vi", "ten chi bo"];
    let person =
        has_any(leaf, &["ho va ten", "ho ten", "ho va chu ten", "ten dang vien", "ten can bo", "ten cong chuc"])
            || has_any(leaf, &["ho va ten khai sinh", "ten nguoi"])
            || is_any(leaf, &["dang vien", "ca nhan", "ten ca nhan", "can bo", "hovaten", "hoten", "nhan su"]);
    if person && has_any(leaf, &["tap the", "to chuc", "don vi"]) && !has(leaf, "chuc vu") {
        return Some(NameOf::Either);
    }
    if person && has_any(leaf, &["dem", "lot", "chu dem"]) {
        return Some(NameOf::Family);
    }
    if person {
        return Some(NameOf::Person);
    }
    if is_any(
        leaf,
        &["ho", "ho dem", "ho lot", "ho va dem", "ho va chu dem", "ho va chu lot", "ho chu dem", "ho va ten dem"],
    ) {
        return Some(NameOf::Family);
    }
    if leaf == "ten" {
        return Some(NameOf::Given);
    }
    if has_any(leaf, &["ca nhan tap the", "tap the ca nhan", "ten ca nhan tap the", "ca nhan hoac tap the"]) {
        return Some(NameOf::Either);
    }
    if leaf.starts_with("ten ") && has_any(leaf, &collective)
        || is_any(leaf, &["tap the", "to chuc dang", "ten to chuc"])
    {
        return Some(NameOf::Collective);
    }
    if has_any(leaf, &["to chuc dang tap the", "tap the to chuc dang", "tap the lanh dao quan ly"])
        && !has_any(leaf, &["xep loai", "danh gia", "de xuat", "de nghi"])
    {
        return Some(NameOf::Collective);
    }
    None
}

/// Whose names a name column holds.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum NameOf {
    Person,
    Collective,
    /// “Họ và tên hoặc tập thể”.
    Either,
    /// The family (and middle) name alone.
    Family,
    /// “Tên”: the given name alone, or the whole name where no family column stands beside it.
    Given,
}

/// The actor that words name, if any.
fn actor(words: &str) -> Option<Actor> {
    // “Kết quả xếp loại cá nhân” is not the person's own word; “Cá nhân tự xếp loại” and a bare “Cá nhân” are.
    if has_any(words, &["tu xep", "tu danh gia", "tu nhan", "tu cham", "tu phan loai", "ban than", "dang vien tu"])
        || words == "ca nhan"
    {
        return Some(Actor::OneSelf);
    }
    if has_any(
        words,
        &[
            "dang uy",
            "ban thuong vu",
            "btv",
            "bch dang bo",
            "dang bo",
            "ban chap hanh dang bo",
            "cap tren",
            "cap co tham quyen",
        ],
    ) || has(words, "cap uy") && has_any(words, &["quyet dinh", "ket luan"])
    {
        return Some(Actor::Committee);
    }
    if has_any(
        words,
        &[
            "chi uy",
            "cap uy",
            "tap the lanh dao",
            "doan the",
            "tham muu",
            "cap truc tiep",
            "tap the de xuat",
            "to dang",
            "cong doan",
        ],
    ) {
        return Some(Actor::Proposer);
    }
    if has_any(words, &["chi bo", "chi bo quyet dinh"]) {
        return Some(Actor::Branch);
    }
    let office = [
        "cong chuc",
        "vien chuc",
        "cbcc",
        "cbccvc",
        "cbccvcnld",
        "chinh quyen",
        "co quan",
        "nguoi lao dong",
        "chuyen mon",
        "thu truong",
        "don vi",
        "phong",
        "can bo cong chuc",
        "nld",
        "cc vc",
        "lanh dao phong",
        "ccvc",
        "vc nld",
        "cong vu",
    ];
    has_any(words, &office).then_some(Actor::Office)
}

/// Words that make a header one of grades.
fn speaks_of_grades(words: &str) -> bool {
    has_any(
        words,
        &[
            "xep loai",
            "xl",
            "muc chat luong",
            "phan loai",
            "muc do hoan thanh",
            "muc xep",
            "chat luong dang vien",
            "xep loai chat luong",
            "danh gia xep loai",
            "ket qua danh gia",
            "muc danh gia",
            "xep hang",
            "tu xep",
            "dgxl",
            "mxl",
            "ket qua phan loai",
            "muc do",
            "danh hieu dang vien",
        ],
    )
}

/// Words that hint at grades, to be believed only if the cells hold grades.
fn hints_at_grades(words: &str) -> bool {
    has_any(
        words,
        &[
            "danh gia",
            "ket qua",
            "de xuat",
            "de nghi",
            "nhan xet",
            "quyet dinh",
            "ket luan",
            "muc",
            "bieu quyet",
            "loai",
        ],
    )
}

/// A year written in a header, such as the 2020 of “Xếp loại năm 2020”.
pub fn year_in(words: &str) -> Option<i32> {
    words
        .split(' ')
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse::<i32>().ok())
        .find(|year| (1990..=2100).contains(year))
}

/// What the words of a header claim, in a table of this kind (none while the kind is not known yet). An explanation in
/// brackets is asked first and left out if it only obscures.
pub fn claim(words: &HeaderWords, kind: Option<TableKind>) -> Claim {
    let found = claim_of_line(words, kind);
    let is_unsure = matches!(found, Claim::Nothing | Claim::Carried | Claim::GradeIfGraded(..));
    if !is_unsure || words.core == words.leaf || words.core.is_empty() {
        return found;
    }
    let whole = format!("{} {}", words.above, words.core);
    let bare = HeaderWords { leaf: words.core.clone(), whole: whole.trim().to_owned(), ..words.clone() };
    match claim_of_line(&bare, kind) {
        Claim::Nothing => found,
        better => better,
    }
}

fn claim_of_line(words: &HeaderWords, kind: Option<TableKind>) -> Claim {
    let leaf = words.leaf.as_str();
    let whole = words.whole.as_str();
    if leaf.is_empty() && whole.is_empty() {
        return Claim::Nothing;
    }
    if is_any(leaf, &["tt", "stt", "so tt", "so thu tu", "thu tu", "tt so", "sott", "s tt"]) {
        return Claim::Is(Column::Ordinal);
    }
    if let Some(tick) = tick_claim(words) {
        return Claim::Is(tick);
    }
    if let Some(found) = plain_word(words, kind) {
        return found;
    }
    grade_claim(words, kind)
}

/// A grade's own label as the lowest line: a tick column of the actor named above it.
fn tick_claim(words: &HeaderWords) -> Option<Column> {
    let line = words.leaf.as_str();
    // “Ý kiến của …” over ticks is the form's word for the decision asked for.
    let by = || actor(&words.above).filter(|_| !has(&words.above, "y kien")).unwrap_or(Actor::Branch);
    if is_any(
        line,
        &[
            "chua xep loai",
            "khong xep loai",
            "chua danh gia xep loai",
            "khong danh gia xep loai",
            "chua danh gia",
            "cxl",
            "kxl",
            "chua phan loai",
            "khong danh gia",
            "khong xl",
            "chua xl",
        ],
    ) {
        return Some(Column::TickNotGraded(by()));
    }
    let grade = match read_grade(line) {
        GradeText::Is(grade) | GradeText::Misspelt(grade) => grade,
        _ => match line {
            "t" if speaks_of_grades(&words.above) => Grade::Good,
            "ht" if !words.above.is_empty() => Grade::Completed,
            _ => return None,
        },
    };
    Some(Column::Tick(by(), grade))
}

/// Columns that are told by plain words.
fn plain_word(words: &HeaderWords, kind: Option<TableKind>) -> Option<Claim> {
    let leaf = words.leaf.as_str();
    let whole = words.whole.as_str();
    let above = words.above.as_str();
    let is = |column| Some(Claim::Is(column));

    // Points and quarters (2025-366) before names and grades: “Điểm tiêu chí chung” under “Cá nhân tự chấm”.
    if has_any(whole, &["diem tieu chi chung", "tieu chi chung"]) {
        return is(Column::CommonPoints);
    }
    if has_any(leaf, &["diem ket qua", "ket qua thuc hien nhiem vu diem"]) {
        return is(Column::ResultPoints);
    }
    if has_any(leaf, &["tong diem", "diem tong"]) {
        return is(Column::TotalPoints);
    }
    for (number, names) in [(1, ["quy i", "quy 1"]), (2, ["quy ii", "quy 2"]), (3, ["quy iii", "quy 3"])] {
        if has_any(leaf, &names) || (has(above, "quy") && is_any(leaf, &names.map(|name| &name[4..]))) {
            return is(Column::Quarter(number));
        }
    }
    if has(leaf, "tom tat") && has(leaf, "can cu") {
        return is(Column::Grounds);
    }
    if has(leaf, "ma chuc danh") {
        return is(Column::PostCode);
    }
    if has_any(leaf, &["so the dang", "the dang", "so the dang vien", "the dang vien", "so the dv", "so the", "the dv"])
    {
        return is(Column::CardNo);
    }
    if has_any(leaf, &["ghi chu", "gc"]) {
        return is(Column::Note);
    }
    if has(leaf, "ly do") {
        let other = has_any(leaf, &["thay doi", "chuyen", "vang", "khen"]);
        return if other { Some(Claim::Carried) } else { is(Column::NotGradedReason) };
    }
    if has_any(whole, &["ky luat"]) {
        return is(Column::Discipline);
    }
    if has_any(whole, &["cu tru"]) {
        return is(Column::Residence);
    }
    if has_any(leaf, &["kiem diem tai", "noi kiem diem", "dia diem kiem diem", "kiem diem o", "don vi kiem diem"]) {
        return is(Column::ReviewedAt);
    }
    if has(whole, "kiem diem") && !has_any(leaf, &["xep loai"]) {
        let done = has_any(whole, &["ban", "mau", "tu kiem diem", "bao cao", "da nop", "nop"]) && !has(leaf, "chua");
        return if done { is(Column::SelfReview) } else { Some(Claim::Carried) };
    }
    if is_any(leaf, &["mau 01", "mau 02", "mau 1", "mau 2", "mau so 02", "mau so 01"]) {
        return is(Column::SelfReview);
    }
    if let Some(found) = date_column(words) {
        return Some(Claim::Is(found));
    }
    if let Some(found) = reward_column(leaf, whole, kind) {
        return Some(found);
    }
    if has_any(leaf, &["chuc vu", "chuc trach", "chuc danh"]) && !speaks_of_grades(leaf) {
        return is(Column::Post);
    }
    if name_of(leaf).is_some() && !speaks_of_grades(leaf) && !(hints_at_grades(above) || speaks_of_grades(above)) {
        let is_flag = leaf == "dang vien" && kind == Some(TableKind::Staff);
        return is(if is_flag { Column::IsMember } else { name_column(leaf) });
    }
    if has_any(leaf, &["la dang vien"]) {
        return is(Column::IsMember);
    }
    if is_any(leaf, &["cong chuc", "la cong chuc", "cong chuc vien chuc", "la cong chuc vien chuc", "vien chuc"])
        && above.is_empty()
        && kind != Some(TableKind::Staff)
    {
        return Some(Claim::GradeIfGraded(Actor::Office, Some(Column::CivilServant)));
    }
    if is_any(
        leaf,
        &[
            "gioi tinh",
            "nam nu",
            "que quan",
            "dan toc",
            "ton giao",
            "tuoi dang",
            "tuoi",
            "trinh do",
            "noi sinh",
            "dien thoai",
            "so dien thoai",
            "email",
            "nu",
            "ky ten",
            "ky nhan",
            "chu ky",
        ],
    ) || has_any(
        leaf,
        &["que quan", "trinh do", "ly luan", "dien thoai", "nghe nghiep", "thuong tru", "gioi tinh", "noi o"],
    ) {
        return if leaf == "gioi tinh" { is(Column::Sex) } else { Some(Claim::Foreign) };
    }
    if has_any(
        leaf,
        &[
            "ma so",
            "ma dang vien",
            "so hieu",
            "ma dinh danh",
            "cccd",
            "cmnd",
            "can cuoc",
            "ma cong chuc",
            "ma dv",
            "ma nhan vien",
            "ma cc",
        ],
    ) || leaf == "ma"
    {
        return is(Column::PersonCode);
    }
    if is_any(
        leaf,
        &[
            "dien",
            "dien dang vien",
            "tinh trang dang vien",
            "loai dang vien",
            "chinh thuc du bi",
            "dang vien chinh thuc du bi",
            "dang vien ct db",
            "ct db",
            "doi tuong dang vien",
            "tinh trang",
        ],
    ) {
        return is(Column::Category);
    }
    let of_grades = speaks_of_grades(above) || hints_at_grades(above);
    if is_any(
        leaf,
        &[
            "chi bo",
            "ten chi bo",
            "thuoc chi bo",
            "sinh hoat tai chi bo",
            "chi bo sinh hoat",
            "sinh hoat chi bo",
            "dang sinh hoat tai chi bo",
            "chi bo dang sinh hoat",
            "don vi chi bo",
            "chi bo truc thuoc",
            "ma chi bo",
        ],
    ) && !of_grades
    {
        return Some(if leaf == "chi bo" {
            Claim::GradeIfGraded(Actor::Branch, Some(Column::Branch))
        } else {
            Claim::Is(Column::Branch)
        });
    }
    if is_any(
        leaf,
        &[
            "phong",
            "don vi",
            "don vi cong tac",
            "noi cong tac",
            "phong ban",
            "co quan",
            "co quan cong tac",
            "co quan don vi",
            "phong don vi",
            "bo phan",
            "phong ban don vi",
            "don vi phong",
            "to dang",
            "phong bo phan",
            "vi tri viec lam",
            "vi tri cong tac",
        ],
    ) && !of_grades
    {
        return Some(Claim::GradeIfGraded(Actor::Office, Some(Column::Room)));
    }
    if kind == Some(TableKind::Collectives)
        && is_any(leaf, &["loai", "loai tap the", "loai hinh", "loai to chuc", "phan loai tap the"])
    {
        return Some(Claim::GradeIfGraded(Actor::Branch, Some(Column::CollectiveKind)));
    }
    None
}

fn name_column(leaf: &str) -> Column {
    match name_of(leaf) {
        Some(NameOf::Family) => Column::FamilyName,
        Some(NameOf::Given) => Column::GivenName,
        _ => Column::Name,
    }
}

fn date_column(words: &HeaderWords) -> Option<Column> {
    let leaf = words.leaf.as_str();
    let whole = words.whole.as_str();
    let above = words.above.as_str();
    let of_birth = |text: &str| {
        has_any(
            text,
            &[
                "ngay sinh",
                "nam sinh",
                "thang sinh",
                "sinh ngay",
                "sinh nam",
                "ngay thang nam sinh",
                "nam thang sinh",
                "ntns",
                "ngay thang sinh",
            ],
        ) || text == "sinh"
    };
    if of_birth(above) || of_birth(leaf) {
        // Without accents “nam” is both male and year; only the folded text tells them apart.
        if is_any(leaf, &["nam", "gioi tinh nam"]) && words.leaf_folded != "năm" {
            return Some(Column::BornMale);
        }
        if is_any(leaf, &["nu", "gioi tinh nu"]) {
            return Some(Column::BornFemale);
        }
        if has_any(leaf, &["noi sinh", "que"]) {
            return None;
        }
        return Some(Column::Born);
    }
    let joining = has_any(whole, &["vao dang", "ket nap", "vao dcs", "ngay vd", "vao dang csvn"]);
    if has(leaf, "chinh thuc")
        && (joining || has_any(whole, &["ngay", "cong nhan", "nam", "chuyen"]))
        && !has(leaf, "du bi")
    {
        return Some(Column::Official);
    }
    if joining && !has_any(leaf, &["so quyet dinh", "noi", "nguoi"]) {
        return Some(Column::Joined);
    }
    None
}

fn reward_column(leaf: &str, whole: &str, kind: Option<TableKind>) -> Option<Claim> {
    let rewards = kind == Some(TableKind::Rewards);
    if has_any(leaf, &["thanh tich"]) {
        return Some(Claim::Is(Column::Achievement));
    }
    if has_any(leaf, &["loai khen", "loai khen thuong", "loai hinh khen thuong", "dien khen", "loai de nghi"])
        || rewards && is_any(leaf, &["loai", "loai hinh", "dien", "pham vi", "loai thanh tich"])
    {
        return Some(Claim::Is(Column::RewardKind));
    }
    if has_any(
        leaf,
        &["hinh thuc khen", "hinh thuc de nghi", "danh hieu thi dua", "hinh thuc khen thuong", "danh hieu khen"],
    ) || rewards && has_any(leaf, &["hinh thuc", "danh hieu", "de nghi khen", "khen thuong", "muc khen"])
    {
        return Some(Claim::Is(Column::RewardForm));
    }
    if rewards && (has(leaf, "doi tuong") || is_any(leaf, &["ca nhan tap the"])) {
        return Some(Claim::Is(Column::RewardSubject));
    }
    // In a table of people, “Đề nghị khen thưởng” is carried along: it proposes nothing without its form and kind.
    if has(whole, "khen thuong") || has(whole, "khen") {
        return Some(Claim::Carried);
    }
    None
}

fn grade_claim(words: &HeaderWords, kind: Option<TableKind>) -> Claim {
    let leaf = words.leaf.as_str();
    let whole = words.whole.as_str();
    if has_any(leaf, &["so luong", "ty le", "sl", "tong so", "so phieu", "diem"]) {
        return Claim::Carried;
    }
    // The lowest line names the actor best; a group cell above (“Mức chất lượng do các chủ thể đề xuất”) only helps.
    let by = actor_in(leaf, kind).or_else(|| actor_in(&words.above, kind));
    if speaks_of_grades(whole) {
        return match by {
            Some(by) => Claim::Is(Column::Grade(by)),
            None => Claim::PlainGrade,
        };
    }
    if let Some(by) = by
        && (hints_at_grades(whole) || is_bare_actor(leaf))
    {
        return Claim::GradeIfGraded(by, None);
    }
    if hints_at_grades(leaf) { Claim::GradeIfGraded(Actor::Branch, None) } else { Claim::Nothing }
}

/// The actor in a table of this kind: in tables of collectives and staff the collective or office speaks of itself.
fn actor_in(words: &str, kind: Option<TableKind>) -> Option<Actor> {
    let found = actor(words)?;
    match kind {
        // “Chi bộ đề nghị” in a table of collectives is the branch's own word on them; so is “Cơ quan xếp loại” in one
        // of staff the word that decides.
        Some(TableKind::Staff) if found == Actor::Office => Some(Actor::Branch),
        Some(TableKind::Collectives) if found == Actor::Office && !has_any(words, &["co quan", "chinh quyen"]) => {
            Some(Actor::Branch)
        }
        _ => Some(found),
    }
}

fn is_bare_actor(leaf: &str) -> bool {
    is_any(
        leaf,
        &[
            "ca nhan",
            "ban than",
            "chi uy",
            "cap uy",
            "chi bo",
            "dang uy",
            "co quan",
            "chinh quyen",
            "phong",
            "don vi",
            "cong chuc",
            "tap the lanh dao",
            "doan the",
            "cong doan",
        ],
    ) || leaf.starts_with("chi uy ")
        || leaf.starts_with("chi bo ")
        || leaf.starts_with("dang uy ")
}

/// The headers that likeness is held against: canonical words and their meaning.
const CANON: &[(&str, Canon)] = &[
    ("ho va ten", Canon::Is(Column::Name)),
    ("ho ten dang vien", Canon::Is(Column::Name)),
    ("ho va ten dang vien", Canon::Is(Column::Name)),
    ("ten tap the", Canon::Is(Column::Name)),
    ("so the dang", Canon::Is(Column::CardNo)),
    ("so the dang vien", Canon::Is(Column::CardNo)),
    ("ngay sinh", Canon::Is(Column::Born)),
    ("nam sinh", Canon::Is(Column::Born)),
    ("ngay thang nam sinh", Canon::Is(Column::Born)),
    ("ngay vao dang", Canon::Is(Column::Joined)),
    ("ngay ket nap", Canon::Is(Column::Joined)),
    ("ngay chinh thuc", Canon::Is(Column::Official)),
    ("chuc vu", Canon::Is(Column::Post)),
    ("ghi chu", Canon::Is(Column::Note)),
    ("tu xep loai", Canon::Is(Column::Grade(Actor::OneSelf))),
    ("tu danh gia xep loai", Canon::Is(Column::Grade(Actor::OneSelf))),
    ("xep loai cong chuc", Canon::Is(Column::Grade(Actor::Office))),
    ("chi uy de xuat", Canon::Is(Column::Grade(Actor::Proposer))),
    ("chi bo xep loai", Canon::Is(Column::Grade(Actor::Branch))),
    ("chi bo de nghi", Canon::Is(Column::Grade(Actor::Branch))),
    ("chi bo danh gia xep loai", Canon::Is(Column::Grade(Actor::Branch))),
    ("muc xep loai", Canon::Plain),
    ("ket qua xep loai", Canon::Plain),
    ("xep loai", Canon::Plain),
    ("xep loai chat luong", Canon::Plain),
    ("ly do khong xep loai", Canon::Is(Column::NotGradedReason)),
    ("ky luat trong nam", Canon::Is(Column::Discipline)),
    ("nhan xet noi cu tru", Canon::Is(Column::Residence)),
    ("ban kiem diem", Canon::Is(Column::SelfReview)),
    ("kiem diem tai", Canon::Is(Column::ReviewedAt)),
    ("hinh thuc khen thuong", Canon::Is(Column::RewardForm)),
    ("thanh tich", Canon::Is(Column::Achievement)),
];

enum Canon {
    Is(Column),
    Plain,
}

/// What a header's words resemble, when they say nothing: at most one edit in five letters, and no other meaning as
/// near (H203).
pub fn likeness(words: &HeaderWords) -> Claim {
    let leaf = words.leaf.as_str();
    if leaf.len() < 6 {
        return Claim::Nothing;
    }
    let mut best: Option<(usize, &Canon)> = None;
    let mut is_tied = false;
    for (canon, means) in CANON {
        let most = (canon.len() / 5).clamp(1, 3);
        let Some(edits) = edits_within(leaf, canon, most) else { continue };
        match best {
            Some((least, _)) if edits > least => {}
            Some((least, known)) if edits == least => is_tied = is_tied || !same(known, means),
            _ => {
                best = Some((edits, means));
                is_tied = false;
            }
        }
    }
    match best {
        Some((_, Canon::Is(column))) if !is_tied => Claim::Is(*column),
        Some((_, Canon::Plain)) if !is_tied => Claim::PlainGrade,
        _ => Claim::Nothing,
    }
}

fn same(a: &Canon, b: &Canon) -> bool {
    match (a, b) {
        (Canon::Is(a), Canon::Is(b)) => a == b,
        (Canon::Plain, Canon::Plain) => true,
        _ => false,
    }
}

/// The longest text that can be a header, in characters.
const LONGEST_HEADER: usize = 160;

/// How plainly a text on its own is a header.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HeaderWord {
    No,
    /// Could be one, could be a cell of data: “Chi bộ”, “Phòng”, a grade's label.
    Perhaps,
    /// Plainly one.
    Plain,
    /// Plainly the header of a name column.
    Name,
}

/// Looks at one text on its own.
pub fn header_word(text: &str) -> HeaderWord {
    if text.len() > LONGEST_HEADER * 4 || text.chars().count() > LONGEST_HEADER {
        return HeaderWord::No;
    }
    let words = HeaderWords::new(&[text.to_owned()]);
    if words.leaf.is_empty() {
        return HeaderWord::No;
    }
    match claim(&words, None) {
        Claim::Is(Column::Name | Column::FamilyName) => HeaderWord::Name,
        Claim::Is(Column::GivenName | Column::Tick(..) | Column::TickNotGraded(_)) => HeaderWord::Perhaps,
        Claim::Is(_) | Claim::PlainGrade => HeaderWord::Plain,
        Claim::GradeIfGraded(..) | Claim::Carried | Claim::Foreign => HeaderWord::Perhaps,
        Claim::Nothing => HeaderWord::No,
    }
}
