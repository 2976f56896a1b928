//! Steps in a referral: seen through the scope of the person, carried out by the program, because nobody but the program
//! writes another's rows. What is possible now stands in one place, and the page asks the same place.

use super::toetsen::{self, Toets, ToetsingGegevens, Uitspraak};
use super::verwijzen::{Fouten, TEKST};
use super::{AANBIEDER, Stap, TOEGANG, VERWIJZER, noteer, overleg, toewijzen, uiterste_dag, verzoek};
use crate::beeld::{PlanVelden, Rol, VerwijzingKnoppen, VerwijzingStap};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::verzoek::dossier;
use crate::{Aangemeld, DienstFout, Huis};
use houvast_begrip::Centen;
use houvast_beslis::regioprofiel::protocol::Weigeringsgrond;
use houvast_beslis::{Soort, Verwijzer};
use houvast_opslag::{
    BerichtStatus, Lees, OpslagFout, RegelVoor, SignaalSoort, Tx, Verwijzing, VerwijzingStatus,
};
use jiff::Timestamp;
use uuid::Uuid;

/// What counts for the buttons beside the row itself.
#[derive(Clone, Copy, Default)]
pub(super) struct Omstandig {
    /// The JW315 that was sent came back with faults: it may be sent again.
    pub(super) afgekeurd: bool,
    /// The limit of the route stands in the way and nobody spoke with the Toegang.
    pub(super) geblokkeerd: bool,
}

/// What this role may do with a referral now.
pub(super) fn mogelijk(rol: Rol, v: &Verwijzing, o: Omstandig) -> VerwijzingKnoppen {
    use VerwijzingStatus as S;
    let van_toegang = v.verwijzer.is_none();
    let open = v.afgerond_op.is_none();
    let wacht = matches!(v.status, S::Gevraagd | S::AnderBudget);
    let aanbieder = rol == Rol::Aanbieder && open;
    let toegang = rol == Rol::Consulent && open;
    let verwijzer = rol == Rol::Verwijzer && open;
    let eigen = verwijzer || (toegang && van_toegang);
    let plan = aanbieder
        && !van_toegang
        && v.status == S::Geaccepteerd
        && (v.verzoek_bericht.is_none() || o.afgekeurd);
    let toetsen = aanbieder && v.status == S::Gevraagd && (van_toegang || v.aangemeld.is_some());
    VerwijzingKnoppen {
        intrekken: eigen && wacht,
        gezien: eigen && matches!(v.status, S::Geweigerd | S::AndereAanbieder),
        resultaat: (verwijzer && v.status == S::Gevraagd)
            || (aanbieder && v.status == S::Geaccepteerd && v.resultaat.is_none())
            || (rol == Rol::Aanbieder && v.status == S::Toegewezen && v.resultaat.is_none()),
        onderbouwing: rol == Rol::Aanbieder
            && v.resultaat_van.as_deref() == Some(AANBIEDER)
            && v.onderbouwing.is_none(),
        aanmelden: aanbieder && !van_toegang && v.status == S::Gevraagd && v.aangemeld.is_none(),
        toetsen,
        ander_budget: toetsen && van_toegang && v.budget.is_some(),
        overleg: (aanbieder && (wacht || v.status == S::Geaccepteerd)).then(|| uitleg_overleg(v)),
        antwoorden: toegang
            && (v.status == S::AnderBudget || (!van_toegang && (wacht || v.status == S::Geaccepteerd))),
        plan,
        versturen: plan && verzoek::gevraagd(v).is_some() && !o.geblokkeerd,
        toewijzen: (toegang && van_toegang && v.status == S::Geaccepteerd).then_some(false),
    }
}

fn uitleg_overleg(v: &Verwijzing) -> String {
    if v.privacy {
        "De Toegang leest wat u hier schrijft. Het gezin deelt geen gegevens met de gemeente: schrijf niets over de jeugdige of het gezin, alleen bedrag en periode.".to_owned()
    } else {
        "De Toegang leest wat u hier schrijft en ziet vanaf dan deze verwijzing.".to_owned()
    }
}

/// Was the JW315 that followed refused by the checks, so that it counts as never sent?
pub(super) async fn afgekeurd(lees: &mut Lees, v: &Verwijzing) -> Result<bool, DienstFout> {
    let Some(bericht) = v.verzoek_bericht else {
        return Ok(false);
    };
    Ok(lees
        .bericht(bericht)
        .await?
        .is_some_and(|b| matches!(b.status, BerichtStatus::Afgekeurd | BerichtStatus::Fout)))
}

