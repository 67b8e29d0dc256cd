//! What stands above the quotas: title, the settings in force with their basis, and whether verdicts are provisional.

use super::super::frame::Frame;
use super::super::look::Look;
use crate::book::{At, BookError, Sheet, Value};
use crate::domain::plan::{Denominator, Population, Rounding};
use crate::regulation::profile::parts::Heads;
use crate::regulation::profile::{Certainty, Citation};
use crate::regulation::quota::{Quota, percent_in_words};
use crate::rules::unit::Unit;

/// Title, the settings in force with their basis, and whether the verdicts are provisional. Gives the next free row.
pub fn introduction(sheet: &mut Sheet, frame: &Frame, n_columns: u16) -> Result<u32, BookError> {
    let looks = &frame.looks;
    let regulation = &frame.bloc.regulation;
    let title = format!("KIỂM SOÁT TỶ LỆ “HOÀN THÀNH XUẤT SẮC NHIỆM VỤ” NĂM {}", frame.plan.year);
    let mut lines = vec![(title, Look::Title)];
    if let Some(line) = frame.provisional_line() {
        lines.push((line, Look::Alert));
    }
    lines.push((
        format!("Đảng viên: {}. {}", setting(frame, &regulation.member_quota), basis(&regulation.member_quota_basis)),
        Look::Plain,
    ));
    lines.push((
        format!(
            "Tổ chức đảng, tập thể: {}. {}",
            setting(frame, &regulation.collective_quota),
            basis(&regulation.collective_quota_basis)
        ),
        Look::Plain,
    ));
    if let Some(percent) = regulation.refused_percent {
        lines.push((
            format!(
                "Kế hoạch ghi tỷ lệ {} nhưng không nêu văn bản quyết định, nên dùng tỷ lệ của quy định.",
                percent_in_words(percent)
            ),
            Look::Alert,
        ));
    }
    if regulation.member_quota.has_band {
        let band = "Câu chữ của hướng dẫn có thể hiểu theo nhiều cách: vượt mức rộng nhất (tính trên số hoàn thành tốt và xuất \
                    sắc, làm tròn 0,5) là vượt tỷ lệ; nằm giữa mức chặt nhất (tính trên số hoàn thành tốt, làm tròn xuống) và \
                    mức rộng nhất thì đảng ủy cân nhắc.";
        lines.push((band.to_owned(), Look::Italic));
    }
    if regulation.heads.value == Heads::Apart {
        let words = format!(
            "Không tính người đứng đầu (cột “Người đứng đầu” ở trang Đảng viên) vào tỷ lệ của đảng viên. {}",
            basis(&regulation.heads.basis)
        );
        lines.push((words, Look::Plain));
    }
    let live = "Số liệu tự tính lại khi đảng ủy thay đổi quyết định ở các trang Đảng viên, Tập thể, Công chức.";
    lines.push((live.to_owned(), Look::Italic));
    for (row, (text, look)) in (1_u32..).zip(&lines) {
        sheet.merge(At::new(row, 1), At::new(row, n_columns), Value::text(text.as_str()), looks.of(*look))?;
    }
    Ok(lines.len() as u32 + 2)
}

/// A quota's settings in words.
fn setting(frame: &Frame, quota: &Quota) -> String {
    let denominator = match quota.denominator {
        Denominator::GoodOrBetter => "tổng số hoàn thành tốt và hoàn thành xuất sắc",
        Denominator::GoodOnly => "số hoàn thành tốt",
        Denominator::AllGraded => "số được xếp loại",
    };
    let population = match quota.population {
        Population::Committee => "trong toàn đảng bộ",
        Population::Group => "trong từng nhóm tương đồng",
        Population::Branch => match frame.unit {
            Unit::Branch => "trong từng chi bộ",
            Unit::Committee => "trong từng đảng bộ",
            Unit::Mixed => "trong từng đơn vị",
        },
    };
    let rounding = match quota.rounding {
        Rounding::HalfUp => "làm tròn 0,5",
        Rounding::Floor => "làm tròn xuống",
    };
    format!("tối đa {} của {denominator}, {population}, {rounding}", percent_in_words(quota.percent))
}

fn basis(citation: &Citation) -> String {
    let certainty = match citation.certainty {
        Certainty::Confirmed => "",
        Certainty::CommonPractice => " (theo cách làm phổ biến)",
        Certainty::Unconfirmed => " (chưa xác nhận được văn bản)",
    };
    format!("Căn cứ: {}{certainty}", citation.text)
}
