//! Every touch of the disk that a run makes is made to fail once, and to be its last once, killed, asked to stop or by a
//! mistake of the program: outputs are then the old ones or the new ones, whole. The seam that does it (`src/intake/folder/disk.rs`) is only in builds for tests.

#[path = "cli/campaign.rs"]
#[allow(dead_code, reason = "the campaign is shared with the tests of the command line")]
mod campaign;

use campaign::{Campaign, PEOPLE};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every file under a folder, by its path inside.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let inside = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(inside, fs::read(path).unwrap());
            }
        }
    }
    found
}

/// The campaign as a folder laid back to a state before every run.
struct Stage {
    campaign: Campaign,
    before: BTreeMap<String, Vec<u8>>,
    /// Where the journal is, outside of the campaign.
    elsewhere: tempfile::TempDir,
}

struct Ended {
    code: Option<i32>,
    err: String,
    after: BTreeMap<String, Vec<u8>>,
}

impl Stage {
    /// A campaign that the command went through once, and whose returns are others since.
    fn with_earlier_outputs(arguments: &[&str]) -> Self {
        let campaign = Campaign::new();
        assert_eq!(campaign.run(&["merge"]).code, 0);
        assert_eq!(campaign.run(arguments).code, 0, "{arguments:?}");
        campaign.return_of("CB02", &[(PEOPLE[2], "Hoàn thành tốt nhiệm vụ"), (PEOPLE[3], "Hoàn thành nhiệm vụ")]);
        let before = files(&campaign.path(""));
        Self { campaign, before, elsewhere: tempfile::tempdir().unwrap() }
    }

    fn lay_back(&self) {
        let home = self.campaign.path("");
        for path in files(&home).keys().filter(|path| !self.before.contains_key(*path)) {
            fs::remove_file(home.join(path)).unwrap();
        }
        let now = files(&home);
        for (path, bytes) in self.before.iter().filter(|(path, bytes)| now.get(*path) != Some(bytes)) {
            fs::write(home.join(path), bytes).unwrap();
        }
    }

    fn run(&self, arguments: &[&str], seam: &str) -> Ended {
        let mut command = self.campaign.command(arguments);
        command.args(["--threads", "1", "--quiet", "--log"]).arg(self.elsewhere.path().join("nhật ký.txt"));
        let ended = command.env("TONGHOP_DISK_SEAM", seam).output().unwrap();
        Ended {
            code: ended.status.code(),
            err: String::from_utf8(ended.stderr).unwrap(),
            after: files(&self.campaign.path("")),
        }
    }
}

fn is_trace(path: &str) -> bool {
    path.rsplit('/').next().unwrap().starts_with(".tonghop")
}

/// A container whose every part is whole, or a text to its end.
fn is_whole(path: &str, bytes: &[u8]) -> bool {
    if path.ends_with(".html") {
        return bytes.trim_ascii_end().ends_with(b"</html>");
    }
    if path.ends_with(".txt") {
        return bytes.ends_with(b"\n");
    }
    let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return false };
    (0..zip.len())
        .all(|index| zip.by_index(index).is_ok_and(|mut part| std::io::copy(&mut part, &mut std::io::sink()).is_ok()))
}

/// Makes every step of a run fail in turn, until a run has fewer steps than that.
fn every_fault(arguments: &[&str]) {
    let stage = Stage::with_earlier_outputs(arguments);
    stage.lay_back();
    let clean = stage.run(arguments, "fail 0");
    assert_eq!((clean.code, clean.err.as_str()), (Some(0), ""), "{arguments:?}");
    let mut n_faults = 0;
    for at in 1.. {
        stage.lay_back();
        let ended = stage.run(arguments, &format!("fail {at}"));
        let claim = format!("{arguments:?}, step {at}: code {:?}, {}", ended.code, ended.err);
        let Some(said) = ended.err.lines().find_map(|line| line.strip_prefix("disk seam: ")) else {
            assert_eq!(ended.after, clean.after, "{claim}");
            break;
        };
        n_faults += 1;
        let step = said.split(' ').next().unwrap();
        let is_of_output = matches!(step, "Create" | "Write" | "Flush" | "Rename");
        match ended.code {
            Some(4) => assert!(ended.err.contains("Không"), "{claim}"),
            // The plan or the folder of returns cannot be read, and that is said.
            Some(2) => assert!(!is_of_output && ended.err.lines().count() > 1, "{claim}"),
            // A return cannot be read: it is a finding in new outputs.
            Some(3) => assert!(!is_of_output, "{claim}"),
            // The name of a file in its folder could not be flushed, the page beside the result could not be written, or a
            // return could not be read a second time, to be marked: it is then sent back rebuilt.
            Some(0) if ended.after == clean.after => {}
            Some(0) if is_of_output => assert!(ended.err.contains("Không"), "{claim}"),
            Some(0) => assert!(arguments.contains(&"--feedback"), "{claim}"),
            _ => panic!("{claim}"),
        }
        let is_third = ended.code == Some(3) || arguments.contains(&"--feedback");
        for (path, bytes) in &ended.after {
            let is_known = [&stage.before, &clean.after].iter().any(|files| files.get(path) == Some(bytes));
            assert!(is_known || is_third && is_whole(path, bytes), "{path} is neither old nor new; {claim}");
            assert!(!is_trace(path), "{path} was left; {claim}");
        }
        for path in stage.before.keys() {
            assert!(ended.after.contains_key(path), "{path} is gone; {claim}");
        }
    }
    assert!(n_faults > 5, "{arguments:?}: only {n_faults} steps");
}

