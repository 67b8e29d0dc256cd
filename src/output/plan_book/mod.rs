//! The plan workbook `ke-hoach.xlsx` (forms.md §1) as `tonghop init` writes it: everything known filled in, the rest to
//! be filled in by the office. What it writes, `intake::plan` reads.

mod sheets;

use super::fillable::{Examples, Fact, Field, Lists, Table, date, facts};
use super::workbook::words;
use crate::book::{Book, BookError, Value};
use crate::consolidate::carry::Draft;
use crate::domain::branch::Branch;
use crate::domain::grade::Standing;
use crate::domain::plan::{Denominator, Plan, Population, RosterMember, Rounding};

/// Empty rows prepared for branches, and for members below those known.
const N_SPARE_BRANCHES: u32 = 20;
const N_SPARE_MEMBERS: u32 = 30;
const N_SPARE: u32 = 20;

/// The bytes of the plan workbook. The same draft gives the same bytes.
///
/// # Errors
/// The workbook cannot be made.
pub fn plan_book(draft: &Draft) -> Result<Vec<u8>, BookError> {
    let plan = &draft.plan;
    let mut book = Book::new(&format!("Kế hoạch kiểm điểm, xếp loại năm {}", plan.year), plan.deadline)?;
    let mut lists = Lists::default();
    let title = |what: &str| (format!("{what} NĂM {}", plan.year), plan.committee.clone());

    let general = sheets::GENERAL.iter().zip(general(plan));
    let general = general.map(|(field, value)| Fact { field, value, is_fixed: false }).collect();
    let head = title("KẾ HOẠCH KIỂM ĐIỂM, XẾP LOẠI");
    facts("Thông tin chung", head, general, Examples::Beside, &mut lists, &mut book)?;

    let members = sheets::members(&draft.earlier_years());
    let by_branch = by_branch(plan);
    let code = |branch: usize| Value::text_or_blank(plan.branches.get(branch).map(|branch| branch.code.as_str()));
    let log = plan.branches.iter().map(|branch| vec![Value::text(branch.code.as_str())]);
    let tables = [
        Table {
            name: "Chi bộ",
            title: title("DANH SÁCH CHI BỘ"),
            fields: sheets::BRANCHES,
            rows: plan.branches.iter().map(branch_row).collect(),
            n_spare: N_SPARE_BRANCHES,
            n_frozen: 2,
            awaiting: None,
        },
        Table {
            name: "Đảng viên",
            title: title("DANH SÁCH ĐẢNG VIÊN"),
            fields: &members,
            rows: by_branch
                .iter()
                .map(|&(place, person)| {
                    member_row(person, code(person.branch), draft.remarks.get(&place).copied(), &members)
                })
                .collect(),
            n_spare: N_SPARE_MEMBERS,
            n_frozen: 3,
            awaiting: None,
        },
        Table {
            name: "Tập thể",
            title: title("TẬP THỂ ĐƯỢC XẾP LOẠI"),
            fields: sheets::COLLECTIVES,
            rows: plan
                .collectives
                .iter()
                .map(|collective| {
                    vec![
                        collective.branch.map_or(Value::Blank, code),
                        Value::text(collective.name.as_str()),
                        Value::text_or_blank(collective.kind.as_deref()),
                        Value::text_or_blank(collective.group.as_deref()),
                    ]
                })
                .collect(),
            n_spare: N_SPARE,
            n_frozen: 2,
            awaiting: None,
        },
        Table {
            name: "Sổ nộp",
            title: title("SỔ NỘP HỒ SƠ"),
            fields: sheets::LOG,
            rows: log.collect(),
            n_spare: N_SPARE,
            n_frozen: 1,
            awaiting: None,
        },
        Table {
            name: "Xử lý",
            title: title("XỬ LÝ NỘI DUNG CẦN RÀ SOÁT"),
            fields: sheets::DECISIONS,
            rows: Vec::new(),
            n_spare: N_SPARE,
            n_frozen: 1,
            awaiting: None,
        },
    ];
    for table in tables {
        table.write(&mut lists, &mut book)?;
    }
    book.into_bytes()
}

/// The roster in the order of the branches, with each person's place in it.
fn by_branch(plan: &Plan) -> Vec<(usize, &RosterMember)> {
    let mut people: Vec<(usize, &RosterMember)> = plan.roster.iter().enumerate().collect();
    people.sort_by_key(|(_, person)| person.branch);
    people
}

