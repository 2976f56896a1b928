use super::*;
use crate::antwoord::tests::keurt_xmllint;
use crate::berichten::codes::DebetCredit;
use crate::berichten::jw323::Prestatie;
use crate::declaratie::proef::{
    ANDER_BSN, BSN, PEILDATUM, Proef, client, credit_van, getekend, maand, met_referentie, prestatie, proef,
};
use crate::{Grenzen, lees, regels, schrijf};
use proptest::prelude::*;

fn gegevens() -> Retour {
    Retour {
        identificatie: "A-1".into(),
        dagtekening: PEILDATUM,
        basisschema_xsd_versie: "1.0.0".into(),
        bericht_xsd_versie: "1.0.0".into(),
    }
}

fn als_325(bericht: &Bericht) -> &jw325::Bericht {
    match bericht {
        Bericht::Jw325(b) => b,
        anders => panic!("{:?}", anders.soort()),
    }
}

/// The answer. Whatever it is, it belongs to the declaratie, passes levels 2 and 3 itself, can be read back, and is what the
/// findings alone give too.
fn maak(p: &Proef) -> Bericht {
    let kop = Kop::van(&p.bericht);
    let uitslag = p.keur();
    let uit = antwoord(&uitslag, &kop, &gegevens());
    let b = als_325(&uit);
    assert_eq!(b.header.afzender, p.bericht.header.ontvanger);
    assert_eq!(b.header.ontvanger, p.bericht.header.afzender);
    assert_eq!(
        b.header.declaratie_identificatie,
        p.bericht.header.bericht_identificatie
    );
    assert_eq!(b.header.xsd_versie_declaratie, p.bericht.header.xsd_versie);
    assert_eq!(b.header.xslt_versie, None);
    assert_eq!(regels::inhoud(&uit), vec![]);
    let verzonden = crate::declaratie::AntwoordEerder {
        declaratie: Some(crate::declaratie::EerdereDeclaratie::van(&p.bericht)),
        ..Default::default()
    };
    if p.bericht.header.ontvanger != "0000" {
        assert_eq!(crate::declaratie::keur_antwoord(b, &verzonden, &p.bron), vec![]);
    }
    let bytes = schrijf(&uit);
    let lezing = lees(bytes.as_slice(), &Grenzen::default()).unwrap();
    assert_eq!(lezing.bevindingen, vec![]);
    assert_eq!(lezing.bericht.as_ref(), Some(&uit));
    let heen = Bericht::Jw323(Box::new(p.bericht.clone()));
    assert_eq!(
        crate::antwoord::retour(&heen, &uitslag.bevindingen, &gegevens()).as_ref(),
        Some(&uit)
    );
    uit
}

/// The same, and the schema accepts it.
fn antwoord_op(p: &Proef) -> jw325::Bericht {
    let uit = maak(p);
    keurt_xmllint(uit.soort(), &schrijf(&uit));
    als_325(&uit).clone()
}

fn codes_van(codes: &jw325::RetourCodes) -> Vec<&'static str> {
    codes.retour_code.iter().map(|code| code.as_str()).collect()
}

fn bedrag(bedrag: &basis::TotaalBedragMetDC) -> (u64, &'static str) {
    (bedrag.totaal_bedrag, bedrag.debet_credit.as_str())
}

#[test]
fn een_goede_declaratie_wordt_geheel_toegekend() {
    let uit = antwoord_op(&proef());
    assert_eq!(codes_van(&uit.header.retour_codes), ["0200"]);
    assert_eq!(uit.header.bericht_identificatie.identificatie, "A-1");
    assert_eq!(uit.header.bericht_identificatie.dagtekening, PEILDATUM);
    let inhoud = uit.declaratie_antwoord.unwrap();
    assert_eq!(inhoud.declaratie_nummer, "D1");
    assert_eq!(codes_van(&inhoud.retour_codes), ["8001"]);
    assert_eq!(bedrag(&inhoud.totaal_ingediend_bedrag), (40_000, "D"));
    assert_eq!(bedrag(&inhoud.totaal_toegekend_bedrag), (40_000, "D"));
    assert_eq!(inhoud.clienten, None);
}

#[test]
fn een_fout_op_niveau_2_geeft_alleen_de_kop_met_0001() {
    let p = proef();
    let fout = crate::Bevinding::nieuw(
        2,
        "TR358",
        "Declaratie/TotaalIngediendBedrag",
        "Het totaal klopt niet.",
    );
    let uitslag = Uitslag::technisch(vec![fout.clone()]);
    let uit = antwoord(&uitslag, &Kop::van(&p.bericht), &gegevens());
    keurt_xmllint(uit.soort(), &schrijf(&uit));
    assert_eq!(codes_van(&als_325(&uit).header.retour_codes), ["0001"]);
    assert_eq!(als_325(&uit).declaratie_antwoord, None);
    let heen = Bericht::Jw323(Box::new(p.bericht));
    assert_eq!(crate::antwoord::retour(&heen, &[fout], &gegevens()), Some(uit));
    let formaat = crate::Bevinding::nieuw(1, "XSD:pattern", "Declaratie/DeclaratieNummer", "Geen nummer.");
    assert_eq!(crate::antwoord::retour(&heen, &[formaat], &gegevens()), None);
}

