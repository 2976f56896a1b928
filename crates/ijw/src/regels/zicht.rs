//! What messages have in common, seen in one way, so that a rule about all of them is written once.

use crate::Bericht;
use crate::berichten::basis::{Geboortedatum, Omvang, Product, VolledigeNaam};
use crate::berichten::{jw301, jw317};
use jiff::civil::{Date, date};

/// A path with its index: `…/Relatie` and 0 give `…/Relatie[1]`.
pub(super) fn nummer(pad: &str, index: usize) -> String {
    format!("{pad}[{}]", index + 1)
}

/// A product that is asked for or granted.
pub(super) struct ProductZicht<'a> {
    pub(super) pad: String,
    /// Name of the element with the last day.
    pub(super) eind_element: &'static str,
    /// Is there a Product element in this class? A TeWijzigenProduct has none: the toewijzing says what it is.
    pub(super) kent_product: bool,
    /// ReferentieAanbieder, where the product has one.
    pub(super) referentie: Option<&'a str>,
    pub(super) product: Option<&'a Product>,
    pub(super) begin: Date,
    pub(super) eind: Option<Date>,
    pub(super) omvang: Option<&'a Omvang>,
    pub(super) budget: bool,
    /// Removed: counts as never sent (TR302).
    pub(super) verwijderd: bool,
}

impl ProductZicht<'_> {
    pub(super) fn heeft_code(&self) -> bool {
        self.product.is_some_and(|product| product.code.is_some())
    }

    /// The condition of CD080, CD095, CS338 and CS343: it ends after 2020, or never.
    pub(super) fn na_2020(&self) -> bool {
        self.eind.is_none_or(|eind| eind > date(2020, 12, 31))
    }

    pub(super) fn eenheid(&self) -> Option<&'static str> {
        self.omvang.map(|omvang| omvang.eenheid.as_str())
    }

    pub(super) fn frequentie(&self) -> Option<&'static str> {
        self.omvang.map(|omvang| omvang.frequentie.as_str())
    }

    /// The path of an element of this product.
    pub(super) fn element(&self, naam: &str) -> String {
        format!("{}/{naam}", self.pad)
    }
}

/// The products of a JW301, JW315 or JW317, as far as they say more than a number.
pub(super) fn producten(bericht: &Bericht) -> Vec<ProductZicht<'_>> {
    match bericht {
        Bericht::Jw301(b) => toegewezen(b)
            .map(|(pad, p)| ProductZicht {
                pad,
                eind_element: "Einddatum",
                kent_product: true,
                referentie: p.referentie_aanbieder.as_deref(),
                product: p.product.as_ref(),
                begin: p.ingangsdatum,
                eind: p.einddatum,
                omvang: p.omvang.as_ref(),
                budget: p.budget.is_some(),
                verwijderd: p.einddatum == Some(p.ingangsdatum)
                    && p.reden_wijziging
                        .is_some_and(|reden| matches!(reden.as_str(), "01" | "13")),
            })
            .collect(),
        Bericht::Jw315(b) => b
            .client
            .aangevraagde_producten
            .aangevraagd_product
            .iter()
            .enumerate()
            .map(|(i, p)| ProductZicht {
                pad: nummer("Client/AangevraagdeProducten/AangevraagdProduct", i),
                eind_element: "ToewijzingEinddatum",
                kent_product: true,
                referentie: Some(&p.referentie_aanbieder),
                product: p.product.as_ref(),
                begin: p.toewijzing_ingangsdatum,
                eind: p.toewijzing_einddatum,
                omvang: p.omvang.as_ref(),
                budget: p.budget.is_some(),
                verwijderd: false,
            })
            .collect(),
        Bericht::Jw317(b) => te_wijzigen(b)
            .map(|(pad, p)| ProductZicht {
                pad,
                eind_element: "Einddatum",
                kent_product: false,
                referentie: None,
                product: None,
                begin: p.gewenste_ingangsdatum,
                eind: p.einddatum,
                omvang: p.omvang.as_ref(),
                budget: p.budget.is_some(),
                verwijderd: false,
            })
            .chain(nieuwe_producten(b))
            .collect(),
        _ => Vec::new(),
    }
}

/// The NieuwProducten of a JW317.
pub(super) fn nieuwe_producten(b: &jw317::Bericht) -> impl Iterator<Item = ProductZicht<'_>> {
    nieuw(b).map(|(pad, p)| ProductZicht {
        pad,
        eind_element: "Einddatum",
        kent_product: true,
        referentie: None,
        product: p.product.as_ref(),
        begin: p.gewenste_ingangsdatum,
        eind: p.einddatum,
        omvang: p.omvang.as_ref(),
        budget: p.budget.is_some(),
        verwijderd: false,
    })
}

