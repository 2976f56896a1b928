use super::*;
use crate::berichten::basis::Omvang;
use crate::berichten::codes::{DebetCredit, Eenheid, Frequentie};
use crate::declaratie::OpenDebet;
use crate::declaratie::proef::{
    ANDER_BSN, Proef, client, credit_van, maand, met_referentie, prestatie, proef, toewijzing,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A line: client, month, volume, and which earlier debit it credits.
type Trek = (bool, i8, u32, Option<usize>);

fn in_maand(referentie: &str, nummer: u32, maand_nummer: i8, volume: u32) -> Prestatie {
    let mut p = met_referentie(&prestatie(), referentie);
    p.toewijzing_nummer = nummer;
    p.product_periode = maand(2026, maand_nummer);
    (p.geleverd_volume, p.ingediend_bedrag.bedrag) = (volume, volume * 8_000);
    p
}

/// Two clients with a toewijzing of 30 hours in total each, three debits granted on each, and random lines.
fn maak(treklijst: &[Trek]) -> Proef {
    let mut p = proef();
    let omvang = Omvang {
        volume: 30,
        eenheid: Eenheid::Uur,
        frequentie: Frequentie::Totaal,
    };
    p.toewijzing().omvang = Some(omvang.clone());
    let ander = crate::declaratie::Toewijzing {
        bsn: ANDER_BSN.into(),
        omvang: Some(omvang),
        ..toewijzing()
    };
    p.feiten.toewijzingen.insert(2, ander);
    let eerdere: Vec<Prestatie> = (0..6)
        .map(|i| {
            in_maand(
                &format!("E-{i}"),
                1 + i / 3,
                i8::try_from(1 + i % 3).unwrap(),
                4 + i % 3,
            )
        })
        .collect();
    for debet in &eerdere {
        p.eerder_toegekend(debet);
    }
    let mut regels = [vec![], vec![]];
    for ((tweede, maand_nummer, volume, crediteert), i) in treklijst.iter().zip(0..) {
        let referentie = format!("P-{i}");
        let (plek, nummer) = if *tweede { (1, 2) } else { (0, 1) };
        let regel = match crediteert {
            Some(welke) => credit_van(&eerdere[3 * plek + welke], &referentie),
            None => in_maand(&referentie, nummer, *maand_nummer, *volume),
        };
        regels[plek].push(regel);
    }
    let [eerste, tweede] = regels;
    let clienten = [(crate::declaratie::proef::BSN, eerste), (ANDER_BSN, tweede)];
    let clienten = clienten.into_iter().filter(|(_, regels)| !regels.is_empty());
    p.bericht.declaratie.clienten.client = clienten.map(|(bsn, regels)| client(bsn, regels)).collect();
    p.tel_op();
    p
}

/// As OP366 says it: first every credit, then every debit, each in the order of the message.
fn gewoon(p: &Proef) -> Vec<(u32, u32)> {
    let mut open: BTreeMap<u32, Vec<OpenDebet>> = p
        .feiten
        .toewijzingen
        .iter()
        .map(|(nummer, t)| (*nummer, t.debetten.clone()))
        .collect();
    let mut toegekend = Vec::new();
    for ronde in [DebetCredit::Credit, DebetCredit::Debet] {
        for (c, i) in p.bericht.declaratie.clienten.client.iter().zip(0..) {
            for (regel, j) in c.prestaties.prestatie.iter().zip(0..) {
                if regel.ingediend_bedrag.debet_credit != ronde {
                    continue;
                }
                let debetten = open.get_mut(&regel.toewijzing_nummer).unwrap();
                let goed = if let Some(vorig) = &regel.product_referentie.vorig_referentie_nummer {
                    let plek = debetten.iter().position(|debet| debet.referentie == *vorig);
                    plek.map(|plek| debetten.remove(plek)).is_some()
                } else {
                    let som: u32 = debetten.iter().map(|debet| debet.volume).sum();
                    // Within one message the same period twice is for level 2 (TR416).
                    let bezet = debetten.iter().any(|debet| {
                        debet.referentie.starts_with("E-") && debet.periode == regel.product_periode
                    });
                    !bezet && som + regel.geleverd_volume <= 30
                };
                if goed {
                    toegekend.push((i, j));
                    if ronde == DebetCredit::Debet {
                        debetten.push(OpenDebet::van(regel));
                    }
                }
            }
        }
    }
    toegekend.sort_unstable();
    toegekend
}

fn in_stukken(p: &Proef, grootte: usize) -> Uitslag {
    let mut keuring = Keuring::nieuw(Kop::van(&p.bericht), &p.eerder, &p.bron);
    let clienten = p.bericht.declaratie.clienten.client.iter().zip(0..);
    let regels: Vec<_> = clienten
        .flat_map(|(c, client)| {
            c.prestaties
                .prestatie
                .iter()
                .zip(0..)
                .map(move |(prestatie, nummer)| Prestatieregel {
                    client,
                    nummer,
                    bsn: &c.bsn,
                    prestatie,
                })
        })
        .collect();
    for blok in regels.chunks(grootte) {
        // Only what was asked is known.
        let sleutels = keuring.vraagt(blok);
        let mut feiten = p.feiten.clone();
        feiten.clienten.retain(|bsn| sleutels.bsns.contains(bsn));
        feiten
            .toewijzingen
            .retain(|nummer, _| sleutels.toewijzingen.contains(nummer));
        feiten
            .referenties
            .retain(|referentie| sleutels.referenties.contains(referentie));
        feiten
            .debetten
            .retain(|referentie, _| sleutels.vorige_referenties.contains(referentie));
        keuring.keur(blok, &feiten);
    }
    keuring.klaar()
}

proptest! {
    #[test]
    fn credits_gaan_voor_debetten_in_welk_blok_zij_ook_staan(
        trek in prop::collection::vec(
            (any::<bool>(), 1..=5i8, 1..=12u32, prop::option::weighted(0.3, 0..3usize)),
            1..20,
        ),
        grootte in 1..8usize,
    ) {
        let p = maak(&trek);
        let uitslag = in_stukken(&p, grootte);
        prop_assert_eq!(&uitslag, &p.keur());
        let clienten = p.bericht.declaratie.clienten.client.iter().zip(0..);
        let toegekend: Vec<(u32, u32)> = clienten
            .flat_map(|(c, i)| (0..u32::try_from(c.prestaties.prestatie.len()).unwrap()).map(move |j| (i, j)))
            .filter(|(i, j)| uitslag.is_toegekend(*i, *j))
            .collect();
        prop_assert_eq!(toegekend, gewoon(&p));
        prop_assert_eq!(usize::try_from(uitslag.aantal).unwrap(), trek.len());
    }
}

#[test]
fn alle_codes_blijven_ook_als_de_bevindingen_op_zijn() {
    let mut p = proef();
    *p.regels() = (0..MEESTE + 5)
        .map(|i| met_referentie(&prestatie(), &format!("P-{i}")))
        .collect();
    p.feiten.toewijzingen.clear();
    let uitslag = p.keur();
    assert_eq!(uitslag.bevindingen.len(), MEESTE);
    assert_eq!(uitslag.clienten[0].prestaties.len(), MEESTE + 5);
    assert!(
        uitslag.clienten[0]
            .prestaties
            .iter()
            .all(|p| p.codes == [RetourCode::C9338])
    );
}
