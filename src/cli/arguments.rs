//! The arguments as clap reads them, with all help in Vietnamese. English command names first, Vietnamese aliases
//! beside (output.md).

use crate::consolidate::advice::WhatIf;
use crate::grid::{LIMITS, Limits, SettingError};
use crate::seal::Password;
use chrono::NaiveDate;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Help without clap's own English words.
const TEMPLATE: &str = "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}";
const OPTIONS: &str = "Tùy chọn";
const COMMON: &str = "Tùy chọn chung";
const OPERANDS: &str = "Tham số";

const CODES: &str = "\
Mã thoát:
  0  xong, không có lỗi nào
  1  xong, có nội dung mức lỗi cần chi bộ sửa
  2  dùng lệnh sai, hoặc kế hoạch có chỗ sai
  3  xong, nhưng có tệp không đọc được
  4  không ghi được kết quả (tệp kết quả cũ còn nguyên)

Trong thư mục đợt kiểm điểm (có ke-hoach.xlsx hoặc nop/), gõ “tonghop” không kèm lệnh
để xem tình hình nộp, kiểm tra và gộp trong một lần.";

#[derive(Parser, Debug)]
#[command(
    name = "tonghop",
    version,
    about = "Đọc, kiểm tra và gộp hồ sơ kiểm điểm, xếp loại cuối năm do các chi bộ nộp",
    override_usage = "tonghop [LỆNH] [TÙY CHỌN]",
    help_template = TEMPLATE,
    after_help = CODES,
    subcommand_help_heading = "Lệnh",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,

    #[command(flatten)]
    pub common: Common,

    /// In số phiên bản
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = OPTIONS)]
    version: Option<bool>,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Gộp hồ sơ các chi bộ thành tệp tổng hợp (tên khác: gop)
    #[command(aliases = ["gop", "gộp"], help_template = TEMPLATE, override_usage = "tonghop merge [THƯ MỤC] [TÙY CHỌN]")]
    Merge(Merge),

    /// Kiểm tra, không ghi tệp nào (tên khác: kiemtra)
    #[command(
        aliases = ["kiemtra", "kiem-tra", "kiểm-tra", "kiểmtra"],
        help_template = TEMPLATE,
        override_usage = "tonghop check [TỆP HOẶC THƯ MỤC …] [TÙY CHỌN]"
    )]
    Check(Check),

    /// Xem chi bộ nào đã nộp, nộp muộn, chưa nộp (tên khác: tiendo)
    #[command(
        aliases = ["tiendo", "tien-do", "tiến-độ", "tiếnđộ"],
        help_template = TEMPLATE,
        override_usage = "tonghop status [THƯ MỤC] [TÙY CHỌN]"
    )]
    Status(Status),

    /// Tạo thư mục đợt kiểm điểm mới, có kế hoạch để điền (tên khác: khoitao)
    #[command(
        aliases = ["khoitao", "khoi-tao", "khởi-tạo", "khởitạo"],
        help_template = TEMPLATE,
        override_usage = "tonghop init [THƯ MỤC] --year NĂM [TÙY CHỌN]"
    )]
    Init(Init),

    /// Lập biểu mẫu điền sẵn cho từng chi bộ, từ kế hoạch (tên khác: mau)
    #[command(
        aliases = ["mau", "mẫu", "bieumau", "biểu-mẫu"],
        help_template = TEMPLATE,
        override_usage = "tonghop template [THƯ MỤC] [TÙY CHỌN]"
    )]
    Template(Template),
    /// Lập báo cáo gửi cấp trên và các phụ lục, sau khi đảng ủy đã quyết định (tên khác: baocao)
    #[command(
        aliases = ["baocao", "bao-cao", "báo-cáo", "báocáo"],
        help_template = TEMPLATE,
        override_usage = "tonghop report [TỆP TỔNG HỢP HOẶC THƯ MỤC] [TÙY CHỌN]"
    )]
    Report(Report),

    /// Giải thích một mã kiểm tra; không có mã thì in danh sách (tên khác: giaithich)
    #[command(
        aliases = ["giaithich", "giai-thich", "giải-thích", "giảithích"],
        help_template = "{about-with-newline}\nCách dùng: {usage}\n\nTham số:\n{positionals}\n",
        override_usage = "tonghop explain [MÃ]"
    )]
    Explain(Explain),

    /// In phần tự điền lệnh cho bash, zsh, fish, powershell, elvish (tên khác: hoanthanh)
    #[command(
        aliases = ["hoanthanh", "hoan-thanh", "hoàn-thành"],
        help_template = "{about-with-newline}\nCách dùng: {usage}\n\nTham số:\n{positionals}\n",
        override_usage = "tonghop completions VỎ"
    )]
    Completions(Completions),

    /// In trang hướng dẫn cho lệnh man (tên khác: sotay)
    #[command(
        aliases = ["sotay", "so-tay", "sổ-tay"],
        help_template = "{about-with-newline}\nCách dùng: {usage}\n",
        override_usage = "tonghop man"
    )]
    Man,
}

