//! Where and in what language a person is reached.

use crate::Bericht;
use crate::BerichtSoort::Jw301;
use crate::regels::zicht::contacten;
use crate::regels::{Melder, Regel};

pub(super) const CD005: Regel = Regel::inhoud(
    "CD005",
    &[Jw301],
    "Bij een postcode hoort een landcode; zonder postcode is er geen landcode.",
    cd005,
);

fn cd005(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, contact) in contacten(b) {
        let Some(adres) = &contact.adres else { continue };
        let tekst = match (&adres.postcode, adres.land_code) {
            (Some(_), None) => "Er is een postcode maar geen landcode. Vul de landcode, bijvoorbeeld NL.",
            (None, Some(_)) => {
                "Er is een landcode maar geen postcode. Vul de postcode of laat de landcode weg."
            }
            _ => continue,
        };
        meld.op(format!("{pad}/Adres/LandCode"), tekst);
    }
}

pub(super) const CD007: Regel = Regel::inhoud(
    "CD007",
    &[Jw301],
    "Bij een tolk voor een taal staat welke taal; anders staat er geen taal.",
    cd007,
);

fn cd007(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    let Some(communicatie) = &b.client.communicatie else {
        return;
    };
    let tekst = match (communicatie.vorm.as_str(), &communicatie.taal) {
        ("1", None) => "Er is een tolk voor een taal nodig (vorm 1), maar de taal ontbreekt. Vul de taal.",
        ("1", Some(_)) | (_, None) => return,
        (_, Some(_)) => {
            "Er is een taal gevuld, maar de vorm is niet 1 (tolk taal). Laat de taal weg of kies vorm 1."
        }
    };
    meld.op("Client/Communicatie/Taal", tekst);
}

pub(super) const CD009: Regel = Regel::inhoud(
    "CD009",
    &[Jw301],
    "Alleen een tijdelijk adres heeft een periode.",
    cd009,
);

fn cd009(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, contact) in contacten(b) {
        if contact.periode.is_some() && contact.soort.as_str() != "04" {
            meld.op(
                format!("{pad}/Periode"),
                format!(
                    "Een adres van soort {} heeft geen periode. Laat Periode weg of gebruik soort 04 (tijdelijk adres).",
                    contact.soort.as_str()
                ),
            );
        }
    }
}

pub(super) const CD025: Regel = Regel::inhoud(
    "CD025",
    &[Jw301],
    "Een adres in Nederland heeft een huisnummer.",
    cd025,
);

fn cd025(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, contact) in contacten(b) {
        let Some(adres) = &contact.adres else { continue };
        if adres.land_code.is_some_and(|land| land.as_str() == "NL") && adres.huis.is_none() {
            meld.op(
                format!("{pad}/Adres/Huis"),
                "Dit adres in Nederland heeft geen huisnummer. Vul Huis.",
            );
        }
    }
}

pub(super) const CD034: Regel = Regel::inhoud(
    "CD034",
    &[Jw301],
    "Een BRP-adres en een verblijfadres hebben een postcode.",
    cd034,
);

fn cd034(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, contact) in contacten(b) {
        let heeft = contact
            .adres
            .as_ref()
            .is_some_and(|adres| adres.postcode.is_some());
        if matches!(contact.soort.as_str(), "01" | "03") && !heeft {
            meld.op(
                format!("{pad}/Adres/Postcode"),
                format!(
                    "Een adres van soort {} heeft altijd een postcode. Vul de postcode.",
                    contact.soort.as_str()
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::berichten::basis::{Communicatie, OpenPeriode};
    use crate::regels::proef::{alleen, goed, jw301};
    use jiff::civil::date;

    const CONTACT: &str = "Client/Contactgegevens/Contact[1]";

    #[test]
    fn postcode_en_landcode_gaan_samen() {
        let mut b = jw301();
        b.contact(0).adres.as_mut().unwrap().land_code = None;
        alleen("CD005", &format!("{CONTACT}/Adres/LandCode"), b);

        let mut b = jw301();
        b.contact(0).soort = "02".try_into().unwrap();
        b.contact(0).adres.as_mut().unwrap().postcode = None;
        alleen("CD005", &format!("{CONTACT}/Adres/LandCode"), b.clone());
        b.contact(0).adres.as_mut().unwrap().land_code = None;
        goed(b);
    }

    #[test]
    fn een_taal_hoort_bij_een_tolk_voor_een_taal() {
        for (vorm, taal, past) in [
            ("1", true, true),
            ("1", false, false),
            ("2", true, false),
            ("2", false, true),
            ("3", true, false),
        ] {
            let mut b = jw301();
            b.client.communicatie = Some(Communicatie {
                vorm: vorm.try_into().unwrap(),
                taal: taal.then(|| "Arabisch".into()),
            });
            if past {
                goed(b);
            } else {
                alleen("CD007", "Client/Communicatie/Taal", b);
            }
        }
    }

    #[test]
    fn alleen_een_tijdelijk_adres_heeft_een_periode() {
        let periode = Some(OpenPeriode {
            begindatum: Some(date(2026, 1, 1)),
            einddatum: None,
        });
        let mut b = jw301();
        b.contact(0).periode = periode.clone();
        alleen("CD009", &format!("{CONTACT}/Periode"), b);

        let mut b = jw301();
        let mut tijdelijk = b.contact(0).clone();
        tijdelijk.soort = "04".try_into().unwrap();
        tijdelijk.periode = periode.clone();
        b.client.contactgegevens.contact.push(tijdelijk);
        goed(b);

        let mut b = jw301();
        b.relatie(0).contact.periode = periode;
        alleen("CD009", "Client/Relaties/Relatie[1]/Contact/Periode", b);
    }

    #[test]
    fn een_nederlands_adres_heeft_een_huisnummer() {
        let mut b = jw301();
        b.contact(0).adres.as_mut().unwrap().huis = None;
        alleen("CD025", &format!("{CONTACT}/Adres/Huis"), b.clone());
        b.contact(0).adres.as_mut().unwrap().land_code = Some("BE".try_into().unwrap());
        goed(b);
    }

    #[test]
    fn een_brp_adres_en_een_verblijfadres_hebben_een_postcode() {
        for (soort, past) in [("01", false), ("02", true), ("03", false)] {
            let mut b = jw301();
            b.contact(0).soort = soort.try_into().unwrap();
            b.contact(0).adres = None;
            if past {
                goed(b);
            } else {
                alleen("CD034", &format!("{CONTACT}/Adres/Postcode"), b);
            }
        }
    }
}
