//! Five hundred invented jeugdigen, their address and gezagsdragers, relative to `vandaag`.

use super::kans::Kans;
use super::namen::{ACHTERNAMEN, GEMEENTEN, JONGENS, MEISJES, STRATEN};
use houvast_begrip::{Bsn, GemeenteCode, periode::plus_maanden};
use jiff::ToSpan;
use jiff::civil::Date;

/// Geslacht as the standard codes it (COD046).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Geslacht {
    /// 1.
    Man,
    /// 2.
    Vrouw,
}

impl Geslacht {
    /// The code of COD046.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Man => "1",
            Self::Vrouw => "2",
        }
    }
}

/// Where somebody lives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Adres {
    /// Street.
    pub straat: &'static str,
    /// House number.
    pub huisnummer: u32,
    /// `8011AB`.
    pub postcode: String,
    /// Place.
    pub plaats: &'static str,
}

/// A parent or guardian.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gezagsdrager {
    /// Given name.
    pub voornaam: &'static str,
    /// `van der`, or empty.
    pub voorvoegsel: &'static str,
    /// Surname.
    pub achternaam: &'static str,
    /// Geslacht.
    pub geslacht: Geslacht,
    /// Kind of relation by COD472: `10` parent, `11` guardian.
    pub soort: &'static str,
    /// Digits only.
    pub telefoon: String,
}

/// An invented child.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Persoon {
    /// The gemeente that holds the case.
    pub gemeente: GemeenteCode,
    /// Name of that gemeente.
    pub gemeente_naam: &'static str,
    /// From the test range.
    pub bsn: Bsn,
    /// Birth date.
    pub geboren: Date,
    /// Geslacht.
    pub geslacht: Geslacht,
    /// Given name.
    pub voornaam: &'static str,
    /// `van der`, or empty.
    pub voorvoegsel: &'static str,
    /// Surname.
    pub achternaam: &'static str,
    /// Address, shared with the gezagsdragers.
    pub adres: Adres,
    /// One or two.
    pub gezag: Vec<Gezagsdrager>,
}

impl Persoon {
    /// First letter of the given name.
    #[must_use]
    pub fn voorletters(&self) -> String {
        self.voornaam.chars().take(1).collect()
    }
}

/// The numbers of the test range that pass the elfproef, in a fixed shuffled order, without the ends of the range:
/// those stay free for sample messages about an unknown child.
fn testnummers() -> impl Iterator<Item = Bsn> {
    // 7919 is a prime that does not divide the width, so the walk meets every number once.
    (0u32..80_000)
        .map(|i| 999_910_000 + (i * 7_919) % 80_000)
        .filter_map(|n| Bsn::nieuw(&n.to_string()).ok())
}

/// Four digits of the gemeente and two letters by chance.
fn postcode(cijfers: u16, kans: &mut Kans) -> String {
    const LETTERS: &[u8] = b"ABCDEGHJKLMNPRTVWXZ";
    let (een, twee) = (kans.kies(LETTERS), kans.kies(LETTERS));
    format!("{cijfers}{}{}", char::from(een), char::from(twee))
}

/// All children of the region, gemeente after gemeente. Every sixth is a brother or sister of the one before.
#[must_use]
pub fn maak(kans: &mut Kans, vandaag: Date) -> Vec<Persoon> {
    let mut nummers = testnummers();
    let mut uit: Vec<Persoon> = Vec::with_capacity(500);
    for (code, naam, plaatsen, cijfers, aantal) in GEMEENTEN {
        let Ok(gemeente) = GemeenteCode::nieuw(code) else {
            continue;
        };
        for i in 0..*aantal {
            let Some(bsn) = nummers.next() else { break };
            let gezin = if i > 0 && i % 6 == 5 { uit.last() } else { None };
            let woont = (gemeente, *naam, *plaatsen, *cijfers);
            let een = persoon(kans, vandaag, woont, bsn, gezin);
            uit.push(een);
        }
    }
    uit
}

/// More children, one for each number, spread over the gemeenten as those of the demo are.
pub(super) fn meer(kans: &mut Kans, vandaag: Date, nummers: &[Bsn]) -> Vec<Persoon> {
    let woonplekken: Vec<Woont> = GEMEENTEN
        .iter()
        .filter_map(|(code, naam, plaatsen, cijfers, aantal)| {
            let woont: Woont = (GemeenteCode::nieuw(code).ok()?, naam, plaatsen, *cijfers);
            Some(std::iter::repeat_n(woont, *aantal))
        })
        .flatten()
        .collect();
    nummers
        .iter()
        .filter_map(|bsn| {
            let woont = *woonplekken.get(kans.onder(woonplekken.len()))?;
            Some(persoon(kans, vandaag, woont, *bsn, None))
        })
        .collect()
}

