//! One calculation that consulent and aanbieder work on together, and what it tells the request (S01, S02, R-313…R-318).

use crate::hulp::{Keten, soorten};
use houvast_begrip::Centen;
use houvast_dienst::beeld::{RekenInvoer, RekenOnderwerp, RekenRegel};
use houvast_dienst::raming::{self, Na};
use houvast_dienst::{DienstFout, verzoek};
use houvast_opslag::{RamingOnderwerp, op_beide};
use jiff::civil::date;
use uuid::Uuid;

const AGB: &str = "73990101";

/// A request in Kampen, where everything waits for a person.
async fn verzoek_in_kampen(keten: &Keten, kenmerk: &str, euro: u32) -> Uuid {
    let kind = keten.vrij("0166", 0).clone();
    let vraag = keten
        .vraag(&kind, AGB, kenmerk)
        .met_budget(euro, date(2026, 12, 1), date(2027, 11, 30));
    assert_eq!(soorten(&keten.vraag_aan(&vraag).await), ["JW316"]);
    let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
    let kind = lees
        .jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn)
        .await
        .unwrap()
        .unwrap();
    lees.verzoeken_van(kind.id).await.unwrap()[0].id
}

fn regel(weken: &str, uren: &str, tarief: &str) -> RekenRegel {
    RekenRegel {
        weken: weken.into(),
        uren: uren.into(),
        tarief: tarief.into(),
        ..RekenRegel::default()
    }
}

fn som(regels: Vec<RekenRegel>) -> RekenInvoer {
    RekenInvoer {
        soort: "herstel".into(),
        regels,
        ..RekenInvoer::default()
    }
}

