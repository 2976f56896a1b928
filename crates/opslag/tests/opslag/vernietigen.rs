//! A dossier that was destroyed is in no table and in no byte of the file; the dossier beside it is as it was.

use crate::steun::*;
use houvast_opslag::kopie;
use houvast_opslag::op_beide;
use houvast_opslag::proef::Proef;
use houvast_opslag::*;
use jiff::civil::date;
use sqlx::{AssertSqlSafe, PgPool, Row as _, SqlitePool};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) fn vernietiging() -> (Vernietiging, VernietigingDossier, BewaarUitzondering) {
    let lijst = Vernietiging {
        houder: zwolle(),
        id: id(),
        status: VernietigStatus::Voorgesteld,
        peildatum: VANDAAG,
        gemaakt_op: nu(),
        akkoord_een: None,
        akkoord_een_op: None,
        akkoord_twee: None,
        akkoord_twee_op: None,
        uitgevoerd_op: None,
        bewijs: None,
        versie: 1,
    };
    let dossier = VernietigingDossier {
        houder: zwolle(),
        id: id(),
        vernietiging: lijst.id,
        jeugdige: id(),
        laatste_wijziging: VANDAAG,
        vernietigd_op: None,
        aantallen: None,
    };
    let uitzondering = BewaarUitzondering {
        houder: zwolle(),
        id: id(),
        jeugdige: dossier.jeugdige,
        soort: BewaarReden::Procedure,
        reden: Some("een bezwaar loopt".into()),
        tot: VANDAAG,
        door: Uuid::nil(),
        op: nu(),
    };
    (lijst, dossier, uitzondering)
}

enum Ruw {
    Lite(SqlitePool),
    Pg(PgPool),
}

impl Ruw {
    async fn open(proef: &Proef) -> Self {
        match (&proef.bestand, proef.url()) {
            (Some(pad), _) => Self::Lite(
                SqlitePool::connect(&format!("sqlite://{}", pad.display()))
                    .await
                    .unwrap(),
            ),
            (None, url) => Self::Pg(PgPool::connect(url.unwrap()).await.unwrap()),
        }
    }

    /// What finds the child: its id, its blind index and its sealed BSN.
    async fn naalden(&self, kind: Uuid) -> Vec<Vec<u8>> {
        let sql = "SELECT bsn, bsn_index FROM jeugdige WHERE id = $1";
        let (a, b): (Vec<u8>, Vec<u8>) = match self {
            Self::Lite(pool) => sqlx::query_as(sql).bind(kind).fetch_one(pool).await.unwrap(),
            Self::Pg(pool) => sqlx::query_as(sql).bind(kind).fetch_one(pool).await.unwrap(),
        };
        vec![kind.as_bytes().to_vec(), a, b]
    }

    /// Per table the rows in which one of these is, and how many rows it has.
    async fn vind(&self, naalden: &[Vec<u8>]) -> BTreeMap<&'static str, (i64, i64)> {
        let mut uit = BTreeMap::new();
        for (tabel, kolommen, _) in kopie::inhoud() {
            let hex = |b: &[u8]| -> String { b.iter().map(|b| format!("{b:02X}")).collect() };
            let (gevonden, alle) = match self {
                Self::Lite(pool) => {
                    let waar: Vec<String> = kolommen
                        .iter()
                        .flat_map(|k| {
                            naalden
                                .iter()
                                .map(move |n| format!("instr(hex({k}), '{}') > 0", hex(n)))
                        })
                        .collect();
                    let sql = format!(
                        "SELECT COALESCE(SUM({}), 0), COUNT(*) FROM {tabel}",
                        waar.join(" OR ")
                    );
                    let rij = sqlx::query(AssertSqlSafe(sql)).fetch_one(pool).await.unwrap();
                    (rij.get::<i64, _>(0), rij.get::<i64, _>(1))
                }
                Self::Pg(pool) => {
                    // A row as text has an id with dashes and bytes as lower case hexadecimal.
                    let waar: Vec<String> = naalden
                        .iter()
                        .map(|n| format!("replace(x::text, '-', '') LIKE '%{}%'", hex(n).to_lowercase()))
                        .collect();
                    let sql = format!(
                        "SELECT COUNT(*) FILTER (WHERE {}), COUNT(*) FROM {tabel} x",
                        waar.join(" OR ")
                    );
                    let rij = sqlx::query(AssertSqlSafe(sql)).fetch_one(pool).await.unwrap();
                    (rij.get::<i64, _>(0), rij.get::<i64, _>(1))
                }
            };
            uit.insert(tabel, (gevonden, alle));
        }
        uit
    }

    async fn sluit(self) {
        match self {
            Self::Lite(pool) => pool.close().await,
            Self::Pg(pool) => pool.close().await,
        }
    }
}

