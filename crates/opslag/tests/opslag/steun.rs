//! Builders of rows, with a clock and ids of their own.

pub(crate) use crate::logboek::logpost;
use houvast_begrip::{AgbCode, Bsn, Centen, GemeenteCode, Houder};
use houvast_opslag::*;
use jiff::civil::{Date, date, time};
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

static TELLER: AtomicU64 = AtomicU64::new(1);

/// Time-ordered, like uuid v7.
pub(crate) fn id() -> Uuid {
    Uuid::from_u64_pair(
        0x0193_0000_0000_7000,
        0x8000_0000_0000_0000 | TELLER.fetch_add(1, Ordering::Relaxed),
    )
}

pub(crate) fn nu() -> Timestamp {
    "2026-11-22T08:00:00.123456Z".parse().unwrap()
}

pub(crate) fn later(seconden: i64) -> Timestamp {
    nu() + SignedDuration::from_secs(seconden)
}

pub(crate) const VANDAAG: Date = date(2026, 11, 22);

pub(crate) fn regio() -> Houder {
    Houder::regio("ijsselland").unwrap()
}
pub(crate) fn gemeente(code: &str) -> GemeenteCode {
    GemeenteCode::nieuw(code).unwrap()
}
pub(crate) fn zwolle() -> Houder {
    gemeente("0193").into()
}
pub(crate) fn deventer() -> Houder {
    gemeente("0150").into()
}
pub(crate) fn vaart() -> AgbCode {
    AgbCode::nieuw("73990101").unwrap()
}
pub(crate) fn brink() -> AgbCode {
    AgbCode::nieuw("73990102").unwrap()
}

pub(crate) fn systeem() -> Bereik {
    Bereik::systeem(regio(), [gemeente("0193"), gemeente("0150")])
}
pub(crate) fn consulent(code: &str) -> Bereik {
    Bereik::gemeente(Uuid::nil(), Rol::Consulent, regio(), [gemeente(code)])
}
pub(crate) fn medewerker(agb: AgbCode) -> Bereik {
    Bereik::aanbieder(Uuid::nil(), regio(), [gemeente("0193"), gemeente("0150")], agb)
}
pub(crate) fn praktijk() -> AgbCode {
    AgbCode::nieuw("01990201").unwrap()
}
pub(crate) fn verwijzer(agb: AgbCode) -> Bereik {
    Bereik::verwijzer(Uuid::nil(), regio(), [gemeente("0193"), gemeente("0150")], agb)
}
pub(crate) fn beheer() -> Bereik {
    Bereik::beheer(Uuid::nil(), regio())
}

/// The n-th number of the test range that passes the elfproef.
pub(crate) fn bsn(n: usize) -> Bsn {
    (999_900_000..=999_999_999u32)
        .filter_map(|g| Bsn::nieuw(&g.to_string()).ok())
        .nth(n)
        .unwrap()
}

pub(crate) fn jeugdige(houder: &Houder, bsn: Bsn, naam: &str) -> Jeugdige {
    let (voornaam, achternaam) = naam.split_once(' ').unwrap();
    Jeugdige {
        houder: houder.clone(),
        id: id(),
        bsn,
        geslachtsnaam: achternaam.to_owned(),
        voorvoegsel: None,
        partnernaam: None,
        partnervoorvoegsel: None,
        voornamen: Some(voornaam.to_owned()),
        voorletters: None,
        naamgebruik: "1".into(),
        geboortedatum: date(2012, 9, 10),
        datumgebruik: None,
        geslacht: "2".into(),
        straat: Some("Diezerstraat".into()),
        huisnummer: Some(1),
        huisletter: None,
        toevoeging: None,
        aanduiding: None,
        postcode: Some("8011RA".into()),
        plaats: Some("Zwolle".into()),
        land: None,
        telefoon: None,
        email: None,
        communicatievorm: None,
        taal: None,
        juridische_status: None,
        vertegenwoordiging: None,
        woonplaats: houder.gemeente(),
        geheim: false,
        geblokkeerd: false,
        bron: JeugdigeBron::Dossier,
        gewijzigd_op: nu(),
        versie: 1,
    }
}

