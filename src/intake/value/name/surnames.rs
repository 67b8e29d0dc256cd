//! Family names and name prefixes of the country's peoples. They only tell a name from other words written alike; a
//! name that is not listed is a name all the same.

use crate::text::fold::{fold, unaccented};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Folded, accents kept.
/// Small letters, with accents.
const SURNAMES: &str = "\
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đoàn trương đinh lâm mai trịnh đào \
    cao lương hà tạ thái châu tô lưu phùng vương quách triệu kiều kim thạch sơn danh an âu bạch bàn bành biện bồ \
    ca cái cam cầm chế chu chung chử chướng cồ cù cung diệp doãn diêm đan đàm đàn đàng đậu điền điêu đồng đổng \
    đường giang giáp giản hạ hạng hàn hán hầu hình hoa hứa huệ hùng khang khâu khổng khúc khuất khưu khương kha \
    kỷ la lã lại lạc lăng liêu liễu lò lô lộc lỗ luân lục lữ ma mã mạc mạch mẫn mâu mộc mùa nghiêm nghị ngạc ngũ \
    ngụy nhan nhâm nhữ ninh nông ôn ông phí phó phù phương quan quản quang sái sầm sùng tăng tán tào tất thân \
    thào thẩm thang thi thiều thôi tiêu tiết tiền tòng tôn tống trang trầm trình trưng từ tưởng ty ung uông ứng \
    văn vàng vi viên vòng vừ xa xầm xiêm yên lầu lù lường giàng hờ sồng cứ thò tráng tẩn chảo phàn lèng cháng \
    sèn ngân quàng bạc cà vì hặc y h k a ksor rơ rmah kpă nay siu rahlan ayun niê mlô êban byă kbuôr alê hôih \
    bling arất zơ pơloong bnướch cil kơ kră lơ mu liêng bon đa ya ha bríu rah cơ";

struct Known {
    folded: HashSet<String>,
    unaccented: HashSet<String>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| Known {
    folded: SURNAMES.split_ascii_whitespace().map(fold).collect(),
    unaccented: SURNAMES.split_ascii_whitespace().map(unaccented).collect(),
});

/// Whether a text begins with a family name, with its accents or in a text without any.
pub(super) fn begins_with_surname(name: &str) -> bool {
    let first = name.split([' ', '.', '(']).next().unwrap_or_default();
    // H'Hen, K'Brểu, Y-Bion: the prefix is what is known.
    let first = first.split(['\'', '’', '‘', '-']).next().unwrap_or_default();
    let folded = fold(first);
    KNOWN.folded.contains(&folded) || (name.is_ascii() && KNOWN.unaccented.contains(&folded))
}
