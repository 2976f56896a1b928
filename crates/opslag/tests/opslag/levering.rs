//! Starts, stops, requests for change and declarations: who may see them, and what the rules ask of them.

use crate::steun::*;
use houvast_begrip::{AgbCode, Centen, Houder};
use houvast_opslag::op_beide;
use houvast_opslag::*;
use jiff::civil::{Date, date};
use uuid::Uuid;

fn levering(z: &Zaak, volgnummer: i64, soort: LeveringSoort) -> LeveringRij {
    LeveringRij {
        houder: z.kind.houder.clone(),
        id: id(),
        bericht: z.bericht.id,
        volgnummer,
        jeugdige: Some(z.kind.id),
        aanbieder: z.verzoek.aanbieder,
        bsn: z.kind.bsn,
        soort,
        verwijderen: false,
        toewijzing: Some(z.toewijzing.nummer),
        toewijzing_ingangsdatum: None,
        categorie: Some("45".into()),
        code: Some("45A04".into()),
        begindatum: VANDAAG,
        einddatum: (soort == LeveringSoort::Stop).then_some(VANDAAG),
        reden: (soort == LeveringSoort::Stop).then(|| "20".into()),
        op: nu(),
    }
}

fn wijzigverzoek(z: &Zaak) -> Wijzigverzoek {
    Wijzigverzoek {
        houder: z.kind.houder.clone(),
        id: id(),
        bericht: z.bericht.id,
        jeugdige: z.kind.id,
        aanbieder: z.verzoek.aanbieder,
        referentie: "VOW-1".into(),
        reden: "1".into(),
        dagtekening: VANDAAG,
        ontvangen_op: nu(),
        antwoord_voor: date(2026, 11, 27),
        onderzoek_voor: None,
        status: WijzigStatus::Open,
        aantal_producten: 1,
        beslist_door: None,
        reden_afwijzing: None,
        toelichting: None,
        antwoord: None,
        afgehandeld_op: None,
        versie: 1,
    }
}

fn wijzig_product(v: &Wijzigverzoek, toewijzing: i64) -> WijzigProduct {
    WijzigProduct {
        houder: v.houder.clone(),
        id: id(),
        wijzigverzoek: v.id,
        aanbieder: v.aanbieder,
        volgnummer: 1,
        soort: WijzigSoort::TeWijzigen,
        toewijzing: Some(toewijzing),
        categorie: None,
        code: None,
        ingangsdatum: Some(VANDAAG),
        einddatum: Some(date(2027, 11, 21)),
        volume: None,
        eenheid: None,
        frequentie: None,
        budget: Some(Centen::euro(9_000)),
    }
}

pub(crate) fn declaratie(bericht: &Bericht, agb: AgbCode, nummer: &str, maand: Date) -> Declaratie {
    Declaratie {
        houder: bericht.houder.clone(),
        id: id(),
        bericht: bericht.id,
        aanbieder: agb,
        nummer: nummer.into(),
        begindatum: maand,
        einddatum: maand.last_of_month(),
        dagtekening: VANDAAG,
        ontvangen_op: nu(),
        antwoord_voor: date(2026, 12, 4),
        ingediend: Centen::euro(100),
        toegekend: None,
        aantal_prestaties: 1,
        aantal_fout: 0,
        status: DeclaratieStatus::TeBeoordelen,
        antwoord: None,
        afgehandeld_op: None,
        versie: 1,
    }
}

pub(crate) fn prestatie(d: &Declaratie, volgnummer: i64, referentie: &str, toewijzing: i64) -> Prestatie {
    Prestatie {
        houder: d.houder.clone(),
        id: id(),
        declaratie: d.id,
        volgnummer,
        aanbieder: d.aanbieder,
        jeugdige: None,
        referentie: Geheim(referentie.as_bytes().to_vec()),
        vorige_referentie: None,
        toewijzing,
        categorie: "45".into(),
        code: "45A04".into(),
        begindatum: d.begindatum,
        einddatum: d.einddatum,
        volume: 60,
        eenheid: "01".into(),
        tarief: Some(Centen(150)),
        bedrag: Centen(9_000),
        debet_credit: "D".into(),
        status: PrestatieStatus::Open,
        codes: String::new(),
    }
}

