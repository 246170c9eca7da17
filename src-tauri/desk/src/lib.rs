//! What a reviewer can do, headless.
