//! The messages about one child, and the answer to a request.

use super::kans::Kans;
use super::kop::Kop;
use super::mensen::{self, PLAATSEN};
use super::producten::{self, Afspraak};
use super::{Deeltje, blad, k, retour, w};
use crate::BerichtSoort;
use crate::boom::Blad;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// A valid message of a kind that is no declaration.
pub(super) fn maak(
    soort: BerichtSoort,
    bsn: &str,
    nummer: u64,
    zaad: u64,
    peildatum: Date,
    kans: &mut Kans,
) -> Blad {
    let kop = Kop::nieuw(zaad, nummer, peildatum, kans);
    let mut m = Maker {
        kop,
        bsn,
        start: kans.plaats(producten::PRODUCTEN.len()),
        reeks: 1 + kans.onder(900_000_000),
        kans,
    };
    if let Some(heen) = soort.heen() {
        let inhoud = m.inhoud(heen);
        return retour::maak(soort, &m.kop, inhoud, peildatum, m.kans);
    }
    let inhoud = m.inhoud(soort);
    blad(soort, [m.kop.als_element(soort, Vec::new()), inhoud])
}

struct Maker<'a> {
    kop: Kop,
    bsn: &'a str,
    /// The first product of the message in the list.
    start: usize,
    /// The first number of toewijzingen.
    reeks: u64,
    kans: &'a mut Kans,
}

