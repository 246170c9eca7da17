//! After an approval: it is recalled, and somebody would have it carried out all the same.

use review::problem::Kind;
use review::*;
use serde_json::json;
use uuid::Uuid;

use super::siege::{Siege, Tried};
use crate::desk::Desk;

attacks! {
    attack_a_recalled_approval_entered_all_the_same;
    attack_a_recall_undone_by_sending_the_approval_again;
    attack_a_recovery_recalled_from_the_helpdesk;
}

async fn recall(desk: &Desk, case: CaseId) -> reqwest::Response {
    let url = format!("{}/v1/cases/{case}/recall", desk.url);
    let key = format!("\"{}\"", Uuid::now_v7());
    desk.http
        .post(url)
        .bearer_auth(&desk.token)
        .header("Idempotency-Key", key)
        .send()
        .await
        .unwrap()
}

/// The hand-off was printed out in the morning; the recall came at noon.
async fn attack_a_recalled_approval_entered_all_the_same(siege: &mut Siege) -> Tried {
    let (ana, mireille) = (siege.ana().await, siege.mireille().await);
    let file = siege.opened(&ana).await;
    let sent = ana.approval(&file).await;
    siege.control(&ana, &sent).await;
    assert_eq!(recall(&ana, file.summary.id).await.status(), 200);
    let take = |sent: &crate::desk::Prepared| format!("v1/handoff/{}/take", sent.decision);
    siege.refused(mireille.post(&take(&sent), &json!({})).await, Kind::Gone).await?;
    siege.anew().await;
    let (ana, mireille) = (siege.ana().await, siege.mireille().await);
    let file = siege.opened(&ana).await;
    let sent = ana.approval(&file).await;
    siege.control(&ana, &sent).await;
    siege.allowed(mireille.post(&take(&sent), &json!({})).await).await;
    Ok(())
}

/// The same request is answered the same, and stands recalled.
async fn attack_a_recall_undone_by_sending_the_approval_again(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let sent = ana.approval(&file).await;
    siege.control(&ana, &sent).await;
    assert_eq!(recall(&ana, file.summary.id).await.status(), 200);
    assert_eq!(ana.send(&sent).await.status(), 201);
    let rows = ana.changes(None).await.changes;
    let undone = rows.iter().any(|row| matches!(row.state, CaseState::Decided { .. }));
    siege.never(undone)
}

/// Whoever can recall anything keeps people out: the helpdesk is asked to, by a voice.
async fn attack_a_recovery_recalled_from_the_helpdesk(siege: &mut Siege) -> Tried {
    let (ana, priya) = (siege.ana().await, siege.world.desk("priya.nair").await);
    let file = siege.opened(&ana).await;
    siege.control(&ana, &ana.approval(&file).await).await;
    siege.refused(recall(&priya, file.summary.id).await, Kind::NotFound).await?;
    siege.allowed(recall(&ana, file.summary.id).await).await;
    Ok(())
}
