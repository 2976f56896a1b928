//! A house with a clock that the test sets, an empty postbus and the region of the demo.

use houvast_begrip::Houder;
use houvast_dienst::beeld::{AanmeldPoging, AanmeldUitslag};
use houvast_dienst::demo::mensen::Persoon;
use houvast_dienst::demo::vraag::Vraag;
use houvast_dienst::huis::{Instellingen, Tijd, Willekeur};
use houvast_dienst::postbus::Postbus;
use houvast_dienst::{Aangemeld, Huis, Werker, account, demo};
use houvast_ijw::Bericht;
use houvast_ijw::antwoord::Retour;
use houvast_ijw::berichten::{jw301, jw316, jw319};
use houvast_opslag::Opslag;
use houvast_opslag::proef::Proef;
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

static TELLER: AtomicU64 = AtomicU64::new(0);

pub(crate) struct Keten {
    pub(crate) huis: Huis,
    pub(crate) mensen: Vec<Persoon>,
    map: PathBuf,
    klok: Arc<AtomicI64>,
}

impl Drop for Keten {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.map);
    }
}

fn kans(zaad: u64) -> Willekeur {
    let kans = Mutex::new(demo::kans::Kans::nieuw(zaad));
    Arc::new(move |bytes| kans.lock().unwrap().vul(bytes))
}

fn huis(opslag: Opslag, klok: Arc<AtomicI64>, zaad: u64) -> Huis {
    let tijd = Tijd::nieuw(
        // Every look at the clock is a millisecond later, as in life.
        Arc::new(move || Timestamp::from_millisecond(klok.fetch_add(1, Ordering::Relaxed)).unwrap()),
        kans(zaad),
        None,
    );
    Huis {
        opslag,
        tijd,
        instellingen: Arc::new(Instellingen {
            regio: Houder::regio("ijsselland").unwrap(),
            maximum: 25 * 1024 * 1024,
            basisschema_xsd: "1.0.0",
            bericht_xsd: "1.0.0",
            aanmelden: houvast_dienst::inlog::Aanmeldregels::default(),
        }),
        profielen: Arc::new(houvast_beslis::regioprofiel::ingebouwd("ijsselland").to_vec()),
    }
}

impl Keten {
    /// The people and aanbieders of the demo in this store at this moment, without their past.
    pub(crate) async fn op(proef: &Proef, moment: &str) -> Self {
        Self::maak(proef, moment, false).await
    }

    /// The whole demo.
    pub(crate) async fn vol(proef: &Proef, moment: &str) -> Self {
        Self::maak(proef, moment, true).await
    }

    /// The first start of a demo, cut off at the `keer`th look at the clock. `None`: cut off.
    pub(crate) async fn vul_tot(proef: &Proef, moment: &str, keer: u64) -> Option<usize> {
        let begin: Timestamp = moment.parse().unwrap();
        let klok = AtomicI64::new(begin.as_millisecond());
        let einde = begin.as_millisecond() + i64::try_from(keer).unwrap();
        let mut huis = huis(proef.opslag.clone(), Arc::default(), 7);
        // The task falls over where it looks at the clock once too often: what it had begun must be as if it never was.
        let tot_einde = move || {
            let nu = klok.fetch_add(1, Ordering::Relaxed);
            assert!(nu <= einde, "de stekker gaat eruit");
            Timestamp::from_millisecond(nu).unwrap()
        };
        huis.tijd = Tijd::nieuw(Arc::new(tot_einde), kans(7), None);
        let hier = tokio::runtime::Handle::current();
        let taak = tokio::task::spawn_blocking(move || {
            hier.block_on(async { demo::vul(&huis, demo::ZAAD).await.unwrap().mensen.len() })
        });
        taak.await.ok()
    }

    async fn maak(proef: &Proef, moment: &str, vol: bool) -> Self {
        let nummer = TELLER.fetch_add(1, Ordering::Relaxed);
        let map = std::env::temp_dir().join(format!("houvast-keten-{}-{nummer}", std::process::id()));
        let _ = std::fs::remove_dir_all(&map);
        std::fs::create_dir_all(&map).unwrap();
        let begin: Timestamp = moment.parse().unwrap();
        let klok = Arc::new(AtomicI64::new(begin.as_millisecond()));
        let huis = huis(proef.opslag.clone(), Arc::clone(&klok), 99 + nummer);
        let regio = if vol {
            demo::vul(&huis, demo::ZAAD).await.unwrap()
        } else {
            demo::vul_zonder_geschiedenis(&huis, demo::ZAAD).await.unwrap()
        };
        Self {
            huis,
            mensen: regio.mensen,
            map,
            klok,
        }
    }

