//! Sign-in, token validation and Microsoft Graph.
//!
//! Everything here crosses the network to the tenant's own authority or to Graph, and nothing
//! else. The desk signs people in with [`Entra::begin_sign_in`] and keeps their session with a
//! [`TokenKeeper`]; the case service checks callers with a [`Verifier`] and reads the directory
//! with [`AppTokens`]. Both read the directory through [`Graph`].
//!
//! Tokens, codes and names are logged at no level.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod app_tokens;
mod authority;
mod challenge;
mod claims_request;
mod clock;
mod error;
pub mod graph;
mod keeper;
mod keys;
mod loopback;
mod pending;
mod person;
mod redeem;
mod refusal;
mod retry_memory;
mod scopes;
mod sign_in;
mod tenant;
mod transport;
mod unverified;
mod verifier;

pub use app_tokens::AppTokens;
pub use challenge::{Challenge, parse_challenge};
pub use claims_request::ClaimsRequest;
pub use clock::{Clock, system_clock};
pub use error::Error;
pub use graph::Graph;
pub use keeper::{AccessTokens, KeptScopes, RefreshTokenVault, TokenKeeper, VaultFault};
pub use pending::PendingSignIn;
pub use person::{Caller, IdClaims, Person};
pub use refusal::{Cause, Refusal};
pub use sign_in::{Entra, Prompt, SignInRequest, SignedIn, Tokens};
pub use tenant::{Tenant, Trust};
pub use tokio_util::sync::CancellationToken;
pub use transport::http_client;
pub use verifier::Verifier;
