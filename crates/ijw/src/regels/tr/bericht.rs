//! The identification of a message.

use crate::Bericht;
use crate::regels::groepen::MET_INHOUD;
use crate::regels::{Eerder, Melder, Regel};

pub(super) const TR056: Regel = Regel::keten(
    "TR056",
    "9056",
    MET_INHOUD,
    "De identificatie van een bericht is bij de afzender nog niet gebruikt voor dit soort bericht.",
    tr056,
);

fn tr056(_: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    if eerder.ontvangen() {
        meld.op(
            "Header/BerichtIdentificatie/Identificatie",
            "Deze identificatie is al gebruikt in een eerder bericht van dit soort. Geef elk bericht een nieuwe identificatie.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::regels::EerderVelden;
    use crate::regels::proef::{
        geleverd, jw301, jw302, jw305, jw307, jw315, jw317, jw319, keten_meldt, leeg, loopt,
    };

    #[test]
    fn een_tweede_bericht_met_dezelfde_identificatie_wordt_geweigerd() {
        let eerder = EerderVelden {
            ontvangen: true,
            ..EerderVelden::default()
        };
        let verwacht: &[_] = &[("TR056", "9056", "Header/BerichtIdentificatie/Identificatie")];
        keten_meldt(&[], &jw315().into(), &leeg());
        keten_meldt(verwacht, &jw315().into(), &eerder);
        keten_meldt(verwacht, &jw301().into(), &eerder);
        keten_meldt(&[], &jw302().into(), &eerder);
        let mut van_verzoek = eerder;
        van_verzoek.verzoeken.insert("R-1".into(), Default::default());
        keten_meldt(verwacht, &jw319().into(), &van_verzoek);
    }

    #[test]
    fn tr056_geldt_ook_voor_start_stop_en_wijziging() {
        let verwacht: &[_] = &[("TR056", "9056", "Header/BerichtIdentificatie/Identificatie")];
        let mut eerder = loopt();
        eerder.ontvangen = true;
        keten_meldt(verwacht, &jw305().into(), &eerder);
        keten_meldt(verwacht, &jw317().into(), &eerder);
        eerder.leveringen = geleverd(jw305());
        keten_meldt(verwacht, &jw307().into(), &eerder);
    }
}
