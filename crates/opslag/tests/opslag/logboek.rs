//! The audit log: every change outside the program is found, in every column, on both databases (NEN 7513; issue 'Trust'
//! 3), and nobody reads it but who may.

use crate::steun::*;
use houvast_begrip::Houder;
use houvast_opslag::op_beide;
use houvast_opslag::proef::Proef;
use houvast_opslag::*;
use uuid::Uuid;

const ZAAD: [u8; 32] = [9; 32];

/// Somebody read this dossier.
pub(crate) fn logpost(houder: &Houder, kind: Option<Uuid>) -> Logpost {
    Logpost {
        houder: houder.clone(),
        id: id(),
        begin: nu(),
        op: later(1),
        code: "dossier.lezen".into(),
        actie: LogActie::Lezen,
        uitkomst: LogUitkomst::Gelukt,
        account: Some(Uuid::nil()),
        rol: Rol::Consulent,
        organisatie: format!("gemeente {}", houder.als_str()),
        namens: None,
        doel: "toeleiding".into(),
        activiteit: "dossier-inzien".into(),
        voorwerp: "dossier".into(),
        voorwerp_id: kind,
        jeugdige: kind,
        aantal: None,
        herkomst: LogHerkomst::Scherm,
        sessie: Some(vec![7; 8]),
        verwerking: id(),
    }
}

fn sleutel() -> LogSleutel {
    LogSleutel::uit_zaad(&ZAAD).unwrap()
}

async fn controle_met(proef: &Proef, elders: &[LogZegel]) -> LogControle {
    let mut l = proef.opslag.lees(&systeem()).await.unwrap();
    l.controleer_log(&[sleutel().openbaar()], elders).await.unwrap()
}

async fn controle(proef: &Proef) -> LogControle {
    controle_met(proef, &[]).await
}

/// Six rows of Zwolle in three transactions and two of Deventer, with a seal on each; a child in Zwolle.
async fn vul(proef: &Proef) -> (Uuid, Vec<LogZegel>) {
    let o = &proef.opslag;
    let kind = jeugdige(&zwolle(), bsn(0), "Noor Jansen");
    let mut tx = o.begin(&systeem()).await.unwrap();
    tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..3 {
        let mut tx = o.begin(&systeem()).await.unwrap();
        for houder in [zwolle(), zwolle()] {
            let mut post = logpost(&houder, Some(kind.id));
            post.namens = Some(id());
            post.aantal = Some(3);
            tx.noteer(post).unwrap();
        }
        tx.commit().await.unwrap();
    }
    let mut tx = o.begin(&systeem()).await.unwrap();
    tx.noteer(logpost(&deventer(), None)).unwrap();
    tx.noteer(logpost(&deventer(), None)).unwrap();
    tx.commit().await.unwrap();
    let mut tx = o.begin(&systeem()).await.unwrap();
    let zegels = tx.verzegel_log(&sleutel(), nu(), id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(zegels.len(), 2);
    (kind.id, zegels)
}

/// Outside the program: with the password of the database.
enum Buitenom {
    Sqlite(sqlx::SqlitePool),
    Postgres(sqlx::PgPool),
}

impl Buitenom {
    async fn nieuw(proef: &Proef) -> Self {
        match (&proef.bestand, proef.url()) {
            (Some(pad), _) => {
                let pad = format!("sqlite://{}", pad.display());
                Self::Sqlite(sqlx::SqlitePool::connect(&pad).await.unwrap())
            }
            (None, Some(url)) => Self::Postgres(sqlx::PgPool::connect(url).await.unwrap()),
            (None, None) => panic!("geen database"),
        }
    }

    async fn doe(&self, sql: &str) -> u64 {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(p) => sqlx::query(sql).execute(p).await.unwrap().rows_affected(),
            Self::Postgres(p) => sqlx::query(sql).execute(p).await.unwrap().rows_affected(),
        }
    }

    /// Another value of the same column.
    fn anders(&self, kolom: &str, vorm: &str) -> String {
        match (vorm, self) {
            ("tekst", _) => format!("{kolom} || 'x'"),
            ("getal", _) => format!("{kolom} + 100"),
            ("id", Self::Sqlite(_)) => "x'01930000000070008000ffffffffffff'".to_owned(),
            ("id", Self::Postgres(_)) => "'01930000-0000-7000-8000-ffffffffffff'::uuid".to_owned(),
            (_, Self::Sqlite(_)) => format!("CAST({kolom} || x'00' AS BLOB)"),
            (_, Self::Postgres(_)) => format!("{kolom} || '\\x00'::bytea"),
        }
    }

    async fn sluit(self) {
        match self {
            Self::Sqlite(p) => p.close().await,
            Self::Postgres(p) => p.close().await,
        }
    }
}

