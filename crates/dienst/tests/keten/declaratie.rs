//! Declarations: what nothing can be granted of is answered, everything else waits for a person.

use crate::hulp::{Antwoord, Keten, alle_codes, een, soorten, toewijzing};
use houvast_dienst::demo::melding::{self, Envelop, Regel};
use houvast_dienst::demo::mensen::Persoon;
use houvast_dienst::signaal;
use houvast_ijw::Bericht;
use houvast_opslag::{BerichtStatus, DeclaratieStatus, PrestatieStatus, op_beide};
use jiff::civil::{Date, date};

const AGB: &str = "73990101";
const MAART: Date = date(2026, 3, 1);

/// A child of Zwolle with help from 2 March 2026 to 1 March 2027, and its ToewijzingNummer.
async fn met_hulp(keten: &Keten, plek: usize, identificatie: &str) -> (Persoon, u32) {
    let kind = keten.vrij("0193", plek).clone();
    let vraag = keten
        .vraag(&kind, AGB, identificatie)
        .met_budget(8_000, date(2026, 3, 2), date(2027, 3, 1));
    let jw301 = toewijzing(&keten.vraag_aan(&vraag).await);
    let nummer = jw301.client.toegewezen_producten.toegewezen_product[0].toewijzing_nummer;
    (kind, nummer)
}

fn regel(kind: &Persoon, toewijzing: u32, referentie: &str) -> Regel {
    Regel {
        bsn: kind.bsn.als_str().to_owned(),
        referentie: referentie.to_owned(),
        credit_op: None,
        toewijzing,
        product: ("45", "45A48"),
        periode: (date(2026, 3, 2), date(2026, 3, 31)),
        volume: 600,
        eenheid: "01",
        tarief: 150,
    }
}

async fn declareer(
    keten: &Keten,
    identificatie: &str,
    nummer: &str,
    maand: Date,
    regels: &[Regel],
) -> Vec<Antwoord> {
    let van = Envelop {
        afzender: AGB,
        ontvanger: "0193",
        identificatie,
        dagtekening: keten.vandaag(),
    };
    let bericht = melding::declaratie(&van, nummer, maand, regels).unwrap();
    let xml = houvast_ijw::schrijf(&bericht);
    keten.stuur(&[(&format!("{identificatie}.xml"), &xml)]).await
}

/// State and findings of the message with this Identificatie, and its declaration.
async fn stand(
    keten: &Keten,
    identificatie: &str,
) -> (houvast_opslag::Bericht, Option<houvast_opslag::Declaratie>) {
    let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
    let ids = lees
        .eerder_ontvangen(AGB, "JW323", identificatie, uuid::Uuid::nil())
        .await
        .unwrap();
    let bericht = lees.bericht(*ids.last().unwrap()).await.unwrap().unwrap();
    let declaratie = lees.declaratie_van_bericht(bericht.id).await.unwrap();
    (bericht, declaratie)
}

