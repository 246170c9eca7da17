//! A desk as the service sees one: real sign-ins, a real device key, real statements.

use std::collections::BTreeMap;

use audit::envelope;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use chrono::{TimeDelta, Utc};
use ed25519_dalek::SigningKey;
use entra::{CancellationToken, Entra, Prompt, SignInRequest, SignedIn, Tenant, Trust};
use reqwest::{Response, StatusCode};
use review::*;
use secrecy::ExposeSecret as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;

pub struct Desk {
    pub http: reqwest::Client,
    pub url: String,
    pub token: String,
    pub key: SigningKey,
    pub person: PersonRef,
    pub upn: String,
    entra: Entra,
    /// How far the clock of this world is ahead of the machine's.
    pub ahead: TimeDelta,
    pub sequence: u64,
    pub previous: Option<String>,
}

/// A decision ready to be sent.
#[derive(Clone)]
pub struct Prepared {
    pub case: CaseId,
    pub decision: DecisionId,
    pub revision: u64,
    pub body: Vec<u8>,
    pub envelope: String,
}

impl Desk {
    pub async fn sign_in(ready: &sandbox::Ready, url: &str, name: &str, ahead: TimeDelta) -> Self {
        let tenant = Tenant::new(
            ready.tenant_id.parse().unwrap(),
            ready.client_id.parse().unwrap(),
            ready.authority.parse().unwrap(),
            ready.graph.parse().unwrap(),
            format!("api://{}/desk.access", ready.service_client_id),
            Trust::Sandbox { ca_certificate_pem: ready.ca_certificate.clone() },
        )
        .unwrap();
        let entra = Entra::new(tenant).unwrap();
        let upn = format!("{name}@tarnholm.example");
        let key = SigningKey::from_bytes(&rand::random());
        let random: [u8; 32] = rand::random();
        let nonce = binding::enrolment_nonce(key.verifying_key().as_bytes(), &random);
        let signed = browse(&entra, &upn, nonce, ahead).await;
        let desk = Self {
            http: reqwest::Client::new(),
            url: url.to_owned(),
            token: signed.tokens.access_token.expose_secret().to_owned(),
            person: PersonRef {
                tenant_id: signed.person.tenant_id,
                object_id: signed.person.object_id,
            },
            key,
            upn,
            entra,
            ahead,
            sequence: 0,
            previous: None,
        };
        if !signed.person.roles.is_empty() {
            let answer = desk.enrol(signed.id_token.expose_secret(), &random).await;
            assert_eq!(answer.status(), 200);
        }
        desk
    }

    pub async fn enrol(&self, id_token: &str, random: &[u8; 32]) -> Response {
        let request = EnrolmentRequest {
            public_key: STANDARD.encode(self.key.verifying_key().as_bytes()),
            device_name: "a desk".to_owned(),
            sign_in: SignInProof { id_token: id_token.to_owned(), random: STANDARD.encode(random) },
        };
        self.post("v1/devices", &request).await
    }

    /// A sign-in by this person for a nonce.
    pub async fn fresh_sign_in(&self, nonce: String) -> String {
        let signed = browse(&self.entra, &self.upn, nonce, self.ahead).await;
        signed.id_token.expose_secret().to_owned()
    }

