//! Declarations for the tests: good ones, to be spoilt in one place.

use crate::berichten::{basis, codes, jw323, jw325};
use crate::regels::inhoud;
use crate::{Bericht, Bevinding, Grenzen, schrijf, stroom};
use jiff::civil::{Date, date};
use std::ops::{Deref, DerefMut};

/// The first line of a JW323 and of a JW325.
pub(crate) const LIJN: &str = "Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]";
pub(crate) const LIJN_325: &str = "DeclaratieAntwoord/Clienten/Client[1]/Prestaties/Prestatie[1]";

#[derive(Clone)]
pub(crate) struct Proef323(pub(crate) jw323::Bericht);
#[derive(Clone)]
pub(crate) struct Proef325(pub(crate) jw325::Bericht);

impl Deref for Proef323 {
    type Target = jw323::Bericht;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
impl DerefMut for Proef323 {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}
impl Deref for Proef325 {
    type Target = jw325::Bericht;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
impl DerefMut for Proef325 {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}
impl From<Proef323> for Bericht {
    fn from(b: Proef323) -> Self {
        b.0.into()
    }
}
impl From<Proef325> for Bericht {
    fn from(b: Proef325) -> Self {
        b.0.into()
    }
}

fn identificatie(naam: &str, dagtekening: Date) -> basis::BerichtIdentificatie {
    basis::BerichtIdentificatie {
        identificatie: naam.into(),
        dagtekening,
    }
}

fn xsd_versie() -> basis::XsdVersie {
    basis::XsdVersie {
        basisschema_xsd_versie: "1.0.0".into(),
        bericht_xsd_versie: "1.0.0".into(),
    }
}

fn februari() -> basis::GeslotenPeriode {
    basis::GeslotenPeriode {
        begindatum: date(2026, 2, 1),
        einddatum: date(2026, 2, 28),
    }
}

fn debet() -> codes::DebetCredit {
    "D".try_into().unwrap()
}

fn prestatie(nummer: &str, code: &str) -> jw323::Prestatie {
    jw323::Prestatie {
        product_referentie: basis::Referentie {
            referentie_nummer: nummer.into(),
            vorig_referentie_nummer: None,
        },
        toewijzing_nummer: 1,
        product_categorie: "45".try_into().unwrap(),
        product_code: code.into(),
        product_periode: februari(),
        geleverd_volume: 50,
        eenheid: "01".try_into().unwrap(),
        product_tarief: Some(100),
        ingediend_bedrag: basis::BedragMetDC {
            bedrag: 5_000,
            debet_credit: debet(),
        },
    }
}

/// One client with two debits of 5,000 cents, in February 2026.
pub(crate) fn jw323() -> Proef323 {
    Proef323(jw323::Bericht {
        header: jw323::Header {
            afzender: "12345678".into(),
            ontvanger: "0193".into(),
            bericht_identificatie: identificatie("D-1", date(2026, 3, 2)),
            xsd_versie: xsd_versie(),
        },
        declaratie: jw323::Declaratie {
            declaratie_nummer: "D1".into(),
            declaratie_periode: februari(),
            declaratie_dagtekening: date(2026, 3, 2),
            totaal_ingediend_bedrag: basis::TotaalBedragMetDC {
                totaal_bedrag: 10_000,
                debet_credit: debet(),
            },
            clienten: jw323::Clienten {
                client: vec![jw323::Client {
                    bsn: "999900006".into(),
                    prestaties: jw323::Prestaties {
                        prestatie: vec![prestatie("P-1", "45A48"), prestatie("P-2", "45A04")],
                    },
                }],
            },
        },
    })
}

impl Proef323 {
    pub(crate) fn client(&mut self, client: usize) -> &mut jw323::Client {
        &mut self.0.declaratie.clienten.client[client]
    }

    pub(crate) fn lijn(&mut self, client: usize, lijn: usize) -> &mut jw323::Prestatie {
        &mut self.client(client).prestaties.prestatie[lijn]
    }

