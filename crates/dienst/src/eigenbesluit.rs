//! What the Toegang decided of its own accord, without a request of an aanbieder (RTP 2.4.1, 2.4.4): kept with its facts, so
//! that it can be explained in a letter and played again under another text.

use crate::verzoek::{Bewaard, naar_json, voorstel};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_beslis::{Besluit, Toekenning, Uitkomst, VerzoekFeiten};
use houvast_opslag::{Besloten, ToegangBesluit, Toewijzing, Tx};
use jiff::Timestamp;
use uuid::Uuid;

/// One grant with what led to it.
pub(crate) struct EigenBesluit<'a> {
    /// The hulpvraag it ends; `None` when there is none in Houvast.
    pub(crate) hulpvraag: Option<Uuid>,
    /// The toetsing it leans on.
    pub(crate) verwijzing: Option<Uuid>,
    pub(crate) feiten: &'a VerzoekFeiten,
    /// What the protocol proposed.
    pub(crate) voorstel: &'a Besluit,
    pub(crate) toegekend: &'a Toekenning,
    /// With its JW301.
    pub(crate) toewijzing: &'a Toewijzing,
    /// Why it departs from the proposal; may be empty.
    pub(crate) reden: &'a str,
}

/// Stores it, in the transaction that grants.
pub(crate) async fn bewaar(
    huis: &Huis,
    tx: &mut Tx,
    wie: &Aangemeld,
    b: &EigenBesluit<'_>,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let bewaard = Bewaard {
        voorstel: b.voorstel.clone(),
        toegekend: Some(b.toegekend.clone()),
    };
    tx.leg_toegang_besluiten_vast(&[ToegangBesluit {
        houder: b.toewijzing.houder.clone(),
        id: huis.tijd.id(),
        hulpvraag: b.hulpvraag,
        verwijzing: b.verwijzing,
        toewijzing: Some(b.toewijzing.id),
        aanbieder: b.toewijzing.aanbieder,
        op: nu,
        door: wie.account(),
        besluitdatum: b.voorstel.besluitdatum,
        feiten: naar_json(b.feiten, "feiten")?,
        besluit: naar_json(&bewaard, "besluit")?,
        uitkomst: voorstel(Uitkomst::Toewijzen),
        profiel: naar_json(&b.voorstel.profiel, "profiel")?,
        reden: (!b.reden.is_empty()).then(|| Besloten(b.reden.to_owned())),
        bericht: b.toewijzing.bericht,
    }])
    .await?;
    Ok(())
}
