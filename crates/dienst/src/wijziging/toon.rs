//! A request for change, as a person sees it.

use super::besluit::{onder_besteed, open_taak};
use super::feiten::WijzigFeiten;
use super::oordeel::{self, Getoetst, Levering};
use super::plan::{self, Plan};
use super::zaak::{self, Zaak};
use crate::beeld::{
    Gebeurtenis, Merkje, Reden, Rij, Termijn, Toon, WijzigBeeld, WijzigFeitenVeld, WijzigKnop, WijzigRij,
    WijzigVoorstel,
};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis, mag};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis, gronden, levering, raming, taal, termijnen};
use houvast_begrip::datum;
use houvast_beslis::vragen::Oordeel;
use houvast_beslis::vragen::wijziging::WijzigingUitkomst;
use houvast_beslis::{RedenAfwijzing, Regioprofiel};
use houvast_opslag::{
    Bladzijde, Lees, RamingOnderwerp, Toewijzing, ToewijzingStatus, WijzigKanaal, WijzigUitkomst,
};
use jiff::civil::Date;
use uuid::Uuid;

/// One request; the look is logged.
pub async fn toon(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<WijzigBeeld, DienstFout> {
    eis(wie.functie(), Handeling::WijzigingZien)?;
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let gevonden = zaak::zoek(huis, &mut lees, id).await?;
    let blik = Blik {
        houder: gevonden.as_ref().map(|z| &z.wijziging.houder),
        jeugdige: gevonden.as_ref().map(|z| z.kind.id),
        voorwerp: "wijziging",
        id: Some(id),
        handeling: "lezen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    let zaak = gevonden.ok_or(DienstFout::NietGevonden)?;
    let vandaag = huis.tijd.vandaag();
    let w = &zaak.wijziging;
    let feiten = WijzigFeiten::van(w);
    let leveringen = oordeel::leveringen(huis, &mut lees, &zaak, vandaag).await?;
    let profiel = oordeel::profiel(huis, &w.houder, vandaag)?;
    let getoetst = oordeel::oordeel(&zaak, &feiten, &leveringen, w.uitkomst, profiel, vandaag);
    let plan = plan::plan(&zaak, vandaag);
    let te_laag = match &plan {
        Ok(plan) => onder_besteed(huis, &mut lees, &zaak, plan).await?,
        Err(_) => None,
    };
    let aanbieder = lees
        .aanbieder(w.aanbieder)
        .await?
        .map_or_else(|| format!("onbekende aanbieder {}", w.aanbieder), |a| a.naam);
    let door = match zaak.beslist_door() {
        Some(account) => lees.weergavenaam(account).await?,
        None => None,
    };
    let raming = lees.raming_van(RamingOnderwerp::Wijziging, id).await?;
    let tijdlijn = lees.tijdlijn(zaak.kind.id, Bladzijde::eerste(15)).await?.rijen;
    drop(lees);
    let beslist = mag(wie.functie(), Handeling::Beslissen);
    let open = zaak.open();
    let per_mail = w.kanaal == WijzigKanaal::BeveiligdeMail;
    Ok(WijzigBeeld {
        id,
        versie: zaak.versie(),
        aanbieder,
        gemeente: huis.gemeente_naam(w.houder.als_str()),
        jeugdige_id: zaak.kind.id,
        jeugdige: taal::naam_van(&zaak.kind),
        kanaal: if per_mail { "met beveiligde e-mail" } else { "met een bericht (JW317)" }.to_owned(),
        per_mail,
        ontvangen: w.ontvangen,
        termijn: open.then(|| Termijn {
            uiterlijk: zaak.uiterlijk(),
            werkdagen: termijnen::werkdagen_tot(huis, vandaag, zaak.uiterlijk()),
        }),
        stand: stand(&zaak),
        gevraagd: levering::gevraagd(&zaak.producten),
        reden_bericht: zaak.verzoek.as_ref().map(levering::reden).unwrap_or_default(),
        bericht: zaak.verzoek.as_ref().map(|v| v.bericht),
        raming: raming.as_ref().map(raming::raming_in_woorden).unwrap_or_default(),
        voorstellen: if beslist || !open {
            getoetst.iter().map(|g| voorstel(huis, g)).collect()
        } else {
            Vec::new()
        },
        bekend: feiten.bekend(),
        ontbreekt: if open { ontbreekt(&getoetst) } else { Vec::new() },
        feiten: open.then(|| WijzigFeitenVeld {
            nu: feiten.als_velden(),
            redenen: redenen(profiel),
            start_gemeld: leveringen.iter().all(|l| l.start.is_some()),
            besteding_bekend: leveringen.iter().all(|l| l.besteding.is_some()),
        }),
        knoppen: (open && beslist).then(|| knoppen(&zaak, &getoetst, plan, te_laag)),
        besluit: besluit(huis, &zaak, door.as_deref()),
        taak: open_taak(&zaak).then(|| {
            "Zoek een andere aanbieder. De Toegang doet dat, niet de aanbieder die de jeugdige niet accepteert.".to_owned()
        }),
        taak_klaar: beslist,
        nu: nu(&zaak, &leveringen, vandaag),
        gebeurd: tijdlijn
            .into_iter()
            .map(|g| Gebeurtenis {
                moment: huis.tijd.plaatselijk(g.op),
                met_tijd: true,
                wat: gebeurtenis::wat(&g.soort).to_owned(),
                toelichting: gebeurtenis::toelichting(&g.gegevens),
                bericht: g.bericht,
            })
            .collect(),
    })
}

impl Zaak {
    fn beslist_door(&self) -> Option<Uuid> {
        self.wijziging
            .beslist_door
            .or(self.verzoek.as_ref().and_then(|v| v.beslist_door))
    }
}

fn stand(zaak: &Zaak) -> Merkje {
    if zaak.open() {
        return if zaak.in_onderzoek() {
            Merkje::nieuw("in onderzoek", Toon::LetOp)
        } else {
            Merkje::nieuw("te beoordelen", Toon::LetOp)
        };
    }
    match uitkomst(zaak) {
        WijzigUitkomst::Gehonoreerd => Merkje::nieuw("toegewezen", Toon::Goed),
        _ => Merkje::nieuw("afgewezen", Toon::Fout),
    }
}

/// The decision; a JW317 that was refused by itself has no row of ours.
fn uitkomst(zaak: &Zaak) -> WijzigUitkomst {
    zaak.wijziging.uitkomst.unwrap_or(WijzigUitkomst::Afgewezen)
}

/// For a person.
pub(super) fn uitkomst_in_woorden(u: WijzigUitkomst) -> &'static str {
    match u {
        WijzigUitkomst::Gehonoreerd => "toegewezen zoals gevraagd",
        WijzigUitkomst::Afgewezen => "de hulp blijft zoals die is",
        WijzigUitkomst::AndereHulpvorm => "er komt een andere vorm van hulp",
        WijzigUitkomst::AndereAanbieder => "er komt een andere aanbieder",
        WijzigUitkomst::AanvullendeHulp => "er komt aanvullende hulp naast deze hulp",
    }
}

/// Word and meaning of each reason of the region, in its order, and the one that is none of them.
pub(super) fn redenen(profiel: &Regioprofiel) -> Vec<(String, String)> {
    use houvast_beslis::regioprofiel::protocol::Wijzigingsreden;
    let regels = profiel.protocol.wijzigingsregels.iter().flat_map(|r| &r.redenen);
    let mut uit: Vec<(String, String)> = regels
        .map(|r| {
            (
                r.reden.woord().to_owned(),
                format!("{}. {}", r.nummer, r.reden.label()),
            )
        })
        .collect();
    let anders = Wijzigingsreden::Anders;
    uit.push((anders.woord().to_owned(), anders.label().to_owned()));
    uit
}

fn voorstel(huis: &Huis, g: &Getoetst) -> WijzigVoorstel {
    let a = &g.antwoord;
    let samenvatting = match a.oordeel {
        Oordeel::Akkoord => "De wijziging past bij het protocol.",
        Oordeel::Voorleggen => "De wijziging kan. De Toegang beslist.",
        Oordeel::VoorstelAfwijzen => "Voorstel: afwijzen. De Toegang beslist.",
        Oordeel::Afwijzen => "Deze gemeente neemt dit bericht niet aan.",
        Oordeel::Onvolledig => "Er is nog niet genoeg bekend voor een voorstel.",
    };
    WijzigVoorstel {
        titel: format!(
            "Toewijzing {}, {}",
            g.toewijzing.nummer,
            taal::hulp(g.toewijzing.categorie.as_deref(), g.toewijzing.code.as_deref())
        ),
        uitkomst: gronden::uitkomst(a.oordeel),
        samenvatting: samenvatting.to_owned(),
        regels: regels(a.uitkomst.as_ref()),
        gronden: gronden::van(a),
        opdrachten: a
            .opdrachten
            .iter()
            .map(|o| format!("Voor {}: {}", o.wie.label(), o.wat))
            .collect(),
        profiel: gronden::profiel(huis, &a.profiel),
    }
}

/// The days that count. Number of the reason and channel stand in the grounds.
fn regels(uitkomst: Option<&WijzigingUitkomst>) -> Vec<Rij> {
    let Some(u) = uitkomst else {
        return Vec::new();
    };
    let op_tijd = u.op_tijd.map(|ja| if ja { "ja" } else { "nee" }.to_owned());
    [
        ("Budget is op", u.uitputting.map(datum::lang)),
        ("Vragen kan tot", u.uiterlijk.map(datum::lang)),
        ("Op tijd gevraagd", op_tijd),
    ]
    .into_iter()
    .filter_map(|(naam, waarde)| Some(Rij::nieuw(naam, waarde?)))
    .collect()
}

/// Each missing fact once.
fn ontbreekt(getoetst: &[Getoetst]) -> Vec<String> {
    let mut uit: Vec<String> = Vec::new();
    for feit in getoetst.iter().flat_map(|g| &g.antwoord.ontbreekt) {
        if !uit.iter().any(|u| u == feit.label) {
            uit.push(feit.label.to_owned());
        }
    }
    uit
}

fn knoppen(
    zaak: &Zaak,
    getoetst: &[Getoetst],
    plan: Result<Plan, &'static str>,
    te_laag: Option<&'static str>,
) -> WijzigKnop {
    let (gevolg, kan_niet) = match (plan, te_laag) {
        (Ok(plan), None) => (gevolg(&plan), String::new()),
        (Ok(_), Some(zin)) | (Err(zin), _) => (Vec::new(), zin.to_owned()),
    };
    WijzigKnop {
        toewijzen_met_reden: getoetst.is_empty() || getoetst.iter().any(Getoetst::afwijken),
        gevolg,
        kan_niet,
        onderzoeken: !zaak.in_onderzoek(),
        redenen: if zaak.verzoek.is_some() {
            RedenAfwijzing::ALLE
                .into_iter()
                .filter(|r| *r != RedenAfwijzing::Woonplaatsbeginsel)
                .map(|r| Reden {
                    code: r.code().to_owned(),
                    tekst: r.label().to_owned(),
                })
                .collect()
        } else {
            Vec::new()
        },
        uitkomsten: WijzigUitkomst::ALLE
            .iter()
            .filter(|u| **u != WijzigUitkomst::Gehonoreerd)
            .map(|u| (u.als_str().to_owned(), uitkomst_in_woorden(*u).to_owned()))
            .collect(),
    }
}

/// The requests for change of a child that came by secure mail, as rows of the dossier.
pub(crate) async fn per_mail(
    huis: &Huis,
    lees: &mut Lees,
    jeugdige: Uuid,
    vandaag: Date,
) -> Result<Vec<WijzigRij>, DienstFout> {
    let mut uit = Vec::new();
    for wijziging in lees.wijzigingen_van(jeugdige).await? {
        if wijziging.kanaal != WijzigKanaal::BeveiligdeMail {
            continue;
        }
        let Some(zaak) = zaak::zoek(huis, lees, wijziging.id).await? else {
            continue;
        };
        let reden = WijzigFeiten::van(&zaak.wijziging).reden().waarde;
        uit.push(WijzigRij {
            id: wijziging.id,
            referentie: "Per beveiligde e-mail".to_owned(),
            ontvangen: wijziging.ontvangen,
            gevraagd: levering::gevraagd(&zaak.producten),
            reden: reden.map_or("reden nog niet bekend", |r| r.label()).to_owned(),
            stand: stand(&zaak),
            termijn: zaak.open().then(|| Termijn {
                uiterlijk: zaak.uiterlijk(),
                werkdagen: termijnen::werkdagen_tot(huis, vandaag, zaak.uiterlijk()),
            }),
        });
    }
    Ok(uit)
}

fn omvang(t: &Toewijzing) -> String {
    format!(
        "{}, {}",
        taal::omvang(t.budget, t.volume, t.eenheid.as_deref(), t.frequentie.as_deref()),
        taal::periode(t.ingangsdatum, t.einddatum)
    )
}

fn gevolg(plan: &Plan) -> Vec<String> {
    let oud = plan
        .gewijzigd
        .iter()
        .map(|t| format!("Toewijzing {} wordt {}.", t.nummer, omvang(t)));
    let nieuw = plan.nieuw.iter().map(|t| {
        let hulp = taal::hulp(t.categorie.as_deref(), t.code.as_deref());
        format!("Er komt een nieuwe toewijzing: {hulp}, {}.", omvang(t))
    });
    oud.chain(nieuw).collect()
}

fn besluit(huis: &Huis, zaak: &Zaak, door: Option<&str>) -> String {
    if zaak.open() {
        return String::new();
    }
    let verzoek = zaak.verzoek.as_ref();
    let op = zaak
        .wijziging
        .beslist_op
        .or(verzoek.and_then(|v| v.afgehandeld_op));
    let op = op.map_or_else(String::new, |op| {
        format!(" op {}", datum::lang(huis.tijd.dag_van(op)))
    });
    let door = door.map_or_else(
        || "vanzelf, volgens het protocol".to_owned(),
        |naam| format!("door {naam}"),
    );
    let uitkomst = uitkomst(zaak);
    let wat = if uitkomst == WijzigUitkomst::Gehonoreerd {
        "Toegewezen"
    } else {
        "Afgewezen"
    };
    let code = verzoek
        .and_then(|v| v.reden_afwijzing.as_deref())
        .and_then(|c| RedenAfwijzing::try_from(c).ok())
        .map(|r| format!(" ({})", r.label()))
        .unwrap_or_default();
    let mut tekst = format!("{wat}{code}{op} {door}: {}.", uitkomst_in_woorden(uitkomst));
    let reden = zaak
        .wijziging
        .toelichting
        .as_ref()
        .map(|t| t.0.clone())
        .or_else(|| verzoek.and_then(|v| v.toelichting.clone()));
    if let Some(reden) = reden {
        tekst.push_str(&format!(" Reden: {reden}"));
    }
    tekst
}

fn nu(zaak: &Zaak, leveringen: &[Levering], vandaag: Date) -> Vec<Rij> {
    let mut uit = Vec::new();
    let lopend = zaak
        .toewijzingen
        .iter()
        .filter(|t| t.status == ToewijzingStatus::Actief && t.einddatum.is_none_or(|e| e >= vandaag));
    for t in lopend {
        uit.push(Rij::nieuw(format!("Toewijzing {}", t.nummer), omvang(t)));
        if let Some(levering) = leveringen.iter().find(|l| l.nummer == t.nummer) {
            let start = levering
                .start
                .map_or_else(|| "niet gemeld met een bericht".to_owned(), datum::kort);
            uit.push(Rij::nieuw("Start", start));
            if let Some(b) = levering.besteding {
                let tekst = format!(
                    "{} tot en met {}, {} per week",
                    b.besteed,
                    datum::kort(b.op),
                    b.tempo_per_week
                );
                uit.push(Rij::nieuw("Gedeclareerd", tekst));
            }
        }
    }
    if uit.is_empty() {
        uit.push(Rij::nieuw("Hulp bij deze aanbieder", "geen"));
    }
    uit
}
