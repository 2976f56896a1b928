//! A long form that our script saves while somebody types. The same form, the same checks and the same address as its
//! buttons; only the answer is a line for the page instead of a page.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use houvast_dienst::huis::Tijd;
use std::convert::Infallible;

/// Did the script send this, and not a person by a button?
pub(crate) struct Vanzelf(pub(crate) bool);

impl<S: Send + Sync> FromRequestParts<S> for Vanzelf {
    type Rejection = Infallible;

    async fn from_request_parts(delen: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(delen.headers.contains_key("x-houvast-bewaar")))
    }
}

/// What the script shows; with the version for the next time, or without one when it must stop.
#[derive(serde::Serialize)]
struct Stand {
    #[serde(skip_serializing_if = "Option::is_none")]
    versie: Option<i64>,
    tekst: String,
}

/// Saved on top of `was`. `open`: mistakes that a button will show.
pub(crate) fn bewaard(tijd: &Tijd, was: i64, open: usize) -> Response {
    let om = tijd.plaatselijk(tijd.nu()).time();
    let meer = match open {
        0 => String::new(),
        1 => " Een veld klopt nog niet; kies Bewaar om te zien welk.".to_owned(),
        n => format!(" {n} velden kloppen nog niet; kies Bewaar om te zien welke."),
    };
    let stand = Stand {
        versie: Some(was.saturating_add(1)),
        tekst: format!("Bewaard om {:02}:{:02}.{meer}", om.hour(), om.minute()),
    };
    Json(stand).into_response()
}

/// Somebody else saved in the meantime: the script stops, and a button shows what there is now.
pub(crate) fn verouderd() -> Response {
    let tekst = "Iemand anders heeft dit intussen veranderd, of u in een ander tabblad. Wat u typte staat nog hier, maar wordt niet meer vanzelf bewaard. Kies Bewaar om te zien wat er nu staat.";
    let stand = Stand {
        versie: None,
        tekst: tekst.to_owned(),
    };
    (StatusCode::CONFLICT, Json(stand)).into_response()
}
