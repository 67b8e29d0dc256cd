//! Tests of the folder, by question: what lies in it, whose a file is, what plan the files make.

mod listed;
mod owned;
mod planless;