pub(crate) fn relatie(kind: &Jeugdige) -> Relatie {
    Relatie {
        houder: kind.houder.clone(),
        id: id(),
        jeugdige: kind.id,
        nummer: "1".into(),
        soort: "03".into(),
        volgorde: Some("1".into()),
        gezag: true,
        geslachtsnaam: "Moeder".into(),
        voorvoegsel: None,
        voornamen: None,
        voorletters: None,
        naamgebruik: "1".into(),
        geboortedatum: None,
        geslacht: None,
        straat: None,
        huisnummer: None,
        huisletter: None,
        toevoeging: None,
        aanduiding: None,
        postcode: None,
        plaats: None,
        land: None,
        telefoon: None,
        email: None,
        versie: 1,
    }
}

pub(crate) fn bericht(houder: &Houder, richting: Richting, soort: &str, agb: AgbCode) -> Bericht {
    let inhoud = format!("<Bericht {soort}/>").into_bytes();
    Bericht {
        houder: houder.clone(),
        id: id(),
        richting,
        soort: Some(soort.into()),
        status: if richting == Richting::In {
            BerichtStatus::Verwerkt
        } else {
            BerichtStatus::Klaar
        },
        aanbieder: Some(agb),
        jeugdige: None,
        afzender: Some(
            if richting == Richting::In {
                agb.als_str()
            } else {
                houder.als_str()
            }
            .into(),
        ),
        ontvanger: Some(
            if richting == Richting::In {
                houder.als_str()
            } else {
                agb.als_str()
            }
            .into(),
        ),
        identificatie: Some(format!("B{}", TELLER.load(Ordering::Relaxed))),
        dagtekening: Some(VANDAAG),
        op: nu(),
        aankomst: None,
        sha256: sha256(&inhoud),
        grootte: 1,
        inhoud: Some(Geheim(inhoud)),
        bestand: None,
        niveau: None,
        bevindingen: "[]".into(),
        aantal_bevindingen: 0,
        eerste_bevinding: None,
        gezien_op: None,
        hoort_bij: None,
        antwoord: None,
        versie: 1,
    }
}

pub(crate) fn verzoek(kind: &Jeugdige, bericht: &Bericht, agb: AgbCode, antwoord_voor: Date) -> Verzoek {
    Verzoek {
        houder: kind.houder.clone(),
        id: id(),
        bericht: bericht.id,
        jeugdige: kind.id,
        aanbieder: agb,
        dagtekening: VANDAAG,
        ontvangen_op: nu(),
        antwoord_voor,
        onderzoek_voor: None,
        status: VerzoekStatus::Open,
        route: "02".into(),
        voorstel: "toewijzen".into(),
        samenvatting: "Toewijzen".into(),
        aantal_producten: 1,
        gezagsdrager_bekend: Some(true),
        commentaar: None,
        afgehandeld_op: None,
        versie: 1,
    }
}

pub(crate) fn product(verzoek: &Verzoek, volgnummer: i64, referentie: &str) -> VerzoekProduct {
    VerzoekProduct {
        houder: verzoek.houder.clone(),
        id: id(),
        verzoek: verzoek.id,
        volgnummer,
        jeugdige: verzoek.jeugdige,
        aanbieder: verzoek.aanbieder,
        referentie: referentie.into(),
        beschikkingnummer: None,
        beschikking_ingangsdatum: None,
        categorie: Some("45".into()),
        code: None,
        ingangsdatum: VANDAAG,
        einddatum: Some(date(2027, 11, 21)),
        volume: None,
        eenheid: None,
        frequentie: None,
        budget: Some(Centen::euro(8_000)),
        verwijzer_type: "02".into(),
        verwijzer_naam: None,
        verwijzer_code: None,
        raamcontract: None,
        commentaar: None,
        status: ProductStatus::Open,
        feiten: "{}".into(),
        besluit: "{}".into(),
        besluitdatum: VANDAAG,
        voorstel: "toewijzen".into(),
        profiel: "{}".into(),
        beslist_op: None,
        beslist_door: None,
        afwijkreden: None,
        reden_afwijzing: None,
        antwoord: None,
        versie: 1,
    }
}

