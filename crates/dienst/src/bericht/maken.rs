//! The messages that the gemeente sends: JW301 and JW319.

use crate::huis::Instellingen;
use houvast_begrip::GemeenteCode;
use houvast_beslis::RedenAfwijzing;
use houvast_ijw::Bericht;
use houvast_ijw::berichten::{basis, codes, jw301, jw319};
use houvast_opslag::{Jeugdige, Relatie, Toewijzing};
use jiff::civil::Date;

/// Header of an outgoing message.
pub(crate) struct Kop<'a> {
    pub(crate) afzender: GemeenteCode,
    pub(crate) ontvanger: &'a str,
    pub(crate) identificatie: &'a str,
    pub(crate) dagtekening: Date,
    pub(crate) instellingen: &'a Instellingen,
}

impl Kop<'_> {
    fn identificatie(&self) -> basis::BerichtIdentificatie {
        basis::BerichtIdentificatie {
            identificatie: self.identificatie.into(),
            dagtekening: self.dagtekening,
        }
    }

    fn versie(&self) -> basis::XsdVersie {
        basis::XsdVersie {
            basisschema_xsd_versie: self.instellingen.basisschema_xsd.into(),
            bericht_xsd_versie: self.instellingen.bericht_xsd.into(),
        }
    }
}

/// A toewijzing as it goes into the message: its row, and the ReferentieAanbieder only in the message that grants it
/// for the first time (TR379).
pub(crate) struct Regel<'a> {
    pub(crate) toewijzing: &'a Toewijzing,
    pub(crate) referentie: Option<&'a str>,
}

/// The JW301 with all current toewijzingen of a child at an aanbieder (OP087). `None` when a stored code is not one of
/// its list, or when no address is known (TR061), nor a telephone number of a child whose address is secret.
pub(crate) fn toewijzing(
    kop: &Kop<'_>,
    kind: &Jeugdige,
    gezag: &[Relatie],
    regels: &[Regel<'_>],
) -> Option<Bericht> {
    // Of whom the address is secret no message tells where to find it: a telephone number will do (TR006, TR061). Whoever
    // has none, is left out.
    let verborgen = kind.geheim;
    let relaties = gezag
        .iter()
        .filter(|r| !verborgen || r.telefoon.is_some())
        .map(|r| relatie(r, verborgen))
        .collect::<Option<Vec<_>>>()?;
    let woont = if verborgen {
        kind.telefoon.as_ref()?;
        None
    } else {
        Some(adres(kind)?)
    };
    Some(Bericht::Jw301(Box::new(jw301::Bericht {
        header: jw301::Header {
            afzender: kop.afzender.als_str().into(),
            ontvanger: kop.ontvanger.into(),
            bericht_identificatie: kop.identificatie(),
            xsd_versie: kop.versie(),
        },
        client: jw301::Client {
            bsn: kind.bsn.als_str().into(),
            geboortedatum: basis::Geboortedatum {
                datum: kind.geboortedatum,
                datum_gebruik: code(kind.datumgebruik.as_deref())?,
            },
            geslacht: codes::Geslacht::try_from(kind.geslacht.as_str()).ok()?,
            naam: basis::VolledigeNaam {
                geslachtsnaam: achternaam(&kind.geslachtsnaam, kind.voorvoegsel.as_deref()),
                partnernaam: kind
                    .partnernaam
                    .as_deref()
                    .map(|naam| achternaam(naam, kind.partnervoorvoegsel.as_deref())),
                voornamen: kind.voornamen.as_deref().map(Into::into),
                voorletters: kind.voorletters.as_deref().map(Into::into),
                naam_gebruik: codes::NaamGebruik::try_from(kind.naamgebruik.as_str()).ok()?,
            },
            communicatie: match &kind.communicatievorm {
                Some(vorm) => Some(basis::Communicatie {
                    vorm: codes::Communicatievorm::try_from(vorm.as_str()).ok()?,
                    taal: kind.taal.as_deref().map(Into::into),
                }),
                None => None,
            },
            juridische_status: code(kind.juridische_status.as_deref())?,
            wettelijke_vertegenwoordiging: code(kind.vertegenwoordiging.as_deref())?,
            commentaar: None,
            relaties: (!relaties.is_empty()).then_some(jw301::Relaties { relatie: relaties }),
            contactgegevens: jw301::Contactgegevens {
                contact: vec![jw301::Contact {
                    soort: adressoort(verborgen)?,
                    adres: woont,
                    organisatie: None,
                    telefoon: telefoon(kind.telefoon.as_deref()),
                    emailadres: kind.email.as_deref().map(Into::into),
                    periode: None,
                }],
            },
            toegewezen_producten: jw301::ToegewezenProducten {
                toegewezen_product: regels.iter().map(product).collect::<Option<Vec<_>>>()?,
            },
        },
    })))
}

/// What the gemeente answers without granting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Antwoord {
    /// VerzoekAntwoord 2.
    InOnderzoek,
    /// VerzoekAntwoord 1; the other gemeente only with woonplaatsbeginsel (TR377, TR409).
    Afgewezen(RedenAfwijzing, Option<GemeenteCode>),
}

