//! Queue, leases, faces, files and evidence.

use reqwest::{Method, StatusCode, header};
use review::{
    CaseFile, CaseId, CaseSummary, EvidenceId, FaceSubmission, Lease, LeaseRequest,
    case::ChangePage,
};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::exchange::{Client, EVIDENCE_LIMIT, bounded, read_json, send, succeed};

/// Answer of the change feed.
#[derive(Debug)]
pub enum Changes {
    /// 304: nothing since the cursor.
    None,
    /// A page, and the `ETag` to ask with next time.
    Page(ChangePage, Option<String>),
}

#[derive(Serialize)]
struct Release<'a> {
    fence: u64,
    note: &'a str,
}

#[derive(Deserialize)]
struct Taken {
    case: Option<CaseId>,
}

impl Client {
    /// What changed since `cursor` (from the beginning without one).
    ///
    /// # Errors
    /// Every outcome of [`Error`].
    pub async fn changes(&self, cursor: Option<&str>, etag: Option<&str>) -> Result<Changes> {
        let mut request = self.request(Method::GET, "v1/changes")?;
        if let Some(cursor) = cursor {
            request = request.query(&[("cursor", cursor)]);
        }
        if let Some(etag) = etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        let answer = send(request).await?;
        if answer.status() == StatusCode::NOT_MODIFIED {
            return Ok(Changes::None);
        }
        let answer = succeed(answer).await?;
        let etag = answer.headers().get(header::ETAG).and_then(|v| v.to_str().ok());
        let etag = etag.map(str::to_owned);
        Ok(Changes::Page(read_json(answer).await?, etag))
    }

    /// The riskiest, then oldest, free case the caller may decide; `None` when nothing waits.
    ///
    /// # Errors
    /// Every outcome of [`Error`].
    pub async fn take_next(&self) -> Result<Option<CaseId>> {
        let taken: Taken = self.json(self.request(Method::POST, "v1/take-next")?).await?;
        Ok(taken.case)
    }

    /// Takes or renews the lease.
    ///
    /// # Errors
    /// [`Error::Refused`] of kind `lease-held` names the holder.
    pub async fn lease(&self, case: CaseId, request: &LeaseRequest) -> Result<Lease> {
        let call = self.request(Method::POST, &format!("v1/cases/{case}/lease"))?;
        self.json(call.json(request)).await
    }

    /// Gives the case back with a note.
    ///
    /// # Errors
    /// [`Error::Refused`] of kind `lease-lost` when it is not the caller's any more.
    pub async fn release(&self, case: CaseId, fence: u64, note: &str) -> Result<CaseSummary> {
        let call = self.request(Method::POST, &format!("v1/cases/{case}/release"))?;
        self.json(call.json(&Release { fence, note })).await
    }

    /// The case as far as it is released to the caller.
    ///
    /// # Errors
    /// Every outcome of [`Error`].
    pub async fn case(&self, case: CaseId) -> Result<CaseFile> {
        self.json(self.request(Method::GET, &format!("v1/cases/{case}"))?).await
    }

    /// Keeps a face answer; answers the whole case.
    ///
    /// # Errors
    /// [`Error::Refused`] of kind `already-judged` names the answer that is kept.
    pub async fn keep_faces(&self, case: CaseId, answer: &FaceSubmission) -> Result<CaseFile> {
        let call = self.request(Method::POST, &format!("v1/cases/{case}/faces"))?;
        self.json(call.json(answer)).await
    }

    /// Sealed evidence: `nonce[24] ‖ ciphertext` (see [`review::EvidenceItem`]).
    ///
    /// # Errors
    /// [`Error::Refused`] of kind `gone` when it was erased or purged.
    pub async fn evidence(&self, case: CaseId, evidence: EvidenceId) -> Result<Vec<u8>> {
        let call = self.request(Method::GET, &format!("v1/cases/{case}/evidence/{evidence}"))?;
        let call =
            call.header(header::ACCEPT, "application/octet-stream, application/problem+json");
        let body = bounded(succeed(send(call).await?).await?, EVIDENCE_LIMIT).await?;
        if body.len() < 24 {
            return Err(Error::Untrusted { what: "evidence that is too short" });
        }
        Ok(body)
    }
}
