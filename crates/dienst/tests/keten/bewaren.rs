//! Twenty years after the last change (Jeugdwet 7.3.8): a list, two people, a proof. And another key under all of it.

use crate::hulp::Keten;
use houvast_begrip::{GemeenteCode, Houder};
use houvast_dienst::accountbeheer::{self, AccountSoort, NieuwAccount};
use houvast_dienst::beeld::Zoekvraag;
use houvast_dienst::bewaren::{self, Akkoord, Bezwaar, Mens};
use houvast_dienst::jeugdige;
use houvast_opslag::{
    BewaarReden, Bladzijde, LogActie, LogVraag, Opslag, Sleutel, VernietigStatus, op_beide,
};
use jiff::Span;
use uuid::Uuid;

const BEGIN: &str = "2026-11-23T10:00:00Z";

fn zwolle() -> GemeenteCode {
    GemeenteCode::nieuw("0193").unwrap()
}

fn mens(naam: &str, wachtwoord: &str) -> Mens {
    Mens {
        gebruikersnaam: naam.to_owned(),
        wachtwoord: wachtwoord.to_owned(),
    }
}

fn een() -> Mens {
    mens("privacy.zwolle", "houvast-privacy")
}

fn twee() -> Mens {
    mens("tweede", "nog een lange zin")
}

/// A second privacy officer of Zwolle, and one of Kampen.
async fn mensen(keten: &Keten) {
    for (naam, gemeente) in [("tweede", "0193"), ("kampen", "0166")] {
        let nieuw = NieuwAccount {
            gebruikersnaam: naam.to_owned(),
            naam: naam.to_owned(),
            soort: AccountSoort::Privacy,
            gemeenten: vec![gemeente.to_owned()],
            agb: None,
            praktijk: String::new(),
            verwijzer: None,
            wachtwoord: "nog een lange zin".to_owned(),
        };
        accountbeheer::maak(&keten.huis, nieuw).await.unwrap().unwrap();
    }
}

fn jaren_later(keten: &Keten, jaren: i64, dagen: i64) {
    let begin: jiff::Timestamp = BEGIN.parse().unwrap();
    let dan = begin
        .to_zoned(jiff::tz::TimeZone::UTC)
        .checked_add(Span::new().years(jaren))
        .unwrap();
    keten.zet_klok(
        &dan.checked_add(Span::new().days(dagen))
            .unwrap()
            .timestamp()
            .to_string(),
    );
}

async fn heel(keten: &Keten) -> bool {
    let mut tx = keten.huis.opslag.begin(&keten.huis.systeem()).await.unwrap();
    tx.controleer_log(&[], &[]).await.unwrap().heel()
}

