//! What to do with a stored signal, given what should be shown. Pure, so that "never twice" is one table.

use crate::DienstFout;
use crate::verzoek::naar_json;
use houvast_begrip::{AgbCode, Houder, datum};
use houvast_beslis::signaal::{SignaalVoorstel, Signaalsoort};
use houvast_opslag::{Signaal, SignaalSom, SignaalSoort, Toewijzing};
use jiff::Timestamp;
use uuid::Uuid;

/// What a signal is about and whom it concerns.
#[derive(Clone, Debug)]
pub(crate) struct Plek {
    pub(crate) houder: Houder,
    pub(crate) onderwerp: Uuid,
    pub(crate) aanbieder: Option<AgbCode>,
    pub(crate) jeugdige: Option<Uuid>,
}

impl Plek {
    /// A toewijzing.
    pub(crate) fn van(t: &Toewijzing) -> Self {
        Self {
            houder: t.houder.clone(),
            onderwerp: t.id,
            aanbieder: Some(t.aanbieder),
            jeugdige: Some(t.jeugdige),
        }
    }

    pub(super) fn signaal(
        &self,
        id: Uuid,
        soort: SignaalSoort,
        voorstel: &SignaalVoorstel,
        nu: Timestamp,
    ) -> Signaal {
        Signaal {
            houder: self.houder.clone(),
            id,
            soort,
            onderwerp: self.onderwerp,
            aanbieder: self.aanbieder,
            jeugdige: self.jeugdige,
            vanaf: voorstel.vanaf,
            uiterlijk: voorstel.uiterlijk,
            gemaakt_op: nu,
            klaar_op: None,
            versie: 1,
        }
    }

    pub(super) fn som(
        &self,
        id: Uuid,
        voorstel: &SignaalVoorstel,
        nu: Timestamp,
    ) -> Result<SignaalSom, DienstFout> {
        Ok(SignaalSom {
            houder: self.houder.clone(),
            signaal: id,
            aanleiding: aanleiding(voorstel),
            samenvatting: samenvatting(voorstel),
            gronden: naar_json(&voorstel.gronden, "gronden")?,
            berekend_op: nu,
            afgedaan_door: None,
            afgedaan_reden: None,
            versie: 1,
        })
    }
}

/// What makes it another signal: its anchor, and for a budget its ceiling. That a forecast moves a week does not.
fn aanleiding(voorstel: &SignaalVoorstel) -> String {
    let plafond = match voorstel.soort {
        Signaalsoort::BudgetRaaktOp => voorstel
            .gronden
            .first()
            .and_then(|g| g.feiten.first())
            .map_or("", |(_, waarde)| waarde.as_str()),
        _ => "",
    };
    format!("{} {plafond}", voorstel.anker).trim_end().to_owned()
}

