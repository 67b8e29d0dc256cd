//! Part III: the grades, in sentences and tables, held against the quota, with what the committee changed.

use super::facts::{Change, Facts};
use super::wording::{all_of, before, body, by_grade, graded_sentence, headed, heading, open, two_digits};
use super::{quotas, tables};
use crate::consolidate::count::GradeCounts;
use crate::consolidate::history::{GradeRow, year_on_year};
use crate::docx::{Block, Paragraph, Run};
use crate::output::year_on_year::points;
use crate::regulation::quota::{QuotaSubject, Verdict, share};

pub fn part(facts: &Facts) -> Vec<Block> {
    let mut blocks = vec![heading("III. KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG")];
    blocks.extend(of_collectives(facts));
    for subject in [QuotaSubject::Organisations, QuotaSubject::Collectives] {
        let over = facts.quotas_of(subject).filter(|check| check.verdict != Verdict::Within);
        blocks.extend(over.map(|check| quotas::paragraph(facts, check)));
    }
    blocks.push(headed("2. Đảng viên", body(format!("{}{}", members(facts), lists(facts)))));
    if facts.total().total > 0 {
        blocks.push(
            Paragraph::centred(vec![Run::bold("Kết quả xếp loại đảng viên theo ‹chi bộ›")])
                .sized(13.0)
                .spaced(6.0, 4.0)
                .with_next()
                .into(),
        );
        blocks.push(tables::by_branch(facts));
        blocks.push(Paragraph::left(Vec::new()).sized(6.0).into());
    }
    // Of nobody there is no share, and nothing that the committee could have agreed to.
    if facts.total().graded() > 0 {
        blocks.extend(quotas::of_members(facts));
    }
    blocks.extend(year_before(facts).map(body));
    let leaders = match facts.leaders.total() {
        0 => open("", "số cán bộ lãnh đạo, quản lý thuộc thẩm quyền được đánh giá, xếp loại theo từng mức"),
        _ => body(graded_sentence(&facts.leaders, "đồng chí có mã chức danh trong hồ sơ", "đồng chí", "")),
    };
    blocks.push(headed("3. Cán bộ lãnh đạo, quản lý", leaders));
    let leaders = facts.quotas_of(QuotaSubject::Leaders).filter(|check| check.verdict != Verdict::Within);
    blocks.extend(leaders.map(|check| quotas::paragraph(facts, check)));
    let staff = match facts.staff.total() {
        0 => open("", "hồ sơ các ‹chi bộ› không có số liệu xếp loại công chức; bổ sung nếu có"),
        _ => body(graded_sentence(&facts.staff, "người", "người", "")),
    };
    blocks.push(headed("4. Cán bộ, công chức, viên chức, người lao động", staff));
    let staff = facts.quotas_of(QuotaSubject::Staff).filter(|check| check.verdict != Verdict::Within);
    blocks.extend(staff.map(|check| quotas::paragraph(facts, check)));
    if facts.has_grades() || !facts.changes.is_empty() {
        blocks.extend(changes(facts));
    }
    blocks
}

/// How organisations and collectives stand; one open point where the returns tell of neither.
fn of_collectives(facts: &Facts) -> Vec<Block> {
    const HEADING: &str = "1. Tổ chức đảng và tập thể";
    if facts.organisations.total() + facts.collectives.total() == 0 {
        return vec![headed(HEADING, open("", "hồ sơ các ‹chi bộ› không có số liệu xếp loại tổ chức đảng, tập thể"))];
    }
    let paragraph = |counts: &GradeCounts, unit: &str, subject: &str| match counts.total() {
        0 => open(&before(subject), &format!("hồ sơ các ‹chi bộ› không có số liệu xếp loại {unit}")),
        _ => {
            let sentence = graded_sentence(counts, unit, unit, subject);
            body(format!("{} ({COLLECTIVES_ANNEX}).", sentence.trim_end_matches('.')))
        }
    };
    vec![
        headed(HEADING, paragraph(&facts.organisations, "tổ chức đảng", "")),
        paragraph(&facts.collectives, "tập thể", "Tập thể"),
    ]
}