fn in_bestanden(proef: &Proef, naald: &[u8]) -> bool {
    let Some(bestand) = &proef.bestand else {
        return false;
    };
    std::fs::read_dir(bestand.parent().unwrap()).unwrap().any(|b| {
        let bytes = std::fs::read(b.unwrap().path()).unwrap();
        bytes.windows(naald.len()).any(|w| w == naald)
    })
}

/// Two children with everything; a signal and a line of the log hang loose.
async fn twee_zaken(o: &Opslag) -> (Zaak, Zaak) {
    let een = zaak(o, &zwolle(), vaart(), 1).await;
    let twee = zaak(o, &zwolle(), vaart(), 2).await;
    (een, twee)
}

op_beide! {
    async fn na_vernietiging_is_er_van_het_dossier_niets_te_vinden_en_het_andere_is_heel(proef: &Proef) {
        let o = &proef.opslag;
        let (een, twee) = twee_zaken(o).await;
        let ruw = Ruw::open(proef).await;
        let (weg, blijft) = (ruw.naalden(een.kind.id).await, ruw.naalden(twee.kind.id).await);
        let (voor_weg, voor_blijft) = (ruw.vind(&weg).await, ruw.vind(&blijft).await);
        assert!(voor_weg.values().filter(|(n, _)| *n > 0).count() > 8, "{voor_weg:?}");
        if proef.bestand.is_some() {
            assert!(in_bestanden(proef, &weg[2]), "de test leest wel waar de gegevens staan");
        }
        let mut tx = o.begin(&systeem()).await.unwrap();
        let aantallen = tx.vernietig_dossier(&zwolle(), een.kind.id).await.unwrap();
        tx.commit().await.unwrap();
        o.ruim_na_vernietiging().await.unwrap();
        assert_eq!(aantallen["jeugdige"], 1, "{aantallen:?}");
        let na_weg = ruw.vind(&weg).await;
        for (tabel, (gevonden, _)) in &na_weg {
            let mag = tabel == &"logregel";
            assert_eq!(*gevonden > 0, mag, "{tabel}: {gevonden}");
        }
        assert_eq!(ruw.vind(&blijft).await.iter().map(|(t, (n, _))| (*t, *n)).collect::<Vec<_>>(),
            voor_blijft.iter().map(|(t, (n, _))| (*t, *n)).collect::<Vec<_>>());
        for (tabel, (_, alle)) in &na_weg {
            let verwacht = voor_weg[tabel].1 - i64::try_from(aantallen.get(tabel).copied().unwrap_or(0)).unwrap();
            assert_eq!(*alle, verwacht, "{tabel}: het bewijs telt wat er weg is");
        }
        ruw.sluit().await;
        for naald in &weg[1..] {
            assert!(!in_bestanden(proef, naald), "ook niet in een vrije bladzijde van het bestand");
        }
        assert!(o.lees(&systeem()).await.unwrap().dossier_stand(&zwolle(), een.kind.id).await.unwrap().is_none());
        assert!(o.lees(&systeem()).await.unwrap().bericht(twee.bericht.id).await.unwrap().is_some());
        assert!(o.lees(&systeem()).await.unwrap().aankomst(twee.aankomst).await.unwrap().is_some());
        let log = o.begin(&systeem()).await.unwrap().controleer_log(&[], &[]).await.unwrap();
        assert!(log.heel(), "de keten is heel: {log:?}");
    }

    async fn van_een_declaratie_over_meer_kinderen_gaan_de_bytes_en_de_regels_van_dit_kind(proef: &Proef) {
        let o = &proef.opslag;
        let (een, twee) = twee_zaken(o).await;
        let ruw = b"<JW323 met twee kinderen/>".to_vec();
        let mut jw323 = bericht(&zwolle(), Richting::In, "JW323", vaart());
        jw323.inhoud = None;
        jw323.aankomst = Some(jw323.id);
        let mut antwoord = bericht(&zwolle(), Richting::Uit, "JW325", vaart());
        antwoord.inhoud = Some(Geheim(ruw.clone()));
        let mut d = crate::levering::declaratie(&jw323, vaart(), "D1", date(2026, 10, 1));
        d.antwoord = Some(antwoord.id);
        let regel = |n: i64, kind: Uuid| {
            let mut regel = crate::levering::prestatie(&d, n, &format!("P{n}"), n);
            regel.jeugdige = Some(kind);
            regel
        };
        let regels = [regel(1, een.kind.id), regel(2, twee.kind.id)];
        let aankomst = Aankomst::nieuw(&regio(), jw323.id, ruw, Herkomst::Postbus, nu());
        assert!(o.journaal(&systeem(), &aankomst).await.unwrap());
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_berichten_vast(&[jw323.clone(), antwoord.clone()]).await.unwrap();
        tx.leg_declaraties_vast(std::slice::from_ref(&d)).await.unwrap();
        tx.leg_prestaties_vast(&regels).await.unwrap();
        assert!(tx.bericht(antwoord.id).await.unwrap().unwrap().inhoud.is_some());
        let aantallen = tx.vernietig_dossier(&zwolle(), een.kind.id).await.unwrap();
        assert_eq!((aantallen["prestatie"], aantallen.get("declaratie")), (1, None), "{aantallen:?}");
        assert_eq!(tx.prestaties(d.id, 0, 9).await.unwrap(), [regels[1].clone()]);
        assert!(tx.aankomst(jw323.id).await.unwrap().is_none(), "de bytes zijn weg");
        let blijft = tx.bericht(antwoord.id).await.unwrap().unwrap();
        assert_eq!(blijft.inhoud, None);
        assert!(tx.declaratie_van_bericht(jw323.id).await.unwrap().is_some(), "het geld is betaald");
    }

    async fn de_laatste_wijziging_is_het_laatste_moment_in_welke_tabel_ook(proef: &Proef) {
        let o = &proef.opslag;
        let kind = jeugdige(&zwolle(), bsn(1), "Noor Jansen");
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
        let stand = tx.dossier_stand(&zwolle(), kind.id).await.unwrap().unwrap();
        assert_eq!((stand.laatste, stand.loopt_tot, stand.zonder_einde), (nu(), None, false));
        assert_eq!(tx.oude_dossiers(&zwolle(), later(1), Uuid::nil(), 9).await.unwrap(), [kind.id]);
        assert!(tx.oude_dossiers(&zwolle(), nu(), Uuid::nil(), 9).await.unwrap().is_empty(), "niet voor dat moment");
        assert!(tx.oude_dossiers(&zwolle(), later(1), kind.id, 9).await.unwrap().is_empty(), "verder na de laatste");
        tx.leg_gebeurtenissen_vast(&[gebeurtenis(&kind, None, later(60))]).await.unwrap();
        assert_eq!(tx.dossier_stand(&zwolle(), kind.id).await.unwrap().unwrap().laatste, later(60));
        assert!(tx.oude_dossiers(&zwolle(), later(60), Uuid::nil(), 9).await.unwrap().is_empty());
        assert_eq!(tx.oude_dossiers(&zwolle(), later(61), Uuid::nil(), 9).await.unwrap(), [kind.id]);
        let mut t = toewijzing(&kind, vaart(), 1, VANDAAG, Some(date(2027, 1, 1)));
        tx.leg_toewijzingen_vast(std::slice::from_ref(&t)).await.unwrap();
        let stand = tx.dossier_stand(&zwolle(), kind.id).await.unwrap().unwrap();
        assert_eq!((stand.loopt_tot, stand.zonder_einde), (Some(date(2027, 1, 1)), false));
        t = toewijzing(&kind, vaart(), 2, VANDAAG, None);
        tx.leg_toewijzingen_vast(std::slice::from_ref(&t)).await.unwrap();
        assert!(tx.dossier_stand(&zwolle(), kind.id).await.unwrap().unwrap().zonder_einde);
        assert!(tx.dossier_stand(&deventer(), kind.id).await.unwrap().is_none());
    }

    async fn een_lijst_en_een_uitzondering_komen_terug_zoals_ze_waren(proef: &Proef) {
        let o = &proef.opslag;
        let (mut lijst, dossier, mut uitzondering) = vernietiging();
        let kind = jeugdige(&zwolle(), bsn(3), "Noor Jansen");
        uitzondering.jeugdige = kind.id;
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
        tx.leg_vernietiging_vast(&lijst, std::slice::from_ref(&dossier)).await.unwrap();
        tx.leg_bewaaruitzondering_vast(&uitzondering).await.unwrap();
        assert_eq!(tx.vernietiging_dossiers(&zwolle(), lijst.id).await.unwrap(), [dossier]);
        assert_eq!(tx.bewaaruitzondering(&zwolle(), kind.id, VANDAAG).await.unwrap(), Some(uitzondering));
        let morgen = VANDAAG.tomorrow().unwrap();
        assert_eq!(tx.bewaaruitzondering(&zwolle(), kind.id, morgen).await.unwrap(), None, "tot en met die dag");
        lijst.status = VernietigStatus::Akkoord;
        lijst.akkoord_twee = Some(id());
        assert!(tx.wijzig_vernietiging(&lijst).await.unwrap());
        assert!(!tx.wijzig_vernietiging(&lijst).await.unwrap(), "met een oude versie niet");
        lijst.versie += 1;
        assert_eq!(tx.vernietiging(lijst.id).await.unwrap(), Some(lijst.clone()));
        assert_eq!(tx.vernietigingen().await.unwrap(), [lijst]);
        assert!(!tx.log_noemt(&zwolle(), id()).await.unwrap());
    }
}
