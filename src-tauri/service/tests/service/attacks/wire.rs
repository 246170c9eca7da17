//! Requests that no desk sends.

use reqwest::{RequestBuilder, Response};
use review::problem::Kind;
use serde_json::Value;

use super::siege::{Siege, Tried};
use crate::desk::{Desk, Prepared};

attacks! {
    attack_many_approvals_in_one_request;
    attack_a_body_of_three_megabytes;
    attack_json_that_is_too_deep;
    attack_an_approval_without_its_key;
    attack_an_approval_without_a_revision;
    attack_addresses_that_lead_elsewhere;
    attack_cursors_that_were_made_up;
    attack_bearers_that_are_none;
}

/// R19: the same approval for everybody.
async fn attack_many_approvals_in_one_request(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    let one: Value = serde_json::from_slice(&good.body).unwrap();
    let many = serde_json::to_vec(&[one.clone(), one]).unwrap();
    siege.attack(&ana, &Prepared { body: many, ..good.clone() }, Kind::Malformed).await?;
    siege.control(&ana, &good).await;
    Ok(())
}

async fn attack_a_body_of_three_megabytes(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    let mut body = good.body.clone();
    body.extend(b" ".repeat(3 << 20));
    siege.attack(&ana, &Prepared { body, ..good.clone() }, Kind::TooLarge).await?;
    siege.control(&ana, &good).await;
    Ok(())
}

async fn attack_json_that_is_too_deep(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    let body = [b"[".repeat(500_000), b"]".repeat(500_000)].concat();
    siege.attack(&ana, &Prepared { body, ..good.clone() }, Kind::Malformed).await?;
    siege.control(&ana, &good).await;
    Ok(())
}

/// Without a key a repeat would be a second decision.
async fn attack_an_approval_without_its_key(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    let revision = format!("\"{}\"", good.revision);
    let sent = bare(&ana, &good).header("If-Match", revision).send().await.unwrap();
    siege.refused(sent, Kind::Malformed).await?;
    assert_eq!(siege.approvals().await, 0);
    siege.control(&ana, &good).await;
    Ok(())
}

/// Without a revision it would be an approval of whatever the case is by now.
async fn attack_an_approval_without_a_revision(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    let key = format!("\"{}\"", good.decision);
    let sent = bare(&ana, &good).header("Idempotency-Key", key.clone()).send().await.unwrap();
    siege.refused(sent, Kind::RevisionRequired).await?;
    let any = bare(&ana, &good).header("Idempotency-Key", key).header("If-Match", "*");
    siege.refused(any.send().await.unwrap(), Kind::Malformed).await?;
    assert_eq!(siege.approvals().await, 0);
    siege.control(&ana, &good).await;
    Ok(())
}

fn bare(desk: &Desk, sent: &Prepared) -> RequestBuilder {
    let url = format!("{}/v1/cases/{}/decisions", desk.url, sent.case);
    let request = desk.http.post(url).bearer_auth(&desk.token);
    request.header("content-type", "application/json").body(sent.body.clone())
}

async fn attack_addresses_that_lead_elsewhere(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let (case, picture) = (file.summary.id, file.evidence[0].id);
    for path in [
        "v1/cases/..%2f..%2fmaster.key".to_owned(),
        format!("v1/cases/{case}/evidence/..%2f..%2fmaster.key"),
        format!("v1/cases/{case}/evidence/%2e%2e%2f{picture}"),
        format!("v1/cases/{case}/evidence/{picture}%00"),
        format!("v1/cases/{case}'%20OR%20'1'='1"),
        format!("v1/cases/{case}%2fevidence%2f{picture}"),
    ] {
        siege.refused(ana.get(&path).await, Kind::NotFound).await?;
    }
    siege.allowed(ana.get(&format!("v1/cases/{case}/evidence/{picture}")).await).await;
    Ok(())
}

async fn attack_cursors_that_were_made_up(siege: &mut Siege) -> Tried {
    let ana = siege.ana().await;
    siege.case().await;
    let cursor = ana.changes(None).await.cursor;
    let shortened: String = cursor.chars().skip(1).collect();
    for made_up in ["0", "-1", "%27", &shortened, &"9".repeat(400)] {
        let answer: Response = ana.get(&format!("v1/changes?cursor={made_up}")).await;
        siege.refused(answer, CURSOR).await?;
    }
    siege.allowed(ana.get(&format!("v1/changes?cursor={cursor}")).await).await;
    Ok(())
}

const CURSOR: Kind = Kind::Malformed;

/// Tokens that are no access tokens of this tenant for this service.
async fn attack_bearers_that_are_none(siege: &mut Siege) -> Tried {
    let mut ana = siege.ana().await;
    let file = siege.opened(&ana).await;
    let good = ana.approval(&file).await;
    let id_token = ana.fresh_sign_in("n".to_owned()).await;
    let mut parts: Vec<&str> = ana.token.split('.').collect();
    let zero = "A".repeat(342);
    parts[2] = &zero;
    let forged = parts.join(".");
    parts[2] = "";
    let unsigned = parts.join(".");
    let own = ana.token.clone();
    for token in ["x".to_owned(), "a.b.c".to_owned(), id_token, forged, unsigned] {
        ana.token = token;
        siege.attack(&ana, &good, Kind::SignedOut).await?;
    }
    ana.token = own;
    siege.control(&ana, &good).await;
    Ok(())
}
