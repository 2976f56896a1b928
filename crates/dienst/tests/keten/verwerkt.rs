//! What the program does with messages by itself stands in the processing log (Logboek Dataverwerkingen).

use crate::hulp::{Keten, soorten};
use houvast_begrip::{Bsn, GemeenteCode};
use houvast_dienst::demo::melding::{self, Envelop, Regel};
use houvast_dienst::demo::voorbeelden;
use houvast_dienst::logboek;
use houvast_opslag::{BerichtFilter, Bladzijde, Richting, VerwerkingRij, op_beide};
use jiff::civil::date;
use uuid::Uuid;

const AGB: &str = "73990101";
const BERICHTEN: &str = "urn:houvast:verwerking:berichten";
const TOELEIDING: &str = "urn:houvast:verwerking:toeleiding";

/// The messages that came in, newest first.
async fn binnen(keten: &Keten) -> Vec<Uuid> {
    let filter = BerichtFilter {
        richting: Some(Richting::In),
        ..BerichtFilter::default()
    };
    let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
    let lijst = lees.berichten(&filter, Bladzijde::eerste(50)).await.unwrap();
    lijst.rijen.into_iter().map(|b| b.id).collect()
}

async fn verwerkt(keten: &Keten, id: Uuid) -> Vec<VerwerkingRij> {
    let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
    assert!(
        lees.aankomst(id).await.unwrap().is_some(),
        "het nummer is dat van het journaal"
    );
    let mut uit = lees.verwerkingen(id).await.unwrap();
    uit.sort_by(|a, b| a.activiteit.cmp(&b.activiteit));
    uit
}

async fn jeugdige(keten: &Keten, gemeente: GemeenteCode, bsn: &Bsn) -> Uuid {
    let mut tx = keten.huis.opslag.begin(&keten.huis.systeem()).await.unwrap();
    tx.jeugdige_met_bsn(&gemeente.into(), bsn)
        .await
        .unwrap()
        .unwrap()
        .id
}

fn kort(regels: &[VerwerkingRij]) -> Vec<(&str, &str, &str)> {
    let kort = |v: &'_ VerwerkingRij| -> (&'static str, &'static str, &'static str) {
        let vast = |t: &str| -> &'static str {
            [BERICHTEN, TOELEIDING, "OK", "ERROR", "jeugdige", "bericht"]
                .into_iter()
                .find(|w| *w == t)
                .unwrap()
        };
        (vast(&v.activiteit), vast(&v.stand), vast(&v.betrokkene_soort))
    };
    regels.iter().map(kort).collect()
}

