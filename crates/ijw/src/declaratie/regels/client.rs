//! The clients of a declaratie and of its answer.

use crate::berichten::jw325;
use crate::declaratie::AntwoordEerder;
use crate::declaratie::zicht::ClientZicht;
use crate::regels::Melder;

/// TR304 of a JW323: the gemeente has a client with this BSN.
pub(super) fn tr304(zicht: &ClientZicht, meld: &mut Melder<'_>) {
    if !zicht.bekend {
        meld.op(
            zicht.pad("Bsn"),
            "De gemeente kent geen cliënt met dit BSN. Controleer het BSN.",
        );
    }
}

/// TR304 of a JW325: the declaratie that is answered has this client.
pub(super) fn tr304_antwoord(bericht: &jw325::Bericht, eerder: &AntwoordEerder, meld: &mut Melder<'_>) {
    let Some(declaratie) = &eerder.declaratie else {
        return;
    };
    for (i, client) in super::antwoord::clienten(bericht) {
        if !declaratie.heeft_client(&client.bsn) {
            meld.op(
                format!("DeclaratieAntwoord/Clienten/Client[{i}]/Bsn"),
                "De declaratie heeft geen cliënt met dit BSN. Neem de cliënt over uit de declaratie.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::berichten::codes::RetourCode;
    use crate::declaratie::proef::{ANDER_BSN, BSN, client, met_referentie, prestatie, proef};

    #[test]
    fn een_onbekende_client_krijgt_8187_en_zijn_prestaties_zijn_niet_beoordeeld() {
        let mut p = proef();
        p.bericht
            .declaratie
            .clienten
            .client
            .push(client(ANDER_BSN, vec![met_referentie(&prestatie(), "P-2")]));
        p.feiten.clienten = [ANDER_BSN.into()].into();
        // The toewijzing is of the first client.
        p.feiten.toewijzingen.get_mut(&1).unwrap().bsn = ANDER_BSN.into();
        p.meldt(&[("TR304", "8187", "Declaratie/Clienten/Client[1]/Bsn")]);
        let uitslag = p.keur();
        assert_eq!(uitslag.clienten.len(), 1);
        assert_eq!(uitslag.clienten[0].bsn, BSN);
        assert_eq!(uitslag.clienten[0].codes, [RetourCode::C8187]);
        assert_eq!(uitslag.clienten[0].prestaties[0].codes, [RetourCode::C0233]);
        assert_eq!(uitslag.toegekend, 40_000);
        assert!(uitslag.is_toegekend(1, 0) && !uitslag.is_toegekend(0, 0));
    }
}
