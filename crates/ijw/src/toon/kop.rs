//! The head of the page: what the message is, from whom to whom, and how it ended when it is an answer.

use super::waarde;
use crate::BerichtSoort;
use crate::schema::Knoop;

/// What the message is and between whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kop {
    /// The kind of message.
    pub soort: BerichtSoort,
    /// Who sent it, in words.
    pub van: String,
    /// To whom, in words.
    pub aan: String,
    /// Sentences below the title.
    pub zinnen: Vec<String>,
}

impl Kop {
    /// From the elements below the root.
    pub(super) fn van(soort: BerichtSoort, knopen: &[Knoop]) -> Self {
        let lees = |naam: &str| knopen.iter().find(|k| k.veld.naam == "Header")?.lees(naam);
        let partij = |naam: &str| waarde::partij(lees(naam).unwrap_or_default());
        let (mut van, mut aan) = (partij("Afzender"), partij("Ontvanger"));
        let heen = format!(
            "bericht {} van {}",
            lees("BerichtIdentificatie/Identificatie").unwrap_or("-"),
            waarde::datum(lees("BerichtIdentificatie/Dagtekening").unwrap_or("-"))
        );
        let mut zinnen = Vec::new();
        if let Some(heensoort) = soort.heen().filter(|_| soort != BerichtSoort::Jw325) {
            // The header of a retourbericht is that of the heenbericht, parties included (IV028).
            std::mem::swap(&mut van, &mut aan);
            zinnen.push(format!("Van {van} aan {aan}."));
            zinnen.push(format!(
                "Antwoord {} van {}, op {} {heen}.",
                lees("IdentificatieRetour").unwrap_or("-"),
                waarde::datum(lees("DagtekeningRetour").unwrap_or("-")),
                heensoort.as_str()
            ));
        } else {
            zinnen.push(format!("Van {van} aan {aan}."));
            let mut heen = heen;
            if let Some(eerste) = heen.get_mut(..1) {
                eerste.make_ascii_uppercase();
            }
            if let Some(declaratie) = lees("DeclaratieIdentificatie/Identificatie") {
                let dag = lees("DeclaratieIdentificatie/Dagtekening").unwrap_or("-");
                heen += &format!(", over declaratiebericht {declaratie} van {}", waarde::datum(dag));
            }
            zinnen.push(format!("{heen}."));
        }
        zinnen.extend(uitkomst(soort, knopen).map(str::to_owned));
        Self {
            soort,
            van,
            aan,
            zinnen,
        }
    }
}

/// How it ended, of an answer.
fn uitkomst(soort: BerichtSoort, knopen: &[Knoop]) -> Option<&'static str> {
    soort.heen()?;
    let header = knopen.iter().find(|k| k.veld.naam == "Header")?;
    let codes = |knoop: &Knoop| -> Vec<String> {
        let lijst = knoop.kind("RetourCodes").map(|k| k.kinderen.as_slice());
        lijst
            .unwrap_or_default()
            .iter()
            .map(|k| k.waarde.clone())
            .collect()
    };
    let inhoud = knopen.iter().find(|k| k.veld.naam != "Header");
    if codes(header).iter().any(|code| code == "0001") {
        return Some("Het bericht is afgekeurd om technische redenen. Het telt als niet verstuurd.");
    }
    if codes(header).iter().any(|code| code != "0200") {
        return Some("Het bericht is afgekeurd om een fout in de kop. Het telt als niet verstuurd.");
    }
    let Some(inhoud) = inhoud else {
        return Some("Het bericht is goed ontvangen. Er zijn geen fouten gevonden.");
    };
    if soort != BerichtSoort::Jw325 {
        return Some(
            "Het bericht is afgekeurd. De codes hieronder zeggen waarom. Het telt als niet verstuurd.",
        );
    }
    let codes = codes(inhoud);
    Some(if codes.iter().any(|code| code == "8001") {
        "De declaratie is helemaal toegekend."
    } else if codes.iter().any(|code| code != "0200") {
        "De declaratie is in haar geheel afgewezen en telt als niet verstuurd."
    } else {
        "Een deel van de declaratie is afgewezen. De afgewezen prestaties staan hieronder; de rest is toegekend."
    })
}
