//! What a post (chức vụ) makes of its holder: whose head he is, in whose leadership he sits; and what body a collective
//! is. Both are read by words only, and what they do not say stays open.

use crate::domain::people::Collective;
use crate::text::fold::{has_any, position_of, skeleton};

/// The duties that a post names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Duties {
    /// Bí thư chi bộ: head of the chi ủy and of the chi bộ.
    pub heads_branch: bool,
    /// Bí thư, phó bí thư, chi ủy viên.
    pub sits_in_branch_committee: bool,
    /// Bí thư đảng ủy.
    pub heads_committee: bool,
    /// Trưởng phòng, trưởng ban, chánh văn phòng, giám đốc; with the words that name the room, folded.
    pub heads_room: Option<String>,
    /// The same and their deputies.
    pub leads_room: Option<String>,
}

impl Duties {
    /// Whether the post makes a head of anything (domain.md: heads may be left out of the others' ratio).
    pub fn is_head(&self) -> bool {
        self.heads_branch || self.heads_committee || self.heads_room.is_some()
    }
}

/// Posts of former times, and those in the unions and associations: none heads a collective that is graded here.
const FORMER_OR_OF_UNIONS: [&str; 12] = [
    "nguyen",
    "cuu",
    "doan",
    "dtn",
    "dtncs",
    "dtncshcm",
    "tncs",
    "thanh nien",
    "hoi",
    "nu cong",
    "thanh tra nhan dan",
    "cong doan",
];

/// A post with its usual abbreviations written out: “P. Trưởng phòng”, “TP Hành chính”, “P.BT”, “Trưởng P. Hành chính”.
/// `words` is a skeleton.
fn in_full(words: &str) -> String {
    let mut full: Vec<&str> = Vec::new();
    let all: Vec<&str> = words.split(' ').collect();
    for (at, word) in all.iter().copied().enumerate() {
        let next = all.get(at + 1).copied().unwrap_or_default();
        let before = full.last().copied().unwrap_or_default();
        match word {
            // A lone “P.” is the deputy before a post, the room behind one and elsewhere.
            "p" | "pho" if matches!(next, "bi" | "b" | "bt" | "truong" | "tr" | "t" | "giam" | "chanh" | "tp") => {
                full.push("pho");
            }
            "p" if at == 0 && matches!(next, "phong" | "ban") => full.push("pho"),
            "p" if matches!(before, "truong" | "pho") => full.push("phong"),
            "tr" | "t" if matches!(next, "phong" | "p" | "ban") => full.push("truong"),
            "b" if next == "thu" => full.push("bi"),
            "bt" if at == 0 || before == "pho" => full.extend(["bi", "thu"]),
            "btcb" if at == 0 => full.extend(["bi", "thu", "chi", "bo"]),
            "pbt" => full.extend(["pho", "bi", "thu"]),
            "tp" if at == 0 || before == "pho" => full.extend(["truong", "phong"]),
            "ptp" if at == 0 => full.extend(["pho", "truong", "phong"]),
            "pp" if at == 0 => full.extend(["pho", "phong"]),
            _ => full.push(word),
        }
    }
    full.join(" ")
}

/// Heads of rooms, by the words their posts begin with.
const HEADS: [&str; 8] = [
    "truong phong",
    "truong ban",
    "chanh van phong",
    "giam doc",
    "doi truong",
    "chanh thanh tra",
    "vien truong",
    "quyen truong phong",
];
const DEPUTIES: [&str; 8] = [
    "pho truong phong",
    "pho phong",
    "pho truong ban",
    "pho ban",
    "pho chanh van phong",
    "pho giam doc",
    "doi pho",
    "pho chanh thanh tra",
];

