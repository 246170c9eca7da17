//! What ought to happen, said a second time and much more simply: cases, three people, who holds
//! what, who saw what, and which verdicts must be recorded because of it.

use proptest::prelude::*;
use review::{FaceAnswer, Verdict};

/// People at their desks. The last one is of the security desk.
pub const PEOPLE: usize = 3;
pub const SECURITY: usize = 2;
/// Whose reports some cases are about.
pub const CIRCLES: [&[usize]; 3] = [&[], &[2], &[1, 2]];
pub const CASES: usize = 2;

/// The whole reference.
#[derive(Clone, Debug)]
pub struct Reference {
    pub cases: Vec<Case>,
    pub service_up: bool,
}

#[derive(Clone, Debug)]
pub struct Case {
    /// Whether the account is privileged, so that two people decide.
    pub two: bool,
    /// Whose manager or report, at any depth, the case is about.
    pub circle: &'static [usize],
    pub state: State,
    pub holder: Option<usize>,
    pub sides: [Side; PEOPLE],
    /// Verdicts that wait for another person's.
    pub standing: Vec<(usize, Verdict)>,
    /// Everything that must be in the log, in its order.
    pub recorded: Vec<(usize, Verdict)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Second { first: usize },
    Escalated,
    AwaitingCapture,
    Decided,
}

/// One person's side of a case.
#[derive(Clone, Copy, Debug, Default)]
pub struct Side {
    /// Opened at this desk since it started.
    pub open: bool,
    /// The first face answer, which is the one that counts.
    pub answer: Option<FaceAnswer>,
    /// Whether everything was shown large enough under this lease.
    pub seen: bool,
    /// Signed while the service was away.
    pub waiting: Option<Verdict>,
}

/// What somebody does.
#[derive(Clone, Debug)]
pub enum Act {
    Take { who: usize, case: usize, over: bool },
    Judge { who: usize, case: usize, answer: FaceAnswer },
    See { who: usize, case: usize },
    Decide { who: usize, case: usize, verdict: Verdict, sign_in: SignIn, net: Net },
    GiveBack { who: usize, case: usize },
    Restart { who: usize },
    ServiceDown,
    ServiceUp,
}

/// Who signs in for an approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    Own,
    AnotherAccount,
}

/// What the network does to the decision on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Net {
    Calm,
    CutBefore,
    CutAfter,
    FailedBefore,
    FailedAfter,
    Twice,
}

/// What must come of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    /// It is done; a decision is in the log.
    Done,
    /// Signed, and delivered once the service is there again.
    Waits,
    /// Refused, here or by the service, and nothing of it is in the log.
    Refused,
}

impl Reference {
    pub fn any() -> BoxedStrategy<Self> {
        let circle =
            prop_oneof![10 => Just(CIRCLES[0]), 1 => Just(CIRCLES[1]), 1 => Just(CIRCLES[2])];
        let case = (any::<bool>(), circle).prop_map(|(two, circle)| Case {
            two,
            circle,
            state: State::Open,
            holder: None,
            sides: [Side::default(); PEOPLE],
            standing: Vec::new(),
            recorded: Vec::new(),
        });
        prop::collection::vec(case, CASES)
            .prop_map(|cases| Self { cases, service_up: true })
            .boxed()
    }

    /// Acts that lead somewhere more often than acts at random would; every act may be refused.
    pub fn acts(&self) -> BoxedStrategy<Act> {
        if !self.service_up {
            return prop_oneof![
                3 => decide(self.liveliest()),
                2 => Just(Act::ServiceUp),
                1 => (0..PEOPLE).prop_map(|who| Act::Restart { who }),
            ]
            .boxed();
        }
        prop_oneof![
            6 => take(),
            6 => judge(),
            5 => see(),
            5 => decide(self.liveliest()),
            6 => self.forward(),
            2 => (0..PEOPLE, 0..CASES).prop_map(|(who, case)| Act::GiveBack { who, case }),
            1 => (0..PEOPLE).prop_map(|who| Act::Restart { who }),
            1 => Just(Act::ServiceDown),
        ]
        .boxed()
    }