impl Maker<'_> {
    fn inhoud(&mut self, soort: BerichtSoort) -> Deeltje {
        match soort {
            BerichtSoort::Jw301 => self.toewijzing(),
            BerichtSoort::Jw305 => self.levering("Start"),
            BerichtSoort::Jw307 => self.levering("Stop"),
            BerichtSoort::Jw315 => self.verzoek(),
            BerichtSoort::Jw317 => self.wijziging(),
            _ => self.antwoord(),
        }
    }

    fn soms(&mut self, n: u64, deel: impl FnOnce(&mut Kans) -> Deeltje) -> Deeltje {
        if self.kans.soms(n) { deel(self.kans) } else { None }
    }

    /// So many days before the day of the message, at most `hoogstens`.
    fn eerder(&mut self, hoogstens: u64) -> Date {
        let dagen = i64::try_from(self.kans.onder(hoogstens + 1)).unwrap_or_default();
        self.kop.dagtekening.saturating_sub(dagen.days())
    }

    fn referentie(&mut self, n: u64) -> String {
        match self.kans.onder(3) {
            0 => format!("VOT-{:09}-{n}", self.reeks),
            1 => format!("{:08x}-0000-4000-8000-{:012x}", self.reeks, n),
            _ => format!("{}/{n}", self.reeks),
        }
    }

    fn afspraken(&mut self, hoogstens: u64) -> Vec<Afspraak> {
        let aantal = self.kans.tussen(1, hoogstens);
        (0..aantal)
            .map(|n| {
                let product = producten::nummer(self.start, usize::try_from(n).unwrap_or_default());
                let vanaf = self
                    .eerder(200)
                    .saturating_add(i64::try_from(self.kans.onder(60)).unwrap_or_default().days());
                producten::afspraak(product, vanaf, aantal == 1, self.kans)
            })
            .collect()
    }

    fn toewijzing(&mut self) -> Deeltje {
        let dag = self.kop.dagtekening;
        let producten: Vec<Deeltje> = self
            .afspraken(3)
            .into_iter()
            .enumerate()
            .map(|(n, a)| {
                let n = u64::try_from(n).unwrap_or_default();
                let verwijderd = self.kans.soms(15);
                let (eind, reden) = if verwijderd {
                    (Some(a.begin), Some("13"))
                } else if self.kans.soms(4) {
                    (
                        a.eind,
                        Some(
                            self.kans
                                .een(&["02", "03", "04", "05", "06", "07", "09", "12", "14"]),
                        ),
                    )
                } else {
                    (a.eind, None)
                };
                let referentie = if self.kans.soms(3) {
                    Some(self.referentie(n))
                } else {
                    None
                };
                let toegewezen = self.eerder(30);
                let tijd = format!(
                    "{:02}:{:02}:{:02}",
                    self.kans.tussen(7, 18),
                    self.kans.onder(60),
                    self.kans.onder(60)
                );
                k(
                    "ToegewezenProduct",
                    [
                        w("ToewijzingNummer", (self.reeks + n).to_string()),
                        referentie.and_then(|r| w("ReferentieAanbieder", r)),
                        a.product,
                        w("Toewijzingsdatum", toegewezen.to_string()),
                        w("Toewijzingstijd", tijd),
                        w("Ingangsdatum", a.begin.to_string()),
                        eind.and_then(|e| w("Einddatum", e.to_string())),
                        reden.and_then(|r| w("RedenWijziging", r)),
                        a.omvang,
                        a.budget,
                        mensen::commentaar(self.kans, 8),
                    ],
                )
            })
            .collect();
        let mut relaties = Vec::new();
        for n in 1..=self.kans.onder(3) {
            let organisatie = self.kans.soms(6);
            let naam = if organisatie {
                k(
                    "Naam",
                    [
                        k(
                            "Geslachtsnaam",
                            [w("Achternaam", "Stichting Jeugd & Gezin Overijssel")],
                        ),
                        w("NaamGebruik", "6"),
                    ],
                )
            } else {
                mensen::volledige_naam(self.kans, true)
            };
            relaties.push(k(
                "Relatie",
                [
                    w("Nummer", n.to_string()),
                    w("Volgorde", n.to_string()),
                    w(
                        "Soort",
                        if organisatie {
                            "07"
                        } else {
                            self.kans.een(&["10", "11", "13", "17"])
                        },
                    ),
                    if organisatie {
                        None
                    } else {
                        mensen::geboren(self.kans, dag, 20, 70)
                    },
                    if organisatie {
                        None
                    } else {
                        mensen::geslacht(self.kans)
                    },
                    naam,
                    mensen::contact("02", dag, self.kans),
                ],
            ));
        }
        let mut contacten = vec![mensen::contact("01", dag, self.kans)];
        for soort in ["03", "04"] {
            if self.kans.soms(6) {
                contacten.push(mensen::contact(soort, dag, self.kans));
            }
        }
        let communicatie = self.soms(6, |kans| {
            let vorm = kans.een(&["1", "2", "3"]);
            k(
                "Communicatie",
                [
                    w("Vorm", vorm),
                    if vorm == "1" {
                        w("Taal", kans.een(&["Tigrinya", "Français", "Türkçe"]))
                    } else {
                        None
                    },
                ],
            )
        });
        k(
            "Client",
            [
                w("Bsn", self.bsn),
                mensen::geboren(self.kans, dag, 0, 18),
                mensen::geslacht(self.kans),
                mensen::volledige_naam(self.kans, false),
                communicatie,
                self.soms(10, |kans| {
                    w("JuridischeStatus", kans.een(&["01", "04", "05", "12"]))
                }),
                self.soms(10, |kans| {
                    w("WettelijkeVertegenwoordiging", kans.een(&["06", "07"]))
                }),
                mensen::commentaar(self.kans, 5),
                if relaties.is_empty() {
                    None
                } else {
                    k("Relaties", relaties)
                },
                k("Contactgegevens", contacten),
                k("ToegewezenProducten", producten),
            ],
        )
    }

    fn levering(&mut self, wat: &str) -> Deeltje {
        let aantal = self.kans.tussen(1, 3);
        let delen: Vec<Deeltje> = (0..aantal)
            .map(|n| {
                let product = producten::nummer(self.start, usize::try_from(n).unwrap_or_default());
                // Taakgericht work has no toewijzing (IV096); a generic toewijzing has no product.
                let vorm = self.kans.onder(8);
                let begin = self.eerder(300);
                let eind = if wat == "Stop" {
                    let over = begin.until(self.kop.dagtekening).map_or(0, |s| s.get_days());
                    let dagen = i64::try_from(self.kans.onder(u64::try_from(over).unwrap_or_default() + 1))
                        .unwrap_or_default();
                    Some(begin.saturating_add(dagen.days()))
                } else {
                    None
                };
                k(
                    &format!("{wat}Product"),
                    [
                        if vorm == 0 {
                            None
                        } else {
                            w("ToewijzingNummer", (self.reeks + n).to_string())
                        },
                        match vorm {
                            1 => None,
                            2 => k("Product", [w("Categorie", product.categorie)]),
                            _ => producten::als_element(product),
                        },
                        if vorm == 0 {
                            None
                        } else {
                            w("ToewijzingIngangsdatum", begin.to_string())
                        },
                        w("Begindatum", begin.to_string()),
                        eind.and_then(|_| {
                            w("RedenBeeindiging", self.kans.een(&["20", "31", "32", "34", "38"]))
                        }),
                        eind.and_then(|e| w("Einddatum", e.to_string())),
                        w("StatusAanlevering", self.kans.een(&["1", "1", "1", "3"])),
                    ],
                )
            })
            .collect();
        k(
            "Client",
            [
                w("Bsn", self.bsn),
                mensen::geboren(self.kans, self.kop.dagtekening, 0, 18),
                mensen::geslacht(self.kans),
                mensen::naam(self.kans),
                k(&format!("{wat}Producten"), delen),
            ],
        )
    }

    fn verzoek(&mut self) -> Deeltje {
        let producten: Vec<Deeltje> = self
            .afspraken(3)
            .into_iter()
            .enumerate()
            .map(|(n, a)| {
                let beschikt = self
                    .kans
                    .soms(4)
                    .then(|| (self.kans.tussen(1, 99_999_999), self.eerder(90)));
                k(
                    "AangevraagdProduct",
                    [
                        w(
                            "ReferentieAanbieder",
                            self.referentie(u64::try_from(n).unwrap_or_default()),
                        ),
                        beschikt.and_then(|(nummer, _)| w("BeschikkingNummer", nummer.to_string())),
                        a.product,
                        beschikt.and_then(|(_, dag)| w("BeschikkingIngangsdatum", dag.to_string())),
                        w("ToewijzingIngangsdatum", a.begin.to_string()),
                        a.eind.and_then(|e| w("ToewijzingEinddatum", e.to_string())),
                        a.omvang,
                        a.budget,
                        mensen::verwijzer(self.kans),
                        self.soms(4, |kans| w("Raamcontract", kans.een(&["1", "2"]))),
                        mensen::commentaar(self.kans, 6),
                    ],
                )
            })
            .collect();
        k(
            "Client",
            [
                w("Bsn", self.bsn),
                mensen::geboren(self.kans, self.kop.dagtekening, 0, 18),
                mensen::geslacht(self.kans),
                mensen::naam(self.kans),
                self.soms(4, |kans| w("GezagsdragerBekend", kans.een(&["1", "2"]))),
                mensen::commentaar(self.kans, 5),
                k("AangevraagdeProducten", producten),
            ],
        )
    }

    fn wijziging(&mut self) -> Deeltje {
        let (ongewijzigd, gewijzigd, nieuw) = match self.kans.onder(4) {
            0 => (1, 0, 1),
            1 => (0, 1, 0),
            2 => (2, 1, 0),
            _ => (1, 1, 2),
        };
        let dag = self.kop.dagtekening;
        let mut toewijzing = self.reeks;
        let mut volgende = || {
            toewijzing += 1;
            w("ToewijzingNummer", toewijzing.to_string())
        };
        let ongewijzigd: Vec<Deeltje> = (0..ongewijzigd)
            .map(|_| k("OngewijzigdProduct", [volgende()]))
            .collect();
        let mut lijst = |aantal: usize, vanaf: usize, naam: &str, kans: &mut Kans| -> Vec<Deeltje> {
            (0..aantal)
                .map(|n| {
                    let product = producten::nummer(self.start, vanaf + n);
                    let begin = dag.saturating_add(i64::try_from(kans.tussen(1, 40)).unwrap_or(1).days());
                    let nieuw = naam == "NieuwProduct";
                    let a = producten::afspraak(product, begin, nieuw && aantal == 1, kans);
                    k(
                        naam,
                        [
                            if nieuw { a.product } else { volgende() },
                            w("GewensteIngangsdatum", a.begin.to_string()),
                            a.eind.and_then(|e| w("Einddatum", e.to_string())),
                            a.omvang,
                            a.budget,
                        ],
                    )
                })
                .collect()
        };
        let gewijzigd = lijst(gewijzigd, 4, "TeWijzigenProduct", self.kans);
        let nieuw = lijst(nieuw, 0, "NieuwProduct", self.kans);
        let vul = |naam: &str, delen: Vec<Deeltje>| if delen.is_empty() { None } else { k(naam, delen) };
        let referentie = self.referentie(1);
        k(
            "Client",
            [
                w("Bsn", self.bsn),
                k(
                    "Verzoek",
                    [
                        w("ReferentieAanbieder", referentie),
                        w("RedenVerzoek", self.kans.een(&["1", "2"])),
                        vul("OngewijzigdeProducten", ongewijzigd),
                        vul("TeWijzigenProducten", gewijzigd),
                        vul("NieuweProducten", nieuw),
                    ],
                ),
            ],
        )
    }

    fn antwoord(&mut self) -> Deeltje {
        let reden = match self.kans.onder(4) {
            0 => None,
            1 => Some("8"),
            _ => Some(self.kans.een(&["1", "2", "3", "4", "5", "6", "7", "9"])),
        };
        let elders = self.kans.een(PLAATSEN).2;
        k(
            "Antwoord",
            [
                w("ReferentieAanbieder", self.referentie(1)),
                w("VerzoekAntwoord", if reden.is_some() { "1" } else { "2" }),
                reden.and_then(|r| w("RedenAfwijzingVerzoek", r)),
                if reden == Some("8") {
                    k("Woonplaatsbeginsel", [w("Gemeente", elders)])
                } else {
                    None
                },
            ],
        )
    }
}
