-- Shared by a region: settings, aanbieders, contracts, accounts. `houder` is the region key, or for a setting a gemeente.
-- TEKST, GETAL, ID, BYTES, JANEE and STRIKT are filled in by dialect.rs. GETAL holds numbers, eurocents and moments
-- (microseconds since 1970, UTC); dates are TEKST, yyyy-mm-dd.

CREATE TABLE instelling (
  houder TEKST NOT NULL,
  sleutel TEKST NOT NULL,
  waarde TEKST NOT NULL,
  gewijzigd_op GETAL NOT NULL,
  gewijzigd_door ID,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, sleutel)
) STRIKT;

CREATE TABLE teller (
  houder TEKST NOT NULL,
  naam TEKST NOT NULL,
  stand GETAL NOT NULL,
  PRIMARY KEY (houder, naam)
) STRIKT;

CREATE TABLE aanbieder (
  houder TEKST NOT NULL,
  agb TEKST NOT NULL,
  naam TEKST NOT NULL,
  gewijzigd_op GETAL NOT NULL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, agb)
) STRIKT;

CREATE TABLE contract (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  agb TEKST NOT NULL,
  perceel TEKST NOT NULL,
  geldig_vanaf TEKST NOT NULL,
  geldig_tot TEKST,
  gegevens TEKST NOT NULL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, agb) REFERENCES aanbieder (houder, agb)
) STRIKT;
CREATE INDEX contract_aanbieder ON contract (houder, agb, geldig_vanaf);

CREATE TABLE account (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  naam TEKST NOT NULL,
  weergavenaam TEKST NOT NULL,
  rol TEKST NOT NULL,
  wachtwoord TEKST NOT NULL,
  agb TEKST,
  actief JANEE NOT NULL,
  gemaakt_op GETAL NOT NULL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, naam)
) STRIKT;

CREATE TABLE account_gemeente (
  houder TEKST NOT NULL,
  account ID NOT NULL,
  gemeente TEKST NOT NULL,
  PRIMARY KEY (houder, account, gemeente),
  FOREIGN KEY (houder, account) REFERENCES account (houder, id)
) STRIKT;

CREATE TABLE sessie (
  houder TEKST NOT NULL,
  token_sha256 BYTES NOT NULL,
  account ID NOT NULL,
  gemaakt_op GETAL NOT NULL,
  gezien_op GETAL NOT NULL,
  verloopt_op GETAL NOT NULL,
  PRIMARY KEY (houder, token_sha256),
  FOREIGN KEY (houder, account) REFERENCES account (houder, id)
) STRIKT;
CREATE INDEX sessie_account ON sessie (houder, account);
CREATE INDEX sessie_verloopt ON sessie (houder, verloopt_op);

CREATE TABLE aanmeldpoging (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  sleutel BYTES NOT NULL,
  op GETAL NOT NULL,
  gelukt JANEE NOT NULL,
  PRIMARY KEY (houder, id)
) STRIKT;
CREATE INDEX aanmeldpoging_sleutel ON aanmeldpoging (houder, sleutel, op);

-- One sealed known word per database: the wrong key is noticed at the start, not when it has made a second index.
CREATE TABLE sleutel (
  houder TEKST NOT NULL,
  naam TEKST NOT NULL,
  proef BYTES NOT NULL,
  PRIMARY KEY (houder, naam)
) STRIKT;
