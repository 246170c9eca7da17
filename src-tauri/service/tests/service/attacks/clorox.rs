//! A day as the complaint of Clorox tells it (August 2023): a voice asks for a password, then for
//! the second factor, then says that it does not work, then is somebody from IT security; each time
//! somebody at the desk is kind, and nobody is told. Here the caller even has good pictures.

use review::*;

use super::people::make_privileged;
use super::siege::{Siege, Tried};

attacks! {
    attack_the_day_of_the_calls: Door("V-01");
    attack_the_second_victim_in_it_security: TwoPeople;
    attack_the_reset_that_nobody_hears_of: OtherMailbox;
}

/// The morning's reset is a true one; whoever rides on it at noon and in the afternoon gets none.
async fn attack_the_day_of_the_calls(siege: &mut Siege) -> Tried {
    let (mut ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    let interview = siege.session().interview_id.clone();
    let morning = siege.opened(&ana).await;
    let first = ana.approval(&morning).await;
    siege.control(&ana, &first).await;
    (ana.sequence, ana.previous) =
        (1, Some(audit::chain::after_json(first.envelope.as_bytes()).to_hex()));

    // "And the second factor, while you are at it."
    let call = siege.world.sandbox.capture_again(&interview).unwrap();
    let noon = ana.open(siege.take_in(&call).await).await;
    siege.attack(&ana, &ana.approval(&noon).await, "V-01").await?;
    ana.release(noon.summary.id, noon.lease.unwrap().fence).await;

    // "It does not work again." Another colleague answers, who has not heard the first two.
    let call = siege.world.sandbox.capture_again(&interview).unwrap();
    let afternoon = tomasz.open(siege.take_in(&call).await).await;
    siege.attack(&tomasz, &tomasz.approval(&afternoon).await, "V-01").await?;
    let again = tomasz.open(noon.summary.id).await;
    siege.attack(&tomasz, &tomasz.approval(&again).await, "V-01").await?;

    // The morning's was told to the person and to somebody who is not the person.
    let mail = morning.facts.unwrap().person.mail.unwrap();
    siege.world.sandbox.mailbox().wait_for(&mail, 1).await;
    let told = siege.count("SELECT count(DISTINCT recipient) FROM notices").await;
    assert!(told >= 2, "one mailbox only");
    assert_eq!((siege.approvals().await, siege.carried().await), (1, 1));
    Ok(())
}

/// One kind person is enough for a colleague's password, and not for an administrator's.
async fn attack_the_second_victim_in_it_security(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let first = siege.opened(&ana).await;
    siege.control(&ana, &ana.approval(&first).await).await;
    assert_eq!(siege.carried().await, 1);

    siege.anew().await;
    make_privileged(siege);
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    assert_eq!(ana.send(&ana.approval(&file).await).await.status(), 201);
    let carried = siege.carried().await;
    siege.never(carried > 0)
}

/// The only mailbox is the one whose password is being reset: the thief reads the notice first.
async fn attack_the_reset_that_nobody_hears_of(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let subject = siege.session().subject.to_string();
    let alone = serde_json::json!({ "otherMails": [] }).as_object().unwrap().clone();
    siege.world.sandbox.patch_user(&subject, alone).unwrap();
    let file: CaseFile = siege.opened(&ana).await;
    siege.control(&ana, &ana.approval(&file).await).await;
    let fallback = "SELECT count(*) FROM notices WHERE recipient = 'fallback'";
    let silent = siege.count(fallback).await == 0;
    siege.never(silent)?;
    siege.world.sandbox.mailbox().wait_for("security@tarnholm.example", 1).await;
    Ok(())
}
