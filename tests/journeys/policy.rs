//! Two desks change the policy, and the case that a third has open follows.

use desk::Problem;
use desk::view::{DeliveryState, PolicyView};
use review::policy::Direction;
use review::{Because, Policy, PolicyChangeId, Verdict};

use crate::harness::World;
use crate::harness::between::Spoil;
use crate::harness::desk::DeskUnderTest;
use crate::harness::steps::{decide, open_approvable};

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_change_the_policy_and_an_open_case_follows() {
    let world = World::with_cases(1).await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let view = open_approvable(&ana.desk, 1).await;
    assert!(view.facts.unwrap().two_people.is_empty(), "the control: one person is enough");
    let reads = ana.until(async |desk| desk.policy_view().await.ok()).await;
    assert!(reads.proposing_closed.unwrap().contains("A policy manager changes it"));

    let henrik = world.desk("henrik", "henrik.solberg").signed_in().await;
    let current = henrik.until(async |desk| desk.policy_view().await.ok()).await;
    assert_eq!((current.version, current.next_version), (1, 2));
    let wanted = Policy { heightened_threat: true, ..current.policy.clone() };
    let preview = henrik.desk.preview_policy(wanted.clone()).await.unwrap();
    assert!(preview.out_of_bounds.is_empty() && !preview.waits_a_day);
    assert_eq!(preview.differences[0].direction, Direction::Tightening);
    let unsafe_one = Policy { velocity_cases: 1, ..current.policy };
    let refused = henrik.desk.propose_policy(unsafe_one).await;
    assert!(matches!(refused, Err(Problem::Invalid { .. })), "{refused:?}");

    let proposed = enrolled(&henrik, async |desk| desk.propose_policy(wanted.clone()).await).await;
    let pending = proposed.pending.unwrap();
    assert!(pending.agreeing_closed.unwrap().contains("You proposed it"));
    assert!(proposed.proposing_closed.unwrap().contains("A change waits"));
    // Not closed by the screen alone: the service refuses the proposer, who stays one person.
    let alone = henrik.desk.approve_policy(pending.id).await;
    let Err(Problem::Closed { closed }) = alone else { panic!("{alone:?}") };
    assert_eq!(closed[0].code, "P-08");

    let mireille = world.desk("mireille", "mireille.okou").signed_in().await;
    let change = mireille.until(async |desk| waiting(desk.policy_view().await.ok()?)).await;
    let agreed = enrolled(&mireille, async |desk| desk.approve_policy(change).await).await;
    assert_eq!((agreed.version, agreed.pending), (2, None));
    assert_eq!(agreed.approved_by.as_deref(), Some("Mireille Okou"));

    // The open case follows with the next sync: the same person, and two people now.
    let followed = ana
        .until(async |desk| {
            let case = desk.case(view.id).await.ok()?;
            let two = case.facts.as_ref()?.two_people.clone();
            (two == [Because::HeightenedThreat]).then_some(case)
        })
        .await;
    assert!(followed.doors.iter().all(|door| door.is_open() || door.verdict != Verdict::Approve));
    assert!(ana.desk.status().await.unwrap().heightened_threat);
    ana.desk.decide(decide(view.id, Verdict::Approve, "N-01")).await.unwrap();
    ana.until(async |desk| {
        let receipt = desk.receipt(view.id).await.ok()?;
        assert_eq!(receipt.policy_version, 2);
        (receipt.state == DeliveryState::AwaitsSecond).then_some(())
    })
    .await;

    // Off again is looser: it waits a day, and any of the two stops it meanwhile.
    let now = mireille.desk.policy_view().await.unwrap();
    let off = Policy { heightened_threat: false, ..now.policy };
    let waits = mireille.desk.propose_policy(off).await.unwrap().pending.unwrap();
    assert!(waits.waits_a_day);
    henrik.until(async |desk| waiting(desk.policy_view().await.ok()?)).await;
    let after = henrik.desk.approve_policy(waits.id).await.unwrap();
    assert_eq!(after.version, 2, "looser rules decide a day later");
    let until = after.pending.unwrap();
    assert!(until.effective_at.is_some() && until.agreeing_closed.is_some());
    let stopped = henrik.desk.withdraw_policy(until.id).await.unwrap();
    assert_eq!((stopped.version, stopped.pending, stopped.next_version), (2, None, 4));

    let versions = henrik.desk.policy_versions().await.unwrap();
    assert_eq!(versions.iter().map(|one| one.version).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(versions[0].withdrawn_by.as_deref(), Some("Henrik Solberg"));
    assert!(versions[1].in_force);
    let compared = desk::view::ComparePoliciesRequest { from: 1, to: 2 };
    let found = henrik.desk.compare_policies(compared).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].field, "heightened_threat");
}

fn waiting(view: PolicyView) -> Option<PolicyChangeId> {
    view.pending.map(|pending| pending.id)
}

/// Signs once the device's key is enrolled.
async fn enrolled(
    by: &DeskUnderTest,
    mut step: impl AsyncFnMut(&desk::Desk) -> desk::Result<PolicyView>,
) -> PolicyView {
    by.until(async |desk| match step(desk).await {
        Ok(view) => Some(view),
        Err(Problem::Invalid { sentence }) if sentence.contains("not enrolled yet") => None,
        Err(problem) => panic!("{problem:?}"),
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_on_its_way_while_the_policy_changes_comes_back_and_is_made_again() {
    let mut world = World::with_cases(1).await;
    let henrik = world.desk("henrik", "henrik.solberg").signed_in().await;
    let mireille = world.desk("mireille", "mireille.okou").signed_in().await;
    let between = world.watched().await;
    let ana = world.desk("ana", "ana.ferreira").signed_in().await;
    let view = open_approvable(&ana.desk, 1).await;
    // Her desk loses the service; what she signs names the policy that she read.
    between.spoil("v1/", Spoil::Swallow);
    let queued = ana.desk.decide(decide(view.id, Verdict::Deny, "D-02")).await.unwrap();
    assert_eq!(queued.policy_version, 1);
    let current = henrik.until(async |desk| desk.policy_view().await.ok()).await;
    let wanted = Policy { heightened_threat: true, ..current.policy };
    let proposed = enrolled(&henrik, async |desk| desk.propose_policy(wanted.clone()).await).await;
    let change = proposed.pending.unwrap().id;
    mireille.until(async |desk| waiting(desk.policy_view().await.ok()?)).await;
    enrolled(&mireille, async |desk| desk.approve_policy(change).await).await;
    between.leave_alone();
    let why = ana
        .until(async |desk| match desk.receipt(view.id).await.ok()?.state {
            DeliveryState::Refused { why } => Some(why),
            state => {
                assert!(matches!(state, DeliveryState::Queued { .. }), "{state:?}");
                None
            }
        })
        .await;
    assert!(why.contains("The policy changed"), "{why}");
    // She reads the new rules and denies again: one decision, the first of two.
    ana.until(async |desk| {
        let form = desk.decision_form(view.id).await.ok()?;
        (form.policy_version == 2).then_some(())
    })
    .await;
    let again = ana.desk.decide(decide(view.id, Verdict::Deny, "D-02")).await.unwrap();
    assert_ne!(again.decision, queued.decision);
    ana.until(async |desk| {
        let receipt = desk.receipt(view.id).await.ok()?;
        (receipt.state == DeliveryState::AwaitsSecond).then_some(())
    })
    .await;
}
