//! Settings of a gemeente that people may change.

use crate::DienstFout;
use houvast_begrip::GemeenteCode;
use houvast_opslag::{Lees, Tx};

/// Key of the setting that lets clear answers leave by themselves.
pub const AUTOMATISCH: &str = "automatisch";
/// Key of the mark that all data is invented; held by the region.
pub const SYNTHETISCH: &str = "synthetisch";

/// Do clear answers leave by themselves in this gemeente? On unless it is switched off.
pub(crate) async fn automatisch(tx: &mut Tx, gemeente: GemeenteCode) -> Result<bool, DienstFout> {
    let instelling = tx.instelling(&gemeente.into(), AUTOMATISCH).await?;
    Ok(instelling.as_deref() != Some("false"))
}

/// Is everything in this database invented?
pub(crate) async fn synthetisch(lees: &mut Lees) -> Result<bool, DienstFout> {
    let regio = lees.bereik().regio().clone();
    let instelling = lees.instelling(&regio, SYNTHETISCH).await?;
    Ok(is_ja(instelling.as_deref()))
}

/// Does the value of a setting say yes? One that was never set does not.
pub(crate) fn is_ja(waarde: Option<&str>) -> bool {
    waarde == Some("true")
}
