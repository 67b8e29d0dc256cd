//! Invented people: names put together from common Vietnamese family, middle and given names by a fixed seed. Nobody
//! here is anybody; two runs give the same people.

use chrono::{Days, Months, NaiveDate};
use std::collections::BTreeSet;
use tonghop::domain::grade::Grade;

/// The earlier years whose grades the plan carries, newest first.
pub const EARLIER_YEARS: [i32; 5] = [2020, 2019, 2018, 2017, 2016];

const FAMILIES: [&str; 20] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh",
    "Trương", "Mai", "Cao", "Tạ", "Châu",
];
const MIDDLES_OF_MEN: [&str; 12] =
    ["Văn", "Hữu", "Minh", "Quốc", "Thanh", "Đức", "Công", "Hoàng", "Trọng", "Chí", "Tấn", "Ngọc"];
const MIDDLES_OF_WOMEN: [&str; 10] =
    ["Thị", "Thị Kim", "Thị Ngọc", "Thị Thu", "Ngọc", "Thúy", "Thị Mỹ", "Thị Bích", "Kim", "Thị Hồng"];
const GIVEN_OF_MEN: [&str; 36] = [
    "An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hậu", "Hiếu", "Hòa", "Hùng", "Khánh", "Khoa", "Kiệt", "Lâm",
    "Long", "Lộc", "Nam", "Nghĩa", "Nhân", "Phong", "Phúc", "Quân", "Quang", "Sơn", "Tâm", "Tài", "Thành", "Thắng",
    "Thiện", "Toàn", "Trí", "Trung", "Tuấn", "Vinh", "Vũ",
];
const GIVEN_OF_WOMEN: [&str; 32] = [
    "Anh", "Ánh", "Chi", "Cúc", "Diễm", "Dung", "Duyên", "Đào", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hương", "Lan",
    "Liên", "Linh", "Loan", "My", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Quyên", "Thảo", "Thủy", "Trang", "Trinh",
    "Tuyền", "Vân", "Yến",
];

/// Diện of a member in the roster.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    Full,
    Probationary,
    Exempt,
    Suspended,
}

impl Kind {
    pub fn label(self) -> &'static str {
        match self {
            Kind::Full => "Chính thức",
            Kind::Probationary => "Dự bị",
            Kind::Exempt => "Miễn sinh hoạt",
            Kind::Suspended => "Đình chỉ sinh hoạt",
        }
    }
}

/// An invented member, as the committee's roster knows him or her.
#[derive(Clone, Debug)]
pub struct Person {
    /// Twelve digits.
    pub card_no: String,
    /// Family and middle name.
    pub family: String,
    pub given: String,
    pub is_woman: bool,
    pub born: NaiveDate,
    pub joined: NaiveDate,
    pub official: Option<NaiveDate>,
    pub post: String,
    pub kind: Kind,
    pub is_civil_servant: bool,
    /// One for each of [`EARLIER_YEARS`].
    pub earlier: [Option<Grade>; 5],
}

impl Person {
    pub fn name(&self) -> String {
        format!("{} {}", self.family, self.given)
    }

    /// Exempt from party life: old and no longer at work.
    pub fn exempt(&mut self) {
        self.kind = Kind::Exempt;
        self.is_civil_servant = false;
        self.post = "Đảng viên".to_owned();
        let earlier = |day: NaiveDate| day.checked_sub_months(Months::new(20 * 12)).unwrap_or(day);
        (self.born, self.joined) = (earlier(self.born), earlier(self.joined));
        self.official = self.joined.checked_add_months(Months::new(12));
    }

    /// Admitted on a day, still on probation.
    pub fn admitted(&mut self, joined: NaiveDate) {
        self.kind = Kind::Probationary;
        self.joined = joined;
        self.official = None;
        self.born = joined.checked_sub_months(Months::new(27 * 12 + 5)).unwrap_or(self.born);
        self.earlier = [None; 5];
    }

    /// Excellent in all earlier years.
    pub fn long_excellent(&mut self) {
        self.joined = self.joined.min(day(2012, 5, 19));
        self.official = self.joined.checked_add_months(Months::new(12));
        self.born = self.born.min(day(1988, 7, 2));
        self.earlier = [Some(Grade::Excellent); 5];
    }
}

/// A day written in the program itself.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the days written in this program exist")
}

/// Invents people; no name and no card number comes twice from one inventor.
pub struct Inventor {
    state: u64,
    names: BTreeSet<String>,
    cards: BTreeSet<String>,
}

impl Inventor {
    pub fn new(seed: u64) -> Self {
        Self { state: seed, names: BTreeSet::new(), cards: BTreeSet::new() }
    }

    /// SplitMix64 (public domain, Sebastiano Vigna): enough for inventing, and no dependency.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// A full name nobody has yet: family and middle name, given name, whether a woman.
    pub fn name(&mut self) -> (String, String, bool) {
        loop {
            let is_woman = self.below(5) < 2;
            let (middles, givens): (&[&str], &[&str]) = match is_woman {
                true => (&MIDDLES_OF_WOMEN, &GIVEN_OF_WOMEN),
                false => (&MIDDLES_OF_MEN, &GIVEN_OF_MEN),
            };
            let family = format!("{} {}", self.pick(&FAMILIES), self.pick(middles));
            let given = self.pick(givens).to_owned();
            if self.names.insert(format!("{family} {given}")) {
                return (family, given, is_woman);
            }
        }
    }

    /// A birth date of somebody at work in 2021.
    pub fn birth_date(&mut self) -> NaiveDate {
        day(1964 + self.below(29) as i32, 1, 1) + Days::new(self.below(365) as u64)
    }

    fn card_no(&mut self) -> String {
        loop {
            let card = format!("087{:09}", 12_000_000 + self.below(80_000_000));
            if self.cards.insert(card.clone()) {
                return card;
            }
        }
    }

    /// A full member at work, with a past of mostly good years.
    pub fn person(&mut self, post: &str) -> Person {
        let (family, given, is_woman) = self.name();
        let born = self.birth_date();
        // Between 22 and 27 years of age, so that nobody joined before 18 or after the review year.
        let joined = born + Days::new(22 * 366 + self.below(5 * 365) as u64);
        let official = joined.checked_add_months(Months::new(12));
        let mut earlier = [None; 5];
        for (slot, year) in earlier.iter_mut().zip(EARLIER_YEARS) {
            let grade = match self.below(12) {
                0 | 1 => Grade::Excellent,
                2 => Grade::Completed,
                _ => Grade::Good,
            };
            *slot = (joined < day(year, 1, 1)).then_some(grade);
        }
        let card_no = self.card_no();
        let is_civil_servant = !["Lái xe", "Bảo vệ", "Tạp vụ", "Phục vụ"].contains(&post);
        let post = post.to_owned();
        Person {
            card_no,
            family,
            given,
            is_woman,
            born,
            joined,
            official,
            post,
            kind: Kind::Full,
            is_civil_servant,
            earlier,
        }
    }
}
