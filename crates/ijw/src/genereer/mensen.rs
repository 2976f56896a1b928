//! Invented people and addresses. Names are common Dutch ones; together they are nobody.

use super::kans::Kans;
use super::{Deeltje, k, w};
use jiff::ToSpan as _;
use jiff::civil::Date;

const VOORNAMEN: &[&str] = &[
    "Zoë", "Daan", "Noor", "Sem", "Chloë", "Björn", "Fenna", "Mila", "José", "Yüksel", "Anaïs", "Levi",
    "Renée", "Thijs", "Loïs", "Gijs", "Joëlle", "Mohammed", "Aïcha", "Jurre", "Saar", "Boaz", "Måns", "Evy",
    "Siem",
];
/// Surname and the words before it.
const ACHTERNAMEN: &[(&str, &str)] = &[
    ("", "Jansen"),
    ("van der", "Berg"),
    ("de", "Vries"),
    ("", "Bakker"),
    ("van", "Dijk"),
    ("", "Öztürk"),
    ("ter", "Horst"),
    ("", "Smit"),
    ("in 't", "Veld"),
    ("", "Çelik"),
    ("van den", "Brink"),
    ("", "Müller"),
    ("op de", "Beek"),
    ("", "Bouzaïdi"),
    ("de la", "Fuente"),
    ("", "Visser-Peña"),
    ("'t", "Hoen"),
    ("", "Dağlı"),
    ("von", "Weiß"),
    ("", "Kuipers"),
    ("van 't", "Hof"),
    ("", "Łukasiewicz"),
    ("", "O'Brien"),
    ("", "El Khattabi"),
];
const STRATEN: &[&str] = &[
    "Melkmarkt",
    "Dorpsstraat",
    "Prins Bernhardlaan",
    "Burg. v. Walsumlaan",
    "'t Heem",
    "Nieuwe Kerkhof",
    "Sint-Jansstraat",
    "Van Karnebeekstraat",
    "Café Chantantpad",
    "Wilhelminasingel",
];
/// Place, four digits of its postcode, and its gemeente.
pub(super) const PLAATSEN: &[(&str, &str, &str)] = &[
    ("Zwolle", "8011", "0193"),
    ("Deventer", "7411", "0150"),
    ("Kampen", "8261", "0166"),
    ("Raalte", "8102", "0177"),
    ("Olst", "8121", "1773"),
    ("Hardenberg", "7772", "0160"),
    ("Ommen", "7731", "0175"),
    ("Dalfsen", "7721", "0148"),
    ("Zwartsluis", "8064", "1896"),
    ("Staphorst", "7951", "0180"),
];
const PRAKTIJKEN: &[&str] = &[
    "Huisartsenpraktijk De Brug",
    "Gezondheidscentrum Oost",
    "dr. A. Noordhof",
    "Praktijk Café au Lait",
];
const OPMERKINGEN: &[&str] = &[
    "Bellen na 16:00 uur.",
    "Afspraak & vervoer zijn geregeld.",
    "Tweede aanvraag; zie ook de eerste.",
    "Gezin spreekt thuis Frans.\nTolk is niet nodig.",
    "Looptijd < 1 jaar.",
];

/// Hands out citizen numbers that pass the elfproef, each once.
#[derive(Clone, Debug)]
pub(crate) struct Nummers {
    basis: u64,
    maat: u64,
    volgende: u64,
}

/// So many children fit in the range for tests, 9999xxxxx, with room to spare.
pub(super) const TESTREEKS: u64 = 9_000;

impl Nummers {
    /// For so many children: the test range when they fit there, else any number from 900000000.
    pub(crate) fn voor(kinderen: u64, kans: &mut Kans) -> Self {
        let (basis, maat) = if kinderen <= TESTREEKS {
            (99_990_000, 10_000)
        } else {
            (90_000_000, 9_990_000)
        };
        Self {
            basis,
            maat,
            volgende: kans.onder(maat),
        }
    }

    pub(crate) fn volgende(&mut self) -> String {
        loop {
            let acht = self.basis + self.volgende;
            self.volgende = (self.volgende + 1) % self.maat;
            // Nine digits whose weights are 9 to 2, and -1 for the last (CS002).
            let mut rest = acht;
            let som: u64 = (2..=9)
                .map(|gewicht| {
                    let cijfer = rest % 10;
                    rest /= 10;
                    cijfer * gewicht
                })
                .sum();
            let laatste = som % 11;
            // 999900000 passes too, but is no number that tests use.
            if laatste < 10 && !(acht == 99_990_000 && laatste == 0) {
                return format!("{acht}{laatste}");
            }
        }
    }
}

/// A postcode of the place.
fn postcode(vier: &str, kans: &mut Kans) -> String {
    let letters = kans.een(&["AB", "CD", "EG", "HJ", "KL", "PK", "RS", "TX"]);
    format!("{vier}{letters}")
}

pub(super) fn commentaar(kans: &mut Kans, eens_per: u64) -> Deeltje {
    if kans.soms(eens_per) {
        w("Commentaar", kans.een(OPMERKINGEN))
    } else {
        None
    }
}

fn voorletters(voornaam: &str) -> String {
    voornaam.chars().take(1).collect()
}

fn geslachtsnaam(merk: &str, kans: &mut Kans) -> Deeltje {
    let (voorvoegsel, naam) = kans.een(ACHTERNAMEN);
    k(
        merk,
        [
            w("Achternaam", naam),
            (!voorvoegsel.is_empty())
                .then(|| w("Voorvoegsel", voorvoegsel))
                .flatten(),
        ],
    )
}

