//! A case, played: each message in turn is judged against the archive of the earlier ones, and so is its answer kept.

use super::Archief;
use crate::antwoord::{Retour, retour};
use crate::berichten::basis::{Omvang, Product};
use crate::berichten::{jw301, jw305, jw307, jw315, jw317};
use crate::regels::proef::{PEILDATUM, Proef319, jw301, jw305, jw307, jw315, jw317, jw319};
use crate::regels::{Bron, beoordeel, proces};
use crate::{Bericht, Grenzen, Tekst, lees, schrijf};
use jiff::civil::Date;

/// Category, code, volume, eenheid, frequentie; no code is `""`, no omvang is volume 0.
pub(crate) type Hulp<'a> = (&'a str, &'a str, u32, &'a str, &'a str);

/// A case about one client.
pub(crate) struct Casus {
    pub(crate) archief: Archief,
    bsn: Tekst,
    volgnummer: u32,
    peildatum: Date,
}

macro_rules! zet {
    ($b:expr, $bsn:expr, $dag:expr, $nummer:expr, [$($met_client:ident),*]) => {
        match $b {
            $(Bericht::$met_client(b) => {
                b.client.bsn = $bsn;
                b.header.bericht_identificatie.identificatie = $nummer;
                b.header.bericht_identificatie.dagtekening = $dag;
            })*
            Bericht::Jw319(b) => {
                b.header.bericht_identificatie.identificatie = $nummer;
                b.header.bericht_identificatie.dagtekening = $dag;
            }
            _ => {}
        }
    };
}

impl Casus {
    pub(crate) fn van(bsn: &str) -> Self {
        Self {
            archief: Archief::nieuw(),
            bsn: bsn.into(),
            volgnummer: 0,
            peildatum: PEILDATUM,
        }
    }

    /// Sends a message with its own identification; it is accepted.
    pub(crate) fn goed(&mut self, dag: Date, bericht: impl Into<Bericht>) {
        self.stuur(dag, bericht.into(), &[], &[]);
    }

    /// Sends a message that is accepted but breaks these process rules.
    pub(crate) fn let_op(&mut self, dag: Date, bericht: impl Into<Bericht>, regels: &[&str]) {
        self.stuur(dag, bericht.into(), &[], regels);
    }

    /// Sends a message that is refused with exactly these rules.
    pub(crate) fn fout(&mut self, dag: Date, bericht: impl Into<Bericht>, regels: &[&str]) {
        self.stuur(dag, bericht.into(), regels, &[]);
    }

    /// As [`Self::goed`], judged on this day.
    pub(crate) fn goed_op(&mut self, peildatum: Date, dag: Date, bericht: impl Into<Bericht>) {
        self.peildatum = peildatum;
        self.goed(dag, bericht);
    }

    fn stuur(&mut self, dag: Date, mut bericht: Bericht, regels: &[&str], aanwijzingen: &[&str]) {
        self.volgnummer += 1;
        let nummer: Tekst = format!("C-{}", self.volgnummer).into();
        zet!(
            &mut bericht,
            self.bsn.clone(),
            dag,
            nummer.clone(),
            [Jw301, Jw305, Jw307, Jw315, Jw317]
        );
        let stap = format!("stap {} ({})", self.volgnummer, bericht.soort().as_str());
        // As it goes over the line.
        let bytes = schrijf(&bericht);
        let lezing = lees(bytes.as_slice(), &Grenzen::default()).unwrap();
        assert_eq!(lezing.bevindingen, vec![], "{stap}");
        assert_eq!(lezing.bericht.as_ref(), Some(&bericht), "{stap}");
        let eerder = self.archief.eerder(&bericht);
        let bevindingen = beoordeel(&bericht, &eerder, &Bron::op(self.peildatum));
        let gevonden: Vec<&str> = bevindingen.iter().map(|b| b.regel.as_ref()).collect();
        assert_eq!(gevonden, regels, "{stap}: {bevindingen:?}");
        if regels.is_empty() {
            let gevonden = proces(&bericht, &eerder);
            let namen: Vec<&str> = gevonden.iter().map(|b| b.regel.as_ref()).collect();
            assert_eq!(namen, aanwijzingen, "{stap}: {gevonden:?}");
        }
        let gegevens = Retour {
            identificatie: nummer,
            dagtekening: dag,
            basisschema_xsd_versie: "1.0.0".into(),
            bericht_xsd_versie: "1.0.0".into(),
        };
        self.archief.voeg_toe(&bericht, true);
        // The archive learns from the answer what was refused.
        let retour = retour(&bericht, &bevindingen, &gegevens).unwrap();
        self.archief.voeg_toe(&retour, true);
    }
}

pub(crate) fn product((categorie, code, ..): Hulp<'_>) -> Option<Product> {
    (!categorie.is_empty()).then(|| Product {
        categorie: categorie.try_into().unwrap(),
        code: (!code.is_empty()).then(|| code.into()),
    })
}

pub(crate) fn omvang((_, _, volume, eenheid, frequentie): Hulp<'_>) -> Option<Omvang> {
    (volume > 0).then(|| Omvang {
        volume,
        eenheid: eenheid.try_into().unwrap(),
        frequentie: frequentie.try_into().unwrap(),
    })
}

/// A toewijzing, assigned on its first day.
pub(crate) fn toegewezen(
    nummer: u32,
    hulp: Hulp<'_>,
    begin: Date,
    eind: Option<Date>,
) -> jw301::ToegewezenProduct {
    jw301::ToegewezenProduct {
        toewijzing_nummer: nummer,
        product: product(hulp),
        omvang: omvang(hulp),
        toewijzingsdatum: begin,
        ingangsdatum: begin,
        einddatum: eind,
        ..jw301().product(0).clone()
    }
}

