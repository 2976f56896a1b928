//! The stream beside the message that is held whole.

use super::{Gang, Ontvanger, Plaats, Prestatie, lees};
use crate::lezen::Grenzen;
use crate::regels::prestatie::proef::{jw323, jw325};
use crate::regels::proef::PEILDATUM;
use crate::regels::{Bron, bron, inhoud};
use crate::{Bericht, Bevinding, schrijf, zoek_plaatsen};

/// Keeps all that is told.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Alles {
    kop: Vec<Bericht>,
    clienten: Vec<(u32, String)>,
    prestaties: Vec<(Plaats, String)>,
}

impl Ontvanger for Alles {
    fn kop(&mut self, kop: &Bericht) {
        self.kop.push(kop.clone());
    }
    fn client(&mut self, nummer: u32, bsn: &str) {
        self.clienten.push((nummer, bsn.to_owned()));
    }
    fn prestatie(&mut self, plaats: Plaats, prestatie: Prestatie<'_>) {
        let nummer = match prestatie {
            Prestatie::Jw323(p) => &p.product_referentie.referentie_nummer,
            Prestatie::Jw325(p) => &p.product_referentie.referentie_nummer,
        };
        self.prestaties.push((plaats, nummer.to_string()));
    }
}

pub(super) fn stroom(bytes: &[u8]) -> Gang {
    lees(bytes, &Grenzen::default(), &mut ()).unwrap()
}

/// The findings of the message held whole, with their places.
pub(super) fn heel(bytes: &[u8], met_bron: bool) -> (Option<Bericht>, Vec<Bevinding>) {
    let lezing = crate::lees(bytes, &Grenzen::default()).unwrap();
    let Some(bericht) = lezing.bericht else {
        return (None, lezing.bevindingen);
    };
    let mut bevindingen = inhoud(&bericht);
    let stroomt = matches!(bericht, Bericht::Jw323(_) | Bericht::Jw325(_));
    if bevindingen.is_empty() && met_bron && stroomt {
        bevindingen = bron(&bericht, &Bron::op(PEILDATUM));
    }
    zoek_plaatsen(bytes, &mut bevindingen);
    (Some(bericht), op_plaats(bevindingen))
}

/// In one order, whatever the order in which they were found.
pub(super) fn op_plaats(mut bevindingen: Vec<Bevinding>) -> Vec<Bevinding> {
    let sleutel = |b: &Bevinding| (b.regelnummer, b.kolom, b.regel.to_string(), b.pad.clone());
    bevindingen.sort_by_key(sleutel);
    bevindingen
}

#[test]
fn een_stroom_vertelt_kop_clienten_en_prestaties_in_volgorde() {
    let b = jw323().met_credit().met_tweede_client();
    let mut alles = Alles::default();
    let gang = lees(
        schrijf(&b.clone().into()).as_slice(),
        &Grenzen::default(),
        &mut alles,
    )
    .unwrap();
    assert!(
        gang.geldig() && gang.niveau == 2 && gang.prestaties == 4,
        "{gang:?}"
    );
    let mut kop = b.0;
    kop.declaratie.clienten.client.clear();
    assert_eq!(alles.kop, [Bericht::from(kop)]);
    let bsns = alles.clienten.iter().map(|(n, bsn)| (*n, bsn.as_str()));
    assert_eq!(bsns.collect::<Vec<_>>(), [(1, "999900006"), (2, "999900018")]);
    let lijnen = alles
        .prestaties
        .iter()
        .map(|(p, n)| (p.client, p.prestatie, n.as_str()));
    let verwacht = [(1, 1, "P-1"), (1, 2, "P-2"), (1, 3, "C-2"), (2, 1, "Q-1")];
    assert_eq!(lijnen.collect::<Vec<_>>(), verwacht);
}

#[test]
fn een_antwoord_zonder_clienten_vertelt_zijn_kop() {
    for met_antwoord in [true, false] {
        let mut b = jw325();
        b.antwoord().clienten = None;
        b.antwoord().totaal_toegekend_bedrag = b.antwoord().totaal_ingediend_bedrag.clone();
        if !met_antwoord {
            b.declaratie_antwoord = None;
        }
        let mut alles = Alles::default();
        let bericht = Bericht::from(b);
        let gang = lees(schrijf(&bericht).as_slice(), &Grenzen::default(), &mut alles).unwrap();
        assert!(gang.geldig(), "{gang:?}");
        assert_eq!(
            (gang.kop, alles.kop.as_slice()),
            (Some(bericht.clone()), [bericht].as_slice())
        );
    }
}

#[test]
fn de_retourcodes_van_een_antwoord_staan_in_de_kop_aan_het_eind() {
    let b = jw325();
    let gang = stroom(&schrijf(&b.clone().into()));
    let mut kop = b.0;
    kop.declaratie_antwoord.as_mut().unwrap().clienten = None;
    assert_eq!(gang.kop, Some(kop.into()));
}

#[test]
fn bevindingen_van_de_stroom_staan_op_hun_plaats() {
    let mut b = jw323().met_credit().met_tweede_client();
    b.client(1).bsn = "999900007".into();
    b.lijn(0, 1).product_tarief = None;
    b.lijn(0, 2).product_referentie.vorig_referentie_nummer = Some("Q-1".into());
    b.lijn(1, 0).product_periode.einddatum = jiff::civil::date(2026, 3, 3);
    b.declaratie.totaal_ingediend_bedrag.totaal_bedrag += 1;
    let bytes = schrijf(&b.into());
    let gang = stroom(&bytes);
    let (_, verwacht) = heel(&bytes, false);
    assert_eq!(verwacht.len(), 6, "{verwacht:?}");
    assert_eq!(op_plaats(gang.bevindingen), verwacht);
}

#[test]
fn na_een_fout_van_niveau_1_telt_niveau_2_niet() {
    let mut b = jw323();
    b.lijn(0, 0).product_tarief = None;
    let bytes = schrijf(&b.into());
    let fout = String::from_utf8(bytes)
        .unwrap()
        .replacen("<ijw:DebetCredit>D", "<ijw:DebetCredit>X", 3);
    let gang = stroom(fout.as_bytes());
    assert_eq!((gang.niveau, gang.kop.is_none()), (1, true));
    assert_eq!(op_plaats(gang.bevindingen), heel(fout.as_bytes(), false).1);
}

#[test]
fn een_ander_bericht_komt_heel_terug() {
    let b = Bericht::from(crate::regels::proef::jw315());
    let gang = stroom(&schrijf(&b));
    assert!(gang.geldig() && gang.niveau == 1 && gang.kop.is_none());
    assert_eq!(gang.bericht, Some(b));
}

#[test]
fn niveau_4_staat_ook_op_zijn_plaats() {
    let mut b = jw323().met_tweede_client();
    b.header.bericht_identificatie.dagtekening = jiff::civil::date(2026, 4, 1);
    b.header.ontvanger = "0000".into();
    b.lijn(1, 0).product_code = "99X99".into();
    let bytes = schrijf(&b.into());
    let gang = super::lees_met_bron(
        bytes.as_slice(),
        &Grenzen::default(),
        &Bron::op(PEILDATUM),
        &mut (),
    );
    let gang = gang.unwrap();
    assert_eq!(gang.niveau, 4);
    let regels: Vec<_> = gang.bevindingen.iter().map(|b| b.regel.as_ref()).collect();
    assert_eq!(regels, ["TR378", "TR135", "TR381"]);
    assert_eq!(op_plaats(gang.bevindingen), heel(&bytes, true).1);
}
