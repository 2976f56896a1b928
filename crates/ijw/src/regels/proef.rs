//! Messages for the tests of the rules: one good message of each kind, to be spoilt in one place.

use super::{Bron, EerderVelden, bron, inhoud, keten};
use crate::berichten::{basis, jw301, jw302, jw315, jw319};
use crate::{Bericht, Bevinding};
use jiff::civil::{Date, date, time};
use std::ops::{Deref, DerefMut};

/// The day on which the tests judge.
pub(crate) const PEILDATUM: Date = date(2026, 3, 9);
/// From the test range; no finding may show it.
const BSN: &str = "999900006";
const ACHTERNAAM: &str = "Proefkonijn";

macro_rules! proef {
    ($naam:ident, $module:ident, $variant:ident) => {
        #[derive(Clone)]
        pub(crate) struct $naam($module::Bericht);

        impl Deref for $naam {
            type Target = $module::Bericht;
            fn deref(&self) -> &$module::Bericht {
                &self.0
            }
        }

        impl DerefMut for $naam {
            fn deref_mut(&mut self) -> &mut $module::Bericht {
                &mut self.0
            }
        }

        impl From<$naam> for Bericht {
            fn from(proef: $naam) -> Self {
                Bericht::$variant(Box::new(proef.0))
            }
        }
    };
}
mod aanbieder;
pub(crate) use aanbieder::*;

proef!(Proef301, jw301, Jw301);
proef!(Proef302, jw302, Jw302);
proef!(Proef315, jw315, Jw315);
proef!(Proef319, jw319, Jw319);

impl Proef301 {
    pub(crate) fn product(&mut self, i: usize) -> &mut jw301::ToegewezenProduct {
        &mut self.client.toegewezen_producten.toegewezen_product[i]
    }

    pub(crate) fn relatie(&mut self, i: usize) -> &mut jw301::Relatie {
        &mut self.client.relaties.as_mut().unwrap().relatie[i]
    }

    pub(crate) fn contact(&mut self, i: usize) -> &mut jw301::Contact {
        &mut self.client.contactgegevens.contact[i]
    }

    pub(crate) fn met_tweede_product(mut self) -> Self {
        let mut tweede = self.product(0).clone();
        tweede.toewijzing_nummer = 2;
        tweede.product = Some(product("45", "45A04"));
        self.client.toegewezen_producten.toegewezen_product.push(tweede);
        self
    }
}

impl Proef315 {
    pub(crate) fn product(&mut self, i: usize) -> &mut jw315::AangevraagdProduct {
        &mut self.client.aangevraagde_producten.aangevraagd_product[i]
    }

    pub(crate) fn met_tweede_product(mut self) -> Self {
        let mut tweede = self.product(0).clone();
        tweede.referentie_aanbieder = "R-2".into();
        tweede.product = Some(product("45", "45A04"));
        self.client
            .aangevraagde_producten
            .aangevraagd_product
            .push(tweede);
        self
    }
}

fn identificatie() -> basis::BerichtIdentificatie {
    basis::BerichtIdentificatie {
        identificatie: "B-1".into(),
        dagtekening: date(2026, 3, 2),
    }
}

fn xsd_versie() -> basis::XsdVersie {
    basis::XsdVersie {
        basisschema_xsd_versie: "1.0.0".into(),
        bericht_xsd_versie: "1.0.0".into(),
    }
}

fn geboren() -> basis::Geboortedatum {
    basis::Geboortedatum {
        datum: date(2014, 5, 12),
        datum_gebruik: None,
    }
}

fn achternaam() -> basis::Achternaam {
    basis::Achternaam {
        achternaam: ACHTERNAAM.into(),
        voorvoegsel: Some("van der".into()),
    }
}

fn naam() -> basis::VolledigeNaam {
    basis::VolledigeNaam {
        geslachtsnaam: achternaam(),
        partnernaam: None,
        voornamen: Some("Zoë".into()),
        voorletters: Some("Z".into()),
        naam_gebruik: "1".try_into().unwrap(),
    }
}

