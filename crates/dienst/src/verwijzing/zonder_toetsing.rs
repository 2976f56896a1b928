//! Help that began before a toetsing was registered (R-126, eis 76), as the message and the file say it. It stops nothing.

use crate::{DienstFout, Huis};
use houvast_begrip::datum;
use houvast_opslag::{Bericht, Lees, LeveringSoort, Signaal, SignaalSoort};
use std::collections::BTreeMap;
use uuid::Uuid;

/// For each of these toewijzingen that was, or still is, without a toetsing: a few words for its row.
pub(crate) async fn van(
    huis: &Huis,
    lees: &mut Lees,
    toewijzingen: &[Uuid],
) -> Result<BTreeMap<Uuid, String>, DienstFout> {
    let signalen = signalen(lees, toewijzingen).await?;
    Ok(signalen.iter().map(|s| (s.onderwerp, kort(huis, s))).collect())
}

async fn signalen(lees: &mut Lees, toewijzingen: &[Uuid]) -> Result<Vec<Signaal>, DienstFout> {
    Ok(lees
        .signalen_over(toewijzingen, &[SignaalSoort::ToetsingOntbreekt])
        .await?)
}

/// The same for the starts that a JW305 brought.
pub(crate) async fn bij_bericht(
    huis: &Huis,
    lees: &mut Lees,
    bericht: &Bericht,
) -> Result<Vec<String>, DienstFout> {
    let (Some("JW305"), Some(kind)) = (bericht.soort.as_deref(), bericht.jeugdige) else {
        return Ok(Vec::new());
    };
    let gestart: Vec<(Option<i64>, _)> = lees
        .leveringen_van(kind)
        .await?
        .iter()
        .filter(|l| l.bericht == bericht.id && l.soort == LeveringSoort::Start && !l.verwijderen)
        .map(|l| (l.toewijzing, l.aanbieder))
        .collect();
    let hulp = lees.hulp_van(&[kind], None).await?;
    let hier: Vec<_> = hulp
        .iter()
        .filter(|h| gestart.contains(&(Some(h.nummer), h.aanbieder)))
        .collect();
    let ids: Vec<Uuid> = hier.iter().map(|h| h.id).collect();
    let signalen = signalen(lees, &ids).await?;
    Ok(hier
        .iter()
        .filter_map(|h| {
            let signaal = signalen.iter().find(|s| s.onderwerp == h.id)?;
            Some(format!("Toewijzing {}: {}", h.nummer, zin(huis, signaal)))
        })
        .collect())
}

fn kort(huis: &Huis, signaal: &Signaal) -> String {
    match signaal.klaar_op {
        None => "geen toetsing vastgelegd voor de start (eis 76)".to_owned(),
        Some(op) => format!(
            "toetsing pas op {} vastgelegd, na de start (eis 76)",
            datum::kort(huis.tijd.dag_van(op))
        ),
    }
}

fn zin(huis: &Huis, signaal: &Signaal) -> String {
    match signaal.klaar_op {
        None => "de hulp begon zonder dat een toetsing is vastgelegd. De start telt; de aanbieder legt de toetsing \
                 alsnog vast (eis 76)."
            .to_owned(),
        Some(op) => format!(
            "de hulp begon zonder dat een toetsing was vastgelegd. Dat is op {} alsnog gedaan (eis 76).",
            datum::kort(huis.tijd.dag_van(op))
        ),
    }
}