const REGEL: [(&str, &str); 21] = [
    ("houder", "tekst"),
    ("id", "id"),
    ("keten", "id"),
    ("volgnummer", "getal"),
    ("op", "getal"),
    ("code", "tekst"),
    ("actie", "tekst"),
    ("uitkomst", "tekst"),
    ("account", "id"),
    ("rol", "tekst"),
    ("organisatie", "tekst"),
    ("namens", "id"),
    ("doel", "tekst"),
    ("voorwerp", "tekst"),
    ("voorwerp_id", "id"),
    ("jeugdige", "id"),
    ("aantal", "getal"),
    ("herkomst", "tekst"),
    ("sessie", "bytes"),
    ("verwerking", "id"),
    ("hash", "bytes"),
];
const KOP: [(&str, &str); 5] = [
    ("houder", "tekst"),
    ("keten", "id"),
    ("stand", "getal"),
    ("hash", "bytes"),
    ("waarmerk", "bytes"),
];
const ZEGEL: [(&str, &str); 8] = [
    ("houder", "tekst"),
    ("id", "id"),
    ("keten", "id"),
    ("volgnummer", "getal"),
    ("hash", "bytes"),
    ("op", "getal"),
    ("sleutel", "bytes"),
    ("handtekening", "bytes"),
];

/// Changes a column of one row and puts it back.
async fn verander(proef: &Proef, db: &Buitenom, tabel: &str, waar: &str, kolom: &str, vorm: &str) {
    db.doe(&format!("CREATE TABLE oud AS SELECT * FROM {tabel} WHERE {waar}"))
        .await;
    let n = db
        .doe(&format!(
            "UPDATE {tabel} SET {kolom} = {} WHERE {waar}",
            db.anders(kolom, vorm)
        ))
        .await;
    assert_eq!(n, 1, "{tabel}.{kolom}");
    assert!(!controle(proef).await.heel(), "{tabel}.{kolom} bleef onopgemerkt");
    db.doe(&format!("DELETE FROM {tabel}")).await;
    db.doe(&format!("INSERT INTO {tabel} SELECT * FROM kopie_{tabel}"))
        .await;
    db.doe("DROP TABLE oud").await;
    assert!(controle(proef).await.heel(), "{tabel}.{kolom} staat weer terug");
}

