//! Workbooks as programs save them, and calamine as the oracle of ours.
