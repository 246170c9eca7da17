//! Texts as jurisdictions print them, with made-up people.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

const OHIO: &str = "@\n\u{1e}\rANSI 636023080102DL00410271ZO03120024DLDBA05262030\nDCSLASTNAME\n\
    DACFIRSTNAME\nDADW,LEE\nDBD05132016\nDBB05261991\nDBC1\nDAYBLU\nDAU072 IN\nDAG5115 TEST DR\n\
    DAIPENNSITUCKY\nDAJOH\nDAK606061337  \nDAQTG834904\nDCF2520UQ7248040000\nDCGUSA\nDDEN\nDDFT\n\
    DDGU\nDCUJR\nDDAM\nDDB12042013\nDAW170\rZOZOAY\nZOBY\nZOE05262020\r";

#[test]
fn a_licence_of_the_standard() {
    let licence = read(OHIO).unwrap();
    assert_eq!(licence.issuer, Some(Issuer { state: "OH", country: "USA" }));
    assert_eq!(licence.version, Some(8));
    assert_eq!(licence.surname.as_deref(), Some("LASTNAME"));
    assert_eq!(licence.given().as_deref(), Some("FIRSTNAME W LEE"));
    assert_eq!(licence.suffix.as_deref(), Some("JR"));
    assert_eq!(licence.surname_cut, Truncation::Whole);
    assert_eq!(licence.first_cut, Truncation::Truncated);
    assert_eq!(licence.middle_cut, Truncation::Unknown);
    assert_eq!(licence.date_of_birth, day("1991-05-26"));
    assert_eq!(licence.date_of_expiry, day("2030-05-26"));
    assert_eq!(licence.date_of_issue, day("2016-05-13"));
    assert_eq!((licence.sex.as_deref(), licence.state.as_deref()), (Some("M"), Some("OH")));
    assert_eq!(licence.document_number.as_deref(), Some("TG834904"));
    assert_eq!(licence.notes, []);
}

#[test]
fn the_document_is_filled_where_it_says_nothing() {
    let mut document = Document::default();
    read(OHIO).unwrap().fill(&mut document);
    assert_eq!(document.given.as_deref(), Some("FIRSTNAME W LEE"));
    assert_eq!(document.surname.as_deref(), Some("LASTNAME JR"));
    assert_eq!(document.date_of_birth, day("1991-05-26"));
    assert_eq!(document.issuing_country.as_deref(), Some("USA"));
    let printed = Document { full_name: Some("First Lastname".into()), ..Document::default() };
    let mut filled = printed.clone();
    read(OHIO).unwrap().fill(&mut filled);
    assert_eq!((filled.full_name, filled.surname), (printed.full_name, None));
    assert_eq!(filled.document_number.as_deref(), Some("TG834904"));
}

#[test]
fn maryland_2000_says_aamva_and_one_name() {
    let licence = read(
        "@\n\u{1e}\rAAMVA6360030101DL00290192DLDAQK-134-123-145-103\nDAAJOHNSON,JACK,,3RD\n\
         DAG1234 BARNEYS INN PL\nDAIBALTIMORE\nDAJMD\nDAK21230 \nDARC \nDAS \nDAT \nDAU505\nDAW135\n\
         DBA20170209\nDBB19910209\nDBC1\nDBD20120210\nDBHN\r",
    )
    .unwrap();
    assert_eq!(licence.version, Some(1));
    assert_eq!(licence.surname.as_deref(), Some("JOHNSON"));
    assert_eq!((licence.first.as_deref(), licence.middle.as_deref()), (Some("JACK"), None));
    assert_eq!(licence.suffix.as_deref(), Some("3RD"));
    assert_eq!(licence.date_of_birth, day("1991-02-09"));
    assert_eq!(licence.notes, [Note::FileTypeAamva, Note::NameInOneElement]);
    assert_eq!(licence.surname_cut, Truncation::NotStated);
}