#[derive(Args, Debug)]
pub struct Completions {
    /// bash, zsh, fish, powershell hoặc elvish
    #[arg(value_name = "VỎ", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

#[derive(Args, Debug)]
pub struct Merge {
    /// Thư mục đợt kiểm điểm; mặc định là thư mục hiện tại
    #[arg(value_name = "THƯ MỤC", default_value = ".", hide_default_value = true, help_heading = OPERANDS)]
    pub folder: PathBuf,

    /// Tệp kết quả; mặc định là ket-qua/tong-hop-<năm>.xlsx trong thư mục
    #[arg(short, long, value_name = "TỆP", help_heading = OPTIONS)]
    pub output: Option<PathBuf>,

    /// Tệp tổng hợp lần trước để lấy lại các quyết định đã ghi; mặc định là chính tệp kết quả.
    /// Ghi “none” để bỏ các quyết định cũ
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub decisions: Option<PathBuf>,

    /// Xem trước tỷ lệ nếu đổi số xuất sắc, ví dụ CB03=-1,CB05=+1; không ghi vào dữ liệu
    #[arg(long, value_name = "THAY ĐỔI", help_heading = OPTIONS)]
    pub what_if: Option<WhatIf>,
}

#[derive(Args, Debug)]
pub struct Report {
    /// Tệp tổng hợp đảng ủy đã quyết định (nằm ở đâu cũng được), hoặc thư mục đợt kiểm điểm; mặc định là thư mục hiện tại
    #[arg(
        value_name = "TỆP TỔNG HỢP HOẶC THƯ MỤC",
        default_value = ".",
        hide_default_value = true,
        help_heading = OPERANDS
    )]
    pub path: PathBuf,

    /// Tệp báo cáo (.docx), phụ lục ghi bên cạnh; mặc định là ket-qua/bao-cao-<năm>.docx,
    /// hoặc cạnh tệp tổng hợp khi tệp nằm riêng
    #[arg(short, long, value_name = "TỆP", help_heading = OPTIONS)]
    pub output: Option<PathBuf>,

    /// Mẫu báo cáo riêng (.docx) có các chỗ {{…}} để điền
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub template: Option<PathBuf>,

    /// Tệp tổng hợp lần trước để lấy lại các quyết định đã ghi; mặc định là tệp trong ket-qua.
    /// Ghi “none” để bỏ các quyết định cũ
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub decisions: Option<PathBuf>,
}

#[derive(Args, Debug, Default)]
pub struct Check {
    /// Tệp hoặc thư mục cần kiểm tra; mặc định là thư mục hiện tại
    #[arg(value_name = "TỆP HOẶC THƯ MỤC", default_value = ".", hide_default_value = true, help_heading = OPERANDS)]
    pub paths: Vec<PathBuf>,

    /// Xếp theo chi bộ (branch) hoặc theo mã (code); mặc định theo chi bộ
    #[arg(
        long,
        value_name = "CÁCH",
        default_value = "branch",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = OPTIONS
    )]
    pub by: Group,

    /// Xem trước tỷ lệ nếu đổi số xuất sắc, ví dụ CB03=-1,CB05=+1; không ghi vào dữ liệu
    #[arg(long, value_name = "THAY ĐỔI", help_heading = OPTIONS)]
    pub what_if: Option<WhatIf>,

    /// Cho xem tệp được hiểu thế nào: bảng, tiêu đề, từng cột, chi bộ
    #[arg(long, help_heading = OPTIONS)]
    pub show_layout: bool,

    /// Ghi cho mỗi chi bộ một tệp phản hồi, đánh dấu ô cần sửa, vào thư mục này
    #[arg(long, value_name = "THƯ MỤC", help_heading = OPTIONS)]
    pub feedback: Option<PathBuf>,

    /// Ghi vào thư mục mới này một bản sao đã thay họ tên, số thẻ, ngày sinh, ghi chú bằng bí danh, để gửi người hỗ trợ
    #[arg(long, value_name = "THƯ MỤC", conflicts_with = "feedback", help_heading = OPTIONS)]
    pub redact: Option<PathBuf>,

    /// Tệp khóa của --redact (từ 16 byte): cùng khóa thì cùng bí danh; không có thì khóa ngẫu nhiên, không giữ lại
    #[arg(long, value_name = "TỆP", requires = "redact", help_heading = OPTIONS)]
    pub redact_key: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Status {
    /// Thư mục đợt kiểm điểm; mặc định là thư mục hiện tại
    #[arg(value_name = "THƯ MỤC", default_value = ".", hide_default_value = true, help_heading = OPERANDS)]
    pub folder: PathBuf,

    /// Tính đến ngày này còn mấy ngày hoặc quá hạn mấy ngày (25/11/2021)
    #[arg(long, value_name = "NGÀY", value_parser = day, help_heading = OPTIONS)]
    pub as_of: Option<NaiveDate>,
}

