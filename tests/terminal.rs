//! What a person sees on a terminal: the program run on a pseudo-terminal (`script`, part of every Linux), and what it
//! wrote played back on a small screen.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What came over the line, and the lines that are left on the screen in the end.
struct Seen {
    raw: String,
    lines: Vec<String>,
}

/// Runs the program on a terminal of so many columns, in a copy of the sample campaign.
fn seen(columns: usize, environment: &[(&str, &str)], words: &str) -> Seen {
    let folder = tempfile::tempdir().unwrap();
    let campaign = folder.path().join("2021");
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/2021");
    assert!(Command::new("cp").arg("-r").arg(sample).arg(&campaign).status().unwrap().success());
    run(&campaign, columns, environment, words)
}

fn run(folder: &Path, columns: usize, environment: &[(&str, &str)], words: &str) -> Seen {
    let line = format!("stty cols {columns} rows 40; '{}' {words}; true", env!("CARGO_BIN_EXE_tonghop"));
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).current_dir(folder).env("TERM", "xterm").env_remove("NO_COLOR");
    let ended = command.envs(environment.iter().copied()).output().unwrap();
    let raw = String::from_utf8(ended.stdout).unwrap();
    Seen { lines: played_back(&raw), raw }
}

/// A screen that is never too low, with the movements that progress bars make. Whatever else comes is printed as it is,
/// so that a test sees it.
fn played_back(raw: &str) -> Vec<String> {
    let mut screen: Vec<Vec<char>> = vec![Vec::new()];
    let (mut row, mut column) = (0_usize, 0_usize);
    let mut letters = raw.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => column = 0,
            '\n' => row += 1,
            '\u{1b}' if letters.next_if_eq(&'[').is_some() => {
                let mut count = String::new();
                while let Some(digit) = letters.next_if(char::is_ascii_digit) {
                    count.push(digit);
                }
                let n: usize = count.parse().unwrap_or(1);
                match letters.next() {
                    Some('A') => row = row.saturating_sub(n),
                    Some('B') => row += n,
                    Some('K') if count == "2" => screen[row].clear(),
                    Some('K') => screen[row].truncate(column),
                    Some('m') => {}
                    other => panic!("the terminal does not know ESC [ {count} {other:?}"),
                }
            }
            _ => {
                let line = &mut screen[row];
                line.resize(line.len().max(column + 1), ' ');
                line[column] = letter;
                column += letter.width().unwrap_or(0);
            }
        }
        screen.resize(screen.len().max(row + 1), Vec::new());
    }
    screen.into_iter().map(|line| line.into_iter().collect::<String>().trim_end().to_owned()).collect()
}

/// Paths are left to the terminal to break.
fn is_path(line: &str) -> bool {
    line.starts_with("Đã ghi: ") || line.starts_with("Bản trước được giữ ở: ")
}

#[test]
fn nothing_is_wider_than_the_terminal_and_no_bar_is_left_behind() {
    for columns in [80, 60, 40, 200] {
        for words in ["status --as-of 24/11/2021", "check", "merge", ""] {
            let seen = seen(columns, &[], words);
            assert!(seen.raw.contains("0/18 tệp"), "a bar was shown: {words}");
            for line in seen.lines.iter().filter(|line| !is_path(line)) {
                assert!(line.width() <= columns, "{words}, {columns}: {line}");
                assert!(!line.contains("=>") && !line.contains("/18 tệp"), "{words}, {columns}: {line}");
            }
        }
    }
}

#[test]
fn the_last_lines_say_what_was_written_and_what_comes_next() {
    for words in ["status", "check", "merge", ""] {
        let text = seen(80, &[], words).lines.join("\n");
        let (_, end) = text.split_once("Đã ghi: ").unwrap();
        assert!(end.contains("tong-quan.html"), "{words}: {end}");
        let (_, next) = end.split_once("Việc tiếp theo: ").unwrap();
        assert!(next.lines().count() <= 3, "{words}: {next}");
    }
}

#[test]
fn colour_is_for_terminals_whose_owner_wants_it() {
    assert!(seen(80, &[], "status --quiet").raw.contains("\u{1b}[3"));
    assert!(!seen(80, &[("NO_COLOR", "1")], "status --quiet").raw.contains('\u{1b}'));
    for words in ["status", "check", "merge", ""] {
        let dumb = seen(80, &[("TERM", "dumb")], words).raw;
        assert!(!dumb.contains('\u{1b}') && !dumb.trim_end().contains("\r\r"), "{words}: {dumb}");
        assert!(dumb.contains("Đọc hồ sơ: 18 tệp"), "{words}: {dumb}");
    }
}

#[test]
fn the_screen_of_the_test_moves_as_terminals_do() {
    assert_eq!(played_back("a\r\nbc\rd\r\n"), ["a", "dc", ""]);
    assert_eq!(played_back("[=> ] 1/2\r\u{1b}[2K\rxong"), ["xong"]);
    assert_eq!(played_back("một\r\nhai\u{1b}[1A\rM\u{1b}[K"), ["M", "hai"]);
}