    /// The total is that of the lines.
    pub(crate) fn kloppend(&mut self) {
        let clienten = &self.0.declaratie.clienten.client;
        let lijnen = clienten.iter().flat_map(|c| &c.prestaties.prestatie);
        let som: i64 = lijnen
            .map(|p| {
                let bedrag = i64::from(p.ingediend_bedrag.bedrag);
                if p.ingediend_bedrag.debet_credit.as_str() == "C" {
                    -bedrag
                } else {
                    bedrag
                }
            })
            .sum();
        self.0.declaratie.totaal_ingediend_bedrag = basis::TotaalBedragMetDC {
            totaal_bedrag: som.unsigned_abs(),
            debet_credit: if som < 0 { "C" } else { "D" }.try_into().unwrap(),
        };
    }

    /// The amount of both lines of the first client.
    pub(crate) fn zet_bedrag(&mut self, client: usize, bedrag: u32) {
        for lijn in &mut self.client(client).prestaties.prestatie[..2] {
            lijn.ingediend_bedrag.bedrag = bedrag / 2;
        }
        self.lijn(client, 0).ingediend_bedrag.bedrag += bedrag % 2;
    }

    pub(crate) fn zet_lijnperiode(&mut self, client: usize, lijn: usize, begin: Date, eind: Date) {
        self.lijn(client, lijn).product_periode = basis::GeslotenPeriode {
            begindatum: begin,
            einddatum: eind,
        };
    }

    /// The period of the declaration and of both lines.
    pub(crate) fn zet_periode(&mut self, begin: Date, eind: Date) {
        self.0.declaratie.declaratie_periode = basis::GeslotenPeriode {
            begindatum: begin,
            einddatum: eind,
        };
        self.zet_lijnperiode(0, 0, begin, eind);
        self.zet_lijnperiode(0, 1, begin, eind);
    }

    pub(crate) fn gedateerd(mut self, dag: Date) -> Self {
        self.0.header.bericht_identificatie.dagtekening = dag;
        self.0.declaratie.declaratie_dagtekening = dag;
        self
    }

    /// The first line in euros.
    pub(crate) fn in_euro(mut self) -> Self {
        let lijn = self.lijn(0, 0);
        lijn.eenheid = "83".try_into().unwrap();
        lijn.product_tarief = None;
        lijn.geleverd_volume = lijn.ingediend_bedrag.bedrag;
        self
    }

    /// One more line: a credit of 2,500 cents of a line of an earlier message.
    pub(crate) fn met_credit(mut self) -> Self {
        let aantal = self.client(0).prestaties.prestatie.len();
        let mut credit = prestatie(&format!("C-{aantal}"), "45A48");
        credit.product_referentie.vorig_referentie_nummer = Some("OUD".into());
        credit.ingediend_bedrag.debet_credit = "C".try_into().unwrap();
        credit.ingediend_bedrag.bedrag = 2_500;
        self.client(0).prestaties.prestatie.push(credit);
        self.kloppend();
        self
    }

