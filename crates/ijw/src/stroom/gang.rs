//! The walk: from the root to each Prestatie, with the rules of level 2 on the way.

use super::beurt::{self, Bytes, Gedeeld, OmDeBeurt, Voorlezer};
use super::bron::BronGang;
use super::klein;
use super::plaatsen::{InSpoor, InVenster, Vast};
use super::vooruit::{Kernen, Noot, Vooraf, Wat};
use super::vorm::{Antwoord, Declaratie, Grens, Vorm};
use super::{Gang, Invoer, Ontvanger, Plaats, STROMEN, Wijze};
use crate::lezen::lezer::{Deels, Lezer, Ruimte, Stand, Stroom};
use crate::lezen::snel::{Merken, Snel};
use crate::lezen::spoor::Spoor;
use crate::lezen::{self, Afstand, Begin, Grenzen};
use crate::regels::prestatie::{Kort, Loop, Plaatser};
use crate::{Bericht, BerichtSoort};
use compact_str::CompactString;
use std::io::{self, BufRead, Read};
use std::sync::{Arc, Mutex};
use std::{thread, vec};

pub(super) fn loop_door(
    mut invoer: Invoer<'_>,
    grenzen: &Grenzen,
    ontvanger: &mut impl Ontvanger,
    wijze: Wijze<'_>,
) -> io::Result<Gang> {
    // Other kinds come whole, and so does a small JW323; most are small enough to stand in one buffer.
    let mut gezien = Vec::new();
    let begin: &mut dyn BufRead = match &mut invoer {
        Invoer::Alleen(invoer) => invoer,
        Invoer::Samen(invoer) => invoer,
    };
    if let Ok(bytes) = begin.fill_buf()
        && let Some(lezing) = lezen::heel(bytes, grenzen, |soort| wijze.snel && mag_heel(soort, bytes))
    {
        gezien.extend_from_slice(bytes);
        begin.consume(gezien.len());
        if matches!(begin.fill_buf(), Ok([]))
            && let Some(gang) = klein::gang(lezing, wijze.bron, ontvanger)
        {
            return Ok(gang);
        }
    }
    match invoer {
        Invoer::Alleen(rest) => verder(&mut gezien.chain(rest), None, grenzen, ontvanger, wijze),
        Invoer::Samen(rest) => {
            let bytes = Mutex::new(gezien.chain(rest));
            verder(&mut OmDeBeurt(&bytes), Some(&bytes), grenzen, ontvanger, wijze)
        }
    }
}

/// A message that does not come in one piece. `samen`: where threads that read ahead find the same bytes.
fn verder<'i>(
    invoer: &'i mut dyn Read,
    samen: Option<&'i Bytes<'i>>,
    grenzen: &Grenzen,
    ontvanger: &mut impl Ontvanger,
    wijze: Wijze<'_>,
) -> io::Result<Gang> {
    let (mut lezer, soort, lezing) = match lezen::begin(invoer, grenzen)? {
        Begin::Klaar(lezing) => return Ok(lezing.into()),
        Begin::Verder(lezer, soort, lezing) => (lezer, soort, lezing),
    };
    ontvanger.soort(soort);
    if !STROMEN.contains(&soort) {
        let gelezen = soort.lees(&mut lezer);
        return lezen::slot(lezing, *lezer, gelezen, grenzen).map(Gang::from);
    }
    match soort {
        BerichtSoort::Jw323 => {
            stroom::<Declaratie>(lezing, lezer.met_spoor(), samen, grenzen, ontvanger, wijze)
        }
        _ => stroom::<Antwoord>(lezing, lezer.met_spoor(), samen, grenzen, ontvanger, wijze),
    }
}

