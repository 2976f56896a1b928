//! What the walks through a JW323 and a JW325 differ in.

use super::Prestatie;
use crate::berichten::{jw323, jw325, vormen};
use crate::lezen::lezer::{Deels, Klasse, Lezer, Ruimte, Stroom};
use crate::lezen::snel::Snel;
use crate::regels::prestatie::Lijn;
use crate::{Bericht, Tekst};

/// The classes on the way to a Prestatie.
pub(super) trait Vorm: 'static {
    type Wortel: Deels;
    type Midden: Deels;
    type Client: Deels;
    type Prestatie: Send;
    const CLIENTEN: &'static Klasse;
    const PRESTATIES: &'static Klasse;

    /// The message without its Clienten, as far as it has been read.
    fn kop(wortel: &Self::Wortel, midden: Option<&Self::Midden>) -> Option<Bericht>;
    fn bsn(client: &Self::Client) -> Option<&str>;
    fn prestatie(l: &mut Lezer<'_>) -> Stroom<Option<Self::Prestatie>>;
    /// The content of a Prestatie in the common shape.
    fn snel(s: &mut Snel<'_>) -> Option<Self::Prestatie>;
    /// From the end of a Client into the next, when nothing but its BSN stands in between.
    fn volgende_client(s: &mut Snel<'_>) -> Option<Grens>;
    fn lijn(prestatie: &Self::Prestatie) -> Lijn<'_>;
    fn zicht(prestatie: &Self::Prestatie) -> Prestatie<'_>;
}

/// The start of the next Client.
pub(super) struct Grens {
    pub(super) bsn: Tekst,
    /// How many bytes were left where its tag began, that of its BSN, and that of its Prestaties.
    pub(super) client: usize,
    pub(super) bsn_plek: usize,
    pub(super) prestaties: usize,
}

pub(super) struct Declaratie;

impl Vorm for Declaratie {
    type Wortel = jw323::BerichtDeels;
    type Midden = jw323::DeclaratieDeels;
    type Client = jw323::ClientDeels;
    type Prestatie = jw323::Prestatie;
    const CLIENTEN: &'static Klasse = &jw323::CLIENTEN;
    const PRESTATIES: &'static Klasse = &jw323::PRESTATIES;

    fn kop(wortel: &Self::Wortel, midden: Option<&Self::Midden>) -> Option<Bericht> {
        let midden = midden?;
        let kop = jw323::Bericht {
            header: wortel.header.clone()?,
            declaratie: jw323::Declaratie {
                declaratie_nummer: midden.declaratie_nummer.clone()?,
                declaratie_periode: midden.declaratie_periode.clone()?,
                declaratie_dagtekening: midden.declaratie_dagtekening?,
                totaal_ingediend_bedrag: midden.totaal_ingediend_bedrag.clone()?,
                clienten: jw323::Clienten { client: Vec::new() },
            },
        };
        Some(kop.into())
    }

    fn bsn(client: &Self::Client) -> Option<&str> {
        client.bsn.as_deref()
    }

    fn prestatie(l: &mut Lezer<'_>) -> Stroom<Option<Self::Prestatie>> {
        jw323::Prestatie::lees(l)
    }

    fn snel(s: &mut Snel<'_>) -> Option<Self::Prestatie> {
        jw323::Prestatie::snel(s)
    }

    fn volgende_client(s: &mut Snel<'_>) -> Option<Grens> {
        s.sluit(Ruimte::Bericht, b"Prestaties>")?;
        s.sluit(Ruimte::Bericht, b"Client>")?;
        s.wit();
        let client = s.over();
        s.open(Ruimte::Bericht, b"Client>")?;
        s.wit();
        let bsn_plek = s.over();
        let bsn = s.tekst(Ruimte::Bericht, b"Bsn>", &vormen::BURGER_SERVICENUMMER)?;
        s.wit();
        let prestaties = s.over();
        s.open(Ruimte::Bericht, b"Prestaties>")?;
        Some(Grens {
            bsn,
            client,
            bsn_plek,
            prestaties,
        })
    }

    fn lijn(prestatie: &Self::Prestatie) -> Lijn<'_> {
        prestatie.into()
    }

    fn zicht(prestatie: &Self::Prestatie) -> Prestatie<'_> {
        Prestatie::Jw323(prestatie)
    }
}

pub(super) struct Antwoord;

impl Vorm for Antwoord {
    type Wortel = jw325::BerichtDeels;
    type Midden = jw325::DeclaratieAntwoordDeels;
    type Client = jw325::ClientDeels;
    type Prestatie = jw325::Prestatie;
    const CLIENTEN: &'static Klasse = &jw325::CLIENTEN;
    const PRESTATIES: &'static Klasse = &jw325::PRESTATIES;

    fn kop(wortel: &Self::Wortel, midden: Option<&Self::Midden>) -> Option<Bericht> {
        let antwoord = match midden {
            None => None,
            Some(midden) => Some(jw325::DeclaratieAntwoord {
                declaratie_nummer: midden.declaratie_nummer.clone()?,
                totaal_ingediend_bedrag: midden.totaal_ingediend_bedrag.clone()?,
                totaal_toegekend_bedrag: midden.totaal_toegekend_bedrag.clone()?,
                clienten: None,
                retour_codes: midden.retour_codes.clone().unwrap_or(jw325::RetourCodes {
                    retour_code: Vec::new(),
                }),
            }),
        };
        let kop = jw325::Bericht {
            header: wortel.header.clone()?,
            declaratie_antwoord: antwoord,
        };
        Some(kop.into())
    }

    fn bsn(client: &Self::Client) -> Option<&str> {
        client.bsn.as_deref()
    }

    fn prestatie(l: &mut Lezer<'_>) -> Stroom<Option<Self::Prestatie>> {
        jw325::Prestatie::lees(l)
    }

    fn snel(s: &mut Snel<'_>) -> Option<Self::Prestatie> {
        jw325::Prestatie::snel(s)
    }

    // The RetourCodes of a Client follow its Prestaties: the general reader takes those.
    fn volgende_client(_: &mut Snel<'_>) -> Option<Grens> {
        None
    }

    fn lijn(prestatie: &Self::Prestatie) -> Lijn<'_> {
        prestatie.into()
    }

    fn zicht(prestatie: &Self::Prestatie) -> Prestatie<'_> {
        Prestatie::Jw325(prestatie)
    }
}
