//! All levels of one message, with or without an archive of earlier messages.

use crate::antwoord::{Retour, retour};
use crate::archief::Archief;
use crate::controle::{Opties, Verslag, hooguit};
use crate::declaratie::{self, Kop, Uitslag, keur_antwoord};
use crate::regels::{self, Bron};
use crate::{Bericht, Bevinding, lees, zoek_plaatsen};
use std::io;

/// What was found, and how far was looked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Oordeel {
    /// The level on which something was found, else the highest level that was judged.
    pub niveau: u8,
    /// What was found.
    pub bevindingen: Vec<Bevinding>,
    /// Of a declaratie whose lines were judged.
    uitslag: Option<Uitslag>,
}

impl Oordeel {
    const fn nieuw(niveau: u8, bevindingen: Vec<Bevinding>) -> Self {
        Self {
            niveau,
            bevindingen,
            uitslag: None,
        }
    }

    /// The answer to the message that was judged on all levels, as [`retour`] makes it. Of a declaratie with more lines
    /// refused than there are findings kept, every line is in it.
    #[must_use]
    pub fn antwoord(&self, heen: &Bericht, gegevens: &Retour) -> Option<Bericht> {
        match (heen, &self.uitslag) {
            (Bericht::Jw323(b), Some(uitslag)) => Some(declaratie::antwoord(uitslag, &Kop::van(b), gegevens)),
            _ => retour(heen, &self.bevindingen, gegevens),
        }
    }
}

/// Judges a message that passed level 1, up to and including `niveau`. Level 2 first; when that finds nothing, levels 3 and 4
/// together (IV028). Without an archive nothing is known of earlier messages, and level 3 is left out.
#[must_use]
pub fn oordeel(bericht: &Bericht, archief: Option<&Archief>, bron: &Bron, niveau: u8) -> Oordeel {
    if niveau < 2 {
        return Oordeel::nieuw(1, Vec::new());
    }
    let inhoud = regels::inhoud(bericht);
    if !inhoud.is_empty() || niveau == 2 {
        return Oordeel::nieuw(2, inhoud);
    }
    let uitslag = match (archief, bericht) {
        (None, Bericht::Jw323(b)) => Some(declaratie::keur_bron(b, bron)),
        (Some(archief), Bericht::Jw323(b)) => Some(archief.keur_declaratie(b, bron)),
        _ => None,
    };
    let mut bevindingen = match (archief, bericht) {
        (_, Bericht::Jw323(_)) => uitslag.iter().flat_map(|u| u.bevindingen.clone()).collect(),
        (None, _) => regels::bron(bericht, bron),
        (Some(archief), Bericht::Jw325(b)) => keur_antwoord(b, &archief.antwoord_eerder(b), bron),
        (Some(archief), _) => {
            let mut uit = regels::keten(bericht, &archief.eerder(bericht));
            uit.extend(regels::bron(bericht, bron));
            uit
        }
    };
    bevindingen.retain(|bevinding| bevinding.niveau <= niveau);
    let hoogste = match (archief, niveau) {
        (None, 3) => 2,
        _ => niveau,
    };
    Oordeel {
        niveau: bevindingen.iter().map(|b| b.niveau).min().unwrap_or(hoogste),
        bevindingen,
        uitslag: uitslag.filter(|_| niveau >= 4),
    }
}

