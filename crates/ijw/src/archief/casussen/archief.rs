//! What the archive makes of its messages.

use super::declareer::{Regel, Verwacht, credit, declareer, prestatie};
use crate::antwoord::{Retour, retour};
use crate::archief::Archief;
use crate::archief::proef::*;
use crate::regels::proef::{PEILDATUM, jw301, jw302, jw305, jw315};
use crate::{Bericht, Bevinding};
use jiff::civil::date;

const UREN: Hulp<'_> = ("45", "45A48", 3, "04", "4");

fn afwijzing(heen: &Bericht, code: &'static str, pad: &str) -> Bericht {
    let bevinding = Bevinding {
        retourcode: Some(code.into()),
        ..Bevinding::nieuw(3, "TR", pad, "Afgewezen.")
    };
    let gegevens = Retour {
        identificatie: "A-1".into(),
        dagtekening: PEILDATUM,
        basisschema_xsd_versie: "1.0.0".into(),
        bericht_xsd_versie: "1.0.0".into(),
    };
    retour(heen, &[bevinding], &gegevens).unwrap()
}

#[test]
fn een_afgekeurd_bericht_telt_als_niet_gestuurd_behalve_zijn_identificatie() {
    let t: Bericht = jw301().into();
    let vraag: Bericht = jw305().into();
    for weg in [true, false] {
        for retour_eerst in [true, false] {
            let mut archief = Archief::nieuw();
            let nee = afwijzing(&t, "9332", "Client/ToegewezenProducten/ToegewezenProduct[1]");
            if weg && retour_eerst {
                archief.voeg_toe(&nee, true);
            }
            archief.voeg_toe(&t, true);
            if weg && !retour_eerst {
                archief.voeg_toe(&nee, true);
            }
            assert_eq!(archief.eerder(&vraag).toewijzingen.is_empty(), weg);
            assert!(archief.eerder(&t).ontvangen);
        }
    }
    let mut archief = Archief::nieuw();
    archief.voeg_toe(&t, false);
    assert!(archief.eerder(&vraag).toewijzingen.is_empty());
    // An answer without codes refuses nothing.
    let mut archief = Archief::nieuw();
    archief.voeg_toe(&t, true);
    archief.voeg_toe(&jw302().into(), true);
    assert_eq!(archief.eerder(&vraag).toewijzingen.len(), 1);
}

#[test]
fn een_retour_met_9056_gaat_over_de_tweede_keer() {
    let vraag: Bericht = jw315().into();
    let dubbel = afwijzing(&vraag, "9056", "Header/BerichtIdentificatie/Identificatie");
    let mut archief = Archief::nieuw();
    archief.voeg_toe(&vraag, true);
    archief.voeg_toe(&vraag, true);
    archief.voeg_toe(&dubbel, true);
    assert!(archief.eerder(&vraag).open_verzoek);
    // With one copy in the archive that copy is the refused one.
    let mut archief = Archief::nieuw();
    archief.voeg_toe(&vraag, true);
    archief.voeg_toe(&dubbel, true);
    assert!(!archief.eerder(&vraag).open_verzoek);
}

#[test]
fn iv013_de_nieuwste_toewijzing_geldt_in_welke_volgorde_ook() {
    let oud = toegewezen(1, UREN, date(2026, 1, 1), Some(date(2026, 6, 30)));
    let nieuw = anders(oud.clone(), date(2026, 2, 1), date(2026, 12, 31), "04");
    let mut weg = anders(oud.clone(), date(2026, 2, 1), oud.ingangsdatum, "13");
    weg.toewijzingstijd = nieuw
        .toewijzingstijd
        .saturating_add(jiff::SignedDuration::from_secs(1));
    let vraag: Bericht = jw305().into();
    let stuur = |volgorde: [&crate::berichten::jw301::ToegewezenProduct; 2]| {
        let mut archief = Archief::nieuw();
        for (i, product) in volgorde.into_iter().enumerate() {
            let mut b = jw301();
            b.header.bericht_identificatie.identificatie = format!("T-{i}").into();
            b.client.toegewezen_producten.toegewezen_product = vec![product.clone()];
            archief.voeg_toe(&b.into(), true);
        }
        archief.eerder(&vraag).toewijzingen.remove(&1).unwrap()
    };
    for volgorde in [[&oud, &nieuw], [&nieuw, &oud]] {
        assert_eq!(stuur(volgorde).einddatum, Some(date(2026, 12, 31)));
    }
    for volgorde in [[&weg, &nieuw], [&nieuw, &weg]] {
        assert!(stuur(volgorde).verwijderd);
    }
}

#[test]
fn een_ander_kind_of_een_andere_aanbieder_telt_niet_mee() {
    let mut archief = Archief::nieuw();
    archief.voeg_toe(&jw301().into(), true);
    archief.voeg_toe(&jw305().into(), true);
    archief.voeg_toe(&jw315().into(), true);
    let eerder = archief.eerder(&jw305().into());
    assert_eq!(
        (eerder.leveringen.len(), eerder.open_verzoek, eerder.client_bekend),
        (1, true, true)
    );
    let mut ander = jw305();
    ander.client.bsn = "999996770".into();
    let eerder = archief.eerder(&ander.into());
    assert_eq!(
        (eerder.leveringen.len(), eerder.open_verzoek, eerder.client_bekend),
        (0, false, false)
    );
    assert!(!eerder.toewijzingen[&1].zelfde_client);
    let mut ander = jw305();
    ander.header.afzender = "87654321".into();
    let eerder = archief.eerder(&ander.into());
    assert_eq!(
        (eerder.leveringen.len(), eerder.open_verzoek, eerder.client_bekend),
        (0, false, true)
    );
    assert!(!eerder.toewijzingen[&1].zelfde_aanbieder);
    let mut ander = jw305();
    ander.header.ontvanger = "0150".into();
    assert!(archief.eerder(&ander.into()).toewijzingen.is_empty());
}

#[test]
fn tr385_verwijderen_kan_pas_weer_als_alles_is_gecrediteerd() {
    let client = "999996782";
    let hulp = ("43", "43A16", 382_000, "83", "4");
    let begin = date(2023, 5, 8);
    let t = toegewezen(170_500_300, hulp, begin, Some(date(2023, 12, 31)));
    let weg = || toewijzing([anders(t.clone(), date(2023, 7, 4), begin, "13")]);
    let mei: Regel<'_> = (
        "A345678",
        170_500_300,
        ("43", "43A16"),
        (begin, date(2023, 5, 31)),
        (382_000, "83", None),
        382_000,
    );
    let mut casus = Casus::van(client);
    casus.goed(begin, toewijzing([t.clone()]));
    let periode = (date(2023, 6, 2), date(2023, 5, 1));
    let wens = |nummer| (client, nummer);
    let toegekend = Verwacht::Toegekend(382_000);
    declareer(&mut casus, wens("D1"), periode, vec![prestatie(mei)], &toegekend);
    casus.fout(date(2023, 7, 4), weg(), &["TR385"]);
    let periode = (date(2023, 7, 3), date(2023, 6, 1));
    let terug = vec![credit(mei, "A345679")];
    declareer(
        &mut casus,
        wens("D2"),
        periode,
        terug,
        &Verwacht::Toegekend(-382_000),
    );
    casus.goed(date(2023, 7, 5), weg());
}
