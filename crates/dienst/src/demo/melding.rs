//! What an aanbieder sends after its toewijzing, in few words: start, stop, request for change and declaration. For the
//! demo's history and the tests. A function gives `None` when a code is not one of its list.

use super::mensen::Persoon;
use houvast_ijw::Bericht;
use houvast_ijw::berichten::{basis, codes, jw305, jw307, jw317, jw323};
use jiff::civil::Date;

/// Who sends what to whom.
#[derive(Clone, Debug)]
pub struct Envelop<'a> {
    /// AGB code.
    pub afzender: &'a str,
    /// CBS code.
    pub ontvanger: &'a str,
    /// Identificatie of the message, at most twelve characters.
    pub identificatie: &'a str,
    /// Dagtekening.
    pub dagtekening: Date,
}

impl Envelop<'_> {
    fn identificatie(&self) -> basis::BerichtIdentificatie {
        basis::BerichtIdentificatie {
            identificatie: self.identificatie.into(),
            dagtekening: self.dagtekening,
        }
    }

    fn versie() -> basis::XsdVersie {
        basis::XsdVersie {
            basisschema_xsd_versie: "1.0.0".into(),
            bericht_xsd_versie: "1.0.0".into(),
        }
    }
}

macro_rules! header {
    ($soort:ident, $van:expr) => {
        $soort::Header {
            afzender: $van.afzender.into(),
            ontvanger: $van.ontvanger.into(),
            bericht_identificatie: $van.identificatie(),
            xsd_versie: Envelop::versie(),
        }
    };
}

/// A start, or with `stop` a stop.
#[derive(Clone, Debug)]
pub struct Levering {
    /// ToewijzingNummer; `None` for hulp op taak.
    pub toewijzing: Option<u32>,
    /// First day of the toewijzing.
    pub ingangsdatum: Option<Date>,
    /// Category and code.
    pub product: Option<(&'static str, Option<&'static str>)>,
    /// First day of the help.
    pub begin: Date,
    /// Last day and RedenBeeindiging.
    pub stop: Option<(Date, &'static str)>,
    /// StatusAanlevering 3.
    pub verwijderen: bool,
}

impl Levering {
    fn status(&self) -> Option<codes::StatusAanlevering> {
        codes::StatusAanlevering::try_from(if self.verwijderen { "3" } else { "1" }).ok()
    }

