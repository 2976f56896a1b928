//! Level 4 beside the walk: the head once, and each line while it is there.

use super::{Plaats, Prestatie};
use crate::declaratie::{Keuring, Kop, Prestatieregel};
use crate::regels::prestatie::Plaatser;
use crate::regels::{self, Bron, MEESTE};
use crate::{Bericht, Bevinding};

/// What level 4 found. It counts only when level 2 finds nothing at all.
pub(super) struct BronGang<'b> {
    bron: &'b Bron,
    keuring: Option<Keuring>,
    pub(super) bevindingen: Vec<Bevinding>,
}

impl<'b> BronGang<'b> {
    pub(super) fn nieuw(bron: &'b Bron) -> Self {
        Self {
            bron,
            keuring: None,
            bevindingen: Vec::new(),
        }
    }

    pub(super) fn kop(&mut self, kop: &Bericht, plaatser: &mut dyn Plaatser) {
        self.bewaar(regels::bron(kop, self.bron), "", plaatser);
        if let Bericht::Jw323(b) = kop {
            self.keuring = Some(Keuring::alleen_bron(Kop::van(b), self.bron));
        }
    }

    pub(super) fn prestatie(
        &mut self,
        plaats: Plaats,
        prestatie: Prestatie<'_>,
        plaatser: &mut dyn Plaatser,
    ) {
        let Some(keuring) = &self.keuring else { return };
        let gevonden = van_regel(keuring, plaats, prestatie);
        if !gevonden.is_empty() {
            let boven = format!(
                "Declaratie/Clienten/Client[{}]/Prestaties/Prestatie[{}]/",
                plaats.client, plaats.prestatie
            );
            self.bewaar(gevonden, &boven, plaatser);
        }
    }

    /// What others need to look at lines by themselves.
    pub(super) fn los(&self) -> Option<Keuring> {
        self.keuring
            .as_ref()
            .map(|keuring| Keuring::alleen_bron(keuring.kop().clone(), self.bron))
    }

    fn bewaar(&mut self, gevonden: Vec<Bevinding>, boven: &str, plaatser: &mut dyn Plaatser) {
        let ruimte = MEESTE.saturating_sub(self.bevindingen.len());
        for mut bevinding in gevonden.into_iter().take(ruimte) {
            let plek = plaatser.plek(bevinding.pad.strip_prefix(boven).unwrap_or_default());
            (bevinding.regelnummer, bevinding.kolom) = (plek.regel, plek.kolom);
            self.bevindingen.push(bevinding);
        }
    }
}

/// What level 4 finds in one line.
pub(super) fn van_regel(keuring: &Keuring, plaats: Plaats, prestatie: Prestatie<'_>) -> Vec<Bevinding> {
    let Prestatie::Jw323(prestatie) = prestatie else {
        return Vec::new();
    };
    keuring.bron_van_regel(&Prestatieregel {
        client: plaats.client.saturating_sub(1),
        nummer: plaats.prestatie.saturating_sub(1),
        bsn: "",
        prestatie,
    })
}
