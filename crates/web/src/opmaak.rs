//! How values look in a template: askama filters. Rules about dates and money live in `begrip`.

#![expect(
    unreachable_pub,
    reason = "askama's macro writes a public type for every filter"
)]

use askama::{Result, Values};
use houvast_begrip::datum;
use houvast_dienst::beeld::{
    AanvraagBeeld, GrondBeeld, Richting, Toon, Verband, VoorstelUitkomst, WerkFilter, WerkRij, WerkSoort,
};
use jiff::civil::{Date, DateTime};

/// A template hands over values and references of any depth; a small copy is what a filter wants.
pub(crate) trait Waarde<T> {
    fn waarde(&self) -> T;
}

impl Waarde<Self> for Date {
    fn waarde(&self) -> Self {
        *self
    }
}

impl Waarde<Self> for u32 {
    fn waarde(&self) -> Self {
        *self
    }
}

impl Waarde<Self> for Toon {
    fn waarde(&self) -> Self {
        *self
    }
}

impl<T, W: Waarde<T>> Waarde<T> for &W {
    fn waarde(&self) -> T {
        (**self).waarde()
    }
}

/// `17`, or `999+`: nobody counts further.
#[askama::filter_fn]
pub(crate) fn telling(aantal: impl Waarde<u32>, _: &dyn Values) -> Result<String> {
    let aantal = aantal.waarde();
    Ok(if aantal > 999 {
        "999+".to_owned()
    } else {
        aantal.to_string()
    })
}

/// `24-11-2026`.
#[askama::filter_fn]
pub(crate) fn datum_kort(dag: impl Waarde<Date>, _: &dyn Values) -> Result<String> {
    Ok(datum::kort(dag.waarde()))
}

/// `di 24 november 2026`.
#[askama::filter_fn]
pub(crate) fn datum_lang(dag: impl Waarde<Date>, _: &dyn Values) -> Result<String> {
    Ok(datum::lang(dag.waarde()))
}

/// `24 november 2026`.
#[askama::filter_fn]
pub(crate) fn datum_voluit(dag: impl Waarde<Date>, _: &dyn Values) -> Result<String> {
    Ok(datum::voluit(dag.waarde()))
}

/// `di 24 nov`.
#[askama::filter_fn]
pub(crate) fn datum_smal(dag: impl Waarde<Date>, _: &dyn Values) -> Result<String> {
    Ok(datum::smal(dag.waarde()))
}

/// `di 17 november 2026, 09:12`.
#[askama::filter_fn]
pub(crate) fn moment(moment: &DateTime, _: &dyn Values) -> Result<String> {
    Ok(format!("{}, {}", datum::lang(moment.date()), klok(*moment)))
}

/// `17-11-2026 09:12`.
#[askama::filter_fn]
pub(crate) fn moment_kort(moment: &DateTime, _: &dyn Values) -> Result<String> {
    Ok(format!("{} {}", datum::kort(moment.date()), klok(*moment)))
}

fn klok(moment: DateTime) -> String {
    format!("{:02}:{:02}", moment.hour(), moment.minute())
}

/// The name of a field as a word: "reden" becomes "Reden".
#[askama::filter_fn]
pub(crate) fn veldnaam(naam: &str, _: &dyn Values) -> Result<String> {
    let mut letters = naam.chars();
    let eerste = letters.next().map(|c| c.to_uppercase().to_string());
    let rest = letters.as_str().replace(['_', '-'], " ");
    Ok(format!("{}{rest}", eerste.unwrap_or_default()))
}

/// Classes of a badge.
#[askama::filter_fn]
pub(crate) fn badge(toon: impl Waarde<Toon>, _: &dyn Values) -> Result<&'static str> {
    Ok(badge_van(toon.waarde()))
}

fn badge_van(toon: Toon) -> &'static str {
    match toon {
        Toon::Goed => "utrecht-status-badge utrecht-status-badge--success",
        Toon::LetOp => "utrecht-status-badge utrecht-status-badge--warning",
        Toon::Fout => "utrecht-status-badge utrecht-status-badge--error",
        Toon::Rustig => "utrecht-status-badge utrecht-status-badge--neutral",
    }
}

/// Class of an alert.
#[askama::filter_fn]
pub(crate) fn alertklasse(toon: &Toon, _: &dyn Values) -> Result<&'static str> {
    Ok(match toon {
        Toon::Goed => "utrecht-alert--ok",
        Toon::LetOp => "utrecht-alert--warning",
        Toon::Fout => "utrecht-alert--error",
        Toon::Rustig => "utrecht-alert--info",
    })
}

/// Query of a chip.
#[askama::filter_fn]
pub(crate) fn filterpad(filter: &WerkFilter, _: &dyn Values) -> Result<&'static str> {
    Ok(match filter {
        WerkFilter::Alles => "",
        WerkFilter::Vandaag => "?filter=vandaag",
        WerkFilter::Verzoeken => "?filter=verzoeken",
        WerkFilter::Onderzoek => "?filter=onderzoek",
        WerkFilter::Signalen => "?filter=signalen",
    })
}

