-- Retention (Jeugdwet 7.3.8): lists of dossiers that may be destroyed, who agreed, and the proof. What is destroyed is gone from
-- every table; the audit log stays whole.
CREATE TABLE vernietiging (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  status TEKST NOT NULL,
  peildatum TEKST NOT NULL,
  gemaakt_op GETAL NOT NULL,
  akkoord_een ID,
  akkoord_een_op GETAL,
  akkoord_twee ID,
  akkoord_twee_op GETAL,
  uitgevoerd_op GETAL,
  bewijs TEKST,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id)
) STRIKT;
-- No foreign key to the child: this row outlives it, as the line of the audit log does.
CREATE TABLE vernietiging_dossier (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  vernietiging ID NOT NULL,
  jeugdige ID NOT NULL,
  laatste_wijziging TEKST NOT NULL,
  vernietigd_op GETAL,
  aantallen TEKST,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, vernietiging, jeugdige),
  FOREIGN KEY (houder, vernietiging) REFERENCES vernietiging (houder, id)
) STRIKT;
-- Why a dossier is kept longer; the reason is sealed.
CREATE TABLE bewaaruitzondering (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  jeugdige ID NOT NULL,
  soort TEKST NOT NULL,
  reden TEKST,
  tot TEKST NOT NULL,
  door ID NOT NULL,
  op GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX bewaaruitzondering_jeugdige ON bewaaruitzondering (houder, jeugdige, tot);
