//! A clock that is set back or forward, an hour or a day, while messages come in: each is answered once, the log is whole, and a
//! session does not last longer for it.

use crate::hulp::{Keten, soorten};
use houvast_dienst::account;
use houvast_dienst::beeld::{AanmeldPoging, AanmeldUitslag};
use houvast_opslag::op_beide;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};

const BEGIN: &str = "2026-03-02T09:00:00Z";

op_beide! {
    async fn een_klok_die_springt_kost_geen_bericht_en_geen_regel(proef: &Proef) {
        let keten = Keten::op(proef, BEGIN).await;
        let begin: Timestamp = BEGIN.parse().unwrap();
        let mut gezien = Vec::new();
        for (nummer, uren) in [0, -1, -24, 1, 24, 0].into_iter().enumerate() {
            keten.zet_klok(&(begin + SignedDuration::from_hours(uren)).to_string());
            let kind = keten.vrij("0193", nummer).clone();
            let vraag = keten.vraag(&kind, "73990101", &format!("KLOK{nummer}"));
            let vraag = vraag.met_budget(8_000, date(2026, 3, 10), date(2027, 3, 9));
            let antwoorden = keten.vraag_aan(&vraag).await;
            assert!(soorten(&antwoorden).iter().any(|s| s == "JW316"), "{uren} uur: {:?}", soorten(&antwoorden));
            gezien.push(antwoorden.len());
        }
        assert!(gezien.iter().all(|n| *n == gezien[0]), "{gezien:?}");
        let mut tx = keten.huis.opslag.begin(&keten.huis.systeem()).await.unwrap();
        assert!(tx.controleer_log(&[], &[]).await.unwrap().heel());
        assert_eq!(tx.achterstand(3).await.unwrap().wachtend, 0);
        assert_eq!(tx.uitbak_stand().await.unwrap().wachtend, 0);
    }

    async fn wie_aangemeld_is_meldt_zich_na_een_klok_die_teruggaat_opnieuw_aan(proef: &Proef) {
        let keten = Keten::op(proef, BEGIN).await;
        let poging = || AanmeldPoging { gebruikersnaam: "consulent.zwolle".to_owned(), wachtwoord: "houvast-zwolle".to_owned() };
        for terug in [1, 24] {
            keten.zet_klok(BEGIN);
            let AanmeldUitslag::Gelukt { sessie } = account::aanmelden(&keten.huis, poging()).await.unwrap() else {
                panic!("aanmelden lukt niet")
            };
            assert!(account::aangemeld(&keten.huis, &sessie).await.unwrap().is_some());
            let toen = BEGIN.parse::<Timestamp>().unwrap() - SignedDuration::from_hours(terug);
            keten.zet_klok(&toen.to_string());
            assert!(account::aangemeld(&keten.huis, &sessie).await.unwrap().is_none(), "{terug}");
            // And in again at once: what was tried under the other clock bars nobody.
            let opnieuw = account::aanmelden(&keten.huis, poging()).await.unwrap();
            assert!(matches!(opnieuw, AanmeldUitslag::Gelukt { .. }));
        }
    }
}
