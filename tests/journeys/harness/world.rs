//! A sandbox, a service and as many desks as a journey wants.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::Profile;
use sandbox::company::{Artefact, ImageKind, Session, SessionKind, Truth};
use sandbox::{Options, Running, Sandbox};
use serde_json::json;
use service::{Config, Service};
use store::SecretStore;

use super::between::Between;
use super::desk::DeskUnderTest;
use super::keyring;

/// Cases that the company has; those that a journey needs are taken in.
const INVENTED: usize = 40;

pub struct World {
    pub sandbox: Running,
    pub service: Option<Service>,
    /// How many cases the service was told of.
    pub cases: usize,
    between: Option<Between>,
    config: String,
    folder: tempfile::TempDir,
    listen: String,
    log: Option<service::Ready>,
}

impl World {
    /// A service that has this many cases, quick to draw and fit to be approved.
    pub async fn with_cases(cases: usize) -> Self {
        let mut world = Self::empty().await;
        let plain = world.plain();
        assert!(plain.len() >= cases, "the company has {} plain cases", plain.len());
        for interview in &plain[..cases] {
            world.take_in(interview).await;
        }
        world
    }

    /// A company of which the service knows no case yet.
    pub async fn empty() -> Self {
        Self::of(260, INVENTED).await
    }

    /// A company of this many people and sessions.
    pub async fn of(people: usize, cases: usize) -> Self {
        let options = Options { people, cases, ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        // A port that stays the same when the service comes back.
        let port = {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().port()
        };
        let listen = format!("127.0.0.1:{port}");
        let config = config(&sandbox, &listen);
        let (service, between, cases, log) = (None, None, 0, None);
        let mut world = Self { sandbox, service, cases, between, config, folder, listen, log };
        world.service_up().await;
        world
    }

    pub async fn service_up(&mut self) {
        let config = Config::parse(&self.config, self.folder.path()).unwrap();
        let service = Service::start(config, desk::system_clock()).await.unwrap();
        self.log = Some(service.ready().clone());
        self.service = Some(service);
    }

    pub async fn service_down(&mut self) {
        self.service.take().unwrap().stop().await;
    }

    /// Desks made from here on reach the service through something that watches and meddles.
    pub async fn watched(&mut self) -> Between {
        let between = Between::before(&format!("http://{}", self.listen)).await;
        self.between = Some(between.clone());
        between
    }

    /// The vendor's hint about one interview, as its webhook sends it.
    pub async fn take_in(&mut self, interview: &str) {
        let hint = json!({
            "interviewId": interview,
            "onboardingStatus": "ONBOARDING_FINISHED",
            "clientId": "tarnholm",
            "flowId": "flow",
        });
        let url = format!("http://{}/v1/webhooks/incode", self.listen);
        let answer = reqwest::Client::new().post(url).json(&hint).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
        self.cases += 1;
    }

    /// Interviews that a recovery reviewer can approve, those with the smallest pictures first.
    pub fn plain(&self) -> Vec<String> {
        let company = self.sandbox.company();
        let mut plain: Vec<&Session> =
            company.sessions.iter().filter(|session| is_plain(session)).collect();
        plain.sort_by_key(|session| pixels(session));
        plain.into_iter().map(|session| session.interview_id.clone()).collect()
    }

    /// Those of people who have but one session, and whose birth dates agree: nothing in their facts
    /// closes an approval.
    pub fn approvable(&self) -> Vec<String> {
        let sessions = &self.sandbox.company().sessions;
        let approvable = |interview: &String| {
            let session = self.session(interview);
            let once = sessions.iter().filter(|one| one.subject == session.subject).count() == 1;
            once && dates_agree(session)
        };
        self.plain().into_iter().filter(approvable).collect()
    }

    /// Whether one of the two is above the other, at any depth.
    pub fn related(&self, account: &str, interview: &str) -> bool {
        let company = self.sandbox.company();
        let session = self.session(interview);
        let name = format!("{account}@tarnholm.example");
        let reviewer = self.sandbox.directory().user_id(&name).unwrap();
        let manager = |id| company.people.iter().find(|one| one.id == id).and_then(|p| p.manager);
        let above = |id| std::iter::successors(manager(id), |id| manager(*id)).collect::<Vec<_>>();
        above(session.subject).contains(&reviewer) || above(reviewer).contains(&session.subject)
    }

    /// Puts the person of an interview into a group that a role may be assigned to.
    pub fn make_privileged(&self, interview: &str) {
        let company = self.sandbox.company();
        let session = self.session(interview);
        let assignable =
            |group: &&sandbox::company::Group| group.is_assignable_to_role == Some(true);
        let group = company.groups.iter().find(assignable).unwrap();
        let (group, member) = (group.id.to_string(), session.subject.to_string());
        self.sandbox.directory().add_member(&group, &member).unwrap();
    }

    fn session(&self, interview: &str) -> &Session {
        let sessions = &self.sandbox.company().sessions;
        sessions.iter().find(|one| one.interview_id == interview).unwrap()
    }

    /// A desk in its own folder, with its own keyring.
    pub fn desk(&self, name: &str, account: &str) -> DeskUnderTest {
        let account = format!("{account}@tarnholm.example");
        let secrets = Arc::new(keyring::Memory::default());
        DeskUnderTest::open(self.profile(), &self.path(name), secrets, &account)
    }

    /// A desk as its last run left it: same folder, same keyring.
    pub fn desk_again(&self, before: &DeskUnderTest) -> DeskUnderTest {
        self.desk_with(before, before.secrets.clone())
    }

    /// A desk in the folder of another, with another keyring.
    pub fn desk_with(
        &self,
        before: &DeskUnderTest,
        secrets: Arc<dyn SecretStore>,
    ) -> DeskUnderTest {
        DeskUnderTest::open(self.profile(), &before.data, secrets, &before.account)
    }

    /// A place in the journey's own folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn profile(&self) -> Profile {
        Profile::parse(&self.profile_text()).unwrap()
    }