pub(crate) fn besluit(product: &VerzoekProduct) -> BesluitRij {
    BesluitRij {
        houder: product.houder.clone(),
        id: id(),
        verzoek_product: product.id,
        aanbieder: product.aanbieder,
        op: nu(),
        door: None,
        soort: BesluitSoort::Voorstel,
        besluitdatum: VANDAAG,
        feiten: "{}".into(),
        besluit: "{}".into(),
        uitkomst: "toewijzen".into(),
        profiel: "{}".into(),
        reden: None,
    }
}

pub(crate) fn toewijzing(
    kind: &Jeugdige,
    agb: AgbCode,
    nummer: i64,
    van: Date,
    tot: Option<Date>,
) -> Toewijzing {
    Toewijzing {
        houder: kind.houder.clone(),
        id: id(),
        nummer,
        jeugdige: kind.id,
        aanbieder: agb,
        verzoek_product: None,
        referentie: Some(format!("REF{nummer}")),
        categorie: Some("45".into()),
        code: None,
        toewijzingsdatum: VANDAAG,
        toewijzingstijd: time(9, 5, 7, 0),
        ingangsdatum: van,
        einddatum: tot,
        volume: None,
        eenheid: None,
        frequentie: None,
        budget: Some(Centen::euro(8_000)),
        jaarplafond: None,
        commentaar: None,
        reden_wijziging: None,
        soort: Some("herstel".into()),
        perceel: None,
        status: ToewijzingStatus::Actief,
        bericht: None,
        gewijzigd_op: nu(),
        versie: 1,
    }
}

pub(crate) fn feit(kind: &Jeugdige, agb: Option<AgbCode>) -> FeitRij {
    FeitRij {
        houder: kind.houder.clone(),
        id: id(),
        jeugdige: kind.id,
        verzoek: None,
        verzoek_product: None,
        aanbieder: agb,
        soort: "toetsing".into(),
        datum: Some(VANDAAG),
        waarde: "ja".into(),
        bron: "aanbieder".into(),
        door: None,
        op: nu(),
    }
}

pub(crate) fn gebeurtenis(kind: &Jeugdige, agb: Option<AgbCode>, op: Timestamp) -> Gebeurtenis {
    Gebeurtenis {
        houder: kind.houder.clone(),
        id: id(),
        jeugdige: kind.id,
        op,
        soort: "verzoek_ontvangen".into(),
        aanbieder: agb,
        bericht: None,
        verzoek: None,
        toewijzing: None,
        door: None,
        gegevens: "{}".into(),
    }
}

pub(crate) fn privacy(code: &str) -> Bereik {
    Bereik::privacy(Uuid::nil(), regio(), [gemeente(code)])
}

pub(crate) fn signaal(
    houder: &Houder,
    soort: SignaalSoort,
    onderwerp: Uuid,
    agb: Option<AgbCode>,
    vanaf: Date,
) -> Signaal {
    Signaal {
        houder: houder.clone(),
        id: id(),
        soort,
        onderwerp,
        aanbieder: agb,
        jeugdige: None,
        vanaf,
        uiterlijk: None,
        gemaakt_op: nu(),
        klaar_op: None,
        versie: 1,
    }
}

pub(crate) fn aanbieder(agb: AgbCode, naam: &str) -> Aanbieder {
    Aanbieder {
        houder: regio(),
        agb,
        naam: naam.into(),
        gewijzigd_op: nu(),
        versie: 1,
    }
}

pub(crate) fn contract(agb: AgbCode, perceel: &str, vanaf: Date, tot: Option<Date>) -> Contract {
    Contract {
        houder: regio(),
        id: id(),
        agb,
        perceel: perceel.into(),
        geldig_vanaf: vanaf,
        geldig_tot: tot,
        gegevens: "{}".into(),
        versie: 1,
    }
}

