//! The small vocabularies of the forms: ticks, kinds of membership, discipline, reward words.

use crate::domain::member::{Category, Discipline, ReviewedAt};
use crate::domain::people::{RewardForm, RewardKind, RewardSubject};
use crate::text::fold::{clean_report, fold, has_any, position_of, skeleton};
use crate::text::memo::Memo;

/// What a tick cell says.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Tick {
    /// Blank, or a dash, `0`, “không”, “chưa”, an empty box.
    No,
    /// X, x, √, ✓, ✔, ✗, ☑, v, 1, +, “có”, TRUE, or a tick of the fonts Wingdings (ü, þ, û, ý) and Symbol (Ö).
    Yes,
    /// Anything else.
    Unclear,
}

/// Reads a cell that is ticked or not. A repeated tick (xx) or one in brackets is a tick; a slash is
/// [`Tick::Unclear`], since some strike a cell out with it and some tick.
pub fn read_tick(text: &str) -> Tick {
    thread_local! {
        // Short texts are the same few in all rows; longer ones, such as names, are mostly met once.
        static KNOWN: Memo<Tick> = Memo::default();
    }
    match text.len() {
        0..=16 => KNOWN.with(|known| known.of(text, tick_of)),
        _ => tick_of(text),
    }
}

fn tick_of(text: &str) -> Tick {
    let (text, _) = clean_report(text);
    let text = without_membership(&text);
    let core = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.' | ',' | ' ' | '"' | '\''));
    if core == "*" {
        return Tick::Yes;
    }
    if core.is_empty() || core.chars().all(|c| matches!(c, '-' | '–' | '—' | '…' | '_' | '☐' | '□' | '\u{F0A8}' | '¨'))
    {
        return Tick::No;
    }
    let mut marks = core.chars();
    let is_repeated = core.chars().count() > 1;
    if marks.all(|c| is_tick(c) && !(is_repeated && c == '1')) {
        return Tick::Yes;
    }
    match skeleton(core).as_str() {
        "co" | "da co" | "da nop" | "da" | "true" | "yes" | "y" | "dung" | "roi" => Tick::Yes,
        "0" | "0 0" | "khong" | "khong co" | "khong nop" | "ko" | "chua" | "chua co" | "chua nop" | "false" | "no" => {
            Tick::No
        }
        // Of a paper that is still to come.
        "chua gui" | "chua viet" | "chua lam" | "chua co ban" | "chua nhan" | "khong gui" | "khong viet" | "thieu"
        | "con thieu" | "nop sau" | "se nop" | "se nop sau" | "nop bo sung sau" | "bo sung sau" => Tick::No,
        "1 0" => Tick::Yes,
        _ => Tick::Unclear,
    }
}

/// “x (dự bị)”: the tick without the kind of membership behind it.
fn without_membership(text: &str) -> &str {
    let Some((tick, remark)) = text.split_once('(').filter(|(tick, _)| !tick.trim().is_empty()) else { return text };
    match skeleton(remark).as_str() {
        "du bi" | "dvdb" | "db" | "dang vien du bi" | "chinh thuc" | "dvct" | "dang vien chinh thuc" => tick,
        _ => text,
    }
}

fn is_tick(c: char) -> bool {
    matches!(c, 'x' | 'X' | '×' | 'х' | 'Х' | '✕'..='✘' | '☒' | '☑' | '✅' | '√' | '✓' | '✔' | 'v' | 'V' | '1' | '+')
        || matches!(c, 'ü' | 'þ' | 'û' | 'ý' | 'Ö' | '\u{F0FC}' | '\u{F0FE}' | '\u{F0FB}' | '\u{F0FD}' | '\u{F0D6}')
}

/// Reads the column Diện; `None`: none of the known kinds. Who is freed or suspended counts so, whichever member he is
/// besides: “Chính thức, miễn sinh hoạt” is [`Category::Exempt`].
pub fn read_category(text: &str) -> Option<Category> {
    let key = skeleton(text);
    match key.as_str() {
        "ct" | "dvct" | "dv ct" => return Some(Category::Full),
        "db" | "dvdb" | "dv db" => return Some(Category::Probationary),
        "msh" | "mshd" | "mien" => return Some(Category::Exempt),
        _ => {}
    }
    if has_any(&key, &["khong mien", "het mien", "khong dinh chi", "khong bi dinh chi", "het dinh chi"]) {
        return None;
    }
    if has_any(&key, &["dinh chi cong tac", "dinh chi chuc vu"]) {
        return None;
    }
    let known = [
        ("dinh chi", Category::Suspended),
        ("duoc mien", Category::Exempt),
        ("mien sinh hoat", Category::Exempt),
        ("mien cong tac", Category::Exempt),
        ("mien ct", Category::Exempt),
        ("mien sh", Category::Exempt),
        ("mien shd", Category::Exempt),
        ("dv mien", Category::Exempt),
        ("du bi", Category::Probationary),
        ("dvdb", Category::Probationary),
        ("chua chinh thuc", Category::Probationary),
        ("chinh thuc", Category::Full),
        ("dvct", Category::Full),
    ];
    first_in_order(&key, &known)
}