    /// The same without a client that would notice what is wrong with the token: for tokens that
    /// the service must refuse.
    pub async fn id_token_by_hand(&self, ready: &sandbox::Ready, nonce: String) -> String {
        let http = self.entra.http();
        let verifier = hex::encode(rand::random::<[u8; 32]>());
        let challenge = URL_SAFE_NO_PAD.encode(audit::Hash::of(verifier.as_bytes()).0);
        let scope = format!("openid profile api://{}/desk.access", ready.service_client_id);
        let authorize = url::Url::parse_with_params(
            &format!("{}/oauth2/v2.0/authorize", ready.authority),
            [
                ("client_id", ready.client_id.as_str()),
                ("response_type", "code"),
                ("response_mode", "form_post"),
                ("redirect_uri", "http://localhost"),
                ("scope", &scope),
                ("state", "x"),
                ("nonce", &nonce),
                ("prompt", "login"),
                ("code_challenge", &challenge),
                ("code_challenge_method", "S256"),
            ],
        )
        .unwrap();
        let page = http.get(authorize.clone()).send().await.unwrap().text().await.unwrap();
        let (action, mut fields) = form(&page);
        fields.insert("account".to_owned(), self.upn.clone());
        let next = authorize.join(&action).unwrap();
        let page = http.post(next).form(&fields).send().await.unwrap().text().await.unwrap();
        let (_, fields) = form(&page);
        let exchange = [
            ("client_id", ready.client_id.as_str()),
            ("grant_type", "authorization_code"),
            ("redirect_uri", "http://localhost"),
            ("code", &fields["code"]),
            ("code_verifier", &verifier),
            ("scope", &scope),
        ];
        let token = format!("{}/oauth2/v2.0/token", ready.authority);
        let tokens: serde_json::Value =
            read(http.post(token).form(&exchange).send().await.unwrap()).await;
        tokens["id_token"].as_str().unwrap().to_owned()
    }

    pub async fn get(&self, path: &str) -> Response {
        let url = format!("{}/{path}", self.url);
        self.http.get(url).bearer_auth(&self.token).send().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: &impl Serialize) -> Response {
        let url = format!("{}/{path}", self.url);
        self.http.post(url).bearer_auth(&self.token).json(body).send().await.unwrap()
    }

    pub async fn changes(&self, cursor: Option<&str>) -> ChangePage {
        let path = cursor.map(|c| format!("v1/changes?cursor={c}"));
        read(self.get(path.as_deref().unwrap_or("v1/changes")).await).await
    }

    pub async fn lease(&self, case: CaseId) -> Lease {
        read(self.post(&format!("v1/cases/{case}/lease"), &LeaseRequest::default()).await).await
    }

    pub async fn file(&self, case: CaseId) -> CaseFile {
        read(self.get(&format!("v1/cases/{case}")).await).await
    }

    pub async fn release(&self, case: CaseId, fence: u64) {
        let body = json!({ "fence": fence, "note": "another one first" });
        let answer = self.post(&format!("v1/cases/{case}/release"), &body).await;
        assert_eq!(answer.status(), 200);
    }

