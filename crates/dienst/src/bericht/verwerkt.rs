//! What the processing log hears of a message: whose data it was and for what (Logboek Dataverwerkingen). Nobody who works
//! here is in it; what people did with it stands in the audit log.

use crate::logboek::woorden;
use crate::{DienstFout, Huis};
use houvast_begrip::Houder;
use houvast_opslag::{Tx, Verwerkt};
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Exchanging messages is what is done with each of them.
const BERICHTEN: &str = "berichten";
/// Working out which help is needed is what is done with a request, beside that.
const TOELEIDING: &str = "toeleiding";

/// What a message was about, once it has been dealt with.
#[derive(Default)]
pub(crate) struct Gedaan {
    /// The children that are known here. None: the line is about whoever the message is about.
    kinderen: BTreeSet<Uuid>,
    /// A request was judged by the protocol or laid before a person.
    beoordeeld: bool,
}

impl Gedaan {
    /// A message about one child, or about somebody who has no dossier here.
    pub(crate) fn over(kind: Option<Uuid>) -> Self {
        Self::over_velen(kind)
    }

    /// A message about many.
    pub(crate) fn over_velen(kinderen: impl IntoIterator<Item = Uuid>) -> Self {
        Self {
            kinderen: kinderen.into_iter().collect(),
            beoordeeld: false,
        }
    }

    /// A request of this child that was taken on.
    pub(crate) fn beoordeeld(kind: Uuid) -> Self {
        Self {
            beoordeeld: true,
            ..Self::over(Some(kind))
        }
    }

    /// The lines, in the transaction of the message itself: both are there, or neither.
    pub(super) fn noteer(
        &self,
        tx: &mut Tx,
        houder: &Houder,
        aankomst: Uuid,
        (begin, einde): (Timestamp, Timestamp),
    ) -> Result<(), DienstFout> {
        let doelen = if self.beoordeeld {
            &[BERICHTEN, TOELEIDING][..]
        } else {
            &[BERICHTEN]
        };
        let wie: Vec<Option<Uuid>> = if self.kinderen.is_empty() {
            vec![None]
        } else {
            self.kinderen.iter().copied().map(Some).collect()
        };
        for doel in doelen {
            for jeugdige in &wie {
                tx.verwerkt(&Verwerkt {
                    houder: houder.clone(),
                    aankomst,
                    poging: 0,
                    activiteit: woorden::activiteit(doel),
                    begin,
                    einde,
                    gelukt: true,
                    jeugdige: *jeugdige,
                })?;
            }
        }
        Ok(())
    }
}

/// A message that could not be processed by a fault of ours: that it was tried stands there too. `poging`: from 1.
pub(super) fn mislukt(
    huis: &Huis,
    tx: &mut Tx,
    aankomst: Uuid,
    poging: i64,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    tx.verwerkt(&Verwerkt {
        houder: huis.instellingen.regio.clone(),
        aankomst,
        poging,
        activiteit: woorden::activiteit(BERICHTEN),
        begin: nu,
        einde: nu,
        gelukt: false,
        jeugdige: None,
    })?;
    Ok(())
}

/// What the program does with messages by itself, as the processing log names it.
pub(crate) fn activiteiten() -> Vec<String> {
    [BERICHTEN, TOELEIDING].map(woorden::activiteit).to_vec()
}