/// Gemeente, its name, its places and the digits of its postcodes.
type Woont = (GemeenteCode, &'static str, &'static [&'static str], u16);

fn persoon(
    kans: &mut Kans,
    vandaag: Date,
    (gemeente, gemeente_naam, plaatsen, cijfers): Woont,
    bsn: Bsn,
    gezin: Option<&Persoon>,
) -> Persoon {
    let geslacht = if kans.procent(50) {
        Geslacht::Man
    } else {
        Geslacht::Vrouw
    };
    let voornaam = kans.kies(match geslacht {
        Geslacht::Man => JONGENS,
        Geslacht::Vrouw => MEISJES,
    });
    let (voorvoegsel, achternaam) = kans.kies(ACHTERNAMEN);
    let adres = Adres {
        straat: kans.kies(STRATEN),
        huisnummer: u32::try_from(kans.tussen(1, 180)).unwrap_or(1),
        postcode: postcode(cijfers, kans),
        plaats: kans.kies(plaatsen),
    };
    let gezag = gezagsdragers(kans, voorvoegsel, achternaam);
    let geboren = geboortedag(kans, vandaag);
    let mut persoon = Persoon {
        gemeente,
        gemeente_naam,
        bsn,
        geboren,
        geslacht,
        voornaam,
        voorvoegsel,
        achternaam,
        adres,
        gezag,
    };
    if let Some(ander) = gezin {
        persoon.voorvoegsel = ander.voorvoegsel;
        persoon.achternaam = ander.achternaam;
        persoon.adres = ander.adres.clone();
        persoon.gezag.clone_from(&ander.gezag);
    }
    persoon
}

/// 0 to 17 years old on `vandaag`, never 18 within the coming quarter.
fn geboortedag(kans: &mut Kans, vandaag: Date) -> Date {
    let maanden = kans.tussen(2, 17 * 12 + 8);
    let dagen = kans.tussen(0, 27);
    plus_maanden(vandaag, -maanden)
        .unwrap_or(vandaag)
        .saturating_sub(dagen.days())
}

fn gezagsdragers(kans: &mut Kans, voorvoegsel: &'static str, achternaam: &'static str) -> Vec<Gezagsdrager> {
    let aantal = if kans.procent(70) { 2 } else { 1 };
    (0..aantal)
        .map(|i| {
            let geslacht = if i == 0 { Geslacht::Vrouw } else { Geslacht::Man };
            let (eigen_voorvoegsel, eigen_naam) = if i == 0 && kans.procent(60) {
                kans.kies(ACHTERNAMEN)
            } else {
                (voorvoegsel, achternaam)
            };
            Gezagsdrager {
                voornaam: kans.kies(match geslacht {
                    Geslacht::Man => JONGENS,
                    Geslacht::Vrouw => MEISJES,
                }),
                voorvoegsel: eigen_voorvoegsel,
                achternaam: eigen_naam,
                geslacht,
                soort: if kans.procent(94) { "10" } else { "11" },
                telefoon: format!("06{:08}", kans.onder(100_000_000)),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use houvast_begrip::datum::leeftijd;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    #[test]
    fn vijfhonderd_jeugdigen_met_eigen_bsn_uit_de_testreeks() {
        let vandaag = date(2026, 11, 22);
        let mensen = maak(&mut Kans::nieuw(1), vandaag);
        assert_eq!(mensen.len(), 500);
        let nummers: BTreeSet<_> = mensen.iter().map(|p| p.bsn).collect();
        assert_eq!(nummers.len(), 500);
        for p in &mensen {
            assert!(p.bsn.als_str().starts_with("9999"));
            assert!((0..=17).contains(&leeftijd(p.geboren, vandaag)));
            assert!(p.geboren < vandaag);
            assert!(!p.gezag.is_empty());
            assert!(p.adres.postcode.len() == 6);
        }
        assert!(mensen.iter().any(|p| !p.voorvoegsel.is_empty()));
        assert!(mensen.iter().any(|p| !p.achternaam.is_ascii()));
    }

    #[test]
    fn hetzelfde_zaad_geeft_dezelfde_mensen() {
        let vandaag = date(2026, 11, 22);
        assert_eq!(
            maak(&mut Kans::nieuw(3), vandaag),
            maak(&mut Kans::nieuw(3), vandaag)
        );
        assert_ne!(
            maak(&mut Kans::nieuw(3), vandaag),
            maak(&mut Kans::nieuw(4), vandaag)
        );
    }
}