    pub(crate) fn met_tweede_client(mut self) -> Self {
        let tweede = jw323::Client {
            bsn: "999900018".into(),
            prestaties: jw323::Prestaties {
                prestatie: vec![prestatie("Q-1", "45A48")],
            },
        };
        self.0.declaratie.clienten.client.push(tweede);
        self.kloppend();
        self
    }
}

/// One refused line of 5,000 cents, of a declaration of 12,000.
pub(crate) fn jw325() -> Proef325 {
    let code = |code: codes::RetourCode| jw325::RetourCodes {
        retour_code: vec![code],
    };
    let p = prestatie("P-1", "45A48");
    let afgewezen = jw325::Prestatie {
        product_referentie: p.product_referentie,
        toewijzing_nummer: p.toewijzing_nummer,
        product_categorie: p.product_categorie,
        product_code: p.product_code,
        product_periode: p.product_periode,
        geleverd_volume: p.geleverd_volume,
        eenheid: p.eenheid,
        product_tarief: p.product_tarief,
        ingediend_bedrag: p.ingediend_bedrag,
        retour_codes: code(codes::RetourCode::C8021),
    };
    let bedrag = |centen| basis::TotaalBedragMetDC {
        totaal_bedrag: centen,
        debet_credit: debet(),
    };
    Proef325(jw325::Bericht {
        header: jw325::Header {
            afzender: "0193".into(),
            ontvanger: "12345678".into(),
            bericht_identificatie: identificatie("A-1", date(2026, 3, 9)),
            xsd_versie: xsd_versie(),
            declaratie_identificatie: identificatie("D-1", date(2026, 3, 2)),
            xslt_versie: None,
            xsd_versie_declaratie: xsd_versie(),
            retour_codes: code(codes::RetourCode::C0200),
        },
        declaratie_antwoord: Some(jw325::DeclaratieAntwoord {
            declaratie_nummer: "D1".into(),
            totaal_ingediend_bedrag: bedrag(12_000),
            totaal_toegekend_bedrag: bedrag(7_000),
            clienten: Some(jw325::Clienten {
                client: vec![jw325::Client {
                    bsn: "999900006".into(),
                    prestaties: jw325::Prestaties {
                        prestatie: vec![afgewezen],
                    },
                    retour_codes: code(codes::RetourCode::C0200),
                }],
            }),
            retour_codes: code(codes::RetourCode::C0200),
        }),
    })
}

impl Proef325 {
    pub(crate) fn antwoord(&mut self) -> &mut jw325::DeclaratieAntwoord {
        self.0.declaratie_antwoord.as_mut().unwrap()
    }

    pub(crate) fn client(&mut self, client: usize) -> &mut jw325::Client {
        &mut self.antwoord().clienten.as_mut().unwrap().client[client]
    }

    pub(crate) fn lijn(&mut self, client: usize, lijn: usize) -> &mut jw325::Prestatie {
        &mut self.client(client).prestaties.prestatie[lijn]
    }

    pub(crate) fn gedateerd(mut self, dag: Date) -> Self {
        self.0.header.bericht_identificatie.dagtekening = dag;
        self
    }
}

/// Level 2 finds nothing.
pub(crate) fn goed(bericht: impl Into<Bericht>) {
    precies(&[], bericht);
}

/// Level 2 finds this and nothing else.
pub(crate) fn alleen(regel: &str, pad: &str, bericht: impl Into<Bericht>) {
    precies(&[(regel, pad)], bericht);
}

/// Level 2 finds exactly these, whatever the order: in the message that is held whole, and as a stream of its bytes.
pub(crate) fn precies(verwacht: &[(&str, &str)], bericht: impl Into<Bericht>) {
    let bericht = bericht.into();
    let mut verwacht: Vec<_> = verwacht.to_vec();
    verwacht.sort_unstable();
    let heel = inhoud(&bericht);
    assert_eq!(kort(&heel), verwacht);
    let gang = stroom::lees(schrijf(&bericht).as_slice(), &Grenzen::default(), &mut ()).unwrap();
    assert_eq!(kort(&gang.bevindingen), verwacht, "als stroom");
    for bevinding in heel.iter().chain(&gang.bevindingen) {
        let tekst = &bevinding.tekst;
        assert_eq!(
            (bevinding.niveau, bevinding.retourcode.as_deref()),
            (2, Some("0001")),
            "{tekst}"
        );
        assert!(tekst.len() > 30 && tekst.ends_with('.'), "{tekst}");
        assert!(!tekst.contains("9999000"), "{tekst}");
    }
}

fn kort(bevindingen: &[Bevinding]) -> Vec<(&str, &str)> {
    let mut kort: Vec<_> = bevindingen
        .iter()
        .map(|b| (b.regel.as_ref(), b.pad.as_str()))
        .collect();
    kort.sort_unstable();
    kort
}
