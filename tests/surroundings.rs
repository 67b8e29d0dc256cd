//! A machine that is not as it should be: standard streams closed or gone, a disk that is full or read-only, a run that is
//! interrupted or killed. Earlier outputs are whole after each, and what went wrong is said.
#![cfg(unix)]

#[path = "cli/campaign.rs"]
#[allow(dead_code, reason = "the campaign is shared with the tests of the command line")]
mod campaign;

use campaign::{Campaign, PEOPLE};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const OUTPUT: &str = "ket-qua/tong-hop-2021.xlsx";

/// The program by a line of the shell, in which `$0` is the program.
fn by_shell(campaign: &Campaign, line: &str) -> std::process::Output {
    let program = env!("CARGO_BIN_EXE_tonghop");
    Command::new("sh").args(["-c", line, program]).current_dir(campaign.path("")).output().unwrap()
}

/// A campaign that was merged, and whose returns are others since: its output, and the one a run would now write.
fn before_and_after() -> (Campaign, Vec<u8>, Vec<u8>) {
    let campaign = Campaign::new();
    let changed = [(PEOPLE[2], "Hoàn thành tốt nhiệm vụ"), (PEOPLE[3], "Hoàn thành nhiệm vụ")];
    let original = fs::read(campaign.path("nop/CB02.xlsx")).unwrap();
    assert_eq!(campaign.run(&["merge"]).code, 0);
    let old = fs::read(campaign.path(OUTPUT)).unwrap();
    campaign.return_of("CB02", &changed);
    let changed = fs::read(campaign.path("nop/CB02.xlsx")).unwrap();
    assert_eq!(campaign.run(&["merge"]).code, 0);
    let new = fs::read(campaign.path(OUTPUT)).unwrap();
    assert_ne!(old, new);
    fs::write(campaign.path("nop/CB02.xlsx"), original).unwrap();
    assert_eq!(campaign.run(&["merge"]).code, 0);
    fs::write(campaign.path("nop/CB02.xlsx"), changed).unwrap();
    assert_eq!(fs::read(campaign.path(OUTPUT)).unwrap(), old);
    (campaign, old, new)
}

fn traces(campaign: &Campaign) -> Vec<std::path::PathBuf> {
    let is_trace = |path: &std::path::PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(".tonghop");
    campaign.listing().into_iter().filter(is_trace).collect()
}

#[test]
fn closed_standard_streams_harm_nothing() {
    let (campaign, _, new) = before_and_after();
    for line in [
        r#"exec "$0" merge <&-"#,
        r#"exec "$0" merge >&-"#,
        r#"exec "$0" merge 2>&-"#,
        r#"exec "$0" merge <&- >&- 2>&-"#,
        r#"exec "$0" <&- >&- 2>&-"#,
    ] {
        fs::remove_file(campaign.path(OUTPUT)).unwrap();
        assert_eq!(by_shell(&campaign, line).status.code(), Some(0), "{line}");
        assert_eq!(fs::read(campaign.path(OUTPUT)).unwrap(), new, "{line}");
    }
}