#[test]
fn north_carolina_lacks_digits_and_has_hyphens() {
    let licence = read(
        "@\n\nAAMVA36004001DL00280200DLDABTESTER\nDACPAT\nDADLEE\nDAE\nDAL1 TEST DR\nDAM\n\
         DANRALEIGH\nDAONC\nDAP27614-7307\nDAQ20000000\nDARC\nDAS1\nDATNone\nDAV5-01\nDAYBRO\n\
         DBA06-05-2029\nDBB06-05-1951\nDBCF\nDBD07-18-2012\n",
    )
    .unwrap();
    assert_eq!((licence.issuer, licence.version), (None, None));
    assert_eq!(licence.surname.as_deref(), Some("TESTER"));
    assert_eq!(licence.suffix, None);
    assert_eq!(licence.date_of_birth, day("1951-06-05"));
    assert_eq!((licence.sex.as_deref(), licence.state.as_deref()), (Some("F"), Some("NC")));
    for note in [Note::FileTypeAamva, Note::HeaderDigits, Note::DateSeparators] {
        assert!(licence.notes.contains(&note), "{note:?}");
    }
}

#[test]
fn ontario_declares_no_offset_and_joins_given_names() {
    let licence = read(
        "@\n\u{1e}\rANSI 636012030001DL00000367DLDCAG   \nDCBX\nDCDNONE\nDBA20300914\nDCSTESTER\n\
         DCTPAT LEE ANN\nDBD20150914\nDBB19860914\nDBC2\nDAJON\nDAQT1234-56789-60914\nDCGCAN\r",
    )
    .unwrap();
    assert_eq!(licence.issuer, Some(Issuer { state: "ON", country: "CAN" }));
    assert_eq!(licence.given().as_deref(), Some("PAT LEE ANN"));
    assert_eq!(licence.date_of_birth, day("1986-09-14"));
    assert_eq!(licence.notes, [Note::OffsetWrong, Note::GivenNamesInOneElement]);
}

#[test]
fn illinois_lacks_the_entries_and_oregon_the_comma() {
    let illinois =
        read("@\n\u{1e}\rANSI 6360350301DL00290179DLDAQT000\nDCSTESTER\nDACPAT\n").unwrap();
    assert_eq!(illinois.issuer.map(|issuer| issuer.state), Some("IL"));
    assert!(illinois.notes.contains(&Note::HeaderDigits));
    let oregon = read(
        "@\n\rANSI 6360290102DL00390192ZO02310031DLDAQ1234567\nDAASECOND LAST, FIRST M\nDAJOR\n\
         DBA20300101\nDBB19800229\nZOZOAFIRST LICENSED 01-01-2000\n",
    )
    .unwrap();
    assert_eq!(oregon.surname.as_deref(), Some("SECOND LAST"));
    assert_eq!((oregon.first.as_deref(), oregon.middle.as_deref()), (Some("FIRST"), Some("M")));
    assert_eq!(oregon.date_of_birth, day("1980-02-29"));
}

#[test]
fn lost_separators_are_inferred_and_said() {
    let licence = read(
        "@ANSI 6360300102DL00390191ZM02300053DLDAQX100097001DAALast,First, ,DAG123 ABC TEST ADDRESS \
         2ND FLDAIST LOUISDAJMODAK633011      DARF   DAS          DAT     DAU508DAW155DAYBRO\
         DBA20300204DBB20010809DBCMDBD20210630",
    )
    .unwrap();
    assert!(licence.names_are_inferred());
    assert_eq!(licence.surname.as_deref(), Some("Last"));
    assert_eq!(licence.first.as_deref(), Some("First"));
    assert_eq!(licence.date_of_birth, day("2001-08-09"));
    assert_eq!((licence.sex.as_deref(), licence.state.as_deref()), (Some("M"), Some("MO")));
}

