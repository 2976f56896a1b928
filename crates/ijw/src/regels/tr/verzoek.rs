//! A verzoek against earlier ones.

use crate::Bericht;
use crate::BerichtSoort::{Jw315, Jw317};
use crate::regels::zicht::producten;
use crate::regels::{Eerder, Melder, Regel};

pub(super) const TR347: Regel = Regel::keten(
    "TR347",
    "9347",
    &[Jw315, Jw317],
    "De referentie van een gevraagd product is bij de aanbieder nog niet gebruikt.",
    tr347,
);

fn tr347(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    if let Bericht::Jw317(b) = bericht
        && eerder.verzoek(&b.client.verzoek.referentie_aanbieder).is_some()
    {
        meld.op(
            "Client/Verzoek/ReferentieAanbieder",
            "Deze referentie is al gebruikt in een eerder verzoek. Geef elk verzoek een nieuwe referentie.",
        );
    }
    for product in producten(bericht) {
        if product
            .referentie
            .is_some_and(|referentie| eerder.verzoek(referentie).is_some())
        {
            meld.op(
                product.element("ReferentieAanbieder"),
                "Deze referentie is al gebruikt in een eerder verzoek. Geef elk gevraagd product een nieuwe referentie.",
            );
        }
    }
}

pub(super) const TR374: Regel = Regel::keten(
    "TR374",
    "9374",
    &[Jw315, Jw317],
    "Er staat geen ander verzoek van dezelfde aanbieder voor deze cliënt open.",
    tr374,
);

// The standard ties this rule to the message and to no class of it: its code goes in the Header.
fn tr374(_: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    if eerder.open_verzoek() {
        meld.op(
            "Header",
            "Voor deze cliënt staat nog een verzoek van dezelfde aanbieder open. Wacht op de toewijzing of de afwijzing daarvan.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::regels::EerderVelden;
    use crate::regels::proef::{jw315, jw317, keten_meldt, leeg, loopt};

    #[test]
    fn een_gebruikte_referentie_wordt_geweigerd_bij_dat_product() {
        let b = jw315().met_tweede_product();
        keten_meldt(&[], &b.clone().into(), &leeg());
        let eerder = EerderVelden {
            verzoeken: [("R-2".into(), Default::default())].into(),
            ..EerderVelden::default()
        };
        let pad = "Client/AangevraagdeProducten/AangevraagdProduct[2]/ReferentieAanbieder";
        keten_meldt(&[("TR347", "9347", pad)], &b.into(), &eerder);
    }

    #[test]
    fn zolang_een_verzoek_open_staat_kan_er_geen_tweede_bij() {
        let eerder = EerderVelden {
            open_verzoek: true,
            ..EerderVelden::default()
        };
        keten_meldt(&[("TR374", "9374", "Header")], &jw315().into(), &eerder);
    }

    #[test]
    fn ook_een_verzoek_om_wijziging_heeft_een_eigen_referentie() {
        let mut eerder = loopt();
        keten_meldt(&[], &jw317().into(), &eerder);
        eerder.verzoeken.insert("R-1".into(), Default::default());
        let pad = "Client/Verzoek/ReferentieAanbieder";
        keten_meldt(&[("TR347", "9347", pad)], &jw317().into(), &eerder);
    }

    #[test]
    fn tr374_geldt_ook_voor_een_verzoek_om_wijziging() {
        let eerder = EerderVelden {
            open_verzoek: true,
            ..loopt()
        };
        keten_meldt(&[("TR374", "9374", "Header")], &jw317().into(), &eerder);
    }
}
