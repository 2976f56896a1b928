//! Hulpvragen of the Toegang: only for the gemeente itself, urgent first (R-294), sealed, one writer at a time.

use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::*;
use jiff::civil::{Date, date};
use uuid::Uuid;

pub(crate) fn hulpvraag(kind: &Jeugdige, urgentie: Urgentie, besluit_voor: Date) -> Hulpvraag {
    Hulpvraag {
        houder: kind.houder.clone(),
        id: id(),
        jeugdige: kind.id,
        gevraagd_op: VANDAAG,
        urgentie,
        status: HulpvraagStatus::Open,
        besluit_voor,
        inhoud: Some(r#"{"vraag":"Noor wil weer naar school"}"#.into()),
        consulent: Some(Uuid::nil()),
        aanbieder: Some(vaart()),
        toetsing: None,
        toewijzing: None,
        gemaakt_op: nu(),
        gewijzigd_op: nu(),
        gewijzigd_door: None,
        afgesloten_op: None,
        versie: 1,
    }
}

pub(crate) fn genomen(hulpvraag: &Hulpvraag) -> ToegangBesluit {
    ToegangBesluit {
        houder: hulpvraag.houder.clone(),
        id: id(),
        hulpvraag: Some(hulpvraag.id),
        verwijzing: None,
        toewijzing: None,
        aanbieder: vaart(),
        op: nu(),
        door: Uuid::nil(),
        besluitdatum: VANDAAG,
        feiten: "{}".into(),
        besluit: "{}".into(),
        uitkomst: "toewijzen".into(),
        profiel: "{}".into(),
        reden: Some("Moeder belde er zelf over".into()),
        bericht: None,
    }
}

async fn leg_vast(o: &Opslag, hulpvragen: &[Hulpvraag]) {
    let mut tx = o.begin(&consulent("0193")).await.unwrap();
    tx.leg_hulpvragen_vast(hulpvragen).await.unwrap();
    tx.commit().await.unwrap();
}

async fn alles(o: &Opslag, bereik: &Bereik, h: &Hulpvraag, toewijzing: Uuid) -> [usize; 5] {
    let mut l = o.lees(bereik).await.unwrap();
    let blad = Bladzijde::eerste(9);
    [
        l.hulpvraag(h.id).await.unwrap().iter().count(),
        l.hulpvragen_van(h.jeugdige).await.unwrap().len(),
        l.hulpvragen(HulpvraagVraag::default(), blad)
            .await
            .unwrap()
            .rijen
            .len(),
        l.hulpvraag_besluiten(h.id).await.unwrap().len(),
        l.besluit_bij_toewijzing(toewijzing).await.unwrap().iter().count(),
    ]
}

op_beide! {
    async fn alleen_de_eigen_gemeente_ziet_en_wijzigt_een_hulpvraag(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let h = hulpvraag(&z.kind, Urgentie::Gewoon, date(2027, 1, 18));
        leg_vast(o, std::slice::from_ref(&h)).await;
        let mut tx = o.begin(&consulent("0193")).await.unwrap();
        let toewijzing = z.toewijzing.id;
        let besluit = ToegangBesluit { toewijzing: Some(toewijzing), ..genomen(&h) };
        tx.leg_toegang_besluiten_vast(&[besluit]).await.unwrap();
        tx.commit().await.unwrap();
        for bereik in [systeem(), consulent("0193")] {
            assert_eq!(alles(o, &bereik, &h, toewijzing).await, [1; 5], "{:?}", bereik.rol());
        }
        // The aanbieder that was chosen sees a request for toetsing, not what the family told.
        for bereik in [consulent("0150"), medewerker(vaart()), medewerker(brink()), beheer()] {
            assert_eq!(alles(o, &bereik, &h, toewijzing).await, [0; 5], "{:?}", bereik.rol());
            let mut tx = o.begin(&bereik).await.unwrap();
            assert!(!tx.wijzig_hulpvraag(&h, 1).await.unwrap());
            let buiten = |r: Uitslag<()>| assert!(matches!(r, Err(OpslagFout::BuitenBereik(_))), "{r:?}");
            buiten(tx.leg_hulpvragen_vast(std::slice::from_ref(&h)).await);
            buiten(tx.leg_toegang_besluiten_vast(&[genomen(&h)]).await);
        }
        assert_eq!(o.lees(&systeem()).await.unwrap().hulpvraag(h.id).await.unwrap(), Some(h));
    }

    async fn r294_een_hulpvraag_met_hoge_urgentie_staat_bovenaan(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let laat = hulpvraag(&z.kind, Urgentie::Gewoon, date(2027, 1, 18));
        let vroeg = hulpvraag(&z.kind, Urgentie::Gewoon, date(2026, 12, 1));
        let hoog = hulpvraag(&z.kind, Urgentie::Hoog, date(2027, 2, 1));
        let mut klaar = hulpvraag(&z.kind, Urgentie::Hoog, date(2026, 11, 1));
        klaar.afgesloten_op = Some(nu());
        let mut van_ander = hulpvraag(&z.kind, Urgentie::Spoedig, date(2027, 1, 1));
        van_ander.consulent = None;
        leg_vast(o, &[laat.clone(), vroeg.clone(), hoog.clone(), klaar, van_ander.clone()]).await;
        let mut l = o.lees(&consulent("0193")).await.unwrap();
        let (mut orde, mut na) = (Vec::new(), None);
        loop {
            let blad = na.map_or(Bladzijde::eerste(1), |na| Bladzijde::na(na, 1));
            let lijst = l.hulpvragen(HulpvraagVraag::default(), blad).await.unwrap();
            orde.extend(lijst.rijen.iter().map(|r| r.id));
            na = lijst.volgende;
            if na.is_none() {
                break;
            }
        }
        assert_eq!(orde, [hoog.id, van_ander.id, vroeg.id, laat.id]);
        let eigen = HulpvraagVraag { consulent: Some(Uuid::nil()) };
        assert_eq!(l.hulpvragen(eigen, Bladzijde::eerste(9)).await.unwrap().rijen.len(), 3);
    }

    async fn wie_later_bewaart_op_een_oude_bladzijde_wijzigt_niets(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let mut h = hulpvraag(&z.kind, Urgentie::Gewoon, date(2027, 1, 18));
        leg_vast(o, std::slice::from_ref(&h)).await;
        let mut tx = o.begin(&consulent("0193")).await.unwrap();
        h.inhoud = Some("{}".into());
        assert!(tx.wijzig_hulpvraag(&h, 1).await.unwrap());
        assert!(!tx.wijzig_hulpvraag(&h, 1).await.unwrap(), "iemand was eerst");
        h.status = HulpvraagStatus::Toegewezen;
        h.toewijzing = Some(z.toewijzing.id);
        h.afgesloten_op = Some(nu());
        assert!(tx.wijzig_hulpvraag(&h, 2).await.unwrap());
        assert!(!tx.wijzig_hulpvraag(&h, 3).await.unwrap(), "wat klaar is blijft zoals het is");
        h.versie = 3;
        assert_eq!(tx.hulpvraag(h.id).await.unwrap(), Some(h));
        tx.commit().await.unwrap();
    }

    async fn r012_contracthouders_zijn_wie_op_die_dag_een_contract_heeft(proef: &Proef) {
        let o = &proef.opslag;
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_aanbieders_vast(&[aanbieder(vaart(), "Vaart"), aanbieder(brink(), "Brink")]).await.unwrap();
        tx.leg_contracten_vast(&[
            contract(vaart(), "2", date(2026, 1, 1), Some(date(2026, 12, 31))),
            contract(brink(), "2", date(2027, 1, 1), None),
        ])
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let mut l = o.lees(&consulent("0193")).await.unwrap();
        for (dag, wie) in [
            (date(2025, 12, 31), vec![]),
            (date(2026, 1, 1), vec!["Vaart"]),
            (date(2026, 12, 31), vec!["Vaart"]),
            (date(2027, 1, 1), vec!["Brink"]),
        ] {
            let namen: Vec<String> = l.contracthouders(dag).await.unwrap().into_iter().map(|c| c.naam).collect();
            assert_eq!(namen, wie, "{dag}");
        }
        assert!(o.lees(&medewerker(vaart())).await.unwrap().contracthouders(date(2026, 1, 1)).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn wat_het_gezin_vertelt_staat_niet_leesbaar_in_het_bestand() {
    let proef = houvast_opslag::proef::sqlite().await;
    let o = &proef.opslag;
    let z = zaak(o, &zwolle(), vaart(), 0).await;
    let h = hulpvraag(&z.kind, Urgentie::Gewoon, date(2027, 1, 18));
    leg_vast(o, std::slice::from_ref(&h)).await;
    let mut tx = o.begin(&consulent("0193")).await.unwrap();
    tx.leg_toegang_besluiten_vast(&[genomen(&h)]).await.unwrap();
    tx.commit().await.unwrap();
    let bestand = proef.bestand.clone().unwrap();
    let mut bytes = Vec::new();
    for deel in std::fs::read_dir(bestand.parent().unwrap()).unwrap().flatten() {
        bytes.extend(std::fs::read(deel.path()).unwrap());
    }
    let staat_er = |tekst: &str| bytes.windows(tekst.len()).any(|w| w == tekst.as_bytes());
    assert!(staat_er("toewijzen"), "de proef leest het goede bestand");
    assert!(!staat_er("weer naar school"));
    assert!(!staat_er("Moeder belde"));
    proef.ruim_op().await;
}
