//! What a question costs when there are a thousand times as many rows, in instructions of the machine of SQLite.

use crate::steun::*;
use houvast_opslag::proef::Proef;
use houvast_opslag::*;
use jiff::ToSpan;

/// What these questions take.
async fn stappen<T>(proef: &Proef, vraag: impl AsyncFnOnce(&mut Lees) -> T, wie: &Bereik) -> (T, u64) {
    let mut l = proef.opslag.lees(wie).await.unwrap();
    let voor = proef.opslag.aantal_stappen().unwrap();
    let uit = vraag(&mut l).await;
    (uit, proef.opslag.aantal_stappen().unwrap() - voor)
}

/// So many open signals of each of two aanbieders: a tenth of them shows today.
async fn signalen(proef: &Proef, aantal: i64) {
    let rijen: Vec<Signaal> = (0..aantal)
        .flat_map(|n| {
            [vaart(), brink()].map(|agb| {
                let vanaf = if n % 10 == 0 {
                    VANDAAG - 5.days()
                } else {
                    VANDAAG + 30.days()
                };
                let mut s = signaal(&zwolle(), SignaalSoort::EindeNadert, id(), Some(agb), vanaf);
                s.uiterlijk = Some(vanaf + (n % 14).days());
                s
            })
        })
        .collect();
    let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
    assert_eq!(tx.leg_signalen_vast(&rijen).await.unwrap(), rijen.len() as u64);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn wat_nog_niet_toont_kost_niets_en_het_menu_telt_tot_zijn_grens() {
    let proef = houvast_opslag::proef::sqlite().await;
    signalen(&proef, 1_000).await;
    let (telling, klein) = stappen(
        &proef,
        async |l| l.menutelling(&menu(100)).await.unwrap(),
        &consulent("0193"),
    )
    .await;
    assert_eq!(telling.signalen, 100, "niet verder dan gevraagd");
    let alles = SignaalVraag::alles(VANDAAG);
    let (lijst, eerste) = stappen(
        &proef,
        async |l| l.signalen(&alles, Bladzijde::eerste(50)).await.unwrap(),
        &consulent("0193"),
    )
    .await;
    assert!(lijst.rijen.is_sorted_by_key(|s| (s.uiterlijk, s.id)) && lijst.rijen.len() == 50);
    signalen(&proef, 9_000).await;
    let (telling, groot) = stappen(
        &proef,
        async |l| l.menutelling(&menu(100)).await.unwrap(),
        &consulent("0193"),
    )
    .await;
    assert_eq!(telling.signalen, 100);
    assert!(groot <= klein + 50, "het menu: {klein} stappen werden er {groot}");
    // 2,000 show of 20,000 that are open: each costs a look at the index and a place in the order, and no more.
    let (op_orde, tweede) = stappen(
        &proef,
        async |l| l.signalen(&alles, Bladzijde::eerste(50)).await.unwrap(),
        &consulent("0193"),
    )
    .await;
    assert!(
        tweede < eerste + 1_800 * 40,
        "de lijst: {eerste} stappen werden er {tweede}"
    );
    // Walked by last day it is the same page, and costs no more than a page.
    let lopend = SignaalVraag {
        veel: true,
        ..alles.clone()
    };
    let (gelopen, stand) = stappen(
        &proef,
        async |l| l.signalen(&lopend, Bladzijde::eerste(50)).await.unwrap(),
        &consulent("0193"),
    )
    .await;
    assert_eq!(gelopen, op_orde);
    assert!(stand < 20_000, "gelopen: {stand} stappen, op orde gezet {tweede}");
    for wie in [consulent("0193"), medewerker(brink())] {
        let (telling, stand) = stappen(
            &proef,
            async |l| l.signaaltelling(&alles, VANDAAG).await.unwrap(),
            &wie,
        )
        .await;
        assert_eq!(telling.alle, VEEL_SIGNALEN);
        assert!(stand < 5 * 1_000 * 60, "de stand: {stand} stappen");
    }
    proef.ruim_op().await;
}

/// Signals of one gemeente that show, all due on this day.
async fn met_dag(proef: &Proef, aantal: usize, uiterlijk: jiff::civil::Date) {
    let rijen: Vec<Signaal> = (0..aantal)
        .map(|_| {
            let mut s = signaal(
                &zwolle(),
                SignaalSoort::EindeNadert,
                id(),
                Some(vaart()),
                VANDAAG - 30.days(),
            );
            s.uiterlijk = Some(uiterlijk);
            s
        })
        .collect();
    let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
    tx.leg_signalen_vast(&rijen).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn wat_te_laat_is_houdt_het_tellen_niet_op() {
    let proef = houvast_opslag::proef::sqlite().await;
    let stand = async || {
        let vraag = SignaalVraag::alles(VANDAAG);
        stappen(
            &proef,
            async |l| l.signaaltelling(&vraag, VANDAAG + 5.days()).await.unwrap(),
            &consulent("0193"),
        )
        .await
    };
    met_dag(&proef, 3, VANDAAG + 6.days()).await;
    met_dag(&proef, 2, VANDAAG + 5.days()).await;
    let veel = usize::try_from(VEEL_SIGNALEN).unwrap();
    met_dag(&proef, veel - 2, VANDAAG - 1.days()).await;
    met_dag(&proef, 1, VANDAAG).await;
    let (telling, _) = stand().await;
    let getallen = |t: &SignaalTelling| (t.alle, t.vandaag, t.tot, t.later);
    assert_eq!(
        getallen(&telling),
        (VEEL_SIGNALEN, VEEL_SIGNALEN - 1, 2, Some(3)),
        "een minder dan de grens telt alles"
    );
    met_dag(&proef, 1, VANDAAG - 9.days()).await;
    let (telling, klein) = stand().await;
    assert_eq!(getallen(&telling), (VEEL_SIGNALEN, VEEL_SIGNALEN, 2, None));
    met_dag(&proef, 9 * veel, VANDAAG - 2.days()).await;
    let (telling, groot) = stand().await;
    assert_eq!(getallen(&telling), (VEEL_SIGNALEN, VEEL_SIGNALEN, 2, None));
    assert!(
        groot <= klein + 50,
        "tien keer zoveel te laat: {klein} stappen werden er {groot}"
    );
    proef.ruim_op().await;
}
