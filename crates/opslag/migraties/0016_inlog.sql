-- Logging in with a second step, logging in through an organisation, sessions that a person sees and ends, and what
-- somebody was typing when a session ended.

-- What the list of sessions shows. `kenmerk`: keyed hash of issuer and session id, for a logout that the organisation sends.
ALTER TABLE sessie ADD COLUMN id ID;
ALTER TABLE sessie ADD COLUMN apparaat TEKST;
ALTER TABLE sessie ADD COLUMN kenmerk BYTES;

-- The password was right, the second step is still to come. No session, so that a program of before this step never takes
-- it for one.
CREATE TABLE aanmeldstap (
  houder TEKST NOT NULL,
  token_sha256 BYTES NOT NULL,
  account ID NOT NULL,
  gemaakt_op GETAL NOT NULL,
  verloopt_op GETAL NOT NULL,
  PRIMARY KEY (houder, token_sha256),
  FOREIGN KEY (houder, account) REFERENCES account (houder, id)
) STRIKT;
CREATE INDEX aanmeldstap_account ON aanmeldstap (houder, account);

-- The secret of an authenticator app, sealed. `nieuw` waits for its first code. `laatste`: the last time step that was used.
CREATE TABLE totp (
  houder TEKST NOT NULL,
  account ID NOT NULL,
  geheim BYTES,
  nieuw BYTES,
  laatste GETAL NOT NULL,
  gewijzigd_op GETAL NOT NULL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, account),
  FOREIGN KEY (houder, account) REFERENCES account (houder, id)
) STRIKT;

-- One-time codes for who lost the app, as keyed hash.
CREATE TABLE herstelcode (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  account ID NOT NULL,
  code BYTES NOT NULL,
  gebruikt_op GETAL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, account) REFERENCES account (houder, id)
) STRIKT;
CREATE INDEX herstelcode_account ON herstelcode (houder, account);

-- Somebody went to the organisation to log in; taken once. `geheim`: nonce and verifier, sealed.
CREATE TABLE oidc_poging (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  state_sha256 BYTES NOT NULL,
  koek_sha256 BYTES NOT NULL,
  geheim BYTES NOT NULL,
  verloopt_op GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, state_sha256)
) STRIKT;

-- The account of somebody who logs in through the organisation. `wie`: keyed hash of issuer and subject.
CREATE TABLE oidc_account (
  houder TEKST NOT NULL,
  account ID NOT NULL,
  wie BYTES NOT NULL,
  PRIMARY KEY (houder, account),
  UNIQUE (houder, wie),
  FOREIGN KEY (houder, account) REFERENCES account (houder, id)
) STRIKT;

-- The form that somebody sent after the session had ended: one per account, for a day. `inhoud` is sealed.
CREATE TABLE concept (
  houder TEKST NOT NULL,
  account ID NOT NULL,
  pad TEKST NOT NULL,
  inhoud BYTES NOT NULL,
  op GETAL NOT NULL,
  PRIMARY KEY (houder, account),
  FOREIGN KEY (houder, account) REFERENCES account (houder, id)
) STRIKT;
