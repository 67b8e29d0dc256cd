//! The door to documents: paragraphs and tables in, the bytes of a .docx out; and placeholders of somebody's own
//! template filled in. Knows nothing of the domain, touches no disk.

mod block;
mod package;
mod template;
mod write;

pub use block::{Align, Block, Borders, Cell, Paragraph, Run, Table};
pub use template::{Filled, Values, check, fill};
pub use write::document;

/// The document cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    #[error("không phải là tệp Word (.docx), hoặc tệp bị hỏng")]
    NotADocument,
    #[error("tệp có mật khẩu; mở bằng Word, bỏ mật khẩu rồi lưu lại")]
    Locked,
    #[error("đây là tệp Word đời cũ (.doc); mở bằng Word hoặc LibreOffice, lưu lại thành .docx")]
    OldDocument,
    #[error("đây là tệp của LibreOffice Writer (.odt); lưu lại thành .docx")]
    OpenDocument,
    #[error("mẫu có macro (.docm, .dotm); lưu lại thành .docx")]
    Macros,
    #[error("tệp quá lớn")]
    TooLarge,
    #[error("không đóng gói được tệp: {0}")]
    Package(#[from] zip::result::ZipError),
    #[error("không đóng gói được tệp: {0}")]
    Io(#[from] std::io::Error),
}

/// Millimetres in twentieths of a point, the unit of the format.
pub fn twips(millimetres: f64) -> i64 {
    (millimetres * 1440.0 / 25.4).round() as i64
}

/// Text for element content and attributes; characters that XML cannot hold are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' => escaped.push(letter),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}
