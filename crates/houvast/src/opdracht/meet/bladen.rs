//! Pages as somebody asks them, through the whole program but the network: session, rights, queries, log line, HTML.

use crate::{
    cli::Bladen,
    klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use houvast_begrip::{Bsn, GemeenteCode, Houder};
use houvast_dienst::Huis;
use houvast_dienst::demo::{belasting, kans::Kans, rekeningen::ACCOUNTS};
use houvast_opslag::Jeugdige;
use serde_json::json;
use std::io::{self, Write as _};
use std::time::Duration;
use tower::ServiceExt as _;

/// Somebody who may see one gemeente: that with the most children.
const WIE: &str = "consulent.zwolle";
/// Children of that gemeente that are asked for.
const STEEKPROEF: usize = 2_000;
/// A page is never larger.
const BLAD: usize = 1 << 22;
/// Over the last column of the table.
const KOP: &str = "p50 naast een jeugdige op haar sleutel";
const HOST: &str = "meten.test";

/// How long each of many times took.
struct Meting {
    wat: &'static str,
    tijden: Vec<Duration>,
}

impl Meting {
    fn deel(&self, procent: usize) -> Duration {
        let plek = (self.tijden.len() * procent).div_ceil(100).saturating_sub(1);
        self.tijden.get(plek).copied().unwrap_or_default()
    }
}

pub(super) async fn meet(wens: &Bladen) -> Result<Uitgang> {
    let (huis, _map) = super::open_demo(&wens.bron).await?;
    let stand = belasting::stand(&huis).await?;
    let mut kans = Kans::nieuw(klok::toeval());
    let kinderen = steekproef(&huis, &mut kans, stand.dossiers, STEEKPROEF).await?;
    let blad = Browser::aangemeld(houvast_web::router(huis.clone())).await?;
    let mut metingen = vec![sleutel(&huis, &kinderen, wens.keer).await?];
    for soort in Soort::ALLE {
        metingen.push(blad.vraag_vaak(soort, &kinderen, &mut kans, wens.keer).await?);
    }
    huis.opslag.sluit().await;
    let grens = Duration::from_millis(wens.grens);
    vertel(wens, stand, &metingen, grens)?;
    let binnen = metingen.iter().all(|m| m.deel(99) <= grens);
    Ok(if binnen {
        Uitgang::Goed
    } else {
        Uitgang::Bevindingen
    })
}

fn vertel(wens: &Bladen, stand: belasting::Stand, metingen: &[Meting], grens: Duration) -> Result<()> {
    let mut uit = io::stdout().lock();
    let kaal = metingen.first().map(|m| m.deel(50)).unwrap_or_default();
    if !wens.json {
        writeln!(
            uit,
            "{} verzonnen dossiers met {} berichten, {WIE}, elk {} keer; grens voor p99 {} ms",
            stand.dossiers,
            stand.berichten,
            wens.keer,
            grens.as_millis()
        )?;
        writeln!(
            uit,
            "{:<34} {:>9} {:>9} {:>9}   {}",
            "", "p50 µs", "p99 µs", "traagste", KOP
        )?;
    }
    for meting in metingen {
        let [p50, p99, meest] = [50, 99, 100].map(|deel| meting.deel(deel));
        if wens.json {
            let rij = json!({
                "wat": meting.wat, "dossiers": stand.dossiers, "berichten": stand.berichten,
                "p50_us": micro(p50), "p99_us": micro(p99), "traagste_us": micro(meest), "binnen": p99 <= grens,
            });
            writeln!(uit, "{rij}")?;
        } else {
            writeln!(
                uit,
                "{:<34} {:>9} {:>9} {:>9}   {}x{}",
                meting.wat,
                micro(p50),
                micro(p99),
                micro(meest),
                p50.as_nanos() / kaal.as_nanos().max(1),
                if p99 > grens { "   boven de grens" } else { "" }
            )?;
        }
    }
    Ok(())
}

pub(super) fn micro(duur: Duration) -> u64 {
    u64::try_from(duur.as_micros()).unwrap_or(u64::MAX)
}

/// Children of the gemeente, drawn from all numbers that the load gave out; a child may be drawn twice.
pub(super) async fn steekproef(
    huis: &Huis,
    kans: &mut Kans,
    dossiers: u64,
    aantal: usize,
) -> Result<Vec<Jeugdige>> {
    let zwolle = Houder::from(GemeenteCode::nieuw("0193").context("de code van Zwolle")?);
    let mut uit = Vec::new();
    // One in eleven numbers passes the elfproef.
    let breed = usize::try_from(dossiers.max(1) * 11).unwrap_or(usize::MAX);
    for _ in 0..10_000 {
        if uit.len() >= aantal {
            break;
        }
        let gok = |kans: &mut Kans| {
            let getal = 900_000_000_u64 + kans.onder(breed) as u64;
            Bsn::nieuw(&getal.to_string()).ok()
        };
        let nummers: Vec<Bsn> = (0..5_000).filter_map(|_| gok(kans)).collect();
        let mut lees = huis.opslag.lees(&huis.systeem()).await?;
        let erbij = lees.jeugdigen_met_bsn(&zwolle, &nummers).await?;
        if erbij.is_empty() && uit.is_empty() && dossiers < 100 {
            break;
        }
        uit.extend(erbij);
    }
    if uit.is_empty() {
        return Err(gebruik(
            "er zijn te weinig dossiers om te meten. Begin met houvast meet vul.",
        ));
    }
    Ok(uit)
}

/// The peer: the row of one child, unsealed.
async fn sleutel(huis: &Huis, kinderen: &[Jeugdige], keer: u32) -> Result<Meting> {
    let systeem = huis.systeem();
    let mut tijden = Vec::new();
    for kind in kinderen.iter().cycle().take(usize::try_from(keer)?) {
        let begin = klok::sinds_begin();
        let mut lees = huis.opslag.lees(&systeem).await?;
        anyhow::ensure!(lees.jeugdige(kind.id).await?.is_some(), "een jeugdige is weg");
        drop(lees);
        tijden.push(klok::sinds_begin() - begin);
    }
    tijden.sort_unstable();
    Ok(Meting {
        wat: "een jeugdige op haar sleutel",
        tijden,
    })
}

#[derive(Clone, Copy)]
pub(super) enum Soort {
    Werkvoorraad,
    Dossier,
    OpBsn,
    OpNaam,
    OpGeboortedatum,
    Berichten,
    Zeldzaam,
}

impl Soort {
    pub(super) const ALLE: [Self; 7] = [
        Self::Werkvoorraad,
        Self::Dossier,
        Self::OpBsn,
        Self::OpNaam,
        Self::OpGeboortedatum,
        Self::Berichten,
        Self::Zeldzaam,
    ];

    fn naam(self) -> &'static str {
        match self {
            Self::Werkvoorraad => "werkvoorraad",
            Self::Dossier => "dossier",
            Self::OpBsn => "zoeken op BSN",
            Self::OpNaam => "zoeken op een deel van de naam",
            Self::OpGeboortedatum => "zoeken op geboortedatum",
            Self::Berichten => "berichten, nieuwste eerst",
            Self::Zeldzaam => "berichten van een zeldzame soort",
        }
    }

    /// What is typed in the search box.
    fn zoektekst(self, kind: &Jeugdige) -> Option<String> {
        match self {
            Self::Werkvoorraad | Self::Dossier | Self::Berichten | Self::Zeldzaam => None,
            Self::OpBsn => Some(kind.bsn.als_str().to_owned()),
            Self::OpNaam => {
                let begin: String = kind.geslachtsnaam.chars().take(5).collect();
                Some(format!(
                    "{} {begin}",
                    kind.voornamen.as_deref().unwrap_or_default()
                ))
            }
            Self::OpGeboortedatum => Some(kind.geboortedatum.to_string()),
        }
    }
}

