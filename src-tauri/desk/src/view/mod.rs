//! What the window shows: views out, requests in. No secret ever enters one.

mod case;
mod decision;
mod directory;
mod evidence;
mod matter;
mod policy;
mod queue;
mod session;

pub use case::*;
pub use decision::*;
pub use directory::*;
pub use evidence::*;
pub use matter::*;
pub use policy::*;
pub use queue::*;
pub use session::*;
