//! RTP 2.3.1 and bijlage 4.

use crate::gemeen::*;
use houvast_beslis::vragen::tariefgroep::{TariefgroepFeiten, Tariefgroepvraag};

fn feiten(functie: Option<&str>, fwg: Option<u32>, schaal: Option<u32>) -> TariefgroepFeiten {
    TariefgroepFeiten {
        functie: functie.map_or(Feit::onbekend(), |f| Feit::aanbieder(f.to_owned())),
        fwg: fwg.map_or(Feit::onbekend(), Feit::aanbieder),
        schaal: schaal.map_or(Feit::onbekend(), Feit::aanbieder),
    }
}

fn groep(functie: Option<&str>, fwg: Option<u32>, schaal: Option<u32>) -> Option<u8> {
    let a = vraag::<Tariefgroepvraag>(&feiten(functie, fwg, schaal));
    a.uitkomst.and_then(|u| u.tariefgroep)
}

/// RTP bijlage 4; R-321…R-325: each scale, and the scales beside it.
#[test]
fn de_schaal_beslist_over_de_tariefgroep() {
    let verwacht = [
        (5, None),
        (6, Some(1)),
        (7, Some(2)),
        (8, Some(2)),
        (9, Some(3)),
        (10, Some(3)),
    ];
    let verder = [(11, Some(4)), (12, Some(5)), (13, None)];
    for (schaal, tg) in verwacht.into_iter().chain(verder) {
        assert_eq!(groep(None, None, Some(schaal)), tg, "schaal {schaal}");
    }
    let a = vraag::<Tariefgroepvraag>(&feiten(None, None, Some(13)));
    assert_eq!((a.oordeel, a.beslisser), (Voorleggen, Some(Rol::Contractbeheer)));
    assert_eq!(artikelen(&a, B::Tariefgroep), "RTP 2.3.1; RTP bijlage 4");
}

/// RTP bijlage 4, V-19.
#[test]
fn zonder_schaal_telt_de_fwg_en_wie_er_tussen_valt_wordt_voorgelegd() {
    for (fwg, tg) in [
        (35, 1),
        (39, 1),
        (41, 2),
        (45, 2),
        (50, 3),
        (55, 3),
        (60, 4),
        (65, 5),
        (70, 6),
        (72, 6),
        (75, 6),
        (80, 7),
    ] {
        assert_eq!(groep(None, Some(fwg), None), Some(tg), "FWG {fwg}");
    }
    for tussenin in [34, 46, 47, 49, 56, 61, 66, 76, 81] {
        let a = vraag::<Tariefgroepvraag>(&feiten(None, Some(tussenin), None));
        assert_eq!(a.oordeel, Voorleggen, "FWG {tussenin}");
    }
    assert_eq!(
        ontbreekt(&vraag::<Tariefgroepvraag>(&feiten(None, Some(40), None))),
        ["schaal"]
    );
    assert_eq!(
        ontbreekt(&vraag::<Tariefgroepvraag>(&feiten(None, None, None))),
        ["schaal"]
    );
}

/// RTP bijlage 4; R-328: the same title in two groups.
#[test]
fn r328_een_functie_in_meer_tariefgroepen_is_niet_eenduidig_zonder_schaal() {
    let functie = "Verpleegkundige";
    assert_eq!(
        ontbreekt(&vraag::<Tariefgroepvraag>(&feiten(Some(functie), None, None))),
        ["schaal"]
    );
    assert_eq!(groep(Some(functie), None, Some(8)), Some(2));
    assert_eq!(groep(Some(functie), None, Some(9)), Some(3));
    assert_eq!(groep(Some("junior psycholoog"), Some(60), None), Some(4));
    assert_eq!(groep(Some("Physician assistant"), None, Some(11)), Some(4));
    // One group alone needs no scale; a scale that says otherwise wins, with a warning.
    assert_eq!(groep(Some("(Kinder)Psychiater"), None, None), Some(7));
    let a = vraag::<Tariefgroepvraag>(&feiten(Some("Helpende"), None, Some(9)));
    assert!(a.gronden.iter().any(|g| g.weging == Weging::LetOp));
    assert_eq!(a.uitkomst.unwrap().tariefgroep, Some(3));
    // A title that nobody knows, and a title beside another FWG.
    assert_eq!(
        vraag::<Tariefgroepvraag>(&feiten(Some("Tovenaar"), None, None)).oordeel,
        Voorleggen
    );
    assert_eq!(
        vraag::<Tariefgroepvraag>(&feiten(Some("Helpende"), Some(80), None)).oordeel,
        Voorleggen
    );
    assert_eq!(
        elders::<Tariefgroepvraag>(&feiten(None, None, Some(6))).oordeel,
        Voorleggen
    );
}

/// RTP bijlage 4: every title of the list leads to its group with a scale or FWG of that group.
#[test]
fn elke_functie_van_de_lijst_komt_uit_bij_haar_groep() {
    let profiel = ijsselland(DAG);
    assert_eq!(profiel.protocol.functies.len(), 112);
    for f in &profiel.protocol.functies {
        let tg = profiel
            .protocol
            .tariefgroepen
            .iter()
            .find(|g| g.nummer == f.tariefgroep)
            .unwrap();
        let uit = match tg.schaal {
            Some((van, _)) => groep(Some(&f.naam), None, Some(van)),
            None => groep(Some(&f.naam), Some(tg.fwg_tot), None),
        };
        assert_eq!(uit, Some(f.tariefgroep), "{}", f.naam);
    }
}
