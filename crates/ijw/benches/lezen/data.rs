//! Messages to measure with: a declaration of any size, made while it is read, and small messages of many kinds.

use houvast_ijw::lees;
use std::io::{self, Read};

/// A valid JW323 of so many Clienten, each with five Prestaties, one of them a credit in every other Client.
pub(crate) struct Declaratie {
    clienten: u32,
    client: u32,
    bsn: u32,
    totaal: u64,
    stuk: Vec<u8>,
    op: usize,
}

const PER_CLIENT: u32 = 5;
const KOP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<jw323:Bericht xmlns:jw323=\"http://www.istandaarden.nl/ijw/3_2/jw323/schema\" xmlns:ijw=\"http://www.istandaarden.nl/ijw/3_2/basisschema/schema\">\r\n<jw323:Header>\r\n<jw323:BerichtCode>490</jw323:BerichtCode>\r\n<jw323:BerichtVersie>3</jw323:BerichtVersie>\r\n<jw323:BerichtSubversie>2</jw323:BerichtSubversie>\r\n<jw323:Afzender>12345678</jw323:Afzender>\r\n<jw323:Ontvanger>0193</jw323:Ontvanger>\r\n<jw323:BerichtIdentificatie>\r\n<ijw:Identificatie>B-1</ijw:Identificatie>\r\n<ijw:Dagtekening>2026-03-02</ijw:Dagtekening>\r\n</jw323:BerichtIdentificatie>\r\n<jw323:XsdVersie>\r\n<ijw:BasisschemaXsdVersie>1.0.0</ijw:BasisschemaXsdVersie>\r\n<ijw:BerichtXsdVersie>1.0.0</ijw:BerichtXsdVersie>\r\n</jw323:XsdVersie>\r\n</jw323:Header>\r\n<jw323:Declaratie>\r\n<jw323:DeclaratieNummer>D1</jw323:DeclaratieNummer>\r\n<jw323:DeclaratiePeriode>\r\n<ijw:Begindatum>2026-02-01</ijw:Begindatum>\r\n<ijw:Einddatum>2026-02-28</ijw:Einddatum>\r\n</jw323:DeclaratiePeriode>\r\n<jw323:DeclaratieDagtekening>2026-03-02</jw323:DeclaratieDagtekening>\r\n<jw323:TotaalIngediendBedrag>\r\n<ijw:TotaalBedrag>TOTAAL</ijw:TotaalBedrag>\r\n<ijw:DebetCredit>D</ijw:DebetCredit>\r\n</jw323:TotaalIngediendBedrag>\r\n<jw323:Clienten>\r\n";
const STAART: &str = "</jw323:Clienten>\r\n</jw323:Declaratie>\r\n</jw323:Bericht>\r\n";

fn elfproef(bsn: u32) -> bool {
    let cijfers = (0..9).map(|i| bsn / 10_u32.pow(8 - i) % 10);
    let som: i64 = cijfers
        .zip([9, 8, 7, 6, 5, 4, 3, 2, -1])
        .map(|(c, g)| i64::from(c) * g)
        .sum();
    som % 11 == 0
}

impl Declaratie {
    pub(crate) fn nieuw(clienten: u32) -> Self {
        let regels = (0..clienten).flat_map(|c| (0..PER_CLIENT).map(move |i| (c, i)));
        let som: i64 = regels
            .map(|(c, i)| {
                let bedrag = i64::from(volume(c, i) * tarief(c, i));
                if credit(c, i) { -bedrag } else { bedrag }
            })
            .sum();
        Self {
            clienten,
            client: 0,
            bsn: 900_000_000,
            totaal: som.unsigned_abs(),
            stuk: Vec::new(),
            op: 0,
        }
    }

    /// About so many bytes.
    pub(crate) fn van_bytes(bytes: u64) -> Self {
        let mut proef = Vec::new();
        let _ = Self::nieuw(100).read_to_end(&mut proef);
        let per_client = proef.len() as u64 / 100;
        Self::nieuw(u32::try_from(bytes / per_client).unwrap_or(u32::MAX).max(1))
    }

    pub(crate) fn prestaties(&self) -> u64 {
        u64::from(self.clienten * PER_CLIENT)
    }

    fn vul(&mut self) {
        self.stuk.clear();
        self.op = 0;
        let mut uit = String::new();
        if self.client == 0 {
            uit += &KOP.replace("TOTAAL", &self.totaal.to_string());
        }
        if self.client < self.clienten {
            self.bsn += 1;
            while !elfproef(self.bsn) {
                self.bsn += 1;
            }
            uit += &client(self.bsn, self.client);
        }
        if self.client + 1 == self.clienten {
            uit += STAART;
        }
        self.client = self.client.saturating_add(1);
        self.stuk = uit.into_bytes();
    }
}

impl Read for Declaratie {
    fn read(&mut self, doel: &mut [u8]) -> io::Result<usize> {
        if self.op == self.stuk.len() && self.client < self.clienten {
            self.vul();
        }
        let over = &self.stuk[self.op..];
        let n = over.len().min(doel.len());
        doel[..n].copy_from_slice(&over[..n]);
        self.op += n;
        Ok(n)
    }
}