/// Everything of this file, once, in one case.
async fn vol(o: &Opslag, z: &Zaak) -> (LeveringRij, Wijzigverzoek, Declaratie, Prestatie) {
    let mut tx = o.begin(&systeem()).await.unwrap();
    let l = levering(z, 1, LeveringSoort::Start);
    let v = wijzigverzoek(z);
    let d = declaratie(&z.bericht, z.verzoek.aanbieder, "D1", date(2026, 10, 1));
    let p = prestatie(&d, 1, "P1", z.toewijzing.nummer);
    let mut toegekend = prestatie(&d, 2, "P2", 900);
    toegekend.status = PrestatieStatus::Toegekend;
    let mut credit = prestatie(&d, 3, "P3", 900);
    credit.vorige_referentie = Some(Geheim(b"P2".to_vec()));
    credit.debet_credit = "C".into();
    tx.leg_leveringen_vast(std::slice::from_ref(&l)).await.unwrap();
    tx.leg_wijzigverzoeken_vast(
        std::slice::from_ref(&v),
        &[wijzig_product(&v, z.toewijzing.nummer)],
    )
    .await
    .unwrap();
    let wacht = signaal(
        &z.kind.houder,
        SignaalSoort::TeBeoordelen,
        z.bericht.id,
        Some(z.verzoek.aanbieder),
        VANDAAG,
    );
    tx.leg_signalen_vast(&[wacht]).await.unwrap();
    tx.leg_declaraties_vast(std::slice::from_ref(&d)).await.unwrap();
    tx.leg_prestaties_vast(&[p.clone(), toegekend, credit])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (l, v, d, p)
}

async fn alles(o: &Opslag, b: &Bereik, z: &Zaak, v: Uuid, d: Uuid) -> Vec<(&'static str, usize)> {
    let mut l = o.lees(b).await.unwrap();
    let (h, agb): (&Houder, _) = (&z.kind.houder, z.verzoek.aanbieder);
    let tekst = |r: &str| [r.to_owned()];
    let nummers = [z.toewijzing.nummer];
    let refs = ["VOW-1".to_owned()];
    vec![
        (
            "leveringen",
            l.leveringen(h, agb, &z.kind.bsn).await.unwrap().len(),
        ),
        (
            "signaaltelling",
            usize::try_from(
                l.signaaltelling(&SignaalVraag::alles(VANDAAG), VANDAAG)
                    .await
                    .unwrap()
                    .los,
            )
            .unwrap(),
        ),
        (
            "losse_signalen",
            l.signalen(&SignaalVraag::alles(VANDAAG).los(), Bladzijde::eerste(9))
                .await
                .unwrap()
                .rijen
                .len(),
        ),
        ("jeugdigen", l.jeugdigen(h, &[z.kind.id]).await.unwrap().len()),
        ("leveringen_van", l.leveringen_van(z.kind.id).await.unwrap().len()),
        (
            "wijzigverzoek_van_bericht",
            l.wijzigverzoek_van_bericht(z.bericht.id)
                .await
                .unwrap()
                .iter()
                .count(),
        ),
        ("wijzigverzoek", l.wijzigverzoek(v).await.unwrap().iter().count()),
        ("wijzig_producten", l.wijzig_producten(&[v]).await.unwrap().len()),
        (
            "wijzigverzoeken_van",
            l.wijzigverzoeken_van(z.kind.id).await.unwrap().len(),
        ),
        (
            "open_wijzigverzoeken_van",
            l.open_wijzigverzoeken_van(h, z.kind.id, agb).await.unwrap().len(),
        ),
        (
            "wijzigverzoeken_met_referentie",
            l.wijzigverzoeken_met_referentie(agb, &refs).await.unwrap().len(),
        ),
        (
            "declaratie_van_bericht",
            l.declaratie_van_bericht(z.bericht.id)
                .await
                .unwrap()
                .iter()
                .count(),
        ),
        (
            "declaraties_met_nummer",
            l.declaraties_met_nummer(h, agb, "D1").await.unwrap().len(),
        ),
        (
            "laatste_declaratie",
            l.laatste_declaratie(h, agb).await.unwrap().iter().count(),
        ),
        (
            "gebruikte_referenties",
            l.gebruikte_referenties(h, agb, &tekst("P1")).await.unwrap().len(),
        ),
        (
            "gecrediteerde_referenties",
            l.gecrediteerde_referenties(h, agb, &tekst("P2"))
                .await
                .unwrap()
                .len(),
        ),
        (
            "toegekende_debetten",
            l.toegekende_debetten(h, agb, &tekst("P2")).await.unwrap().len(),
        ),
        (
            "open_debetten",
            l.open_debetten(h, agb, &nummers).await.unwrap().len(),
        ),
        (
            "toewijzingen_met_nummers",
            l.toewijzingen_met_nummers(h, &nummers).await.unwrap().len(),
        ),
        ("prestaties", l.prestaties(d, 2, 10).await.unwrap().len()),
    ]
}

