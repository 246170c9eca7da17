//! Documents read, claims reconciled, reasons given. Pure.
