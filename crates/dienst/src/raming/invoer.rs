//! From what was typed in the calculator to numbers, or every mistake with its field.

use crate::beeld::{RekenInvoer, RekenRegel};
use houvast_begrip::Centen;
use houvast_beslis::vragen::Honderdsten;
use houvast_beslis::{Afronding, Regioprofiel, Soort};

/// Lines of one calculation: more is no estimate but a bookkeeping.
pub(crate) const MEESTE_REGELS: usize = 30;
/// Characters of a job title.
const FUNCTIE_HOOGSTENS: usize = 100;
/// Characters of what an estimate rests on.
const ONDERBOUWING_HOOGSTENS: usize = 1_000;
/// Ten years: no toewijzing is longer.
const MEESTE_WEKEN: u32 = 520;
/// Hours in a week.
const MEESTE_UREN: Honderdsten = Honderdsten(16_800);
/// Hours of one kind over the whole period.
const MEESTE_TOTAAL: Honderdsten = Honderdsten(2_000_000);
/// Contacts that are travelled to.
const MEESTE_CONTACTEN: u32 = 5_000;
/// Minutes in a day.
const MEESTE_MINUTEN: u32 = 1_440;
/// Nobody's hour costs more.
const HOOGSTE_TARIEF: Centen = Centen::euro(1_000);
/// The highest amount a message can hold (RS005: eight digits).
pub(crate) const HOOGSTE_BEDRAG: Centen = Centen(99_999_999);

/// Why an offertebudget is asked whatever the amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Offerte {
    /// Several aanbieders at once.
    MeerAanbieders,
    /// The result is hard to set (V-05).
    Resultaat,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Regel {
    /// From 1: as it stands on the page.
    pub(super) plek: usize,
    pub(super) functie: Option<String>,
    pub(super) tariefgroep: Option<u8>,
    pub(super) weken: Option<u32>,
    pub(super) uren: Option<Honderdsten>,
    pub(super) ouders: Option<Honderdsten>,
    pub(super) indirect: Option<Honderdsten>,
    pub(super) intake: Option<Honderdsten>,
    pub(super) contacten: Option<u32>,
    pub(super) reistijd: Option<u32>,
    pub(super) tarief: Option<Centen>,
    pub(super) groep: Option<String>,
    pub(super) locatie: Option<String>,
}

/// The whole calculation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Berekening {
    pub(super) soort: Option<Soort>,
    pub(super) eerste_medisch: Option<bool>,
    pub(super) offerte: Option<Offerte>,
    pub(super) besluit_toegang: bool,
    pub(super) afronding: Option<Afronding>,
    pub(super) regels: Vec<Regel>,
    /// An estimate that was given without calculator.
    pub(super) gegeven: Option<Centen>,
}

/// A mistake: field, and what to do about it.
pub(super) type Fout = (String, String);

/// Reads what was typed. Empty lines are skipped; nothing at all is no mistake.
pub(super) fn lees(invoer: &RekenInvoer, profiel: &Regioprofiel) -> Result<Berekening, Vec<Fout>> {
    let mut fouten = Vec::new();
    let mut uit = Berekening {
        soort: match invoer.soort.as_str() {
            "herstel" => Some(Soort::Herstel),
            "duurzaam" => Some(Soort::Duurzaam),
            _ => None,
        },
        eerste_medisch: match invoer.eerste_medisch.as_str() {
            "ja" => Some(true),
            "nee" => Some(false),
            _ => None,
        },
        offerte: match invoer.offerte.as_str() {
            "meer_aanbieders" => Some(Offerte::MeerAanbieders),
            "resultaat" => Some(Offerte::Resultaat),
            _ => None,
        },
        besluit_toegang: invoer.besluit_toegang == "ja",
        afronding: match invoer.afronding.as_str() {
            "beneden" => Some(Afronding::Beneden),
            "boven" => Some(Afronding::Boven),
            _ => None,
        },
        ..Berekening::default()
    };
    if matches!(invoer.wijze.as_str(), "mondeling" | "e_mail") {
        uit.gegeven = gegeven(invoer, &mut fouten);
    } else {
        if invoer.regels.len() > MEESTE_REGELS {
            let zin =
                format!("Gebruik hoogstens {MEESTE_REGELS} regels. Voeg regels met hetzelfde tarief samen.");
            fouten.push(("rekenhulp".to_owned(), zin));
        }
        for (regel, plek) in invoer.regels.iter().zip(1..).take(MEESTE_REGELS) {
            if !regel.leeg() {
                uit.regels.push(lees_regel(regel, plek, profiel, &mut fouten));
            }
        }
    }
    if fouten.is_empty() { Ok(uit) } else { Err(fouten) }
}

