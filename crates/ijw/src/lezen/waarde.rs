//! The values of elements: each reading function takes one leaf, reports what is wrong with it, and gives its value.
//!
//! A text names no value that may be a BSN or a name: of free text it tells the form only.

use super::code::Code;
use super::datum::{self, DatumFout};
use super::lezer::{Lezer, Stroom};
use super::teken::zonder_wit;
use super::vorm::{GetalVorm, TekstVorm};
use crate::Tekst;
use jiff::civil::{Date, Time};

/// The longest wrong code that is repeated in a finding: too short for a BSN or a surname with first names.
const KORT: usize = 4;

impl Lezer<'_> {
    /// A leaf: collects, judges, and takes it off the stack.
    fn waarde<T>(
        &mut self,
        typenaam: &'static str,
        keur: impl FnOnce(&mut Self, &str) -> Option<T>,
    ) -> Stroom<Option<T>> {
        let zuiver = self.blad(typenaam)?;
        let tekst = std::mem::take(&mut self.xml.tekst);
        // With elements in it the text is not the value; that was reported.
        let waarde = if zuiver { keur(self, &tekst) } else { None };
        self.xml.tekst = tekst;
        self.dicht();
        Ok(waarde)
    }

    pub(crate) fn tekst(&mut self, vorm: &TekstVorm) -> Stroom<Option<Tekst>> {
        self.waarde(vorm.naam, |l, tekst| {
            let lengte = if tekst.len() < vorm.min.max(1) || vorm.max.is_some_and(|max| tekst.len() > max) {
                tekst.chars().count()
            } else {
                vorm.min
            };
            let mut goed = true;
            if lengte < vorm.min {
                l.meld("XSD:minLength", || {
                    "Dit element is leeg. Vul het, of laat het weg als het niet verplicht is.".to_owned()
                });
                return None;
            }
            if let Some(max) = vorm.max.filter(|max| lengte > *max) {
                l.meld("XSD:maxLength", || {
                    format!("De tekst is {lengte} tekens lang. Hooguit {max} mag.")
                });
                goed = false;
            }
            if !vorm.patroon.past(tekst) {
                l.meld("XSD:pattern", || {
                    format!(
                        "De tekst heeft niet de goede vorm. Verwacht: {}.",
                        vorm.patroon.uitleg()
                    )
                });
                goed = false;
            }
            goed.then(|| Tekst::from(tekst))
        })
    }

    pub(crate) fn code<C: Code>(&mut self, typenaam: &'static str) -> Stroom<Option<C>> {
        self.waarde(typenaam, |l, tekst| {
            let code = C::uit(tekst);
            if code.is_none() {
                l.meld("XSD:enumeration", || {
                    let wat = if tekst.is_empty() {
                        "Dit element is leeg".to_owned()
                    } else if tekst.chars().count() <= KORT && !tekst.contains(char::is_control) {
                        format!("'{tekst}' is geen geldige code")
                    } else {
                        "De tekst is geen geldige code".to_owned()
                    };
                    let spatie = if C::uit(zonder_wit(tekst)).is_some() {
                        " Haal de spaties weg."
                    } else {
                        ""
                    };
                    if C::CODES.len() <= 30 {
                        format!(
                            "{wat}. Verwacht: een code uit lijst {} ({}).{spatie}",
                            C::LIJST,
                            C::CODES.join(", ")
                        )
                    } else {
                        format!("{wat}. Verwacht: een code uit lijst {}.{spatie}", C::LIJST)
                    }
                });
            }
            code
        })
    }

    pub(crate) fn getal(&mut self, vorm: &GetalVorm) -> Stroom<Option<u32>> {
        let getal = self.groot_getal(vorm)?;
        Ok(getal.and_then(|g| u32::try_from(g).ok()))
    }

    pub(crate) fn groot_getal(&mut self, vorm: &GetalVorm) -> Stroom<Option<u64>> {
        self.waarde(vorm.naam, |l, tekst| match geheel(tekst) {
            None => {
                l.meld("XSD:integer", || geen_getal(tekst, vorm.max));
                None
            }
            Some(Geheel::Negatief) => {
                l.meld("XSD:minInclusive", || {
                    format!("Het getal is kleiner dan 0. Verwacht: 0 tot en met {}.", vorm.max)
                });
                None
            }
            Some(Geheel::Waarde(g)) if g <= vorm.max => Some(g),
            Some(_) => {
                l.meld("XSD:maxInclusive", || {
                    format!("Het getal is te groot. Verwacht: 0 tot en met {}.", vorm.max)
                });
                None
            }
        })
    }

    pub(crate) fn vaste_tekst(&mut self, vast: &'static str) -> Stroom<()> {
        self.waarde("", |l, tekst| {
            if tekst != vast {
                l.meld("XSD:pattern", || vaste_waarde(tekst, vast));
            }
            None::<()>
        })?;
        Ok(())
    }

    pub(crate) fn vast_getal(&mut self, vast: &'static str) -> Stroom<()> {
        self.waarde("", |l, tekst| {
            if geheel(tekst).is_none() {
                l.meld("XSD:integer", || vaste_waarde(tekst, vast));
            } else if zonder_wit(tekst) != vast {
                l.meld("XSD:pattern", || vaste_waarde(zonder_wit(tekst), vast));
            }
            None::<()>
        })?;
        Ok(())
    }

    pub(crate) fn datum(&mut self, typenaam: &'static str) -> Stroom<Option<Date>> {
        self.waarde(typenaam, |l, tekst| {
            let kaal = zonder_wit(tekst);
            let fout = match datum::datum(kaal) {
                Ok(dag) => return Some(dag),
                Err(fout) => fout,
            };
            // A date of birth is not repeated.
            let geboren = l.pad().contains("Geboortedatum");
            let toon = if geboren || !datum::lijkt_datum(kaal) { "Dit" } else { kaal };
            match fout {
                DatumFout::Vorm => l.meld("XSD:date", || {
                    if kaal.is_empty() {
                        "Dit element is leeg. Verwacht: een datum als jjjj-mm-dd.".to_owned()
                    } else {
                        "Dit is geen datum. Verwacht: jjjj-mm-dd, bijvoorbeeld 2026-03-01.".to_owned()
                    }
                }),
                DatumFout::BestaatNiet => l.meld("XSD:date", || {
                    format!("{toon} is geen bestaande datum. Verwacht: een dag die op de kalender staat, als jjjj-mm-dd.")
                }),
                DatumFout::Tijdzone => l.meld("XSD:pattern", || {
                    "De datum heeft een tijdzone. Verwacht: alleen jjjj-mm-dd.".to_owned()
                }),
                DatumFout::Jaartal => l.meld("HV:jaartal", || {
                    "Het jaartal heeft meer dan vier cijfers. Zulke datums verwerken wij niet.".to_owned()
                }),
            }
            None
        })
    }

    pub(crate) fn tijd(&mut self, typenaam: &'static str) -> Stroom<Option<Time>> {
        self.waarde(typenaam, |l, tekst| match datum::tijd(zonder_wit(tekst)) {
            Ok(tijd) => Some(tijd),
            Err(DatumFout::Tijdzone) => {
                l.meld("XSD:pattern", || {
                    "De tijd heeft een tijdzone. Verwacht: alleen uu:mm:ss.".to_owned()
                });
                None
            }
            Err(_) => {
                l.meld("XSD:time", || {
                    "Dit is geen tijd. Verwacht: uu:mm:ss, bijvoorbeeld 09:30:00.".to_owned()
                });
                None
            }
        })
    }
}

