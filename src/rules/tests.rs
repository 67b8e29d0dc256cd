//! Every rule: one case that trips it and one close call that does not, and the laws of the registry.

mod across;
mod balance;
mod cell;
mod file;
mod quota;
mod registry;
mod reward;
mod sample;
mod within;

use sample::Scene;

/// The findings of each scene, as `CODE branch cell`.
fn check(rows: Vec<(&str, Scene, &[&str])>) {
    for (claim, scene, expected) in rows {
        assert_eq!(scene.lines(), expected, "{claim}");
    }
}