/// How the members stand, in one sentence or two.
pub fn members(facts: &Facts) -> String {
    let total = facts.total();
    if total.total == 0 {
        return "Chưa có số liệu đảng viên.".to_owned();
    }
    let graded = total.graded();
    let mut text = format!("Tổng số {} đảng viên; ", two_digits(total.total));
    match graded {
        0 if total.undecided == 0 => text.push_str("không có đảng viên nào được xếp loại"),
        0 => text.push_str("chưa có đảng viên nào được đánh giá, xếp loại"),
        _ => text.push_str(&format!(
            "được đánh giá, xếp loại {} đồng chí: {}",
            two_digits(graded),
            by_grade(|grade| total.of_grade(grade), "đồng chí", graded)
        )),
    }
    text.push('.');
    let reasons: Vec<String> = [
        (total.exempt, "được miễn công tác và sinh hoạt đảng"),
        (total.suspended, "đang bị đình chỉ sinh hoạt đảng"),
        (total.under_six_months, "kết nạp chưa đủ 6 tháng"),
        (total.other_reason, "vì lý do khác"),
    ]
    .into_iter()
    .filter(|&(count, _)| count > 0)
    .map(|(count, words)| format!("{} đồng chí {words}", two_digits(count)))
    .collect();
    let n_not_graded = total.not_graded() - total.undecided;
    if let [only] = reasons.as_slice() {
        text.push_str(&format!(" Không xếp loại {only}."));
    } else if n_not_graded > 0 {
        text.push_str(&format!(" Không xếp loại {} đồng chí: {}.", two_digits(n_not_graded), all_of(&reasons)));
    } else if graded > 0 && total.undecided == 0 {
        text.push_str(" Toàn bộ đảng viên đều được xếp loại.");
    }
    if total.undecided > 0 {
        text.push_str(&format!(
            " Còn {} đồng chí chưa rõ mức xếp loại, ‹chi bộ› phải bổ sung.",
            two_digits(total.undecided)
        ));
    }
    text
}

/// Which annexes tell more of the members that a sentence counts; nothing where there are none.
fn lists(facts: &Facts) -> String {
    let total = facts.total();
    let lists: Vec<String> = [
        (total.total, "Phụ lục 1 (theo ‹chi bộ›)"),
        (total.excellent, "Phụ lục 2 (hoàn thành xuất sắc nhiệm vụ)"),
        (total.not_graded(), "Phụ lục 3 (không xếp loại)"),
        (total.not_completed, "Phụ lục 4 (không hoàn thành nhiệm vụ)"),
    ]
    .into_iter()
    .filter(|&(count, _)| count > 0)
    .map(|(_, annex)| annex.to_owned())
    .collect();
    if lists.is_empty() {
        String::new()
    } else {
        format!(" Chi tiết ở {}; kiểm soát tỷ lệ ở Phụ lục 7.", all_of(&lists))
    }
}

/// This year beside the year before; none without a workbook of it.
pub fn year_before(facts: &Facts) -> Option<String> {
    let compared = year_on_year(&facts.bloc.campaign)?;
    let (before, now) = compared.total;
    let figures = |row: GradeRow| {
        let (excellent, graded) = (row.excellent(), row.graded());
        format!("{}/{} đồng chí ({})", two_digits(excellent), two_digits(graded), share(excellent, graded))
    };
    let mut text = format!(
        "So với năm {}: hoàn thành xuất sắc nhiệm vụ năm trước {}, năm nay {}",
        compared.year,
        figures(before),
        figures(now)
    );
    let points = points(before, now);
    match points.split_at_checked(1) {
        Some(("+", by)) => text.push_str(&format!(", tăng {by} điểm phần trăm")),
        Some(("-", by)) => text.push_str(&format!(", giảm {by} điểm phần trăm")),
        Some(_) => text.push_str(", tỷ lệ không đổi"),
        None => {}
    }
    let (rose, fell) = compared.rose_and_fell();
    let count = |number: usize| two_digits(u32::try_from(number).unwrap_or(u32::MAX));
    match (rose, fell) {
        (0, 0) => {}
        (rose, 0) => text.push_str(&format!("; tỷ lệ tăng ở {} ‹chi bộ›", count(rose))),
        (0, fell) => text.push_str(&format!("; tỷ lệ giảm ở {} ‹chi bộ›", count(fell))),
        (rose, fell) => {
            text.push_str(&format!("; tỷ lệ tăng ở {} ‹chi bộ›, giảm ở {} ‹chi bộ›", count(rose), count(fell)));
        }
    }
    text.push_str(" (Phụ lục 9).");
    if !compared.moved.is_empty() {
        text.push_str(&format!(
            " Có {} đảng viên năm trước được đánh giá ở ‹chi bộ› khác.",
            count(compared.moved.len())
        ));
    }
    Some(text)
}