op_beide! {
    async fn pas_na_twintig_jaar_en_pas_na_twee_mensen_is_een_dossier_weg(proef: &Proef) {
        let keten = Keten::op(proef, BEGIN).await;
        mensen(&keten).await;
        let huis = &keten.huis;
        let vrij: Vec<_> = (0..3).map(|n| keten.vrij("0193", n).bsn).collect();
        let wie = keten.als("consulent.zwolle").await;
        let mut ids = Vec::new();
        for bsn in &vrij {
            let vraag = Zoekvraag { tekst: bsn.als_str().to_owned(), na: None };
            ids.push(jeugdige::zoek(huis, &wie, vraag).await.unwrap().rijen[0].id);
        }
        jaren_later(&keten, 20, 0);
        assert!(bewaren::stel_voor(huis, zwolle()).await.unwrap().is_none(), "de twintigste verjaardag hoort er nog bij");
        jaren_later(&keten, 20, 1);
        let voorstel = bewaren::stel_voor(huis, zwolle()).await.unwrap().unwrap();
        let op_lijst: Vec<Uuid> = voorstel.dossiers.iter().map(|d| d.jeugdige).collect();
        assert!(ids.iter().all(|id| op_lijst.contains(id)), "{op_lijst:?}");
        let id = voorstel.lijst.id;

        // Who may not, and who types wrong.
        for vreemd in [mens("consulent.zwolle", "houvast-zwolle"), mens("kampen", "nog een lange zin"), mens("tweede", "fout"), mens("niemand", "x")] {
            let nee = bewaren::akkoord(huis, id, &vreemd).await.unwrap();
            assert!(nee.is_err(), "{}: {nee:?}", vreemd.gebruikersnaam);
        }
        assert_eq!(bewaren::lijst(huis, id).await.unwrap().unwrap().lijst.status, VernietigStatus::Voorgesteld);

        assert_eq!(bewaren::akkoord(huis, id, &een()).await.unwrap(), Ok(Akkoord::Eerste));
        let nog_eens = bewaren::akkoord(huis, id, &een()).await.unwrap();
        assert!(matches!(&nog_eens, Err(Bezwaar(t)) if t.contains("ander mens")), "{nog_eens:?}");
        // One of them must stay, one changes meanwhile.
        let morgen = huis.tijd.vandaag().tomorrow().unwrap();
        let uitstel = (BewaarReden::Procedure, "een klacht loopt", morgen);
        assert_eq!(bewaren::zonder_uit(huis, &een(), (zwolle(), ids[0]), uitstel).await.unwrap(), Ok(()));
        for (soort, reden, tot) in [(BewaarReden::Belang, " ", morgen), (BewaarReden::Belang, "reden", huis.tijd.vandaag())] {
            assert!(bewaren::zonder_uit(huis, &een(), (zwolle(), ids[1]), (soort, reden, tot)).await.unwrap().is_err());
        }
        let mut tx = huis.opslag.begin(&huis.systeem()).await.unwrap();
        let mut kind = tx.jeugdige(ids[1]).await.unwrap().unwrap();
        kind.gewijzigd_op = huis.tijd.nu();
        assert!(tx.wijzig_jeugdige(&kind).await.unwrap());
        tx.commit().await.unwrap();

        let Ok(Akkoord::Vernietigd(bewijs)) = bewaren::akkoord(huis, id, &twee()).await.unwrap() else {
            panic!("het tweede akkoord voert uit")
        };
        let gebleven = bewaren::lijst(huis, id).await.unwrap().unwrap();
        assert_eq!(gebleven.lijst.status, VernietigStatus::Vernietigd);
        for d in &gebleven.dossiers {
            let blijft = d.jeugdige == ids[0] || d.jeugdige == ids[1];
            assert_eq!(d.vernietigd_op.is_none(), blijft, "{d:?}");
        }
        let mut lees = huis.opslag.lees(&huis.systeem()).await.unwrap();
        assert!(lees.jeugdige(ids[2]).await.unwrap().is_none());
        assert!(lees.jeugdige(ids[0]).await.unwrap().is_some() && lees.jeugdige(ids[1]).await.unwrap().is_some());
        // The proof counts, names both, and is fixed by the log; of a person it says nothing.
        let json: serde_json::Value = serde_json::from_str(&bewijs.tekst).unwrap();
        assert_eq!(json["dossiers"], op_lijst.len() - 2);
        assert_eq!(json["gebleven"], 2);
        assert_eq!(json["rijen"]["jeugdige"], op_lijst.len() - 2);
        assert_ne!(json["akkoord"][0]["account"], json["akkoord"][1]["account"]);
        assert!(ids.iter().all(|id| !bewijs.tekst.contains(&id.to_string())));
        assert_eq!(bewaren::toon_bewijs(huis, id).await.unwrap(), Some((bewijs, true)));
        let regels = lees.log(&LogVraag::default(), Bladzijde::eerste(500)).await.unwrap().rijen;
        let weg = regels.iter().find(|r| r.jeugdige == Some(ids[2]) && r.actie == LogActie::Wissen).unwrap();
        assert_eq!((weg.code.as_str(), weg.doel.as_str()), ("dossier.vernietigen", "bewaren"));
        drop(lees);
        assert!(heel(&keten).await, "het logboek is heel");
        assert!(bewaren::akkoord(huis, id, &een()).await.unwrap().is_err(), "niet nog een keer");
        // Somebody changes the proof: the log says so.
        let mut lijst = gebleven.lijst;
        lijst.bewijs = lijst.bewijs.map(|b| b.replace("2", "3"));
        let mut tx = huis.opslag.begin(&huis.systeem()).await.unwrap();
        assert!(tx.wijzig_vernietiging(&lijst).await.unwrap());
        tx.commit().await.unwrap();
        assert!(!bewaren::toon_bewijs(huis, id).await.unwrap().unwrap().1);
    }

    async fn een_ingetrokken_lijst_doet_niets_en_lopende_hulp_komt_op_geen_lijst(proef: &Proef) {
        let keten = Keten::vol(proef, BEGIN).await;
        mensen(&keten).await;
        let huis = &keten.huis;
        jaren_later(&keten, 24, 0);
        let voorstel = bewaren::stel_voor(huis, zwolle()).await.unwrap().unwrap();
        let mut lees = huis.opslag.lees(&huis.systeem()).await.unwrap();
        let zonder_einde = {
            let houder = Houder::from(zwolle());
            let mut n = 0;
            for d in &voorstel.dossiers {
                let stand = lees.dossier_stand(&houder, d.jeugdige).await.unwrap().unwrap();
                n += usize::from(stand.zonder_einde);
            }
            n
        };
        drop(lees);
        assert_eq!(zonder_einde, 0);
        let id = voorstel.lijst.id;
        assert_eq!(bewaren::akkoord(huis, id, &een()).await.unwrap(), Ok(Akkoord::Eerste));
        assert_eq!(bewaren::trek_in(huis, id, &twee()).await.unwrap(), Ok(()));
        assert!(bewaren::akkoord(huis, id, &twee()).await.unwrap().is_err());
        assert!(bewaren::lijst(huis, id).await.unwrap().unwrap().dossiers.iter().all(|d| d.vernietigd_op.is_none()));
        // The whole demo, with help, messages, letters and declarations: every dossier of it can go.
        let weer = bewaren::stel_voor(huis, zwolle()).await.unwrap().unwrap().lijst.id;
        assert_eq!(bewaren::akkoord(huis, weer, &een()).await.unwrap(), Ok(Akkoord::Eerste));
        assert!(bewaren::akkoord(huis, weer, &twee()).await.unwrap().is_ok());
        let na = bewaren::lijst(huis, weer).await.unwrap().unwrap();
        assert!(na.dossiers.iter().all(|d| d.vernietigd_op.is_some()));
        assert_eq!(na.dossiers.len(), voorstel.dossiers.len());
        assert!(bewaren::stel_voor(huis, zwolle()).await.unwrap().is_none());
        assert!(heel(&keten).await);
    }

    async fn met_een_andere_sleutel_gaat_alles_open_ook_na_een_afgebroken_keer(proef: &Proef) {
        let keten = Keten::vol(proef, BEGIN).await;
        let huis = &keten.huis;
        let wie = keten.als("consulent.zwolle").await;
        let tekst = || keten.vrij("0193", 0).bsn.als_str().to_owned();
        let zoek = async |huis: &houvast_dienst::Huis| {
            jeugdige::zoek(huis, &wie, Zoekvraag { tekst: tekst(), na: None }).await.unwrap().rijen
        };
        let voor = zoek(huis).await;
        assert_eq!(voor.len(), 1);
        let nieuw = Sleutel::nieuw([43; 32]);
        let werk = (Uuid::from_u128(9), huis.tijd.nu());
        // Cut off after some pages, as a kill would.
        let (opslag, bereik, sleutel) = (huis.opslag.clone(), huis.systeem(), nieuw.clone());
        let hier = tokio::runtime::Handle::current();
        let taak = tokio::task::spawn_blocking(move || {
            let mut bladen = 0;
            hier.block_on(opslag.hersleutel(&bereik, &sleutel, werk, &mut |fase| {
                bladen += i32::from(matches!(fase, houvast_opslag::kopie::Fase::Kopie(_)));
                assert!(bladen < 12, "de stekker gaat eruit");
            }))
        });
        assert!(taak.await.is_err());
        assert!(huis.opslag.lees(&huis.systeem()).await.unwrap().onaf().await.unwrap().is_some(), "niet heel");
        let mut kopie = Vec::new();
        let half = houvast_opslag::kopie::maak(&huis.opslag, &huis.systeem(), werk.1, &nieuw, &[7; 16], &[], &mut kopie, &mut |_| {}).await;
        assert!(matches!(half, Err(houvast_opslag::kopie::KopieFout::Onaf)), "geen kopie van een halve database");
        let af = huis.opslag.hersleutel(&huis.systeem(), &nieuw, werk, &mut |_| {}).await.unwrap();
        assert!(af.al_gedaan > 0 && af.zegels > 0, "{af:?}");
        assert!(huis.opslag.past_sleutel(&huis.systeem()).await.is_err(), "de oude sleutel past niet meer");
        let open = |sleutel: [u8; 32]| {
            let bestand = proef.bestand.clone();
            let url = proef.url().map(str::to_owned);
            async move {
                match (bestand, url) {
                    (Some(pad), _) => Opslag::open_sqlite(&pad, Sleutel::nieuw(sleutel)).await.unwrap(),
                    (None, url) => Opslag::open_postgres(&url.unwrap(), Sleutel::nieuw(sleutel)).await.unwrap(),
                }
            }
        };
        let met_nieuw = open([43; 32]).await;
        met_nieuw.migreer().await.unwrap();
        let mut anders = huis.clone();
        anders.opslag = met_nieuw.clone();
        assert_eq!(zoek(&anders).await, voor, "gevonden op BSN");
        let mut tx = met_nieuw.begin(&anders.systeem()).await.unwrap();
        assert!(tx.controleer_log(&[], &[]).await.unwrap().heel());
        assert!(tx.onaf().await.unwrap().is_none());
        drop(tx);
        // A second time opens every single value that the first time closed: none was missed, none has the first key still.
        let nog_eens = met_nieuw.hersleutel(&anders.systeem(), &Sleutel::nieuw([44; 32]), (Uuid::from_u128(10), werk.1), &mut |_| {}).await.unwrap();
        assert!(nog_eens.zegels >= af.zegels + af.al_gedaan && nog_eens.al_gedaan == 0, "{nog_eens:?} na {af:?}");
        met_nieuw.sluit().await;
    }
}
