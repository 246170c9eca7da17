//! A world to make journeys in, and what a person does in it.

pub mod between;
pub mod browser;
pub mod desk;
pub mod kept;
pub mod keyring;
pub mod process;
pub mod steps;
pub mod words;
pub mod world;

pub use between::{Between, Spoil};
pub use desk::DeskUnderTest;
pub use process::DeskProcess;
pub use world::World;
