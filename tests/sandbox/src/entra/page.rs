//! Pages for people: plain forms that work without script.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::refusal::Refusal;
use crate::directory::Account;

/// The account picker: one form, one button for each account.
pub(super) struct Picker<'a> {
    pub(super) application: &'a str,
    pub(super) action: &'a str,
    pub(super) hidden: &'a [(&'a str, &'a str)],
    pub(super) accounts: &'a [Account],
    /// Whether the first account was asked for by a hint or is signed in.
    pub(super) preselected: bool,
    pub(super) complaint: Option<&'a str>,
}

impl Picker<'_> {
    pub(super) fn html(&self) -> String {
        let hidden: String = self.hidden.iter().map(|(name, value)| field(name, value)).collect();
        let action = escape(self.action);
        let complaint = self
            .complaint
            .map(|text| format!("<p role=\"alert\" class=\"complaint\">{}</p>", escape(text)));
        let buttons: String =
            self.accounts.iter().enumerate().map(|(i, a)| self.button(i, a)).collect();
        let body = format!(
            "<h1>Pick an account</h1><p>to continue to <b>{application}</b></p>{complaint}\
             <form method=\"post\" action=\"{action}\">{hidden}{buttons}\
             <button class=\"plain\" name=\"cancel\" value=\"1\">Cancel</button></form>\
             <form method=\"post\" action=\"{action}\">{hidden}\
             <label>Another account <input name=\"account\" autocomplete=\"off\" \
             placeholder=\"name@tarnholm.example\"></label> <button>Next</button></form>\
             <p class=\"note\">This is a sandbox with invented people. It asks for no password.</p>",
            application = escape(self.application),
            complaint = complaint.unwrap_or_default(),
        );
        document("Sign in to your account", &body)
    }

    fn button(&self, index: usize, account: &Account) -> String {
        let mark = if index == 0 && self.preselected { " autofocus data-preselected" } else { "" };
        let roles = account.app_roles.join(", ");
        format!(
            "<button name=\"account\" value=\"{upn}\"{mark}><b>{name}</b><span>{upn}</span>\
             <small>{roles}</small></button>",
            upn = escape(&account.user_principal_name),
            name = escape(&account.name),
            roles = escape(&roles),
        )
    }
}

/// A form that sends itself to the client, and has a button where scripts are off.
pub(super) fn form_post(action: &str, fields: &[(&'static str, String)]) -> String {
    let fields: String = fields.iter().map(|(name, value)| field(name, value)).collect();
    let body = format!(
        "<form method=\"post\" action=\"{}\">{fields}<p>You are being returned to the \
         application.</p><button>Continue</button></form>\
         <script>document.forms[0].submit()</script>",
        escape(action)
    );
    document("Working…", &body)
}

/// A page that ends the journey in the browser: the client never hears of it.
pub(super) fn refused(refusal: &Refusal, correlation: &str, now: DateTime<Utc>) -> Response {
    let details = refusal.description(Uuid::new_v4(), correlation, now);
    let body = format!(
        "<h1>Sorry, but we’re having trouble signing you in.</h1><pre>{}</pre>",
        escape(&details)
    );
    let page = Html(document("Sign in to your account", &body));
    (StatusCode::BAD_REQUEST, page).into_response()
}

/// A short message.
pub(super) fn message(title: &str, text: &str) -> String {
    document(title, &format!("<h1>{}</h1><p>{}</p>", escape(title), escape(text)))
}

pub(super) fn field(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value))
}

/// Text as it may stand in HTML and in double-quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A whole page in the sandbox's one style.
pub(crate) fn document(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{}</title>\
         <style>{STYLE}</style><main>{body}</main></html>",
        escape(title)
    )
}

const STYLE: &str = "\
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}\
body{margin:0;min-height:100vh;display:grid;place-items:center;background:light-dark(#eef1f4,#14181d)}\
main{width:min(27rem,92vw);padding:2rem;border-radius:12px;background:light-dark(#fff,#1e242b);\
box-shadow:0 2px 18px #0003}h1{font-size:1.3rem;margin:0 0 .3rem}\
form{display:grid;gap:.5rem;margin-top:1.2rem}\
button{font:inherit;padding:.6rem .9rem;border:1px solid light-dark(#c7ced6,#3c4651);\
border-radius:8px;background:none;color:inherit;text-align:left;cursor:pointer}\
button:hover,button:focus{border-color:#2767c7;outline:2px solid #2767c7}\
button span,button small{display:block;opacity:.75}button small{font-size:.8rem}\
button.plain{border:0;text-align:center}input{font:inherit;padding:.5rem;width:100%;box-sizing:border-box}\
.note,pre{font-size:.85rem;opacity:.75;white-space:pre-wrap}.complaint{color:light-dark(#a3211b,#ff9c94)}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;vertical-align:top}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_cannot_break_out_of_its_field() {
        let page = form_post("http://localhost:1/", &[("state", "\"><script>x()".to_owned())]);
        assert!(page.contains("value=\"&quot;&gt;&lt;script&gt;x()\""));
    }
}
