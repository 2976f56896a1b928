//! What the judging of a declaratie gave.

use crate::berichten::basis::TotaalBedragMetDC;
use crate::berichten::codes::{DebetCredit, RetourCode};
use crate::berichten::jw323::Prestatie;
use crate::{Bevinding, Tekst};

/// The outcome. Of the lines only the refused ones are here; every other line is granted.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Uitslag {
    /// Findings with their paths; places are not looked up. At most 10,000, the codes below are complete.
    pub bevindingen: Vec<Bevinding>,
    /// Codes of the header; with any, nothing below it was judged.
    pub kop: Vec<RetourCode>,
    /// Codes of the class Declaratie; with any, no line was judged.
    pub declaratie: Vec<RetourCode>,
    /// The clients with a refused Prestatie, in the order of the message.
    pub clienten: Vec<AfgewezenClient>,
    /// Granted debits minus granted credits, in eurocents.
    pub toegekend: i64,
    /// How many lines were judged.
    pub aantal: u64,
}

/// A client with refused Prestaties.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AfgewezenClient {
    /// Place of the Client in the message, from 0.
    pub client: u32,
    /// BSN.
    pub bsn: Tekst,
    /// Codes of the Client itself; with any, all its Prestaties are refused with 0233 (not judged).
    pub codes: Vec<RetourCode>,
    /// The refused Prestaties, in the order of the message.
    pub prestaties: Vec<AfgewezenPrestatie>,
}

/// A refused Prestatie.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AfgewezenPrestatie {
    /// Place of the Prestatie in its Client, from 0.
    pub nummer: u32,
    /// The Prestatie as it was declared.
    pub prestatie: Prestatie,
    /// Why: one code or more.
    pub codes: Vec<RetourCode>,
}

impl Uitslag {
    /// Of a message that fails on level 2: header with 0001, nothing else.
    #[must_use]
    pub fn technisch(bevindingen: Vec<Bevinding>) -> Self {
        Self {
            bevindingen,
            kop: vec![RetourCode::C0001],
            ..Self::default()
        }
    }

    /// Does the declaratie count as sent? A code in the header or in Declaratie refuses it as a whole.
    #[must_use]
    pub fn verwerkt(&self) -> bool {
        self.kop.is_empty() && self.declaratie.is_empty()
    }

    /// Is every line granted?
    #[must_use]
    pub fn geheel_toegekend(&self) -> bool {
        self.verwerkt() && self.clienten.is_empty()
    }

    /// Is this line granted? Client and Prestatie by their place in the message, from 0.
    #[must_use]
    pub fn is_toegekend(&self, client: u32, nummer: u32) -> bool {
        self.verwerkt() && self.afgewezen(client, nummer).is_none()
    }

    /// The refused line at this place, if it was refused.
    #[must_use]
    pub fn afgewezen(&self, client: u32, nummer: u32) -> Option<&AfgewezenPrestatie> {
        let i = self.clienten.binary_search_by_key(&client, |c| c.client).ok()?;
        let prestaties = &self.clienten.get(i)?.prestaties;
        let j = prestaties.binary_search_by_key(&nummer, |p| p.nummer).ok()?;
        prestaties.get(j)
    }

    /// TotaalToegekendBedrag. Zero is debet (CS325).
    #[must_use]
    pub fn totaal_toegekend(&self) -> TotaalBedragMetDC {
        TotaalBedragMetDC {
            totaal_bedrag: self.toegekend.unsigned_abs(),
            debet_credit: if self.toegekend < 0 {
                DebetCredit::Credit
            } else {
                DebetCredit::Debet
            },
        }
    }
}
