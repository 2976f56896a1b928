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
    use crate::regels::proef::{jw301, jw302, jw315, jw319, keten_meldt, leeg};

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
}