/// Somebody who is logged in.
pub(super) struct Browser {
    router: axum::Router,
    koek: String,
    csrf: String,
}

impl Browser {
    /// Logs in at this router.
    pub(super) async fn aangemeld(router: axum::Router) -> Result<Self> {
        let account = ACCOUNTS
            .iter()
            .find(|a| a.gebruiker == WIE)
            .context("het account van de demo")?;
        let mut blad = Self {
            router,
            koek: String::new(),
            csrf: String::new(),
        };
        let velden = format!(
            "gebruikersnaam={}&wachtwoord={}",
            account.gebruiker, account.wachtwoord
        );
        let antwoord = blad.stuur("POST", "/aanmelden", velden).await?;
        let koek = antwoord.headers().get(header::SET_COOKIE);
        let koek = koek.context("aanmelden lukt niet")?.to_str()?;
        koek.split(';')
            .next()
            .unwrap_or_default()
            .clone_into(&mut blad.koek);
        let bytes = to_bytes(
            blad.stuur("GET", "/jeugdigen", String::new()).await?.into_body(),
            BLAD,
        )
        .await?;
        let html = String::from_utf8_lossy(&bytes);
        let rest = html
            .split_once("name=\"csrf\" value=\"")
            .context("het formulier")?
            .1;
        rest.split('"')
            .next()
            .unwrap_or_default()
            .clone_into(&mut blad.csrf);
        Ok(blad)
    }

