//! Things in a folder of returns that are no returns: each must be named once and harm nothing else.

use crate::truth::{At, Truth};
use std::fs;
use std::io;
use std::path::Path;

/// The first bytes of a document scanned to PDF and named .xlsx.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// Puts an empty file, a PDF named .xlsx, a lock file and a folder named .xlsx into `campaign/nop`.
pub fn write_strays(campaign: &Path, truth: &mut Truth) -> io::Result<()> {
    let mut put = |name: &str, bytes: &[u8], code: &str, what: &str| {
        let file = format!("nop/{name}");
        let at = At { file: &file, ..At::default() };
        match code {
            "F117" => truth.note(code, at, what),
            _ => truth.plant(code, at, what),
        }
        fs::write(campaign.join(&file), bytes)
    };
    put("Gửi sau.xlsx", b"", "F105", "tệp rỗng, 0 byte")?;
    put("Biên bản kiểm phiếu (scan).xlsx", PDF, "F105", "tệp PDF mang đuôi .xlsx")?;
    put(
        "~$CB01_Phong Cong tac Quoc hoi.xlsx",
        b"\x0bVan phong                                            ",
        "F117",
        "tệp khóa của Excel",
    )?;
    let folder = "nop/Minh chứng.xlsx";
    fs::create_dir_all(campaign.join(folder))?;
    let note = "Thư mục này có tên giống một tệp Excel; bên trong không có danh sách nào.\n";
    fs::write(campaign.join(folder).join("ghi-chu.txt"), note)?;
    truth.note("F117", At { file: folder, ..At::default() }, "thư mục có tên như một tệp Excel");
    Ok(())
}

/// A workbook cut off while it was copied: the first two thirds.
pub fn truncated(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len() * 2 / 3]
}
