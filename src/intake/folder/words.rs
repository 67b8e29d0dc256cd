//! A text taken apart into words for recognising branches: file names with underscores, titles in capitals, codes glued
//! to numbers. Knows the words around a branch's name, not the branches.

use crate::text::fold::{clean, fold, skeleton};

/// Words that may stand inside a branch's name (“Đoàn ĐBQH và HĐND”) but do not begin one.
const STARTS_NO_NAME: [&str; 8] = ["năm", "và", "có", "này", "không", "theo", "do", "với"];

/// One word: letters only or digits only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    /// Folded, accents kept. Digits as written.
    pub accented: String,
    /// Folded without accents; digits without leading zeros.
    pub plain: String,
    /// Nothing stands between it and the word before.
    pub is_glued: bool,
    /// First of its line.
    pub starts_line: bool,
    /// Bytes in [`Words::text`].
    start: usize,
    end: usize,
}

impl Word {
    pub fn is_number(&self) -> bool {
        self.plain.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// A number that is a year rather than a branch's.
    pub fn is_year(&self) -> bool {
        self.is_number() && self.accented.len() == 4 && (self.plain.starts_with("19") || self.plain.starts_with("20"))
    }
}

/// A text and its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Words {
    /// Clean, line by line.
    text: String,
    pub words: Vec<Word>,
}

/// Where one word ends inside a run of letters and digits.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Boundary {
    /// Between letters and digits: `CB01`.
    LettersAndDigits,
    /// Before a capital as well: `ChiBoTongHop`, as people name files.
    Capitals,
}

impl Words {
    pub fn of(text: &str, boundary: Boundary) -> Self {
        let mut words = Self { text: String::new(), words: Vec::new() };
        for line in text.split(['\n', '\r']) {
            let line = clean(line);
            if line.is_empty() {
                continue;
            }
            if !words.text.is_empty() {
                words.text.push('\n');
            }
            words.add_line(&line, boundary);
        }
        words
    }

    fn add_line(&mut self, line: &str, boundary: Boundary) {
        let offset = self.text.len();
        self.text.push_str(line);
        let chars: Vec<(usize, char)> = line.char_indices().collect();
        let mut is_first = true;
        let mut index = 0;
        while index < chars.len() {
            let (start, first) = chars[index];
            if !is_word_char(first) {
                index += 1;
                continue;
            }
            let mut next = index + 1;
            while next < chars.len() && is_word_char(chars[next].1) && !is_boundary(&chars, next, boundary) {
                next += 1;
            }
            let end = chars.get(next).map_or(line.len(), |&(at, _)| at);
            let written = &line[start..end];
            let is_number = first.is_ascii_digit();
            self.words.push(Word {
                accented: fold(written),
                plain: if is_number { without_leading_zeros(written) } else { skeleton(written).replace(' ', "") },
                is_glued: index > 0 && is_word_char(chars[index - 1].1),
                starts_line: is_first,
                start: offset + start,
                end: offset + end,
            });
            is_first = false;
            index = next;
        }
    }

