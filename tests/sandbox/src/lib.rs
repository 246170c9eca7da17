//! Stand-ins for Entra, Graph, Incode and a mailbox, with an invented company.
