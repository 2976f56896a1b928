//! Everything moved to another database and everything brought back from a file: row for row, or not at all.

#[path = "../../../../fuzz/verminker.rs"]
#[expect(dead_code, reason = "a backup is no text")]
mod verminker;

use crate::steun::*;
use houvast_opslag::kopie::{self, Begin, Fase, KopieFout, TabelSom, VerhuisSoort, VerplaatsFout};
use houvast_opslag::proef::{self, Proef};
use houvast_opslag::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use uuid::Uuid;
use verminker::{Verminker, keer};

const ZOUT: [u8; 16] = [3; 16];

fn kopiesleutel() -> Sleutel {
    Sleutel::nieuw([9; 32])
}

/// Cases in two gemeenten, and messages that name a later message of their own table.
async fn vul(o: &Opslag) {
    for n in 0..6 {
        zaak(o, &zwolle(), vaart(), n).await;
        zaak(o, &deventer(), brink(), 100 + n).await;
    }
    let eerder = bericht(&zwolle(), Richting::In, "JW302", vaart());
    let later = bericht(&zwolle(), Richting::Uit, "JW301", vaart());
    let mut tx = o.begin(&systeem()).await.unwrap();
    // The later one first, or the reference has nothing to point at.
    tx.leg_berichten_vast(std::slice::from_ref(&later)).await.unwrap();
    tx.leg_berichten_vast(&[Bericht {
        hoort_bij: Some(later.id),
        ..eerder
    }])
    .await
    .unwrap();
    assert!(tx.volgend_nummer(&zwolle(), "bericht", 99).await.unwrap() > 0);
    tx.leg_account_vast(&account("wie", Rol::Consulent, None), &[])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn verplaats(van: &Opslag, naar: &Opslag, nr: u128) -> Result<(Begin, Vec<TabelSom>), VerplaatsFout> {
    kopie::verplaats(van, naar, &systeem(), Uuid::from_u128(nr), nu(), &mut |_| {}).await
}

fn gevuld(sommen: &[TabelSom]) -> usize {
    sommen.iter().filter(|s| s.som.aantal > 0).count()
}

/// Both ways over the two kinds: `doe` gets a filled source and an empty target.
async fn beide_kanten<F: Future<Output = ()>>(doe: impl Fn(Proef, Proef) -> F) {
    let Some(pg) = proef::postgres().await else { return };
    doe(proef::sqlite().await, pg).await;
    let Some(pg) = proef::postgres().await else { return };
    doe(pg, proef::sqlite().await).await;
}

/// A table that a later step adds travels too, without anybody thinking of it: its name comes from the database itself.
#[tokio::test]
async fn elke_tabel_met_al_haar_kolommen_reist_mee() {
    let proef = proef::sqlite().await;
    let adres = format!("sqlite://{}", proef.bestand.as_deref().unwrap().display());
    let pool = sqlx::SqlitePool::connect(&adres).await.unwrap();
    let rijen: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT m.name, p.name, p.pk FROM sqlite_schema m, pragma_table_info(m.name) p WHERE m.type = 'table' \
         AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, p.cid",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let mut echt: Tabellen = BTreeMap::new();
    for (tabel, kolom, plek) in rijen {
        let rij = echt.entry(tabel).or_default();
        if plek > 0 {
            rij.1.push((plek, kolom.clone()));
        }
        rij.0.push(kolom);
    }
    assert!(
        echt.remove("verhuizing").is_some(),
        "die hoort bij een database en blijft"
    );
    let reist: Tabellen = kopie::inhoud()
        .into_iter()
        .map(|(tabel, kolommen, sleutel)| {
            let tekst = |s: &&str| (*s).to_owned();
            let sleutel = (1..).zip(sleutel.iter().map(tekst)).collect::<Vec<_>>();
            (tabel.to_owned(), (kolommen.iter().map(tekst).collect(), sleutel))
        })
        .collect();
    for rij in echt.values_mut() {
        rij.1.sort();
    }
    assert_eq!(reist, echt);
    pool.close().await;
    proef.ruim_op().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alles_verhuist_rij_voor_rij_naar_de_andere_database() {
    beide_kanten(|van, naar| async move {
        vul(&van.opslag).await;
        let mut stappen = Vec::new();
        let uit = kopie::verplaats(
            &van.opslag,
            &naar.opslag,
            &systeem(),
            Uuid::from_u128(1),
            nu(),
            &mut |f| {
                stappen.push(f);
            },
        )
        .await;
        let (begin, sommen) = uit.unwrap();
        assert_eq!(begin, Begin::Nieuw);
        assert!(gevuld(&sommen) > 10, "{sommen:?}");
        let tel = |kies: fn(&Fase) -> Option<u64>| stappen.iter().filter_map(kies).sum::<u64>();
        let totaal = tel(|f| if let Fase::Totaal(n) = f { Some(*n) } else { None });
        assert_eq!(totaal, sommen.iter().map(|s| s.som.aantal).sum::<u64>());
        assert_eq!(
            totaal,
            tel(|f| if let Fase::Controle(n) = f { Some(*n) } else { None })
        );
        // As a person would see it, through the other database.
        let (mut links, mut rechts) = (
            van.opslag.lees(&systeem()).await.unwrap(),
            naar.opslag.lees(&systeem()).await.unwrap(),
        );
        let filter = BerichtFilter::default();
        let lijst = links
            .berichten(&filter, Bladzijde::eerste(99))
            .await
            .unwrap()
            .rijen;
        assert_eq!(
            lijst,
            rechts
                .berichten(&filter, Bladzijde::eerste(99))
                .await
                .unwrap()
                .rijen
        );
        let mut vooruit = 0;
        for regel in &lijst {
            let bericht = links.bericht(regel.id).await.unwrap().unwrap();
            vooruit += usize::from(bericht.hoort_bij.is_some_and(|naar| naar > bericht.id));
            assert_eq!(rechts.bericht(regel.id).await.unwrap().unwrap(), bericht);
            assert_eq!(
                links.bericht_inhoud(regel.id).await.unwrap(),
                rechts.bericht_inhoud(regel.id).await.unwrap()
            );
        }
        assert_eq!(vooruit, 1, "een bericht verwijst naar een later bericht");
        assert!(rechts.onaf().await.unwrap().is_none());
        assert!(
            links.verlaten_op().await.unwrap().is_some() && rechts.verlaten_op().await.unwrap().is_none()
        );
        drop((links, rechts));
        // Again is refused: the target is not empty any more.
        assert_eq!(
            verplaats(&van.opslag, &naar.opslag, 2).await,
            Err(VerplaatsFout::NietLeeg)
        );
        van.ruim_op().await;
        naar.ruim_op().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_verhuizing_die_werd_afgebroken_gaat_verder_waar_zij_was() {
    beide_kanten(|van, naar| async move {
        vul(&van.opslag).await;
        let heel = {
            let doel = proef::sqlite().await;
            let bron = van.opnieuw().await;
            let sommen = kopie::sommen(&bron, &systeem()).await.unwrap();
            bron.sluit().await;
            doel.ruim_op().await;
            sommen
        };
        // Cut off after ever more pages, as a killed program is: the future is dropped in the middle.
        for stop_na in [1, 3, 6] {
            let gezien = AtomicUsize::new(0);
            let (seintje, mut stop) = tokio::sync::mpsc::unbounded_channel();
            let mut meld = |f| {
                if matches!(f, Fase::Kopie(_)) && gezien.fetch_add(1, Ordering::Relaxed) + 1 == stop_na {
                    seintje.send(()).unwrap();
                }
            };
            let b = systeem();
            let loop_ = kopie::verplaats(&van.opslag, &naar.opslag, &b, Uuid::from_u128(7), nu(), &mut meld);
            tokio::select! {
                biased;
                _ = stop.recv() => {}
                uit = loop_ => panic!("was al klaar: {uit:?}"),
            }
            let half = naar
                .opslag
                .lees(&systeem())
                .await
                .unwrap()
                .onaf()
                .await
                .unwrap()
                .unwrap();
            assert_eq!((half.soort, half.id), (VerhuisSoort::In, Uuid::from_u128(7)));
        }
        // Another source does not go on with it.
        let ander = proef::sqlite().await;
        vul(&ander.opslag).await;
        assert_eq!(
            verplaats(&ander.opslag, &naar.opslag, 8).await,
            Err(VerplaatsFout::NietLeeg)
        );
        // And half a store is no source.
        let leeg = proef::sqlite().await;
        assert_eq!(
            verplaats(&naar.opslag, &leeg.opslag, 9).await,
            Err(VerplaatsFout::BronOnaf)
        );
        let (begin, sommen) = verplaats(&van.opslag, &naar.opslag, 10).await.unwrap();
        assert_eq!((begin, sommen), (Begin::Vervolg, heel));
        for proef in [van, naar, ander, leeg] {
            proef.ruim_op().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wie_tijdens_de_verhuizing_doorwerkt_wordt_gezien() {
    beide_kanten(|van, naar| async move {
        vul(&van.opslag).await;
        let b = systeem();
        let mut begonnen = false;
        let (seintje, mut stop) = tokio::sync::mpsc::unbounded_channel();
        let mut meld = |f| {
            if matches!(f, Fase::Kopie(_)) && !begonnen {
                begonnen = true;
                seintje.send(()).unwrap();
            }
        };
        tokio::select! {
            biased;
            _ = stop.recv() => {}
            uit = kopie::verplaats(&van.opslag, &naar.opslag, &b, Uuid::from_u128(7), nu(), &mut meld) => panic!("{uit:?}"),
        }
        // The first tables are over; one of their rows changes.
        let mut tx = van.opslag.begin(&systeem()).await.unwrap();
        tx.tel_door(&zwolle(), "bericht", 1).await.unwrap();
        tx.zet_instelling(&regio(), "iets", "anders", nu()).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = naar.opslag.begin(&systeem()).await.unwrap();
        tx.zet_instelling(&regio(), "iets", "nog anders", nu()).await.unwrap();
        tx.commit().await.unwrap();
        let fout = verplaats(&van.opslag, &naar.opslag, 8).await.unwrap_err();
        assert!(matches!(fout, VerplaatsFout::Verschil(_) | VerplaatsFout::Opslag(_)), "{fout:?}");
        assert!(naar.opslag.lees(&b).await.unwrap().onaf().await.unwrap().is_some(), "het blijft onaf");
        van.ruim_op().await;
        naar.ruim_op().await;
    })
    .await;
}

async fn maak(o: &Opslag) -> (Vec<u8>, Vec<TabelSom>) {
    let mut bytes = Vec::new();
    let sommen = kopie::maak(
        o,
        &systeem(),
        nu(),
        &kopiesleutel(),
        &ZOUT,
        &[("sleutel", &[42; 32])],
        &mut bytes,
        &mut |_| {},
    )
    .await;
    (bytes, sommen.unwrap())
}

async fn terug(o: &Opslag, bytes: &[u8], sprong: u32) -> Result<Vec<TabelSom>, KopieFout> {
    let mut van = bytes;
    let id = Uuid::from_u128(1);
    kopie::zet_terug(
        o,
        &systeem(),
        id,
        nu(),
        &kopiesleutel(),
        &mut van,
        sprong,
        &mut |_| {},
    )
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_kopie_van_de_ene_database_komt_terug_in_de_andere() {
    beide_kanten(|van, naar| async move {
        vul(&van.opslag).await;
        let (bytes, sommen) = maak(&van.opslag).await;
        let heel = kopie::controleer(&mut bytes.as_slice(), &kopiesleutel()).unwrap();
        assert_eq!((&heel.sommen, heel.kop.gemaakt_op), (&sommen, nu()));
        assert_eq!(heel.bijlagen, [("sleutel".to_owned(), vec![42; 32])]);
        // What was sealed and what was not: neither can be read in the file.
        for woord in ["Jansen", "jeugdige", "sleutel"] {
            assert!(
                !bytes.windows(woord.len()).any(|w| w == woord.as_bytes()),
                "{woord}"
            );
        }
        van.ruim_op().await;
        assert_eq!(terug(&naar.opslag, &bytes, 0).await.unwrap(), sommen);
        assert_eq!(kopie::sommen(&naar.opslag, &systeem()).await.unwrap(), sommen);
        assert!(
            naar.opslag
                .lees(&systeem())
                .await
                .unwrap()
                .onaf()
                .await
                .unwrap()
                .is_none()
        );
        assert!(matches!(
            terug(&naar.opslag, &bytes, 0).await,
            Err(KopieFout::NietLeeg)
        ));
        naar.ruim_op().await;
    })
    .await;
}

/// Per table its columns, and those of its key with their places.
type Tabellen = BTreeMap<String, (Vec<String>, Vec<(i64, String)>)>;

op_beide! {
    async fn een_kopie_is_een_beeld_van_een_moment_terwijl_het_werk_doorgaat(proef: &Proef) {
        let o = &proef.opslag;
        vul(o).await;
        let vooraf = kopie::sommen(o, &systeem()).await.unwrap();
        let (seintje, mut begonnen) = tokio::sync::mpsc::unbounded_channel();
        let (verder, wacht) = std::sync::mpsc::channel();
        let wacht = std::sync::Mutex::new(wacht);
        let (o2, b) = (o.clone(), systeem());
        let mut eerste = true;
        let taak = tokio::spawn(async move {
            let mut bytes = Vec::new();
            kopie::maak(&o2, &b, nu(), &kopiesleutel(), &ZOUT, &[], &mut bytes, &mut |f| {
                if matches!(f, Fase::Totaal(_)) && eerste {
                    eerste = false;
                    seintje.send(()).unwrap();
                    tokio::task::block_in_place(|| wacht.lock().unwrap().recv().unwrap());
                }
            }).await.unwrap()
        });
        begonnen.recv().await.unwrap();
        zaak(o, &zwolle(), vaart(), 50).await;
        verder.send(()).unwrap();
        assert_eq!(taak.await.unwrap(), vooraf, "wat later kwam staat er niet half in");
        assert_ne!(kopie::sommen(o, &systeem()).await.unwrap(), vooraf);
    }

    async fn na_het_terugzetten_gaan_de_nummers_verder_dan_ze_ooit_waren(proef: &Proef) {
        let bron = proef::sqlite().await;
        vul(&bron.opslag).await;
        let (bytes, _) = maak(&bron.opslag).await;
        let mut tx = bron.opslag.begin(&systeem()).await.unwrap();
        let uitgegeven = tx.volgend_nummer(&zwolle(), "bericht", 99).await.unwrap();
        drop(tx);
        bron.ruim_op().await;
        terug(&proef.opslag, &bytes, 1_000).await.unwrap();
        let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
        assert_eq!(tx.volgend_nummer(&zwolle(), "bericht", 9_999).await.unwrap(), uitgegeven + 1_000);
    }

    async fn een_kapotte_kopie_raakt_de_database_niet_aan(proef: &Proef) {
        let bron = proef::sqlite().await;
        vul(&bron.opslag).await;
        let (bytes, _) = maak(&bron.opslag).await;
        bron.ruim_op().await;
        let lees = |bytes: &[u8], met: &Sleutel| {
            let mut van = bytes;
            kopie::controleer(&mut van, met).map(|_| ()).unwrap_err().to_string()
        };
        assert!(lees(&bytes, &Sleutel::nieuw([8; 32])).contains("andere sleutel"));
        assert!(lees(&bytes[..bytes.len() - 1], &kopiesleutel()).contains("afgebroken"));
        assert!(lees(b"<?xml version='1.0'?><Bericht>dit is iets anders</Bericht>", &kopiesleutel()).contains("geen reservekopie"));
        for plek in [40, bytes.len() / 2, bytes.len() - 1] {
            let mut krom = bytes.clone();
            krom[plek] ^= 0x80;
            assert!(lees(&krom, &kopiesleutel()).contains("gewijzigd"), "byte {plek}");
        }
        // Whoever skips the check is left with a store that says that it is not whole.
        let mut krom = bytes.clone();
        let laatste = krom.len() - 1;
        krom[laatste] ^= 1;
        terug(&proef.opslag, &krom, 0).await.unwrap_err();
        let mut l = proef.opslag.lees(&systeem()).await.unwrap();
        if let Some(half) = l.onaf().await.unwrap() {
            assert_eq!(half.soort, VerhuisSoort::Terug);
        } else {
            assert!(l.is_leeg().await.unwrap());
        }
    }

    async fn welke_byte_van_een_kopie_ook_verandert_zij_wordt_geweigerd_en_nooit_een_paniek(proef: &Proef) {
        vul(&proef.opslag).await;
        let (bytes, _) = maak(&proef.opslag).await;
        let keur = |bytes: &[u8]| {
            let mut van = bytes;
            kopie::controleer(&mut van, &kopiesleutel()).is_ok()
        };
        assert!(keur(&bytes));
        let stap = (bytes.len() / 400).max(1);
        for plek in (0..200.min(bytes.len())).chain((0..bytes.len()).step_by(stap)) {
            for anders in [0x01, 0x80, 0xff] {
                let mut krom = bytes.clone();
                krom[plek] ^= anders;
                assert!(!keur(&krom), "byte {plek}");
            }
            assert!(!keur(&bytes[..plek]), "afgesneden bij {plek}");
        }
        let mut dubbel = bytes.clone();
        dubbel.extend_from_slice(&bytes);
        assert!(!keur(&dubbel), "met iets erachter");
    }

    async fn een_verminkte_kopie_wordt_geweigerd_of_is_dezelfde(proef: &Proef) {
        vul(&proef.opslag).await;
        let (bytes, _) = maak(&proef.opslag).await;
        let mut bron = Verminker::nieuw(11);
        for _ in 0..keer(300) {
            let krom = bron.vermink(&bytes);
            let mut van = krom.as_slice();
            assert_eq!(kopie::controleer(&mut van, &kopiesleutel()).is_ok(), krom == bytes);
            // Another key opens nothing, spoilt or not.
            let mut van = krom.as_slice();
            assert!(kopie::controleer(&mut van, &Sleutel::nieuw([8; 32])).is_err());
        }
        // What says that it is enormous is not believed.
        let mut groot = bytes[..bytes.len().min(64)].to_vec();
        groot.extend_from_slice(&[0xff; 64]);
        assert!(kopie::controleer(&mut groot.as_slice(), &kopiesleutel()).is_err());
    }

    async fn alleen_het_programma_zelf_ziet_alles(proef: &Proef) {
        let o = &proef.opslag;
        for b in [consulent("0193"), beheer(), medewerker(vaart())] {
            assert!(matches!(kopie::sommen(o, &b).await, Err(OpslagFout::BuitenBereik(_))));
            let mut bytes = Vec::new();
            let uit = kopie::maak(o, &b, nu(), &kopiesleutel(), &ZOUT, &[], &mut bytes, &mut |_| {}).await;
            assert!(matches!(uit, Err(KopieFout::Opslag(OpslagFout::BuitenBereik(_)))));
            assert!(o.lees(&b).await.unwrap().verhuizingen().await.is_err());
            assert!(o.lees(&b).await.unwrap().achterstand(3).await.is_err());
        }
    }
}
