//! One request for change with everything the judgement needs: the request, the child, and its help at this aanbieder.

use crate::{DienstFout, Huis};
use houvast_opslag::{
    Jeugdige, Lees, Toewijzing, WijzigKanaal, WijzigProduct, WijzigSoort, WijzigStatus, Wijziging,
    Wijzigverzoek,
};
use jiff::civil::Date;
use uuid::Uuid;

/// See the module.
#[derive(Clone, Debug)]
pub(crate) struct Zaak {
    /// What people registered; with `versie` 0 while nobody did.
    pub(crate) wijziging: Wijziging,
    /// The JW317, when it came by message.
    pub(crate) verzoek: Option<Wijzigverzoek>,
    /// What is asked about each product.
    pub(crate) producten: Vec<WijzigProduct>,
    pub(crate) kind: Jeugdige,
    /// All help of the child at this aanbieder, ended help too.
    pub(crate) toewijzingen: Vec<Toewijzing>,
}

impl Zaak {
    /// Waits for its real answer.
    pub(crate) fn open(&self) -> bool {
        match &self.verzoek {
            Some(verzoek) => verzoek.afgehandeld_op.is_none(),
            None => self.wijziging.beslist_op.is_none(),
        }
    }

    /// Answered with 'in onderzoek'.
    pub(crate) fn in_onderzoek(&self) -> bool {
        match &self.verzoek {
            Some(verzoek) => verzoek.status == WijzigStatus::InOnderzoek,
            None => self.wijziging.onderzoek_voor.is_some(),
        }
    }

    /// Last day to answer.
    pub(crate) fn uiterlijk(&self) -> Date {
        let onderzoek = match &self.verzoek {
            Some(verzoek) => verzoek.onderzoek_voor,
            None => self.wijziging.onderzoek_voor,
        };
        onderzoek.unwrap_or(self.wijziging.antwoord_voor)
    }

    /// Changes when the request or what is known of it does.
    pub(crate) fn versie(&self) -> i64 {
        self.wijziging.versie + self.verzoek.as_ref().map_or(0, |v| v.versie)
    }

    /// The toewijzing with this number.
    pub(crate) fn toewijzing(&self, nummer: Option<i64>) -> Option<&Toewijzing> {
        self.toewijzingen.iter().find(|t| Some(t.nummer) == nummer)
    }

    /// What should change, with the toewijzing it is about.
    pub(crate) fn te_wijzigen(&self) -> impl Iterator<Item = (&WijzigProduct, &Toewijzing)> {
        self.producten
            .iter()
            .filter(|p| p.soort == WijzigSoort::TeWijzigen)
            .filter_map(|p| Some((p, self.toewijzing(p.toewijzing)?)))
    }

    /// What the protocol judges: what should change, or else the help beside which something new is asked.
    pub(crate) fn getoetst(&self) -> Vec<&Toewijzing> {
        let anders: Vec<&Toewijzing> = self.te_wijzigen().map(|(_, t)| t).collect();
        if !anders.is_empty() {
            return anders;
        }
        self.producten
            .iter()
            .filter_map(|p| self.toewijzing(p.toewijzing))
            .min_by_key(|t| t.einddatum.unwrap_or(Date::MAX))
            .into_iter()
            .collect()
    }
}

/// The request, when it exists for this asker.
pub(crate) async fn zoek(huis: &Huis, lees: &mut Lees, id: Uuid) -> Result<Option<Zaak>, DienstFout> {
    // A work list knows the message that brought a request.
    let verzoek = match lees.wijzigverzoek(id).await? {
        None => lees.wijzigverzoek_van_bericht(id).await?,
        gevonden => gevonden,
    };
    let id = verzoek.as_ref().map_or(id, |v| v.id);
    let wijziging = match (lees.wijziging(id).await?, &verzoek) {
        (Some(wijziging), _) => wijziging,
        (None, Some(verzoek)) => nieuw(huis, verzoek),
        (None, None) => return Ok(None),
    };
    let Some(kind) = lees.jeugdige(wijziging.jeugdige).await? else {
        return Ok(None);
    };
    let mut toewijzingen = lees.toewijzingen_van(kind.id).await?;
    toewijzingen.retain(|t| t.aanbieder == wijziging.aanbieder && t.houder == wijziging.houder);
    let producten = match &verzoek {
        Some(verzoek) => lees.wijzig_producten(&[verzoek.id]).await?,
        None => per_mail(&wijziging, &toewijzingen),
    };
    Ok(Some(Zaak {
        wijziging,
        verzoek,
        producten,
        kind,
        toewijzingen,
    }))
}

/// A JW317 of which nobody registered anything yet.
fn nieuw(huis: &Huis, v: &Wijzigverzoek) -> Wijziging {
    Wijziging {
        houder: v.houder.clone(),
        id: v.id,
        jeugdige: v.jeugdige,
        aanbieder: v.aanbieder,
        kanaal: WijzigKanaal::Bericht,
        wijzigverzoek: Some(v.id),
        ontvangen: huis.tijd.dag_van(v.ontvangen_op),
        antwoord_voor: v.antwoord_voor,
        onderzoek_voor: None,
        toewijzing: None,
        budget: None,
        einddatum: None,
        feiten: None,
        besluit: None,
        uitkomst: None,
        toelichting: None,
        beslist_door: None,
        beslist_op: None,
        bericht: None,
        taak_klaar_op: None,
        versie: 0,
    }
}

/// A request by mail in the shape of a message: the same toewijzing with another budget or another last day.
fn per_mail(w: &Wijziging, toewijzingen: &[Toewijzing]) -> Vec<WijzigProduct> {
    let Some(t) = toewijzingen.iter().find(|t| Some(t.nummer) == w.toewijzing) else {
        return Vec::new();
    };
    vec![WijzigProduct {
        houder: w.houder.clone(),
        id: w.id,
        wijzigverzoek: w.id,
        aanbieder: w.aanbieder,
        volgnummer: 1,
        soort: WijzigSoort::TeWijzigen,
        toewijzing: Some(t.nummer),
        categorie: t.categorie.clone(),
        code: t.code.clone(),
        ingangsdatum: Some(t.ingangsdatum),
        einddatum: w.einddatum.or(t.einddatum),
        volume: t.volume,
        eenheid: t.eenheid.clone(),
        frequentie: t.frequentie.clone(),
        budget: w.budget.or(t.budget),
    }]
}
