-- Who did what with whose data (NEN 7513), and beside it what was processed, without anybody who works here
-- (Logboek Dataverwerkingen). The two share `verwerking`. Only added to; no foreign keys, for a line outlives what it is
-- about. The rows of kijklog are carried over by the program, because each row here holds the hash of the one before.

CREATE TABLE logregel (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  keten ID NOT NULL,
  volgnummer GETAL NOT NULL,
  op GETAL NOT NULL,
  code TEKST NOT NULL,
  actie TEKST NOT NULL,
  uitkomst TEKST NOT NULL,
  account ID,
  rol TEKST NOT NULL,
  organisatie TEKST NOT NULL,
  namens ID,
  doel TEKST NOT NULL,
  voorwerp TEKST NOT NULL,
  voorwerp_id ID,
  jeugdige ID,
  aantal GETAL,
  herkomst TEKST NOT NULL,
  sessie BYTES,
  verwerking ID NOT NULL,
  hash BYTES NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, keten, volgnummer)
) STRIKT;
CREATE INDEX logregel_jeugdige ON logregel (houder, jeugdige, id) WHERE jeugdige IS NOT NULL;
CREATE INDEX logregel_verwerking ON logregel (houder, verwerking);

-- The end of each chain: how many rows it has and the hash of the last, authenticated with a key outside the database.
CREATE TABLE logketen (
  houder TEKST NOT NULL,
  keten ID NOT NULL,
  stand GETAL NOT NULL,
  hash BYTES NOT NULL,
  waarmerk BYTES NOT NULL,
  PRIMARY KEY (houder, keten)
) STRIKT;

-- The same end now and then, signed with the key of the operator; a copy is kept outside the database.
CREATE TABLE logzegel (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  keten ID NOT NULL,
  volgnummer GETAL NOT NULL,
  hash BYTES NOT NULL,
  op GETAL NOT NULL,
  sleutel BYTES NOT NULL,
  handtekening BYTES NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, keten, volgnummer)
) STRIKT;

CREATE TABLE verwerking (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  verwerking ID NOT NULL,
  activiteit TEKST NOT NULL,
  begin_op GETAL NOT NULL,
  einde_op GETAL NOT NULL,
  stand TEKST NOT NULL,
  betrokkene_soort TEKST NOT NULL,
  betrokkene BYTES NOT NULL,
  PRIMARY KEY (houder, id)
) STRIKT;
CREATE INDEX verwerking_verwerking ON verwerking (houder, verwerking);