pub(crate) fn account(naam: &str, rol: Rol, agb: Option<AgbCode>) -> Account {
    Account {
        houder: regio(),
        id: id(),
        naam: naam.into(),
        weergavenaam: naam.to_uppercase(),
        rol,
        wachtwoord: "$argon2id$v=19$proef".into(),
        agb,
        actief: true,
        gemaakt_op: nu(),
        versie: 1,
    }
}

/// A child with everything that can hang on it, all of one aanbieder.
pub(crate) struct Zaak {
    pub(crate) kind: Jeugdige,
    pub(crate) bericht: Bericht,
    pub(crate) aankomst: Uuid,
    pub(crate) verzoek: Verzoek,
    pub(crate) product: VerzoekProduct,
    pub(crate) toewijzing: Toewijzing,
}

/// Fills the store with one [`Zaak`] in `houder` at `agb`.
pub(crate) async fn zaak(opslag: &Opslag, houder: &Houder, agb: AgbCode, n: usize) -> Zaak {
    let kind = jeugdige(houder, bsn(n), "Noor Jansen");
    let mut in_ = bericht(houder, Richting::In, "JW315", agb);
    let mut aankomst = Aankomst::nieuw(&regio(), in_.id, b"<JW315/>".to_vec(), Herkomst::Postbus, nu());
    aankomst.namens = Some(agb.als_str().into());
    in_.inhoud = None;
    in_.aankomst = Some(in_.id);
    in_.jeugdige = Some(kind.id);
    let v = verzoek(&kind, &in_, agb, date(2026, 11, 27));
    let p = product(&v, 1, "REF-1");
    let mut t = toewijzing(
        &kind,
        agb,
        i64::try_from(n).unwrap() + 1,
        VANDAAG,
        Some(date(2027, 11, 21)),
    );
    t.verzoek_product = Some(p.id);
    assert!(opslag.journaal(&systeem(), &aankomst).await.unwrap());
    let mut tx = opslag.begin(&systeem()).await.unwrap();
    tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await.unwrap();
    tx.leg_relaties_vast(&[relatie(&kind)]).await.unwrap();
    tx.leg_berichten_vast(std::slice::from_ref(&in_)).await.unwrap();
    tx.leg_verzoeken_vast(std::slice::from_ref(&v)).await.unwrap();
    tx.leg_verzoek_producten_vast(std::slice::from_ref(&p))
        .await
        .unwrap();
    tx.leg_besluiten_vast(&[besluit(&p)]).await.unwrap();
    tx.leg_toewijzingen_vast(std::slice::from_ref(&t)).await.unwrap();
    let mut f = feit(&kind, Some(agb));
    f.verzoek = Some(v.id);
    tx.leg_feiten_vast(&[f]).await.unwrap();
    tx.leg_gebeurtenissen_vast(&[gebeurtenis(&kind, Some(agb), nu())])
        .await
        .unwrap();
    tx.noteer(logpost(houder, Some(kind.id))).unwrap();
    tx.leg_signalen_vast(&[signaal(houder, SignaalSoort::Antwoord, v.id, Some(agb), VANDAAG)])
        .await
        .unwrap();
    tx.zet_in_uitbak(&[Uitbak::nieuw(
        houder,
        id(),
        in_.id,
        "postbus",
        format!("{}.xml", in_.id),
        nu(),
    )])
    .await
    .unwrap();
    tx.commit().await.unwrap();
    Zaak {
        kind,
        aankomst: in_.id,
        bericht: in_,
        verzoek: v,
        product: p,
        toewijzing: t,
    }
}

pub(crate) fn menu(hoogstens: u32) -> MenuVraag {
    MenuVraag {
        verzoeken: true,
        signalen: SignaalVraag::alles(VANDAAG),
        berichten: true,
        hoogstens,
        instelling: "synthetisch",
    }
}

/// A new transaction in which `neem` succeeds. On PostgreSQL what a dropped one held is free a moment later.
pub(crate) async fn weer_vrij(o: &Opslag, mut neem: impl AsyncFnMut(&mut Tx) -> bool) -> Tx {
    for _ in 0..100 {
        let mut tx = o.begin(&systeem()).await.unwrap();
        if neem(&mut tx).await {
            return tx;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("de rijen komen niet vrij");
}
