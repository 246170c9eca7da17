//! The desk's client of the case service.