fn stroom<'i, V: Vorm>(
    lezing: lezen::Lezing,
    lezer: Lezer<'i>,
    samen: Option<&'i Bytes<'i>>,
    grenzen: &Grenzen,
    ontvanger: &mut impl Ontvanger,
    wijze: Wijze<'_>,
) -> io::Result<Gang> {
    let Some(bytes) = samen.filter(|_| wijze.kernen.aantal >= 2) else {
        return wandel::<V>(lezing, lezer, grenzen, ontvanger, wijze, None);
    };
    thread::scope(|s| {
        let start = |gedeeld: Arc<Gedeeld<'i, V::Prestatie>>| {
            s.spawn(move || beurt::help::<V>(&gedeeld));
        };
        let hulp = Hulp { bytes, start: &start };
        wandel::<V>(lezing, lezer, grenzen, ontvanger, wijze, Some(hulp))
    })
}

/// What a thread that helps needs.
struct Hulp<'h, 'i, V: Vorm> {
    bytes: &'i Bytes<'i>,
    start: &'h dyn Fn(Arc<Gedeeld<'i, V::Prestatie>>),
}

fn wandel<'i, V: Vorm>(
    lezing: lezen::Lezing,
    mut lezer: Lezer<'i>,
    grenzen: &Grenzen,
    ontvanger: &mut impl Ontvanger,
    wijze: Wijze<'_>,
    hulp: Option<Hulp<'_, 'i, V>>,
) -> io::Result<Gang> {
    let soort = lezing.soort.unwrap_or(BerichtSoort::Jw323);
    let mut wandeling = Wandeling::<_, V> {
        ontvanger,
        snel: wijze.snel,
        kernen: wijze.kernen,
        hulp,
        noten: None,
        bron: wijze.bron.map(BronGang::nieuw),
        regels: Loop::nieuw(soort),
        kopspoor: Spoor::default(),
        kop: None,
    };
    let gelezen = wandeling.wortel(&mut lezer);
    let mut gang = Gang::from(lezen::slot(lezing, lezer, gelezen, grenzen)?);
    gang.prestaties = wandeling.regels.aantal();
    if let Some(kop) = gang.bericht.take() {
        let mut plaatser = InSpoor(&wandeling.kopspoor, 0);
        gang.niveau = 2;
        gang.bevindingen = wandeling.regels.slot(&kop, &mut plaatser);
        if let Some(bron) = wandeling.bron.filter(|_| gang.bevindingen.is_empty()) {
            gang.niveau = 4;
            gang.bevindingen = bron.bevindingen;
        }
        gang.bevindingen.sort_by_key(|b| (b.regelnummer, b.kolom));
        gang.kop = Some(kop);
    }
    Ok(gang)
}

/// Up to this size a JW323 is rather held whole than walked through.
const KLEIN: usize = 64 * 1024;

fn mag_heel(soort: BerichtSoort, bytes: &[u8]) -> bool {
    !STROMEN.contains(&soort) || soort == BerichtSoort::Jw323 && bytes.len() <= KLEIN
}

impl From<lezen::Lezing> for Gang {
    fn from(lezing: lezen::Lezing) -> Self {
        Self {
            soort: lezing.soort,
            release: lezing.release,
            niveau: 1,
            bevindingen: lezing.bevindingen,
            bericht: lezing.bericht,
            ..Self::default()
        }
    }
}

struct Wandeling<'o, 'i, O, V: Vorm> {
    ontvanger: &'o mut O,
    /// Whether the fast road may be taken; tests close it to compare.
    snel: bool,
    kernen: Kernen,
    /// For a large message, until they were started.
    hulp: Option<Hulp<'o, 'i, V>>,
    noten: Option<Noten<'i, V>>,
    regels: Loop,
    bron: Option<BronGang<'o>>,
    /// Where the elements of the head stand.
    kopspoor: Spoor,
    /// The head, once it was told.
    kop: Option<Bericht>,
}

