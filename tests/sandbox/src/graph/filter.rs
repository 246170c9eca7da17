//! The part of OData's `$filter` that directory clients use.

use serde_json::{Map, Value};

use super::refusal::Refusal;

/// A parsed filter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    Compare { property: String, operator: Operator, value: Value },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Eq,
    Ne,
    StartsWith,
    EndsWith,
}

impl Filter {
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let wrong = || Refusal::bad_request(format!("Invalid filter clause: '{text}'."));
        let tokens = tokens(text).ok_or_else(wrong)?;
        let mut reader = Reader { tokens: &tokens };
        let filter = reader.either().ok_or_else(wrong)?;
        if reader.tokens.is_empty() { Ok(filter) } else { Err(wrong()) }
    }

    /// Whether it needs `ConsistencyLevel: eventual`.
    pub(crate) fn is_advanced(&self) -> bool {
        match self {
            Self::And(a, b) | Self::Or(a, b) => a.is_advanced() || b.is_advanced(),
            Self::Not(_) => true,
            Self::Compare { operator, .. } => {
                matches!(operator, Operator::Ne | Operator::EndsWith)
            }
        }
    }

    pub(crate) fn accepts(&self, properties: &Map<String, Value>) -> bool {
        match self {
            Self::And(a, b) => a.accepts(properties) && b.accepts(properties),
            Self::Or(a, b) => a.accepts(properties) || b.accepts(properties),
            Self::Not(inner) => !inner.accepts(properties),
            Self::Compare { property, operator, value } => {
                let mut path = property.split('/');
                let first = path.next().and_then(|key| properties.get(key));
                let found = path.fold(first, |value, key| value.and_then(|v| v.get(key)));
                operator.holds(found.unwrap_or(&Value::Null), value)
            }
        }
    }

    /// The values of `property eq 'a' or property eq 'b'`, if it is nothing else.
    pub(crate) fn alternatives(&self, name: &str) -> Option<Vec<String>> {
        match self {
            Self::Or(a, b) => {
                let mut all = a.alternatives(name)?;
                all.extend(b.alternatives(name)?);
                Some(all)
            }
            Self::Compare { property, operator: Operator::Eq, value: Value::String(value) }
                if property == name =>
            {
                Some(vec![value.clone()])
            }
            Self::And(..) | Self::Not(_) | Self::Compare { .. } => None,
        }
    }
}

impl Operator {
    fn holds(self, found: &Value, wanted: &Value) -> bool {
        let (found, wanted) = (folded(found), folded(wanted));
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let both = || Some((text(&found)?, text(&wanted)?));
        match self {
            Self::Eq => found == wanted,
            Self::Ne => found != wanted,
            Self::StartsWith => both().is_some_and(|(f, w)| f.starts_with(&w)),
            Self::EndsWith => both().is_some_and(|(f, w)| f.ends_with(&w)),
        }
    }
}

/// Graph compares text without case.
fn folded(value: &Value) -> Value {
    value.as_str().map_or_else(|| value.clone(), |text| text.to_lowercase().into())
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Open,
    Close,
    Comma,
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ' ' => {}
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            ',' => tokens.push(Token::Comma),
            '\'' => {
                let mut literal = String::new();
                loop {
                    match chars.next()? {
                        '\'' if chars.peek() == Some(&'\'') => {
                            chars.next();
                            literal.push('\'');
                        }
                        '\'' => break,
                        c => literal.push(c),
                    }
                }
                tokens.push(Token::Text(literal));
            }
            c => {
                let mut word = String::from(c);
                while let Some(c) = chars.next_if(|c| !" (),'".contains(*c)) {
                    word.push(c);
                }
                tokens.push(Token::Word(word));
            }
        }
    }
    Some(tokens)
}

struct Reader<'a> {
    tokens: &'a [Token],
}

