//! The case service that desks talk to.
