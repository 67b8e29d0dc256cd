//! A profile's values as people read them, each with where it is written and how sure it is, and the rules each bears
//! on: for `tonghop explain`.

use super::parts::{Heads, Weight};
use super::{Citation, Regulation};
use crate::domain::member::Discipline;
use crate::domain::plan::{Denominator, Population, Rounding};
use crate::regulation::quota::{Quota, percent_in_words};

/// One value of a profile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed<'a> {
    /// What it is about.
    pub label: &'static str,
    /// The value in words.
    pub value: String,
    pub basis: &'a Citation,
    /// Codes of the rules it bears on.
    pub codes: &'static [&'static str],
}

/// Every value of a regulation, in the order people ask for them.
pub fn listing(of: &Regulation) -> Vec<Listed<'_>> {
    let mut all = Vec::new();
    let mut say = |label, value: String, basis, codes| all.push(Listed { label, value, basis, codes });
    let members = quota_in_words(of.member_quota);
    say("Tỷ lệ đảng viên xuất sắc", members, &of.member_quota_basis, &["Q701", "Q702", "Q703", "Q707", "Q708"]);
    let counted = match of.heads.value {
        Heads::Counted => "tính chung",
        Heads::Apart => "không tính trong tỷ lệ của đảng viên khác",
    };
    say("Người đứng đầu", counted.to_owned(), &of.heads.basis, &["Q701", "Q702"]);
    let strength = if of.collective_quota_is_binding { "bắt buộc" } else { "để cảnh báo" };
    let collectives = format!("{}; {strength}", quota_in_words(of.collective_quota));
    say("Tỷ lệ tổ chức đảng, tập thể xuất sắc", collectives, &of.collective_quota_basis, &["Q704"]);
    if let Some(quota) = &of.leader_quota {
        say("Tỷ lệ lãnh đạo xuất sắc theo mã chức danh", quota_in_words(quota.value), &quota.basis, &["Q705"]);
    }
    say("Tỷ lệ công chức, người lao động xuất sắc", quota_in_words(of.staff_quota), &of.staff_quota_basis, &["Q706"]);
    let months = |months: u32| format!("{months} tháng");
    let before = months(of.months_before_grading);
    say("Thời gian vào Đảng để được xếp loại", before, &of.months_before_grading_basis, &["B403", "B404"]);
    if let Some(basis) = &of.new_members_are_reviewed {
        say("Kết nạp chưa đủ thời gian", "không xếp loại nhưng vẫn kiểm điểm".to_owned(), basis, &["B404"]);
    }
    say("Tuổi vào Đảng", format!("từ đủ {} tuổi", of.admission_age), &of.admission_age_basis, &["C307"]);
    let excused = match of.discipline_is_excused_when_remedied {
        true => "không hoàn thành nhiệm vụ, trừ khi tự phát hiện và đã khắc phục",
        false => "không hoàn thành nhiệm vụ",
    };
    say("Bị kỷ luật trong năm", excused.to_owned(), &of.discipline_basis, &["B405"]);
    let forms: Vec<&str> = of.probation.value.forms.iter().map(|form| discipline_in_words(*form)).collect();
    let probation = format!("{}; kỷ luật chỉ {}", months(of.probation.value.months), forms.join(", "));
    say("Đảng viên dự bị", probation, &of.probation.basis, &["B406"]);
    let from = discipline_in_words(of.discipline_of_leaders.value);
    let leaders = format!("bị {from} trở lên thì tập thể không hoàn thành nhiệm vụ");
    say("Thành viên lãnh đạo bị kỷ luật", leaders, &of.discipline_of_leaders.basis, &["B416"]);
    let heads = match of.head_above_collective.value {
        Weight::Warning => "không nên xếp cao hơn tập thể (cảnh báo)",
        Weight::Error => "không được xếp cao hơn tập thể",
    };
    say("Người đứng đầu so với tập thể", heads.to_owned(), &of.head_above_collective.basis, &["B415"]);
    let staff =
        if of.staff_grade_binds { "mức công chức ràng buộc mức đảng viên" } else { "xét riêng" };
    say("Đảng viên là công chức", staff.to_owned(), &of.staff_grade_basis, &["B409", "B410"]);
    if let Some(sick) = &of.sick_leave_months {
        let value = format!("từ {} trở lên thì không xếp từ mức tốt", months(sick.value));
        say("Nghỉ ốm", value, &sick.basis, &["B411"]);
    }
    say("Nhận xét nơi cư trú", "phải có, trừ diện được miễn".to_owned(), &of.residence_basis, &["B412"]);
    say("Bản kiểm điểm", "Mẫu 01 (tập thể), Mẫu 02 (cá nhân)".to_owned(), &of.self_review_basis, &["B413", "B420"]);
    say("Nơi kiểm điểm", "Phòng hoặc chi bộ".to_owned(), &of.joint_review_basis, &["B414", "B426"]);
    if let Some(points) = &of.points {
        let scale = points.value;
        let value = format!(
            "{} + {} điểm; xuất sắc từ {}, tốt từ {}, hoàn thành từ {}",
            scale.common_at_most, scale.result_at_most, scale.excellent_from, scale.good_from, scale.completed_from
        );
        say("Thang điểm", value, &points.basis, &["B422", "B423", "B424"]);
    }
    if let Some(basis) = &of.quarters_basis {
        let value = "có quý không hoàn thành thì năm không xuất sắc".to_owned();
        say("Xếp loại theo quý", value, basis, &["B425"]);
    }
    if let Some(basis) = &of.grounds_basis {
        say("Tóm tắt căn cứ", "phải có khi xếp xuất sắc".to_owned(), basis, &["B408"]);
    }
    let reward = format!("chỉ chọn từ mức xuất sắc; thành tích nhiều năm: {} năm liền", of.years_running);
    say("Khen thưởng", reward, &of.reward_basis, &["R501", "R502", "R503", "R505"]);
    all
}

/// A quota's settings in words.
pub fn quota_in_words(quota: Quota) -> String {
    let denominator = match quota.denominator {
        Denominator::GoodOrBetter => "số từ tốt trở lên (tốt và xuất sắc)",
        Denominator::GoodOnly => "số xếp loại tốt",
        Denominator::AllGraded => "số được xếp loại",
    };
    let population = match quota.population {
        Population::Committee => "tính chung toàn đảng bộ",
        Population::Group => "tính trong từng nhóm tương đồng",
        Population::Branch => "tính trong từng chi bộ",
    };
    let rounding = match quota.rounding {
        Rounding::HalfUp => "làm tròn 0,5",
        Rounding::Floor => "làm tròn xuống",
    };
    let band =
        if quota.has_band { "; đối chiếu thêm cách tính chặt (chỉ tốt, làm tròn xuống)" } else { "" };
    format!("tối đa {} {denominator}, {population}, {rounding}{band}", percent_in_words(quota.percent))
}

/// A form of discipline as documents name it.
pub fn discipline_in_words(form: Discipline) -> &'static str {
    match form {
        Discipline::Reprimand => "khiển trách",
        Discipline::Warning => "cảnh cáo",
        Discipline::Dismissal => "cách chức",
        Discipline::Expulsion => "khai trừ",
        Discipline::Unclear => "hình thức chưa rõ",
    }
}
