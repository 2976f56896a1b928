//! A JW315 in few words: for the demo's history, its samples and the tests.

use super::mensen::Persoon;
use houvast_ijw::Bericht;
use houvast_ijw::berichten::{basis, codes, jw315};
use jiff::civil::Date;

/// One requested product.
#[derive(Clone, Debug)]
pub struct Gevraagd {
    /// ReferentieAanbieder.
    pub referentie: String,
    /// Category and code; `None` asks a budget for any product.
    pub product: Option<(&'static str, Option<&'static str>)>,
    /// First day.
    pub van: Date,
    /// Last day.
    pub tot: Option<Date>,
    /// Eurocents.
    pub budget: Option<u32>,
    /// Volume, eenheid, frequentie.
    pub omvang: Option<(u32, &'static str, &'static str)>,
    /// Type of verwijzer (COD327).
    pub verwijzer: &'static str,
    /// Name of the verwijzer, for types 02 to 05.
    pub verwijzer_naam: Option<&'static str>,
}

/// A whole request.
#[derive(Clone, Debug)]
pub struct Vraag {
    /// AGB code.
    pub afzender: String,
    /// CBS code.
    pub ontvanger: String,
    /// Identificatie of the message.
    pub identificatie: String,
    /// Dagtekening.
    pub dagtekening: Date,
    /// Nine digits; a sample may hold wrong ones.
    pub bsn: String,
    /// Birth date.
    pub geboren: Date,
    /// COD046.
    pub geslacht: &'static str,
    /// Given name.
    pub voornaam: String,
    /// Prefix, empty for none.
    pub voorvoegsel: String,
    /// Surname.
    pub achternaam: String,
    /// Does the aanbieder know the gezagsdrager?
    pub gezagsdrager_bekend: bool,
    /// What is asked.
    pub producten: Vec<Gevraagd>,
}

impl Vraag {
    /// A request for a person of the demo.
    #[must_use]
    pub fn voor(persoon: &Persoon, afzender: &str, identificatie: &str, dagtekening: Date) -> Self {
        Self {
            afzender: afzender.to_owned(),
            ontvanger: persoon.gemeente.als_str().to_owned(),
            identificatie: identificatie.to_owned(),
            dagtekening,
            bsn: persoon.bsn.als_str().to_owned(),
            geboren: persoon.geboren,
            geslacht: persoon.geslacht.code(),
            voornaam: persoon.voornaam.to_owned(),
            voorvoegsel: persoon.voorvoegsel.to_owned(),
            achternaam: persoon.achternaam.to_owned(),
            gezagsdrager_bekend: false,
            producten: Vec::new(),
        }
    }

    /// Adds an ambulant budget in whole euros, referred by the huisarts.
    #[must_use]
    pub fn met_budget(mut self, euro: u32, van: Date, tot: Date) -> Self {
        let nummer = self.producten.len() + 1;
        self.producten.push(Gevraagd {
            referentie: format!("{}-{nummer}", self.identificatie),
            product: Some(("45", None)),
            van,
            tot: Some(tot),
            budget: Some(euro * 100),
            omvang: None,
            verwijzer: "02",
            verwijzer_naam: Some("Huisartsenpraktijk De Brink"),
        });
        self
    }

    /// Changes the last product.
    #[must_use]
    pub fn laatste(mut self, wijzig: impl FnOnce(&mut Gevraagd)) -> Self {
        if let Some(product) = self.producten.last_mut() {
            wijzig(product);
        }
        self
    }

    /// The message. `None` when a code is not one of its list.
    #[must_use]
    pub fn bericht(&self) -> Option<Bericht> {
        let producten = self.producten.iter().map(product).collect::<Option<Vec<_>>>()?;
        Some(Bericht::Jw315(Box::new(jw315::Bericht {
            header: jw315::Header {
                afzender: self.afzender.as_str().into(),
                ontvanger: self.ontvanger.as_str().into(),
                bericht_identificatie: basis::BerichtIdentificatie {
                    identificatie: self.identificatie.as_str().into(),
                    dagtekening: self.dagtekening,
                },
                xsd_versie: basis::XsdVersie {
                    basisschema_xsd_versie: "1.0.0".into(),
                    bericht_xsd_versie: "1.0.0".into(),
                },
            },
            client: jw315::Client {
                bsn: self.bsn.as_str().into(),
                geboortedatum: basis::Geboortedatum {
                    datum: self.geboren,
                    datum_gebruik: None,
                },
                geslacht: codes::Geslacht::try_from(self.geslacht).ok()?,
                naam: basis::VerkorteNaam {
                    geslachtsnaam: basis::Achternaam {
                        achternaam: self.achternaam.as_str().into(),
                        voorvoegsel: (!self.voorvoegsel.is_empty()).then(|| self.voorvoegsel.as_str().into()),
                    },
                    voornamen: Some(self.voornaam.as_str().into()),
                    voorletters: self.voornaam.get(..).and_then(|v| v.chars().next()).map(|c| {
                        let mut buf = [0u8; 4];
                        (&*c.encode_utf8(&mut buf)).into()
                    }),
                },
                gezagsdrager_bekend: self.gezagsdrager_bekend.then_some(codes::JaNee::Ja),
                commentaar: None,
                aangevraagde_producten: jw315::AangevraagdeProducten {
                    aangevraagd_product: producten,
                },
            },
        })))
    }

    /// The message as it lies in a file.
    #[must_use]
    pub fn xml(&self) -> Vec<u8> {
        self.bericht()
            .map(|b| houvast_ijw::schrijf(&b))
            .unwrap_or_default()
    }
}

fn product(g: &Gevraagd) -> Option<jw315::AangevraagdProduct> {
    let product = match g.product {
        None => None,
        Some((categorie, code)) => Some(basis::Product {
            categorie: codes::ProductCategorie::try_from(categorie).ok()?,
            code: code.map(Into::into),
        }),
    };
    let omvang = match g.omvang {
        None => None,
        Some((volume, eenheid, frequentie)) => Some(basis::Omvang {
            volume,
            eenheid: codes::Eenheid::try_from(eenheid).ok()?,
            frequentie: codes::Frequentie::try_from(frequentie).ok()?,
        }),
    };
    Some(jw315::AangevraagdProduct {
        referentie_aanbieder: g.referentie.as_str().into(),
        beschikking_nummer: None,
        product,
        beschikking_ingangsdatum: None,
        toewijzing_ingangsdatum: g.van,
        toewijzing_einddatum: g.tot,
        omvang,
        budget: g.budget,
        verwijzer: basis::Verwijzer {
            r#type: codes::TypeVerwijzer::try_from(g.verwijzer).ok()?,
            naam: g.verwijzer_naam.map(Into::into),
            zorgverlener_code: None,
        },
        raamcontract: None,
        commentaar: None,
    })
}