/// A few words for a list; the sentences and the sum are on its page.
fn samenvatting(voorstel: &SignaalVoorstel) -> String {
    let dag = datum::lang(voorstel.dag);
    match voorstel.soort {
        Signaalsoort::BudgetRaaktOp => format!("Op dit tempo is het op {dag} op"),
        Signaalsoort::EinddatumNadert => format!("Eindigt op {dag}"),
        Signaalsoort::SlaatNietAan => format!("Tot {dag} is dat een reden om te wijzigen"),
        Signaalsoort::Toetsing => format!("De toetsing is uiterlijk {dag} klaar"),
        Signaalsoort::Evaluatie => format!("Met de jeugdige, uiterlijk {dag}"),
        Signaalsoort::Herijking => format!("Uiterlijk {dag}"),
    }
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stap<'a> {
    Niets,
    /// Store it, open.
    Zet(&'a SignaalVoorstel),
    /// It is open and should not be.
    Vervalt,
}

/// A signal that somebody settled stays settled until what it rests on changes. One that passed by itself may come back.
pub(super) fn stap<'a>(
    voorstel: Option<&'a SignaalVoorstel>,
    was: Option<&Signaal>,
    som: Option<&SignaalSom>,
) -> Stap<'a> {
    match (voorstel, was) {
        (None, Some(was)) if was.klaar_op.is_none() => Stap::Vervalt,
        (None, _) => Stap::Niets,
        (Some(nieuw), None) => Stap::Zet(nieuw),
        (Some(nieuw), Some(was)) => {
            let zelfde = som.is_some_and(|s| s.aanleiding == aanleiding(nieuw));
            let afgedaan = was.klaar_op.is_some() && som.is_some_and(|s| s.afgedaan_door.is_some());
            let gelijk = was.klaar_op.is_none()
                && zelfde
                && (was.vanaf, was.uiterlijk) == (nieuw.vanaf, nieuw.uiterlijk)
                && som.is_some_and(|s| s.samenvatting == samenvatting(nieuw));
            if gelijk || (afgedaan && zelfde) {
                Stap::Niets
            } else {
                Stap::Zet(nieuw)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use houvast_begrip::GemeenteCode;
    use houvast_beslis::signaal::SignaalGrond;
    use jiff::civil::{Date, date};

    fn voorstel(soort: Signaalsoort, anker: Date, dag: Date, plafond: &str) -> SignaalVoorstel {
        SignaalVoorstel {
            soort,
            anker,
            dag,
            vanaf: dag,
            uiterlijk: Some(dag),
            gronden: vec![SignaalGrond {
                artikelen: Vec::new(),
                uitleg: format!("op {dag}"),
                feiten: vec![("Budget".to_owned(), plafond.to_owned())],
                som: String::new(),
            }],
        }
    }

    fn plek() -> Plek {
        Plek {
            houder: GemeenteCode::nieuw("0193").unwrap().into(),
            onderwerp: Uuid::from_u128(1),
            aanbieder: None,
            jeugdige: None,
        }
    }

    fn bewaard(v: &SignaalVoorstel) -> (Signaal, SignaalSom) {
        let nu = Timestamp::UNIX_EPOCH;
        let id = Uuid::from_u128(2);
        (
            plek().signaal(id, super::super::soort(v.soort).unwrap(), v, nu),
            plek().som(id, v, nu).unwrap(),
        )
    }

    #[test]
    fn een_nieuw_signaal_wordt_gezet_en_hetzelfde_nog_eens_doet_niets() {
        let v = voorstel(
            Signaalsoort::EinddatumNadert,
            date(2026, 6, 1),
            date(2026, 4, 6),
            "",
        );
        assert_eq!(stap(Some(&v), None, None), Stap::Zet(&v));
        let (was, som) = bewaard(&v);
        assert_eq!(was.soort, SignaalSoort::EindeNadert);
        assert_eq!(stap(Some(&v), Some(&was), Some(&som)), Stap::Niets);
        assert_eq!(stap(None, Some(&was), Some(&som)), Stap::Vervalt);
        assert_eq!(stap(None, None, None), Stap::Niets);
    }

    #[test]
    fn een_verwachting_die_schuift_blijft_hetzelfde_signaal_op_een_andere_dag() {
        let oud = voorstel(
            Signaalsoort::BudgetRaaktOp,
            date(2026, 1, 1),
            date(2026, 4, 6),
            "3.000",
        );
        let nieuw = voorstel(
            Signaalsoort::BudgetRaaktOp,
            date(2026, 1, 1),
            date(2026, 4, 13),
            "3.000",
        );
        let (was, som) = bewaard(&oud);
        assert_eq!(stap(Some(&nieuw), Some(&was), Some(&som)), Stap::Zet(&nieuw));
    }

    #[test]
    fn wat_iemand_afdeed_komt_niet_terug_ook_niet_als_de_dag_schuift() {
        let v = voorstel(
            Signaalsoort::BudgetRaaktOp,
            date(2026, 1, 1),
            date(2026, 4, 6),
            "3.000",
        );
        let (mut was, mut som) = bewaard(&v);
        was.klaar_op = Some(Timestamp::UNIX_EPOCH);
        som.afgedaan_door = Some(Uuid::from_u128(9));
        let later = voorstel(
            Signaalsoort::BudgetRaaktOp,
            date(2026, 1, 1),
            date(2026, 5, 4),
            "3.000",
        );
        assert_eq!(stap(Some(&later), Some(&was), Some(&som)), Stap::Niets);
        assert_eq!(stap(None, Some(&was), Some(&som)), Stap::Niets);
        let ander_plafond = voorstel(
            Signaalsoort::BudgetRaaktOp,
            date(2026, 1, 1),
            date(2026, 9, 7),
            "8.000",
        );
        assert_eq!(
            stap(Some(&ander_plafond), Some(&was), Some(&som)),
            Stap::Zet(&ander_plafond),
            "een hoger budget is een nieuwe aanleiding"
        );
        let volgend = voorstel(
            Signaalsoort::BudgetRaaktOp,
            date(2027, 1, 1),
            date(2027, 4, 5),
            "3.000",
        );
        assert_eq!(stap(Some(&volgend), Some(&was), Some(&som)), Stap::Zet(&volgend));
    }

    #[test]
    fn wat_vanzelf_verviel_mag_terugkomen() {
        let v = voorstel(
            Signaalsoort::BudgetRaaktOp,
            date(2026, 1, 1),
            date(2026, 4, 6),
            "3.000",
        );
        let (mut was, som) = bewaard(&v);
        was.klaar_op = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(stap(Some(&v), Some(&was), Some(&som)), Stap::Zet(&v));
    }
}
