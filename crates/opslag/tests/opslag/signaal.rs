//! Signals that come back, how they were worked out, what waits to be worked out, counts, and the wish for a mail: who sees
//! and changes what.

use crate::steun::*;
use houvast_begrip::{Centen, Houder};
use houvast_opslag::op_beide;
use houvast_opslag::*;
use jiff::civil::{Date, date};
use uuid::Uuid;

fn som(signaal: &Signaal) -> SignaalSom {
    SignaalSom {
        houder: signaal.houder.clone(),
        signaal: signaal.id,
        aanleiding: "2026-11-22".into(),
        samenvatting: "Het budget is op 4 mei 2027 op.".into(),
        gronden: "[]".into(),
        berekend_op: nu(),
        afgedaan_door: None,
        afgedaan_reden: Some("Gebeld met de moeder van Noor".into()),
        versie: 1,
    }
}

fn wens(aan: bool) -> Dagmail {
    Dagmail {
        houder: regio(),
        account: Uuid::nil(),
        adres: Some("noor.jansen@zwolle.example".into()),
        aan,
        verstuurd_voor: None,
        gewijzigd_op: nu(),
        versie: 1,
    }
}

fn evaluatie(t: &Toewijzing) -> Evaluatie {
    Evaluatie {
        houder: t.houder.clone(),
        id: id(),
        toewijzing: t.id,
        aanbieder: t.aanbieder,
        jeugdige: t.jeugdige,
        gehouden_op: VANDAAG,
        door: None,
        op: nu(),
    }
}

/// A signal about the help of this case, with its sum and an evaluation.
async fn met_signaal(o: &Opslag, z: &Zaak) -> Signaal {
    let s = signaal(
        &zwolle(),
        SignaalSoort::BudgetOp,
        z.toewijzing.id,
        Some(vaart()),
        VANDAAG,
    );
    let mut tx = o.begin(&systeem()).await.unwrap();
    tx.zet_signalen(std::slice::from_ref(&s)).await.unwrap();
    tx.leg_signaalsommen_vast(&[som(&s)]).await.unwrap();
    tx.leg_evaluaties_vast(&[evaluatie(&z.toewijzing)]).await.unwrap();
    tx.commit().await.unwrap();
    s
}

/// What each question gives for this asker.
async fn alles(o: &Opslag, b: &Bereik, z: &Zaak, s: &Signaal) -> Vec<(&'static str, usize)> {
    let mut l = o.lees(b).await.unwrap();
    let verlopen = l.verlopen(&[z.toewijzing.id]).await.unwrap();
    let alle = SignaalVraag::alles(VANDAAG);
    let budget = SignaalVraag::van(VANDAAG, [SignaalSoort::BudgetOp]);
    vec![
        ("signaal", usize::from(l.signaal(s.id).await.unwrap().is_some())),
        (
            "signalen_over",
            l.signalen_over(&[s.onderwerp], &[s.soort]).await.unwrap().len(),
        ),
        ("signaalsommen", l.signaalsommen(&[s.id]).await.unwrap().len()),
        ("verlopen", verlopen.toewijzingen.len()),
        ("evaluaties", verlopen.evaluaties.len()),
        (
            "samenvatting",
            l.signalen(&alle.los(), Bladzijde::eerste(9))
                .await
                .unwrap()
                .rijen
                .iter()
                .filter(|r| r.samenvatting.is_some())
                .count(),
        ),
        ("soorttelling", l.soorttelling(&budget).await.unwrap().len()),
    ]
}

/// For the gemeente and the program only.
async fn tellingen(o: &Opslag, b: &Bereik, z: &Zaak) -> Vec<(&'static str, usize)> {
    let h: &Houder = &z.kind.houder;
    let alle = o
        .lees(&systeem())
        .await
        .unwrap()
        .besluiten_in(h, date(2000, 1, 1), date(2100, 1, 1), None, 9)
        .await;
    let genomen = alle.unwrap()[0].id;
    let mut l = o.lees(b).await.unwrap();
    vec![
        ("besluit", l.besluit(genomen).await.unwrap().iter().count()),
        (
            "verzoektelling",
            l.verzoektelling(VANDAAG, VANDAAG, VANDAAG).await.unwrap().len(),
        ),
        (
            "producttelling",
            l.producttelling(VANDAAG, VANDAAG).await.unwrap().len(),
        ),
        (
            "budgettelling",
            l.budgettelling(VANDAAG, VANDAAG).await.unwrap().len(),
        ),
        (
            "besluiten_in",
            l.besluiten_in(h, date(2000, 1, 1), date(2100, 1, 1), None, 9)
                .await
                .unwrap()
                .len(),
        ),
    ]
}

