//! Which Prestaties were granted, and not credited after that.

use super::Archief;
use std::collections::BTreeSet;

impl Archief {
    /// Are there granted Prestaties on this toewijzing that were not credited (TR385)?
    pub(super) fn heeft_toegekend(&self, gemeente: &str, nummer: u32) -> bool {
        let (mut debet, mut credit) = (BTreeSet::new(), BTreeSet::new());
        for (declaratie, prestatie) in self.toegekend() {
            if declaratie.header.ontvanger != gemeente || prestatie.toewijzing_nummer != nummer {
                continue;
            }
            let aanbieder = &declaratie.header.afzender;
            let referentie = &prestatie.product_referentie;
            match &referentie.vorig_referentie_nummer {
                Some(vorig) => credit.insert((aanbieder, vorig)),
                None => debet.insert((aanbieder, &referentie.referentie_nummer)),
            };
        }
        !debet.is_subset(&credit)
    }
}
