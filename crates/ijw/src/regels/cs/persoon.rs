//! A person: number, date of birth, name, postcode.

use crate::Bericht;
use crate::BerichtSoort::{Jw301, Jw305, Jw307, Jw315, Jw317, Jw323, Jw325};
use crate::regels::zicht::{bsn, contacten, geboortedatums, namen};
use crate::regels::{Melder, Regel, prestatie};
use houvast_begrip::Bsn;
use jiff::civil::date;

pub(super) const CS002: Regel = Regel::inhoud(
    "CS002",
    &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw323, Jw325],
    "Een BSN voldoet aan de elfproef.",
    cs002,
)
.en_per_lijn(prestatie::CS002);

/// What CS002 says.
pub(in crate::regels) const GEEN_BSN: &str =
    "Dit BSN voldoet niet aan de elfproef en kan dus niet bestaan. Controleer het nummer.";

// 000000000 passes the sum but is nobody's number.
fn cs002(bericht: &Bericht, meld: &mut Melder<'_>) {
    if bsn(bericht).is_some_and(|bsn| Bsn::nieuw(bsn).is_err()) {
        meld.op("Client/Bsn", GEEN_BSN);
    }
}

pub(super) const CS050: Regel = Regel::inhoud(
    "CS050",
    &[Jw301],
    "Met een partnernaam is naamgebruik 1, 2, 3 of 4; zonder partnernaam 1 of 6.",
    cs050,
);

fn cs050(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, naam) in namen(b) {
        let gebruik = naam.naam_gebruik.as_str();
        let tekst = match (&naam.partnernaam, gebruik) {
            (Some(_), "1" | "2" | "3" | "4") | (None, "1" | "6") => continue,
            (Some(_), _) => format!("NaamGebruik is {gebruik}. Met een partnernaam kan alleen 1, 2, 3 of 4."),
            (None, _) => format!("NaamGebruik is {gebruik}. Zonder partnernaam kan alleen 1 of 6."),
        };
        meld.op(format!("{pad}/NaamGebruik"), tekst);
    }
}

pub(super) const CS318: Regel = Regel::inhoud(
    "CS318",
    &[Jw301],
    "Een cliënt is een mens: naamgebruik 6 (organisatie) komt bij de cliënt niet voor.",
    cs318,
);

fn cs318(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    if b.client.naam.naam_gebruik.as_str() == "6" {
        meld.op(
            "Client/Naam",
            "NaamGebruik van de cliënt is 6 (niet-natuurlijk persoon). Dat kan alleen bij een relatie; kies 1, 2, 3 of 4.",
        );
    }
}

pub(super) const CS089: Regel = Regel::inhoud(
    "CS089",
    &[Jw301],
    "Een Nederlandse postcode heeft vier cijfers en twee letters, zonder spatie.",
    cs089,
);

fn cs089(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, contact) in contacten(b) {
        let Some(adres) = &contact.adres else { continue };
        let nederlands = adres.land_code.is_some_and(|land| land.as_str() == "NL");
        if nederlands
            && adres
                .postcode
                .as_deref()
                .is_some_and(|postcode| !is_postcode(postcode))
        {
            meld.op(
                format!("{pad}/Adres/Postcode"),
                "Dit is geen Nederlandse postcode. Vul vier cijfers en twee letters, zonder spatie. De eerste is geen 0.",
            );
        }
    }
}

fn is_postcode(tekst: &str) -> bool {
    match tekst.as_bytes() {
        [eerste, cijfers @ .., a, b] if cijfers.len() == 3 => {
            matches!(eerste, b'1'..=b'9')
                && cijfers.iter().all(u8::is_ascii_digit)
                && a.is_ascii_alphabetic()
                && b.is_ascii_alphabetic()
        }
        _ => false,
    }
}

pub(super) const CS139: Regel = Regel::inhoud(
    "CS139",
    &[Jw301, Jw305, Jw307, Jw315],
    "Een geboortedatum en de code voor wat daarvan bekend is, passen bij elkaar.",
    cs139,
);

