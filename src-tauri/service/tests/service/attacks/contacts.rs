//! R8 and R16: whom one may call back, and who reads whose name. Only what was on file before the
//! case counts; a queue names nobody.

use review::*;
use serde_json::{Map, Value, json};

use super::siege::{Siege, Tried};
use crate::desk::Desk;

attacks! {
    attack_a_telephone_number_put_in_after_the_call;
    attack_a_mailbox_put_in_after_the_call;
    attack_names_read_from_the_queue;
}

fn edited(siege: &Siege, what: Value) {
    let what: Map<String, Value> = what.as_object().unwrap().clone();
    let subject = siege.session().subject.to_string();
    siege.world.sandbox.patch_user(&subject, what).unwrap();
}

/// "Do call me back, on the number that you have."
async fn attack_a_telephone_number_put_in_after_the_call(siege: &mut Siege) -> Tried {
    const OWN: &str = "+48 601 234 599";
    siege.case().await;
    edited(siege, json!({ "mobilePhone": OWN }));
    let ana = siege.ana().await;
    let file = as_it_is_now(siege, &ana).await;
    let shown = phone(&file).ends_with("99");
    siege.never(shown)?;
    siege.anew().await;
    edited(siege, json!({ "mobilePhone": OWN }));
    let ana = siege.ana().await;
    let shown = phone(&siege.opened(&ana).await).ends_with("99");
    siege.always(shown, "what was on file before the case is shown");
    Ok(())
}

fn phone(file: &CaseFile) -> String {
    file.facts.as_ref().unwrap().person.phone_masked.clone().unwrap_or_default()
}

/// The notice would go to the thief alone.
async fn attack_a_mailbox_put_in_after_the_call(siege: &mut Siege) -> Tried {
    siege.case().await;
    let ana = siege.ana().await;
    let before = siege.opened(&ana).await;
    let own = before.facts.unwrap().person.mail.unwrap();
    edited(siege, json!({ "mail": "thief@evil.example" }));
    let file = as_it_is_now(siege, &ana).await;
    siege.control(&ana, &ana.approval(&file).await).await;
    // Edited after the capture, it takes two.
    let tomasz = siege.tomasz().await;
    let his = tomasz.open(file.summary.id).await;
    siege.control(&tomasz, &tomasz.approval(&his).await).await;
    siege.world.sandbox.mailbox().wait_for(&own, 1).await;
    let unsent = "SELECT count(*) FROM notices WHERE accepted_at IS NULL";
    crate::world::until(async || siege.count(unsent).await == 0).await;
    let told = !siege.world.sandbox.mailbox().messages_to("thief@evil.example").is_empty();
    siege.never(told)
}

/// The directory was looked at again: an approval of what was before is refused by it.
async fn as_it_is_now(siege: &Siege, desk: &Desk) -> CaseFile {
    let before = siege.opened(desk).await;
    let stale = desk.send(&desk.approval(&before).await).await;
    assert_eq!(stale.status(), 412, "the case changed");
    desk.open(before.summary.id).await
}

/// Who may see the queue may not read who is in it, nor a case that somebody else holds.
async fn attack_names_read_from_the_queue(siege: &mut Siege) -> Tried {
    let (ana, tomasz) = (siege.ana().await, siege.tomasz().await);
    let file = siege.opened(&ana).await;
    let person = &file.facts.as_ref().unwrap().person;
    let surname = person.display_name.split(' ').next_back().unwrap().to_owned();
    let names = [person.display_name.clone(), person.user_principal_name.clone(), surname];
    let path = format!("v1/cases/{}", file.summary.id);
    for path in ["v1/changes", &path] {
        let answer = tomasz.get(path).await.text().await.unwrap();
        let named = names.iter().any(|name| answer.contains(name.as_str()));
        siege.never(named)?;
    }
    let answer = ana.get(&path).await.text().await.unwrap();
    siege.always(names.iter().all(|name| answer.contains(name.as_str())), "its holder reads it");
    Ok(())
}
