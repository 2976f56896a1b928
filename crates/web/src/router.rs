//! Every address in one table, with who may come. What is not in the table does not exist.

use crate::bedrijf::Bedrijf;
use crate::fout::WebFout;
use crate::laag::toegang::Toegang;
use crate::laag::{inpakken, koppen, rem, toegang, verslag};
use crate::paginas::{
    aanbieder, aanmelden, account, accounts, berichten, bescherming, brief, dagmail, herijking, hulpvraag,
    inleveren, jeugdigen, logboek, noodtoegang, organisatie, rekenhulp, signaal, sturing, toezicht, tweede,
    vast, verwijzing, verzoek, werkvoorraad, wijziging,
};
use crate::raam::Raam;
use crate::staat::{Staat, WebInstellingen};
use crate::stijl;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use houvast_dienst::Huis;
use houvast_dienst::recht::Handeling;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// Bytes of an ordinary form.
const FORMULIER: usize = 64 * 1024;
/// Bytes of a step of a hulpvraag: nine long answers, each of them encoded.
const LANG_FORMULIER: usize = 256 * 1024;
/// Bytes of a form with the text of a regioprofiel in it.
const PROFIEL: usize = 512 * 1024;
/// Longest time for one answer.
const GEDULD: Duration = Duration::from_secs(60);

/// One address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// Path as axum writes it.
    pub pad: &'static str,
    /// Methods it answers.
    pub methoden: &'static [&'static str],
    /// Who may come.
    pub toegang: Toegang,
}

type Vermelding = (Route, MethodRouter<Staat>);

