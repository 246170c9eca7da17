//! The real thing: one service, three desks, and a network between them that meddles.

use std::collections::BTreeSet;

use desk::view::{
    DecideRequest, DeliveryState, KeepFacesRequest, OpenCaseRequest, QueueRequest, SessionState,
};
use review::{CaseId, DecisionId, FaceAnswer, Mark, ReasonCode, Sureness, Verdict};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use super::reference::{Act, Expected, Net, PEOPLE, SignIn, done_if};
use super::rules::Row;
use crate::harness::steps::{see_everything, settled};
use crate::harness::{Between, DeskUnderTest, Spoil, World};

const ACCOUNTS: [&str; PEOPLE] = ["ana.ferreira", "tomasz.wilk", "mireille.okou"];

pub struct House {
    world: World,
    between: Between,
    desks: [DeskUnderTest; PEOPLE],
    /// Interviews that were not taken in yet, and whose circle each is of.
    spare: Vec<(String, Vec<usize>)>,
    known: BTreeSet<CaseId>,
    /// Signed while the service was away: who, for which case, and what must come of it.
    waiting: Vec<(usize, CaseId, DecisionId, Expected)>,
    up: bool,
    /// Why the last verdict was refused at its desk, for whoever reads a failure.
    pub said: String,
}

impl House {
    pub async fn open() -> Self {
        let mut world = World::of(900, 260).await;
        let between = world.watched().await;
        let circle = |interview: &str| {
            (0..PEOPLE).filter(|who| world.related(ACCOUNTS[*who], interview)).collect::<Vec<_>>()
        };
        let spare = world.approvable().into_iter().rev();
        let spare = spare.map(|interview| (interview.clone(), circle(&interview))).collect();
        let [ana, tomasz, mireille] = ACCOUNTS.map(|account| world.desk(account, account));
        let desks = [ana.signed_in().await, tomasz.signed_in().await, mireille.signed_in().await];
        let (known, waiting) = (BTreeSet::new(), Vec::new());
        Self { world, between, desks, spare, known, waiting, up: true, said: String::new() }
    }

    /// A case nobody has touched, for which one or two people decide; `None` once the company has
    /// nobody more of that kind.
    pub async fn new_case(&mut self, two: bool, circle: &[usize]) -> Option<CaseId> {
        loop {
            let fits = self.spare.iter().rposition(|(_, one)| one == circle)?;
            let (interview, _) = self.spare.remove(fits);
            if two {
                self.world.make_privileged(&interview);
            }
            self.world.take_in(&interview).await;
            let mut new = None;
            for desk in &self.desks {
                let known = &self.known;
                let found = desk.until(async |desk| {
                    let rows = desk.queue(QueueRequest::default()).await.ok()?.rows;
                    rows.into_iter().find(|row| !known.contains(&row.id))
                });
                new = Some(found.await);
            }
            let row = new.unwrap();
            self.known.insert(row.id);
            let special = |mark: &Mark| matches!(mark, Mark::Privileged | Mark::FinanceApprover);
            if row.marks.iter().any(special) == two {
                return Some(row.id);
            }
        }
    }

    /// Does it, and tells what came of it.
    pub async fn act(&mut self, act: &Act, cases: &[CaseId], expected: Expected) -> Expected {
        match *act {
            Act::Take { who, case, over } => self.take(who, cases[case], over).await,
            Act::Judge { who, case, answer } => self.judge(who, cases[case], answer).await,
            Act::See { who, case } if expected == Expected::Done => {
                let desk = &self.desks[who].desk;
                let view = desk.case(cases[case]).await.unwrap();
                see_everything(desk, view).await;
                Expected::Done
            }
            Act::See { .. } => Expected::Refused,
            Act::Decide { who, case, verdict, sign_in, net } => {
                let other = ACCOUNTS[(who + 1) % PEOPLE];
                let account = if sign_in == SignIn::Own { ACCOUNTS[who] } else { other };
                self.desks[who].browser.use_account(account);
                self.meddle(net);
                let came = self.decide(who, cases[case], verdict, expected).await;
                self.between.leave_alone();
                came
            }
            Act::GiveBack { who, case } => {
                let given = self.desks[who].desk.give_back(cases[case], "later".to_owned()).await;
                done_if(given.is_ok())
            }
            Act::Restart { who } => {
                self.desks[who].desk.close().await;
                self.desks[who] = self.world.desk_again(&self.desks[who]);
                self.desks[who].desk.start().await;
                let state = self.desks[who].desk.session().state;
                assert!(matches!(state, SessionState::SignedIn { .. }), "{state:?}");
                Expected::Done
            }
            Act::ServiceDown => {
                self.world.service_down().await;
                self.up = false;
                for desk in &self.desks {
                    let _ = desk.desk.sync_now().await;
                }
                Expected::Done
            }
            Act::ServiceUp => {
                self.world.service_up().await;
                self.up = true;
                self.delivered().await;
                Expected::Done
            }
        }
    }