fn gegeven(invoer: &RekenInvoer, fouten: &mut Vec<Fout>) -> Option<Centen> {
    let mut fout = |veld: &str, zin: &str| fouten.push((veld.to_owned(), zin.to_owned()));
    if invoer.onderbouwing.trim().is_empty() {
        fout(
            "onderbouwing",
            "Schrijf kort op waar de schatting op rust, bijvoorbeeld hoeveel weken en uren.",
        );
    } else if invoer.onderbouwing.chars().count() > ONDERBOUWING_HOOGSTENS {
        fout("onderbouwing", "Dit is te lang. Gebruik hoogstens 1.000 tekens.");
    }
    let bedrag = lees_geld(&invoer.bedrag).filter(|b| *b > Centen::NUL && *b <= HOOGSTE_BEDRAG);
    if bedrag.is_none() {
        fout(
            "bedrag",
            "Vul een bedrag in van € 0,01 tot € 999.999,99, zoals 10400 of 10.400,00.",
        );
    }
    bedrag
}

fn lees_regel(r: &RekenRegel, plek: usize, profiel: &Regioprofiel, fouten: &mut Vec<Fout>) -> Regel {
    let mut l = Lezer { plek, fouten };
    let mut uit = Regel {
        plek,
        functie: l.tekst("functie", &r.functie),
        tariefgroep: l.tariefgroep(&r.tariefgroep, profiel),
        weken: l.heel("weken", &r.weken, MEESTE_WEKEN, "weken"),
        uren: l.uren("uren", &r.uren, MEESTE_UREN),
        ouders: l.uren("ouders", &r.ouders, MEESTE_TOTAAL),
        indirect: l.uren("indirect", &r.indirect, MEESTE_TOTAAL),
        intake: l.uren("intake", &r.intake, MEESTE_TOTAAL),
        contacten: l.heel("contacten", &r.contacten, MEESTE_CONTACTEN, "contacten"),
        reistijd: l.heel("reistijd", &r.reistijd, MEESTE_MINUTEN, "minuten"),
        tarief: l.tarief(&r.tarief),
        groep: None,
        locatie: Some(r.locatie.trim().to_owned()).filter(|t| !t.is_empty()),
    };
    let groepen = &profiel.protocol.groepen;
    match r.groep.trim() {
        "" => {}
        sleutel if groepen.iter().any(|g| g.sleutel == sleutel) => uit.groep = Some(sleutel.to_owned()),
        _ => l.fout("groep", "Kies een intensiteit uit de lijst."),
    }
    let leeg = |tekst: &str| tekst.trim().is_empty();
    match (leeg(&r.weken), leeg(&r.uren)) {
        (true, false) => l.fout("weken", "Vul ook in hoeveel weken."),
        (false, true) => l.fout("uren", "Vul ook in hoeveel uur per week."),
        (true, true) if leeg(&r.ouders) && leeg(&r.indirect) && leeg(&r.intake) => {
            l.fout(
                "weken",
                "Vul in hoeveel weken en hoeveel uur per week, of maak de regel leeg.",
            );
        }
        _ => {}
    }
    match (leeg(&r.contacten), leeg(&r.reistijd)) {
        (true, false) => l.fout("contacten", "Vul ook in bij hoeveel contacten gereisd wordt."),
        (false, true) => l.fout("reistijd", "Vul ook de reistijd per contact in, in minuten."),
        _ => {}
    }
    if leeg(&r.tarief) && !profiel.standaardbudgetten.is_empty() {
        l.fout(
            "tarief",
            "Vul het tarief per uur in. U vindt het in het contract van de aanbieder.",
        );
    }
    uit
}

/// Reads the fields of one line and keeps every mistake.
struct Lezer<'a> {
    plek: usize,
    fouten: &'a mut Vec<Fout>,
}

