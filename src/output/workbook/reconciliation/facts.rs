//! The plan's general part as key and value lines, with the branches of every group: the keys are those of the plan
//! workbook (forms.md §1).

use crate::domain::plan::{Denominator, Plan, Population, Rounding};
use crate::text::fold::fold;
use chrono::NaiveDate;

/// Key and value of what the plan says; what it leaves empty has no line. `regulation` is the profile in use.
pub fn lines(plan: &Plan, regulation: &str) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let mut say = |key: &str, value: String| {
        if !value.trim().is_empty() {
            lines.push((key.to_owned(), value));
        }
    };
    let day = |day: Option<NaiveDate>| day.map(|day| day.format("%d/%m/%Y").to_string()).unwrap_or_default();
    say("Năm đánh giá", plan.year.to_string());
    say("Tên đảng bộ", plan.committee.clone());
    say("Đảng ủy cấp trên", plan.upper_committee.clone());
    say("Địa danh", plan.locality.clone());
    say("Hồ sơ quy định", regulation.to_owned());
    say("Hạn chi bộ nộp", day(plan.deadline));
    say("Hạn báo cáo cấp trên", day(plan.report_deadline));
    say("Ngày tính 6 tháng", day(plan.six_months_on));
    say("Người ký (chức danh)", plan.signer_title.clone());
    say("Người ký (họ tên)", plan.signer_name.clone());
    let overrides = &plan.overrides;
    say("Tỷ lệ tối đa (%)", overrides.percent.map(percent).unwrap_or_default());
    say("Mẫu số", overrides.denominator.map(denominator).unwrap_or_default().to_owned());
    say("Phạm vi", overrides.population.map(population).unwrap_or_default().to_owned());
    say("Làm tròn", overrides.rounding.map(rounding).unwrap_or_default().to_owned());
    say("Căn cứ quyết định tỷ lệ", overrides.basis.clone().unwrap_or_default());
    say("Ký hiệu mức xếp loại", plan.legend.as_ref().map(ToString::to_string).unwrap_or_default());
    for (group, codes) in groups(plan) {
        say(&format!("Nhóm tương đồng: {group}"), codes.join("; "));
    }
    lines
}

/// Hundredths of a percent as people write a percentage.
fn percent(hundredths: u32) -> String {
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => format!("{whole}%"),
        (whole, rest) => format!("{whole},{rest:02}%"),
    }
}

fn denominator(denominator: Denominator) -> &'static str {
    match denominator {
        Denominator::GoodOrBetter => "Tốt và xuất sắc",
        Denominator::GoodOnly => "Chỉ tốt",
        Denominator::AllGraded => "Tất cả được xếp loại",
    }
}

fn population(population: Population) -> &'static str {
    match population {
        Population::Committee => "Toàn đảng bộ",
        Population::Group => "Từng nhóm",
        Population::Branch => "Từng chi bộ",
    }
}

fn rounding(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::HalfUp => "Làm tròn 0,5",
        Rounding::Floor => "Làm tròn xuống",
    }
}

/// The groups of branches in the order they are first met, with the codes of their branches.
fn groups(plan: &Plan) -> Vec<(&str, Vec<&str>)> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for branch in &plan.branches {
        let Some(group) = branch.group.as_deref().map(str::trim).filter(|group| !group.is_empty()) else { continue };
        match groups.iter_mut().find(|(known, _)| fold(known) == fold(group)) {
            Some((_, codes)) => codes.push(&branch.code),
            None => groups.push((group, vec![&branch.code])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_read_as_written_in_the_plan() {
        for (hundredths, text) in [(2_000, "20%"), (2_050, "20,50%"), (5, "0,05%")] {
            assert_eq!(percent(hundredths), text);
        }
    }
}
