//! A good declaratie for the tests, to be spoilt in one place.

pub(crate) use super::uit_bevindingen::getekend;
use super::{DeclaratieEerder, EerderDebet, EerdereDeclaraties, OpenDebet, Toewijzing, Uitslag, keur};
use crate::Tekst;
use crate::berichten::basis::{
    BedragMetDC, BerichtIdentificatie, GeslotenPeriode, Omvang, Referentie, TotaalBedragMetDC, XsdVersie,
};
use crate::berichten::codes::{DebetCredit, Eenheid, Frequentie};
use crate::berichten::jw323::{Bericht, Client, Clienten, Declaratie, Header, Prestatie, Prestaties};
use crate::regels::Bron;
use jiff::civil::{Date, date};

/// The day on which the tests judge.
pub(crate) const PEILDATUM: Date = date(2026, 6, 9);
pub(crate) const BSN: &str = "999900006";
pub(crate) const ANDER_BSN: &str = "999996770";

/// 5 hours of 80 euro in May 2026 on toewijzing 1.
pub(crate) fn prestatie() -> Prestatie {
    Prestatie {
        product_referentie: Referentie {
            referentie_nummer: "P-1".into(),
            vorig_referentie_nummer: None,
        },
        toewijzing_nummer: 1,
        product_categorie: "45".try_into().unwrap(),
        product_code: "45A48".into(),
        product_periode: maand(2026, 5),
        geleverd_volume: 5,
        eenheid: Eenheid::Uur,
        product_tarief: Some(8_000),
        ingediend_bedrag: BedragMetDC {
            bedrag: 40_000,
            debet_credit: DebetCredit::Debet,
        },
    }
}

pub(crate) fn maand(jaar: i16, maand: i8) -> GeslotenPeriode {
    let begindatum = date(jaar, maand, 1);
    GeslotenPeriode {
        begindatum,
        einddatum: begindatum.last_of_month(),
    }
}

/// The toewijzing of that line: 10 hours a month in all of 2026.
pub(crate) fn toewijzing() -> Toewijzing {
    Toewijzing {
        bsn: BSN.into(),
        categorie: Some("45".try_into().unwrap()),
        code: Some("45A48".into()),
        ingangsdatum: date(2026, 1, 1),
        einddatum: Some(date(2026, 12, 31)),
        omvang: Some(Omvang {
            volume: 10,
            eenheid: Eenheid::Uur,
            frequentie: Frequentie::PerMaand,
        }),
        budget: None,
        verwijderd: false,
        debetten: vec![],
    }
}

/// A declaratie over May 2026 with what is known, all in one.
#[derive(Clone)]
pub(crate) struct Proef {
    pub(crate) bericht: Bericht,
    pub(crate) eerder: EerdereDeclaraties,
    pub(crate) feiten: DeclaratieEerder,
    pub(crate) bron: Bron,
}

pub(crate) fn proef() -> Proef {
    let versie = XsdVersie {
        basisschema_xsd_versie: "1.0.0".into(),
        bericht_xsd_versie: "1.0.0".into(),
    };
    let bericht = Bericht {
        header: Header {
            afzender: "12345678".into(),
            ontvanger: "0193".into(),
            bericht_identificatie: BerichtIdentificatie {
                identificatie: "B-1".into(),
                dagtekening: date(2026, 6, 4),
            },
            xsd_versie: versie,
        },
        declaratie: Declaratie {
            declaratie_nummer: "D1".into(),
            declaratie_periode: maand(2026, 5),
            declaratie_dagtekening: date(2026, 6, 4),
            totaal_ingediend_bedrag: TotaalBedragMetDC {
                totaal_bedrag: 40_000,
                debet_credit: DebetCredit::Debet,
            },
            clienten: Clienten {
                client: vec![client(BSN, vec![prestatie()])],
            },
        },
    };
    Proef {
        bericht,
        eerder: EerdereDeclaraties::default(),
        feiten: DeclaratieEerder {
            clienten: [BSN.into(), ANDER_BSN.into()].into(),
            toewijzingen: [(1, toewijzing())].into(),
            ..DeclaratieEerder::default()
        },
        bron: Bron::op(PEILDATUM),
    }
}

pub(crate) fn client(bsn: &str, prestatie: Vec<Prestatie>) -> Client {
    Client {
        bsn: bsn.into(),
        prestaties: Prestaties { prestatie },
    }
}

