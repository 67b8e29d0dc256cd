//! What could not be checked for want of a plan or of a part of it, in words.

use crate::domain::plan::Plan;
use crate::regulation::profile::RegulationError;

/// What single files cannot tell.
pub const OF_ALL_BRANCHES: &str =
    "Chỉ kiểm tra các tệp được nêu: chưa xét các chi bộ khác và tỷ lệ chung của toàn đảng bộ, của nhóm.";

/// Sentences for the screen and the sheet `Đối soát`.
pub fn sentences(plan: &Plan, regulation_error: Option<&RegulationError>) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut say = |sentence: &str| sentences.push(sentence.to_owned());
    if plan.is_given() {
        if plan.roster.is_empty() {
            say(
                "Kế hoạch không có danh sách đảng viên (trang “Đảng viên”): chưa đối chiếu người thiếu, người thừa, ngày \
                 sinh, số thẻ đảng.",
            );
        }
        if plan.deadline.is_none() && plan.branches.iter().any(|branch| branch.own_deadline.is_none()) {
            say("Kế hoạch không ghi “Hạn chi bộ nộp”: chưa xác định hồ sơ nộp đúng hạn hay muộn.");
        }
    } else {
        say("Không có kế hoạch: chi bộ lấy theo tên ghi trong tệp, chưa biết chi bộ nào còn thiếu.");
        say("Không có kế hoạch: chưa đối chiếu với danh sách đảng viên.");
        say("Không có kế hoạch: chưa xác định hồ sơ nộp đúng hạn hay muộn.");
        say("Không có kế hoạch: chưa xét sổ nộp và các quyết định đã ghi; tỷ lệ lấy theo hồ sơ quy định của năm.");
    }
    if let Some(error) = regulation_error {
        sentences.push(format!("Kế hoạch nêu quy định chưa dùng được ({error}): đã xét theo hồ sơ quy định của năm."));
    }
    sentences
}