const G: &[&str] = &["GET"];
const P: &[&str] = &["POST"];
const GP: &[&str] = &["GET", "POST"];
fn tabel(instellingen: WebInstellingen) -> Vec<Vermelding> {
    use Handeling as H;
    use Toegang::{Aangemeld, LeestDoet, Mag, Open};
    let r = |pad, methoden, toegang, handler| {
        (
            Route {
                pad,
                methoden,
                toegang,
            },
            handler,
        )
    };
    let upload = DefaultBodyLimit::max(instellingen.maximum_upload.saturating_add(FORMULIER));
    vec![
        r("/", G, Open, get(vast::begin)),
        r(
            "/aanmelden",
            GP,
            Open,
            get(aanmelden::toon).post(aanmelden::meld_aan),
        ),
        r("/afmelden", P, Aangemeld, post(aanmelden::meld_af)),
        // Open: whoever is here has given a password and has no session yet.
        r(
            "/aanmelden/code",
            GP,
            Open,
            get(tweede::code).post(tweede::geef_code),
        ),
        r(
            "/aanmelden/instellen",
            GP,
            Open,
            get(tweede::instellen).post(tweede::stel_in),
        ),
        r("/aanmelden/organisatie", G, Open, get(organisatie::begin)),
        r("/aanmelden/organisatie/terug", G, Open, get(organisatie::terug)),
        r("/aanmelden/organisatie/uit", P, Open, post(organisatie::uit)),
        r("/account", G, Aangemeld, get(account::toon)),
        r("/account/sessies", P, Aangemeld, post(account::meld_af)),
        r(
            "/account/wachtwoord",
            GP,
            Aangemeld,
            get(account::wachtwoord).post(account::zet_wachtwoord),
        ),
        r(
            "/account/tweede-stap",
            GP,
            Aangemeld,
            get(tweede::eigen).post(tweede::stel_eigen_in),
        ),
        r(
            "/concept",
            GP,
            Aangemeld,
            get(account::concept)
                .post(account::verstuur_concept)
                .layer(DefaultBodyLimit::max(LANG_FORMULIER)),
        ),
        r(
            "/concept/weg",
            P,
            Aangemeld,
            post(account::concept_weg).layer(DefaultBodyLimit::max(LANG_FORMULIER)),
        ),
        r("/werkvoorraad", G, Aangemeld, get(werkvoorraad::toon)),
        r(
            "/jeugdigen",
            GP,
            Mag(H::Zoeken),
            get(jeugdigen::zoekpagina).post(jeugdigen::zoek),
        ),
        r(
            "/jeugdigen/{id}",
            G,
            Mag(H::DossierOpenen),
            get(jeugdigen::dossier),
        ),
        r(
            "/jeugdigen/{id}/adres",
            P,
            Mag(H::AdresTonen),
            post(jeugdigen::adres),
        ),
        r(
            "/jeugdigen/{id}/bescherming",
            GP,
            Mag(H::DossierBeschermen),
            get(bescherming::toon).post(bescherming::zet),
        ),
        r(
            "/noodtoegang",
            GP,
            Mag(H::Noodtoegang),
            get(noodtoegang::toon).post(noodtoegang::neem),
        ),
        r(
            "/logboek/noodtoegang",
            GP,
            Mag(H::NoodtoegangNagaan),
            get(noodtoegang::lijst).post(noodtoegang::ga_na),
        ),
        r("/accounts", G, Mag(H::AccountsZien), get(accounts::toon)),
        r("/jeugdigen/{id}/bsn", P, Mag(H::BsnTonen), post(jeugdigen::bsn)),
        r(
            "/hulpvragen",
            GP,
            Mag(H::HulpvraagBehandelen),
            get(hulpvraag::lijst).post(hulpvraag::begin),
        ),
        r(
            "/hulpvragen/nieuw",
            GP,
            Mag(H::HulpvraagBehandelen),
            get(hulpvraag::nieuw).post(hulpvraag::registreer),
        ),
        r(
            "/hulpvragen/{id}",
            G,
            Mag(H::HulpvraagBehandelen),
            get(hulpvraag::toon),
        ),
        r(
            "/hulpvragen/{id}/stap/{nummer}",
            GP,
            Mag(H::HulpvraagBehandelen),
            get(hulpvraag::stap)
                .post(hulpvraag::bewaar)
                .layer(DefaultBodyLimit::max(LANG_FORMULIER)),
        ),
        r(
            "/hulpvragen/{id}/gezinsplan",
            G,
            Mag(H::HulpvraagZien),
            get(hulpvraag::plan),
        ),
        r(
            "/hulpvragen/{id}/toetsing",
            P,
            Mag(H::ToetsingVragen),
            post(hulpvraag::toetsing),
        ),
        r(
            "/hulpvragen/{id}/toewijzen",
            P,
            Mag(H::Beslissen),
            post(hulpvraag::toewijzen),
        ),
        r(
            "/hulpvragen/{id}/afsluiten",
            P,
            Mag(H::HulpvraagBehandelen),
            post(hulpvraag::afsluiten),
        ),
        r("/verzoeken", G, Mag(H::EigenVerzoeken), get(aanbieder::verzoeken)),
        r("/verzoeken/{id}", G, Mag(H::Zien), get(verzoek::toon)),
        r(
            "/verzoeken/{id}/aanvragen/{nummer}",
            P,
            Mag(H::Beslissen),
            post(verzoek::besluit),
        ),
        r(
            "/verzoeken/{id}/feiten",
            P,
            Mag(H::ContactVastleggen),
            post(verzoek::feiten),
        ),
        r(
            "/verzoeken/{id}/brief",
            GP,
            Mag(H::BrievenMaken),
            get(brief::verzoek).post(brief::maak_verzoek),
        ),
        r(
            "/verzoeken/{id}/brief-verwijzer",
            GP,
            Mag(H::BrievenMaken),
            get(brief::verwijzer).post(brief::maak_verwijzer),
        ),
        r(
            "/toewijzingen/{id}/brief",
            GP,
            Mag(H::BrievenMaken),
            get(brief::toewijzing).post(brief::maak_toewijzing),
        ),
        r(
            "/hulpvragen/{id}/brief",
            GP,
            Mag(H::BrievenMaken),
            get(brief::hulpvraag).post(brief::maak_hulpvraag),
        ),
        r("/brieven/{id}", G, Mag(H::BrievenMaken), get(brief::toon)),
        r(
            "/brieven/{id}/pdf/{nummer}",
            G,
            Mag(H::BrievenMaken),
            get(brief::pdf),
        ),
        r("/clienten", G, Mag(H::ClientenZien), get(aanbieder::clienten)),
        r("/berichten", G, Mag(H::BerichtenZien), get(berichten::lijst)),
        r(
            "/berichten/{id}",
            G,
            Mag(H::BerichtenZien),
            get(berichten::bericht),
        ),
        r(
            "/wijzigingen/{id}",
            G,
            Mag(H::WijzigingZien),
            get(wijziging::toon),
        ),
        r(
            "/wijzigingen/{id}/feiten",
            P,
            Mag(H::WijzigingVastleggen),
            post(wijziging::feiten),
        ),
        r(
            "/wijzigingen/{id}/besluit",
            P,
            Mag(H::Beslissen),
            post(wijziging::besluit),
        ),
        r(
            "/wijzigingen/{id}/taak",
            P,
            Mag(H::Beslissen),
            post(wijziging::taak),
        ),
        r(
            "/jeugdigen/{id}/wijziging",
            GP,
            Mag(H::WijzigingPerMail),
            get(wijziging::mail).post(wijziging::mail_vast),
        ),
        r(
            "/rekenhulp",
            GP,
            Mag(H::Rekenen),
            get(rekenhulp::los).post(rekenhulp::los_reken),
        ),
        r("/rekenhulp/excel", P, Mag(H::Rekenen), post(rekenhulp::los_uit)),
        r(
            "/rekenhulp/inlezen",
            P,
            Mag(H::Rekenen),
            post(rekenhulp::los_inlezen).layer(DefaultBodyLimit::max(rekenhulp::GROOTSTE)),
        ),
        r(
            "/rekenhulp/{soort}/{id}",
            GP,
            Mag(H::Rekenen),
            get(rekenhulp::zaak).post(rekenhulp::zaak_reken),
        ),
        r(
            "/rekenhulp/{soort}/{id}/excel",
            P,
            Mag(H::Rekenen),
            post(rekenhulp::zaak_uit),
        ),
        r(
            "/rekenhulp/{soort}/{id}/inlezen",
            P,
            Mag(H::Rekenen),
            post(rekenhulp::zaak_inlezen).layer(DefaultBodyLimit::max(rekenhulp::GROOTSTE)),
        ),
        r(
            "/inleveren",
            GP,
            Mag(H::Uploaden),
            get(inleveren::toon).post(inleveren::neem_aan).layer(upload),
        ),
        r(
            "/verwijzingen",
            G,
            Mag(H::VerwijzingenZien),
            get(verwijzing::lijst),
        ),
        r(
            "/verwijzingen/{id}",
            GP,
            LeestDoet(H::VerwijzingenZien, H::VerwijzingBehandelen),
            get(verwijzing::toon).post(verwijzing::stap),
        ),
        r(
            "/verwijzen",
            GP,
            Mag(H::Verwijzen),
            get(verwijzing::nieuw).post(verwijzing::verwijs),
        ),
        r(
            "/toetsing/{id}",
            GP,
            Mag(H::ToetsingVastleggen),
            get(verwijzing::ontbrekend).post(verwijzing::leg_vast),
        ),
        r(
            "/signalen/{id}",
            GP,
            LeestDoet(H::Zien, H::SignaalAfdoen),
            get(signaal::toon).post(signaal::doe_af),
        ),
        r("/dagmail", GP, Aangemeld, get(dagmail::toon).post(dagmail::zet)),
        r("/sturing", G, Mag(H::SturingZien), get(sturing::toon)),
        r("/sturing/cijfers.csv", G, Mag(H::SturingZien), get(sturing::csv)),
        r(
            "/sturing/cijfers.xlsx",
            G,
            Mag(H::SturingZien),
            get(sturing::excel),
        ),
        r(
            "/sturing/wat-als",
            GP,
            Mag(H::RegelsBeheren),
            get(sturing::wat_als)
                .post(sturing::speel)
                .layer(DefaultBodyLimit::max(PROFIEL)),
        ),
        r(
            "/sturing/herijking",
            GP,
            Mag(H::RegelsBeheren),
            get(herijking::toon).post(herijking::leg_vast),
        ),
        r(
            "/sturing/profiel",
            G,
            Mag(H::RegelsBeheren),
            get(sturing::profiel),
        ),
        r(
            "/logboek",
            GP,
            Mag(H::LogboekZien),
            get(logboek::toon).post(logboek::zoek),
        ),
        r("/logboek/{id}", G, Mag(H::LogboekZien), get(logboek::van_kind)),
        r(
            "/logboek/{id}/overzicht",
            G,
            Mag(H::LogboekZien),
            get(logboek::voor_ouders),
        ),
        r("/licenties", G, Open, get(vast::licenties)),
        r("/gezond", G, Open, get(vast::gezond)),
        r("/.well-known/security.txt", G, Open, get(vast::beveiliging)),
        r("/klaar", G, Open, get(toezicht::klaar)),
        r("/stijl/{bestand}", G, Open, get(stijl::geef)),
    ]
}