impl<'i, O: Ontvanger, V: Vorm> Wandeling<'_, 'i, O, V> {
    /// The whole message; its head as the answer.
    fn wortel(&mut self, l: &mut Lezer<'i>) -> Stroom<Option<Bericht>> {
        let mut deels = V::Wortel::default();
        let mut midden = None;
        let mut stand = l.begin(V::Wortel::KLASSE)?;
        while let Some(deel) = l.kind(V::Wortel::KLASSE, &mut stand)? {
            if deel == V::Wortel::ONDER {
                midden = Some(self.midden(l, &deels)?);
            } else {
                deels.deel(deel, l)?;
            }
        }
        let kop = V::kop(&deels, midden.as_ref()).filter(|_| l.is_schoon());
        // An answer without Clienten has not been told yet.
        self.vertel_kop(l, kop.as_ref());
        Ok(kop)
    }

    fn vertel_kop(&mut self, l: &mut Lezer<'i>, kop: Option<&Bericht>) {
        if let (Some(kop), None) = (kop, &self.kop) {
            self.kopspoor = std::mem::take(&mut l.spoor);
            self.regels.kop(kop, &mut InSpoor(&self.kopspoor, 0));
            if let Some(bron) = &mut self.bron {
                bron.kop(kop, &mut InSpoor(&self.kopspoor, 0));
            }
            self.ontvanger.kop(kop);
            self.kop = Some(kop.clone());
        }
    }

    fn midden(&mut self, l: &mut Lezer<'i>, wortel: &V::Wortel) -> Stroom<V::Midden> {
        let mut deels = V::Midden::default();
        let mut stand = l.begin(V::Midden::KLASSE)?;
        while let Some(deel) = l.kind(V::Midden::KLASSE, &mut stand)? {
            if deel == V::Midden::ONDER {
                let kop = V::kop(wortel, Some(&deels)).filter(|_| l.is_schoon());
                self.vertel_kop(l, kop.as_ref());
                self.clienten(l)?;
            } else {
                deels.deel(deel, l)?;
            }
        }
        Ok(deels)
    }

    fn clienten(&mut self, l: &mut Lezer<'i>) -> Stroom<()> {
        let mut stand = l.begin(V::CLIENTEN)?;
        while l.kind(V::CLIENTEN, &mut stand)?.is_some() {
            self.client(l, &mut stand)?;
        }
        Ok(())
    }

    fn client(&mut self, l: &mut Lezer<'i>, clienten: &mut Stand) -> Stroom<()> {
        let (nummer, diepte) = (l.nummer(), l.diepte());
        let prefix = CompactString::from(l.xml.prefix());
        l.spoor.alleen_laatste();
        let mut deels = V::Client::default();
        let mut stand = l.begin(V::Client::KLASSE)?;
        while let Some(deel) = l.kind(V::Client::KLASSE, &mut stand)? {
            if deel != V::Client::ONDER {
                deels.deel(deel, l)?;
                continue;
            }
            let mut weg = None;
            if let Some(bsn) = V::bsn(&deels).filter(|_| l.is_schoon()) {
                self.regels.client(nummer, bsn, &mut InSpoor(&l.spoor, diepte));
                self.ontvanger.client(nummer, bsn);
                if self.snel {
                    weg = l.merken().map(|merken| Snelweg {
                        merken,
                        over_de_grens: l.xml.prefix() == prefix && !l.xml.bindt(1),
                    });
                }
            }
            self.prestaties(l, clienten, weg.as_ref())?;
        }
        Ok(())
    }

    fn prestaties(&mut self, l: &mut Lezer<'i>, clienten: &mut Stand, weg: Option<&Snelweg>) -> Stroom<()> {
        let mut stand = l.begin(V::PRESTATIES)?;
        loop {
            if let Some(weg) = weg.filter(|_| l.is_schoon()) {
                self.rij(l, weg, clienten, &mut stand);
            }
            if l.kind(V::PRESTATIES, &mut stand)?.is_none() {
                return Ok(());
            }
            let (nummer, diepte) = (l.nummer(), l.diepte());
            l.spoor.alleen_laatste();
            let prestatie = V::prestatie(l)?;
            if let Some(prestatie) = prestatie.filter(|_| l.is_schoon()) {
                let plaats = Plaats {
                    client: clienten.aantal(),
                    prestatie: nummer,
                };
                self.prestatie(plaats, &prestatie, &mut InSpoor(&l.spoor, diepte));
            }
        }
    }

    fn prestatie(&mut self, plaats: Plaats, prestatie: &V::Prestatie, plaatser: &mut dyn Plaatser) {
        self.regels
            .prestatie(plaats.prestatie, &V::lijn(prestatie), plaatser);
        if let Some(bron) = self.bron.as_mut().filter(|_| self.regels.is_schoon()) {
            bron.prestatie(plaats, V::zicht(prestatie), plaatser);
        }
        self.ontvanger.prestatie(plaats, V::zicht(prestatie));
    }

    /// The fast road: as many Prestaties and borders between Clienten as have the common shape.
    fn rij(&mut self, l: &mut Lezer<'i>, weg: &Snelweg, clienten: &mut Stand, stand: &mut Stand) {
        let mut bijgevuld = false;
        self.ververs(weg);
        loop {
            let verbruikt = l.xml.bron().verbruikt();
            let venster = l.xml.bron().venster();
            let lengte = venster.len();
            let mut s = Snel::op(venster, &weg.merken);
            s.wit();
            let begin = lengte - s.over();
            let na = s;
            let mag_over = weg.over_de_grens && stand.aantal() > 0;
            let mut gevonden = None;
            if let Some(noten) = &mut self.noten
                && let Some(noot) = noten.bij(verbruikt + begin as u64, verbruikt + lengte as u64, mag_over)
            {
                let eind = usize::try_from(noot.eind - verbruikt).unwrap_or(lengte);
                let blok = usize::try_from(noot.blok_eind - verbruikt).unwrap_or(lengte);
                gevonden = noten.wat(noot.wat).map(|wat| (wat, eind, blok));
            }
            if gevonden.is_none()
                && let Some(prestatie) = s.klasse(Ruimte::Bericht, b"Prestatie>", V::snel)
            {
                gevonden = Some((Ding::Prestatie(prestatie), lengte - s.over(), lengte));
            }
            if gevonden.is_none() && mag_over {
                s = na;
                gevonden = V::volgende_client(&mut s)
                    .map(|grens| (Ding::Grens(grens, None), lengte - s.over(), lengte));
            }
            if let Some((wat, eind, vanaf)) = gevonden {
                match wat {
                    Ding::Prestatie(prestatie) => {
                        let plaats = Plaats {
                            client: clienten.aantal(),
                            prestatie: stand.nog_een(),
                        };
                        let bron = l.xml.bron();
                        self.prestatie(plaats, &prestatie, &mut InVenster { bron, begin, eind });
                    }
                    Ding::Kort(kort) => {
                        if let Some(straks) = self.noten.as_ref().and_then(Noten::straks) {
                            self.regels.straks(straks);
                        }
                        let nummer = stand.nog_een();
                        let bron = l.xml.bron();
                        self.regels
                            .kort(nummer, &kort, &mut InVenster { bron, begin, eind });
                    }
                    Ding::Grens(grens, plekken) => {
                        self.over_de_grens(l, clienten, &grens, vanaf, plekken);
                        stand.opnieuw();
                    }
                }
                l.xml.bron().schuif(eind);
                bijgevuld = false;
                continue;
            }
            // What is cut off at the end of the window may be whole after filling it up; what is long enough is not.
            if bijgevuld || lengte > RUIM {
                return;
            }
            self.begin_vooruit(l, weg);
            if !l.xml.bron().vul_aan() {
                return;
            }
            self.ververs(weg);
            bijgevuld = true;
        }
    }

    /// When the message turns out to be large, others read ahead.
    fn begin_vooruit(&mut self, l: &mut Lezer<'i>, weg: &Snelweg) {
        let bron = l.xml.bron();
        if let Some(hulp) = &self.hulp
            && bron.verbruikt() >= self.kernen.vanaf
            && let Some(begin) = bron.ongelezen()
        {
            let vooraf = (!self.ontvanger.wil_prestaties()).then(|| Vooraf {
                regels: self.regels.los(),
                bron: self.bron.as_ref().and_then(BronGang::los),
            });
            let gedeeld = Gedeeld::nieuw(weg.merken, vooraf, hulp.bytes, self.kernen, begin);
            bron.lees_vooruit(Box::new(Voorlezer::<V>(Arc::clone(&gedeeld))));
            for _ in 1..self.kernen.aantal {
                (hulp.start)(Arc::clone(&gedeeld));
            }
            self.noten = Some(Noten {
                gedeeld,
                lijst: Vec::new().into_iter(),
                prestaties: Vec::new(),
            });
            self.hulp = None;
        }
    }

    /// Takes the notes of the block that came, when they were made for this road.
    fn ververs(&mut self, weg: &Snelweg) {
        if let Some(noten) = &mut self.noten {
            if *noten.gedeeld.merken() != weg.merken {
                noten.lijst = Vec::new().into_iter();
            } else if let Some(vers) = noten.gedeeld.haal() {
                (noten.lijst, noten.prestaties) = (vers.lijst.into_iter(), vers.prestaties);
            }
        }
    }

    fn over_de_grens(
        &mut self,
        l: &mut Lezer<'i>,
        clienten: &mut Stand,
        grens: &Grens,
        lengte: usize,
        plekken: Option<[Afstand; 3]>,
    ) {
        let nummer = clienten.nog_een();
        let bron = l.xml.bron();
        let geteld = plekken.and_then(|[client, bsn, prestaties]| {
            let plek = |afstand| bron.plek_in_blok(afstand);
            Some([plek(client)?, plek(bsn)?, plek(prestaties)?])
        });
        let [client, bsn, prestaties] = geteld.unwrap_or_else(|| {
            [grens.client, grens.bsn_plek, grens.prestaties].map(|over| bron.plek_in_venster(lengte - over))
        });
        l.volgende(nummer, client, prestaties);
        self.regels.client(nummer, &grens.bsn, &mut Vast { client, bsn });
        self.ontvanger.client(nummer, &grens.bsn);
    }
}

