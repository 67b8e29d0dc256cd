//! Finds tables in a sheet and understands them: headers by their words ([`header`], [`vocabulary`]), what a table is
//! about ([`kind`]), what each column holds ([`columns`]), what each row below is ([`body`], by its cells,
//! [`frame`], and its words, [`row_words`]; `below` where they name nobody), what headings say of the rows below them ([`heading`]), and what the lines
//! around the tables say ([`surroundings`], [`secrecy`]).

mod below;
pub mod body;
pub mod columns;
pub mod frame;
pub mod header;
pub mod heading;
pub mod kind;
pub mod row_words;
pub mod secrecy;
pub mod surroundings;
pub mod ticks;
pub mod vocabulary;
