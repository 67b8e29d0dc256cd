//! Family B, long sick leave: how long somebody was ill as the row's words say it, held against the grade.

use super::finding::Severity;
use super::rule::{Check, Fold, MemberRow, Rule, Said, Words};
use crate::domain::grade::Grade;
use crate::text::fold::{has_any, skeleton, unaccented};

pub static B411: Rule = Rule {
    code: "B411",
    severity: Severity::Warning,
    sometimes: None,
    title: "Nghỉ ốm dài nhưng xếp từ mức tốt trở lên",
    page: include_str!("pages/B411.md"),
    fold: Fold::Never,
    check: Check::Member(long_ill_yet_good),
};

fn long_ill_yet_good(row: &MemberRow) -> Vec<Said> {
    let Some(limit) = &row.case().regulation.sick_leave_months else { return Vec::new() };
    let Some((grade, at)) = row.grade().filter(|(grade, _)| *grade >= Grade::Good) else { return Vec::new() };
    let member = row.member;
    let note = member.note.as_ref().map(|note| note.value.as_str());
    let own = [note, member.reason_written(), member.residence.as_ref().map(|text| text.value.as_str())];
    let carried = member.carried.iter().map(|cell| cell.text.as_str());
    let days = own.into_iter().flatten().chain(carried).filter_map(days_ill).max().unwrap_or(0);
    if days < limit.value * DAYS_A_MONTH {
        return Vec::new();
    }
    B411.said(
        at,
        Words::new(
            format!("Ghi nghỉ ốm từ {} tháng trở lên nhưng xếp “{}”.", limit.value, grade.label()),
            "Xếp từ “Hoàn thành nhiệm vụ” trở xuống; nếu thời gian nghỉ ngắn hơn, ghi lại cho rõ.",
            &limit.basis.text,
        ),
    )
}

/// A month of leave as days, for comparing what is written in days, weeks and months.
const DAYS_A_MONTH: u32 = 30;

/// Words of illness; leave for a birth, study or one's own business is none.
const ILL: [&str; 9] = [
    "nghi om",
    "om dau",
    "om nghi",
    "bi om",
    "nghi benh",
    "benh nghi",
    "dieu tri benh",
    "nghi chua benh",
    "nghi dieu tri",
];

/// A birth, somebody else's illness, or none.
const OTHERS_ILLNESS_OR_NONE: [&str; 13] = [
    "thai san",
    "sinh con",
    "khong nghi om",
    "cham soc",
    "cham con",
    "nuoi con",
    "con om",
    "con bi om",
    "bo om",
    "me om",
    "cha om",
    "vo om",
    "chong om",
];

/// “bi om 4 tuan”: no shorter text, such as most opinions and notes are, tells of an illness and how long it took.
const SHORTEST: usize = 12;

/// How many days of illness a text tells, as far as it does: “nghỉ ốm 4 tháng”, “nghỉ ốm từ 01/3 đến 15/7”. Of several
/// things told, a span belongs to the one it stands with: “nghỉ ốm 10 ngày; đi công tác 6 tháng”.
fn days_ill(text: &str) -> Option<u32> {
    if text.len() < SHORTEST {
        return None;
    }
    let mut longest = None;
    let mut of_illness = String::new();
    for clause in text.replace("; ", "\n").replace(", ", "\n").replace(';', "\n").lines() {
        let words = skeleton(clause);
        if has_any(&words, &OF_ELSE) && !has_any(&words, &ILL) {
            longest = longest.max(days_of(&of_illness));
            of_illness.clear();
            continue;
        }
        of_illness.push_str(clause);
        of_illness.push(' ');
    }
    longest.max(days_of(&of_illness))
}

/// What else somebody may have been away for.
const OF_ELSE: [&str; 8] =
    ["cong tac", "hoc", "hoc tap", "tap huan", "dao tao", "boi duong", "biet phai", "nghi khong luong"];

fn days_of(text: &str) -> Option<u32> {
    let plain = unaccented(text);
    let words: String =
        plain.chars().map(|c| if c.is_alphanumeric() || matches!(c, '/' | ',' | '.') { c } else { ' ' }).collect();
    let words: Vec<&str> =
        words.split_whitespace().map(|word| word.trim_matches([',', '.'])).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    let bare: String = line.replace(['/', ',', '.'], " ");
    if !has_any(&bare, &ILL) || has_any(&bare, &OTHERS_ILLNESS_OR_NONE) {
        return None;
    }
    span_in_units(&words).max(span_between(&words))
}

/// “4 tháng”, “04 tháng 15 ngày”, “ba tháng”, “100 ngày”; “gần 3 tháng” and “dưới 3 tháng” are less.
fn span_in_units(words: &[&str]) -> Option<u32> {
    let mut longest = None;
    for (at, pair) in words.windows(2).enumerate() {
        let unit = match pair[1] {
            "thang" => DAYS_A_MONTH * 10,
            "tuan" => 70,
            "ngay" => 10,
            _ => continue,
        };
        let Some(tenths) = tenths(pair[0]) else { continue };
        // “từ tháng 3 tháng 5” and “ngày 12 tháng 3” name months of the calendar.
        let before = at.checked_sub(1).and_then(|before| words.get(before)).copied();
        if matches!(before, Some("ngay" | "thang" | "tu" | "den")) {
            continue;
        }
        let mut days = u32::try_from(u64::from(tenths) * u64::from(unit) / 100).unwrap_or(u32::MAX);
        if matches!(before, Some("gan" | "duoi")) {
            days = days.saturating_sub(1);
        }
        longest = longest.max(Some(days));
    }
    longest
}

