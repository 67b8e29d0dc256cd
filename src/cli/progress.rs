//! The stages of a run on standard error: a bar when it is a terminal, plain lines when it is not, nothing when
//! silent. The only user of indicatif.

use super::journal;
use super::screen::{Talk, complain, is_dumb};
use crate::consolidate::{Progress, Stage};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};

/// Shows each stage as it passes.
pub struct Stages {
    shown: Shown,
    /// The bar of the stage under way, when bars are shown.
    bar: Mutex<Option<ProgressBar>>,
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Shown {
    Bars,
    Lines,
    Nothing,
}

impl Stages {
    pub fn new(talk: Talk) -> Self {
        let shown = match talk {
            Talk::Silent => Shown::Nothing,
            // A dumb terminal cannot go back to the start of a line: bars would pile up.
            Talk::Told if std::io::stderr().is_terminal() && !is_dumb() => Shown::Bars,
            Talk::Told => Shown::Lines,
        };
        Self { shown, bar: Mutex::new(None) }
    }

    /// A panic elsewhere does not make the bar wrong, so a poisoned lock is used as it is.
    fn with_bar(&self, act: impl FnOnce(&mut Option<ProgressBar>)) {
        act(&mut self.bar.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Progress for Stages {
    fn begin(&self, stage: Stage, total: u64) {
        let (doing, unit) = match stage {
            Stage::Reading => ("Đọc hồ sơ", "tệp"),
            Stage::Judging => ("Kiểm tra ", "hồ sơ"),
            Stage::Writing => ("Ghi sổ   ", "dòng"),
        };
        journal::line(&format!("{}: {total} {unit}", doing.trim_end()));
        match self.shown {
            Shown::Nothing => {}
            Shown::Lines => complain(&format!("{}: {total} {unit}", doing.trim_end())),
            Shown::Bars => self.with_bar(|bar| {
                let style = ProgressStyle::with_template("{prefix} [{wide_bar}] {pos}/{len} {msg}")
                    .unwrap_or_else(|_| ProgressStyle::default_bar())
                    // Signs that every console has.
                    .progress_chars("=> ");
                let begun = ProgressBar::new(total).with_style(style).with_prefix(doing).with_message(unit);
                begun.tick();
                *bar = Some(begun);
            }),
        }
    }

    fn advance(&self, by: u64) {
        if self.shown == Shown::Bars {
            self.with_bar(|bar| bar.iter().for_each(|bar| bar.inc(by)));
        }
    }

    /// The bar goes away: what comes next starts on a line of its own, however wide the terminal has become.
    fn end(&self) {
        self.with_bar(|bar| bar.take().iter().for_each(ProgressBar::finish_and_clear));
    }
}
