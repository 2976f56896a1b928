//! Ten thousand random askers and questions over a seeded world, against a slow model that is obviously right. On PostgreSQL
//! a thousand of them, and all with `HOUVAST_TEST_LANG`.

use crate::steun::*;
use houvast_begrip::{AgbCode, GemeenteCode, Houder};
use houvast_opslag::proef::{self, Proef};
use houvast_opslag::recht::{Relatie as Ziet, Werkgever};
use houvast_opslag::*;
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Askers with a question.
const VRAGEN: usize = 10_000;
/// Cases in the world.
const ZAKEN: usize = 48;
const ZAAD: u64 = 20_261_122;

/// A splitmix64: the same seed gives the same world on every machine.
struct Kans(u64);

impl Kans {
    fn getal(&mut self, onder: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(onder).unwrap()).unwrap()
    }

    fn een<'a, T>(&mut self, lijst: &'a [T]) -> &'a T {
        &lijst[self.getal(lijst.len())]
    }
}

struct Wereld {
    zaken: Vec<Zaak>,
    relaties: Vec<Zaakrelatie>,
    accounts: Vec<Uuid>,
    gemeenten: [GemeenteCode; 2],
    aanbieders: [AgbCode; 3],
}

struct Vrager {
    rol: Rol,
    account: Uuid,
    gemeenten: Vec<GemeenteCode>,
    agb: Option<AgbCode>,
    nu: Timestamp,
}

impl Vrager {
    fn bereik(&self) -> Bereik {
        match self.rol {
            Rol::Systeem => systeem(),
            rol => Bereik::voor(
                self.account,
                rol,
                regio(),
                self.gemeenten.clone(),
                self.agb,
                self.nu,
            ),
        }
    }
}

impl Wereld {
    async fn maak(o: &Opslag, kans: &mut Kans) -> Self {
        let aanbieders = [vaart(), brink(), AgbCode::nieuw("73990103").unwrap()];
        let gemeenten = [gemeente("0193"), gemeente("0150")];
        let accounts: Vec<Uuid> = (0..6).map(|_| id()).collect();
        let mut zaken = Vec::new();
        for n in 0..ZAKEN {
            let houder = Houder::from(*kans.een(&gemeenten));
            let agb = *kans.een(&aanbieders);
            let mut z = zaak(o, &houder, agb, n).await;
            z.kind.geblokkeerd = kans.getal(3) == 0;
            z.kind.geheim = kans.getal(4) == 0;
            let mut tx = o.begin(&systeem()).await.unwrap();
            assert!(tx.wijzig_jeugdige(&z.kind).await.unwrap());
            let mut s = signaal(&houder, SignaalSoort::Onderzoek, z.verzoek.id, Some(agb), VANDAAG);
            s.jeugdige = Some(z.kind.id);
            tx.leg_signalen_vast(&[s]).await.unwrap();
            tx.commit().await.unwrap();
            z.kind.versie += 1;
            zaken.push(z);
        }
        let mut relaties = Vec::new();
        for _ in 0..60 {
            let kind = &kans.een(&zaken).kind;
            let begin = i64::try_from(kans.getal(7200)).unwrap();
            relaties.push(Zaakrelatie {
                houder: kind.houder.clone(),
                id: id(),
                jeugdige: kind.id,
                account: *kans.een(&accounts),
                soort: *kans.een(RelatieSoort::ALLE),
                reden: Some("omdat het in deze test zo is".into()),
                vanaf: later(begin),
                tot: later(begin + i64::try_from(kans.getal(7200)).unwrap()),
                door: id(),
                op: nu(),
                nagegaan_op: None,
                nagegaan_door: None,
                versie: 1,
            });
        }
        let mut tx = o.begin(&systeem()).await.unwrap();
        for relatie in &relaties {
            tx.leg_zaakrelatie_vast(relatie).await.unwrap();
        }
        tx.commit().await.unwrap();
        Self {
            zaken,
            relaties,
            accounts,
            gemeenten,
            aanbieders,
        }
    }

    fn vrager(&self, kans: &mut Kans) -> Vrager {
        let rol = *kans.een(Rol::ALLE);
        let werkt_voor = rol.recht().werkt_voor;
        let gemeenten: Vec<GemeenteCode> = match werkt_voor {
            Werkgever::Gemeente => self.gemeenten.into_iter().filter(|_| kans.getal(3) > 0).collect(),
            _ => self.gemeenten.to_vec(),
        };
        Vrager {
            rol,
            account: *kans.een(&self.accounts),
            gemeenten,
            // Now and then an employee of nobody.
            agb: (kans.getal(10) > 0).then(|| *kans.een(&self.aanbieders)),
            nu: later(i64::try_from(kans.getal(10_000)).unwrap()),
        }
    }

