//! The console of Windows: text as UTF-8, colours, and a window opened for this program alone, which would close before
//! anybody has read it. Elsewhere terminals do all of this by themselves.

use super::screen::{Talk, aside};
use std::io::{BufRead, IsTerminal};
use std::path::Path;

/// Holds the console in UTF-8 while it lives; the console may be a shell's, which gets its own back.
pub struct Utf8 {
    before: u32,
}

impl Utf8 {
    pub fn set() -> Self {
        Self { before: system::set_code_page(system::UTF_8) }
    }
}

impl Drop for Utf8 {
    fn drop(&mut self) {
        system::set_code_page(self.before);
    }
}

/// Whether standard output shows escape sequences as colours; asks consoles that can to do so.
pub fn shows_colour() -> bool {
    system::enable_colours()
}

/// Whether the console was opened for this program and closes with it: somebody clicked its icon.
pub fn is_own() -> bool {
    system::n_processes() == 1 && std::io::stdin().is_terminal()
}

/// Keeps the window until Enter is pressed.
pub fn wait() {
    aside(Talk::Told, "\nNhấn Enter để đóng cửa sổ.");
    // Whatever comes, even nothing: the window may close.
    let _ = std::io::stdin().lock().read_line(&mut String::new());
}

/// Opens a page with whatever opens pages here. That none opened is no trouble: where the page is, has been said.
pub fn open(page: &Path) {
    let _ = system::opener(page).map(|mut opener| opener.spawn());
}

#[cfg(windows)]
mod system {
    use std::path::Path;
    use std::process::Command;
    use windows_sys::Win32::System::Console::{
        ENABLE_VIRTUAL_TERMINAL_PROCESSING, GetConsoleMode, GetConsoleOutputCP, GetConsoleProcessList, GetStdHandle,
        STD_OUTPUT_HANDLE, SetConsoleMode, SetConsoleOutputCP,
    };

    pub const UTF_8: u32 = 65_001;

    /// Gives back the code page before; 0, which sets nothing, where there is no console.
    #[expect(unsafe_code, reason = "the system's own calls; they take and give plain numbers")]
    pub fn set_code_page(page: u32) -> u32 {
        // SAFETY: neither call has a pointer.
        unsafe {
            let before = GetConsoleOutputCP();
            if page != 0 {
                SetConsoleOutputCP(page);
            }
            before
        }
    }

    #[expect(unsafe_code, reason = "the system's own calls; the handle is the process's standard output")]
    pub fn enable_colours() -> bool {
        let mut mode = 0;
        // SAFETY: `mode` lives through the call, and a handle that is none makes the calls fail, not misbehave.
        unsafe {
            let out = GetStdHandle(STD_OUTPUT_HANDLE);
            GetConsoleMode(out, &mut mode) != 0 && SetConsoleMode(out, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0
        }
    }

    /// Processes attached to this console; two places are enough to tell one from more.
    #[expect(unsafe_code, reason = "the system's own call; the list is two numbers long and said to be")]
    pub fn n_processes() -> u32 {
        let mut processes = [0; 2];
        // SAFETY: the length given is the list's own.
        unsafe { GetConsoleProcessList(processes.as_mut_ptr(), 2) }
    }

    pub fn opener(page: &Path) -> Option<Command> {
        let page = std::fs::canonicalize(page).ok()?;
        // Explorer does not take the long form `\\?\C:\…` that the above gives.
        let page = page.to_str()?;
        let page = match page.strip_prefix(r"\\?\UNC\") {
            Some(share) => format!(r"\\{share}"),
            None => page.strip_prefix(r"\\?\").unwrap_or(page).to_owned(),
        };
        let mut opener = Command::new("explorer.exe");
        opener.arg(page);
        Some(opener)
    }
}

#[cfg(not(windows))]
mod system {
    use std::path::Path;
    use std::process::Command;

    pub const UTF_8: u32 = 0;

    pub fn set_code_page(_page: u32) -> u32 {
        UTF_8
    }

    pub fn enable_colours() -> bool {
        true
    }

    /// Terminals here outlive what runs in them.
    pub fn n_processes() -> u32 {
        0
    }

    pub fn opener(_page: &Path) -> Option<Command> {
        None
    }
}