fn product(categorie: &str, code: &str) -> basis::Product {
    basis::Product {
        categorie: categorie.try_into().unwrap(),
        code: Some(code.into()),
    }
}

fn omvang() -> basis::Omvang {
    basis::Omvang {
        volume: 3,
        eenheid: "04".try_into().unwrap(),
        frequentie: "4".try_into().unwrap(),
    }
}

fn contact(soort: &str) -> jw301::Contact {
    jw301::Contact {
        soort: soort.try_into().unwrap(),
        adres: Some(basis::Adres {
            huis: Some(basis::Huis {
                huisnummer: 12,
                huisletter: Some("b".into()),
                huisnummer_toevoeging: None,
                aanduiding_woonadres: None,
            }),
            postcode: Some("8011PK".into()),
            straatnaam: Some("Melkmarkt".into()),
            plaatsnaam: Some("Zwolle".into()),
            land_code: Some("NL".try_into().unwrap()),
        }),
        organisatie: None,
        telefoon: Some(basis::Telefoonnummers {
            telefoon01: basis::Telefoon {
                telefoonnummer: "0380000000".into(),
                landnummer: "+31".into(),
            },
            telefoon02: None,
        }),
        emailadres: None,
        periode: None,
    }
}

pub(crate) fn jw301() -> Proef301 {
    let relatie = jw301::Relatie {
        nummer: "1".into(),
        volgorde: Some(1),
        soort: "03".try_into().unwrap(),
        geboortedatum: Some(basis::Geboortedatum {
            datum: date(1985, 1, 31),
            datum_gebruik: None,
        }),
        geslacht: None,
        naam: naam(),
        contact: contact("02"),
    };
    let toewijzing = jw301::ToegewezenProduct {
        toewijzing_nummer: 1,
        referentie_aanbieder: None,
        product: Some(product("45", "45A48")),
        toewijzingsdatum: date(2026, 3, 2),
        toewijzingstijd: time(9, 30, 0, 0),
        ingangsdatum: date(2026, 1, 1),
        einddatum: Some(date(2026, 12, 31)),
        reden_wijziging: None,
        omvang: Some(omvang()),
        budget: None,
        commentaar: None,
    };
    Proef301(jw301::Bericht {
        header: jw301::Header {
            afzender: "0193".into(),
            ontvanger: "12345678".into(),
            bericht_identificatie: identificatie(),
            xsd_versie: xsd_versie(),
        },
        client: jw301::Client {
            bsn: BSN.into(),
            geboortedatum: geboren(),
            geslacht: "2".try_into().unwrap(),
            naam: naam(),
            communicatie: None,
            juridische_status: None,
            wettelijke_vertegenwoordiging: None,
            commentaar: None,
            relaties: Some(jw301::Relaties {
                relatie: vec![relatie],
            }),
            contactgegevens: jw301::Contactgegevens {
                contact: vec![contact("01")],
            },
            toegewezen_producten: jw301::ToegewezenProducten {
                toegewezen_product: vec![toewijzing],
            },
        },
    })
}

pub(crate) fn jw302() -> Proef302 {
    Proef302(jw302::Bericht {
        header: jw302::Header {
            afzender: "0193".into(),
            ontvanger: "12345678".into(),
            bericht_identificatie: identificatie(),
            xsd_versie: xsd_versie(),
            identificatie_retour: "A-1".into(),
            dagtekening_retour: date(2026, 3, 3),
            xslt_versie: None,
            xsd_versie_retour: xsd_versie(),
            retour_codes: None,
        },
        client: None,
    })
}

fn verkorte_naam() -> basis::VerkorteNaam {
    basis::VerkorteNaam {
        geslachtsnaam: achternaam(),
        voornamen: Some("Zoë".into()),
        voorletters: None,
    }
}

