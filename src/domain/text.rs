//! The text of a cell as a record keeps it.

/// Short texts stand in the record itself, longer ones beside it. Of a million members' texts nearly all are short, and
/// an allocation for each took more memory than the texts.
pub type Text = compact_str::CompactString;