#[derive(Args, Debug)]
pub struct Init {
    /// Thư mục của đợt mới, chưa có thì tạo; mặc định là thư mục hiện tại
    #[arg(value_name = "THƯ MỤC", default_value = ".", hide_default_value = true, help_heading = OPERANDS)]
    pub folder: PathBuf,

    /// Năm đánh giá; có --from thì mặc định là năm kế tiếp
    #[arg(long, value_name = "NĂM", value_parser = clap::value_parser!(i32).range(2000..=2100), help_heading = OPTIONS)]
    pub year: Option<i32>,

    /// Lấy chi bộ và đảng viên từ một tệp danh sách (có cột Chi bộ, hoặc mỗi chi bộ một sheet)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub roster: Option<PathBuf>,

    /// Lấy chi bộ, đảng viên và kết quả xếp loại từ thư mục của năm trước
    #[arg(long, value_name = "THƯ MỤC", help_heading = OPTIONS)]
    pub from: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Template {
    /// Thư mục đợt kiểm điểm; mặc định là thư mục hiện tại
    #[arg(value_name = "THƯ MỤC", default_value = ".", hide_default_value = true, help_heading = OPERANDS)]
    pub folder: PathBuf,

    /// Thư mục chứa biểu mẫu; mặc định là mau/ trong thư mục
    #[arg(short, long, value_name = "THƯ MỤC", help_heading = OPTIONS)]
    pub output: Option<PathBuf>,

    /// Trang kiem-tra.html, để chép bên cạnh biểu mẫu: chi bộ tự kiểm tra tệp trong trình duyệt
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub checker: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Explain {
    /// Mã kiểm tra (C303), họ mã (Q) hoặc mã hồ sơ quy định (2018-132)
    #[arg(value_name = "MÃ")]
    pub code: Option<String>,
}

/// What every command that reads a folder takes.
#[derive(Args, Debug, Clone, Default)]
pub struct Common {
    /// Tệp kế hoạch; mặc định là ke-hoach.xlsx trong thư mục
    #[arg(long, global = true, value_name = "TỆP", help_heading = COMMON)]
    pub plan: Option<PathBuf>,

    /// Hồ sơ quy định: mã (ví dụ 2018-132) hoặc tệp .toml của địa phương; mặc định theo kế hoạch hoặc theo năm
    #[arg(long, global = true, value_name = "MÃ HOẶC TỆP", help_heading = COMMON)]
    pub regulation: Option<String>,

    /// Tệp tổng hợp của năm trước (tong-hop-<năm>.xlsx) hoặc thư mục có các tệp ấy, để xét khen 5 năm liền và so với
    /// năm trước; dùng được nhiều lần
    #[arg(long, global = true, value_name = "TỆP", help_heading = COMMON)]
    pub history: Vec<PathBuf>,

    /// Mật khẩu mở tệp của chi bộ; dùng được nhiều lần
    #[arg(long = "password", global = true, value_name = "MẬT KHẨU", help_heading = COMMON)]
    pub passwords: Vec<String>,

    /// Tệp văn bản có các mật khẩu, mỗi dòng một mật khẩu
    #[arg(long, global = true, value_name = "TỆP", help_heading = COMMON)]
    pub password_file: Option<PathBuf>,

    /// Đặt mật khẩu cho các tệp .xlsx, .docx được ghi; chương trình hỏi mật khẩu, không hiện khi gõ
    #[arg(long, global = true, help_heading = COMMON)]
    pub encrypt: bool,

    /// Như --encrypt, lấy mật khẩu ở dòng duy nhất của tệp văn bản này
    #[arg(long, global = true, value_name = "TỆP", help_heading = COMMON)]
    pub encrypt_with: Option<PathBuf>,

    /// The password of `--encrypt` or `--encrypt-with`, once it is known.
    #[arg(skip)]
    pub seal: Option<Password>,

    /// Ghi nhật ký để người hỗ trợ xem: thời gian, tệp, ô, mã; không có họ tên, số thẻ, mức xếp loại
    #[arg(long, global = true, value_name = "TỆP", help_heading = COMMON)]
    pub log: Option<PathBuf>,

    /// Số luồng đọc cùng lúc; mặc định theo máy
    #[arg(long, global = true, value_name = "SỐ", value_parser = n_threads, help_heading = COMMON)]
    pub threads: Option<usize>,

    /// Đổi giới hạn đọc tệp, ví dụ cells=5000000,file=100MB. Các giới hạn (mặc định): file cỡ tệp (50MB), entries số
    /// thành phần trong tệp (5000), unpacked cỡ sau giải nén (256MB), ratio mức nén (300), sheets số sheet (256), cells
    /// số ô có dữ liệu (2000000); khi đọc .xls, .xlsb trong tiến trình riêng: memory bộ nhớ (1GB), cpu giây xử lý (20),
    /// wall giây chờ (30), answer dữ liệu đọc ra (64MB)
    #[arg(long, global = true, value_name = "GIỚI HẠN", value_parser = limits, help_heading = COMMON)]
    pub limits: Option<Limits>,

    /// Kiểu kết quả: text (chữ) hoặc json
    #[arg(
        long,
        global = true,
        value_name = "KIỂU",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = COMMON
    )]
    pub format: Format,

