//! The running system as the use cases get it. The clock and chance come in here and nowhere else.

use crate::inlog::Aanmeldregels;
use houvast_begrip::{GemeenteCode, Houder};
use houvast_beslis::Regioprofiel;
use houvast_opslag::{Bereik, Opslag};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use std::sync::Arc;
use uuid::Uuid;

/// Reads the clock; the binary gives the real one, a test a fixed one.
pub type Klok = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// Fills bytes with chance; the binary gives the kernel's, a test a counted one.
pub type Willekeur = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Time and chance together.
#[derive(Clone)]
pub struct Tijd {
    klok: Klok,
    willekeur: Willekeur,
    dagen: i32,
    zone: TimeZone,
}

impl std::fmt::Debug for Tijd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tijd")
            .field("dagen", &self.dagen)
            .finish_non_exhaustive()
    }
}

impl Tijd {
    /// `vandaag` shifts the date (`--vandaag`); the clock keeps running from there.
    #[must_use]
    pub fn nieuw(klok: Klok, willekeur: Willekeur, vandaag: Option<Date>) -> Self {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
        let echt = klok().to_zoned(zone.clone()).date();
        let dagen = vandaag
            .and_then(|dag| echt.until(dag).ok())
            .map_or(0, |verschil| verschil.get_days());
        Self {
            klok,
            willekeur,
            dagen,
            zone,
        }
    }

    /// The same place with the clock standing still at a moment of the past; for demo data.
    #[must_use]
    pub(crate) fn vast(&self, moment: Timestamp, willekeur: Willekeur) -> Self {
        Self {
            klok: Arc::new(move || moment),
            willekeur,
            dagen: 0,
            zone: self.zone.clone(),
        }
    }

    /// Now, shifted.
    #[must_use]
    pub fn nu(&self) -> Timestamp {
        let nu = (self.klok)();
        if self.dagen == 0 {
            return nu;
        }
        nu.to_zoned(self.zone.clone())
            .checked_add(Span::new().days(self.dagen))
            .map_or(nu, |z| z.timestamp())
    }

    /// Today in Europe/Amsterdam.
    #[must_use]
    pub fn vandaag(&self) -> Date {
        self.dag_van(self.nu())
    }

    /// The local date of a moment.
    #[must_use]
    pub fn dag_van(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.zone.clone()).date()
    }

    /// The local date and time of a moment, for a screen.
    #[must_use]
    pub fn plaatselijk(&self, moment: Timestamp) -> DateTime {
        moment.to_zoned(self.zone.clone()).datetime()
    }

    /// A new uuid v7: sortable by the time of `nu`.
    #[must_use]
    pub fn id(&self) -> Uuid {
        let mut toeval = [0u8; 10];
        (self.willekeur)(&mut toeval);
        let millis = u64::try_from(self.nu().as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &toeval).into_uuid()
    }

    /// Fresh random bytes, for secrets and nonces.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut uit = [0u8; N];
        (self.willekeur)(&mut uit);
        uit
    }
}

/// Settings of the running system.
#[derive(Clone, Debug)]
pub struct Instellingen {
    /// Key of the region: leads contracts, aanbieders, accounts and unreadable arrivals.
    pub regio: Houder,
    /// Largest message that is read (OP179).
    pub maximum: u64,
    /// Version of the basisschema that we write in a Header.
    pub basisschema_xsd: &'static str,
    /// Version of the message schema that we write in a Header.
    pub bericht_xsd: &'static str,
    /// How people log in.
    pub aanmelden: Aanmeldregels,
}

/// The running system.
#[derive(Clone)]
pub struct Huis {
    /// The store.
    pub opslag: Opslag,
    /// Clock and chance.
    pub tijd: Tijd,
    /// Settings.
    pub instellingen: Arc<Instellingen>,
    /// Every version of the region's profile, in order of date; behind them those with the agreements of a gemeente.
    pub profielen: Arc<Vec<Regioprofiel>>,
}

impl Huis {
    /// Every version of the region's own text, in order of date.
    pub fn regionaal(&self) -> impl DoubleEndedIterator<Item = &Regioprofiel> {
        self.profielen.iter().filter(|p| p.lokaal.is_none())
    }

    /// The text that a gemeente decides by on a day: the region's, with what the gemeente filled in. Before the
    /// first version none.
    #[must_use]
    pub fn profiel_van(&self, houder: &Houder, dag: Date) -> Option<&Regioprofiel> {
        let gemeente = houder.gemeente();
        self.profielen
            .iter()
            .filter(|p| p.versie.geldig_vanaf <= dag)
            .filter(|p| p.lokaal.as_ref().is_some_and(|l| Some(l.gemeente) == gemeente))
            .max_by_key(|p| p.versie.geldig_vanaf)
            .or_else(|| self.profiel(dag))
    }

    /// The same, or before the first version that one: somebody must be able to work.
    pub(crate) fn profiel_of_eerste(&self, houder: &Houder, dag: Date) -> Option<&Regioprofiel> {
        self.profiel_van(houder, dag).or_else(|| self.regionaal().next())
    }

    /// The region's own text on a day; before the first version none.
    #[must_use]
    pub fn profiel(&self, dag: Date) -> Option<&Regioprofiel> {
        self.regionaal()
            .filter(|p| p.versie.geldig_vanaf <= dag)
            .max_by_key(|p| p.versie.geldig_vanaf)
    }

    /// The gemeenten of the region today.
    #[must_use]
    pub fn gemeenten(&self) -> Vec<GemeenteCode> {
        let mut uit: Vec<_> = self
            .regionaal()
            .flat_map(|p| p.gemeenten.iter().map(|g| g.code))
            .collect();
        uit.sort_unstable();
        uit.dedup();
        uit
    }

    /// Name of a gemeente of the region; the code where we do not know it.
    #[must_use]
    pub fn gemeente_naam(&self, code: &str) -> String {
        self.regionaal()
            .rev()
            .flat_map(|p| &p.gemeenten)
            .find(|g| g.code.als_str() == code)
            .map_or_else(|| code.to_owned(), |g| g.naam.clone())
    }

    /// The scope of the program itself.
    #[must_use]
    pub fn systeem(&self) -> Bereik {
        Bereik::systeem(self.instellingen.regio.clone(), self.gemeenten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn tijd(moment: &str, vandaag: Option<Date>) -> Tijd {
        let vast: Timestamp = moment.parse().unwrap();
        Tijd::nieuw(Arc::new(move || vast), Arc::new(|b| b.fill(7)), vandaag)
    }

    #[test]
    fn om_half_twaalf_utc_is_het_in_nederland_al_morgen() {
        assert_eq!(tijd("2026-11-22T23:30:00Z", None).vandaag(), date(2026, 11, 23));
        assert_eq!(tijd("2026-07-22T22:30:00Z", None).vandaag(), date(2026, 7, 23));
    }

    #[test]
    fn vandaag_verschuift_en_de_klok_loopt_door() {
        let t = tijd("2026-11-22T10:15:00Z", Some(date(2025, 5, 19)));
        assert_eq!(t.vandaag(), date(2025, 5, 19));
        assert_eq!(t.plaatselijk(t.nu()).time(), jiff::civil::time(11, 15, 0, 0));
    }

    #[test]
    fn een_id_is_een_uuid_van_versie_zeven() {
        assert_eq!(tijd("2026-11-22T10:15:00Z", None).id().get_version_num(), 7);
    }
}
