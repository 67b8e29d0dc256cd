//! A branch and its return as the branch means it, before anybody writes it in one layout or another.

use crate::ink::Ink;
use crate::people::{Inventor, Kind, Person};
use crate::truth::{At, Plant, RewardSpot, Spot, Truth};
use chrono::NaiveDate;
use tonghop::domain::grade::Grade;
use tonghop::domain::place::CellAt;

/// A branch of the committee.
#[derive(Clone, Debug)]
pub struct Unit {
    pub code: &'static str,
    /// Without “Chi bộ”: “Phòng Công tác Quốc hội”.
    pub room: &'static str,
    pub other_names: &'static str,
    /// What the head of the room is called: Trưởng phòng, Trưởng ban…
    pub head: &'static str,
    pub roster: Vec<Person>,
}

impl Unit {
    pub fn name(&self) -> String {
        format!("Chi bộ {}", self.room)
    }

    /// Its own collectives: name and kind.
    pub fn collectives(&self) -> Vec<(String, &'static str)> {
        vec![
            (self.name(), "Chi bộ"),
            (format!("Chi ủy {}", self.name()), "Chi ủy"),
            (format!("Tập thể lãnh đạo {}", self.room), "Tập thể lãnh đạo"),
        ]
    }

    pub fn secretary(&self) -> String {
        self.roster[0].name()
    }
}

/// What a branch decided about a member, as it stands in the cell or in the ticks.
#[derive(Clone, PartialEq, Debug)]
pub enum Verdict {
    Graded(Grade),
    /// A grade column that says something else.
    Written(&'static str),
    /// Two columns ticked.
    Ticked(Grade, Grade),
    /// The reason.
    NotGraded(&'static str),
    Blank,
}

/// A member's row.
#[derive(Clone, Debug)]
pub struct MemberRow {
    pub person: Person,
    /// As written in the return; usually the person's name.
    pub name: String,
    pub born: Ink,
    pub is_reviewed: bool,
    pub reviewed_at: &'static str,
    pub residence: &'static str,
    pub self_grade: Option<Grade>,
    pub staff_grade: Option<Grade>,
    pub proposed: Option<Grade>,
    pub verdict: Verdict,
    pub discipline: &'static str,
    pub note: &'static str,
    pub plants: Vec<Plant>,
}

impl MemberRow {
    /// A row without any trouble.
    pub fn usual(person: &Person, grade: Grade) -> Self {
        let exempt = person.kind == Kind::Exempt;
        let graded = (!exempt).then_some(grade);
        Self {
            person: person.clone(),
            name: person.name(),
            born: Ink::Day(person.born),
            is_reviewed: !exempt,
            reviewed_at: match (exempt, person.is_civil_servant) {
                (true, _) => "",
                (false, true) => "Phòng",
                (false, false) => "Chi bộ",
            },
            residence: if exempt { "" } else { "Tốt" },
            self_grade: graded,
            staff_grade: graded.filter(|_| person.is_civil_servant),
            proposed: graded,
            verdict: match exempt {
                true => Verdict::NotGraded("Miễn công tác và sinh hoạt đảng"),
                false => Verdict::Graded(grade),
            },
            discipline: "",
            note: "",
            plants: Vec::new(),
        }
    }

    pub fn grade(&mut self, grade: Grade) {
        let plants = std::mem::take(&mut self.plants);
        *self = Self { plants, ..Self::usual(&self.person, grade) };
    }

    /// Admitted too late to be graded, but reviewed.
    pub fn under_six_months(&mut self) {
        self.verdict = Verdict::NotGraded("Kết nạp chưa đủ 6 tháng");
        self.proposed = None;
        self.reviewed_at = "Chi bộ";
    }

    pub fn plant(&mut self, code: &'static str, spot: Spot, what: &'static str) {
        self.plants.push(Plant { code, spot, what });
    }

    /// The grade cell in words, each grade put by `word`.
    pub fn grade_text(&self, word: fn(Grade) -> &'static str) -> &'static str {
        match self.verdict {
            Verdict::Graded(grade) => word(grade),
            Verdict::Written(text) => text,
            Verdict::Ticked(..) | Verdict::NotGraded(_) | Verdict::Blank => "",
        }
    }

    pub fn reason(&self) -> &'static str {
        match self.verdict {
            Verdict::NotGraded(reason) => reason,
            _ => "",
        }
    }

    pub fn is_ticked(&self, grade: Grade) -> bool {
        match self.verdict {
            Verdict::Graded(one) => one == grade,
            Verdict::Ticked(one, other) => one == grade || other == grade,
            _ => false,
        }
    }
}

/// A row of a table of collectives.
#[derive(Clone, Debug)]
pub struct CollectiveRow {
    pub name: String,
    pub kind: &'static str,
    pub grade: Grade,
}

/// A row of a table of staff.
#[derive(Clone, Debug)]
pub struct StaffRow {
    pub name: String,
    pub born: NaiveDate,
    pub post: String,
    pub is_member: bool,
    pub grade: Grade,
}

/// A proposal.
#[derive(Clone, Debug)]
pub struct RewardRow {
    pub name: String,
    pub subject: &'static str,
    pub form: &'static str,
    pub kind: &'static str,
    pub achievement: &'static str,
    /// Codes planted in it, where, and what was done.
    pub plants: Vec<(&'static str, RewardSpot, &'static str)>,
}

impl RewardRow {
    pub fn plant(&mut self, code: &'static str, spot: RewardSpot, what: &'static str) {
        self.plants.push((code, spot, what));
    }

    pub fn yearly(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            subject: "Cá nhân",
            form: "Giấy khen",
            kind: "Trong năm",
            achievement: "Hoàn thành xuất sắc nhiệm vụ năm 2021",
            plants: Vec::new(),
        }
    }

    pub fn five_years(name: &str) -> Self {
        Self {
            form: "Bằng khen",
            kind: "5 năm liền",
            achievement: "Hoàn thành xuất sắc nhiệm vụ 5 năm liền (2017 - 2021)",
            ..Self::yearly(name)
        }
    }

    pub fn collective(name: &str) -> Self {
        Self { subject: "Tập thể", ..Self::yearly(name) }
    }
}

/// A whole return.
#[derive(Clone, Debug)]
pub struct Return {
    pub unit: Unit,
    pub met_on: NaiveDate,
    /// What the sheet Thông tin declares; usually the number of rows.
    pub declared: Option<usize>,
    pub members: Vec<MemberRow>,
    pub collectives: Vec<CollectiveRow>,
    pub staff: Vec<StaffRow>,
    pub rewards: Vec<RewardRow>,
}

impl Return {
    /// Everybody of the roster, all Good, the people of `excellent` (places in the roster) Excellent.
    pub fn usual(unit: &Unit, met_on: NaiveDate, excellent: &[usize]) -> Self {
        let members = unit.roster.iter().enumerate().map(|(index, person)| {
            MemberRow::usual(person, if excellent.contains(&index) { Grade::Excellent } else { Grade::Good })
        });
        let collectives =
            unit.collectives().into_iter().map(|(name, kind)| CollectiveRow { name, kind, grade: Grade::Good });
        Self {
            unit: unit.clone(),
            met_on,
            declared: None,
            members: members.collect(),
            collectives: collectives.collect(),
            staff: Vec::new(),
            rewards: Vec::new(),
        }
    }

