//! Campaign folders for tests: a temporary folder with `ke-hoach.xlsx` and `nop/`, gone when the test ends.

use super::table::{TextBook, TextSheet, book, sheet};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tonghop::consolidate::{Bloc, Request, run};
use tonghop::grid::{Limits, read};
use tonghop::intake::folder::{Listing, list};
use tonghop::intake::plan::read_plan;

/// A campaign folder on disk.
pub struct CampaignFolder {
    folder: TempDir,
}

impl Default for CampaignFolder {
    fn default() -> Self {
        Self::new()
    }
}

impl CampaignFolder {
    /// An empty campaign: `nop/` and no plan.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        fs::create_dir(folder.path().join("nop")).expect("a folder can be made");
        Self { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts the plan in.
    pub fn plan(self, plan: &TextBook) -> Self {
        self.file("ke-hoach.xlsx", &plan.xlsx())
    }

    /// Puts a return into `nop/`.
    pub fn returned(self, name: &str, workbook: &TextBook) -> Self {
        self.file(&format!("nop/{name}"), &workbook.xlsx())
    }

    /// Puts any bytes at a path inside the campaign folder.
    pub fn file(self, path: &str, bytes: &[u8]) -> Self {
        let path = self.path().join(path);
        let folder = path.parent().expect("the path lies inside the campaign folder");
        fs::create_dir_all(folder).expect("a folder can be made");
        fs::write(&path, bytes).expect("a file can be written");
        self
    }

    /// Makes a folder inside the campaign folder.
    pub fn folder(self, path: &str) -> Self {
        fs::create_dir_all(self.path().join(path)).expect("a folder can be made");
        self
    }
}

/// One of the campaigns in `samples/`.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

/// A plan for 2021 with these branches (code, name): deadline 26/11/2021, profile `2018-132`, no roster. Add sheets with
/// [`TextBook::and`].
pub fn plan(branches: &[(&str, &str)]) -> TextBook {
    let rows = branches.iter().map(|(code, name)| format!("| {code} | {name} |\n")).collect::<String>();
    book([general(""), sheet("Chi bộ", &format!("| Mã chi bộ | Tên chi bộ |\n{rows}"))])
}

/// The sheet `Thông tin chung` of [`plan`], with more rows of key and value.
pub fn general(more: &str) -> TextSheet {
    let rows = "
        | Năm đánh giá | 2021 |
        | Tên đảng bộ | Đảng bộ Văn phòng |
        | Đảng ủy cấp trên | Đảng ủy Khối các cơ quan Tỉnh |
        | Địa danh | Đồng Tháp |
        | Hồ sơ quy định | 2018-132 |
        | Hạn chi bộ nộp | 2021-11-26 |
        | Hạn báo cáo cấp trên | 2021-11-29 |
        | Ngày tính 6 tháng | 2021-12-31 |
        | Người ký | BÍ THƯ, Trần Quốc Bảo Khanh |";
    sheet("Thông tin chung", &format!("{rows}\n{more}"))
}

/// The sheet `Thông tin` of a return on the form, with more rows of key and value.
pub fn facts(code: &str, name: &str, more: &str) -> TextSheet {
    let rows =
        format!("| Mã chi bộ | {code} |\n| Tên chi bộ | {name} |\n| Năm | 2021 |\n| Ngày họp chi bộ | 2021-11-22 |");
    sheet("Thông tin", &format!("{rows}\n{more}"))
}

/// A short return of a branch: `Thông tin`, and `Đảng viên` with the columns TT, Họ và tên, Ngày sinh, Chức vụ,
/// Chi bộ xếp loại, Lý do không xếp loại.
pub fn short_return(code: &str, name: &str, rows: &str) -> TextBook {
    let heads = "| TT | Họ và tên | Ngày sinh | Chức vụ | Chi bộ xếp loại | Lý do không xếp loại |";
    book([facts(code, name, ""), sheet("Đảng viên", &format!("{heads}\n{}", rows.trim_start_matches('\n')))])
}

/// What the program makes of a folder: the plan in it, the returns, the rules.
pub fn judged(folder: &Path, threads: usize) -> Bloc {
    let listing = list(folder).expect("the folder can be listed");
    judged_listing(listing, threads)
}

/// The same for a listing whose order was changed.
pub fn judged_listing(listing: Listing, threads: usize) -> Bloc {
    let plan = listing.plan.as_ref().map(|path| {
        let bytes = fs::read(path).expect("the plan can be read");
        let workbook = read(&bytes, &Limits::default(), &[]).expect("the plan is a workbook");
        read_plan(&workbook, "ke-hoach.xlsx").unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
    });
    let request = Request { listing, plan, threads: Some(threads), ..Request::default() };
    run(request, &())
}
