//! Journal first: the bytes are durable before anybody looks inside.

use crate::{DienstFout, Huis};
use houvast_opslag::{Aankomst, Herkomst};
use uuid::Uuid;

/// Journals the bytes of a claim from the postbus; the same claim again changes nothing.
pub(crate) fn aankomst(huis: &Huis, id: Uuid, bestand: &str, bytes: Vec<u8>) -> Aankomst {
    let mut rij = Aankomst::nieuw(
        &huis.instellingen.regio,
        id,
        bytes,
        Herkomst::Postbus,
        huis.tijd.nu(),
    );
    rij.bestand = Some(bestand.into());
    rij
}

/// Journals one arrival by itself. Returns its id.
pub async fn ontvang(
    huis: &Huis,
    herkomst: Herkomst,
    bestand: Option<&str>,
    bytes: Vec<u8>,
) -> Result<Uuid, DienstFout> {
    let id = huis.tijd.id();
    let mut rij = Aankomst::nieuw(&huis.instellingen.regio, id, bytes, herkomst, huis.tijd.nu());
    rij.bestand = bestand.map(Into::into);
    huis.opslag.journaal(&huis.systeem(), &rij).await?;
    Ok(id)
}