/// The annex that lists organisations and collectives.
const COLLECTIVES_ANNEX: &str = "Phụ lục 8";

/// More changes than these the annex alone names.
const MOST_CHANGES: u32 = 10;

/// What the committee decided otherwise than the branches, whatever the list: members, collectives, staff.
fn changes(facts: &Facts) -> Vec<Block> {
    let mut blocks = changes_in_words(facts).into_iter();
    let first = blocks.next().map(|first| headed("5. Mức xếp loại do đảng ủy quyết định", first));
    first.into_iter().chain(blocks).collect()
}

fn changes_in_words(facts: &Facts) -> Vec<Block> {
    let n_changes = facts.changes.len() as u32;
    match n_changes {
        0 => vec![open(
            "Đảng ủy thống nhất với mức xếp loại do các ‹chi bộ› đề nghị, không thay đổi trường hợp nào. ",
            "xác nhận sau khi đảng ủy họp",
        )],
        n if n > MOST_CHANGES => vec![body(format!(
            "Đảng ủy thay đổi mức xếp loại so với đề nghị của ‹chi bộ› đối với {} trường hợp; từng trường hợp và lý do ở Phụ lục 6.",
            two_digits(n)
        ))],
        1 => vec![change_paragraph(
            "Đảng ủy thay đổi mức xếp loại so với đề nghị của ‹chi bộ› đối với 01 trường hợp (Phụ lục 6): ",
            &facts.changes[0],
        )],
        _ => {
            let lead = format!(
                "Đảng ủy thay đổi mức xếp loại so với đề nghị của ‹chi bộ› đối với {} trường hợp (Phụ lục 6):",
                two_digits(n_changes)
            );
            let mut blocks = vec![body(lead)];
            blocks.extend(facts.changes.iter().map(|change| change_paragraph(BULLET, change)));
            blocks
        }
    }
}

/// What a line of a list begins with.
const BULLET: &str = "- ";

fn change_paragraph(lead: &str, change: &Change) -> Block {
    let words = change_in_words(change);
    let words = if lead == BULLET { tables::capitalised(&words) } else { words };
    let mut runs = vec![Run::new(format!("{lead}{words}"))];
    match change.why {
        Some(why) => runs.push(Run::new(format!("; lý do: {}.", why.trim_end_matches('.')))),
        None => runs.extend([Run::new("; lý do: "), Run::open("[ghi lý do]"), Run::new(".")]),
    }
    Paragraph::body(runs).into()
}

/// “đồng chí A (Chi bộ B): từ … thành …”
pub fn change_in_words(change: &Change) -> String {
    let who = match change.what {
        "Đảng viên" => format!("đồng chí {}", change.name),
        "Công chức" => format!("công chức {}", change.name),
        _ => change.name.to_owned(),
    };
    let from = match change.from {
        Some(grade) => format!("từ “{}”", grade.label()),
        None => "từ chưa có mức xếp loại".to_owned(),
    };
    // A branch as a collective of its own needs no second telling.
    let branch = if change.name == change.branch { String::new() } else { format!(" ({})", change.branch) };
    format!("{who}{branch}: {from} thành “{}”", change.to.label())
}