/// VerkorteNaam.
pub(super) fn naam(kans: &mut Kans) -> Deeltje {
    let voornaam = kans.een(VOORNAMEN);
    k(
        "Naam",
        [
            geslachtsnaam("Geslachtsnaam", kans),
            w("Voornamen", voornaam),
            if kans.soms(2) {
                w("Voorletters", voorletters(voornaam))
            } else {
                None
            },
        ],
    )
}

/// VolledigeNaam; an adult may carry a partner's name (CS050).
pub(super) fn volledige_naam(kans: &mut Kans, volwassen: bool) -> Deeltje {
    let voornaam = kans.een(VOORNAMEN);
    let partner = volwassen && kans.soms(3);
    let geslachtsnaam_ = geslachtsnaam("Geslachtsnaam", kans);
    let partnernaam = if partner {
        geslachtsnaam("Partnernaam", kans)
    } else {
        None
    };
    let gebruik = if partner {
        kans.een(&["1", "2", "3", "4"])
    } else {
        "1"
    };
    k(
        "Naam",
        [
            geslachtsnaam_,
            partnernaam,
            w("Voornamen", voornaam),
            w("Voorletters", voorletters(voornaam)),
            w("NaamGebruik", gebruik),
        ],
    )
}

/// A date of birth, so many years at most before this day; now and then partly unknown (CS139).
pub(super) fn geboren(kans: &mut Kans, op: Date, jongste: i64, oudste: i64) -> Deeltje {
    let dagen = kans.tussen(
        u64::try_from(jongste * 365 + 1).unwrap_or(1),
        u64::try_from(oudste * 365).unwrap_or(1),
    );
    let datum = op.saturating_sub(i64::try_from(dagen).unwrap_or(1).days());
    let (datum, gebruik) = match kans.onder(24) {
        0 => (datum.first_of_month(), Some("1")),
        1 => (datum.first_of_year(), Some("2")),
        2 => (jiff::civil::date(1900, 1, 1), Some("3")),
        _ => (datum, None),
    };
    k(
        "Geboortedatum",
        [
            w("Datum", datum.to_string()),
            gebruik.and_then(|g| w("DatumGebruik", g)),
        ],
    )
}

pub(super) fn geslacht(kans: &mut Kans) -> Deeltje {
    w("Geslacht", kans.een(&["1", "2", "1", "2", "0"]))
}

/// A Contact of a JW301 (TR006, CD005, CD009, CD025, CD034, CS089).
pub(super) fn contact(soort: &str, op: Date, kans: &mut Kans) -> Deeltje {
    let (plaats, vier, _) = kans.een(PLAATSEN);
    let buitenland = soort == "02" && kans.soms(8);
    let huis = k(
        "Huis",
        [
            w("Huisnummer", kans.tussen(1, 399).to_string()),
            if kans.soms(4) {
                w("Huisletter", kans.een(&["a", "B", "c"]))
            } else {
                None
            },
            if kans.soms(6) {
                w("HuisnummerToevoeging", kans.een(&["bis", "1hg", "II"]))
            } else {
                None
            },
            if kans.soms(20) {
                w("AanduidingWoonadres", kans.een(&["TO", "BY"]))
            } else {
                None
            },
        ],
    );
    let (postcode, plaats, land) = if buitenland {
        ("1050".to_owned(), "Ixelles/Elsene", "BE")
    } else {
        (postcode(vier, kans), plaats, "NL")
    };
    let adres = k(
        "Adres",
        [
            huis,
            w("Postcode", postcode),
            w("Straatnaam", kans.een(STRATEN)),
            w("Plaatsnaam", plaats),
            w("LandCode", land),
        ],
    );
    let telefoon = |merk: &str, kans: &mut Kans| {
        k(
            merk,
            [
                w("Telefoonnummer", format!("06000{}", kans.cijfers(5))),
                w("Landnummer", "+31"),
            ],
        )
    };
    let telefoon = if kans.soms(2) {
        let een = telefoon("Telefoon01", kans);
        let twee = if kans.soms(3) {
            telefoon("Telefoon02", kans)
        } else {
            None
        };
        k("Telefoon", [een, twee])
    } else {
        None
    };
    let periode = if soort == "04" {
        k(
            "Periode",
            [
                w("Begindatum", op.saturating_sub(20.days()).to_string()),
                w("Einddatum", op.saturating_add(90.days()).to_string()),
            ],
        )
    } else {
        None
    };
    k(
        "Contact",
        [
            w("Soort", soort),
            adres,
            if soort == "02" && kans.soms(4) {
                w("Organisatie", "Stichting De Kleine Beer")
            } else {
                None
            },
            telefoon,
            if kans.soms(4) {
                w(
                    "Emailadres",
                    format!("kind{}@voorbeeld.invalid", kans.onder(1000)),
                )
            } else {
                None
            },
            periode,
        ],
    )
}

/// Who referred the child (CD066, CD067, CD068).
pub(super) fn verwijzer(kans: &mut Kans) -> Deeltje {
    let soort = kans.een(&["01", "02", "02", "03", "04", "05", "06", "08"]);
    let medisch = matches!(soort, "02" | "03" | "04" | "05");
    let met_code = medisch && kans.soms(2);
    let naam = (medisch && !met_code).then(|| kans.een(PRAKTIJKEN));
    k(
        "Verwijzer",
        [
            w("Type", soort),
            naam.and_then(|naam| w("Naam", naam)),
            if met_code {
                w("ZorgverlenerCode", format!("0100{}", kans.cijfers(4)))
            } else {
                None
            },
        ],
    )
}
