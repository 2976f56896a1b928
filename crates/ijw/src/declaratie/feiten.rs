//! What must be known of earlier messages to judge a declaratie. The store or the archive fills these maps.
//!
//! All facts are about one gemeente and one aanbieder. A declaratie that was refused as a whole (level 2, header or class
//! Declaratie) counts as never sent; only its identification stays used (TR056).

use super::Kop;
use crate::Tekst;
use crate::berichten::basis::{GeslotenPeriode, Omvang};
use crate::berichten::codes::{Eenheid, ProductCategorie};
use crate::berichten::jw323::{self, Prestatie};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What the header and the class Declaratie are judged against.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct EerdereDeclaraties {
    /// Has a JW323 with this Identificatie come from this aanbieder before, refused or not (TR056)?
    pub ontvangen: bool,
    /// Has the aanbieder used this DeclaratieNummer in a declaratie that was processed (TR333)?
    pub nummer_gebruikt: bool,
    /// First day of the latest DeclaratiePeriode of the aanbieder at this gemeente that was processed (TR318).
    pub laatste_periode: Option<Date>,
}

/// What a block of lines asks; see [`DeclaratieEerder`].
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Sleutels {
    /// BSNs of the clients.
    pub bsns: BTreeSet<Tekst>,
    /// ToewijzingNummers.
    pub toewijzingen: BTreeSet<u32>,
    /// ReferentieNummers of the lines themselves.
    pub referenties: BTreeSet<Tekst>,
    /// VorigReferentieNummers: the debits that are credited.
    pub vorige_referenties: BTreeSet<Tekst>,
    /// ProductCode and first day of the ProductPeriode, for the tariff of that day.
    pub producten: BTreeSet<(Tekst, Date)>,
}

/// The answers to [`Sleutels`]. What is not in the maps is not known.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct DeclaratieEerder {
    /// The asked BSNs of which the gemeente knows a client (TR304).
    pub clienten: BTreeSet<Tekst>,
    /// The asked toewijzingen of this gemeente at this aanbieder, as they were sent last.
    pub toewijzingen: BTreeMap<u32, Toewijzing>,
    /// The asked ReferentieNummers that a Prestatie of the aanbieder had before, granted or not, in a declaratie that was
    /// processed (TR314).
    pub referenties: BTreeSet<Tekst>,
    /// The asked VorigReferentieNummers that are of a granted debit of the aanbieder, by ReferentieNummer.
    pub debetten: BTreeMap<Tekst, EerderDebet>,
    /// Contract tariffs by the asked ProductCode and day. Without an entry the tariff is unknown and not judged.
    pub tarieven: BTreeMap<(Tekst, Date), Vec<Tarief>>,
}

/// A toewijzing as it was sent last: newest Toewijzingsdatum and Toewijzingstijd (IV013).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Toewijzing {
    /// BSN of its client.
    pub bsn: Tekst,
    /// Category of the product, when it has one.
    pub categorie: Option<ProductCategorie>,
    /// Code of the product, when it has one.
    pub code: Option<Tekst>,
    /// First day.
    pub ingangsdatum: Date,
    /// Last day, when it has one.
    pub einddatum: Option<Date>,
    /// Omvang, when it has one.
    pub omvang: Option<Omvang>,
    /// Budget in eurocents, when it has one.
    pub budget: Option<u64>,
    /// Removed (RedenWijziging 13).
    pub verwijderd: bool,
    /// Every debit on it that was granted or not answered yet, and was not credited (TR321, TR322, TR369, TR389).
    pub debetten: Vec<OpenDebet>,
}

/// A debit that was granted or not answered yet, and was not credited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenDebet {
    /// ReferentieNummer.
    pub referentie: Tekst,
    /// ProductCategorie.
    pub categorie: ProductCategorie,
    /// ProductCode.
    pub code: Tekst,
    /// ProductPeriode.
    pub periode: GeslotenPeriode,
    /// GeleverdVolume.
    pub volume: u32,
    /// Eenheid of the volume.
    pub eenheid: Eenheid,
    /// IngediendBedrag in eurocents.
    pub bedrag: u32,
}

impl OpenDebet {
    /// The debit that this Prestatie is.
    #[must_use]
    pub fn van(prestatie: &Prestatie) -> Self {
        Self {
            referentie: prestatie.product_referentie.referentie_nummer.clone(),
            categorie: prestatie.product_categorie,
            code: prestatie.product_code.clone(),
            periode: prestatie.product_periode.clone(),
            volume: prestatie.geleverd_volume,
            eenheid: prestatie.eenheid,
            bedrag: prestatie.ingediend_bedrag.bedrag,
        }
    }
}

/// A granted debit that may be credited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EerderDebet {
    /// BSN of its client.
    pub bsn: Tekst,
    /// The Prestatie as it was declared.
    pub prestatie: Prestatie,
    /// Has a credit of it been sent that was not refused (TR390)?
    pub gecrediteerd: bool,
}

/// A tariff of the contract.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tarief {
    /// Eurocents per eenheid.
    pub bedrag: u32,
    /// What the tariff is for.
    pub eenheid: Eenheid,
}

/// What a JW325 is judged against, at the aanbieder who receives it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct AntwoordEerder {
    /// Has a JW325 with this Identificatie come from this gemeente before (TR056)?
    pub ontvangen: bool,
    /// Has the declaratie been answered before: each has one answer (IV087)?
    pub beantwoord: bool,
    /// The declaratie with this DeclaratieIdentificatie that the aanbieder sent to this gemeente.
    pub declaratie: Option<EerdereDeclaratie>,
}

/// A declaratie that was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EerdereDeclaratie {
    /// Its header and Declaratie.
    pub kop: Kop,
    /// Its Prestaties by BSN and ReferentieNummer.
    pub prestaties: BTreeMap<Tekst, BTreeMap<Tekst, Prestatie>>,
}

impl EerdereDeclaratie {
    /// From the message that was sent.
    #[must_use]
    pub fn van(bericht: &jw323::Bericht) -> Self {
        let mut prestaties: BTreeMap<Tekst, BTreeMap<Tekst, Prestatie>> = BTreeMap::new();
        for client in &bericht.declaratie.clienten.client {
            let van_client = prestaties.entry(client.bsn.clone()).or_default();
            for p in &client.prestaties.prestatie {
                van_client.insert(p.product_referentie.referentie_nummer.clone(), p.clone());
            }
        }
        Self {
            kop: Kop::van(bericht),
            prestaties,
        }
    }

    pub(super) fn heeft_client(&self, bsn: &str) -> bool {
        self.prestaties.contains_key(bsn)
    }

    pub(super) fn prestatie(&self, bsn: &str, referentie: &str) -> Option<&Prestatie> {
        self.prestaties.get(bsn)?.get(referentie)
    }
}