pub(crate) fn toewijzing<const N: usize>(producten: [jw301::ToegewezenProduct; N]) -> Bericht {
    let mut b = jw301();
    b.client.toegewezen_producten.toegewezen_product = producten.into();
    b.into()
}

/// The same toewijzing with another last day, on another day, with a reason.
pub(crate) fn anders(
    mut product: jw301::ToegewezenProduct,
    dag: Date,
    eind: Date,
    reden: &str,
) -> jw301::ToegewezenProduct {
    product.toewijzingsdatum = dag;
    product.einddatum = Some(eind);
    product.reden_wijziging = (!reden.is_empty()).then(|| reden.try_into().unwrap());
    product
}

pub(crate) fn met_referentie(
    mut product: jw301::ToegewezenProduct,
    referentie: &str,
) -> jw301::ToegewezenProduct {
    product.referentie_aanbieder = (!referentie.is_empty()).then(|| referentie.into());
    product
}

/// What starts: ToewijzingNummer, product, first day. Without a number it is hulp op taak.
pub(crate) type Begin<'a> = (Option<u32>, Hulp<'a>, Date);

pub(crate) fn gestart((nummer, hulp, begin): Begin<'_>, status: &str) -> jw305::StartProduct {
    jw305::StartProduct {
        toewijzing_nummer: nummer,
        product: product(hulp),
        toewijzing_ingangsdatum: None,
        begindatum: begin,
        status_aanlevering: status.try_into().unwrap(),
    }
}

pub(crate) fn start<const N: usize>(producten: [jw305::StartProduct; N]) -> Bericht {
    let mut b = jw305();
    b.client.start_producten.start_product = producten.into();
    b.into()
}

pub(crate) fn gestopt(
    (nummer, hulp, begin): Begin<'_>,
    reden: &str,
    eind: Date,
    status: &str,
) -> jw307::StopProduct {
    jw307::StopProduct {
        toewijzing_nummer: nummer,
        product: product(hulp),
        toewijzing_ingangsdatum: None,
        begindatum: begin,
        reden_beeindiging: reden.try_into().unwrap(),
        einddatum: eind,
        status_aanlevering: status.try_into().unwrap(),
    }
}

pub(crate) fn stop<const N: usize>(producten: [jw307::StopProduct; N]) -> Bericht {
    let mut b = jw307();
    b.client.stop_producten.stop_product = producten.into();
    b.into()
}

/// Who refers: type, zorgverlenercode or name.
pub(crate) type Verwijzing<'a> = (&'a str, &'a str);

pub(crate) fn gevraagd(
    referentie: &str,
    hulp: Hulp<'_>,
    begin: Date,
    eind: Date,
    (soort, wie): Verwijzing<'_>,
) -> jw315::AangevraagdProduct {
    let mut p = jw315().product(0).clone();
    p.referentie_aanbieder = referentie.into();
    (p.product, p.omvang) = (product(hulp), omvang(hulp));
    (p.toewijzing_ingangsdatum, p.toewijzing_einddatum) = (begin, Some(eind));
    let code = wie.bytes().all(|b| b.is_ascii_digit());
    p.verwijzer.r#type = soort.try_into().unwrap();
    p.verwijzer.zorgverlener_code = code.then(|| wie.into());
    p.verwijzer.naam = (!code).then(|| wie.into());
    p
}

pub(crate) fn verzoek<const N: usize>(producten: [jw315::AangevraagdProduct; N]) -> Bericht {
    let mut b = jw315();
    b.client.aangevraagde_producten.aangevraagd_product = producten.into();
    b.into()
}

/// A product to be changed: ToewijzingNummer, wished first day, last day, omvang.
pub(crate) fn verander(nummer: u32, begin: Date, eind: Date, hulp: Hulp<'_>) -> jw317::TeWijzigenProduct {
    jw317::TeWijzigenProduct {
        toewijzing_nummer: nummer,
        gewenste_ingangsdatum: begin,
        einddatum: Some(eind),
        omvang: omvang(hulp),
        budget: None,
    }
}

pub(crate) fn nieuw(hulp: Hulp<'_>, begin: Date, eind: Date) -> jw317::NieuwProduct {
    jw317::NieuwProduct {
        product: product(hulp),
        gewenste_ingangsdatum: begin,
        einddatum: Some(eind),
        omvang: omvang(hulp),
        budget: None,
    }
}

pub(crate) fn wijziging<const A: usize, const B: usize, const C: usize>(
    referentie: &str,
    blijft: [u32; A],
    verandert: [jw317::TeWijzigenProduct; B],
    erbij: [jw317::NieuwProduct; C],
) -> Bericht {
    let mut b = jw317();
    b.client.verzoek.referentie_aanbieder = referentie.into();
    b.client.verzoek.ongewijzigde_producten = None;
    b.client.verzoek.te_wijzigen_producten = None;
    b.client.verzoek.nieuwe_producten = None;
    if A > 0 {
        let producten = blijft.map(|toewijzing_nummer| jw317::OngewijzigdProduct { toewijzing_nummer });
        b.ongewijzigd().extend(producten);
    }
    if B > 0 {
        b.te_wijzigen().extend(verandert);
    }
    if C > 0 {
        b.nieuw().extend(erbij);
    }
    b.into()
}

/// A JW319: VerzoekAntwoord and, of a refusal, its reason.
pub(crate) fn antwoord(referentie: &str, antwoord: &str, reden: Option<&str>) -> Proef319 {
    let mut b = jw319();
    b.antwoord.referentie_aanbieder = referentie.into();
    b.antwoord.verzoek_antwoord = antwoord.try_into().unwrap();
    b.antwoord.reden_afwijzing_verzoek = reden.map(|reden| reden.try_into().unwrap());
    b
}
