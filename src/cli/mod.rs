//! The command line: one file per command, arguments, screen, progress (the only user of indicatif), saving. Commands
//! only compose the floors below.

mod arguments;
mod campaign;
mod check;
mod completions;
mod console;
mod earlier;
mod explain;
mod feedback;
mod history;
mod init;
mod interrupt;
mod journal;
mod lock;
mod merge;
mod overview;
mod password;
mod progress;
mod redact;
mod report;
mod save;
mod save_folder;
mod screen;
mod status;
mod stop;
mod template;
mod whole;
mod wrong_usage;

use crate::grid::worker;
use arguments::{Arguments, Check, Command, Common};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use std::ffi::{OsStr, OsString};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use stop::Stop;

/// Runs the program on its arguments (the first is the program's own name).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|command| command == worker::COMMAND) {
        return worker::serve();
    }
    worker::this_is_the_program();
    interrupt::listen();
    let _utf8 = console::Utf8::set();
    let dropped = dropped(&arguments);
    let is_by_hand = arguments.len() < 2 || dropped.is_some();
    let code = match dropped {
        Some(Dropped::Campaign(folder)) => guarded(|| whole::run(&folder, &Common::default())),
        Some(Dropped::Returns(paths)) => {
            guarded(|| check::run(&Check { paths, ..Check::default() }, &Common::default()))
        }
        None => match Arguments::try_parse_from(help_as_an_option(arguments)) {
            Ok(arguments) => guarded(|| dispatch(&arguments)),
            Err(error) => refused(&error),
        },
    };
    if is_by_hand && console::is_own() {
        console::wait();
    }
    ExitCode::from(code)
}

/// What was dropped on the program's icon: the system then gives whole paths and nothing else.
enum Dropped {
    Campaign(PathBuf),
    Returns(Vec<PathBuf>),
}

fn dropped(arguments: &[OsString]) -> Option<Dropped> {
    let paths: Vec<PathBuf> = arguments.iter().skip(1).map(PathBuf::from).collect();
    if paths.is_empty() || !paths.iter().all(|path| path.is_absolute() && path.exists()) {
        return None;
    }
    match &paths[..] {
        [folder] if folder.is_dir() && campaign::is_campaign_folder(folder) => Some(Dropped::Campaign(folder.clone())),
        _ => Some(Dropped::Returns(paths)),
    }
}

fn dispatch(arguments: &Arguments) -> Result<u8, Stop> {
    journal::begin(arguments)?;
    let ended = command(arguments);
    if worker::is_without_workers() {
        let words = "Máy này không cho mở tiến trình con: các tệp .xls, .xlsb được đọc ngay trong chương trình, vẫn qua mọi kiểm tra an toàn.";
        screen::aside(campaign::talk(&arguments.common), words);
    }
    ended
}

fn command(arguments: &Arguments) -> Result<u8, Stop> {
    let common = &password::with_password(&arguments.common)?;
    match &arguments.command {
        Some(Command::Merge(merge)) => merge::run(merge, common),
        Some(Command::Check(check)) => check::run(check, common),
        Some(Command::Status(status)) => status::run(status, common),
        Some(Command::Init(init)) => init::run(init, common),
        Some(Command::Template(template)) => template::run(template, common),
        Some(Command::Report(report)) => report::run(report, common),
        Some(Command::Explain(explain)) => explain::run(explain),
        Some(Command::Completions(completions)) => completions::run(completions),
        Some(Command::Man) => completions::man(),
        None if campaign::is_campaign_folder(Path::new(".")) => whole::run(Path::new("."), common),
        None => screen::result(&Arguments::command().render_help().to_string()).map(|()| stop::CLEAN),
    }
}

/// Where the last panic was. The place is the program's own, never anything of a file.
static PANICKED_AT: Mutex<Option<String>> = Mutex::new(None);

/// A panic must not print what it was looking at: its text may hold a person's row. One that a lower floor catches
/// (a bad file) prints nothing at all; one that comes up here ends the run with one line.
fn guarded(work: impl FnOnce() -> Result<u8, Stop>) -> u8 {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string);
        *PANICKED_AT.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
    match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(code)) => {
            journal::line(&format!("mã thoát {code}"));
            code
        }
        Ok(Err(stop)) => {
            journal::line(&format!("dừng, mã thoát {}", stop.exit_code()));
            screen::complain(&stop.to_string());
            stop.exit_code()
        }
        Err(_) => {
            let place = PANICKED_AT.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
            journal::line(&format!("lỗi ngoài dự kiến: {place}"));
            screen::complain(&format!(
                "Chương trình gặp lỗi ngoài dự kiến và dừng lại; không tệp nào bị ghi dở. Báo người phụ trách chương trình: {place}"
            ));
            stop::USAGE
        }
    }
}

/// Help and version are results; anything else clap refuses is wrong usage.
fn refused(error: &clap::Error) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match screen::result(&error.to_string()) {
            Ok(()) => stop::CLEAN,
            Err(stop) => stop.exit_code(),
        },
        _ => {
            screen::complain(&wrong_usage::explain(error));
            stop::USAGE
        }
    }
}

/// `tonghop help merge` is `tonghop merge --help`; clap's own command of that name speaks English.
fn help_as_an_option(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let asks = |word: &OsString| ["help", "trogiup", "trợ-giúp"].iter().any(|name| word == OsStr::new(name));
    if arguments.get(1).is_some_and(asks) {
        arguments.remove(1);
        arguments.truncate(2);
        arguments.push("--help".into());
    }
    arguments
}