/// As [`crate::controle::controleer`], with level 3 against an archive.
///
/// # Errors
/// Only what reading the bytes answers.
pub fn controleer(bytes: &[u8], opties: &Opties, archief: &Archief) -> io::Result<Verslag> {
    let lezing = lees(bytes, &opties.grenzen)?;
    let mut verslag = Verslag {
        bestand: String::new(),
        soort: lezing.soort,
        release: lezing.release,
        niveau: 1,
        bevindingen: lezing.bevindingen,
        aanwijzingen: Vec::new(),
        bericht: lezing.bericht,
    };
    if let Some(bericht) = verslag.bericht.as_ref().filter(|_| verslag.geldig()) {
        let Oordeel {
            niveau,
            mut bevindingen,
            ..
        } = oordeel(bericht, Some(archief), &opties.bron, opties.niveau);
        if !bevindingen.is_empty() {
            zoek_plaatsen(bytes, &mut bevindingen);
            bevindingen.sort_by_key(|bevinding| (bevinding.regelnummer, bevinding.kolom));
            hooguit(opties.grenzen.bevindingen, niveau, &mut bevindingen);
        }
        if bevindingen.is_empty() && niveau >= 3 {
            let mut aanwijzingen = regels::proces(bericht, &archief.eerder(bericht));
            zoek_plaatsen(bytes, &mut aanwijzingen);
            hooguit(opties.grenzen.bevindingen, 0, &mut aanwijzingen);
            verslag.aanwijzingen = aanwijzingen;
        }
        verslag.niveau = niveau;
        verslag.bevindingen = bevindingen;
    }
    Ok(verslag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regels::proef::{PEILDATUM, jw301, jw315};
    use crate::schrijf;

    fn niveau_en_regels(oordeel: &Oordeel) -> (u8, Vec<&str>) {
        (
            oordeel.niveau,
            oordeel.bevindingen.iter().map(|b| b.regel.as_ref()).collect(),
        )
    }

    #[test]
    fn zonder_archief_blijft_niveau_3_weg() {
        let (bericht, bron) = (Bericht::from(jw315()), Bron::op(PEILDATUM));
        for (niveau, verwacht) in [(1, 1), (2, 2), (3, 2), (4, 4)] {
            let uit = oordeel(&bericht, None, &bron, niveau);
            assert_eq!(niveau_en_regels(&uit), (verwacht, vec![]));
        }
        assert_eq!(oordeel(&bericht, Some(&Archief::nieuw()), &bron, 3).niveau, 3);
    }

    #[test]
    fn een_aanwijzing_staat_apart_en_maakt_een_bericht_niet_ongeldig() {
        let mut archief = Archief::nieuw();
        archief.voeg_toe(&jw301().into(), true);
        let mut b = jw301();
        b.header.bericht_identificatie.identificatie = "B-2".into();
        b.product(0).einddatum = b.product(0).einddatum.unwrap().tomorrow().ok();
        let bericht = Bericht::from(b);
        let uit = |opties: &Opties| controleer(&schrijf(&bericht), opties, &archief).unwrap();
        let verslag = uit(&Opties::op(PEILDATUM));
        assert!(verslag.geldig());
        let [een] = verslag.aanwijzingen.as_slice() else {
            panic!("{:?}", verslag.aanwijzingen);
        };
        assert_eq!((een.regel.as_ref(), &een.retourcode), ("IV099", &None));
        assert!(een.regelnummer > 1);
        assert!(
            serde_json::to_string(&verslag)
                .unwrap()
                .contains("\"aanwijzingen\":[{")
        );
        // Level 2 looks at no other message.
        let verslag = uit(&Opties {
            niveau: 2,
            ..Opties::op(PEILDATUM)
        });
        assert!(!serde_json::to_string(&verslag).unwrap().contains("aanwijzingen"));
    }

    #[test]
    fn een_declaratie_met_meer_fouten_dan_bewaard_worden_wordt_geheel_beantwoord() {
        use crate::declaratie::proef::{met_referentie, prestatie, proef};
        let mut p = proef();
        let aantal = regels::MEESTE + 5;
        // Cents too much on every line: level 4 sees that without an archive.
        *p.regels() = (0..aantal)
            .map(|i| {
                let mut regel = met_referentie(&prestatie(), &format!("P-{i}"));
                regel.toewijzing_nummer = u32::try_from(i).unwrap();
                regel.ingediend_bedrag.bedrag += 1;
                regel
            })
            .collect();
        p.tel_op();
        let bericht = Bericht::Jw323(Box::new(p.bericht));
        let gegevens = Retour {
            identificatie: "A-1".into(),
            dagtekening: PEILDATUM,
            basisschema_xsd_versie: "1.0.0".into(),
            bericht_xsd_versie: "1.0.0".into(),
        };
        let bron = Bron::op(crate::declaratie::proef::PEILDATUM);
        let oordeel = oordeel(&bericht, None, &bron, 4);
        assert_eq!((oordeel.niveau, oordeel.bevindingen.len()), (4, regels::MEESTE));
        let Some(Bericht::Jw325(uit)) = oordeel.antwoord(&bericht, &gegevens) else {
            panic!("geen JW325");
        };
        let antwoord = uit.declaratie_antwoord.unwrap();
        assert_eq!(antwoord.totaal_toegekend_bedrag.totaal_bedrag, 0);
        assert_eq!(
            antwoord.clienten.unwrap().client[0].prestaties.prestatie.len(),
            aantal
        );
    }

    #[test]
    fn een_bericht_dat_al_in_het_archief_staat_is_dubbel() {
        let bericht = Bericht::from(jw301());
        let mut archief = Archief::nieuw();
        archief.voeg_toe(&bericht, true);
        let bron = Bron::op(PEILDATUM);
        assert!(
            niveau_en_regels(&oordeel(&bericht, Some(&archief), &bron, 4))
                .1
                .contains(&"TR056")
        );
        assert_eq!(
            niveau_en_regels(&oordeel(&bericht, Some(&archief), &bron, 2)),
            (2, vec![])
        );
        let verslag = controleer(&schrijf(&bericht), &Opties::op(PEILDATUM), &archief).unwrap();
        assert_eq!((verslag.niveau, verslag.geldig()), (3, false));
        assert!(
            verslag.bevindingen.iter().all(|b| b.regelnummer > 1),
            "de plaats staat erbij"
        );
    }
}
