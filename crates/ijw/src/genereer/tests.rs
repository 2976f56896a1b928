//! What the generator promises.

use super::*;
use crate::controle::{Opties, controleer};
use std::collections::BTreeSet;

const DAG: Date = date(2026, 11, 22);

fn opdracht(soort: BerichtSoort, zaad: u64, aantal: u64) -> Opdracht {
    Opdracht {
        soort,
        zaad,
        peildatum: DAG,
        aantal,
        prestaties: 25,
        fouten: 0,
    }
}

fn alle(o: Opdracht) -> Vec<(Vec<u8>, Vec<Fout>)> {
    let mut generator = Generator::nieuw(o).unwrap();
    let mut uit = Vec::new();
    loop {
        let mut bytes = Vec::new();
        match generator.volgende(&mut bytes, |_| ()).unwrap() {
            Some(fouten) => uit.push((bytes, fouten)),
            None => return uit,
        }
    }
}

fn gevonden(bytes: &[u8]) -> BTreeSet<String> {
    let verslag = controleer(bytes, &Opties::op(DAG)).unwrap();
    verslag.bevindingen.iter().map(|b| b.regel.to_string()).collect()
}

#[test]
fn elk_gemaakt_bericht_is_geldig() {
    for soort in BerichtSoort::ALLE {
        for (bytes, fouten) in alle(opdracht(*soort, 1, 150)) {
            let verslag = controleer(bytes.as_slice(), &Opties::op(DAG)).unwrap();
            assert!(
                verslag.geldig(),
                "{:?}\n{}",
                verslag.bevindingen,
                String::from_utf8_lossy(&bytes)
            );
            assert_eq!(verslag.soort, Some(*soort));
            assert!(fouten.is_empty());
        }
    }
}

#[test]
fn hetzelfde_zaad_geeft_dezelfde_bytes_en_een_ander_zaad_andere() {
    for soort in BerichtSoort::ALLE {
        let o = Opdracht {
            fouten: 30,
            ..opdracht(*soort, 7, 6)
        };
        assert_eq!(alle(o), alle(o));
        assert_ne!(alle(o), alle(Opdracht { zaad: 8, ..o }), "{soort:?}");
    }
}

#[test]
fn een_fout_bericht_zakt_op_precies_de_geplande_regels() {
    let mut fout = 0;
    for soort in BerichtSoort::ALLE {
        let o = Opdracht {
            fouten: 50,
            ..opdracht(*soort, 3, 60)
        };
        for (bytes, fouten) in alle(o) {
            let gepland: BTreeSet<String> = fouten
                .iter()
                .flat_map(|f| &f.regels)
                .map(|r| (*r).to_owned())
                .collect();
            assert_eq!(gevonden(&bytes), gepland, "{soort:?} {fouten:?}");
            fout += fouten.len();
        }
    }
    assert!(fout > 300, "{fout}");
}

#[test]
fn elke_geplande_fout_is_ook_te_maken() {
    let mut niet = Vec::new();
    for soort in BerichtSoort::ALLE {
        for regel in geplande_fouten(*soort) {
            let mut gelukt = false;
            for zaad in 0..12 {
                let mut generator = Generator::nieuw(opdracht(*soort, zaad, 1)).unwrap();
                if let Some((bytes, fout)) = generator.met_fout(regel).unwrap() {
                    assert_eq!(fout.volgens, regel);
                    assert_eq!(
                        gevonden(&bytes),
                        fout.regels.iter().map(|r| (*r).to_owned()).collect()
                    );
                    gelukt = true;
                    break;
                }
            }
            if !gelukt {
                niet.push((*soort, regel));
            }
        }
    }
    assert!(niet.is_empty(), "{niet:?}");
}

#[test]
fn in_een_grote_declaratie_staat_bij_elke_regel_wat_er_mis_is() {
    for soort in [BerichtSoort::Jw323, BerichtSoort::Jw325] {
        let o = Opdracht {
            prestaties: 4_000,
            fouten: 5,
            ..opdracht(soort, 5, 1)
        };
        let gemaakt = alle(o);
        let [(bytes, fouten)] = gemaakt.as_slice() else {
            panic!()
        };
        assert!((120..300).contains(&fouten.len()), "{}", fouten.len());
        let mut verwacht: Vec<(String, String)> = fouten
            .iter()
            .flat_map(|f| f.regels.iter().map(|r| ((*r).to_owned(), prestatie(&f.pad))))
            .collect();
        let verslag = controleer(bytes.as_slice(), &Opties::op(DAG)).unwrap();
        let mut er: Vec<(String, String)> = verslag
            .bevindingen
            .iter()
            .map(|b| (b.regel.to_string(), prestatie(&b.pad)))
            .collect();
        verwacht.sort();
        er.sort();
        assert_eq!(er, verwacht);
    }
}

fn prestatie(pad: &str) -> String {
    pad.split('/').take(5).collect::<Vec<_>>().join("/")
}

#[test]
fn testnummers_zolang_ze_er_zijn_en_anders_nummers_vanaf_900_miljoen() {
    let mut kans = Kans::tak(1, 1);
    let mut klein = mensen::Nummers::voor(9_000, &mut kans);
    let nummers: BTreeSet<String> = (0..9_000).map(|_| klein.volgende()).collect();
    assert_eq!(nummers.len(), 9_000);
    assert!(nummers.iter().all(|n| n.starts_with("9999") && n.len() == 9));
    let mut groot = mensen::Nummers::voor(9_001, &mut kans);
    let nummers: BTreeSet<String> = (0..100_000).map(|_| groot.volgende()).collect();
    assert_eq!(nummers.len(), 100_000);
    assert!(
        nummers
            .iter()
            .all(|n| n.starts_with('9') && !n.starts_with("9999") && n.len() == 9)
    );
}

#[test]
fn wat_niet_kan_wordt_gezegd() {
    let o = opdracht(BerichtSoort::Jw323, 1, 1);
    let fout = |o| Generator::nieuw(o).err();
    assert_eq!(
        fout(Opdracht {
            peildatum: date(2020, 1, 1),
            ..o
        }),
        Some(Onmogelijk::Peildatum)
    );
    assert_eq!(fout(Opdracht { aantal: 0, ..o }), Some(Onmogelijk::Aantal));
    assert_eq!(
        fout(Opdracht { prestaties: 0, ..o }),
        Some(Onmogelijk::Prestaties)
    );
    assert_eq!(
        fout(Opdracht {
            soort: BerichtSoort::Jw325,
            prestaties: 0,
            ..o
        }),
        None
    );
    assert_eq!(fout(Opdracht { fouten: 101, ..o }), Some(Onmogelijk::Fouten));
}
