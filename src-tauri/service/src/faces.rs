//! The face answer: kept once for this person and capture, and never changed (R1).

use review::problem::Kind;
use review::{
    CaseFile, CaseId, CaseState, EvidenceState, FaceAnswer, FaceJudgement, FaceSubmission,
    PersonRef, pictures_withheld,
};
use sqlx::SqliteConnection;

use crate::Error;
use crate::app::App;
use crate::cases::{StoredCase, file, journal};
use crate::evidence;
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};
use crate::leases;
use crate::policy;
use crate::rules::Rule;
use crate::store::{millis, spelled, stored};

/// Keeps the answer and releases the rest of the case. The same submission again gives the same;
/// another one is refused and told what is kept.
pub(crate) async fn keep(
    app: &App,
    caller: &SignedIn,
    case: CaseId,
    submission: &FaceSubmission,
) -> Answer<CaseFile> {
    let me = caller.reviewer.person;
    let now = app.now();
    let mut tx = app.store.write().await?;
    let stored_case = leases::visible(&mut tx, app, caller, case).await?;
    leases::require(&stored_case, me, submission.fence, now)?;
    shows_pictures(&mut tx, caller, now).await?;
    if let Some(kept) = kept(&mut tx, app, &stored_case, me).await? {
        let same: Option<i64> = sqlx::query_scalar("SELECT 1 FROM judgements WHERE id = ?")
            .bind(submission.id.to_string())
            .fetch_optional(&mut *tx)
            .await?;
        if same.is_none() || kept.answer != submission.answer {
            return Err(Refusal::new(Kind::AlreadyJudged, "Your first answer stands.")
                .with(|problem| problem.kept = Some(kept)));
        }
    } else {
        // While they are being fetched, nobody can say which faces there will be to see.
        if !stored_case.images_here {
            return Err(Refusal::pictures_on_their_way());
        }
        let pieces = evidence::pieces(&mut tx, &stored_case).await?;
        let pictures =
            pieces.iter().any(|piece| piece.role.is_face() && piece.state == EvidenceState::Live);
        if pictures && app.rules.hold(Rule::FacesFetched) {
            shown(&mut tx, &stored_case, &pieces, me).await?;
        }
        let blind = submission.blind && file::is_blind(&pieces);
        let taken = sqlx::query(
            "INSERT OR IGNORE INTO judgements
                 (id, case_id, capture, person, fence, answer, sureness, blind, at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(submission.id.to_string())
        .bind(case.to_string())
        .bind(stored_case.capture)
        .bind(caller.object())
        .bind(stored(stored_case.fence)?)
        .bind(spelled(&submission.answer)?)
        .bind(spelled(&submission.sureness)?)
        .bind(i64::from(blind))
        .bind(millis(now))
        .execute(&mut *tx)
        .await?;
        if taken.rows_affected() == 0 {
            return Err(Refusal::malformed("That id was used for another answer."));
        }
        let at = Some((case, &stored_case.key));
        journal(&mut tx, now, at, Some(me), "faces_judged", None).await?;
    }
    let file = file::file(&mut tx, app, &stored_case, &caller.reviewer, now).await?;
    tx.commit().await?;
    Ok(file)
}

/// The answer that is kept for this person and the present capture.
pub(crate) async fn kept(
    db: &mut SqliteConnection,
    app: &App,
    case: &StoredCase,
    person: PersonRef,
) -> Result<Option<FaceJudgement>, Error> {
    let row: Option<(String, String, i64, i64)> = sqlx::query_as(
        "SELECT answer, sureness, blind, at FROM judgements
         WHERE case_id = ? AND capture = ? AND person = ?",
    )
    .bind(case.id.to_string())
    .bind(case.capture)
    .bind(person.object_id.to_string())
    .fetch_optional(db)
    .await?;
    let by = app.person(person.object_id);
    row.map(|(answer, sureness, blind, at)| file::judgement(by, &answer, &sureness, blind, at))
        .transpose()
}

/// Whether anybody else answered other than *same* about the present capture. The second of two
/// people is blind to the first one's answer: that is compared when both verdicts are there.
pub(crate) async fn others_differed(
    db: &mut SqliteConnection,
    case: &StoredCase,
    person: PersonRef,
) -> Result<bool, Error> {
    let first = match case.state {
        CaseState::SecondReview { first, .. } => first.object_id.to_string(),
        _ => String::new(),
    };
    let differed: i64 = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM judgements
             WHERE case_id = ? AND capture = ? AND person NOT IN (?, ?) AND answer <> ?)",
    )
    .bind(case.id.to_string())
    .bind(case.capture)
    .bind(person.object_id.to_string())
    .bind(first)
    .bind(spelled(&FaceAnswer::Same)?)
    .fetch_one(db)
    .await?;
    Ok(differed != 0)
}

/// R17: who may see no pictures judges none.
pub(crate) async fn shows_pictures(
    db: &mut SqliteConnection,
    caller: &SignedIn,
    now: chrono::DateTime<chrono::Utc>,
) -> Answer<()> {
    if !pictures_withheld(&caller.reviewer, &policy::in_force(db, now).await?) {
        return Ok(());
    }
    Err(Refusal::new(Kind::Closed, "A reviewer compares the faces.").with(|problem| {
        problem.closed = vec![review::Closed {
            code: "R-02".to_owned(),
            why: "Your role sees no pictures here.".to_owned(),
            opens: Some("Give it back, or escalate: a reviewer compares them.".to_owned()),
        }];
    }))
}

/// Nobody judges faces that were not released to them: an answer by guess is none.
async fn shown(
    db: &mut SqliteConnection,
    case: &StoredCase,
    pieces: &[evidence::Piece],
    person: PersonRef,
) -> Answer<()> {
    let fetched = evidence::fetched(db, case, person).await?;
    let missing = file::released(pieces, false)
        .iter()
        .any(|piece| piece.state == EvidenceState::Live && !fetched.contains(&piece.id));
    if !missing {
        return Ok(());
    }
    Err(Refusal::new(Kind::Closed, "Fetch the two faces first.").with(|problem| {
        problem.closed = vec![review::Closed {
            code: "E-02".to_owned(),
            why: "The faces were not seen.".to_owned(),
            opens: Some("Look at both pictures.".to_owned()),
        }];
    }))
}
