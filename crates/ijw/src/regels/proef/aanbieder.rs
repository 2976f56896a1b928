//! What an aanbieder sends about help that is assigned: start, stop, verzoek om wijziging; and what happened before.

use super::{BSN, geboren, identificatie, omvang, product, verkorte_naam, xsd_versie};
use crate::Bericht;
use crate::berichten::{jw305, jw307, jw317};
use crate::regels::{EerderVelden, EerdereLevering, EerdereOmvang, EerdereToewijzing};
use jiff::civil::date;
use std::ops::{Deref, DerefMut};

proef!(Proef305, jw305, Jw305);
proef!(Proef307, jw307, Jw307);
proef!(Proef317, jw317, Jw317);

impl Proef305 {
    pub(crate) fn product(&mut self, i: usize) -> &mut jw305::StartProduct {
        &mut self.client.start_producten.start_product[i]
    }

    /// The same start again, to be made different.
    pub(crate) fn met_tweede_product(mut self) -> Self {
        let tweede = self.product(0).clone();
        self.client.start_producten.start_product.push(tweede);
        self
    }
}

impl Proef307 {
    pub(crate) fn product(&mut self, i: usize) -> &mut jw307::StopProduct {
        &mut self.client.stop_producten.stop_product[i]
    }

    /// The same stop again, to be made different.
    pub(crate) fn met_tweede_product(mut self) -> Self {
        let tweede = self.product(0).clone();
        self.client.stop_producten.stop_product.push(tweede);
        self
    }
}

impl Proef317 {
    pub(crate) fn ongewijzigd(&mut self) -> &mut Vec<jw317::OngewijzigdProduct> {
        let leeg = jw317::OngewijzigdeProducten {
            ongewijzigd_product: vec![],
        };
        let producten = &mut self.client.verzoek.ongewijzigde_producten;
        &mut producten.get_or_insert(leeg).ongewijzigd_product
    }

    pub(crate) fn te_wijzigen(&mut self) -> &mut Vec<jw317::TeWijzigenProduct> {
        let leeg = jw317::TeWijzigenProducten {
            te_wijzigen_product: vec![],
        };
        let producten = &mut self.client.verzoek.te_wijzigen_producten;
        &mut producten.get_or_insert(leeg).te_wijzigen_product
    }

    pub(crate) fn nieuw(&mut self) -> &mut Vec<jw317::NieuwProduct> {
        let leeg = jw317::NieuweProducten {
            nieuw_product: vec![],
        };
        let producten = &mut self.client.verzoek.nieuwe_producten;
        &mut producten.get_or_insert(leeg).nieuw_product
    }
}

/// A start of toewijzing 1 on 5 January.
pub(crate) fn jw305() -> Proef305 {
    Proef305(jw305::Bericht {
        header: jw305::Header {
            afzender: "12345678".into(),
            ontvanger: "0193".into(),
            bericht_identificatie: identificatie(),
            xsd_versie: xsd_versie(),
        },
        client: jw305::Client {
            bsn: BSN.into(),
            geboortedatum: geboren(),
            geslacht: "2".try_into().unwrap(),
            naam: verkorte_naam(),
            start_producten: jw305::StartProducten {
                start_product: vec![jw305::StartProduct {
                    toewijzing_nummer: Some(1),
                    product: Some(product("45", "45A48")),
                    toewijzing_ingangsdatum: Some(date(2026, 1, 1)),
                    begindatum: date(2026, 1, 5),
                    status_aanlevering: "1".try_into().unwrap(),
                }],
            },
        },
    })
}

/// The definitive stop of that start on 20 February.
pub(crate) fn jw307() -> Proef307 {
    Proef307(jw307::Bericht {
        header: jw307::Header {
            afzender: "12345678".into(),
            ontvanger: "0193".into(),
            bericht_identificatie: identificatie(),
            xsd_versie: xsd_versie(),
        },
        client: jw307::Client {
            bsn: BSN.into(),
            geboortedatum: geboren(),
            geslacht: "2".try_into().unwrap(),
            naam: verkorte_naam(),
            stop_producten: jw307::StopProducten {
                stop_product: vec![jw307::StopProduct {
                    toewijzing_nummer: Some(1),
                    product: Some(product("45", "45A48")),
                    toewijzing_ingangsdatum: Some(date(2026, 1, 1)),
                    begindatum: date(2026, 1, 5),
                    reden_beeindiging: "31".try_into().unwrap(),
                    einddatum: date(2026, 2, 20),
                    status_aanlevering: "1".try_into().unwrap(),
                }],
            },
        },
    })
}

/// A longer toewijzing 1, which [`loopt`] gives, and a new product.
pub(crate) fn jw317() -> Proef317 {
    Proef317(jw317::Bericht {
        header: jw317::Header {
            afzender: "12345678".into(),
            ontvanger: "0193".into(),
            bericht_identificatie: identificatie(),
            xsd_versie: xsd_versie(),
        },
        client: jw317::Client {
            bsn: BSN.into(),
            verzoek: jw317::Verzoek {
                referentie_aanbieder: "R-1".into(),
                reden_verzoek: "2".try_into().unwrap(),
                ongewijzigde_producten: None,
                te_wijzigen_producten: Some(jw317::TeWijzigenProducten {
                    te_wijzigen_product: vec![jw317::TeWijzigenProduct {
                        toewijzing_nummer: 1,
                        gewenste_ingangsdatum: date(2026, 1, 1),
                        einddatum: Some(date(2027, 6, 30)),
                        omvang: Some(omvang()),
                        budget: None,
                    }],
                }),
                nieuwe_producten: Some(jw317::NieuweProducten {
                    nieuw_product: vec![jw317::NieuwProduct {
                        product: Some(product("45", "45A04")),
                        gewenste_ingangsdatum: date(2026, 4, 1),
                        einddatum: Some(date(2026, 12, 31)),
                        omvang: Some(omvang()),
                        budget: None,
                    }],
                }),
            },
        },
    })
}

/// Toewijzing 1 of the client, as [`jw301`] gives it.
pub(crate) fn toegewezen() -> EerdereToewijzing {
    EerdereToewijzing {
        zelfde_client: true,
        zelfde_aanbieder: true,
        categorie: Some("45".into()),
        code: Some("45A48".into()),
        toewijzingsdatum: date(2026, 1, 2),
        ingangsdatum: date(2026, 1, 1),
        einddatum: Some(date(2026, 12, 31)),
        omvang: Some(EerdereOmvang {
            volume: 3,
            eenheid: "04".into(),
            frequentie: "4".into(),
        }),
        ..EerdereToewijzing::default()
    }
}

/// A known client with toewijzing 1 and no help yet.
pub(crate) fn loopt() -> EerderVelden {
    EerderVelden {
        client_bekend: true,
        toewijzingen: [(1, toegewezen())].into(),
        ..EerderVelden::default()
    }
}

/// What a JW305 or JW307 leaves behind when it is accepted.
pub(crate) fn geleverd(bericht: impl Into<Bericht>) -> Vec<EerdereLevering> {
    crate::regels::leveringen(&bericht.into())
}
