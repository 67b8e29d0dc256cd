//! How each returned file was understood, as text: per sheet its tables, what they are about, where the header stands,
//! what each column was taken for and by what, and whose the table is. So that a person can see why.

use super::columns::on_screen;
use crate::consolidate::Bloc;
use crate::domain::column::{Actor, Column, ColumnSeen, MatchedBy, TableKind};
use crate::domain::place::column_letters;
use crate::domain::plan::Plan;
use crate::domain::reading::{BranchClaim, ClaimSource, Outcome, Owner, Reading, Table};
use crate::rules::{column_label, table_label};
use std::fmt::Write;

/// The layout of every file of a run.
pub fn layout(bloc: &Bloc) -> String {
    let mut text = String::new();
    for file in bloc.campaign.files.iter().filter(|file| file.outcome != Outcome::Skipped) {
        push_file(&mut text, file, &bloc.campaign.plan);
        text.push('\n');
    }
    if text.is_empty() {
        text.push_str("Không có tệp nào để xem bố cục.\n");
    }
    text
}

fn push_file(text: &mut String, file: &Reading, plan: &Plan) {
    let _ = writeln!(text, "{}", on_screen(&file.file.path));
    if file.outcome == Outcome::Unreadable {
        text.push_str("  Không đọc được tệp này.\n");
        return;
    }
    if let Some(year) = file.year {
        let _ = writeln!(text, "  Năm: {year}");
    }
    if let Some(sheet) = &file.declared.sheet {
        let _ = writeln!(text, "  Trang “{}”: thông tin chi bộ tự khai", on_screen(sheet));
    }
    if file.tables.is_empty() {
        text.push_str("  Không thấy bảng nào.\n");
    }
    let mut sheet = None;
    for table in &file.tables {
        if sheet != Some(&table.sheet) {
            let _ = writeln!(text, "  Trang “{}”", on_screen(&table.sheet));
            sheet = Some(&table.sheet);
        }
        push_table(text, table, plan);
    }
}

fn push_table(text: &mut String, table: &Table, plan: &Plan) {
    let (top, bottom) = table.header_rows;
    let rows = if top == bottom { format!("dòng {top}") } else { format!("dòng {top}–{bottom}") };
    let _ = writeln!(text, "    Bảng {}, tiêu đề ở {rows}", table_label(table.kind));
    let _ = writeln!(text, "      Thuộc: {}", owner(&table.owner, plan));
    for claim in &table.claims {
        let _ = writeln!(text, "        theo {}: “{}”", source(claim), on_screen(&claim.text));
    }
    let tally = &table.tally;
    let _ = writeln!(
        text,
        "      Dòng: {} dữ liệu (nhận {}, để riêng {}), {} dòng khác",
        tally.read, tally.records, tally.set_aside, tally.furniture
    );
    if table.kind != TableKind::Summary {
        text.push_str("      Cột:\n");
    }
    for seen in &table.columns {
        let _ = writeln!(
            text,
            "        {:<3} “{}” → {}",
            column_letters(seen.column),
            on_screen(&seen.header),
            understood(seen)
        );
    }
}

fn understood(seen: &ColumnSeen) -> String {
    let label = match seen.meaning {
        Column::Unknown => return "giữ nguyên, mang theo".to_owned(),
        Column::Tick(actor, grade) => format!("{}, ô đánh dấu {}", actor_label(actor), grade.label()),
        Column::TickNotGraded(actor) => format!("{}, ô đánh dấu Chưa xếp loại", actor_label(actor)),
        meaning => column_label(meaning).to_owned(),
    };
    match seen.matched_by {
        MatchedBy::Likeness => format!("{label} (đoán theo chữ gần giống)"),
        MatchedBy::Words | MatchedBy::Nothing => label,
    }
}

fn actor_label(actor: Actor) -> &'static str {
    column_label(Column::Grade(actor))
}

fn owner(owner: &Owner, plan: &Plan) -> String {
    match owner {
        Owner::Branch(index) => match plan.branches.get(*index) {
            Some(branch) if branch.code.is_empty() => on_screen(&branch.name),
            Some(branch) => format!("{} – {}", on_screen(&branch.code), on_screen(&branch.name)),
            None => "chưa rõ".to_owned(),
        },
        Owner::Unknown { claim: Some(claim), .. } => {
            format!("chưa rõ (“{}” không có trong kế hoạch)", on_screen(&claim.text))
        }
        Owner::Unknown { claim: None, .. } | Owner::Unresolved => "chưa rõ".to_owned(),
    }
}

fn source(claim: &BranchClaim) -> String {
    let source = match claim.source {
        ClaimSource::FormCode => "mã chi bộ trên biểu mẫu",
        ClaimSource::FormName => "tên chi bộ trên biểu mẫu",
        ClaimSource::Column => "cột Chi bộ",
        ClaimSource::Heading => "dòng đề mục",
        ClaimSource::Title => "dòng tiêu đề",
        ClaimSource::SheetName => "tên trang",
        ClaimSource::FileName => "tên tệp",
        ClaimSource::FolderName => "tên thư mục",
    };
    match &claim.at {
        Some(place) => format!("{source} (ô {})", place.at),
        None => source.to_owned(),
    }
}
