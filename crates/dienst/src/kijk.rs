//! The look-log: every dossier that is opened leaves a line, also one that was not there.

use crate::{Aangemeld, DienstFout, Huis};
use houvast_begrip::Houder;
use houvast_opslag::Kijk;
use uuid::Uuid;

/// What was looked at.
pub(crate) struct Blik<'a> {
    /// `None`: nothing was found; the region then holds the line.
    pub(crate) houder: Option<&'a Houder>,
    pub(crate) jeugdige: Option<Uuid>,
    /// `dossier`, `verzoek`, `bericht`, `bsn`, `zoeken`.
    pub(crate) voorwerp: &'static str,
    pub(crate) id: Option<Uuid>,
    /// `lezen`, `wijzigen`, `zoeken`.
    pub(crate) handeling: &'static str,
}

/// Writes lines. Done before anything is shown: what cannot be logged is not shown.
pub(crate) async fn noteer(huis: &Huis, wie: &Aangemeld, blikken: &[Blik<'_>]) -> Result<(), DienstFout> {
    let nu = huis.tijd.nu();
    let regio = &huis.instellingen.regio;
    let rijen: Vec<Kijk> = blikken
        .iter()
        .map(|blik| Kijk {
            houder: blik.houder.unwrap_or(regio).clone(),
            id: huis.tijd.id(),
            op: nu,
            account: Some(wie.account()),
            rol: wie.bereik().rol(),
            aanbieder: wie.bereik().agb(),
            jeugdige: blik.jeugdige,
            voorwerp: blik.voorwerp.to_owned(),
            voorwerp_id: blik.id,
            handeling: blik.handeling.to_owned(),
            gelukt: blik.houder.is_some(),
        })
        .collect();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.leg_kijk_vast(&rijen).await?;
    tx.commit().await?;
    Ok(())
}
