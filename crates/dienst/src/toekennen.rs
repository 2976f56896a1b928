//! Every JW301 of this program is made here: number, row, who has gezag, all current toewijzingen at this aanbieder (OP087),
//! the check on our own message, and the term of its retourbericht.

use crate::bericht::maken::{self, Kop, Regel};
use crate::bericht::verzenden::{self, Uitgaand};
use crate::{DienstFout, Huis, termijnen};
use houvast_begrip::{AgbCode, GemeenteCode};
use houvast_beslis::Toekenning;
use houvast_opslag::{Jeugdige, Relatie, Toewijzing, ToewijzingStatus, Tx};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use uuid::Uuid;

const GEHEIM: &str =
    "Het adres is geheim. Vul eerst een telefoonnummer in: daarmee kan de toewijzing uit zonder adres.";

/// Highest ToewijzingNummer: nine digits.
const HOOGSTE: u32 = 999_999_999;

/// Who gets a JW301 about whom.
pub(crate) struct Post<'a> {
    pub(crate) huis: &'a Huis,
    pub(crate) kind: &'a Jeugdige,
    pub(crate) aanbieder: AgbCode,
    /// The message it answers; `None` when nobody asked by message.
    pub(crate) hoort_bij: Option<Uuid>,
    /// The aanbieder said that it knows who has gezag: then the message does not repeat it.
    pub(crate) gezag_bekend: bool,
    pub(crate) nu: Timestamp,
}

/// One grant.
pub(crate) struct Toegekend<'a> {
    pub(crate) toekenning: &'a Toekenning,
    /// The requested product it answers, with the reference of the aanbieder.
    pub(crate) gevraagd: Option<(Uuid, String)>,
    /// As the regioprofiel names it.
    pub(crate) perceel: Option<String>,
}

impl Post<'_> {
    fn gemeente(&self) -> Result<GemeenteCode, DienstFout> {
        self.kind.houder.gemeente().ok_or(DienstFout::Gegevens("houder"))
    }

    /// Day and time of a toewijzing that is made now; a message has whole seconds.
    pub(crate) fn moment(&self) -> (Date, Time) {
        let nu = self.huis.tijd.plaatselijk(self.nu);
        let heel = nu.time().with().subsec_nanosecond(0).build();
        (nu.date(), heel.unwrap_or(nu.time()))
    }

    /// Grants: stores the toewijzingen and sends the JW301 with them. The caller holds the lock on judging (OP087: nobody adds
    /// one meanwhile). Gives the message and the rows, in the order of `toegekend`.
    pub(crate) async fn ken_toe(
        &self,
        tx: &mut Tx,
        toegekend: Vec<Toegekend<'_>>,
    ) -> Result<(Uuid, Vec<Toewijzing>), DienstFout> {
        let houder = &self.kind.houder;
        let mut nieuw = Vec::with_capacity(toegekend.len());
        for een in toegekend {
            let nummer = tx.volgend_nummer(houder, "toewijzing", HOOGSTE.into()).await?;
            nieuw.push(self.rij(een, nummer));
        }
        let lopend = tx
            .actuele_toewijzingen(houder, self.kind.id, self.aanbieder, self.moment().0)
            .await?;
        let regels: Vec<Regel<'_>> = lopend
            .iter()
            .map(|toewijzing| Regel {
                toewijzing,
                referentie: None,
            })
            .chain(nieuw.iter().map(|toewijzing| Regel {
                toewijzing,
                referentie: toewijzing.referentie.as_deref(),
            }))
            .collect();
        let overlap = "Deze toewijzing overlapt met lopende hulp van dezelfde soort bij deze aanbieder.";
        let bericht = self.verstuur(tx, &regels, overlap).await?;
        for toewijzing in &mut nieuw {
            toewijzing.bericht = Some(bericht);
        }
        tx.leg_toewijzingen_vast(&nieuw).await?;
        Ok((bericht, nieuw))
    }

    /// Sends a JW301 with these lines; `overlap` is what a person reads when the lines do not go together.
    pub(crate) async fn verstuur(
        &self,
        tx: &mut Tx,
        regels: &[Regel<'_>],
        overlap: &'static str,
    ) -> Result<Uuid, DienstFout> {
        let gemeente = self.gemeente()?;
        let gezag: Vec<Relatie> = if self.gezag_bekend {
            Vec::new()
        } else {
            let mut relaties = tx.relaties(self.kind.id).await?;
            relaties.retain(|r| r.gezag);
            relaties
        };
        let identificatie = verzenden::identificatie(tx, gemeente).await?;
        let kop = Kop {
            afzender: gemeente,
            ontvanger: self.aanbieder.als_str(),
            identificatie: &identificatie,
            dagtekening: self.moment().0,
            instellingen: &self.huis.instellingen,
        };
        let bericht = maken::toewijzing(&kop, self.kind, &gezag, regels).ok_or(DienstFout::Ongeldig(
            if self.kind.geheim {
                GEHEIM
            } else {
                "Vul eerst het adres van de jeugdige in: zonder adres kan er geen toewijzing uit."
            },
        ))?;
        // What we send must pass the same checks as what we receive.
        let bevindingen = houvast_ijw::regels::inhoud(&bericht);
        if let Some(eerste) = bevindingen.first() {
            tracing::warn!(regel = %eerste.regel, pad = %eerste.pad, "een JW301 van ons haalt niveau 2 niet");
            return Err(DienstFout::Ongeldig(overlap));
        }
        let (aanbieder, jeugdige) = (Some(self.aanbieder), Some(self.kind.id));
        let uitgaand = Uitgaand {
            aanbieder,
            jeugdige,
            hoort_bij: self.hoort_bij,
        };
        let id = verzenden::verzend(self.huis, tx, gemeente, &bericht, uitgaand, self.nu).await?;
        termijnen::wacht_op_retour(self.huis, tx, gemeente, id, aanbieder, jeugdige, self.nu).await?;
        Ok(id)
    }

    fn rij(&self, een: Toegekend<'_>, nummer: i64) -> Toewijzing {
        let t = een.toekenning;
        let (toewijzingsdatum, toewijzingstijd) = self.moment();
        let (verzoek_product, referentie) = een.gevraagd.unzip();
        Toewijzing {
            houder: self.kind.houder.clone(),
            id: self.huis.tijd.id(),
            nummer,
            jeugdige: self.kind.id,
            aanbieder: self.aanbieder,
            verzoek_product,
            referentie,
            categorie: t.product.as_ref().map(|p| p.categorie.als_str().to_owned()),
            code: t
                .product
                .as_ref()
                .and_then(|p| p.code.as_ref())
                .map(|c| c.als_str().to_owned()),
            toewijzingsdatum,
            toewijzingstijd,
            ingangsdatum: t.periode.begin,
            einddatum: t.periode.eind,
            volume: t.omvang.as_ref().map(|o| o.volume.into()),
            eenheid: t.omvang.as_ref().map(|o| o.eenheid.clone()),
            frequentie: t.omvang.as_ref().map(|o| o.frequentie.clone()),
            budget: t.budget,
            jaarplafond: t.per_jaar.map(|p| p.bedrag),
            commentaar: None,
            reden_wijziging: None,
            soort: t.soort.map(|s| s.label().to_owned()),
            perceel: een.perceel,
            status: ToewijzingStatus::Actief,
            bericht: None,
            gewijzigd_op: self.nu,
            versie: 1,
        }
    }
}
