//! R15: one person holds a case, for a while, under a number that counts up.

use review::problem::Kind;
use review::*;
use serde_json::json;

use super::siege::{Siege, Tried};
use crate::desk::read;

attacks! {
    attack_a_lease_that_ended: Lease;
    attack_a_fencing_number_from_before: Lease;
    attack_a_case_that_was_taken_over;
    attack_a_case_that_nobody_opened;
    attack_a_case_decided_a_moment_ago;
}

async fn attack_a_lease_that_ended(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    siege.world.tamper("UPDATE cases SET lapses_at = 1").await;
    siege.attack(&ana, &ana.approval(&file).await, Kind::LeaseLost).await?;
    let held = ana.open(file.summary.id).await;
    siege.control(&ana, &ana.approval(&held).await).await;
    Ok(())
}

async fn attack_a_fencing_number_from_before(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let before = ana.approval_with(&file, |claim| claim.fence -= 1).await;
    siege.attack(&ana, &before, Kind::LeaseLost).await?;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}

/// Two people on one case: what the first has ready comes after the take-over.
async fn attack_a_case_that_was_taken_over(siege: &mut Siege) -> Tried {
    let (ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    let hers = siege.opened(&ana).await;
    let case = hers.summary.id;
    let reason = json!({ "take_over_reason": "Ana went home" });
    let _: Lease = read(tomasz.post(&format!("v1/cases/{case}/lease"), &reason).await).await;
    siege.attack(&ana, &ana.approval(&hers).await, Kind::LeaseLost).await?;
    let his = tomasz.open(case).await;
    siege.control(&tomasz, &tomasz.approval(&his).await).await;
    Ok(())
}

/// What a colleague sees is enough to write a statement with, but the case is hers.
async fn attack_a_case_that_nobody_opened(siege: &mut Siege) -> Tried {
    let (ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    let hers = siege.opened(&ana).await;
    siege.attack(&tomasz, &tomasz.approval(&hers).await, Kind::LeaseLost).await?;
    siege.control(&ana, &ana.approval(&hers).await).await;
    Ok(())
}

/// A denial is recorded; an approval was on its way.
async fn attack_a_case_decided_a_moment_ago(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let approval = ana.approval(&file).await;
    ana.decide(&file, Verdict::Deny).await;
    siege.attack(&ana, &approval, Kind::AlreadyDecided).await?;
    siege.anew().await;
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    siege.control(&ana, &ana.approval(&file).await).await;
    Ok(())
}
