//! What the placeholders of a committee's own template stand for. Names are Vietnamese words; accents, case and signs
//! do not matter: `{{Tổng số đảng viên}}`, `{{tong so dang vien}}`.

use super::facts::{Facts, Person, reason};
use super::{grading, guidance, letter, quotas, remarks, reviews, rewards};
use crate::consolidate::count::StandingCounts;
use crate::docx::Values;
use crate::domain::decision::Approval;
use crate::domain::grade::Grade;
use crate::domain::people::RewardSubject;
use crate::output::workbook::words;
use crate::regulation::quota::{QuotaSubject, share};
use crate::text::fold::skeleton;
use std::collections::BTreeMap;

/// Texts in the making, by folded name.
#[derive(Default)]
struct Texts(BTreeMap<String, String>);

impl Texts {
    fn set(&mut self, name: &str, text: impl ToString) {
        self.0.insert(skeleton(name), text.to_string());
    }

    /// The figures of a count of members.
    fn standing(&mut self, counts: &StandingCounts) {
        self.set("Tổng số đảng viên", counts.total);
        self.set("Miễn sinh hoạt", counts.exempt);
        self.set("Đình chỉ", counts.suspended);
        self.set("Dưới 6 tháng", counts.under_six_months);
        self.set("Lý do khác", counts.other_reason);
        self.set("Chưa rõ", counts.undecided);
        self.set("Không xếp loại", counts.not_graded());
        self.set("Được xếp loại", counts.graded());
        for grade in Grade::ALL {
            self.set(grade.short_label(), counts.of_grade(grade));
            self.set(&format!("Tỷ lệ {}", grade.short_label()), share(counts.of_grade(grade), counts.graded()));
        }
    }
}

pub fn values(facts: &Facts) -> Values {
    Values { texts: texts(facts), lists: lists(facts) }
}

fn texts(facts: &Facts) -> BTreeMap<String, String> {
    let (plan, turnout) = (facts.plan, facts.turnout);
    let mut texts = Texts::default();
    texts.set("Năm", plan.year);
    texts.set("Tên đảng bộ", &plan.committee);
    texts.set("Đảng ủy", letter::committee(facts));
    texts.set("Đảng ủy cấp trên", &plan.upper_committee);
    texts.set("Địa danh", &plan.locality);
    texts.set("Ngày tháng", words::place_and_date(&plan.locality, facts.frame.dated, plan.year));
    texts.set("Chức danh người ký", plan.signer_title.to_uppercase());
    texts.set("Người ký", &plan.signer_name);
    texts.set("Quy định", &facts.bloc.regulation.title);
    texts.set("Tạm tính", facts.frame.provisional_line().unwrap_or_default());
    texts.set("Số chi bộ", turnout.owed);
    texts.set("Đã nộp", turnout.returned());
    texts.set("Đúng hạn", turnout.on_time);
    texts.set("Nộp muộn", turnout.late);
    texts.set("Chưa nộp", turnout.missing);
    texts.set("Không dùng được", turnout.rejected);
    texts.set("Không có nội dung", turnout.nil);
    texts.standing(facts.total());
    for (name, counts) in
        [("tổ chức đảng", &facts.organisations), ("tập thể", &facts.collectives), ("công chức", &facts.staff)]
    {
        texts.set(&format!("Số {name}"), counts.total());
        for grade in Grade::ALL {
            texts.set(&format!("{} {name}", grade.short_label()), counts.of_grade(grade));
        }
    }
    texts.set("Khen thưởng cá nhân", facts.rewards.members);
    texts.set("Khen thưởng tập thể", facts.rewards.collectives);
    texts.set("Số thay đổi", facts.changes.len());
    texts.set("Tình hình nộp", guidance::submissions(facts));
    texts.set("Kiểm điểm tập thể", reviews::collectives(facts).unwrap_or_default());
    texts.set("Kiểm điểm cá nhân", reviews::members(facts).unwrap_or_default());
    texts.set("Kết quả đảng viên", grading::members(facts));
    let of_members: Vec<String> =
        facts.quotas_of(QuotaSubject::Members).map(|check| quotas::in_words(facts, check)).collect();
    texts.set("Tỷ lệ xuất sắc", of_members.join("\n"));
    texts.set("So với năm trước", grading::year_before(facts).unwrap_or_default());
    texts.set("Đề nghị khen thưởng", rewards::proposals(facts));
    texts.set("Tồn tại", remarks::shortcomings(facts).join("\n"));
    texts.0.values_mut().for_each(|text| *text = facts.frame.unit.put_into(text));
    texts.0
}

fn lists(facts: &Facts) -> BTreeMap<String, Vec<BTreeMap<String, String>>> {
    let mut lists = BTreeMap::new();
    let mut add = |name: &str, records: Vec<Texts>| {
        let numbered = (1..).zip(records).map(|(number, mut record): (u32, Texts)| {
            record.set("TT", number);
            record.0
        });
        lists.insert(skeleton(name), numbered.collect());
    };
    add(
        "chi bộ",
        facts
            .branches
            .iter()
            .map(|submission| {
                let mut record = Texts::default();
                record.set("Mã chi bộ", &submission.code);
                record.set("Chi bộ", &submission.name);
                record.set("Tình trạng", words::status(submission));
                record.standing(&StandingCounts::of(submission));
                record
            })
            .collect(),
    );
    add("xuất sắc", facts.people_of_grade(Grade::Excellent).iter().map(person).collect());
    add("không hoàn thành", facts.people_of_grade(Grade::NotCompleted).iter().map(person).collect());
    add("không xếp loại", facts.people_without_grade().iter().map(person).collect());
    add(
        "khen thưởng",
        facts
            .proposals()
            .iter()
            .map(|(part, reward)| {
                let mut record = Texts::default();
                record.set("Họ và tên", &reward.name.value.clean);
                record.set("Chi bộ", &part.branch.name);
                record.set(
                    "Đối tượng",
                    reward.subject.map_or("", |subject: RewardSubject| words::reward_subject(subject)),
                );
                record.set("Hình thức", reward.form_in_words().unwrap_or_default());
                record.set("Loại", reward.kind.as_ref().map_or("", |kind| words::reward_kind(kind.value)));
                record.set("Thành tích", reward.achievement.as_ref().map_or("", |one| one.value.as_str()));
                record.set("Đảng ủy quyết định", reward.approval.map_or("", Approval::label));
                record
            })
            .collect(),
    );
    add(
        "thay đổi",
        facts
            .changes
            .iter()
            .map(|change| {
                let mut record = Texts::default();
                record.set("Đối tượng", change.what);
                record.set("Họ và tên", change.name);
                record.set("Chi bộ", change.branch);
                record.set("Từ", change.from.map_or("", Grade::label));
                record.set("Thành", change.to.label());
                record.set("Lý do", change.why.unwrap_or_default());
                record
            })
            .collect(),
    );
    lists
}

fn person(person: &Person) -> Texts {
    let member = person.member;
    let mut record = Texts::default();
    record.set("Họ và tên", &member.name.value.clean);
    record.set("Chi bộ", &person.part.branch.name);
    record.set("Chức vụ", member.post.as_ref().map_or("", |post| post.value.as_str()));
    record.set("Lý do", reason(member));
    record.set("Kỷ luật", words::discipline(member).unwrap_or_default());
    record
}
