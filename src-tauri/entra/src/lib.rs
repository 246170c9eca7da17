//! Sign-in, token validation and Microsoft Graph.
