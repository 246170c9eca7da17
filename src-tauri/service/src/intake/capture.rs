//! What was captured in a session: fetched when the case comes in, again while the vendor does not
//! have all of it, and again when the person photographed anew.

use chrono::{DateTime, TimeDelta, Utc};
use claims::Document;
use claims::ocr_data::OcrData;
use review::{CaseState, EvidenceRole};
use sqlx::SqliteConnection;

use super::open::expect_pictures;
use crate::Error;
use crate::app::App;
use crate::cases::snapshot::{Came, Snapshot};
use crate::cases::{StoredCase, journal, risk, store_account, store_snapshot};
use crate::decisions::second;
use crate::incode::shapes::{DeviceInfo, Score};
use crate::incode::{self, map};
use crate::store::{millis, spelled};
use crate::subject::history;

/// How long missing data is asked for often; the vendor's own processing takes seconds.
const HOPE: TimeDelta = TimeDelta::minutes(10);

/// The vendor's data of one capture.
pub(crate) struct Captured {
    /// The page as the vendor read it.
    page: Document,
    score: Option<Score>,
    device: Option<DeviceInfo>,
    at: DateTime<Utc>,
}

/// Fetches it. Data that the vendor does not have is absent, and absent is never passed.
pub(crate) async fn fetch(app: &App, interview: &str) -> Result<Captured, Error> {
    let (score, ocr, device): (Option<Score>, Option<OcrData>, Option<DeviceInfo>) =
        futures::future::try_join3(
            absent_is_none(app.incode.score(interview)),
            absent_is_none(app.incode.ocr_data(interview)),
            absent_is_none(app.incode.device_info(interview)),
        )
        .await?;
    let page = ocr.as_ref().map(OcrData::document).unwrap_or_default();
    Ok(Captured { page, score, device, at: app.now() })
}

impl Captured {
    /// Puts it in the place of another capture's; subject and profile stay.
    pub(crate) fn onto(self, before: Snapshot) -> Snapshot {
        let missing = self.missing();
        let document = self.document();
        let score = self.score.unwrap_or_default();
        Snapshot {
            checks: map::checks(&score, &self.page, self.at.date_naive()),
            vendor: map::result(&score),
            face_elsewhere: map::face_elsewhere(&score),
            document,
            missing,
            ..before
        }
    }

    /// Recognise the same document, issuer and number together, and the same device in another
    /// case.
    pub(crate) fn tags(&self, app: &App) -> (Option<Vec<u8>>, Option<Vec<u8>>) {
        let device = self.device.as_ref().and_then(|device| device.device_fingerprint.as_ref());
        let device = device.map(|print| app.master.tag("device", print).to_vec());
        (document_tag(app, &self.document()), device)
    }

    /// What is compared: the page, filled from its machine readable zone and its barcode.
    fn document(&self) -> Document {
        claims::filled(&self.page, self.at.date_naive())
    }

    fn missing(&self) -> u8 {
        u8::from(self.page == Document::default()) + u8::from(self.score.is_none())
    }
}

/// Takes in a new capture: the person photographed again when a face or a document is another than
/// before. Everything that was read of the old pictures goes with them. True when there was one.
pub(crate) async fn again(app: &App, case: &StoredCase) -> Result<bool, Error> {
    if !photographed_again(app, case).await? {
        return Ok(false);
    }
    let captured = fetch(app, &case.interview_id).await?;
    let now = app.now();
    let mut tx = app.store.write().await?;
    let Some(case) = same_capture(&mut tx, app, case).await? else { return Ok(false) };
    if case.state != CaseState::AwaitingCapture {
        return Ok(false);
    }
    let came = Came { new_capture: true, back: Came::of(&case.account).back };
    put(&mut tx, app, &case, captured, came, now).await?;
    sqlx::query(
        "UPDATE cases SET state = 'open', capture = capture + 1, images = 'waiting',
             revision = revision + 1, captured_at = ? WHERE id = ?",
    )
    .bind(millis(now))
    .bind(case.id.to_string())
    .execute(&mut *tx)
    .await?;
    expect_pictures(&mut tx, case.id, case.capture + 1).await?;
    journal(&mut tx, now, Some((case.id, &case.key)), None, "new_capture", None).await?;
    tx.commit().await?;
    Ok(true)
}

