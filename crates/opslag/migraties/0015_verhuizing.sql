-- Moving a store and bringing back a backup, and work that one node at a time does.

-- `in` and `terug` stand in the database that is being filled: while `klaar_op` is empty it is not whole and must not serve.
-- `uit` stands in the one that was left, with the same id.
CREATE TABLE verhuizing (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  soort TEKST NOT NULL,
  begonnen_op GETAL NOT NULL,
  klaar_op GETAL,
  PRIMARY KEY (houder, id)
) STRIKT;

-- A lease on work that leaves the database (mail): `huur_tot` lets another node go on when this one is gone.
CREATE TABLE taak (
  houder TEKST NOT NULL,
  naam TEKST NOT NULL,
  huurder ID,
  huur_tot GETAL,
  PRIMARY KEY (houder, naam)
) STRIKT;
