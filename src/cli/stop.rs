//! Why a run stops before its end, with its exit code and its words; and the exit code of a run that came through
//! (output.md, settled 19).

use super::lock::Holder;
use super::save::SaveError;
use crate::consolidate::Bloc;
use crate::domain::reading::Outcome;
use crate::intake::folder::FolderError;
use crate::intake::plan::PlanError;
use crate::output::tally::FindingCounts;
use std::path::PathBuf;

/// Nothing of severity error.
pub const CLEAN: u8 = 0;
/// Findings of severity error.
pub const FINDINGS: u8 = 1;
/// Wrong usage, or a mistake in the plan.
pub const USAGE: u8 = 2;
/// Some files could not be read.
pub const UNREADABLE: u8 = 3;
/// The output could not be written.
pub const OUTPUT: u8 = 4;

/// The program cannot do its work.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    #[error("{0}")]
    Usage(String),
    #[error("Lỗi: {0}.")]
    Folder(#[from] FolderError),
    #[error("Không mở được tệp kế hoạch {}: {why}", .file.display())]
    PlanFile { file: PathBuf, why: String },
    #[error("{}", plan_mistakes(.file, .mistakes))]
    Plan { file: PathBuf, mistakes: Vec<PlanError> },
    #[error(
        "Không đọc được quyết định trong tệp tổng hợp lần trước {}: {why}. Chưa ghi gì, tệp đó còn nguyên. Mở tệp kiểm tra \
         lại, hoặc ghi kết quả ra tệp khác bằng -o; nếu không cần các quyết định cũ: --decisions none (bản cũ vẫn được \
         giữ trong tệp .bak).", .file.display()
    )]
    Earlier { file: PathBuf, why: String },
    #[error("Không đọc được tệp quyết định {}: {why}.", .file.display())]
    Decisions { file: PathBuf, why: String },
    #[error("Không có hồ sơ quy định “{id}”. Các hồ sơ có: {}.", .known.join(", "))]
    Regulation { id: String, known: Vec<String> },
    #[error("{0}")]
    Save(#[from] SaveError),
    #[error("{}", running(.folder, .holder))]
    Running { folder: PathBuf, holder: Holder },
    #[error("Không dựng được tệp tổng hợp: {0}")]
    Book(String),
    #[error("Không đặt được mật khẩu cho tệp kết quả: {0}. Chưa ghi tệp đó.")]
    Seal(String),
    #[error("Không dựng được biểu mẫu: {0}")]
    Form(String),
    #[error("Không lập được báo cáo: {0}")]
    Report(String),
    #[error("Mẫu báo cáo {}: {why}.", .file.display())]
    Template { file: PathBuf, why: String },
    #[error("Không in được kết quả ra màn hình: {0}")]
    Screen(std::io::Error),
}

impl Stop {
    pub fn exit_code(&self) -> u8 {
        match self {
            Stop::Usage(_)
            | Stop::Folder(_)
            | Stop::PlanFile { .. }
            | Stop::Plan { .. }
            | Stop::Decisions { .. }
            | Stop::Template { .. }
            | Stop::Regulation { .. } => USAGE,
            Stop::Earlier { .. }
            | Stop::Save(_)
            | Stop::Running { .. }
            | Stop::Book(_)
            | Stop::Form(_)
            | Stop::Seal(_)
            | Stop::Report(_)
            | Stop::Screen(_) => OUTPUT,
        }
    }
}

fn running(folder: &std::path::Path, holder: &Holder) -> String {
    let who = if holder.who.is_empty() { String::new() } else { format!(": {}", holder.who) };
    let since = holder.since.as_ref().map(|since| format!(", từ {since}")).unwrap_or_default();
    format!(
        "Đang có một lần chạy khác ghi vào {}{who}{since}. Đợi lần ấy xong rồi chạy lại; lần này chưa ghi gì.",
        folder.display()
    )
}

fn plan_mistakes(file: &std::path::Path, mistakes: &[PlanError]) -> String {
    let mut text = format!("Tệp kế hoạch {} có {} chỗ cần sửa trước khi chạy:", file.display(), mistakes.len());
    for mistake in mistakes {
        text.push_str("\n  ");
        text.push_str(&crate::output::columns::on_screen(&mistake.to_string()));
    }
    text
}

/// What makes the exit code 1.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Strictness {
    /// Errors alone.
    Errors,
    /// Warnings too (`--strict`).
    Warnings,
}

/// The exit code of a run that came through: files that could not be read win over findings (settled 19).
pub fn exit_code(bloc: &Bloc, strictness: Strictness) -> u8 {
    let counts = FindingCounts::of(&bloc.findings);
    let counted = match strictness {
        Strictness::Errors => counts.errors,
        Strictness::Warnings => counts.errors + counts.warnings,
    };
    if bloc.campaign.files.iter().any(|reading| reading.outcome == Outcome::Unreadable) {
        UNREADABLE
    } else if counted > 0 {
        FINDINGS
    } else {
        CLEAN
    }
}