#[test]
fn a_screen_that_takes_nothing_is_exit_4_and_the_workbook_is_written() {
    let (campaign, _, new) = before_and_after();
    if fs::metadata("/dev/full").is_err() {
        return;
    }
    let ended = by_shell(&campaign, r#"exec "$0" merge >/dev/full"#);
    assert_eq!(ended.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("Không in được kết quả"));
    assert_eq!(fs::read(campaign.path(OUTPUT)).unwrap(), new);
}

#[test]
fn a_reader_that_went_away_is_no_trouble_on_either_stream() {
    let (campaign, _, new) = before_and_after();
    fs::remove_file(campaign.path(OUTPUT)).unwrap();
    let ended = by_shell(&campaign, r#"{ "$0" merge 2>&1; echo "code $?" >&2; } | true"#);
    assert!(String::from_utf8_lossy(&ended.stderr).contains("code 0"));
    assert_eq!(fs::read(campaign.path(OUTPUT)).unwrap(), new);
}

/// The system lets the program write no more than this many blocks of 512 bytes to one file: as a disk that is full.
#[test]
fn a_full_disk_leaves_the_earlier_output_and_no_half_file() {
    let (campaign, old, _) = before_and_after();
    for n_blocks in [0, 1, 4, 10] {
        // Without the signal that would end the program, as on a disk that is full.
        let line = format!(r#"trap '' XFSZ; ulimit -f {n_blocks}; exec "$0" merge"#);
        let ended = by_shell(&campaign, &line);
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.code(), Some(4), "{n_blocks}: {said}");
        assert!(said.contains("Không ghi được") && said.contains("còn nguyên"), "{n_blocks}: {said}");
        assert_eq!(fs::read(campaign.path(OUTPUT)).unwrap(), old, "{n_blocks}");
        assert!(traces(&campaign).is_empty(), "{n_blocks}: {:?}", traces(&campaign));
    }
}

/// Permissions hold nobody back who may do everything, so the folder is also made one that nothing can be made in.
#[test]
fn a_folder_of_results_that_takes_nothing_is_exit_4_with_its_cause() {
    let campaign = Campaign::new();
    fs::write(campaign.path("ket-qua"), b"not a folder").unwrap();
    let run = campaign.run(&["merge"]);
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains("Không tạo được thư mục") && run.err.contains("trùng tên"), "{}", run.err);
    fs::remove_file(campaign.path("ket-qua")).unwrap();

    fs::create_dir(campaign.path("ket-qua")).unwrap();
    fs::set_permissions(campaign.path("ket-qua"), fs::Permissions::from_mode(0o500)).unwrap();
    let is_held_back = fs::write(campaign.path("ket-qua/thử"), b"x").is_err();
    let run = campaign.run(&["merge"]);
    if is_held_back {
        assert_eq!(run.code, 4, "{}", run.err);
        assert!(run.err.contains("không có quyền ghi"), "{}", run.err);
    } else {
        assert_eq!(run.code, 0, "{}", run.err);
    }
    fs::set_permissions(campaign.path("ket-qua"), fs::Permissions::from_mode(0o700)).unwrap();
}

/// A process whose parent is this one.
#[cfg(target_os = "linux")]
fn child_of(parent: u32) -> Option<std::path::PathBuf> {
    fs::read_dir("/proc").unwrap().find_map(|entry| {
        let process = entry.unwrap().path();
        // Behind the name in brackets: state, parent.
        let told = fs::read_to_string(process.join("stat")).ok()?;
        let its_parent = told.rsplit_once(')')?.1.split(' ').nth(2)?;
        (its_parent == parent.to_string()).then_some(process)
    })
}

/// Whether a process is there and has not ended.
#[cfg(target_os = "linux")]
fn is_running(process: &Path) -> bool {
    let told = fs::read_to_string(process.join("stat")).unwrap_or_default();
    told.rsplit_once(')').is_some_and(|(_, told)| !told.trim_start().starts_with(['Z', 'X']))
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_asked_to_stop_takes_its_workers_along() {
    let (campaign, old, _) = before_and_after();
    let forever = [&include_bytes!("fixtures/danh-sach.xls")[..], b"<sleep>"].concat();
    fs::write(campaign.path("nop/CB03.xls"), forever).unwrap();
    for signal in ["TERM", "INT"] {
        let mut command = campaign.command(&["merge", "--quiet", "--limits", "wall=600"]);
        let mut run = command.env("TONGHOP_WORKER_SEAM", "1").stderr(Stdio::piped()).spawn().unwrap();
        let worker = loop {
            if let Some(worker) = child_of(run.id()) {
                break worker;
            }
            assert!(run.try_wait().unwrap().is_none(), "the run came to its end");
            std::thread::sleep(Duration::from_millis(5));
        };
        assert!(Command::new("kill").args(["-s", signal, &run.id().to_string()]).status().unwrap().success());
        let ended = run.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.code(), Some(130), "{signal}: {said}");
        assert!(said.contains("Đã dừng theo yêu cầu"), "{signal}: {said}");
        // What was ended may still wait for the system to take note of it.
        let until = Instant::now() + Duration::from_secs(20);
        while is_running(&worker) {
            assert!(Instant::now() < until, "{signal}: {} is left", worker.display());
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(fs::read(campaign.path(OUTPUT)).unwrap(), old, "{signal}");
        assert!(traces(&campaign).is_empty(), "{signal}: {:?}", traces(&campaign));
    }
}

/// Numbers that anybody can make again from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Runs ended at a random moment, by a kill that nothing can answer or by Ctrl-C: forty of them, or as many as
/// `TONGHOP_KILLS` says (`.ci/kills`).
#[test]
fn random_kills_leave_the_old_output_or_the_new() {
    let n_rounds: u32 = std::env::var("TONGHOP_KILLS").ok().and_then(|written| written.parse().ok()).unwrap_or(40);
    let (campaign, old, new) = before_and_after();
    let whole = std::time::Instant::now();
    assert_eq!(campaign.run(&["merge", "--quiet"]).code, 0);
    let length = u64::try_from(whole.elapsed().as_micros()).unwrap().max(1_000);
    let seed = std::process::id().into();
    println!("seed {seed}, a run takes {length} µs");
    let mut dice = Dice(seed);
    let (mut n_killed, mut n_old, mut n_asked) = (0, 0, 0);
    for round in 0..n_rounds {
        fs::write(campaign.path(OUTPUT), &old).unwrap();
        let is_kill = round % 2 == 0;
        if !is_kill {
            // What a kill left is swept by a run that comes to its end; this one may not.
            traces(&campaign).iter().for_each(|trace| fs::remove_file(trace).unwrap());
        }
        let mut command = campaign.command(&["merge", "--quiet"]);
        let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(dice.below(length * 5 / 4)));
        if is_kill {
            run.kill().unwrap();
        } else {
            Command::new("kill").args(["-INT", &run.id().to_string()]).stderr(Stdio::null()).status().unwrap();
        }
        let status = run.wait().unwrap();
        n_killed += u32::from(status.signal().is_some() || status.code() == Some(130));
        let now = fs::read(campaign.path(OUTPUT)).unwrap();
        assert!(now == old || now == new, "seed {seed}, round {round}: the output is neither");
        n_old += u32::from(now == old);
        if status.code() == Some(130) {
            n_asked += 1;
            assert!(traces(&campaign).is_empty(), "seed {seed}, round {round}: {:?}", traces(&campaign));
        }
    }
    println!("{n_killed} of {n_rounds} were ended before their end, {n_old} left the old output");
    assert!(n_killed > 0, "seed {seed}: not one was ended in time");
    assert!(n_asked > 0, "seed {seed}: not one was asked to stop in time");
    assert_eq!(campaign.run(&["merge"]).code, 0);
    assert_eq!(fs::read(campaign.path(OUTPUT)).unwrap(), new);
    assert!(traces(&campaign).is_empty(), "seed {seed}: {:?}", traces(&campaign));
}
