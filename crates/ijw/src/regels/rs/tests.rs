//! Each restriction at its boundary: the last value that is good, the first that is not.

use crate::berichten::basis::{Communicatie, Huis};
use crate::declaratie::proef::proef;
use crate::regels::proef::{jw301, jw315};
use crate::{Bericht, Grenzen, lees, schrijf};

/// A message in which every kind of value occurs.
fn vol() -> Bericht {
    let mut b = jw301();
    b.client.communicatie = Some(Communicatie {
        vorm: "1".try_into().unwrap(),
        taal: Some("Arabisch".into()),
    });
    b.client.commentaar = Some("Belt liever niet.".into());
    b.product(0).referentie_aanbieder = Some("R-1".into());
    let contact = b.contact(0);
    contact.organisatie = Some("Huize Zon".into());
    contact.emailadres = Some("a@b.nl".into());
    contact.adres.as_mut().unwrap().huis = Some(Huis {
        huisnummer: 12,
        huisletter: Some("b".into()),
        huisnummer_toevoeging: Some("bis".into()),
        aanduiding_woonadres: None,
    });
    b.into()
}

/// What level 1 finds after the first element with this name got this content.
fn met(bericht: &Bericht, element: &str, inhoud: &str) -> Vec<(String, String)> {
    let tekst = String::from_utf8(schrijf(bericht)).unwrap();
    let open = format!(":{element}>");
    let begin = tekst.find(&open).unwrap() + open.len();
    let eind = begin + tekst[begin..].find('<').unwrap();
    let tekst = format!("{}{inhoud}{}", &tekst[..begin], &tekst[eind..]);
    let lezing = lees(tekst.as_bytes(), &Grenzen::default()).unwrap();
    let bevindingen = lezing.bevindingen.into_iter();
    bevindingen
        .map(|b| {
            assert_eq!((b.niveau, &b.retourcode), (1, &None));
            let element = b.pad.rsplit('/').next().unwrap_or_default().to_owned();
            (b.regel.into_owned(), element)
        })
        .collect()
}

#[track_caller]
fn grens(regel: &str, bericht: &Bericht, element: &str, goed: &str, fout: &str, facetten: &[&str]) {
    assert_eq!(met(bericht, element, goed), vec![], "{regel}");
    let verwacht: Vec<_> = facetten
        .iter()
        .map(|facet| (format!("XSD:{facet}"), element.to_owned()))
        .collect();
    assert_eq!(met(bericht, element, fout), verwacht, "{regel}");
}

fn lang(aantal: usize) -> String {
    "x".repeat(aantal)
}

#[test]
fn getallen_hebben_een_kleinste_en_een_grootste() {
    let b = vol();
    let d = Bericht::Jw323(Box::new(proef().bericht));
    grens("RS001", &b, "Huisnummer", "0", "-1", &["minInclusive"]);
    grens("RS001", &b, "Volume", "0", "-1", &["minInclusive"]);
    grens("RS002", &b, "Volgorde", "99", "100", &["maxInclusive"]);
    grens("RS004", &b, "Huisnummer", "99999", "100000", &["maxInclusive"]);
    grens("RS005", &b, "Volume", "99999999", "100000000", &["maxInclusive"]);
    grens("RS005", &d, "Bedrag", "99999999", "100000000", &["maxInclusive"]);
    grens(
        "RS006",
        &b,
        "ToewijzingNummer",
        "999999999",
        "1000000000",
        &["maxInclusive"],
    );
}

#[test]
fn een_totaalbedrag_heeft_hoogstens_twaalf_cijfers() {
    let d = Bericht::Jw323(Box::new(proef().bericht));
    grens(
        "RS040",
        &d,
        "TotaalBedrag",
        "999999999999",
        "1000000000000",
        &["maxInclusive"],
    );
}

#[test]
fn teksten_hebben_een_grootste_lengte() {
    let (b, vraag): (Bericht, Bericht) = (vol(), jw315().into());
    for (regel, element, lengte) in [
        ("RS008", "Huisletter", 1),
        ("RS011", "HuisnummerToevoeging", 4),
        ("RS011", "Landnummer", 4),
        ("RS012", "Code", 5),
        ("RS013", "Voorletters", 6),
        ("RS014", "Postcode", 8),
        ("RS016", "Voorvoegsel", 10),
        ("RS017", "Identificatie", 12),
        ("RS019", "Nummer", 20),
        ("RS020", "Straatnaam", 24),
        ("RS021", "Taal", 25),
        ("RS023", "Organisatie", 35),
        ("RS024", "ReferentieAanbieder", 36),
        ("RS026", "Plaatsnaam", 80),
        ("RS026", "Emailadres", 80),
        ("RS028", "Achternaam", 200),
    ] {
        grens(
            regel,
            &b,
            element,
            &lang(lengte),
            &lang(lengte + 1),
            &["maxLength"],
        );
    }
    let nummer = |aantal| "0".repeat(aantal);
    grens(
        "RS018",
        &b,
        "Telefoonnummer",
        &nummer(15),
        &nummer(16),
        &["maxLength"],
    );
    // In the Verwijzer of a JW315: there the first Naam is that of the client, a class.
    let tekst = String::from_utf8(schrijf(&vraag)).unwrap();
    for (lengte, gevonden) in [(64, 0), (65, 1)] {
        let tekst = tekst.replace("Huisartsenpraktijk De Brug", &lang(lengte));
        let bevindingen = lees(tekst.as_bytes(), &Grenzen::default()).unwrap().bevindingen;
        assert_eq!(bevindingen.len(), gevonden, "RS025");
        assert!(bevindingen.iter().all(|b| b.regel == "XSD:maxLength"));
    }
}