/// A number with at most one digit behind the comma, in tenths; also in words.
fn tenths(word: &str) -> Option<u32> {
    let named = ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"];
    if let Some(number) = named.iter().position(|name| *name == word) {
        return u32::try_from(number + 1).ok().map(|number| number * 10);
    }
    let (whole, fraction) = word.split_once([',', '.']).unwrap_or((word, "0"));
    let whole: u32 = whole.parse().ok().filter(|whole| *whole <= 1_000)?;
    let fraction: u32 = fraction.get(..1)?.parse().ok()?;
    Some(whole * 10 + fraction)
}

/// “từ tháng 3 đến tháng 7”, “từ 01/3 đến 15/7/2021”, “từ ngày 10/3/2021 đến ngày 9/6/2021”.
fn span_between(words: &[&str]) -> Option<u32> {
    let from = words.iter().position(|word| *word == "tu")?;
    let to = from + words[from..].iter().position(|word| matches!(*word, "den" | "toi"))?;
    let (start, end) = (moment(&words[from + 1..to])?, moment(&words[to + 1..])?);
    // Without a day the first month begins and the last one ends.
    let first = start.month * DAYS_A_MONTH + start.day.unwrap_or(1);
    let last = end.month * DAYS_A_MONTH + end.day.unwrap_or(DAYS_A_MONTH);
    let years = match (start.year, end.year) {
        (Some(start), Some(end)) => end.checked_sub(start)?,
        _ => u32::from(last < first),
    };
    (last + years * 12 * DAYS_A_MONTH + 1).checked_sub(first)
}

/// A day or a month of the calendar.
struct Moment {
    day: Option<u32>,
    month: u32,
    year: Option<u32>,
}

fn moment(words: &[&str]) -> Option<Moment> {
    let words: Vec<&str> = words.iter().copied().skip_while(|word| *word == "ngay").take(2).collect();
    let (is_month, text) = match words[..] {
        ["thang", text, ..] => (true, text),
        [text, ..] => (false, text),
        [] => return None,
    };
    let parts: Vec<u32> = text.split('/').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let moment = match parts[..] {
        [month] if is_month => Moment { day: None, month, year: None },
        [month, year] if is_month || year > 31 => Moment { day: None, month, year: Some(year) },
        [day, month] => Moment { day: Some(day), month, year: None },
        [day, month, year] => Moment { day: Some(day), month, year: Some(year) },
        _ => return None,
    };
    (1..=12).contains(&moment.month).then_some(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_months_of_illness_are_told_from_less_and_from_other_leave() {
        for (text, is_long) in [
            ("Nghỉ ốm 4 tháng", true),
            ("nghỉ ốm 03 tháng (từ tháng 2)", true),
            ("Nghỉ ốm ba tháng", true),
            ("Nghỉ ốm 90 ngày", true),
            ("Nghỉ ốm từ tháng 3 đến tháng 7", true),
            ("Nghỉ ốm từ tháng 3/2021 đến tháng 5/2021", true),
            ("Nghỉ ốm từ 01/3 đến 15/7/2021", true),
            ("Ốm đau, nghỉ điều trị 3,5 tháng", true),
            ("nghỉ ốm từ ngày 10/3/2021 đến ngày 10/6/2021", true),
            ("Nghỉ ốm 13 tuần", true),
            ("Nghỉ ốm, từ tháng 3 đến tháng 7", true),
            ("Đi học 1 tháng; nghỉ ốm 4 tháng", true),
            ("Nghỉ ốm 10 ngày; đi công tác cơ sở 6 tháng", false),
            ("Nghỉ ốm 15 ngày, học lớp Cao cấp lý luận chính trị 18 tháng", false),
            ("Nghỉ ốm 2 tháng", false),
            ("Nghỉ ốm 2,5 tháng", false),
            ("Nghỉ ốm gần 3 tháng", false),
            ("Nghỉ ốm dưới 3 tháng", false),
            ("Nghỉ ốm 89 ngày", false),
            ("Nghỉ ốm tháng 3", false),
            ("Nghỉ ốm từ ngày 5 tháng 3", false),
            ("Nghỉ ốm từ tháng 3 đến tháng 4", false),
            ("Nghỉ thai sản 6 tháng", false),
            ("Bố ốm, nghỉ 4 tháng", false),
            ("Con ốm nghỉ 100 ngày", false),
            ("Nghỉ chăm sóc mẹ bị ốm 4 tháng", false),
            ("Nghỉ nuôi con ốm 4 tháng", false),
            ("Đi học 6 tháng", false),
            ("Nghỉ không lương 4 tháng", false),
            ("", false),
        ] {
            assert_eq!(days_ill(text).is_some_and(|days| days >= 90), is_long, "{text}: {:?}", days_ill(text));
        }
    }
}
