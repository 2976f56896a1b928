//! The whole chain: how fast the demo starts on an empty folder, and how many messages per second go from `postbus/in`
//! to answers in `postbus/uit`. Beside it, in the same run on the same disk: bare SQLite that stores the same bytes
//! with one durable commit each, which is the least that an answer of ours can cost.

#![expect(clippy::unwrap_used, reason = "a measurement may fail loudly")]

#[path = "../tests/gemeen/mod.rs"]
mod gemeen;

use gemeen::{bestanden, leg_in, start, stop_net, verse_map, wacht};
use houvast_dienst::demo::{self, voorbeelden, vraag::Vraag};
use jiff::ToSpan as _;
use sqlx::{
    ConnectOptions as _, Connection as _,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

const STARTS: usize = 5;
const BERICHTEN: usize = 1_000;

fn main() {
    let map = verse_map("bench");
    let mut starts: Vec<_> = (0..STARTS)
        .map(|n| start_op_leeg(&map.join(format!("start-{n}"))))
        .collect();
    starts.sort();
    println!(
        "start op een lege map      {:>7} ms (midden van {STARTS}; slechtste {})",
        ms(starts[STARTS / 2]),
        ms(starts[STARTS - 1])
    );
    let bytes = berichten();
    let keten = keten(&map.join("keten"), &bytes);
    let kaal = kale_sqlite(&map.join("kaal.db"), &bytes);
    println!(
        "keten: JW315 in, JW316 en JW319 uit  {:>5} berichten per seconde",
        per_seconde(keten)
    );
    println!(
        "bare SQLite, synchronous=FULL        {:>5} commits per seconde",
        per_seconde(kaal)
    );
    println!(
        "de keten kost {} van zulke commits per bericht",
        keten.as_micros() / kaal.as_micros().max(1)
    );
    fs::remove_dir_all(map).unwrap();
}

fn ms(duur: Duration) -> u128 {
    duur.as_millis()
}

fn per_seconde(duur: Duration) -> u128 {
    BERICHTEN as u128 * 1_000_000 / duur.as_micros().max(1)
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn meet(doe: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    doe();
    begin.elapsed()
}

fn start_op_leeg(map: &Path) -> Duration {
    let mut demo = None;
    let duur = meet(|| demo = Some(start(map)));
    assert_eq!(stop_net(&mut demo.unwrap()), Some(0));
    duur
}

#[expect(
    clippy::disallowed_methods,
    reason = "the messages must be of the day of the real program"
)]
fn berichten() -> Vec<Vec<u8>> {
    let vandaag = jiff::Zoned::now().in_tz("Europe/Amsterdam").unwrap().date();
    // Zwolle answers by itself; in Kampen each answer waits for a person.
    let mut mensen = demo::mensen(demo::ZAAD, vandaag);
    mensen.retain(|p| p.gemeente.als_str() == "0193");
    let van = vandaag.saturating_add(7.days());
    (0..BERICHTEN)
        .map(|n| {
            let kind = &mensen[n % mensen.len()];
            // Without a contract the answer never depends on what came before: JW316 and JW319, each time.
            Vraag::voor(
                kind,
                voorbeelden::ONBEKENDE_AANBIEDER,
                &format!("BE{n:06}"),
                vandaag,
            )
            .met_budget(5_000, van, voorbeelden::een_jaar(van))
            .xml()
        })
        .collect()
}

fn keten(map: &Path, bytes: &[Vec<u8>]) -> Duration {
    let mut demo = start(map);
    let vooraf = bestanden(map, "uit").len();
    let duur = meet(|| {
        for (n, bericht) in bytes.iter().enumerate() {
            leg_in(map, &format!("be{n:06}.xml"), bericht);
        }
        let klaar = wacht(Duration::from_secs(300), || {
            bestanden(map, "uit").len() >= vooraf + 2 * bytes.len()
        });
        assert!(
            klaar,
            "na 5 minuten {} van {} antwoorden",
            bestanden(map, "uit").len() - vooraf,
            2 * bytes.len()
        );
    });
    assert_eq!(stop_net(&mut demo), Some(0));
    duur
}

fn kale_sqlite(pad: &Path, bytes: &[Vec<u8>]) -> Duration {
    let motor = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let opties = SqliteConnectOptions::new()
        .filename(pad)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut db = motor.block_on(opties.connect()).unwrap();
    motor
        .block_on(sqlx::query("CREATE TABLE b (id INTEGER PRIMARY KEY, inhoud BLOB) STRICT").execute(&mut db))
        .unwrap();
    let duur = meet(|| {
        for bericht in bytes {
            let vraag = sqlx::query("INSERT INTO b (inhoud) VALUES ($1)").bind(bericht.as_slice());
            motor.block_on(vraag.execute(&mut db)).unwrap();
        }
    });
    motor.block_on(db.close()).unwrap();
    duur
}