op_beide! {
    async fn wie_buiten_het_bereik_staat_ziet_geen_signaal_en_geen_telling(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let mut gegeven = besluit(&z.product);
        gegeven.soort = BesluitSoort::Besluit;
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_besluiten_vast(&[gegeven]).await.unwrap();
        tx.commit().await.unwrap();
        let s = met_signaal(o, &z).await;
        for bereik in [systeem(), consulent("0193"), medewerker(vaart())] {
            for (naam, aantal) in alles(o, &bereik, &z, &s).await {
                assert_eq!(aantal, 1, "{naam} voor {:?}", bereik.rol());
            }
        }
        for bereik in [systeem(), consulent("0193")] {
            for (naam, aantal) in tellingen(o, &bereik, &z).await {
                assert_eq!(aantal, 1, "{naam} voor {:?}", bereik.rol());
            }
        }
        let mag_niet = [
            consulent("0150"),
            medewerker(brink()),
            beheer(),
            verwijzer(praktijk()),
            Bereik::sturing(Uuid::nil(), regio()),
        ];
        for bereik in &mag_niet {
            for (naam, aantal) in alles(o, bereik, &z, &s).await {
                assert_eq!(aantal, 0, "{naam} lekt naar {:?}", bereik.rol());
            }
        }
        for bereik in mag_niet.iter().chain([&medewerker(vaart())]) {
            for (naam, aantal) in tellingen(o, bereik, &z).await {
                assert_eq!(aantal, 0, "{naam} lekt naar {:?}", bereik.rol());
            }
        }
    }

    async fn alleen_het_programma_zet_signalen_en_wensen(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let s = met_signaal(o, &z).await;
        for bereik in [consulent("0150"), medewerker(vaart()), medewerker(brink()), Bereik::sturing(Uuid::nil(), regio())] {
            let mut tx = o.begin(&bereik).await.unwrap();
            let buiten = |r: Uitslag<()>| assert!(matches!(r, Err(OpslagFout::BuitenBereik(_))), "{r:?}");
            buiten(tx.zet_signalen(std::slice::from_ref(&s)).await);
            buiten(tx.leg_signaalsommen_vast(&[som(&s)]).await);
            buiten(tx.leg_evaluaties_vast(&[evaluatie(&z.toewijzing)]).await);
            buiten(tx.zet_dagmails(&[wens(true)]).await);
            buiten(tx.neem_signaalwerk(&zwolle(), 9).await.map(|_| ()));
            buiten(tx.vraag_signalen_van_dag(&zwolle(), (VANDAAG, VANDAAG), (Uuid::nil(), 9), nu()).await.map(|_| ()));
            buiten(tx.dagmail_verstuurd(Uuid::nil(), VANDAAG).await.map(|_| ()));
            buiten(tx.dagmail_niet_verstuurd(Uuid::nil(), VANDAAG, None).await.map(|_| ()));
            buiten(tx.dagmails_voor(VANDAAG).await.map(|_| ()));
            assert_eq!(tx.vraag_signalen(&zwolle(), &[z.toewijzing.nummer], nu()).await.unwrap(), 0);
            assert_eq!(tx.laat_signalen_vervallen(s.soort, &[s.onderwerp], nu()).await.unwrap(), 0);
        }
    }

    async fn een_dag_gaat_in_delen_en_slaat_niets_over(proef: &Proef) {
        let o = &proef.opslag;
        let mut zaken = Vec::new();
        for plek in 0..5 {
            zaken.push(zaak(o, &zwolle(), vaart(), plek).await.toewijzing.id);
        }
        zaak(o, &deventer(), vaart(), 5).await;
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.neem_signaalwerk(&zwolle(), 9).await.unwrap();
        let (mut na, mut delen) = (Some(Uuid::nil()), Vec::new());
        while let Some(vanaf) = na {
            let deel = tx.vraag_signalen_van_dag(&zwolle(), (VANDAAG, VANDAAG), (vanaf, 1), nu()).await.unwrap();
            na = deel.1;
            delen.push(deel.0);
        }
        assert_eq!(delen, [2, 2, 1], "tot en met de tweede, de vierde, en de rest");
        let mut genomen = tx.neem_signaalwerk(&zwolle(), 9).await.unwrap();
        genomen.sort();
        zaken.sort();
        assert_eq!(genomen, zaken);
    }

    async fn een_signaal_dat_terugkomt_houdt_zijn_id_en_is_weer_open(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let s = met_signaal(o, &z).await;
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert_eq!(tx.laat_signalen_vervallen(s.soort, &[s.onderwerp], nu()).await.unwrap(), 1);
        assert_eq!(tx.laat_signalen_vervallen(s.soort, &[s.onderwerp], nu()).await.unwrap(), 0);
        let mut weer = signaal(&zwolle(), s.soort, s.onderwerp, Some(vaart()), date(2026, 12, 1));
        weer.uiterlijk = Some(date(2027, 1, 4));
        tx.zet_signalen(&[weer]).await.unwrap();
        let nu_is = tx.signaal(s.id).await.unwrap().unwrap();
        assert_eq!((nu_is.vanaf, nu_is.uiterlijk, nu_is.klaar_op), (date(2026, 12, 1), Some(date(2027, 1, 4)), None));
        assert_eq!(nu_is.versie, 3);
        tx.commit().await.unwrap();
    }

    async fn wat_wacht_wordt_een_keer_genomen_en_wacht_weer_als_het_misgaat(proef: &Proef) {
        let o = &proef.opslag;
        let een = zaak(o, &zwolle(), vaart(), 0).await;
        let twee = zaak(o, &deventer(), brink(), 1).await;
        let mut tx = o.begin(&systeem()).await.unwrap();
        let dag = async |tx: &mut Tx, sinds: Date, vandaag: Date| {
            let mut som = 0;
            for houder in [zwolle(), deventer()] {
                let (aantal, verder) =
                    tx.vraag_signalen_van_dag(&houder, (sinds, vandaag), (Uuid::nil(), 9), nu()).await.unwrap();
                assert_eq!(verder, None);
                som += aantal;
            }
            som
        };
        let van = async |tx: &mut Tx, houder: &Houder| tx.neem_signaalwerk(houder, 9).await.unwrap();
        assert_eq!(van(&mut tx, &zwolle()).await, [een.toewijzing.id], "wie een toewijzing bewaart, vraagt het vanzelf");
        assert_eq!(van(&mut tx, &deventer()).await, [twee.toewijzing.id]);
        assert!(tx.gemeente_met_signaalwerk().await.unwrap().is_none());
        for _ in 0..2 {
            assert_eq!(tx.vraag_signalen(&zwolle(), &[een.toewijzing.nummer, 999], nu()).await.unwrap(), 1);
        }
        assert_eq!(tx.vraag_signalen(&deventer(), &[een.toewijzing.nummer], nu()).await.unwrap(), 0, "het nummer van een andere gemeente");
        assert_eq!(tx.gemeente_met_signaalwerk().await.unwrap(), Some(zwolle()));
        assert!(van(&mut tx, &deventer()).await.is_empty());
        assert_eq!(van(&mut tx, &zwolle()).await.len(), 1, "twee keer gevraagd is een keer werk");
        assert_eq!(dag(&mut tx, VANDAAG, VANDAAG).await, 2);
        tx.commit().await.unwrap();
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert_eq!(van(&mut tx, &zwolle()).await, [een.toewijzing.id]);
        assert!(van(&mut tx, &zwolle()).await.is_empty(), "een keer");
        assert!(tx.neem_signaalwerk(&deventer(), 0).await.unwrap().is_empty(), "niet meer dan gevraagd");
        assert_eq!(van(&mut tx, &deventer()).await, [twee.toewijzing.id]);
        drop(tx);
        assert!(o.lees(&systeem()).await.unwrap().gemeente_met_signaalwerk().await.unwrap().is_some(), "zonder commit wacht het nog");
        // What begins tomorrow or ended the day before yesterday needs nothing.
        let mut tx = weer_vrij(o, async |tx| van(tx, &zwolle()).await.len() + van(tx, &deventer()).await.len() == 2).await;
        assert_eq!(dag(&mut tx, VANDAAG, VANDAAG.yesterday().unwrap()).await, 0);
        assert_eq!(dag(&mut tx, date(2027, 11, 21), date(2028, 1, 1)).await, 2);
        assert_eq!(dag(&mut tx, date(2027, 11, 22), date(2028, 1, 1)).await, 0);
        tx.commit().await.unwrap();
    }

    async fn een_mailadres_en_een_afspraak_staan_niet_leesbaar_in_de_tabel(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let s = met_signaal(o, &z).await;
        let account = account("mail", Rol::Consulent, None);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&account, &[]).await.unwrap();
        let mut gewild = wens(true);
        gewild.account = account.id;
        tx.zet_dagmails(std::slice::from_ref(&gewild)).await.unwrap();
        assert_eq!(tx.dagmail(account.id).await.unwrap(), Some(gewild.clone()));
        assert_eq!(tx.dagmails_voor(VANDAAG).await.unwrap(), [gewild.clone()]);
        assert!(tx.dagmail_verstuurd(account.id, VANDAAG).await.unwrap());
        assert!(!tx.dagmail_verstuurd(account.id, VANDAAG).await.unwrap(), "een keer per dag");
        assert!(tx.dagmails_voor(VANDAAG).await.unwrap().is_empty());
        assert_eq!(tx.dagmails_voor(VANDAAG.tomorrow().unwrap()).await.unwrap().len(), 1);
        let gisteren = VANDAAG.yesterday().ok();
        assert!(!tx.dagmail_niet_verstuurd(account.id, VANDAAG.tomorrow().unwrap(), None).await.unwrap(), "een andere dag");
        assert!(tx.dagmail_niet_verstuurd(account.id, VANDAAG, gisteren).await.unwrap());
        assert_eq!(tx.dagmails_voor(VANDAAG).await.unwrap()[0].verstuurd_voor, gisteren, "teruggegeven is weer te doen");
        assert!(tx.dagmail_verstuurd(account.id, VANDAAG).await.unwrap());
        let som = tx.signaalsommen(&[s.id]).await.unwrap().pop().unwrap();
        assert_eq!(som.afgedaan_reden.as_deref(), Some("Gebeld met de moeder van Noor"));
        tx.commit().await.unwrap();
        let ander = Bereik::gemeente(id(), Rol::Consulent, regio(), [gemeente("0193")]);
        assert_eq!(o.lees(&ander).await.unwrap().dagmail(account.id).await.unwrap(), None, "ieder zijn eigen wens");
        let zichzelf = Bereik::gemeente(account.id, Rol::Consulent, regio(), [gemeente("0193")]);
        assert!(o.lees(&zichzelf).await.unwrap().dagmail(account.id).await.unwrap().is_some());
        if let Some(bestand) = &proef.bestand {
            let map = bestand.parent().unwrap();
            for deel in std::fs::read_dir(map).unwrap().flatten() {
                let bytes = std::fs::read(deel.path()).unwrap();
                for geheim in ["noor.jansen@", "moeder van Noor"] {
                    assert!(!bytes.windows(geheim.len()).any(|w| w == geheim.as_bytes()), "{geheim} in {:?}", deel.path());
                }
            }
        }
    }

    async fn geleverd_is_wat_de_eigen_aanbieder_declareerde_en_niet_werd_afgekeurd(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let van = |agb, nummer: &str, status, codes: &str, debet: &str, centen: i64| {
            let d = crate::levering::declaratie(&z.bericht, agb, nummer, date(2026, 12, 1));
            let mut p = crate::levering::prestatie(&d, 1, nummer, z.toewijzing.nummer);
            (p.status, p.codes, p.debet_credit, p.bedrag) = (status, codes.to_owned(), debet.to_owned(), Centen(centen));
            (d, p)
        };
        let rijen = [
            van(vaart(), "D1", PrestatieStatus::Toegekend, "", "D", 10_000),
            van(vaart(), "D2", PrestatieStatus::Open, "", "D", 2_000),
            van(vaart(), "D3", PrestatieStatus::Open, "", "C", 500),
            van(vaart(), "D4", PrestatieStatus::Open, "9387", "D", 70_000),
            van(vaart(), "D5", PrestatieStatus::Afgekeurd, "", "D", 70_000),
            van(brink(), "D6", PrestatieStatus::Open, "", "D", 70_000),
        ];
        let eerste = rijen[0].0.id;
        let mut tx = o.begin(&systeem()).await.unwrap();
        for (mut d, mut p) in rijen {
            let mut b = bericht(&zwolle(), Richting::In, "JW323", d.aanbieder);
            b.jeugdige = None;
            d.bericht = b.id;
            p.declaratie = d.id;
            tx.leg_berichten_vast(&[b]).await.unwrap();
            tx.leg_declaraties_vast(&[d]).await.unwrap();
            tx.leg_prestaties_vast(&[p]).await.unwrap();
        }
        let verlopen = tx.verlopen(&[z.toewijzing.id]).await.unwrap();
        let bedragen: Vec<i64> = verlopen.geleverd.iter().map(|g| g.bedrag.0).collect();
        assert_eq!(bedragen, [11_500], "toegekend en wachtend, min het credit");
        tx.neem_signaalwerk(&zwolle(), 9).await.unwrap();
        assert_eq!(tx.vraag_signalen_van_declaratie(&deventer(), eerste, nu()).await.unwrap(), 0);
        assert_eq!(tx.vraag_signalen_van_declaratie(&zwolle(), eerste, nu()).await.unwrap(), 1);
        assert_eq!(tx.neem_signaalwerk(&zwolle(), 9).await.unwrap(), [z.toewijzing.id]);
        tx.commit().await.unwrap();
        for bereik in [consulent("0150"), medewerker(vaart()), Bereik::sturing(Uuid::nil(), regio())] {
            let mut tx = o.begin(&bereik).await.unwrap();
            assert_eq!(tx.vraag_signalen_van_declaratie(&zwolle(), eerste, nu()).await.unwrap(), 0, "{:?}", bereik.rol());
        }
    }
}