    /// The text from the first to before the last of a range of words, as written.
    pub fn written(&self, from: usize, to: usize) -> &str {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if first.start < last.end => &self.text[first.start..last.end],
            _ => "",
        }
    }

    /// As [`Self::written`], with a space between words that run together.
    pub fn parted(&self, from: usize, to: usize) -> String {
        let words = self.words[from..to].iter().map(|word| &self.text[word.start..word.end]);
        words.collect::<Vec<_>>().join(" ")
    }

    /// The words without accents from `from` to before `to`, with single spaces.
    pub fn plain(&self, from: usize, to: usize) -> String {
        self.words[from..to].iter().map(|word| word.plain.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn is(&self, index: usize, plain: &[&str]) -> bool {
        let words = self.words.get(index..).unwrap_or_default();
        words.len() >= plain.len() && words.iter().zip(plain).all(|(word, &wanted)| word.plain == wanted)
    }

    /// The words “chi bộ” at an index: how many words they take. `chibo` in one word counts.
    pub fn marker_at(&self, index: usize) -> Option<usize> {
        if self.is(index, &["chi", "bo"]) {
            // “Chi bò” and “chị Bơ” are no branch; without accents the words are good.
            let accented = (self.words[index].accented.as_str(), self.words[index + 1].accented.as_str());
            return matches!(accented, ("chi", "bộ" | "bo" | "bô")).then_some(2);
        }
        self.is(index, &["chibo"]).then_some(1)
    }

    /// The abbreviation `CB`, which means “cán bộ” as often: believed before a name that is known.
    pub fn short_marker_at(&self, index: usize) -> Option<usize> {
        self.is(index, &["cb"]).then_some(1)
    }

    /// The index after words that stand between “chi bộ” and its name: phòng, ban, cơ quan, sở, số, trường, khối.
    pub fn after_fillers(&self, start: usize) -> usize {
        const FILLERS: [&str; 8] = ["phong", "ban", "co", "quan", "so", "truong", "khoi", "cq"];
        let is_filler = |&(index, word): &(usize, &Word)| {
            FILLERS.contains(&word.plain.as_str()) && (index == start || !word.starts_line)
        };
        start + self.words.iter().enumerate().skip(start).take_while(is_filler).count()
    }

    /// Where the first branch that the text states begins and ends, “chi bộ” included: “ĐẢNG BỘ A – CHI BỘ TỔNG HỢP NĂM
    /// 2021” states “CHI BỘ TỔNG HỢP”. “Các chi bộ”, “chi bộ đánh giá” state none.
    pub fn statement(&self) -> Option<(usize, usize)> {
        (0..self.words.len()).find_map(|index| {
            let name = index + self.marker_at(index)?;
            let end = self.statement_end(name);
            (end > name && self.may_begin_name(name) && !self.speaks_of_branches_at(index)).then_some((index, end))
        })
    }

    /// The end of a name that begins at `name`, perhaps on a line of its own: before the next line, a year, “năm …”, “lần …”, and words of a heading.
    pub fn statement_end(&self, name: usize) -> usize {
        let mut end = name;
        while let Some(word) = self.words.get(end) {
            let is_first = end == name;
            let is_no_name = is_first && STARTS_NO_NAME.contains(&word.accented.as_str());
            let is_next_line = word.starts_line && !is_first;
            let is_over = word.is_year() || self.is_heading_at(end) || self.marker_at(end).is_some();
            if is_no_name || is_next_line || is_over {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether a branch's name may begin here, behind “chi bộ”. A name goes on on the next line only if it fills it: “CHI
    /// BỘ ……” over “TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ” or over “Số 05-BC/CB” is a blank left open.
    pub fn may_begin_name(&self, name: usize) -> bool {
        let Some(first) = self.words.get(name).filter(|word| word.starts_line) else { return true };
        first.plain != "so" && self.words.get(self.statement_end(name)).is_none_or(|next| next.starts_line)
    }

    /// “các chi bộ”, “họp chi bộ”, “từng chi bộ”: chi bộ as a common noun.
    fn speaks_of_branches_at(&self, index: usize) -> bool {
        const BEFORE: [&str; 7] = ["các", "họp", "từng", "mỗi", "mọi", "hoạt", "cac"];
        let Some(before) = index.checked_sub(1) else { return false };
        !self.words[index].starts_line && BEFORE.contains(&self.words[before].accented.as_str())
    }

    /// The “Đảng ủy” that ends “Chi bộ Cơ quan Đảng ủy” or “Chi bộ Văn phòng Đảng ủy” is part of the name; with more words
    /// behind it, it begins the name of the committee above.
    fn is_office_of_committee_at(&self, index: usize) -> bool {
        const OFFICES: [[&str; 2]; 5] =
            [["co", "quan"], ["van", "phong"], ["kiem", "tra"], ["to", "chuc"], ["tuyen", "giao"]];
        let is_last = self.words.get(index + 2).is_none_or(|next| next.starts_line);
        let follows_office = |at| OFFICES.iter().any(|office| self.is(at, office));
        self.is(index, &["dang", "uy"]) && is_last && index.checked_sub(2).is_some_and(follows_office)
    }

    /// Words that go on a sentence or heading and are not part of a name.
    fn is_heading_at(&self, index: usize) -> bool {
        const SINGLE: [&str; 8] = ["họp", "gồm", "tại", "về", "được", "đã", "lần", "ngày"];
        const PAIRS: [[&str; 2]; 28] = [
            ["danh", "gia"],
            ["xep", "loai"],
            ["de", "nghi"],
            ["de", "xuat"],
            ["kiem", "diem"],
            ["thong", "nhat"],
            ["quyet", "dinh"],
            ["truc", "thuoc"],
            ["trong", "sach"],
            ["dang", "vien"],
            ["dang", "bo"],
            ["dang", "uy"],
            ["dang", "cong"],
            ["bieu", "quyet"],
            ["phan", "loai"],
            ["nhan", "xet"],
            ["ket", "qua"],
            ["tu", "danh"],
            ["tu", "xep"],
            ["danh", "sach"],
            ["bao", "cao"],
            ["bien", "ban"],
            ["tong", "so"],
            ["ban", "cuoi"],
            ["chinh", "sua"],
            ["bo", "sung"],
            ["bi", "thu"],
            ["pho", "bi"],
        ];
        const BEFORE_NUMBER: [&str; 7] = ["nam", "lan", "v", "ban", "dot", "quy", "thang"];
        let Some(word) = self.words.get(index) else { return false };
        if self.is_office_of_committee_at(index) {
            return false;
        }
        let number_follows = self.words.get(index + 1).is_some_and(Word::is_number);
        SINGLE.contains(&word.accented.as_str())
            || PAIRS.iter().any(|pair| self.is(index, pair))
            || (number_follows && BEFORE_NUMBER.contains(&word.plain.as_str()))
            || matches!(word.plain.as_str(), "final" | "copy" | "sua" | "xlsx" | "xls")
    }
}

/// The branch that a heading names and nothing else: “Chi bộ Tổng hợp” of “II. Chi bộ Tổng hợp: 12 đồng chí”.
pub fn stated_branch(heading: &str) -> Option<String> {
    let heading = heading.split('(').next()?;
    // Behind a colon stand figures, unless it stands before the name.
    let name = match heading.split_once(':') {
        Some((name, _)) if !skeleton(name).ends_with("chi bo") => name,
        _ => heading,
    };
    let words = Words::of(name, Boundary::LettersAndDigits);
    let (from, to) = words.statement()?;
    let is_numbering =
        |word: &Word| word.is_number() || word.plain.len() == 1 || word.plain.chars().all(|c| "ivx".contains(c));
    let is_all = to == words.words.len() && words.words[..from].iter().all(is_numbering);
    is_all.then(|| clean(words.written(from, to)))
}

fn is_word_char(c: char) -> bool {
    // Marks that compose with no letter still belong to their word.
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_boundary(chars: &[(usize, char)], at: usize, boundary: Boundary) -> bool {
    let (before, here) = (chars[at - 1].1, chars[at].1);
    if before.is_ascii_digit() != here.is_ascii_digit() {
        return true;
    }
    let next_is_lower = chars.get(at + 1).is_some_and(|&(_, next)| next.is_lowercase());
    boundary == Boundary::Capitals && here.is_uppercase() && (before.is_lowercase() || next_is_lower)
}

fn without_leading_zeros(digits: &str) -> String {
    let stripped = digits.trim_start_matches('0');
    if stripped.is_empty() { "0".to_owned() } else { stripped.to_owned() }
}