/// Fetches what the vendor did not have before; true when it should be asked again soon.
pub(crate) async fn complete(app: &App, case: &StoredCase) -> Result<bool, Error> {
    if case.snapshot()?.missing == 0 {
        return Ok(false);
    }
    let now = app.now();
    let soon = case.captured_at.is_some_and(|at| now - at < HOPE);
    let captured = fetch(app, &case.interview_id).await?;
    let still_missing = captured.missing();
    let mut tx = app.store.write().await?;
    let Some(case) = same_capture(&mut tx, app, case).await? else { return Ok(false) };
    if still_missing >= case.snapshot()?.missing {
        return Ok(soon);
    }
    put(&mut tx, app, &case, captured, Came::of(&case.account), now).await?;
    sqlx::query("UPDATE cases SET revision = revision + 1 WHERE id = ?")
        .bind(case.id.to_string())
        .execute(&mut *tx)
        .await?;
    journal(&mut tx, now, Some((case.id, &case.key)), None, "data_came", None).await?;
    tx.commit().await?;
    Ok(soon && still_missing > 0)
}

/// The case as it is now, if it is undecided and still shows the same capture.
async fn same_capture(
    db: &mut SqliteConnection,
    app: &App,
    before: &StoredCase,
) -> Result<Option<StoredCase>, Error> {
    let now = StoredCase::load(db, app, before.id).await?;
    Ok(now.filter(|case| case.capture == before.capture && case.is_undecided()))
}

async fn put(
    db: &mut SqliteConnection,
    app: &App,
    case: &StoredCase,
    captured: Captured,
    came: Came,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    second::void(db, case.id).await?;
    let (document_tag, device_tag) = captured.tags(app);
    let mut snapshot = captured.onto(case.snapshot()?);
    let subject = case.subject.object_id;
    snapshot.person.changes = history::of(db, subject, case.captured_at, now).await?.changes;
    let account = case.account_by(db, &snapshot, came, now).await?;
    let weight = risk(&account.marks, snapshot.failed_checks());
    store_account(db, case.id, &case.key, &account, weight).await?;
    store_snapshot(db, case.id, &case.key, &snapshot).await?;
    sqlx::query("UPDATE cases SET document_tag = ?, device_tag = ? WHERE id = ?")
        .bind(document_tag)
        .bind(device_tag)
        .bind(case.id.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Whether the vendor has another selfie, front or back than the case. A picture that can't be had
/// says nothing.
async fn photographed_again(app: &App, case: &StoredCase) -> Result<bool, Error> {
    const LOOKED_AT: [(EvidenceRole, &str); 3] = [
        (EvidenceRole::Selfie, "selfie"),
        (EvidenceRole::DocumentFront, "fullFrameFrontID"),
        (EvidenceRole::DocumentBack, "fullFrameBackID"),
    ];
    for (role, name) in LOOKED_AT {
        let there = match app.incode.image(&case.interview_id, name).await {
            Ok(bytes) => audit::Hash::of(&bytes).to_hex(),
            Err(
                incode::Error::NotFound
                | incode::Error::TooLarge
                | incode::Error::Trouble { status: 502 }
                | incode::Error::UnexpectedAnswer(_),
            ) => continue,
            Err(error) => return Err(error.into()),
        };
        let before: Option<String> = sqlx::query_scalar(
            "SELECT sha256 FROM evidence WHERE case_id = ? AND role = ? AND capture = ?
                 AND state <> 'waiting'",
        )
        .bind(case.id.to_string())
        .bind(spelled(&role)?)
        .bind(case.capture)
        .fetch_optional(app.store.read())
        .await?;
        if before.as_deref() != Some(there.as_str()) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn absent_is_none<T>(
    call: impl Future<Output = Result<T, incode::Error>>,
) -> Result<Option<T>, incode::Error> {
    match call.await {
        Ok(found) => Ok(Some(found)),
        Err(incode::Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn document_tag(app: &App, document: &Document) -> Option<Vec<u8>> {
    let number = document.document_number.as_deref()?;
    let plain: String = number.chars().filter(|c| c.is_alphanumeric()).collect();
    let issuer = document.issuing_country.as_deref().unwrap_or_default();
    (plain.len() >= 4)
        .then(|| app.master.tag("document", &format!("{issuer}/{}", plain.to_uppercase())).to_vec())
}