fn cs139(bericht: &Bericht, meld: &mut Melder<'_>) {
    for (pad, geboren) in geboortedatums(bericht) {
        let Some(gebruik) = geboren.datum_gebruik else {
            continue;
        };
        let datum = geboren.datum;
        let (past, hoort) = match gebruik.as_str() {
            "3" => (datum == date(1900, 1, 1), "1900-01-01"),
            "2" => (datum.month() == 1 && datum.day() == 1, "1 januari van het jaar"),
            _ => (datum.day() == 1, "de eerste dag van de maand"),
        };
        if !past {
            meld.op(
                format!("{pad}/DatumGebruik"),
                format!(
                    "DatumGebruik is {}. Dan is de geboortedatum {hoort}.",
                    gebruik.as_str()
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_postcode;
    use crate::berichten::basis::Achternaam;
    use crate::regels::proef::{alleen, goed, jw301, jw305, jw307, jw315, jw317};
    use jiff::civil::date;

    #[test]
    fn een_bsn_voldoet_aan_de_elfproef() {
        for fout in ["999900007", "123456783", "000000000"] {
            let mut b = jw315();
            b.client.bsn = fout.into();
            alleen("CS002", "Client/Bsn", b);
            let mut b = jw301();
            b.client.bsn = fout.into();
            alleen("CS002", "Client/Bsn", b);
        }
        let mut b = jw315();
        b.client.bsn = "999996770".into();
        goed(b);
    }

    #[test]
    fn naamgebruik_past_bij_de_partnernaam() {
        for (partner, gebruik, past) in [
            (true, "1", true),
            (true, "2", true),
            (true, "3", true),
            (true, "4", true),
            (true, "5", false),
            (true, "6", false),
            (false, "1", true),
            (false, "2", false),
            (false, "5", false),
            (false, "6", true),
        ] {
            let mut b = jw301();
            let naam = &mut b.relatie(0).naam;
            naam.partnernaam = partner.then(|| Achternaam {
                achternaam: "Peters".into(),
                voorvoegsel: None,
            });
            naam.naam_gebruik = gebruik.try_into().unwrap();
            if past {
                goed(b);
            } else {
                alleen("CS050", "Client/Relaties/Relatie[1]/Naam/NaamGebruik", b);
            }
        }
        let mut b = jw301();
        b.client.naam.naam_gebruik = "2".try_into().unwrap();
        alleen("CS050", "Client/Naam/NaamGebruik", b);
    }

    #[test]
    fn een_client_is_geen_organisatie() {
        let mut b = jw301();
        b.client.naam.naam_gebruik = "6".try_into().unwrap();
        alleen("CS318", "Client/Naam", b);
    }

    #[test]
    fn een_nederlandse_postcode_heeft_vier_cijfers_en_twee_letters() {
        for goed in ["1000AA", "9999zz", "8011Pk"] {
            assert!(is_postcode(goed), "{goed}");
        }
        for fout in [
            "0800AA", "8011 PK", "8011P", "8011PKK", "8O11PK", "80118K", "é011PK",
        ] {
            assert!(!is_postcode(fout), "{fout}");
        }
        let mut b = jw301();
        b.contact(0).adres.as_mut().unwrap().postcode = Some("8011 PK".into());
        alleen(
            "CS089",
            "Client/Contactgegevens/Contact[1]/Adres/Postcode",
            b.clone(),
        );
        b.contact(0).adres.as_mut().unwrap().land_code = Some("BE".try_into().unwrap());
        goed(b);
    }

    #[test]
    fn een_deel_van_een_geboortedatum_staat_op_de_eerste() {
        for (gebruik, datum, past) in [
            ("1", date(2014, 5, 1), true),
            ("1", date(2014, 5, 2), false),
            ("2", date(2014, 1, 1), true),
            ("2", date(2014, 2, 1), false),
            ("3", date(1900, 1, 1), true),
            ("3", date(2014, 1, 1), false),
        ] {
            let mut b = jw315();
            b.client.geboortedatum.datum = datum;
            b.client.geboortedatum.datum_gebruik = Some(gebruik.try_into().unwrap());
            if past {
                goed(b);
            } else {
                alleen("CS139", "Client/Geboortedatum/DatumGebruik", b);
            }
        }
    }

    #[test]
    fn ook_een_start_een_stop_en_een_wijziging_hebben_een_bestaand_bsn() {
        let (mut start, mut stop, mut wijziging) = (jw305(), jw307(), jw317());
        goed(start.clone());
        goed(stop.clone());
        goed(wijziging.clone());
        start.client.bsn = "999900007".into();
        stop.client.bsn = "999900007".into();
        wijziging.client.bsn = "999900007".into();
        alleen("CS002", "Client/Bsn", start);
        alleen("CS002", "Client/Bsn", stop);
        alleen("CS002", "Client/Bsn", wijziging);
    }

    #[test]
    fn cs139_geldt_ook_voor_start_en_stop() {
        let (mut start, mut stop) = (jw305(), jw307());
        start.client.geboortedatum.datum_gebruik = Some("1".try_into().unwrap());
        stop.client.geboortedatum.datum_gebruik = Some("1".try_into().unwrap());
        alleen("CS139", "Client/Geboortedatum/DatumGebruik", start.clone());
        alleen("CS139", "Client/Geboortedatum/DatumGebruik", stop.clone());
        start.client.geboortedatum.datum = date(2014, 5, 1);
        stop.client.geboortedatum.datum = date(2014, 5, 1);
        goed(start);
        goed(stop);
    }
}
