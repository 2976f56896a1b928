-- What people registered, what happened, who looked, and which terms run.

CREATE TABLE feit (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  jeugdige ID NOT NULL,
  verzoek ID,
  verzoek_product ID,
  aanbieder TEKST,
  soort TEKST NOT NULL,
  datum TEKST,
  waarde TEKST NOT NULL,
  bron TEKST NOT NULL,
  door ID,
  op GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id),
  FOREIGN KEY (houder, verzoek) REFERENCES verzoek (houder, id),
  FOREIGN KEY (houder, verzoek_product) REFERENCES verzoek_product (houder, id)
) STRIKT;
CREATE INDEX feit_jeugdige ON feit (houder, jeugdige, soort, op);
CREATE INDEX feit_verzoek ON feit (houder, verzoek, op) WHERE verzoek IS NOT NULL;

CREATE TABLE gebeurtenis (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  jeugdige ID NOT NULL,
  op GETAL NOT NULL,
  soort TEKST NOT NULL,
  aanbieder TEKST,
  bericht ID,
  verzoek ID,
  toewijzing ID,
  door ID,
  gegevens TEKST NOT NULL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX gebeurtenis_tijdlijn ON gebeurtenis (houder, jeugdige, op, id);

-- No foreign keys: a look must be logged also where what was looked at is gone or never was.
CREATE TABLE kijklog (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  op GETAL NOT NULL,
  account ID,
  rol TEKST NOT NULL,
  aanbieder TEKST,
  jeugdige ID,
  voorwerp TEKST NOT NULL,
  voorwerp_id ID,
  handeling TEKST NOT NULL,
  gelukt JANEE NOT NULL,
  PRIMARY KEY (houder, id)
) STRIKT;
CREATE INDEX kijklog_jeugdige ON kijklog (houder, jeugdige, op) WHERE jeugdige IS NOT NULL;
CREATE INDEX kijklog_account ON kijklog (houder, account, op);

CREATE TABLE signaal (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  soort TEKST NOT NULL,
  onderwerp ID NOT NULL,
  aanbieder TEKST,
  jeugdige ID,
  vanaf TEKST NOT NULL,
  uiterlijk TEKST,
  gemaakt_op GETAL NOT NULL,
  klaar_op GETAL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, soort, onderwerp)
) STRIKT;
CREATE INDEX signaal_open ON signaal (houder, vanaf, id) WHERE klaar_op IS NULL;
CREATE INDEX signaal_onderwerp ON signaal (houder, onderwerp);