/// Reads the column Kỷ luật. `None` when blank or when the words say there is none (“Không”, “-”, “Không có”). Where
/// several forms are named the heaviest counts; words of no known form, and a denied one, are
/// [`Discipline::Unclear`].
pub fn read_discipline(text: &str) -> Option<Discipline> {
    let key = skeleton(text);
    if is_nothing(text, &key) || denies_discipline(&key) {
        return None;
    }
    let known = [
        ("khai tru", Discipline::Expulsion),
        ("cach chuc", Discipline::Dismissal),
        ("cach het chuc vu", Discipline::Dismissal),
        ("cach het cac chuc vu", Discipline::Dismissal),
        ("canh cao", Discipline::Warning),
        ("khien trach", Discipline::Reprimand),
    ];
    let is_denied = has_any(&key, &["khong bi", "khong co", "chua bi", "khong phai", "de nghi", "dang xem xet"]);
    Some(first_in_order(&key, &known).filter(|_| !is_denied).unwrap_or(Discipline::Unclear))
}

/// Whether a note tells of a discipline in force: it says “kỷ luật” or begins with a form, and the form is none of the
/// past, of somebody else or of the future.
pub fn tells_discipline(note: &str) -> bool {
    const FORMS: [&str; 4] = ["khien trach", "canh cao", "cach chuc", "khai tru"];
    const OTHERS: [&str; 12] = [
        "het thoi han",
        "het thoi gian",
        "het han",
        "het hieu luc",
        "xoa ky luat",
        "da xoa",
        "nam truoc",
        "vo",
        "chong",
        "con",
        "cap duoi",
        "nhan vien",
    ];
    let key = skeleton(note);
    let begins = FORMS.iter().any(|form| position_of(&key, form) == Some(0));
    let is_clear = !matches!(read_discipline(note), None | Some(Discipline::Unclear));
    is_clear && (begins || has_any(&key, &["ky luat", "bi khien trach", "bi canh cao"])) && !has_any(&key, &OTHERS)
}

/// “Không bị kỷ luật trong năm 2021” and every shorter form of it.
fn denies_discipline(key: &str) -> bool {
    const WORDS: &[&str] = &[
        "co", "bi", "thi", "hanh", "xu", "ly", "hinh", "thuc", "vi", "pham", "ky", "luat", "nao", "trong", "nam", "ve",
        "dang", "chinh", "quyen", "xet", "kl",
    ];
    let Some((no, rest)) = key.split_once(' ') else { return false };
    matches!(no, "khong" | "ko" | "chua")
        && rest
            .split(' ')
            .all(|word| WORDS.contains(&word) || (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())))
}

/// Whether Kiểm điểm tại says that there was no review: “Chưa”, “Vắng”, “Chưa kiểm điểm ở chi bộ”, a dash.
pub fn denies_review(text: &str) -> bool {
    let key = skeleton(text);
    is_nothing(text, &key) || matches!(key.split(' ').next(), Some("chua" | "khong" | "ko" | "vang"))
}

/// Reads Kiểm điểm tại; `None` when blank, neither, or a denial. Of both, the one named first: “Chi bộ Văn phòng” is a
/// branch.
pub fn read_reviewed_at(text: &str) -> Option<ReviewedAt> {
    thread_local! {
        static KNOWN: Memo<Option<ReviewedAt>> = Memo::default();
    }
    KNOWN.with(|known| known.of(text, reviewed_at))
}

fn reviewed_at(text: &str) -> Option<ReviewedAt> {
    if denies_review(text) {
        return None;
    }
    let key = skeleton(text);
    match key.as_str() {
        "p" => return Some(ReviewedAt::Room),
        "cb" => return Some(ReviewedAt::Branch),
        _ => {}
    }
    let room = ["phong", "co quan", "don vi", "p"].iter().filter_map(|words| position_of(&key, words)).min();
    let branch = ["chi bo", "cb"].iter().filter_map(|words| position_of(&key, words)).min();
    match (room, branch) {
        (Some(room), Some(branch)) if branch < room => Some(ReviewedAt::Branch),
        (Some(_), _) => Some(ReviewedAt::Room),
        (None, Some(_)) => Some(ReviewedAt::Branch),
        (None, None) => None,
    }
}

