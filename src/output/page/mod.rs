//! The overview page `tong-quan.html`: one self-contained file that says at a glance where a campaign stands. Prints what
//! was judged, from the same figures as the workbook and the JSON; no disk, no clock, nothing from the network.
//!
//! Everything written passes through `maud`, which escapes it, and through [`on_screen`], which takes away what could turn
//! or hide a line: names of files, sheets and branches are other people's. The policy in the head lets no script and no
//! style run but the page's own two.

mod board;
mod branches;
mod changes;
pub mod checker;
mod deadlines;
mod findings;
mod grades;
mod next;
mod quotas;
mod reconciliation;
mod rule;
mod verdict;

use super::columns::on_screen;
use super::text::Names;
use crate::consolidate::Bloc;
use crate::rules::unit::unit;
use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The page's name in the folder of results.
pub const FILE_NAME: &str = "tong-quan.html";

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = concat!(include_str!("page.js"), "start(document);\n");
/// SHA-256 of [`STYLE`] and [`SCRIPT`]; a test says what they must be.
const STYLE_HASH: &str = "sha256-lsgJhIaDosmrFPILd0bIN2z+UD0N3MhZmcsqCETA9Uo=";
const SCRIPT_HASH: &str = "sha256-OVzKowS989z62LwJfeOa/+ZhuO2OEF7A2hxg4Qsq6Ew=";

/// What the page is made for.
#[derive(Copy, Clone, Debug)]
pub struct Overview<'b> {
    pub bloc: &'b Bloc,
    /// The day that days are counted to or from; none counts from recorded dates.
    pub as_of: Option<NaiveDate>,
    pub names: Names,
}

/// The sections in the order they stand: the anchor and the heading.
const SECTIONS: [(&str, &str); 8] = [
    ("next", "Việc cần làm"),
    ("deadlines", "Thời hạn"),
    ("branches", "Tình hình nộp"),
    ("grades", "Kết quả xếp loại đảng viên"),
    ("quotas", "Tỷ lệ xuất sắc"),
    ("findings", "Nội dung cần rà soát"),
    ("changes", "Thay đổi và quyết định"),
    ("reconciliation", "Đối soát"),
];

impl Overview<'_> {
    /// The whole page. The same bloc, day and choice of names give the same bytes.
    pub fn html(&self) -> String {
        let plan = &self.bloc.campaign.plan;
        let title = match plan.year {
            0 => "Tổng quan kiểm điểm, xếp loại".to_owned(),
            year => format!("Tổng quan kiểm điểm, xếp loại năm {year}"),
        };
        let page = html! {
            (DOCTYPE)
            html lang="vi" {
                (head(&title, &format!("'{SCRIPT_HASH}'")))
                body {
                    a.skip href="#content" { "Đến nội dung chính" }
                    header {
                        @if !plan.committee.is_empty() { p.committee { (on_screen(&plan.committee)) } }
                        h1 { (title) }
                        (verdict::sentence(self.bloc))
                        p.basis { "Quy định áp dụng: " (on_screen(&self.bloc.regulation.title)) "." }
                    }
                    nav aria-label="Các phần của trang" {
                        ul { @for (anchor, heading) in SECTIONS { li { a href={ "#" (anchor) } { (heading) } } } }
                    }
                    main #content tabindex="-1" {
                        @for (anchor, heading) in SECTIONS {
                            section #(anchor) aria-labelledby={ (anchor) "-heading" } {
                                h2 id={ (anchor) "-heading" } { (heading) }
                                (self.section(anchor))
                            }
                        }
                    }
                    footer {
                        p {
                            "Trang do chương trình tonghop " (env!("CARGO_PKG_VERSION")) " ghi từ các tệp trong thư mục của đợt; "
                            "chạy lại chương trình để cập nhật. " (privacy(self.names))
                        }
                    }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        unit(&self.bloc.campaign).put_into(&page.into_string()) + "\n"
    }

    fn section(&self, anchor: &str) -> Markup {
        match anchor {
            "next" => next::section(self),
            "deadlines" => deadlines::section(self),
            "branches" => board::section(self),
            "grades" => grades::section(self.bloc),
            "quotas" => quotas::section(self.bloc),
            "findings" => findings::section(self),
            "changes" => changes::section(self),
            _ => reconciliation::section(self.bloc),
        }
    }
}

/// The head of a page that may run these scripts and no others.
fn head(title: &str, scripts: &str) -> Markup {
    let policy = format!(
        "default-src 'none'; style-src '{STYLE_HASH}'; script-src {scripts}; img-src data:; base-uri 'none'; \
         form-action 'none'"
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="robots" content="noindex";
            meta name="color-scheme" content="light dark";
            // Nothing to fetch: without it a browser asks a server for /favicon.ico.
            link rel="icon" href="data:,";
            title { (title) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

fn privacy(names: Names) -> &'static str {
    match names {
        Names::Hidden => "Trang không ghi họ tên, chỉ ghi vị trí ô; muốn có họ tên, chạy lại với --names.",
        Names::Shown => "Trang có họ tên và kết quả xếp loại: chỉ chuyển cho người có trách nhiệm.",
    }
}

/// A table that may be wider than a phone: it scrolls in a region that the keyboard reaches.
fn wide(label: &str, table: Markup) -> Markup {
    html! { div.scroll role="region" aria-label=(label) tabindex="0" { (table) } }
}

fn day(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests;
