//! Who decides: nobody for themselves or their own line of command, nobody twice, nobody whose role
//! is another, and two people where one could be tricked (R6, R9, R17, R20).

use review::problem::Kind;
use review::*;
use sandbox::{Fault, Host, Place};
use serde_json::{Map, Value, json};

use super::siege::{Siege, Tried};
use crate::desk::Desk;

attacks! {
    attack_one_s_own_case: Door("P-03");
    attack_the_case_of_one_s_report: Door("P-04");
    attack_the_case_of_one_s_manager: Door("P-05");
    attack_a_privileged_account_with_one_person: TwoPeople;
    attack_a_privileged_account_with_the_same_person_twice: Door("P-07");
    attack_a_payer_s_account_with_one_person: TwoPeople;
    attack_a_profile_made_to_fit_after_the_capture: TwoPeople;
    attack_a_profile_edited_while_the_case_is_open: AccountNow;
    attack_an_account_that_nobody_could_look_at: AccountNow;
    attack_one_person_under_heightened_threat: TwoPeople;
    attack_with_the_first_one_s_verdict_read_beforehand: OwnDecisions;
    attack_a_recovery_from_the_helpdesk: Role;
    attack_the_whole_queue_from_the_helpdesk: Role;
    attack_a_recovery_s_documents_from_the_helpdesk: Role;
    attack_an_approval_by_an_auditor: Role;
    attack_with_no_role_at_all;
}

fn changed(siege: &Siege, who: &str, what: Value) {
    let what: Map<String, Value> = what.as_object().unwrap().clone();
    siege.world.sandbox.patch_user(who, what).unwrap();
}

