//! `kiem-tra.html`: a branch checks its own file in a browser before it hands it in. One file that holds the checker
//! itself; what is put on the page stays there, and its policy lets nothing be asked for or sent.

use super::branches::title;
use super::{Overview, findings, head, on_screen};
use crate::consolidate::Bloc;
use crate::consolidate::count::StandingCounts;
use crate::domain::grade::Grade;
use crate::domain::submission::Submission;
use crate::output::status;
use crate::output::tally::FindingCounts;
use crate::output::text::{Names, counted};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The page's name.
pub const FILE_NAME: &str = "kiem-tra.html";

const SCRIPT: &str = concat!(include_str!("page.js"), include_str!("checker.js"));
/// SHA-256 of [`SCRIPT`]; a test says what it must be.
const SCRIPT_HASH: &str = "sha256-SONE+azuV/LV1x8GybKGUYGUfKeOcPhIgs+J+MqZ584=";

/// The page around a checker in WebAssembly, packed with gzip, which browsers unpack. Its policy: its own script, its own style, code in WebAssembly, and no address
/// of any kind.
pub fn page(module: &[u8]) -> String {
    let title = "Kiểm tra tệp trước khi nộp";
    let page = html! {
        (DOCTYPE)
        html lang="vi" {
            (head(title, &format!("'{SCRIPT_HASH}' 'wasm-unsafe-eval'")))
            body {
                header {
                    h1 { (title) }
                    p {
                        "Dành cho chi bộ: kiểm tra tệp kiểm điểm, xếp loại đúng như đảng ủy sẽ kiểm tra. "
                        strong { "Tệp được đọc ngay trong trình duyệt này, không gửi đi đâu, không cần mạng." }
                    }
                }
                main #content tabindex="-1" {
                    section aria-label="Chọn tệp" {
                        label.drop #drop {
                            strong { "Kéo tệp thả vào đây, hoặc chọn tệp" }
                            " (.xlsx, .xlsm, .xls, .xlsb, .ods, .csv, .zip; chọn được nhiều tệp)"
                            input #chosen type="file" multiple;
                        }
                        label.secret {
                            span { "Mật khẩu mở tệp (nếu có; ghi trước khi chọn tệp)" }
                            input #password type="password" autocomplete="off";
                        }
                        p #state role="status" aria-live="polite" {}
                        noscript { p { "Trang này cần JavaScript để đọc tệp." } }
                    }
                    div #result {}
                }
                footer {
                    p {
                        "Trang của chương trình tonghop " (env!("CARGO_PKG_VERSION")) ". Trang không có danh sách của đảng ủy nên "
                        "không kiểm tra hạn nộp, danh sách đảng viên và tỷ lệ chung; đóng trang là hết, không lưu lại gì."
                    }
                }
                // Not a script to the browser but a text it leaves alone.
                script #program type="application/gzip;base64" { (PreEscaped(base64(module))) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string() + "\n"
}

/// How a page with a checker within begins its checker.
const PROGRAM: &str = "<script id=\"program\" type=\"application/gzip;base64\">";

/// Whether a file is a page made by [`page`].
pub fn is_one(file: &[u8]) -> bool {
    file.starts_with(b"<!DOCTYPE html>") && file.windows(PROGRAM.len()).any(|here| here == PROGRAM.as_bytes())
}

/// What the page shows of files that were checked by themselves.
pub fn result(bloc: &Bloc) -> String {
    let page = Overview { bloc, as_of: None, names: Names::Hidden };
    let result = html! {
        section aria-labelledby="result-heading" {
            h2 #result-heading tabindex="-1" { "Kết quả" }
            (verdict(bloc))
            p.basis { "Quy định áp dụng: " (on_screen(&bloc.regulation.title)) "." }
            ul { @for submission in &bloc.campaign.submissions { li { (read(bloc, submission)) } } }
        }
        section #findings aria-labelledby="findings-heading" {
            h2 #findings-heading { "Nội dung cần rà soát" }
            (findings::section(&page))
        }
        @if !bloc.unchecked.is_empty() {
            section aria-labelledby="unchecked-heading" {
                h2 #unchecked-heading { "Chưa kiểm tra" }
                ul { @for line in &bloc.unchecked { li { (on_screen(line)) } } }
            }
        }
    };
    result.into_string()
}