/// Reads a post: “Bí thư chi bộ, Trưởng phòng Hành chính”.
pub fn duties(post: &str) -> Duties {
    let mut duties = Duties::default();
    let parts = post
        .split([',', ';', '/', '+', '&', '\n'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – ").flat_map(|part| part.split(" kiêm ")).collect::<Vec<_>>());
    for part in parts {
        let words = skeleton(part);
        if has_any(&words, &FORMER_OR_OF_UNIONS) {
            continue;
        }
        let words = in_full(&words);
        read_party_post(&words, &mut duties);
        let named = |leads: &[&str]| {
            leads.iter().find_map(|lead| position_of(&words, lead).map(|at| words[at + lead.len()..].trim().to_owned()))
        };
        if let Some(room) = named(&DEPUTIES) {
            duties.leads_room.get_or_insert(room);
        } else if let Some(room) = named(&HEADS) {
            duties.leads_room.get_or_insert(room.clone());
            duties.heads_room.get_or_insert(room);
        }
    }
    duties
}

fn read_party_post(words: &str, duties: &mut Duties) {
    let is_deputy = has_any(words, &["pho bi thu"]);
    let is_secretary = has_any(words, &["bi thu"]);
    let is_of_committee = has_any(words, &["dang uy", "dang bo", "huyen uy", "tinh uy", "thanh uy"]);
    if is_of_committee {
        duties.heads_committee |= is_secretary && !is_deputy;
        return;
    }
    duties.heads_branch |= is_secretary && !is_deputy;
    duties.sits_in_branch_committee |= is_secretary
        || is_deputy
        || has_any(words, &["chi uy vien", "uy vien chi uy", "uv chi uy", "cap uy vien", "cuv"]);
}

/// What body a collective is, as far as heads and leaders are concerned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// Chi ủy.
    BranchCommittee,
    /// Chi bộ.
    Branch,
    /// Ban chấp hành đảng bộ.
    Committee,
    /// Tập thể lãnh đạo of a room; the words that name the room, folded, may be none.
    RoomLeadership(String),
    Other,
}

/// Reads a collective: by its kind, and by its name.
pub fn body_of(collective: &Collective) -> Body {
    body_in_words(&collective.name.value, collective.kind.as_ref().map(|kind| kind.value.as_str()))
}

/// The same of a name and a kind.
pub fn body_in_words(name: &str, kind: Option<&str>) -> Body {
    let name = skeleton(name);
    let kind = kind.map(skeleton).filter(|kind| !kind.is_empty());
    let says = kind.as_deref().unwrap_or(&name);
    if has_any(says, &["chi uy"]) {
        return Body::BranchCommittee;
    }
    if has_any(says, &["ban chap hanh dang bo", "dang uy"])
        || (has_any(says, &["ban chap hanh"]) && has_any(&name, &["dang bo"]))
    {
        return Body::Committee;
    }
    if has_any(says, &["lanh dao"]) {
        return Body::RoomLeadership(room_of(&name));
    }
    let is_branch = says.starts_with("chi bo") || (says.starts_with("to chuc dang") && name.starts_with("chi bo"));
    if is_branch { Body::Branch } else { Body::Other }
}

/// The words that name a room in the name of its leadership: “Tập thể lãnh đạo Phòng Hành chính” → “hanh chinh”.
fn room_of(name: &str) -> String {
    let leads = ["tap", "the", "lanh", "dao", "quan", "ly", "phong", "ban"];
    let words: Vec<&str> = name.split(' ').skip_while(|word| leads.contains(word)).collect();
    words.join(" ")
}

/// Whether two wordings may be of one room: one holds the other. Where either says nothing, they may be.
pub fn may_be_one_room(a: &str, b: &str) -> bool {
    a.is_empty() || b.is_empty() || position_of(a, b).is_some() || position_of(b, a).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_say_who_heads_what() {
        for (post, heads_branch, sits, heads_room, leads_room) in [
            ("Bí thư chi bộ", true, true, None, None),
            ("Bí thư Chi bộ, Trưởng phòng Hành chính", true, true, Some("hanh chinh"), Some("hanh chinh")),
            ("Phó Bí thư chi bộ - Phó Trưởng phòng", false, true, None, Some("")),
            ("Chi ủy viên, chuyên viên", false, true, None, None),
            ("Chi uỷ viên", false, true, None, None),
            ("Bí thư Chi đoàn", false, false, None, None),
            ("Bí thư Đoàn thanh niên", false, false, None, None),
            ("Nguyên Bí thư chi bộ", false, false, None, None),
            ("Bí thư Đảng ủy", false, false, None, None),
            ("Trưởng phòng", false, false, Some(""), Some("")),
            ("Phó phòng", false, false, None, Some("")),
            ("Chuyên viên", false, false, None, None),
            ("Trưởng ban Thanh tra nhân dân", false, false, None, None),
            ("Thư ký", false, false, None, None),
            ("P. Bí thư", false, true, None, None),
            ("P.Bí thư chi bộ, Phó phòng", false, true, None, Some("")),
            ("P.BT", false, true, None, None),
            ("Phó BT", false, true, None, None),
            ("BT", true, true, None, None),
            ("B.thư", true, true, None, None),
            ("BT chi bộ", true, true, None, None),
            ("Bí thư ĐTN", false, false, None, None),
            ("Bí thư ĐTNCSHCM", false, false, None, None),
            ("P.Trưởng phòng Hành chính", false, false, None, Some("hanh chinh")),
            ("TP Hành chính", false, false, Some("hanh chinh"), Some("hanh chinh")),
            ("Trưởng P. Hành chính", false, false, Some("hanh chinh"), Some("hanh chinh")),
            ("T.Phòng Hành chính", false, false, Some("hanh chinh"), Some("hanh chinh")),
            ("PTP Tổng hợp", false, false, None, Some("tong hop")),
            ("P. Hành chính", false, false, None, None),
            ("Bí thư kiêm Trưởng Ban Pháp chế", true, true, Some("phap che"), Some("phap che")),
        ] {
            let read = duties(post);
            assert_eq!((read.heads_branch, read.sits_in_branch_committee), (heads_branch, sits), "{post}");
            assert_eq!((read.heads_room.as_deref(), read.leads_room.as_deref()), (heads_room, leads_room), "{post}");
        }
        assert!(duties("Bí thư Đảng ủy").heads_committee);
        assert!(!duties("Phó Bí thư Đảng ủy").heads_committee);
    }

    #[test]
    fn a_room_is_named_by_its_own_words() {
        assert_eq!(room_of("tap the lanh dao phong hanh chinh"), "hanh chinh");
        assert!(may_be_one_room("hanh chinh", "hanh chinh to chuc"));
        assert!(may_be_one_room("", "hanh chinh"));
        assert!(!may_be_one_room("dan nguyen", "hanh chinh"));
    }
}