/// The JW319 for one ReferentieAanbieder.
pub(crate) fn antwoord(kop: &Kop<'_>, referentie: &str, antwoord: Antwoord) -> Option<Bericht> {
    let (code, reden, gemeente) = match antwoord {
        Antwoord::InOnderzoek => ("2", None, None),
        Antwoord::Afgewezen(reden, gemeente) => ("1", Some(reden), gemeente),
    };
    Some(Bericht::Jw319(Box::new(jw319::Bericht {
        header: jw319::Header {
            afzender: kop.afzender.als_str().into(),
            ontvanger: kop.ontvanger.into(),
            bericht_identificatie: kop.identificatie(),
            xsd_versie: kop.versie(),
        },
        antwoord: jw319::Antwoord {
            referentie_aanbieder: referentie.into(),
            verzoek_antwoord: codes::VerzoekAntwoord::try_from(code).ok()?,
            reden_afwijzing_verzoek: match reden {
                Some(reden) => Some(codes::RedenAfwijzingVerzoek::try_from(reden.code()).ok()?),
                None => None,
            },
            woonplaatsbeginsel: gemeente.map(|g| jw319::Woonplaatsbeginsel {
                gemeente: g.als_str().into(),
            }),
        },
    })))
}

/// The BRP address always has a postcode (CD034); a contact without one is for correspondence, which TR061 takes too.
fn adressoort(verborgen: bool) -> Option<codes::AdresSoort> {
    codes::AdresSoort::try_from(if verborgen { "02" } else { "01" }).ok()
}

/// `Some(None)` for an absent code, `None` for a code outside its list.
fn code<'a, T: TryFrom<&'a str>>(tekst: Option<&'a str>) -> Option<Option<T>> {
    match tekst {
        None => Some(None),
        Some(tekst) => T::try_from(tekst).ok().map(Some),
    }
}

fn achternaam(naam: &str, voorvoegsel: Option<&str>) -> basis::Achternaam {
    basis::Achternaam {
        achternaam: naam.into(),
        voorvoegsel: voorvoegsel.filter(|v| !v.is_empty()).map(Into::into),
    }
}

fn telefoon(nummer: Option<&str>) -> Option<basis::Telefoonnummers> {
    nummer.map(|nummer| basis::Telefoonnummers {
        telefoon01: basis::Telefoon {
            telefoonnummer: nummer.into(),
            landnummer: "+31".into(),
        },
        telefoon02: None,
    })
}