op_beide! {
    /// S01: 26 weeks × 4 hours × € 100 is € 10.400, standard budget 6; the aanbieder estimates, both see it, it is a fact.
    async fn s01_aanbieder_en_consulent_werken_aan_dezelfde_berekening(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T09:00:00Z").await;
        let id = verzoek_in_kampen(&keten, "RH1", 8_000).await;
        let op = RekenOnderwerp::Verzoek(id);
        let aanbieder = keten.als("aanbieder.lindeboog").await;
        let consulent = keten.als("consulent.kampen").await;
        let leeg = raming::toon(&keten.huis, &aanbieder, op).await.unwrap();
        assert_eq!((leeg.uitslag.is_none(), leeg.invoer.eerste_medisch.as_str()), (true, "ja"), "de huisarts verwees voor het eerst");
        assert_eq!(leeg.zaak.unwrap().gevraagd, Some(Centen::euro(8_000)));

        let invoer = som(vec![regel("26", "2", "100"), regel("26", "2", "100")]);
        raming::bewaar(&keten.huis, &aanbieder, op, 0, invoer.clone(), Na::Bewaren).await.unwrap().unwrap();
        let gezien = raming::toon(&keten.huis, &consulent, op).await.unwrap();
        let uitslag = gezien.uitslag.unwrap();
        assert_eq!((uitslag.raming, uitslag.regels.len()), (Some(Centen::euro(10_400)), 2));
        assert!(uitslag.budget.starts_with("Standaardbudget 6"), "{}", uitslag.budget);
        let niets = raming::van(&mut keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap(), RamingOnderwerp::Verzoek, id).await.unwrap();
        assert!(niets.is_none(), "bewaard is nog niet vastgelegd");

        let oud = raming::bewaar(&keten.huis, &consulent, op, 0, invoer.clone(), Na::Bewaren).await;
        assert!(matches!(oud, Err(DienstFout::Verouderd)), "de ander was eerst");
        raming::bewaar(&keten.huis, &aanbieder, op, 1, invoer, Na::Vaststellen).await.unwrap().unwrap();
        let na = raming::toon(&keten.huis, &consulent, op).await.unwrap().zaak.unwrap();
        assert!(na.vastgelegd.contains("Administratie De Lindeboog") && !na.gewijzigd, "{}", na.vastgelegd);
        let rij = raming::van(&mut keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap(), RamingOnderwerp::Verzoek, id).await.unwrap().unwrap();
        assert_eq!((rij.bedrag, rij.uren), (Some(Centen::euro(10_400)), Some(10_400)));

        let beeld = verzoek::toon(&keten.huis, &consulent, id).await.unwrap();
        let bekend = beeld.feiten.unwrap().bekend;
        let waarde = |naam: &str| bekend.iter().find(|r| r.naam == naam).map(|r| r.waarde.clone()).unwrap_or_default();
        assert!(waarde("Raming").contains("10.400,00") && waarde("Raming").contains("door de aanbieder"), "{bekend:?}");
        assert!(waarde("Soort hulp").contains("herstel"));
        assert!(beeld.gebeurd.iter().any(|g| g.wat == "Raming vastgelegd"));
        assert!(beeld.aanvragen[0].gevraagd.iter().any(|r| r.waarde.contains("8.000,00")), "wat het bericht vraagt verandert niet");
    }

    /// only the Toegang registers what was agreed on rounding; an aanbieder's form leaves it as it was.
    async fn een_afspraak_over_afronden_is_van_de_consulent(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T09:00:00Z").await;
        let id = verzoek_in_kampen(&keten, "RH2", 3_000).await;
        let op = RekenOnderwerp::Verzoek(id);
        let aanbieder = keten.als("aanbieder.lindeboog").await;
        let consulent = keten.als("consulent.kampen").await;
        let klein = |afronding: &str| RekenInvoer { afronding: afronding.into(), ..som(vec![regel("1", "30,5", "100")]) };
        raming::bewaar(&keten.huis, &aanbieder, op, 0, klein("beneden"), Na::Bewaren).await.unwrap().unwrap();
        let uitslag = raming::toon(&keten.huis, &consulent, op).await.unwrap().uitslag.unwrap();
        assert_eq!(uitslag.afronden.len(), 2, "nog niet afgesproken");
        assert!(uitslag.budget.starts_with("Standaardbudget 4"));
        raming::bewaar(&keten.huis, &consulent, op, 1, klein("beneden"), Na::Vaststellen).await.unwrap().unwrap();
        raming::bewaar(&keten.huis, &aanbieder, op, 2, klein(""), Na::Bewaren).await.unwrap().unwrap();
        let uitslag = raming::toon(&keten.huis, &aanbieder, op).await.unwrap().uitslag.unwrap();
        assert!(uitslag.budget.starts_with("Standaardbudget 3"), "{}", uitslag.budget);
        let bekend = verzoek::toon(&keten.huis, &consulent, id).await.unwrap().feiten.unwrap().bekend;
        assert!(bekend.iter().any(|r| r.naam == "Afronden" && r.waarde.contains("naar beneden")), "{bekend:?}");
    }

    /// told or mailed is good too, with what it rests on.
    async fn een_mondelinge_schatting_mag_ook(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T09:00:00Z").await;
        let id = verzoek_in_kampen(&keten, "RH3", 3_000).await;
        let op = RekenOnderwerp::Verzoek(id);
        let consulent = keten.als("consulent.kampen").await;
        let mut invoer = RekenInvoer { wijze: "mondeling".into(), bedrag: "2.900".into(), ..som(Vec::new()) };
        let fouten = raming::bewaar(&keten.huis, &consulent, op, 0, invoer.clone(), Na::Vaststellen).await.unwrap().unwrap_err();
        assert_eq!(fouten[0].0, "onderbouwing");
        invoer.onderbouwing = "29 uur, telefonisch besproken".into();
        raming::bewaar(&keten.huis, &consulent, op, 0, invoer, Na::Vaststellen).await.unwrap().unwrap();
        let rij = raming::van(&mut keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap(), RamingOnderwerp::Verzoek, id).await.unwrap().unwrap();
        let woorden = raming::raming_in_woorden(&rij);
        assert!(woorden.contains("2.900,00, mondeling gegeven: Standaardbudget 3"), "{woorden}");
    }

    /// What was typed wrong is kept, and does not become a fact. Excel gives the same calculation back.
    async fn wat_niet_klopt_blijft_staan_en_excel_geeft_hetzelfde_terug(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T09:00:00Z").await;
        let id = verzoek_in_kampen(&keten, "RH4", 3_000).await;
        let op = RekenOnderwerp::Verzoek(id);
        let aanbieder = keten.als("aanbieder.lindeboog").await;
        let fout = som(vec![regel("26", "veel", "100")]);
        raming::bewaar(&keten.huis, &aanbieder, op, 0, fout.clone(), Na::Bewaren).await.unwrap().unwrap();
        let terug = raming::toon(&keten.huis, &aanbieder, op).await.unwrap();
        assert_eq!((terug.invoer.regels[0].uren.as_str(), terug.fouten[0].0.as_str()), ("veel", "uren-1"));
        let fouten = raming::bewaar(&keten.huis, &aanbieder, op, 1, fout, Na::Vaststellen).await.unwrap().unwrap_err();
        assert_eq!(fouten[0].0, "uren-1");
        let goed = som(vec![regel("26", "1.5", "92.1")]);
        raming::bewaar(&keten.huis, &aanbieder, op, 1, goed.clone(), Na::Bewaren).await.unwrap().unwrap();
        let bytes = raming::excel_van(&keten.huis, &aanbieder, op, &goed).await.unwrap();
        let gelezen = raming::inlezen(&keten.huis, &aanbieder, op, &bytes).await.unwrap().unwrap();
        assert_eq!(gelezen.regels, goed.regels);
        let mut lees = keten.huis.opslag.lees(&keten.huis.systeem()).await.unwrap();
        let kind = lees.verzoek(id).await.unwrap().unwrap().jeugdige;
        let log = keten.log_van(kind).await;
        assert!(log.iter().any(|k| k.code == "rekenhulp.uitvoeren"), "een download wordt vastgelegd");
    }

    async fn de_rekenhulp_van_een_zaak_bestaat_alleen_voor_wie_zij_aangaat(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T09:00:00Z").await;
        let id = verzoek_in_kampen(&keten, "RH5", 3_000).await;
        let op = RekenOnderwerp::Verzoek(id);
        for wie in ["consulent.zwolle", "aanbieder.zilverpad"] {
            let wie = keten.als(wie).await;
            assert!(matches!(raming::toon(&keten.huis, &wie, op).await, Err(DienstFout::NietGevonden)));
            let niet = raming::bewaar(&keten.huis, &wie, op, 0, som(vec![regel("1", "1", "1")]), Na::Bewaren).await;
            assert!(matches!(niet, Err(DienstFout::NietGevonden)));
            assert!(matches!(raming::excel_van(&keten.huis, &wie, op, &RekenInvoer::default()).await, Err(DienstFout::NietGevonden)));
        }
        let los = raming::los(&keten.huis, &keten.als("consulent.zwolle").await, som(vec![regel("26", "4", "100")])).unwrap();
        assert!(los.zaak.is_none() && los.uitslag.unwrap().budget.starts_with("Standaardbudget 6"));
    }
}
