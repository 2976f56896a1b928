//! For whoever watches the installation: `/klaar` and `/metrics`. No data of people, no page.

use crate::bedrijf::Bedrijf;
use crate::staat::Staat;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use houvast_dienst::toezicht::Cijfers;
use jiff::Timestamp;
use std::fmt::Write as _;

/// The text format of Prometheus.
const PROMETHEUS: &str = "text/plain; version=0.0.4; charset=utf-8";

/// `GET /klaar`: 200 when work may be sent here, 503 when not, and a line per point.
pub(crate) async fn klaar(State(staat): State<Staat>) -> Response {
    let punten = staat.bedrijf.punten(&staat.huis).await;
    let stopt = staat.bedrijf.stopt();
    let goed = !stopt && punten.iter().all(|p| p.goed);
    let mut tekst = format!("klaar={}\n", ja(goed));
    for punt in punten {
        // Writing to a String cannot fail.
        let _ = writeln!(tekst, "{}={}", punt.naam, ja(punt.goed));
    }
    let _ = writeln!(tekst, "stopt={}", ja(stopt));
    let status = if goed {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let soort = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (status, soort, tekst).into_response()
}

fn ja(goed: bool) -> &'static str {
    if goed { "ja" } else { "nee" }
}

/// `GET /metrics`, on its own address only.
pub(crate) async fn metrics(State(staat): State<Staat>) -> Response {
    let geteld = staat.bedrijf.cijfers(&staat.huis).await;
    if let Err(fout) = &geteld {
        tracing::warn!(%fout, "tellen voor metrics mislukt");
    }
    let mut uit = String::new();
    van_het_programma(&mut uit, &staat.bedrijf);
    meting(
        &mut uit,
        "houvast_database",
        "gauge",
        "Is de database te lezen (1) of niet (0).",
    );
    let _ = writeln!(uit, "houvast_database {}", u8::from(geteld.is_ok()));
    if let Ok(cijfers) = geteld {
        uit_de_opslag(&mut uit, &cijfers, staat.huis.tijd.nu());
    }
    ([(header::CONTENT_TYPE, PROMETHEUS)], uit).into_response()
}

fn meting(uit: &mut String, naam: &str, soort: &str, uitleg: &str) {
    let _ = writeln!(uit, "# HELP {naam} {uitleg}\n# TYPE {naam} {soort}");
}

fn van_het_programma(uit: &mut String, bedrijf: &Bedrijf) {
    meting(uit, "houvast_info", "gauge", "Versie van het programma.");
    let _ = writeln!(uit, "houvast_info{{versie=\"{}\"}} 1", env!("CARGO_PKG_VERSION"));
    meting(
        uit,
        "houvast_stopt",
        "gauge",
        "Het programma is aan het stoppen (1).",
    );
    let _ = writeln!(uit, "houvast_stopt {}", u8::from(bedrijf.stopt()));
    meting(
        uit,
        "houvast_verzoeken_bezig",
        "gauge",
        "Vragen aan de website die nu beantwoord worden.",
    );
    let _ = writeln!(uit, "houvast_verzoeken_bezig {}", bedrijf.rem.bezig());
    meting(
        uit,
        "houvast_verzoeken_wachtend",
        "gauge",
        "Vragen die op een plaats wachten.",
    );
    let _ = writeln!(uit, "houvast_verzoeken_wachtend {}", bedrijf.rem.wachtend());
    meting(
        uit,
        "houvast_verzoeken_geweigerd_total",
        "counter",
        "Vragen die 503 kregen omdat het te druk was.",
    );
    let _ = writeln!(
        uit,
        "houvast_verzoeken_geweigerd_total {}",
        bedrijf.rem.geweigerd()
    );
    meting(
        uit,
        "houvast_verzoek_seconden",
        "histogram",
        "Duur van een vraag, per soort adres en status.",
    );
    bedrijf.meter.schrijf("houvast_verzoek_seconden", uit);
}

fn uit_de_opslag(uit: &mut String, cijfers: &Cijfers, nu: Timestamp) {
    // A clock that was set back makes no negative age.
    let oud = |op: Option<Timestamp>| op.map_or(0, |op| nu.duration_since(op).as_secs().max(0));
    meting(
        uit,
        "houvast_geteld_seconden",
        "gauge",
        "Hoe oud de getallen hieronder zijn.",
    );
    let _ = writeln!(uit, "houvast_geteld_seconden {}", oud(Some(cijfers.op)));
    meting(
        uit,
        "houvast_berichten",
        "gauge",
        "Berichten per richting, soort en status.",
    );
    for b in &cijfers.berichten {
        let soort = b.soort.as_deref().unwrap_or("onleesbaar");
        let _ = writeln!(
            uit,
            "houvast_berichten{{richting=\"{}\",soort=\"{}\",status=\"{}\"}} {}",
            veilig(&b.richting),
            veilig(soort),
            veilig(&b.status),
            b.aantal
        );
    }
    let log = &cijfers.log;
    for (naam, uitleg, waarde) in [
        (
            "houvast_binnen_wachtend",
            "Berichten die nog niet beoordeeld zijn.",
            cijfers.binnen.wachtend,
        ),
        (
            "houvast_binnen_vastgelopen",
            "Daarvan zo vaak geprobeerd dat mensen het zien.",
            cijfers.binnen.vastgelopen,
        ),
        (
            "houvast_binnen_oudste_seconden",
            "Hoe lang het oudste al wacht.",
            oud(cijfers.binnen.oudste),
        ),
        (
            "houvast_uitbak_wachtend",
            "Antwoorden die nog weg moeten.",
            cijfers.uit.wachtend,
        ),
        (
            "houvast_uitbak_mislukt",
            "Daarvan eerder geprobeerd.",
            cijfers.uit.mislukt,
        ),
        (
            "houvast_uitbak_oudste_seconden",
            "Hoe lang het oudste al wacht.",
            oud(cijfers.uit.oudste),
        ),
        ("houvast_logboek_ketens", "Ketens van het logboek.", log.ketens),
        (
            "houvast_logboek_ketens_kapot",
            "Ketens waarvan het einde niet klopt.",
            log.kapot,
        ),
        ("houvast_logboek_regels", "Regels in het logboek.", log.regels),
        (
            "houvast_logboek_regels_zonder_zegel",
            "Regels na het laatste zegel.",
            log.zonder_zegel,
        ),
        (
            "houvast_logboek_zegel_seconden",
            "Hoe oud het laatste zegel is.",
            oud(log.laatste_zegel),
        ),
    ] {
        meting(uit, naam, "gauge", uitleg);
        let _ = writeln!(uit, "{naam} {waarde}");
    }
}

/// A label is one of our own words; what somebody else wrote in that column stays out.
fn veilig(woord: &str) -> &str {
    let goed = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if woord.len() <= 20 && woord.chars().all(goed) {
        woord
    } else {
        "anders"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_vreemd_woord_wordt_geen_label() {
        assert_eq!(veilig("JW315"), "JW315");
        assert_eq!(veilig("in_onderzoek"), "in_onderzoek");
        for vreemd in ["Jan de Vries", "a\"} 1\n", "123456789012345678901"] {
            assert_eq!(veilig(vreemd), "anders");
        }
    }
}