#[test]
fn een_fout_in_de_kop_geeft_alleen_de_kop_met_die_codes() {
    let mut p = proef();
    p.eerder.ontvangen = true;
    p.bericht.header.ontvanger = "0000".into();
    let uit = antwoord_op(&p);
    assert_eq!(codes_van(&uit.header.retour_codes), ["9056", "S300"]);
    assert_eq!(uit.declaratie_antwoord, None);
}

#[test]
fn een_fout_in_de_declaratie_kent_niets_toe() {
    let mut p = proef();
    p.eerder.nummer_gebruikt = true;
    p.eerder.laatste_periode = Some(jiff::civil::date(2026, 6, 1));
    let uit = antwoord_op(&p);
    assert_eq!(codes_van(&uit.header.retour_codes), ["0200"]);
    let inhoud = uit.declaratie_antwoord.unwrap();
    assert_eq!(codes_van(&inhoud.retour_codes), ["8214", "9333"]);
    assert_eq!(bedrag(&inhoud.totaal_ingediend_bedrag), (40_000, "D"));
    assert_eq!(bedrag(&inhoud.totaal_toegekend_bedrag), (0, "D"));
    assert_eq!(inhoud.clienten, None);
}

#[test]
fn een_fout_bij_een_client_geeft_al_zijn_prestaties_terug_als_niet_beoordeeld() {
    let mut p = proef();
    let regels = vec![
        met_referentie(&prestatie(), "P-2"),
        met_referentie(&prestatie(), "P-3"),
    ];
    p.bericht
        .declaratie
        .clienten
        .client
        .push(client(ANDER_BSN, regels));
    p.feiten.clienten.remove(ANDER_BSN);
    p.tel_op();
    let inhoud = antwoord_op(&p).declaratie_antwoord.unwrap();
    assert_eq!(codes_van(&inhoud.retour_codes), ["0200"]);
    assert_eq!(bedrag(&inhoud.totaal_ingediend_bedrag), (120_000, "D"));
    assert_eq!(bedrag(&inhoud.totaal_toegekend_bedrag), (40_000, "D"));
    let clienten = inhoud.clienten.unwrap().client;
    assert_eq!(clienten.len(), 1);
    assert_eq!(clienten[0].bsn, ANDER_BSN);
    assert_eq!(codes_van(&clienten[0].retour_codes), ["8187"]);
    let codes: Vec<_> = clienten[0]
        .prestaties
        .prestatie
        .iter()
        .map(|p| codes_van(&p.retour_codes))
        .collect();
    assert_eq!(codes, [["0233"], ["0233"]]);
}

#[test]
fn alleen_de_afgewezen_prestaties_komen_terug() {
    let mut p = proef();
    let mut fout = met_referentie(&prestatie(), "P-2");
    fout.product_categorie = "43".try_into().unwrap();
    fout.product_periode = maand(2026, 4);
    p.regels().push(fout.clone());
    p.tel_op();
    let inhoud = antwoord_op(&p).declaratie_antwoord.unwrap();
    assert_eq!(codes_van(&inhoud.retour_codes), ["0200"]);
    assert_eq!(bedrag(&inhoud.totaal_toegekend_bedrag), (40_000, "D"));
    let clienten = inhoud.clienten.unwrap().client;
    assert_eq!(clienten[0].bsn, BSN);
    assert_eq!(codes_van(&clienten[0].retour_codes), ["0200"]);
    let [terug] = clienten[0].prestaties.prestatie.as_slice() else {
        panic!("meer dan een")
    };
    assert_eq!(codes_van(&terug.retour_codes), ["9339", "S329"]);
    assert_eq!(terug.product_referentie, fout.product_referentie);
    assert_eq!(terug.product_periode, fout.product_periode);
    assert_eq!(terug.product_tarief, fout.product_tarief);
    assert_eq!(terug.ingediend_bedrag, fout.ingediend_bedrag);
}