    /// One of the children of a gemeente that has no help and no request.
    pub(crate) fn vrij(&self, gemeente: &str, nummer: usize) -> &Persoon {
        demo::voorbeelden::vrije(&self.mensen, gemeente)
            .nth(nummer)
            .unwrap()
    }

    /// A request for that child with today's dagtekening.
    pub(crate) fn vraag(&self, persoon: &Persoon, agb: &str, identificatie: &str) -> Vraag {
        Vraag::voor(persoon, agb, identificatie, self.vandaag())
    }

    pub(crate) fn vandaag(&self) -> Date {
        self.huis.tijd.vandaag()
    }

    /// Sends one request and gives the new answers.
    pub(crate) async fn vraag_aan(&self, vraag: &Vraag) -> Vec<Antwoord> {
        self.stuur(&[(&format!("{}.xml", vraag.identificatie), &vraag.xml())])
            .await
    }

    pub(crate) async fn als(&self, gebruiker: &str) -> Aangemeld {
        let demo = demo::rekeningen::ACCOUNTS
            .iter()
            .find(|a| a.gebruiker == gebruiker)
            .unwrap();
        self.met(demo.gebruiker, demo.wachtwoord).await
    }

    /// Somebody with this name and password.
    pub(crate) async fn met(&self, gebruiker: &str, wachtwoord: &str) -> Aangemeld {
        let poging = AanmeldPoging {
            gebruikersnaam: gebruiker.to_owned(),
            wachtwoord: wachtwoord.to_owned(),
        };
        let AanmeldUitslag::Gelukt { sessie } = account::aanmelden(&self.huis, poging).await.unwrap() else {
            panic!("aanmelden lukt niet")
        };
        account::aangemeld(&self.huis, &sessie).await.unwrap().unwrap()
    }

    /// A demo account without the work of a password: for tests that look every day.
    pub(crate) async fn zonder_sessie(&self, gebruiker: &str) -> Aangemeld {
        let mut lees = self.huis.opslag.lees(&self.huis.systeem()).await.unwrap();
        let id = lees.account_met_naam(gebruiker).await.unwrap().unwrap().id;
        drop(lees);
        account::als(&self.huis, id).await.unwrap().unwrap()
    }

    /// The log of a child, newest first.
    pub(crate) async fn log_van(&self, kind: uuid::Uuid) -> Vec<houvast_opslag::LogRegel> {
        let mut lees = self.huis.opslag.lees(&self.huis.systeem()).await.unwrap();
        let vraag = houvast_opslag::LogVraag {
            jeugdige: Some(kind),
            ..Default::default()
        };
        let blad = houvast_opslag::Bladzijde::eerste(500);
        lees.log(&vraag, blad).await.unwrap().rijen
    }

    pub(crate) fn zet_klok(&self, moment: &str) {
        let moment: Timestamp = moment.parse().unwrap();
        self.klok.store(moment.as_millisecond(), Ordering::Relaxed);
    }

    pub(crate) fn later(&self, duur: jiff::SignedDuration) {
        let millis = i64::try_from(duur.as_millis()).unwrap();
        self.klok.fetch_add(millis, Ordering::Relaxed);
    }

    pub(crate) fn postbus(&self) -> PathBuf {
        self.map.join("postbus")
    }

    pub(crate) fn werker(&self) -> Werker {
        Werker::nieuw(self.huis.clone(), Postbus::open(&self.postbus()).unwrap()).unwrap()
    }

    /// Puts files in, works until nothing is left, gives the new answers by file name.
    pub(crate) async fn stuur(&self, bestanden: &[(&str, &[u8])]) -> Vec<Antwoord> {
        let voor = self.uit();
        let mut werker = self.werker();
        for (naam, bytes) in bestanden {
            std::fs::write(self.postbus().join("in").join(naam), bytes).unwrap();
        }
        // Two looks to take a file, one more to see that nothing is left.
        for _ in 0..3 {
            werker.beurt_nu().await.unwrap();
        }
        self.uit()
            .into_iter()
            .filter(|a| !voor.iter().any(|b| b.naam == a.naam))
            .collect()
    }

