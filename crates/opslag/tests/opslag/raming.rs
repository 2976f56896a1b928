//! Estimates, and changes as people weigh them: who may see them, and that nobody overwrites another.

use crate::steun::*;
use houvast_begrip::Centen;
use houvast_opslag::op_beide;
use houvast_opslag::*;
use jiff::civil::date;

const VANDAAG: jiff::civil::Date = date(2026, 11, 20);

fn raming(z: &Zaak) -> RamingRij {
    RamingRij {
        houder: z.kind.houder.clone(),
        id: id(),
        soort: RamingOnderwerp::Verzoek,
        onderwerp: z.verzoek.id,
        jeugdige: Some(z.kind.id),
        aanbieder: Some(z.verzoek.aanbieder),
        wijze: RamingWijze::Rekenhulp,
        invoer: Some("{\"onderbouwing\":\"gesprek met moeder\"}".into()),
        bedrag: Some(Centen::euro(10_400)),
        uren: Some(10_400),
        uitkomst: Some("Standaardbudget 6".into()),
        profiel: None,
        vastgesteld_op: None,
        vastgesteld_door: None,
        gewijzigd_op: nu(),
        gewijzigd_door: None,
        versie: 1,
    }
}

fn wijziging(z: &Zaak) -> Wijziging {
    Wijziging {
        houder: z.kind.houder.clone(),
        id: id(),
        jeugdige: z.kind.id,
        aanbieder: z.verzoek.aanbieder,
        kanaal: WijzigKanaal::BeveiligdeMail,
        wijzigverzoek: None,
        ontvangen: VANDAAG,
        antwoord_voor: date(2026, 11, 27),
        onderzoek_voor: None,
        toewijzing: Some(z.toewijzing.nummer),
        budget: Some(Centen::euro(12_000)),
        einddatum: None,
        feiten: Some("{}".into()),
        besluit: None,
        uitkomst: None,
        toelichting: None,
        beslist_door: None,
        beslist_op: None,
        bericht: None,
        taak_klaar_op: None,
        versie: 1,
    }
}

/// One line that counts, one credit, and one that was refused.
async fn gedeclareerd(o: &Opslag, z: &Zaak) {
    let d = Declaratie {
        houder: z.kind.houder.clone(),
        id: id(),
        bericht: z.bericht.id,
        aanbieder: z.verzoek.aanbieder,
        nummer: "D1".into(),
        begindatum: date(2026, 10, 1),
        einddatum: date(2026, 10, 31),
        dagtekening: VANDAAG,
        ontvangen_op: nu(),
        antwoord_voor: VANDAAG,
        ingediend: Centen(0),
        toegekend: None,
        aantal_prestaties: 3,
        aantal_fout: 0,
        status: DeclaratieStatus::TeBeoordelen,
        antwoord: None,
        afgehandeld_op: None,
        versie: 1,
    };
    let regel = |volgnummer, euro, debet_credit: &str, status| Prestatie {
        houder: d.houder.clone(),
        id: id(),
        declaratie: d.id,
        volgnummer,
        aanbieder: d.aanbieder,
        jeugdige: Some(z.kind.id),
        referentie: Geheim(format!("P{volgnummer}").into_bytes()),
        vorige_referentie: None,
        toewijzing: z.toewijzing.nummer,
        categorie: "45".into(),
        code: "45A04".into(),
        begindatum: d.begindatum,
        einddatum: d.einddatum,
        volume: 60,
        eenheid: "01".into(),
        tarief: None,
        bedrag: Centen::euro(euro),
        debet_credit: debet_credit.into(),
        status,
        codes: String::new(),
    };
    let rijen = [
        regel(1, 500, "D", PrestatieStatus::Open),
        regel(2, 100, "C", PrestatieStatus::Toegekend),
        regel(3, 900, "D", PrestatieStatus::Afgekeurd),
    ];
    let mut tx = o.begin(&systeem()).await.unwrap();
    tx.leg_declaraties_vast(std::slice::from_ref(&d)).await.unwrap();
    tx.leg_prestaties_vast(&rijen).await.unwrap();
    tx.commit().await.unwrap();
}

