//! How a client or relatie can be reached.

use crate::Bericht;
use crate::BerichtSoort::Jw301;
use crate::regels::zicht::contacten;
use crate::regels::{Melder, Regel};

pub(super) const TR006: Regel = Regel::inhoud(
    "TR006",
    &[Jw301],
    "Een contact heeft een telefoonnummer, of een huisnummer met een postcode.",
    tr006,
);

fn tr006(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, contact) in contacten(b) {
        let adres = contact.adres.as_ref();
        let volledig = adres.is_some_and(|adres| adres.huis.is_some() && adres.postcode.is_some());
        if contact.telefoon.is_none() && !volledig {
            meld.op(
                pad,
                "Dit contact heeft geen telefoonnummer en geen huisnummer met postcode. Vul minstens een van beide.",
            );
        }
    }
}

pub(super) const TR061: Regel = Regel::inhoud(
    "TR061",
    &[Jw301],
    "Van een cliënt staat minstens een BRP-adres, correspondentie-adres of verblijfadres in het bericht.",
    tr061,
);

fn tr061(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    let vast = |soort: &str| matches!(soort, "01" | "02" | "03");
    let contacten = &b.client.contactgegevens.contact;
    if !contacten.iter().any(|contact| vast(contact.soort.as_str())) {
        meld.op(
            "Client",
            "De cliënt heeft alleen een tijdelijk adres (soort 04). Voeg een adres toe van soort 01, 02 of 03.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::regels::proef::{alleen, goed, jw301};

    #[test]
    fn een_telefoonnummer_of_een_adres_is_genoeg() {
        let mut b = jw301();
        b.contact(0).telefoon = None;
        goed(b.clone());
        b.contact(0).soort = "02".try_into().unwrap();
        b.contact(0).adres.as_mut().unwrap().huis = None;
        b.contact(0).adres.as_mut().unwrap().land_code = Some("BE".try_into().unwrap());
        alleen("TR006", "Client/Contactgegevens/Contact[1]", b);

        let mut b = jw301();
        b.relatie(0).contact.adres = None;
        goed(b.clone());
        b.relatie(0).contact.telefoon = None;
        alleen("TR006", "Client/Relaties/Relatie[1]/Contact", b);
    }

    #[test]
    fn alleen_een_tijdelijk_adres_is_te_weinig() {
        for soort in ["01", "02", "03"] {
            let mut b = jw301();
            b.contact(0).soort = soort.try_into().unwrap();
            goed(b);
        }
        let mut b = jw301();
        b.contact(0).soort = "04".try_into().unwrap();
        alleen("TR061", "Client", b);
    }
}