    /// Fetches one picture, checks digest, seal, hash and commitment; gives the plain bytes.
    pub async fn see(&self, case: CaseId, item: &EvidenceItem) -> Vec<u8> {
        let answer = self.get(&format!("v1/cases/{case}/evidence/{}", item.id)).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let digest = answer.headers()["repr-digest"].to_str().unwrap().to_owned();
        let body = answer.bytes().await.unwrap();
        let expected = STANDARD.encode(audit::Hash::of(&body).0);
        assert_eq!(digest, format!("sha-256=:{expected}:"));
        let key = STANDARD.decode(item.key.as_ref().unwrap()).unwrap();
        let (nonce, sealed) = body.split_at(24);
        let aad = evidence::seal_context(case, item.id);
        let plain = XChaCha20Poly1305::new_from_slice(&key)
            .unwrap()
            .decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad: aad.as_bytes() })
            .unwrap();
        assert_eq!(audit::Hash::of(&plain).to_hex(), item.sha256);
        let salt: [u8; 32] = STANDARD.decode(&item.salt).unwrap().try_into().unwrap();
        assert_eq!(audit::commitment::commit(&salt, &plain).to_hex(), item.commitment);
        plain
    }

    /// Opens a case up to the whole file, every picture seen, the faces judged the same.
    pub async fn open(&self, case: CaseId) -> CaseFile {
        let lease = self.lease(case).await;
        let first = self.file(case).await;
        for item in live(&first) {
            self.see(case, item).await;
        }
        if first.facts.is_none() {
            let answer = self.judge(case, lease.fence, Uuid::now_v7(), FaceAnswer::Same).await;
            assert_eq!(answer.status(), 200);
        }
        let file = self.file(case).await;
        for item in live(&file) {
            self.see(case, item).await;
        }
        file
    }

    pub async fn judge(&self, case: CaseId, fence: u64, id: Uuid, answer: FaceAnswer) -> Response {
        let submission =
            FaceSubmission { id, fence, answer, sureness: Sureness::Fairly, blind: true };
        self.post(&format!("v1/cases/{case}/faces"), &submission).await
    }

    /// The first case that the rules would let this person approve alone, opened.
    pub async fn approvable(&self) -> CaseFile {
        self.approvable_by(1).await
    }

    /// The first case that the rules would let this person approve as one of two, opened.
    pub async fn approvable_by_two(&self) -> CaseFile {
        self.approvable_by(2).await
    }

    async fn approvable_by(&self, people: usize) -> CaseFile {
        for summary in self.changes(None).await.changes {
            let reviewer: Reviewer = read(self.get("v1/me").await).await;
            let guarded = [Mark::Privileged, Mark::FinanceApprover];
            if summary.state != CaseState::Open
                || (people == 2) != summary.marks.iter().any(|mark| guarded.contains(mark))
                || summary.held_by.is_some()
                || !summary.kind.decided_by(&reviewer)
            {
                continue;
            }
            let file = self.open(summary.id).await;
            // With the vendor's crop: which case comes first is chance, and one in eight has none.
            let open = self.door(&file, &reviewer, Verdict::Approve).is_open();
            if file.blind && open && people_for(&file) == people {
                return file;
            }
            self.release(summary.id, file.lease.unwrap().fence).await;
        }
        panic!("no case can be approved");
    }

    pub fn door(&self, file: &CaseFile, reviewer: &Reviewer, verdict: Verdict) -> Door {
        let seen: Vec<EvidenceId> = live(file).map(|item| item.id).collect();
        let situation = Situation {
            case: &file.summary,
            facts: file.facts.as_ref(),
            judgements: &file.judgements,
            others_differed: false,
            decided_before: &[],
            evidence: &file.evidence,
            seen: &seen,
            reviewer,
            reviewer_chain: None,
            holds_lease: file.lease.is_some(),
            online: true,
        };
        let doors = doors(&situation, &Policy::strict());
        doors.into_iter().find(|door| door.verdict == verdict).unwrap()
    }

    /// The claim that an honest desk makes.
    pub fn claim(&self, file: &CaseFile, verdict: Verdict) -> DecisionClaim {
        let reason = match verdict {
            Verdict::Approve => "N-01",
            Verdict::Deny => "D-01",
            Verdict::NewCapture => "Q-01",
            Verdict::Escalate => "S-01",
        };
        DecisionClaim {
            decision: DecisionId(Uuid::now_v7()),
            case: file.summary.id,
            kind: file.summary.kind,
            revision: file.summary.revision,
            fence: file.lease.as_ref().map_or(0, |lease| lease.fence),
            subject: file.facts.as_ref().map(|facts| facts.subject),
            verdict,
            reasons: vec![ReasonCode(reason.to_owned())],
            note_digest: None,
            findings_digest: None,
            faces: file.judgements.first().cloned(),
            seen: live(file)
                .map(|item| Seen {
                    evidence: item.id,
                    role: item.role,
                    first_at: Utc::now(),
                    longest_side: 900,
                })
                .collect(),
            policy_version: 1,
            reviewer: self.person,
            device_key: envelope::key_id(&self.key.verifying_key()),
            sequence: self.sequence + 1,
            previous: self.previous.clone(),
            jwks_thumbprint: "0".repeat(64),
            desk_version: "0.1.0".to_owned(),
            decided_at: Utc::now(),
        }
    }

    /// Signs a claim; an approval signs in for it.
    pub async fn prepare(&self, file: &CaseFile, claim: DecisionClaim) -> Prepared {
        let random: [u8; 32] = rand::random();
        let subjects =
            live(file).map(|item| EvidenceDigest::new(item.id, item.commitment.clone())).collect();
        let approve = claim.verdict == Verdict::Approve;
        let (case, decision, revision) = (claim.case, claim.decision, claim.revision);
        let payload = Statement::of(claim, subjects).to_bytes().unwrap();
        let envelope = envelope::sign(statement::PAYLOAD_TYPE, &payload, &self.key).to_json();
        let sign_in = if approve {
            let nonce = binding::approval_nonce(&binding::statement_digest(&payload), &random);
            let id_token = self.fresh_sign_in(nonce).await;
            Some(SignInProof { id_token, random: STANDARD.encode(random) })
        } else {
            None
        };
        let submission =
            DecisionSubmission { envelope: envelope.clone(), sign_in, note: None, findings: None };
        let body = serde_json::to_vec(&submission).unwrap();
        Prepared { case, decision, revision, body, envelope }
    }

    pub async fn send(&self, prepared: &Prepared) -> Response {
        self.try_send(prepared).await.unwrap()
    }

    pub async fn try_send(&self, prepared: &Prepared) -> reqwest::Result<Response> {
        self.http
            .post(format!("{}/v1/cases/{}/decisions", self.url, prepared.case))
            .bearer_auth(&self.token)
            .header("Idempotency-Key", format!("\"{}\"", prepared.decision))
            .header("If-Match", format!("\"{}\"", prepared.revision))
            .header("content-type", "application/json")
            .body(prepared.body.clone())
            .send()
            .await
    }

    /// Decides and remembers the place in the key's chain.
    pub async fn decide(&mut self, file: &CaseFile, verdict: Verdict) -> (Prepared, Receipt) {
        let prepared = self.prepare(file, self.claim(file, verdict)).await;
        let answer = self.send(&prepared).await;
        assert_eq!(answer.status(), StatusCode::CREATED, "{}", answer.text().await.unwrap());
        self.sequence += 1;
        self.previous = Some(audit::chain::after_json(prepared.envelope.as_bytes()).to_hex());
        (prepared, read(answer).await)
    }
}

