//! A decided workbook is all a report needs, wherever it lies: its figures are those of the campaign it came from, and
//! what it does not tell is left to the writer.

mod support;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;
use support::campaign::{CampaignFolder, plan, sample, short_return};
use support::table::sheet;
use support::typing::type_into;
use zip::ZipArchive;

const OUTPUT: &str = "ket-qua/tong-hop-2021.xlsx";

fn tonghop(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let ended = Command::new(env!("CARGO_BIN_EXE_tonghop")).current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (ended.status.code().expect("ended by itself"), text(ended.stdout), text(ended.stderr))
}

/// The paragraphs of a document.
fn paragraphs(file: &Path) -> Vec<String> {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(file).unwrap())).expect("a package");
    let mut xml = String::new();
    archive.by_name("word/document.xml").expect("the document").read_to_string(&mut xml).expect("it is text");
    let mut text = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').expect("tags end");
        match tag {
            "/w:p" => text.push('\n'),
            tag if tag == "w:t" || tag.starts_with("w:t ") => text.push_str(after),
            _ => {}
        }
    }
    text.lines().map(str::to_owned).collect()
}

/// Every cell of every sheet.
fn cells(file: &Path) -> Vec<(String, Vec<Vec<String>>)> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(fs::read(file).unwrap())).expect("the annexes open");
    let texts = |range: calamine::Range<Data>| {
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect::<Vec<_>>()
    };
    book.worksheets().into_iter().map(|(name, range)| (name, texts(range))).collect()
}

/// Copies a sample's inputs.
fn copied(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = sample(name);
    fs::create_dir(folder.path().join("nop")).unwrap();
    fs::copy(from.join("ke-hoach.xlsx"), folder.path().join("ke-hoach.xlsx")).unwrap();
    for entry in fs::read_dir(from.join("nop")).unwrap() {
        let entry = entry.unwrap();
        if !entry.path().is_file() {
            continue;
        }
        fs::copy(entry.path(), folder.path().join("nop").join(entry.file_name())).unwrap();
    }
    folder
}

#[test]
fn a_workbook_alone_gives_the_campaigns_own_figures() {
    for name in ["2021", "sach"] {
        let campaign = copied(name);
        tonghop(campaign.path(), &["merge", "--quiet"]);
        let decided = type_into(
            &fs::read(campaign.path().join(OUTPUT)).unwrap(),
            &[
                ("Đảng viên", "N2", "Hoàn thành nhiệm vụ"),
                ("Đảng viên", "O2", "Có ý kiến nơi cư trú"),
                ("Đảng viên", "N3", "htxsnv"),
                ("Đảng viên", "N4", "để xem lại"),
                ("Tập thể", "J2", "Hoàn thành nhiệm vụ"),
                ("Công chức", "J2", "Hoàn thành xuất sắc nhiệm vụ"),
                ("Khen thưởng", "K2", "Không đồng ý"),
                ("Khen thưởng", "K3", "Đồng ý"),
            ],
        );
        fs::write(campaign.path().join(OUTPUT), &decided).unwrap();
        tonghop(campaign.path(), &["report", "--quiet"]);

        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("da hop xong.xlsx"), &decided).unwrap();
        let (code, out, err) = tonghop(elsewhere.path(), &["report", "da hop xong.xlsx"]);
        assert!(matches!(code, 0 | 1), "{err}");
        assert!(!out.contains("Tệp: ") && !out.contains("Đối soát (dòng)"), "no return was opened: {out}");
        assert!(err.contains("riêng tệp tổng hợp"), "{err}");

        let [here, there] = [campaign.path().join("ket-qua/bao-cao-2021"), elsewhere.path().join("bao-cao-2021")];
        let [of_campaign, alone] = [&here, &there].map(|stem| paragraphs(&stem.with_extension("docx")));
        // The lists do not tell of the reviews: that sentence is the writer's.
        let is_review = |line: &&String| line.starts_with("2. Kiểm điểm cá nhân:");
        let without = |lines: &[String]| lines.iter().filter(|line| !is_review(line)).cloned().collect::<Vec<_>>();
        for (of_campaign, alone) in without(&of_campaign).into_iter().zip(without(&alone)) {
            assert_eq!(of_campaign, alone, "{name}");
        }
        assert_eq!(of_campaign.len(), alone.len(), "{name}");
        assert!(alone.iter().any(|line| is_review(&line) && line.contains("[số đảng viên đã kiểm điểm")), "{name}");
        assert_eq!(cells(&here.with_extension("xlsx")), cells(&there.with_extension("xlsx")), "{name}");
        let changes =
            cells(&there.with_extension("xlsx")).into_iter().find(|(sheet, _)| sheet == "PL6 Thay đổi").unwrap().1;
        assert!(changes.iter().flatten().any(|cell| cell == "Có ý kiến nơi cư trú"), "{changes:?}");
    }
}

