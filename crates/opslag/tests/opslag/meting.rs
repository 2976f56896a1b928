//! Figures, on request: `cargo test -p houvast-opslag --release meting -- --ignored --nocapture --test-threads=1`.

use crate::steun::*;
use houvast_begrip::Bsn;
use houvast_opslag::proef;
use houvast_opslag::proef::Proef;
use houvast_opslag::*;
use jiff::ToSpan;

#[expect(clippy::disallowed_methods, reason = "a stopwatch")]
async fn duur<T>(wat: &str, keren: u32, werk: impl Future<Output = T>) -> T {
    let begin = std::time::Instant::now();
    let uit = werk.await;
    let micro = begin.elapsed().as_micros();
    println!(
        "{wat}: {} ms, {} µs per keer",
        micro / 1000,
        micro / u128::from(keren)
    );
    uit
}

async fn meet(proef: &Proef) {
    let o = &proef.opslag;
    let bsns = (900_000_000u32..).filter_map(|g| Bsn::nieuw(&g.to_string()).ok());
    let mut kinderen: Vec<_> = bsns
        .take(20_000)
        .map(|b| jeugdige(&zwolle(), b, "Noor Jansen"))
        .collect();
    for (n, kind) in kinderen.iter_mut().enumerate() {
        kind.geslachtsnaam = format!("Jansen{}", n % 977);
    }
    let berichten: Vec<_> = kinderen
        .iter()
        .map(|_| bericht(&zwolle(), Richting::In, "JW315", vaart()))
        .collect();
    let verzoeken: Vec<_> = (0i64..)
        .zip(kinderen.iter().zip(&berichten))
        .map(|(n, (k, b))| {
            let mut v = verzoek(k, b, vaart(), VANDAAG + (n % 300).days());
            if n % 20 != 0 {
                v.afgehandeld_op = Some(nu());
                v.status = VerzoekStatus::Afgehandeld;
            }
            v
        })
        .collect();
    duur("20.000 kinderen, berichten en verzoeken in bulk", 60_000, async {
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_aanbieders_vast(&[aanbieder(vaart(), "De Vaart")])
            .await
            .unwrap();
        tx.leg_jeugdigen_vast(&kinderen).await.unwrap();
        tx.leg_berichten_vast(&berichten).await.unwrap();
        tx.leg_verzoeken_vast(&verzoeken).await.unwrap();
        tx.commit().await.unwrap();
    })
    .await;
    duur("statistieken", 1, o.ververs_statistieken()).await.unwrap();
    duur("journaal, elk een eigen transactie", 200, async {
        for _ in 0..200 {
            let a = Aankomst::nieuw(&regio(), id(), vec![b'x'; 2000], Herkomst::Postbus, nu());
            o.journaal(&systeem(), &a).await.unwrap();
        }
    })
    .await;
    let b = consulent("0193");
    let blad = Bladzijde::eerste(50);
    macro_rules! lees {
        ($wat:literal, |$l:ident| $vraag:expr) => {
            duur($wat, 50, async {
                for _ in 0..50 {
                    let mut $l = o.lees(&b).await.unwrap();
                    $vraag;
                }
            })
            .await
        };
    }
    lees!("werkvoorraad van 50 uit 1.000 open", |l| l
        .werkvoorraad(&WerkVraag::default(), blad)
        .await
        .unwrap());
    lees!("werktelling", |l| l.werktelling(VANDAAG, VANDAAG).await.unwrap());
    let naam = |tekst: &str| JeugdigeVraag {
        naam: Some(tekst.into()),
        ..Default::default()
    };
    lees!("zoeken op een zeldzame naam", |l| l
        .zoek_jeugdigen(&naam("jansen976"), blad)
        .await
        .unwrap());
    lees!("zoeken op een naam van allen", |l| l
        .zoek_jeugdigen(&naam("noor jan"), blad)
        .await
        .unwrap());
    let op_bsn = JeugdigeVraag {
        bsn: Some(kinderen[77].bsn),
        ..Default::default()
    };
    lees!("zoeken op BSN", |l| l
        .zoek_jeugdigen(&op_bsn, blad)
        .await
        .unwrap());
    lees!("berichten, eerste bladzijde", |l| l
        .berichten(&BerichtFilter::default(), blad)
        .await
        .unwrap());
    lees!("een kind", |l| l.jeugdige(kinderen[77].id).await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "meting"]
async fn meting_sqlite() {
    let proef = proef::sqlite().await;
    meet(&proef).await;
    if let Some(bewaar) = std::env::var_os("HOUVAST_BEWAAR") {
        proef.opslag.sluit().await;
        std::fs::copy(proef.bestand.as_deref().unwrap(), bewaar).unwrap();
    }
    proef.ruim_op().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "meting"]
async fn meting_postgres() {
    let Some(proef) = proef::postgres().await else {
        return;
    };
    meet(&proef).await;
    proef.ruim_op().await;
}