    /// The collective's row of that kind.
    pub fn collective_of(&mut self, kind: &str) -> &mut CollectiveRow {
        self.collectives.iter_mut().find(|row| row.kind == kind).expect("each unit has its three collectives")
    }

    /// Staff of the room: some of the members at work, then people who are no members.
    pub fn with_staff(mut self, inventor: &mut Inventor, posts: &[&str]) -> Self {
        let graded = self.members.iter().skip(1).filter_map(|row| row.staff_grade.map(|grade| (row, grade)));
        for (row, grade) in graded.take(2).filter(|(_, grade)| *grade != Grade::Excellent) {
            self.staff.push(StaffRow {
                name: row.person.name(),
                born: row.person.born,
                post: row.person.post.clone(),
                is_member: true,
                grade,
            });
        }
        for post in posts {
            let (family, given, _) = inventor.name();
            let name = format!("{family} {given}");
            let (born, post) = (inventor.birth_date(), (*post).to_owned());
            self.staff.push(StaffRow { name, born, post, is_member: false, grade: Grade::Good });
        }
        self
    }

    /// Staff of the room: every member at work, with the grade as staff.
    pub fn with_members_as_staff(mut self) -> Self {
        for row in &self.members {
            let Some(grade) = row.staff_grade else { continue };
            let (name, born, post) = (row.person.name(), row.person.born, row.person.post.clone());
            self.staff.push(StaffRow { name, born, post, is_member: true, grade });
        }
        self
    }

    /// Yearly rewards for the Excellent at these places of the roster.
    pub fn with_rewards(mut self, places: &[usize]) -> Self {
        for &place in places {
            self.rewards.push(RewardRow::yearly(&self.members[place].person.name()));
        }
        self
    }
}

/// Where a file being written stands, and the truth it adds to.
pub struct Writing<'a> {
    /// Path inside the campaign folder.
    pub file: &'a str,
    pub branch: &'a str,
    pub truth: &'a mut Truth,
}

impl Writing<'_> {
    /// Enters a row's plants, once it is written at the places that `spot` tells.
    pub fn settle(&mut self, row: &MemberRow, sheet: &str, spot: impl Fn(Spot) -> CellAt) {
        for plant in &row.plants {
            self.enter(plant.code, sheet, spot(plant.spot), plant.what);
        }
    }

    /// Enters the plants of a proposal whose name and kind stand there.
    pub fn settle_reward(&mut self, row: &RewardRow, sheet: &str, name_at: CellAt, kind_at: CellAt) {
        for (code, spot, what) in &row.plants {
            let cell = match spot {
                RewardSpot::Name => name_at,
                RewardSpot::Kind => kind_at,
            };
            self.enter(code, sheet, cell, what);
        }
    }

    /// A thing planted in a cell of this file.
    pub fn enter(&mut self, code: &str, sheet: &str, cell: CellAt, what: &str) {
        let at = At { branch: self.branch, file: self.file, sheet, cell: Some(cell) };
        match code.starts_with("C305") || code.starts_with("H204") || code.starts_with("C310") {
            true => self.truth.note(code, at, what),
            false => self.truth.plant(code, at, what),
        }
    }

    /// A thing planted in this file as a whole.
    pub fn enter_file(&mut self, code: &str, what: &str) {
        self.truth.plant(code, At { branch: self.branch, file: self.file, ..At::default() }, what);
    }
}