async fn alles(o: &Opslag, b: &Bereik, z: &Zaak, w: &Wijziging) -> [(&'static str, usize); 4] {
    let mut l = o.lees(b).await.unwrap();
    let raming = l
        .raming_van(RamingOnderwerp::Verzoek, z.verzoek.id)
        .await
        .unwrap();
    [
        ("raming_van", raming.iter().count()),
        ("wijziging", l.wijziging(w.id).await.unwrap().iter().count()),
        (
            "wijzigingen_van",
            l.wijzigingen_van(z.kind.id).await.unwrap().len(),
        ),
        (
            "besteed_op",
            l.besteed_op(&z.kind.houder, z.toewijzing.nummer)
                .await
                .unwrap()
                .len()
                / 2,
        ),
    ]
}

op_beide! {
    async fn ramingen_en_wijzigingen_bestaan_alleen_binnen_het_bereik(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let (r, w) = (raming(&z), wijziging(&z));
        gedeclareerd(o, &z).await;
        let mut tx = o.begin(&consulent("0193")).await.unwrap();
        assert!(tx.leg_raming_vast(&r).await.unwrap());
        assert!(tx.leg_wijziging_vast(&w).await.unwrap());
        tx.commit().await.unwrap();
        for bereik in [systeem(), consulent("0193"), medewerker(vaart())] {
            for (naam, aantal) in alles(o, &bereik, &z, &w).await {
                assert_eq!(aantal, 1, "{naam} voor {:?}", bereik.rol());
            }
        }
        for bereik in [consulent("0150"), medewerker(brink()), beheer()] {
            for (naam, aantal) in alles(o, &bereik, &z, &w).await {
                assert_eq!(aantal, 0, "{naam} lekt naar {:?}", bereik.rol());
            }
        }
        for bereik in [consulent("0150"), medewerker(vaart()), medewerker(brink()), beheer()] {
            let mut tx = o.begin(&bereik).await.unwrap();
            assert!(!tx.wijzig_raming(&r, 1).await.unwrap());
            assert!(!tx.werk_wijziging_bij(&w, 1).await.unwrap());
            let buiten = |u: Uitslag<bool>| assert!(matches!(u, Err(OpslagFout::BuitenBereik(_))), "{u:?}");
            buiten(tx.leg_raming_vast(&raming(&z)).await);
            buiten(tx.leg_wijziging_vast(&wijziging(&z)).await);
        }
        let mut l = o.lees(&systeem()).await.unwrap();
        assert_eq!(l.raming_van(RamingOnderwerp::Verzoek, z.verzoek.id).await.unwrap(), Some(r));
        assert_eq!(l.raming_van(RamingOnderwerp::Wijziging, z.verzoek.id).await.unwrap(), None);
        assert_eq!(l.wijziging(w.id).await.unwrap(), Some(w));
    }

    async fn wie_een_oude_versie_heeft_overschrijft_niets(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let (mut r, mut w) = (raming(&z), wijziging(&z));
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.leg_raming_vast(&r).await.unwrap());
        assert!(!tx.leg_raming_vast(&raming(&z)).await.unwrap(), "een zaak heeft een raming");
        assert!(tx.leg_wijziging_vast(&w).await.unwrap());
        assert!(!tx.leg_wijziging_vast(&w).await.unwrap());
        r.bedrag = Some(Centen::euro(8_000));
        r.invoer = Some("{}".into());
        r.vastgesteld_op = Some(nu());
        assert!(tx.wijzig_raming(&r, 1).await.unwrap());
        assert!(!tx.wijzig_raming(&r, 1).await.unwrap(), "iemand was eerst");
        w.feiten = Some("{\"opdracht\":{}}".into());
        w.onderzoek_voor = Some(date(2027, 1, 15));
        w.uitkomst = Some(WijzigUitkomst::AndereAanbieder);
        w.toelichting = Some("ouders willen dichterbij".into());
        w.beslist_op = Some(nu());
        w.taak_klaar_op = Some(later(5));
        assert!(tx.werk_wijziging_bij(&w, 1).await.unwrap());
        assert!(!tx.werk_wijziging_bij(&w, 1).await.unwrap(), "iemand was eerst");
        tx.commit().await.unwrap();
        (r.versie, w.versie) = (2, 2);
        let mut l = o.lees(&systeem()).await.unwrap();
        assert_eq!(l.raming_van(RamingOnderwerp::Verzoek, z.verzoek.id).await.unwrap(), Some(r));
        assert_eq!(l.wijziging(w.id).await.unwrap(), Some(w), "wat gevraagd is blijft staan");
    }

    async fn een_credit_telt_af_en_een_afgekeurde_regel_niet_mee(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        gedeclareerd(o, &z).await;
        let mut l = o.lees(&systeem()).await.unwrap();
        let mut bedragen: Vec<i64> = l
            .besteed_op(&zwolle(), z.toewijzing.nummer)
            .await
            .unwrap()
            .iter()
            .map(|r| r.bedrag.0)
            .collect();
        bedragen.sort_unstable();
        assert_eq!(bedragen, [-10_000, 50_000]);
    }
}