enum Geheel {
    Negatief,
    Waarde(u64),
    TeGroot,
}

/// xs:integer after collapsing white space.
fn geheel(tekst: &str) -> Option<Geheel> {
    let kaal = zonder_wit(tekst);
    let (min, cijfers) = match kaal.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, kaal.strip_prefix('+').unwrap_or(kaal)),
    };
    if cijfers.is_empty() || !cijfers.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let waarde = cijfers.bytes().try_fold(0_u64, |som, b| {
        som.checked_mul(10)?.checked_add(u64::from(b - b'0'))
    });
    Some(match waarde {
        Some(0) => Geheel::Waarde(0),
        _ if min => Geheel::Negatief,
        Some(g) => Geheel::Waarde(g),
        None => Geheel::TeGroot,
    })
}

fn geen_getal(tekst: &str, max: u64) -> String {
    if zonder_wit(tekst).is_empty() {
        format!("Dit element is leeg. Verwacht: een heel getal van 0 tot en met {max}.")
    } else {
        format!(
            "Dit is geen heel getal. Verwacht: alleen cijfers, 0 tot en met {max}, zonder punten of komma's."
        )
    }
}

fn vaste_waarde(tekst: &str, vast: &str) -> String {
    if !tekst.is_empty() && tekst.chars().count() <= KORT && !tekst.contains(char::is_control) {
        format!("Hier staat '{tekst}'. Het moet '{vast}' zijn.")
    } else {
        format!("Hier moet '{vast}' staan.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gehele_getallen_volgen_het_schema() {
        let g = |t| {
            geheel(t).map(|g| match g {
                Geheel::Waarde(w) => i128::from(w),
                Geheel::Negatief => -1,
                Geheel::TeGroot => i128::MAX,
            })
        };
        assert_eq!(g("100"), Some(100));
        assert_eq!(g(" +100\n"), Some(100));
        assert_eq!(g("-0"), Some(0));
        assert_eq!(g("-5"), Some(-1));
        assert_eq!(g("000000000000000000000000000000000005"), Some(5));
        assert_eq!(g("99999999999999999999999"), Some(i128::MAX));
        for fout in ["", "+", "1.0", "1 0", "1e2", "0x1", "\u{a0}1", "+-1"] {
            assert_eq!(g(fout), None, "{fout}");
        }
    }
}
