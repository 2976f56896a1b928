//! The running program: opens the store, starts the worker and the website, and stops them together.

use crate::{datamap::Datamap, instellingen::Database, uitgang::gebruik};
use anyhow::{Context, Result, anyhow};
use houvast_begrip::Houder;
use houvast_dienst::{
    Huis,
    dagmail::{self, Bezorging},
    huis::{Instellingen, Tijd},
    logboek::{self, Zegelaar},
    postbus::Postbus,
    werker::Werker,
};
use houvast_opslag::kopie::VerhuisSoort;
use houvast_opslag::{Bereik, LEZERS, Opslag, Sleutel};
use houvast_web::{Bedrijf, Grenzen};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

/// The region of this program today.
pub(crate) const REGIO: &str = "ijsselland";
/// OP179.
const MAXIMUM: u64 = 25 * 1024 * 1024;
/// How long a connection on which nothing happens may stay open when the program stops.
const UITLOOP: Duration = Duration::from_secs(2);
/// How long answers that were begun may take then: longer than any may take (60 seconds), shorter than a service manager waits
/// (90 seconds with systemd).
const LAATSTE: Duration = Duration::from_secs(65);

/// The runtime of the commands that serve. More threads than the embedded store has connections, for a question to it holds
/// up its thread: one that takes long then never stops the others.
pub(crate) fn motor() -> Result<tokio::runtime::Runtime> {
    let kernen = std::thread::available_parallelism().map_or(1, usize::from);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(LEZERS + 1 + kernen)
        .enable_all()
        .build()
        .context("het programma kan niet starten")
}

/// Log lines go to standard error; `RUST_LOG` chooses which.
pub(crate) fn logboek() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// Opens the store of a data folder as it is.
pub(crate) async fn open_opslag(map: &Datamap, database: &Database, sleutel: Sleutel) -> Result<Opslag> {
    let opslag = match database {
        Database::Sqlite => Opslag::open_sqlite(&map.database(), sleutel).await,
        Database::Postgres(adres) => Opslag::open_postgres(adres, sleutel).await,
    };
    opslag.with_context(|| format!("de database ({database}) gaat niet open"))
}

/// The scope of the program itself, for work on whole stores.
pub(crate) fn systeem() -> Result<Bereik> {
    Ok(Bereik::systeem(
        Houder::regio(REGIO).context("de sleutel van de regio")?,
        [],
    ))
}

/// Half a store must not be worked on.
async fn is_heel(opslag: &Opslag) -> Result<()> {
    let mut lees = opslag.lees(&systeem()?).await?;
    if let Some(half) = lees.onaf().await? {
        let wat = match half.soort {
            VerhuisSoort::Terug => {
                "het terugzetten van een reservekopie is niet afgemaakt. Begin opnieuw met een lege database"
            }
            VerhuisSoort::Sleutel => {
                "het vervangen van de sleutel is niet afgemaakt. Geef de opdracht database hersleutel nog een keer"
            }
            VerhuisSoort::In | VerhuisSoort::Uit => {
                "een verhuizing hierheen is niet afgemaakt. Geef dezelfde opdracht nog een keer"
            }
        };
        return Err(gebruik(format!("deze database is nog niet compleet: {wat}.")));
    }
    if let Some(op) = lees.verlaten_op().await? {
        tracing::warn!(%op, "de gegevens van deze database zijn verhuisd; werk niet met twee databases tegelijk");
    }
    Ok(())
}

/// Opens the store of a data folder and brings its tables up to date.
pub(crate) async fn open(map: &Datamap, database: &Database, tijd: Tijd) -> Result<Huis> {
    let sleutel = Sleutel::nieuw(map.sleutel(|bytes| bytes.copy_from_slice(&tijd.bytes::<32>()))?);
    let opslag = open_opslag(map, database, sleutel)
        .await?
        .als_knooppunt(map.knooppunt(|| tijd.id())?);
    opslag
        .migreer()
        .await
        .context("de tabellen kunnen niet bijgewerkt worden")?;
    is_heel(&opslag).await?;
    huis(opslag, tijd)
}

/// Says in the log that everything was copied, moved or put back.
pub(crate) async fn noteer_opslag(opslag: &Opslag, map: &Datamap, tijd: Tijd, handeling: &str) -> Result<()> {
    let knooppunt = map.knooppunt(|| tijd.id())?;
    let huis = huis(opslag.clone().als_knooppunt(knooppunt), tijd)?;
    houvast_dienst::logboek::van_opslag(&huis, handeling)
        .await
        .context("het logboek")
}

/// The running system around a store.
pub(crate) fn huis(opslag: Opslag, tijd: Tijd) -> Result<Huis> {
    Ok(Huis {
        opslag,
        tijd,
        instellingen: Arc::new(Instellingen {
            regio: Houder::regio(REGIO).context("de sleutel van de regio")?,
            maximum: MAXIMUM,
            basisschema_xsd: "1.0.0",
            bericht_xsd: "1.0.0",
            aanmelden: houvast_dienst::inlog::Aanmeldregels::default(),
        }),
        profielen: Arc::new(houvast_beslis::ingebouwd(REGIO).to_vec()),
    })
}

