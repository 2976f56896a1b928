//! The kinds of work: who sees each, in which words, and where it leads. One kind is one variant of [`SignaalSoort`] and one
//! place in [`woorden`]; a role for which that gives `None` never sees the kind.
//!
//! To give somebody work: `termijnen::zet(huis, tx, &Werk { … }, nu)`; the same kind about the same thing is set again with
//! new days. To take it away: `tx.sluit_signaal(&houder, soort, onderwerp, nu)`. `onderwerp` is the id of the page it
//! leads to (see [`WerkSoort`]), `aanbieder` the AGB code of the aanbieder or verwijzer that may see it.

use crate::beeld::{Rol, WerkSoort};
use crate::recht::{Functie, Handeling, mag};
use houvast_opslag::SignaalSoort;

/// A kind of work for one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Woorden {
    /// Where the link goes.
    pub(crate) naar: WerkSoort,
    /// The thing to do.
    pub(crate) wat: &'static str,
    /// How it stands; what was worked out goes before it.
    pub(crate) stand: &'static str,
}

/// A request for change has a page of its own, which knows it by its message too.
fn van_bericht(bericht: Option<&str>) -> WerkSoort {
    if bericht == Some("JW317") {
        WerkSoort::Wijziging
    } else {
        WerkSoort::Bericht
    }
}

/// The act behind a link of the work list.
fn nodig(naar: WerkSoort) -> Handeling {
    match naar {
        WerkSoort::Verzoek | WerkSoort::Signaal => Handeling::Zien,
        WerkSoort::Dossier => Handeling::DossierOpenen,
        WerkSoort::Bericht => Handeling::BerichtenZien,
        WerkSoort::Verwijzing => Handeling::VerwijzingenZien,
        WerkSoort::Hulpvraag => Handeling::HulpvraagBehandelen,
        WerkSoort::Wijziging => Handeling::WijzigingZien,
        WerkSoort::Toetsing => Handeling::ToetsingVastleggen,
    }
}

/// What this role sees of this kind: only work that it may open. `bericht` is the kind of the message, where it is about one.
pub(crate) fn woorden(soort: SignaalSoort, functie: Functie, bericht: Option<&str>) -> Option<Woorden> {
    van_kant(soort, Rol::van(functie)?, bericht).filter(|w| mag(functie, nodig(w.naar)))
}

