//! An incoming JW302 or JW320 closes the message it speaks of. A broken retourbericht is never answered.

use super::verwerken::{Oordeel, Zaak};
use super::verwerkt::Gedaan;
use crate::DienstFout;
use crate::termijnen;
use houvast_ijw::{Bericht, BerichtSoort, Bevinding};
use houvast_opslag::{BerichtStatus, Tx};

/// Judges levels 2 and 4 of the retour itself, finds our message and closes it.
pub(crate) async fn sluit(zaak: &Zaak<'_>, tx: &mut Tx, bericht: &Bericht) -> Result<Gedaan, DienstFout> {
    let mut oordeel = zaak.oordeel(tx, bericht).await?;
    let heen_soort = match bericht.soort() {
        BerichtSoort::Jw302 => "JW301",
        _ => "JW319",
    };
    let heen = tx
        .heenbericht(
            &zaak.houder(),
            zaak.aanbieder,
            heen_soort,
            bericht.identificatie(),
        )
        .await?;
    if heen.is_none() {
        oordeel.bevindingen.push(Bevinding::nieuw(
            3,
            "HV:geen-heenbericht",
            "Header/BerichtIdentificatie/Identificatie",
            format!(
                "Wij hebben geen {heen_soort} met deze identificatie aan deze aanbieder gestuurd. Controleer op welk bericht dit het antwoord is."
            ),
        ));
        oordeel.niveau = 3;
        oordeel.status = BerichtStatus::Afgekeurd;
    }
    let jeugdige = heen.as_ref().and_then(|h| h.jeugdige);
    zaak.leg_vast(tx, bericht, &oordeel, jeugdige, heen.as_ref().map(|h| h.id))
        .await?;
    let Some(heen) = heen else {
        return Ok(Gedaan::default());
    };
    // A retour with faults in itself says nothing reliable about ours: it stays open and the signal stays.
    if oordeel.status == BerichtStatus::Afgekeurd {
        return Ok(Gedaan::over(jeugdige));
    }
    let status = if heeft_retourcodes(bericht) {
        BerichtStatus::Teruggekomen
    } else {
        BerichtStatus::Bevestigd
    };
    if tx.sluit_bericht(heen.id, zaak.aankomst.id, status).await? {
        termijnen::retour_ontvangen(zaak, tx, &heen, status).await?;
    }
    Ok(Gedaan::over(jeugdige))
}

/// Does the aanbieder report faults in our message?
fn heeft_retourcodes(bericht: &Bericht) -> bool {
    // 0200 says: no fault in this class.
    let fout = |code: &str| code != "0200";
    match bericht {
        Bericht::Jw302(b) => {
            b.client.is_some()
                || b.header
                    .retour_codes
                    .iter()
                    .flat_map(|r| &r.retour_code)
                    .any(|c| fout(c.as_str()))
        }
        Bericht::Jw320(b) => {
            b.antwoord.is_some()
                || b.header
                    .retour_codes
                    .iter()
                    .flat_map(|r| &r.retour_code)
                    .any(|c| fout(c.as_str()))
        }
        _ => false,
    }
}

impl Oordeel {
    /// Nothing found on any level.
    pub(crate) fn is_schoon(&self) -> bool {
        self.bevindingen.is_empty()
    }
}