op_beide! {
    async fn een_wijziging_in_elke_kolom_wordt_gevonden(proef: &Proef) {
        vul(proef).await;
        let heel = controle(proef).await;
        assert_eq!((heel.regels, heel.ketens, heel.zegels, &heel.breuken[..]), (8, 2, 2, &[][..]));
        let db = Buitenom::nieuw(proef).await;
        for tabel in ["logregel", "logketen", "logzegel"] {
            db.doe(&format!("CREATE TABLE kopie_{tabel} AS SELECT * FROM {tabel}")).await;
        }
        // The first, one in the middle and the last.
        for nummer in [1, 3, 6] {
            for (kolom, vorm) in REGEL {
                let waar = format!("houder = '0193' AND volgnummer = {nummer}");
                verander(proef, &db, "logregel", &waar, kolom, vorm).await;
            }
        }
        for (kolom, vorm) in KOP {
            verander(proef, &db, "logketen", "houder = '0193'", kolom, vorm).await;
        }
        for (kolom, vorm) in ZEGEL {
            verander(proef, &db, "logzegel", "houder = '0193'", kolom, vorm).await;
        }
        db.sluit().await;
    }

    async fn een_leeg_gemaakte_kolom_wordt_gevonden(proef: &Proef) {
        vul(proef).await;
        let db = Buitenom::nieuw(proef).await;
        db.doe("CREATE TABLE kopie AS SELECT * FROM logregel").await;
        for kolom in ["account", "namens", "voorwerp_id", "jeugdige", "aantal", "sessie"] {
            db.doe(&format!("UPDATE logregel SET {kolom} = NULL WHERE houder = '0193' AND volgnummer = 4")).await;
            let fout = controle(proef).await.breuken;
            assert_eq!((fout.len(), fout[0].volgnummer, fout[0].soort), (1, 4, BreukSoort::Gewijzigd), "{kolom}");
            db.doe("DELETE FROM logregel").await;
            db.doe("INSERT INTO logregel SELECT * FROM kopie").await;
        }
        db.sluit().await;
    }

    async fn een_verwijderde_ingevoegde_of_verwisselde_regel_wordt_gevonden(proef: &Proef) {
        vul(proef).await;
        let db = Buitenom::nieuw(proef).await;
        db.doe("CREATE TABLE kopie AS SELECT * FROM logregel").await;
        let terug = async || {
            db.doe("DELETE FROM logregel").await;
            db.doe("INSERT INTO logregel SELECT * FROM kopie").await;
        };
        db.doe("DELETE FROM logregel WHERE houder = '0193' AND volgnummer IN (3, 4)").await;
        let fout = controle(proef).await.breuken;
        assert_eq!((fout[0].volgnummer, fout[0].soort), (3, BreukSoort::Ontbreekt { tot: 4 }));
        terug().await;

        // A row that looks like the last one, with the next number.
        let kolommen = REGEL.map(|(k, _)| match k {
            "volgnummer" => "7".to_owned(),
            "id" => db.anders("id", "id"),
            _ => k.to_owned(),
        });
        db.doe(&format!(
            "INSERT INTO logregel SELECT {} FROM kopie WHERE houder = '0193' AND volgnummer = 6", kolommen.join(", ")
        )).await;
        let soorten: Vec<_> = controle(proef).await.breuken.iter().map(|b| b.soort).collect();
        assert_eq!(soorten, [BreukSoort::Gewijzigd, BreukSoort::Bijgeschreven]);
        terug().await;

        for (van, naar) in [(2, 100), (3, 2), (100, 3)] {
            db.doe(&format!("UPDATE logregel SET volgnummer = {naar} WHERE houder = '0193' AND volgnummer = {van}")).await;
        }
        let fout = controle(proef).await.breuken;
        assert!(fout.iter().any(|b| b.volgnummer == 2) && fout.iter().any(|b| b.volgnummer == 3), "{fout:?}");
        terug().await;
        assert!(controle(proef).await.heel());
        db.sluit().await;
    }

    async fn een_afgesneden_staart_wordt_gevonden_ook_met_het_einde_van_eerder(proef: &Proef) {
        let (kind, zegels) = vul(proef).await;
        let db = Buitenom::nieuw(proef).await;
        db.doe("CREATE TABLE oude_kop AS SELECT * FROM logketen").await;
        let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
        tx.noteer(logpost(&zwolle(), Some(kind))).unwrap();
        tx.commit().await.unwrap();
        let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
        let nieuw = tx.verzegel_log(&sleutel(), later(60), id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(nieuw.len(), 1, "alleen wat groeide krijgt een nieuw zegel");
        assert!(controle(proef).await.heel());

        db.doe("DELETE FROM logregel WHERE houder = '0193' AND volgnummer = 7").await;
        let soorten = |c: LogControle| c.breuken.into_iter().map(|b| b.soort).collect::<Vec<_>>();
        assert_eq!(soorten(controle(proef).await), [BreukSoort::Afgesneden { tot: 7 }, BreukSoort::ZegelZonderRegel]);
        // The end of before is authentic; the seal still tells.
        db.doe("DELETE FROM logketen").await;
        db.doe("INSERT INTO logketen SELECT * FROM oude_kop").await;
        assert_eq!(soorten(controle(proef).await), [BreukSoort::ZegelZonderRegel]);
        // The seal is gone too; its copy outside the database tells.
        db.doe("DELETE FROM logzegel WHERE volgnummer = 7").await;
        assert!(controle(proef).await.heel(), "binnen de database is dit niet te zien");
        assert_eq!(soorten(controle_met(proef, &nieuw).await), [BreukSoort::ZegelZonderRegel]);
        // The whole chain is gone.
        for tabel in ["logregel", "logketen", "logzegel"] {
            db.doe(&format!("DELETE FROM {tabel} WHERE houder = '0193'")).await;
        }
        assert_eq!(soorten(controle_met(proef, &zegels).await), [BreukSoort::ZegelZonderRegel]);
        db.sluit().await;
    }

    async fn een_keten_die_geheel_is_nagemaakt_zonder_de_sleutel_valt_op(proef: &Proef) {
        vul(proef).await;
        let db = Buitenom::nieuw(proef).await;
        db.doe("DELETE FROM logketen WHERE houder = '0193'").await;
        let soorten = |c: LogControle| c.breuken.into_iter().map(|b| b.soort).collect::<Vec<_>>();
        assert_eq!(soorten(controle(proef).await), [BreukSoort::KopOntbreekt]);
        db.doe("DELETE FROM logregel WHERE houder = '0150'").await;
        assert!(soorten(controle(proef).await).contains(&BreukSoort::Afgesneden { tot: 2 }));
        db.sluit().await;
        // Another operator's key did not make these seals.
        let vreemd = LogSleutel::uit_zaad(&[1; 32]).unwrap();
        let mut l = proef.opslag.lees(&systeem()).await.unwrap();
        let uit = l.controleer_log(&[vreemd.openbaar()], &[]).await.unwrap();
        assert_eq!(uit.breuken.iter().filter(|b| b.soort == BreukSoort::ZegelOngeldig).count(), 2);
    }

    async fn op_een_gewijzigd_einde_bouwt_het_programma_niet_verder(proef: &Proef) {
        vul(proef).await;
        let db = Buitenom::nieuw(proef).await;
        // As somebody would who wants the last two rows away.
        db.doe("DELETE FROM logregel WHERE houder = '0193' AND volgnummer > 4").await;
        db.doe("UPDATE logketen SET stand = 4 WHERE houder = '0193'").await;
        let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
        tx.noteer(logpost(&zwolle(), None)).unwrap();
        assert_eq!(tx.commit().await, Err(OpslagFout::Logboek));
        // Another node has chains of its own, so the way out is another name for this node.
        let ander = proef.opslag.clone().als_knooppunt(id());
        let mut tx = ander.begin(&systeem()).await.unwrap();
        tx.noteer(logpost(&zwolle(), None)).unwrap();
        tx.commit().await.unwrap();
        assert!(controle(proef).await.breuken.iter().all(|b| b.keten == Uuid::nil()), "de nieuwe keten is heel");
        db.sluit().await;
    }

    async fn knooppunten_en_transacties_door_elkaar_geven_hele_ketens(proef: &Proef) {
        let knopen: Vec<_> = (0..3).map(|_| proef.opslag.clone().als_knooppunt(id())).collect();
        let mut taken = Vec::new();
        for n in 0..24 {
            let knoop = knopen[n % 3].clone();
            taken.push(tokio::spawn(async move {
                opnieuw_bij_bezet(async || {
                    let mut tx = knoop.begin(&systeem()).await?;
                    for houder in [deventer(), zwolle(), regio()] {
                        tx.noteer(logpost(&houder, None))?;
                    }
                    if n % 8 == 7 {
                        // Without a commit nothing happened, in the log too.
                        return Ok(());
                    }
                    tx.commit().await
                })
                .await
                .unwrap();
            }));
        }
        for taak in taken {
            taak.await.unwrap();
        }
        let uit = controle(proef).await;
        assert_eq!((uit.regels, uit.ketens, &uit.breuken[..]), (21 * 3, 9, &[][..]));
    }

    /// The command line and the server are the same node: each remembers an end that the other has passed.
    async fn twee_programmas_om_de_beurt_geven_een_keten_en_een_einde_dat_klopt_scheelt_een_vraag(proef: &Proef) {
        let ander = proef.opnieuw().await;
        let mut vragen = Vec::new();
        for o in [&proef.opslag, &proef.opslag, &ander, &ander, &proef.opslag, &ander] {
            let voor = o.aantal_vragen();
            let mut tx = o.begin(&systeem()).await.unwrap();
            tx.noteer(logpost(&zwolle(), None)).unwrap();
            tx.commit().await.unwrap();
            vragen.push(o.aantal_vragen() - voor);
        }
        // Take the end, write it, write the line; when the guess fits, only the last two; when it does not, four.
        assert_eq!(vragen, [3, 2, 3, 2, 4, 4]);
        assert_eq!((controle(proef).await.regels, controle(proef).await.heel()), (6, true));
        ander.sluit().await;
    }

    async fn een_wandeling_langer_dan_een_bladzijde_is_heel_en_vindt_de_laatste(proef: &Proef) {
        let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
        for _ in 0..2001 {
            tx.noteer(logpost(&zwolle(), None)).unwrap();
        }
        tx.commit().await.unwrap();
        let uit = controle(proef).await;
        assert_eq!((uit.regels, uit.heel()), (2001, true));
        let db = Buitenom::nieuw(proef).await;
        db.doe("UPDATE logregel SET doel = 'anders' WHERE volgnummer IN (1000, 1001, 2001)").await;
        let nummers: Vec<_> = controle(proef).await.breuken.iter().map(|b| b.volgnummer).collect();
        assert_eq!(nummers, [1000, 1001, 2001]);
        db.sluit().await;
    }

    async fn alleen_de_privacy_officer_en_het_programma_lezen_het_logboek(proef: &Proef) {
        let (kind, _) = vul(proef).await;
        let o = &proef.opslag;
        let van = LogVraag { jeugdige: Some(kind), ..LogVraag::default() };
        for (bereik, ziet, kent) in [
            (systeem(), 6, 1),
            (privacy("0193"), 6, 1),
            (privacy("0150"), 0, 0),
            (consulent("0193"), 0, 0),
            (medewerker(vaart()), 0, 0),
            (verwijzer(praktijk()), 0, 0),
            (beheer(), 0, 0),
            (Bereik::sturing(Uuid::nil(), regio()), 0, 0),
        ] {
            let mut l = o.lees(&bereik).await.unwrap();
            let rol = bereik.rol();
            let rijen = l.log(&van, Bladzijde::eerste(50)).await.unwrap().rijen;
            assert_eq!(rijen.len(), ziet, "{rol:?}");
            assert_eq!(l.logkinderen(&bsn(0)).await.unwrap().len(), kent, "{rol:?}");
            assert_eq!(l.logkind(kind).await.unwrap().iter().count(), kent, "{rol:?}");
            if let Some(rij) = rijen.first() {
                assert_eq!(l.verwerkingen(rij.verwerking).await.unwrap().len(), 1);
            }
            if rol != Rol::Systeem {
                assert!(l.controleer_log(&[], &[]).await.is_err(), "{rol:?}");
                assert!(l.logzegels().await.is_err(), "{rol:?}");
                drop(l);
                let mut tx = o.begin(&bereik).await.unwrap();
                assert!(tx.verzegel_log(&sleutel(), nu(), id).await.is_err(), "{rol:?}");
            }
        }
        let mut l = o.lees(&privacy("0193")).await.unwrap();
        let alles = l.log(&LogVraag::default(), Bladzijde::eerste(50)).await.unwrap().rijen;
        assert_eq!(alles.len(), 6, "Deventer hoort er niet bij");
        let mislukt = LogVraag { mislukt: true, ..LogVraag::default() };
        assert_eq!(l.log(&mislukt, Bladzijde::eerste(50)).await.unwrap().rijen, []);
        let bsn = LogVraag { voorwerp: Some("bsn".into()), ..LogVraag::default() };
        assert_eq!(l.log(&bsn, Bladzijde::eerste(50)).await.unwrap().rijen, []);
    }

    async fn het_verwerkingenlogboek_kent_de_verwerking_en_niemand_die_hier_werkt(proef: &Proef) {
        let o = &proef.opslag;
        let (kind, verwijzing) = (id(), id());
        let mut tx = o.begin(&systeem()).await.unwrap();
        let eerste = logpost(&zwolle(), Some(kind));
        let mut tweede = logpost(&zwolle(), None);
        tweede.voorwerp = "verwijzing".into();
        tweede.voorwerp_id = Some(verwijzing);
        tweede.uitkomst = LogUitkomst::Mislukt;
        let derde = logpost(&zwolle(), None);
        for post in [&eerste, &tweede, &derde] {
            tx.noteer(post.clone()).unwrap();
        }
        tx.commit().await.unwrap();
        let mut l = o.lees(&systeem()).await.unwrap();
        let een = l.verwerkingen(eerste.verwerking).await.unwrap().remove(0);
        assert_eq!((een.activiteit.as_str(), een.stand.as_str(), een.begin_op, een.einde_op),
            ("dossier-inzien", "OK", eerste.begin, eerste.op));
        assert_eq!((een.betrokkene_soort.as_str(), &een.betrokkene.0[..]), ("jeugdige", &kind.as_bytes()[..]));
        let twee = l.verwerkingen(tweede.verwerking).await.unwrap().remove(0);
        assert_eq!((twee.stand.as_str(), twee.betrokkene_soort.as_str(), &twee.betrokkene.0[..]),
            ("ERROR", "verwijzing", &verwijzing.as_bytes()[..]));
        assert_eq!(l.verwerkingen(derde.verwerking).await.unwrap(), [], "over niemand");
        let db = Buitenom::nieuw(proef).await;
        // Whose data it was stands there sealed: not the id as it is.
        let open = match &db {
            Buitenom::Sqlite(_) => format!("x'{}'", kind.simple()),
            Buitenom::Postgres(_) => format!("'\\x{}'::bytea", kind.simple()),
        };
        assert_eq!(db.doe(&format!("DELETE FROM verwerking WHERE betrokkene = {open}")).await, 0);
        assert_eq!(db.doe("DELETE FROM verwerking WHERE betrokkene IS NOT NULL").await, 2);
        db.sluit().await;
    }

    async fn het_oude_kijklog_gaat_mee_en_blijft_te_controleren(proef: &Proef) {
        let db = Buitenom::nieuw(proef).await;
        let uuid = |n: u32| match &db {
            Buitenom::Sqlite(_) => format!("x'0193000000007000800000000000{n:04x}'"),
            Buitenom::Postgres(_) => format!("'01930000-0000-7000-8000-00000000{n:04x}'::uuid"),
        };
        let (ja, nee) = match &db {
            Buitenom::Sqlite(_) => ("1", "0"),
            Buitenom::Postgres(_) => ("true", "false"),
        };
        for n in 0..501u32 {
            let (houder, kind, gelukt) = if n == 500 { ("ijsselland", "NULL".to_owned(), nee) } else { ("0193", uuid(9000), ja) };
            db.doe(&format!(
                "INSERT INTO kijklog (houder, id, op, account, rol, aanbieder, jeugdige, voorwerp, voorwerp_id, handeling, gelukt) \
                 VALUES ('{houder}', {}, {n}, {}, 'aanbieder', '73990101', {kind}, 'dossier', {kind}, 'lezen', {gelukt})",
                uuid(n), uuid(8000)
            )).await;
        }
        proef.opslag.migreer().await.unwrap();
        assert_eq!(db.doe("DELETE FROM kijklog").await, 0, "het oude logboek is leeg");
        db.sluit().await;
        let uit = controle(proef).await;
        assert_eq!((uit.regels, uit.ketens, uit.heel()), (501, 2, true));
        let mut l = proef.opslag.lees(&systeem()).await.unwrap();
        let rijen = l.log(&LogVraag::default(), Bladzijde::eerste(1)).await.unwrap().rijen;
        assert_eq!(
            (rijen[0].code.as_str(), rijen[0].uitkomst, rijen[0].herkomst, rijen[0].organisatie.as_str()),
            ("dossier.lezen", LogUitkomst::NietGevonden, LogHerkomst::Overgenomen, "aanbieder 73990101")
        );
    }
}