fn volume(client: u32, i: u32) -> u32 {
    30 + (client * 7 + i * 13) % 900
}

fn tarief(client: u32, i: u32) -> u32 {
    90 + (client + i) % 60
}

fn credit(client: u32, i: u32) -> bool {
    i == 4 && client % 2 == 1
}

fn client(bsn: u32, nummer: u32) -> String {
    let mut uit = format!("<jw323:Client>\r\n<jw323:Bsn>{bsn}</jw323:Bsn>\r\n<jw323:Prestaties>\r\n");
    for i in 0..PER_CLIENT {
        let (volume, tarief) = (volume(nummer, i), tarief(nummer, i));
        let (dc, vorig) = if credit(nummer, i) {
            (
                "C",
                format!("<ijw:VorigReferentieNummer>2026-01-{nummer:08}-{i}</ijw:VorigReferentieNummer>\r\n"),
            )
        } else {
            ("D", String::new())
        };
        uit += &format!(
            "<jw323:Prestatie>\r\n<jw323:ProductReferentie>\r\n<ijw:ReferentieNummer>2026-02-{nummer:08}-{i}</ijw:ReferentieNummer>\r\n{vorig}</jw323:ProductReferentie>\r\n<jw323:ToewijzingNummer>{toewijzing}</jw323:ToewijzingNummer>\r\n<jw323:ProductCategorie>45</jw323:ProductCategorie>\r\n<jw323:ProductCode>45A{code:02}</jw323:ProductCode>\r\n<jw323:ProductPeriode>\r\n<ijw:Begindatum>2026-02-01</ijw:Begindatum>\r\n<ijw:Einddatum>2026-02-28</ijw:Einddatum>\r\n</jw323:ProductPeriode>\r\n<jw323:GeleverdVolume>{volume}</jw323:GeleverdVolume>\r\n<jw323:Eenheid>01</jw323:Eenheid>\r\n<jw323:ProductTarief>{tarief}</jw323:ProductTarief>\r\n<jw323:IngediendBedrag>\r\n<ijw:Bedrag>{bedrag}</ijw:Bedrag>\r\n<ijw:DebetCredit>{dc}</ijw:DebetCredit>\r\n</jw323:IngediendBedrag>\r\n</jw323:Prestatie>\r\n",
            toewijzing = 10 + nummer,
            code = 10 + i,
            bedrag = volume * tarief,
        );
    }
    uit + "</jw323:Prestaties>\r\n</jw323:Client>\r\n"
}

/// The bytes of a declaration of about this size.
pub(crate) fn declaratie(bytes: u64) -> Vec<u8> {
    let mut uit = Vec::new();
    let _ = Declaratie::van_bytes(bytes).read_to_end(&mut uit);
    uit
}

/// The small message without findings: both programs then end well.
pub(crate) fn in_orde() -> String {
    JW315
        .replace(
            "<b:Budget>",
            "<b:ToewijzingEinddatum>2026-12-31</b:ToewijzingEinddatum><b:Budget>",
        )
        .replace("<i:Type>02<", "<i:Type>01<")
}

pub(crate) const JW315: &str = include_str!("../../tests/gevallen/jw315.xml");

/// Small messages of several kinds and sizes; every one is valid.
pub(crate) fn klein(aantal: usize) -> Vec<Vec<u8>> {
    let mut soorten: Vec<Vec<u8>> = vec![JW315.as_bytes().to_vec()];
    for clienten in 1..=3 {
        let mut uit = Vec::new();
        let _ = Declaratie::nieuw(clienten).read_to_end(&mut uit);
        soorten.push(uit);
    }
    // Our own way of writing, and indented as many other programs do.
    let lezing = lees(JW315.as_bytes(), &houvast_ijw::Grenzen::default()).unwrap_or_default();
    if let Some(bericht) = lezing.bericht {
        let bytes = houvast_ijw::schrijf(&bericht);
        soorten.push(
            String::from_utf8_lossy(&bytes)
                .replace("\r\n<", "\n   <")
                .into_bytes(),
        );
        soorten.push(bytes);
        if let Some(retour) = retour(&bericht) {
            soorten.push(retour);
        }
    }
    (0..aantal).map(|i| soorten[i % soorten.len()].clone()).collect()
}

/// The JW316 that answers it.
fn retour(bericht: &houvast_ijw::Bericht) -> Option<Vec<u8>> {
    let retour = houvast_ijw::antwoord::Retour {
        identificatie: "R-1".into(),
        dagtekening: bericht.dagtekening(),
        basisschema_xsd_versie: "1.0.0".into(),
        bericht_xsd_versie: "1.0.0".into(),
    };
    let antwoord = houvast_ijw::antwoord::retour(bericht, &[], &retour)?;
    Some(houvast_ijw::schrijf(&antwoord))
}
