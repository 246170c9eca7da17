//! What people read. One text for all denials: a reason would teach the procedure to whoever
//! tries again.

use review::{CaseKind, Verdict};

use super::Recipient;

/// In characters.
const LONGEST_NAME: usize = 64;

pub(super) struct About<'a> {
    pub(super) recipient: Recipient,
    pub(super) kind: CaseKind,
    pub(super) verdict: Verdict,
    pub(super) number: &'a str,
    pub(super) person: &'a str,
    pub(super) minutes: u32,
}

/// Subject and text.
pub(super) fn compose(about: &About<'_>) -> (String, String) {
    let About { number, person, .. } = about;
    let person = &plainly(person);
    let subject = match about.verdict {
        Verdict::Escalate => format!("{number}: please look at this case"),
        Verdict::NewCapture => format!("{number}: please take the pictures again"),
        Verdict::Approve | Verdict::Deny => format!("{number}: an identity check was completed"),
    };
    let body = match (about.verdict, about.recipient) {
        (Verdict::Escalate, _) => {
            format!("Case {number} was given to you. Open Countersign to see it.")
        }
        (Verdict::NewCapture, _) => "We could not use the pictures of your identity check. Please \
             open the same link again and photograph your document and your face once more, in \
             even light, with the whole document in the picture."
            .to_owned(),
        (Verdict::Approve, Recipient::Person) => format!(
            "Your identity check was completed. {} If this was not you, call the service desk \
             now, on the number that you already know.",
            opened(about)
        ),
        (Verdict::Approve, Recipient::Manager | Recipient::Fallback) => format!(
            "An identity check for {person} was completed. {} If {person} did not ask for this, \
             call the service desk now, on the number that you already know.",
            opened(about)
        ),
        (Verdict::Deny, Recipient::Person) => "We could not complete this check. Contact your \
             manager or the service desk in person. If you did not ask for this check, say so \
             there."
            .to_owned(),
        (Verdict::Deny, Recipient::Manager | Recipient::Fallback) => format!(
            "We could not complete an identity check for {person}. Please make sure that {person} \
             knows of it, in person or on a number that you already know."
        ),
    };
    (subject, format!("{body}\n\nCase {number}\n"))
}

/// The alert of a recall; it names nobody.
pub(super) fn recalled(number: &str, incident: bool) -> (String, String) {
    let body = match incident {
        true => {
            "was recalled after it may have been carried out. An incident is open: Countersign \
             lists what must be revoked."
        }
        false => {
            "was recalled before it was carried out, and given to you. Open Countersign to see it."
        }
    };
    (format!("{number}: an approval was recalled"), format!("The approval of {number} {body}\n"))
}

/// A name on one line, and no longer than a name: whoever can write names in the directory must not
/// write the rest of the mail.
fn plainly(name: &str) -> String {
    let unseen = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    let letters = name.chars().filter(|c| !unseen(*c));
    let line: String = letters.map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect()
}

/// What an approval opens, and for how long (R11).
fn opened(about: &About<'_>) -> String {
    let minutes = about.minutes;
    match about.kind {
        CaseKind::PasswordReset => {
            format!(
                "A new password can be set once, within {minutes} minutes. Nothing else changed."
            )
        }
        CaseKind::MfaRecovery => format!(
            "A second factor can be registered once, within {minutes} minutes. The password did \
             not change."
        ),
        CaseKind::ExternalAuthentication => {
            format!("The sign-in can be tried again once, within {minutes} minutes.")
        }
        CaseKind::Onboarding => {
            "The first sign-in can be set up with a temporary password.".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(recipient: Recipient, kind: CaseKind, verdict: Verdict) -> About<'static> {
        About { recipient, kind, verdict, number: "CS-20417", person: "Kasia Wojcik", minutes: 30 }
    }

    #[test]
    fn a_denial_tells_nothing_of_how_or_why() {
        for kind in CaseKind::ALL {
            for recipient in [Recipient::Person, Recipient::Manager, Recipient::Fallback] {
                let (subject, text) = compose(&about(recipient, kind, Verdict::Deny));
                let all = format!("{subject} {text}").to_lowercase();
                for word in [
                    "denied", "reject", "face", "document", "match", "photo", "birth", "password",
                    "factor", "reviewer", "reason", "suspicio", "fraud", "incode",
                ] {
                    assert!(!all.contains(word), "{word} in {all}");
                }
            }
            let one = compose(&about(Recipient::Person, kind, Verdict::Deny));
            assert_eq!(one, compose(&about(Recipient::Person, CaseKind::ALL[0], Verdict::Deny)));
        }
    }

    #[test]
    fn an_approval_says_what_was_opened_and_what_to_do() {
        for kind in CaseKind::ALL {
            for recipient in [Recipient::Person, Recipient::Manager] {
                let (_, text) = compose(&about(recipient, kind, Verdict::Approve));
                assert!(text.contains("service desk"));
                assert!(text.contains("30 minutes") || kind == CaseKind::Onboarding);
            }
        }
    }

    #[test]
    fn a_name_stays_within_its_line() {
        assert_eq!(plainly("Kasia\r\n\u{202e}Bcc:\tx"), "Kasia Bcc: x");
        assert_eq!(plainly(&"n".repeat(500)).len(), 64);
    }

    #[test]
    fn an_escalation_names_nobody() {
        let (subject, text) =
            compose(&about(Recipient::Fallback, CaseKind::ALL[0], Verdict::Escalate));
        assert!(!format!("{subject}{text}").contains("Kasia"));
    }
}
