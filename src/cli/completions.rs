//! `tonghop completions` and `tonghop man`: what a shell and `man` need to know of the program, written by clap from the
//! arguments themselves.

use super::arguments::{Arguments, Completions};
use super::screen::result;
use super::stop::{CLEAN, Stop};
use clap::CommandFactory;

/// The headings that the writer of the page puts in English.
const HEADINGS: [(&str, &str); 6] = [
    (".SH NAME", ".SH TÊN"),
    (".SH SYNOPSIS", ".SH \"CÁCH DÙNG\""),
    (".SH DESCRIPTION", ".SH \"MÔ TẢ\""),
    (".SH VERSION", ".SH \"PHIÊN BẢN\""),
    (".SH EXTRA", ".SH \"MÃ THOÁT\""),
    (".SS OPTIONS", ".SS \"THAM SỐ\""),
];

pub fn run(arguments: &Completions) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "tonghop", &mut script);
    result(&String::from_utf8_lossy(&script))?;
    Ok(CLEAN)
}

pub fn man() -> Result<u8, Stop> {
    result(&man_page().map_err(Stop::Screen)?)?;
    Ok(CLEAN)
}

/// One page for the program and all its commands: pages of their own would have to be installed one by one.
fn man_page() -> std::io::Result<String> {
    let command = Arguments::command();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for each in command.get_subcommands().filter(|each| !each.is_hide_set()) {
        let mut options = Vec::new();
        // The help option is the program's own, told above; clap's is English.
        clap_mangen::Man::new(each.clone().disable_help_flag(true)).render_options_section(&mut options)?;
        let about = each.get_about().map(ToString::to_string).unwrap_or_default();
        page.extend(format!(".SH \"TONGHOP {}\"\n{about}\n", each.get_name().to_uppercase()).bytes());
        // Headings of a command stand below the command's own.
        page.extend(String::from_utf8_lossy(&options).replace(".SH ", ".SS ").bytes());
    }
    let page = String::from_utf8_lossy(&page);
    let lines = page.lines().map(|line| {
        let heading = HEADINGS.iter().find(|(english, _)| line == *english);
        heading.map_or(line, |(_, vietnamese)| vietnamese)
    });
    let page = lines.fold(String::new(), |page, line| page + line + "\n");
    // The writer names a page for each command; there is this one.
    Ok(page.replace("tonghop\\-", "tonghop ").replace("(1)\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_option_of_every_command_and_names_no_page_that_is_not_there() {
        let page = man_page().unwrap();
        for command in Arguments::command().get_subcommands() {
            let heading = format!(".SH \"TONGHOP {}\"", command.get_name().to_uppercase());
            assert_eq!(page.matches(&heading).count(), usize::from(!command.is_hide_set()), "{heading}");
            for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
                assert!(page.contains(&option.replace('-', "\\-")), "{option}");
            }
        }
        for english in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "VERSION", "EXTRA"] {
            assert!(!page.lines().any(|line| line.starts_with(".S") && line.ends_with(english)), "{english}");
        }
        assert_eq!(page.matches("(1)").count(), 0);
    }
}
