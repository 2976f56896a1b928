-- What an aanbieder reports beside its requests: start and stop of help (JW305, JW307), requests for change (JW317) and
-- declarations (JW323), line by line. Only what was not refused as a whole is here: the rest counts as never sent.

-- A start or stop may be about a child without a dossier (hulp op taak), so the BSN is here, sealed as in `jeugdige`.
CREATE TABLE levering (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  bericht ID NOT NULL,
  volgnummer GETAL NOT NULL,
  jeugdige ID,
  aanbieder TEKST NOT NULL,
  bsn BYTES NOT NULL,
  bsn_index BYTES NOT NULL,
  soort TEKST NOT NULL,
  verwijderen JANEE NOT NULL,
  toewijzing GETAL,
  toewijzing_ingangsdatum TEKST,
  categorie TEKST,
  code TEKST,
  begindatum TEKST NOT NULL,
  einddatum TEKST,
  reden TEKST,
  op GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, aanbieder, bsn_index, volgnummer),
  FOREIGN KEY (houder, bericht) REFERENCES bericht (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX levering_jeugdige ON levering (houder, jeugdige, op) WHERE jeugdige IS NOT NULL;
CREATE INDEX levering_bericht ON levering (houder, bericht);

CREATE TABLE wijzigverzoek (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  bericht ID NOT NULL,
  jeugdige ID NOT NULL,
  aanbieder TEKST NOT NULL,
  referentie TEKST NOT NULL,
  reden TEKST NOT NULL,
  dagtekening TEKST NOT NULL,
  ontvangen_op GETAL NOT NULL,
  antwoord_voor TEKST NOT NULL,
  onderzoek_voor TEKST,
  status TEKST NOT NULL,
  aantal_producten GETAL NOT NULL,
  beslist_door ID,
  reden_afwijzing TEKST,
  toelichting TEKST,
  antwoord ID,
  afgehandeld_op GETAL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, bericht),
  FOREIGN KEY (houder, bericht) REFERENCES bericht (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id),
  FOREIGN KEY (houder, antwoord) REFERENCES bericht (houder, id)
) STRIKT;
CREATE INDEX wijzigverzoek_jeugdige ON wijzigverzoek (houder, jeugdige, aanbieder);
CREATE INDEX wijzigverzoek_referentie ON wijzigverzoek (houder, referentie, aanbieder);
CREATE INDEX wijzigverzoek_werk ON wijzigverzoek (houder, antwoord_voor, id) WHERE afgehandeld_op IS NULL;

CREATE TABLE wijzigverzoek_product (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  wijzigverzoek ID NOT NULL,
  aanbieder TEKST NOT NULL,
  volgnummer GETAL NOT NULL,
  soort TEKST NOT NULL,
  toewijzing GETAL,
  categorie TEKST,
  code TEKST,
  ingangsdatum TEKST,
  einddatum TEKST,
  volume GETAL,
  eenheid TEKST,
  frequentie TEKST,
  budget GETAL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, wijzigverzoek, volgnummer),
  FOREIGN KEY (houder, wijzigverzoek) REFERENCES wijzigverzoek (houder, id)
) STRIKT;

-- Amounts are eurocents; a credit is negative.
CREATE TABLE declaratie (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  bericht ID NOT NULL,
  aanbieder TEKST NOT NULL,
  nummer TEKST NOT NULL,
  begindatum TEKST NOT NULL,
  einddatum TEKST NOT NULL,
  dagtekening TEKST NOT NULL,
  ontvangen_op GETAL NOT NULL,
  antwoord_voor TEKST NOT NULL,
  ingediend GETAL NOT NULL,
  toegekend GETAL,
  aantal_prestaties GETAL NOT NULL,
  aantal_fout GETAL NOT NULL,
  status TEKST NOT NULL,
  antwoord ID,
  afgehandeld_op GETAL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, bericht),
  FOREIGN KEY (houder, bericht) REFERENCES bericht (houder, id),
  FOREIGN KEY (houder, antwoord) REFERENCES bericht (houder, id)
) STRIKT;
CREATE INDEX declaratie_nummer ON declaratie (houder, aanbieder, nummer);
CREATE INDEX declaratie_periode ON declaratie (houder, aanbieder, begindatum);

-- A line. Aanbieders write what they like in a reference, so it is sealed; the keyed hash beside it says whether a number
-- was used. `jeugdige` is empty where the BSN is of nobody in this gemeente.
CREATE TABLE prestatie (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  declaratie ID NOT NULL,
  volgnummer GETAL NOT NULL,
  aanbieder TEKST NOT NULL,
  jeugdige ID,
  referentie BYTES NOT NULL,
  referentie_index TEKST NOT NULL,
  vorige_referentie BYTES,
  vorige_index TEKST,
  toewijzing GETAL NOT NULL,
  categorie TEKST NOT NULL,
  code TEKST NOT NULL,
  begindatum TEKST NOT NULL,
  einddatum TEKST NOT NULL,
  volume GETAL NOT NULL,
  eenheid TEKST NOT NULL,
  tarief GETAL,
  bedrag GETAL NOT NULL,
  debet_credit TEKST NOT NULL,
  status TEKST NOT NULL,
  codes TEKST NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, declaratie, volgnummer),
  FOREIGN KEY (houder, declaratie) REFERENCES declaratie (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX prestatie_referentie ON prestatie (houder, referentie_index);
CREATE INDEX prestatie_vorige ON prestatie (houder, vorige_index) WHERE vorige_index IS NOT NULL;
CREATE INDEX prestatie_toewijzing ON prestatie (houder, toewijzing, begindatum);
CREATE INDEX prestatie_jeugdige ON prestatie (houder, jeugdige, begindatum) WHERE jeugdige IS NOT NULL;