impl Lezer<'_> {
    fn fout(&mut self, veld: &str, zin: &str) {
        let plek = self.plek;
        self.fouten
            .push((format!("{veld}-{plek}"), format!("Regel {plek}: {}", klein(zin))));
    }

    fn tekst(&mut self, veld: &str, tekst: &str) -> Option<String> {
        let tekst = tekst.trim();
        if tekst.chars().count() > FUNCTIE_HOOGSTENS {
            self.fout(veld, "Dit is te lang. Gebruik hoogstens 100 tekens.");
        }
        (!tekst.is_empty()).then(|| tekst.to_owned())
    }

    fn heel(&mut self, veld: &str, tekst: &str, hoogste: u32, wat: &str) -> Option<u32> {
        let tekst = tekst.trim();
        if tekst.is_empty() {
            return None;
        }
        let getal = tekst.parse().ok().filter(|n| *n <= hoogste);
        if getal.is_none() {
            self.fout(
                veld,
                &format!("Vul een heel aantal {wat} in, van 0 tot en met {hoogste}."),
            );
        }
        getal
    }

    fn uren(&mut self, veld: &str, tekst: &str, hoogste: Honderdsten) -> Option<Honderdsten> {
        let tekst = tekst.trim();
        if tekst.is_empty() {
            return None;
        }
        let getal = Honderdsten::uit_tekst(tekst).filter(|n| *n <= hoogste);
        if getal.is_none() {
            self.fout(
                veld,
                &format!("Vul uren in als 4 of 1,5, van 0 tot en met {hoogste}."),
            );
        }
        getal
    }

    fn tarief(&mut self, tekst: &str) -> Option<Centen> {
        if tekst.trim().is_empty() {
            return None;
        }
        let tarief = lees_geld(tekst).filter(|t| *t > Centen::NUL && *t <= HOOGSTE_TARIEF);
        if tarief.is_none() {
            self.fout(
                "tarief",
                "Vul een tarief per uur in van € 0,01 tot € 1.000,00, zoals 92,10.",
            );
        }
        tarief
    }

    fn tariefgroep(&mut self, tekst: &str, profiel: &Regioprofiel) -> Option<u8> {
        let tekst = tekst.trim();
        if tekst.is_empty() {
            return None;
        }
        let groepen = &profiel.protocol.tariefgroepen;
        let nummer = tekst
            .parse()
            .ok()
            .filter(|n: &u8| groepen.iter().any(|g| g.nummer == *n));
        if nummer.is_none() {
            self.fout("tariefgroep", "Kies een tariefgroep uit de lijst.");
        }
        nummer
    }
}

