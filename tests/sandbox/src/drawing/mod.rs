//! Documents and faces that do not exist, drawn when first asked for.
//!
//! Nothing here is or resembles a real person's picture: a face is a vector of numbers, drawn as
//! an illustration, and every document says SPECIMEN.