    fn op_naam(&self, v: &Vrager, kind: Uuid) -> bool {
        self.relaties
            .iter()
            .any(|r| r.jeugdige == kind && r.account == v.account && r.vanaf <= v.nu && v.nu < r.tot)
    }

    /// The model: does this case exist for this asker? Read it beside `docs/rechten.md`.
    fn ziet(&self, v: &Vrager, z: &Zaak) -> bool {
        let eigen = || v.gemeenten.iter().any(|g| Houder::from(*g) == z.kind.houder);
        match v.rol.recht().ziet {
            Ziet::Gemeente => eigen() && (!z.kind.geblokkeerd || self.op_naam(v, z.kind.id)),
            Ziet::Aanbieder => v.agb == Some(z.verzoek.aanbieder),
            Ziet::Ingebracht => self.op_naam(v, z.kind.id),
            Ziet::Alles => true,
            Ziet::Praktijk | Ziet::Logboek | Ziet::Geen => false,
        }
    }

    fn alle(&self, v: &Vrager, id: impl Fn(&Zaak) -> Uuid) -> BTreeSet<Uuid> {
        self.zaken.iter().filter(|z| self.ziet(v, z)).map(id).collect()
    }
}

/// One question: what came back is what the model says, with the fields that this role gets.
async fn vraag(w: &Wereld, l: &mut Lees, v: &Vrager, z: &Zaak, welke: usize) -> (&'static str, bool) {
    let ziet = w.ziet(v, z);
    let n = usize::from(ziet);
    let krijgt = |groep| v.rol.krijgt(groep);
    let gemeente = v.rol.recht().ziet != Ziet::Aanbieder;
    let blad = Bladzijde::eerste(200);
    match welke {
        0 => {
            let kind = l.jeugdige(z.kind.id).await.unwrap();
            let adres = krijgt(Veldgroep::Contact) && (!z.kind.geheim || krijgt(Veldgroep::GeheimAdres));
            let goed = kind.as_ref().is_none_or(|k| {
                k.straat.is_some() == adres && k.postcode.is_some() == adres && k.bsn == z.kind.bsn
            });
            ("jeugdige", kind.is_some() == ziet && goed)
        }
        1 => {
            let relaties = l.relaties(z.kind.id).await.unwrap();
            ("relaties", relaties.len() == n)
        }
        2 => (
            "verzoek",
            l.verzoek(z.verzoek.id).await.unwrap().is_some() == ziet,
        ),
        3 => (
            "verzoek_producten",
            l.verzoek_producten(z.verzoek.id).await.unwrap().len() == n,
        ),
        4 => (
            "besluiten",
            l.besluiten(z.product.id).await.unwrap().len() == usize::from(ziet && gemeente),
        ),
        5 => (
            "toewijzing",
            l.toewijzing(z.toewijzing.id).await.unwrap().is_some() == ziet,
        ),
        6 => ("feiten", l.feiten_van(z.kind.id).await.unwrap().len() == n),
        7 => {
            let rijen = l.tijdlijn(z.kind.id, blad).await.unwrap().rijen;
            let tekst = krijgt(Veldgroep::Zorgtekst);
            let goed = rijen.iter().all(|g| g.gegevens.is_empty() != tekst);
            ("tijdlijn", rijen.len() == n && goed)
        }
        8 => (
            "hulp_van",
            l.hulp_van(&[z.kind.id], Some(VANDAAG)).await.unwrap().len() == n,
        ),
        9 => {
            let bij_bsn = JeugdigeVraag {
                bsn: Some(z.kind.bsn),
                ..Default::default()
            };
            let rijen = l.zoek_jeugdigen(&bij_bsn, blad).await.unwrap().rijen;
            ("zoek op bsn", rijen.len() == n)
        }
        10 => {
            let alle = l.zoek_jeugdigen(&JeugdigeVraag::default(), blad).await.unwrap();
            let ids: BTreeSet<Uuid> = alle.rijen.iter().map(|r| r.id).collect();
            ("alle jeugdigen", ids == w.alle(v, |z| z.kind.id))
        }
        11 => {
            let alle = l.werkvoorraad(&WerkVraag::default(), blad).await.unwrap();
            let ids: BTreeSet<Uuid> = alle.rijen.iter().map(|r| r.id).collect();
            ("werkvoorraad", ids == w.alle(v, |z| z.verzoek.id))
        }
        12 => {
            let telling = l.werktelling(VANDAAG, VANDAAG).await.unwrap();
            let aantal = usize::try_from(telling.open + telling.in_onderzoek).unwrap();
            // The menu tells the same in one question, and nothing that it did not ask.
            let signalen = l
                .signaaltelling(&SignaalVraag::alles(VANDAAG), VANDAAG)
                .await
                .unwrap();
            let m = l.menutelling(&menu(500)).await.unwrap();
            let gelijk = usize::try_from(m.verzoeken) == Ok(aantal) && m.signalen == signalen.los;
            let niet = MenuVraag {
                verzoeken: false,
                berichten: false,
                ..menu(500)
            };
            let kaal = l.menutelling(&niet).await.unwrap();
            let kaal = (kaal.verzoeken, kaal.berichten, kaal.signalen) == (0, 0, m.signalen);
            (
                "werktelling",
                gelijk && kaal && aantal == w.alle(v, |z| z.verzoek.id).len(),
            )
        }
        13 => {
            let bericht = l.bericht(z.bericht.id).await.unwrap();
            let zonder_kind = z.bericht.jeugdige.is_none();
            // A message without a child is not blocked, and was not brought in.
            let verwacht = match v.rol.recht().ziet {
                Ziet::Gemeente if zonder_kind => {
                    v.gemeenten.iter().any(|g| Houder::from(*g) == z.kind.houder)
                }
                Ziet::Ingebracht if zonder_kind => false,
                _ => ziet,
            };
            ("bericht", bericht.is_some() == verwacht)
        }
        14 => {
            let inhoud = l.bericht_inhoud(z.bericht.id).await.unwrap();
            let mag = krijgt(Veldgroep::Berichtinhoud);
            ("inhoud van een bericht", inhoud.is_none() || mag)
        }
        15 => {
            let relaties = l.zaakrelaties(z.kind.id).await.unwrap().len();
            let alle = w.relaties.iter().filter(|r| r.jeugdige == z.kind.id).count();
            (
                "zaakrelaties",
                relaties == if ziet && gemeente { alle } else { 0 },
            )
        }
        16 => {
            let eigen: BTreeSet<Uuid> = l.eigen_relaties().await.unwrap().iter().map(|r| r.id).collect();
            let model: BTreeSet<Uuid> = w
                .relaties
                .iter()
                .filter(|r| r.account == v.account && r.vanaf <= v.nu && v.nu < r.tot)
                .filter(|r| w.zaken.iter().any(|z| z.kind.id == r.jeugdige && w.ziet(v, z)))
                .map(|r| r.id)
                .collect();
            let leeg = matches!(v.rol, Rol::Systeem) || !gemeente;
            ("eigen relaties", leeg || eigen == model)
        }
        17 => {
            let alle = l.productregels(None, blad).await.unwrap();
            let ids: BTreeSet<Uuid> = alle.rijen.iter().map(|r| r.id).collect();
            ("productregels", ids == w.alle(v, |z| z.product.id))
        }
        _ => {
            let alle = l.signalen(&SignaalVraag::alles(VANDAAG), blad).await.unwrap();
            let van_kind = alle.rijen.iter().filter(|r| r.jeugdige.is_some());
            let ids: BTreeSet<Uuid> = van_kind.map(|r| r.onderwerp).collect();
            ("signalen", ids == w.alle(v, |z| z.verzoek.id))
        }
    }
}

