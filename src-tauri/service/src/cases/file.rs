//! A case as it is opened: what this caller, under this lease, may have of it by now.

use chrono::{DateTime, TimeDelta, Utc};
use review::{
    CaseFacts, CaseFile, EvidenceItem, EvidenceRole, EvidenceState, FaceJudgement, Lease,
    PersonRef, Policy, Repeats, Reviewer, TimelineEntry, pictures_withheld,
};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::StoredCase;
use super::snapshot::Snapshot;
use crate::Error;
use crate::app::App;
use crate::evidence::{self, Piece};
use crate::faces;
use crate::policy;
use crate::store::{instant, millis, word};
use crate::subject::history;

/// How far back repeats are counted.
const REPEATS_WINDOW: TimeDelta = TimeDelta::days(30);

/// The file for a caller. Without the lease: the row, and nothing of the person.
pub(crate) async fn file(
    db: &mut SqliteConnection,
    app: &App,
    case: &StoredCase,
    caller: &Reviewer,
    now: DateTime<Utc>,
) -> Result<CaseFile, Error> {
    let person = caller.person;
    let summary = case.summary(now);
    let holds = case.is_held_by(person, case.fence, now);
    let Some(holder) = summary.held_by.clone().filter(|_| holds) else {
        return Ok(CaseFile {
            summary,
            lease: None,
            evidence: Vec::new(),
            blind: false,
            judgements: Vec::new(),
            facts: None,
        });
    };
    let judgement = faces::kept(db, app, case, person).await?;
    let policy = policy::in_force(db, now).await?;
    // R17: what the policy does not show to a role is not even named to it.
    let pieces = if pictures_withheld(caller, &policy) {
        Vec::new()
    } else {
        evidence::pieces(db, case).await?
    };
    let released = released(&pieces, judgement.is_some());
    let mut items = Vec::with_capacity(released.len());
    for piece in released {
        items.push(evidence::list(db, case, piece, person, now).await?);
    }
    let facts = match judgement {
        Some(_) => Some(facts(db, case, &policy, now).await?),
        None => None,
    };
    Ok(CaseFile {
        lease: case.holder(now).map(|held| Lease {
            fence: case.fence,
            holder,
            lapses_at: held.lapses_at,
        }),
        summary,
        evidence: items,
        blind: is_blind(&pieces),
        judgements: judgement.into_iter().collect(),
        facts,
    })
}

/// Whether the portrait is the vendor's own crop, so that the document need not be shown.
pub(crate) fn is_blind(pieces: &[Piece]) -> bool {
    pieces
        .iter()
        .any(|piece| piece.role == EvidenceRole::Portrait && piece.state == EvidenceState::Live)
}

/// What is released by now: the faces, and everything once the face answer is kept. Without a
/// crop the portrait can only be seen on the document's front, which then comes with the faces.
pub(crate) fn released(pieces: &[Piece], judged: bool) -> Vec<&Piece> {
    let blind = is_blind(pieces);
    pieces
        .iter()
        .filter(|piece| {
            judged || piece.role.is_face() || (!blind && piece.role == EvidenceRole::DocumentFront)
        })
        .collect()
}

/// Everything that could bend a face judgement. The caller has made theirs.
pub(crate) async fn facts(
    db: &mut SqliteConnection,
    case: &StoredCase,
    policy: &Policy,
    now: DateTime<Utc>,
) -> Result<CaseFacts, Error> {
    let mut snapshot = case.snapshot()?;
    snapshot.read_by(policy);
    let Snapshot { document, profile, checks, vendor, mut person, face_elsewhere, events, .. } =
        snapshot;
    let seen = history::of(db, case.subject.object_id, case.captured_at, now).await?;
    person.changes = seen.changes;
    person.phone_since = seen.phone_since;
    let mut timeline = events;
    timeline.extend(journalled(db, case).await?);
    timeline.sort_by_key(|entry| entry.at);
    Ok(CaseFacts {
        subject: case.subject,
        report: claims::reconcile_at(&document, &profile, policy.prior_ppm),
        document,
        profile,
        checks,
        vendor,
        person,
        timeline,
        repeats: repeats(db, case, policy, face_elsewhere, now).await?,
    })
}

/// How often the same things were seen, this case counted.
pub(crate) async fn repeats(
    db: &mut SqliteConnection,
    case: &StoredCase,
    policy: &Policy,
    face_elsewhere: Option<bool>,
    now: DateTime<Utc>,
) -> Result<Repeats, Error> {
    let since = millis(now - REPEATS_WINDOW);
    let window = TimeDelta::days(policy.velocity_days.into());
    let subject = case.subject.object_id.to_string();
    let person = of_person(db, case.subject.object_id, now).await?;
    let recent = recoveries(db, case.subject.object_id, now - window).await?;
    let document: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM cases
         WHERE document_tag = ? AND subject_object <> ? AND opened_at > ?",
    )
    .bind(&case.document_tag)
    .bind(&subject)
    .bind(since)
    .fetch_one(&mut *db)
    .await?;
    let device: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM cases WHERE device_tag = ? AND subject_object <> ? AND opened_at > ?",
    )
    .bind(&case.device_tag)
    .bind(&subject)
    .bind(since)
    .fetch_one(db)
    .await?;
    let small = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Repeats {
        person: person.max(1),
        recent,
        document_elsewhere: small(document),
        device_elsewhere: small(device),
        face_elsewhere,
    })
}

/// How many cases one person had lately.
pub(crate) async fn of_person(
    db: &mut SqliteConnection,
    person: Uuid,
    now: DateTime<Utc>,
) -> Result<u32, Error> {
    let count: i64 =
        sqlx::query_scalar("SELECT count(*) FROM cases WHERE subject_object = ? AND opened_at > ?")
            .bind(person.to_string())
            .bind(millis(now - REPEATS_WINDOW))
            .fetch_one(db)
            .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How many cases one person had since then, but for starting a job.
async fn recoveries(
    db: &mut SqliteConnection,
    person: Uuid,
    since: DateTime<Utc>,
) -> Result<u32, Error> {
    let count: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM cases
         WHERE subject_object = ? AND kind <> 'onboarding' AND opened_at > ?",
    )
    .bind(person.to_string())
    .bind(millis(since))
    .fetch_one(db)
    .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The evidence items of a case by now, for the rules; no key is released by it.
pub(crate) fn items_for_rules(pieces: &[Piece], judged: bool) -> Vec<EvidenceItem> {
    released(pieces, judged).into_iter().map(Piece::without_key).collect()
}

async fn journalled(
    db: &mut SqliteConnection,
    case: &StoredCase,
) -> Result<Vec<TimelineEntry>, Error> {
    let rows: Vec<(i64, String)> = sqlx::query_as(
        "SELECT at, what FROM journal WHERE case_id = ? AND what IN ('came_in', 'opened',
             'given_back', 'taken_over', 'lapsed', 'new_capture', 'escalated', 'asked_for_capture',
             'first_decision', 'disagreed')
         ORDER BY id LIMIT 200",
    )
    .bind(case.id.to_string())
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|(at, what)| Ok(TimelineEntry { at: instant(at)?, what })).collect()
}

/// A stored judgement, read back.
pub(crate) fn judgement(
    by: PersonRef,
    answer: &str,
    sureness: &str,
    blind: i64,
    at: i64,
) -> Result<FaceJudgement, Error> {
    Ok(FaceJudgement {
        answer: word(answer, "face answer")?,
        sureness: word(sureness, "sureness")?,
        blind: blind != 0,
        by,
        at: instant(at)?,
    })
}
