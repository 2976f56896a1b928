//! What a stranger can put in the folder of the postbus beside messages: names that no message has.

use houvast_dienst::logboek::lees_zegels;
use houvast_dienst::postbus::{Afloop, Postbus, Waarneming};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;
use verminker::{Verminker, keer};

#[path = "../../../../fuzz/verminker.rs"]
mod verminker;

fn aantal(map: &Path) -> usize {
    std::fs::read_dir(map).unwrap().count()
}

/// A name that a file system takes.
fn naam(bron: &mut Verminker) -> OsString {
    let lang = "é".repeat(127);
    let goed = [
        "JW315.xml",
        "01936f3e-0000-7000-8000-000000000001__a.xml",
        "a__b__c.xml",
        "..a",
        &lang,
    ];
    let basis = bron.een(&goed);
    let mut bytes = bron.vermink(basis.as_bytes());
    bytes.retain(|b| *b != 0 && *b != b'/');
    bytes.truncate(255);
    if bytes.is_empty() || bytes == b"." || bytes == b".." {
        bytes = b"x".to_vec();
    }
    OsString::from_vec(bytes)
}

#[test]
fn een_vreemde_bestandsnaam_wordt_een_keer_genomen_en_komt_nergens_anders_terecht() {
    let map = std::env::temp_dir().join(format!("houvast-namen-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&map);
    let postbus = Postbus::open(&map.join("postbus")).unwrap();
    let in_map = postbus.map().join("in");
    let teller = AtomicU64::new(1);
    let id = || Uuid::from_u128(u128::from(teller.fetch_add(1, Ordering::Relaxed)));
    let mut bron = Verminker::nieuw(6);
    let (mut gelegd, mut genomen) = (0, 0);
    for ronde in 0..keer(60) {
        let namen: BTreeSet<OsString> = (0..8).map(|_| naam(&mut bron)).collect();
        let af = |naam: &OsString| {
            let naam = naam.to_string_lossy();
            !naam.starts_with('.') && ![".tmp", ".part", ".deel"].iter().any(|e| naam.ends_with(e))
        };
        for naam in &namen {
            std::fs::write(in_map.join(naam), ronde.to_string()).unwrap();
        }
        let verwacht = namen.iter().filter(|n| af(n)).count();
        gelegd += verwacht;
        let mut gezien = Waarneming::default();
        assert!(
            postbus.neem(&mut gezien, id, usize::MAX).unwrap().is_empty(),
            "een blik is te weinig"
        );
        let claims = postbus.neem(&mut gezien, id, usize::MAX).unwrap();
        assert_eq!(claims.len(), verwacht, "{namen:?}");
        // After a crash the same claims, with the same names.
        let mut weer = postbus.herstel().unwrap();
        weer.sort_by_key(|c| c.id);
        let mut eerst = claims.clone();
        eerst.sort_by_key(|c| c.id);
        assert_eq!(weer, eerst);
        for (n, claim) in claims.iter().enumerate() {
            assert_eq!(postbus.lees(claim, 100).unwrap(), ronde.to_string().as_bytes());
            let afloop = if n % 2 == 0 {
                Afloop::Verwerkt
            } else {
                Afloop::Fout
            };
            postbus.leg_weg(claim, afloop).unwrap();
            genomen += 1;
        }
        for naam in std::fs::read_dir(&in_map).unwrap().flatten() {
            std::fs::remove_file(naam.path()).unwrap();
        }
    }
    assert_eq!(genomen, gelegd);
    assert_eq!(aantal(&postbus.map().join("bezig")), 0);
    let klaar = aantal(&postbus.map().join("verwerkt")) + aantal(&postbus.map().join("fout"));
    assert_eq!(klaar, gelegd, "elk origineel staat er nog, ook met dezelfde naam");
    assert_eq!(aantal(&map), 1, "niets buiten de postbus");
    std::fs::remove_dir_all(map).unwrap();
}

#[test]
fn een_verminkte_kopie_van_de_zegels_wordt_gelezen_of_noemt_de_regel() {
    let regel = format!(
        "{{\"houder\":\"0193\",\"id\":\"{}\",\"keten\":\"{}\",\"volgnummer\":3,\"hash\":\"{}\",\"op\":1763892000000000,\"sleutel\":\"{}\",\"handtekening\":\"{}\"}}\n",
        Uuid::from_u128(1),
        Uuid::from_u128(2),
        "ab".repeat(32),
        "cd".repeat(32),
        "ef".repeat(64),
    );
    let goed = regel.repeat(3);
    assert_eq!(lees_zegels(&goed).unwrap().len(), 3);
    let mut bron = Verminker::nieuw(7);
    let mut fout = 0;
    for _ in 0..keer(400) {
        let tekst = bron.vermink_tekst(&goed);
        match lees_zegels(&tekst) {
            Ok(zegels) => assert_eq!(zegels.len(), tekst.lines().count()),
            Err(nummer) => {
                fout += 1;
                assert!((1..=tekst.lines().count()).contains(&nummer));
            }
        }
    }
    assert!(fout > 0);
}
