//! The directory's interface: the stand-in for `graph.microsoft.com`.

mod batch;
mod bearer;
mod control;
mod delta;
mod filter;
mod group;
mod listing;
mod mail;
mod membership;
mod photo;
mod property;
mod query;
mod refusal;
mod role;
mod round;
mod user;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post, put};
use uuid::Uuid;

use self::refusal::Refusal;
pub(crate) use self::refusal::finish;
use self::round::Round;
use crate::world::Shared;

/// What Graph remembers between the pages of a delta round.
pub(crate) struct Graph {
    /// Tokens of an earlier process are not known here.
    epoch: Uuid,
    rounds: Mutex<BTreeMap<String, Arc<Round>>>,
}

impl Graph {
    pub(crate) fn new() -> Self {
        Self { epoch: Uuid::new_v4(), rounds: Mutex::default() }
    }
}

/// All routes of the host.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .nest("/v1.0", directory())
        .route("/oidc/userinfo", get(user::userinfo))
        .nest("/control", switchboard())
}

/// What an overloaded Graph answers.
pub(crate) fn busy(status: StatusCode) -> Response {
    let (code, message) = if status == StatusCode::TOO_MANY_REQUESTS {
        ("TooManyRequests", "Too many requests.")
    } else {
        ("ServiceUnavailable", "The service is temporarily unavailable.")
    };
    refusal::finished(Refusal::new(status, code, message).into_response(), None)
}

fn directory() -> Router<Shared> {
    Router::new()
        .route("/me", get(user::me))
        .route("/users", get(user::list))
        .route("/users/$count", get(user::count))
        .route("/users/delta", get(delta::users))
        .route("/users/{id}", get(user::one))
        .route("/users/{id}/manager", get(user::manager))
        .route("/users/{id}/directReports", get(user::reports))
        .route("/users/{id}/photo", get(photo::metadata))
        .route("/users/{id}/photo/$value", get(photo::original))
        .route("/users/{id}/photos/{size}", get(photo::sized_metadata))
        .route("/users/{id}/photos/{size}/$value", get(photo::sized))
        .route("/users/{id}/memberOf", get(membership::direct))
        .route("/users/{id}/memberOf/{cast}", get(membership::direct_cast))
        .route("/users/{id}/transitiveMemberOf", get(membership::transitive))
        .route("/users/{id}/transitiveMemberOf/{cast}", get(membership::transitive_cast))
        .route("/users/{id}/getMemberGroups", post(membership::groups))
        .route("/users/{id}/sendMail", post(mail::send))
        .route("/groups", get(group::list))
        .route("/groups/delta", get(delta::groups))
        .route("/groups/{id}", get(group::one))
        .route("/groups/{id}/members", get(group::members))
        .route("/groups/{id}/members/{cast}", get(group::members_cast))
        .route("/groups/{id}/transitiveMembers", get(group::transitive_members))
        .route("/groups/{id}/transitiveMembers/{cast}", get(group::transitive_members_cast))
        .route("/groups/{id}/owners", get(group::owners))
        .route("/directoryRoles", get(role::list))
        .route("/directoryRoles/{id}", get(role::one))
        .route("/directoryRoles/{id}/members", get(role::members))
        .route("/roleManagement/directory/roleDefinitions", get(role::definitions))
        .route("/roleManagement/directory/roleAssignments", get(role::assignments))
        .route(
            "/roleManagement/directory/roleEligibilityScheduleInstances",
            get(role::eligibilities),
        )
        .route(
            "/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances",
            get(role::group_eligibilities),
        )
        .route("/$batch", post(batch::batch))
}

/// Not Graph's: how tests change the world from outside the process.
fn switchboard() -> Router<Shared> {
    Router::new()
        .route(
            "/faults",
            get(control::faults)
                .put(control::set_faults)
                .post(control::add_fault)
                .delete(control::clear_faults),
        )
        .route("/requests", get(control::requests).delete(control::forget_requests))
        .route("/tokens", get(control::tokens))
        .route("/clock", post(control::advance))
        .route("/keys/rotate", post(control::rotate_keys))
        .route("/users", post(control::add_user))
        .route("/users/{id}", patch(control::patch_user).delete(control::remove_user))
        .route("/users/{id}/restore", post(control::restore_user))
        .route("/users/{id}/revoke", post(control::revoke_user))
        .route("/groups/{id}", patch(control::patch_group).delete(control::remove_group))
        .route(
            "/groups/{id}/members/{member}",
            put(control::add_member).delete(control::remove_member),
        )
}
