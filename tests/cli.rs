//! The program run as a whole, as a clerk runs it: exit codes, what stands on which stream, and what is written.

#[path = "cli/campaign.rs"]
mod campaign;

use campaign::{Campaign, PEOPLE, tonghop};
use std::fs;
use std::process::Stdio;

#[test]
fn help_is_vietnamese_and_a_result() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["--help"][..], &["-h"], &["help"], &["merge", "--help"], &["help", "merge"], &[]] {
        let run = tonghop(folder.path(), arguments);
        assert_eq!(run.code, 0, "{arguments:?}");
        assert!(run.out.contains("Cách dùng: tonghop"), "{arguments:?}: {}", run.out);
        assert!(!run.out.contains("Usage") && run.err.is_empty(), "{arguments:?}: {}{}", run.out, run.err);
    }
}

#[test]
fn wrong_usage_is_exit_2_and_prints_no_result() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("trống")).unwrap();
    let cases: [(&[&str], &str); 8] = [
        (&["gopp"], "Không có lệnh “gopp”"),
        (&["merge", "--luồng", "2"], "Không có tùy chọn “--luồng”"),
        (&["merge", "--threads", "không"], "từ 1 đến 1024"),
        (&["merge", "không-có"], "không-có"),
        (&["merge", "trống"], "không có tệp nào"),
        (&["check", "trống"], "không có tệp nào"),
        (&["merge", "trống", "--plan", "mất.xlsx"], "mất.xlsx: không thấy tệp"),
        (&["explain", "Z999"], "Z999"),
    ];
    for (arguments, expected) in cases {
        let run = tonghop(folder.path(), arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(expected), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn a_campaign_folder_needs_no_option_and_its_workbook_is_for_its_owner_only() {
    let campaign = Campaign::new();
    let run = campaign.run(&["merge"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("ket-qua/tong-hop-2021.xlsx"), "{}", run.out);
    assert!(run.out.contains("đọc 4 = gộp 4 + để riêng 0 + bị thay thế 0"), "{}", run.out);
    let output = campaign.path("ket-qua/tong-hop-2021.xlsx");
    assert!(fs::read(&output).unwrap().starts_with(b"PK"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &str| fs::metadata(campaign.path(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("ket-qua"), mode("ket-qua/tong-hop-2021.xlsx")), (0o700, 0o600));
    }
}

#[test]
fn without_a_command_the_campaign_is_told_checked_and_merged_at_once() {
    let campaign = Campaign::new();
    let run = campaign.run(&[]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    for part in ["TÌNH HÌNH NỘP NĂM 2021", "TỔNG HỢP NĂM 2021", "ket-qua/tong-hop-2021.xlsx"] {
        assert!(run.out.contains(part), "{part} is not in {}", run.out);
    }
    assert!(campaign.path("ket-qua/tong-hop-2021.xlsx").is_file());
}

#[test]
fn check_writes_nothing_but_the_overview_page() {
    let campaign = Campaign::new();
    let before = campaign.listing();
    for command in ["check", "kiemtra"] {
        assert_eq!(campaign.run(&[command]).code, 0, "{command}");
    }
    let mut expected = before;
    expected.extend([campaign.path("ket-qua"), campaign.path("ket-qua/tong-quan.html")]);
    expected.sort();
    assert_eq!(campaign.listing(), expected);
}

#[test]
fn checking_files_or_a_plain_folder_writes_no_page() {
    let campaign = Campaign::new();
    fs::create_dir(campaign.path("khác")).unwrap();
    fs::copy(campaign.path("nop/CB01.xlsx"), campaign.path("khác/CB01.xlsx")).unwrap();
    let before = campaign.listing();
    for paths in [&["check", "nop/CB01.xlsx"][..], &["check", "khác"], &["check", "nop/CB01.xlsx", "nop/CB02.xlsx"]] {
        let run = campaign.run(paths);
        assert!(!run.out.contains("tong-quan.html"), "{paths:?}: {}", run.out);
    }
    assert_eq!(campaign.listing(), before);
}

#[test]
fn the_folder_of_returns_stands_for_its_campaign_and_gets_no_results_of_its_own() {
    let campaign = Campaign::new();
    for command in ["status", "check", "merge"] {
        assert_eq!(campaign.run(&[command, "nop"]).code, 0, "{command}");
    }
    assert!(campaign.path("ket-qua/tong-quan.html").is_file() && campaign.path("ket-qua/tong-hop-2021.xlsx").is_file());
    assert!(!campaign.path("nop/ket-qua").exists());
}

#[test]
fn the_overview_page_is_told_is_the_same_each_time_and_names_nobody_unasked() {
    let campaign = Campaign::new();
    let page = || fs::read_to_string(campaign.path("ket-qua/tong-quan.html")).unwrap();
    let mut pages = Vec::new();
    for command in [&["status"][..], &["check"], &["merge"], &[], &["merge", "-o", "khác.xlsx"]] {
        let run = campaign.run(command);
        assert!(run.out.contains("tong-quan.html"), "{command:?}: {}", run.out);
        pages.push(page());
        fs::remove_file(campaign.path("ket-qua/tong-quan.html")).unwrap();
    }
    assert!(pages.iter().all(|each| *each == pages[0]));
    assert!(PEOPLE.iter().all(|name| !pages[0].contains(name)));
    campaign.run(&["status", "--as-of", "25/11/2021"]);
    assert!(page().contains("còn 2 ngày"));
}

#[cfg(unix)]
#[test]
fn a_page_that_cannot_be_written_is_told_and_spoils_no_other_result() {
    let campaign = Campaign::new();
    fs::create_dir_all(campaign.path("ket-qua/tong-quan.html")).unwrap();
    for command in ["status", "check"] {
        let run = campaign.run(&[command, "--quiet"]);
        assert_eq!(run.code, 0, "{command}");
        assert!(run.err.contains("tong-quan.html"), "{command}: {}", run.err);
    }
    assert_eq!(campaign.run(&["merge"]).code, 4);
    assert!(campaign.path("ket-qua/tong-hop-2021.xlsx").is_file());
}

#[test]
fn a_missing_branch_is_exit_1_and_an_unreadable_file_wins_with_3() {
    let campaign = Campaign::new();
    fs::remove_file(campaign.path("nop/CB02.xlsx")).unwrap();
    for command in ["merge", "check", "status"] {
        let run = campaign.run(&[command]);
        assert_eq!(run.code, 1, "{command}: {}{}", run.out, run.err);
    }
    assert!(campaign.run(&["check"]).out.contains("F101"));
    fs::write(campaign.path("nop/CB02.xlsx"), b"%PDF-1.7 not a workbook").unwrap();
    for command in ["merge", "check", "status"] {
        assert_eq!(campaign.run(&[command]).code, 3, "{command}");
    }
    // The other branch is merged all the same.
    assert!(campaign.run(&["merge"]).out.contains("gộp 2"));
}

#[test]
fn warnings_count_only_when_strict() {
    let campaign = Campaign::received("CB01", "28/11/2021");
    let run = campaign.run(&["check"]);
    assert!(run.out.contains("F102"), "{}", run.out);
    assert_eq!(run.code, 0, "{}", run.out);
    assert_eq!(campaign.run(&["check", "--strict"]).code, 1);
}

#[test]
fn a_mistake_in_the_plan_stops_the_run_with_its_cell() {
    let campaign = Campaign::received("CB01", "31/02/2021");
    let run = campaign.run(&["merge"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
    assert!(run.err.contains("Sổ nộp › B2"), "{}", run.err);
    assert!(!campaign.path("ket-qua").exists());
}

#[test]
fn an_unknown_profile_is_exit_2_with_those_that_are_known() {
    let campaign = Campaign::new();
    let run = campaign.run(&["merge", "--regulation", "2019-1"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("2019-1") && run.err.contains("2018-132"), "{}", run.err);
}

#[test]
fn nothing_is_written_over_an_input() {
    let campaign = Campaign::new();
    fs::create_dir(campaign.path("khác")).unwrap();
    for input in ["nop/CB01.xlsx", "khác/../nop/CB01.xlsx", "ke-hoach.xlsx"] {
        let before = fs::read(campaign.path(input)).unwrap();
        let run = campaign.run(&["merge", "-o", input]);
        assert_eq!(run.code, 2, "{input}: {}", run.err);
        assert!(run.err.contains("trùng với"), "{input}: {}", run.err);
        assert_eq!(fs::read(campaign.path(input)).unwrap(), before, "{input}");
    }
}

#[test]
fn an_output_beside_the_returns_is_written_again_by_the_next_run() {
    let campaign = Campaign::new();
    let plain = tempfile::tempdir().unwrap();
    for name in ["CB01.xlsx", "CB02.xlsx"] {
        fs::copy(campaign.path("nop").join(name), plain.path().join(name)).unwrap();
    }
    let outputs: Vec<Vec<u8>> = (0..2)
        .map(|_| {
            let run = tonghop(plain.path(), &["merge", "-o", "ra.xlsx"]);
            assert_eq!(run.code, 0, "{}{}", run.out, run.err);
            fs::read(plain.path().join("ra.xlsx")).unwrap()
        })
        .collect();
    assert_eq!(outputs[0], outputs[1]);
}

#[test]
fn an_output_that_cannot_be_written_is_exit_4_and_the_earlier_one_stays() {
    let campaign = Campaign::new();
    let old = campaign.path("cũ.xlsx");
    fs::write(&old, b"earlier").unwrap();
    let mut permissions = fs::metadata(&old).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&old, permissions).unwrap();
    for target in ["cũ.xlsx", "nop", "không-có/a.xlsx"] {
        let run = campaign.run(&["merge", "-o", target]);
        assert_eq!((run.code, run.out.as_str()), (4, ""), "{target}: {}", run.err);
        assert!(run.err.contains("Không ghi được"), "{target}: {}", run.err);
    }
    assert_eq!(fs::read(&old).unwrap(), b"earlier");
}

#[test]
fn names_of_people_are_never_on_the_screen_unless_asked_for() {
    let campaign = Campaign::new();
    campaign.return_of("CB02", &[(PEOPLE[2], "XS?"), (PEOPLE[3], "")]);
    for command in [&["merge"][..], &["check"], &["status"], &[]] {
        let run = campaign.run(command);
        for person in PEOPLE {
            assert!(!run.out.contains(person) && !run.err.contains(person), "{command:?}: {}{}", run.out, run.err);
        }
    }
    let run = campaign.run(&["check", "--names"]);
    assert!(run.out.contains(PEOPLE[2]), "{}", run.out);
}

#[test]
fn json_is_one_object_and_nothing_else_stands_on_standard_output() {
    let campaign = Campaign::new();
    let keys = [
        "schema",
        "tool",
        "year",
        "regulation",
        "provisional",
        "submissions",
        "members",
        "collectives",
        "staff",
        "rewards",
        "quotas",
        "findings",
        "reconciliation",
    ];
    let mut objects = Vec::new();
    for command in ["check", "merge", "status"] {
        let run = campaign.run(&[command, "--format", "json"]);
        let object: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let places: Vec<usize> = keys.iter().map(|key| run.out.find(&format!("\n  \"{key}\":")).unwrap()).collect();
        assert!(places.is_sorted(), "{command}");
        assert_eq!(object["members"].as_array().map(Vec::len), Some(PEOPLE.len()), "{command}");
        assert_eq!(object["submissions"][1]["status"], "accepted", "{command}");
        objects.push(object);
    }
    assert!(objects.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn the_same_inputs_give_the_same_bytes_whatever_the_number_of_threads() {
    let campaign = Campaign::new();
    let mut runs = Vec::new();
    for threads in ["1", "2", "8"] {
        let json = campaign.run(&["merge", "-o", "ra.xlsx", "--format", "json", "--threads", threads]).out;
        let bytes = fs::read(campaign.path("ra.xlsx")).unwrap();
        fs::remove_file(campaign.path("ra.xlsx")).unwrap();
        runs.push((json, bytes));
    }
    assert!(runs.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn progress_is_plain_lines_on_standard_error_and_quiet_is_quiet() {
    let campaign = Campaign::new();
    let told = campaign.run(&["check"]);
    assert!(told.err.contains("Đọc hồ sơ: 2 tệp"), "{}", told.err);
    assert!(!told.err.contains('\u{1b}'), "{}", told.err);
    for command in ["merge", "check", "status"] {
        let silent = campaign.run(&[command, "--quiet"]);
        assert_eq!(silent.err, "", "{command}");
        assert!(!silent.out.is_empty(), "{command}");
    }
}

#[test]
fn a_branch_checks_its_own_file_without_a_plan() {
    let campaign = Campaign::new();
    let alone = tempfile::tempdir().unwrap();
    fs::copy(campaign.path("nop/CB01.xlsx"), alone.path().join("của tôi.xlsx")).unwrap();
    let run = tonghop(alone.path(), &["check", "của tôi.xlsx"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("Chưa kiểm tra"), "{}", run.out);
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let campaign = Campaign::new();
    let mut child =
        campaign.command(&["check", "--format", "json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    let err = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(0), "{err}");
    assert!(!err.contains("Không in được"), "{err}");
}

#[cfg(unix)]
#[test]
fn names_of_files_cannot_move_the_cursor() {
    let campaign = Campaign::new();
    let evil = "\u{1b}[31mđỏ\rCB02\u{202e}.xlsx";
    fs::rename(campaign.path("nop/CB02.xlsx"), campaign.path("nop").join(evil)).unwrap();
    fs::create_dir(campaign.path(evil)).unwrap();
    for command in [&["check"][..], &["status"], &["merge", "-o", "ra\u{1b}[2J.xlsx"], &["merge", evil]] {
        let run = campaign.run(command);
        for text in [run.out, run.err] {
            assert!(!text.contains(['\u{1b}', '\r', '\u{202e}']), "{command:?}: {text:?}");
        }
    }
}

#[test]
fn explain_prints_the_page_of_a_code_however_it_is_typed_and_the_list_without_one() {
    let folder = tempfile::tempdir().unwrap();
    let page = tonghop(folder.path(), &["explain", "C303"]);
    assert_eq!(page.code, 0, "{}", page.err);
    assert!(page.out.contains("C303") && page.out.contains("Cách sửa"), "{}", page.out);
    assert_eq!(tonghop(folder.path(), &["giaithich", "c303"]).out, page.out);
    let list = tonghop(folder.path(), &["explain"]);
    assert!(list.out.contains("C303") && list.out.contains("Q701"), "{}", list.out);
}

#[test]
fn a_campaign_folder_dropped_on_the_icon_is_told_checked_and_merged_and_a_file_is_checked() {
    let campaign = Campaign::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let path = |inside: &str| campaign.path(inside).to_str().unwrap().to_owned();
    let run = tonghop(elsewhere.path(), &[&path("nop/CB01.xlsx"), &path("nop/CB02.xlsx")]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(!campaign.path("ket-qua").exists());
    let run = tonghop(elsewhere.path(), &[campaign.path("").to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(campaign.path("ket-qua/tong-hop-2021.xlsx").is_file() && campaign.path("ket-qua/tong-quan.html").is_file());
}

#[test]
fn every_shell_gets_its_completions_and_man_its_page() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = tonghop(folder.path(), &["completions", shell]);
        assert_eq!(run.code, 0, "{shell}: {}", run.err);
        assert!(run.out.contains("merge") && run.out.contains("as-of"), "{shell}");
    }
    let run = tonghop(folder.path(), &["hoanthanh", "tcsh"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("chọn một trong: bash"), "{}", run.err);
    let page = tonghop(folder.path(), &["man"]).out;
    for heading in [".SH TÊN", ".SH \"TÙY CHỌN\"", ".SH Lệnh", ".SH \"MÃ THOÁT\""] {
        assert!(page.contains(heading), "{heading}");
    }
    for english in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "SUBCOMMANDS", "VERSION", "EXTRA"] {
        assert!(!page.contains(&format!(".SH {english}")), "{english}");
    }
}

#[test]
fn what_is_piped_has_neither_colour_nor_bars_nor_block_glyphs() {
    let campaign = Campaign::received("CB01", "28/11/2021");
    for command in [&["status"][..], &["check"], &["merge"], &[]] {
        let run = campaign.run(command);
        for sign in ['\u{1b}', '█', '░', '─', '│'] {
            assert!(!run.out.contains(sign) && !run.err.contains(sign), "{command:?}: {sign:?}");
        }
    }
}