/// Every address, for whoever wants to walk them.
#[must_use]
pub fn routes() -> Vec<Route> {
    tabel(WebInstellingen::default())
        .into_iter()
        .map(|(route, _)| route)
        .collect()
}

/// The pages of a running system on loopback, as the demo has them.
pub fn router(huis: Huis) -> Router {
    router_met(huis, WebInstellingen::default())
}

/// The pages of a running system.
pub fn router_met(huis: Huis, instellingen: WebInstellingen) -> Router {
    router_bedrijf(huis, instellingen, Arc::default())
}

/// For whoever watches the installation, on an address of its own: not for the outside, though it shows nothing of a person.
pub fn meetrouter(huis: Huis, bedrijf: Arc<Bedrijf>) -> Router {
    Router::new()
        .route("/metrics", get(toezicht::metrics))
        .route("/klaar", get(toezicht::klaar))
        .route("/gezond", get(vast::gezond))
        .with_state(Staat {
            huis: Arc::new(huis),
            instellingen: WebInstellingen::default(),
            bedrijf,
        })
}

/// The pages of a running system, with its brake and its meters.
pub fn router_bedrijf(huis: Huis, instellingen: WebInstellingen, bedrijf: Arc<Bedrijf>) -> Router {
    let staat = Staat {
        huis: Arc::new(huis),
        instellingen,
        bedrijf,
    };
    let wacht = |toegang, pad| from_fn_with_state((staat.clone(), toegang, pad), toegang::bewaak);
    let mut router = Router::new();
    for (route, handler) in tabel(instellingen) {
        let handler = handler.fallback(|| async { WebFout::NietGevonden });
        router = router.route(route.pad, handler.layer(wacht(route.toegang, route.pad)));
    }
    let nergens = get(|| async { WebFout::NietGevonden })
        .fallback(|| async { WebFout::NietGevonden })
        .layer(wacht(Toegang::Aangemeld, "onbekend"));
    router
        .fallback_service(nergens.with_state(staat.clone()))
        .layer(DefaultBodyLimit::max(FORMULIER))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            GEDULD,
        ))
        .layer(map_response(te_laat))
        .layer(CatchPanicLayer::custom(paniek))
        .layer(inpakken::laag())
        .layer(from_fn_with_state(staat.clone(), rem::laat_door))
        .layer(from_fn_with_state(staat.clone(), verslag::schrijf))
        .layer(from_fn_with_state(staat.clone(), koppen::zet))
        .with_state(staat)
}

/// Says nothing of what went wrong inside: a panic text may hold data.
fn paniek(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("een handler is gestopt door een paniek");
    WebFout::Storing.blad(Raam::los(""))
}

/// An error without a page (a body that is too large, a route that timed out) gets one.
async fn te_laat(antwoord: Response) -> Response {
    let fout = match antwoord.status() {
        StatusCode::PAYLOAD_TOO_LARGE => WebFout::TeGroot,
        StatusCode::SERVICE_UNAVAILABLE => WebFout::Storing,
        _ => return antwoord,
    };
    if antwoord.headers().contains_key(axum::http::header::CONTENT_TYPE) {
        return antwoord;
    }
    (antwoord.status(), fout.blad(Raam::los(""))).into_response()
}