/// Carries out a step. Mistakes come back per field; nothing is stored then. `versie` is that of the page.
pub async fn stap(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    versie: i64,
    stap: VerwijzingStap,
) -> Result<Result<(), Fouten>, DienstFout> {
    eis(wie.functie(), Handeling::VerwijzingBehandelen)?;
    let gezien = huis.opslag.lees(wie.bereik()).await?.verwijzing(id).await?;
    let blik = Blik {
        houder: gezien.as_ref().map(|v| &v.houder),
        jeugdige: gezien.as_ref().and_then(|v| v.jeugdige),
        voorwerp: "verwijzing",
        id: Some(id),
        handeling: "wijzigen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    gezien.ok_or(DienstFout::NietGevonden)?;
    let uit = houvast_opslag::opnieuw(
        async || doe(huis, wie, id, versie, stap.clone()).await,
        |fout| matches!(fout, DienstFout::Opslag(o) if OpslagFout::herhaalbaar(o)),
    )
    .await?;
    match uit {
        Ok(Some(bericht)) => {
            verzoek::verwerk(huis, bericht).await?;
            Ok(Ok(()))
        }
        Ok(None) => Ok(Ok(())),
        Err(fouten) => Ok(Err(fouten)),
    }
}

/// In one transaction. Gives the JW315 that is ready to be judged.
async fn doe(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    versie: i64,
    stap: VerwijzingStap,
) -> Result<Result<Option<Uuid>, Fouten>, DienstFout> {
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let mut v = tx.verwijzing(id).await?.ok_or(DienstFout::NietGevonden)?;
    if v.versie != versie {
        return Err(DienstFout::Verouderd);
    }
    let contracten = dossier::contracten(&mut tx, v.aanbieder).await?;
    let omstandig = Omstandig {
        afgekeurd: afgekeurd(&mut tx, &v).await?,
        geblokkeerd: super::toon::geblokkeerd(huis, &mut tx, &v, &contracten, nu).await?,
    };
    let mag = mogelijk(wie.rol(), &v, omstandig);
    if !past(&mag, &stap) {
        return Err(DienstFout::Verouderd);
    }
    let mut verstuurd = None;
    let uit = match stap {
        VerwijzingStap::Versturen => {
            verstuurd = Some(verzoek::klaarzetten(huis, &mut tx, wie, &mut v, &contracten, nu).await?);
            Ok(())
        }
        VerwijzingStap::Toewijzen { reden } => {
            match toewijzen::doe(huis, &mut tx, wie, &mut v, reden.trim(), nu).await {
                Err(DienstFout::RedenVerplicht) => Err(vec![(
                    "reden",
                    "Schrijf op waarom u afwijkt van het voorstel.".to_owned(),
                )]),
                Err(DienstFout::Ongeldig(tekst)) => Err(vec![("reden", tekst.to_owned())]),
                anders => anders.map(Ok)?,
            }
        }
        anders => voer_uit(huis, &mut tx, wie, &mut v, anders, nu).await?,
    };
    if let Err(fouten) = uit {
        return Ok(Err(fouten));
    }
    v.gewijzigd_op = nu;
    if !tx.wijzig_verwijzing(&v, versie).await? {
        return Err(DienstFout::Verouderd);
    }
    tx.commit().await?;
    Ok(Ok(verstuurd))
}

fn past(mag: &VerwijzingKnoppen, stap: &VerwijzingStap) -> bool {
    use VerwijzingStap as V;
    match stap {
        V::Intrekken { .. } => mag.intrekken,
        V::Gezien => mag.gezien,
        V::Resultaat { .. } => mag.resultaat || mag.onderbouwing,
        V::Aangemeld { .. } => mag.aanmelden,
        V::Accepteren { .. } | V::Weigeren { .. } | V::AndereAanbieder => mag.toetsen,
        V::AnderBudget { .. } => mag.ander_budget,
        V::Wachttijd { .. } => mag.toetsen || mag.aanmelden,
        V::Overleg { .. } => mag.overleg.is_some(),
        V::Antwoord { .. } => mag.antwoorden,
        V::Plan(_) => mag.plan,
        V::Versturen => mag.versturen,
        V::Toewijzen { .. } => mag.toewijzen.is_some(),
    }
}

async fn voer_uit(
    huis: &Huis,
    tx: &mut Tx,
    wie: &Aangemeld,
    v: &mut Verwijzing,
    stap: VerwijzingStap,
    nu: Timestamp,
) -> Result<Result<(), Fouten>, DienstFout> {
    let door = wie.account();
    let vandaag = huis.tijd.dag_van(nu);
    match stap {
        VerwijzingStap::Intrekken { reden } => trek_in(huis, tx, v, wie.rol(), reden.trim(), door, nu).await,
        VerwijzingStap::Gezien => {
            v.afgerond_op = Some(nu);
            for soort in [SignaalSoort::VerwijzingTerug, SignaalSoort::OverlegToegang] {
                tx.sluit_signaal(&v.houder, soort, v.id, nu).await?;
            }
            Ok(Ok(()))
        }
        VerwijzingStap::Resultaat { tekst, onderbouwing } => {
            resultaat(huis, tx, v, wie, tekst.trim(), onderbouwing.trim(), nu).await
        }
        VerwijzingStap::Aangemeld { dag } => {
            if dag > vandaag {
                return Ok(fout("aangemeld", "De dag van de aanmelding ligt in de toekomst."));
            }
            v.aangemeld = Some(dag);
            let route = Verwijzer::try_from(v.route.as_str()).unwrap_or(Verwijzer::Geen);
            v.uiterlijk = uiterste_dag(huis, &v.houder, route, Some(dag), None, vandaag);
            super::zet_toetsing(huis, tx, v, nu).await?;
            noteer(huis, tx, v, van_aanbieder(v, "aangemeld", None, door), nu).await?;
            Ok(Ok(()))
        }
        VerwijzingStap::Accepteren { getoetst, veiligheid } => {
            let toets = Toets {
                getoetst,
                gegevens: gegevens(veiligheid, String::new(), None),
                uitspraak: Uitspraak::Past,
            };
            toetsen::doe(huis, tx, v, toets, door, nu).await
        }
        VerwijzingStap::AnderBudget {
            getoetst,
            veiligheid,
            bedrag,
            reden,
        } => {
            let toets = Toets {
                getoetst,
                gegevens: gegevens(veiligheid, reden, None),
                uitspraak: Uitspraak::AnderBudget { bedrag },
            };
            toetsen::doe(huis, tx, v, toets, door, nu).await
        }
        VerwijzingStap::Weigeren {
            getoetst,
            veiligheid,
            grond,
            reden,
            contact,
        } => {
            let toets = Toets {
                getoetst,
                gegevens: gegevens(veiligheid, reden, contact),
                uitspraak: Uitspraak::PastNiet {
                    grond: Weigeringsgrond::uit_woord(&grond),
                },
            };
            toetsen::doe(huis, tx, v, toets, door, nu).await
        }
        VerwijzingStap::AndereAanbieder => {
            let toets = Toets {
                getoetst: vandaag,
                gegevens: ToetsingGegevens::default(),
                uitspraak: Uitspraak::AndereAanbieder,
            };
            toetsen::doe(huis, tx, v, toets, door, nu).await
        }
        VerwijzingStap::Wachttijd { weken } => {
            if !(1..=104).contains(&weken) {
                return Ok(fout("weken", "Vul een wachttijd in van 1 tot 104 weken."));
            }
            let tekst = format!("De aanbieder kan over ongeveer {weken} weken beginnen.");
            noteer(huis, tx, v, van_aanbieder(v, "wachttijd", Some(tekst), door), nu).await?;
            Ok(Ok(()))
        }
        VerwijzingStap::Overleg { dag, bedrag, tekst } => {
            overleg::vraag(huis, tx, v, dag, bedrag, tekst.trim(), door, nu).await
        }
        VerwijzingStap::Antwoord {
            akkoord,
            bedrag,
            tekst,
        } => overleg::antwoord(huis, tx, v, akkoord, bedrag, tekst.trim(), door, nu).await,
        VerwijzingStap::Plan(plan) => Ok(leg_plan_vast(v, &plan)),
        VerwijzingStap::Versturen | VerwijzingStap::Toewijzen { .. } => {
            Err(DienstFout::Gegevens("verwijzing"))
        }
    }
}

fn fout(veld: &'static str, tekst: &str) -> Result<(), Fouten> {
    Err(vec![(veld, tekst.to_owned())])
}

fn gegevens(veiligheid: bool, reden: String, contact: Option<jiff::civil::Date>) -> ToetsingGegevens {
    ToetsingGegevens {
        veiligheid: Some(veiligheid),
        reden: reden.trim().to_owned(),
        contact,
    }
}

/// A step of the aanbieder for whoever referred.
fn van_aanbieder(v: &Verwijzing, soort: &'static str, tekst: Option<String>, door: Uuid) -> Stap {
    Stap {
        voor: lezer(v),
        van: AANBIEDER,
        soort,
        bedrag: None,
        tekst,
        door: Some(door),
    }
}

fn lezer(v: &Verwijzing) -> RegelVoor {
    if v.verwijzer.is_none() {
        RegelVoor::Toegang
    } else {
        RegelVoor::Verwijzer
    }
}

async fn trek_in(
    huis: &Huis,
    tx: &mut Tx,
    v: &mut Verwijzing,
    rol: Rol,
    reden: &str,
    door: Uuid,
    nu: Timestamp,
) -> Result<Result<(), Fouten>, DienstFout> {
    if reden.chars().count() > TEKST {
        return Ok(fout("reden", "Gebruik hoogstens 2000 tekens."));
    }
    v.status = VerwijzingStatus::Ingetrokken;
    v.afgerond_op = Some(nu);
    tx.sluit_signalen(&v.houder, v.id, nu).await?;
    let stap = Stap {
        voor: lezer(v),
        van: if rol == Rol::Consulent { TOEGANG } else { VERWIJZER },
        soort: "ingetrokken",
        bedrag: None,
        tekst: (!reden.is_empty()).then(|| reden.to_owned()),
        door: Some(door),
    };
    noteer(huis, tx, v, stap, nu).await?;
    super::gebeurd(huis, tx, v, "toetsing_ingetrokken", String::new(), Some(door), nu).await?;
    Ok(Ok(()))
}

/// who obtains the result afterwards also writes down why it is this one.
async fn resultaat(
    huis: &Huis,
    tx: &mut Tx,
    v: &mut Verwijzing,
    wie: &Aangemeld,
    tekst: &str,
    onderbouwing: &str,
    nu: Timestamp,
) -> Result<Result<(), Fouten>, DienstFout> {
    let aanbieder = wie.rol() == Rol::Aanbieder;
    let heeft = aanbieder && v.resultaat.is_some();
    if tekst.is_empty() && !heeft {
        return Ok(fout("resultaat", "Schrijf op wat de hulp moet opleveren."));
    }
    if heeft && onderbouwing.is_empty() {
        return Ok(fout("onderbouwing", "Schrijf op waarom dit het resultaat is."));
    }
    if tekst.chars().count().max(onderbouwing.chars().count()) > TEKST {
        return Ok(fout("resultaat", "Gebruik hoogstens 2000 tekens."));
    }
    if !heeft {
        v.resultaat = Some(tekst.into());
        v.resultaat_van = Some(if aanbieder { AANBIEDER } else { VERWIJZER }.to_owned());
    }
    if aanbieder && !onderbouwing.is_empty() {
        v.onderbouwing = Some(onderbouwing.into());
        if !v.privacy {
            // it is handed to the Toegang, which so takes part.
            v.toegang_op = v.toegang_op.or(Some(nu));
            let stap = Stap {
                voor: RegelVoor::Toegang,
                van: AANBIEDER,
                soort: "onderbouwing",
                bedrag: None,
                tekst: Some(onderbouwing.to_owned()),
                door: Some(wie.account()),
            };
            noteer(huis, tx, v, stap, nu).await?;
        }
    }
    if v.onderbouwing.is_some() || v.resultaat_van.as_deref() != Some(AANBIEDER) {
        tx.sluit_signaal(&v.houder, SignaalSoort::Resultaat, v.id, nu)
            .await?;
    } else {
        super::zet(huis, tx, v, SignaalSoort::Resultaat, None, nu).await?;
    }
    let stap = Stap {
        voor: lezer(v),
        van: if aanbieder { AANBIEDER } else { VERWIJZER },
        soort: "resultaat",
        bedrag: None,
        tekst: None,
        door: Some(wie.account()),
    };
    noteer(huis, tx, v, stap, nu).await?;
    Ok(Ok(()))
}

/// Highest amount of one product in a message: eight digits of eurocents.
const HOOGSTE: Centen = Centen(99_999_999);

fn leg_plan_vast(v: &mut Verwijzing, plan: &PlanVelden) -> Result<(), Fouten> {
    let mut fouten: Fouten = Vec::new();
    let mut mis = |veld, tekst: &str| fouten.push((veld, tekst.to_owned()));
    match plan.raming {
        None => mis("raming", "Vul in hoeveel de hulp naar verwachting kost."),
        Some(r) if r <= Centen::NUL || r > HOOGSTE => {
            mis("raming", "Vul een bedrag in van € 0,01 tot € 999.999,99.");
        }
        Some(_) => {}
    }
    if plan.duurzaam.is_none() {
        mis("duurzaam", "Kies herstel of duurzaam.");
    }
    match (plan.van, plan.tot) {
        (Some(van), Some(tot)) if tot < van => {
            mis(
                "tot",
                "De laatste dag ligt voor de eerste dag. Controleer beide datums.",
            );
        }
        (Some(_), Some(_)) => {}
        (None, _) => mis("van", "Vul de eerste dag van de hulp in."),
        (_, None) => mis("tot", "Vul de laatste dag van de hulp in."),
    }
    if !fouten.is_empty() {
        return Err(fouten);
    }
    v.budget = plan.raming;
    v.soort = plan.duurzaam.map(|d| {
        let soort = if d { Soort::Duurzaam } else { Soort::Herstel };
        soort.label().to_owned()
    });
    v.van = plan.van;
    v.tot = plan.tot;
    if verzoek::gevraagd(v).is_none_or(|g| g.budget > HOOGSTE) {
        return fout(
            "raming",
            "Het bedrag over de hele periode is te hoog voor een bericht.",
        );
    }
    Ok(())
}