    fn product(&self) -> Option<Option<basis::Product>> {
        match self.product {
            None => Some(None),
            Some((categorie, code)) => product(categorie, code).map(Some),
        }
    }
}

fn product(categorie: &str, code: Option<&str>) -> Option<basis::Product> {
    Some(basis::Product {
        categorie: codes::ProductCategorie::try_from(categorie).ok()?,
        code: code.map(Into::into),
    })
}

fn naam(persoon: &Persoon) -> basis::VerkorteNaam {
    basis::VerkorteNaam {
        geslachtsnaam: basis::Achternaam {
            achternaam: persoon.achternaam.into(),
            voorvoegsel: (!persoon.voorvoegsel.is_empty()).then(|| persoon.voorvoegsel.into()),
        },
        voornamen: Some(persoon.voornaam.into()),
        voorletters: Some(persoon.voorletters().as_str().into()),
    }
}

fn geboortedatum(persoon: &Persoon) -> basis::Geboortedatum {
    basis::Geboortedatum {
        datum: persoon.geboren,
        datum_gebruik: None,
    }
}

/// A JW305 with these starts.
#[must_use]
pub fn start(van: &Envelop<'_>, persoon: &Persoon, leveringen: &[Levering]) -> Option<Bericht> {
    let start = |l: &Levering| {
        Some(jw305::StartProduct {
            toewijzing_nummer: l.toewijzing,
            product: l.product()?,
            toewijzing_ingangsdatum: l.ingangsdatum,
            begindatum: l.begin,
            status_aanlevering: l.status()?,
        })
    };
    Some(Bericht::Jw305(Box::new(jw305::Bericht {
        header: header!(jw305, van),
        client: jw305::Client {
            bsn: persoon.bsn.als_str().into(),
            geboortedatum: geboortedatum(persoon),
            geslacht: codes::Geslacht::try_from(persoon.geslacht.code()).ok()?,
            naam: naam(persoon),
            start_producten: jw305::StartProducten {
                start_product: leveringen.iter().map(start).collect::<Option<_>>()?,
            },
        },
    })))
}

/// A JW307 with these stops.
#[must_use]
pub fn stop(van: &Envelop<'_>, persoon: &Persoon, leveringen: &[Levering]) -> Option<Bericht> {
    let stop = |l: &Levering| {
        let (einddatum, reden) = l.stop?;
        Some(jw307::StopProduct {
            toewijzing_nummer: l.toewijzing,
            product: l.product()?,
            toewijzing_ingangsdatum: l.ingangsdatum,
            begindatum: l.begin,
            reden_beeindiging: codes::RedenBeeindiging::try_from(reden).ok()?,
            einddatum,
            status_aanlevering: l.status()?,
        })
    };
    Some(Bericht::Jw307(Box::new(jw307::Bericht {
        header: header!(jw307, van),
        client: jw307::Client {
            bsn: persoon.bsn.als_str().into(),
            geboortedatum: geboortedatum(persoon),
            geslacht: codes::Geslacht::try_from(persoon.geslacht.code()).ok()?,
            naam: naam(persoon),
            stop_producten: jw307::StopProducten {
                stop_product: leveringen.iter().map(stop).collect::<Option<_>>()?,
            },
        },
    })))
}

/// What is asked about one toewijzing with a budget.
#[derive(Clone, Copy, Debug)]
pub enum Wens {
    /// Goes on as it is.
    Ongewijzigd(u32),
    /// Another last day or budget (eurocents), from its own first day.
    Budget {
        /// ToewijzingNummer.
        toewijzing: u32,
        /// Its first day.
        van: Date,
        /// The last day that is asked.
        tot: Date,
        /// The budget that is asked.
        budget: u32,
    },
}

/// A JW317 for all toewijzingen of a child at this aanbieder.
#[must_use]
pub fn wijziging(van: &Envelop<'_>, bsn: &str, referentie: &str, wensen: &[Wens]) -> Option<Bericht> {
    let ongewijzigd: Vec<_> = wensen
        .iter()
        .filter_map(|w| match w {
            Wens::Ongewijzigd(nummer) => Some(jw317::OngewijzigdProduct {
                toewijzing_nummer: *nummer,
            }),
            Wens::Budget { .. } => None,
        })
        .collect();
    let te_wijzigen: Vec<_> = wensen
        .iter()
        .filter_map(|w| match *w {
            Wens::Ongewijzigd(_) => None,
            Wens::Budget {
                toewijzing,
                van,
                tot,
                budget,
            } => Some(jw317::TeWijzigenProduct {
                toewijzing_nummer: toewijzing,
                gewenste_ingangsdatum: van,
                einddatum: Some(tot),
                omvang: None,
                budget: Some(budget),
            }),
        })
        .collect();
    Some(Bericht::Jw317(Box::new(jw317::Bericht {
        header: header!(jw317, van),
        client: jw317::Client {
            bsn: bsn.into(),
            verzoek: jw317::Verzoek {
                referentie_aanbieder: referentie.into(),
                reden_verzoek: codes::RedenVerzoek::try_from("1").ok()?,
                ongewijzigde_producten: (!ongewijzigd.is_empty()).then_some(jw317::OngewijzigdeProducten {
                    ongewijzigd_product: ongewijzigd,
                }),
                te_wijzigen_producten: (!te_wijzigen.is_empty()).then_some(jw317::TeWijzigenProducten {
                    te_wijzigen_product: te_wijzigen,
                }),
                nieuwe_producten: None,
            },
        },
    })))
}

/// One line of a declaration.
#[derive(Clone, Debug)]
pub struct Regel {
    /// Nine digits. Lines of one child stand together.
    pub bsn: String,
    /// ReferentieNummer.
    pub referentie: String,
    /// VorigReferentieNummer: the line is a credit of that one.
    pub credit_op: Option<String>,
    /// ToewijzingNummer.
    pub toewijzing: u32,
    /// Category and code.
    pub product: (&'static str, &'static str),
    /// First and last day of the ProductPeriode.
    pub periode: (Date, Date),
    /// GeleverdVolume.
    pub volume: u32,
    /// Eenheid.
    pub eenheid: &'static str,
    /// Eurocents per eenheid.
    pub tarief: u32,
}

/// A JW323 for one month.
#[must_use]
pub fn declaratie(van: &Envelop<'_>, nummer: &str, maand: Date, regels: &[Regel]) -> Option<Bericht> {
    let mut clienten: Vec<jw323::Client> = Vec::new();
    let mut totaal = 0_i64;
    for regel in regels {
        let bedrag = regel.volume.checked_mul(regel.tarief)?;
        totaal += if regel.credit_op.is_some() {
            -i64::from(bedrag)
        } else {
            i64::from(bedrag)
        };
        let prestatie = prestatie(regel, bedrag)?;
        match clienten.last_mut().filter(|c| *c.bsn == *regel.bsn) {
            Some(client) => client.prestaties.prestatie.push(prestatie),
            None => clienten.push(jw323::Client {
                bsn: regel.bsn.as_str().into(),
                prestaties: jw323::Prestaties {
                    prestatie: vec![prestatie],
                },
            }),
        }
    }
    Some(Bericht::Jw323(Box::new(jw323::Bericht {
        header: header!(jw323, van),
        declaratie: jw323::Declaratie {
            declaratie_nummer: nummer.into(),
            declaratie_periode: basis::GeslotenPeriode {
                begindatum: maand.first_of_month(),
                einddatum: maand.last_of_month(),
            },
            declaratie_dagtekening: van.dagtekening,
            totaal_ingediend_bedrag: basis::TotaalBedragMetDC {
                totaal_bedrag: totaal.unsigned_abs(),
                debet_credit: if totaal < 0 {
                    codes::DebetCredit::Credit
                } else {
                    codes::DebetCredit::Debet
                },
            },
            clienten: jw323::Clienten { client: clienten },
        },
    })))
}

fn prestatie(regel: &Regel, bedrag: u32) -> Option<jw323::Prestatie> {
    Some(jw323::Prestatie {
        product_referentie: basis::Referentie {
            referentie_nummer: regel.referentie.as_str().into(),
            vorig_referentie_nummer: regel.credit_op.as_deref().map(Into::into),
        },
        toewijzing_nummer: regel.toewijzing,
        product_categorie: codes::ProductCategorie::try_from(regel.product.0).ok()?,
        product_code: regel.product.1.into(),
        product_periode: basis::GeslotenPeriode {
            begindatum: regel.periode.0,
            einddatum: regel.periode.1,
        },
        geleverd_volume: regel.volume,
        eenheid: codes::Eenheid::try_from(regel.eenheid).ok()?,
        product_tarief: Some(regel.tarief),
        ingediend_bedrag: basis::BedragMetDC {
            bedrag,
            debet_credit: if regel.credit_op.is_some() {
                codes::DebetCredit::Credit
            } else {
                codes::DebetCredit::Debet
            },
        },
    })
}
