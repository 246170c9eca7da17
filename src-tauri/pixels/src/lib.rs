//! Untrusted image bytes in, bounded oriented pixels out, in a confined child.