/// A workbook merged again after the decisions tells of what follows from them, and a proposal's finding is accepted in it:
/// both count as they do beside the campaign.
#[test]
fn what_follows_from_decisions_and_what_was_accepted_count_the_same_alone() {
    let members = "| 1 | Lê Minh Họa | 1980-02-03 | | HTXSNV | |
                   | 2 | Phạm Ví Dụ | 1985-05-14 | | HTTNV | |
                   | 3 | Trần Thử | 1985-05-15 | | HTTNV | |";
    let rewards = "| TT | Họ và tên hoặc tập thể | Đối tượng | Hình thức | Loại |
                   | 1 | Lê Minh Họa | cá nhân | giấy khen | trong năm |
                   | 2 | Phạm Ví Dụ | cá nhân | giấy khen | trong năm |";
    let staff = "| TT | Họ và tên | Ngày sinh | Xếp loại |\n| 1 | Trần Thử | 1985-05-15 | HTTNV |";
    let campaign = CampaignFolder::new().plan(&plan(&[("CB01", "Chi bộ Một")])).returned(
        "CB01.xlsx",
        &short_return("CB01", "Chi bộ Một", members).and(sheet("Công chức", staff)).and(sheet("Khen thưởng", rewards)),
    );
    let output = campaign.path().join(OUTPUT);
    let merged = |cells: &[(&str, &str, &str)]| {
        let typed = type_into(&fs::read(&output).unwrap(), cells);
        fs::write(&output, typed).unwrap();
        let (_, out, err) = tonghop(campaign.path(), &["merge", "--quiet", "--format", "json"]);
        serde_json::from_str::<serde_json::Value>(&out).unwrap_or_else(|_| panic!("{err}"))
    };
    tonghop(campaign.path(), &["merge", "--quiet"]);
    // Above the grade as staff: an error that is the committee's.
    let found = merged(&[("Đảng viên", "N4", "HTXSNV"), ("Đảng viên", "O4", "Có sáng kiến")]);
    let findings = found["findings"].as_array().unwrap();
    assert!(findings.iter().any(|one| one["code"] == "B409" && one["of_decision"] == true), "{findings:#?}");
    let at = findings.iter().position(|one| one["code"] == "R501").expect("Phạm Ví Dụ is not Excellent");
    merged(&[("Cần rà soát", &format!("J{}", at + 2), "Chấp nhận: thành tích đột xuất")]);

    let elsewhere = tempfile::tempdir().unwrap();
    fs::copy(&output, elsewhere.path().join("a.xlsx")).unwrap();
    let (_, here, _) = tonghop(campaign.path(), &["report", "--quiet"]);
    let (_, there, _) = tonghop(elsewhere.path(), &["report", "a.xlsx", "--quiet"]);
    let told = |out: &str| {
        let is_told = |line: &&str| line.starts_with("Cần rà soát:") || line.starts_with("Đã được đảng ủy chấp nhận");
        out.lines().filter(is_told).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(told(&here).len(), 2, "{here}");
    assert_eq!(told(&here), told(&there));
    let remarks = |file: &Path| {
        let lines = paragraphs(file).into_iter();
        lines.filter(|line| line.starts_with("- ")).collect::<Vec<_>>()
    };
    let of_campaign = remarks(&campaign.path().join("ket-qua/bao-cao-2021.docx"));
    assert!(of_campaign.iter().any(|line| line.contains("chưa khớp với mức xếp loại do đảng ủy")), "{of_campaign:?}");
    assert_eq!(of_campaign, remarks(&elsewhere.path().join("bao-cao-2021.docx")));
}

#[test]
fn settings_of_the_plan_come_along() {
    let members = "| 1 | Lê Minh Họa | 1980-02-03 | | HTXSNV | |\n| 2 | Phạm Ví Dụ | 1985-05-14 | | HTTNV | |\n| 3 | Trần Thử | 1985-05-15 | | HTTNV | |\n| 4 | Đỗ Mẫu | 1985-05-16 | | HTTNV | |";
    let mut book = plan(&[("CB01", "Chi bộ Một")]);
    book.sheets[0] = support::campaign::general(
        "| Tên đảng bộ | Đảng bộ Thử |\n| Tỷ lệ tối đa (%) | 15 |\n| Mẫu số | Chỉ tốt |\n| Làm tròn | Làm tròn xuống |\n| Căn cứ quyết định tỷ lệ | Công văn 12 |",
    );
    book.sheets[0].cells.retain(|at, _| at.row != 2);
    let campaign =
        CampaignFolder::new().plan(&book).returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", members));
    tonghop(campaign.path(), &["merge", "--quiet"]);
    tonghop(campaign.path(), &["report", "--quiet"]);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::copy(campaign.path().join(OUTPUT), elsewhere.path().join("a.xlsx")).unwrap();
    tonghop(elsewhere.path(), &["report", "a.xlsx", "--quiet"]);
    let quota = |file: &Path| {
        let told = paragraphs(file).into_iter().find(|line| line.contains("của đảng viên (toàn đảng bộ)"));
        told.expect("the quota is told")
    };
    let alone = quota(&elsewhere.path().join("bao-cao-2021.docx"));
    assert!(alone.contains("15 %"), "{alone}");
    assert_eq!(alone, quota(&campaign.path().join("ket-qua/bao-cao-2021.docx")));
}

#[test]
fn results_by_any_road_and_what_is_none_is_said() {
    let members = "| 1 | Lê Minh Họa | 1980-02-03 | | HTTNV | |";
    let campaign = CampaignFolder::new()
        .plan(&plan(&[("CB01", "Chi bộ Một")]))
        .returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", members));
    tonghop(campaign.path(), &["merge", "--quiet"]);
    let document = campaign.path().join("ket-qua/bao-cao-2021.docx");
    for arguments in [&["report"][..], &["report", "ket-qua"], &["report", "ket-qua/tong-hop-2021.xlsx"]] {
        let (code, _, err) = tonghop(campaign.path(), arguments);
        assert_eq!(code, 0, "{arguments:?}: {err}");
        assert!(!err.contains("riêng tệp tổng hợp"), "{arguments:?}: {err}");
        fs::remove_file(&document).expect("it was written there");
    }
    // A workbook of another year beside this year's campaign is its own ground.
    let other =
        CampaignFolder::new().file("ket-qua/tong-hop-2021.xlsx", &fs::read(campaign.path().join(OUTPUT)).unwrap());
    let mut later = plan(&[("CB01", "Chi bộ Một")]);
    later.sheets[0] = support::table::sheet(
        "Thông tin chung",
        "| Năm đánh giá | 2022 |\n| Tên đảng bộ | Đảng bộ Thử |\n| Hạn chi bộ nộp | 2022-11-26 |",
    );
    let other = other.plan(&later);
    let (_, _, err) = tonghop(other.path(), &["report", "ket-qua/tong-hop-2021.xlsx"]);
    assert!(err.contains("riêng tệp tổng hợp"), "{err}");
    assert!(other.path().join("ket-qua/bao-cao-2021.docx").is_file());

    let lonely = tempfile::tempdir().unwrap();
    fs::copy(campaign.path().join(OUTPUT), lonely.path().join("tong-hop-2021.xlsx")).unwrap();
    let (code, _, err) = tonghop(lonely.path(), &["report"]);
    assert_eq!(code, 0, "{err}");
    fs::copy(campaign.path().join(OUTPUT), lonely.path().join("tong-hop-2020.xlsx")).unwrap();
    fs::copy(campaign.path().join("ke-hoach.xlsx"), lonely.path().join("khac.xlsx")).unwrap();
    fs::write(lonely.path().join("chu.xlsx"), b"chu").unwrap();
    for (arguments, words) in [
        (&["report", "."][..], "2 tệp tổng hợp"),
        (&["report", "khac.xlsx"], "không phải là tệp tổng hợp"),
        (&["report", "chu.xlsx"], "Không lập được báo cáo từ chu.xlsx"),
        (&["report", "bao-cao-2021.docx"], "đây là tệp Word"),
        (&["report", "mat.xlsx"], "mat.xlsx"),
        (&["report", "tong-hop-2021.xlsx", "-o", "tong-hop-2021.xlsx"], "là tệp tổng hợp đang đọc"),
    ] {
        let (code, out, err) = tonghop(lonely.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(words), "{arguments:?}: {err}");
    }
}