op_beide! {
    async fn een_declaratie_die_klopt_wacht_op_een_mens(proef: &Proef) {
        let keten = Keten::op(proef, "2026-02-24T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, 0, "D1").await;
        keten.zet_klok("2026-04-01T09:00:00Z");
        let antwoorden = declareer(&keten, "D1A", "DECL1", MAART, &[regel(&kind, nummer, "P1")]).await;
        let (bericht, declaratie) = stand(&keten, "D1A").await;
        assert_eq!((bericht.status, bericht.aantal_bevindingen), (BerichtStatus::TeBeoordelen, 0), "{}", bericht.bevindingen);
        assert!(antwoorden.is_empty(), "{:?}", soorten(&antwoorden));
        let d = declaratie.unwrap();
        assert_eq!((d.status, d.ingediend.0, d.aantal_prestaties), (DeclaratieStatus::TeBeoordelen, 90_000, 1));
        assert_eq!(d.antwoord_voor, date(2026, 4, 17), "tien werkdagen, 3 en 6 april is het Pasen");

        let weer = declareer(&keten, "D1B", "DECL2", MAART, &[regel(&kind, nummer, "P2")]).await;
        let Bericht::Jw325(nee) = een(&weer, "JW325").bericht() else { panic!() };
        assert!(alle_codes(een(&weer, "JW325")).contains(&"9389".to_owned()), "dezelfde maand is al verzonden");
        let antwoord = nee.declaratie_antwoord.unwrap();
        assert_eq!((antwoord.totaal_ingediend_bedrag.totaal_bedrag, antwoord.totaal_toegekend_bedrag.totaal_bedrag), (90_000, 0));
    }

    async fn een_declaratie_zonder_een_goede_regel_krijgt_haar_jw325(proef: &Proef) {
        let keten = Keten::op(proef, "2026-02-24T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, 0, "D2").await;
        keten.zet_klok("2026-04-01T09:00:00Z");
        let fout = regel(&kind, nummer + 900, "P1");
        let antwoorden = declareer(&keten, "D2A", "DECL1", MAART, std::slice::from_ref(&fout)).await;
        assert_eq!(soorten(&antwoorden), ["JW325"]);
        let codes = alle_codes(een(&antwoorden, "JW325"));
        assert!(codes.contains(&"9338".to_owned()), "{codes:?}");
        let (bericht, declaratie) = stand(&keten, "D2A").await;
        assert_eq!(bericht.status, BerichtStatus::Afgekeurd);
        let d = declaratie.unwrap();
        assert_eq!((d.status, d.toegekend.map(|c| c.0)), (DeclaratieStatus::Afgekeurd, Some(0)));
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let regels = lees.prestaties(d.id, 0, 10).await.unwrap();
        drop(lees);
        assert_eq!(regels.len(), 1);
        assert_eq!(regels[0].status, PrestatieStatus::Afgekeurd);
        assert!(regels[0].codes.contains("9338"), "{}", regels[0].codes);
        // The line was judged, so its reference stays used and a corrected line needs another.
        let zelfde = declareer(&keten, "D2B", "DECL2", MAART, &[regel(&kind, nummer, "P1")]).await;
        let codes = alle_codes(een(&zelfde, "JW325"));
        assert!(codes.contains(&"8021".to_owned()), "{codes:?}");
        assert!(declareer(&keten, "D2C", "DECL3", MAART, &[regel(&kind, nummer, "P3")]).await.is_empty());
    }

    async fn een_fout_in_de_kop_weigert_het_geheel_en_telt_als_niet_verstuurd(proef: &Proef) {
        let keten = Keten::op(proef, "2026-02-24T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, 0, "D3").await;
        keten.zet_klok("2026-04-01T09:00:00Z");
        let goed = regel(&kind, nummer, "P1");
        // Level 2: the total is not the sum.
        let van = Envelop { afzender: AGB, ontvanger: "0193", identificatie: "D3A", dagtekening: keten.vandaag() };
        let Some(Bericht::Jw323(mut b)) = melding::declaratie(&van, "DECL1", MAART, std::slice::from_ref(&goed)) else { panic!() };
        b.declaratie.totaal_ingediend_bedrag.totaal_bedrag += 1;
        let xml = houvast_ijw::schrijf(&Bericht::Jw323(b));
        let antwoorden = keten.stuur(&[("d3a.xml", &xml)]).await;
        let Bericht::Jw325(nee) = een(&antwoorden, "JW325").bericht() else { panic!() };
        assert!(nee.declaratie_antwoord.is_none(), "alleen de kop");
        assert_eq!(alle_codes(een(&antwoorden, "JW325")), ["0001"]);
        let (bericht, declaratie) = stand(&keten, "D3A").await;
        assert_eq!((bericht.status, declaratie), (BerichtStatus::Afgekeurd, None));
        // Number and reference are free again, the identification is not (TR056).
        let dubbel = declareer(&keten, "D3A", "DECL1", MAART, std::slice::from_ref(&goed)).await;
        assert_eq!(alle_codes(een(&dubbel, "JW325")), ["9056"]);
        assert!(declareer(&keten, "D3B", "DECL1", MAART, std::slice::from_ref(&goed)).await.is_empty());
        let nummer_weer = declareer(&keten, "D3C", "DECL1", MAART, &[regel(&kind, nummer, "P2")]).await;
        assert_eq!(alle_codes(een(&nummer_weer, "JW325")), ["9333"], "het DeclaratieNummer is gebruikt");
    }

    async fn een_deels_foute_declaratie_wacht_met_haar_bevindingen(proef: &Proef) {
        let keten = Keten::op(proef, "2026-02-24T09:00:00Z").await;
        let (een_, nummer) = met_hulp(&keten, 0, "D4").await;
        let (twee, ander) = met_hulp(&keten, 1, "D5").await;
        keten.zet_klok("2026-04-01T09:00:00Z");
        let mut te_vroeg = regel(&twee, ander, "P2");
        te_vroeg.periode.0 = date(2026, 3, 1);
        let regels = [regel(&een_, nummer, "P1"), te_vroeg];
        let antwoorden = declareer(&keten, "D4A", "DECL1", MAART, &regels).await;
        assert!(antwoorden.is_empty(), "{:?}", soorten(&antwoorden));
        let (bericht, declaratie) = stand(&keten, "D4A").await;
        assert_eq!(bericht.status, BerichtStatus::TeBeoordelen);
        assert!(bericht.aantal_bevindingen > 0 && bericht.bevindingen.contains("9387"), "{}", bericht.bevindingen);
        let d = declaratie.unwrap();
        assert_eq!((d.aantal_prestaties, d.aantal_fout), (2, 1));
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let stand: Vec<_> =
            lees.prestaties(d.id, 0, 10).await.unwrap().into_iter().map(|p| (p.status, p.codes.contains("9387"))).collect();
        assert_eq!(stand, [(PrestatieStatus::Open, false), (PrestatieStatus::Open, true)]);
    }

    async fn een_grote_declaratie_kost_per_duizend_regels_een_handvol_vragen(proef: &Proef) {
        let keten = Keten::op(proef, "2026-02-24T09:00:00Z").await;
        let (kind, nummer) = met_hulp(&keten, 0, "D6").await;
        keten.zet_klok("2026-04-01T09:00:00Z");
        // What a new day asks once is not of the declaration.
        signaal::dag(&keten.huis).await.unwrap();
        let mut kosten = Vec::new();
        for (identificatie, aantal) in [("D6A", 1_000), ("D6B", 4_000)] {
            // One line is right, so that it is stored and waits; the others are on toewijzingen that are not there.
            let regels: Vec<Regel> = (0..aantal)
                .map(|n| {
                    let mut r = regel(&kind, nummer + n, &format!("{identificatie}{n}"));
                    r.volume = 1;
                    r.product.1 = if identificatie == "D6A" { "45A48" } else { "45A49" };
                    r
                })
                .collect();
            let voor = keten.huis.opslag.aantal_vragen();
            declareer(&keten, identificatie, identificatie, MAART, &regels).await;
            kosten.push(keten.huis.opslag.aantal_vragen() - voor);
            let (_, d) = stand(&keten, identificatie).await;
            assert_eq!(d.unwrap().aantal_prestaties, i64::from(aantal));
        }
        let per_duizend = kosten[1].saturating_sub(kosten[0]) / 3;
        assert!((1..=10).contains(&per_duizend), "{kosten:?}");
    }
}
