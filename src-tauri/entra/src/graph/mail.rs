//! Mail, sent from a mailbox of the tenant.

use serde_json::json;

use super::Graph;
use super::call::Call;
use crate::error::Error;

impl Graph {
    /// Sends plain text from `sender`'s mailbox. It is tried again only when Graph says that
    /// nothing was sent.
    ///
    /// # Errors
    /// [`Error::Throttled`], [`Error::NotPermitted`], the network's. After [`Error::Offline`] and
    /// [`Error::Trouble`] the mail may have gone out.
    pub async fn send_mail(
        &self,
        sender: &str,
        to: &str,
        subject: &str,
        text: &str,
    ) -> Result<(), Error> {
        let url = self.address(&["users", sender, "sendMail"], &[])?;
        let body = json!({
            "message": {
                "subject": subject,
                "body": {"contentType": "Text", "content": text},
                "toRecipients": [{"emailAddress": {"address": to}}],
            },
            "saveToSentItems": false,
        });
        self.call(Call::post("sendMail", url, body).once()).await.map(|_| ())
    }
}
