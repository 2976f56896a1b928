//! A JW305 or JW307: judged and answered at once, and what it reports is stored as it arrived (OP295).

use super::verwerken::Zaak;
use super::verwerkt::Gedaan;
use crate::{DienstFout, gebeurtenis, signaal, verwijzing};
use houvast_begrip::Bsn;
use houvast_ijw::Bericht;
use houvast_ijw::berichten::basis::Product;
use houvast_opslag::{LeveringRij, LeveringSoort, Tx};
use jiff::civil::Date;
use uuid::Uuid;

/// Everything that follows from one JW305 or JW307.
pub(crate) async fn melding(zaak: &Zaak<'_>, tx: &mut Tx, bericht: &Bericht) -> Result<Gedaan, DienstFout> {
    let (bsn, meldingen) = match bericht {
        Bericht::Jw305(b) => (&b.client.bsn, starts(b)),
        Bericht::Jw307(b) => (&b.client.bsn, stops(b)),
        _ => return Err(DienstFout::Ongeldig("geen JW305 of JW307")),
    };
    let oordeel = zaak.oordeel(tx, bericht).await?;
    let kind = zaak.kind(tx, bsn).await?.map(|k| k.id);
    zaak.leg_vast(tx, bericht, &oordeel, kind, None).await?;
    zaak.antwoord(tx, bericht, &oordeel, kind).await?;
    if !oordeel.is_schoon() {
        if let Some(kind) = kind {
            gebeurtenis::bericht_afgekeurd(zaak, tx, bericht, kind).await?;
        }
        return Ok(Gedaan::over(kind));
    }
    let bsn = Bsn::nieuw(bsn).map_err(|_| DienstFout::Gegevens("bsn"))?;
    let eerder = tx.leveringen(&zaak.houder(), zaak.aanbieder, &bsn).await?;
    let laatste = eerder.last().map_or(0, |rij| rij.volgnummer);
    let rijen: Vec<LeveringRij> = meldingen
        .into_iter()
        .zip(laatste + 1..)
        .map(|(melding, volgnummer)| melding.rij(zaak, bsn, kind, volgnummer))
        .collect();
    tx.leg_leveringen_vast(&rijen).await?;
    let nummers: Vec<i64> = rijen.iter().filter_map(|rij| rij.toewijzing).collect();
    signaal::vraag(zaak.huis, tx, &zaak.houder(), &nummers).await?;
    verwijzing::keten::gestart(zaak, tx, &bsn, kind, &rijen).await?;
    if let Some(kind) = kind {
        gebeurtenis::leveringen(zaak, tx, kind, &rijen).await?;
    }
    Ok(Gedaan::over(kind))
}

/// A StartProduct or StopProduct as the message has it.
struct Melding<'a> {
    soort: LeveringSoort,
    verwijderen: bool,
    toewijzing: Option<u32>,
    toewijzing_ingangsdatum: Option<Date>,
    product: Option<&'a Product>,
    begindatum: Date,
    einddatum: Option<Date>,
    reden: Option<&'static str>,
}

/// StatusAanlevering: delete an earlier delivery with the same key.
const VERWIJDEREN: &str = "3";

fn starts(b: &houvast_ijw::berichten::jw305::Bericht) -> Vec<Melding<'_>> {
    let producten = &b.client.start_producten.start_product;
    let melding = |p| -> Melding<'_> {
        let p: &houvast_ijw::berichten::jw305::StartProduct = p;
        Melding {
            soort: LeveringSoort::Start,
            verwijderen: p.status_aanlevering.as_str() == VERWIJDEREN,
            toewijzing: p.toewijzing_nummer,
            toewijzing_ingangsdatum: p.toewijzing_ingangsdatum,
            product: p.product.as_ref(),
            begindatum: p.begindatum,
            einddatum: None,
            reden: None,
        }
    };
    producten.iter().map(melding).collect()
}

fn stops(b: &houvast_ijw::berichten::jw307::Bericht) -> Vec<Melding<'_>> {
    let producten = &b.client.stop_producten.stop_product;
    let melding = |p| -> Melding<'_> {
        let p: &houvast_ijw::berichten::jw307::StopProduct = p;
        Melding {
            soort: LeveringSoort::Stop,
            verwijderen: p.status_aanlevering.as_str() == VERWIJDEREN,
            toewijzing: p.toewijzing_nummer,
            toewijzing_ingangsdatum: p.toewijzing_ingangsdatum,
            product: p.product.as_ref(),
            begindatum: p.begindatum,
            einddatum: Some(p.einddatum),
            reden: Some(p.reden_beeindiging.as_str()),
        }
    };
    producten.iter().map(melding).collect()
}

impl Melding<'_> {
    fn rij(&self, zaak: &Zaak<'_>, bsn: Bsn, jeugdige: Option<Uuid>, volgnummer: i64) -> LeveringRij {
        LeveringRij {
            houder: zaak.houder(),
            id: zaak.huis.tijd.id(),
            bericht: zaak.aankomst.id,
            volgnummer,
            jeugdige,
            aanbieder: zaak.aanbieder,
            bsn,
            soort: self.soort,
            verwijderen: self.verwijderen,
            toewijzing: self.toewijzing.map(i64::from),
            toewijzing_ingangsdatum: self.toewijzing_ingangsdatum,
            categorie: self.product.map(|p| p.categorie.as_str().to_owned()),
            code: self
                .product
                .and_then(|p| p.code.as_ref())
                .map(ToString::to_string),
            begindatum: self.begindatum,
            einddatum: self.einddatum,
            reden: self.reden.map(str::to_owned),
            op: zaak.aankomst.aangekomen_op,
        }
    }
}
