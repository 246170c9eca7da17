//! Countries with their names and customs, from the tables in `data/names`.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::latin::fold;
use super::person::Sex;

const COUNTRIES: &str = include_str!("../../data/names/countries.tsv");
const FORENAMES: &str = include_str!("../../data/names/common-forenames-by-country.csv");
const SURNAMES: &str = include_str!("../../data/names/common-surnames-by-country.csv");
const MORE: &str = include_str!("../../data/names/more-names.tsv");

/// How a name is put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Custom {
    /// Given names, one family name.
    Western,
    /// Father's and mother's family name.
    Two,
    /// Mother's family name, then father's; with `da` and `dos`.
    Lusophone,
    /// Family name with a form for women.
    Gendered,
    /// Given name, patronymic, family name with a form for women.
    Patronymic,
    /// Family name with `van der` and the like.
    Particle,
    /// Family name first.
    FamilyFirst,
    /// The father's name with -son or -dóttir.
    Icelandic,
    /// Own name, father's name, and often a family name.
    Arabic,
    /// One name, for some.
    Mononym,
    /// A family name, or the father's name as an initial.
    Indian,
}

/// A name in Latin letters, and in its own script if that is another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// Latin letters.
    pub latin: String,
    /// Own script.
    pub native: Option<String>,
}

/// A city with state and postal code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct City {
    /// Name.
    pub name: String,
    /// State, province or the like.
    pub state: String,
    /// A postal code in the country's form.
    pub postal_code: String,
}

/// A country and its names.
#[derive(Debug, Clone)]
pub struct Country {
    /// Two letters (ISO 3166); `VA` stands in for Valdria, which does not exist.
    pub iso2: &'static str,
    /// Three letters of ICAO 9303; `D` for Germany.
    pub icao: &'static str,
    /// English name.
    pub name: &'static str,
    /// Nationality as printed on documents.
    pub nationality: &'static str,
    /// International calling code.
    pub calling: &'static str,
    /// Language tag.
    pub language: &'static str,
    /// How names are put together.
    pub custom: Custom,
    /// Lightest and darkest skin to invent.
    pub tone: (f32, f32),
    /// Share of the company, in no unit.
    pub weight: usize,
    /// Some cities.
    pub cities: Vec<City>,
    /// Given names of women.
    pub women: Vec<Name>,
    /// Given names of men.
    pub men: Vec<Name>,
    /// Family names.
    pub surnames: Vec<Name>,
}

impl Country {
    /// Given names for a sex.
    #[must_use]
    pub fn given(&self, sex: Sex) -> &[Name] {
        if sex == Sex::Male { &self.men } else { &self.women }
    }
}

/// All countries, Valdria first.
pub fn all() -> &'static [Country] {
    static ALL: OnceLock<Vec<Country>> = OnceLock::new();
    ALL.get_or_init(read)
}

/// The country with a three-letter code, else the first.
#[must_use]
pub fn by_icao(code: &str) -> &'static Country {
    let countries = all();
    countries.iter().find(|country| country.icao == code).unwrap_or(&countries[0])
}

fn read() -> Vec<Country> {
    let mut names: HashMap<(&'static str, &'static str), Vec<Name>> = HashMap::new();
    for line in MORE.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [country, kind, list] = cells[..] {
            names.entry((country, kind)).or_default().extend(list.split(',').map(pair));
        }
    }
    // Written with marks of stress in the tables; nobody writes them in a name.
    let mut add = |country: &'static str, kind: &'static str, native: &str, latin: &str| {
        let native = native.replace('\u{301}', "");
        let name = if native.is_empty() || native == latin || is_latin(&native) {
            Name { latin: latin.to_owned(), native: None }
        } else {
            Name { latin: latin.to_owned(), native: Some(native) }
        };
        let list = names.entry((country, kind)).or_default();
        if !latin.is_empty() && is_latin(latin) && !list.iter().any(|n| n.latin == name.latin) {
            list.push(name);
        }
    };
    for line in FORENAMES.lines().skip(1) {
        let cells: Vec<&'static str> = line.split(',').collect();
        if let [country, .., gender, native, latin] = cells[..] {
            add(country, gender, native, latin);
        }
    }
    for line in SURNAMES.lines().skip(1) {
        let cells: Vec<&'static str> = line.split(',').collect();
        if let [country, _, _, _, native, latin, ..] = cells[..] {
            add(country, "S", native, latin);
        }
    }
    COUNTRIES.lines().filter_map(|line| country(line, &mut names)).collect()
}

fn country(
    line: &'static str,
    names: &mut HashMap<(&'static str, &'static str), Vec<Name>>,
) -> Option<Country> {
    let cells: Vec<&'static str> = line.split('\t').collect();
    let [iso2, icao, name, nationality, calling, language, custom, script, tone, weight, cities] =
        cells[..]
    else {
        return None;
    };
    let custom = custom_named(custom)?;
    // Where a script of its own is written, only names that have it are used: a person's names
    // must not be half in one script. Marks of romanisation (Wáng) are not in passports.
    let mut take = |kind: &'static str| -> Vec<Name> {
        let mut list = names.remove(&(iso2, kind)).unwrap_or_default();
        if script != "-" {
            let native: Vec<Name> =
                list.iter().filter(|name| name.native.is_some()).cloned().collect();
            if native.len() >= 2 {
                list = native;
            }
            for name in &mut list {
                name.latin = fold(&name.latin);
            }
        }
        list
    };
    let (low, high) = tone.split_once('-')?;
    Some(Country {
        iso2,
        icao,
        name,
        nationality,
        calling,
        language,
        custom,
        tone: (low.parse().ok()?, high.parse().ok()?),
        weight: weight.parse().ok()?,
        cities: cities.split(';').filter_map(city).collect(),
        women: take("F"),
        men: take("M"),
        surnames: take("S"),
    })
}

fn city(text: &str) -> Option<City> {
    let mut cells = text.split('/');
    Some(City {
        name: cells.next()?.to_owned(),
        state: cells.next()?.to_owned(),
        postal_code: cells.next()?.to_owned(),
    })
}

fn pair(text: &str) -> Name {
    match text.split_once('|') {
        Some((native, latin)) => Name { latin: latin.to_owned(), native: Some(native.to_owned()) },
        None => Name { latin: text.to_owned(), native: None },
    }
}

/// Whether all letters are Latin ones.
fn is_latin(text: &str) -> bool {
    text.chars().all(|letter| letter < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&letter))
}

fn custom_named(name: &str) -> Option<Custom> {
    Some(match name {
        "western" => Custom::Western,
        "two" => Custom::Two,
        "lusophone" => Custom::Lusophone,
        "gendered" => Custom::Gendered,
        "patronymic" => Custom::Patronymic,
        "particle" => Custom::Particle,
        "family_first" => Custom::FamilyFirst,
        "icelandic" => Custom::Icelandic,
        "arabic" => Custom::Arabic,
        "mononym" => Custom::Mononym,
        "indian" => Custom::Indian,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_names_of_its_own() {
        assert!(all().len() >= 40, "{}", all().len());
        for country in all() {
            assert!(country.women.len() >= 2, "{} women", country.name);
            assert!(country.men.len() >= 2, "{} men", country.name);
            assert!(country.surnames.len() >= 4, "{} surnames", country.name);
            assert!(!country.cities.is_empty(), "{} cities", country.name);
            for name in country.women.iter().chain(&country.men).chain(&country.surnames) {
                assert!(is_latin(&name.latin), "{}: {}", country.name, name.latin);
            }
        }
    }
}