    /// Everything that was signed has come to its end.
    pub async fn delivered(&mut self) {
        if !self.up {
            self.world.service_up().await;
            self.up = true;
        }
        for desk in &self.desks {
            let _ = desk.desk.sync_now().await;
        }
        for (who, case, decision, expected) in std::mem::take(&mut self.waiting) {
            let came = self.ended(who, case, decision).await;
            let must = if expected == Expected::Waits { Expected::Done } else { expected };
            assert_eq!(came, must, "what was signed while the service was away");
        }
    }

    /// The decisions about a case that the service has, in the order of its log.
    pub async fn recorded(&self, case: CaseId) -> Vec<Row> {
        let file = self.world.service_folder().join("service/service.sqlite");
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        let mut database = options.connect().await.unwrap();
        let rows: Vec<(String, String, String, bool, i64)> = sqlx::query_as(
            "SELECT d.id, d.person, d.verdict, d.carries,
                 (SELECT count(*) FROM log_entries e WHERE e.log_index = d.log_index
                      AND instr(CAST(e.entry AS TEXT), d.id) > 0)
             FROM decisions d WHERE d.case_id = ? ORDER BY d.log_index",
        )
        .bind(case.to_string())
        .fetch_all(&mut database)
        .await
        .unwrap();
        let people = ACCOUNTS.map(|account| self.object_of(account));
        rows.into_iter()
            .map(|(id, person, verdict, carries, entries)| Row {
                id,
                by: people.iter().position(|one| *one == person).unwrap(),
                verdict: serde_json::from_value(serde_json::Value::String(verdict)).unwrap(),
                carries,
                entries: usize::try_from(entries).unwrap(),
            })
            .collect()
    }

    async fn take(&self, who: usize, case: CaseId, over: bool) -> Expected {
        let desk = &self.desks[who].desk;
        let take_over_reason = over.then(|| "the shift ends".to_owned());
        let taken = desk.open_case(OpenCaseRequest { case, take_over_reason }).await;
        if taken.is_ok() {
            settled(desk, case).await;
        }
        done_if(taken.is_ok())
    }

    async fn judge(&self, who: usize, case: CaseId, answer: FaceAnswer) -> Expected {
        let desk = &self.desks[who].desk;
        let request = KeepFacesRequest { case, answer, sureness: Sureness::Fairly };
        let kept = desk.keep_faces(request).await;
        if kept.is_ok() {
            settled(desk, case).await;
        }
        done_if(kept.is_ok())
    }

    async fn decide(
        &mut self,
        who: usize,
        case: CaseId,
        verdict: Verdict,
        expected: Expected,
    ) -> Expected {
        let reason = match verdict {
            Verdict::Approve => "N-01",
            Verdict::Deny => "D-02",
            Verdict::NewCapture => "Q-02",
            Verdict::Escalate => "S-01",
        };
        let reasons = vec![ReasonCode(reason.to_owned())];
        let request = DecideRequest { case, verdict, reasons, note: String::new() };
        let signed = match self.desks[who].desk.decide(request).await {
            Ok(signed) => signed,
            Err(problem) => {
                self.said = format!("{problem:?}");
                return Expected::Refused;
            }
        };
        if self.up {
            return self.ended(who, case, signed.decision).await;
        }
        self.waiting.push((who, case, signed.decision, expected));
        // A desk that has not heard that it lost the case signs too; the service will refuse it.
        expected
    }

    /// Waits until a signed decision is recorded or refused.
    async fn ended(&self, who: usize, case: CaseId, decision: DecisionId) -> Expected {
        let state = self.desks[who].until(async |desk| {
            let receipt = desk.receipt(case).await.ok()?;
            let ended = !matches!(receipt.state, DeliveryState::Queued { .. });
            (receipt.decision == decision && ended).then_some(receipt.state)
        });
        match state.await {
            DeliveryState::Recorded
            | DeliveryState::AwaitsSecond
            | DeliveryState::Escalated
            | DeliveryState::Outvoted
            | DeliveryState::Stuck { .. } => Expected::Done,
            DeliveryState::RefusedChanged
            | DeliveryState::AlreadyDecided { .. }
            | DeliveryState::Refused { .. } => Expected::Refused,
            other => panic!("{other:?}"),
        }
    }

    fn meddle(&self, net: Net) {
        let how = match net {
            Net::Calm => return,
            Net::CutBefore => Spoil::CutBefore,
            Net::CutAfter => Spoil::CutAfter,
            Net::FailedBefore => Spoil::FailBefore,
            Net::FailedAfter => Spoil::FailAfter,
            Net::Twice => Spoil::Twice,
        };
        self.between.spoil_once("/decisions", how);
    }

    fn object_of(&self, account: &str) -> String {
        let name = format!("{account}@tarnholm.example");
        self.world.sandbox.directory().user_id(&name).unwrap().to_string()
    }
}