    pub fn profile_text(&self) -> String {
        let log = self.log.as_ref().unwrap();
        let service = match &self.between {
            Some(between) => between.url(),
            None => format!("http://{}", self.listen),
        };
        let more = [
            ("service", service.as_str()),
            ("log_origin", &log.log_origin),
            ("log_key", &log.log_key),
        ];
        self.sandbox.ready().fill(include_str!("../../house/profile.toml"), &more)
    }

    /// The folder in which the service keeps its own.
    pub fn service_folder(&self) -> &Path {
        self.folder.path()
    }
}

fn is_plain(session: &Session) -> bool {
    let has = |kind| session.pictures.iter().any(|picture| picture.kind == kind);
    let faces = has(ImageKind::CroppedFace) && has(ImageKind::Selfie) && has(ImageKind::Front);
    matches!(session.kind, SessionKind::PasswordReset | SessionKind::MfaRecovery)
        && matches!(session.truth, Truth::TrueOwner { .. })
        && faces
        && !session.pictures.iter().any(|picture| picture.oversized)
}

fn dates_agree(session: &Session) -> bool {
    use Artefact::{
        BirthCentury, BirthDayMonthSwap, BirthMissing, BirthOcrDigit, BirthOneDigit,
        BirthPlaceholder, BirthYearOnly, UnreadableScript,
    };
    let Truth::TrueOwner { artefact } = session.truth else { return false };
    !matches!(
        artefact,
        BirthCentury
            | BirthDayMonthSwap
            | BirthMissing
            | BirthOcrDigit
            | BirthOneDigit
            | BirthPlaceholder
            | BirthYearOnly
            | UnreadableScript
    )
}

fn pixels(session: &Session) -> u64 {
    session.pictures.iter().map(|p| u64::from(p.width) * u64::from(p.height)).sum()
}

fn config(sandbox: &Running, listen: &str) -> String {
    let more = [("listen", listen), ("repoll_seconds", "2")];
    sandbox.ready().fill(include_str!("../../house/service.toml"), &more)
}
