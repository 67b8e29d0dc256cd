//! The plan read as a whole.