/// The words for each side.
fn van_kant(soort: SignaalSoort, rol: Rol, bericht: Option<&str>) -> Option<Woorden> {
    use SignaalSoort as S;
    use WerkSoort as W;
    let zeg = |naar, wat, stand| Some(Woorden { naar, wat, stand });
    match (soort, rol) {
        (S::Antwoord, Rol::Consulent | Rol::Aanbieder) => zeg(
            W::Verzoek,
            "Antwoord op een verzoek",
            "De termijn van vijf werkdagen loopt af",
        ),
        (S::Onderzoek, Rol::Consulent | Rol::Aanbieder) => zeg(
            W::Verzoek,
            "Onderzoek afronden",
            "De acht weken van het onderzoek lopen af",
        ),
        (S::GeenRetour, Rol::Consulent) => zeg(
            W::Bericht,
            "Retourbericht ontbreekt",
            "De aanbieder heeft ons bericht nog niet bevestigd: vraag het na",
        ),
        (S::GeenRetour, Rol::Aanbieder) => zeg(
            W::Bericht,
            "Retourbericht ontbreekt",
            "Bevestig dit bericht van de gemeente met een retourbericht",
        ),
        (S::Teruggekomen, Rol::Consulent) => zeg(
            W::Bericht,
            "Ons bericht is afgekeurd",
            "De aanbieder vond een fout: bekijk het retourbericht",
        ),
        (S::Teruggekomen, Rol::Aanbieder) => zeg(
            W::Bericht,
            "Afgekeurd bericht",
            "De gemeente kijkt naar de fout die u meldde",
        ),
        (S::Vastgelopen, Rol::Consulent | Rol::Aanbieder) => zeg(
            W::Bericht,
            "Bericht vastgelopen",
            "Houvast kan dit bericht nu niet verwerken en probeert het vanzelf opnieuw",
        ),
        (S::TeBeoordelen, Rol::Consulent) => zeg(
            van_bericht(bericht),
            match bericht {
                Some("JW317") => "Verzoek om wijziging",
                Some("JW323") => "Declaratie beoordelen",
                _ => "Bericht beoordelen",
            },
            "Gecontroleerd, er is nog geen antwoord verstuurd",
        ),
        (S::TeBeoordelen, Rol::Aanbieder) => zeg(
            van_bericht(bericht),
            match bericht {
                Some("JW317") => "Verzoek om wijziging",
                Some("JW323") => "Declaratie",
                _ => "Bericht",
            },
            "De gemeente beoordeelt dit nog",
        ),
        (S::BudgetOp, Rol::Consulent | Rol::Aanbieder) => zeg(W::Signaal, "Het budget raakt op", ""),
        (S::EindeNadert, Rol::Consulent | Rol::Aanbieder) => zeg(W::Signaal, "De toewijzing loopt af", ""),
        (S::ZesMaanden, Rol::Consulent | Rol::Aanbieder) => zeg(W::Signaal, "Kijk of de hulp aanslaat", ""),
        (S::Evaluatie, Rol::Consulent | Rol::Aanbieder) => zeg(W::Signaal, "Tijd voor een evaluatie", ""),
        (S::Toetsing, Rol::Consulent) => zeg(
            W::Verwijzing,
            "Toetsing door de aanbieder",
            "De aanbieder moet nog laten weten of de hulp past",
        ),
        (S::Toetsing | S::Verwijzing, Rol::Aanbieder) => zeg(
            W::Verwijzing,
            "Verwijzing toetsen",
            "Kijk of uw hulp past en laat het weten",
        ),
        (S::VerwijzingTerug, Rol::Consulent) => zeg(
            W::Verwijzing,
            "Verwijzing geweigerd",
            "De aanbieder kan deze jeugdige niet helpen: zoek een andere",
        ),
        (S::VerzoekSturen, Rol::Aanbieder) => zeg(
            W::Verwijzing,
            "Toewijzing aanvragen",
            "U nam deze verwijzing over: vraag nu de toewijzing aan",
        ),
        (S::ToetsingOntbreekt, Rol::Aanbieder) => zeg(
            W::Toetsing,
            "Toetsing ontbreekt",
            "De hulp is gestart en er is geen toetsing vastgelegd",
        ),
        (S::OverlegToegang, Rol::Consulent) => zeg(
            W::Verwijzing,
            "Overleg over een verwijzing",
            "De aanbieder of verwijzer vraagt uw antwoord",
        ),
        (S::OverlegAanbieder, Rol::Aanbieder) => zeg(
            W::Verwijzing,
            "Antwoord van de Toegang",
            "De Toegang heeft geantwoord over deze verwijzing",
        ),
        (S::ToewijzenNaToetsing, Rol::Consulent) => zeg(
            W::Verwijzing,
            "Toewijzen na de toetsing",
            "De aanbieder neemt het over: u kunt nu toewijzen",
        ),
        (S::Resultaat, Rol::Aanbieder) => zeg(
            W::Verwijzing,
            "Resultaat vastleggen",
            "Bij deze verwijzing ontbreekt het beoogde resultaat of de onderbouwing",
        ),
        (S::Hulpvraag, Rol::Consulent) => zeg(W::Hulpvraag, "Hulpvraag", "De volgende stap wacht op u"),
        (S::Wijziging, Rol::Consulent) => zeg(
            W::Wijziging,
            "Verzoek om wijziging",
            "Gevraagd per beveiligde e-mail, er is nog geen antwoord",
        ),
        (S::Wijziging, Rol::Aanbieder) => zeg(
            W::Wijziging,
            "Verzoek om wijziging",
            "De gemeente beoordeelt dit nog",
        ),
        (S::Offerte, Rol::Consulent) => zeg(
            W::Verwijzing,
            "Overleg over een offertebudget",
            "Spreek met de aanbieder resultaat en bedrag af",
        ),
        (S::Offerte, Rol::Aanbieder) => zeg(
            W::Verwijzing,
            "Overleg over een offertebudget",
            "Spreek met de Toegang resultaat en bedrag af",
        ),
        (S::AndereAanbieder, Rol::Consulent) => zeg(
            W::Wijziging,
            "Zoek een andere aanbieder",
            "Deze aanbieder neemt de jeugdige niet aan",
        ),
        _ => None,
    }
}

/// The kinds that this role sees.
pub(crate) fn zichtbaar(functie: Functie) -> impl Iterator<Item = SignaalSoort> {
    SignaalSoort::ALLE
        .iter()
        .copied()
        .filter(move |soort| woorden(*soort, functie, None).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Roles with a work list of cases.
    const ROLLEN: [Functie; 2] = [Functie::Consulent, Functie::AanbiederMedewerker];

    #[test]
    fn elke_soort_werk_heeft_iemand_die_haar_ziet_en_woorden() {
        for soort in SignaalSoort::ALLE {
            let wie: Vec<Woorden> = ROLLEN
                .iter()
                .filter_map(|rol| woorden(*soort, *rol, None))
                .collect();
            assert!(!wie.is_empty(), "{soort:?} is van niemand");
            assert!(wie.iter().all(|w| !w.wat.is_empty()), "{soort:?}");
        }
    }

    #[test]
    fn een_aanbieder_ziet_geen_werk_van_de_toegang() {
        let ziet = |rol, soort| zichtbaar(rol).any(|s| s == soort);
        for soort in [SignaalSoort::Hulpvraag, SignaalSoort::AndereAanbieder] {
            assert!(
                ziet(Functie::Consulent, soort) && !ziet(Functie::AanbiederMedewerker, soort),
                "{soort:?}"
            );
        }
        assert!(
            ziet(Functie::AanbiederMedewerker, SignaalSoort::Resultaat)
                && !ziet(Functie::Consulent, SignaalSoort::Resultaat)
        );
    }
}
