//! Messages that are judged in one transaction: what the region and a gemeente say is read once for all of them, and each still
//! sees what the one before it did. And what they leave to be worked out is worked out in parts.

use crate::hulp::{Antwoord, Keten, soorten};
use houvast_dienst::demo::belasting;
use houvast_dienst::signaal;
use houvast_opslag::op_beide;
use jiff::civil::date;

const AGB: &str = "73990101";

/// Puts requests for these children of Zwolle in the postbus at once. Answers, and how many statements it took.
async fn stapel(keten: &Keten, plekken: &[usize], naam: &str) -> (Vec<Antwoord>, u64) {
    let bestanden: Vec<(String, Vec<u8>)> = plekken
        .iter()
        .enumerate()
        .map(|(n, plek)| {
            let kenmerk = format!("{naam}{n}");
            let vraag = keten.vraag(keten.vrij("0193", *plek), AGB, &kenmerk).met_budget(
                8_000,
                date(2026, 3, 10),
                date(2027, 3, 9),
            );
            (format!("{kenmerk}.xml"), vraag.xml())
        })
        .collect();
    let bestanden: Vec<(&str, &[u8])> = bestanden
        .iter()
        .map(|(n, b)| (n.as_str(), b.as_slice()))
        .collect();
    let voor = keten.huis.opslag.aantal_vragen();
    let uit = keten.stuur(&bestanden).await;
    (uit, keten.huis.opslag.aantal_vragen() - voor)
}

op_beide! {
    async fn een_verzoek_erbij_in_dezelfde_stapel_kost_een_vast_aantal_vragen(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        let (een, kosten_een) = stapel(&keten, &[0], "EEN").await;
        let (vijf, kosten_vijf) = stapel(&keten, &[1, 2, 3, 4, 5], "VIJF").await;
        assert_eq!(soorten(&een), ["JW301", "JW316"]);
        assert_eq!(soorten(&vijf).iter().filter(|s| *s == "JW301").count(), 5, "elk wordt toegewezen");
        // Contracts and settings are asked once for all, the child and its referrals once for each; with those it would be 33.
        let per_stuk = kosten_vijf.saturating_sub(kosten_een) / 4;
        assert!((1..=28).contains(&per_stuk), "{kosten_een} voor een, {kosten_vijf} voor vijf");
    }

    async fn wie_na_een_ander_komt_in_dezelfde_stapel_ziet_wat_die_deed(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        // The same help twice for one child: the second finds the first granted, and a person looks at it.
        let (uit, _) = stapel(&keten, &[0, 0], "TWEE").await;
        assert_eq!(soorten(&uit), ["JW301", "JW316", "JW316"]);
    }

    async fn wat_een_nacht_aan_signalen_vraagt_gaat_in_delen_zodat_een_bericht_ertussen_kan(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        let stand = belasting::belast(&keten.huis, 1, (800, 3_200), |_| ()).await.unwrap();
        assert_eq!(stand.dossiers, 800);
        let wacht = async || {
            let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
            lees.gemeente_met_signaalwerk().await.unwrap().is_some()
        };
        let (deel, meer) = signaal::werk_deel_bij(&keten.huis).await.unwrap();
        assert!((400..600).contains(&deel) && meer, "{deel}");
        assert!(wacht().await, "de rest wacht nog");
        let rest = signaal::werk_bij(&keten.huis).await.unwrap();
        assert!(deel + rest > 790, "{deel} en {rest}: alles komt aan de beurt");
        assert!(!wacht().await);
        assert_eq!(signaal::werk_deel_bij(&keten.huis).await.unwrap(), (0, false));
    }
}