/// Text of a chip.
#[askama::filter_fn]
pub(crate) fn filternaam(filter: &WerkFilter, _: &dyn Values) -> Result<&'static str> {
    Ok(match filter {
        WerkFilter::Alles => "Alles",
        WerkFilter::Vandaag => "Vandaag",
        WerkFilter::Verzoeken => "Verzoeken",
        WerkFilter::Onderzoek => "In onderzoek",
        WerkFilter::Signalen => "Signalen",
    })
}

/// Where a row of the work list goes.
#[askama::filter_fn]
pub(crate) fn werkpad(rij: &WerkRij, _: &dyn Values) -> Result<String> {
    let waar = match rij.soort {
        WerkSoort::Verzoek => "verzoeken",
        WerkSoort::Bericht => "berichten",
        WerkSoort::Dossier => "jeugdigen",
        WerkSoort::Signaal => "signalen",
        WerkSoort::Verwijzing => "verwijzingen",
        WerkSoort::Toetsing => "toetsing",
        WerkSoort::Hulpvraag => "hulpvragen",
        WerkSoort::Wijziging => "wijzigingen",
    };
    Ok(format!("/{waar}/{}", rij.id))
}

/// Name of an outcome.
#[askama::filter_fn]
pub(crate) fn uitkomstnaam(uitkomst: &VoorstelUitkomst, _: &dyn Values) -> Result<&'static str> {
    Ok(match uitkomst {
        VoorstelUitkomst::Toewijzen => "Toewijzen",
        VoorstelUitkomst::Voorleggen => "Zelf beoordelen",
        VoorstelUitkomst::Afwijzen => "Afwijzen",
    })
}

/// Badge of an outcome.
#[askama::filter_fn]
pub(crate) fn uitkomstbadge(uitkomst: &VoorstelUitkomst, _: &dyn Values) -> Result<&'static str> {
    Ok(badge_van(match uitkomst {
        VoorstelUitkomst::Toewijzen => Toon::Goed,
        VoorstelUitkomst::Voorleggen => Toon::LetOp,
        VoorstelUitkomst::Afwijzen => Toon::Fout,
    }))
}

/// The coloured edge of a proposal.
#[askama::filter_fn]
pub(crate) fn voorstelkleur(aanvraag: &AanvraagBeeld, _: &dyn Values) -> Result<&'static str> {
    Ok(match aanvraag.voorstel.as_ref().map(|v| v.uitkomst) {
        Some(VoorstelUitkomst::Toewijzen) => "hv-voorstel--goed",
        Some(VoorstelUitkomst::Voorleggen) => "hv-voorstel--let-op",
        Some(VoorstelUitkomst::Afwijzen) => "hv-voorstel--fout",
        None => "hv-voorstel--rustig",
    })
}

/// Row class of a ground: a warning never hides among ticks.
#[askama::filter_fn]
pub(crate) fn grondklasse(grond: &GrondBeeld, _: &dyn Values) -> Result<&'static str> {
    Ok(match grond.uitkomst {
        VoorstelUitkomst::Afwijzen => "hv-grond hv-grond--fout",
        VoorstelUitkomst::Voorleggen => "hv-grond hv-grond--let-op",
        VoorstelUitkomst::Toewijzen if grond.let_op => "hv-grond hv-grond--let-op",
        VoorstelUitkomst::Toewijzen => "hv-grond",
    })
}

/// The sign in front of a ground.
#[askama::filter_fn]
pub(crate) fn grondteken(grond: &GrondBeeld, _: &dyn Values) -> Result<&'static str> {
    Ok(match grond.uitkomst {
        VoorstelUitkomst::Afwijzen => "✕",
        VoorstelUitkomst::Voorleggen => "?",
        VoorstelUitkomst::Toewijzen if grond.let_op => "!",
        VoorstelUitkomst::Toewijzen => "✓",
    })
}

/// The word for the same, so that colour and sign are never alone.
pub(crate) fn grondwoord(grond: &GrondBeeld) -> Option<&'static str> {
    match grond.uitkomst {
        VoorstelUitkomst::Afwijzen => Some("Past niet:"),
        VoorstelUitkomst::Voorleggen => Some("Beoordeel zelf:"),
        VoorstelUitkomst::Toewijzen if grond.let_op => Some("Let op:"),
        VoorstelUitkomst::Toewijzen => None,
    }
}

/// `van`, `aan`; both are seen from the gemeente, so the page of an aanbieder turns it.
pub(crate) fn vanaan(richting: Richting, van_gemeente_gezien: bool) -> &'static str {
    if (richting == Richting::In) == van_gemeente_gezien {
        "van"
    } else {
        "aan"
    }
}

/// Where a link between messages goes.
#[askama::filter_fn]
pub(crate) fn verbandpad(verband: &Verband, _: &dyn Values) -> Result<String> {
    Ok(match verband {
        Verband::Bericht { id, .. } => format!("/berichten/{id}"),
        Verband::Dossier { id, .. } => format!("/jeugdigen/{id}"),
        Verband::Verzoek { id, .. } => format!("/verzoeken/{id}"),
    })
}

/// The text of that link.
#[askama::filter_fn]
pub(crate) fn verbandtekst(verband: &Verband, _: &dyn Values) -> Result<String> {
    Ok(match verband {
        Verband::Bericht { tekst, .. } | Verband::Dossier { tekst, .. } | Verband::Verzoek { tekst, .. } => {
            tekst.clone()
        }
    })
}