// A longer value of these types breaks the list of codes or the pattern as well; RS009 and RS010 are inside those.
#[test]
fn codes_en_nummers_met_een_vaste_lengte() {
    let b = vol();
    grens("RS009", &b, "Soort", "03", "003", &["enumeration"]);
    grens("RS010", &b, "BerichtCode", "436", "4360", &["pattern"]);
    let bsn = &["maxLength", "pattern"];
    grens("RS015", &b, "Bsn", "999900006", "9999000060", bsn);
    grens("RS037", &b, "Bsn", "999900006", "99990000", &["pattern"]);
    let agb = &["maxLength", "pattern"];
    grens("RS014", &b, "Ontvanger", "12345678", "123456789", agb);
    grens("RS036", &b, "Ontvanger", "12345678", "1234567", &["pattern"]);
    grens("RS035", &b, "Afzender", "0193", "193", &["pattern"]);
    grens("RS047", &b, "BerichtCode", "436", "437", &["pattern"]);
    grens("CS025", &b, "BerichtVersie", "3", "2", &["pattern"]);
    grens("CS015", &b, "BerichtSubversie", "2", "1", &["pattern"]);
}

#[test]
fn teksten_hebben_een_vorm() {
    let b = vol();
    grens("RS007", &b, "Straatnaam", "x", "", &["minLength"]);
    grens("RS031", &b, "Commentaar", " x ", "   ", &["pattern"]);
    grens(
        "RS032",
        &b,
        "Dagtekening",
        "2026-03-02",
        "2026-03-02Z",
        &["pattern"],
    );
    grens("RS033", &b, "Plaatsnaam", " x", "  ", &["pattern"]);
    grens(
        "RS034",
        &b,
        "Toewijzingstijd",
        "09:30:00",
        "09:30:00Z",
        &["pattern"],
    );
    grens("RS045", &b, "Voorletters", "ZÀỳ", "Z.A", &["pattern"]);
    grens("RS046", &b, "Telefoonnummer", "038", "038-1", &["pattern"]);
    grens(
        "RS048",
        &b,
        "BasisschemaXsdVersie",
        "10.0.2",
        "01.0.2",
        &["pattern"],
    );
}

#[test]
fn een_declaratienummer_heeft_alleen_letters_en_cijfers() {
    let d = Bericht::Jw323(Box::new(proef().bericht));
    grens(
        "CS319",
        &d,
        "DeclaratieNummer",
        "abc123XYZ",
        "abc-123",
        &["pattern"],
    );
}

/// What level 1 finds when this element is left out.
fn zonder(bericht: &Bericht, element: &str) -> Vec<(String, String)> {
    let tekst = String::from_utf8(schrijf(bericht)).unwrap();
    let sluit = tekst.find(&format!(":{element}>")).unwrap();
    let begin = tekst[..sluit].rfind('<').unwrap();
    let eind = begin + tekst[begin..].find("</").unwrap();
    let eind = eind + tekst[eind..].find('>').unwrap() + 1;
    let tekst = format!("{}{}", &tekst[..begin], &tekst[eind..]);
    let bevindingen = lees(tekst.as_bytes(), &Grenzen::default()).unwrap().bevindingen;
    bevindingen
        .into_iter()
        .map(|b| (b.regel.into_owned(), b.pad))
        .collect()
}

#[test]
fn iv042_een_omvang_is_volume_eenheid_en_frequentie() {
    let b = vol();
    for element in ["Volume", "Eenheid", "Frequentie"] {
        let pad = format!("Client/ToegewezenProducten/ToegewezenProduct[1]/Omvang/{element}");
        assert_eq!(zonder(&b, element), [("XSD:minOccurs".to_owned(), pad)]);
    }
}

#[test]
fn op076_van_een_relatie_staat_er_wat_zij_is() {
    let pad = "Client/Relaties/Relatie[1]/Soort".to_owned();
    assert_eq!(zonder(&vol(), "Soort"), [("XSD:minOccurs".to_owned(), pad)]);
}
