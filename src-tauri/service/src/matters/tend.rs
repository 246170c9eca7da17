//! Seeing to a matter: whose it is, what was revoked, how it ended.

use chrono::{DateTime, Utc};
use review::matter::{closing_closed, tending_closed};
use review::problem::Kind;
use review::{CloseRequest, Closed, Matter, MatterId, OwnerRequest, PersonRef, StepRequest};
use sqlx::SqliteConnection;

use super::{open, responders};
use crate::Error;
use crate::app::App;
use crate::cases::{StoredCase, journal};
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};
use crate::store::{id, millis, spelled};

/// Gives it to somebody of the security desk, or to nobody.
pub(crate) async fn give(
    app: &App,
    caller: &SignedIn,
    matter: MatterId,
    request: &OwnerRequest,
) -> Answer<Matter> {
    let now = app.now();
    let mut tx = app.store.write().await?;
    let before = tended(&mut tx, app, caller, matter).await?;
    let name = match request.owner {
        None => None,
        Some(object) if object == caller.reviewer.person.object_id => Some(caller.name.clone()),
        Some(object) => {
            let known = responders(&mut tx, app).await?.into_iter();
            let found = known.into_iter().find(|one| one.person.object_id == object);
            let detail = "That person was not seen here with the role Security.Respond.";
            Some(found.ok_or_else(|| Refusal::unprocessable(detail))?.name)
        }
    };
    if before.owner.as_ref().map(|owner| owner.person.object_id) != request.owner {
        let owned = request.owner.is_some();
        sqlx::query(
            "UPDATE matters SET owner_object = ?, owner_name = ?, owner_since = ? WHERE id = ?",
        )
        .bind(request.owner.map(|object| object.to_string()))
        .bind(name)
        .bind(owned.then(|| millis(now)))
        .bind(matter.to_string())
        .execute(&mut *tx)
        .await?;
        let what = if owned { "matter_given" } else { "matter_put_down" };
        noted(&mut tx, app, caller, &before, what, now).await?;
    }
    let after = one(&mut tx, app, matter).await?;
    tx.commit().await?;
    Ok(after)
}

/// Ticks off what was revoked, or takes a tick back.
pub(crate) async fn tick(
    app: &App,
    caller: &SignedIn,
    matter: MatterId,
    request: StepRequest,
) -> Answer<Matter> {
    let now = app.now();
    let mut tx = app.store.write().await?;
    let before = tended(&mut tx, app, caller, matter).await?;
    let step = before.steps.iter().find(|step| step.what == request.what);
    let step = step.ok_or_else(|| Refusal::unprocessable("That is not on its list."))?;
    if step.done.is_some() != request.done {
        let done = request.done;
        sqlx::query(
            "UPDATE matter_steps SET done_at = ?, done_object = ?, done_name = ?
             WHERE matter_id = ? AND what = ?",
        )
        .bind(done.then(|| millis(now)))
        .bind(done.then(|| caller.object()))
        .bind(done.then(|| caller.name.clone()))
        .bind(matter.to_string())
        .bind(spelled(&request.what)?)
        .execute(&mut *tx)
        .await?;
        let what = if done { "step_done" } else { "step_undone" };
        noted(&mut tx, app, caller, &before, what, now).await?;
    }
    let after = one(&mut tx, app, matter).await?;
    tx.commit().await?;
    Ok(after)
}

/// Ends it, with a coded reason.
pub(crate) async fn close(
    app: &App,
    caller: &SignedIn,
    matter: MatterId,
    request: CloseRequest,
) -> Answer<()> {
    let now = app.now();
    let mut tx = app.store.write().await?;
    let before = tended(&mut tx, app, caller, matter).await?;
    let involved = involved(&mut tx, app, &before).await?;
    refuse(closing_closed(&before, request.ended, &caller.reviewer, &involved))?;
    sqlx::query("UPDATE matters SET closed_at = ?, closed_object = ?, ended = ? WHERE id = ?")
        .bind(millis(now))
        .bind(caller.object())
        .bind(spelled(&request.ended)?)
        .bind(matter.to_string())
        .execute(&mut *tx)
        .await?;
    noted(&mut tx, app, caller, &before, "matter_closed", now).await?;
    Ok(tx.commit().await?)
}

/// An open matter that this person may see to.
async fn tended(
    tx: &mut SqliteConnection,
    app: &App,
    caller: &SignedIn,
    matter: MatterId,
) -> Answer<Matter> {
    refuse(tending_closed(&caller.reviewer))?;
    one(tx, app, matter).await
}

async fn one(db: &mut SqliteConnection, app: &App, matter: MatterId) -> Answer<Matter> {
    let found = open(db, app).await?.into_iter().find(|one| one.id == matter);
    found.ok_or_else(Refusal::not_found)
}

fn refuse(closed: Vec<Closed>) -> Answer<()> {
    if closed.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(Kind::Closed, "A rule closes this.").with(|problem| problem.closed = closed))
}

/// The case's subject, and whoever approved it.
async fn involved(
    db: &mut SqliteConnection,
    app: &App,
    matter: &Matter,
) -> Result<Vec<PersonRef>, Error> {
    let Some(case) = &matter.case else { return Ok(Vec::new()) };
    let people: Vec<String> = sqlx::query_scalar(
        "SELECT subject_object FROM cases WHERE id = ?1
         UNION SELECT person FROM decisions WHERE case_id = ?1 AND verdict = 'approve'",
    )
    .bind(case.id.to_string())
    .fetch_all(db)
    .await?;
    people.iter().map(|object| Ok(app.person(id(object, "person")?))).collect()
}

async fn noted(
    tx: &mut SqliteConnection,
    app: &App,
    caller: &SignedIn,
    matter: &Matter,
    what: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let case = match &matter.case {
        Some(case) => StoredCase::load(tx, app, case.id).await?,
        None => None,
    };
    let at = case.as_ref().map(|case| (case.id, &case.key));
    journal(tx, now, at, Some(caller.reviewer.person), what, None).await
}