pub(crate) fn jw315() -> Proef315 {
    let aanvraag = jw315::AangevraagdProduct {
        referentie_aanbieder: "R-1".into(),
        beschikking_nummer: None,
        product: Some(product("45", "45A48")),
        beschikking_ingangsdatum: None,
        toewijzing_ingangsdatum: date(2026, 1, 1),
        toewijzing_einddatum: Some(date(2026, 12, 31)),
        omvang: Some(omvang()),
        budget: None,
        verwijzer: basis::Verwijzer {
            r#type: "02".try_into().unwrap(),
            naam: Some("Huisartsenpraktijk De Brug".into()),
            zorgverlener_code: None,
        },
        raamcontract: None,
        commentaar: None,
    };
    Proef315(jw315::Bericht {
        header: jw315::Header {
            afzender: "12345678".into(),
            ontvanger: "0193".into(),
            bericht_identificatie: identificatie(),
            xsd_versie: xsd_versie(),
        },
        client: jw315::Client {
            bsn: BSN.into(),
            geboortedatum: geboren(),
            geslacht: "2".try_into().unwrap(),
            naam: verkorte_naam(),
            gezagsdrager_bekend: None,
            commentaar: None,
            aangevraagde_producten: jw315::AangevraagdeProducten {
                aangevraagd_product: vec![aanvraag],
            },
        },
    })
}

pub(crate) fn jw319() -> Proef319 {
    Proef319(jw319::Bericht {
        header: jw319::Header {
            afzender: "0193".into(),
            ontvanger: "12345678".into(),
            bericht_identificatie: identificatie(),
            xsd_versie: xsd_versie(),
        },
        antwoord: jw319::Antwoord {
            referentie_aanbieder: "R-1".into(),
            verzoek_antwoord: "1".try_into().unwrap(),
            reden_afwijzing_verzoek: Some("7".try_into().unwrap()),
            woonplaatsbeginsel: None,
        },
    })
}

/// Nothing happened before.
pub(crate) fn leeg() -> EerderVelden {
    EerderVelden::default()
}

/// Level 2 finds nothing.
pub(crate) fn goed(bericht: impl Into<Bericht>) {
    precies(&[], bericht);
}

/// Level 2 finds this and nothing else.
pub(crate) fn alleen(regel: &str, pad: &str, bericht: impl Into<Bericht>) {
    precies(&[(regel, pad)], bericht);
}

/// Level 2 finds exactly these, whatever the order.
pub(crate) fn precies(verwacht: &[(&str, &str)], bericht: impl Into<Bericht>) {
    let verwacht: Vec<_> = verwacht
        .iter()
        .map(|(regel, pad)| (*regel, "0001", *pad))
        .collect();
    vergelijk(&verwacht, inhoud(&bericht.into()), 2);
}

/// Level 3 finds exactly these: rule, return code, path.
pub(crate) fn keten_meldt(verwacht: &[(&str, &str, &str)], bericht: &Bericht, eerder: &EerderVelden) {
    vergelijk(verwacht, keten(bericht, eerder), 3);
}

/// Level 4 finds exactly these: rule, return code, path.
pub(crate) fn bron_meldt(verwacht: &[(&str, &str, &str)], bericht: &Bericht, uit: &Bron) {
    vergelijk(verwacht, bron(bericht, uit), 4);
}

fn vergelijk(verwacht: &[(&str, &str, &str)], gevonden: Vec<Bevinding>, niveau: u8) {
    for bevinding in &gevonden {
        assert_eq!(bevinding.niveau, niveau, "{bevinding:?}");
        let tekst = &bevinding.tekst;
        assert!(tekst.len() > 30 && tekst.ends_with('.'), "{tekst}");
        assert!(!tekst.contains(BSN) && !tekst.contains(ACHTERNAAM), "{tekst}");
    }
    let mut verwacht: Vec<_> = verwacht.to_vec();
    let mut gevonden: Vec<_> = gevonden
        .iter()
        .map(|b| {
            (
                b.regel.as_ref(),
                b.retourcode.as_deref().unwrap_or_default(),
                b.pad.as_str(),
            )
        })
        .collect();
    verwacht.sort_unstable();
    gevonden.sort_unstable();
    assert_eq!(gevonden, verwacht);
}