macro_rules! adres_van {
    ($naam:ident, $rij:ty) => {
        fn $naam(rij: &$rij) -> Option<basis::Adres> {
            let postcode = rij.postcode.as_deref()?;
            Some(basis::Adres {
                huis: Some(basis::Huis {
                    huisnummer: u32::try_from(rij.huisnummer?).ok()?,
                    huisletter: rij.huisletter.as_deref().map(Into::into),
                    huisnummer_toevoeging: rij.toevoeging.as_deref().map(Into::into),
                    aanduiding_woonadres: code(rij.aanduiding.as_deref())?,
                }),
                postcode: Some(postcode.into()),
                straatnaam: rij.straat.as_deref().map(Into::into),
                plaatsnaam: rij.plaats.as_deref().map(Into::into),
                land_code: Some(codes::LandCode::try_from(rij.land.as_deref().unwrap_or("NL")).ok()?),
            })
        }
    };
}
adres_van!(adres, Jeugdige);
adres_van!(adres_van_relatie, Relatie);

fn relatie(rij: &Relatie, verborgen: bool) -> Option<jw301::Relatie> {
    Some(jw301::Relatie {
        nummer: rij.nummer.as_str().into(),
        volgorde: match &rij.volgorde {
            Some(volgorde) => Some(volgorde.parse().ok()?),
            None => None,
        },
        soort: codes::SoortRelatie::try_from(rij.soort.as_str()).ok()?,
        geboortedatum: rij.geboortedatum.map(|datum| basis::Geboortedatum {
            datum,
            datum_gebruik: None,
        }),
        geslacht: code(rij.geslacht.as_deref())?,
        naam: basis::VolledigeNaam {
            geslachtsnaam: achternaam(&rij.geslachtsnaam, rij.voorvoegsel.as_deref()),
            partnernaam: None,
            voornamen: rij.voornamen.as_deref().map(Into::into),
            voorletters: rij.voorletters.as_deref().map(Into::into),
            naam_gebruik: codes::NaamGebruik::try_from(rij.naamgebruik.as_str()).ok()?,
        },
        contact: jw301::Contact {
            soort: adressoort(verborgen)?,
            adres: if verborgen { None } else { adres_van_relatie(rij) },
            organisatie: None,
            telefoon: telefoon(rij.telefoon.as_deref()),
            emailadres: rij.email.as_deref().map(Into::into),
            periode: None,
        },
    })
}

fn product(regel: &Regel<'_>) -> Option<jw301::ToegewezenProduct> {
    let rij = regel.toewijzing;
    Some(jw301::ToegewezenProduct {
        toewijzing_nummer: u32::try_from(rij.nummer).ok()?,
        referentie_aanbieder: regel.referentie.map(Into::into),
        product: match &rij.categorie {
            Some(categorie) => Some(basis::Product {
                categorie: codes::ProductCategorie::try_from(categorie.as_str()).ok()?,
                code: rij.code.as_deref().map(Into::into),
            }),
            None => None,
        },
        toewijzingsdatum: rij.toewijzingsdatum,
        toewijzingstijd: rij.toewijzingstijd,
        ingangsdatum: rij.ingangsdatum,
        einddatum: rij.einddatum,
        // Only filled when the product differs from its last sending (IV099): then no message carried it yet.
        reden_wijziging: match (rij.bericht, rij.reden_wijziging.as_deref()) {
            (None, Some(reden)) => Some(codes::RedenWijziging::try_from(reden).ok()?),
            _ => None,
        },
        omvang: match (rij.volume, &rij.eenheid, &rij.frequentie) {
            (Some(volume), Some(eenheid), Some(frequentie)) => Some(basis::Omvang {
                volume: u32::try_from(volume).ok()?,
                eenheid: codes::Eenheid::try_from(eenheid.as_str()).ok()?,
                frequentie: codes::Frequentie::try_from(frequentie.as_str()).ok()?,
            }),
            _ => None,
        },
        budget: match rij.budget {
            Some(budget) => Some(u32::try_from(budget.0).ok()?),
            None => None,
        },
        commentaar: rij.commentaar.as_deref().map(Into::into),
    })
}
