//! The password that outputs are locked with: asked for without showing it, or read from a file. Never an argument:
//! those can be seen by everybody on the machine and stay in the shell's history.

use super::arguments::Common;
use super::screen::printable;
use super::stop::Stop;
use crate::intake::folder::disk;
use crate::seal::{self, LONGEST_PASSWORD, Password};
use std::borrow::Cow;
use std::path::Path;

/// The options with the password they ask for: outputs are locked with it, and what was locked with it before opens.
///
/// # Errors
/// Nobody is there to type it, the two times differ, or the file holds none.
pub fn with_password(common: &Common) -> Result<Common, Stop> {
    let mut common = common.clone();
    let password = match &common.encrypt_with {
        Some(file) => Some(of_file(file)?),
        None if common.encrypt => Some(typed()?),
        None => None,
    };
    if let Some(password) = &password {
        common.passwords.push(password.text().to_owned());
    }
    common.seal = password;
    Ok(common)
}

/// The bytes of an output as they may lie on the disk: locked, where a password was asked for.
///
/// # Errors
/// They cannot be encrypted.
pub fn locked<'a>(bytes: &'a [u8], common: &Common) -> Result<Cow<'a, [u8]>, Stop> {
    match &common.seal {
        None => Ok(Cow::Borrowed(bytes)),
        Some(password) => Ok(Cow::Owned(seal::seal(bytes, password).map_err(|error| Stop::Seal(error.to_string()))?)),
    }
}

fn of_file(file: &Path) -> Result<Password, Stop> {
    let shown = printable(&file.display().to_string());
    let text = disk::read_to_string(file)
        .map_err(|_| Stop::Usage(format!("Không đọc được tệp mật khẩu {shown} (cần là tệp văn bản UTF-8).")))?;
    // One password outputs are locked with; a second line is a list of passwords to open files with, given by mistake.
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.is_empty());
    match (lines.next().and_then(Password::new), lines.next()) {
        (Some(password), None) => Ok(password),
        _ => Err(Stop::Usage(format!("Tệp mật khẩu {shown} cần có đúng một dòng, từ 1 đến {LONGEST_PASSWORD} ký tự."))),
    }
}

fn typed() -> Result<Password, Stop> {
    let ask = |prompt: &str| {
        rpassword::prompt_password(prompt).map_err(|_| {
            Stop::Usage(
                "Không hỏi được mật khẩu ở đây. Ghi mật khẩu vào một tệp rồi dùng --encrypt-with TỆP.".to_owned(),
            )
        })
    };
    let first = ask("Mật khẩu đặt cho tệp kết quả (không hiện khi gõ): ")?;
    let password = Password::new(&first)
        .ok_or_else(|| Stop::Usage(format!("Mật khẩu cần có từ 1 đến {LONGEST_PASSWORD} ký tự. Chưa ghi gì.")))?;
    if ask("Gõ lại mật khẩu: ")? != first {
        return Err(Stop::Usage("Hai lần gõ mật khẩu khác nhau. Chưa ghi gì.".to_owned()));
    }
    Ok(password)
}