async fn toets(proef: &Proef, vragen: usize) {
    let mut kans = Kans(ZAAD);
    let o = &proef.opslag;
    let w = Wereld::maak(o, &mut kans).await;
    println!(
        "zaad {ZAAD}, {ZAKEN} zaken, {} relaties op naam",
        w.relaties.len()
    );
    let (mut fouten, mut ja, mut nee) = (Vec::new(), 0, 0);
    for nummer in 0..vragen {
        let v = w.vrager(&mut kans);
        let z = kans.een(&w.zaken);
        let welke = kans.getal(19);
        let mut l = o.lees(&v.bereik()).await.unwrap();
        let (naam, goed) = vraag(&w, &mut l, &v, z, welke).await;
        if w.ziet(&v, z) {
            ja += 1;
        } else {
            nee += 1;
        }
        if !goed {
            fouten.push((nummer, naam, v.rol));
        }
    }
    assert!(
        fouten.is_empty(),
        "zaad {ZAAD}: {} verschillen, {:?}",
        fouten.len(),
        &fouten[..fouten.len().min(10)]
    );
    // A model that says no to everything would find nothing.
    assert!(ja > vragen / 10 && nee > vragen / 10, "{ja} ja, {nee} nee");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tienduizend_willekeurige_vragen_geven_wat_een_traag_model_geeft() {
    let proef = proef::sqlite().await;
    toets(&proef, VRAGEN).await;
    proef.ruim_op().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn willekeurige_vragen_aan_postgres_geven_wat_een_traag_model_geeft() {
    let lang = std::env::var_os("HOUVAST_TEST_LANG").is_some();
    if let Some(proef) = proef::postgres().await {
        toets(&proef, if lang { VRAGEN } else { VRAGEN / 10 }).await;
        proef.ruim_op().await;
    }
}
