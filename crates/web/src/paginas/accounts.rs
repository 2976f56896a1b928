//! Which accounts there are and what they see, for functional management. Making and closing one is a command.

use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Hier, Raam};
use askama::Template;
use axum::response::Response;
use houvast_dienst::accountbeheer;
use houvast_dienst::beeld::AccountRij;

/// `accounts.html`
#[derive(Template)]
#[template(path = "accounts.html")]
pub(crate) struct AccountsBlad {
    pub(crate) raam: Raam,
    pub(crate) rijen: Vec<AccountRij>,
}

/// `GET /accounts`
pub(crate) async fn toon(wie: Wie) -> Result<Response, WebFout> {
    let rijen = accountbeheer::overzicht(&wie.huis, &wie.aangemeld).await?;
    let raam = wie.raam("Accounts", Hier::Accounts).await?;
    Ok(teken(&AccountsBlad { raam, rijen }))
}