impl Proef {
    pub(crate) fn regels(&mut self) -> &mut Vec<Prestatie> {
        &mut self.bericht.declaratie.clienten.client[0].prestaties.prestatie
    }

    pub(crate) fn regel(&mut self) -> &mut Prestatie {
        &mut self.regels()[0]
    }

    pub(crate) fn toewijzing(&mut self) -> &mut Toewijzing {
        self.feiten.toewijzingen.get_mut(&1).unwrap()
    }

    /// This debit was granted before.
    pub(crate) fn eerder_toegekend(&mut self, prestatie: &Prestatie) {
        let debet = EerderDebet {
            bsn: self.feiten.toewijzingen[&prestatie.toewijzing_nummer].bsn.clone(),
            prestatie: prestatie.clone(),
            gecrediteerd: false,
        };
        let referentie = prestatie.product_referentie.referentie_nummer.clone();
        self.feiten.debetten.insert(referentie, debet);
        let toewijzing = self
            .feiten
            .toewijzingen
            .get_mut(&prestatie.toewijzing_nummer)
            .unwrap();
        toewijzing.debetten.push(OpenDebet::van(prestatie));
    }

    /// Makes TotaalIngediendBedrag the sum of the lines, as level 2 asks.
    pub(crate) fn tel_op(&mut self) {
        let clienten = self.bericht.declaratie.clienten.client.iter();
        let som: i64 = clienten
            .flat_map(|client| &client.prestaties.prestatie)
            .map(getekend)
            .sum();
        self.bericht.declaratie.totaal_ingediend_bedrag = TotaalBedragMetDC {
            totaal_bedrag: som.unsigned_abs(),
            debet_credit: if som < 0 {
                DebetCredit::Credit
            } else {
                DebetCredit::Debet
            },
        };
    }

    pub(crate) fn keur(&self) -> Uitslag {
        keur(&self.bericht, &self.eerder, &self.bron, |_| self.feiten.clone())
    }

    /// Expects exactly these findings: rule, code, and path below `Declaratie/Clienten/Client[1]/Prestaties/`.
    pub(crate) fn meldt(&self, verwacht: &[(&str, &str, &str)]) {
        let uitslag = self.keur();
        let gevonden: Vec<_> = uitslag
            .bevindingen
            .iter()
            .map(|bevinding| {
                let pad = bevinding.pad.as_str();
                let kort = pad
                    .strip_prefix("Declaratie/Clienten/Client[1]/Prestaties/")
                    .unwrap_or(pad);
                (
                    &*bevinding.regel,
                    bevinding.retourcode.as_deref().unwrap_or(""),
                    kort,
                )
            })
            .collect();
        assert_eq!(gevonden, verwacht);
        for bevinding in &uitslag.bevindingen {
            assert!(bevinding.tekst.ends_with('.'), "{}", bevinding.tekst);
            assert!(!bevinding.tekst.contains(BSN) && !bevinding.pad.contains(BSN));
        }
        assert_eq!(uitslag.geheel_toegekend(), verwacht.is_empty());
    }

    /// Expects these codes for each line of the first client; none is granted.
    pub(crate) fn geeft(&self, verwacht: &[&[&str]]) {
        let uitslag = self.keur();
        let regels = self.bericht.declaratie.clienten.client[0]
            .prestaties
            .prestatie
            .len();
        let codes: Vec<Vec<&str>> = (0..u32::try_from(regels).unwrap())
            .map(|i| {
                let codes = uitslag.afgewezen(0, i).map(|afgewezen| &afgewezen.codes);
                codes.into_iter().flatten().map(|code| code.as_str()).collect()
            })
            .collect();
        assert_eq!(codes, verwacht);
    }
}

/// The credit of this debit.
pub(crate) fn credit_van(debet: &Prestatie, referentie: &str) -> Prestatie {
    let mut credit = debet.clone();
    credit.product_referentie = Referentie {
        referentie_nummer: referentie.into(),
        vorig_referentie_nummer: Some(debet.product_referentie.referentie_nummer.clone()),
    };
    credit.ingediend_bedrag.debet_credit = DebetCredit::Credit;
    credit
}

/// The same line with another ReferentieNummer.
pub(crate) fn met_referentie(prestatie: &Prestatie, referentie: &str) -> Prestatie {
    let mut ander = prestatie.clone();
    ander.product_referentie.referentie_nummer = Tekst::from(referentie);
    ander
}