#[test]
fn deviations_are_notes() {
    let base = |lines: &str| {
        read(&format!("@\n\u{1e}\rANSI 636014100002DL00410279ZC03200024DL{lines}\r")).unwrap()
    };
    let order = base("DAQD1\nDCSSAMPLE\nDBB19900131\nDCGUSA");
    assert_eq!((order.date_of_birth, order.notes), (day("1990-01-31"), vec![Note::DateOrder]));
    let twice = base("DAQD1\nDCSSAMPLE\nDCSOTHER\nDBB99999999");
    assert_eq!(twice.surname.as_deref(), Some("SAMPLE"));
    assert_eq!(twice.notes, [Note::RepeatedElement, Note::DateUnreadable]);
    let stray = base("DAQD1\nwhat is this\nDCSDA COSTA\nDACNONE\nDADunavl");
    assert_eq!(stray.surname.as_deref(), Some("DA COSTA"));
    assert_eq!((stray.given(), stray.notes), (None, vec![Note::StrayText]));
    let bare = read("DAQD1\nDCSSAMPLE\nDACJANE").unwrap();
    assert_eq!(bare.notes, [Note::NoHeader]);
    let comma = base("DCSSAMPLE,JANE,Q\nDAQD1");
    assert_eq!(comma.given().as_deref(), Some("JANE Q"));
    let card = read("@\n\u{1e}\rANSI 636018090002ID00410241ZI02820014IDDAQ1\nDCSSAMPLE\n").unwrap();
    assert_eq!(card.document_number.as_deref(), Some("1"));
}

#[test]
fn other_texts_are_refused() {
    assert_eq!(read(" \n").err(), Some(Unreadable::Empty));
    assert_eq!(read("@COLOMBIA").err(), Some(Unreadable::NoLicence));
    assert_eq!(read("ANSI 636014").err(), Some(Unreadable::NoLicence));
    assert_eq!(read(&"DAQ1\n".repeat(9_000)).err(), Some(Unreadable::TooLong));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(
        text in any::<String>(),
        like in "@?\n?\r?(ANSI |AAMVA)[0-9]{0,14}(DL[0-9]{8}){0,2}(DL)?((D[A-D][A-Z]|Z)\\PC{0,9}[\n\r]?){0,12}",
    ) {
        let _ = (read(&text), read(&like));
    }

    #[test]
    fn what_is_written_is_read(
        surname in "[A-Z]{1,12}( [A-Z]{1,9})?", first in "[A-Z]{1,12}", middle in "([A-Z]{1,9})?",
        canada in any::<bool>(), year in 1900..2100_i32, month in 1..=12_u32, date in 1..=28_u32,
        cut in "[TNU]", number in "[A-Z0-9-]{1,20}",
    ) {
        prop_assume!(![&surname, &first, &middle, &number].iter().any(|s| ["NONE", "UNAVL", "UNAVAIL", "UNAVAILABLE"].contains(&s.as_str())));
        let born = if canada {
            format!("{year}{month:02}{date:02}")
        } else {
            format!("{month:02}{date:02}{year}")
        };
        let (issuer, country) = if canada { ("636012", "CAN") } else { ("636014", "USA") };
        let text = format!(
            "@\n\u{1e}\rANSI {issuer}100001DL00310279DLDAQ{number}\nDCS{surname}\nDDE{cut}\nDAC{first}\n\
             DDF{cut}\nDAD{middle}\nDDG{cut}\nDBB{born}\nDBC9\nDCG{country}\r"
        );
        let licence = read(&text).unwrap();
        prop_assert_eq!(&licence.notes, &[]);
        prop_assert_eq!(licence.surname.as_deref(), Some(surname.as_str()));
        let given = if middle.is_empty() { first } else { format!("{first} {middle}") };
        prop_assert_eq!(licence.given(), Some(given));
        prop_assert_eq!(licence.date_of_birth, NaiveDate::from_ymd_opt(year, month, date));
        prop_assert_eq!(licence.sex.as_deref(), Some("X"));
        prop_assert_eq!(licence.document_number, Some(number));
        prop_assert!(licence.surname_cut != Truncation::NotStated);
    }
}