impl Reader<'_> {
    fn either(&mut self) -> Option<Filter> {
        let mut left = self.both()?;
        while self.word("or") {
            left = Filter::Or(Box::new(left), Box::new(self.both()?));
        }
        Some(left)
    }

    fn both(&mut self) -> Option<Filter> {
        let mut left = self.one()?;
        while self.word("and") {
            left = Filter::And(Box::new(left), Box::new(self.one()?));
        }
        Some(left)
    }

    fn one(&mut self) -> Option<Filter> {
        if self.word("not") {
            return Some(Filter::Not(Box::new(self.one()?)));
        }
        if self.take(&Token::Open) {
            let inner = self.either()?;
            return self.take(&Token::Close).then_some(inner);
        }
        let Token::Word(word) = self.next()? else { return None };
        let function = match word.as_str() {
            "startswith" | "startsWith" => Some(Operator::StartsWith),
            "endswith" | "endsWith" => Some(Operator::EndsWith),
            _ => None,
        };
        if let Some(operator) = function {
            self.take(&Token::Open).then_some(())?;
            let Token::Word(property) = self.next()? else { return None };
            self.take(&Token::Comma).then_some(())?;
            let value = self.value()?;
            self.take(&Token::Close).then_some(())?;
            return Some(Filter::Compare { property, operator, value });
        }
        let operator = match self.next()? {
            Token::Word(word) if word == "eq" => Operator::Eq,
            Token::Word(word) if word == "ne" => Operator::Ne,
            Token::Word(operator) if operator == "in" => return self.list(&word),
            Token::Word(_) | Token::Text(_) | Token::Open | Token::Close | Token::Comma => {
                return None;
            }
        };
        Some(Filter::Compare { property: word, operator, value: self.value()? })
    }

    fn list(&mut self, property: &str) -> Option<Filter> {
        let equal = |value| Filter::Compare {
            property: property.to_owned(),
            operator: Operator::Eq,
            value,
        };
        self.take(&Token::Open).then_some(())?;
        let mut any = equal(self.value()?);
        while self.take(&Token::Comma) {
            any = Filter::Or(Box::new(any), Box::new(equal(self.value()?)));
        }
        self.take(&Token::Close).then_some(any)
    }

    fn value(&mut self) -> Option<Value> {
        match self.next()? {
            Token::Text(text) => Some(text.into()),
            Token::Word(word) => serde_json::from_str(&word).ok().or(Some(word.into())),
            Token::Open | Token::Close | Token::Comma => None,
        }
    }

    fn next(&mut self) -> Option<Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first.clone())
    }

    fn take(&mut self, token: &Token) -> bool {
        let found = self.tokens.first() == Some(token);
        if found {
            self.next();
        }
        found
    }

    fn word(&mut self, word: &str) -> bool {
        self.take(&Token::Word(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn accepts(filter: &str) -> bool {
        let person = json!({ "displayName": "Conor O'Brien", "accountEnabled": true, "mail": null,
            "onPremisesExtensionAttributes": { "extensionAttribute1": "x" } });
        Filter::parse(filter).unwrap().accepts(person.as_object().unwrap())
    }

    #[test]
    fn filters_read_as_graph_reads_them() {
        assert!(accepts("displayName eq 'conor o''brien'"));
        assert!(accepts("accountEnabled eq true and startswith(displayName,'Con')"));
        assert!(accepts("mail eq null or accountEnabled eq false"));
        assert!(accepts("not(accountEnabled eq false)"));
        assert!(accepts("displayName in ('a', 'Conor O''Brien')"));
        assert!(accepts("onPremisesExtensionAttributes/extensionAttribute1 eq 'x'"));
        assert!(!accepts("accountEnabled ne true"));
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for text in ["", "displayName", "displayName eq 'x", "(a eq 1", "a eq 1 b", "a like 'x'"] {
            assert!(Filter::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn alternatives_are_told_from_other_filters() {
        let ids = Filter::parse("id eq 'a' or id eq 'b'").unwrap().alternatives("id");
        assert_eq!(ids.unwrap(), ["a", "b"]);
        assert_eq!(Filter::parse("id eq 'a' and id eq 'b'").unwrap().alternatives("id"), None);
    }
}
