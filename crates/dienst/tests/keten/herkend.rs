//! Is the child of the message the child of the file? Another name or birth date with a known BSN goes to a person.

use crate::hulp::{Keten, soorten};
use houvast_dienst::{jeugdige, verzoek};
use houvast_opslag::op_beide;
use jiff::ToSpan;
use jiff::civil::date;

op_beide! {
    async fn een_andere_achternaam_bij_hetzelfde_bsn_gaat_naar_een_mens(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        let kind = keten.vrij("0193", 0).clone();
        let mut vraag = keten.vraag(&kind, "73990101", "NAAM1").met_budget(8_000, date(2026, 3, 10), date(2027, 3, 9));
        vraag.achternaam = "Heelanders".to_owned();
        assert_eq!(soorten(&keten.vraag_aan(&vraag).await), ["JW316"], "geen antwoord vanzelf");
        let wie = keten.als("consulent.zwolle").await;
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let id = lees.jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn).await.unwrap().unwrap().id;
        let beeld = jeugdige::dossier(&keten.huis, &wie, id, false, None).await.unwrap();
        let wat = &beeld.gebeurd[0].toelichting;
        assert!(wat.contains("de achternaam in het bericht wijkt af van het dossier"), "{wat}");
        assert!(!wat.contains("Heelanders"), "een gebeurtenis draagt geen naam");
        let beeld = verzoek::toon(&keten.huis, &wie, beeld.verzoeken[0].id).await.unwrap();
        assert!(beeld.nu.rijen.iter().any(|r| r.naam == "Let op" && r.waarde.contains("wijkt af")), "{:?}", beeld.nu);
        // Its own ground says what is the matter: the woonplaats is known, the person is in doubt.
        let gronden = &beeld.aanvragen[0].voorstel.as_ref().unwrap().gronden;
        let wie = gronden.iter().find(|g| g.onderwerp == "wie de jeugdige is").unwrap();
        assert!(wie.uitleg.contains("de achternaam in het bericht") && !wie.bijzaak, "{}", wie.uitleg);
        assert_eq!(wie.artikelen, "Wabb 12");
        assert!(!gronden.iter().any(|g| g.uitleg.contains("kent de woonplaats")));
    }

    async fn een_andere_geboortedatum_bij_hetzelfde_bsn_gaat_naar_een_mens(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        let mut vraag = keten
            .vraag(keten.vrij("0193", 0), "73990101", "NAAM2")
            .met_budget(8_000, date(2026, 3, 10), date(2027, 3, 9));
        vraag.geboren = vraag.geboren.saturating_sub(1.days());
        assert_eq!(soorten(&keten.vraag_aan(&vraag).await), ["JW316"]);
    }

    async fn een_achternaam_mag_anders_geschreven_zijn(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-02T09:00:00Z").await;
        for plek in 0..5 {
            let kind = keten.vrij("0193", plek).clone();
            let naam = match plek {
                0 => kind.achternaam.to_uppercase(),
                1 => format!("{} {}", kind.voorvoegsel, kind.achternaam).trim().to_owned(),
                2 => format!("{}-Pietersen", kind.achternaam),
                3 => kind.achternaam.replace(' ', "-"),
                _ => format!(" {} ", kind.achternaam).replace('e', "é"),
            };
            let mut vraag = keten
                .vraag(&kind, "73990101", &format!("NAAM3{plek}"))
                .met_budget(8_000, date(2026, 3, 10), date(2027, 3, 9));
            vraag.achternaam = naam.trim().to_owned();
            if plek == 1 {
                vraag.voorvoegsel = String::new();
            }
            assert_eq!(soorten(&keten.vraag_aan(&vraag).await), ["JW301", "JW316"], "{plek}");
        }
    }
}