/// The reviewer tries to open the case and approve it; the control is a reviewer who is nobody to
/// the subject.
async fn related(siege: &mut Siege, code: &'static str) -> Tried {
    let (ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    let case = siege.case().await;
    let lease = ana.post(&format!("v1/cases/{case}/lease"), &json!({})).await;
    if siege.refused(lease, code).await.is_err() {
        let file = ana.open(case).await;
        siege.attack(&ana, &ana.approval(&file).await, code).await?;
    }
    let file = tomasz.open(case).await;
    siege.control(&tomasz, &tomasz.approval(&file).await).await;
    Ok(())
}

/// A reviewer's own password, with their own true document.
async fn attack_one_s_own_case(siege: &mut Siege) -> Tried {
    let interview = siege.session().interview_id.clone();
    let ana = siege.ana().await;
    siege.world.vendor.claim(&interview, &ana.upn);
    let case = siege.take_in(&interview).await;
    let lease = ana.post(&format!("v1/cases/{case}/lease"), &json!({})).await;
    siege.refused(lease, "P-03").await?;
    // Somebody else holds it without being refused; whether the document is hers they will see.
    let tomasz = siege.tomasz().await;
    siege.allowed(tomasz.post(&format!("v1/cases/{case}/lease"), &json!({})).await).await;
    Ok(())
}

async fn attack_the_case_of_one_s_report(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await.person.object_id;
    changed(siege, &siege.session().subject.to_string(), json!({ "manager": ana }));
    related(siege, "P-04").await
}

async fn attack_the_case_of_one_s_manager(siege: &mut Siege) -> Tried {
    let subject = siege.session().subject;
    changed(siege, "ana.ferreira@tarnholm.example", json!({ "manager": subject }));
    related(siege, "P-05").await
}

/// A second victim, in IT security.
async fn attack_a_privileged_account_with_one_person(siege: &mut Siege) -> Tried {
    make_privileged(siege);
    alone(siege).await
}

/// One person approves, and it must not go out; a second one approves, and it does.
async fn alone(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    assert_eq!(ana.send(&ana.approval(&file).await).await.status(), 201);
    let carried = siege.carried().await;
    siege.never(carried > 0)?;
    second(siege, file.summary.id).await;
    Ok(())
}

async fn second(siege: &mut Siege, case: CaseId) {
    let tomasz = siege.tomasz().await;
    let his = tomasz.open(case).await;
    siege.control(&tomasz, &tomasz.approval(&his).await).await;
    assert_eq!(siege.carried().await, 1);
}

/// Ana approves, and approves again from another desk.
async fn attack_a_privileged_account_with_the_same_person_twice(siege: &mut Siege) -> Tried {
    make_privileged(siege);
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    assert_eq!(ana.send(&ana.approval(&file).await).await.status(), 201);
    let case = file.summary.id;
    let again = siege.ana().await;
    let lease = again.post(&format!("v1/cases/{case}/lease"), &json!({})).await;
    if siege.refused(lease, "P-07").await.is_err() {
        let file = again.open(case).await;
        siege.attack(&again, &again.approval(&file).await, "P-07").await?;
    }
    assert_eq!(siege.carried().await, 0);
    second(siege, case).await;
    Ok(())
}

/// Somebody who releases payments: worth as much as an administrator.
async fn attack_a_payer_s_account_with_one_person(siege: &mut Siege) -> Tried {
    let company = siege.world.sandbox.company().clone();
    let group = company.groups.iter().find(|one| one.is_assignable_to_role != Some(true)).unwrap();
    let subject = siege.session().subject.to_string();
    let finance_groups = vec![group.display_name.clone()];
    siege.anew_under(Policy { finance_groups, ..Policy::strict() }).await;
    let _ = siege.world.sandbox.directory().add_member(&group.id.to_string(), &subject);
    alone(siege).await
}

/// R9: an insider edits the profile so that the claims fit, then asks one person.
async fn attack_a_profile_made_to_fit_after_the_capture(siege: &mut Siege) -> Tried {
    let subject = siege.session().subject.to_string();
    siege.case().await;
    changed(siege, &subject, json!({ "surname": "Made-to-fit" }));
    let ana = siege.ana().await;
    let before = siege.opened(&ana).await;
    let stale = ana.send(&ana.approval(&before).await).await;
    assert_eq!(stale.status(), 412, "the case changed");
    alone(siege).await
}

/// The same, just when the reviewer has made up their mind.
async fn attack_a_profile_edited_while_the_case_is_open(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let before = siege.opened(&ana).await;
    let subject = siege.session().subject.to_string();
    changed(siege, &subject, json!({ "surname": "Made-to-fit" }));
    siege.attack(&ana, &ana.approval(&before).await, Kind::Changed).await?;
    let now = ana.open(before.summary.id).await;
    siege.control(&ana, &ana.approval(&now).await).await;
    assert_eq!(siege.carried().await, 0, "edited after the capture: two people");
    Ok(())
}

/// The directory is kept from answering while the approval comes.
async fn attack_an_account_that_nobody_could_look_at(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let sent = ana.approval(&file).await;
    let subject = Place::new(Host::Graph, format!("/v1.0/users/{}", siege.session().subject));
    siege.world.sandbox.faults().add(Fault::Unavailable { at: subject, retry_after: None });
    siege.attack(&ana, &sent, Kind::Unavailable).await?;
    siege.world.sandbox.faults().clear();
    siege.control(&ana, &sent).await;
    Ok(())
}

/// R20: the tenant knows that it is under attack.
async fn attack_one_person_under_heightened_threat(siege: &mut Siege) -> Tried {
    siege.anew_under(Policy { heightened_threat: true, ..Policy::strict() }).await;
    alone(siege).await
}

/// The second would rather agree than think.
async fn attack_with_the_first_one_s_verdict_read_beforehand(siege: &mut Siege) -> Tried {
    make_privileged(siege);
    let (ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    let file = siege.opened(&ana).await;
    let hers = ana.approval(&file).await;
    siege.control(&ana, &hers).await;
    let path = format!("v1/decisions/{}", hers.decision);
    siege.refused(tomasz.get(&path).await, Kind::NotFound).await?;
    let shown = serde_json::to_string(&tomasz.open(file.summary.id).await).unwrap();
    siege.never(shown.contains("\"approve\""))?;
    siege.allowed(ana.get(&path).await).await;
    Ok(())
}

/// R17: the helpdesk was talked into it; the case is not theirs.
async fn attack_a_recovery_from_the_helpdesk(siege: &mut Siege) -> Tried {
    let priya = siege.world.desk("priya.nair").await;
    by_another_role(siege, priya, Kind::NotFound).await
}

async fn attack_an_approval_by_an_auditor(siege: &mut Siege) -> Tried {
    let henrik = siege.world.desk("henrik.solberg").await;
    by_another_role(siege, henrik, Kind::RoleMissing).await
}

async fn by_another_role(siege: &mut Siege, desk: Desk, by: Kind) -> Tried {
    let case = siege.case().await;
    let lease = desk.post(&format!("v1/cases/{case}/lease"), &json!({})).await;
    if siege.refused(lease, by).await.is_err() {
        let file = desk.open(case).await;
        siege.attack(&desk, &desk.approval(&file).await, by).await?;
    }
    let ana = siege.ana().await;
    let file = ana.open(case).await;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

async fn attack_a_recovery_s_documents_from_the_helpdesk(siege: &mut Siege) -> Tried {
    let (ana, priya) = (siege.ana().await, siege.world.desk("priya.nair").await);
    let file = siege.opened(&ana).await;
    let path = format!("v1/cases/{}", file.summary.id);
    siege.refused(priya.get(&path).await, Kind::NotFound).await?;
    let picture = format!("{path}/evidence/{}", file.evidence[0].id);
    siege.refused(priya.get(&picture).await, Kind::NotFound).await?;
    siege.allowed(ana.get(&picture).await).await;
    Ok(())
}

async fn attack_the_whole_queue_from_the_helpdesk(siege: &mut Siege) -> Tried {
    let priya = siege.world.desk("priya.nair").await;
    siege.case().await;
    let onboarding = sandbox::company::SessionKind::Onboarding;
    let sessions = &siege.world.sandbox.company().sessions;
    let hers = sessions.iter().find(|one| one.kind == onboarding).unwrap().interview_id.clone();
    siege.take_in(&hers).await;
    let rows = priya.changes(None).await.changes;
    siege.never(rows.iter().any(|row| row.kind != CaseKind::Onboarding))?;
    siege.always(rows.len() == 1, "the new hire is hers to confirm");
    Ok(())
}

async fn attack_with_no_role_at_all(siege: &mut Siege) -> Tried {
    let (ana, idris) = (siege.ana().await, siege.world.desk("idris.khan").await);
    let file = siege.opened(&ana).await;
    for path in ["v1/changes".to_owned(), format!("v1/cases/{}", file.summary.id)] {
        siege.refused(idris.get(&path).await, Kind::RoleMissing).await?;
    }
    siege.attack(&idris, &idris.approval(&file).await, Kind::RoleMissing).await?;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

pub(super) fn make_privileged(siege: &Siege) {
    let company = siege.world.sandbox.company();
    let group = company.groups.iter().find(|one| one.is_assignable_to_role == Some(true)).unwrap();
    let subject = siege.session().subject.to_string();
    siege.world.sandbox.directory().add_member(&group.id.to_string(), &subject).unwrap();
}