    /// The next honest step of whoever holds a case.
    fn forward(&self) -> BoxedStrategy<Act> {
        let (who, case) = self.liveliest();
        let side = self.cases[case].sides[who];
        if !self.holds(who, case) {
            return Just(Act::Take { who, case, over: true }).boxed();
        }
        if side.answer.is_none() {
            return Just(Act::Judge { who, case, answer: FaceAnswer::Same }).boxed();
        }
        if !side.seen {
            return Just(Act::See { who, case }).boxed();
        }
        let ways = prop_oneof![4 => Just(Verdict::Approve), 1 => Just(Verdict::Deny)];
        (ways, net())
            .prop_map(move |(verdict, net)| Act::Decide {
                who,
                case,
                verdict,
                sign_in: SignIn::Own,
                net,
            })
            .boxed()
    }

    /// A case that is not over, and somebody who may go on with it.
    fn liveliest(&self) -> (usize, usize) {
        let over = |case: &Case| matches!(case.state, State::Decided | State::AwaitingCapture);
        let case = self.cases.iter().position(|case| !over(case)).unwrap_or(0);
        let here = &self.cases[case];
        let may = |who: &usize| self.may_take(*who, case, true) == Expected::Done;
        let who = here.holder.or_else(|| (0..PEOPLE).find(may)).unwrap_or(SECURITY);
        (who, case)
    }

    pub fn expected(&self, act: &Act) -> Expected {
        match *act {
            Act::Take { who, case, over } => self.may_take(who, case, over),
            Act::Judge { who, case, .. } => {
                let unjudged = self.cases[case].sides[who].answer.is_none();
                done_if(self.service_up && self.holds(who, case) && unjudged)
            }
            Act::See { who, case } => {
                let judged = self.cases[case].sides[who].answer.is_some();
                done_if(self.service_up && self.holds(who, case) && judged)
            }
            Act::Decide { who, case, verdict, sign_in, .. } => {
                self.may_decide(who, case, verdict, sign_in)
            }
            Act::GiveBack { who, case } => done_if(self.service_up && self.holds(who, case)),
            Act::Restart { .. } | Act::ServiceDown | Act::ServiceUp => Expected::Done,
        }
    }

    fn may_take(&self, who: usize, case: usize, over: bool) -> Expected {
        let case = &self.cases[case];
        let state = match case.state {
            State::Decided | State::AwaitingCapture => false,
            State::Open | State::Second { .. } => true,
            State::Escalated => who == SECURITY,
        };
        let own = case.holder == Some(who);
        let free = case.holder.is_none() || own || over;
        let decided_before = case.standing.iter().any(|(by, _)| *by == who);
        let related = case.circle.contains(&who);
        done_if(self.service_up && state && free && !decided_before && !related)
    }

    fn may_decide(&self, who: usize, at: usize, verdict: Verdict, sign_in: SignIn) -> Expected {
        let case = &self.cases[at];
        let side = case.sides[who];
        let judged = side.answer.is_some() || verdict == Verdict::Escalate;
        let offline = matches!(verdict, Verdict::Deny | Verdict::Escalate);
        if !self.holds(who, at) || !judged || side.waiting.is_some() {
            return Expected::Refused;
        }
        if !self.service_up {
            return if offline { Expected::Waits } else { Expected::Refused };
        }
        if verdict == Verdict::Approve {
            let same = side.answer == Some(FaceAnswer::Same);
            let signed_in = sign_in == SignIn::Own;
            return done_if(same && !self.others_differed(who, at) && side.seen && signed_in);
        }
        Expected::Done
    }

    /// The first of two people not counted: the second is blind to them.
    fn others_differed(&self, who: usize, case: usize) -> bool {
        let case = &self.cases[case];
        let first = match case.state {
            State::Second { first } => Some(first),
            _ => None,
        };
        (0..PEOPLE)
            .filter(|other| *other != who && Some(*other) != first)
            .any(|other| case.sides[other].answer.is_some_and(|answer| answer != FaceAnswer::Same))
    }

    pub fn holds(&self, who: usize, case: usize) -> bool {
        self.cases[case].holder == Some(who) && self.cases[case].sides[who].open
    }

