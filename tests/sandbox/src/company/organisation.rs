//! Who reports to whom.

use std::collections::BTreeMap;

use super::people::DEPARTMENTS;
use super::person::Person;

/// How many people report to one.
const SPAN: usize = 7;

/// Gives everybody a manager: a tree in each department, whose heads report to the first head of
/// all. A few people have none on file.
pub fn managers(people: &mut [Person], forgotten: impl Fn(usize) -> bool) {
    let mut departments: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        let name = person.department.clone().unwrap_or_else(|| DEPARTMENTS[at % 16].0.to_owned());
        departments.entry(name).or_default().push(at);
    }
    let mut chief = None;
    for (name, members) in departments {
        let head = lead(people, &name, &members);
        let top = *chief.get_or_insert(head);
        let mut order = vec![head];
        order.extend(members.into_iter().filter(|member| *member != head));
        // People who are gone or not of the house manage nobody.
        order.sort_by_key(|at| (*at != head, !manages(&people[*at])));
        let leaders = order.iter().filter(|at| manages(&people[**at])).count().max(1);
        for (place, member) in order.iter().enumerate() {
            let above = if place == 0 { top } else { order[((place - 1) / SPAN).min(leaders - 1)] };
            let known = !people[*member].app_roles.is_empty();
            if above != *member && (known || !forgotten(*member)) {
                people[*member].manager = Some(people[above].id);
            }
        }
    }
}

fn manages(person: &Person) -> bool {
    person.account_enabled && person.user_type.as_deref() == Some("Member")
}

/// The head of a department: who has the title already, else the first who can be.
fn lead(people: &mut [Person], department: &str, members: &[usize]) -> usize {
    let title =
        DEPARTMENTS.iter().find(|(name, _)| *name == department).map(|(_, titles)| titles[3]);
    let titled = members.iter().find(|at| people[**at].job_title.as_deref() == title);
    let head = titled.or_else(|| members.iter().find(|at| manages(&people[**at])));
    let head = head.or(members.first()).copied().unwrap_or_default();
    people[head].job_title = title.map(str::to_owned);
    head
}