/// What seals the log of this data folder.
pub(crate) fn zegelaar(map: &Datamap, bestand: Option<&std::path::Path>, tijd: &Tijd) -> Result<Zegelaar> {
    Ok(Zegelaar {
        sleutel: Arc::new(map.logsleutel(|bytes| bytes.copy_from_slice(&tijd.bytes::<32>()))?),
        bestand: bestand.map_or_else(|| map.logzegels(), Into::into),
    })
}

/// Takes the port; a port in use is the user's to solve.
pub(crate) async fn luister(adres: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(adres).await.map_err(|fout| match fout.kind() {
        std::io::ErrorKind::AddrInUse => gebruik(format!(
            "poort {} is al bezet. Kies een andere met --poort, of --poort 0 voor een vrije poort.",
            adres.port()
        )),
        _ => anyhow!(fout).context(format!("de website kan niet luisteren op {adres}")),
    })
}

/// Runs until Ctrl-C or SIGTERM, then lets the worker finish its turn and the website its answers.
pub(crate) async fn draai(
    huis: Huis,
    postbus: Postbus,
    bezorging: Bezorging,
    zegelaar: Zegelaar,
    luisteraar: TcpListener,
    toezicht: Toezicht,
    stopsignaal: Stopsignaal,
) -> Result<()> {
    let bedrijf = Arc::new(Bedrijf::nieuw(
        Some(postbus.map().to_owned()),
        crate::klok::sinds_begin,
        toezicht.grenzen,
    ));
    let (stop, gestopt) = watch::channel(false);
    let opslag = huis.opslag.clone();
    let mut werker = tokio::spawn(Werker::nieuw(huis.clone(), postbus)?.draai(gestopt.clone()));
    // Cookies and HSTS follow from how people reach us, not from how a proxy does.
    let instellingen = houvast_web::WebInstellingen {
        https: bezorging.webadres.starts_with("https://"),
        ..houvast_web::WebInstellingen::default()
    };
    let mail = tokio::spawn(dagmail::draai(huis.clone(), bezorging, gestopt.clone()));
    // Its own end comes last: so the lines of what was busy are sealed too.
    let (stop_zegels, zegels_gestopt) = watch::channel(false);
    let zegels = tokio::spawn(logboek::draai(huis.clone(), zegelaar, zegels_gestopt));
    // Answers until the very end: whoever watches must see that it stops.
    let meetpunt = toezicht.luisteraar.map(|luisteraar| {
        let router = houvast_web::meetrouter(huis.clone(), Arc::clone(&bedrijf));
        tokio::spawn(axum::serve(luisteraar, router).into_future())
    });
    let router = houvast_web::router_bedrijf(huis, instellingen, Arc::clone(&bedrijf));
    let mut web = tokio::spawn(
        axum::serve(luisteraar, router)
            .with_graceful_shutdown(tot_stop(gestopt))
            .into_future(),
    );
    let vroeg = tokio::select! {
        () = stopsignaal.komt() => Ok(()),
        einde = &mut werker => Err(anyhow!("de verwerking van berichten is gestopt: {einde:?}")),
        einde = &mut web => Err(anyhow!("de website is gestopt: {einde:?}")),
    };
    bedrijf.stop();
    stop.send_replace(true);
    if !werker.is_finished() {
        werker.await.context("de verwerking van berichten")?;
    }
    mail.await.context("de dagmail")?;
    if !web.is_finished() {
        loop_uit(&mut web, &bedrijf).await;
    }
    if let Some(meetpunt) = meetpunt {
        meetpunt.abort();
    }
    stop_zegels.send_replace(true);
    zegels.await.context("de zegels van het logboek")?;
    opslag.sluit().await;
    vroeg
}

/// What whoever runs the program wants of the website as a machine.
pub(crate) struct Toezicht {
    /// Where `/metrics` is answered; `None`: nowhere.
    pub(crate) luisteraar: Option<TcpListener>,
    /// How much is done at once.
    pub(crate) grenzen: Grenzen,
}

/// Answers that were begun are finished; a browser that keeps its connection open must not keep the program.
async fn loop_uit<T>(web: &mut tokio::task::JoinHandle<T>, bedrijf: &Bedrijf) {
    let uiterlijk = tokio::time::sleep(LAATSTE);
    tokio::pin!(uiterlijk);
    loop {
        tokio::select! {
            _ = &mut *web => return,
            () = &mut uiterlijk => break,
            () = tokio::time::sleep(UITLOOP) => if bedrijf.bezig() == 0 { break },
        }
    }
    web.abort();
}

async fn tot_stop(mut gestopt: watch::Receiver<bool>) {
    // An error means that the sender is gone: also the end.
    gestopt.wait_for(|stop| *stop).await.ok();
}

/// Listens for Ctrl-C and SIGTERM. Made before the address is printed: whoever reads that may ask to stop at once.
pub(crate) struct Stopsignaal {
    term: Signal,
    onderbreek: Signal,
}

impl Stopsignaal {
    pub(crate) fn nieuw() -> Result<Self> {
        Ok(Self {
            term: signal(SignalKind::terminate())?,
            onderbreek: signal(SignalKind::interrupt())?,
        })
    }

    async fn komt(mut self) {
        tokio::select! {
            _ = self.term.recv() => {}
            _ = self.onderbreek.recv() => {}
        }
    }
}