/// Ends a run at every step in turn.
fn every_kill(arguments: &[&str]) {
    let stage = Stage::with_earlier_outputs(arguments);
    stage.lay_back();
    let clean = stage.run(arguments, "kill 0");
    for at in 1.. {
        stage.lay_back();
        let ended = stage.run(arguments, &format!("kill {at}"));
        if !ended.err.contains("disk seam: ") {
            assert!(at > 5 && ended.code == Some(0));
            break;
        }
        for (path, bytes) in ended.after.iter().filter(|(path, _)| !is_trace(path)) {
            let is_known = [&stage.before, &clean.after].iter().any(|files| files.get(path) == Some(bytes));
            assert!(is_known, "{path} is neither old nor new when the run ends at step {at}");
        }
        // What the killed run left keeps nobody from the next, and is gone after it.
        let next = stage.run(arguments, "kill 0");
        let traces: Vec<&String> = next.after.keys().filter(|path| is_trace(path)).collect();
        assert!(next.code == Some(0) && traces.is_empty(), "after step {at}: {:?} {} {traces:?}", next.code, next.err);
    }
}

/// Ends a run at every step in turn in a way that it answers: a request to stop, or a mistake of its own.
fn every_answered_end(how: &str, arguments: &[&str], said: &str, code: i32) {
    let stage = Stage::with_earlier_outputs(arguments);
    stage.lay_back();
    let clean = stage.run(arguments, "fail 0");
    for at in 1.. {
        stage.lay_back();
        let ended = stage.run(arguments, &format!("{how} {at}"));
        let claim = format!("{arguments:?}, {how} at step {at}: code {:?}, {}", ended.code, ended.err);
        if !ended.err.contains("disk seam: ") {
            assert!(at > 5 && ended.code == Some(0) && ended.after == clean.after, "{claim}");
            break;
        }
        assert!(!ended.err.contains("Nguyễn") && !ended.err.contains("panicked"), "{claim}");
        let is_of_input = ["Open", "Read"].iter().any(|step| ended.err.contains(&format!("disk seam: {step} ")));
        if how == "panic" && is_of_input && ended.code == Some(3) {
            // A mistake over one file is that file's finding, in new outputs.
            let is_harmless = |(path, bytes): (&String, &Vec<u8>)| !is_trace(path) && is_whole(path, bytes);
            assert!(ended.after.iter().all(is_harmless), "{claim}");
            continue;
        }
        assert!(ended.code == Some(code) && ended.err.contains(said), "{claim}");
        for (path, bytes) in &ended.after {
            let is_known = [&stage.before, &clean.after].iter().any(|files| files.get(path) == Some(bytes));
            assert!(is_known && !is_trace(path), "{path} is neither old nor new; {claim}");
        }
        assert!(stage.before.keys().all(|path| ended.after.contains_key(path)), "something is gone; {claim}");
        let journal = fs::read_to_string(stage.elsewhere.path().join("nhật ký.txt")).unwrap();
        let last = journal.lines().last().unwrap();
        let closing = if code == 130 { "mã thoát 130" } else { "lỗi ngoài dự kiến: src" };
        assert!(last.contains(closing), "the journal ends with {last}; {claim}");
        assert!(!journal.contains("Nguyễn"), "{claim}");
    }
}

const STOPPED: &str = "Đã dừng theo yêu cầu. Không tệp nào bị ghi dở";
const MISTAKEN: &str =
    "Chương trình gặp lỗi ngoài dự kiến và dừng lại; không tệp nào bị ghi dở. Báo người phụ trách chương trình: src";

#[test]
fn a_merge_can_be_stopped_anywhere() {
    every_answered_end("term", &["merge"], STOPPED, 130);
}

#[test]
fn a_run_without_a_command_can_be_stopped_anywhere() {
    every_answered_end("int", &[], STOPPED, 130);
}

#[test]
fn a_report_can_be_stopped_anywhere() {
    every_answered_end("term", &["report"], STOPPED, 130);
}

#[test]
fn feedback_can_be_stopped_anywhere() {
    every_answered_end("term", &["check", "--feedback", "phan-hoi"], STOPPED, 130);
}

#[test]
fn a_mistake_of_the_program_costs_no_output_and_names_nobody() {
    every_answered_end("panic", &["merge"], MISTAKEN, 2);
}

