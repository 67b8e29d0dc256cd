//! The door to spreadsheets, from outside: what is read, what is refused and why, and that calamine and other
//! programs agree. One test per claim; each guard's test fails when the guard is taken away.

mod documents;
mod dump;
mod formats;
mod guards;
mod kinds;
mod locked;
mod locked_old;
mod parts;
mod silent;
mod strange;
