//! Verdicts that stand where two people decide (R6), until the case changes under them.

use review::{CaseId, PersonRef, StandingVerdict};
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::store::{id, word};

/// The verdicts that stand on a case, oldest first.
pub(crate) async fn standing(
    db: &mut SqliteConnection,
    app: &App,
    case: CaseId,
) -> Result<Vec<StandingVerdict>, Error> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT person, verdict FROM decisions WHERE case_id = ? AND standing = 1
         ORDER BY log_index",
    )
    .bind(case.to_string())
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|(person, verdict)| {
            let by = app.person(id(&person, "reviewer")?);
            Ok(StandingVerdict { by, verdict: word(&verdict, "verdict")? })
        })
        .collect()
}

/// Whose verdicts stand.
pub(crate) fn people(standing: &[StandingVerdict]) -> Vec<PersonRef> {
    standing.iter().map(|one| one.by).collect()
}

/// The case is not the one any more on which they were given: nothing stands, and somebody decides
/// first again.
pub(crate) async fn void(db: &mut SqliteConnection, case: CaseId) -> Result<(), Error> {
    sqlx::query("UPDATE decisions SET standing = 0 WHERE case_id = ? AND standing = 1")
        .bind(case.to_string())
        .execute(&mut *db)
        .await?;
    sqlx::query("UPDATE cases SET first_object = NULL, first_at = NULL WHERE id = ?")
        .bind(case.to_string())
        .execute(db)
        .await?;
    Ok(())
}