    async fn stuur(&self, methode: &str, pad: &str, velden: String) -> Result<Response> {
        let mut vraag = Request::builder()
            .method(methode)
            .uri(pad)
            .header(header::HOST, HOST)
            .header(header::COOKIE, &self.koek);
        if methode == "POST" {
            vraag = vraag.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        Ok(self
            .router
            .clone()
            .oneshot(vraag.body(Body::from(velden))?)
            .await?)
    }

    /// One page of this kind, read to its end.
    pub(super) async fn vraag(&self, soort: Soort, kind: &Jeugdige) -> Result<(StatusCode, HeaderMap)> {
        let (methode, pad, velden) = match (soort.zoektekst(kind), soort) {
            (Some(tekst), _) => {
                let velden = [("csrf", self.csrf.as_str()), ("tekst", &tekst)];
                ("POST", "/jeugdigen".to_owned(), formulier(&velden))
            }
            (None, Soort::Dossier) => ("GET", format!("/jeugdigen/{}", kind.id), String::new()),
            (None, Soort::Berichten) => ("GET", "/berichten".to_owned(), String::new()),
            (None, Soort::Zeldzaam) => ("GET", "/berichten?soort=JW307".to_owned(), String::new()),
            (None, _) => ("GET", "/werkvoorraad".to_owned(), String::new()),
        };
        let antwoord = self.stuur(methode, &pad, velden).await?;
        let (kop, inhoud) = antwoord.into_parts();
        to_bytes(inhoud, BLAD).await?;
        Ok((kop.status, kop.headers))
    }

    async fn vraag_vaak(
        &self,
        soort: Soort,
        kinderen: &[Jeugdige],
        kans: &mut Kans,
        keer: u32,
    ) -> Result<Meting> {
        let mut tijden = Vec::new();
        for _ in 0..keer {
            let kind = kinderen.get(kans.onder(kinderen.len())).context("een kind")?;
            let begin = klok::sinds_begin();
            let status = self.vraag(soort, kind).await?.0;
            tijden.push(klok::sinds_begin() - begin);
            anyhow::ensure!(status == StatusCode::OK, "{}: {status}", soort.naam());
        }
        tijden.sort_unstable();
        Ok(Meting {
            wat: soort.naam(),
            tijden,
        })
    }
}

/// Fields as a browser sends them.
fn formulier(velden: &[(&str, &str)]) -> String {
    let mut uit = String::new();
    for (naam, waarde) in velden {
        if !uit.is_empty() {
            uit.push('&');
        }
        uit.push_str(naam);
        uit.push('=');
        for byte in waarde.bytes() {
            if byte.is_ascii_alphanumeric() {
                uit.push(char::from(byte));
            } else {
                uit.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    uit
}
