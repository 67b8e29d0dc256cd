//! What clap found wrong with the arguments, said in Vietnamese.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::path::Path;

/// One short message; what to type instead where it is known.
pub fn explain(error: &clap::Error) -> String {
    let context = |kind| error.get(kind).map(plain);
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}” còn thiếu giá trị."),
        ErrorKind::InvalidValue => {
            let valid = context(ContextKind::ValidValue).unwrap_or_default();
            format!("“{value}” không dùng được cho “{argument}”; chọn một trong: {valid}.")
        }
        ErrorKind::ValueValidation => {
            let why = error.source().map(|why| format!(": {why}")).unwrap_or_default();
            format!("“{value}” không dùng được cho “{argument}”{why}.")
        }
        ErrorKind::UnknownArgument => {
            let near = context(ContextKind::SuggestedArg).map(|near| format!(" Có phải “{near}” không?"));
            let kind = if argument.starts_with('-') { "tùy chọn" } else { "tham số" };
            format!("Không có {kind} “{argument}”.{}", near.unwrap_or_default())
        }
        ErrorKind::InvalidSubcommand => unknown_command(
            &context(ContextKind::InvalidSubcommand).unwrap_or_default(),
            context(ContextKind::SuggestedSubcommand),
        ),
        ErrorKind::ArgumentConflict => format!("“{argument}” chỉ được ghi một lần."),
        ErrorKind::TooManyValues => format!("“{argument}” có quá nhiều giá trị."),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{argument}” chưa đủ giá trị.")
        }
        ErrorKind::NoEquals => format!("Ghi “{argument}=…”, có dấu bằng."),
        ErrorKind::MissingRequiredArgument => format!("Còn thiếu {argument}."),
        ErrorKind::InvalidUtf8 => "Có tham số không phải chữ Unicode hợp lệ.".to_owned(),
        _ => "Lệnh ghi chưa đúng.".to_owned(),
    };
    format!("{what}\nXem cách dùng: tonghop --help")
}

/// A folder typed without a command is the commonest slip.
fn unknown_command(typed: &str, near: Option<String>) -> String {
    let advice = match near {
        Some(near) => format!(" Có phải “{near}” không?"),
        None if Path::new(typed).exists() => format!(" Muốn gộp thì ghi: tonghop merge {typed}"),
        None => String::new(),
    };
    format!("Không có lệnh “{typed}”.{advice}")
}

fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments::Arguments;
    use clap::Parser;

    #[test]
    fn slips_are_answered_in_vietnamese_with_what_was_typed() {
        let cases: [(&[&str], &str); 10] = [
            (&["merg"], "Không có lệnh “merg”. Có phải “merge” không?"),
            (&["src"], "Không có lệnh “src”. Muốn gộp thì ghi: tonghop merge src"),
            (&["merge", "--forma", "json"], "Không có tùy chọn “--forma”. Có phải “--format” không?"),
            (&["merge", "a", "b"], "Không có tham số “b”."),
            (&["merge", "--format", "xml"], "“xml” không dùng được cho “--format <KIỂU>”; chọn một trong: text, json."),
            (&["merge", "--threads", "0"], "“0” không dùng được cho “--threads <SỐ>”: ghi một số từ 1 đến 1024."),
            (&["status", "--as-of", "mai"], "“mai” không dùng được cho “--as-of <NGÀY>”: ghi ngày như 25/11/2021."),
            (&["merge", "-o"], "“--output <TỆP>” còn thiếu giá trị."),
            (&["merge", "-o", "a.xlsx", "-o", "b.xlsx"], "“--output <TỆP>” chỉ được ghi một lần."),
            (&["check", "--xyz", "a.xlsx"], "Không có tùy chọn “--xyz”."),
        ];
        for (arguments, expected) in cases {
            let typed = ["tonghop"].iter().chain(arguments);
            let message = Arguments::try_parse_from(typed).map(|_| ()).map_err(|error| explain(&error));
            assert_eq!(message, Err(format!("{expected}\nXem cách dùng: tonghop --help")), "{arguments:?}");
        }
    }
}
