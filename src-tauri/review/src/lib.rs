//! Case, policy, decision protocol, and what desk and service exchange. Pure.
