//! The work list: what is due, most urgent first.

use super::{accounts, logboek, pad_met, sturing};
use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::Hier;
use crate::raam::Raam;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use houvast_dienst::beeld::{Rol, WerkFilter, WerkPlek, Werkvoorraad};
use houvast_dienst::werkvoorraad;

/// `werkvoorraad.html`
#[derive(Template)]
#[template(path = "werkvoorraad.html")]
pub(crate) struct WerkvoorraadBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: Werkvoorraad,
}

impl WerkvoorraadBlad {
    fn consulent(&self) -> bool {
        self.raam.rol() == Some(Rol::Consulent)
    }

    fn verwijzer(&self) -> bool {
        self.raam.rol() == Some(Rol::Verwijzer)
    }

    fn expert(&self) -> bool {
        self.raam.rol() == Some(Rol::Expert)
    }

    fn begin(&self) -> Option<String> {
        self.beeld.verder.then(|| self.pad(WerkPlek::default()))
    }

    fn volgende(&self) -> Option<String> {
        self.beeld.volgende.map(|plek| self.pad(plek))
    }

    fn pad(&self, plek: WerkPlek) -> String {
        let id = |id: Option<uuid::Uuid>| id.map(|i| i.to_string()).unwrap_or_default();
        let filter = FILTERS
            .iter()
            .find(|(_, f)| *f == self.beeld.filter)
            .map_or("", |(woord, _)| woord);
        pad_met(
            "/werkvoorraad",
            &[
                ("filter", filter),
                ("na_verzoek", &id(plek.verzoek)),
                ("na_signaal", &id(plek.signaal)),
            ],
        )
    }
}

/// The chip in the address.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Keuze {
    #[serde(default)]
    filter: String,
    #[serde(default)]
    na_verzoek: String,
    #[serde(default)]
    na_signaal: String,
}

/// The words of `?filter=`; `Alles` has none.
const FILTERS: [(&str, WerkFilter); 4] = [
    ("vandaag", WerkFilter::Vandaag),
    ("verzoeken", WerkFilter::Verzoeken),
    ("onderzoek", WerkFilter::Onderzoek),
    ("signalen", WerkFilter::Signalen),
];

impl Keuze {
    fn filter(&self) -> WerkFilter {
        FILTERS
            .iter()
            .find(|(woord, _)| *woord == self.filter)
            .map_or(WerkFilter::Alles, |(_, f)| *f)
    }

    fn plek(&self) -> WerkPlek {
        WerkPlek {
            verzoek: self.na_verzoek.parse().ok(),
            signaal: self.na_signaal.parse().ok(),
        }
    }
}

/// `GET /werkvoorraad`
pub(crate) async fn toon(wie: Wie, Query(keuze): Query<Keuze>) -> Result<Response, WebFout> {
    if wie.rol() == Rol::Regio {
        return sturing::werk(&wie).await;
    }
    // A privacy officer has no cases that wait: the log is the work.
    if wie.rol() == Rol::Privacy {
        return logboek::toon(wie, Query(logboek::Keuze::default())).await;
    }
    if wie.rol() == Rol::Beheer {
        return accounts::toon(wie).await;
    }
    let beeld = werkvoorraad::toon(&wie.huis, &wie.aangemeld, keuze.filter(), keuze.plek());
    let (raam, beeld) = wie.raam_naast("Werkvoorraad", Hier::Werkvoorraad, beeld).await?;
    Ok(teken(&WerkvoorraadBlad { raam, beeld }))
}