    pub(crate) fn uit(&self) -> Vec<Antwoord> {
        lijst(&self.postbus().join("uit"))
            .into_iter()
            .map(|pad| Antwoord {
                naam: pad.file_name().unwrap().to_string_lossy().into_owned(),
                bytes: std::fs::read(&pad).unwrap(),
            })
            .collect()
    }

    pub(crate) fn namen(&self, map: &str) -> Vec<String> {
        lijst(&self.postbus().join(map))
            .into_iter()
            .map(|p| p.file_name().unwrap().to_string_lossy().into_owned())
            .collect()
    }
}

fn lijst(map: &Path) -> Vec<PathBuf> {
    let Ok(dingen) = std::fs::read_dir(map) else {
        return Vec::new();
    };
    let mut uit: Vec<_> = dingen.map(|d| d.unwrap().path()).collect();
    uit.sort();
    uit
}

#[derive(Clone)]
pub(crate) struct Antwoord {
    pub(crate) naam: String,
    pub(crate) bytes: Vec<u8>,
}

impl Antwoord {
    /// Reads the answer with our own reader, which must find nothing wrong with it.
    pub(crate) fn bericht(&self) -> Bericht {
        let lezing = houvast_ijw::lees(self.bytes.as_slice(), &houvast_ijw::Grenzen::default()).unwrap();
        assert!(
            lezing.bevindingen.is_empty(),
            "{}: {:?}",
            self.naam,
            lezing.bevindingen
        );
        let bericht = lezing.bericht.unwrap();
        assert_eq!(houvast_ijw::regels::inhoud(&bericht), [], "{}", self.naam);
        bericht
    }
}

/// The kinds of the answers, in order of name.
pub(crate) fn soorten(antwoorden: &[Antwoord]) -> Vec<String> {
    antwoorden
        .iter()
        .map(|a| a.naam.split('_').next().unwrap_or_default().to_owned())
        .collect()
}

pub(crate) fn een<'a>(antwoorden: &'a [Antwoord], soort: &str) -> &'a Antwoord {
    let gevonden: Vec<_> = antwoorden.iter().filter(|a| a.naam.starts_with(soort)).collect();
    assert_eq!(gevonden.len(), 1, "{soort} in {:?}", soorten(antwoorden));
    gevonden[0]
}

/// The codes in the header of the JW316 among the answers.
pub(crate) fn retourcodes(antwoorden: &[Antwoord]) -> Vec<String> {
    let retour: jw316::Bericht = match een(antwoorden, "JW316").bericht() {
        Bericht::Jw316(b) => *b,
        ander => panic!("{:?}", ander.soort()),
    };
    retour
        .header
        .retour_codes
        .iter()
        .flat_map(|r| &r.retour_code)
        .map(|c| c.as_str().to_owned())
        .collect()
}

/// Every code of a retourbericht except 'no fault' and 'not judged', each once.
pub(crate) fn alle_codes(antwoord: &Antwoord) -> Vec<String> {
    let _ = antwoord.bericht();
    let tekst = String::from_utf8(antwoord.bytes.clone()).unwrap();
    let mut codes: Vec<String> = tekst
        .split("RetourCode>")
        .filter_map(|stuk| stuk.split_once("</"))
        .map(|(code, _)| code.to_owned())
        .filter(|c| c.len() == 4 && !["0200", "0233"].contains(&c.as_str()))
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The JW301 among the answers.
pub(crate) fn toewijzing(antwoorden: &[Antwoord]) -> jw301::Bericht {
    match een(antwoorden, "JW301").bericht() {
        Bericht::Jw301(b) => *b,
        ander => panic!("{:?}", ander.soort()),
    }
}

/// The JW319 among the answers.
pub(crate) fn antwoord(antwoorden: &[Antwoord]) -> jw319::Bericht {
    match een(antwoorden, "JW319").bericht() {
        Bericht::Jw319(b) => *b,
        ander => panic!("{:?}", ander.soort()),
    }
}

/// The retourbericht of an aanbieder to a message of ours, without faults.
pub(crate) fn bevestiging(heen: &Bericht, identificatie: &str, dag: Date) -> Vec<u8> {
    let retour = Retour {
        identificatie: identificatie.into(),
        dagtekening: dag,
        basisschema_xsd_versie: "1.0.0".into(),
        bericht_xsd_versie: "1.0.0".into(),
    };
    houvast_ijw::schrijf(&houvast_ijw::antwoord::retour(heen, &[], &retour).unwrap())
}