/// A copy to ask for help with: a part of it could be taken for the whole.
#[test]
fn a_copy_without_names_is_there_whole_or_not_at_all() {
    let campaign = Campaign::new();
    let home = tempfile::tempdir().unwrap();
    let key = campaign.path("khóa");
    fs::write(&key, "mười sáu byte hay hơn").unwrap();
    let run = |seam: &str| {
        let mut command = campaign.command(&["check", ".", "--threads", "1", "--quiet", "--redact"]);
        command.arg(home.path().join("bản sao")).arg("--redact-key").arg(&key);
        let ended = command.env("TONGHOP_DISK_SEAM", seam).output().unwrap();
        let after = files(home.path());
        let names: Vec<String> =
            fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        for name in &names {
            fs::remove_dir_all(home.path().join(name)).unwrap();
        }
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (ended.status.code(), text(ended.stdout), text(ended.stderr), after, names)
    };
    let (code, _, _, whole, _) = run("fail 0");
    assert_eq!((code, whole.len()), (Some(0), 3));
    for how in ["fail", "term", "int", "panic", "kill"] {
        for at in 1.. {
            let (code, out, err, after, names) = run(&format!("{how} {at}"));
            let claim = format!("{how} at step {at}: code {code:?}, {out}{err}{names:?}");
            if !err.contains("disk seam: ") {
                assert!(at > 5 && code == Some(0) && after == whole, "{claim}");
                break;
            }
            let copy: Vec<_> = after.iter().filter(|(path, _)| path.starts_with("bản sao/")).collect();
            // A return that could not be read is not copied, and that is said.
            let is_told = how == "fail" && out.contains("Không sao chép 1 tệp không đọc được");
            assert!(copy.is_empty() || copy.iter().copied().eq(&whole) || is_told, "{claim}");
            assert!(copy.is_empty() || code != Some(130), "{claim}");
            // Only what nobody could answer leaves something, under a name that says it is not finished.
            assert!(how == "kill" || names.iter().all(|name| name == "bản sao"), "{claim}");
            assert!(names.iter().all(|name| name == "bản sao" || is_trace(name)), "{claim}");
        }
    }
}

#[test]
fn a_merge_survives_every_fault() {
    every_fault(&["merge"]);
}

#[test]
fn a_merge_to_a_file_of_another_name_survives_every_fault() {
    every_fault(&["merge", "-o", "ra.xlsx"]);
}

#[test]
fn a_run_without_a_command_survives_every_fault() {
    every_fault(&[]);
}

#[test]
fn a_status_survives_every_fault() {
    every_fault(&["status"]);
}

#[test]
fn a_check_with_feedback_survives_every_fault() {
    every_fault(&["check", "--feedback", "phan-hoi"]);
}

#[test]
fn a_report_survives_every_fault() {
    every_fault(&["report"]);
}

#[test]
fn forms_survive_every_fault() {
    every_fault(&["template"]);
}

#[test]
fn a_merge_can_end_anywhere() {
    every_kill(&["merge"]);
}

#[test]
fn a_run_without_a_command_can_end_anywhere() {
    every_kill(&[]);
}

/// Two at once in one folder: the second says who is there, writes nothing and ends.
#[test]
fn two_runs_at_once_are_one_run_and_one_message() {
    let campaign = Campaign::new();
    assert_eq!(campaign.run(&["merge"]).code, 0);
    let held = fs::File::options().write(true).create_new(true).open(campaign.path("ket-qua/.tonghop.lock")).unwrap();
    held.lock().unwrap();
    fs::write(campaign.path("ket-qua/.tonghop.lock"), "nguyen trên máy VP-01, tiến trình 4321").unwrap();
    let before = files(&campaign.path(""));
    for command in [&["merge"][..], &["check"], &["status"], &["report"], &[]] {
        let run = campaign.run(command);
        assert_eq!((run.code, run.out.as_str()), (4, ""), "{command:?}: {}", run.err);
        assert!(run.err.contains("nguyen trên máy VP-01, tiến trình 4321, từ "), "{command:?}: {}", run.err);
        assert_eq!(files(&campaign.path("")), before, "{command:?}");
    }
    drop(held);
    assert_eq!(campaign.run(&["merge"]).code, 0);
    assert!(!campaign.path("ket-qua/.tonghop.lock").exists());
}

/// Many at once: each comes through or is told, and what stands there in the end is what one run would write.
#[test]
fn many_runs_at_once_leave_what_one_leaves() {
    let campaign = Campaign::new();
    assert_eq!(campaign.run(&["merge"]).code, 0);
    let expected = files(&campaign.path(""));
    let runs: Vec<_> = (0..6)
        .map(|_| {
            let mut command = campaign.command(&["merge", "--quiet"]);
            command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    let codes: Vec<_> = runs.into_iter().map(|mut run| run.wait().unwrap().code()).collect();
    assert!(codes.iter().all(|code| matches!(code, Some(0 | 4))) && codes.contains(&Some(0)), "{codes:?}");
    assert_eq!(files(&campaign.path("")), expected);
}
