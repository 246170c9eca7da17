use serde_json::{Value, json};

use crate::client::{ANA, small};

#[tokio::test]
async fn what_the_service_sends_lies_in_the_mailbox() {
    let (running, visitor) = small().await;
    let token = visitor.service_token().await;
    let letter = json!({ "message": {
        "subject": "Your recovery", "body": { "contentType": "Text", "content": "It was denied." },
        "toRecipients": [{ "emailAddress": { "address": "k.wojcik@tarnholm.example" } }],
    }, "saveToSentItems": false });
    let address = format!("{}/v1.0/users/{ANA}/sendMail", visitor.ready.graph);
    let sent = visitor.http.post(&address).bearer_auth(&token).json(&letter).send().await.unwrap();
    assert_eq!(sent.status(), 202);
    let messages = running.mailbox().wait_for("K.Wojcik@tarnholm.example", 1).await;
    assert_eq!(messages[0].subject, "Your recovery");
    let shown = format!("{}/messages?to=k.wojcik@tarnholm.example", visitor.ready.mailbox);
    let shown: Value = visitor.http.get(shown).send().await.unwrap().json().await.unwrap();
    assert_eq!(shown[0]["text"], "It was denied.");
    let page = visitor.http.get(format!("{}/", visitor.ready.mailbox)).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("Your recovery"));

    let delegated = visitor.tokens(ANA, &[]).await;
    let delegated = delegated["access_token"].as_str().unwrap();
    let refused = visitor.http.post(&address).bearer_auth(delegated).json(&letter).send().await;
    assert_eq!(refused.unwrap().status(), 403);
    assert_eq!(running.mailbox().messages().len(), 1);
}