/// What others read ahead.
struct Noten<'i, V: Vorm> {
    gedeeld: Arc<Gedeeld<'i, V::Prestatie>>,
    lijst: vec::IntoIter<Noot>,
    prestaties: Vec<Option<V::Prestatie>>,
}

/// What comes next on the fast road.
enum Ding<P> {
    Prestatie(P),
    Kort(Kort),
    /// And its places in the block, when they were counted.
    Grens(Grens, Option<[Afstand; 3]>),
}

/// How many lines ahead the tables are told.
const STRAKS: usize = 12;

impl<V: Vorm> Noten<'_, V> {
    /// A line that comes soon.
    fn straks(&self) -> Option<&Kort> {
        match &self.lijst.as_slice().get(STRAKS)?.wat {
            Wat::Kort(kort) => Some(kort),
            Wat::Prestatie(_) | Wat::Grens(..) => None,
        }
    }

    fn wat(&mut self, wat: Wat) -> Option<Ding<V::Prestatie>> {
        match wat {
            Wat::Prestatie(welke) => self.prestaties.get_mut(welke)?.take().map(Ding::Prestatie),
            Wat::Kort(kort) => Some(Ding::Kort(kort)),
            Wat::Grens(grens, plekken) => Some(Ding::Grens(grens, Some(plekken))),
        }
    }

    /// The note that begins at this byte, when all of it is there.
    fn bij(&mut self, begin: u64, tot: u64, mag_over: bool) -> Option<Noot> {
        while let [eerste, ..] = self.lijst.as_slice()
            && eerste.begin <= begin
        {
            let noot = self.lijst.next()?;
            let goed = mag_over || !matches!(noot.wat, Wat::Grens(..));
            if noot.begin == begin && noot.eind <= tot && goed {
                return Some(noot);
            }
        }
        None
    }
}

/// More than any Prestatie in the common shape takes.
const RUIM: usize = 8 * 1024;

/// The fast road from here.
struct Snelweg {
    merken: Merken,
    /// Whether the tags of the Client are as those of its Prestaties, so that the border can be crossed.
    over_de_grens: bool,
}