/// In the middle of a sentence.
fn klein(zin: &str) -> String {
    let mut letters = zin.chars();
    letters
        .next()
        .map(|eerste| eerste.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

/// `92,10`, `10.400`, `€ 10.400,00`: euros with two decimals or none.
pub(super) fn lees_geld(tekst: &str) -> Option<Centen> {
    let kaal: String = tekst
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '€')
        .collect();
    let (euro, cent) = match kaal.split_once(',') {
        Some(delen) => delen,
        None => match kaal.rsplit_once('.') {
            Some((euro, cent)) if matches!(cent.len(), 1 | 2) => (euro, cent),
            _ => (kaal.as_str(), "00"),
        },
    };
    let cijfers = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let mut groepen = euro.split('.');
    let mut heel = groepen.next().filter(|t| cijfers(t))?.to_owned();
    for groep in groepen {
        if groep.len() != 3 || !cijfers(groep) {
            return None;
        }
        heel.push_str(groep);
    }
    // A spreadsheet writes `92.1` for 92 euro and ten cents.
    let cent = if cent.len() == 1 {
        format!("{cent}0")
    } else {
        cent.to_owned()
    };
    if cent.len() != 2 || !cijfers(&cent) {
        return None;
    }
    let (euro, cent): (i64, i64) = (heel.parse().ok()?, cent.parse().ok()?);
    euro.checked_mul(100)?.checked_add(cent).map(Centen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use houvast_beslis::op_datum;
    use jiff::civil::date;

    fn profiel() -> &'static Regioprofiel {
        op_datum("ijsselland", date(2026, 11, 23)).unwrap()
    }

    fn goed() -> RekenRegel {
        RekenRegel {
            weken: "26".into(),
            uren: "4".into(),
            tarief: "100".into(),
            ..RekenRegel::default()
        }
    }

    fn velden(pas_aan: impl Fn(&mut RekenRegel)) -> Vec<String> {
        let mut regel = goed();
        pas_aan(&mut regel);
        let invoer = RekenInvoer {
            regels: vec![RekenRegel::default(), regel],
            ..RekenInvoer::default()
        };
        lees(&invoer, profiel())
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|(veld, _)| veld)
            .collect()
    }

    #[test]
    fn een_lege_regel_telt_niet_en_de_andere_houdt_zijn_plek() {
        assert!(velden(|_| ()).is_empty());
        let invoer = RekenInvoer {
            regels: vec![RekenRegel::default(), goed()],
            ..RekenInvoer::default()
        };
        let gelezen = lees(&invoer, profiel()).unwrap();
        assert_eq!(gelezen.regels.iter().map(|r| r.plek).collect::<Vec<_>>(), [2]);
        assert_eq!(
            lees(&RekenInvoer::default(), profiel()),
            Ok(Berekening::default())
        );
    }

    #[test]
    fn elk_veld_heeft_zijn_grenzen() {
        type Pas = fn(&mut RekenRegel, &str);
        let gevallen: [(&str, Pas, &str, &str); 9] = [
            ("weken-2", |r, t| r.weken = t.into(), "520", "521"),
            ("uren-2", |r, t| r.uren = t.into(), "168", "168,01"),
            ("ouders-2", |r, t| r.ouders = t.into(), "20000", "20000,01"),
            ("indirect-2", |r, t| r.indirect = t.into(), "0,25", "0,255"),
            ("intake-2", |r, t| r.intake = t.into(), "2", "-2"),
            (
                "contacten-2",
                |r, t| (r.contacten, r.reistijd) = (t.into(), "45".into()),
                "5000",
                "5001",
            ),
            (
                "reistijd-2",
                |r, t| (r.contacten, r.reistijd) = ("1".into(), t.into()),
                "1440",
                "1441",
            ),
            ("tarief-2", |r, t| r.tarief = t.into(), "1.000,00", "1.000,01"),
            ("tariefgroep-2", |r, t| r.tariefgroep = t.into(), "7", "8"),
        ];
        for (veld, pas, net, te_ver) in gevallen {
            assert!(velden(|r| pas(r, net)).is_empty(), "{veld} {net}");
            assert_eq!(velden(|r| pas(r, te_ver)), [veld], "{te_ver}");
        }
    }

    #[test]
    fn wat_bij_elkaar_hoort_wordt_samen_gevraagd() {
        assert_eq!(velden(|r| r.uren.clear()), ["uren-2"]);
        assert_eq!(velden(|r| r.weken.clear()), ["weken-2"]);
        assert_eq!(velden(|r| r.contacten = "3".into()), ["reistijd-2"]);
        assert_eq!(velden(|r| r.reistijd = "30".into()), ["contacten-2"]);
        assert_eq!(velden(|r| r.tarief.clear()), ["tarief-2"]);
        assert_eq!(velden(|r| r.groep = "loodzwaar".into()), ["groep-2"]);
        let alleen_gesprekken = velden(|r| {
            r.weken.clear();
            r.uren.clear();
            r.ouders = "3".into();
        });
        assert!(alleen_gesprekken.is_empty(), "gesprekken met ouders zijn hulp");
    }

    #[test]
    fn zonder_bedragen_in_de_regio_is_er_geen_tarief_nodig() {
        let uren = op_datum("voorbeeldregio", date(2026, 11, 23)).unwrap();
        let regel = RekenRegel {
            tarief: String::new(),
            ..goed()
        };
        let invoer = RekenInvoer {
            regels: vec![regel],
            ..RekenInvoer::default()
        };
        assert!(lees(&invoer, uren).is_ok());
    }

    ///
    #[test]
    fn een_mondelinge_schatting_heeft_een_bedrag_en_een_onderbouwing() {
        let met = |bedrag: &str, onderbouwing: &str| {
            let invoer = RekenInvoer {
                wijze: "mondeling".into(),
                bedrag: bedrag.into(),
                onderbouwing: onderbouwing.into(),
                regels: vec![goed()],
                ..RekenInvoer::default()
            };
            lees(&invoer, profiel()).map(|b| (b.gegeven, b.regels.len()))
        };
        assert_eq!(
            met("10.400", "26 weken, 4 uur"),
            Ok((Some(Centen::euro(10_400)), 0))
        );
        let velden = |uitslag: Result<_, Vec<Fout>>| -> Vec<String> {
            let fouten: Vec<Fout> = uitslag.map(|_: (Option<Centen>, usize)| ()).unwrap_err();
            fouten.into_iter().map(|(veld, _)| veld).collect()
        };
        assert_eq!(velden(met("0", " ")), ["onderbouwing", "bedrag"]);
        assert_eq!(velden(met("1.000.000", "x")), ["bedrag"]);
    }

    #[test]
    fn een_bedrag_mag_zoals_mensen_en_rekenbladen_het_schrijven() {
        for (tekst, centen) in [
            ("92,10", Some(9_210)),
            ("92.1", Some(9_210)),
            ("92.10", Some(9_210)),
            ("€ 10.400,00", Some(1_040_000)),
            ("10.400", Some(1_040_000)),
            ("10400", Some(1_040_000)),
            ("10.40.0", None),
            ("92,105", None),
            ("", None),
            ("-1", None),
            ("veel", None),
        ] {
            assert_eq!(lees_geld(tekst).map(|c| c.0), centen, "{tekst}");
        }
    }
}
