//! JW323 and JW325 seen in one way.

use crate::Bericht;
use crate::BerichtSoort::{self, Jw323, Jw325};
use crate::berichten::basis::{BedragMetDC, GeslotenPeriode, Referentie, TotaalBedragMetDC};
use crate::berichten::codes::{DebetCredit, Eenheid, ProductCategorie, RetourCode};
use crate::berichten::{jw323, jw325};
use jiff::civil::Date;

/// The head of a message: all but its Clienten.
pub(crate) struct Kop<'a> {
    pub(super) soort: BerichtSoort,
    /// Of the message.
    pub(super) dagtekening: Date,
    /// `Declaratie/DeclaratiePeriode`.
    pub(super) periode: Option<&'a GeslotenPeriode>,
    /// `Declaratie/DeclaratieDagtekening`.
    pub(super) declaratie_dagtekening: Option<Date>,
    /// `TotaalIngediendBedrag`.
    pub(super) ingediend: Option<&'a TotaalBedragMetDC>,
    /// `TotaalToegekendBedrag`.
    pub(super) toegekend: Option<&'a TotaalBedragMetDC>,
    /// `DeclaratieAntwoord/RetourCodes`, only complete at the end.
    pub(super) codes: &'a [RetourCode],
}

impl<'a> Kop<'a> {
    /// `None` for a message that has no Prestaties.
    pub(super) fn van(bericht: &'a Bericht) -> Option<Self> {
        match bericht {
            Bericht::Jw323(b) => Some(Self {
                soort: Jw323,
                dagtekening: b.header.bericht_identificatie.dagtekening,
                periode: Some(&b.declaratie.declaratie_periode),
                declaratie_dagtekening: Some(b.declaratie.declaratie_dagtekening),
                ingediend: Some(&b.declaratie.totaal_ingediend_bedrag),
                toegekend: None,
                codes: &[],
            }),
            Bericht::Jw325(b) => {
                let antwoord = b.declaratie_antwoord.as_ref();
                Some(Self {
                    soort: Jw325,
                    dagtekening: b.header.bericht_identificatie.dagtekening,
                    periode: None,
                    declaratie_dagtekening: None,
                    ingediend: antwoord.map(|a| &a.totaal_ingediend_bedrag),
                    toegekend: antwoord.map(|a| &a.totaal_toegekend_bedrag),
                    codes: antwoord.map_or(&[], |a| &a.retour_codes.retour_code),
                })
            }
            _ => None,
        }
    }
}

/// The element that holds the Clienten.
pub(super) const fn omhulsel(soort: BerichtSoort) -> &'static str {
    match soort {
        Jw323 => "Declaratie",
        _ => "DeclaratieAntwoord",
    }
}

/// A Prestatie.
pub(crate) struct Lijn<'a> {
    pub(super) referentie: &'a Referentie,
    pub(super) toewijzing: u32,
    pub(super) categorie: ProductCategorie,
    pub(super) code: &'a str,
    pub(super) periode: &'a GeslotenPeriode,
    pub(super) volume: u32,
    pub(super) eenheid: Eenheid,
    pub(super) tarief: Option<u32>,
    pub(super) bedrag: &'a BedragMetDC,
}

macro_rules! lijn {
    ($module:ident) => {
        impl<'a> From<&'a $module::Prestatie> for Lijn<'a> {
            fn from(p: &'a $module::Prestatie) -> Self {
                Self {
                    referentie: &p.product_referentie,
                    toewijzing: p.toewijzing_nummer,
                    categorie: p.product_categorie,
                    code: &p.product_code,
                    periode: &p.product_periode,
                    volume: p.geleverd_volume,
                    eenheid: p.eenheid,
                    tarief: p.product_tarief,
                    bedrag: &p.ingediend_bedrag,
                }
            }
        }
    };
}
lijn!(jw323);
lijn!(jw325);

impl Lijn<'_> {
    pub(super) fn credit(&self) -> bool {
        self.bedrag.debet_credit == DebetCredit::Credit
    }

    /// Eurocents, a credit below zero.
    pub(super) fn saldo(&self) -> i64 {
        let bedrag = i64::from(self.bedrag.bedrag);
        if self.credit() { -bedrag } else { bedrag }
    }
}

/// Eurocents, a credit below zero.
pub(super) fn totaal(bedrag: &TotaalBedragMetDC) -> i64 {
    let centen = i64::try_from(bedrag.totaal_bedrag).unwrap_or(i64::MAX);
    match bedrag.debet_credit {
        DebetCredit::Credit => -centen,
        DebetCredit::Debet => centen,
    }
}