fn verdict(bloc: &Bloc) -> Markup {
    let counts = FindingCounts::of(&bloc.findings);
    let (class, words) = match (counts.errors, counts.warnings) {
        (0, 0) => ("verdict ready", "✓ Không có lỗi, không có cảnh báo; nộp được.".to_owned()),
        (0, _) => ("verdict look", format!("! Không có lỗi; có {}, xem lại trước khi nộp.", counted(counts))),
        _ => ("verdict not-ready", format!("✗ Chưa nên nộp: có {}.", counted(counts))),
    };
    html! { p class=(class) { strong { (words) } } }
}

/// What was understood of a branch's files, so that its secretary sees whether everybody is there.
fn read(bloc: &Bloc, submission: &Submission) -> Markup {
    let counts = StandingCounts::of(submission);
    let rows = submission.tally();
    html! {
        strong { (title(submission)) } ": "
        @if submission.is_merged() {
            "đọc được " (counts.total) " đảng viên"
            @for grade in Grade::ALL {
                @if counts.of_grade(grade) > 0 { ", " (grade.short_label()) " " (counts.of_grade(grade)) }
            }
            @if counts.not_graded() > counts.undecided { ", không xếp loại " (counts.not_graded() - counts.undecided) }
            @if counts.undecided > 0 { ", chưa rõ " (counts.undecided) }
            @for (count, what) in [
                (submission.collectives.len(), "tập thể"),
                (submission.staff.len(), "công chức, người lao động"),
                (submission.rewards.len(), "đề nghị khen thưởng"),
            ] {
                @if count > 0 { "; " (count) " " (what) }
            }
            "."
            @if rows.set_aside > 0 { " Có " (rows.set_aside) " dòng chưa hiểu, được để riêng (C311)." }
        } @else {
            (status::state(bloc, submission)) "."
        }
    }
}

/// RFC 4648 with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= three.len() { letter.into() } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::STYLE;
    use super::*;
    use crate::output::sample;
    use sha2::{Digest, Sha256};

    #[test]
    fn base64_is_that_of_the_standard() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn the_policy_lets_only_the_pages_own_script_run_and_nothing_be_asked_for() {
        assert_eq!(SCRIPT_HASH, format!("sha256-{}", base64(&Sha256::digest(SCRIPT))));
        let page = page(b"module");
        assert!(is_one(page.as_bytes()) && !is_one(b"<!DOCTYPE html><p>tong-quan"));
        assert!(page.contains("default-src 'none'") && page.contains("'wasm-unsafe-eval'") && page.contains(STYLE));
        for door in ["http://", "https://", "connect-src", " style=", " onclick", "@import", "url(", "fetch("] {
            assert!(!page.contains(door), "{door}");
        }
    }

    #[test]
    fn the_result_tells_what_is_wrong_and_names_nobody() {
        let mut bloc = sample::bloc();
        let result = super::result(&bloc);
        assert!(result.contains("✗ Chưa nên nộp: có "), "{result}");
        for finding in &bloc.findings {
            assert!(result.contains(&format!("data-code=\"{}\"", finding.code)), "{}", finding.code);
        }
        for name in ["Trần Thử Nghiệm", "Lê Mẫu", "Phạm Ví Dụ", "Đỗ Giả Định"] {
            assert!(!result.contains(name), "{name}");
        }
        bloc.findings.clear();
        assert!(super::result(&bloc).contains("✓ Không có lỗi, không có cảnh báo; nộp được."));
    }
}
