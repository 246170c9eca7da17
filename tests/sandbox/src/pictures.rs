//! Captured images, drawn when first asked for.

pub(crate) use crate::drawing::ImageCache;