    pub fn after(mut self, act: &Act) -> Self {
        let expected = self.expected(act);
        match *act {
            _ if expected == Expected::Refused => {}
            Act::Take { who, case, .. } => self.cases[case].taken(who),
            Act::Judge { who, case, answer } => self.cases[case].sides[who].answer = Some(answer),
            Act::See { who, case } => self.cases[case].sides[who].seen = true,
            Act::Decide { who, case, verdict, .. } if expected == Expected::Waits => {
                self.cases[case].sides[who].waiting = Some(verdict);
            }
            Act::Decide { who, case, verdict, .. } => self.cases[case].decided(who, verdict),
            Act::GiveBack { who, case } => self.cases[case].given_back(who),
            Act::Restart { who } => {
                for case in &mut self.cases {
                    case.sides[who].open = false;
                }
            }
            Act::ServiceDown => self.service_up = false,
            Act::ServiceUp => {
                self.service_up = true;
                for case in &mut self.cases {
                    for who in 0..PEOPLE {
                        if let Some(verdict) = case.sides[who].waiting.take() {
                            case.decided(who, verdict);
                        }
                    }
                }
            }
        }
        self
    }
}

impl Case {
    fn taken(&mut self, who: usize) {
        if self.holder != Some(who) || !self.sides[who].open {
            // What was seen counts under the lease under which it was released.
            self.sides[who].seen = false;
        }
        self.holder = Some(who);
        self.sides[who].open = true;
    }

    fn given_back(&mut self, who: usize) {
        self.holder = None;
        self.sides[who].open = false;
        if self.state == State::Escalated && self.standing.is_empty() {
            self.state = State::Open;
        }
    }

    fn decided(&mut self, who: usize, verdict: Verdict) {
        self.recorded.push((who, verdict));
        self.holder = None;
        self.sides[who].open = false;
        match verdict {
            Verdict::NewCapture => {
                self.state = State::AwaitingCapture;
                self.standing.clear();
            }
            Verdict::Escalate => self.state = State::Escalated,
            Verdict::Approve | Verdict::Deny if !self.two => self.state = State::Decided,
            Verdict::Approve | Verdict::Deny => {
                let agreed = self.standing.iter().any(|(_, other)| *other == verdict);
                let first = self.standing.is_empty();
                self.standing.push((who, verdict));
                self.state = match (agreed, first) {
                    (true, _) => State::Decided,
                    (false, true) => State::Second { first: who },
                    (false, false) => State::Escalated,
                };
            }
        }
    }
}

pub fn done_if(holds: bool) -> Expected {
    if holds { Expected::Done } else { Expected::Refused }
}

fn take() -> impl Strategy<Value = Act> {
    (0..PEOPLE, 0..CASES, any::<bool>()).prop_map(|(who, case, over)| Act::Take { who, case, over })
}

fn judge() -> impl Strategy<Value = Act> {
    let answer = prop_oneof![
        6 => Just(FaceAnswer::Same),
        1 => Just(FaceAnswer::Different),
        1 => Just(FaceAnswer::CannotTell),
    ];
    (0..PEOPLE, 0..CASES, answer).prop_map(|(who, case, answer)| Act::Judge { who, case, answer })
}

fn see() -> impl Strategy<Value = Act> {
    (0..PEOPLE, 0..CASES).prop_map(|(who, case)| Act::See { who, case })
}

fn decide((lively, its_case): (usize, usize)) -> impl Strategy<Value = Act> {
    let who = prop_oneof![3 => Just(lively), 2 => 0..PEOPLE];
    let case = prop_oneof![3 => Just(its_case), 1 => 0..CASES];
    let verdict = prop_oneof![
        6 => Just(Verdict::Approve),
        3 => Just(Verdict::Deny),
        2 => Just(Verdict::Escalate),
        2 => Just(Verdict::NewCapture),
    ];
    let sign_in = prop_oneof![5 => Just(SignIn::Own), 1 => Just(SignIn::AnotherAccount)];
    (who, case, verdict, sign_in, net()).prop_map(|(who, case, verdict, sign_in, net)| {
        Act::Decide { who, case, verdict, sign_in, net }
    })
}

fn net() -> impl Strategy<Value = Net> {
    prop_oneof![
        5 => Just(Net::Calm),
        1 => Just(Net::CutBefore),
        1 => Just(Net::CutAfter),
        1 => Just(Net::FailedBefore),
        1 => Just(Net::FailedAfter),
        1 => Just(Net::Twice),
    ]
}