op_beide! {
    async fn leveringen_en_declaraties_bestaan_alleen_binnen_het_bereik(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let (levering_, v, d, p) = vol(o, &z).await;
        for bereik in [systeem(), consulent("0193"), medewerker(vaart())] {
            for (naam, aantal) in alles(o, &bereik, &z, v.id, d.id).await {
                assert_eq!(aantal, 1, "{naam} voor {:?}", bereik.rol());
            }
        }
        for bereik in [consulent("0150"), medewerker(brink()), beheer()] {
            for (naam, aantal) in alles(o, &bereik, &z, v.id, d.id).await {
                assert_eq!(aantal, 0, "{naam} lekt naar {:?}", bereik.rol());
            }
        }
        for bereik in [consulent("0150"), medewerker(vaart()), medewerker(brink()), beheer()] {
            let mut tx = o.begin(&bereik).await.unwrap();
            assert!(!tx.wijzig_wijzigverzoek(&v, 1).await.unwrap());
            let wacht = SignaalSoort::TeBeoordelen;
            assert!(!tx.verschuif_signaal(&zwolle(), wacht, z.bericht.id, VANDAAG).await.unwrap());
            assert!(!tx.wijzig_declaratie(&d, 1).await.unwrap());
            assert_eq!(tx.ken_prestaties_toe(&zwolle(), d.id).await.unwrap(), 0);
            let buiten = |r: Uitslag<()>| assert!(matches!(r, Err(OpslagFout::BuitenBereik(_))), "{r:?}");
            buiten(tx.leg_leveringen_vast(&[levering(&z, 2, LeveringSoort::Stop)]).await);
            buiten(tx.leg_wijzigverzoeken_vast(&[wijzigverzoek(&z)], &[]).await);
            buiten(tx.leg_wijzigverzoeken_vast(&[], &[wijzig_product(&v, 1)]).await);
            buiten(tx.leg_declaraties_vast(std::slice::from_ref(&d)).await);
            buiten(tx.leg_prestaties_vast(std::slice::from_ref(&p)).await);
        }
        let mut l = o.lees(&systeem()).await.unwrap();
        assert_eq!(l.leveringen(&zwolle(), vaart(), &z.kind.bsn).await.unwrap(), [levering_]);
        assert_eq!(l.wijzigverzoek_van_bericht(z.bericht.id).await.unwrap(), Some(v));
        assert_eq!(l.declaratie_van_bericht(z.bericht.id).await.unwrap(), Some(d));
    }

    async fn een_antwoord_op_een_wijziging_of_declaratie_wordt_een_keer_gegeven(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let (_, mut v, mut d, _) = vol(o, &z).await;
        v.status = WijzigStatus::InOnderzoek;
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.wijzig_wijzigverzoek(&v, 1).await.unwrap());
        assert!(!tx.wijzig_wijzigverzoek(&v, 1).await.unwrap(), "iemand was eerst");
        assert_eq!(tx.open_wijzigverzoeken_van(&zwolle(), z.kind.id, vaart()).await.unwrap().len(), 1);
        v.status = WijzigStatus::Afgewezen;
        v.afgehandeld_op = Some(nu());
        assert!(tx.wijzig_wijzigverzoek(&v, 2).await.unwrap());
        assert!(!tx.wijzig_wijzigverzoek(&v, 3).await.unwrap(), "het antwoord staat vast");
        assert_eq!(tx.open_wijzigverzoeken_van(&zwolle(), z.kind.id, vaart()).await.unwrap(), []);
        d.status = DeclaratieStatus::Afgekeurd;
        d.toegekend = Some(Centen(0));
        d.afgehandeld_op = Some(nu());
        assert!(tx.wijzig_declaratie(&d, 1).await.unwrap());
        assert!(!tx.wijzig_declaratie(&d, 2).await.unwrap());
        tx.commit().await.unwrap();
    }

    async fn een_debet_blijft_open_tot_het_gecrediteerd_is(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let nummer = z.toewijzing.nummer;
        let d = declaratie(&z.bericht, vaart(), "D1", date(2026, 9, 1));
        let maak = |volgnummer, referentie, status, codes: &str| {
            let mut p = prestatie(&d, volgnummer, referentie, nummer);
            p.status = status;
            p.codes = codes.into();
            p
        };
        let credit = |volgnummer, referentie, vorige: &str, status, codes| {
            let mut p = maak(volgnummer, referentie, status, codes);
            p.debet_credit = "C".into();
            p.vorige_referentie = Some(Geheim(vorige.as_bytes().to_vec()));
            p
        };
        use PrestatieStatus::{Afgekeurd, Open, Toegekend};
        let regels = [
            maak(1, "A", Toegekend, ""),
            maak(2, "B", Open, ""),
            maak(3, "C", Open, "9321"),
            maak(4, "D", Afgekeurd, "9321"),
            maak(5, "E", Toegekend, ""),
            credit(6, "F", "E", Toegekend, ""),
            maak(7, "G", Toegekend, ""),
            credit(8, "H", "G", Afgekeurd, "8017"),
            maak(9, "I", Toegekend, ""),
            credit(10, "J", "I", Open, ""),
        ];
        let refs = ["A", "B", "C", "D", "E", "G", "I", "Z"].map(str::to_owned);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_declaraties_vast(std::slice::from_ref(&d)).await.unwrap();
        tx.leg_prestaties_vast(&regels).await.unwrap();
        let namen = |mut lijst: Vec<String>| {
            lijst.sort();
            lijst.concat()
        };
        let van = |lijst: Vec<Prestatie>| {
            namen(lijst.iter().map(|p| String::from_utf8(p.referentie.0.clone()).unwrap()).collect())
        };
        assert_eq!(van(tx.open_debetten(&zwolle(), vaart(), &[nummer]).await.unwrap()), "ABG");
        assert_eq!(tx.open_debetten(&zwolle(), vaart(), &[nummer + 1]).await.unwrap(), []);
        assert_eq!(tx.open_debetten(&zwolle(), brink(), &[nummer]).await.unwrap(), []);
        assert_eq!(namen(tx.gebruikte_referenties(&zwolle(), vaart(), &refs).await.unwrap()), "ABCDEGI");
        assert_eq!(namen(tx.gecrediteerde_referenties(&zwolle(), vaart(), &refs).await.unwrap()), "EI");
        assert_eq!(van(tx.toegekende_debetten(&zwolle(), vaart(), &refs).await.unwrap()), "AEGI");
        assert_eq!(tx.prestaties(d.id, 4, 1).await.unwrap(), [regels[4].clone()]);
        assert_eq!(tx.ken_prestaties_toe(&zwolle(), d.id).await.unwrap(), 2, "zonder bevinding en open: B en J");
        tx.commit().await.unwrap();
    }

    async fn de_laatste_declaratie_is_die_met_de_laatste_periode(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let z2 = zaak(o, &zwolle(), vaart(), 1).await;
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert_eq!(tx.laatste_declaratie(&zwolle(), vaart()).await.unwrap(), None);
        let laat = declaratie(&z.bericht, vaart(), "D2", date(2026, 10, 1));
        let vroeg = declaratie(&z2.bericht, vaart(), "D1", date(2026, 9, 1));
        tx.leg_declaraties_vast(&[laat.clone(), vroeg]).await.unwrap();
        assert_eq!(tx.laatste_declaratie(&zwolle(), vaart()).await.unwrap(), Some(laat));
        assert_eq!(tx.declaraties_met_nummer(&zwolle(), vaart(), "D1").await.unwrap().len(), 1);
        assert_eq!(tx.declaraties_met_nummer(&zwolle(), vaart(), "D3").await.unwrap(), []);
        tx.commit().await.unwrap();
    }

    async fn duizend_prestaties_kosten_een_handvol_vragen(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let d = declaratie(&z.bericht, vaart(), "D1", date(2026, 9, 1));
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_declaraties_vast(std::slice::from_ref(&d)).await.unwrap();
        let blok: Vec<_> = (1..=1_000)
            .map(|n| prestatie(&d, n, &format!("P{n}"), n))
            .collect();
        let refs: Vec<_> = (1..=1_000).map(|n| format!("P{n}")).collect();
        let nummers: Vec<_> = blok.iter().map(|p| p.toewijzing).collect();
        let voor = o.aantal_vragen();
        tx.leg_prestaties_vast(&blok).await.unwrap();
        assert_eq!(tx.gebruikte_referenties(&zwolle(), vaart(), &refs).await.unwrap().len(), 1_000);
        assert_eq!(tx.gecrediteerde_referenties(&zwolle(), vaart(), &refs).await.unwrap().len(), 0);
        assert_eq!(tx.toegekende_debetten(&zwolle(), vaart(), &refs).await.unwrap().len(), 0);
        assert_eq!(tx.open_debetten(&zwolle(), vaart(), &nummers).await.unwrap().len(), 1_000);
        assert_eq!(tx.toewijzingen_met_nummers(&zwolle(), &nummers).await.unwrap().len(), 1);
        let vragen = o.aantal_vragen() - voor;
        assert!((6..=8).contains(&vragen), "{vragen}");
        tx.commit().await.unwrap();
    }
}