/// How many people the strict policy asks for.
fn people_for(file: &CaseFile) -> usize {
    let facts = file.facts.as_ref().unwrap();
    let because = second_person(facts, &file.summary.marks, &Policy::strict());
    if because.is_empty() { 1 } else { 2 }
}

pub fn live(file: &CaseFile) -> impl Iterator<Item = &EvidenceItem> {
    file.evidence.iter().filter(|item| item.state == EvidenceState::Live)
}

pub async fn read<T: DeserializeOwned>(answer: Response) -> T {
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert!(status.is_success(), "{status}: {text}");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The problem document of a refusal.
pub async fn problem(answer: Response) -> Problem {
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let status = answer.status().as_u16();
    let problem: Problem = answer.json().await.unwrap();
    assert_eq!(problem.status, status);
    problem
}

/// Does what a person does in the browser: follows the link, picks the account, is sent back.
async fn browse(entra: &Entra, upn: &str, nonce: String, ahead: TimeDelta) -> SignedIn {
    let request = SignInRequest { nonce, prompt: Some(Prompt::Login), ..SignInRequest::default() };
    let pending = entra.begin_sign_in(request, Utc::now() + ahead).await.unwrap();
    let http = entra.http().clone();
    let url = pending.authorize_url().clone();
    let upn = upn.to_owned();
    let browser = tokio::spawn(async move {
        let page = http.get(url.clone()).send().await.unwrap().text().await.unwrap();
        let (action, mut fields) = form(&page);
        fields.insert("account".to_owned(), upn);
        let next = url.join(&action).unwrap();
        let page = http.post(next).form(&fields).send().await.unwrap().text().await.unwrap();
        let (action, fields) = form(&page);
        reqwest::Client::new().post(action).form(&fields).send().await.unwrap();
    });
    let signed_in = pending.finish(CancellationToken::new(), Utc::now() + ahead).await.unwrap();
    browser.await.unwrap();
    signed_in
}

fn form(page: &str) -> (String, BTreeMap<String, String>) {
    let form = page.split("<form").nth(1).expect(page).split("</form>").next().unwrap();
    let attribute = |text: &str, name: &str| {
        let value = text.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
        Some(value.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&"))
    };
    let fields = form
        .split("<input")
        .skip(1)
        .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)));
    (attribute(form, "action").unwrap(), fields.collect())
}