/// In the order of [`sheets::GENERAL`].
fn general(plan: &Plan) -> [Value<'_>; 14] {
    let text = |text: &'_ str| if text.is_empty() { Value::Blank } else { Value::text(text.to_owned()) };
    let signer = match (plan.signer_title.as_str(), plan.signer_name.as_str()) {
        ("", name) => name.to_owned(),
        (title, "") => format!("{title},"),
        (title, name) => format!("{title}, {name}"),
    };
    let quota = &plan.overrides;
    [
        Value::whole(plan.year),
        text(&plan.committee),
        text(&plan.upper_committee),
        text(&plan.locality),
        Value::text_or_blank(plan.regulation.as_deref()),
        Value::date_or_blank(plan.deadline),
        Value::date_or_blank(plan.report_deadline),
        Value::date_or_blank(plan.six_months_on),
        text(&signer),
        quota.percent.map_or(Value::Blank, percent),
        Value::text_or_blank(quota.denominator.map(|denominator| match denominator {
            Denominator::GoodOrBetter => "Tốt và xuất sắc",
            Denominator::GoodOnly => "Chỉ tốt",
            Denominator::AllGraded => "Tất cả được xếp loại",
        })),
        Value::text_or_blank(quota.population.map(|population| match population {
            Population::Committee => "Toàn đảng bộ",
            Population::Group => "Từng nhóm",
            Population::Branch => "Từng chi bộ",
        })),
        Value::text_or_blank(quota.rounding.map(|rounding| match rounding {
            Rounding::HalfUp => "Làm tròn 0,5",
            Rounding::Floor => "Làm tròn xuống",
        })),
        Value::text_or_blank(quota.basis.as_deref()),
    ]
}

/// Hundredths of a percent as the plan is read: `20%`, `17,5%`.
fn percent(hundredths: u32) -> Value<'static> {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => Value::text(format!("{whole}%")),
        rest => Value::text(format!("{whole},{rest:02}%")),
    }
}

fn branch_row(branch: &Branch) -> Vec<Value<'_>> {
    vec![
        Value::text(branch.code.as_str()),
        Value::text(branch.name.as_str()),
        Value::text_or_blank(Some(branch.other_names.join("; ")).filter(|names| !names.is_empty())),
        Value::text_or_blank(branch.group.as_deref()),
        Value::text_or_blank(branch.secretary.as_deref()),
        Value::text_or_blank(branch.email.as_deref()),
        Value::text_or_blank(branch.phone.as_deref()),
        branch.headcount.map_or(Value::Blank, Value::whole),
        Value::date_or_blank(branch.own_deadline),
        Value::text_or_blank(branch.note.as_deref()),
    ]
}

fn member_row<'p>(
    person: &'p RosterMember,
    code: Value<'p>,
    remark: Option<&'p str>,
    fields: &[Field],
) -> Vec<Value<'p>> {
    let category = person.category_text.as_deref().or_else(|| person.category.map(words::category));
    let value = |header: &str| match header {
        "Mã chi bộ" => code.clone(),
        "Số thẻ đảng" => Value::text_or_blank(person.card_no.as_deref()),
        "Họ và tên" => Value::text(person.name.as_str()),
        "Ngày sinh" => date(person.born),
        "Ngày vào Đảng" => date(person.joined),
        "Ngày chính thức" => date(person.official),
        "Chức vụ" => Value::text_or_blank(person.post.as_deref()),
        "Diện" => Value::text_or_blank(category),
        "Công chức (x)" => Value::text_or_blank((person.civil_servant == Some(true)).then_some("x")),
        "Ghi chú" => Value::text_or_blank(remark),
        header => {
            let year = header.strip_prefix(sheets::GRADE_OF).and_then(|year| year.parse().ok());
            let stood = person.earlier.iter().find(|(earlier, _)| Some(*earlier) == year).and_then(|(_, stood)| *stood);
            Value::text_or_blank(stood.map(|stood| match stood {
                Standing::Graded(grade) => grade.label(),
                Standing::NotGraded(reason) => reason.label(),
            }))
        }
    };
    fields.iter().map(|field| value(&field.header)).collect()
}
