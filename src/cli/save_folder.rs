//! Saving a whole folder of outputs: filled beside its place under a name of its own, and given its name when all is in
//! it. Stopped or failed before that, nothing is left that looks finished.

use super::interrupt::Passing;
use super::save::{SaveError, TEMPORARY_PREFIX, TEMPORARY_SUFFIX, folder_of, make_results_folder, swept};
use crate::intake::folder::disk::{Step, step};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use tempfile::TempDir;

/// A folder that is being filled. Dropped before its end it is gone.
pub struct Unfinished<'t> {
    target: &'t Path,
    folder: TempDir,
    /// Keeps the folder around it from being swept; what an earlier run left there is gone.
    _held: Option<File>,
}

impl<'t> Unfinished<'t> {
    /// Begins a folder whose place is `target`, where nothing is yet, or an empty folder.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn beside(target: &'t Path) -> Result<Self, SaveError> {
        let parent = folder_of(target);
        make_results_folder(&parent)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let refused = |cause| refused(target, cause);
        let held = swept(&parent);
        step(Step::Create).map_err(refused)?;
        let mut passing = Passing::hold();
        let folder = builder.tempdir_in(&parent).map_err(refused)?;
        passing.begins(folder.path());
        Ok(Self { target, folder, _held: held })
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Gives the folder its name.
    ///
    /// # Errors
    /// The system refuses: something is there by now.
    pub fn finish(self) -> Result<(), SaveError> {
        step(Step::Rename).map_err(|cause| refused(self.target, cause))?;
        let mut passing = Passing::hold();
        // Only an empty one goes; on some systems it would be in the way.
        let _ = fs::remove_dir(self.target);
        fs::rename(self.path(), self.target).map_err(|cause| refused(self.target, cause))?;
        passing.ended(self.path());
        let _ = self.folder.keep();
        Ok(())
    }
}

fn refused(target: &Path, cause: io::Error) -> SaveError {
    SaveError::CannotMakeFolder { folder: target.to_owned(), cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_its_name_when_it_is_finished_and_leaves_nothing_before() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("bản sao");
        let count = || fs::read_dir(home.path()).unwrap().count();
        let begun = Unfinished::beside(&target).unwrap();
        fs::write(begun.path().join("a"), "x").unwrap();
        drop(begun);
        assert_eq!(count(), 0);
        for _ in 0..2 {
            // The second time an empty folder is there.
            let begun = Unfinished::beside(&target).unwrap();
            fs::write(begun.path().join("a"), "x").unwrap();
            assert!(!target.join("a").exists());
            begun.finish().unwrap();
            assert_eq!((fs::read_to_string(target.join("a")).unwrap(), count()), ("x".to_owned(), 1));
            fs::remove_file(target.join("a")).unwrap();
        }
        // One that a killed run left is gone with the next; a living one stays.
        let killed = home.path().join(".tonghop-AbC123.tmp");
        fs::create_dir(&killed).unwrap();
        fs::write(killed.join("a"), "x").unwrap();
        let begun = Unfinished::beside(&target).unwrap();
        assert!(!killed.exists() || !cfg!(unix));
        drop(begun);
        fs::write(target.join("cũ"), "của ai đó").unwrap();
        assert!(Unfinished::beside(&target).unwrap().finish().is_err());
        assert_eq!((fs::read_to_string(target.join("cũ")).unwrap(), count()), ("của ai đó".to_owned(), 1));
    }
}
