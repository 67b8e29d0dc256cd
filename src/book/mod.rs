//! The door to writing workbooks: sheets of cells and styles in, file bytes out. The only user of rust_xlsxwriter.
//! Knows nothing of the domain.
