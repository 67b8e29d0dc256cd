//! The adviser's words on the sheet, as formulas that follow what is decided, with what they say now.

use super::{Field, Line, cell, tight_field};
use crate::book::{Cached, Value, literal};
use crate::consolidate::advice::SpreadPart;
use crate::regulation::quota::{QuotaCheck, Verdict};

/// What the committee has changed so far, and what is left to do.
pub(super) fn quota_words(line: &Line, has_section: bool) -> Value<'static> {
    let at = |field| cell(field, line.row);
    let (excellent, before) = (at(Field::Excellent), at(Field::ReturnedExcellent));
    let (remove, headroom, tight) = (at(Field::Remove), at(Field::Headroom), at(tight_field(line.check.quota)));
    let where_to = if has_section { ", xem từng nơi bên dưới" } else { "" };
    let formula = format!(
        "=IF({before}>{excellent},\"Đã bớt \"&({before}-{excellent}),IF({before}<{excellent},\"Đã thêm \"&({excellent}-{before}),{same}))\
         &IF({remove}>0,\"; cần bớt \"&{remove}&{where_to},IF({excellent}>{tight},{band}&({excellent}-{tight}),\
         IF({headroom}>0,\"; còn có thể thêm \"&{headroom},{enough})))",
        same = literal(SAME),
        where_to = literal(where_to),
        band = literal(BAND),
        enough = literal(ENOUGH),
    );
    let QuotaCheck { counts, remove, headroom, tight_cap, verdict, .. } = *line.check;
    let (now, before) = (counts.excellent, line.returned.excellent);
    let changed = match before.cmp(&now) {
        std::cmp::Ordering::Greater => format!("Đã bớt {}", before - now),
        std::cmp::Ordering::Less => format!("Đã thêm {}", now - before),
        std::cmp::Ordering::Equal => SAME.to_owned(),
    };
    let to_do = match verdict {
        Verdict::Over => format!("; cần bớt {remove}{where_to}"),
        Verdict::Band => format!("{BAND}{}", now - tight_cap),
        Verdict::Within if headroom > 0 => format!("; còn có thể thêm {headroom}"),
        Verdict::Within => ENOUGH.to_owned(),
    };
    Value::formula(formula, Cached::text(format!("{changed}{to_do}")))
}

const SAME: &str = "Như ban đầu";
const BAND: &str = "; đạt theo cách tính rộng, muốn đạt cả cách tính chặt thì bớt ";
const ENOUGH: &str = "; không cần bớt";

/// How far a branch lies above its own share, and what is advised.
pub(super) fn branch_words(line: &Line, part: &SpreadPart) -> Value<'static> {
    let advised = cell(Field::Advised, line.row);
    let (over, own) = match line.has_own_share() {
        true => (cell(Field::Remove, line.row), line.check.remove),
        false => ("0".to_owned(), 0),
    };
    let formula = format!(
        "=IF({over}>0,\"Trên mức riêng \"&{over}&IF({advised}>0,\"; gợi ý bớt \"&{advised},{NOT_ASKED}),\
         IF({advised}>0,\"Gợi ý bớt \"&{advised},\"\"))",
        NOT_ASKED = literal(NOT_ASKED),
    );
    let words = match (own, part.remove) {
        (0, 0) => String::new(),
        (0, advised) => format!("Gợi ý bớt {advised}"),
        (over, 0) => format!("Trên mức riêng {over}{NOT_ASKED}"),
        (over, advised) => format!("Trên mức riêng {over}; gợi ý bớt {advised}"),
    };
    Value::formula(formula, Cached::text(words))
}

const NOT_ASKED: &str = ", chưa phải bớt";