op_beide! {
    async fn elk_bericht_laat_in_het_verwerkingenlogboek_achter_van_wie_en_waarvoor(proef: &Proef) {
        let keten = Keten::op(proef, "2026-02-24T09:00:00Z").await;
        // A request that is granted: judged and answered.
        let een = keten.vrij("0193", 0).clone();
        let vraag = keten.vraag(&een, AGB, "V1").met_budget(8_000, date(2026, 3, 2), date(2027, 3, 1));
        assert_eq!(soorten(&keten.vraag_aan(&vraag).await), ["JW301", "JW316"]);
        let id = binnen(&keten).await[0];
        let regels = verwerkt(&keten, id).await;
        assert_eq!(kort(&regels), [(BERICHTEN, "OK", "jeugdige"), (TOELEIDING, "OK", "jeugdige")]);
        let kind = jeugdige(&keten, een.gemeente, &een.bsn).await;
        assert!(regels.iter().all(|v| v.betrokkene.0 == kind.as_bytes() && v.begin_op < v.einde_op));
        assert!(regels.iter().all(|v| v.houder.als_str() == "0193" && v.verwerking == id));

        // One that is refused for what is in it: about that child, and judged by nobody.
        let mut fout = keten.vraag(&een, AGB, "V2").met_budget(8_000, date(2026, 3, 2), date(2027, 3, 1));
        fout.bsn = "999900001".to_owned();
        assert_eq!(soorten(&keten.vraag_aan(&fout).await), ["JW316"]);
        assert_eq!(kort(&verwerkt(&keten, binnen(&keten).await[0]).await), [(BERICHTEN, "OK", "bericht")]);

        // One that is not there: about whoever it was about.
        let mut half = vraag.xml();
        half.truncate(half.len() - 20);
        keten.stuur(&[("V3.xml", &half)]).await;
        let kapot = binnen(&keten).await[0];
        let regels = verwerkt(&keten, kapot).await;
        assert_eq!(kort(&regels), [(BERICHTEN, "OK", "bericht")]);
        assert_eq!(regels[0].betrokkene.0, kapot.as_bytes());

        // A child that was not known here gets its file, and its line.
        let mut nieuw = keten.vraag(&een, AGB, "V4").met_budget(8_000, date(2026, 3, 2), date(2027, 3, 1));
        nieuw.bsn = voorbeelden::ONBEKENDE_BSN.to_owned();
        keten.vraag_aan(&nieuw).await;
        let onbekend = Bsn::nieuw(voorbeelden::ONBEKENDE_BSN).unwrap();
        let nieuw_kind = jeugdige(&keten, een.gemeente, &onbekend).await;
        let regels = verwerkt(&keten, binnen(&keten).await[0]).await;
        assert_eq!(kort(&regels), [(BERICHTEN, "OK", "jeugdige"), (TOELEIDING, "OK", "jeugdige")]);
        assert!(regels.iter().all(|v| v.betrokkene.0 == nieuw_kind.as_bytes()));
    }

    async fn een_declaratie_heeft_een_regel_per_kind_en_de_privacy_officer_en_een_ouder_zien_die(proef: &Proef) {
        let keten = Keten::op(proef, "2026-02-24T09:00:00Z").await;
        let mut regels = Vec::new();
        let mut kinderen = Vec::new();
        for (plek, kenmerk) in ["W1", "W2"].into_iter().enumerate() {
            let kind = keten.vrij("0193", plek).clone();
            let vraag = keten.vraag(&kind, AGB, kenmerk).met_budget(8_000, date(2026, 3, 2), date(2027, 3, 1));
            let jw301 = crate::hulp::toewijzing(&keten.vraag_aan(&vraag).await);
            regels.push(Regel {
                bsn: kind.bsn.als_str().to_owned(),
                referentie: format!("REF{plek}"),
                credit_op: None,
                toewijzing: jw301.client.toegewezen_producten.toegewezen_product[0].toewijzing_nummer,
                product: ("45", "45A48"),
                periode: (date(2026, 3, 2), date(2026, 3, 31)),
                volume: 600,
                eenheid: "01",
                tarief: 150,
            });
            kinderen.push(jeugdige(&keten, kind.gemeente, &kind.bsn).await);
        }
        keten.zet_klok("2026-04-01T09:00:00Z");
        let van = Envelop { afzender: AGB, ontvanger: "0193", identificatie: "W3", dagtekening: keten.vandaag() };
        let bericht = melding::declaratie(&van, "W3", date(2026, 3, 1), &regels).unwrap();
        keten.stuur(&[("W3.xml", &houvast_ijw::schrijf(&bericht))]).await;
        let verwerkt = verwerkt(&keten, binnen(&keten).await[0]).await;
        let mut wie: Vec<_> = verwerkt.iter().map(|v| Uuid::from_slice(&v.betrokkene.0).unwrap()).collect();
        wie.sort();
        kinderen.sort();
        assert_eq!(wie, kinderen, "een regel per kind");
        assert!(kort(&verwerkt).iter().all(|k| *k == (BERICHTEN, "OK", "jeugdige")));

        let privacy = keten.als("privacy.zwolle").await;
        let beeld = logboek::van_kind(&keten.huis, &privacy, kinderen[0], None).await.unwrap();
        let wat: Vec<_> = beeld.programma.iter().map(|r| r.wat.as_str()).collect();
        // The declaration, and before it the request: a message and a judgement.
        assert_eq!(wat.len(), 3, "{wat:?}");
        assert_eq!(wat[0], "een bericht over de hulp verwerkt");
        assert!(wat.contains(&"een verzoek om hulp beoordeeld"), "{wat:?}");
        assert!(beeld.programma.iter().all(|r| r.wie == "het programma zelf" && r.functie == "Gemeente Zwolle"));
        let ouders = logboek::voor_ouders(&keten.huis, &privacy, kinderen[0]).await.unwrap();
        let van_programma: Vec<_> = ouders.rijen.iter().filter(|r| r.functie == "het programma zelf").collect();
        assert_eq!(van_programma.len(), 3, "{van_programma:?}");
        assert!(ouders.rijen.windows(2).all(|w| w[0].dag >= w[1].dag), "nieuwste eerst");
    }
}