/// The OngewijzigdProducten of a JW317 with their paths.
pub(super) fn ongewijzigd(b: &jw317::Bericht) -> impl Iterator<Item = (String, &jw317::OngewijzigdProduct)> {
    let producten = b.client.verzoek.ongewijzigde_producten.iter();
    producten
        .flat_map(|producten| &producten.ongewijzigd_product)
        .enumerate()
        .map(|(i, p)| {
            let pad = "Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct";
            (nummer(pad, i), p)
        })
}

/// The TeWijzigenProducten of a JW317 with their paths.
pub(super) fn te_wijzigen(b: &jw317::Bericht) -> impl Iterator<Item = (String, &jw317::TeWijzigenProduct)> {
    let producten = b.client.verzoek.te_wijzigen_producten.iter();
    producten
        .flat_map(|producten| &producten.te_wijzigen_product)
        .enumerate()
        .map(|(i, p)| {
            (
                nummer("Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct", i),
                p,
            )
        })
}

/// The NieuwProducten of a JW317 with their paths.
pub(super) fn nieuw(b: &jw317::Bericht) -> impl Iterator<Item = (String, &jw317::NieuwProduct)> {
    let producten = b.client.verzoek.nieuwe_producten.iter();
    producten
        .flat_map(|producten| &producten.nieuw_product)
        .enumerate()
        .map(|(i, p)| (nummer("Client/Verzoek/NieuweProducten/NieuwProduct", i), p))
}

/// The ToegewezenProducten of a JW301 with their paths.
pub(super) fn toegewezen(b: &jw301::Bericht) -> impl Iterator<Item = (String, &jw301::ToegewezenProduct)> {
    b.client
        .toegewezen_producten
        .toegewezen_product
        .iter()
        .enumerate()
        .map(|(i, p)| (nummer("Client/ToegewezenProducten/ToegewezenProduct", i), p))
}

/// The Relaties of a JW301 with their paths.
pub(super) fn relaties(b: &jw301::Bericht) -> impl Iterator<Item = (String, &jw301::Relatie)> {
    b.client
        .relaties
        .iter()
        .flat_map(|relaties| &relaties.relatie)
        .enumerate()
        .map(|(i, relatie)| (nummer("Client/Relaties/Relatie", i), relatie))
}

/// Every Contact of a JW301: of the client and of each relatie.
pub(super) fn contacten(b: &jw301::Bericht) -> Vec<(String, &jw301::Contact)> {
    let van_client = b.client.contactgegevens.contact.iter().enumerate();
    van_client
        .map(|(i, contact)| (nummer("Client/Contactgegevens/Contact", i), contact))
        .chain(relaties(b).map(|(pad, relatie)| (format!("{pad}/Contact"), &relatie.contact)))
        .collect()
}

/// The BSN of the client.
pub(crate) fn bsn(bericht: &Bericht) -> Option<&str> {
    match bericht {
        Bericht::Jw301(b) => Some(&b.client.bsn),
        Bericht::Jw305(b) => Some(&b.client.bsn),
        Bericht::Jw307(b) => Some(&b.client.bsn),
        Bericht::Jw315(b) => Some(&b.client.bsn),
        Bericht::Jw317(b) => Some(&b.client.bsn),
        _ => None,
    }
}

/// Every Geboortedatum with its path.
pub(super) fn geboortedatums(bericht: &Bericht) -> Vec<(String, &Geboortedatum)> {
    let van_client = |datum| ("Client/Geboortedatum".to_owned(), datum);
    match bericht {
        Bericht::Jw301(b) => std::iter::once(van_client(&b.client.geboortedatum))
            .chain(relaties(b).filter_map(|(pad, relatie)| {
                Some((format!("{pad}/Geboortedatum"), relatie.geboortedatum.as_ref()?))
            }))
            .collect(),
        Bericht::Jw305(b) => vec![van_client(&b.client.geboortedatum)],
        Bericht::Jw307(b) => vec![van_client(&b.client.geboortedatum)],
        Bericht::Jw315(b) => vec![van_client(&b.client.geboortedatum)],
        _ => Vec::new(),
    }
}

/// Every VolledigeNaam with its path.
pub(super) fn namen(b: &jw301::Bericht) -> Vec<(String, &VolledigeNaam)> {
    std::iter::once(("Client/Naam".to_owned(), &b.client.naam))
        .chain(relaties(b).map(|(pad, relatie)| (format!("{pad}/Naam"), &relatie.naam)))
        .collect()
}