/// Reads Đối tượng; `None` when blank, unknown, or both at once.
pub fn read_reward_subject(text: &str) -> Option<RewardSubject> {
    let key = skeleton(text);
    let is_member = matches!(key.as_str(), "cn" | "dv") || has_any(&key, &["ca nhan", "dang vien", "dong chi"]);
    let is_collective = matches!(key.as_str(), "tt" | "to chuc" | "tccsd")
        || has_any(
            &key,
            &["tap the", "to chuc dang", "chi bo", "chi uy", "dang bo", "ban chap hanh", "cong doan", "phong"],
        );
    match (is_member, is_collective) {
        (true, false) => Some(RewardSubject::Member),
        (false, true) => Some(RewardSubject::Collective),
        _ => None,
    }
}

/// Reads Hình thức. `None` when blank or “Không”; words that fit no form, and two forms at once, are
/// [`RewardForm::Other`].
pub fn read_reward_form(text: &str) -> Option<RewardForm> {
    let key = skeleton(text);
    if is_nothing(text, &key) {
        return None;
    }
    let folded = fold(text);
    // Without accents “cờ” is also “có” and “cơ (quan)”.
    let has_flag = folded.split(|c: char| !c.is_alphanumeric()).any(|word| word == "cờ")
        || has_any(&key, &["co thi dua", "tang co"])
        || folded == "co";
    let found = [
        (has_any(&key, &["giay khen", "gk"]), RewardForm::Certificate),
        (has_any(&key, &["bang khen", "bk"]), RewardForm::Diploma),
        (has_any(&key, &["bieu duong", "bd"]), RewardForm::Praise),
        (has_flag, RewardForm::Flag),
    ];
    let mut named = found.iter().filter(|(is_named, _)| *is_named).map(|(_, form)| *form);
    match (named.next(), named.next()) {
        (Some(form), None) => Some(form),
        _ => Some(RewardForm::Other),
    }
}

/// Reads Loại of a proposal. `None` when blank or not understood. “Chuyên đề” counts as [`RewardKind::Exceptional`]:
/// like “đột xuất” it is for one achievement and does not follow from the year's grade.
pub fn read_reward_kind(text: &str) -> Option<RewardKind> {
    let key = skeleton(text);
    if has_any(&key, &["dot xuat", "chuyen de"]) || key == "dx" {
        return Some(RewardKind::Exceptional);
    }
    let words: Vec<&str> = key.split(' ').collect();
    let is_five = |word: &str| matches!(word, "5" | "05");
    let years: Vec<u32> = words.iter().filter(|word| word.len() == 4).filter_map(|word| word.parse().ok()).collect();
    let span = matches!(years.as_slice(), [first, last] if last.checked_sub(*first) == Some(4));
    let in_words = key == "nam nam" || has_any(&key, &["nam nam lien"]);
    if in_words
        || span
        || words.windows(2).any(|pair| is_five(pair[0]) && pair[1] == "nam")
        || matches!(key.as_str(), "5n" | "5nl")
    {
        return Some(RewardKind::FiveYears);
    }
    let counts_years = words.windows(2).any(|pair| pair[1] == "nam" && pair[0].bytes().all(|b| b.is_ascii_digit()));
    let is_year = has_any(&key, &["trong nam", "hang nam", "thuong xuyen", "cuoi nam", "tong ket nam", "dinh ky"])
        || key == "nam"
        || matches!(words.as_slice(), ["nam", year] | [year] if year.len() == 4 && year.starts_with("20"));
    (is_year && !counts_years).then_some(RewardKind::Year)
}

/// Blank, only marks, or a word for nothing. `key` is the text's skeleton.
fn is_nothing(text: &str, key: &str) -> bool {
    let has_signs = || fold(text).chars().any(|c| !matches!(c, '-' | '.' | '/' | '_' | ' '));
    (key.is_empty() && !has_signs()) || matches!(key, "0" | "khong" | "ko" | "khong co" | "chua" | "chua co")
}

/// The first of the known that is in the text, in the order of the list.
fn first_in_order<T: Copy>(key: &str, known: &[(&str, T)]) -> Option<T> {
    known.iter().find(|(words, _)| position_of(key, words).is_some()).map(|(_, meaning)| *meaning)
}

#[cfg(test)]
mod tests;