    /// Hiện họ tên trên màn hình và trang tổng quan (mặc định chỉ hiện vị trí ô)
    #[arg(long, global = true, help_heading = COMMON)]
    pub names: bool,

    /// Cảnh báo cũng tính như lỗi khi trả mã thoát
    #[arg(long, global = true, help_heading = COMMON)]
    pub strict: bool,

    /// Không hiện tiến độ
    #[arg(long, global = true, help_heading = COMMON)]
    pub quiet: bool,

    /// In trợ giúp
    #[arg(short, long, global = true, action = ArgAction::Help, help_heading = COMMON)]
    help: Option<bool>,
}

/// Under what `check` puts findings together.
#[derive(ValueEnum, Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Group {
    #[default]
    #[value(alias = "chibo")]
    Branch,
    #[value(alias = "ma")]
    Code,
}

#[derive(ValueEnum, Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Format {
    #[default]
    Text,
    Json,
}

/// A day as people here write it, or in the form of ISO 8601.
fn day(text: &str) -> Result<NaiveDate, String> {
    ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text.trim(), form).ok())
        .ok_or_else(|| "ghi ngày như 25/11/2021".to_owned())
}

/// At least one; more than a machine could have is a slip of the finger.
fn n_threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if (1..=1024).contains(&n) => Ok(n),
        _ => Err("ghi một số từ 1 đến 1024".to_owned()),
    }
}

/// `name=figure`, several with commas between.
fn limits(text: &str) -> Result<Limits, String> {
    Limits::with(text).map_err(|error| match error {
        SettingError::Form(written) => format!("“{written}” chưa đúng; ghi như cells=5000000,file=100MB"),
        SettingError::Name(name) => {
            let names: Vec<&str> = LIMITS.iter().map(|limit| limit.name).collect();
            format!("không có giới hạn “{name}”; các giới hạn: {}", names.join(", "))
        }
        SettingError::Figure { name, written } => format!("“{written}” không phải là số hợp lệ cho {name}"),
        SettingError::Range { name, range: (least, most) } => format!("{name} phải từ {least} đến {most}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn help_speaks_no_english_of_claps_own() {
        let mut command = Arguments::command();
        command.build();
        let mut pages = vec![command.render_help().to_string()];
        pages.extend(command.get_subcommands_mut().map(|command| command.render_long_help().to_string()));
        for page in pages {
            for word in
                ["Usage", "Options", "Commands", "Arguments", "Print", "default", "possible", "alias", "Display"]
            {
                assert!(!page.contains(word), "“{word}” stands in:\n{page}");
            }
        }
    }

    #[test]
    fn vietnamese_names_are_the_same_commands() {
        for (english, vietnamese) in [
            ("merge", "gop"),
            ("check", "kiemtra"),
            ("status", "tiendo"),
            ("explain", "giaithich"),
            ("template", "mau"),
            ("init", "khoitao"),
            ("report", "baocao"),
        ] {
            let kind = |name: &str| {
                let read = Arguments::try_parse_from(["tonghop", name]).map(|read| read.command);
                read.ok().flatten().map(|command| std::mem::discriminant(&command))
            };
            assert!(kind(english).is_some(), "{english}");
            assert_eq!(kind(english), kind(vietnamese), "{vietnamese}");
        }
    }

    #[test]
    fn days_are_read_day_first() {
        let expected = NaiveDate::from_ymd_opt(2021, 11, 2);
        for text in ["02/11/2021", "2/11/2021", "2021-11-02", "2-11-2021", "02.11.2021"] {
            assert_eq!(day(text).ok(), expected, "{text}");
        }
        for text in ["", "30/02/2021", "11/2021", "hôm nay"] {
            assert!(day(text).is_err(), "{text}");
        }
    }
}