#[test]
fn meer_credit_dan_debet_wordt_een_credit_en_nul_is_debet() {
    let mut p = proef();
    p.bericht.declaratie.declaratie_periode = maand(2026, 6);
    p.eerder_toegekend(&prestatie());
    *p.regels() = vec![credit_van(&prestatie(), "P-2")];
    p.tel_op();
    let inhoud = antwoord_op(&p).declaratie_antwoord.unwrap();
    assert_eq!(bedrag(&inhoud.totaal_toegekend_bedrag), (40_000, "C"));
    assert_eq!(codes_van(&inhoud.retour_codes), ["8001"]);
    // Taken back and declared again: nothing changes.
    p.regels().push(met_referentie(&prestatie(), "P-3"));
    p.tel_op();
    let inhoud = antwoord_op(&p).declaratie_antwoord.unwrap();
    assert_eq!(bedrag(&inhoud.totaal_ingediend_bedrag), (0, "D"));
    assert_eq!(bedrag(&inhoud.totaal_toegekend_bedrag), (0, "D"));
    // Every line refused: also zero.
    let mut p = proef();
    p.regel().toewijzing_nummer = 9;
    let inhoud = antwoord_op(&p).declaratie_antwoord.unwrap();
    assert_eq!(bedrag(&inhoud.totaal_toegekend_bedrag), (0, "D"));
    assert_eq!(codes_van(&inhoud.retour_codes), ["0200"]);
}

/// A line of a random declaratie: month, volume, credit of a line of that month, and whether it is spoilt.
fn willekeurig() -> impl Strategy<Value = Vec<(i8, u32, bool, bool)>> {
    prop::collection::vec(
        (1..=5i8, 1..=12u32, any::<bool>(), prop::bool::weighted(0.3)),
        1..12,
    )
}

proptest! {
    #[test]
    fn het_saldo_van_wat_terugkomt_is_ingediend_min_toegekend(
        regels in willekeurig(),
        // Where the lines of a second client begin, and whether the gemeente knows him.
        tweede in 0..12usize,
        bekend in any::<bool>(),
    ) {
        let mut p = proef();
        let mut lijst = Vec::new();
        for ((maand_nummer, volume, is_credit, fout), i) in regels.into_iter().zip(0..) {
            let mut debet: Prestatie = met_referentie(&prestatie(), &format!("E-{i}"));
            debet.product_periode = maand(2026, maand_nummer);
            (debet.geleverd_volume, debet.ingediend_bedrag.bedrag) = (volume, volume * 8_000);
            let mut regel = debet.clone();
            regel.product_referentie.referentie_nummer = format!("P-{i}").into();
            if is_credit {
                p.eerder_toegekend(&debet);
                regel = credit_van(&debet, &format!("P-{i}"));
            }
            if fout {
                p.feiten.referenties.insert(regel.product_referentie.referentie_nummer.clone());
            }
            lijst.push(regel);
        }
        let ander = lijst.split_off(tweede.min(lijst.len()));
        *p.regels() = lijst;
        if p.regels().is_empty() {
            p.bericht.declaratie.clienten.client.clear();
        }
        if !ander.is_empty() {
            p.bericht.declaratie.clienten.client.push(client(ANDER_BSN, ander));
        }
        if !bekend {
            p.feiten.clienten.remove(ANDER_BSN);
        }
        p.tel_op();
        let uit = maak(&p);
        let inhoud = als_325(&uit).declaratie_antwoord.clone().unwrap();
        let getal = |b: &basis::TotaalBedragMetDC| {
            let bedrag = i64::try_from(b.totaal_bedrag).unwrap();
            if b.debet_credit == DebetCredit::Credit { -bedrag } else { bedrag }
        };
        let terug: Vec<_> = inhoud.clienten.iter().flat_map(|c| &c.client).flat_map(|c| &c.prestaties.prestatie).collect();
        let saldo: i64 = terug
            .iter()
            .map(|p| {
                let bedrag = i64::from(p.ingediend_bedrag.bedrag);
                if p.ingediend_bedrag.debet_credit == DebetCredit::Credit { -bedrag } else { bedrag }
            })
            .sum();
        prop_assert_eq!(saldo, getal(&inhoud.totaal_ingediend_bedrag) - getal(&inhoud.totaal_toegekend_bedrag));
        prop_assert!(inhoud.totaal_toegekend_bedrag.totaal_bedrag > 0 || inhoud.totaal_toegekend_bedrag.debet_credit == DebetCredit::Debet);
        let alles: usize = p.bericht.declaratie.clienten.client.iter().map(|c| c.prestaties.prestatie.len()).sum();
        prop_assert!(terug.len() <= alles);
        prop_assert_eq!(terug.is_empty(), codes_van(&inhoud.retour_codes) == ["8001"]);
        let toegekend: i64 = {
            let uitslag = p.keur();
            let clienten = p.bericht.declaratie.clienten.client.iter().zip(0..);
            clienten
                .flat_map(|(c, i)| c.prestaties.prestatie.iter().zip(0..).map(move |(p, j)| (i, j, p)))
                .filter(|(i, j, _)| uitslag.is_toegekend(*i, *j))
                .map(|(_, _, p)| getekend(p))
                .sum()
        };
        prop_assert_eq!(toegekend, getal(&inhoud.totaal_toegekend_bedrag));
    }
}
